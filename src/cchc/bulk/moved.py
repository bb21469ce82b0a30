"""What a change of the calendar moves in a table of clocks: those rows alone, with the due days before and after."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from cchc.bulk.arrow_clocks import Frames, clocks_of
from cchc.bulk.arrow_columns import array_of, pa
from cchc.bulk.column import ColumnError
from cchc.bulk.schema import BulkOptions, check_names
from cchc.deadlines.bulk.frames import BulkFrame, FrameByRow
from cchc.deadlines.bulk.impact import impact
from cchc.errors import UsageError

_ADDED = {
    "due_before": pa.date32(),
    "due_after": pa.date32(),
    "due_before_at": pa.timestamp("us", tz="Asia/Ho_Chi_Minh"),
    "due_after_at": pa.timestamp("us", tz="Asia/Ho_Chi_Minh"),
}


def moved_batch(batch: Any, old: Frames, new: Frames, options: BulkOptions | None = None) -> Any:
    """Return the rows of a record batch or a table that are due at another time when ``old`` becomes ``new``, in their order.

    Beside their columns stand ``due_before`` and ``due_after``, and ``due_before_at`` and ``due_after_at`` for limits in
    hours; ``due_after`` is null where the new calendar no longer reaches. Rows without a due date, suspended or bad ones,
    move nowhere. Only rows with a changed day in their span are counted twice.

    Args:
        batch: the table, as :func:`~cchc.bulk.arrow.answer_batch` takes it.
        old: what the rows ran on.
        new: what they run on now: one frame, or one for each key, as ``old``.
        options: how it is asked; ``now`` changes nothing here.

    Raises:
        ColumnError: a column is missing or of a wrong type.
        UsageError: ``old`` and ``new`` have not the same keys.

    >>> from datetime import date, datetime
    >>> from cchc.deadlines.bulk.frames import bulk_frame
    >>> from cchc.rulebook import load_calendar
    >>> calendar = load_calendar()
    >>> before, now = bulk_frame(calendar.as_known_on(date(2025, 12, 24))), bulk_frame(calendar)
    >>> batch = pa.record_batch({"code": ["A", "B"], "start": [datetime(2025, 12, 30, 9), datetime(2025, 12, 31, 9)]})
    >>> moved = moved_batch(batch, before, now, BulkOptions(amount=1, unit="working_day"))
    >>> moved["code"].to_pylist(), str(moved["due_before"][0]), str(moved["due_after"][0])
    (['B'], '2026-01-02', '2026-01-05')
    """
    options = options or BulkOptions()
    schema = moved_schema(batch.schema, options)
    was, now = _paired(old, new)
    clocks = clocks_of(batch, was, options)
    found = impact(clocks.columns, clocks.frames, _after(clocks.frames, now))
    kept = slice(None) if clocks.unreadable is None else ~clocks.unreadable[found.rows]
    rows = batch.take(pa.array(found.rows[kept]))
    added = (found.before, found.after, found.before_at, found.after_at)
    columns = [array_of(one[kept], np.isnat(one[kept]), kind) for one, kind in zip(added, _ADDED.values(), strict=True)]
    made: Any = batch.__class__
    return made.from_arrays([*rows.columns, *columns], schema=schema)


def moved_schema(schema: Any, options: BulkOptions) -> Any:
    """Return the schema of the table that :func:`moved_batch` gives back.

    Raises:
        ColumnError: a column is missing, or stands where one is added.
    """
    check_names(schema.names, replace(options, prefix="\0"))  # the answers of one calendar may stand in the table already
    for name, kind in _ADDED.items():
        if options.prefix + name in schema.names:
            raise ColumnError(f"the table has a column {options.prefix + name!r} already; rename it, or give a prefix")
        schema = schema.append(pa.field(options.prefix + name, kind))
    return schema


def _paired(old: Frames, new: Frames) -> tuple[Frames, dict[int, BulkFrame]]:
    """Return ``old``, in which no two keys of different new frames share one, and the new frame of each of its frames."""
    if isinstance(old, BulkFrame) and isinstance(new, BulkFrame):
        return old, {id(old): new}
    if isinstance(old, BulkFrame) or isinstance(new, BulkFrame) or old.keys() != new.keys():
        raise UsageError("old and new are one frame each, or frames of the same keys; give every agency's calendar before and after")
    was: dict[str, BulkFrame] = {}
    now: dict[int, BulkFrame] = {}
    twins: dict[tuple[int, int], BulkFrame] = {}
    for key, before in old.items():
        after = new[key]
        twin = before if now.get(id(before), after) is after else twins.setdefault((id(before), id(after)), replace(before))
        was[key], now[id(twin)] = twin, after
    return was, now


def _after(was: BulkFrame | FrameByRow, now: dict[int, BulkFrame]) -> BulkFrame | FrameByRow:
    if isinstance(was, BulkFrame):
        return now[id(was)]
    return FrameByRow(tuple(now[id(frame)] for frame in was.frames), was.codes)
