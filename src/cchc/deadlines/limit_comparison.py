"""How many days one limit saves against another, counted on a calendar over the days on which a dossier may come in."""

from __future__ import annotations

from datetime import date, timedelta

from cchc.deadlines.counting import add_any
from cchc.deadlines.office_hours import STANDARD_OFFICE
from cchc.deadlines.working_calendar import AnyCalendar
from cchc.errors import UsageError
from cchc.model.procedure_change import DaysSaved, Saved
from cchc.model.time_limit import TimeLimit, runs_on_hours


def days_saved(calendar: AnyCalendar, since: date, until: date) -> DaysSaved:
    """Return a function that counts how many days of the calendar a new limit ends before an old one.

    Both limits start on the same day, on each working day from ``since`` to ``until`` (both included); the least and the most
    are told. Limits in hours are not compared with days: the function gives ``None`` for them. It is what
    :func:`cchc.model.procedure_diff.difference` takes.

    Raises:
        UsageError: there is no working day between the two.
        CalendarCoverageError: a limit leaves the calendar (when the function is called).

    >>> from cchc.model.limit_phrases import parse_limit
    >>> from cchc.rulebook import load_calendar
    >>> saved = days_saved(load_calendar(), date(2026, 7, 1), date(2026, 12, 31))
    >>> saved(parse_limit("20 ngày"), parse_limit("10 ngày làm việc"))
    Saved(unit='day', least=1, most=12)
    """
    span = (until - since).days + 1
    starts = [day for day in (since + timedelta(days=offset) for offset in range(span)) if calendar.is_working_day(day)]
    if not starts:
        raise UsageError(f"there is no working day from {since} to {until}; give a longer span")

    def saved(old: TimeLimit, new: TimeLimit) -> Saved | None:
        if runs_on_hours(old) or runs_on_hours(new):
            return None
        ends = [(add_any(day, old, calendar, STANDARD_OFFICE) - add_any(day, new, calendar, STANDARD_OFFICE)).days for day in starts]
        return Saved("day", min(ends), max(ends))

    return saved
