"""The engine against the walker, on random calendars, offices, limits, ledgers and policies (law 9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from hypothesis import assume, event, given, note, settings
from hypothesis import strategies as st

from cchc.deadlines.counting import add, count, elapsed, subtract
from cchc.deadlines.deadline import Deadline, due
from cchc.deadlines.office_hours import OfficeHours
from cchc.deadlines.policy import DayFraction, FirstDay, Policy
from cchc.deadlines.working_calendar import WorkingCalendar
from cchc.errors import CalendarCoverageError
from cchc.model.clock_entry import ClockEntry
from cchc.model.time_limit import Months, TimeLimit, WorkingHours, Years
from cchc.rulebook import load_calendar, load_regimes
from cchc.testing import oracle
from cchc.testing import strategies as cs
from cchc.testing.plain import PlainOffice, plain_calendar, plain_choices, plain_entries, plain_limit, plain_office, plain_sessions

REGIME = load_regimes().all[-1]
BEYOND = "beyond the calendar"


def answered(ask: Callable[[], object]) -> object:
    """The answer, or that the calendar does not reach it: engine and oracle must agree on that too."""
    try:
        return ask()
    except (CalendarCoverageError, oracle.BeyondCalendarError):
        return BEYOND


@dataclass(frozen=True)
class Question:
    """A drawn question with its plain facts."""

    limit: TimeLimit
    received: datetime
    calendar: WorkingCalendar
    office: OfficeHours
    policy: Policy
    entries: tuple[ClockEntry, ...]

    def summary(self) -> str:
        """What matters of a failing example, in few lines."""
        days = plain_calendar(self.calendar.facts)
        return "\n".join(
            (
                f"{plain_limit(self.limit)} from {self.received:%a} {self.received} on {days.first.year}-{days.last.year}",
                f"off {sorted(map(str, days.off))} made up {sorted(map(str, days.made_up))}",
                f"office {plain_sessions(self.office)} week {sorted(self.office.week)} {self.office.closures}",
                f"policy {self.policy.model_dump_json(exclude_defaults=True)}",
                *(f"{one.kind} {one.model_dump_json(exclude_defaults=True)}" for one in self.entries),
            )
        )

    @property
    def plain(self) -> PlainOffice:
        return plain_office(self.office, plain_calendar(self.calendar.facts))

    def ask(self) -> Deadline:
        return due(self.limit, self.received, self.calendar, REGIME, office=self.office, policy=self.policy, entries=self.entries)

    def begin(self, at: datetime) -> datetime:
        """When a clock that is set off at ``at`` starts."""
        plain = self.plain
        return oracle.starting_instant(
            at,
            plain.rests,
            plain.opens,
            rest_day_receipt=self.policy.rest_day_receipt.value,
            off_hours_receipt=self.policy.off_hours_receipt.value,
        )

    def due_of(self, limit: oracle.Limit, start: datetime, pauses: oracle.Sequence[oracle.Pause]) -> date:
        plain = self.plain
        start = self.begin(start)
        if oracle.is_in_days(limit):
            return oracle.due_day(limit, start.date(), plain.rests, national=plain.national, pauses=pauses, **plain_choices(self.policy))
        opens = oracle.always_open if limit[0][0] == "hour" else plain.opens
        amount = oracle.amount_of(limit, hours_a_day=self.hours_a_day(start))
        return oracle.due_instant(start, amount, opens, oracle.chained(pauses))

    def hours_a_day(self, start: datetime) -> Fraction:
        if self.policy.day_fraction is DayFraction.EIGHT_HOURS:
            return Fraction(8)
        plain = self.plain
        return Fraction(sum(end - begin for begin, end in plain.opens(oracle.working_day_from(start.date(), plain.rests))), 60)

    def walk(self) -> oracle.Clock:
        return oracle.run_ledger(
            plain_limit(self.limit),
            self.received,
            self.received,
            plain_entries(self.entries),
            self.due_of,
            max_extensions=self.policy.max_extensions,
            extension_after_breach_refused=self.policy.extension_after_breach_refused,
            extension_longer_than_term_refused=self.policy.extension_longer_than_term_refused,
        )


@st.composite
def questions(
    draw: st.DrawFn,
    limits: st.SearchStrategy[TimeLimit],
    ledger: Callable[..., st.SearchStrategy[tuple[ClockEntry, ...]]] | None = None,
    policies: st.SearchStrategy[Policy] = st.just(Policy()),
    *,
    span: int = 40,
) -> Question:
    calendar = draw(cs.calendars())
    year = calendar.first.year
    office = draw(cs.offices(closures_within=(date(year, 2, 1), date(year, 8, 1))))
    received = draw(cs.instants(date(year, 2, 1), date(year, 7, 31)))
    limit = draw(limits)
    entries = draw(ledger(limit, received, received.date() + timedelta(days=span))) if ledger else ()
    return Question(limit, received, calendar, office, draw(policies), entries)


def settled_meaning(question: Question) -> bool:
    """Whether texts and decisions say what the question means: months that include their first day are left open."""
    in_months = [one for one in (question.limit, *getattr(question.limit, "parts", ())) if isinstance(one, Months | Years)]
    return not (in_months and question.policy.first_day is FirstDay.COUNTED)


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
    office = data.draw(cs.offices(closures_within=(date(year, 3, 1), date(year, 3, 20))))
    plain = plain_office(office, plain_calendar(calendar.facts))
    asked_on = office.over(calendar)
    start, end = (data.draw(cs.instants(date(year, 3, 1), date(year, 3, 20))) for _ in range(2))
    assert elapsed(start, end, asked_on, office=office) == oracle.time_between(start, end, plain.opens)
    limit = data.draw(st.integers(1, 40).map(lambda quarters: WorkingHours(count=Fraction(quarters, 4))))
    amount = oracle.amount_of(plain_limit(limit))
    assert answered(lambda: add(start, limit, asked_on, office=office)) == answered(lambda: oracle.due_instant(start, amount, plain.opens))
    assert answered(lambda: subtract(start, limit, asked_on, office=office)) == answered(
        lambda: oracle.latest_start(start, amount, plain.opens)
    )


# The whole question


@given(questions(cs.day_limits(), policies=cs.policies()).filter(settled_meaning))
def test_a_limit_in_days_is_due_where_the_walk_ends(question: Question) -> None:
    compare(question)


@settings(max_examples=60)
@given(questions(cs.hour_limits(12), policies=cs.policies()))
def test_a_limit_in_hours_is_due_where_the_walk_ends(question: Question) -> None:
    compare(question)


@settings(max_examples=150)
@given(questions(cs.day_limits(30), cs.ledgers, cs.policies()).filter(settled_meaning))
def test_a_ledger_in_days_is_walked(question: Question) -> None:
    compare(question)


@settings(max_examples=150)
@given(questions(cs.day_limits(30), cs.loose_ledgers, cs.policies()).filter(settled_meaning))
def test_a_loose_ledger_in_days_is_walked_and_the_same_entries_are_refused(question: Question) -> None:
    compare(question)


@settings(max_examples=40)
@given(questions(cs.hour_limits(12), cs.ledgers, cs.policies(), span=12))
def test_a_ledger_in_hours_is_walked(question: Question) -> None:
    compare(question)


@settings(max_examples=40)
@given(questions(cs.hour_limits(12), cs.loose_ledgers, cs.policies(), span=12))
def test_a_loose_ledger_in_hours_is_walked_and_the_same_entries_are_refused(question: Question) -> None:
    compare(question)
