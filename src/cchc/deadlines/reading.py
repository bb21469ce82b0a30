"""What a clock shows at a moment: state, what is left, what has passed, how late, and since which instant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from cchc.deadlines.clock import fold, in_order
from cchc.deadlines.clock_state import ClockState, is_late
from cchc.deadlines.course import Course, DayLeg, Frame, Gap, HourLeg, day_gaps, hour_gaps
from cchc.deadlines.policy import Policy, Regime
from cchc.model.clock_entry import ClockEntry, Resume
from cchc.model.limit_phrases import format_unit
from cchc.model.time_limit import CompoundLimit, Immediate, SameDay, TimeLimit

_MICROSECONDS_AN_HOUR = 3_600_000_000


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact amount of one unit: ``working_day``, ``day``, ``working_hour``, ``hour``, or that of a limit not begun."""

    unit: str
    count: int | Fraction

    def words(self, lang: str) -> str:
        """Return it as a phrase in ``lang``."""
        return format_unit(self.count, self.unit, lang)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clock shows at one moment (``at``).

    ``remaining`` and ``elapsed`` are exact, unit by unit; ``late_by`` is ``None`` while nothing is late, and zero from
    the first late instant until one unit has passed: a Saturday after a Friday due is late by no working day. A clock that
    stands is as late as it was when it was paused. ``due`` is ``None`` while the clock is suspended or has not started.
    ``first_breach`` is the first instant that was late.
    """

    at: datetime
    clock: ClockState
    due: date | None
    due_at: datetime | None
    remaining: tuple[Amount, ...]
    elapsed: tuple[Amount, ...]
    late_by: Amount | None
    first_breach: datetime | None


def read(
    limit: TimeLimit,
    started_at: datetime | None,
    received_at: datetime,
    entries: Sequence[ClockEntry],
    frame: Frame,
    regime: Regime,
    now: datetime,
    known_at: datetime | None,
) -> Reading:
    """Return the reading at ``now``, from the entries that had happened by then and were recorded by ``known_at``."""
    happened = [entry for entry in in_order(entries, known_at) if entry.occurred_at <= now]
    seen = fold(limit, started_at, received_at, happened, frame, regime)
    if not seen.rounds or now < seen.rounds[0].start:
        state = seen.state if seen.state is ClockState.ENDED else ClockState.NOT_STARTED
        return Reading(now, state, None, None, granted(limit), (), None, seen.first_breach)
    frozen, course = seen, seen.course
    if course is None:
        resumed = Resume(id="\0now", sequence=len(happened) + 1, occurred_at=now)
        frozen = fold(limit, started_at, received_at, [*happened, resumed], frame, regime)
        course = frozen.course
    assert course is not None
    stop = seen.ended_at or now
    remaining, elapsed = _spent(frozen.legs, stop, frozen.gaps, frame.policy)
    late = is_late(seen.stood_since or stop, course)
    shown = seen.course
    return Reading(
        now,
        seen.state,
        shown.due if shown else None,
        shown.due_at if shown else None,
        remaining,
        elapsed,
        _lateness(course, stop, frozen.gaps, frame.policy) if late else None,
        seen.first_breach or (course.breach_at if late else None),
    )


def granted(limit: TimeLimit) -> tuple[Amount, ...]:
    """Return the whole of ``limit`` as amounts: what is left before a clock begins.

    >>> from cchc.model.limit_phrases import parse_limit
    >>> [part.words("en") for part in granted(parse_limit("02 tháng và 15 ngày làm việc"))]
    ['2 months', '15 working days']
    """
    if isinstance(limit, SameDay | Immediate):
        return (Amount("day", 0),)
    parts = limit.parts if isinstance(limit, CompoundLimit) else (limit,)
    return tuple(Amount(part.unit, part.count) for part in parts)


def _spent(
    legs: Sequence[DayLeg | HourLeg], stop: datetime, gaps: Sequence[Gap], policy: Policy
) -> tuple[tuple[Amount, ...], tuple[Amount, ...]]:
    """What is left and what has passed of each leg at ``stop``."""
    remaining: list[Amount] = []
    elapsed: list[Amount] = []
    for leg in legs:
        passed = passed_in(leg, stop, gaps, policy)
        if leg is not legs[-1]:
            passed = min(passed, leg.amount)
        remaining.append(_amount(leg.measure.unit, max(0, leg.amount - passed)))
        elapsed.append(_amount(leg.measure.unit, passed))
    return tuple(remaining), tuple(elapsed)


def passed_in(leg: DayLeg | HourLeg, stop: datetime, gaps: Sequence[Gap], policy: Policy) -> int:
    """Return how much of the leg's unit passed from its start to ``stop`` outside the gaps; never negative."""
    if isinstance(leg, DayLeg):
        return leg.passed(stop.date(), day_gaps(gaps, policy))
    return leg.passed(stop, hour_gaps(gaps))


def _lateness(course: Course, stop: datetime, gaps: Sequence[Gap], policy: Policy) -> Amount:
    """How much of the last leg's unit passed from the due moment to ``stop``, pauses after the breach left out."""
    leg = course.legs[-1]
    if isinstance(leg, DayLeg):
        late = DayLeg(leg.measure, leg.amount, course.due, course.due).passed(stop.date(), day_gaps(gaps, policy))
    else:
        late = HourLeg(leg.measure, leg.amount, leg.end, leg.end).passed(stop, hour_gaps(gaps))
    return _amount(leg.measure.unit, late)


def _amount(unit: str, passed: int) -> Amount:
    if not unit.endswith("hour"):
        return Amount(unit, passed)
    hours = Fraction(passed, _MICROSECONDS_AN_HOUR)
    return Amount(unit, hours.numerator if hours.denominator == 1 else hours)
