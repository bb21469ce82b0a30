"""Columns in which each row names its calendar or its unit: the rows of one kind are answered together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cchc.deadlines.bulk.columns import MISSING, Int64s, blocks, same_length
from cchc.deadlines.bulk.reasons import Answers, Reason
from cchc.deadlines.bulk.tables import NAT, BulkTable, TableByRow
from cchc.deadlines.bulk.units import MISSING_UNIT, UNITS
from cchc.errors import UsageError

_CHUNK = 1 << 20
"""The rows that are sorted at a time, so that memory stays flat."""

Units: TypeAlias = str | NDArray[np.uint8]
"""The unit of all rows by its name, or of each row by its code."""


def groups(rows: int, table: BulkTable | TableByRow, unit: Units) -> Iterator[tuple[int, int, Int64s]]:
    """Return the rows of each calendar and unit: the place of the calendar, the code of the unit, the numbers of the rows.

    A kind may come again: columns are sorted in pieces. A calendar's place is below zero, or one beyond the last, where
    it is missing or unknown.

    Raises:
        UsageError: the column of calendars or of units is not as long as the others, or units are not in codes.
    """
    if isinstance(table, TableByRow):
        same_length(table.codes, rows, "the column of calendars")
    if not isinstance(unit, str):
        same_length(unit, rows, "the column of units")
        if unit.dtype != np.uint8:
            raise UsageError(f"the column of units is of {unit.dtype}; write unit_codes(names)")
    for chunk in blocks(rows, _CHUNK):
        kinds = np.zeros(chunk.stop - chunk.start, np.int64)
        if isinstance(table, TableByRow):
            kinds += np.clip(table.codes[chunk].astype(np.int64), MISSING - 1, len(table.tables)) * 256
        kinds += UNITS.index(unit) if isinstance(unit, str) else unit[chunk]
        order = np.argsort(kinds, kind="stable")
        for at in np.split(order, np.flatnonzero(np.diff(kinds[order])) + 1):
            yield *divmod(int(kinds[at[0]]), 256), at + chunk.start


def answer_by_row(
    rows: int,
    table: BulkTable | TableByRow,
    unit: Units,
    known: tuple[str, ...],
    answer: Callable[[Int64s, BulkTable, str], Answers],
    dtype: str,
) -> Answers:
    """Return the answers of all rows: ``answer`` is asked for those of each calendar and unit among ``known``."""
    tables = (table,) if isinstance(table, BulkTable) else tuple(table.tables)
    values, reasons = np.full(rows, NAT, np.int64), np.zeros(rows, np.uint8)
    for calendar, code, at in groups(rows, table, unit):
        if calendar == MISSING or code == MISSING_UNIT:
            reasons[at] = Reason.NULL
        elif code >= len(UNITS) or UNITS[code] not in known:
            reasons[at] = Reason.UNKNOWN_UNIT
        elif not 0 <= calendar < len(tables):
            reasons[at] = Reason.UNKNOWN_CALENDAR
        else:
            found = answer(at, tables[calendar], UNITS[code])
            values[at], reasons[at] = found.values.view(np.int64), found.reasons
    return Answers(values.view(dtype), reasons)
