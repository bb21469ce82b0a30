"""A table of clocks in Arrow: batches in, the same batches with the answers beside them out.

This is the one place where a table meets the kernels; Parquet files, clusters and databases that speak Arrow all come here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cchc.bulk.arrow_clocks import Clocks, Frames, clocks_of
from cchc.bulk.arrow_columns import array_of, pa
from cchc.bulk.needs_numpy import NDArray, np
from cchc.bulk.schema import BulkOptions, check_names
from cchc.deadlines.bulk.clocks import STATES, ClockDues, clock_dues
from cchc.deadlines.bulk.reasons import Reason
from cchc.deadlines.bulk.status import ClockStatus, Timing, clock_status
from cchc.deadlines.bulk.units import UNITS

_INSTANT = pa.timestamp("us", tz="Asia/Ho_Chi_Minh")
_WORD = pa.dictionary(pa.int8(), pa.string())
_TYPES = {
    "due": pa.date32(),
    "due_at": _INSTANT,
    "state": _WORD,
    "timing": _WORD,
    "late": pa.int64(),
    "remaining": pa.int64(),
    "breached_at": _INSTANT,
    "provisional": pa.bool_(),
    "reason": _WORD,
}
REASON_WORDS = tuple(reason.name.lower() for reason in Reason)
"""The words of the column ``reason``; each stands at the code of its reason."""
_STATE_WORDS = tuple(state.value for state in STATES)
_TIMING_WORDS = tuple(timing.name.lower() for timing in Timing)
_MINUTE = 60_000_000
_ON_HOURS = np.array(["hour" in unit for unit in UNITS] + [False] * (256 - len(UNITS)))


def answer_batch(batch: Any, frames: Frames, options: BulkOptions | None = None) -> Any:
    """Return a record batch, or a table, with the answers beside its columns: see :data:`~cchc.bulk.schema.ANSWERS`.

    Every row is answered as :func:`cchc.due` answers it with a ledger that suspends and resumes at its pauses and settles at
    its end. A row that cannot be answered says why in ``reason`` and spoils no other.

    Args:
        batch: a record batch or a table with the columns of :data:`~cchc.bulk.schema.COLUMNS`.
        frames: what all rows run on, or what each key of the column ``calendar`` does.
        options: how it is asked.

    Raises:
        ColumnError: a column is missing or of a wrong type; the message says how to mend it.

    >>> from datetime import datetime
    >>> from cchc.deadlines.bulk.frames import bulk_frame
    >>> from cchc.rulebook import load_calendar
    >>> batch = pa.record_batch({"start": pa.array([datetime(2026, 2, 12, 9), None]), "amount": [3, 5]})
    >>> answered = answer_batch(batch, bulk_frame(load_calendar()), BulkOptions(unit="working_day"))
    >>> answered["due"].to_pylist()[0].isoformat(), answered["reason"].to_pylist()
    ('2026-02-24', ['answered', 'null'])
    """
    options = options or BulkOptions()
    answers = answers_of(batch, frames, options)
    columns = [*batch.columns, *answers.columns]
    made: Any = batch.__class__
    return made.from_arrays(columns, schema=answered_schema(batch.schema, options))


def answered_schema(schema: Any, options: BulkOptions) -> Any:
    """Return the schema of the table that :func:`answer_batch` gives back.

    Raises:
        ColumnError: a column is missing, or an answer has the name of one that is there.
    """
    check_names(schema.names, options)
    for name in options.answers:
        schema = schema.append(pa.field(name, _TYPES[name.removeprefix(options.prefix)]))
    return schema


def answers_of(batch: Any, frames: Frames, options: BulkOptions) -> Any:
    """Return the answers alone, as a record batch of as many rows.

    Raises:
        ColumnError: a column is missing or of a wrong type.
    """
    clocks = clocks_of(batch, frames, options)
    if options.now is None:
        found: ClockDues | ClockStatus = clock_dues(clocks.columns, clocks.frames)
    else:
        found = clock_status(clocks.columns, clocks.frames, options.now)
    reasons = found.reasons
    if clocks.unreadable is not None:
        reasons[clocks.unreadable & (reasons == 0)] = Reason.UNREADABLE
    return pa.record_batch(list(_answers(found, clocks, reasons, options)), names=list(options.answers))


def _answers(found: ClockDues | ClockStatus, clocks: Clocks, reasons: NDArray[np.uint8], options: BulkOptions) -> Iterator[Any]:
    """Yield the answers in the order of their names."""
    without = reasons != 0
    due = found.due
    yield array_of(due, without | np.isnat(due), pa.date32())
    yield _instants(found.due_at, without)
    yield _words(found.states, without, _STATE_WORDS)
    if isinstance(found, ClockStatus):
        yield _words(found.timings, without, _TIMING_WORDS)
        on_hours = _ON_HOURS[clocks.columns.units] if isinstance(clocks.columns.units, np.ndarray) else "hour" in clocks.columns.units
        yield array_of(np.where(on_hours, -(-found.late_by // _MINUTE), found.late_by), without, pa.int64())
        yield array_of(np.where(on_hours, found.remaining // _MINUTE, found.remaining), without, pa.int64())
        yield _instants(found.breached_at, without)
    if options.forecast_since is not None:
        since = np.datetime64(options.forecast_since, "D")
        yield array_of(due >= since, without | np.isnat(due), pa.bool_())
    yield pa.DictionaryArray.from_arrays(pa.array(reasons.astype(np.int8)), pa.array(REASON_WORDS))


def _instants(wall: NDArray[np.datetime64], without: NDArray[np.bool_]) -> Any:
    return array_of(wall, without | np.isnat(wall), _INSTANT)


def _words(codes: NDArray[np.uint8], without: NDArray[np.bool_], words: tuple[str, ...]) -> Any:
    empty = without | (codes >= len(words))
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8), mask=empty if empty.any() else None), pa.array(words))
