"""The iCalendar file: read back by the package that others read it with."""

from __future__ import annotations

import re
import sys
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from cchc.deadlines.calendar_day import CalendarDay, DayConfidence, DayKind, Layer
from cchc.deadlines.working_calendar import AnyCalendar
from cchc.errors import CalendarCoverageError, MissingExtraError, UsageError
from cchc.interop.icalendar import calendar_ics
from cchc.rulebook import forecast, load_calendar

OFFICIAL = load_calendar()
FORECAST = forecast(OFFICIAL)
FILES = [
    pytest.param(OFFICIAL, 2026, id="a year with two swaps"),
    pytest.param(OFFICIAL, 2010, id="a year with an act of unknown date"),
    pytest.param(OFFICIAL, None, id="every year"),
    pytest.param(FORECAST, 2029, id="a forecast year"),
]


def events(calendar: AnyCalendar, year: int | None) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(calendar_ics(calendar, year)).walk("VEVENT"))


@pytest.mark.parametrize("calendar, year", FILES)
class TestEveryFile:
    def test_one_all_day_event_for_each_special_day(self, calendar: AnyCalendar, year: int | None) -> None:
        found = events(calendar, year)
        special = calendar.special_days(year)
        assert [one.decoded("dtstart") for one in found] == [one.day for one in special]
        assert all(type(one.decoded("dtstart")) is date for one in found)
        assert all(one.decoded("dtend") == one.decoded("dtstart") + timedelta(days=1) for one in found)
        assert [str(one["summary"]) for one in found] == [one.name_vi for one in special]
        assert [one["categories"].cats for one in found] == [[one.kind.value] for one in special]
        assert {str(one["transp"]) for one in found} == {"TRANSPARENT"}

    def test_the_description_names_kind_act_issue_date_and_certainty(self, calendar: AnyCalendar, year: int | None) -> None:
        for event, one in zip(events(calendar, year), calendar.special_days(year), strict=True):
            kind, act, sure = str(event["description"]).splitlines()
            assert kind == f"{one.kind.label_vi} ({'làm việc' if one.working else 'nghỉ'})"
            assert act == f"Văn bản: {one.act}" + (f", ban hành {one.issued:%d/%m/%Y}" if one.issued else "")
            assert sure.startswith("Mức chắc chắn: ")

    def test_identifiers_are_unique_and_stable(self, calendar: AnyCalendar, year: int | None) -> None:
        found = [str(one["uid"]) for one in events(calendar, year)]
        assert len(set(found)) == len(found)
        assert all(re.fullmatch(r"\d{8}-[a-z_]+-[0-9a-f]{12}@cchc", one) for one in found)
        assert found == [str(one["uid"]) for one in events(calendar, year)]

    def test_stamps_come_from_the_acts_and_never_from_the_clock(self, calendar: AnyCalendar, year: int | None) -> None:
        stamps = [one.decoded("dtstamp") for one in events(calendar, year)]
        days = [one.issued or calendar.data_date for one in calendar.special_days(year)]
        assert stamps == [datetime(day.year, day.month, day.day, tzinfo=UTC) for day in days]
        assert calendar_ics(calendar, year) == calendar_ics(calendar, year)

    def test_lines_end_in_crlf_and_are_folded_at_75_octets(self, calendar: AnyCalendar, year: int | None) -> None:
        content = calendar_ics(calendar, year)
        lines = content.split("\r\n")
        assert lines[-1] == ""
        assert not any("\n" in one or "\r" in one for one in lines)
        assert max(len(one.encode()) for one in lines) <= 75

    def test_the_header_names_the_calendar(self, calendar: AnyCalendar, year: int | None) -> None:
        file = icalendar.Calendar.from_ical(calendar_ics(calendar, year))
        assert (file["version"], file["calscale"], file["prodid"]) == ("2.0", "GREGORIAN", "-//cchc//Working calendar//VI")
        assert str(file["x-wr-calname"]).startswith(f"Lịch làm việc {year or '2010–2027'}")
        assert calendar.version in file["x-wr-caldesc"]


def test_an_identifier_is_the_same_in_a_year_and_in_the_whole() -> None:
    assert {str(one["uid"]) for one in events(OFFICIAL, 2026)} <= {str(one["uid"]) for one in events(OFFICIAL, None)}
    assert str(events(OFFICIAL, 2026)[1]["uid"]) == "20260102-swapped_off-2163aed5fe94@cchc"


def test_a_swap_is_a_day_off_and_a_weekend_day_worked() -> None:
    by_day = {one.decoded("dtstart"): one for one in events(OFFICIAL, 2026)}
    off, worked = by_day[date(2026, 1, 2)], by_day[date(2026, 1, 10)]
    assert str(off["description"]).startswith("Nghỉ hoán đổi (nghỉ)")
    assert str(worked["description"]).startswith("Làm bù (làm việc)")
    assert str(worked["summary"]) == "Làm bù (hoán đổi Tết Dương lịch 2026)"


def test_how_certain_a_day_is_and_whether_its_text_was_verified() -> None:
    by_day = {one.decoded("dtstart"): str(one["description"]).splitlines()[2] for one in events(OFFICIAL, 2026)}
    assert by_day[date(2026, 1, 1)] == "Mức chắc chắn: đọc thấy trong nguồn"
    assert by_day[date(2026, 4, 26)] == "Mức chắc chắn: suy ra từ luật"
    assert by_day[date(2026, 11, 24)] == "Mức chắc chắn: chưa kiểm chứng"


def test_a_confidence_of_memory_is_not_verified() -> None:
    remembered = CalendarDay(
        date(2026, 6, 1), False, DayKind.AGENCY_CLOSURE, "Nghỉ", "Shut", "A", None, DayConfidence.UNVERIFIED, (), Layer.CALLER
    )
    by_day = {one.decoded("dtstart"): one for one in events(OFFICIAL.overlay([remembered]), 2026)}
    assert str(by_day[date(2026, 6, 1)]["description"]).splitlines()[2] == "Mức chắc chắn: chưa kiểm chứng"


def test_a_forecast_is_tentative_and_named_so() -> None:
    assert {str(one["status"]) for one in events(FORECAST, 2029)} == {"TENTATIVE"}
    assert {str(one["status"]) for one in events(FORECAST, 2026)} == {"CONFIRMED"}
    names = [str(icalendar.Calendar.from_ical(calendar_ics(FORECAST, year))["x-wr-calname"]) for year in (2026, 2029, None)]
    assert names == ["Lịch làm việc 2026", "Lịch làm việc 2029 (tạm tính)", "Lịch làm việc 2010–2037 (tạm tính)"]


def test_a_hostile_name_stays_inside_its_property() -> None:
    hostile = "Nghỉ\r\nEND:VEVENT\r\nATTENDEE:x; a, b\\n \x00"
    day = CalendarDay(
        date(2026, 6, 1), False, DayKind.AGENCY_CLOSURE, f"{hostile}\ud800", hostile, hostile, None, DayConfidence.GIVEN, (), Layer.AGENCY
    )
    calendar = OFFICIAL.overlay([day])
    found = {one.decoded("dtstart"): one for one in events(calendar, 2026)}
    assert len(found) == len(calendar.special_days(2026))
    event = found[date(2026, 6, 1)]
    assert "attendee" not in event
    assert str(event["summary"]) == "Nghỉ�\nEND:VEVENT�\nATTENDEE:x; a, b\\n ��"
    assert "Mức chắc chắn: do cơ quan hoặc người dùng đặt" in str(event["description"])


@pytest.mark.parametrize("year", [0, 2009, 2028, 10_000])
def test_a_year_the_calendar_does_not_reach_is_refused(year: int) -> None:
    with pytest.raises(CalendarCoverageError, match=f"does not reach {year} "):
        calendar_ics(OFFICIAL, year)


def test_without_the_package_the_message_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtraError, match=re.escape("pip install cchc[ical]")) as caught:
        calendar_ics(OFFICIAL, 2026)
    assert isinstance(caught.value, UsageError)
    assert caught.value.code == "missing_extra"


def test_our_module_does_not_hide_the_package() -> None:
    assert sys.modules["icalendar"] is icalendar
    assert sys.modules["cchc.interop.icalendar"] is not icalendar
