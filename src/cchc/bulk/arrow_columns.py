"""Columns of Arrow: arrays and chunked arrays as NumPy, nulls as a mask, and the way back."""

from __future__ import annotations

from typing import Any

from cchc.bulk.column import Carry, Column, ColumnError, Empty, masked, moments, wall_time
from cchc.bulk.needs_numpy import NDArray, np
from cchc.errors import MissingExtraError

try:
    import pyarrow  # noqa: ICN001 - known as pa below, without the types it does not have
    import pyarrow.compute
except ModuleNotFoundError as error:
    raise MissingExtraError("columns of Arrow", "arrow") from error

pa: Any = pyarrow
pc: Any = pyarrow.compute

_UNITS = {"s": "s", "ms": "ms", "us": "us", "ns": "ns"}


def days(column: Any, what: str) -> Column:
    """Return a column of ``date32`` or ``date64``.

    Raises:
        ColumnError: another type.
    """
    array = whole(column)
    if not pa.types.is_date(array.type):
        raise ColumnError(f"{what} is of {array.type}, days are wanted: date32; {_mend_days(array.type)}")
    values = numbers(array.cast(pa.date32()).view(pa.int32())).astype("M8[D]")
    return Column(masked(values, missing(array)), _carrying(column, array.type))


def instants(column: Any, what: str) -> Column:
    """Return a column of ``timestamp``: wall time of Vietnam, or moments of its zone or of UTC.

    Raises:
        ColumnError: another type, another zone.
    """
    array = whole(column)
    if not pa.types.is_timestamp(array.type):
        raise ColumnError(f'{what} is of {array.type}, instants are wanted: timestamp("us"); cast the column to it')
    stored = numbers(array.view(pa.int64())).view(f"M8[{_UNITS[array.type.unit]}]")
    return Column(masked(wall_time(stored, array.type.tz, what), missing(array)), _carrying(column, array.type))


def integers(column: Any, what: str) -> Column:
    """Return a column of whole numbers of any width.

    Raises:
        ColumnError: another type; a decimal or a float may hold what is no whole number.
    """
    array = whole(column)
    if not pa.types.is_integer(array.type):
        raise ColumnError(f"{what} is of {array.type}, whole numbers are wanted: int32; cast the column to it")
    return Column(masked(numbers(array), missing(array)), _carrying(column, array.type))


def whole(column: Any) -> Any:
    """Return a column as one array."""
    if not isinstance(column, pa.ChunkedArray):
        return column
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def numbers(array: Any) -> NDArray[Any]:
    """Return an array of numbers as NumPy, zero where a value is missing; without a copy where none is."""
    found: NDArray[Any] = (array.fill_null(0) if array.null_count else array).to_numpy(zero_copy_only=False)
    return found


def missing(array: Any) -> Empty:
    """Return which rows have no value."""
    if not array.null_count:
        return np.zeros(len(array), np.bool_)
    found: Empty = array.is_null().to_numpy(zero_copy_only=False)
    return found


def array_of(values: NDArray[Any], empty: Empty, kind: Any) -> Any:
    """Return ``values`` as an Arrow array of ``kind``, null where they are empty."""
    mask = empty if empty.any() else None
    if pa.types.is_timestamp(kind):
        stored = moments(values.astype(f"M8[{kind.unit}]"), kind.tz)
        return pa.array(stored.view(np.int64), mask=mask).view(kind)
    if pa.types.is_date(kind):
        return pa.array(values.astype("M8[D]").view(np.int64).astype(np.int32), mask=mask).view(pa.date32()).cast(kind)
    return pa.array(values, kind, mask=mask)


def _carrying(column: Any, kind: Any) -> Carry:
    """Return what makes arrays of this column's type from days or instants, and of their own from anything else."""
    chunked = isinstance(column, pa.ChunkedArray)

    def carry(values: NDArray[Any], empty: Empty) -> Any:
        array = array_of(values, empty, kind if values.dtype.kind == "M" else pa.from_numpy_dtype(values.dtype))
        return pa.chunked_array([array]) if chunked else array

    return carry


def _mend_days(kind: Any) -> str:
    if pa.types.is_timestamp(kind):
        return "an instant is not a day: cast the column to date32 for the days on which they fall"
    return "cast the column to it"
