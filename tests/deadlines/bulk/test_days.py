"""Columns of days against the scalar engine and against the walker, row by row, on random calendars and policies."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cchc.deadlines.bulk.days import due_dates, working_days_after, working_days_between
from cchc.deadlines.bulk.reasons import Answers, Reason
from cchc.deadlines.bulk.tables import BulkTable, TableByRow, bulk_table
from cchc.deadlines.bulk.units import DAY_UNITS, GREATEST, unit_codes
from cchc.deadlines.counting import add, count
from cchc.deadlines.office_hours import STANDARD_OFFICE
from cchc.deadlines.policy import DEFAULT_POLICY, FirstDay, Policy, ZeroDays
from cchc.deadlines.working_calendar import AnyCalendar, WorkingCalendar
from cchc.errors import CalendarCoverageError, LimitError
from cchc.model.time_limit import CalendarDays, Immediate, Months, SameDay, TimeLimit, Weeks, WorkingDays, Years
from cchc.testing import oracle
from cchc.testing import strategies as cs
from cchc.testing.plain import plain_calendar, plain_choices, plain_office

ONE_DAY = timedelta(days=1)
COUNTED = {"working_day": WorkingDays, "day": CalendarDays, "week": Weeks, "month": Months, "year": Years}
WHOLE = {"same_day": SameDay(), "immediate": Immediate()}
Row = tuple[date | None, int]


def limit_of(unit: str, amount: int) -> TimeLimit:
    return WHOLE[unit] if unit in WHOLE else COUNTED[unit](count=amount)


def asked(day: date | None, unit: str, amount: int, calendar: AnyCalendar, policy: Policy = DEFAULT_POLICY) -> date | Reason:
    """What the scalar engine says: the day, or the reason for which it refuses."""
    if day is None:
        return Reason.NULL
    if amount == 0 and unit in COUNTED and policy.zero_days is ZeroDays.REFUSED:
        return Reason.BAD_AMOUNT  # wherever the day lies: what is bad is said before what is beyond the calendar
    try:
        return add(day, limit_of(unit, amount), calendar, policy=policy)
    except LimitError:
        return Reason.BAD_AMOUNT
    except CalendarCoverageError:
        return Reason.OUT_OF_CALENDAR


def told(answers: Answers) -> list[date | Reason]:
    """The column as a list; a row without an answer is empty, one with a day has no reason."""
    found = zip(answers.values.tolist(), answers.reasons.tolist(), strict=True)
    assert all((day is None) == bool(reason) for day, reason in zip(answers.values.tolist(), answers.reasons.tolist(), strict=True))
    return [Reason(reason) if reason else day for day, reason in found]


def column_of(days: list[date | None]) -> np.ndarray:
    return np.array(days, "M8[D]")


def policies() -> st.SearchStrategy[Policy]:
    choices = ("first_day", "roll", "leap_day")
    return st.tuples(cs.policies(), st.sampled_from(ZeroDays)).map(
        lambda drawn: Policy(**{name: getattr(drawn[0], name) for name in choices}, zero_days=drawn[1])
    )


@st.composite
def rows(draw: st.DrawFn, calendar: AnyCalendar) -> list[Row]:
    """Rows within the calendar, at its edges and beyond, of all amounts: ordinary, nothing, negative, absurd."""
    day = st.dates(calendar.first - 5 * ONE_DAY, calendar.last + 5 * ONE_DAY) | st.sampled_from(
        [None, date(1969, 12, 31), date(9999, 12, 31)]
    )
    amount = st.integers(0, 40) | st.sampled_from([-1, 1, 10, 11, 120, 121, 522, 523, 2_600, 2_601, 3_660, 3_661, -(2**31), 2**31 - 1])
    return draw(st.lists(st.tuples(day, amount), min_size=1, max_size=30))


@given(st.data(), st.sampled_from(DAY_UNITS), policies(), st.sampled_from(["i4", "i8", ">i8"]))
def test_each_row_is_what_the_engine_adds(data: st.DataObject, unit: str, policy: Policy, kind: str) -> None:
    calendar = data.draw(cs.calendars())
    drawn = data.draw(rows(calendar))
    answers = due_dates(
        column_of([day for day, _ in drawn]), np.array([n for _, n in drawn], kind), bulk_table(calendar), unit=unit, policy=policy
    )
    assert told(answers) == [asked(day, unit, amount, calendar, policy) for day, amount in drawn]


@given(st.data(), st.sampled_from(DAY_UNITS), policies())
def test_one_amount_for_all_rows_is_that_amount_in_each(data: st.DataObject, unit: str, policy: Policy) -> None:
    calendar = data.draw(cs.calendars(years=1))
    amount = data.draw(st.integers(-1, 60) | st.sampled_from([GREATEST.get(unit, 1), 10**9]))
    every = [calendar.first + (number - 3) * ONE_DAY for number in range(calendar.length + 6)]
    table = bulk_table(calendar)
    few = due_dates(column_of(every), amount, table, unit=unit, policy=policy)
    many = due_dates(column_of(every * (len(table.covered) // len(every) + 1)), amount, table, unit=unit, policy=policy)
    assert told(few) == [asked(day, unit, amount, calendar, policy) for day in every]
    assert np.array_equal(many.values[: len(every)], few.values, equal_nan=True)
    assert np.array_equal(many.reasons[: len(every)], few.reasons)


@given(st.data(), st.sampled_from(DAY_UNITS))
def test_an_office_counts_on_its_own_week_and_closures(data: st.DataObject, unit: str) -> None:
    calendar = data.draw(cs.calendars())
    office = data.draw(cs.offices(closures_within=(calendar.first, calendar.last)))
    drawn = data.draw(rows(calendar))
    answers = due_dates(column_of([day for day, _ in drawn]), np.array([n for _, n in drawn]), bulk_table(calendar, office), unit=unit)
    assert told(answers) == [asked(day, unit, amount, office.over(calendar)) for day, amount in drawn]


@given(st.data(), st.sampled_from(sorted(COUNTED)), st.integers(1, 25), policies())
def test_each_row_is_what_the_walker_finds(data: st.DataObject, unit: str, amount: int, policy: Policy) -> None:
    calendar = data.draw(cs.calendars())
    office = data.draw(cs.offices(closures_within=(calendar.first, calendar.last)))
    plain = plain_office(office, plain_calendar(calendar.facts))
    days = data.draw(st.lists(cs.days(calendar), min_size=1, max_size=8))
    if policy.first_day is FirstDay.COUNTED:  # the engine counts from the day before, which must be in the calendar
        days = [day for day in days if day > calendar.first] or [date(calendar.first.year, 3, 1)]
    answers = due_dates(column_of(days), amount, bulk_table(calendar, office), unit=unit, policy=policy)

    def walk(day: date) -> date | Reason:
        try:
            return oracle.due_day([(unit, amount)], day, plain.rests, national=plain.national, **plain_choices(policy))
        except oracle.BeyondCalendarError:
            return Reason.OUT_OF_CALENDAR

    assert told(answers) == ([walk(day) for day in days] if unit != "year" or amount <= 10 else [Reason.BAD_AMOUNT] * len(days))


@given(st.data(), policies())
def test_rows_of_many_calendars_and_units_are_answered_each_with_its_own(data: st.DataObject, policy: Policy) -> None:
    calendars = {key: data.draw(cs.calendars(year=2024)) for key in "AB"}
    drawn = data.draw(rows(calendars["A"]))
    keys = data.draw(st.lists(st.sampled_from(["A", "B", "Z", None]), min_size=len(drawn), max_size=len(drawn)))
    names = data.draw(st.lists(st.sampled_from([*DAY_UNITS, "hour", "fortnight", None]), min_size=len(drawn), max_size=len(drawn)))
    table = TableByRow.of({key: bulk_table(one) for key, one in calendars.items()}, np.array(keys, object))
    answers = due_dates(
        column_of([day for day, _ in drawn]),
        np.array([n for _, n in drawn]),
        table,
        unit=unit_codes(np.array(names, object)),
        policy=policy,
    )

    def expected(row: Row, key: str | None, name: str | None) -> date | Reason:
        if row[0] is None or key is None or name is None:
            return Reason.NULL
        if name not in DAY_UNITS:
            return Reason.UNKNOWN_UNIT
        return asked(row[0], name, row[1], calendars[key], policy) if key in calendars else Reason.UNKNOWN_CALENDAR

    assert told(answers) == [expected(*one) for one in zip(drawn, keys, names, strict=True)]


@given(st.data())
def test_each_count_is_the_engines_and_the_walkers(data: st.DataObject) -> None:
    calendar = data.draw(cs.calendars())
    day = st.dates(calendar.first - 3 * ONE_DAY, calendar.last + 3 * ONE_DAY) | st.none()
    drawn = data.draw(st.lists(st.tuples(day, day), min_size=1, max_size=20))
    table: BulkTable | TableByRow = bulk_table(calendar)
    if data.draw(st.booleans()):
        table = TableByRow((bulk_table(calendar),), np.zeros(len(drawn), np.int8))
    answers = working_days_between(column_of([a for a, _ in drawn]), column_of([b for _, b in drawn]), table)
    rests = plain_calendar(calendar.facts).rests()
    for (a, b), found, reason in zip(drawn, answers.values.tolist(), answers.reasons.tolist(), strict=True):
        if a is None or b is None:
            assert (found, reason) == (0, Reason.NULL)
        elif not (calendar.first <= a <= calendar.last and calendar.first <= b <= calendar.last):
            assert (found, reason) == (0, Reason.OUT_OF_CALENDAR)
        else:
            assert (found, reason) == (count(a, b, calendar), Reason.ANSWERED)
            assert found == (oracle.count_working_days(a, b, rests) if a <= b else -oracle.count_working_days(b, a, rests))


@given(st.data())
def test_what_is_added_is_counted(data: st.DataObject) -> None:
    calendar = data.draw(cs.calendars())
    days = column_of(data.draw(st.lists(cs.days(calendar), min_size=1, max_size=20)))
    amounts = data.draw(st.lists(st.integers(1, 60), min_size=len(days), max_size=len(days)))
    table = bulk_table(calendar)
    due = due_dates(days, amounts, table)
    back = working_days_between(days, due.values, table)
    assert back.values[due.answered].tolist() == np.array(amounts)[due.answered].tolist()
    assert back.reasons[~due.answered].tolist() == [Reason.NULL] * int((~due.answered).sum())


@given(st.data())
def test_the_bare_kernel_answers_clean_columns_alike(data: st.DataObject) -> None:
    calendar: WorkingCalendar = data.draw(cs.calendars())
    days = column_of(data.draw(st.lists(cs.days(calendar), min_size=1, max_size=20)))
    amounts = np.array(data.draw(st.lists(st.integers(1, 300), min_size=len(days), max_size=len(days))))
    table, out = bulk_table(calendar, STANDARD_OFFICE), np.empty(len(days), np.int64)
    checked = due_dates(days, amounts, table).values.view(np.int64)
    assert working_days_after(days.view(np.int64), amounts, table).tolist() == checked.tolist()
    assert working_days_after(days.view(np.int64), amounts, table, out) is out
    assert out.tolist() == checked.tolist()
