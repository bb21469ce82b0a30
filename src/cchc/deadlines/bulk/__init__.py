"""Columns of deadlines: the tables of a calendar under NumPy, arrays in, arrays out; pure, like the rest of the floor.

Every answer equals the scalar engine's (:mod:`cchc.deadlines.counting`) for that row. A row that cannot be answered is
empty and carries a :class:`~cchc.deadlines.bulk.reasons.Reason`; it never spoils the others. NumPy's ``datetime64`` has
no zone: instants in columns are Vietnam's wall time, as a clerk reads it.
"""

from __future__ import annotations

from cchc.errors import MissingExtraError

try:
    import numpy as np  # noqa: F401  # pyright: ignore[reportUnusedImport]
except ModuleNotFoundError as error:
    raise MissingExtraError("counting whole columns", "bulk") from error
