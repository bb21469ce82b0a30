"""``cchc add`` and ``cchc between``: one question, and the fast way for the plain rows of a batch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import cast

from cchc.cli.answers import AddAnswer, BetweenAnswer
from cchc.cli.batch import Row, row_id, with_id
from cchc.cli.options import AddOptions, BetweenOptions
from cchc.cli.output import exact
from cchc.cli.sources import Sources
from cchc.cli.texts import read_day, read_day_or_instant
from cchc.deadlines.counting import add, count, elapsed
from cchc.deadlines.office_hours import OfficeHours, in_microseconds
from cchc.deadlines.working_calendar import AnyCalendar, ForecastCalendar
from cchc.errors import CchcError, MissingFactError, UsageError
from cchc.model.limit_phrases import format_limit, parse_limit
from cchc.model.time_limit import DayLimit, HourLimit, TimeLimit, WorkingDays, runs_on_hours

_MINUTE = 60_000_000
_MOST_KNOWN = 50_000


def add_answer(options: AddOptions, sources: Sources) -> AddAnswer:
    """Return the last day or instant of a limit.

    Raises:
        UsageError: the start is a day for a limit in hours, or an instant for one in days.
        LawError: the calendar does not reach.
    """
    if not options.date or not options.limit:
        raise MissingFactError("add wants a date and a limit: cchc add 2026-02-12 '15 ngày làm việc'")
    start, limit = read_day_or_instant(options.date, "date"), parse_limit(options.limit)
    day = start.date() if isinstance(start, datetime) else start
    office = sources.office(options)

    def ask(calendar: AnyCalendar) -> tuple[date, AnyCalendar]:
        calendar.index(day)
        return _added(start, limit, office.over(calendar), office), calendar

    found, calendar = sources.counted(options, day, ask)
    at = found if isinstance(found, datetime) else None
    return AddAnswer(
        due=found if at is None else None,
        due_at=at,
        certainty="provisional" if isinstance(calendar, ForecastCalendar) else None,
        calendar=calendar.version,
    )


def _added(start: date, limit: TimeLimit, calendar: AnyCalendar, office: OfficeHours) -> date:
    if runs_on_hours(limit):
        if not isinstance(start, datetime):
            raise UsageError(f"limit: {format_limit(limit, 'en')} from an instant; write the hour as well: '{start} 15:40'")
        return add(start, cast("HourLimit | WorkingDays", limit), calendar, office=office)
    if isinstance(start, datetime):
        raise UsageError(f"limit: {format_limit(limit, 'en')} from a day; write {start.date()} alone, or ask cchc due about a receipt")
    return add(start, cast("DayLimit", limit), calendar, office=office)


def between_answer(options: BetweenOptions, sources: Sources) -> BetweenAnswer:
    """Return what lies between two days or instants, negative when the second comes first."""
    if not options.a or not options.b:
        raise MissingFactError("between wants two dates: cchc between 2026-02-12 2026-03-02")
    a, b = read_day_or_instant(options.a, "a"), read_day_or_instant(options.b, "b")
    first, last = (one.date() if isinstance(one, datetime) else one for one in (a, b))
    office = sources.office(options)

    def ask(calendar: AnyCalendar) -> tuple[int, Fraction | None, AnyCalendar]:
        counted = office.over(calendar)
        minutes: Fraction | None = None
        if isinstance(a, datetime) and isinstance(b, datetime):
            minutes = Fraction(in_microseconds(elapsed(a, b, counted, office=office)), _MINUTE)
        return count(first, last, counted), minutes, calendar

    days, minutes, calendar = sources.counted(options, min(first, last), ask)
    return BetweenAnswer(
        working_days=days,
        calendar_days=(last - first).days,
        working_minutes=exact(minutes) if minutes is not None else None,
        certainty="provisional" if isinstance(calendar, ForecastCalendar) else None,
        calendar=calendar.version,
    )


def add_rows(base: AddOptions, sources: Sources) -> Callable[[Row], str]:
    """Return what answers the rows of ``cchc add -``: plain rows by table look-up, any other as a question of its own."""
    office = sources.office(base)
    calendar = office.over(sources.official(base))
    tail = f'","calendar":"{sources.official(base).version}"}}'
    known: dict[tuple[str, str], str] = {}

    def answer(row: Row) -> str:
        if len(row) == 2 and isinstance(start := row.get("date"), str) and isinstance(phrase := row.get("limit"), str):
            key = start, phrase
            plain = known.get(key)
            if plain is None:
                plain = _plain(start, phrase, calendar)
                if len(known) >= _MOST_KNOWN:
                    known.clear()
                known[key] = plain
            if plain:
                return plain + tail
        identity = row_id(row)
        return with_id(add_answer(base.with_row(row), sources).model_dump_json(), identity)

    return answer


def _plain(start: str, phrase: str, calendar: AnyCalendar) -> str:
    """The answer to a row in whole days that the official calendar reaches; nothing for any other row."""
    try:
        limit = parse_limit(phrase)
        if runs_on_hours(limit):
            return ""
        day = read_day(start, "date")
        calendar.index(day)
        return f'{{"due":"{add(day, cast("DayLimit", limit), calendar).isoformat()}'
    except CchcError:
        return ""


def between_rows(base: BetweenOptions, sources: Sources) -> Callable[[Row], str]:
    """Return what answers the rows of ``cchc between -``."""

    def answer(row: Row) -> str:
        identity = row_id(row)
        return with_id(between_answer(base.with_row(row), sources).model_dump_json(), identity)

    return answer
