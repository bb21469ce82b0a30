"""Columns and tables in, the same kind out: NumPy, pandas, Polars, Arrow, Parquet; and the calendar as SQL, for databases.

The kernels are :mod:`cchc.deadlines.bulk`; here stands what gives them columns and carries their answers home. The names
below are loaded when first used: each needs only the package of its own columns.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cchc.bulk.arrow import answer_batch as answer_batch
    from cchc.bulk.data_frames import answer_frame as answer_frame
    from cchc.bulk.dates import add_working_minutes as add_working_minutes
    from cchc.bulk.dates import due_dates as due_dates
    from cchc.bulk.dates import working_days_between as working_days_between
    from cchc.bulk.dates import working_minutes_between as working_minutes_between
    from cchc.bulk.moved import moved_batch as moved_batch
    from cchc.bulk.moved_parquet import moved_parquet as moved_parquet
    from cchc.bulk.parquet import answer_parquet as answer_parquet
    from cchc.bulk.schema import BulkOptions as BulkOptions
    from cchc.bulk.sql import calendar_sql as calendar_sql
    from cchc.deadlines.bulk.frames import bulk_frame as bulk_frame
    from cchc.deadlines.bulk.reasons import Reason as Reason

_WHERE = {
    "bulk.arrow": ("answer_batch",),
    "bulk.data_frames": ("answer_frame",),
    "bulk.dates": ("add_working_minutes", "due_dates", "working_days_between", "working_minutes_between"),
    "bulk.moved": ("moved_batch",),
    "bulk.moved_parquet": ("moved_parquet",),
    "bulk.parquet": ("answer_parquet",),
    "bulk.schema": ("BulkOptions",),
    "bulk.sql": ("calendar_sql",),
    "deadlines.bulk.frames": ("bulk_frame",),
    "deadlines.bulk.reasons": ("Reason",),
}
_MODULE_OF = {name: module for module, names in _WHERE.items() for name in names}
__all__ = list(_MODULE_OF)  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> object:
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module 'cchc.bulk' has no attribute {name!r}; its names: {', '.join(sorted(_MODULE_OF))}")
    from importlib import import_module

    value = getattr(import_module(f"cchc.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_MODULE_OF])
