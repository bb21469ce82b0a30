"""What each clock shows at a moment: state, what is left, what passed in pauses, how late, since when.

Every answer equals :meth:`cchc.deadlines.deadline.Deadline.at` on what had happened by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cchc.deadlines.bulk.clock_columns import ClockColumns
from cchc.deadlines.bulk.columns import Int64s, same_length
from cchc.deadlines.bulk.courses import Bools
from cchc.deadlines.bulk.frames import BulkFrame, FrameByRow
from cchc.deadlines.bulk.measures import ElapsedTime
from cchc.deadlines.bulk.pauses import in_microseconds, instants
from cchc.deadlines.bulk.reasons import Answers, Reason
from cchc.deadlines.bulk.tables import DAY, NAT
from cchc.deadlines.bulk.walking import NO_STATE, STATES, Block, walked
from cchc.deadlines.clock_state import ClockState
from cchc.errors import UsageError
from cchc.model.instant import vietnam_instant

_NOT_STARTED = STATES.index(ClockState.NOT_STARTED)


class Timing(IntEnum):
    """Where an end, or the moment of reading, lies to the due moment; the number is stored and never changes.

    >>> Timing.LATE.label_vi, int(Timing.EARLY)
    ('Trễ hạn', 1)
    """

    label_vi: str
    label_en: str

    def __new__(cls, code: int, label_vi: str, label_en: str) -> Self:
        """Make a member of its number and its two labels."""
        member = int.__new__(cls, code)
        member._value_ = code
        member.label_vi = label_vi
        member.label_en = label_en
        return member

    NONE = 0, "Chưa có hạn", "Nothing is due yet"
    EARLY = 1, "Trước hạn", "Before the due moment"
    ON_TIME = 2, "Đúng hạn", "On the due day, or at the due instant"
    LATE = 3, "Trễ hạn", "After the due moment"


@dataclass(frozen=True, slots=True, eq=False)
class ClockStatus:
    """What every clock shows; amounts are days where the limit runs on days, microseconds where it runs on hours.

    ``due`` and ``due_at`` as in :class:`~cchc.deadlines.bulk.clocks.ClockDues`, ``NaT`` before the start too.
    ``remaining`` is what is left, never below zero; before the start the whole limit in its own unit, months as months.
    ``paused`` is what pauses took out, ``late_by`` how much of the unit passed since the due moment outside pauses,
    ``breached_at`` the first instant that was late, ``timings`` the codes of :class:`Timing`: of a suspended clock, to
    the due moment it would have if it went on now.
    """

    due: NDArray[np.datetime64]
    due_at: NDArray[np.datetime64]
    states: NDArray[np.uint8]
    remaining: Int64s
    paused: Int64s
    late_by: Int64s
    breached_at: NDArray[np.datetime64]
    timings: NDArray[np.uint8]
    reasons: NDArray[np.uint8]

    def counts(self) -> dict[Reason, int]:
        """Return how many rows each reason has."""
        return Answers(self.due, self.reasons).counts()


def clock_status(columns: ClockColumns, frames: BulkFrame | FrameByRow, now: datetime | np.datetime64 | ArrayLike) -> ClockStatus:
    """Return what each clock shows at ``now``: one instant, or one for each row; ``NaT`` there is ``NULL``.

    Raises:
        UsageError: ``now`` is no instant, or a column is not as long as the others.
        NaiveDatetimeError, OtherZoneError: ``now`` is a ``datetime`` that is not Vietnam's.

    >>> from cchc import load_calendar
    >>> from cchc.deadlines.bulk.frames import bulk_frame
    >>> columns = ClockColumns(np.array(["2026-11-17T10:00"], "M8[us]"), 3, "working_day")
    >>> status = clock_status(columns, bulk_frame(load_calendar()), np.datetime64("2026-11-23T09:00"))
    >>> status.due.tolist()[0].isoformat(), status.late_by.tolist(), Timing(int(status.timings[0])).label_en
    ('2026-11-20', [1], 'After the due moment')
    """
    rows = columns.rows
    seen, reasons = moments(now, rows), np.zeros(rows, np.uint8)
    due, due_at, breached_at = (np.full(rows, NAT) for _ in range(3))
    remaining, paused, late_by = (np.zeros(rows, np.int64) for _ in range(3))
    states, timings = np.full(rows, NO_STATE, np.uint8), np.zeros(rows, np.uint8)
    status = ClockStatus(
        due.view("M8[D]"), due_at.view("M8[us]"), states, remaining, paused, late_by, breached_at.view("M8[us]"), timings, reasons
    )
    for block in walked(columns, frames, seen, reasons):
        at, reading = block.rows, BlockReading(block)
        due[at], breached_at[at] = reading.shown(block.due_day), reading.breached_at()
        if not block.leg.measure.in_days:
            due_at[at] = reading.shown(block.due)
        remaining[at], late_by[at] = reading.remaining(), reading.late_by
        if block.leg.paused is not None:
            paused[at] = reading.paused()
        states[at], timings[at] = reading.states(), reading.timings()
        if reading.lost is not None:
            reasons[at] = np.where(reading.lost, Reason.OUT_OF_CALENDAR, Reason.ANSWERED)
    return status


def moments(now: datetime | np.datetime64 | ArrayLike, rows: int) -> Int64s:
    """Return the moment of reading, one or one for each row, in microseconds.

    Raises:
        UsageError, NaiveDatetimeError, OtherZoneError: it is none of Vietnam's time, or as many as there are not rows.
    """
    if isinstance(now, datetime):
        now = np.datetime64(vietnam_instant(now, "now").replace(tzinfo=None), "us")
    column, factor, nulls = instants(np.atleast_1d(np.ma.asarray(now)), "now")
    if np.ndim(now):
        same_length(column, rows, "now")
    seen = in_microseconds(column, factor)
    seen = seen if nulls is None else np.where(nulls, NAT, seen)
    if not np.ndim(now) and seen[0] == NAT:
        raise UsageError("now is no instant (NaT); write the moment at which the clocks are read")
    return seen


class BlockReading:
    """What the clocks of a block show; what holds for no row of the block is ``None`` and costs nothing.

    ``waiting`` have not started, ``lost`` have no answer.
    """

    def __init__(self, block: Block) -> None:
        leg = block.leg
        self.block = block
        self.point = block.stop // DAY if leg.measure.in_days else block.stop
        self.waiting = _some(block.now < block.begun)
        self.late = self._late()
        self.unstarted = _some(self.point <= leg.start)
        self.through = leg.measure.of(self.point)
        self.lost = self._lost()
        late_by = self.through - leg.measure.of(block.due)
        if leg.after is not None:
            late_by -= leg.after
        late_by *= self.late
        self.late_by = self.cleared(late_by)

    def _late(self) -> Bools:
        """Return which are past their due moment; those that stand, which were so when they were paused."""
        late, leg = self.point > self.block.due, self.block.leg
        return late if leg.still is None or leg.late_since is None else np.where(leg.still, leg.late_since != NAT, late)

    def _lost(self) -> Bools | None:
        block = self.block
        lost = ~block.answered
        if not isinstance(block.leg.measure, ElapsedTime):
            last = block.frame.table.last
            last = last if block.leg.measure.in_days else (last + 1) * DAY - 1
            beyond = self.point > last
            if beyond.any():
                asked = beyond if self.unstarted is None else beyond & ~self.unstarted
                lost |= asked if self.waiting is None else asked & ~self.waiting
        return _some(lost)

    def cleared(self, amounts: NDArray[Any]) -> NDArray[Any]:
        """Return the amounts, nothing where there is no answer."""
        if self.lost is not None:
            amounts[self.lost] = 0
        return amounts

    def shown(self, points: Int64s) -> Int64s:
        """Return the due points that are shown: of clocks that have started and are not suspended."""
        hidden = [one for one in (self.lost, self.waiting, self.block.suspended) if one is not None]
        return np.where(np.logical_or.reduce(hidden), NAT, points) if hidden else points

    def remaining(self) -> Int64s:
        """Return what is left: never below zero, and the whole limit before the start."""
        leg = self.block.leg
        left = leg.base - self.through
        if leg.paused is not None:
            left += leg.paused
        np.maximum(left, 0, out=left)
        if self.unstarted is not None:
            np.copyto(left, leg.amount, where=self.unstarted)
        if self.waiting is not None:
            np.copyto(left, self.block.granted, where=self.waiting)
        return self.cleared(left)

    def paused(self) -> Int64s:
        """Return what pauses took out."""
        paused = self.block.leg.paused
        assert paused is not None
        return self.cleared(paused if self.waiting is None else np.where(self.waiting, 0, paused))

    def states(self) -> NDArray[np.uint8]:
        """Return the codes of the states."""
        block, states = self.block, self.block.state()
        if self.waiting is not None:
            states[self.waiting if block.ended is None else self.waiting & ~block.ended] = _NOT_STARTED
        if self.lost is not None:
            states[self.lost] = NO_STATE
        return states

    def timings(self) -> NDArray[np.uint8]:
        """Return the codes of the timings."""
        timings = (self.point >= self.block.due).view(np.uint8) + self.late.view(np.uint8)
        timings += np.uint8(Timing.EARLY)
        if self.waiting is not None:
            timings[self.waiting] = Timing.NONE
        return self.cleared(timings)

    def breached_at(self) -> Int64s:
        """Return the first late instants."""
        due = self.block.due
        late = self.late if self.lost is None else self.late & ~self.lost
        return np.where(late, (due + 1) * DAY if self.block.leg.measure.in_days else due, NAT)


def _some(rows: Bools) -> Bools | None:
    """Return ``rows``, or ``None`` where there is not one."""
    return rows if rows.any() else None
