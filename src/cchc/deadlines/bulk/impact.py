"""What a change of the calendar moves in whole columns: which rows, from when to when.

Every row equals counting it anew on both calendars. Only rows with a changed day between their start and what may decide
their due day are counted twice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cchc.deadlines.bulk.clock_columns import ClockColumns, column_of
from cchc.deadlines.bulk.clocks import ClockDues, clock_dues
from cchc.deadlines.bulk.columns import Int64s
from cchc.deadlines.bulk.frames import BulkFrame, FrameByRow
from cchc.deadlines.bulk.tables import DAY, NAT
from cchc.errors import UsageError


@dataclass(frozen=True, slots=True, eq=False)
class ImpactRows:
    """The rows that move, in order: ``rows`` are their numbers, the rest is of these rows alone.

    ``after`` is ``NaT`` where the new calendar no longer reaches the due day (``reasons`` says so); ``before_at`` and
    ``after_at`` are the instants of limits in hours.
    """

    rows: Int64s
    before: NDArray[np.datetime64]
    after: NDArray[np.datetime64]
    before_at: NDArray[np.datetime64]
    after_at: NDArray[np.datetime64]
    reasons: NDArray[np.uint8]


def impact(columns: ClockColumns, old: BulkFrame | FrameByRow, new: BulkFrame | FrameByRow) -> ImpactRows:
    """Return the clocks that move when what they run on changes from ``old`` to ``new``; nothing is changed by it.

    Clocks that are suspended, and rows without an answer on ``old``, have no due day to move.

    Args:
        columns: the clocks.
        old: the frame that was, or one for each row.
        new: the frame that is, or one for each row, with as many frames in the same order.

    Raises:
        UsageError: ``old`` and ``new`` have not as many frames, or a column is not as long as the others.

    >>> from datetime import date
    >>> from cchc import load_calendar
    >>> from cchc.deadlines.bulk.frames import bulk_frame
    >>> calendar = load_calendar()
    >>> before, now = bulk_frame(calendar.as_known_on(date(2025, 12, 24))), bulk_frame(calendar)
    >>> columns = ClockColumns(np.array(["2025-12-30T09:00", "2025-12-31T09:00"], "M8[us]"), 1, "working_day")
    >>> moved = impact(columns, before, now)
    >>> moved.rows.tolist(), str(moved.before[0]), str(moved.after[0])
    ([1], '2026-01-02', '2026-01-05')
    """
    changed = _changed(old, new)
    before = clock_dues(columns, old)
    due, due_at = before.due.view(np.int64), before.due_at.view(np.int64)
    touched = np.flatnonzero(due != NAT)
    if changed is not None:
        start = column_of(columns.starts, "starts", slice(0, columns.rows))[touched] // DAY
        last = _decided(columns, touched, due[touched])
        touched = touched[changed.take(last + 1, mode="clip") > changed.take(start - 1, mode="clip")]
    after = clock_dues(columns.of(touched), new if isinstance(new, BulkFrame) else FrameByRow(new.frames, new.codes[touched]))
    moves = (after.due.view(np.int64) != due[touched]) | (after.due_at.view(np.int64) != due_at[touched])
    return _rows(before, after, touched, np.flatnonzero(moves))


def _decided(columns: ClockColumns, rows: Int64s, due: Int64s) -> Int64s:
    """Return the last day that may decide each due day: a day made up in a pause may lie beyond what was due before it."""
    if columns.pauses is None:
        return due
    last = np.maximum(due, columns.pauses.last_ends(rows) // DAY)
    return last if columns.ended is None else np.maximum(last, column_of(columns.ended, "ended", slice(0, columns.rows))[rows] // DAY)


def _rows(before: ClockDues, after: ClockDues, touched: Int64s, moved: Int64s) -> ImpactRows:
    rows = touched[moved]
    return ImpactRows(rows, before.due[rows], after.due[moved], before.due_at[rows], after.due_at[moved], after.reasons[moved])


def _changed(old: BulkFrame | FrameByRow, new: BulkFrame | FrameByRow) -> Int64s | None:
    """Return how many days before each day since 1970 have changed in some frame; ``None`` where more than days has."""
    was = [old] if isinstance(old, BulkFrame) else list(old.frames)
    now = [new] if isinstance(new, BulkFrame) else list(new.frames)
    alike = isinstance(old, BulkFrame) and isinstance(new, BulkFrame)
    if isinstance(old, FrameByRow) and isinstance(new, FrameByRow):
        alike = len(was) == len(now) and np.array_equal(old.codes, new.codes)
    if not alike:
        raise UsageError("old and new are one frame each, or a frame for each row: as many frames in the same order, for the same rows")
    pairs = list(zip(was, now, strict=True))
    differs = np.zeros(max((frame.table.last for frame in (*was, *now)), default=0) + 2, np.bool_)
    if any(a.policy != b.policy or a.tables().keys() != b.tables().keys() for a, b in pairs):
        return None
    for a, b in pairs:
        for name, values in a.tables().items():
            differs |= _padded(values, differs) != _padded(b.tables()[name], differs)
        for edges in (np.setxor1d(a.table.opens, b.table.opens), np.setxor1d(a.table.closes, b.table.closes)):
            differs[edges // DAY] = True
    return np.concatenate(([0], np.cumsum(differs)))


def _padded(values: Int64s, like: NDArray[np.bool_]) -> Int64s:
    padded = np.full(len(like), NAT)
    padded[: len(values) - 1] = values[:-1]
    return padded
