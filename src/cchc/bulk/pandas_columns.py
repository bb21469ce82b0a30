"""Columns of pandas: series as NumPy, NA as a mask, and the way back with name and index."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cchc.bulk.column import Column, ColumnError, Empty, masked, midnights, moments, wall_time
from cchc.bulk.needs_numpy import NDArray, np


def days(series: Any, what: str) -> Column:
    """Return a series of ``datetime64`` without zone, which pandas uses for days; a row with an hour is unreadable.

    Raises:
        ColumnError: another type, or instants with a zone.
    """
    if series.dtype.kind != "M" or getattr(series.dtype, "tz", None) is not None:
        raise ColumnError(f"{what} is of {series.dtype}, days are wanted: datetime64 at midnight; {_mend(series)}")
    values, unreadable = midnights(series.to_numpy())
    return Column(values, _Carry(series), unreadable)


def instants(series: Any, what: str) -> Column:
    """Return a series of ``datetime64``: wall time of Vietnam, or moments of its zone or of UTC.

    Raises:
        ColumnError: another type, another zone.
    """
    if series.dtype.kind != "M":
        raise ColumnError(f"{what} is of {series.dtype}, instants are wanted: datetime64; write pandas.to_datetime(column)")
    zone = getattr(series.dtype, "tz", None)
    stored = series.to_numpy() if zone is None else series.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy()
    return Column(wall_time(stored, None if zone is None else str(zone), what), _Carry(series))


def integers(series: Any, what: str) -> Column:
    """Return a series of whole numbers, with NA or without.

    Raises:
        ColumnError: another type; floats stand for whole numbers only by habit.
    """
    if series.dtype.kind not in "iu":
        raise ColumnError(
            f'{what} is of {series.dtype}, whole numbers are wanted; write column.astype("Int64"), which keeps missing values'
        )
    empty = series.isna().to_numpy()
    plain = series.dtype.numpy_dtype if hasattr(series.dtype, "numpy_dtype") else series.dtype
    return Column(masked((series.fillna(0) if empty.any() else series).to_numpy(plain), empty), _Carry(series))


def by_arrow(series: Any, take: Callable[[Any, str], Column], what: str) -> Column:
    """Return a series that Arrow keeps (``ArrowDtype``) as ``take`` reads its array, and the way back to such a series."""
    column = take(series.array.__arrow_array__(), what)

    def carry(values: NDArray[Any], empty: Empty) -> Any:
        return type(series)(type(series.array)(column.carry(values, empty)), index=series.index, name=series.name)

    return Column(column.values, carry, column.unreadable)


class _Carry:
    """Makes a series beside the one that came in: the same index and name, days and instants in its type."""

    def __init__(self, like: Any) -> None:
        self.like = like

    def __call__(self, values: NDArray[Any], empty: Empty) -> Any:
        kind, like = values.dtype.kind, self.like
        if kind != "M":
            made = type(like)(values, index=like.index, name=like.name)
            return made.astype(f"{'UInt' if kind == 'u' else 'Int'}{8 * values.dtype.itemsize}").mask(empty) if empty.any() else made
        values = values.copy()
        values[empty] = np.array("NaT", values.dtype)
        zone = getattr(like.dtype, "tz", None)
        made = type(like)(moments(values, None if zone is None else "UTC"), index=like.index, name=like.name)
        return (made if zone is None else made.dt.tz_localize("UTC")).astype(like.dtype)


def _mend(series: Any) -> str:
    if series.dtype.kind == "M":
        return "an instant is not a day: write column.dt.tz_localize(None).dt.normalize() for the days on which they fall"
    return "write pandas.to_datetime(column)"
