"""Which library a column comes from, without importing any: a column of a library means that it is loaded already."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any, Literal

from cchc.bulk.column import Column, ColumnError, Empty
from cchc.bulk.needs_numpy import NDArray, np
from cchc.deadlines.bulk.columns import amount_column, day_column, instant_column

Holds = Literal["days", "instants", "integers"]
"""What a column is to hold."""


def taken(column: Any, holds: Holds, what: str) -> Column:
    """Return ``column`` as NumPy: an array, a pandas or Polars series, an Arrow array or chunked array; or a list of NumPy's.

    Raises:
        ColumnError: it is of another type, or of another library.
    """
    library = type(column).__module__.partition(".")[0]
    if library == "pandas":
        from cchc.bulk import pandas_columns

        if not hasattr(column, "dtype") or not hasattr(column, "index"):
            raise ColumnError(f"{what} is a {type(column).__name__} of pandas, a column is wanted; give one Series")
        if not hasattr(column.dtype, "pyarrow_dtype"):
            return _reader(pandas_columns, holds)(column, what)
        from cchc.bulk import arrow_columns

        return pandas_columns.by_arrow(column, _reader(arrow_columns, holds), what)
    if library == "polars":
        from cchc.bulk import polars_columns

        if not hasattr(column, "dtype"):
            raise ColumnError(f"{what} is a {type(column).__name__} of Polars, a column is wanted; give one Series (frame['name'])")
        return _reader(polars_columns, holds)(column, what)
    if library == "pyarrow":
        from cchc.bulk import arrow_columns

        if not hasattr(column, "null_count"):
            raise ColumnError(f"{what} is a {type(column).__name__} of Arrow, a column is wanted; give one array (table['name'])")
        return _reader(arrow_columns, holds)(column, what)
    return _of_numpy(column, holds, what)


def _reader(room: ModuleType, holds: Holds) -> Callable[[Any, str], Column]:
    found: Callable[[Any, str], Column] = getattr(room, holds)
    return found


def _of_numpy(column: Any, holds: Holds, what: str) -> Column:
    values: Any = np.asanyarray(column)
    checks: dict[str, Callable[[], object]] = {
        "days": lambda: day_column(values, what),
        "instants": lambda: instant_column(values, what),
        "integers": lambda: amount_column(values, what, len(values)),
    }
    if values.ndim != 1:
        raise ColumnError(f"{what} is no column: it has {values.ndim} dimensions, one is wanted")
    checks[holds]()
    return Column(values, _carry_masked if isinstance(values, np.ma.MaskedArray) else _carry_plain)


def _carry_plain(values: NDArray[Any], _empty: Empty) -> NDArray[Any]:
    return values


def _carry_masked(values: NDArray[Any], empty: Empty) -> Any:
    return np.ma.MaskedArray(values, empty)
