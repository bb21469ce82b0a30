"""What the clock shows at any moment, walked: what passed, what is left, how late, since when (law 9, T11b, T14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

from drawn_questions import Question, questions
from hypothesis import assume, given, note
from hypothesis import strategies as st

from cchc.deadlines.clock_state import ClockState
from cchc.deadlines.policy import PauseDays, Policy
from cchc.deadlines.reading import Amount, Reading
from cchc.model.clock_entry import ClockEntry
from cchc.model.time_limit import CalendarDays, Hours, TimeLimit, WorkingDays, WorkingHours
from cchc.testing import oracle
from cchc.testing import strategies as cs
from cchc.testing.plain import plain_entries, plain_limit

ONE_HOUR = timedelta(hours=1)


def in_days() -> st.SearchStrategy[TimeLimit]:
    counts = st.integers(1, 20)
    return counts.map(lambda count: WorkingDays(count=count)) | counts.map(lambda count: CalendarDays(count=count))


def in_hours() -> st.SearchStrategy[TimeLimit]:
    quarters = st.integers(1, 48).map(lambda count: Fraction(count, 4))
    return quarters.map(lambda count: WorkingHours(count=count)) | quarters.map(lambda count: Hours(count=count))


@st.composite
def pauses_and_intervals(draw: st.DrawFn, limit: TimeLimit, received: datetime, last: date) -> tuple[ClockEntry, ...]:
    """Suspensions, of which the last one may still run, with excluded intervals among them."""
    spans = draw(cs.pauses(received, last, 3))
    entries: list[dict[str, object]] = [
        {"kind": kind, "occurred_at": at} for span in spans for kind, at in zip(("suspend", "resume"), span, strict=True)
    ]
    if entries and draw(st.booleans()):
        entries.pop()
    for _ in range(draw(st.integers(0, 2))):
        at, since, until = sorted(draw(st.tuples(*[cs.instants(received.date(), last)] * 3)))
        entries.append({"kind": "exclude", "occurred_at": max(at, received), "since": since, "until": until})
    return cs.numbered(entries)


PAUSE_READINGS = st.builds(Policy, pause_days=st.sampled_from(PauseDays))


def walked(question: Question, now: datetime) -> Reading:
    """The reading by the walker: a suspension that still runs lasts until now."""
    happened = [entry for entry in plain_entries(question.entries) if entry.at <= now]
    shown = oracle.run_ledger(plain_limit(question.limit), question.received, question.received, happened, question.due_of)
    pauses = oracle.chained([*shown.pauses, *([(shown.paused_at, now)] if shown.paused_at else [])])
    due = question.due_of(plain_limit(question.limit), question.received, pauses)
    if isinstance(due, datetime):
        passed, late = (hours_passed(question, since, now, pauses) for since in (question.received, due))
    else:
        passed, late = (days_passed(question, since, now, pauses) for since in (question.received.date(), due))
    total = getattr(question.limit, "count", 0)
    is_late = oracle.is_late(shown.paused_at or now, due)
    return Reading(
        now,
        ClockState(shown.state),
        shown.due.date() if isinstance(shown.due, datetime) else shown.due,
        shown.due if isinstance(shown.due, datetime) else None,
        (Amount(question.limit.unit, max(0, total - passed)),),
        (Amount(question.limit.unit, passed),),
        Amount(question.limit.unit, late) if is_late else None,
        oracle.first_breach(due, now) if is_late else None,
    )


def days_passed(question: Question, since: date, now: datetime, pauses: Sequence[oracle.Pause]) -> int:
    taken_out = {day for pause in pauses for day in oracle.days_taken_out(pause, question.policy.pause_days.value)}
    return oracle.days_passed(since, now.date(), question.limit.unit, question.plain.rests, taken_out)


def hours_passed(question: Question, since: datetime, now: datetime, pauses: Sequence[oracle.Pause]) -> Fraction:
    opens = oracle.always_open if question.limit.unit == "hour" else question.plain.opens
    passed = oracle.time_between(since, max(since, now), opens, pauses)
    return Fraction(passed // timedelta(microseconds=1), ONE_HOUR // timedelta(microseconds=1))


@given(questions(in_days(), pauses_and_intervals, PAUSE_READINGS, span=15), st.timedeltas(timedelta(), timedelta(days=60)))
def test_a_reading_in_days_is_what_the_walk_counts(question: Question, later: timedelta) -> None:
    now = question.received + later
    note(f"{question.summary()}\nread at {now}")
    assert question.ask().at(now) == walked(question, now)


@given(questions(in_hours(), pauses_and_intervals, span=6), st.timedeltas(timedelta(), timedelta(days=12)))
def test_a_reading_in_hours_is_what_the_walk_counts(question: Question, later: timedelta) -> None:
    now = question.received + later
    note(f"{question.summary()}\nread at {now}")
    assert question.ask().at(now) == walked(question, now)


@given(questions(in_days() | in_hours(), pauses_and_intervals, span=15), st.timedeltas(timedelta(), timedelta(days=40)))
def test_t14_a_clock_paused_in_time_is_never_late_while_it_is_paused(question: Question, later: timedelta) -> None:
    deadline = question.ask()
    assume(deadline.clock is ClockState.SUSPENDED)
    assert deadline.since is not None
    assume(deadline.at(deadline.since).late_by is None)
    reading = deadline.at(deadline.since + later)
    assert reading.late_by is None
    assert reading.first_breach is None
    assert reading.due is None


@given(questions(in_days(), pauses_and_intervals, span=15), st.timedeltas(timedelta(), timedelta(days=30)))
def test_what_passed_and_what_is_left_make_up_the_limit_until_it_is_used(question: Question, later: timedelta) -> None:
    reading = question.ask().at(question.received + later)
    (left,), (passed,) = reading.remaining, reading.elapsed
    total = getattr(question.limit, "count", 0)
    assert left.count == max(0, total - passed.count)
    assert left.count >= 0
