"""The smallest questions on which the engine once differed from the walk, each with the rule that decides it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from drawn_questions import REGIME, Question

from cchc.deadlines.calendar_facts import ActDay, CalendarAct, CalendarFacts
from cchc.deadlines.deadline import Deadline, due
from cchc.deadlines.office_hours import STANDARD_OFFICE, Closure, OfficeHours
from cchc.deadlines.policy import Policy
from cchc.deadlines.working_calendar import WorkingCalendar
from cchc.model.instant import VIETNAM_TIME
from cchc.model.limit_phrases import parse_limit
from cchc.model.time_limit import CompoundLimit, Months, SameDay, WorkingDays, Years
from cchc.testing import strategies as cs


def calendar(*holidays: date, reviewed: date = date(2026, 12, 31)) -> WorkingCalendar:
    """2026 and 2027 with these holidays only; 2 March 2026 is a Monday."""
    days = tuple(ActDay(day, "Nghỉ", "Off") for day in holidays)
    acts = (CalendarAct("2026", date(2025, 11, 1), annual=2026, days=days), CalendarAct("2027", date(2026, 11, 1), annual=2027))
    return WorkingCalendar(CalendarFacts((), acts, {}, {}, reviewed))


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=VIETNAM_TIME)


def ask(
    phrase: str, *entries: dict[str, object], received: datetime | None = None, on: WorkingCalendar | None = None, **policy: str
) -> Deadline:
    """A limit received on Monday 2 March, by default, with a ledger and choices."""
    choices = Policy(**policy)  # pyright: ignore[reportArgumentType]
    return due(parse_limit(phrase), received or at(2), on or calendar(), REGIME, entries=cs.numbered(entries), policy=choices)


def excluded(occurred: datetime, since: datetime, until: datetime) -> dict[str, object]:
    return {"kind": "exclude", "occurred_at": occurred, "since": since, "until": until}


def test_an_interval_entered_after_the_end_is_refused_and_changes_nothing() -> None:
    """A refused entry changes nothing: the result is signed on the 4th, the interval is entered on the 9th."""
    settled = {"kind": "settle", "occurred_at": at(4)}
    deadline = ask("5 ngày làm việc", settled, excluded(at(9), at(3), at(5)))
    assert [one.reason.value for one in deadline.refusals] == ["after_end"]
    assert deadline.due == date(2026, 3, 9)


def test_an_interval_dated_before_the_receipt_is_refused_and_changes_nothing() -> None:
    deadline = ask("5 ngày làm việc", excluded(at(1), at(3), at(5)))
    assert [one.reason.value for one in deadline.refusals] == ["before_receipt"]
    assert deadline.due == date(2026, 3, 9)


@pytest.mark.parametrize("reading", ["both_days", "notice_day_only"])
def test_a_pause_noted_the_day_after_the_due_day_does_not_move_it(reading: str) -> None:
    """Decision 15: a pause that begins after the breach shortens the lateness, whatever days a pause takes out."""
    pause = ({"kind": "suspend", "occurred_at": at(6)}, {"kind": "resume", "occurred_at": at(10)})
    assert ask("3 ngày làm việc", *pause, pause_days=reading).due == date(2026, 3, 5)


def test_a_second_pause_after_the_breach_does_not_undo_it() -> None:
    """Due Friday 6th; paused from that evening over the days of rest, resumed on Sunday; paused again on Sunday: too late."""
    first = ({"kind": "suspend", "occurred_at": at(6, 18)}, {"kind": "resume", "occurred_at": at(8, 10)})
    second = ({"kind": "suspend", "occurred_at": at(8, 11)}, {"kind": "resume", "occurred_at": at(10)})
    assert ask("4 ngày làm việc", *first).due == date(2026, 3, 6)
    assert ask("4 ngày làm việc", *first, *second).due == date(2026, 3, 6)


def test_a_closure_that_suspends_the_count_does_so_on_a_saturday_that_counts() -> None:
    six_days = {weekday: [(time(7, 30), time(11, 30))] for weekday in range(6)}
    shut = Closure(date(2026, 3, 7), date(2026, 3, 7), "Đóng cửa", suspends_count=True)
    office = OfficeHours("Sáu ngày", six_days, week=frozenset(range(6)), closures=[shut])
    assert due(WorkingDays(count=1), at(6), calendar(), REGIME, office=office).due == date(2026, 3, 9)


def test_a_dossier_deemed_received_on_the_next_working_day_is_received_then_though_the_office_is_shut() -> None:
    """Saturday 7: received on Monday 9, a day that counts, and not on the 16th, when the desk opens again."""
    shut = Closure(date(2026, 3, 9), date(2026, 3, 13), "Đóng cửa", suspends_count=False)
    office = OfficeHours("Một cửa", {weekday: [(time(7, 30), time(11, 30))] for weekday in range(5)}, closures=[shut])
    choices = Policy(rest_day_receipt="next_working_day")
    assert due(WorkingDays(count=3), at(7), calendar(), REGIME, office=office, policy=choices).due == date(2026, 3, 12)


def test_years_and_months_are_taken_from_the_anchor_together() -> None:
    """Decision 9: never chained. One year and one month from 29/02 is 13 months: 29/03."""
    limit = CompoundLimit(parts=(Years(count=1), Months(count=1)))
    received = datetime(2024, 2, 29, 9, tzinfo=VIETNAM_TIME)
    acts = tuple(CalendarAct(str(year), date(2023, 11, 1), annual=year) for year in (2024, 2025))
    wide = WorkingCalendar(CalendarFacts((), acts, {}, {}, date(2025, 12, 31)))
    assert due(limit, received, wide, REGIME, policy=Policy(roll="none")).due == date(2025, 3, 29)


def test_a_month_that_includes_its_first_day_ends_the_day_before_the_corresponding_one() -> None:
    """From 1 March, that day counted, a month is March, whatever February's length."""
    assert ask("01 tháng", received=at(1), first_day="counted", roll="none").due == date(2026, 3, 31)


def test_zero_days_are_what_the_policy_says_in_due_as_in_add() -> None:
    """Received on Saturday 7 March: the next working day when the choice says so, even when nothing rolls."""
    choices = Policy(zero_days="that_or_next_working_day", roll="none")
    assert due(WorkingDays(count=0), at(7), calendar(), REGIME, policy=choices).due == date(2026, 3, 9)


def test_a_same_day_limit_extended_by_a_day_ends_a_day_later() -> None:
    extended = cs.numbered([{"kind": "extend_by", "occurred_at": at(2, 10), "limit": WorkingDays(count=1)}])
    assert due(SameDay(), at(2), calendar(), REGIME, entries=extended).due == date(2026, 3, 3)


def test_the_earliest_day_takes_a_make_up_day_from_each_of_two_bridges() -> None:
    """Wednesday 11 and Friday 13 are open; with Saturday 7 and Sunday 8 worked for them the seventh day is the 8th."""
    open_ones = calendar(date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 12), reviewed=date(2026, 2, 1))
    deadline = ask("7 ngày làm việc", received=datetime(2026, 2, 27, 9, tzinfo=VIETNAM_TIME), on=open_ones)
    assert (deadline.due, deadline.due_earliest) == (date(2026, 3, 13), date(2026, 3, 8))


def test_the_extremes_of_hours_give_a_possible_make_up_day_the_sessions_it_replaces() -> None:
    """Monday 9 March may be swapped with Saturday the 7th, which then has Monday's eight hours."""
    open_monday = calendar(date(2026, 3, 10), reviewed=date(2026, 3, 1))
    deadline = ask("08 giờ làm việc", received=at(6, 17), on=open_monday)
    assert (deadline.due, deadline.due_earliest) == (date(2026, 3, 9), date(2026, 3, 7))


def test_the_extremes_around_a_pause_are_those_of_every_answer() -> None:
    """A same-day limit received on Sunday 8, Monday 9 open. Sunday worked instead: due that day, before the pause begins."""
    open_monday = calendar(date(2026, 3, 10), reviewed=date(2026, 3, 1))
    pause = ({"kind": "suspend", "occurred_at": at(9, 0)}, {"kind": "resume", "occurred_at": at(10, 0)})
    deadline = ask("trong ngày", *pause, received=at(8, 0), on=open_monday)
    assert (deadline.due, deadline.due_earliest) == (date(2026, 3, 11), date(2026, 3, 8))


def test_a_day_that_may_be_made_up_inside_a_pause_makes_the_latest_due_day_later() -> None:
    """Due Friday 6, paused from that day to Saturday 7, which may be worked for Monday 9: it is then inside the pause."""
    open_monday = calendar(date(2026, 3, 10), reviewed=date(2026, 3, 1))
    pause = ({"kind": "suspend", "occurred_at": at(6)}, {"kind": "resume", "occurred_at": at(7)})
    deadline = ask("1 ngày làm việc", *pause, received=at(5), on=open_monday)
    assert (deadline.due_earliest, deadline.due, deadline.due_latest) == (date(2026, 3, 6), date(2026, 3, 6), date(2026, 3, 7))


def test_the_question_of_this_page_is_the_one_that_is_walked() -> None:
    """The walk gives the same for a pause within the limit, by all four readings."""
    pause = ({"kind": "suspend", "occurred_at": at(3)}, {"kind": "resume", "occurred_at": at(5)})
    days = []
    for reading in ("after_notice_through_completion", "both_days", "neither_day", "notice_day_only"):
        asked = ask("5 ngày làm việc", *pause, pause_days=reading)
        walked = Question(asked.limit, at(2), calendar(), STANDARD_OFFICE, Policy(pause_days=reading), asked.entries).walk()
        assert asked.due == walked.due
        days.append((asked.due or date.min) - date(2026, 3, 9))
    assert days == [timedelta(days=2), timedelta(days=3), timedelta(days=1), timedelta(days=2)]
