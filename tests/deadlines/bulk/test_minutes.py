"""Columns of instants against the scalar engine and the minute walker, row by row, on random offices and in every unit."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cchc.deadlines.bulk.columns import PER_MINUTE
from cchc.deadlines.bulk.minutes import add_elapsed_time, add_working_time, working_time_between
from cchc.deadlines.bulk.reasons import Answers, Reason
from cchc.deadlines.bulk.tables import DAY, EPOCH, TableByRow, bulk_table
from cchc.deadlines.counting import add, elapsed
from cchc.deadlines.office_hours import OfficeHours, working_time
from cchc.deadlines.working_calendar import AnyCalendar
from cchc.errors import CalendarCoverageError, LimitError
from cchc.model.instant import VIETNAM_TIME
from cchc.model.time_limit import Hours, WorkingHours
from cchc.testing import oracle
from cchc.testing import strategies as cs
from cchc.testing.plain import plain_calendar, plain_office

ONE_DAY = timedelta(days=1)
UNITS = sorted(PER_MINUTE)


@st.composite
def desks(draw: st.DrawFn) -> tuple[AnyCalendar, OfficeHours]:
    """A calendar with the office's days laid over it, and the office; now and then with sessions to the second."""
    calendar = draw(cs.calendars())
    office = draw(cs.offices(closures_within=(calendar.first, calendar.last)))
    if draw(st.integers(0, 4)) == 0:
        office = OfficeHours("Lẻ giây", {day: [(time(7, 30, 0, 1), time(11, 29, 59)), (time(13), time(17))] for day in range(5)})
    return office.over(calendar), office


def instants(calendar: AnyCalendar) -> st.SearchStrategy[datetime | None]:
    within = cs.instants(calendar.first - 2 * ONE_DAY, calendar.last + 2 * ONE_DAY).map(lambda at: at.replace(tzinfo=None))
    return within | st.sampled_from([None, datetime(1969, 12, 31, 23, 59), datetime(2200, 1, 1)])


def column_of(at: list[datetime | None], unit: str) -> np.ndarray:
    return np.array(at, "M8[us]").astype(f"M8[{unit}]")


def scalars(column: np.ndarray) -> list[datetime | None]:
    return column.astype("M8[us]").tolist()


def told(answers: Answers) -> list[datetime | Reason]:
    assert np.array_equal(np.isnat(answers.values), ~answers.answered)
    return [Reason(reason) if reason else value for value, reason in zip(scalars(answers.values), answers.reasons.tolist(), strict=True)]


def asked(
    at: datetime | None, minutes: int, kind: type[WorkingHours | Hours], calendar: AnyCalendar, office: OfficeHours
) -> datetime | Reason:
    if at is None:
        return Reason.NULL
    try:
        limit = kind(count=Fraction(minutes, 60))
        calendar.index(at.date())  # no hours at all are answered by the scalar engine wherever they lie
        return add(at.replace(tzinfo=VIETNAM_TIME), limit, calendar, office=office).replace(tzinfo=None)
    except LimitError:
        return Reason.BAD_AMOUNT
    except CalendarCoverageError:
        return Reason.OUT_OF_CALENDAR


AMOUNTS = st.integers(0, 3_000) | st.sampled_from([-1, 1, 60, 240, 480, 481, 60 * 20_800, 60 * 20_800 + 1, 60 * 87_840 + 1, -(2**31)])


@given(st.data(), desks(), st.sampled_from(UNITS), st.sampled_from([WorkingHours, Hours]))
def test_each_row_is_what_the_engine_adds(
    data: st.DataObject, desk: tuple[AnyCalendar, OfficeHours], unit: str, kind: type[WorkingHours | Hours]
) -> None:
    calendar, office = desk
    drawn = data.draw(st.lists(st.tuples(instants(calendar), AMOUNTS), min_size=1, max_size=25))
    starts, minutes = column_of([at for at, _ in drawn], unit), np.array([amount for _, amount in drawn])
    ask = add_working_time if kind is WorkingHours else add_elapsed_time
    expected = [asked(at, amount, kind, calendar, office) for at, amount in zip(scalars(starts), minutes.tolist(), strict=True)]
    table = bulk_table(calendar, office)
    assert told(ask(starts, minutes, table)) == expected
    by_row = TableByRow((table,), np.where(np.arange(len(drawn)) % 3 == 2, 7, 0))
    assert told(ask(starts, minutes, by_row)) == [
        Reason.UNKNOWN_CALENDAR if row % 3 == 2 and one is not Reason.NULL else one for row, one in enumerate(expected)
    ]


@given(st.data(), desks(), st.sampled_from(UNITS))
def test_each_span_is_what_the_engine_measures(data: st.DataObject, desk: tuple[AnyCalendar, OfficeHours], unit: str) -> None:
    calendar, office = desk
    drawn = data.draw(st.lists(st.tuples(instants(calendar), instants(calendar)), min_size=1, max_size=25))
    starts, ends = (column_of([pair[side] for pair in drawn], unit) for side in (0, 1))
    table = bulk_table(calendar, office)
    plain, by_row = (working_time_between(starts, ends, one) for one in (table, TableByRow((table,), np.zeros(len(drawn), int))))
    assert plain.values.dtype == by_row.values.dtype
    assert np.array_equal(plain.values, by_row.values, equal_nan=True)
    assert plain.reasons.tolist() == by_row.reasons.tolist()
    for a, b, span, reason in zip(
        scalars(starts), scalars(ends), plain.values.astype("m8[us]").tolist(), plain.reasons.tolist(), strict=True
    ):
        if a is None or b is None:
            assert (span, reason) == (None, Reason.NULL)
        elif not all(calendar.first <= one.date() <= calendar.last for one in (a, b)):
            assert (span, reason) == (None, Reason.OUT_OF_CALENDAR)
        else:
            ours = elapsed(a.replace(tzinfo=VIETNAM_TIME), b.replace(tzinfo=VIETNAM_TIME), calendar, office=office)
            assert (span, reason) == (ours, Reason.ANSWERED)


@given(st.data())
def test_each_row_is_what_the_minute_walker_finds(data: st.DataObject) -> None:
    calendar = data.draw(cs.calendars(years=1))
    office = data.draw(cs.offices(closures_within=(calendar.first, calendar.last)))
    opens = plain_office(office, plain_calendar(calendar.facts)).opens
    starts = data.draw(st.lists(cs.instants(date(calendar.first.year, 2, 1), date(calendar.first.year, 9, 1)), min_size=1, max_size=3))
    minutes = data.draw(st.integers(1, 900))
    naive = [at.replace(tzinfo=None) for at in starts]
    answers = add_working_time(column_of(naive, "us"), minutes, bulk_table(calendar, office))
    walked = [oracle.due_instant(at, timedelta(minutes=minutes), opens) for at in naive]
    assert told(answers) == walked
    spans = working_time_between(column_of(naive, "us"), answers.values, bulk_table(calendar, office))
    assert spans.values.tolist() == [timedelta(minutes=minutes)] * len(naive)


@given(desks())
def test_the_sessions_of_a_table_are_those_of_the_engine(desk: tuple[AnyCalendar, OfficeHours]) -> None:
    calendar, office = desk
    table, clock = bulk_table(calendar, office), working_time(calendar, office)
    days = (date.fromordinal(EPOCH + day) for day in range(table.first, table.last + 1))
    sessions = [session for day in days for session in clock.sessions_of(day)]
    at = np.array([[one.replace(tzinfo=None) for one in session] for session in sessions], "M8[us]").astype(np.int64)
    assert np.array_equal(table.opens, at[:, 0])
    assert np.array_equal(table.closes, at[:, 1])
    assert DAY == 24 * 3_600 * 1_000_000
