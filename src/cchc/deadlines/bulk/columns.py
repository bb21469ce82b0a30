"""Columns as they come in: days, instants and amounts as plain 64-bit numbers, and which rows lack a value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cchc.errors import UsageError

Int64s: TypeAlias = NDArray[np.int64]
Nulls: TypeAlias = NDArray[np.bool_] | None

BLOCK: Final = 1 << 15
"""The rows of one pass: what stays in a core's second cache."""


PER_MINUTE: Final = {"m": 1, "s": 60, "ms": 60_000, "us": 60_000_000, "ns": 60_000_000_000}
"""How many of each unit of ``datetime64`` make a minute."""


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
    return _native(column, "<M8[D]").view(np.int64), _masked(values)


def amount_column(values: ArrayLike, what: str, rows: int) -> tuple[NDArray[np.integer[Any]] | int, Nulls]:
    """Return a column of whole numbers, or the one number that all ``rows`` have, and its masked rows.

    Raises:
        UsageError: it is not of whole numbers, or not as long as the other column.
    """
    column: NDArray[Any] = np.asarray(np.ma.getdata(values))
    if column.dtype.kind not in "iu":
        raise UsageError(f"{what} is of {column.dtype}, whole numbers are wanted; mask the rows that lack one (numpy.ma.masked_array)")
    if column.ndim == 0:
        return int(column), None
    same_length(_one_column(column, what), rows, what)
    if column.dtype == np.uint64:
        column = np.minimum(column, np.uint64(np.iinfo(np.int64).max))
        column = column.astype(np.int64)
    return column, _masked(values)


def instant_column(values: ArrayLike, what: str) -> tuple[Int64s, str, Nulls]:
    """Return a column of instants as numbers of its own unit since 1970 without a copy, that unit, and its masked rows.

    Raises:
        UsageError: it is not one column of ``datetime64`` in minutes, seconds, or parts of a second down to nanoseconds.
    """
    column = _one_column(values, what)
    unit, step = np.datetime_data(column.dtype) if column.dtype.kind == "M" else ("", 1)
    if unit not in PER_MINUTE or step != 1:
        raise UsageError(f"{what} is a column of {column.dtype}, instants are wanted: datetime64[us] of Vietnam's wall time")
    return _native(column, f"<M8[{unit}]").view(np.int64), unit, _masked(values)


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


def _native(column: NDArray[Any], dtype: str) -> NDArray[Any]:
    return column.astype(np.dtype(dtype).newbyteorder("="), copy=False)


def _masked(values: ArrayLike) -> Nulls:
    mask: NDArray[np.bool_] = np.asarray(np.ma.getmask(values), np.bool_)
    return mask if mask.ndim and mask.any() else None
