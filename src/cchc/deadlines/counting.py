"""Add, subtract and count time limits on a calendar: table look-ups that are each other's inverse.

The rules they follow are the Civil Code's (:mod:`cchc.deadlines.civil_code`); where it leaves a choice, the policy's.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import overload

from cchc.deadlines.office_hours import STANDARD_OFFICE, OfficeHours, WorkingTime, working_time
from cchc.deadlines.policy import DEFAULT_POLICY, DayFraction, FirstDay, LeapDay, Policy, Roll, ZeroDays
from cchc.deadlines.working_calendar import DayTable
from cchc.errors import LimitError, UsageError
from cchc.model.instant import vietnam_instant
from cchc.model.limit_phrases import format_limit
from cchc.model.time_limit import (
    CompoundLimit,
    DayLimit,
    HourLimit,
    Hours,
    Immediate,
    SameDay,
    TimeLimit,
    WorkingDays,
    WorkingHours,
    runs_on_hours,
)

_MANY_HOURS = 512
_WHOLE_HOURS = tuple(timedelta(hours=count) for count in range(_MANY_HOURS))
"""Durations ready made: one costs as much to make as to add."""


@overload
def add(
    start: datetime, limit: HourLimit | WorkingDays, calendar: DayTable, *, office: OfficeHours = ..., policy: Policy = ...
) -> datetime: ...
@overload
def add(start: date, limit: DayLimit, calendar: DayTable, *, office: OfficeHours = ..., policy: Policy = ...) -> date: ...
def add(
    start: date,
    limit: TimeLimit,
    calendar: DayTable,
    *,
    office: OfficeHours = STANDARD_OFFICE,
    policy: Policy = DEFAULT_POLICY,
) -> date:
    """Return the last day of ``limit`` when it starts with an event on ``start``, or its last instant for hours.

    The day of ``start`` is not counted. A limit in calendar days, weeks, months or years whose last day is a day of
    rest moves to the next working day (unless ``policy`` says not to); one in working days always ends on a working
    day. Limits in hours and fractions of a working day want an instant and give one, on the closing side of a session.
    Constant cost in the length of the limit.

    Raises:
        CalendarCoverageError: the calendar does not reach that far.
        UsageError: an instant for a limit in days, or a day for one in hours.
        NaiveDatetimeError, OtherZoneError: the instant is not one of Vietnam's time.

    >>> from cchc.rulebook import load_calendar
    >>> add(date(2026, 2, 12), WorkingDays(count=3), load_calendar()).isoformat()  # Tết 16-20 February
    '2026-02-24'
    """
    if type(limit) is WorkingDays and type(start) is date and policy is DEFAULT_POLICY:
        count = limit.count
        if type(count) is int and count:
            index = start.toordinal() - calendar.origin
            if index > 0:
                try:
                    return calendar.nth[calendar.through[index] + count]
                except IndexError:  # the calendar ends before the limit does
                    return add_any(start, limit, calendar, office, policy)
    elif type(limit) is WorkingHours and type(start) is datetime:
        count = limit.count
        if type(count) is int and 0 < count < _MANY_HOURS:
            clock: WorkingTime = calendar.clocks.get(office) or working_time(calendar, office)
            return clock.add(start, _WHOLE_HOURS[count])
    return add_any(start, limit, calendar, office, policy)


def add_any(start: date, limit: TimeLimit, calendar: DayTable, office: OfficeHours, policy: Policy = DEFAULT_POLICY) -> date:
    """Return what :func:`add` does, for a limit whose kind is not known: an instant for hours, else a day."""
    if runs_on_hours(limit):
        if not isinstance(start, datetime):
            raise UsageError(f"{format_limit(limit, 'en')} runs from an instant; give a datetime, not the day {start}")
        vietnam_instant(start, "the start")
        calendar.index(start.date())
        amount = time_of(limit, start, calendar, office, policy)
        return start + amount if isinstance(limit, Hours) else working_time(calendar, office).add(start, amount)
    if isinstance(start, datetime):
        raise UsageError(f"{format_limit(limit, 'en')} is counted in days from a day; write value.date(), or use due() for a receipt")
    calendar.index(start)
    if is_zero(limit):
        return zero_days_from(start, limit, calendar, policy)
    plain, working = whole_days(limit, start, policy)
    if policy.first_day is FirstDay.COUNTED and not isinstance(limit, SameDay | Immediate):
        start -= timedelta(days=1)
    day = start + timedelta(days=plain)
    if working:
        return calendar.nth_working_day(calendar.working_days_through(day) + working)
    calendar.index(day)
    return rolled(day, calendar, policy)


@overload
def subtract(end: datetime, limit: HourLimit | WorkingDays, calendar: DayTable, *, office: OfficeHours = ...) -> datetime: ...
@overload
def subtract(end: date, limit: DayLimit, calendar: DayTable, *, office: OfficeHours = ...) -> date: ...
def subtract(end: date, limit: TimeLimit, calendar: DayTable, *, office: OfficeHours = STANDARD_OFFICE) -> date:
    """Return the last day on which something may be done that is due ``limit`` before ``end`` ("chậm nhất trước 20 ngày").

    The day of the event ``end`` is not counted and the day found is; nothing rolls, since the Code rolls forward only.
    On working days it is the inverse of :func:`add`. Hours give the last instant from which they are still left.

    >>> from cchc.rulebook import load_calendar
    >>> subtract(date(2026, 11, 30), WorkingDays(count=7), load_calendar()).isoformat()
    '2026-11-18'
    """
    if runs_on_hours(limit):
        if not isinstance(end, datetime):
            raise UsageError(f"{format_limit(limit, 'en')} runs back from an instant; give a datetime, not the day {end}")
        vietnam_instant(end, "the end")
        calendar.index(end.date())
        amount = time_of(limit, end, calendar, office, DEFAULT_POLICY)
        return end - amount if isinstance(limit, Hours) else working_time(calendar, office).subtract(end, amount)
    if isinstance(end, datetime):
        raise UsageError(f"{format_limit(limit, 'en')} is counted back in days from a day; write value.date()")
    calendar.index(end)
    plain, working = whole_days(limit, end, DEFAULT_POLICY, backwards=True)
    day = end - timedelta(days=plain)
    calendar.index(day)
    if not working:
        return day
    return calendar.nth_working_day(calendar.through[calendar.index(day) - 1] - working + 1)


def count(start: date, end: date, calendar: DayTable) -> int:
    """Return the working days in (``start``, ``end``]: the first day out, the last day in; negative when ``end`` is earlier.

    So ``count(d, add(d, n)) == n`` for every day, days of rest included. Constant cost in the span.

    Raises:
        CalendarCoverageError: the calendar does not reach one of the days.

    >>> from cchc.rulebook import load_calendar
    >>> count(date(2025, 12, 31), date(2026, 1, 12), load_calendar())  # Friday 2/1 swapped with Saturday 10/1
    7
    """
    if type(start) is date and type(end) is date:
        origin, length, through = calendar.origin, calendar.length, calendar.through
        first, last = start.toordinal() - origin, end.toordinal() - origin
        if 0 < first <= length and 0 < last <= length:
            return through[last] - through[first]
    return calendar.working_days_through(end) - calendar.working_days_through(start)


def elapsed(start: datetime, end: datetime, calendar: DayTable, *, office: OfficeHours = STANDARD_OFFICE) -> timedelta:
    """Return the working time between two instants; negative when ``end`` is earlier, additive over any instant between.

    >>> from cchc.rulebook import load_calendar
    >>> from cchc.model.instant import VIETNAM_TIME
    >>> morning, evening = (datetime(2026, 3, 2, hour, tzinfo=VIETNAM_TIME) for hour in (8, 18))
    >>> elapsed(morning, evening, load_calendar()) == timedelta(hours=7.5)
    True
    """
    return working_time(calendar, office).elapsed(start, end)


def is_zero(limit: TimeLimit) -> bool:
    """Return whether ``limit`` is an amount of nothing: zero days."""
    return not isinstance(limit, SameDay | Immediate | CompoundLimit) and limit.count == 0


def zero_days_from(start: date, limit: TimeLimit, calendar: DayTable, policy: Policy) -> date:
    """Return what zero days from ``start`` are under ``policy``."""
    if policy.zero_days is ZeroDays.REFUSED:
        raise LimitError(f"{format_limit(limit, 'en')} says nothing; for a result on the day itself write SameDay()")
    if policy.zero_days is ZeroDays.THAT_OR_NEXT_WORKING_DAY:
        return calendar.first_working_day_from(start)
    calendar.index(start)
    return start


def whole_days(limit: TimeLimit, anchor: date, policy: Policy, *, backwards: bool = False) -> tuple[int, int]:
    """Return ``limit`` as (plain days, working days) from ``anchor``: years and months first, then days, then working days.

    Years and months are taken from the anchor together, never chained; backwards they run into the past, and the plain
    days are still positive. Where the first day is counted the month ends the day before its like: one counted from 31 January
    ends with the whole of February, as one counted from 1 February does.
    """
    if isinstance(limit, WorkingDays):
        assert isinstance(limit.count, int)
        return 0, limit.count
    if isinstance(limit, SameDay | Immediate):
        return 0, 0
    amounts = amounts_of(limit)
    years, months = amounts.get("year", 0), amounts.get("month", 0)
    plain = amounts.get("day", 0) + 7 * amounts.get("week", 0)
    if years or months:
        ahead = 12 * years + months
        reached = months_later(anchor, -ahead if backwards else ahead)
        lacking = reached.day < anchor.day
        if lacking and (policy.first_day is FirstDay.COUNTED or (not months and policy.leap_day is LeapDay.MAR_1)):
            reached += timedelta(days=1)
        plain += abs((reached - anchor).days)
    return plain, amounts.get("working_day", 0)


def amounts_of(limit: TimeLimit) -> dict[str, int]:
    """Return how much of each unit a limit in days holds; nothing for the same day.

    >>> from cchc.model.limit_phrases import parse_limit
    >>> amounts_of(parse_limit("02 tháng và 15 ngày làm việc"))
    {'month': 2, 'working_day': 15}
    """
    if isinstance(limit, SameDay | Immediate):
        return {}
    return {part.unit: int(part.count) for part in (limit.parts if isinstance(limit, CompoundLimit) else (limit,))}


def months_later(anchor: date, months: int) -> date:
    """Return the same day ``months`` later, or the last day of that month where it lacks the day (Điều 148 khoản 3).

    >>> months_later(date(2024, 1, 31), 1).isoformat()
    '2024-02-29'
    """
    from dateutil.relativedelta import relativedelta  # costs 12 ms to import: only limits in months need it

    try:
        return anchor + relativedelta(months=months)
    except (ValueError, OverflowError) as error:
        raise LimitError(f"{months} months from {anchor} is no date") from error


def rolled(day: date, calendar: DayTable, policy: Policy) -> date:
    """Return ``day``, or the next working day when it is a national day of rest and ``policy`` rolls.

    An agency's own closure does not move a last day: the Code speaks of weekly rest days and public holidays.
    """
    national: DayTable = calendar.national
    if policy.roll is Roll.NONE:
        return day
    return national.first_working_day_from(day)


def hours_of_a_day(start: datetime, calendar: DayTable, office: OfficeHours, policy: Policy) -> Fraction:
    """Return how many working hours one working day is worth when a fraction of it runs on the hour clock."""
    if policy.day_fraction is DayFraction.EIGHT_HOURS:
        return Fraction(8)
    clock = working_time(calendar, office)
    length = clock.length_of(calendar.first_working_day_from(start.date()))
    return Fraction(length, 3_600_000_000)


def time_of(limit: TimeLimit, start: datetime, calendar: DayTable, office: OfficeHours, policy: Policy) -> timedelta:
    """Return a limit that runs on hours as an exact duration.

    Raises:
        LimitError: the amount is not a whole number of microseconds, such as a seventh of a day.
    """
    assert isinstance(limit, WorkingHours | Hours | WorkingDays)
    hours = Fraction(limit.count)
    if isinstance(limit, WorkingDays):
        hours *= hours_of_a_day(start, calendar, office, policy)
    microseconds = hours * 3_600_000_000
    if microseconds.denominator != 1:
        raise LimitError(f"{format_limit(limit, 'en')} is no whole number of microseconds; write an amount the clock can show")
    return timedelta(0, 0, microseconds.numerator)
