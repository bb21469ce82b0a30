"""Working time for whole columns of instants: exact to the unit of the column, on any office's sessions."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cchc.deadlines.bulk.by_row import answer_by_row
from cchc.deadlines.bulk.columns import BLOCK, PER_MINUTE, Int64s, Nulls, amount_column, blocks, either, instant_column, same_length
from cchc.deadlines.bulk.reasons import Answers, Reason
from cchc.deadlines.bulk.sessions import exact_unit, miss, outside, room_for, session_table
from cchc.deadlines.bulk.tables import NAT, BulkTable, TableByRow
from cchc.deadlines.bulk.units import GREATEST, UNITS
from cchc.errors import UsageError


def add_working_time(starts: ArrayLike, minutes: ArrayLike, table: BulkTable | TableByRow) -> Answers:
    """Return when the working time of each row has passed, as ``add`` does for working hours: the closing side of a session.

    The start runs from its very moment; outside sessions it waits for the next one. Zero minutes give the start. The
    answer has the unit of ``starts``, or microseconds where the office's sessions need them.

    Args:
        starts: instants of Vietnam's wall time, ``datetime64`` from minutes to nanoseconds; ``NaT`` and masked rows are ``NULL``.
        minutes: whole numbers of minutes, one for each row or one for all: 15 for a quarter of an hour, 120 for a quarter
            of a working day.
        table: the calendar and the office, or one for each row.

    Raises:
        UsageError: a column is not of the type said, or lengths disagree.
        OfficeHoursError: an office never opens.

    >>> from cchc.deadlines.bulk.tables import bulk_table
    >>> from cchc.rulebook import load_calendar
    >>> friday = np.array(["2026-11-20T16:00"], "M8[m]")
    >>> add_working_time(friday, 8 * 60, bulk_table(load_calendar())).values.tolist()[0].isoformat()
    '2026-11-23T16:00:00'
    """
    return _added(starts, minutes, table, "working_hour")


def add_elapsed_time(starts: ArrayLike, minutes: ArrayLike, table: BulkTable | TableByRow) -> Answers:
    """Return when so many minutes have passed, as ``add`` does for hours: through nights and days of rest, never rolled.

    The calendar must reach the start; the end may lie beyond it.

    Raises:
        UsageError: a column is not of the type said, or lengths disagree.

    >>> from cchc.deadlines.bulk.tables import bulk_table
    >>> from cchc.rulebook import load_calendar
    >>> friday = np.array(["2026-11-20T16:00"], "M8[m]")
    >>> add_elapsed_time(friday, 48 * 60, bulk_table(load_calendar())).values.tolist()[0].isoformat()
    '2026-11-22T16:00:00'
    """
    return _added(starts, minutes, table, "hour")


def _added(starts: ArrayLike, minutes: ArrayLike, table: BulkTable | TableByRow, unit: str) -> Answers:
    instants, of, missing = instant_column(starts, "starts")
    amounts, uncounted = amount_column(minutes, "minutes", len(instants))
    nulls = either(missing, uncounted)
    every = np.broadcast_to(np.asarray(amounts), instants.shape)
    exact = exact_unit(table, of) if unit == "working_hour" else of
    if isinstance(table, BulkTable):
        return _added_on(instants, every, nulls, table, (unit, of, exact))

    def answer(rows: Int64s, calendar: BulkTable, unit: str) -> Answers:
        return _added_on(instants[rows], every[rows], None if nulls is None else nulls[rows], calendar, (unit, of, exact))

    return _null(
        answer_by_row(len(instants), table, unit, UNITS, answer, Answers.of(len(instants), f"M8[{exact}]")), np.equal(instants, NAT), nulls
    )


def _added_on(instants: Int64s, minutes: NDArray[np.integer[Any]], nulls: Nulls, table: BulkTable, units: tuple[str, str, str]) -> Answers:
    unit, of, exact = units
    clock = session_table(table, exact) if unit == "working_hour" else None
    since, until = _bounds(table, of)
    most = 60 * GREATEST[unit]
    values, reasons = np.empty(len(instants), np.int64), np.zeros(len(instants), np.uint8)
    room = room_for(min(len(instants), BLOCK))
    for rows in blocks(len(instants)):
        begin, many, end = instants[rows], minutes[rows], values[rows]
        at = _scaled(begin, since, until, PER_MINUTE[exact] // PER_MINUTE[of])
        amounts = np.multiply(many, PER_MINUTE[exact], dtype=np.int64)
        amounts += at if clock is None else clock.passed(at, room)
        end[:] = amounts if clock is None else clock.closing_side(amounts, room)
        missed = miss(begin, since, until) or int(end.min()) == NAT
        if missed or nulls is not None or int(many.min()) < 1 or int(many.max()) > most:
            why = reasons[rows]
            np.copyto(end, at, where=np.equal(many, 0))
            end[outside(begin, since, until)] = NAT
            why[np.equal(end, NAT)] = Reason.OUT_OF_CALENDAR
            why[np.less(many, 0) | np.greater(many, most)] = Reason.BAD_AMOUNT
            why[np.equal(begin, NAT)] = Reason.NULL
            if nulls is not None:
                why[nulls[rows]] = Reason.NULL
            end[why != 0] = NAT
    return Answers(values.view(f"M8[{exact}]"), reasons)


def _bounds(table: BulkTable, unit: str) -> tuple[int, int]:
    """Return the calendar's first instant and the one after its last, in ``unit``."""
    per_day = PER_MINUTE[unit] * 1440
    return table.first * per_day, (table.last + 1) * per_day


def _scaled(instants: Int64s, since: int, until: int, factor: int) -> Int64s:
    """Return instants in a finer unit; those beyond the calendar stay beyond it, and cannot overflow."""
    return instants if factor == 1 else np.clip(instants, since - 1, until) * factor


def _null(answers: Answers, missing: NDArray[np.bool_], nulls: Nulls) -> Answers:
    """Say of the rows that lack a value just that, whatever else is wrong with them."""
    answers.reasons[missing if nulls is None else missing | nulls] = Reason.NULL
    return answers


def working_time_between(starts: ArrayLike, ends: ArrayLike, table: BulkTable | TableByRow) -> Answers:
    """Return the working time between two instants of each row, as ``elapsed`` does: ``timedelta64``, negative backwards.

    Raises:
        UsageError: a column is not of instants, they differ in unit, or lengths disagree.
        OfficeHoursError: an office never opens.

    >>> from cchc.deadlines.bulk.tables import bulk_table
    >>> from cchc.rulebook import load_calendar
    >>> morning, evening = np.array(["2026-03-02T08:00"], "M8[m]"), np.array(["2026-03-02T18:00"], "M8[m]")
    >>> working_time_between(morning, evening, bulk_table(load_calendar())).values.tolist()[0].total_seconds() / 3600
    7.5
    """
    first, of, missing = instant_column(starts, "starts")
    last, unit, endless = instant_column(ends, "ends")
    same_length(last, len(first), "ends")
    if unit != of:
        raise UsageError(f"starts are in {of}, ends in {unit}; give both in one unit: column.astype('datetime64[us]')")
    nulls, exact = either(missing, endless), exact_unit(table, of)
    if isinstance(table, BulkTable):
        answers = _between_on(first, last, table, of, exact)
    else:

        def answer(rows: Int64s, calendar: BulkTable, _unit: str) -> Answers:
            return _between_on(first[rows], last[rows], calendar, of, exact)

        answers = answer_by_row(len(first), table, "working_hour", UNITS, answer, Answers.of(len(first), f"m8[{exact}]"))
    if nulls is not None or isinstance(table, TableByRow):
        _null(answers, np.equal(first, NAT) | np.equal(last, NAT), nulls)
        answers.values[answers.reasons != 0] = NAT
    return answers


def _between_on(first: Int64s, last: Int64s, table: BulkTable, of: str, exact: str) -> Answers:
    clock, bounds, factor = session_table(table, exact), _bounds(table, of), PER_MINUTE[exact] // PER_MINUTE[of]
    values, reasons = np.empty(len(first), np.int64), np.zeros(len(first), np.uint8)
    room = room_for(min(len(first), BLOCK))
    for rows in blocks(len(first)):
        a, b, between = first[rows], last[rows], values[rows]
        before, through = (clock.passed(_scaled(at, *bounds, factor), room) for at in (a, b))
        np.subtract(through, before, out=between)
        if int(before.min()) < 0 or int(through.min()) < 0:
            why = reasons[rows]
            why[np.less(before, 0) | np.less(through, 0)] = Reason.OUT_OF_CALENDAR
            why[np.equal(a, NAT) | np.equal(b, NAT)] = Reason.NULL
            between[why != 0] = NAT
    return Answers(values.view(f"m8[{exact}]"), reasons)
