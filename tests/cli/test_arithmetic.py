"""``cchc add`` and ``cchc between``, one question at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

AGENCY = """
name = "Một cửa phường"
week = ["mon", "tue", "wed", "thu", "fri", "sat"]
[[session]]
days = ["mon", "tue", "wed", "thu", "fri", "sat"]
from = 08:00:00
to = 12:00:00
"""


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        ("2026-02-12", ("15 ngày làm việc",), "2026-03-12"),
        ("12/02/2026", ("15", "ngày", "làm", "việc"), "2026-03-12"),
        ("2026-02-12", ("02 tháng",), "2026-04-13"),
        ("2026-01-01", ("30 ngày",), "2026-02-02"),
        ("2026-02-12", ("02 tháng và 15 ngày làm việc",), "2026-05-06"),
        ("2026-02-12", ("same day",), "2026-02-12"),
    ],
)
def test_add_gives_the_last_day(cchc, fits: Callable, start: str, limit: tuple[str, ...], due: str) -> None:
    ran = cchc("add", start, *limit, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json["due"] == due
    assert list(ran.json) == ["due", "calendar"]
    fits("add", ran.json)


@pytest.mark.parametrize(
    ("limit", "due_at"),
    [
        ("08 giờ làm việc", "2026-02-13T15:40:00+07:00"),
        ("1/2 ngày", "2026-02-13T10:10:00+07:00"),
        ("24 giờ", "2026-02-13T15:40:00+07:00"),
    ],
)
def test_add_gives_the_last_instant_for_hours(cchc, fits: Callable, limit: str, due_at: str) -> None:
    ran = cchc("add", "2026-02-12 15:40", limit, "--json")
    assert list(ran.json) == ["due_at", "calendar"]
    assert ran.json["due_at"] == due_at
    fits("add", ran.json)


def test_add_in_words(cchc) -> None:
    assert cchc("add", "2026-02-12", "15 ngày làm việc").out == "thứ Năm, 12/03/2026\n"
    assert cchc("add", "2026-02-12", "15 ngày làm việc", "--lang", "en").out == "Thursday 12/03/2026\n"
    assert cchc("add", "2026-02-12 15:40", "08 giờ làm việc").out == "15:40 thứ Sáu, 13/02/2026\n"


def test_beyond_the_announced_years_the_answer_is_provisional(cchc, fits: Callable) -> None:
    ran = cchc("add", "2027-12-25", "15 ngày làm việc", "--json")
    assert ran.json["due"] == "2028-01-17"
    assert ran.json["certainty"] == "provisional"
    fits("add", ran.json)
    assert "TẠM TÍNH" in cchc("add", "2027-12-25", "15 ngày làm việc").out


def test_no_forecast_refuses_and_says_what_to_add(cchc) -> None:
    ran = cchc("add", "2027-12-25", "15 ngày làm việc", "--no-forecast")
    assert ran.code == 4
    assert ran.out == ""
    assert "2027-12-31" in ran.error
    assert "--extra" in ran.error


@pytest.mark.parametrize("start", ["2009-12-31", "9999-12-31", "0001-01-01", "2100-01-01"])
def test_days_that_nothing_reaches_are_refused(cchc, start: str) -> None:
    for limit in ("15 ngày làm việc", "10 năm", "30 ngày", "trong ngày"):
        assert cchc("add", start, limit).code == 4


def test_the_calendar_as_known_on_a_day(cchc) -> None:
    assert cchc("add", "2025-12-31", "1 ngày làm việc", "--json").json["due"] == "2026-01-05"
    assert cchc("add", "2025-12-31", "1 ngày làm việc", "--json", "--as-known-on", "2025-12-24").json["due"] == "2026-01-02"
    assert cchc("add", "2025-12-31", "1 ngày làm việc", "--as-known-on", "2009-01-01").code == 4


def test_an_agency_with_saturdays(cchc, tmp_path: Path) -> None:
    profile = tmp_path / "profile.toml"
    profile.write_text(AGENCY, "utf-8")
    assert cchc("add", "2026-11-20", "1 ngày làm việc", "--agency", profile, "--json").json["due"] == "2026-11-21"
    assert cchc("add", "2026-11-20 11:00", "2 giờ làm việc", "--agency", profile, "--json").json["due_at"] == "2026-11-21T09:00:00+07:00"
    ahead = cchc("add", "2028-11-24", "1 ngày làm việc", "--agency", profile, "--json").json
    assert (ahead["due"], ahead["certainty"]) == ("2028-11-25", "provisional")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("2026-02-12", "08 giờ làm việc"), "write the hour"),
        (("2026-02-12 15:40", "8 ngày làm việc"), "write 2026-02-12 alone"),
        (("2026-02-12",), "wants a date and a limit"),
        (("2026-02-12", "sớm"), "is not a time limit"),
        (("2026-02-12", "10000 ngày"), "beyond any time limit"),
        (("2026-02-12", "-3 ngày"), ""),
        (("2026-02-31", "3 ngày"), "not in the calendar"),
        (("2026-02-12", "3 ngày", "--lang", "fr"), "lang"),
        (("2026-02-12", "3 ngày", "--as-known-on", "x"), "as_known_on"),
    ],
)
def test_add_refuses_in_one_line(cchc, args: tuple[str, ...], told: str) -> None:
    ran = cchc("add", *args)
    assert ran.code == 2
    assert ran.out == ""
    assert told in ran.error


def test_with_json_the_error_is_json_too(cchc, fits: Callable) -> None:
    ran = cchc("add", "2026-02-12", "sớm", "--json")
    assert ran.code == 2
    assert ran.json["error"] == {"code": "limit", "message": ran.error}
    fits("error", ran.json)


def test_between_counts_both_ways(cchc, fits: Callable) -> None:
    ran = cchc("between", "2025-12-31", "2026-01-12", "--json")
    assert ran.json == {"working_days": 7, "calendar_days": 12, "calendar": ran.json["calendar"]}
    fits("between", ran.json)
    back = cchc("between", "2026-01-12", "2025-12-31", "--json").json
    assert (back["working_days"], back["calendar_days"]) == (-7, -12)


def test_between_instants_counts_working_minutes(cchc, fits: Callable) -> None:
    ran = cchc("between", "2026-02-12 15:40", "2026-02-13 08:00:30", "--json")
    assert ran.json["working_minutes"] == "221/2"
    fits("between", ran.json)
    assert cchc("between", "2026-02-12 15:40", "2026-02-13 08:40").out == "1 ngày làm việc, 1 ngày, 5/2 giờ làm việc\n"


def test_between_a_day_and_an_instant_counts_days(cchc) -> None:
    assert "working_minutes" not in cchc("between", "2026-02-12", "2026-02-13 08:00", "--json").json


def test_between_wants_two(cchc) -> None:
    assert cchc("between", "2026-02-12").code == 2
    assert cchc("between", "2009-02-12", "2026-02-12").code == 4
    ahead = cchc("between", "2026-02-12", "2029-02-12", "--json").json
    assert ahead["certainty"] == "provisional"
