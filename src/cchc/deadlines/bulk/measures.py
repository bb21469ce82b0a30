"""The units of time as measures over arrays: how much has passed through each point, and where each amount is reached.

The scalar counterpart is :class:`~cchc.deadlines.course.Measure`. A point is a day or a microsecond since 1970; one that
the calendar does not reach gives ``NAT``, or an amount that leads to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np

from cchc.deadlines.bulk.columns import Int64s
from cchc.deadlines.bulk.sessions import SessionTable, session_table
from cchc.deadlines.bulk.tables import NAT, VOID, BulkTable, by_day, first_from
from cchc.deadlines.policy import Roll


class Measure(Protocol):
    """A unit of time over arrays of points; ``in_days`` where a point is a whole day."""

    @property
    def in_days(self) -> bool:
        """Whether a point is a day; else it is an instant."""
        ...

    def of(self, points: Int64s) -> Int64s:
        """Return how much has passed through each point; far below zero outside the calendar."""
        ...

    def reach(self, amounts: Int64s) -> Int64s:
        """Return the first point at which each amount has passed; ``NAT`` where there is none."""
        ...

    def first_from(self, points: Int64s) -> Int64s:
        """Return each point, or the first one after it at which this unit can end."""
        ...

    def last_of(self, points: Int64s) -> Int64s:
        """Return the due point of a limit whose last point is that: rolled, where the unit rolls."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class WorkingDays:
    """Working days through a day."""

    through: Int64s
    nth: Int64s
    first: Int64s

    @property
    def in_days(self) -> bool:
        """Whether a point is a day; else it is an instant."""
        return True

    def of(self, points: Int64s) -> Int64s:
        """Return how much has passed through each point; far below zero outside the calendar."""
        return self.through.take(points, mode="clip")

    def reach(self, amounts: Int64s) -> Int64s:
        """Return the first point at which each amount has passed; ``NAT`` where there is none."""
        return self.nth.take(amounts, mode="clip")

    def first_from(self, points: Int64s) -> Int64s:
        """Return each point, or the first one after it at which this unit can end."""
        return self.first.take(points, mode="clip")

    def last_of(self, points: Int64s) -> Int64s:
        """Return the points themselves: a working day is its own."""
        return points


@dataclass(frozen=True, slots=True, eq=False)
class PlainDays:
    """Days of the calendar; the last one rolls as ``last`` says."""

    last: Int64s

    @property
    def in_days(self) -> bool:
        """Whether a point is a day; else it is an instant."""
        return True

    def of(self, points: Int64s) -> Int64s:
        """Return the points themselves."""
        return points

    def reach(self, amounts: Int64s) -> Int64s:
        """Return the amounts themselves; whether the calendar reaches them is seen when they roll."""
        return amounts

    def first_from(self, points: Int64s) -> Int64s:
        """Return the points themselves."""
        return points

    def last_of(self, points: Int64s) -> Int64s:
        """Return the due day of each last day; ``NAT`` outside the calendar."""
        return self.last.take(points, mode="clip")


@dataclass(frozen=True, slots=True, eq=False)
class WorkingTime:
    """Working microseconds up to an instant; without ``sessions`` the office never opens."""

    sessions: SessionTable | None

    @property
    def in_days(self) -> bool:
        """Whether a point is a day; else it is an instant."""
        return False

    def of(self, points: Int64s) -> Int64s:
        """Return how much has passed through each point; far below zero outside the calendar."""
        return np.full(points.shape, VOID) if self.sessions is None else self.sessions.passed(points)

    def reach(self, amounts: Int64s) -> Int64s:
        """Return the first point at which each amount has passed; ``NAT`` where there is none."""
        return np.full(amounts.shape, NAT) if self.sessions is None else self.sessions.closing_side(amounts)

    def first_from(self, points: Int64s) -> Int64s:
        """Return the points themselves."""
        return points

    def last_of(self, points: Int64s) -> Int64s:
        """Return the points themselves: an instant does not roll."""
        return points


@dataclass(frozen=True, slots=True, eq=False)
class ElapsedTime:
    """Microseconds of plain time up to an instant."""

    @property
    def in_days(self) -> bool:
        """Whether a point is a day; else it is an instant."""
        return False

    def of(self, points: Int64s) -> Int64s:
        """Return the points themselves."""
        return points

    def reach(self, amounts: Int64s) -> Int64s:
        """Return the amounts themselves."""
        return amounts

    def first_from(self, points: Int64s) -> Int64s:
        """Return the points themselves."""
        return points

    def last_of(self, points: Int64s) -> Int64s:
        """Return the points themselves: an instant does not roll."""
        return points


@lru_cache(maxsize=1024)
def working_days(table: BulkTable) -> WorkingDays:
    """Return the measure of working days of ``table``."""
    days = np.arange(table.first, table.last + 1, dtype=np.int64)
    return WorkingDays(table.through, table.nth, by_day(first_from(table.working, days), table.first, NAT))


def plain_days(table: BulkTable, roll: Roll) -> PlainDays:
    """Return the measure of calendar days of ``table``, whose last day rolls to a national working day or stays."""
    return PlainDays(table.rolled if roll is Roll.CIVIL_CODE else table.covered)


def working_time(table: BulkTable) -> WorkingTime:
    """Return the measure of working time of ``table``."""
    return WorkingTime(session_table(table, "us") if table.opens.size else None)
