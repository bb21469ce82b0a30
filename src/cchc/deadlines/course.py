"""Let a limit run: from a start, through its units in order, around the intervals that do not count.

A unit of time is a measure: a function from the time line to a count that never decreases. Running a limit is a
translation in that measure: due = inverse(measure(start) + amount + measure(excluded)). Days and hours differ only in
the measure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol, TypeAlias, TypeVar

from cchc.deadlines.counting import is_zero, rolled, time_of, whole_days, zero_days_from
from cchc.deadlines.office_hours import OfficeHours, WorkingTime, in_microseconds, working_time
from cchc.deadlines.policy import FirstDay, OffHoursReceipt, PauseDays, Policy, RestDayReceipt
from cchc.deadlines.reception import clock_start, result_day
from cchc.deadlines.working_calendar import DayTable
from cchc.model.cutoff import Cutoff, ResultCutoff
from cchc.model.instant import VIETNAM_TIME
from cchc.model.time_limit import Hours, Immediate, SameDay, TimeLimit, runs_on_hours

_ONE_DAY = timedelta(days=1)
_STATUTORY_DAY, _SAME_DAY, _COUNTED = RestDayReceipt.STATUTORY_DAY, OffHoursReceipt.SAME_DAY, FirstDay.COUNTED
_EPOCH = datetime(2000, 1, 1, tzinfo=VIETNAM_TIME)

Point = TypeVar("Point", date, datetime)
Out: TypeAlias = tuple[Point, Point, Point]
"""What an interval takes out of a unit: noted at the first point, it takes out what lies after the second through the third."""


@dataclass(frozen=True, slots=True)
class Gap:
    """An interval that does not count, as instants; half-open [since, until) on the hour clock."""

    since: datetime
    until: datetime


def united(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """Return the union of the intervals, in order: overlapping ones count once."""
    union: list[Gap] = []
    for gap in sorted(gaps, key=lambda one: (one.since, one.until)):
        if union and gap.since <= union[-1].until:
            union[-1] = Gap(union[-1].since, max(union[-1].until, gap.until))
        else:
            union.append(gap)
    return tuple(union)


class Measure(Protocol[Point]):
    """A unit of time: how much of it has passed through a point, and the first point that reaches an amount.

    ``whole_points``: a point is a whole day, so that a pause noted on the last day still stops the clock.
    """

    unit: str
    whole_points: bool

    def of(self, point: Point) -> int:
        """Return how much has passed through ``point``."""
        ...

    def reach(self, amount: int) -> Point:
        """Return the first point at which ``amount`` has passed."""
        ...

    def first_from(self, point: Point) -> Point:
        """Return ``point``, or the first one after it at which this unit can end."""
        ...


class WorkingDayMeasure:
    """Working days through a day."""

    __slots__ = ("_table",)
    unit = "working_day"
    whole_points = True

    def __init__(self, table: DayTable) -> None:
        self._table = table

    def of(self, point: date) -> int:
        """Return how much has passed through ``point``."""
        return self._table.through[self._table.index(point)]

    def reach(self, amount: int) -> date:
        """Return the first point at which ``amount`` has passed."""
        return self._table.nth_working_day(amount)

    def first_from(self, point: date) -> date:
        """Return ``point``, or the first one after it at which this unit can end."""
        return self._table.first_working_day_from(point)


class CalendarDayMeasure:
    """Days of the calendar."""

    __slots__ = ("_table",)
    unit = "day"
    whole_points = True

    def __init__(self, table: DayTable) -> None:
        self._table = table

    def of(self, point: date) -> int:
        """Return how much has passed through ``point``."""
        return self._table.index(point)

    def reach(self, amount: int) -> date:
        """Return the first point at which ``amount`` has passed."""
        day = self._table.first + timedelta(days=amount - 1)
        self._table.index(day)
        return day

    def first_from(self, point: date) -> date:
        """Return ``point``, or the first one after it at which this unit can end."""
        return point


class WorkingTimeMeasure:
    """Working microseconds up to an instant."""

    __slots__ = ("_clock",)
    unit = "working_hour"
    whole_points = False

    def __init__(self, clock: WorkingTime) -> None:
        self._clock = clock

    def of(self, point: datetime) -> int:
        """Return how much has passed through ``point``."""
        return self._clock.through(point)

    def reach(self, amount: int) -> datetime:
        """Return the first point at which ``amount`` has passed."""
        return self._clock.closing_side(amount)

    def first_from(self, point: datetime) -> datetime:
        """Return ``point``, or the first one after it at which this unit can end."""
        return point


class ElapsedTimeMeasure:
    """Microseconds of plain time up to an instant."""

    __slots__ = ()
    unit = "hour"
    whole_points = False

    def of(self, point: datetime) -> int:
        """Return how much has passed through ``point``."""
        return in_microseconds(point - _EPOCH)

    def reach(self, amount: int) -> datetime:
        """Return the first point at which ``amount`` has passed."""
        return _EPOCH + timedelta(0, 0, amount)

    def first_from(self, point: datetime) -> datetime:
        """Return ``point``, or the first one after it at which this unit can end."""
        return point


class DayLeg(NamedTuple):
    """One unit's share of a limit in days: where it started, what was granted, where it ended."""

    measure: Measure[date]
    amount: int
    start: date
    end: date

    def passed(self, stop: date, outs: Sequence[Out[date]]) -> int:
        """Return how much of the unit passed from the start to ``stop``, outside the disjoint ``outs``."""
        return passed_between(self.measure, self.start, stop, outs)


class HourLeg(NamedTuple):
    """A limit on the hour clock: where it started, what was granted, where it ended."""

    measure: Measure[datetime]
    amount: int
    start: datetime
    end: datetime

    def passed(self, stop: datetime, outs: Sequence[Out[datetime]]) -> int:
        """Return how much of the unit passed from the start to ``stop``, outside the disjoint ``outs``."""
        return passed_between(self.measure, self.start, stop, outs)


def passed_between(measure: Measure[Point], start: Point, stop: Point, outs: Sequence[Out[Point]]) -> int:
    """Return how much of a unit passed from ``start`` to ``stop``, outside the disjoint ``outs``; never negative."""
    if stop <= start:
        return 0
    excluded = sum(measure.of(min(hi, stop)) - measure.of(max(lo, start)) for _, lo, hi in outs if lo < stop and hi > start)
    return measure.of(stop) - measure.of(start) - excluded


def run_leg(
    measure: Measure[Point],
    start: Point,
    amount: int,
    outs: Sequence[Out[Point]],
    roll: Callable[[Point], Point] | None = None,
) -> Point:
    """Return where a leg ends: ``amount`` has then passed outside ``outs``.

    They are in order and disjoint. One counts when it is noted before the breach; one noted later shortens the lateness,
    not the due. ``roll`` says where the last point moves before it is breached. One in which nothing of this unit passes
    changes nothing.
    """
    base = measure.of(start) + amount
    end = measure.reach(base) if amount else start
    excluded = 0
    for noted, lo, hi in outs:
        if hi <= start:
            continue
        breach = end if roll is None else roll(end)
        if noted > breach or (noted == breach and not measure.whole_points):
            break
        taken = measure.of(hi) - measure.of(max(lo, start))
        if taken:
            excluded += taken
            end = max(measure.reach(base + excluded), measure.first_from(hi))
    return end


class Course(NamedTuple):
    """How a limit ran: its legs, the last day or instant before rolling, and the due one.

    ``due_at`` is ``None`` for a limit in days, which ends with the whole of its last day.
    """

    legs: tuple[DayLeg | HourLeg, ...]
    unrolled: date
    due: date
    due_at: datetime | None
    moved: bool

    @property
    def breach_at(self) -> datetime:
        """The first instant that is late: the end of the last day, or the due instant itself."""
        return self.due_at if self.due_at is not None else midnight(self.due + _ONE_DAY)


def midnight(day: date) -> datetime:
    """Return the first instant of ``day``."""
    return datetime(day.year, day.month, day.day, tzinfo=VIETNAM_TIME)


class Frame(NamedTuple):
    """What a limit runs on: a calendar, an office, the choices made, the procedure's cut-off."""

    calendar: DayTable
    office: OfficeHours
    policy: Policy
    cutoff: Cutoff | None = None
    not_at_once: bool = False

    def begin(self, at: datetime) -> datetime:
        """Return where a clock that is set off at ``at`` starts: there, or moved by a shift cut-off or the policy."""
        if not self.may_move:
            return at
        moved, _ = clock_start(at, self.cutoff, self.policy, self.calendar, self.office)
        return moved

    @property
    def may_move(self) -> bool:
        """Whether a cut-off or the policy may start a clock later than what set it off."""
        policy, cutoff = self.policy, self.cutoff
        if policy.rest_day_receipt is _STATUTORY_DAY and policy.off_hours_receipt is _SAME_DAY:
            return cutoff is not None and not isinstance(cutoff, ResultCutoff)
        return True

    def days_more(self, limit: TimeLimit, start: datetime) -> int:
        """Return the working day more that a result cut-off gives a same-day limit that starts at ``start``; else 0."""
        if not isinstance(self.cutoff, ResultCutoff) or not isinstance(limit, SameDay | Immediate):
            return 0
        late, _ = result_day(start, self.cutoff, self.policy, self.calendar, self.office, not_at_once=self.not_at_once)
        return int(late)


def run(limit: TimeLimit, start: datetime, gaps: Sequence[Gap], frame: Frame) -> Course:
    """Return the course of ``limit`` from ``start`` around ``gaps`` (disjoint, in order).

    Days: the day of ``start`` is day 0; rolling happens once, last. Hours: from the very moment.
    """
    if runs_on_hours(limit):
        return _run_hours(limit, start, gaps, frame)
    anchor = start.date()
    policy = frame.policy
    plain, working = whole_days(limit, anchor, policy)
    if not plain and not working:
        if is_zero(limit):
            anchor = zero_days_from(anchor, limit, frame.calendar, policy)
        working = frame.days_more(limit, start)
    elif policy.first_day is _COUNTED:
        anchor -= _ONE_DAY
    return run_days(plain, working, anchor, gaps, frame)


def run_days(plain: int, working: int, anchor: date, gaps: Sequence[Gap], frame: Frame) -> Course:
    """Return the course of a limit of ``plain`` calendar days and then ``working`` working days."""
    days = day_gaps(gaps, frame.policy) if gaps else ()
    calendar = frame.calendar
    legs: tuple[DayLeg, ...] = ()
    at = anchor
    if plain or not working:
        plain_days = CalendarDayMeasure(calendar)
        end = run_leg(plain_days, at, plain, days, None if working else lambda day: rolled(day, calendar, frame.policy))
        legs = (DayLeg(plain_days, plain, at, end),)
        at = end
    if working:
        working_days = WorkingDayMeasure(calendar)
        end = run_leg(working_days, at, working, days) if days else calendar.nth_working_day(calendar.through[calendar.index(at)] + working)
        return Course((*legs, DayLeg(working_days, working, at, end)), end, end, None, False)
    due = rolled(at, calendar, frame.policy)
    return Course(legs, at, due, None, moved=due != at)


def _run_hours(limit: TimeLimit, start: datetime, gaps: Sequence[Gap], frame: Frame) -> Course:
    amount = in_microseconds(time_of(limit, start, frame.calendar, frame.office, frame.policy))
    measure: Measure[datetime] = (
        ElapsedTimeMeasure() if isinstance(limit, Hours) else WorkingTimeMeasure(working_time(frame.calendar, frame.office))
    )
    frame.calendar.index(start.date())
    end = run_leg(measure, start, amount, hour_gaps(gaps))
    frame.calendar.index(end.date())
    return Course((HourLeg(measure, amount, start, end),), end.date(), end.date(), end, moved=False)


def day_gaps(gaps: Sequence[Gap], policy: Policy) -> list[Out[date]]:
    """Return what the gaps take out of days, the days of several gaps once.

    Which days a pause takes out is ``policy.pause_days``; whatever it is, a pause is noted on the day it begins.
    """
    choice = policy.pause_days
    before = 1 if choice in (PauseDays.BOTH_DAYS, PauseDays.NOTICE_DAY_ONLY) else 0
    short = 1 if choice in (PauseDays.NEITHER_DAY, PauseDays.NOTICE_DAY_ONLY) else 0
    outs: list[Out[date]] = []
    for gap in gaps:
        noted, hi = gap.since.date(), gap.until.date() - short * _ONE_DAY
        lo = noted - before * _ONE_DAY
        if outs:
            lo = max(lo, outs[-1][2])
        if lo < hi:
            outs.append((noted, lo, hi))
    return outs


def hour_gaps(gaps: Sequence[Gap]) -> list[Out[datetime]]:
    """Return what the gaps take out of hours: all that passes in them."""
    return [(gap.since, gap.since, gap.until) for gap in gaps]
