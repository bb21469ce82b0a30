"""The working calendar as an iCalendar file, for the calendars on people's desks and telephones.

It needs the extra ``[ical]`` (the package ``icalendar``), imported only when a file is asked for.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from cchc.deadlines.calendar_day import CalendarDay, DayConfidence, YearStatus
from cchc.deadlines.working_calendar import AnyCalendar
from cchc.errors import CalendarCoverageError, MissingExtraError

if TYPE_CHECKING:
    from icalendar import Event

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def calendar_ics(calendar: AnyCalendar, year: int | None = None) -> str:
    r"""Return the special days of ``year``, or of every year of the calendar, as an iCalendar file (RFC 5545).

    One all-day event for each day off and for each rest day worked, with the act in its description; none of them makes
    anyone busy. Identifiers and stamps come from the days, their acts and the date of the data, so the same calendar
    gives the same bytes. Lines end in CR LF: write the text with ``newline=""``.

    Raises:
        MissingExtraError: the package ``icalendar`` is not installed.
        CalendarCoverageError: the calendar does not reach the year.

    >>> from cchc.rulebook import load_calendar
    >>> calendar_ics(load_calendar(), 2026).count("BEGIN:VEVENT\r\n")
    17
    """
    try:
        from icalendar import Calendar
    except ImportError as error:
        raise MissingExtraError("an iCalendar file", "ical") from error

    if year is not None and not calendar.first.year <= year <= calendar.last.year:
        raise CalendarCoverageError(str(year), calendar.first, calendar.last)
    file = Calendar()
    _fill(
        file,
        {
            "prodid": "-//cchc//Working calendar//VI",
            "version": "2.0",
            "calscale": "GREGORIAN",
            "x-wr-calname": _title(calendar, year),
            "x-wr-caldesc": f"cchc, lịch {calendar.version}",
        },
    )
    for one in calendar.special_days(year):
        file.add_component(_event(one, calendar.data_date))
    content: bytes = file.to_ical()
    return content.decode()


def _title(calendar: AnyCalendar, year: int | None) -> str:
    years = f"{calendar.first.year}–{calendar.last.year}" if year is None else str(year)
    provisional = calendar.status(calendar.last.year if year is None else year) is YearStatus.PROVISIONAL
    return f"Lịch làm việc {years}" + (" (tạm tính)" if provisional else "")


def _event(one: CalendarDay, data_date: date) -> Event:
    from icalendar import Event

    event = Event()
    _fill(
        event,
        {
            "uid": _identifier(one),
            "dtstamp": _midnight(one.issued or data_date),
            "dtstart": one.day,
            "dtend": one.day + timedelta(days=1),
            "summary": _clean(one.name_vi),
            "description": _clean(_description(one)),
            "categories": [one.kind.value],
            "status": "TENTATIVE" if one.confidence is DayConfidence.ASSUMED else "CONFIRMED",
            "transp": "TRANSPARENT",
        },
    )
    return event


def _fill(component: Any, values: Mapping[str, object]) -> None:
    """``icalendar`` gives the values of its components no type, hence ``Any``."""
    for name, value in values.items():
        component.add(name, value)


def _identifier(one: CalendarDay) -> str:
    act = hashlib.sha256(one.act.encode()).hexdigest()[:12]
    return f"{one.day:%Y%m%d}-{one.kind.value}-{act}@cchc"


def _midnight(day: date) -> datetime:
    """A stamp must be an instant in UTC; the acts bear only a day."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _description(one: CalendarDay) -> str:
    issued = f", ban hành {one.issued:%d/%m/%Y}" if one.issued is not None else ""
    return "\n".join(
        (
            f"{one.kind.label_vi} ({'làm việc' if one.working else 'nghỉ'})",
            f"Văn bản: {one.act}{issued}",
            f"Mức chắc chắn: {one.sureness.label_vi}",
        )
    )


def _clean(text: str) -> str:
    """Drop what an iCalendar text cannot hold."""
    return _CONTROL.sub("\ufffd", text)
