"""Due days and counts of working days for whole columns: look-ups in the tables, block by block.

The bare kernels answer ``NaT`` for every row that has no answer and say nothing more. The others look at each block
once more and settle only the rows that need it: amounts of nothing, amounts no law grants, and rows without an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cchc.deadlines.bulk.columns import BLOCK, Nulls, amount_column, blocks, day_column, either, same_length
from cchc.deadlines.bulk.reasons import Answers, Reason
from cchc.deadlines.bulk.tables import NAT, VOID, BulkTable, Int64s, TableByRow, first_from
from cchc.deadlines.bulk.units import GREATEST, UNITS
from cchc.deadlines.policy import DEFAULT_POLICY, FirstDay, LeapDay, Policy, Roll, ZeroDays
from cchc.errors import UsageError

Amounts: TypeAlias = NDArray[np.integer[Any]]
Days: TypeAlias = NDArray[np.datetime64]
_Step: TypeAlias = Callable[[Int64s, Amounts, Int64s], None]
"""Writes the due days of a block of starts and amounts; ``NAT`` where the calendar does not reach."""

_CHUNK = 1 << 20
"""The rows that are sorted by calendar and unit at a time."""


def due_dates(
    starts: ArrayLike,
    amounts: ArrayLike,
    table: BulkTable | TableByRow,
    *,
    unit: str | NDArray[np.uint8] = "working_day",
    policy: Policy = DEFAULT_POLICY,
) -> Answers:
    """Return the last day of each row's limit, as ``add`` does for it: ``datetime64[D]``, with reasons.

    The day of the start is not counted, the day returned is the last; plain days, weeks, months and years that end on a
    day of rest move to the next working day; ``policy`` chooses otherwise. The cost of a row does not grow with its amount.

    Args:
        starts: days (``datetime64[D]``); ``NaT`` and masked rows are ``NULL``.
        amounts: whole numbers, one for each row or one for all; masked rows are ``NULL``.
        table: one calendar, or one for each row.
        unit: the unit of all amounts (:data:`~cchc.deadlines.bulk.units.UNITS`), or its code for each row.
        policy: the choices that the law leaves; those about the first day, rolling, 29 February and zero days count here.

    Raises:
        UsageError: a column is not of the type said, lengths disagree, or ``unit`` is no unit of days.

    >>> from cchc.deadlines.bulk.tables import bulk_table
    >>> from cchc.rulebook import load_calendar
    >>> starts = np.array(["2026-02-12", "NaT", "2027-12-31"], "M8[D]")  # Tết 16-20 February
    >>> answers = due_dates(starts, 3, bulk_table(load_calendar()))
    >>> answers.values.tolist()[0].isoformat(), [reason.name for reason in answers.counts()]
    ('2026-02-24', ['ANSWERED', 'NULL', 'OUT_OF_CALENDAR'])
    """
    days, missing = day_column(starts, "starts")
    counts, uncounted = amount_column(amounts, "amounts", len(days))
    nulls = either(missing, uncounted)
    values, reasons = np.empty(len(days), np.int64), np.zeros(len(days), np.uint8)
    if isinstance(table, BulkTable) and isinstance(unit, str):
        rule(table, unit, policy).fill(days, counts, nulls, values, reasons)
    else:
        _fill_by_row(days, counts, nulls, table, unit, policy, values, reasons)
    return Answers(values.view("M8[D]"), reasons)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """How one unit is counted under one policy on one calendar; make it with :func:`rule`.

    ``zero`` is the table for amounts of nothing, absent where the policy refuses them; ``greatest`` is the most a law
    grants, absent for the units that have no amount.
    """

    step: _Step
    days: int
    zero: Int64s | None
    greatest: int | None

    def fill(self, starts: Int64s, amounts: Amounts | int, nulls: Nulls, values: Int64s, reasons: NDArray[np.uint8]) -> None:
        """Write the answers and the reasons of the rows."""
        step = self.step
        if isinstance(amounts, int):
            step, amounts = self._composed(amounts), np.broadcast_to(np.int64(amounts), starts.shape)
            lowest = highest = int(amounts[0]) if len(amounts) else 1
        else:
            lowest = highest = 0
        one_for_all = step is not self.step
        for rows in blocks(len(starts)):
            begin, many, end = starts[rows], amounts[rows], values[rows]
            step(begin, many, end)
            if not one_for_all and self.greatest is not None:
                lowest, highest = int(many.min()), int(many.max())
            beyond = self.greatest is not None and (lowest < 1 or highest > self.greatest)
            if beyond or nulls is not None or end.min() == NAT:
                self._settle(begin, many, None if nulls is None else nulls[rows], end, reasons[rows])

    def _composed(self, amount: int) -> _Step:
        """Return the step for one amount, all its answers looked up beforehand."""
        every = np.arange(self.days, dtype=np.int64)
        table = np.empty(self.days, np.int64)
        self.step(every, np.broadcast_to(np.int64(amount), every.shape), table)

        def step(starts: Int64s, _amounts: Amounts, ends: Int64s) -> None:
            np.take(table, starts, out=ends, mode="clip")

        return step

    def _settle(self, starts: Int64s, amounts: Amounts, nulls: Nulls, ends: Int64s, reasons: NDArray[np.uint8]) -> None:
        missing = starts == NAT
        if nulls is not None:
            missing |= nulls
        if self.greatest is not None:
            nothing, bad = amounts == 0, (amounts < 0) | (amounts > self.greatest)
            if self.zero is None:
                bad |= nothing
            else:
                np.copyto(ends, np.take(self.zero, starts, mode="clip"), where=nothing)
            ends[bad] = NAT
        else:
            bad = np.zeros(len(starts), np.bool_)
        ends[missing] = NAT
        reasons[ends == NAT] = Reason.OUT_OF_CALENDAR
        reasons[bad] = Reason.BAD_AMOUNT
        reasons[missing] = Reason.NULL


@lru_cache(maxsize=4096)
def rule(table: BulkTable, unit: str, policy: Policy = DEFAULT_POLICY) -> Rule:
    """Return how ``unit`` is counted under ``policy`` on the calendar of ``table``.

    Raises:
        UsageError: it is not a unit of days.
    """
    counted = policy.first_day is FirstDay.COUNTED
    ends = table.rolled if policy.roll is Roll.CIVIL_CODE else table.covered
    zero = None if policy.zero_days is ZeroDays.REFUSED else table.covered
    if policy.zero_days is ZeroDays.THAT_OR_NEXT_WORKING_DAY:
        zero = np.full_like(table.covered, NAT)
        zero[table.first : -1] = first_from(table.working, np.arange(table.first, table.last + 1, dtype=np.int64))
    if unit == "working_day":
        step = _working_day_step(_a_day_earlier(table.through, VOID) if counted else table.through, table.nth)
    elif unit in ("day", "week"):
        step = _plain_step(table.covered, 7 if unit == "week" else 1, _a_day_earlier(ends, NAT) if counted else ends)
    elif unit in ("month", "year"):
        clipped = unit == "month" or policy.leap_day is LeapDay.FEB_28
        step = _month_step(
            _months(table.first, table.last), 12 if unit == "year" else 1, _a_day_earlier(ends, NAT) if counted else ends, clipped=clipped
        )
    elif unit in ("same_day", "immediate"):
        return Rule(_same_day_step(ends), len(table.covered), None, None)
    else:
        raise UsageError(f"{unit!r} is no unit of days; write one of {', '.join(one for one in UNITS if 'hour' not in one)}")
    return Rule(step, len(table.covered), zero, GREATEST[unit])


def _a_day_earlier(table: Int64s, outside: int) -> Int64s:
    """Return the table that looks up the day before."""
    return np.concatenate(([outside], table))


def _working_day_step(through: Int64s, nth: Int64s) -> _Step:
    def step(starts: Int64s, amounts: Amounts, ends: Int64s) -> None:
        reached = np.take(through, starts, mode="clip")
        reached += amounts
        np.take(nth, reached, out=ends, mode="clip")

    return step


def _plain_step(covered: Int64s, length: int, table: Int64s) -> _Step:
    def step(starts: Int64s, amounts: Amounts, ends: Int64s) -> None:
        reached = np.take(covered, starts, mode="clip")
        reached += amounts if length == 1 else np.multiply(amounts, length, dtype=np.int64)
        np.take(table, reached, out=ends, mode="clip")

    return step


@dataclass(frozen=True, slots=True, eq=False)
class _Months:
    """Each day's month since 1970 and how many days of it precede; each month's first and last day."""

    month: Int64s
    before: Int64s
    first: Int64s
    last: Int64s


@lru_cache(maxsize=64)
def _months(first: int, last: int) -> _Months:
    days = np.arange(first, last + 1, dtype=np.int64).view("M8[D]")
    months = days.astype("M8[M]")
    month, before = np.full(last + 2, VOID, np.int64), np.zeros(last + 2, np.int64)
    month[first:-1] = months.astype(np.int64)
    before[first:-1] = (days - months.astype("M8[D]")).astype(np.int64)
    edges = np.arange(int(month[last]) + 2, dtype=np.int64).view("M8[M]").astype("M8[D]").astype(np.int64)
    return _Months(month, before, np.append(edges[:-1], NAT), np.append(edges[1:] - 1, NAT))


def _month_step(months: _Months, length: int, table: Int64s, *, clipped: bool) -> _Step:
    def step(starts: Int64s, amounts: Amounts, ends: Int64s) -> None:
        reached = np.take(months.month, starts, mode="clip")
        reached += np.multiply(amounts, length, dtype=np.int64)
        day = np.take(months.first, reached, mode="clip")
        day += np.take(months.before, starts, mode="clip")
        if clipped:  # else 29 February is followed by 1 March
            np.minimum(day, np.take(months.last, reached, mode="clip"), out=day)
        np.take(table, day, out=ends, mode="clip")

    return step


def _same_day_step(table: Int64s) -> _Step:
    def step(starts: Int64s, _amounts: Amounts, ends: Int64s) -> None:
        np.take(table, starts, out=ends, mode="clip")

    return step


def _fill_by_row(
    starts: Int64s,
    amounts: Amounts | int,
    nulls: Nulls,
    table: BulkTable | TableByRow,
    unit: str | NDArray[np.uint8],
    policy: Policy,
    values: Int64s,
    reasons: NDArray[np.uint8],
) -> None:
    tables = [table] if isinstance(table, BulkTable) else list(table.tables)
    calendars = np.zeros(1, np.int64) if isinstance(table, BulkTable) else table.codes
    units = np.array([UNITS.index(unit)], np.uint8) if isinstance(unit, str) else unit
    for column, what in ((calendars, "the column of calendars"), (units, "the column of units")):
        if len(column) != 1:
            same_length(column, len(starts), what)
    for chunk in blocks(len(starts), _CHUNK):
        kinds = _kinds(calendars[chunk] if len(calendars) > 1 else calendars, units[chunk] if len(units) > 1 else units, len(tables))
        for kind, rows in _groups(np.broadcast_to(kinds, starts[chunk].shape)):
            at = rows + chunk.start
            lost = None if nulls is None else nulls[at]
            ends, why = np.empty(len(at), np.int64), np.zeros(len(at), np.uint8)
            calendar, code = divmod(kind, 256)
            if calendar >= len(tables) or code >= len(UNITS):
                ends.fill(NAT)
                why.fill(Reason.UNKNOWN_CALENDAR if code < len(UNITS) else Reason.UNKNOWN_UNIT)
                why[(starts[at] == NAT) if lost is None else (starts[at] == NAT) | lost] = Reason.NULL
            else:
                many = amounts if isinstance(amounts, int) else amounts[at]
                rule(tables[calendar], UNITS[code], policy).fill(starts[at], many, lost, ends, why)
            values[at], reasons[at] = ends, why


def _kinds(calendars: NDArray[Any], units: NDArray[np.uint8], known: int) -> Int64s:
    places = calendars.astype(np.int64)
    places[(places < 0) | (places >= known)] = known
    return places * 256 + units


def _groups(kinds: Int64s) -> Iterator[tuple[int, Int64s]]:
    order = np.argsort(kinds, kind="stable")
    ordered = kinds[order]
    cuts = np.flatnonzero(np.diff(ordered)) + 1
    for rows in np.split(order, cuts):
        if len(rows):
            yield int(kinds[rows[0]]), rows


def working_days_after(starts: Int64s, amounts: Amounts, table: BulkTable, out: Int64s | None = None) -> Int64s:
    """Return the due days of clean columns as numbers since 1970: the bare kernel, without a check of the amounts.

    ``NAT`` where the calendar does not reach; an amount of zero gives the last working day through the start.

    >>> from cchc.deadlines.bulk.tables import bulk_table
    >>> from cchc.rulebook import load_calendar
    >>> start = np.array(["2026-02-12"], "M8[D]")
    >>> working_days_after(start.view(np.int64), np.array([3]), bulk_table(load_calendar())).view("M8[D]").tolist()[0].isoformat()
    '2026-02-24'
    """
    ends = np.empty(len(starts), np.int64) if out is None else out
    step = _working_day_step(table.through, table.nth)
    for rows in blocks(len(starts), BLOCK):
        step(starts[rows], amounts[rows], ends[rows])
    return ends


def working_days_between(starts: ArrayLike, ends: ArrayLike, table: BulkTable) -> Answers:
    """Return the working days in (start, end] of each row, as ``count`` does: negative when the end is earlier.

    Raises:
        UsageError: a column is not of days, or lengths disagree.

    >>> from cchc.deadlines.bulk.tables import bulk_table
    >>> from cchc.rulebook import load_calendar
    >>> new_year, monday = np.array(["2025-12-31"], "M8[D]"), np.array(["2026-01-12"], "M8[D]")
    >>> working_days_between(new_year, monday, bulk_table(load_calendar())).values.tolist()
    [7]
    """
    first, missing = day_column(starts, "starts")
    last, endless = day_column(ends, "ends")
    same_length(last, len(first), "ends")
    nulls = either(missing, endless)
    counts, reasons = np.empty(len(first), np.int64), np.zeros(len(first), np.uint8)
    for rows in blocks(len(first)):
        a, b, out = first[rows], last[rows], counts[rows]
        before = np.take(table.through, a, mode="clip")
        np.take(table.through, b, out=out, mode="clip")
        if nulls is not None or before.min() < 0 or out.min() < 0:
            why = reasons[rows]
            why[(before < 0) | (out < 0)] = Reason.OUT_OF_CALENDAR
            why[(a == NAT) | (b == NAT)] = Reason.NULL
            if nulls is not None:
                why[nulls[rows]] = Reason.NULL
            out -= before
            out[why != 0] = 0
        else:
            out -= before
    return Answers(counts, reasons)
