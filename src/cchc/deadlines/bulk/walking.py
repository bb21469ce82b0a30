"""Run the clocks of whole columns: checked a chunk at a time, sorted by frame and unit, counted in blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cchc.deadlines.bulk.clock_columns import ClockColumns, column_of
from cchc.deadlines.bulk.columns import MISSING, Int64s, amount_column, blocks, same_length
from cchc.deadlines.bulk.courses import Bools, Leg, go_around
from cchc.deadlines.bulk.frames import BulkFrame, FrameByRow
from cchc.deadlines.bulk.legs import BAD, granted_in, kinds_of, leg_in
from cchc.deadlines.bulk.pauses import Spans
from cchc.deadlines.bulk.reasons import Reason
from cchc.deadlines.bulk.tables import DAY, NAT
from cchc.deadlines.bulk.units import GREATEST, MISSING_UNIT, UNITS
from cchc.deadlines.clock_state import ClockState

STATES: Final = tuple(ClockState)
"""The states of a clock; the code of each is its place here."""
NO_STATE: Final = 255
"""The code in rows without an answer."""
_NOT_STARTED, _RUNNING, _SUSPENDED, _ENDED = range(4)

_CHUNK = 1 << 17
"""The rows that are checked, and sorted by frame and unit, at a time; more where frames are many, up to 32 times as many."""
_MANY_PAUSES = 8
"""Rows with more pauses are counted apart, so that few rows do not hold up a whole block."""
_WORKING_HOUR = UNITS.index("working_hour")
_HAS_AMOUNT = np.array([unit in GREATEST for unit in UNITS])


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Clocks of one frame and unit that were run: ``rows`` are theirs in the columns, ``now`` and ``stop`` one or theirs.

    ``begun`` is where they started; ``granted`` the limit in its own unit (hours in microseconds); ``due`` the due
    points around every pause up to ``stop``; ``ended`` which have ended by then. ``places`` are theirs in ``spans``.
    """

    rows: Int64s | slice
    leg: Leg
    begun: Int64s
    granted: Int64s
    due: Int64s
    due_day: Int64s
    now: Int64s
    stop: Int64s
    ended: Bools | None
    answered: Bools
    frame: BulkFrame
    spans: Spans | None
    places: Int64s | slice

    @property
    def suspended(self) -> Bools | None:
        """Which are suspended at the stop; ``None`` where none is."""
        still = self.leg.still
        return still if still is None or self.ended is None else still & ~self.ended

    def state(self) -> NDArray[np.uint8]:
        """Return the code of each clock's state, once begun."""
        states = np.full(len(self.begun), _RUNNING, np.uint8)
        if (suspended := self.suspended) is not None:
            states[suspended] = _SUSPENDED
        if self.ended is not None:
            states[self.ended] = _ENDED
        return states


def write(column: NDArray[Any], rows: Int64s | slice, values: NDArray[Any]) -> None:
    """Write ``values`` into ``rows`` of ``column``."""
    column[rows] = values


def walked(
    columns: ClockColumns, frames: BulkFrame | FrameByRow, now: Int64s, reasons: NDArray[np.uint8], *, sessions: bool = False
) -> Iterator[Block]:
    """Run every clock that can be answered and yield them in blocks; write into ``reasons`` why the others cannot.

    ``now`` is one instant or one for each row; pauses and ends after it have not happened yet. Rows whose answers do not
    depend on sessions may come with a frame that differs from theirs in nothing else, unless ``sessions`` are asked for.
    """
    known = [frames] if isinstance(frames, BulkFrame) else list(frames.frames)
    alike = np.arange(len(known)) if sessions else _alike(known)
    codes = None if isinstance(frames, BulkFrame) else frames.codes
    if codes is not None:
        same_length(codes, columns.rows, "the column of frames")
    for rows in blocks(columns.rows, min(max(_CHUNK, len(known) << 15), _CHUNK << 5)):
        seen = now if len(now) == 1 else now[rows]
        chunk = _chunk(columns, rows, None if codes is None else codes[rows], alike, seen, reasons[rows])
        for kind, places in chunk.kinds():
            frame, unit = known[kind >> 5], UNITS[kind & 15]
            for part in blocks(places.stop if isinstance(places, slice) else len(places)):
                at = part if isinstance(places, slice) else places[part]
                yield from _run(chunk, at, frame, unit, 60 if columns.minutes and "hour" in unit else 1, reasons)


@dataclass(frozen=True, slots=True, eq=False)
class _Chunk:
    """Some rows of the columns, from ``offset`` on, checked; ``kind`` is each row's frame and unit, or that of all."""

    offset: int
    starts: Int64s
    amounts: NDArray[np.integer[Any]]
    ended: Int64s | None
    spans: Spans | None
    now: Int64s
    kind: NDArray[np.integer[Any]] | int
    skip: int

    def kinds(self) -> Iterator[tuple[int, Int64s | slice]]:
        """Yield each frame and unit with its rows; those that have a reason already are left out."""
        kind = self.kind
        if isinstance(kind, int):
            yield kind, slice(0, len(self.starts))
            return
        order = np.argsort(kind, kind="stable")
        ordered = kind[order]
        for places in np.split(order, np.flatnonzero(ordered[1:] != ordered[:-1]) + 1):
            if (found := int(kind[places[0]])) != self.skip:
                yield found, places


def _chunk(
    columns: ClockColumns, rows: slice, codes: NDArray[Any] | None, alike: Int64s, now: Int64s, reasons: NDArray[np.uint8]
) -> _Chunk:
    starts = column_of(columns.starts, "starts", rows)
    amounts, uncounted = amount_column(columns.amounts, "amounts", columns.rows)
    counts = np.broadcast_to(np.int64(max(min(amounts, 1 << 40), -1)), starts.shape) if isinstance(amounts, int) else amounts[rows]
    ended = None
    if columns.ended is not None:
        ended = column_of(columns.ended, "ended", rows)
        reasons[(ended < starts) & (ended != NAT)] = Reason.BAD_END
    spans = None if columns.pauses is None else columns.pauses.spans(rows, starts, ended, now, reasons)
    units = UNITS.index(columns.units) if isinstance(columns.units, str) else columns.units[rows]
    _unknown(codes, units, len(alike), reasons)
    missing = (starts == NAT) | (now == NAT)
    if uncounted is not None:
        missing |= uncounted[rows] & _HAS_AMOUNT[np.minimum(units, len(UNITS) - 1)]
    reasons[missing] = Reason.NULL
    kind = _kind(codes, units, spans, reasons, alike)
    return _Chunk(rows.start, starts, counts, ended, spans, now, kind, len(alike) << 5)


def _unknown(codes: NDArray[Any] | None, units: int | NDArray[np.uint8], frames: int, reasons: NDArray[np.uint8]) -> None:
    if codes is not None:
        reasons[(codes < 0) | (codes >= frames)] = Reason.UNKNOWN_CALENDAR
    if not isinstance(units, int):
        reasons[units >= len(UNITS)] = Reason.UNKNOWN_UNIT
        reasons[units == MISSING_UNIT] = Reason.NULL
    if codes is not None:
        reasons[codes == MISSING] = Reason.NULL


def _kind(
    codes: NDArray[Any] | None, units: int | NDArray[np.uint8], spans: Spans | None, reasons: NDArray[np.uint8], alike: Int64s
) -> NDArray[np.integer[Any]] | int:
    many = None if spans is None or not (often := spans.count > _MANY_PAUSES).any() else often
    if codes is None and isinstance(units, int) and many is None and not reasons.any():
        return units
    kind = np.zeros(len(reasons), np.int64)
    if codes is not None and len(alike):
        known = np.clip(codes, 0, len(alike) - 1).astype(np.int64)
        kind = np.where(np.equal(units, _WORKING_HOUR), known, alike[known]) << 5
    kind += units
    if many is not None:
        kind[many] += 16
    skip = len(alike) << 5
    kind[reasons != 0] = skip
    return kind.astype(np.uint16) if skip < 1 << 16 else kind


def _alike(frames: Sequence[BulkFrame]) -> Int64s:
    """Return for each frame the first that differs from it in its sessions at most: limits in days do not ask for them."""
    if len(frames) == 1:
        return np.zeros(1, np.int64)
    keys = [(one.policy, *((name, table.tobytes()) for name, table in one.tables().items())) for one in frames]
    first: dict[object, int] = {}
    return np.array([first.setdefault(key, place) for place, key in enumerate(keys)], np.int64)


def _run(chunk: _Chunk, at: Int64s | slice, frame: BulkFrame, unit: str, per: int, reasons: NDArray[np.uint8]) -> Iterator[Block]:
    begun, amounts = frame.begin(chunk.starts[at]), chunk.amounts[at]
    kinds = kinds_of(frame, unit, begun, amounts, per)
    granted = granted_in(unit, amounts, per)
    if kinds is None:
        yield _block(chunk, at, frame, leg_in(frame, unit, begun, granted), begun, granted, reasons)
        return
    places = np.arange(int(at.start), int(at.stop), dtype=np.int64) if isinstance(at, slice) else at
    for kind in np.unique(kinds).tolist():
        part = kinds == kind
        if kind == BAD:
            reasons[places[part] + chunk.offset] = Reason.BAD_AMOUNT
        else:
            leg = leg_in(frame, unit, begun[part], granted[part], kind)
            yield _block(chunk, places[part], frame, leg, begun[part], granted[part], reasons)


def _block(
    chunk: _Chunk, at: Int64s | slice, frame: BulkFrame, leg: Leg, begun: Int64s, granted: Int64s, reasons: NDArray[np.uint8]
) -> Block:
    seen = stop = chunk.now if len(chunk.now) == 1 else chunk.now[at]
    ended = None
    if chunk.ended is not None:
        end = chunk.ended[at]
        ended = (end != NAT) & (end <= seen)
        stop = np.where(ended, end, seen)
    if chunk.spans is not None:
        go_around(leg, chunk.spans, at, stop, frame.policy)
    due = leg.due()
    due_day, start_day = (due, leg.start) if leg.measure.in_days else (due // DAY, begun // DAY)
    table = frame.table
    answered = (due_day <= table.last) & (start_day >= table.first) & (due_day >= table.first)
    rows = slice(at.start + chunk.offset, at.stop + chunk.offset) if isinstance(at, slice) else at + chunk.offset
    if not answered.all():
        write(reasons, rows, np.where(answered, Reason.ANSWERED, Reason.OUT_OF_CALENDAR))
    return Block(rows, leg, begun, granted, due, due_day, seen, stop, ended, answered, frame, chunk.spans, at)
