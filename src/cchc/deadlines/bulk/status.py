"""What each clock shows at a moment: state, what is left, what passed in pauses, how late, since when.

Every answer equals :meth:`cchc.deadlines.deadline.Deadline.at` on what had happened by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import NamedTuple, Self

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
from cchc.deadlines.bulk.walking import NO_STATE, STATES, Block, walked, write
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
    seen, reasons = _now(now, rows), np.zeros(rows, np.uint8)
    due, due_at, breached = (np.full(rows, NAT) for _ in range(3))
    remaining, paused, late_by = (np.zeros(rows, np.int64) for _ in range(3))
    states, timings = np.full(rows, NO_STATE, np.uint8), np.zeros(rows, np.uint8)
    for block in walked(columns, frames, seen, reasons):
        shown = _read(block)
        at = block.rows
        write(due, at, shown.due)
        if not block.leg.measure.in_days:
            write(due_at, at, shown.due_at)
        write(breached, at, shown.breached_at)
        write(remaining, at, shown.remaining)
        write(paused, at, shown.paused)
        write(late_by, at, shown.late_by)
        write(states, at, shown.states)
        write(timings, at, shown.timings)
        if not shown.answered.all():
            write(reasons, at, np.where(shown.answered, Reason.ANSWERED, Reason.OUT_OF_CALENDAR))
    return ClockStatus(
        due.view("M8[D]"), due_at.view("M8[us]"), states, remaining, paused, late_by, breached.view("M8[us]"), timings, reasons
    )


def _now(now: datetime | np.datetime64 | ArrayLike, rows: int) -> Int64s:
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


class _Shown(NamedTuple):
    due: Int64s
    due_at: Int64s
    breached_at: Int64s
    remaining: Int64s
    paused: Int64s
    late_by: Int64s
    states: NDArray[np.uint8]
    timings: NDArray[np.uint8]
    answered: Bools


def _read(block: Block) -> _Shown:
    """Return what the clocks of a block show; rows without an answer show nothing."""
    leg, due, last = block.leg, block.due, block.last
    in_days = leg.measure.in_days
    waiting = block.now < block.begun
    point = block.stop // DAY if in_days else block.stop
    through = leg.measure.of(point)
    ran, late = point > leg.start, point > due
    passed = np.where(ran, through - (leg.base - leg.amount), 0)
    late_by = np.where(late, through - leg.measure.of(due), 0)
    paused = np.zeros_like(passed)
    if leg.paused is not None and leg.after is not None:
        passed -= leg.paused
        late_by -= leg.after * late
        paused = np.where(waiting, 0, leg.paused)
    answered = block.answered
    if not isinstance(leg.measure, ElapsedTime) and (beyond := (point if in_days else point // DAY) > last).any():
        answered = answered & ~(beyond & ran & ~waiting)
    states = block.state()
    states[waiting if block.ended is None else waiting & ~block.ended] = _NOT_STARTED
    hidden = ~answered | waiting
    if (suspended := block.suspended) is not None:
        hidden = hidden | suspended
    remaining = np.where(waiting, block.granted, np.maximum(leg.amount - passed, 0))
    timings = np.where(waiting, Timing.NONE, Timing.EARLY + (point >= due) + late)
    breached = np.where(answered, _breached(block, late, late_by), NAT)
    lost = ~answered
    states[lost] = NO_STATE
    for amounts in (remaining, paused, late_by, timings):
        amounts[lost] = 0
    return _Shown(
        np.where(hidden, NAT, block.due_day),
        np.where(hidden, NAT, due),
        breached,
        remaining,
        paused,
        late_by,
        states,
        timings.astype(np.uint8),
        answered,
    )


def _breached(block: Block, late: Bools, late_by: Int64s) -> Int64s:
    """Return the first late instants: of what is late by some amount, and of what ended late by none."""
    leg, due = block.leg, block.due
    late_at = late_by > 0
    if block.ended is not None:
        if leg.still is None or leg.late_since is None:
            late_at |= block.ended & late
        else:
            late_at |= block.ended & late & ~leg.still
            earlier = block.ended & leg.still & (leg.late_since != NAT)
            due, late_at = np.where(earlier, leg.late_since, due), late_at | earlier
    return np.where(late_at, (due + 1) * DAY if leg.measure.in_days else due, NAT)
