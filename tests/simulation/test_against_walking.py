"""Random processes: the passes against walking every path day by day and quarter by quarter."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from walking import Walker, at, paths, played, walked

from cchc.deadlines.office_hours import STANDARD_OFFICE, Closure, OfficeHours
from cchc.model.process import Process
from cchc.rulebook import load_calendar
from cchc.simulation.critical_path import longest_chain
from cchc.simulation.schedule import schedule, start_by

CALENDAR = load_calendar()
SESSIONS = dict(enumerate(STANDARD_OFFICE.sessions))
SHUT = OfficeHours("BHXH", SESSIONS, closures=[Closure(date(2026, 3, 2), date(2026, 3, 4), "di chuyển trụ sở", suspends_count=True)])
AWAY = OfficeHours("Thuế", SESSIONS, closures=[Closure(date(2026, 2, 24), date(2026, 2, 25), "tập huấn")])
OFFICES = {"BHXH": SHUT, "Thuế": AWAY}
DAYS = st.builds(
    lambda count, unit: {"count": count, "unit": unit}, st.integers(0, 6), st.sampled_from(["working_day", "working_day", "day"])
)
WORKING = st.builds(lambda count: {"count": count, "unit": "working_day"}, st.integers(0, 6))
SAME = st.sampled_from([{"count": 0, "unit": "same_day"}, {"count": 0, "unit": "immediate"}, {"count": 1, "unit": "week"}])
HOURS = st.builds(
    lambda count, unit: {"count": f"{count}/4" if unit == "working_hour" else f"{count}/8", "unit": unit},
    st.integers(1, 24),
    st.sampled_from(["working_hour", "working_day"]),
)
STARTS = st.builds(lambda day, quarter: at(2026, 1, 26) + timedelta(days=day, minutes=15 * quarter), st.integers(0, 60), st.integers(0, 95))


@st.composite
def processes(draw: st.DrawFn, budgets: st.SearchStrategy[dict[str, Any]], *, joins: bool = False) -> Process:
    """Up to eight steps; each waits for some of those before it, or follows the one before it."""
    steps: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 8))):
        earlier = [one["id"] for one in steps]
        after = draw(st.none() | st.lists(st.sampled_from(earlier), unique=True, max_size=3)) if earlier else None
        agency = draw(st.sampled_from(["", "BHXH", "Thuế"]))
        counted = draw(st.integers(0, 5)) > 0
        join = draw(st.none() | st.integers(1, 3)) if joins else None
        steps.append({"id": f"s{number}", "after": after, "join": join, "budget": draw(budgets), "agency": agency, "counted": counted})
    steps[0] |= {"budget": draw(budgets), "counted": True}
    return Process.model_validate(
        {"id": "p", "name": "…", "steps": steps, "declared": {"count": draw(st.integers(1, 25)), "unit": "working_day"}}
    )


ANY = st.one_of(processes(st.one_of(DAYS, SAME)), processes(HOURS), processes(st.one_of(HOURS, WORKING, HOURS, SAME)))


@settings(deadline=None)
@given(ANY, STARTS)
def test_the_end_is_that_of_the_path_that_ends_last(process: Process, start: datetime) -> None:
    walker = Walker(CALENDAR, OFFICES, process)
    plan = schedule(process, start, CALENDAR, OFFICES)
    ends = {path: walked(process, path, start, walker) for path in paths(process)}
    assert plan.finish == max(ends.values())
    by_id = {one.step.id: one for one in plan.steps}
    longest = [path for path, finish in ends.items() if finish == plan.finish]
    counted = [tuple(f"s{number}" for number in path if process.steps[number].counted) for path in longest]
    assert plan.critical_path in counted
    assert {one for path in counted for one in path} >= {one.step.id for one in plan.steps if one.critical}
    assert all(by_id[name].critical for name in plan.critical_path)
    assert all(by_id[one].finish == by_id[other].start for one, other in pairwise(plan.critical_path))


@settings(deadline=None)
@given(ANY, STARTS)
def test_the_latest_times_are_the_latest(process: Process, start: datetime) -> None:
    walker = Walker(CALENDAR, OFFICES, process)
    plan = schedule(process, start, CALENDAR, OFFICES)
    bound = plan.bound("statutory")
    assert bound is not None
    assert bound.kept == (plan.finish <= bound.due)
    tails: dict[str, list[tuple[int, ...]]] = {}
    for path in paths(process):
        for place, number in enumerate(path):
            tails.setdefault(f"s{number}", []).append(path[place:])
    for name, those in tails.items():
        latest = bound.steps[name].start
        later = latest + timedelta(seconds=1) if latest.second else latest + timedelta(minutes=15)
        assert max(walked(process, tail, latest, walker) for tail in those) <= bound.due
        assert max(walked(process, tail, later, walker) for tail in those) > bound.due


@settings(deadline=None)
@given(ANY, STARTS)
def test_the_latest_start_is_the_latest(process: Process, finish: datetime) -> None:
    plan = start_by(process, finish, CALENDAR, OFFICES)
    assert plan.finish <= finish
    later = schedule(process, plan.received + timedelta(seconds=1), CALENDAR, OFFICES)
    assert later.finish > finish


@settings(deadline=None)
@given(ANY, STARTS)
def test_a_later_start_never_ends_earlier(process: Process, start: datetime) -> None:
    assert schedule(process, start, CALENDAR, OFFICES).finish <= schedule(process, start + timedelta(hours=5), CALENDAR, OFFICES).finish


@settings(deadline=None)
@given(ANY, STARTS)
def test_steps_follow_each_other_and_slack_has_the_sign_of_the_bound(process: Process, start: datetime) -> None:
    plan = schedule(process, start, CALENDAR, OFFICES)
    done = {one.step.id: one.finish for one in plan.steps}
    for one, (_, before) in zip(plan.steps, process.predecessors(), strict=True):
        assert one.start == max((done[name] for name in before), default=start)
        assert one.finish >= one.start
    (bound,) = plan.bounds
    assert (min(latest.slack for latest in bound.steps.values()) < timedelta()) <= (not bound.kept)


@settings(deadline=None)
@given(processes(st.one_of(WORKING, HOURS)))
def test_the_longest_chain_is_the_largest_sum(process: Process) -> None:
    def hours(path: tuple[int, ...]) -> Fraction:
        steps = (process.steps[number] for number in path)
        return sum((step.budget.in_working_hours() or Fraction(0) for step in steps if step.counted and step.budget), Fraction(0))

    chain = longest_chain(process)
    sums = {path: hours(path) for path in paths(process)}
    assert chain.working_hours == max(sums.values())
    assert chain.steps in [
        tuple(f"s{number}" for number in path if process.steps[number].counted) for path, one in sums.items() if one == chain.working_hours
    ]


@settings(max_examples=30, deadline=None)
@given(processes(st.one_of(WORKING, HOURS)), STARTS)
def test_a_sum_that_fits_ends_in_time_where_days_have_eight_hours(process: Process, start: datetime) -> None:
    plan = schedule(process, start, CALENDAR)
    days = longest_chain(process).working_days
    assert days is not None
    assert isinstance(process.declared.count, int)  # type: ignore[union-attr]
    if days <= process.declared.count:  # type: ignore[union-attr]
        assert plan.bounds[0].kept


def test_walking_agrees_with_a_day_told_by_hand() -> None:
    hours = Process.model_validate({"id": "p", "name": "…", "steps": [{"id": "a", "budget": {"count": 3, "unit": "working_hour"}}]})
    walker = Walker(CALENDAR, OFFICES, hours)
    assert walked(hours, (0,), at(2026, 2, 13, 16), walker) == at(2026, 2, 23, 9, 30)


JOINED = st.one_of(processes(st.one_of(DAYS, SAME), joins=True), processes(st.one_of(HOURS, WORKING), joins=True))


@settings(deadline=None)
@given(JOINED, STARTS)
def test_some_of_several_steps_may_be_enough(process: Process, start: datetime) -> None:
    plan = schedule(process, start, CALENDAR, OFFICES)
    assert plan.finish == played(process, start, Walker(CALENDAR, OFFICES, process))
    by_id = {one.step.id: one for one in plan.steps}
    for earlier, later in pairwise(plan.critical_path):
        assert by_id[earlier].finish <= by_id[later].start


@settings(max_examples=30, deadline=None)
@given(JOINED, STARTS)
def test_the_latest_start_is_the_latest_with_joins_too(process: Process, finish: datetime) -> None:
    walker = Walker(CALENDAR, OFFICES, process)
    begins = start_by(process, finish, CALENDAR, OFFICES).received
    tick = timedelta(seconds=1) if begins.second else timedelta(minutes=15)
    if not begins.second and begins.minute % 15:  # a moment before a quarter, found to the second
        tick = timedelta(seconds=1)
    assert schedule(process, begins, CALENDAR, OFFICES).finish <= finish
    assert schedule(process, begins + timedelta(seconds=1), CALENDAR, OFFICES).finish > finish
    if not (begins + tick).second and not (begins + tick).minute % 15:
        assert played(process, begins + tick, walker) > finish


@settings(deadline=None)
@given(JOINED, STARTS)
def test_a_step_may_end_at_its_latest_and_the_whole_is_in_time(process: Process, start: datetime) -> None:
    plan = schedule(process, start, CALENDAR, OFFICES)
    (bound,) = plan.bounds
    for one in plan.steps:
        slack = bound.steps[one.step.id].slack
        if bound.kept:
            assert slack >= timedelta()
