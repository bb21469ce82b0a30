"""``cchc bulk sql``: the calendar that the options name, as a script; NumPy is not needed for it."""

from __future__ import annotations

from datetime import date

from cchc.bulk.sql import calendar_sql
from cchc.cli.options import Options
from cchc.cli.sources import Sources
from cchc.deadlines.working_calendar import AnyCalendar
from cchc.errors import CalendarCoverageError
from cchc.rulebook.forecasting import FURTHEST


def calendar_script(dialect: str, options: Options, until: int | None) -> str:
    """Return the calendar as a script of SQL: the official years, or on to the end of the year ``until`` as a forecast.

    Raises:
        CalendarCoverageError: no calendar goes that far, or forecasts are not wanted.
        UsageError: another dialect.
    """
    sources = Sources()
    official = sources.official(options)
    calendar: AnyCalendar = official
    if until is not None and until > official.last.year:
        if options.no_forecast or until > FURTHEST:
            raise CalendarCoverageError(date(until, 12, 31).isoformat(), official.first, official.last)
        calendar = sources.until(official, until)
    return calendar_sql(sources.office(options).over(calendar), dialect)
