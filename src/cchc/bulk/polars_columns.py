"""Columns of Polars: series as NumPy, nulls as a mask, and the way back with the name."""

from __future__ import annotations

from typing import Any

from cchc.bulk.column import Column, ColumnError, Empty, masked, moments, wall_time
from cchc.bulk.needs_numpy import NDArray


def days(series: Any, what: str) -> Column:
    """Return a series of ``Date``.

    Raises:
        ColumnError: another type.
    """
    if str(series.dtype) != "Date":
        raise ColumnError(f"{what} is of {series.dtype}, days are wanted: Date; {_mend(series)}")
    return Column(masked(_numbers(series.to_physical()).astype("M8[D]"), series.is_null().to_numpy()), _Carry(series))


def instants(series: Any, what: str) -> Column:
    """Return a series of ``Datetime``: wall time of Vietnam, or moments of its zone or of UTC.

    Raises:
        ColumnError: another type, another zone.
    """
    if series.dtype.base_type().__name__ != "Datetime":
        raise ColumnError(f"{what} is of {series.dtype}, instants are wanted: Datetime; write column.str.to_datetime()")
    stored = _numbers(series.to_physical()).view(f"M8[{series.dtype.time_unit}]")
    return Column(masked(wall_time(stored, series.dtype.time_zone, what), series.is_null().to_numpy()), _Carry(series))


def integers(series: Any, what: str) -> Column:
    """Return a series of whole numbers of any width.

    Raises:
        ColumnError: another type.
    """
    if not series.dtype.is_integer():
        raise ColumnError(f"{what} is of {series.dtype}, whole numbers are wanted; write column.cast(polars.Int32)")
    return Column(masked(_numbers(series), series.is_null().to_numpy()), _Carry(series))


def _numbers(series: Any) -> NDArray[Any]:
    found: NDArray[Any] = (series.fill_null(0) if series.null_count() else series).to_numpy()
    return found


class _Carry:
    """Makes a series of the name of the one that came in, days and instants in its type."""

    def __init__(self, like: Any) -> None:
        self.like = like

    def __call__(self, values: NDArray[Any], empty: Empty) -> Any:
        kind = values.dtype.kind
        series: Any = self.like.__class__
        if kind == "M":
            zone = getattr(self.like.dtype, "time_zone", None)
            made = series(self.like.name, moments(values, zone))
            made = made.dt.replace_time_zone("UTC").dt.convert_time_zone(zone) if zone else made
            made = made.cast(self.like.dtype)
        else:
            made = series(self.like.name, values)
        return made.set(series(empty), None) if empty.any() else made


def _mend(series: Any) -> str:
    if series.dtype.base_type().__name__ == "Datetime":
        return "an instant is not a day: write column.dt.date() for the days on which they fall"
    return "write column.str.to_date()"
