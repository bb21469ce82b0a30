"""The oracle's hours: walk them minute by minute, to the microsecond at the edges; and when a clock starts or is late.

Standard library only; nothing of the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import cache

from cchc.testing.day_walker import FARTHEST, ONE_DAY, BeyondCalendarError, Limit, Pause, Rests, next_working_day

Opens = Callable[[date], Sequence[tuple[int, int]]]


def opens_from(
    sessions: Mapping[int, Sequence[tuple[int, int]]],
    rests: Rests,
    *,
    works_as: Mapping[date, date] | None = None,
    closed: Collection[date] = (),
) -> Opens:
    """Return the sessions of each date: none on a day of rest, those of its weekday else.

    A made-up day of ``works_as`` has the sessions of the day it replaces. On ``closed`` days the office is shut.

    >>> from cchc.testing.oracle import rests_from
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

    >>> from cchc.testing.oracle import rests_from
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

    >>> from cchc.testing.oracle import rests_from
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

    >>> from cchc.testing.oracle import rests_from
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


# The start of the clock, and its breach


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
    """Return the opening of the next working day after ``day``, or its midnight when the office is shut on it."""
    working = next_working_day(day, rests)
    sessions = opens(working)
    return datetime.combine(working, time(), zone_of.tzinfo) + timedelta(minutes=sessions[0][0] if sessions else 0)


def is_late(at: datetime, due: date) -> bool:
    """Return whether ``at`` is late: after the whole of a due day, or after a due instant.

    >>> is_late(datetime(2026, 3, 5, 23, 59, 59), date(2026, 3, 5)), is_late(datetime(2026, 3, 6), date(2026, 3, 5))
    (False, True)
    """
    return at > due if isinstance(due, datetime) else at.date() > due


def first_breach(due: date, zone_of: datetime) -> datetime:
    """Return the first moment of lateness: the end of a due day in the zone of ``zone_of``, or a due instant itself."""
    return due if isinstance(due, datetime) else datetime.combine(due + ONE_DAY, time(), zone_of.tzinfo)
