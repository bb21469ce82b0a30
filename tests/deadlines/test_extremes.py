"""The earliest and the latest due day against every way in which the open questions can be answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from drawn_questions import REGIME, Question
from hypothesis import assume, given, note
from hypothesis import strategies as st

from cchc.deadlines import certainty
from cchc.deadlines.calendar_day import Uncertainty, YearStatus
from cchc.deadlines.calendar_facts import ActDay, CalendarAct, CalendarFacts
from cchc.deadlines.deadline import ForecastDeadline, due
from cchc.deadlines.office_hours import STANDARD_OFFICE
from cchc.deadlines.policy import Policy
from cchc.deadlines.working_calendar import WorkingCalendar
from cchc.model.instant import VIETNAM_TIME
from cchc.model.limit_phrases import parse_limit
from cchc.model.time_limit import TimeLimit, WorkingDays
from cchc.rulebook import forecast, load_calendar
from cchc.testing import oracle
from cchc.testing import strategies as cs
from cchc.testing.plain import plain_calendar, plain_limit, plain_sessions

ONE_DAY = timedelta(days=1)
MOST_WAYS = 1_500


@dataclass(frozen=True)
class Way:
    """One way to answer all questions: the days that change (+1 worked, -1 off), and the day each make-up replaces,
    those already announced as well."""

    changes: dict[date, int]
    works_as: dict[date, date]

    def over(self, rests: oracle.Rests) -> oracle.Rests:
        """The calendar with these days changed."""

        def rule(day: date) -> bool:
            known = rests(day)
            return self.changes[day] < 0 if day in self.changes else known

        return rule


def ways(questions: Sequence[Uncertainty], announced: Mapping[date, date]) -> Iterator[Way]:
    """Every way to answer all questions; two answers cannot change one day. ``announced`` are the make-up days known."""
    for answers in product(*(question.options for question in questions)):
        changes = [change for answer in answers for change in answer]
        if len({day for day, _ in changes}) == len(changes):
            swaps = [sorted(answer, key=lambda change: -change[1]) for answer in answers if len(answer) == 2]
            yield Way(dict(changes), {**announced, **{worked: off for (worked, _), (off, _) in swaps}})


def due_in(way: Way, rests: oracle.Rests, limit: TimeLimit, received: datetime, spans: Sequence[oracle.Pause] = ()) -> date | None:
    """The due day when the questions are answered that way; ``None`` beyond the calendar's last day."""
    plain = plain_limit(limit)
    rests = way.over(rests)
    try:
        if oracle.is_in_days(plain):
            return oracle.due_day(plain, received.date(), rests, pauses=spans)
        opens = oracle.opens_from(plain_sessions(STANDARD_OFFICE), rests, works_as=way.works_as)
        return oracle.due_instant(received, oracle.amount_of(plain), opens, oracle.chained(spans)).date()
    except oracle.BeyondCalendarError:
        return None


def span_of(dues: Sequence[date | None]) -> tuple[date, date | None]:
    known = [one for one in dues if one is not None]
    return min(known), None if len(known) < len(dues) else max(known)


@st.composite
def open_questions(draw: st.DrawFn, *, apart: bool) -> tuple[WorkingCalendar, TimeLimit, datetime, tuple[Uncertainty, ...]]:
    """A question on a calendar with one to three open bridges near it; ``apart``: none shares a make-up day with another."""
    facts = draw(cs.calendar_facts(years=1, most_swaps=1))
    year = facts.announced_years[0]
    reviewed = draw(st.dates(date(year, 1, 1), date(year, 6, 1)))
    calendar = WorkingCalendar(CalendarFacts(facts.statutes, facts.acts, facts.hung_kings, facts.seen, reviewed))
    bridges = [one.options[1][0][0] for one in calendar.uncertainties if len(one.options) > 1]
    assume(bridges)
    day = max(date(year, 1, 2), draw(st.sampled_from(bridges)) - draw(st.integers(0, 40)) * ONE_DAY)
    received = draw(cs.instants(day, day))
    limit = draw(cs.limits(40, 12).filter(lambda limit: limit.unit != "hour"))
    first = received.date() - 30 * ONE_DAY
    plain = plain_calendar(facts)
    plain_due = due_in(Way({}, plain.made_up), plain.rests(), limit, received)
    assume(plain_due is not None)
    last = (plain_due or first) + 75 * ONE_DAY
    near = [one for one in calendar.uncertainties if any(first <= day <= last for option in one.options for day, _ in option)]
    assume(len(near) >= 1)
    touched = [{day for option in one.options for day, _ in option} for one in near]
    assume(not apart or sum(map(len, touched)) == len(set().union(*touched)))
    number = 1
    for one in near:
        number *= len(one.options)
    assume(number <= MOST_WAYS)
    return calendar, limit, received, tuple(near)


def enumerated(calendar: WorkingCalendar, limit: TimeLimit, received: datetime, near: Sequence[Uncertainty]) -> tuple[date, date | None]:
    plain = plain_calendar(calendar.facts)
    return span_of([due_in(way, plain.rests(), limit, received) for way in ways(near, plain.made_up)])


def summary(calendar: WorkingCalendar, limit: TimeLimit, received: datetime, near: Sequence[Uncertainty]) -> str:
    asked = Question(limit, received, calendar, STANDARD_OFFICE, Policy()).summary()
    return f"{asked}\nsettled through {calendar.data_date}\n{[one.name for one in near]}"


@given(st.data())
def test_the_open_questions_are_the_single_working_days_between_days_of_rest(data: st.DataObject) -> None:
    calendar = data.draw(cs.calendars(years=1))
    facts = calendar.facts
    plain = plain_calendar(facts)
    found = oracle.open_bridges(plain.rests(), plain.special, facts.reviewed or plain.first, plain.first, plain.last)
    settled = [(one.since, one.until) for act in facts.acts for one in act.no_swaps]
    left = {day: ups for day, ups in found.items() if not any(since <= day <= until for since, until in settled)}
    assert {one.name: one.options for one in calendar.uncertainties} == {
        f"swap of {day}": ((), *(((day, -1), (up, 1)) for up in ups)) for day, ups in left.items()
    }


@pytest.fixture(params=["every way tried", "most and fewest"], scope="module", autouse=True)
def few_ways(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Every test twice: where the ways are few all are tried; where they are many, the most and the fewest working days."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "most and fewest":
            patch.setattr(certainty, "_MOST_WAYS", 0)
        yield request.param == "every way tried"


@given(drawn=open_questions(apart=True))
def test_the_extremes_are_those_of_every_way_to_answer(
    drawn: tuple[WorkingCalendar, TimeLimit, datetime, tuple[Uncertainty, ...]],
) -> None:
    calendar, limit, received, near = drawn
    note(summary(*drawn))
    deadline = due(limit, received, calendar, REGIME)
    assert (deadline.due_earliest, deadline.due_latest) == enumerated(calendar, limit, received, near)


@given(drawn=open_questions(apart=False))
def test_no_way_to_answer_lies_outside_the_extremes_even_where_bridges_share_make_up_days(
    drawn: tuple[WorkingCalendar, TimeLimit, datetime, tuple[Uncertainty, ...]], few_ways: bool
) -> None:
    calendar, limit, received, near = drawn
    note(summary(*drawn))
    deadline = due(limit, received, calendar, REGIME)
    if few_ways:
        assert (deadline.due_earliest, deadline.due_latest) == enumerated(calendar, limit, received, near)
        return
    earliest, latest = enumerated(calendar, limit, received, near)
    assert deadline.due_earliest is not None
    assert deadline.due_earliest <= earliest
    assert deadline.due_latest is None or (latest is not None and latest <= deadline.due_latest)


@given(drawn=open_questions(apart=True), data=st.data())
def test_the_extremes_hold_around_a_pause_too(
    drawn: tuple[WorkingCalendar, TimeLimit, datetime, tuple[Uncertainty, ...]], data: st.DataObject, few_ways: bool
) -> None:
    """Where the ways are many and the clock has a ledger, the span holds answers that can come, and may miss the farthest."""
    calendar, limit, received, near = drawn
    since = received + data.draw(st.integers(1, 5)) * ONE_DAY
    spans = [(since, since + data.draw(st.integers(1, 10)) * ONE_DAY)]
    note(f"{summary(*drawn)}\npaused {spans}")
    plain = plain_calendar(calendar.facts)
    dues = [due_in(way, plain.rests(), limit, received, spans) for way in ways(near, plain.made_up)]
    assume(None not in dues)
    deadline = due(limit, received, calendar, REGIME, entries=cs.paused_ledger(spans))
    found, true = (deadline.due_earliest, deadline.due_latest), span_of(dues)
    assert found == true if few_ways else (true[0] <= found[0] and found[1] <= true[1])  # pyright: ignore[reportOptionalOperand]


@pytest.mark.parametrize("months", range(0, 24, 2))
@pytest.mark.parametrize("phrase", ["5 ngày làm việc", "30 ngày làm việc", "20 ngày", "02 tháng"])
def test_a_forecast_spans_every_way_to_place_tet_the_national_day_and_the_swaps(phrase: str, months: int) -> None:
    """Beyond the announced years: Tết 2+3 or 1+4, either side of 2/9, each bridge."""
    calendar = forecast(load_calendar(), until=2030)
    received = datetime(2028 + months // 12, months % 12 + 1, 11, 10, tzinfo=VIETNAM_TIME)
    limit = parse_limit(phrase)
    deadline = due(limit, received, calendar, REGIME)
    assert isinstance(deadline, ForecastDeadline)
    assert deadline.certainty is YearStatus.PROVISIONAL
    assert deadline.due is not None
    base = oracle.rests_from(
        [day for day, one in calendar.special.items() if not one.working], [day for day, one in calendar.special.items() if one.working]
    )
    last = deadline.due + 15 * ONE_DAY
    near = [one for one in calendar.uncertainties if any(received.date() < day <= last for option in one.options for day, _ in option)]
    dues = [due_in(way, base, limit, received) for way in ways(near, {})]
    assert (deadline.due_earliest, deadline.due_latest) == span_of(dues)


def test_a_settled_year_has_one_answer() -> None:
    deadline = due(WorkingDays(count=15), datetime(2024, 4, 10, 9, tzinfo=VIETNAM_TIME), load_calendar(), REGIME)
    assert deadline.due_earliest == deadline.due == deadline.due_latest
    assert deadline.certainty is YearStatus.FINAL


def test_the_latest_is_unknown_where_an_answer_takes_it_beyond_the_calendar() -> None:
    """Monday 28 December may be worked on the 19th instead: the seventh working day is then in a year not announced."""
    holiday = CalendarAct("2026", date(2025, 11, 1), annual=2026, days=(ActDay(date(2026, 12, 29), "Nghỉ", "Off"),))
    calendar = WorkingCalendar(CalendarFacts((), (holiday,), {}, {}, date(2026, 12, 1)))
    deadline = due(WorkingDays(count=7), datetime(2026, 12, 21, 9, tzinfo=VIETNAM_TIME), calendar, REGIME)
    assert (deadline.due_earliest, deadline.due, deadline.due_latest) == (date(2026, 12, 31), date(2026, 12, 31), None)
