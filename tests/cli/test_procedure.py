"""``cchc procedure``: show one whole, list, compare two versions; from the catalogue, and from files as they stand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

OLD = """
[[procedure]]
code = "9.000001"
name = "Cấp giấy phép ví dụ"
field = "Ví dụ"
levels = ["commune"]
decision = "0001/QĐ-UBND"
until = 2026-06-30
source = "Bản giấy"
instruments = ["61/2018/NĐ-CP"]
dossier_sets = 2
components_listed = 5
agencies = { execute = ["UBND xã"], decide = ["UBND xã"] }
conditions = ["Đủ 18 tuổi"]
submission = [{ channel = "counter" }, { channel = "online", online = "partial" }]
components = [
  { name = "Đơn đề nghị", original = 1, form = "Mẫu 01", channels = ["counter"] },
  { name = "Sổ hộ khẩu", copies = 1, one_of = "nhà", valid_days = 30, cases = ["chung"] },
  { name = "Thẻ căn cước", present_only = true, replaced_by = "CSDL dân cư" },
  { name = "Khác", required = false },
]
fees = [
  { name = "Lệ phí", amount = 50000 },
  { amount = 0 },
  { amount = 2500, per = "trang" },
  { published = "Theo HĐND tỉnh", channels = ["online"] },
]
results = [{ name = "Giấy phép", code = "KQ.G15.000031" }, { name = "Quyết định" }]
sub_deadlines = [{ actor = "Sở", what = "trả lời", limit = "5 ngày" }, { wording = "niêm yết" }]
pauses = [{ reason = "applicant", wording = "bổ sung hồ sơ" }, { reason = "council" }]

[[procedure.limit]]
limit = "20 ngày"
committed = "15 ngày"
committed_by = "0009/QĐ-UBND"

[[procedure.limit]]
case = "khó"
channels = ["online"]
unconfirmed = { amount = "45", unit = "Ngày" }
"""
NEW = """
[[procedure]]
code = "9.000001"
name = "Cấp giấy phép ví dụ"
since = 2026-07-01

[[procedure.limit]]
limit = "12 ngày"

[[procedure]]
code = "9.000002"
name = "Thủ tục mới"
limits = [{ limit = "trong ngày", committed = "ngay" }]
"""
TEXT = """\
Cấp giấy phép ví dụ  9.000001
Ví dụ · commune · 0001/QĐ-UBND · … đến 2026-06-30

Thời hạn
  · chung: 20 ngày, tính từ ngày nhận được hồ sơ; cam kết 15 ngày (0009/QĐ-UBND)
  · khó [online]: 45 Ngày (chưa xác nhận đơn vị), tính từ ngày nhận được hồ sơ

Cách thức nộp
  · Trực tiếp
  · Trực tuyến: Một phần

Thành phần hồ sơ, 2 bộ (công bố 5, đã nhập 4)
  · Đơn đề nghị [counter] · 1 bản chính · mẫu Mẫu 01
  · Sổ hộ khẩu · 1 bản sao · một trong nhóm nhà · dùng được 30 ngày · trường hợp
    chung
  · Thẻ căn cước · chỉ xuất trình · thay bằng dữ liệu: CSDL dân cư
  · Khác · không bắt buộc

Phí, lệ phí
  · Lệ phí: 50.000 VND
  · miễn
  · 2.500 VND/trang
  · Theo HĐND tỉnh [online]

Kết quả
  · Giấy phép (KQ.G15.000031)
  · Quyết định

Cơ quan
  · UBND xã

Yêu cầu, điều kiện
  · Đủ 18 tuổi

Thời hạn thành phần
  · Sở · trả lời · 05 ngày
  · niêm yết

Thời gian không tính
  · bổ sung hồ sơ
  · council

Căn cứ
  · 61/2018/NĐ-CP

Nguồn
  · Bản giấy
"""


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old.toml").write_text(OLD, "utf-8")
    Path("new.toml").write_text(NEW, "utf-8")
    Path("both").mkdir()
    for name in ("old.toml", "new.toml"):
        Path("both", name).write_text(Path(name).read_text("utf-8"), "utf-8")


def test_a_procedure_whole_for_people(cchc) -> None:
    assert cchc("procedure", "show", "old.toml").out == TEXT
    assert "Components of the dossier, sets: 2 (5 published, 4 entered)" in cchc("procedure", "show", "old.toml", "--lang", "en").out
    assert "committed at once" in cchc("procedure", "show", "new.toml", "--lang", "en").out


def test_a_procedure_whole_for_machines(cchc, fits: Callable) -> None:
    answer = cchc("procedure", "show", "old.toml", "--json").json
    fits("procedure-show", answer)
    (one,) = answer["procedures"]
    assert one["limits"][0]["limit"] == {"count": 20, "unit": "day"}
    assert (one["fees"][0]["amount"], one["until"], "since" in one) == ("50000", "2026-06-30", False)
    Path("again.json").write_text(json.dumps(answer), "utf-8")
    assert cchc("procedure", "show", "again.json", "--json").json == answer


def test_every_version_or_that_of_a_day(cchc) -> None:
    def versions(*args: str) -> list[str | None]:
        return [one.get("since") for one in cchc("procedure", "show", *args, "--json").json["procedures"]]

    assert versions("1.013225") == ["2024-12-30", "2026-07-01"]
    assert versions("1.013225", "--as-of", "2026-06-30") == ["2024-12-30"]
    assert versions("both") == ["2026-07-01", None, None]
    assert versions("both", "--as-of", "2026-06-30") == [None, None]
    assert versions("9.000001", "--catalogue", "old.toml") == [None]
    assert "Không có thủ tục nào." in cchc("procedure", "show", "old.toml", "--as-of", "2026-07-01").out


def test_the_list_is_the_one_of_procedures(cchc, fits: Callable) -> None:
    listed = cchc("procedure", "list", "khai", "sinh", "--json")
    fits("procedures", listed.json)
    assert listed.json["procedures"]
    assert listed.out == cchc("procedures", "khai", "sinh", "--json").out


def test_a_bad_record_is_told_and_the_good_ones_are_shown(cchc) -> None:
    Path("bad.toml").write_text(f'{OLD}\n[[procedure]]\ncode = "9.9"\nname = "…"\n', "utf-8")
    ran = cchc("procedure", "show", "bad.toml", "--json")
    assert ran.code == 1
    assert len(ran.json["procedures"]) == 1
    assert ran.error.startswith("bad.toml:")
    assert "code" in ran.error


def test_terminal_codes_in_a_file_do_not_reach_the_terminal(cchc) -> None:
    Path("evil.toml").write_text('[[procedure]]\ncode = "9.000001"\nname = "a\\u001b[31mb\\u202e"\n', "utf-8")
    assert cchc("procedure", "show", "evil.toml").out == "a\ufffd[31mb\ufffd  9.000001\n"


def test_the_last_two_versions_are_compared(cchc, fits: Callable) -> None:
    answer = cchc("procedure", "diff", "1.013225", "--json", "--lang", "en").json
    fits("procedure-diff", answer)
    (one,) = answer["diffs"]
    assert (one["old"]["since"], one["new"]["since"], "calendar" in answer) == ("2024-12-30", "2026-07-01", False)
    limits = [change for change in one["changes"] if change["part"] == "limit"]
    assert [(change["effect"], change["case"], change["before"], change["after"], "saved" in change) for change in limits] == [
        ("open", "công trình", "20 days", "10 working days", False),
        ("open", "nhà ở riêng lẻ", "15 days", "7 working days", False),
    ]


def test_days_are_counted_on_a_calendar_when_asked(cchc, fits: Callable) -> None:
    answer = cchc("procedure", "diff", "1.013225", "--on-calendar", "--json").json
    fits("procedure-diff", answer)
    assert (answer["calendar"]["first"], answer["calendar"]["last"]) == ("2026-07-01", "2027-06-30")
    saved = [change["saved"] for change in answer["diffs"][0]["changes"] if change["part"] == "limit"]
    assert saved == [{"unit": "day", "least": -1, "most": 13}, {"unit": "day", "least": -3, "most": 13}]
    told = cchc("procedure", "diff", "1.013225", "--on-calendar").words
    assert "? thời hạn giải quyết: 20 ngày → 10 ngày làm việc (từ dài hơn 01 ngày đến ngắn hơn 13 ngày, tùy ngày nộp)" in told
    assert "hồ sơ nộp từ 01/07/2026 đến 30/06/2027" in told


def test_beyond_the_announced_years_it_is_a_forecast_or_refused(cchc) -> None:
    args = ("procedure", "diff", "1.013225", "--from", "2026-06-30", "--to", "2028-01-03", "--on-calendar")
    assert cchc(*args, "--json").json["calendar"]["version"].startswith("2010-2040")
    assert cchc(*args, "--no-forecast").code == 4


def test_two_files_are_compared_code_by_code(cchc, fits: Callable) -> None:
    answer = cchc("procedure", "diff", "old.toml", "new.toml", "--json", "--lang", "en").json
    fits("procedure-diff", answer)
    assert (answer["only_old"], answer["only_new"]) == ([], ["9.000002"])
    (one,) = answer["diffs"]
    assert [(change["effect"], change["part"], change["text"]) for change in one["changes"]] == [
        ("neutral", "case", "a case less: khó"),
        ("gain", "limit", "time limit: 20 days → 12 days (8 days shorter)"),
        ("open", "limit", "time limit: 45 Ngày (unit not confirmed) → 12 days (not in one unit, they cannot be compared)"),
        ("loss", "committed", "no committed limit any more: 15 days"),
        ("open", "fee", "Fees: not entered for the new version, not compared"),
        ("open", "component", "Components of the dossier: not entered for the new version, not compared"),
        ("open", "channel", "Channels: not entered for the new version, not compared"),
        ("open", "result", "Results: not entered for the new version, not compared"),
    ]


def test_the_comparison_for_people(cchc) -> None:
    told = cchc("procedure", "diff", "new.toml", "old.toml").out
    assert told.startswith("Cấp giấy phép ví dụ  9.000001\n(2026-07-01 đến …) → 0001/QĐ-UBND (… đến 2026-06-30)\n")
    assert "\nBất lợi\n  - thời hạn giải quyết: 12 ngày → 20 ngày (dài hơn 08 ngày)\n" in told
    assert "\nChỉ có ở bản cũ: 9.000002\n" in told
    assert "Không có gì thay đổi." in cchc("procedure", "diff", "old.toml", "old.toml").out
    only = cchc("procedure", "diff", "old.toml", "old.toml", "--to", "2026-07-01").out
    assert only == "\nChỉ có ở bản cũ: 9.000001\n"
    assert "Không có thủ tục nào." in cchc("procedure", "diff", "old.toml", "old.toml", "--from", "2026-07-01", "--to", "2026-07-01").out


def test_a_code_is_compared_with_its_own_in_a_file_or_with_another_code(cchc) -> None:
    Path("ours.toml").write_text(
        (OLD + NEW).replace("9.000001", "1.004222").replace("20 ngày", "10 ngày làm việc").replace("12 ngày", "5 ngày làm việc"), "utf-8"
    )

    def limits(*args: str) -> list[tuple[str, str, str | None, str | None]]:
        answer = cchc("procedure", "diff", *args, "--json", "--lang", "en").json
        assert (answer["only_old"], answer["only_new"]) == ([], [])
        return [
            (one["code"], change["effect"], change["before"], change["after"])
            for one in answer["diffs"]
            for change in one["changes"]
            if change["part"] == "limit" and change["case"] == "chung" and change["before"]
        ]

    assert ("1.004222", "gain", "7 working days", "5 working days") in limits("1.004222", "ours.toml")
    assert ("1.004222", "loss", "7 working days", "10 working days") in limits("1.004222", "ours.toml", "--to", "2026-06-30")
    assert ("1.004222", "loss", "5 working days", "7 working days") in limits("ours.toml", "1.004222")
    codes = cchc("procedure", "diff", "1.013225", "1.013236", "--from", "2026-06-30", "--json").json["diffs"]
    assert [(one["code"], one["old"]["until"]) for one in codes] == [("1.013236", "2026-06-30")]


def test_the_versions_of_one_file_or_folder(cchc) -> None:
    Path("two.toml").write_text(OLD + NEW.partition('[[procedure]]\ncode = "9.000002"')[0], "utf-8")
    answer = cchc("procedure", "diff", "two.toml", "--json").json
    assert [(one["old"]["until"], one["new"]["since"]) for one in answer["diffs"]] == [("2026-06-30", "2026-07-01")]
    days = cchc("procedure", "diff", "two.toml", "two.toml", "--from", "2026-06-30", "--to", "2026-07-01", "--json").json
    assert days["diffs"] == answer["diffs"]
    assert cchc("procedure", "diff", "two.toml", "--to", "2026-06-30").code == 2


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (("show", "1.00422"), 2, "near matches: 1.004223, 1.004222"),
        (("show", "none.toml"), 5, "none.toml"),
        (("show", "1.013225", "--as-of", "2020-01-01"), 4, "no version in force"),
        (("diff", "1.004222"), 2, "give two files, or --from and --to"),
        (("diff", "1.013225", "--from", "2020-01-01"), 4, "no version in force"),
        (("diff", "1.013225", "--from", "never"), 2, "2026-02-12"),
        (("diff", "old.toml", "old.toml", "--on-calendar"), 2, "the first day of the new version is not known"),
        (("diff", "old.toml", "9.9"), 2, "no procedure '9.9'"),
    ],
)
def test_refusals_say_what_to_give(cchc, args: tuple[str, ...], code: int, told: str) -> None:
    ran = cchc("procedure", *args)
    assert (ran.code, told in ran.error) == (code, True), ran.err


def test_every_option_is_named_in_the_page(cchc) -> None:
    page = (Path(__file__).parents[2] / "docs" / "cli.md").read_text("utf-8")
    for command in ("show", "list", "diff"):
        found = set(re.findall(r"--[a-z-]+", cchc("procedure", command, "--help").out))
        assert {one for one in found if not one.startswith(("--help", "--no-json", "--no-on", "--no-no-"))}
        for option in found - {"--help", "--no-json", "--no-on-calendar", "--no-no-forecast"}:
            assert f"`{option}" in page, f"{command} {option}"
