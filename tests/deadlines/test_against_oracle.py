"""The engine against the walker, on random calendars, offices, limits, ledgers and policies (law 9)."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from drawn_questions import BEYOND, Question, answered, questions
from hypothesis import assume, event, given, note
from hypothesis import strategies as st

from cchc.deadlines.counting import add, count, elapsed, subtract
from cchc.deadlines.deadline import Deadline
from cchc.model.time_limit import TimeLimit, WorkingHours
from cchc.rulebook import load_calendar
from cchc.testing import oracle
from cchc.testing import strategies as cs
from cchc.testing.plain import plain_calendar, plain_limit, plain_office


def compare(question: Question) -> None:
    """Due, state and refusals of both."""
    note(question.summary())
    walked = answered(question.walk)
    asked = answered(question.ask)
    if walked is BEYOND or asked is BEYOND:
        assert walked is asked
        return
    assert isinstance(walked, oracle.Clock)
    assert isinstance(asked, Deadline)
    entries = [entry.id for entry in sorted(question.entries, key=lambda one: (one.occurred_at, one.sequence))]
    assert [one.entry_id for one in asked.refusals] == [entries[place] for place in walked.refused]
    assert asked.clock.value == walked.state
    assert (asked.due_at if isinstance(walked.due, datetime) else asked.due) == walked.due
    event(walked.state)


# Days


@given(st.data())
def test_the_calendar_has_the_days_its_acts_make(data: st.DataObject) -> None:
    calendar = data.draw(cs.calendars(years=1))
    rests = plain_calendar(calendar.facts).rests()
    days = list(oracle.days_from(calendar.first, calendar.last))
    assert [calendar.is_working_day(day) for day in days] == [not rests(day) for day in days]


def test_the_official_calendar_has_the_days_its_acts_make() -> None:
    calendar = load_calendar()
    rests = plain_calendar(calendar.facts).rests()
    assert [day for day in oracle.days_from(calendar.first, calendar.last) if calendar.is_working_day(day) is rests(day)] == []


@given(st.data(), cs.day_limits())
def test_adding_a_limit_to_a_day_is_walking_it(data: st.DataObject, limit: TimeLimit) -> None:
    calendar = data.draw(cs.calendars())
    start = data.draw(cs.days(calendar))
    assume(getattr(limit, "count", 1) != 0)
    rests = plain_calendar(calendar.facts).rests()
    assert answered(lambda: add(start, limit, calendar)) == answered(lambda: oracle.due_day(plain_limit(limit), start, rests))


@given(st.data(), cs.day_limits())
def test_counting_back_from_an_event_is_walking_back(data: st.DataObject, limit: TimeLimit) -> None:
    calendar = data.draw(cs.calendars())
    event_day = data.draw(cs.days(calendar))
    rests = plain_calendar(calendar.facts).rests()

    def walk() -> date:
        day = oracle.days_before(plain_limit(limit), event_day, rests)
        rests(day)
        return day

    assert answered(lambda: subtract(event_day, limit, calendar)) == answered(walk)


@given(st.data())
def test_counting_days_is_walking_them(data: st.DataObject) -> None:
    calendar = data.draw(cs.calendars())
    start, end = data.draw(cs.days(calendar)), data.draw(cs.days(calendar))
    assert count(start, end, calendar) == oracle.count_working_days(start, end, plain_calendar(calendar.facts).rests())


# Hours


@given(st.data())
def test_working_time_is_the_minutes_walked(data: st.DataObject) -> None:
    calendar = data.draw(cs.calendars())
    year = calendar.first.year
    office = data.draw(cs.offices(closures_within=(date(year, 3, 1), date(year, 3, 10))))
    plain = plain_office(office, plain_calendar(calendar.facts))
    asked_on = office.over(calendar)
    start, end = (data.draw(cs.instants(date(year, 3, 1), date(year, 3, 10))) for _ in range(2))
    assert elapsed(start, end, asked_on, office=office) == oracle.time_between(start, end, plain.opens)
    limit = data.draw(st.integers(1, 24).map(lambda quarters: WorkingHours(count=Fraction(quarters, 4))))
    amount = oracle.amount_of(plain_limit(limit))
    assert answered(lambda: add(start, limit, asked_on, office=office)) == answered(lambda: oracle.due_instant(start, amount, plain.opens))
    assert answered(lambda: subtract(start, limit, asked_on, office=office)) == answered(
        lambda: oracle.latest_start(start, amount, plain.opens)
    )


# The whole question


@given(questions(cs.day_limits(), policies=cs.policies(), cutoffs=st.none() | cs.shift_cutoffs()))
def test_a_limit_in_days_is_due_where_the_walk_ends(question: Question) -> None:
    compare(question)


@given(questions(cs.hour_limits(12), policies=cs.policies(), cutoffs=st.none() | cs.shift_cutoffs()))
def test_a_limit_in_hours_is_due_where_the_walk_ends(question: Question) -> None:
    compare(question)


@given(questions(cs.day_limits(30), cs.ledgers, cs.policies(), st.none() | cs.shift_cutoffs()))
def test_a_ledger_in_days_is_walked(question: Question) -> None:
    compare(question)


@given(questions(cs.day_limits(30), cs.loose_ledgers, cs.policies(), st.none() | cs.shift_cutoffs()))
def test_a_loose_ledger_in_days_is_walked_and_the_same_entries_are_refused(question: Question) -> None:
    compare(question)


@given(questions(cs.hour_limits(12), cs.ledgers, cs.policies(), span=12))
def test_a_ledger_in_hours_is_walked(question: Question) -> None:
    compare(question)


@given(questions(cs.hour_limits(12), cs.loose_ledgers, cs.policies(), span=12))
def test_a_loose_ledger_in_hours_is_walked_and_the_same_entries_are_refused(question: Question) -> None:
    compare(question)
