"""When each clock of a column is due, by its start, limit, pauses and end, on what it runs on.

Every answer equals :func:`cchc.deadlines.deadline.due` with a ledger that suspends and resumes the clock at the row's
pauses and settles it at its end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cchc.deadlines.bulk.clock_columns import ClockColumns as ClockColumns
from cchc.deadlines.bulk.courses import NEVER
from cchc.deadlines.bulk.frames import BulkFrame, FrameByRow
from cchc.deadlines.bulk.reasons import Answers, Reason
from cchc.deadlines.bulk.tables import NAT
from cchc.deadlines.bulk.walking import NO_STATE as NO_STATE
from cchc.deadlines.bulk.walking import STATES as STATES
from cchc.deadlines.bulk.walking import walked, write


@dataclass(frozen=True, slots=True, eq=False)
class ClockDues:
    """When each clock is due: ``due`` is its day, ``due_at`` its instant where the limit runs on hours.

    Both are ``NaT`` while the clock is suspended. ``states`` are codes of :data:`STATES`, after all that happened.
    """

    due: NDArray[np.datetime64]
    due_at: NDArray[np.datetime64]
    states: NDArray[np.uint8]
    reasons: NDArray[np.uint8]

    def counts(self) -> dict[Reason, int]:
        """Return how many rows each reason has."""
        return Answers(self.due, self.reasons).counts()


def clock_dues(columns: ClockColumns, frames: BulkFrame | FrameByRow) -> ClockDues:
    """Return when each clock is due, after all its pauses; nothing depends on the length of a limit.

    Raises:
        UsageError: the column of frames is not as long as the others.

    >>> from cchc import load_calendar
    >>> from cchc.deadlines.bulk.frames import bulk_frame
    >>> from cchc.deadlines.bulk.pauses import PauseColumn
    >>> received = np.array(["2026-03-02T09:00", "2026-03-02T09:00"], "M8[us]")
    >>> since, until = np.array(["2026-03-04T10:00"], "M8[us]"), np.array(["2026-03-06T10:00"], "M8[us]")
    >>> columns = ClockColumns(received, 5, "working_day", PauseColumn(np.array([0, 0, 1]), since, until))
    >>> [day.isoformat() for day in clock_dues(columns, bulk_frame(load_calendar())).due.tolist()]
    ['2026-03-09', '2026-03-11']
    """
    rows = columns.rows
    due, due_at = np.full(rows, NAT), np.full(rows, NAT)
    states, reasons = np.full(rows, NO_STATE, np.uint8), np.zeros(rows, np.uint8)
    for block in walked(columns, frames, np.array([NEVER]), reasons):
        shown = block.answered if block.suspended is None else block.answered & ~block.suspended
        write(due, block.rows, np.where(shown, block.due_day, NAT))
        if not block.leg.measure.in_days:
            write(due_at, block.rows, np.where(shown, block.due, NAT))
        write(states, block.rows, np.where(block.answered, block.state(), NO_STATE))
    return ClockDues(due.view("M8[D]"), due_at.view("M8[us]"), states, reasons)
