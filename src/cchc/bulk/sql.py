"""The calendar as a script of SQL, so that a database can answer alone: PostgreSQL, SQLite, DuckDB.

The table has a row a day. Adding working days is a look-up by number, counting them a difference, and a last day of rest
moves where the row says: the same tables as the engine's, so the same answers. What the calendar does not reach is NULL.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from cchc.bulk.sql_dialects import DUCKDB, POSTGRESQL, SQLITE
from cchc.deadlines.calendar_day import WEEK
from cchc.deadlines.working_calendar import AnyCalendar, ForecastCalendar
from cchc.errors import CalendarCoverageError, UsageError
from cchc.model.time_limit import CalendarDays, Months, Weeks, WorkingDays, Years


class Dialect(StrEnum):
    """The databases whose SQL is written: PostgreSQL from 14, SQLite from 3.25, DuckDB from 1.4."""

    POSTGRESQL = "postgresql"
    SQLITE = "sqlite"
    DUCKDB = "duckdb"


_SCRIPTS = {Dialect.POSTGRESQL: POSTGRESQL, Dialect.SQLITE: SQLITE, Dialect.DUCKDB: DUCKDB}
_ROWS_A_STATEMENT = 500
_GREATEST = {
    "most_working_day": WorkingDays.greatest,
    "most_day": CalendarDays.greatest,
    "most_week": Weeks.greatest,
    "most_month": Months.greatest,
    "most_year": Years.greatest,
}
"""No limit of the law is longer; the engine refuses what the database leaves NULL."""


def calendar_sql(calendar: AnyCalendar, dialect: Dialect | str) -> str:
    """Return a script that puts ``calendar`` into a database, with the functions that count on it; running it again renews it.

    ``cchc_calendar`` has ``day``, ``working``, ``through`` (working days through that day, itself included), ``nth`` (the
    number of a working day, NULL on others), ``rolls_to`` (that day, or the next working day of the national calendar),
    ``kind`` and ``act``. ``cchc_calendar_version`` has one row: the calendar's version, its first and last day, the day
    of its data, from when it is a forecast (NULL: nowhere), and the SHA-256 of the rows.

    PostgreSQL and DuckDB get ``cchc_add_working_days(start, amount)``, ``cchc_count_working_days(a, b)`` for (a, b],
    ``cchc_rolled(day)`` and ``cchc_due(start, amount, unit)``. SQLite has no functions of its own: there the views
    ``cchc_due`` and ``cchc_working_days`` answer the rows of ``cchc_question`` and ``cchc_span``, two tables whose place
    views of yours may take. Units are ``working_day``, ``day``, ``week``, ``month`` and ``year``, counted by the default
    policy; a start or an end outside the calendar, another unit, or an amount that no limit has gives NULL.

    Raises:
        UsageError: another dialect.

    >>> from cchc.rulebook import load_calendar
    >>> script = calendar_sql(load_calendar(), "sqlite")
    >>> "('2026-01-10',1,4019,4019,'2026-01-10','made_up','12729/VPCP-KGVX')" in script
    True
    """
    if dialect not in list(Dialect):
        raise UsageError(f"no SQL is written for {str(dialect)[:40]!r}; choose one of {', '.join(Dialect)}")
    rows = list(_rows(calendar, ("0", "1") if dialect == Dialect.SQLITE else ("FALSE", "TRUE")))
    facts = _facts(calendar, hashlib.sha256("\n".join(rows).encode()).hexdigest())
    script = _SCRIPTS[Dialect(dialect)]
    return "".join(
        (
            _heading(calendar, dialect),
            script.tables,
            f"INSERT INTO cchc_calendar_version VALUES ({facts});\n",
            *_inserts(rows),
            script.functions.format(**_GREATEST),
        )
    )


def _heading(calendar: AnyCalendar, dialect: str) -> str:
    from cchc import __version__

    return (
        f"-- The working calendar of cchc {__version__}, for {Dialect(dialect).value}.\n"
        f"-- Version {calendar.version}, days {calendar.first} to {calendar.last}, data of {calendar.data_date}.\n"
        f"-- {_forecast_words(calendar)}\n"
    )


def _forecast_words(calendar: AnyCalendar) -> str:
    since = forecast_since(calendar)
    return "Every day by its act." if since is None else f"From {since} on a forecast, not an official calendar."


def forecast_since(calendar: AnyCalendar) -> date | None:
    """Return the first day that is a forecast, ``None`` on an official calendar."""
    return calendar.official.last + timedelta(days=1) if isinstance(calendar, ForecastCalendar) else None


def _facts(calendar: AnyCalendar, digest: str) -> str:
    since = forecast_since(calendar)
    values = (calendar.version, calendar.first, calendar.last, calendar.data_date, since, f"sha256:{digest}")
    return ",".join("NULL" if one is None else _text(str(one)) for one in values)


def _rows(calendar: AnyCalendar, truth: tuple[str, str]) -> Iterator[str]:
    """Each day as the values of its row; ``truth`` is how the dialect writes no and yes."""
    day = calendar.first
    while day <= calendar.last:
        known = calendar.day(day)
        through = calendar.working_days_through(day)
        act = "NULL" if known.act == WEEK.instrument else _text(known.act)
        nth = str(through) if known.working else "NULL"
        yield f"('{day}',{truth[known.working]},{through},{nth},{_rolls_to(calendar, day)},'{known.kind.value}',{act})"
        day += timedelta(days=1)


def _rolls_to(calendar: AnyCalendar, day: date) -> str:
    try:
        return f"'{calendar.national.first_working_day_from(day)}'"
    except CalendarCoverageError:
        return "NULL"


def _inserts(rows: list[str]) -> Iterator[str]:
    for at in range(0, len(rows), _ROWS_A_STATEMENT):
        yield "INSERT INTO cchc_calendar VALUES\n" + ",\n".join(rows[at : at + _ROWS_A_STATEMENT]) + ";\n"


def _text(value: str) -> str:
    """A value as a literal of all three dialects: an act's name comes from a file that somebody wrote."""
    return "'" + value.replace("\0", "").replace("'", "''") + "'"
