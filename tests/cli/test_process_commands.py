"""``cchc process``: show, path, gantt, of bundled processes and of files, for people and for machines."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cchc.cli.process_forms import BoundAnswer, LatestAnswer, ScheduleAnswer

FLOW = "lt-khaisinh-thuongtru-bhyt-2024"
TWO = """
[[process]]
id = "one"
name = "Một"
declared = { count = 2, unit = "working_day" }
[[process.step]]
id = "a"
label = "Tiếp nhận"
agency = "Thuế"
budget = { count = "1/2", unit = "working_day" }
[[process.step]]
id = "b"
condition = "cần xác minh"
budget = { count = 4, unit = "working_day" }

[[process]]
id = "round"
name = "Vòng"
step = [{ id = "a", after = ["b"] }, { id = "b" }]
"""
OFFICE = """
name = "Thuế"
session = [{ days = ["mon", "tue", "wed", "thu", "fri"], from = 08:00:00, to = 12:00:00 }]
closure = [{ from = 2026-03-02, to = 2026-03-02, reason = "tập huấn", suspends_count = true }]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "hai.toml"
    found.write_text(TWO, "utf-8")
    return found


class TestShow:
    def test_json_fits_its_schema_and_says_how_long_it_takes(self, cchc, fits) -> None:
        ran = cchc("process", "show", FLOW, "--json")
        fits("process-show", ran.json)
        assert ran.json["chain"] == {
            "steps": ["ks", "tt"],
            "totals": [{"unit": "working_hour", "count": 16}],
            "working_days": 2,
            "mixed_units": False,
        }
        assert ran.json["problem"] is None

    def test_mixed_units_are_told(self, cchc) -> None:
        assert "25 ngày làm việc và 80 ngày (khác đơn vị, không cộng được)" in cchc("process", "show", "ld-2.002039").words
        assert "25 working days and 80 days (different units, not added)" in cchc("process", "show", "ld-2.002039", "--lang", "en").words

    def test_stages_stand_with_their_sums(self, cchc) -> None:
        told = cchc("process", "show", "ha_noi_vinh_long-1594-00").words
        assert "UBND thành phố Hà Nội: 7 ngày làm việc (khai 7 ngày)" in told

    def test_a_circle_is_part_of_the_answer(self, cchc, fits, file: Path) -> None:
        ran = cchc("process", "show", file, "--id", "round", "--json")
        fits("process-show", ran.json)
        assert ran.json["chain"] is None
        assert "runs in a circle: 'a' → 'b' → 'a'" in ran.json["problem"]
        assert "Không xếp lịch được" in cchc("process", "show", file, "--id", "round").out

    def test_the_graph_is_a_picture_too(self, cchc, tmp_path: Path, file: Path) -> None:
        svg = tmp_path / "a.svg"
        assert cchc("process", "show", FLOW, "--svg", svg, "--mermaid", tmp_path / "a.mmd").code == 0
        assert svg.read_text("utf-8").count("data-step") == 3
        ran = cchc("process", "show", file, "--id", "round", "--svg", "-")
        assert ran.code == 2
        assert "runs in a circle" in ran.error

    def test_mermaid(self, cchc, tmp_path: Path) -> None:
        assert cchc("process", "show", FLOW, "--mermaid", "-").out.startswith("flowchart TD\n")
        written = tmp_path / "a.mmd"
        assert cchc("process", "show", FLOW, "--mermaid", written).out == f"Đã ghi {written}\n"
        assert "class s0,s1 critical" in written.read_text("utf-8")
        ran = cchc("process", "show", FLOW, "--mermaid", written, "--json")
        assert ran.json["process"]["id"] == FLOW
        assert cchc("process", "show", FLOW, "--mermaid", "-", "--json").code == 2

    @pytest.mark.parametrize(
        ("args", "code", "says"),
        [
            (["khong-co"], 2, "no process 'khong-co'"),
            (["2.000286"], 2, "2.000286 has 3 processes; choose with one of the ids: cao_bang-2022-18"),
            (["missing.toml"], 5, "cannot read missing.toml"),
        ],
    )
    def test_what_is_not_one_process_is_refused(self, cchc, args: list[str], code: int, says: str) -> None:
        ran = cchc("process", "show", *args)
        assert ran.code == code
        assert says in ran.error

    def test_of_a_file_with_several_one_is_chosen(self, cchc, file: Path) -> None:
        assert "has 2 processes; choose with --id: one, round" in cchc("process", "show", file).error
        assert "no process 'x'" in cchc("process", "show", file, "--id", "x").error
        assert cchc("process", "show", file, "--id", "one").code == 0

    def test_bad_records_are_told_and_the_good_one_is_shown(self, cchc, file: Path) -> None:
        file.write_text(TWO.replace('name = "Vòng"', ""), "utf-8")
        ran = cchc("process", "show", file, "--id", "one")
        assert ran.code == 1
        assert "Một" in ran.out
        assert "hai.toml:" in ran.err


class TestPath:
    def test_json_fits_its_schema(self, cchc, fits) -> None:
        ran = cchc("process", "path", "ld-1.009645", "--received", "2026-03-02 09:00", "--json")
        fits("process-schedule", ran.json)
        assert ran.json["critical_path"] == ["bc", "qd"]
        assert ran.json["bounds"] == [
            {"bound": "statutory", "limit": "17 ngày làm việc", "due": "2026-03-25T23:59:59+07:00", "kept": True, "spare_minutes": 0}
        ]
        assert [one["latest"][0]["slack_minutes"] for one in ran.json["steps"]] == [2400, 2400, 0, 0]
        assert "certainty" not in ran.json

    def test_backwards(self, cchc, fits) -> None:
        ran = cchc("process", "path", "1.009645", "--finish", "2026-02-27", "--json")
        fits("process-schedule", ran.json)
        assert ran.json["start"] == "2026-01-28T23:59:59+07:00"
        assert ran.json["last_working_moment"] == "2026-01-28T17:00:00+07:00"

    def test_beyond_the_announced_years_it_is_a_forecast(self, cchc, fits) -> None:
        ran = cchc("process", "path", "ld-1.009645", "--received", "2027-12-20 09:00", "--json")
        fits("process-schedule", ran.json)
        assert ran.json["certainty"] == "provisional"
        assert "TẠM TÍNH" in cchc("process", "path", "ld-1.009645", "--received", "2027-12-20 09:00").out
        assert cchc("process", "path", "ld-1.009645", "--received", "2027-12-20 09:00", "--no-forecast").code == 4

    def test_an_agency_has_its_own_hours_and_days(self, cchc, file: Path, tmp_path: Path) -> None:
        office = tmp_path / "thue.toml"
        office.write_text(OFFICE, "utf-8")
        asked = ("process", "path", file, "--id", "one", "--from", "2026-02-27 13:00", "--json")
        assert cchc(*asked).json["steps"][0]["finish"] == "2026-02-27T17:00:00+07:00"
        assert cchc(*asked, "--office", f"Thuế={office}").json["steps"][0]["finish"] == "2026-03-03T12:00:00+07:00"
        assert cchc(*asked, "--agency", office).json["steps"][1]["finish"] == "2026-03-13T12:00:00+07:00"

    def test_late_is_said(self, cchc, file: Path) -> None:
        asked = ("process", "path", file, "--id", "one", "--received", "2026-03-02 07:30")
        assert "QUÁ HẠN" in cchc(*asked).out
        assert "-1,5 ngày" in cchc(*asked).out
        kept = cchc(*asked, "--without", "b")
        assert "không thực hiện" in kept.words
        assert "QUÁ HẠN" not in kept.out
        assert "còn dư" in cchc(*asked, "--limit", "10 ngày làm việc").out

    @pytest.mark.parametrize(
        ("args", "says"),
        [
            ([], "a schedule runs from a moment"),
            (["--received", "2026-03-02 09:00", "--finish", "2026-03-05"], "leave out --received and --limit"),
            (["--received", "2026-03-02"], "has no hour"),
            (["--received", "2026-03-02 09:00", "--without", "gui"], "cannot be left out"),
            (["--received", "2026-03-02 09:00", "--office", "Thuế"], "is not NAME=FILE"),
        ],
    )
    def test_wrong_questions_are_refused(self, cchc, args: list[str], says: str) -> None:
        ran = cchc("process", "path", "ld-1.009645", *args)
        assert ran.code == 2
        assert says in ran.error

    def test_a_circle_is_refused(self, cchc, file: Path) -> None:
        ran = cchc("process", "path", file, "--id", "round", "--received", "2026-03-02 09:00")
        assert ran.code == 2
        assert "runs in a circle" in ran.error

    def test_a_time_from_the_start_that_is_missed_is_told(self, cchc, file: Path) -> None:
        file.write_text(TWO.replace('condition = "cần xác minh"', 'deadline_from_start = { count = 2, unit = "working_day" }'), "utf-8")
        assert "quá hạn tính" in cchc("process", "path", file, "--id", "one", "--received", "2026-03-02 07:30").out


class TestGantt:
    ASKED = ("process", "gantt", "ld-1.009645", "--received", "2026-02-12 09:00")

    def test_on_the_terminal(self, cchc) -> None:
        ran = cchc(*self.ASKED)
        assert ran.code == 0
        rows = {line[:10].strip(): line for line in ran.out.splitlines()}
        assert "▒▒▒" in rows["Gửi lấy ý"]
        assert "███" in rows["Báo cáo th"]
        assert "▲" in ran.out
        assert "│░░░░░░░░░│" in ran.out

    def test_many_days_share_columns(self, cchc) -> None:
        ran = cchc("process", "gantt", "ld-2.002039", "--received", "2026-01-05 09:00", "--lang", "en")
        assert "◆" in ran.out
        assert all(len(line) <= 80 for line in ran.out.splitlines())

    def test_files(self, cchc, tmp_path: Path) -> None:
        svg, mermaid = tmp_path / "a.svg", tmp_path / "a.mmd"
        ran = cchc(*self.ASKED, "--svg", svg, "--mermaid", mermaid, "--lang", "en")
        assert ran.out == f"Written: {svg}\nWritten: {mermaid}\n"
        assert ET.fromstring(svg.read_text("utf-8")).get("lang") == "en"
        assert mermaid.read_text("utf-8").startswith("gantt\n")

    def test_standard_output_takes_one_thing(self, cchc, fits) -> None:
        assert cchc(*self.ASKED, "--svg", "-").out.startswith("<svg ")
        assert cchc(*self.ASKED, "--mermaid", "-").out.startswith("gantt\n")
        fits("process-schedule", json.loads(cchc(*self.ASKED, "--json").out))
        assert "two pictures cannot go to '-'" in cchc(*self.ASKED, "--svg", "-", "--mermaid", "-").error
        assert "standard output takes one thing" in cchc(*self.ASKED, "--svg", "-", "--json").error


@pytest.mark.parametrize("name", [*ScheduleAnswer.model_fields, *BoundAnswer.model_fields, *LatestAnswer.model_fields])
def test_every_key_of_a_schedule_is_explained(name: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "cli.md").read_text("utf-8")
    assert f"`{name}`" in page.partition("| key of `process-schedule`")[2].partition("\n\n")[0]


def test_every_option_is_explained(cchc) -> None:
    page = (Path(__file__).parents[2] / "docs" / "cli.md").read_text("utf-8")
    for command in ("show", "path", "gantt"):
        text = cchc("process", command, "--help").out
        for option in set(re.findall(r"--[a-z-]+", text)) - {"--help", "--no-no-forecast", "--no-json"}:
            assert f"`{option}" in page, f"{command} {option}"
