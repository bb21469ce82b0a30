"""A brute-force oracle for deadlines: walk the days, walk the minutes, count.

It imports the standard library only and shares no code, no table and no formula with the engine. It is slow and means
to be read: each function says one rule in a loop. Its inputs are plain: dates, sets, pairs of minutes, lists, words.

* ``rests``: a function from a date to whether it is a day of rest (:func:`rests_from` makes one).
* A limit is a list of (unit, count): ``[("month", 2), ("working_day", 15)]``. The units of days are ``year``,
  ``month``, ``week``, ``day``, ``working_day``; an empty list is the same day. Those of time are ``working_hour`` and
  ``hour``, one of them alone.
* A pause is a pair of instants, the notice and the completion; so is an excluded interval.
* ``opens``: a function from a date to its working sessions, as pairs of minutes since midnight (:func:`opens_from`).
* Choices are the words of the policy: ``roll="civil_code"``, ``pause_days="after_notice_through_completion"``.

Instants are compared and never converted: give them all in one zone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import cache

Rests = Callable[[date], bool]
Opens = Callable[[date], Sequence[tuple[int, int]]]
Limit = Sequence[tuple[str, int | Fraction]]
Pause = tuple[datetime, datetime]

ONE_DAY = timedelta(days=1)
MONDAY_TO_FRIDAY = frozenset(range(5))
UNITS_OF_TIME = ("working_hour", "hour")
FARTHEST = 20_000
"""The most days a walk may take: a calendar that never opens ends in an error, not in a loop."""


class BeyondCalendarError(LookupError):
    """The walk left the days for which the facts were given, or found no working day."""


# Days


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

    Walks from ``start``, whose day is counted only by the policy ``counted``; days ``taken_out`` are passed over.
    """
    working = int(total_of(limit, "working_day"))
    plain = (unrolled_plain_end(limit, start, leap_day=leap_day) - start).days
    if first_day == "counted" and (plain or working):
        start -= ONE_DAY
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


# Limits in hours


def opens_from(
    sessions: Mapping[int, Sequence[tuple[int, int]]],
    rests: Rests,
    *,
    works_as: Mapping[date, date] | None = None,
    closed: Collection[date] = (),
) -> Opens:
    """Return the sessions of each date: none on a day of rest, those of its weekday else.

    A made-up day of ``works_as`` has the sessions of the day it replaces. On ``closed`` days the office is shut.

    >>> morning = opens_from({4: [(450, 690)]}, rests_from(made_up=[date(2026, 8, 22)]), works_as={date(2026, 8, 22): date(2026, 8, 28)})
    >>> morning(date(2026, 8, 22)), morning(date(2026, 8, 29))
    (((450, 690),), ())
    """

    @cache
    def opens(day: date) -> Sequence[tuple[int, int]]:
        if rests(day) or day in closed:
            return ()
        return tuple(sessions.get((works_as or {}).get(day, day).weekday(), ()))

    return opens


def always_open(day: date) -> Sequence[tuple[int, int]]:
    """Return the whole of any day: the sessions of elapsed time."""
    return ((0, 1_440),)


def is_open(at: datetime, opens: Opens) -> bool:
    """Return whether the minute that begins at or holds ``at`` lies in a session."""
    minute = at.hour * 60 + at.minute
    return any(begin <= minute < end for begin, end in opens(at.date()))


def minutes_after(at: datetime, opens: Opens, cuts: Collection[datetime] = ()) -> Iterator[Pause]:
    """Yield the time after ``at`` minute by minute; a minute is cut at each of ``cuts``; days without sessions are leapt.

    The first piece is what is left of its minute, to the microsecond.
    """
    for _ in range(FARTHEST * 1_440):
        after = at.replace(second=0, microsecond=0) + timedelta(minutes=1)
        if not opens(at.date()):
            after = datetime.combine(at.date() + ONE_DAY, time(), at.tzinfo)
        after = min([after, *(cut for cut in cuts if at < cut < after)])
        yield at, after
        at = after


def is_paused(at: datetime, pauses: Iterable[Pause]) -> bool:
    """Return whether ``at`` lies in a pause: from its notice to just before its completion."""
    return any(notice <= at < completion for notice, completion in pauses)


def time_between(start: datetime, end: datetime, opens: Opens, pauses: Sequence[Pause] = ()) -> timedelta:
    """Return the time in session between two instants, outside the pauses; negative when ``end`` is earlier.

    >>> office = opens_from({day: [(450, 690), (780, 1020)] for day in range(5)}, rests_from())
    >>> str(time_between(datetime(2026, 3, 2, 8), datetime(2026, 3, 3, 18), office))
    '15:30:00'
    """
    if end < start:
        return -time_between(end, start, opens, pauses)
    passed = timedelta()
    if start == end:
        return passed
    cuts = {end, *(edge for pause in pauses for edge in pause)}
    for begin, stop in minutes_after(start, opens, cuts):
        if is_open(begin, opens) and not is_paused(begin, pauses):
            passed += stop - begin
        if stop == end:
            break
    return passed


def due_instant(start: datetime, amount: timedelta, opens: Opens, pauses: Sequence[Pause] = ()) -> datetime:
    """Return the first instant at which ``amount`` of time in session has passed since ``start``: a closing side.

    A pause that begins after it is never met by the walk.

    >>> office = opens_from({day: [(450, 690), (780, 1020)] for day in range(5)}, rests_from())
    >>> due_instant(datetime(2026, 3, 2, 17), timedelta(hours=8), office).isoformat()
    '2026-03-03T17:00:00'
    """
    if not amount:
        return start
    cuts = {edge for pause in pauses for edge in pause}
    left = amount
    for begin, stop in minutes_after(start, opens, cuts):
        if not is_open(begin, opens) or is_paused(begin, pauses):
            continue
        if left <= stop - begin:
            return begin + left
        left -= stop - begin
    raise BeyondCalendarError(f"{amount} is not reached from {start}")


def latest_start(end: datetime, amount: timedelta, opens: Opens) -> datetime:
    """Return the last instant from which ``amount`` of time in session is left until ``end``: an opening side.

    >>> office = opens_from({day: [(450, 690), (780, 1020)] for day in range(5)}, rests_from())
    >>> latest_start(datetime(2026, 3, 3, 7, 30), timedelta(hours=8), office).isoformat()
    '2026-03-02T07:30:00'
    """
    left, at = amount, end
    while left:
        before = at.replace(second=0, microsecond=0)
        if before == at:
            before -= timedelta(minutes=1)
        if is_open(before, opens):
            if left <= at - before:
                return at - left
            left -= at - before
        at = before
    return end


def amount_of(limit: Limit, *, hours_a_day: Fraction = Fraction(8)) -> timedelta:
    """Return a limit in time as a duration; a fraction of a working day is that share of ``hours_a_day``.

    >>> str(amount_of([("working_day", Fraction(1, 4))]))
    '2:00:00'
    """
    ((unit, count),) = limit
    hours = Fraction(count) * (hours_a_day if unit == "working_day" else 1)
    microseconds = hours * 3_600_000_000
    if microseconds.denominator != 1:
        raise ValueError(f"{count} {unit} is no whole number of microseconds")
    return timedelta(microseconds=int(microseconds))


# Late or not


def is_late(at: datetime, due: date) -> bool:
    """Return whether ``at`` is late: after the whole of a due day, or after a due instant.

    >>> is_late(datetime(2026, 3, 5, 23, 59, 59), date(2026, 3, 5)), is_late(datetime(2026, 3, 6), date(2026, 3, 5))
    (False, True)
    """
    return at > due if isinstance(due, datetime) else at.date() > due


def first_breach(due: date, zone_of: datetime) -> datetime:
    """Return the first moment of lateness: the end of a due day in the zone of ``zone_of``, or a due instant itself."""
    return due if isinstance(due, datetime) else datetime.combine(due + ONE_DAY, time(), zone_of.tzinfo)


# The start of the clock


def starting_instant(
    received: datetime,
    rests: Rests,
    opens: Opens,
    *,
    rest_day_receipt: str = "statutory_day",
    off_hours_receipt: str = "same_day",
    shift_after: time | None = None,
    shift_rest_days: bool = False,
    boundary: str = "in_time",
    shift_reading: str = "deemed_received",
) -> datetime:
    """Return when the clock starts: at the receipt, or at the next working day's opening when a choice moves it.

    ``shift_after`` is a cut-off that shifts the start ("sau 15 giờ"); with ``shift_rest_days`` so does a day of rest.
    """
    day = received.date()
    if shift_after is not None:
        clock = received.time()
        after = clock > shift_after or (boundary == "after" and clock == shift_after)
        if (not rests(day) and after) or (rests(day) and shift_rest_days):
            return received if shift_reading == "literal" else next_opening(day, rests, opens, received)
    if rests(day):
        return next_opening(day, rests, opens, received) if rest_day_receipt == "next_working_day" else received
    sessions = opens(day)
    if off_hours_receipt == "next_working_day" and sessions and received.hour * 60 + received.minute >= sessions[-1][1]:
        return next_opening(day, rests, opens, received)
    return received


def next_opening(day: date, rests: Rests, opens: Opens, zone_of: datetime) -> datetime:
    """Return the first opening from the next working day after ``day`` on."""
    opening = next(one for one in days_from(next_working_day(day, rests)) if opens(one))
    return datetime.combine(opening, time(), zone_of.tzinfo) + timedelta(minutes=opens(opening)[0][0])


# The ledger of a clock


@dataclass(frozen=True)
class Entry:
    """One thing that happened to a clock: its kind, when, and what the kind needs."""

    kind: str
    at: datetime
    limit: Limit = ()
    interval: Pause | None = None
    to: datetime | None = None


@dataclass
class Clock:
    """Where a ledger has brought a clock; :func:`run_ledger` makes it."""

    state: str
    limit: Limit
    start: datetime
    pauses: list[Pause]
    paused_at: datetime | None = None
    ended_at: datetime | None = None
    due: date | None = None
    breach: datetime | None = None
    extensions: int = 0
    refused: tuple[int, ...] = ()


DueOf = Callable[[Limit, datetime, Sequence[Pause]], date]
"""From a limit, a start and pauses to a due day or instant."""


def run_ledger(
    limit: Limit,
    start: datetime,
    received: datetime,
    entries: Sequence[Entry],
    due_of: DueOf,
    *,
    max_extensions: int | None = None,
    extension_after_breach_refused: bool = True,
    extension_longer_than_term_refused: bool = False,
) -> Clock:
    """Return the clock after ``entries``, which are in the order in which they happened.

    ``suspend``, ``resume``, ``exclude``, ``restart``, ``fixed``, ``extend_by``, ``extend_to``, ``shift_start``,
    ``settle``, ``close`` and ``terminate`` are known. An entry that is not allowed changes nothing and stands, by its
    place, in ``refused``. Excluded intervals count from when they happened, however late they were entered.
    """
    clock = Clock("running", limit, start, [])
    refused = {place for place, entry in enumerate(entries) if entry.at < received}
    ends = [place for place, entry in enumerate(entries) if entry.kind in ("settle", "close", "terminate") and place not in refused]
    refused |= set(range(ends[0] + 1, len(entries))) if ends else set()
    clock.pauses += [entry.interval for place, entry in enumerate(entries) if entry.interval and place not in refused]
    for place, entry in enumerate(entries):
        if place not in refused and not _take(
            clock,
            entry,
            limit,
            due_of,
            max_extensions,
            after_breach=extension_after_breach_refused,
            longer=extension_longer_than_term_refused,
        ):
            refused.add(place)
    clock.refused = tuple(sorted(refused))
    clock.due = None if clock.state == "suspended" else due_of(clock.limit, clock.start, clock.pauses)
    return clock


def _take(
    clock: Clock, entry: Entry, first_limit: Limit, due_of: DueOf, max_extensions: int | None, *, after_breach: bool, longer: bool
) -> bool:
    """Let the entry do its work; false when it is not allowed."""
    if entry.kind == "suspend":
        if clock.paused_at is not None:
            return False
        clock.paused_at, clock.state = entry.at, "suspended"
    elif entry.kind == "resume":
        if clock.paused_at is None:
            return False
        _end_pause(clock, entry.at)
    elif entry.kind in ("restart", "fixed"):
        _note_breach(clock, entry.at, due_of)
        _end_pause(clock, entry.at)
        clock.limit, clock.start = entry.limit if entry.kind == "fixed" else first_limit, entry.at
        clock.extensions = 0
    elif entry.kind == "shift_start":
        assert entry.to is not None
        clock.start = entry.to
    elif entry.kind in ("extend_by", "extend_to"):
        return _extend(clock, entry, first_limit, due_of, max_extensions, after_breach=after_breach, longer=longer)
    elif entry.kind in ("settle", "close", "terminate"):
        _note_breach(clock, entry.at, due_of)
        _end_pause(clock, entry.at)
        clock.ended_at, clock.state = entry.at, "ended"
    return True


def _end_pause(clock: Clock, at: datetime) -> None:
    """The pause is over; its interval does not count."""
    if clock.paused_at is not None:
        clock.pauses.append((clock.paused_at, at))
    clock.paused_at, clock.state = None, "running"


def _note_breach(clock: Clock, now: datetime, due_of: DueOf) -> None:
    """Remember the first breach: at ``now``, or when the pause began that still runs."""
    due = due_of(clock.limit, clock.start, clock.pauses)
    if clock.breach is None and is_late(min(now, clock.paused_at or now), due):
        clock.breach = first_breach(due, now)


def _extend(
    clock: Clock, entry: Entry, first_limit: Limit, due_of: DueOf, max_extensions: int | None, *, after_breach: bool, longer: bool
) -> bool:
    """Add to the limit, or give it another total from the same start."""
    if max_extensions is not None and clock.extensions >= max_extensions:
        return False
    if is_in_days(entry.limit) != is_in_days(clock.limit):
        return False
    if after_breach and clock.paused_at is None and is_late(entry.at, due_of(clock.limit, clock.start, clock.pauses)):
        return False
    total = entry.limit if entry.kind == "extend_to" else added(clock.limit, entry.limit)
    if total is None or (longer and _more_than_doubled(first_limit, total)):
        return False
    clock.limit = total
    clock.extensions += 1
    return True


def added(limit: Limit, more: Limit) -> Limit | None:
    """Return the sum of two limits, unit by unit; a same-day limit adds nothing.

    ``None`` for what cannot be added: days and hours, two units of time, or more than three units.

    >>> added([("month", 1)], [("working_day", 5), ("month", 1)])
    [('month', 2), ('working_day', 5)]
    """
    units = dict.fromkeys(unit for unit, _ in (*limit, *more))
    if not more or len(units) > 3 or (len(units) > 1 and not (is_in_days(limit) and is_in_days(more))):
        return None
    return [(unit, total_of(limit, unit) + total_of(more, unit)) for unit in units]


def _more_than_doubled(first: Limit, total: Limit) -> bool:
    """Whether ``total`` adds more than the first limit to it; compared only within one unit."""
    if len(first) != 1 or len(total) != 1 or first[0][0] != total[0][0]:
        return False
    return total[0][1] > 2 * first[0][1]
