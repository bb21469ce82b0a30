"""The laws of counting, on random calendars, offices, limits and ledgers: they hold whatever the days are.

The numbers are those of the study of peers, section 6: the laws 1 to 6 and the pitfalls T07, T08, T18, T54 to T56, T61
and T62. Law 9, the engine equals the oracle, is ``test_against_oracle.py``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise

from drawn_questions import BEYOND, Question, answered, questions
from hypothesis import assume, given, note
from hypothesis import strategies as st

from cchc.deadlines.counting import add, count, elapsed, subtract
from cchc.deadlines.deadline import Deadline
from cchc.deadlines.office_hours import WorkingTime, working_time
from cchc.deadlines.policy import Policy, Roll
from cchc.deadlines.working_calendar import WorkingCalendar
from cchc.model.clock_entry import ClockEntry, Exclude, ExtendBy
from cchc.model.instant import VIETNAM_TIME
from cchc.model.time_limit import CalendarDays, Months, TimeLimit, Weeks, WorkingDays, WorkingHours
from cchc.rulebook import load_calendar
from cchc.testing import oracle
from cchc.testing import strategies as cs
from cchc.testing.plain import plain_limit

ONE_DAY = timedelta(days=1)


# Law 1: days. Adding, counting and subtracting are each other's inverse, from any day


@st.composite
def days_and_calendar(draw: st.DrawFn, days: int = 1) -> tuple[WorkingCalendar, list[date]]:
    """A calendar and days of its middle, from which 60 working days lead to no edge."""
    calendar = draw(cs.calendars())
    year = calendar.first.year
    return calendar, draw(st.lists(cs.days(calendar, first=date(year, 7, 1), last=date(year + 1, 6, 30)), min_size=days, max_size=days))


few = st.integers(1, 60)


@given(days_and_calendar(), st.integers(0, 60))
def test_t54_counting_to_the_day_added_gives_the_number_added_from_any_day(drawn: tuple[WorkingCalendar, list[date]], n: int) -> None:
    calendar, (day,) = drawn
    assert count(day, add(day, WorkingDays(count=n), calendar), calendar) == n


@given(days_and_calendar(), few, few)
def test_t55_adding_twice_is_adding_the_sum_from_any_day(drawn: tuple[WorkingCalendar, list[date]], a: int, b: int) -> None:
    calendar, (day,) = drawn
    assume(a + b <= 90)
    twice = add(add(day, WorkingDays(count=a), calendar), WorkingDays(count=b), calendar)
    assert twice == add(day, WorkingDays(count=a + b), calendar)


@given(days_and_calendar(), few)
def test_t56_subtracting_undoes_adding_and_finds_the_last_working_day_for_a_day_off(
    drawn: tuple[WorkingCalendar, list[date]], n: int
) -> None:
    calendar, (day,) = drawn
    limit = WorkingDays(count=n)
    worked = day
    while not calendar.is_working_day(worked):
        worked -= ONE_DAY
    assert subtract(add(day, limit, calendar), limit, calendar) == worked


@given(days_and_calendar(), few)
def test_t56_adding_undoes_subtracting_and_finds_the_next_working_day_for_a_day_off(
    drawn: tuple[WorkingCalendar, list[date]], n: int
) -> None:
    calendar, (day,) = drawn
    limit = WorkingDays(count=n)
    worked = day
    while not calendar.is_working_day(worked):
        worked += ONE_DAY
    assert add(subtract(day, limit, calendar), limit, calendar) == worked


@given(days_and_calendar(3))
def test_t56_counting_backwards_is_negative_and_counts_add_up(drawn: tuple[WorkingCalendar, list[date]]) -> None:
    calendar, (a, b, c) = drawn
    assert count(a, b, calendar) == -count(b, a, calendar)
    assert count(a, b, calendar) + count(b, c, calendar) == count(a, c, calendar)


@given(days_and_calendar(), few)
def test_a_negative_count_is_undone_by_subtracting_that_many(drawn: tuple[WorkingCalendar, list[date]], n: int) -> None:
    calendar, (day,) = drawn
    earlier = subtract(day, WorkingDays(count=n), calendar)
    rest = 0 if calendar.is_working_day(day) else 1
    assert count(day, earlier, calendar) == rest - n


@given(days_and_calendar(), few)
def test_normalising_a_day_twice_is_normalising_it_once(drawn: tuple[WorkingCalendar, list[date]], n: int) -> None:
    calendar, (day,) = drawn

    def normal(of: date) -> date:
        return add(subtract(of, WorkingDays(count=n), calendar), WorkingDays(count=n), calendar)

    assert normal(normal(day)) == normal(day)


# Law 1: working time, to the microsecond


@st.composite
def instants_and_clock(draw: st.DrawFn, instants: int = 1) -> tuple[WorkingTime, list[datetime]]:
    """The working time of an office and instants inside the year it is shut now and then."""
    calendar = draw(cs.calendars())
    year = calendar.first.year
    office = draw(cs.offices(closures_within=(date(year, 3, 1), date(year, 9, 1))))
    drawn = draw(st.lists(cs.instants(date(year, 3, 1), date(year, 9, 1)), min_size=instants, max_size=instants))
    return working_time(office.over(calendar), office), drawn


amounts = st.one_of(
    st.integers(1, 80).map(lambda quarters: timedelta(minutes=15 * quarters)), st.timedeltas(timedelta(microseconds=1), timedelta(hours=60))
)


def in_reach(clock: WorkingTime, start: datetime, amount: timedelta) -> None:
    """Offices that open for half an hour a day have not that much time in the calendar: such draws say nothing here."""
    first, last = (datetime.combine(day, time(), VIETNAM_TIME) for day in (clock.calendar.first, clock.calendar.last))
    assume(clock.elapsed(first, start) > 2 * amount < clock.elapsed(start, last))


@given(instants_and_clock(), amounts)
def test_t54_the_time_elapsed_to_the_instant_added_is_the_time_added(drawn: tuple[WorkingTime, list[datetime]], amount: timedelta) -> None:
    clock, (start,) = drawn
    in_reach(clock, start, amount)
    assert clock.elapsed(start, clock.add(start, amount)) == amount
    assert clock.elapsed(clock.subtract(start, amount), start) == amount


@given(instants_and_clock(), amounts, amounts)
def test_t55_adding_time_twice_is_adding_the_sum(drawn: tuple[WorkingTime, list[datetime]], a: timedelta, b: timedelta) -> None:
    clock, (start,) = drawn
    assert answered(lambda: clock.add(clock.add(start, a), b)) == answered(lambda: clock.add(start, a + b))
    assert answered(lambda: clock.subtract(clock.subtract(start, a), b)) == answered(lambda: clock.subtract(start, a + b))


@given(instants_and_clock(), amounts)
def test_t56_subtracting_time_undoes_adding_it_up_to_closed_hours(drawn: tuple[WorkingTime, list[datetime]], amount: timedelta) -> None:
    clock, (start,) = drawn
    in_reach(clock, start, amount)
    back = clock.subtract(clock.add(start, amount), amount)
    assert back >= start
    assert clock.elapsed(start, back) == timedelta()
    forth = clock.add(clock.subtract(start, amount), amount)
    assert forth <= start
    assert clock.elapsed(forth, start) == timedelta()
    assert clock.subtract(clock.add(back, amount), amount) == back
    assert clock.add(clock.subtract(forth, amount), amount) == forth


@given(instants_and_clock(2), st.timedeltas(timedelta(), timedelta(days=3)))
def test_t07_moving_the_end_later_adds_no_more_than_the_move_and_never_less_than_nothing(
    drawn: tuple[WorkingTime, list[datetime]], move: timedelta
) -> None:
    clock, (start, end) = drawn
    more = clock.elapsed(start, end + move) - clock.elapsed(start, end)
    assert timedelta() <= more <= move


@given(instants_and_clock(3))
def test_t08_elapsed_time_adds_up_over_any_instant_and_backwards_is_negative(drawn: tuple[WorkingTime, list[datetime]]) -> None:
    clock, (a, b, c) = drawn
    assert clock.elapsed(a, b) + clock.elapsed(b, c) == clock.elapsed(a, c)
    assert clock.elapsed(a, b) == -clock.elapsed(b, a)


def test_t07_and_t08_hold_at_every_minute_of_the_days_that_broke_a_peer() -> None:
    calendar = load_calendar()
    minutes = [datetime(2026, 4, 28, tzinfo=VIETNAM_TIME) + timedelta(minutes=n) for n in range(5 * 1_440)]
    start = minutes[0] - timedelta(days=3)
    passed = [elapsed(start, at, calendar) for at in minutes]
    steps = {later - earlier for earlier, later in pairwise(passed)}
    assert steps == {timedelta(), timedelta(minutes=1)}


# Law 2: where a limit ends


@given(instants_and_clock(), amounts)
def test_working_time_ends_on_the_closing_side_of_a_session(drawn: tuple[WorkingTime, list[datetime]], amount: timedelta) -> None:
    clock, (start,) = drawn
    in_reach(clock, start, amount)
    end = clock.add(start, amount)
    assert any(opening < end <= closing for opening, closing in clock.sessions_of(end.date()))
    begun = clock.subtract(start, amount)
    assert any(opening <= begun < closing for opening, closing in clock.sessions_of(begun.date()))


@given(questions(cs.day_limits(), policies=cs.policies(), cutoffs=st.none() | cs.shift_cutoffs()))
def test_a_limit_in_days_ends_on_a_working_day_of_the_country_when_it_rolls(question: Question) -> None:
    deadline = question.ask()
    plain = question.plain
    assert deadline.due is not None
    if oracle.total_of(plain_limit(question.limit), "working_day"):
        assert not plain.rests(deadline.due)
    elif question.policy.roll is Roll.CIVIL_CODE:
        assert not plain.national(deadline.due)


@given(questions(cs.limits(), policies=cs.policies()))
def test_the_slip_promises_the_last_closing_by_the_due_day_and_never_a_later_moment(question: Question) -> None:
    deadline = question.ask()
    assert deadline.promised is not None
    assert deadline.due_at is not None
    assert deadline.promised <= deadline.due_at
    if deadline.course is not None and deadline.course.due_at is None:
        plain = question.plain
        day = deadline.course.due
        while not plain.opens(day):
            day -= ONE_DAY
        closing = plain.opens(day)[-1][1]
        assert deadline.promised == datetime(day.year, day.month, day.day, tzinfo=VIETNAM_TIME) + timedelta(minutes=closing)


# Law 3: more rest, more pause, more budget: never earlier


def paused(limit: TimeLimit, received: datetime, last: date) -> st.SearchStrategy[tuple[ClockEntry, ...]]:
    """Ledgers of pauses only."""
    return cs.pauses(received, last).map(cs.paused_ledger)


def due_or_beyond(question: Question) -> date | str:
    """The due moment; a calendar that does not reach it counts as later than any."""
    found = answered(question.ask)
    if not isinstance(found, Deadline):
        return BEYOND
    assert found.course is not None
    return found.course.due_at or found.course.due


def never_earlier(before: date | str, after: date | str) -> bool:
    if isinstance(before, str) or isinstance(after, str):
        return isinstance(after, str)
    return after >= before


def noted_on_the_last_day(question: Question) -> bool:
    """Whether a pause begins on the very day a limit in days is due without it: there the laws 3 and 4 disagree."""
    entries = question.entries
    notices = range(0, len(entries), 2)
    return any(due_or_beyond(replace(question, entries=entries[:place])) == entries[place].occurred_at.date() for place in notices)


@given(questions(cs.limits(40, 12), paused), st.data())
def test_a_holiday_more_is_never_due_earlier(question: Question, data: st.DataObject) -> None:
    received = question.received.date()
    day = data.draw(cs.days(question.calendar, first=received - 5 * ONE_DAY, last=received + 90 * ONE_DAY))
    assume(day not in question.calendar.special)
    more = replace(question, calendar=question.calendar.with_days(off=[day]))
    assume(not noted_on_the_last_day(question) and not noted_on_the_last_day(more))
    note(f"{question.summary()}\nholiday {day}")
    assert never_earlier(due_or_beyond(question), due_or_beyond(more))


@given(questions(cs.limits(40, 12), paused), st.data())
def test_a_make_up_day_more_is_never_due_later(question: Question, data: st.DataObject) -> None:
    received = question.received.date()
    weekend = [day for day in oracle.days_from(received, received + 60 * ONE_DAY) if day.weekday() >= 5]
    day = data.draw(st.sampled_from([day for day in weekend if day not in question.calendar.special]))
    more = replace(question, calendar=question.calendar.with_days(worked=[day]))
    assume(not noted_on_the_last_day(question) and not noted_on_the_last_day(more))
    note(f"{question.summary()}\nmake-up day {day}")
    assert never_earlier(due_or_beyond(more), due_or_beyond(question))


@given(questions(cs.limits(40, 12), paused, cs.policies()), st.data())
def test_a_pause_more_is_never_due_earlier(question: Question, data: st.DataObject) -> None:
    received = question.received
    spans = st.tuples(*[cs.instants(received.date(), received.date() + 60 * ONE_DAY)] * 2)
    since, until = sorted(data.draw(spans))
    number = len(question.entries) + 1
    interval = Exclude(id="more", sequence=number, occurred_at=received, since=since, until=until)
    note(f"{question.summary()}\nexcluded {since} to {until}")
    more = replace(question, entries=(*question.entries, interval))
    assert never_earlier(due_or_beyond(question), due_or_beyond(more))


@given(questions(cs.limits(40, 12), paused, cs.policies()), st.integers(1, 10))
def test_a_bigger_budget_is_never_due_earlier(question: Question, more: int) -> None:
    """From one up: what zero days are is a choice of its own, which rolls by the national days whatever the agency works."""
    limit = question.limit
    assume(getattr(limit, "count", 0) != 0)
    assume(isinstance(limit, WorkingDays | CalendarDays | Weeks | Months | WorkingHours))
    bigger = replace(question, limit=type(limit)(count=getattr(limit, "count", 0) + more))
    note(f"{question.summary()}\nand {more} more")
    assert never_earlier(due_or_beyond(question), due_or_beyond(bigger))


@given(questions(cs.limits(40, 12), paused), st.timedeltas(timedelta(), timedelta(days=10)))
def test_a_later_receipt_is_never_due_earlier(question: Question, later: timedelta) -> None:
    entries = tuple(entry for entry in question.entries if entry.occurred_at >= question.received + later)
    assume(len(entries) == len(question.entries))
    note(f"{question.summary()}\nreceived {later} later")
    assert never_earlier(due_or_beyond(question), due_or_beyond(replace(question, received=question.received + later)))


# Law 4: what a pause leaves alone


@given(questions(cs.limits(40, 12)), st.data())
def test_t17_a_pause_in_which_nothing_of_the_unit_passes_changes_nothing(question: Question, data: st.DataObject) -> None:
    """Between a closing and an opening for hours; on days of rest for working days; within one day for other days."""
    plain = question.plain
    day = data.draw(cs.days(question.calendar, first=question.received.date(), last=question.received.date() + 40 * ONE_DAY))
    clock = data.draw(st.tuples(cs.times_of_day(), cs.times_of_day()))
    since, until = (datetime(day.year, day.month, day.day, tzinfo=VIETNAM_TIME) + one for one in sorted(clock))
    assume(since >= question.received)
    assume(getattr(question.limit, "count", 1) != 0)
    if question.limit.unit == "working_hour" or (
        question.limit.unit == "working_day" and not oracle.is_in_days(plain_limit(question.limit))
    ):
        assume(not oracle.time_between(since, until, plain.opens))
    elif question.limit.unit == "working_day":
        while plain.rests(until.date() + ONE_DAY):
            until += ONE_DAY
    else:
        assume(question.limit.unit != "hour")
    note(f"{question.summary()}\npaused {since} to {until}")
    assert due_or_beyond(replace(question, entries=cs.paused_ledger([(since, until)]))) == due_or_beyond(replace(question, entries=()))


@given(questions(cs.limits(40, 12), paused, cs.policies()), st.data())
def test_splitting_a_pause_in_two_that_touch_changes_nothing(question: Question, data: st.DataObject) -> None:
    assume(question.entries)
    spans = [(one.occurred_at, two.occurred_at) for one, two in zip(question.entries[::2], question.entries[1::2], strict=True)]
    place = data.draw(st.integers(0, len(spans) - 1))
    since, until = spans[place]
    part = data.draw(st.integers(0, 1_000))
    middle = since + (until - since) * part / 1_000
    split = [*spans[:place], (since, middle), (middle, until), *spans[place + 1 :]]
    note(f"{question.summary()}\nsplit at {middle}")
    assert due_or_beyond(replace(question, entries=cs.paused_ledger(split))) == due_or_beyond(question)


@given(questions(cs.limits(40, 12), paused, cs.policies()))
def test_suspending_is_excluding_the_same_interval(question: Question) -> None:
    spans = [(one.occurred_at, two.occurred_at) for one, two in zip(question.entries[::2], question.entries[1::2], strict=True)]
    excluded = cs.numbered(
        [{"kind": "exclude", "occurred_at": question.received, "since": since, "until": until} for since, until in spans]
    )
    assert due_or_beyond(replace(question, entries=excluded)) == due_or_beyond(question)


@given(questions(cs.limits(40, 12)), st.data())
def test_t16_intervals_that_overlap_count_as_their_union(question: Question, data: st.DataObject) -> None:
    first = question.received.date()
    instants = cs.instants(first, first + 30 * ONE_DAY)
    a, b, c, d = sorted(data.draw(st.lists(instants, min_size=4, max_size=4)))
    overlapping, whole = [(a, c), (b, d)], [(a, d)]

    def excluding(spans: list[tuple[datetime, datetime]]) -> Question:
        stands = {"kind": "exclude", "occurred_at": question.received}
        return replace(question, entries=cs.numbered([{**stands, "since": since, "until": until} for since, until in spans]))

    assert due_or_beyond(excluding(overlapping)) == due_or_beyond(excluding(whole))


@given(st.data())
def test_t61_rolling_happens_once_so_two_pauses_end_where_their_sum_does(data: st.DataObject) -> None:
    """Two pauses of one calendar day each, and one of two days, before the due day."""
    calendar = data.draw(cs.calendars())
    start = datetime(calendar.first.year, 3, 1, 9, tzinfo=VIETNAM_TIME) + data.draw(st.integers(0, 60)) * ONE_DAY
    limit = CalendarDays(count=data.draw(st.integers(10, 30)))
    asked = Question(limit, start, calendar, data.draw(cs.offices()), Policy())
    apart = cs.paused_ledger([(start + n * ONE_DAY, start + (n + 1) * ONE_DAY) for n in (2, 5)])
    once = cs.paused_ledger([(start + 2 * ONE_DAY, start + 4 * ONE_DAY)])
    assert due_or_beyond(replace(asked, entries=apart)) == due_or_beyond(replace(asked, entries=once))


@given(questions(st.integers(5, 30).map(lambda n: WorkingDays(count=n)), paused, span=6), st.integers(1, 10))
def test_t62_extending_then_pausing_is_pausing_then_extending(question: Question, days: int) -> None:
    number = len(question.entries) + 1
    last = max((entry.occurred_at for entry in question.entries), default=question.received)
    extension = WorkingDays(count=days)
    before = ExtendBy(id="x", sequence=number, occurred_at=question.received, limit=extension)
    after = ExtendBy(id="x", sequence=number, occurred_at=last, limit=extension)
    early, late = (replace(question, entries=(*question.entries, entry)).ask() for entry in (before, after))
    assume(not late.refusals)
    assert early.due == late.due


# Law 5: delivery


def meaning(deadline: Deadline) -> object:
    return deadline.due, deadline.due_at, deadline.clock, deadline.since, deadline.refusals, deadline.rounds, deadline.rules


@given(questions(cs.limits(30, 12), cs.loose_ledgers, cs.policies(), span=15), st.data())
def test_t18_the_order_of_delivery_and_repetition_change_nothing(question: Question, data: st.DataObject) -> None:
    delivered = data.draw(cs.deliveries(question.entries))
    asked, again = question.ask(), replace(question, entries=delivered).ask()
    assert meaning(asked) == meaning(again)
    now = question.received + data.draw(st.timedeltas(timedelta(), timedelta(days=40)))
    assert asked.at(now) == again.at(now)


# Law 6: what is written down and read again


@given(questions(cs.limits(30, 12), cs.loose_ledgers, cs.policies(), st.none() | cs.shift_cutoffs(), span=15))
def test_a_question_read_from_json_has_the_same_answer(question: Question) -> None:
    written = question.ask().proof.model_dump_json()
    read = type(question.ask().proof).model_validate_json(written)
    again = Question(
        read.limit, read.receipt.received_at, question.calendar, read.office.hours(), read.policy, read.entries, question.cutoff
    )
    assert read.cutoff == question.cutoff
    assert meaning(again.ask()) == meaning(question.ask())
    assert again.ask().proof.model_dump_json() == written


@given(days_and_calendar(), st.integers(1, 4))
def test_a_quarter_of_a_day_is_two_hours_and_four_are_no_whole_day(drawn: tuple[WorkingCalendar, list[date]], quarters: int) -> None:
    calendar, (day,) = drawn
    start = datetime(day.year, day.month, day.day, 9, tzinfo=VIETNAM_TIME)
    if quarters < 4:
        limit: TimeLimit = WorkingDays(count=Fraction(quarters, 4))
        assert add(start, limit, calendar) == add(start, WorkingHours(count=2 * quarters), calendar)
