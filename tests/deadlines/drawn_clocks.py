"""Columns of clocks drawn at random, and the same rows asked of the scalar engine one by one."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from hypothesis import strategies as st

from cchc.deadlines.bulk.clocks import ClockColumns
from cchc.deadlines.bulk.frames import BulkFrame, bulk_frame
from cchc.deadlines.bulk.pauses import PauseColumn
from cchc.deadlines.bulk.reasons import Reason
from cchc.deadlines.bulk.units import UNITS, unit_codes
from cchc.deadlines.deadline import Deadline, due
from cchc.deadlines.office_hours import STANDARD_OFFICE, OfficeHours
from cchc.deadlines.policy import Policy, ZeroDays
from cchc.deadlines.working_calendar import WorkingCalendar
from cchc.errors import CalendarCoverageError, LimitError
from cchc.model.clock_entry import ClockEntry
from cchc.model.cutoff import Cutoff, ResultCutoff, ShiftCutoff
from cchc.model.instant import VIETNAM_TIME
from cchc.model.time_limit import (
    CalendarDays,
    Hours,
    Immediate,
    Months,
    SameDay,
    TimeLimit,
    Weeks,
    WorkingDays,
    WorkingHours,
    Years,
)
from cchc.rulebook import load_calendar, load_regimes
from cchc.testing import strategies as cs

REGIME = load_regimes().all[-1]
_MOST = {"working_day": 40, "day": 60, "week": 8, "month": 3, "year": 1, "working_hour": 90, "hour": 400}
_KINDS = {
    "working_day": WorkingDays,
    "day": CalendarDays,
    "week": Weeks,
    "month": Months,
    "year": Years,
    "working_hour": WorkingHours,
    "hour": Hours,
}

Span = tuple[datetime, datetime | None]


@dataclass(frozen=True)
class Clock:
    """One row: a limit, its receipt, when it was paused, when it ended, when it is read."""

    unit: str
    amount: int
    received: datetime
    spans: tuple[Span, ...]
    ended: datetime | None
    now: datetime

    @property
    def limit(self) -> TimeLimit:
        """The limit as the scalar engine takes it."""
        if self.unit in ("same_day", "immediate"):
            return SameDay() if self.unit == "same_day" else Immediate()
        return _KINDS[self.unit](count=self.amount)

    @property
    def runs_backwards(self) -> bool:
        """Whether a pause ends before it begins: in the order of time its two facts may still be those of two legal pauses."""
        return any(until is not None and until < since for since, until in self.spans)

    def ledger(self, now: datetime | None = None) -> tuple[ClockEntry, ...]:
        """The entries of the row, those that had happened by ``now`` if it is given."""
        spans = sorted(self.spans, key=lambda span: (span[0], span[1] or datetime.max.replace(tzinfo=span[0].tzinfo)))
        facts = [(kind, at) for span in spans for kind, at in zip(("suspend", "resume"), span, strict=True) if at is not None]
        facts += [("settle", self.ended)] if self.ended is not None else []
        return cs.numbered([{"kind": kind, "occurred_at": at} for kind, at in facts if now is None or at <= now])


@dataclass(frozen=True)
class Desk:
    """What the rows run on."""

    calendar: WorkingCalendar
    office: OfficeHours
    policy: Policy
    cutoff: Cutoff | None = None
    not_at_once: bool = False

    def ask(self, clock: Clock, now: datetime | None = None) -> Deadline | Reason:
        """The scalar answer, from what had happened by ``now``; or why there is none."""
        try:
            return due(
                clock.limit,
                clock.received,
                self.calendar,
                REGIME,
                entries=clock.ledger(now),
                office=self.office,
                policy=self.policy,
                cutoff=self.cutoff,
                not_at_once=self.not_at_once,
            )
        except CalendarCoverageError:
            return Reason.OUT_OF_CALENDAR
        except LimitError:
            return Reason.BAD_AMOUNT

    @property
    def frame(self) -> BulkFrame:
        """The same, compiled."""
        return bulk_frame(self.calendar, self.office, self.policy, self.cutoff, not_at_once=self.not_at_once)


def instant(at: datetime | None) -> np.datetime64:
    """The wall time as NumPy holds it."""
    return np.datetime64("NaT", "us") if at is None else np.datetime64(at.replace(tzinfo=None), "us")


def columns(clocks: Sequence[Clock]) -> ClockColumns:
    """The rows as columns."""
    spans = [span for clock in clocks for span in clock.spans]
    return ClockColumns(
        np.array([instant(clock.received) for clock in clocks], "M8[us]"),
        np.array([clock.amount for clock in clocks]),
        unit_codes(np.array([clock.unit for clock in clocks])),
        PauseColumn(
            np.cumsum([0, *(len(clock.spans) for clock in clocks)]),
            np.array([instant(since) for since, _ in spans], "M8[us]"),
            np.array([instant(until) for _, until in spans], "M8[us]"),
        ),
        np.array([instant(clock.ended) for clock in clocks], "M8[us]"),
    )


@st.composite
def _spans(draw: st.DrawFn, first: datetime, last: date) -> tuple[Span, ...]:
    """Pauses that mostly follow one another; some touch, take no time, or never end; a few overlap or come too early."""
    if draw(st.integers(0, 9)) == 0:
        loose = cs.instants(first.date() - timedelta(days=3), last)
        return tuple(draw(st.lists(st.tuples(loose, loose | st.none()), max_size=3)))
    edges = sorted(draw(st.lists(cs.instants(first.date(), last).filter(lambda at: at >= first), max_size=6)))
    if draw(st.booleans()):
        edges = [edge for edge in edges for _ in range(draw(st.integers(1, 2)))]
    spans: list[Span] = list(zip(edges[::2], edges[1::2], strict=False))
    if len(edges) % 2:
        spans.append((edges[-1], None))
    return tuple(draw(st.permutations(spans)))


@st.composite
def clocks(draw: st.DrawFn, year: int) -> Clock:
    """One row of any unit, received in ``year``; now and then beyond what the calendar can answer."""
    unit = draw(st.sampled_from(UNITS))
    amount = draw(st.integers(0, _MOST.get(unit, 0)))
    begin, end = date(year, 1, 1), date(year + 1, 12, 31)
    received = draw(cs.instants(date(year, 2, 1), date(year, 10, 31)) | cs.instants(begin - timedelta(days=2), end + timedelta(days=2)))
    last = received.date() + timedelta(days=draw(st.sampled_from([3, 15, 60])))
    spans = draw(_spans(received, last))
    near = [at for span in spans for at in span if at is not None]
    any_time = cs.instants(received.date() - timedelta(days=2), last + timedelta(days=40))
    moments = any_time | st.sampled_from(near) if near else any_time
    ended = draw(st.none() | moments.filter(lambda at: not near or at >= max(near)) | moments)
    return Clock(unit, amount, received, spans, ended, draw(moments))


@st.composite
def desks(draw: st.DrawFn) -> Desk:
    """Calendars of two years, offices and choices of any kind, some with a cut-off."""
    calendar = draw(cs.calendars())
    year = calendar.first.year
    policy = draw(cs.policies() | st.just(Policy()))
    if draw(st.integers(0, 4)) == 0:
        policy = Policy(zero_days=draw(st.sampled_from(ZeroDays)))
    results = st.builds(
        ResultCutoff,
        before_closing_minutes=st.none(),
        at=st.sampled_from([time(9), time(15), time(16, 59)]),
        only_unless_settled=st.booleans(),
    )
    return Desk(
        calendar,
        draw(cs.offices(closures_within=(date(year, 2, 1), date(year, 8, 1)))),
        policy,
        draw(st.none() | cs.shift_cutoffs() | results),
        draw(st.booleans()),
    )


@st.composite
def tables(draw: st.DrawFn, most: int = 8) -> tuple[Desk, list[Clock]]:
    """A desk and some rows."""
    desk = draw(desks())
    return desk, draw(st.lists(clocks(desk.calendar.first.year), min_size=1, max_size=most))


_TIMES = [time(), time(7, 30), time(9), time(11, 30), time(13), time(15), time(17), time(23, 59, 59, 999_999)]
_SIX_DAYS = OfficeHours("Thứ bảy", {day: [(time(7, 30), time(11, 30))] for day in range(6)}, week=frozenset(range(6)))
_CALENDAR = load_calendar()
DESKS = {
    "standard": Desk(_CALENDAR, STANDARD_OFFICE, Policy()),
    "six days, received on the next working day": Desk(
        _SIX_DAYS.over(_CALENDAR), _SIX_DAYS, Policy(rest_day_receipt="next_working_day", off_hours_receipt="next_working_day")
    ),
    "pauses with both days, first day counted": Desk(_CALENDAR, STANDARD_OFFICE, Policy(first_day="counted", pause_days="both_days")),
    "pauses with neither day, no rolling": Desk(_CALENDAR, STANDARD_OFFICE, Policy(roll="none", pause_days="neither_day")),
    "shifted to the letter": Desk(
        _CALENDAR, STANDARD_OFFICE, Policy(shift_reading="literal", pause_days="notice_day_only"), ShiftCutoff(at=time(15), rest_days=True)
    ),
    "shifted before closing": Desk(_CALENDAR, STANDARD_OFFICE, Policy(), ShiftCutoff(before_closing_minutes=120, rest_days=True)),
    "results of the same day": Desk(_CALENDAR, STANDARD_OFFICE, Policy(), ResultCutoff(at=time(15)), not_at_once=True),
}


def crowded(seed: str, rows: int = 400) -> list[Clock]:
    """Rows whose instants fall on the edges of sessions and days of three weeks around the swap of 31 August 2026, so that they meet."""
    draw = random.Random(seed)
    edges = [datetime.combine(date(2026, 8, 17) + timedelta(days=day), one, VIETNAM_TIME) for day in range(24) for one in _TIMES]
    clocks: list[Clock] = []
    for _ in range(rows):
        unit = draw.choice(UNITS)
        most = {"working_day": 8, "day": 10, "week": 2, "working_hour": 40, "hour": 96}.get(unit, 1)
        first = draw.randrange(80)
        chosen = [first, *sorted(draw.choices(range(first, len(edges)), k=draw.randrange(9)))]
        received, *turns = (edges[place] for place in chosen)
        spans = list(zip(turns[::2], turns[1::2], strict=False))
        still: list[Span] = [(turns[-1], None)] if len(turns) % 2 else []
        ended = draw.choice([None, max([received, *turns]), edges[-1]])
        clocks.append(Clock(unit, draw.randrange(most + 1), received, (*spans, *still), ended, draw.choice(edges[first:])))
    return clocks
