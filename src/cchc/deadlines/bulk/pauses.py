"""Pauses as a ragged column: for each row the instants at which its clock stopped and went on again.

A row's pauses are those of a ledger that suspends and resumes the clock: in whatever order they stand, each begins at
or after the receipt, none begins before the one before it ended, and only the last may still be open (``NaT``). What
the clock's ledger would refuse is a reason here, never a wrong answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cchc.deadlines.bulk.columns import PER_MINUTE, Int64s, instant_column, same_length
from cchc.deadlines.bulk.reasons import Reason
from cchc.deadlines.bulk.tables import NAT
from cchc.errors import UsageError

OPEN: Final = int(np.iinfo(np.int64).max)
"""The end of a pause that has none."""
MOST_ENTRIES: Final = 10_000
"""The entries a ledger may have; a pause is two of them."""
_FAR = 1 << 60


@dataclass(frozen=True, slots=True, eq=False)
class PauseColumn:
    """The pauses of every row: those of row ``i`` stand at ``offsets[i]`` up to ``offsets[i + 1]``.

    ``since`` is when each was noted, ``until`` when it ended, ``NaT`` while it has not. ``until_offsets`` are the
    offsets of ``until`` where it comes as a nested column of its own; rows whose lengths disagree are ``RAGGED``.

    Raises:
        UsageError: the offsets are not whole numbers in one column, or the instants are none.

    >>> since = np.array(["2026-03-03T09:00", "2026-03-09T10:00"], "M8[us]")
    >>> until = np.array(["2026-03-05T15:00", "NaT"], "M8[us]")
    >>> PauseColumn(np.array([0, 0, 2]), since, until).rows  # the first row has none
    2
    """

    offsets: NDArray[np.integer[Any]]
    since: ArrayLike
    until: ArrayLike
    until_offsets: NDArray[np.integer[Any]] | None = None

    def __post_init__(self) -> None:
        for offsets in (self.offsets, self.until_offsets):
            if offsets is not None and (offsets.ndim != 1 or not len(offsets) or offsets.dtype.kind not in "iu"):
                raise UsageError("the offsets of pauses are one column of whole numbers, one more than there are rows")
        if self.until_offsets is not None:
            same_length(self.until_offsets, len(self.offsets), "the offsets of until")
        instants(self.since, "since")
        instants(self.until, "until")

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.offsets) - 1

    def last_ends(self, rows: Int64s) -> Int64s:
        """Return when the last pause of each of some rows ends, in microseconds, ``NAT`` without one; their lengths agree."""
        offsets = (self.offsets if self.until_offsets is None else self.until_offsets).astype(np.int64, copy=False)
        edges = np.column_stack((offsets[rows], offsets[rows + 1]))
        paused = edges[:, 0] < edges[:, 1]
        last = np.full(len(rows), NAT)
        if paused.any():
            until = np.append(_picked(self.until, slice(0, None)), NAT)
            last[paused] = np.maximum.reduceat(until, edges[paused].ravel())[::2]
        return last

    def of(self, rows: Int64s) -> PauseColumn:
        """Return the pauses of some rows alone, whose lengths agree."""
        offsets = self.offsets.astype(np.int64, copy=False)
        others = offsets if self.until_offsets is None else self.until_offsets.astype(np.int64, copy=False)
        count = np.diff(offsets)[rows]
        since, until = part(self.since, _places(offsets[:-1][rows], count)), part(self.until, _places(others[:-1][rows], count))
        return PauseColumn(np.concatenate(([0], np.cumsum(count))), since, until)

    def spans(self, rows: slice, starts: Int64s, ended: Int64s | None, now: Int64s, reasons: NDArray[np.uint8]) -> Spans:
        """Return the pauses of ``rows`` that have begun by ``now``; write into ``reasons`` why a row's are not taken."""
        edges = self.offsets[rows.start : rows.stop + 1].astype(np.int64, copy=False)
        first, count = edges[:-1], np.diff(edges)
        others = edges if self.until_offsets is None else self.until_offsets[rows.start : rows.stop + 1].astype(np.int64, copy=False)
        since, until = np.ma.getdata(self.since), np.ma.getdata(self.until)
        lost = (count < 0) | ((count > 0) & ((first < 0) | (edges[1:] > len(since)) | (others[:-1] < 0) | (others[1:] > len(until))))
        if others is not edges:
            lost |= np.diff(others) != count
        reasons[lost] = Reason.RAGGED
        most = MOST_ENTRIES if ended is None else MOST_ENTRIES - (ended != NAT)
        many = ~lost & (2 * count > most)
        reasons[many] = Reason.TOO_MANY_PAUSES
        lost |= many
        if lost.any():
            count[lost] = 0
            places = _places(first, count)
            values = _picked(self.since, places), _picked(self.until, places if others is edges else _places(others[:-1], count))
            first = np.cumsum(count) - count
        else:
            values = _picked(self.since, slice(edges[0], edges[-1])), _picked(self.until, slice(others[0], others[-1]))
            first = first - edges[0]
        return _seen(_checked(first, count, *values, starts, ended, reasons), now)


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """The pauses of some rows in microseconds since 1970, each row's in order: ``count`` of them from ``first`` on."""

    first: Int64s
    count: Int64s
    since: Int64s
    until: Int64s

    def owners(self, places: Int64s) -> Int64s:
        """Return the row of each place."""
        return np.searchsorted(self.first + self.count, places, side="right")


def instants(values: ArrayLike, what: str) -> tuple[Int64s, int, NDArray[np.bool_] | None]:
    """Return a column of instants as numbers, how many microseconds one is (negative: how many make one), its masked rows.

    Raises:
        UsageError: it is not one column of instants.
    """
    column, unit, nulls = instant_column(values, what)
    return column, -1_000 if unit == "ns" else 60_000_000 // PER_MINUTE[unit], nulls


def part(values: ArrayLike, rows: Int64s) -> NDArray[Any]:
    """Return some rows of a column, masked where they were."""
    column: NDArray[Any] = np.asanyarray(values)
    taken: NDArray[Any] = column[rows]
    return taken


def in_microseconds(values: Int64s, factor: int) -> Int64s:
    """Return instants in microseconds; what lies beyond any calendar stays beyond it."""
    if factor == 1:
        return values
    if factor < 0:
        return np.where(values == NAT, NAT, values // -factor)
    far = _FAR // factor
    return np.where(values == NAT, NAT, np.clip(values, -far, far) * factor)


def _places(first: Int64s, count: Int64s) -> Int64s:
    """Return the places of each row's values, one row's after the other's."""
    return np.repeat(first - (np.cumsum(count) - count), count) + np.arange(int(count.sum()))


def _picked(values: ArrayLike, places: Int64s | slice) -> Int64s:
    """Return the values at ``places`` in microseconds; ``NAT`` where one is missing."""
    column, factor, nulls = instants(values, "pauses")
    picked = in_microseconds(column[places], factor)
    return picked if nulls is None else np.where(nulls[places], NAT, picked)


def _checked(
    first: Int64s, count: Int64s, since: Int64s, until: Int64s, starts: Int64s, ended: Int64s | None, reasons: NDArray[np.uint8]
) -> Spans:
    """Return the pauses in order; write into ``reasons`` which rows have bad ones."""
    if not len(since):
        return Spans(first, count, since, until)
    until = np.where(until == NAT, OPEN, until)
    having = np.flatnonzero(count)
    begins = np.zeros(len(since), np.bool_)
    begins[first[having]] = True
    within = ~begins[1:]
    if (within & (since[1:] < since[:-1])).any() or (within & (since[1:] == since[:-1]) & (until[1:] < until[:-1])).any():
        order = np.lexsort((until, since, np.cumsum(begins)))
        since, until = since[order], until[order]
    spans = Spans(first, count, since, until)
    bad = until < since
    bad[1:] |= within & (since[1:] < until[:-1])
    if bad.any():
        reasons[spans.owners(np.flatnonzero(bad))] = Reason.BAD_PAUSE
    early = since[first[having]] < starts[having]
    if ended is not None:
        last, end = first[having] + count[having] - 1, ended[having]
        early |= (end != NAT) & ((since[last] > end) | ((until[last] > end) & (until[last] != OPEN)))
    reasons[having[early]] = Reason.BAD_PAUSE
    if since.min() == NAT:
        reasons[spans.owners(np.flatnonzero(since == NAT))] = Reason.NULL
    return spans


def _seen(spans: Spans, now: Int64s) -> Spans:
    """Return the pauses that have begun by ``now``."""
    since = spans.since
    if not len(since) or (len(now) == 1 and since.max() <= now[0]):
        return spans
    later = np.flatnonzero(since > (now if len(now) == 1 else np.repeat(now, spans.count)))
    return replace(spans, count=spans.count - np.bincount(spans.owners(later), minlength=len(spans.count)))
