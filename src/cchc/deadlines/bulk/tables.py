"""A calendar and an office as frozen arrays, made once and sent anywhere; a column that has one for each row.

All arrays are indexed by the day since 1970-01-01, so that a column of days is its own index. The entries outside the
calendar hold what leads to no answer, and every look-up clips: no row can read past a table, and none needs a check.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cchc.deadlines.bulk.columns import Int64s, codes_of
from cchc.deadlines.calendar_day import DayKind
from cchc.deadlines.office_hours import STANDARD_OFFICE, OfficeHours, microseconds
from cchc.deadlines.working_calendar import AnyCalendar, DayTable
from cchc.errors import UsageError

NAT: Final = int(np.iinfo(np.int64).min)
"""``NaT`` as the number that NumPy stores for it."""
VOID: Final = -(1 << 62)
"""The count of working days through a day that the calendar does not reach: no amount brings it back into a table."""
EPOCH: Final = date(1970, 1, 1).toordinal()
DAY: Final = 86_400_000_000
"""The microseconds of a day."""


@dataclass(frozen=True, slots=True, eq=False)
class BulkTable:
    """The days and sessions of one calendar and office. Make it with :func:`bulk_table`.

    ``version`` is the calendar's, the office's name and a digest of its sessions: equal for tables that answer alike.
    ``first`` and ``last`` are the calendar's first and last day since 1970. ``working`` and ``national`` say of each
    day from ``first`` whether it is worked, by this office's count and in the whole country. ``opens`` and ``closes``
    are all sessions in a row, in microseconds since 1970 of Vietnam's wall time. The rest follows from these:

    * ``through[day]``: working days from ``first`` through that day, :data:`VOID` outside the calendar;
    * ``nth[k]``: the k-th working day, ``NAT`` at both ends;
    * ``rolled[day]``: that day or the next national working day; ``covered[day]``: that day; ``NAT`` outside.
    """

    version: str
    first: int
    last: int
    working: NDArray[np.bool_]
    national: NDArray[np.bool_]
    opens: Int64s
    closes: Int64s
    through: Int64s
    nth: Int64s
    rolled: Int64s
    covered: Int64s

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what the table is made of, as plain arrays: for a broadcast, a file, another process."""
        return {
            "version": np.array(self.version),
            "first": np.array(self.first, np.int64),
            "working": self.working,
            "national": self.national,
            "opens": self.opens,
            "closes": self.closes,
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> BulkTable:
        """Return the table of :meth:`to_arrays`; no code is read, only numbers.

        Raises:
            UsageError: an array is missing, or they do not fit one another.
        """
        missing = [name for name in ("version", "first", "working", "national", "opens", "closes") if name not in arrays]
        if missing:
            raise UsageError(f"a calendar in arrays lacks {', '.join(missing)}; write what to_arrays() returns")
        working, national = (np.asarray(arrays[name], np.bool_) for name in ("working", "national"))
        opens, closes = (np.asarray(arrays[name], np.int64) for name in ("opens", "closes"))
        if working.shape != national.shape or opens.shape != closes.shape or working.ndim != 1 or not working.size:
            raise UsageError("a calendar in arrays has columns of different lengths; write what to_arrays() returns")
        return _table(str(arrays["version"]), int(arrays["first"]), working, national, opens, closes)


@lru_cache(maxsize=256)
def bulk_table(calendar: AnyCalendar, office: OfficeHours = STANDARD_OFFICE) -> BulkTable:
    """Return the table of ``calendar`` as ``office`` counts it: its own week, closures and sessions, as ``due`` does.

    Made once for each pair (a few milliseconds for 18 years) and kept.

    Raises:
        UsageError: the calendar begins before 1970.

    >>> from cchc.rulebook import load_calendar
    >>> table = bulk_table(load_calendar())
    >>> int(table.nth[1]) - table.first  # Monday 4 January 2010 is the first working day
    3
    """
    counted: DayTable = office.over(calendar)
    first = counted.first.toordinal() - EPOCH
    working, national = _worked(counted), _worked(counted.national)
    opens, closes = _sessions(counted, office, first, working)
    hours = sha256(opens.astype("<i8").tobytes() + closes.astype("<i8").tobytes()).hexdigest()[:12]
    return _table(f"{counted.version}/{office.name}/{hours}", first, working, national, opens, closes)


def _worked(calendar: DayTable) -> NDArray[np.bool_]:
    return np.diff(np.array(calendar.through, np.int64)) > 0


def _sessions(calendar: DayTable, office: OfficeHours, first: int, working: NDArray[np.bool_]) -> tuple[Int64s, Int64s]:
    """Return when each session opens and closes: a made-up day has the hours of the day it replaces."""
    weekday = (np.arange(first, first + len(working)) + 3) % 7
    for day, known in calendar.special.items():
        if known.kind is DayKind.MADE_UP and known.pair is not None and calendar.first <= day <= calendar.last:
            weekday[day.toordinal() - EPOCH - first] = known.pair.weekday()
    open_days = working.copy()
    for closure in office.closures:
        since = max(closure.since.toordinal() - EPOCH - first, 0)
        open_days[since : max(closure.until.toordinal() - EPOCH - first + 1, 0)] = False
    edges: list[Int64s] = []
    for number, periods in enumerate(office.sessions):
        midnights = (np.flatnonzero(open_days & (weekday == number)) + first) * DAY
        edges += [np.column_stack((midnights + microseconds(start), midnights + microseconds(end))) for start, end in periods]
    both = np.concatenate(edges)
    both = both[np.argsort(both[:, 0], kind="stable")]
    return np.ascontiguousarray(both[:, 0]), np.ascontiguousarray(both[:, 1])


def _table(version: str, first: int, working: NDArray[np.bool_], national: NDArray[np.bool_], opens: Int64s, closes: Int64s) -> BulkTable:
    if first < 1:
        raise UsageError(
            f"columns are counted from 1970 on, the calendar begins {date.fromordinal(first + EPOCH)}; use add() for its years"
        )
    last = first + len(working) - 1
    days = np.arange(first, last + 1, dtype=np.int64)
    parts = (
        working,
        national,
        opens,
        closes,
        by_day(np.cumsum(working, dtype=np.int64), first, VOID),
        np.concatenate(([NAT], days[working], [NAT])),
        by_day(first_from(national, days), first, NAT),
        by_day(days, first, NAT),
    )
    for part in parts:
        part.flags.writeable = False
    return BulkTable(version, first, last, *parts)


def by_day(values: Int64s, first: int, outside: int) -> Int64s:
    """Return ``values`` of the days from ``first`` as a table by the day since 1970; ``outside`` before and once after them."""
    table = np.full(first + len(values) + 1, outside, np.int64)
    table[first:-1] = values
    return table


def first_from(worked: NDArray[np.bool_], days: Int64s) -> Int64s:
    """Return for each day itself where it is worked, else the next one that is; ``NAT`` where none follows."""
    workdays = np.append(days[worked], NAT)
    return workdays[np.cumsum(worked) - worked]


@dataclass(frozen=True, slots=True, eq=False)
class TableByRow:
    """A calendar for each row: the tables, and for each row the place of its own.

    :data:`~cchc.deadlines.bulk.columns.MISSING` (-2) is a row without a calendar, any other number beyond the tables an
    unknown one. Agencies that count alike share a table: rows are answered together by table, not by agency.

    Raises:
        UsageError: the places are not whole numbers.
    """

    tables: Sequence[BulkTable]
    codes: NDArray[np.integer[Any]]

    def __post_init__(self) -> None:
        if self.codes.dtype.kind not in "iu":
            raise UsageError(f"the column of calendars is of {self.codes.dtype}, places are wanted; write TableByRow.of(tables, keys)")

    @classmethod
    def of(cls, tables: Mapping[str, BulkTable], keys: NDArray[Any]) -> TableByRow:
        """Return the column for ``keys``: agencies, or any names of ``tables``.

        >>> from cchc.rulebook import load_calendar
        >>> TableByRow.of({"H01": bulk_table(load_calendar())}, np.array(["H01", "H99", None])).codes.tolist()
        [0, -1, -2]
        """
        distinct = {id(table): table for table in tables.values()}
        place = {key: number for number, key in enumerate(distinct)}
        return cls(tuple(distinct.values()), codes_of(keys, {key: place[id(table)] for key, table in tables.items()}))
