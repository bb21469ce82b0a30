"""Due days, counts and working time of whole columns, of whichever library they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from cchc.bulk.column import Column
from cchc.bulk.kinds import Holds, taken
from cchc.bulk.needs_numpy import np
from cchc.deadlines.bulk import days, minutes
from cchc.deadlines.bulk.columns import PER_MINUTE
from cchc.deadlines.bulk.reasons import Answers, Reason
from cchc.deadlines.bulk.tables import BulkTable, bulk_table
from cchc.deadlines.office_hours import STANDARD_OFFICE, OfficeHours
from cchc.deadlines.policy import DEFAULT_POLICY, Policy
from cchc.deadlines.working_calendar import AnyCalendar

AnyColumn: TypeAlias = Any
"""A NumPy array, a pandas or Polars series, an Arrow array or chunked array."""


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """Two columns of the kind that was asked with: the answers, null where there is none, and the codes of the reasons.

    ``counts`` holds how many rows each :class:`~cchc.deadlines.bulk.reasons.Reason` has.
    """

    values: AnyColumn
    reasons: AnyColumn
    counts: dict[Reason, int]


def due_dates(
    starts: AnyColumn,
    amounts: AnyColumn,
    calendar: AnyCalendar | BulkTable,
    *,
    unit: str = "working_day",
    office: OfficeHours = STANDARD_OFFICE,
    policy: Policy = DEFAULT_POLICY,
) -> Answered:
    """Return the last day of each row's limit, as :func:`cchc.add` does, in a column of the kind of ``starts``.

    Days are ``datetime64[D]`` of NumPy, ``datetime64`` at midnight of pandas, ``Date`` of Polars, ``date32`` of Arrow.
    ``amounts`` may be one whole number for all rows. The name and the index of a series are kept.

    Raises:
        ColumnError: a column of another type; the message says how to mend it.
        UsageError: columns of different lengths, or no unit of days.

    >>> from cchc.rulebook import load_calendar
    >>> starts = np.array(["2026-02-12", "NaT"], "M8[D]")
    >>> answered = due_dates(starts, np.array([3, 5]), load_calendar())
    >>> answered.values.astype(str).tolist(), answered.reasons.tolist()
    (['2026-02-24', 'NaT'], [0, 1])
    """
    table = _table(calendar, office)
    return _answer(starts, amounts, ("days", "integers"), lambda a, b: days.due_dates(a, b, table, unit=unit, policy=policy))


def working_days_between(
    starts: AnyColumn, ends: AnyColumn, calendar: AnyCalendar | BulkTable, *, office: OfficeHours = STANDARD_OFFICE
) -> Answered:
    """Return the working days in (start, end] of each row, as :func:`cchc.count` does; negative when the end is earlier.

    Raises:
        ColumnError: a column of another type.

    >>> from cchc.rulebook import load_calendar
    >>> a, b = np.array(["2025-12-31"], "M8[D]"), np.array(["2026-01-12"], "M8[D]")
    >>> working_days_between(a, b, load_calendar()).values.tolist()
    [7]
    """
    table = _table(calendar, office)
    return _answer(starts, ends, ("days", "days"), lambda a, b: days.working_days_between(a, b, table))


def add_working_minutes(
    starts: AnyColumn, amounts: AnyColumn, calendar: AnyCalendar | BulkTable, *, office: OfficeHours = STANDARD_OFFICE
) -> Answered:
    """Return when the working minutes of each row have passed, as :func:`cchc.add` does for working hours.

    Instants are wall time of Vietnam where the column has no zone, else moments of Vietnam's zone or of UTC.

    Raises:
        ColumnError: a column of another type, or of another zone.

    >>> from cchc.rulebook import load_calendar
    >>> add_working_minutes(np.array(["2026-11-20T16:00"], "M8[m]"), 480, load_calendar()).values.tolist()[0].isoformat()
    '2026-11-23T16:00:00'
    """
    table = _table(calendar, office)
    return _answer(starts, amounts, ("instants", "integers"), lambda a, b: minutes.add_working_time(a, b, table))


def working_minutes_between(
    starts: AnyColumn, ends: AnyColumn, calendar: AnyCalendar | BulkTable, *, office: OfficeHours = STANDARD_OFFICE
) -> Answered:
    """Return the whole working minutes between two instants of each row, rounded toward the past; negative backwards.

    Raises:
        ColumnError: a column of another type, or of another zone.

    >>> from cchc.rulebook import load_calendar
    >>> morning, evening = np.array(["2026-03-02T08:00"], "M8[m]"), np.array(["2026-03-02T18:00"], "M8[m]")
    >>> working_minutes_between(morning, evening, load_calendar()).values.tolist()
    [450]
    """
    table = _table(calendar, office)

    def ask(a: Any, b: Any) -> Answers:
        found = minutes.working_time_between(a, b, table)
        a_minute = PER_MINUTE[np.datetime_data(found.values.dtype)[0]]
        return Answers(np.where(found.answered, found.values.view(np.int64), 0) // a_minute, found.reasons)

    return _answer(starts, ends, ("instants", "instants"), ask)


def _table(calendar: AnyCalendar | BulkTable, office: OfficeHours) -> BulkTable:
    return calendar if isinstance(calendar, BulkTable) else bulk_table(calendar, office)


def _answer(first: AnyColumn, second: AnyColumn, holds: tuple[Holds, Holds], ask: Callable[[Any, Any], Answers]) -> Answered:
    begin = taken(first, holds[0], "starts")
    end = None if isinstance(second, int | np.integer) else taken(second, holds[1], "amounts" if holds[1] == "integers" else "ends")
    found = ask(begin.values, second if end is None else end.values)
    values, reasons = found.values, found.reasons
    for column in (begin, end):
        values, reasons = _without_unreadable(column, values, reasons)
    counts = Answers(values, reasons).counts()
    return Answered(begin.carry(values, reasons != 0), begin.carry(reasons, np.zeros(len(reasons), np.bool_)), counts)


def _without_unreadable(column: Column | None, values: Any, reasons: Any) -> tuple[Any, Any]:
    if column is None or column.unreadable is None:
        return values, reasons
    values, reasons = values.copy(), reasons.copy()
    values[column.unreadable] = np.array("NaT", values.dtype) if values.dtype.kind == "M" else 0
    reasons[column.unreadable] = Reason.UNREADABLE
    return values, reasons
