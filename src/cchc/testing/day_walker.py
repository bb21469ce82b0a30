"""The oracle's days: walk them one by one, count those that are worked, pass over those taken out.

Standard library only; nothing of the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

Rests = Callable[[date], bool]
Limit = Sequence[tuple[str, int | Fraction]]
Pause = tuple[datetime, datetime]

ONE_DAY = timedelta(days=1)
MONDAY_TO_FRIDAY = frozenset(range(5))
UNITS_OF_TIME = ("working_hour", "hour")
FARTHEST = 20_000
"""The most days a walk may take: a calendar that never opens ends in an error, not in a loop."""


class BeyondCalendarError(LookupError):
    """The walk left the days for which the facts were given, or found no working day."""


def rests_from(
    off: Collection[date] = (),
    made_up: Collection[date] = (),
    *,
    week: Collection[int] = MONDAY_TO_FRIDAY,
    first: date = date.min,
    last: date = date.max,
) -> Rests:
    """Return the rule of a calendar: off days rest, made-up days work, every other day goes by its weekday.

    Outside ``first`` to ``last`` the rule raises :class:`BeyondCalendarError`.

    >>> rests = rests_from(off={date(2026, 8, 31)}, made_up={date(2026, 8, 22)})
    >>> rests(date(2026, 8, 31)), rests(date(2026, 8, 22)), rests(date(2026, 8, 23))
    (True, False, True)
    """
    off, made_up = frozenset(off), frozenset(made_up)

    def rests(day: date) -> bool:
        if not first <= day <= last:
            raise BeyondCalendarError(f"{day} is not between {first} and {last}")
        if day in made_up:
            return False
        return day in off or day.weekday() not in week

    return rests


def days_off_in_lieu(made_up_for: Collection[date], other_holidays: Collection[date] = ()) -> dict[date, date]:
    """Return the days off in lieu of the holidays that fall on a weekend, each with its holiday.

    Each holiday of ``made_up_for`` on a Saturday or Sunday moves, in order, to the next day that is neither weekend,
    nor a holiday, nor taken.

    >>> days_off_in_lieu([date(2022, 1, 1)])
    {datetime.date(2022, 1, 3): datetime.date(2022, 1, 1)}
    """
    taken: dict[date, date] = {}
    for holiday in sorted(made_up_for):
        if holiday.weekday() in MONDAY_TO_FRIDAY:
            continue
        day = holiday
        while day.weekday() not in MONDAY_TO_FRIDAY or day in made_up_for or day in other_holidays or day in taken:
            day += ONE_DAY
        taken[day] = holiday
    return taken


def open_bridges(rests: Rests, special: Collection[date], settled_through: date, first: date, last: date) -> dict[date, list[date]]:
    """Return each single working day between two days of rest after ``settled_through``, with its possible make-up days.

    A bridge is an ordinary day; a make-up lies on an ordinary weekend day from 9 days before to 10 days after it, and
    also after ``settled_through``. ``special`` are the days that are not ordinary.
    """
    bridges: dict[date, list[date]] = {}
    for day in days_from(first + ONE_DAY, last - ONE_DAY):
        if day > settled_through and not rests(day) and day not in special and rests(day - ONE_DAY) and rests(day + ONE_DAY):
            near = days_from(max(first, day - 9 * ONE_DAY), min(last, day + 10 * ONE_DAY))
            bridges[day] = [one for one in near if rests(one) and one not in special and one > settled_through]
    return bridges


def days_from(first: date, last: date | None = None) -> Iterator[date]:
    """Yield ``first`` and the days after it, through ``last`` when given; give up after :data:`FARTHEST` days."""
    day = first
    for _ in range(FARTHEST):
        if last is not None and day > last:
            return
        yield day
        day += ONE_DAY
    raise BeyondCalendarError(f"no answer within {FARTHEST} days of {first}")


def working_day_from(day: date, rests: Rests) -> date:
    """Return ``day`` when it is worked, else the next working day."""
    return next(one for one in days_from(day) if not rests(one))


def next_working_day(day: date, rests: Rests) -> date:
    """Return the first working day after ``day``."""
    return working_day_from(day + ONE_DAY, rests)


def add_working_days(day: date, count: int, rests: Rests) -> date:
    """Return the ``count``-th working day after ``day``; ``day`` itself for none.

    >>> add_working_days(date(2026, 3, 6), 1, rests_from()).isoformat()
    '2026-03-09'
    """
    for _ in range(count):
        day = next_working_day(day, rests)
    return day


def subtract_working_days(day: date, count: int, rests: Rests) -> date:
    """Return the ``count``-th working day before ``day``; ``day`` itself for none."""
    for _ in range(count):
        day -= ONE_DAY
        while rests(day):
            day -= ONE_DAY
    return day


def count_working_days(start: date, end: date, rests: Rests) -> int:
    """Return the working days in (``start``, ``end``]; negative when ``end`` is earlier.

    >>> count_working_days(date(2026, 3, 6), date(2026, 3, 9), rests_from())
    1
    """
    if end < start:
        return -count_working_days(end, start, rests)
    return sum(not rests(day) for day in days_from(start + ONE_DAY, end))


# Limits in days


def same_day_of_a_later_month(anchor: date, months: int) -> date:
    """Return the day of the same number ``months`` later (earlier when negative), or the last day of a shorter month.

    >>> same_day_of_a_later_month(date(2024, 1, 31), 1).isoformat()
    '2024-02-29'
    """
    year, month = anchor.year, anchor.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        elif month == 0:
            year, month = year - 1, 12
    day = anchor.day
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def total_of(limit: Limit, unit: str) -> int | Fraction:
    """Return how much of ``unit`` the limit holds."""
    return sum((count for name, count in limit if name == unit), 0)


def is_in_days(limit: Limit) -> bool:
    """Return whether the limit ends with a day: no unit of time in it, no fraction of a working day."""
    return not any(unit in UNITS_OF_TIME or Fraction(count).denominator != 1 for unit, count in limit)


def unrolled_plain_end(limit: Limit, anchor: date, *, leap_day: str = "feb_28") -> date:
    """Return where the years, months, weeks and days of the limit end, from the anchor: months first, never chained."""
    years, months = int(total_of(limit, "year")), int(total_of(limit, "month"))
    end = same_day_of_a_later_month(anchor, 12 * years + months)
    if leap_day == "mar_1" and years and not months and (anchor.month, anchor.day) == (2, 29) and end.day == 28:
        end += ONE_DAY
    return end + int(7 * total_of(limit, "week") + total_of(limit, "day")) * ONE_DAY


def days_before(limit: Limit, event: date, rests: Rests) -> date:
    """Return the last day that is a whole ``limit`` before ``event`` ("chậm nhất trước"); nothing rolls."""
    day = same_day_of_a_later_month(event, -int(12 * total_of(limit, "year") + total_of(limit, "month")))
    day -= int(7 * total_of(limit, "week") + total_of(limit, "day")) * ONE_DAY
    return subtract_working_days(day, int(total_of(limit, "working_day")), rests)


def chained(pauses: Iterable[Pause]) -> list[Pause]:
    """Return the pauses in order, those that overlap or touch as one."""
    whole: list[Pause] = []
    for notice, completion in sorted(pauses):
        if whole and notice <= whole[-1][1]:
            notice, completion = whole[-1][0], max(whole.pop()[1], completion)
        whole.append((notice, completion))
    return whole


def days_taken_out(pause: Pause, reading: str = "after_notice_through_completion") -> set[date]:
    """Return the days that a pause takes out of a limit in days, by one of the four readings.

    >>> monday, wednesday = datetime(2026, 3, 2, 9), datetime(2026, 3, 4, 9)
    >>> [sorted(day.day for day in days_taken_out((monday, wednesday), reading)) for reading in (
    ...     "after_notice_through_completion", "both_days", "neither_day", "notice_day_only")]
    [[3, 4], [2, 3, 4], [3], [2, 3]]
    """
    notice, completion = pause[0].date(), pause[1].date()
    with_notice = reading in ("both_days", "notice_day_only")
    with_completion = reading in ("both_days", "after_notice_through_completion")
    return {day for day in days_from(notice, completion) if (with_notice or day > notice) and (with_completion or day < completion)}


def last_day(
    limit: Limit, start: date, rests: Rests, taken_out: Collection[date] = (), *, first_day: str = "not_counted", leap_day: str = "feb_28"
) -> date:
    """Return the day on which the limit is used up, not rolled: plain days first, then working days.

    Walks from ``start``, whose day is counted only by the policy ``counted``: a month then ends the day before the
    corresponding one, and one from the 1st with its last day. Days ``taken_out`` are passed over.
    """
    working = int(total_of(limit, "working_day"))
    counted_from = start
    if first_day == "counted" and limit and any(count for _, count in limit):
        start -= ONE_DAY
        counted_from = counted_from if counted_from.day == 1 else start
    plain = (unrolled_plain_end(limit, counted_from, leap_day=leap_day) - counted_from).days
    day = start
    while plain or working:
        day += ONE_DAY
        rest = rests(day)
        if day in taken_out:
            continue
        if plain:
            plain -= 1
        elif not rest:
            working -= 1
    return day


def due_day(
    limit: Limit,
    start: date,
    rests: Rests,
    *,
    pauses: Iterable[Pause] = (),
    national: Rests | None = None,
    roll: str = "civil_code",
    first_day: str = "not_counted",
    pause_days: str = "after_notice_through_completion",
    leap_day: str = "feb_28",
) -> date:
    """Return the day on which a limit in days is due.

    A last day of a limit without working days that is a day of rest by the ``national`` calendar moves to the next
    working day, once and last. A pause counts when it is noted by the due day; one noted later comes after the breach.
    One noted on the due day itself still stops the clock, if a day of the limit's unit is taken out: the limit cannot
    end before the completion.

    >>> monday, thursday = datetime(2026, 3, 2, 9), datetime(2026, 3, 5, 9)
    >>> due_day([("working_day", 3)], date(2026, 3, 2), rests_from(), pauses=[(monday, thursday)]).isoformat()
    '2026-03-10'
    """
    in_working_days = total_of(limit, "working_day") > 0
    taken_out: set[date] = set()
    not_before = start

    def due() -> date:
        end = max(last_day(limit, start, rests, taken_out, first_day=first_day, leap_day=leap_day), not_before)
        return end if in_working_days or roll == "none" else working_day_from(end, national or rests)

    for pause in chained(pauses):
        if pause[0].date() > due():
            break
        out = days_taken_out(pause, pause_days)
        taken_out |= out
        if any(day > start and not (in_working_days and rests(day)) for day in out):
            not_before = max(not_before, working_day_from(max(out), rests) if in_working_days else max(out))
    return due()


def days_passed(start: date, end: date, unit: str, rests: Rests, taken_out: Collection[date] = ()) -> int:
    """Return the days of ``unit`` (``day`` or ``working_day``) in (``start``, ``end``] that were not taken out."""
    return sum(day not in taken_out and (unit == "day" or not rests(day)) for day in days_from(start + ONE_DAY, end))
