"""How one unit is counted on one calendar under one policy: a few look-ups for a block, and what needs a second look.

The look-ups answer ``NAT`` where the calendar does not reach. Only the rows without an answer, and those whose amount is
nothing or more than a law grants, are looked at again, so a clean block costs two passes more than the bare kernel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cchc.deadlines.bulk.columns import BLOCK, Int64s, Nulls, blocks
from cchc.deadlines.bulk.reasons import Reason
from cchc.deadlines.bulk.tables import NAT, VOID, BulkTable, by_day, first_from
from cchc.deadlines.bulk.units import GREATEST, day_unit
from cchc.deadlines.policy import DEFAULT_POLICY, FirstDay, LeapDay, Policy, Roll, ZeroDays

Amounts: TypeAlias = NDArray[np.integer[Any]]
Reasons: TypeAlias = NDArray[np.uint8]
Step: TypeAlias = Callable[[Int64s, Amounts, Int64s, Int64s], None]
"""Writes the due days of a block: its starts, its amounts, where to write, and room for as many numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One unit on one calendar under one policy; make it with :func:`rule`.

    ``span`` is the length of the calendar's tables. ``zero`` is the table for amounts of nothing, absent where the policy
    refuses them; ``greatest`` is the most a law grants, absent where no amount is read; ``lost`` is why a row has no day.
    ``onward``: an amount of one or more always ends after its start, any other never does.
    """

    step: Step
    span: int
    zero: Int64s | None = None
    greatest: int | None = None
    lost: Reason = Reason.OUT_OF_CALENDAR
    onward: bool = False

    def fill(self, starts: Int64s, amounts: Amounts | int, nulls: Nulls, ends: Int64s, reasons: Reasons) -> None:
        """Write the last day and the reason of each row; ``reasons`` are all 0 before."""
        if isinstance(amounts, int):
            if len(starts) >= self.span:
                return self.fixed(amounts).fill(starts, starts, nulls, ends, reasons)
            amounts = np.full(len(starts), amounts, np.int64)
        room = np.empty(min(len(starts), BLOCK), np.int64)
        for rows in blocks(len(starts)):
            begin, many, end = starts[rows], amounts[rows], ends[rows]
            self.step(begin, many, end, room[: len(begin)])
            lost = None if nulls is None else nulls[rows]
            odd = np.flatnonzero(self._odd(begin, many, lost, end))
            if len(odd):
                self._settle(odd, begin, many, lost, end, reasons[rows])
        return None

    def fixed(self, amount: int) -> Rule:
        """Return the rule for one amount, all its answers looked up beforehand: one look-up for a row."""
        if self.greatest is None:
            return self
        table = np.full(self.span, NAT, np.int64)
        if not 0 <= amount <= self.greatest or (amount == 0 and self.zero is None):
            return Rule(_look_up(table), self.span, lost=Reason.BAD_AMOUNT)
        if amount:
            every = np.arange(self.span, dtype=np.int64)
            self.step(every, np.full(self.span, amount, np.int64), table, np.empty(self.span, np.int64))
        return Rule(_look_up(table if amount or self.zero is None else self.zero), self.span)

    def _odd(self, starts: Int64s, amounts: Amounts, nulls: Nulls, ends: Int64s) -> NDArray[np.bool_]:
        """Return the rows to look at again: a value is missing, no day was found, the amount is nothing or beyond all limits."""
        odd = np.less_equal(ends, starts) if self.onward else np.equal(ends, NAT)
        if self.greatest is not None:
            if not self.onward:
                odd |= np.less(amounts, 1)
            if np.maximum.reduce(amounts) > self.greatest:
                odd |= np.greater(amounts, self.greatest)
        if nulls is not None:
            odd |= nulls
        return odd

    def _settle(self, rows: Int64s, starts: Int64s, amounts: Amounts, nulls: Nulls, ends: Int64s, reasons: Reasons) -> None:
        begin = starts[rows]
        why = np.full(len(rows), self.lost, np.uint8)
        if self.greatest is not None:
            many = amounts[rows]
            if np.minimum.reduce(many) < 1 or np.maximum.reduce(many) > self.greatest:
                strange = np.flatnonzero(np.less(many, 1) | np.greater(many, self.greatest))
                ends[rows[strange]], why[strange] = self._strange(begin[strange], many[strange])
        why[np.equal(begin, NAT)] = Reason.NULL
        if nulls is not None:
            missing = nulls[rows]
            ends[rows[missing]], why[missing] = NAT, Reason.NULL
        reasons[rows] = why

    def _strange(self, starts: Int64s, amounts: Amounts) -> tuple[Int64s, Reasons]:
        """Return the days and reasons of amounts that are nothing or that no law grants."""
        ends, why = np.full(len(starts), NAT), np.full(len(starts), Reason.BAD_AMOUNT, np.uint8)
        if self.zero is not None:
            nothing = np.equal(amounts, 0)
            ends[nothing] = self.zero.take(starts[nothing], mode="clip")
            why[nothing] = np.where(np.equal(ends[nothing], NAT), self.lost, Reason.ANSWERED)
        return ends, why


@lru_cache(maxsize=4096)
def rule(table: BulkTable, unit: str, policy: Policy = DEFAULT_POLICY) -> Rule:
    """Return how ``unit`` is counted under ``policy`` on the calendar of ``table``; made once and kept.

    Raises:
        UsageError: it is not a unit of days.
    """
    span = len(table.covered)
    ends = table.rolled if policy.roll is Roll.CIVIL_CODE else table.covered
    if day_unit(unit) not in GREATEST:
        return Rule(_look_up(ends), span)
    through = table.through
    counted = policy.first_day is FirstDay.COUNTED
    if counted:
        through, ends = _a_day_earlier(through, VOID), _a_day_earlier(ends, NAT)
    if unit == "working_day":
        step = working_day_step(through, table.nth)
    elif unit in ("day", "week"):
        step = _plain_step(table.covered, 7 if unit == "week" else 1, ends)
    else:
        clipped = unit == "month" or policy.leap_day is LeapDay.FEB_28
        months = _months(table.first, table.last, beyond=int(counted))
        step = _month_step(months, 12 if unit == "year" else 1, ends, clipped=clipped)
    onward = unit == "working_day" and not counted
    return Rule(step, span, _zero(table, policy), GREATEST[unit], onward=onward)


def _zero(table: BulkTable, policy: Policy) -> Int64s | None:
    if policy.zero_days is ZeroDays.THAT_OR_NEXT_WORKING_DAY:
        days = np.arange(table.first, table.last + 1, dtype=np.int64)
        return by_day(first_from(table.working, days), table.first, NAT)
    return table.covered if policy.zero_days is ZeroDays.DAY_ITSELF else None


def _a_day_earlier(table: Int64s, outside: int) -> Int64s:
    """Return the table that looks up the day before."""
    return np.concatenate(([outside], table))


def _look_up(table: Int64s) -> Step:
    def step(starts: Int64s, _amounts: Amounts, ends: Int64s, _room: Int64s) -> None:
        np.take(table, starts, out=ends, mode="clip")

    return step


def working_day_step(through: Int64s, nth: Int64s) -> Step:
    """Return the look-up of working days: the count through the start, more by the amount, is the number of the last day."""

    def step(starts: Int64s, amounts: Amounts, ends: Int64s, room: Int64s) -> None:
        np.take(through, starts, out=room, mode="clip")
        np.add(room, amounts, out=room)
        np.take(nth, room, out=ends, mode="clip")

    return step


def _plain_step(covered: Int64s, length: int, table: Int64s) -> Step:
    def step(starts: Int64s, amounts: Amounts, ends: Int64s, room: Int64s) -> None:
        np.take(covered, starts, out=room, mode="clip")
        np.add(room, amounts if length == 1 else np.multiply(amounts, length, dtype=np.int64), out=room)
        np.take(table, room, out=ends, mode="clip")

    return step


@dataclass(frozen=True, slots=True, eq=False)
class _Months:
    """Each day's month since 1970 and how many days of it precede; each month's first day and the last its days may reach."""

    month: Int64s
    before: Int64s
    first: Int64s
    last: Int64s


@lru_cache(maxsize=64)
def _months(first: int, last: int, *, beyond: int) -> _Months:
    days = np.arange(first, last + 1, dtype=np.int64).view("M8[D]")
    months = days.astype("M8[M]")
    month = by_day(months.astype(np.int64), first, VOID)
    before = by_day((days - months.astype("M8[D]")).astype(np.int64), first, 0)
    edges = np.arange(int(month[last]) + 2, dtype=np.int64).view("M8[M]").astype("M8[D]").astype(np.int64)
    return _Months(month, before, np.append(edges[:-1], NAT), np.append(edges[1:] - 1 + beyond, NAT))


def _month_step(months: _Months, length: int, table: Int64s, *, clipped: bool) -> Step:
    def step(starts: Int64s, amounts: Amounts, ends: Int64s, room: Int64s) -> None:
        np.take(months.month, starts, out=room, mode="clip")
        np.add(room, amounts if length == 1 else np.multiply(amounts, length, dtype=np.int64), out=room)
        day = np.take(months.first, room, mode="clip")
        day += np.take(months.before, starts, mode="clip")
        if clipped:  # else 1 March follows where 29 February is missing
            np.minimum(day, np.take(months.last, room, mode="clip"), out=day)
        np.take(table, day, out=ends, mode="clip")

    return step
