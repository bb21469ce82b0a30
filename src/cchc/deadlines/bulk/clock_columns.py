"""A whole clock in each row, as columns: start, limit, pauses, end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cchc.deadlines.bulk.columns import Int64s, amount_column, same_length
from cchc.deadlines.bulk.pauses import PauseColumn, in_microseconds, instants, part
from cchc.deadlines.bulk.tables import NAT
from cchc.deadlines.bulk.units import UNITS
from cchc.errors import UsageError


@dataclass(frozen=True, slots=True, eq=False)
class ClockColumns:
    """The columns of clocks, one row each, all of one length; a single amount or unit stands for all rows.

    Attributes:
        starts: instants that set the clocks off, ``datetime64`` of Vietnam's wall time; ``NaT`` or masked is ``NULL``.
        amounts: whole numbers of the unit; masked is ``NULL``. The same day and "at once" have none: it is not read.
        units: a unit of :data:`~cchc.deadlines.bulk.units.UNITS`, or the code of each row's.
        pauses: absent where no clock ever stopped.
        ended: when each clock ended (settled, closed), ``NaT`` where it has not; absent where none has.
        minutes: limits in hours are given in minutes: 120 working minutes are a quarter of an eight-hour day.

    Raises:
        UsageError: a column is not of the type said, or lengths disagree.
    """

    starts: ArrayLike
    amounts: ArrayLike
    units: str | NDArray[np.uint8]
    pauses: PauseColumn | None = None
    ended: ArrayLike | None = None
    minutes: bool = False

    def __post_init__(self) -> None:
        rows = self.rows
        instants(self.starts, "starts")
        amount_column(self.amounts, "amounts", rows)
        if not isinstance(self.units, str):
            same_length(self.units, rows, "units")
            if self.units.dtype != np.uint8:
                raise UsageError(f"the column of units is of {self.units.dtype}; write unit_codes(names)")
        elif self.units not in UNITS:
            raise UsageError(f"{self.units!r} is no unit; write one of {', '.join(UNITS)}")
        if self.pauses is not None and self.pauses.rows != rows:
            raise UsageError(f"the pauses have {self.pauses.rows} rows, the clocks {rows}; n rows have n + 1 offsets")
        if self.ended is not None:
            same_length(instants(self.ended, "ended")[0], rows, "ended")

    @property
    def rows(self) -> int:
        """How many clocks there are."""
        return len(np.ma.getdata(self.starts))

    def of(self, rows: Int64s) -> ClockColumns:
        """Return the columns of some rows alone."""
        return ClockColumns(
            part(self.starts, rows),
            part(self.amounts, rows) if np.ndim(self.amounts) else self.amounts,
            self.units if isinstance(self.units, str) else self.units[rows],
            None if self.pauses is None else self.pauses.of(rows),
            None if self.ended is None else part(self.ended, rows),
            self.minutes,
        )


def column_of(values: ArrayLike, what: str, rows: slice) -> Int64s:
    """Return some rows of a column of instants in microseconds; ``NAT`` where one is missing."""
    column, factor, nulls = instants(values, what)
    part = in_microseconds(column[rows], factor)
    return part if nulls is None else np.where(nulls[rows], NAT, part)
