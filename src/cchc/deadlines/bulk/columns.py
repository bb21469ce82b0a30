"""Columns as they come in: days, instants, amounts and names as plain numbers, and which rows lack a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cchc.errors import UsageError

Int64s: TypeAlias = NDArray[np.int64]
Nulls: TypeAlias = NDArray[np.bool_] | None

BLOCK: Final = 1 << 17
"""The rows of one pass: few enough to stay in the caches, enough for the calls not to matter."""
PER_MINUTE: Final = {"m": 1, "s": 60, "ms": 60_000, "us": 60_000_000, "ns": 60_000_000_000}
"""How many of each unit of ``datetime64`` make a minute."""
UNKNOWN: Final = -1
"""The code of a name that nobody knows."""
MISSING: Final = -2
"""The code of a row without a name."""


def blocks(rows: int, size: int = BLOCK) -> Iterator[slice]:
    """Return the slices of ``size`` rows that make up a column."""
    for begin in range(0, rows, size):
        yield slice(begin, min(begin + size, rows))


def day_column(values: ArrayLike, what: str) -> tuple[Int64s, Nulls]:
    """Return a column of ``datetime64[D]`` as days since 1970 without a copy, and its masked rows.

    Raises:
        UsageError: it is not one column of days; an instant is not a day.
    """
    column = _one_column(values, what)
    if column.dtype.kind != "M" or np.datetime_data(column.dtype) != ("D", 1):
        raise UsageError(f"{what} is a column of {column.dtype}, days are wanted: datetime64[D]; an instant is not a day")
    return _numbers(column, "M8[D]"), _masked(values)


def instant_column(values: ArrayLike, what: str) -> tuple[Int64s, str, Nulls]:
    """Return a column of instants as numbers of its own unit since 1970 without a copy, that unit, and its masked rows.

    Raises:
        UsageError: it is not one column of ``datetime64`` in minutes, seconds, or parts of a second down to nanoseconds.
    """
    column = _one_column(values, what)
    unit, step = np.datetime_data(column.dtype) if column.dtype.kind == "M" else ("", 1)
    if unit not in PER_MINUTE or step != 1:
        raise UsageError(f"{what} is a column of {column.dtype}, instants are wanted: datetime64[us] of Vietnam's wall time")
    return _numbers(column, f"M8[{unit}]"), unit, _masked(values)


def amount_column(values: ArrayLike, what: str, rows: int) -> tuple[NDArray[np.integer[Any]] | int, Nulls]:
    """Return a column of whole numbers, or the one number that all ``rows`` have, and its masked rows.

    Raises:
        UsageError: it is not of whole numbers, or not as long as the other column.
    """
    column: NDArray[Any] = np.asarray(np.ma.getdata(values))
    if column.dtype.kind not in "iu":
        raise UsageError(f"{what} is of {column.dtype}, whole numbers are wanted; mask the rows that lack one (numpy.ma.masked_array)")
    if column.dtype == np.uint64:
        column = np.minimum(column, np.uint64(np.iinfo(np.int64).max)).astype(np.int64)
    if column.ndim == 0:
        return int(column), None
    same_length(_one_column(column, what), rows, what)
    return column, _masked(values)


def codes_of(names: NDArray[Any], places: Mapping[str, int]) -> Int64s:
    """Return the place of each name; :data:`UNKNOWN` where it has none, :data:`MISSING` where the row has no name.

    >>> codes_of(np.array(["H01", None, "H99"]), {"H01": 0}).tolist()
    [0, -2, -1]
    """
    column = _one_column(names, "the column of names")
    codes = np.empty(len(column), np.int64)
    for rows in blocks(len(column)):
        codes[rows] = [places[name] if name in places else _nameless(name) for name in column[rows].tolist()]
    lost = _masked(names)
    if lost is not None:
        codes[lost] = MISSING
    return codes


def _nameless(name: object) -> int:
    """Return what a value is that names nothing known: ``None`` and not-a-number are missing."""
    return MISSING if name is None or name != name else UNKNOWN


def same_length(column: NDArray[Any], rows: int, what: str) -> None:
    """Refuse a column that is not as long as the others.

    Raises:
        UsageError: it is longer or shorter.
    """
    if len(column) != rows:
        raise UsageError(f"{what} has {len(column)} rows, the column beside it {rows}; give columns of one length")


def either(first: Nulls, second: Nulls) -> Nulls:
    """Return the rows that lack a value in one column or the other."""
    if first is None or second is None:
        return second if first is None else first
    return first | second


def _one_column(values: ArrayLike, what: str) -> NDArray[Any]:
    column: NDArray[Any] = np.asarray(np.ma.getdata(values))
    if column.ndim != 1:
        raise UsageError(f"{what} has {column.ndim} dimensions, a column has one")
    return column


def _numbers(column: NDArray[Any], dtype: str) -> Int64s:
    return column.astype(dtype, copy=False).view(np.int64)


def _masked(values: ArrayLike) -> Nulls:
    mask: NDArray[np.bool_] = np.asarray(np.ma.getmask(values), np.bool_)
    return mask if mask.ndim and mask.any() else None
