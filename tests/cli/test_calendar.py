"""``cchc calendar``: a year, its picture and its file, and what changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

HEAD = """\
2026  Lịch làm việc khu vực công
Đã công bố · 249 ngày làm việc · số liệu đến 22/11/2026

Tháng 1           21    Tháng 2           15    Tháng 3           22
T2 T3 T4 T5 T6 T7 CN    T2 T3 T4 T5 T6 T7 CN    T2 T3 T4 T5 T6 T7 CN
          1* 2~ 3  4                       1                       1
 5  6  7  8  9 10+11     2  3  4  5  6  7  8     2  3  4  5  6  7  8
12 13 14 15 16 17 18     9 10 11 12 13 14 15     9 10 11 12 13 14 15
19 20 21 22 23 24 25    16*17*18*19*20*21 22    16 17 18 19 20 21 22
26 27 28 29 30 31       23 24 25 26 27 28       23 24 25 26 27 28 29
                                                30 31
"""
LEGEND = """\
Ngày nghỉ hằng tuần 101   * Ngày nghỉ lễ, tết 12   ° Nghỉ bù 1
~ Nghỉ hoán đổi 2   + Làm bù 2

45/2019/QH14, ban hành 20/11/2019
  * T5 01/01            Tết Dương lịch
"""
NOTICE = """
year = 2028
lunar = { tet = 2028-01-26, hung_kings = 2028-04-04 }
[[act]]
number = "9999/VPCP-KGVX"
issued = 2027-10-10
annual = true
confidence = "source"
days = [
  { day = 2028-01-25, name_vi = "Tết Nguyên đán", name_en = "Tết" },
  { day = 2028-01-26, name_vi = "Tết Nguyên đán", name_en = "Tết" },
  { day = 2028-01-27, name_vi = "Tết Nguyên đán", name_en = "Tết" },
  { day = 2028-01-28, name_vi = "Tết Nguyên đán", name_en = "Tết" },
  { day = 2028-01-31, name_vi = "Tết Nguyên đán", name_en = "Tết" },
  { day = 2028-09-01, name_vi = "Quốc khánh", name_en = "National Day" },
]
"""


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    file = tmp_path / "2028.toml"
    file.write_text(NOTICE, "utf-8")
    return file


def test_a_year_as_json(cchc, fits: Callable) -> None:
    ran = cchc("calendar", "2026", "--json")
    assert (ran.code, ran.err) == (0, "")
    fits("calendar", ran.json)
    assert list(ran.json) == ["year", "status", "version", "days"]
    assert (ran.json["year"], ran.json["status"]) == (2026, "announced")
    days = {day["date"]: day for day in ran.json["days"]}
    assert days["2026-01-02"]["act"] == "12729/VPCP-KGVX"
    assert days["2026-01-10"]["working"]
    assert list(days["2026-01-10"]) == ["date", "working", "kind", "name_vi", "name_en", "act", "issued", "confidence"]


def test_a_year_at_a_glance(cchc) -> None:
    ran = cchc("calendar", "2026")
    assert ran.out.startswith(HEAD)
    assert LEGEND in ran.out
    assert "  * T2 16/02 – T6 20/02 Tết Nguyên đán\n" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80
    assert cchc("calendar", "year", "2026").out == ran.out


def test_a_year_in_english(cchc) -> None:
    text = cchc("calendar", "2025", "--lang", "en").out
    assert "January           " in text
    assert "Mo Tu We Th Fr Sa Su" in text
    assert "issued " in text


def test_options_may_come_before_the_year(cchc) -> None:
    assert cchc("calendar", "--json", "2026").json["year"] == 2026


def test_a_year_of_the_forecast_is_marked(cchc, fits: Callable) -> None:
    answer = cchc("calendar", "2030", "--json").json
    fits("calendar", answer)
    assert (answer["status"], answer["days"][0]["confidence"]) == ("provisional", "assumed")
    assert "Tết" in answer["forecast_assumption"]
    text = cchc("calendar", "2030").out
    assert "Tạm tính" in text
    assert "dự kiến, chưa có văn bản" in text
    assert cchc("calendar", "2099", "--json").json["status"] == "provisional"
    assert cchc("calendar", "2030", "--no-forecast").code == 4


def test_an_act_without_an_exact_date(cchc) -> None:
    assert "chưa rõ ngày ban hành" in cchc("calendar", "2011").out


@pytest.mark.parametrize("year", ["1999", "2100", "0", "99999"])
def test_years_that_nothing_reaches(cchc, year: str) -> None:
    ran = cchc("calendar", year)
    assert (ran.code, ran.out) == (4, "")
    assert f"does not reach {year}" in ran.error


def test_a_picture(cchc, tmp_path: Path) -> None:
    file = tmp_path / "2026.svg"
    ran = cchc("calendar", "2026", "--svg", file)
    assert (ran.code, ran.out) == (0, f"Đã ghi {file}\n")
    assert ET.parse(file).getroot().tag.endswith("svg")
    assert cchc("calendar", "2026", "--svg", "-").out == file.read_text("utf-8")
    assert "Tet" not in cchc("calendar", "2026", "--svg", file, "--lang", "en").out


def test_a_file_for_calendar_programs(cchc, tmp_path: Path) -> None:
    file = tmp_path / "2026.ics"
    answer = cchc("calendar", "2026", "--ics", file, "--json").json
    assert answer["year"] == 2026
    data = file.read_bytes()
    assert data.count(b"BEGIN:VEVENT\r\n") == len(answer["days"])
    assert b"\r\r\n" not in data
    assert cchc("calendar", "2026", "--ics", "-").out.replace("\r\n", "\n") == data.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("args", [("--svg", "-", "--ics", "-"), ("--svg", "-", "--json"), ("--ics", "-", "--json")])
def test_standard_output_takes_one_thing(cchc, args: tuple[str, ...]) -> None:
    ran = cchc("calendar", "2026", *args)
    assert ran.code == 2
    assert "one thing" in ran.error


def test_a_picture_that_cannot_be_written(cchc) -> None:
    assert cchc("calendar", "2026", "--svg", "no/such/2026.svg").code == 5


def test_an_agency_s_own_days(cchc, tmp_path: Path) -> None:
    profile = tmp_path / "profile.toml"
    profile.write_text(
        'name = "Sở"\n[[session]]\ndays = ["mon", "tue", "wed", "thu", "fri"]\nfrom = 08:00:00\nto = 17:00:00\n'
        '[[closure]]\nfrom = 2026-12-28\nto = 2026-12-29\nreason = "Chuyển trụ sở"\nsuspends_count = true\n',
        "utf-8",
    )
    ran = cchc("calendar", "2026", "--agency", profile)
    assert "28x29x" in ran.out
    assert "Chuyển trụ sở" in ran.out


def test_a_notice_that_came(cchc, fits: Callable, notice: Path) -> None:
    answer = cchc("calendar", "2028", "--extra", notice, "--json").json
    assert answer["status"] == "open"
    ran = cchc("calendar", "diff", "--extra", notice, "--json")
    fits("diff", ran.json)
    assert {change["act"] for change in ran.json["changes"]} == {"9999/VPCP-KGVX", "45/2019/QH14", "28/2026/QH16"}
    assert ran.json["new"]["last"] == "2028-12-31"
    assert all(change["before"] is None for change in ran.json["changes"])
    assert "chưa có trong lịch" in cchc("calendar", "diff", "--extra", notice).out


def test_a_notice_that_is_wrong(cchc, notice: Path) -> None:
    notice.write_text(NOTICE.replace("annual = true", "anual = true"), "utf-8")
    ran = cchc("calendar", "2028", "--extra", notice)
    assert ran.code == 4
    assert "anual" in ran.error


def test_what_changed_between_two_days(cchc, fits: Callable) -> None:
    ran = cchc("calendar", "diff", "--from-known-on", "2025-12-24", "--to-known-on", "2025-12-25", "--json")
    fits("diff", ran.json)
    assert [change["date"] for change in ran.json["changes"]] == ["2026-01-02", "2026-01-10"]
    assert ran.json["old"]["known_on"] == "2025-12-24"
    text = cchc("calendar", "diff", "--from-known-on", "2025-12-24", "--to-known-on", "2025-12-25").out
    assert text.startswith("2 ngày khác nhau\n")
    assert "Làm bù" in text
    same = cchc("calendar", "diff", "--from-known-on", "2025-12-25", "--to-known-on", "2025-12-25", "--lang", "en").out
    assert same.startswith("The two calendars are the same.")


def test_a_difference_needs_two_calendars(cchc) -> None:
    assert "say what changed" in cchc("calendar", "diff").error


def test_what_was_known_cannot_always_be_told(cchc) -> None:
    ran = cchc("calendar", "2011", "--as-known-on", "2010-12-01")
    assert ran.code == 4
    assert "cannot be told" in ran.error


def test_help(cchc) -> None:
    assert "diff" in cchc("calendar", "--help").out
    assert "--svg" in cchc("calendar", "year", "--help").out
    assert cchc("calendar", "spring").code == 2
    assert "YEAR" in cchc("calendar").error
