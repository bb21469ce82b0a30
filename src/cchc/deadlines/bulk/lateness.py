"""How late each clock is, in a unit of the caller's choice: calendar days, working days, working time or plain time.

The unit of the limit itself is in :attr:`~cchc.deadlines.bulk.status.ClockStatus.late_by`; a report may want one for all.
"""

from __future__ import annotations

from datetime import datetime

import numpy as np
from numpy.typing import ArrayLike

from cchc.deadlines.bulk.clock_columns import ClockColumns
from cchc.deadlines.bulk.columns import Int64s
from cchc.deadlines.bulk.courses import Bools, Leg, go_around
from cchc.deadlines.bulk.frames import BulkFrame, FrameByRow
from cchc.deadlines.bulk.measures import ElapsedTime, Measure, plain_days, working_days, working_time
from cchc.deadlines.bulk.reasons import Answers, Reason
from cchc.deadlines.bulk.status import BlockReading, moments
from cchc.deadlines.bulk.tables import DAY
from cchc.deadlines.bulk.walking import Block, walked
from cchc.errors import UsageError

LATENESS_UNITS = ("day", "working_day", "working_hour", "hour")
"""The units in which lateness can be told."""


def lateness(
    columns: ClockColumns, frames: BulkFrame | FrameByRow, now: datetime | np.datetime64 | ArrayLike, *, unit: str = "working_day"
) -> Answers:
    """Return how much of ``unit`` has passed since each clock's due moment, outside its pauses: 0 where nothing is late.

    Days for ``day`` and ``working_day``, microseconds for ``working_hour`` and ``hour``. A limit in days is late from the
    midnight after its due day on, one in hours from its instant on; a clock that has ended is as late as it ended.

    Args:
        columns: the clocks.
        frames: what they run on, for all or for each row.
        now: the moment of reading, one or one for each row.
        unit: one of :data:`LATENESS_UNITS`.

    Raises:
        UsageError: another unit, ``now`` is no instant, or a column is not as long as the others.
        NaiveDatetimeError, OtherZoneError: ``now`` is a ``datetime`` that is not Vietnam's.

    >>> from cchc import load_calendar
    >>> from cchc.deadlines.bulk.frames import bulk_frame
    >>> columns = ClockColumns(np.array(["2026-11-12T10:00"], "M8[us]"), 7, "day")  # due on Thursday the 19th
    >>> frame, tuesday = bulk_frame(load_calendar()), np.datetime64("2026-11-23T09:30")
    >>> [lateness(columns, frame, tuesday, unit=unit).values.tolist() for unit in ("day", "working_day")]
    [[4], [2]]
    """
    if unit not in LATENESS_UNITS:
        raise UsageError(f"lateness is told in {', '.join(LATENESS_UNITS)}, not in {unit!r}")
    seen, late, reasons = moments(now, columns.rows), np.zeros(columns.rows, np.int64), np.zeros(columns.rows, np.uint8)
    for block in walked(columns, frames, seen, reasons, sessions=unit == "working_hour"):
        reading = BlockReading(block)
        passed, reached = _since_due(block, _measure(block.frame, unit))
        lost = reading.late & ~reached
        if reading.lost is not None:
            lost |= reading.lost
        late[block.rows] = np.where(reading.late & ~lost, passed, 0)
        if lost.any():
            reasons[block.rows] = np.where(lost, Reason.OUT_OF_CALENDAR, Reason.ANSWERED)
    return Answers(late, reasons)


def _measure(frame: BulkFrame, unit: str) -> Measure:
    if unit == "day":
        return plain_days(frame.table, frame.policy.roll)
    if unit == "working_day":
        return working_days(frame.table)
    return ElapsedTime() if unit == "hour" else working_time(frame.table)


def _since_due(block: Block, measure: Measure) -> tuple[Int64s, Bools]:
    """Return how much passed from the due points to the stop outside the pauses, and where the calendar reaches the stop."""
    stop = block.stop // DAY if measure.in_days else block.stop
    due = block.due_day if measure.in_days else block.due
    if block.leg.measure.in_days and not measure.in_days:
        due = (due + 1) * DAY
    begun, passed = measure.of(due), measure.of(stop)
    leg = Leg(measure, due, np.zeros_like(due), begun, due)
    if block.spans is not None:
        go_around(leg, block.spans, block.places, block.stop, block.frame.policy)
    outside = begun if leg.paused is None else begun + leg.paused
    return passed - outside, np.greater_equal(passed, 0) & (block.stop // DAY <= block.frame.table.last)
