"""Working time for whole columns of instants: exact to the unit of the column, on any office's sessions.

The same measure as :class:`~cchc.deadlines.office_hours.WorkingTime`: the sessions stand in a row, each with the working
time before it. A day says which session comes first, a guide which one reaches an amount; a few steps find the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cchc.deadlines.bulk.columns import PER_MINUTE, Nulls, amount_column, blocks, either, instant_column, same_length
from cchc.deadlines.bulk.reasons import Answers, Reason
from cchc.deadlines.bulk.tables import DAY, NAT, VOID, BulkTable, Int64s
from cchc.deadlines.bulk.units import GREATEST
from cchc.errors import OfficeHoursError

_FAR = 1 << 62
_MOST_ENTRIES = 1 << 18


@dataclass(frozen=True, slots=True, eq=False)
class SessionTable:
    """The sessions of a table in one unit of time; make it with :func:`session_table`.

    ``closes[s]`` is when session ``s`` ends, ``origins[s]`` its opening less the working time before it, ``before[s]``
    that working time, ``through[s]`` with its own. One more stands at the end, after the last closing, and one for days
    outside the calendar. ``first_of[day]`` is the first session of a day or of a later one.
    """

    per_day: int
    most_a_day: int
    total: int
    shift: int
    most_a_step: int
    closes: Int64s
    origins: Int64s
    before: Int64s
    through: Int64s
    first_of: Int64s
    guide: Int64s

    def passed(self, instants: Int64s) -> Int64s:
        """Return the working time from the calendar's first day up to each instant; below zero outside the calendar."""
        session = np.floor_divide(instants, self.per_day)
        np.take(self.first_of, session, out=session, mode="clip")
        for _ in range(self.most_a_day):
            session += np.take(self.closes, session, mode="clip") <= instants
        since = instants - np.take(self.origins, session, mode="clip")
        return np.maximum(since, np.take(self.before, session, mode="clip"), out=since)

    def closing_side(self, amounts: Int64s) -> Int64s:
        """Return the first instant at which each amount has passed; ``NAT`` where the calendar has none."""
        session = amounts >> self.shift
        np.take(self.guide, session, out=session, mode="clip")
        for _ in range(self.most_a_step):
            session += np.take(self.through, session, mode="clip") < amounts
        instants = np.take(self.origins, session, mode="clip")
        instants += amounts
        if amounts.size and (amounts.min() <= 0 or amounts.max() > self.total):
            instants[(amounts <= 0) | (amounts > self.total)] = NAT
        return instants


@lru_cache(maxsize=1024)
def session_table(table: BulkTable, unit: str) -> SessionTable:
    """Return the sessions of ``table`` in ``unit``, or in the microseconds they need where they fall between two of it.

    Raises:
        OfficeHoursError: the office never opens on a working day of the calendar.
    """
    if not table.opens.size:
        raise OfficeHoursError(f"the office has no session on any working day of the calendar ({table.version})")
    opens, closes = _in_unit(table.opens, unit), _in_unit(table.closes, unit)
    lengths = closes - opens
    through = np.cumsum(lengths)
    before = through - lengths
    total = int(through[-1])
    days = table.opens // DAY
    first_of = np.full(table.last + 2, len(opens) + 1, np.int64)
    first_of[table.first : -1] = np.searchsorted(days, np.arange(table.first, table.last + 1))
    shift = max(int(lengths.min()).bit_length() - 1, (total // _MOST_ENTRIES).bit_length())
    guide = np.searchsorted(through, np.arange((total >> shift) + 2, dtype=np.int64) << shift)
    return SessionTable(
        PER_MINUTE[unit] * 1440,
        int(np.bincount(days - table.first).max()),
        total,
        shift,
        int(np.diff(guide).max()),
        np.concatenate((closes, [_FAR, _FAR])),
        np.concatenate((opens - before, [_FAR, _FAR])),
        np.concatenate((before, [total, VOID])),
        np.concatenate((through, [_FAR, _FAR])),
        first_of,
        guide,
    )


def exact_unit(table: BulkTable, unit: str) -> str:
    """Return ``unit``, or microseconds where a session begins or ends between two of it."""
    if unit in ("us", "ns"):
        return unit
    size = DAY // 1440 // PER_MINUTE[unit]
    return "us" if (table.opens % size).any() or (table.closes % size).any() else unit


def _in_unit(microseconds: Int64s, unit: str) -> Int64s:
    return microseconds * 1000 if unit == "ns" else microseconds // (60_000_000 // PER_MINUTE[unit])


def add_working_time(starts: ArrayLike, minutes: ArrayLike, table: BulkTable) -> Answers:
    """Return when the working time of each row has passed, as ``add`` does for working hours: the closing side of a session.

    The start runs from its very moment; outside sessions it waits for the next one. Zero minutes give the start. The
    answer has the unit of ``starts``, or microseconds where the office's sessions need them.

    Args:
        starts: instants of Vietnam's wall time, ``datetime64`` from minutes to nanoseconds; ``NaT`` and masked rows are ``NULL``.
        minutes: whole numbers of minutes, one for each row or one for all; 15 for a quarter of an hour.
        table: the calendar and the office.

    Raises:
        UsageError: a column is not of the type said, or lengths disagree.
        OfficeHoursError: the office never opens.

    >>> from cchc.deadlines.bulk.tables import bulk_table
    >>> from cchc.rulebook import load_calendar
    >>> friday = np.array(["2026-11-20T16:00"], "M8[m]")
    >>> add_working_time(friday, 8 * 60, bulk_table(load_calendar())).values.tolist()[0].isoformat()
    '2026-11-23T16:00:00'
    """
    instants, unit, missing = instant_column(starts, "starts")
    amounts, uncounted = amount_column(minutes, "minutes", len(instants))
    nulls = either(missing, uncounted)
    exact = exact_unit(table, unit)
    clock = session_table(table, exact)
    factor, scale = PER_MINUTE[exact] // PER_MINUTE[unit], PER_MINUTE[exact]
    every = np.broadcast_to(np.asarray(amounts), instants.shape)
    values, reasons = np.empty(len(instants), np.int64), np.zeros(len(instants), np.uint8)
    for rows in blocks(len(instants)):
        begin = instants[rows] if factor == 1 else _scaled(instants[rows], factor)
        many = np.multiply(every[rows], scale, dtype=np.int64)
        passed = clock.passed(begin)
        passed += many
        values[rows] = clock.closing_side(passed)
        _settle(
            begin,
            every[rows],
            60 * GREATEST["working_hour"],
            nulls if nulls is None else nulls[rows],
            values[rows],
            reasons[rows],
            table,
            clock,
        )
    return Answers(values.view(f"M8[{exact}]"), reasons)


def _scaled(instants: Int64s, factor: int) -> Int64s:
    return np.where(instants == NAT, NAT, instants * factor)


def _settle(
    starts: Int64s,
    amounts: NDArray[np.integer[Any]],
    greatest: int,
    nulls: Nulls,
    ends: Int64s,
    reasons: NDArray[np.uint8],
    table: BulkTable,
    clock: SessionTable,
) -> None:
    if nulls is None and amounts.min() > 0 and amounts.max() <= greatest and ends.min() != NAT:
        return
    missing = starts == NAT if nulls is None else (starts == NAT) | nulls
    bad = (amounts < 0) | (amounts > greatest)
    day = starts // clock.per_day
    outside = (day < table.first) | (day > table.last)
    np.copyto(ends, starts, where=amounts == 0)
    ends[missing | bad | outside] = NAT
    reasons[ends == NAT] = Reason.OUT_OF_CALENDAR
    reasons[bad] = Reason.BAD_AMOUNT
    reasons[missing] = Reason.NULL


def working_time_between(starts: ArrayLike, ends: ArrayLike, table: BulkTable) -> Answers:
    """Return the working time between two instants of each row, as ``elapsed`` does: ``timedelta64``, negative backwards.

    Raises:
        UsageError: a column is not of instants, they differ in unit, or lengths disagree.
        OfficeHoursError: the office never opens.

    >>> from cchc.deadlines.bulk.tables import bulk_table
    >>> from cchc.rulebook import load_calendar
    >>> morning, evening = np.array(["2026-03-02T08:00"], "M8[m]"), np.array(["2026-03-02T18:00"], "M8[m]")
    >>> working_time_between(morning, evening, bulk_table(load_calendar())).values.tolist()[0].total_seconds() / 3600
    7.5
    """
    first, unit, missing = instant_column(starts, "starts")
    last, _, endless = instant_column(np.ma.asarray(ends).astype(f"M8[{unit}]"), "ends")
    same_length(last, len(first), "ends")
    nulls = either(missing, endless)
    exact = exact_unit(table, unit)
    clock = session_table(table, exact)
    factor = PER_MINUTE[exact] // PER_MINUTE[unit]
    values, reasons = np.empty(len(first), np.int64), np.zeros(len(first), np.uint8)
    for rows in blocks(len(first)):
        a, b = (one[rows] if factor == 1 else _scaled(one[rows], factor) for one in (first, last))
        before, out = clock.passed(a), clock.passed(b)
        why = reasons[rows]
        if nulls is not None or before.min() < 0 or out.min() < 0:
            why[(before < 0) | (out < 0)] = Reason.OUT_OF_CALENDAR
            why[(a == NAT) | (b == NAT)] = Reason.NULL
            if nulls is not None:
                why[nulls[rows]] = Reason.NULL
        out -= before
        out[why != 0] = NAT
        values[rows] = out
    return Answers(values.view(f"m8[{exact}]"), reasons)
