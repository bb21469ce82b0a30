"""Days, instants and intervals as people type them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from cchc.cli.texts import DateTextError, read_day, read_day_or_instant, read_instant, read_interval
from cchc.errors import OtherZoneError
from cchc.model.instant import VIETNAM_TIME


@pytest.mark.parametrize("text", ["2026-02-12", "12/02/2026", "12/2/2026", " 2026-02-12 "])
def test_a_day_is_written_in_two_ways(text: str) -> None:
    assert read_day(text, "date") == date(2026, 2, 12)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-12 15:40",
        "2026-02-12 15:40:00",
        "2026-02-12T15:40",
        "2026-02-12t15:40:00.000000",
        "2026-02-12T15:40+07:00",
        "2026-02-12T15:40+0700",
        "12/02/2026 15:40",
        "12/02/2026   15:40",
    ],
)
def test_an_instant_without_an_offset_is_vietnams(text: str) -> None:
    assert read_instant(text, "received") == datetime(2026, 2, 12, 15, 40, tzinfo=VIETNAM_TIME)


def test_nothing_of_an_instant_is_cut_off() -> None:
    assert read_instant("2026-02-12 15:00:00.000001", "received").microsecond == 1
    assert read_instant("2026-02-12 15:00:00.5", "received").microsecond == 500_000


@pytest.mark.parametrize("text", ["2026-02-12T15:40Z", "2026-02-12T15:40+08:00", "2026-02-12T15:40-07:00", "2026-02-12 15:40+00:00"])
def test_another_offset_is_refused(text: str) -> None:
    with pytest.raises(OtherZoneError):
        read_instant(text, "received")


@pytest.mark.parametrize(
    "text", ["", "hôm nay", "2026-2-12", "20260212", "2026-W07-4", "12-02-2026", "٢٠٢٦-02-12", "2026-02-12\n2026", "1/1/26"]
)
def test_text_that_is_no_day(text: str) -> None:
    with pytest.raises(DateTextError, match="is not a day"):
        read_day(text, "date")


@pytest.mark.parametrize("text", ["2026-02-30", "31/02/2026", "02/13/2026", "0000-01-01"])
def test_a_day_that_does_not_exist(text: str) -> None:
    with pytest.raises(DateTextError, match="is not in the calendar"):
        read_day(text, "date")


def test_a_day_where_an_instant_is_wanted_says_how_to_write_it() -> None:
    with pytest.raises(DateTextError, match=r"has no hour.*2026-02-12 15:40"):
        read_instant("2026-02-12", "received")


def test_an_instant_where_a_day_is_wanted() -> None:
    with pytest.raises(DateTextError, match="is an instant"):
        read_day("2026-02-12 15:40", "as_of")
    with pytest.raises(DateTextError, match="is not an instant"):
        read_instant("15:40", "now")


@pytest.mark.parametrize("text", ["2026-02-12 24:00", "2026-02-12 15:60", "2026-02-12 15:40+99:99"])
def test_an_hour_that_does_not_exist(text: str) -> None:
    with pytest.raises(DateTextError, match="no moment"):
        read_instant(text, "now")


def test_either_may_be_taken() -> None:
    assert read_day_or_instant("2026-02-12", "date") == date(2026, 2, 12)
    assert read_day_or_instant("2026-02-12 15:40", "date") == datetime(2026, 2, 12, 15, 40, tzinfo=VIETNAM_TIME)


def test_the_days_of_an_interval_stand_for_their_ends() -> None:
    since, until = read_interval("24/02/2026..2026-03-02 10:00", "pause")
    assert since.isoformat() == "2026-02-24T23:59:59+07:00"
    assert until is not None
    assert until.isoformat() == "2026-03-02T10:00:00+07:00"
    assert read_interval("2026-02-24..", "pause")[1] is None


@pytest.mark.parametrize(
    ("text", "told"), [("2026-02-24", "not an interval"), ("2026-03-02..2026-02-24", "ends before"), ("..2026-03-02", "not a day")]
)
def test_intervals_that_are_none(text: str, told: str) -> None:
    with pytest.raises(DateTextError, match=told):
        read_interval(text, "pause")


def test_a_long_text_is_not_repeated() -> None:
    with pytest.raises(DateTextError) as caught:
        read_day("9" * 500, "date")
    assert len(str(caught.value)) < 200
