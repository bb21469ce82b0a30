"""Due days and counts of working days for whole columns: look-ups in the tables, block by block."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from cchc.deadlines.bulk.by_row import Units, answer_by_row
from cchc.deadlines.bulk.columns import BLOCK, Int64s, Nulls, amount_column, blocks, day_column, either, same_length
from cchc.deadlines.bulk.reasons import Answers, Reason
from cchc.deadlines.bulk.rules import Amounts, Reasons, Rule, rule, working_day_step
from cchc.deadlines.bulk.tables import NAT, BulkTable, TableByRow
from cchc.deadlines.bulk.units import DAY_UNITS, day_unit
from cchc.deadlines.policy import DEFAULT_POLICY, Policy


def due_dates(
    starts: ArrayLike,
    amounts: ArrayLike,
    table: BulkTable | TableByRow,
    *,
    unit: Units = "working_day",
    policy: Policy = DEFAULT_POLICY,
    into: Answers | None = None,
) -> Answers:
    """Return the last day of each row's limit, as ``add`` does for it: ``datetime64[D]``, with reasons.

    The day of the start is not counted, the day returned is the last; plain days, weeks, months and years that end on a
    day of rest move to the next working day; ``policy`` chooses otherwise. The cost of a row does not grow with its amount.

    Args:
        starts: days (``datetime64[D]``); ``NaT`` and masked rows are ``NULL``.
        amounts: whole numbers, one for each row or one for all; masked rows are ``NULL``. Fractions of a working day run
            on the hour clock: :func:`~cchc.deadlines.bulk.minutes.add_working_time`.
        table: one calendar, or one for each row.
        unit: the unit of all amounts (:data:`~cchc.deadlines.bulk.units.DAY_UNITS`), or its code for each row.
        policy: the choices that the law leaves; those on the first day, rolling, 29 February and zero days matter here.
        into: earlier answers of as many rows, to be written over: fresh memory costs as much as the look-ups.

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
    if isinstance(unit, str) and isinstance(table, BulkTable):
        return _due_dates(days, counts, nulls, rule(table, unit, policy), Answers.of(len(days), "M8[D]", into))
    if isinstance(unit, str):
        day_unit(unit)

    def answer(rows: Int64s, calendar: BulkTable, of: str) -> Answers:
        many = counts if isinstance(counts, int) else counts[rows]
        lost = None if nulls is None else nulls[rows]
        return _due_dates(days[rows], many, lost, rule(calendar, of, policy), Answers.of(len(rows), "M8[D]"))

    answers = answer_by_row(len(days), table, unit, DAY_UNITS, answer, Answers.of(len(days), "M8[D]", into))
    answers.reasons[np.equal(days, NAT)] = Reason.NULL
    if nulls is not None:
        answers.reasons[nulls] = Reason.NULL
    return answers


def _due_dates(days: Int64s, amounts: Amounts | int, nulls: Nulls, counting: Rule, answers: Answers) -> Answers:
    counting.fill(days, amounts, nulls, answers.values.view(np.int64), answers.reasons)
    return answers


def working_days_after(starts: Int64s, amounts: Amounts, table: BulkTable, out: Int64s | None = None) -> Int64s:
    """Return the due days of clean columns as numbers since 1970: the bare kernel, which looks at nothing twice.

    ``NaT`` where the calendar does not reach. An amount of zero gives the last working day through the start, a negative
    one the working day so many before; :func:`due_dates` is for columns that may hold such.

    >>> from cchc.deadlines.bulk.tables import bulk_table
    >>> from cchc.rulebook import load_calendar
    >>> start = np.array(["2026-02-12"], "M8[D]")
    >>> working_days_after(start.view(np.int64), np.array([3]), bulk_table(load_calendar())).view("M8[D]").tolist()[0].isoformat()
    '2026-02-24'
    """
    ends = np.empty(len(starts), np.int64) if out is None else out
    step = working_day_step(table.through, table.nth)
    room = np.empty(min(len(starts), BLOCK), np.int64)
    for rows in blocks(len(starts)):
        begin = starts[rows]
        step(begin, amounts[rows], ends[rows], room[: len(begin)])
    return ends


def working_days_between(starts: ArrayLike, ends: ArrayLike, table: BulkTable | TableByRow) -> Answers:
    """Return the working days in (start, end] of each row, as ``count`` does: negative when the end is earlier.

    A row without an answer holds 0.

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
    if isinstance(table, BulkTable):
        answers = _between(first, last, table)
    else:
        answers = answer_by_row(
            len(first),
            table,
            "working_day",
            DAY_UNITS,
            lambda rows, calendar, _unit: _between(first[rows], last[rows], calendar),
            Answers.of(len(first), "i8"),
        )
        answers.reasons[np.equal(first, NAT) | np.equal(last, NAT)] = Reason.NULL
    nulls = either(missing, endless)
    if nulls is not None:
        answers.reasons[nulls] = Reason.NULL
    if nulls is not None or isinstance(table, TableByRow):
        answers.values[answers.reasons != 0] = 0
    return answers


def _between(first: Int64s, last: Int64s, table: BulkTable) -> Answers:
    counts, reasons = np.empty(len(first), np.int64), np.zeros(len(first), np.uint8)
    room = np.empty(min(len(first), BLOCK), np.int64)
    for rows in blocks(len(first)):
        a, b, count = first[rows], last[rows], counts[rows]
        before = room[: len(a)]
        np.take(table.through, a, out=before, mode="clip")
        np.take(table.through, b, out=count, mode="clip")
        if int(before.min()) >= 0 and int(count.min()) >= 0:
            np.subtract(count, before, out=count)
        else:
            _count_what_can_be(a, b, before, count, reasons[rows])
    return Answers(counts, reasons)


def _count_what_can_be(first: Int64s, last: Int64s, before: Int64s, count: Int64s, reasons: Reasons) -> None:
    reasons[(before < 0) | (count < 0)] = Reason.OUT_OF_CALENDAR
    reasons[np.equal(first, NAT) | np.equal(last, NAT)] = Reason.NULL
    np.subtract(count, before, out=count)
    count[reasons != 0] = 0
