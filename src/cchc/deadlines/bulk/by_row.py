"""Columns in which each row names its calendar or its unit: the rows of one kind are answered together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cchc.deadlines.bulk.columns import MISSING, Int64s, blocks, same_length
from cchc.deadlines.bulk.reasons import Answers, Reason
from cchc.deadlines.bulk.tables import NAT, BulkTable, TableByRow
from cchc.deadlines.bulk.units import MISSING_UNIT, UNITS, UNKNOWN_UNIT
from cchc.errors import UsageError

_CHUNK = 1 << 18
"""The rows that are sorted at a time, so that memory stays flat."""

_BELOW = 1 - MISSING
"""How many numbers below zero tell calendars that are not there."""
_FEW = (1 << 12) - _BELOW
"""So many calendars fit into two bytes beside a unit."""
_NIBBLE = np.full(256, UNKNOWN_UNIT & 15, np.uint8)
_NIBBLE[: len(UNITS)] = np.arange(len(UNITS))
_NIBBLE[MISSING_UNIT] = MISSING_UNIT & 15
"""The code of a unit in four bits."""

Units: TypeAlias = str | NDArray[np.uint8]
"""The unit of all rows by its name, or of each row by its code."""


def groups(rows: int, table: BulkTable | TableByRow, unit: Units) -> Iterator[tuple[int, int, Int64s]]:
    """Return the rows of each calendar and unit: the place of the calendar, the unit, the numbers of the rows.

    A kind may come again: columns are sorted in pieces. A calendar that is missing has the place ``MISSING``, an unknown
    one any other without a table; a missing unit is 14, an unknown one 15.

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
        kinds = _kinds(chunk, table, unit)
        if np.equal(kinds, kinds[0]).all():
            yield *_parts(int(kinds[0])), np.arange(chunk.start, chunk.stop)
            continue
        order = np.argsort(kinds, kind="stable")
        for at in np.split(order, np.flatnonzero(np.diff(kinds[order])) + 1):
            yield *_parts(int(kinds[at[0]])), at + chunk.start


def _kinds(chunk: slice, table: BulkTable | TableByRow, unit: Units) -> NDArray[np.integer[Any]]:
    """Return one number for the calendar and the unit of each row; small ones, which sort in a tenth of the time."""
    known = len(table.tables) if isinstance(table, TableByRow) else 1
    kinds = np.zeros(chunk.stop - chunk.start, np.uint16 if known < _FEW else np.int64)
    if isinstance(table, TableByRow):
        kinds += ((np.clip(table.codes[chunk].astype(np.int64), MISSING - 1, known) + _BELOW) << 4).astype(kinds.dtype)
    else:
        kinds += _BELOW << 4
    kinds += UNITS.index(unit) if isinstance(unit, str) else _NIBBLE[unit[chunk]]
    return kinds


def _parts(kind: int) -> tuple[int, int]:
    return (kind >> 4) - _BELOW, kind & 15


def answer_by_row(
    rows: int,
    table: BulkTable | TableByRow,
    unit: Units,
    known: tuple[str, ...],
    answer: Callable[[Int64s, BulkTable, str], Answers],
    answers: Answers,
) -> Answers:
    """Write the answers of all rows, and return them: ``answer`` is asked for those of each calendar and unit among ``known``."""
    tables = (table,) if isinstance(table, BulkTable) else tuple(table.tables)
    values, reasons = answers.values.view(np.int64), answers.reasons
    values.fill(NAT)
    for calendar, code, at in groups(rows, table, unit):
        if calendar == MISSING or code == MISSING_UNIT & 15:
            reasons[at] = Reason.NULL
        elif code >= len(UNITS) or UNITS[code] not in known:
            reasons[at] = Reason.UNKNOWN_UNIT
        elif not 0 <= calendar < len(tables):
            reasons[at] = Reason.UNKNOWN_CALENDAR
        else:
            found = answer(at, tables[calendar], UNITS[code])
            values[at], reasons[at] = found.values.view(np.int64), found.reasons
    return answers
