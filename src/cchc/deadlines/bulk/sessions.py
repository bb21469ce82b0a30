"""The sessions of an office in a row, and the working time through each: the measure of time for columns.

The same measure as :class:`~cchc.deadlines.office_hours.WorkingTime`: each session stands with the working time before
it. A day says which session comes first, a guide which one reaches an amount; a few steps find the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cchc.deadlines.bulk.columns import PER_MINUTE, Int64s
from cchc.deadlines.bulk.tables import DAY, NAT, VOID, BulkTable, TableByRow
from cchc.errors import OfficeHoursError, UsageError

_FAR = 1 << 62
_MOST_ENTRIES = 1 << 18
_LAST_IN_NANOSECONDS = (1 << 63) // (1000 * DAY) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """Where a block is worked on, kept from block to block: fresh memory costs as much as the work."""

    one: Int64s
    two: Int64s
    less: NDArray[np.bool_]

    def of(self, rows: int) -> tuple[Int64s, Int64s, NDArray[np.bool_]]:
        """Return the room of so many rows."""
        return self.one[:rows], self.two[:rows], self.less[:rows]


def room_for(rows: int) -> Room:
    """Return room for blocks of at most so many rows."""
    return Room(np.empty(rows, np.int64), np.empty(rows, np.int64), np.empty(rows, np.bool_))


@dataclass(frozen=True, slots=True, eq=False)
class SessionTable:
    """The sessions of a table in one unit of time; make it with :func:`session_table`.

    ``closes[s]`` is when session ``s`` ends, ``origins[s]`` its opening less the working time before it, ``before[s]``
    that working time, ``through[s]`` with its own; one more stands after the last closing. ``first_of[day]`` is the first
    session of a day or of a later one; ``guide[g]`` the first one that reaches ``g << shift``. No day has more than
    ``most_a_day`` sessions, no step of the guide more than ``most_a_step``. ``since`` and ``until`` bound the calendar.
    """

    per_day: int
    since: int
    until: int
    most_a_day: int
    most_a_step: int
    shift: int
    total: int
    closes: Int64s
    origins: Int64s
    before: Int64s
    through: Int64s
    first_of: Int64s
    guide: Int64s

    def passed(self, instants: Int64s, room: Room | None = None) -> Int64s:
        """Return the working time from the calendar's first day up to each instant; :data:`VOID` outside the calendar."""
        one, two, less = (room or room_for(len(instants))).of(len(instants))
        np.floor_divide(instants, self.per_day, out=one)
        session = np.take(self.first_of, one, mode="clip")
        for _ in range(self.most_a_day):
            np.less_equal(np.take(self.closes, session, out=two, mode="clip"), instants, out=less)
            np.add(session, less, out=session)
        np.subtract(instants, np.take(self.origins, session, out=two, mode="clip"), out=one)
        np.take(self.before, session, out=two, mode="clip")
        np.maximum(one, two, out=session)
        if miss(instants, self.since, self.until):
            session[outside(instants, self.since, self.until)] = VOID
        return session

    def closing_side(self, amounts: Int64s, room: Room | None = None) -> Int64s:
        """Return the first instant at which each amount has passed; ``NAT`` where the calendar has none."""
        one, two, less = (room or room_for(len(amounts))).of(len(amounts))
        np.right_shift(amounts, self.shift, out=one)
        session = np.take(self.guide, one, mode="clip")
        for _ in range(self.most_a_step):
            np.less(np.take(self.through, session, out=two, mode="clip"), amounts, out=less)
            np.add(session, less, out=session)
        np.add(np.take(self.origins, session, out=two, mode="clip"), amounts, out=session)
        if amounts.size and (int(amounts.min()) <= 0 or int(amounts.max()) > self.total):
            session[np.less_equal(amounts, 0) | np.greater(amounts, self.total)] = NAT
        return session


@lru_cache(maxsize=1024)
def session_table(table: BulkTable, unit: str) -> SessionTable:
    """Return the sessions of ``table`` in ``unit``, in which all of them must begin and end (:func:`exact_unit`).

    Raises:
        OfficeHoursError: the office never opens on a working day of the calendar.
        UsageError: the calendar goes on beyond the years that nanoseconds can count.
    """
    if not table.opens.size:
        raise OfficeHoursError(f"the office has no session on any working day of the calendar ({table.version})")
    if unit == "ns" and table.last > _LAST_IN_NANOSECONDS:
        raise UsageError("the calendar reaches beyond 2262, where nanoseconds end; give instants as datetime64[us]")
    opens, closes, per_day = _in_unit(table.opens, unit), _in_unit(table.closes, unit), PER_MINUTE[unit] * 1440
    lengths = closes - opens
    through = np.cumsum(lengths)
    before = through - lengths
    total = int(through[-1])
    day_of = table.opens // DAY
    days = np.arange(table.last + 2)
    shift = max(int(lengths.min()).bit_length() - 1, (total // _MOST_ENTRIES).bit_length())
    guide = np.searchsorted(through, np.arange((total >> shift) + 2, dtype=np.int64) << shift)
    return SessionTable(
        per_day=per_day,
        since=table.first * per_day,
        until=(table.last + 1) * per_day,
        most_a_day=int(np.bincount(day_of - table.first).max()),
        most_a_step=int(np.diff(guide).max()),
        shift=shift,
        total=total,
        closes=np.append(closes, _FAR),
        origins=np.append(opens - before, _FAR),
        before=np.append(before, total),
        through=np.append(through, _FAR),
        first_of=np.searchsorted(day_of, days).astype(np.int64),
        guide=guide.astype(np.int64),
    )


def exact_unit(table: BulkTable | TableByRow, unit: str) -> str:
    """Return ``unit``, or microseconds where a session begins or ends between two of it."""
    size = DAY // 1440 // PER_MINUTE[unit]
    tables = (table,) if isinstance(table, BulkTable) else table.tables
    whole = unit in ("us", "ns") or not any(_between_two(one, size) for one in tables)
    return unit if whole else "us"


@lru_cache(maxsize=1024)
def _between_two(table: BulkTable, size: int) -> bool:
    return bool((table.opens % size).any() or (table.closes % size).any())


def _in_unit(microseconds: Int64s, unit: str) -> Int64s:
    return microseconds * 1000 if unit == "ns" else microseconds // (60_000_000 // PER_MINUTE[unit])


def miss(instants: Int64s, since: int, until: int) -> bool:
    """Return whether one of them lies before ``since``, or at ``until`` or later."""
    return bool(instants.size) and (int(instants.min()) < since or int(instants.max()) >= until)


def outside(instants: Int64s, since: int, until: int) -> NDArray[np.bool_]:
    """Return which of them lie before ``since``, or at ``until`` or later; ``NaT`` too."""
    return np.less(instants, since) | np.greater_equal(instants, until)
