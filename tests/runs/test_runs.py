"""Processes at work: branches and joins, ways back, groups, silence; and interlinked dossiers of several agencies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lives import SYSTEM
from test_tracking import RECEIVED, SETTING, TERMS, life, on

from cchc.deadlines.office_hours import STANDARD_OFFICE, Closure, OfficeHours
from cchc.errors import ProcessError
from cchc.model.actor import Actor, Role
from cchc.model.process import Process
from cchc.rulebook import load_calendar
from cchc.rulebook.processes import load_processes
from cchc.runs import Branch, OnBranchFailure, Run, StepAction, StepEvent, StepStatus, act, run_of, together
from cchc.simulation.desk import Desks
from cchc.tracking import Tracking, track

DESKS = Desks(load_calendar())
START = on("2026-11-16")
HOUR = timedelta(hours=1)


def days(count: Any) -> dict[str, Any]:
    return {"count": count, "unit": "working_day"}


def process(*steps: dict[str, Any], **more: Any) -> Process:
    return Process.model_validate({"id": "p", "name": "Quy trình", "steps": steps, **more})


def event(step: str, at: datetime, action: str = "finish", by: Actor = SYSTEM, **more: Any) -> StepEvent:
    return StepEvent(action=next(one for one in StepAction if one.value == action), step=step, at=at, by=by, **more)


def run(steps: Process, *events: StepEvent, left_out: tuple[str, ...] = (), desks: Desks = DESKS) -> Run:
    return run_of(steps, START, events, desks, left_out=left_out)


def codes(found: Run, one: StepEvent) -> list[str]:
    return [reason.code for reason in act(found, one)]


LINE = process({"id": "a", "budget": days(1)}, {"id": "b", "budget": days("0,5"), "loop_to": "a"}, {"id": "c", "counted": False})
FORK = process(
    {"id": "a"},
    {"id": "b", "after": ["a"], "budget": days(2), "agency": "B"},
    {"id": "c", "after": ["a"], "budget": days(2), "agency": "C", "optional": True},
    {"id": "d", "after": ["b", "c"], "budget": days(1)},
)


def test_steps_open_one_after_the_other_each_with_its_own_due_moment() -> None:
    first = run(LINE)
    assert [one.step.id for one in first.open] == ["a"]
    second = run(LINE, event("a", on("2026-11-17", "08:30")))
    assert [(one.step.id, one.due) for one in second.open] == [("b", on("2026-11-17", "14:00"))]
    assert (second.is_running, second.finished_at) == (True, None)
    done = run(LINE, event("a", START + HOUR), event("b", START + 2 * HOUR), event("c", START + 3 * HOUR))
    assert (done.state.value, done.finished_at) == ("finished", START + 3 * HOUR)


def test_parallel_branches_open_together_and_the_join_waits_for_all() -> None:
    forked = run(FORK, event("a", START))
    assert [one.step.id for one in forked.open] == ["b", "c"]
    half = run(FORK, event("a", START), event("b", START + HOUR))
    assert [one.step.id for one in half.open] == ["c"]
    joined = run(FORK, event("a", START), event("b", START + HOUR), event("c", START + 2 * HOUR))
    assert [(one.step.id, one.opened_at) for one in joined.open] == [("d", START + 2 * HOUR)]
    assert joined.earlier_than("d") == {"a", "b", "c"}


def test_two_branches_run_on_the_calendars_of_their_agencies() -> None:
    """T74: C is shut on the 17th and 18th, and its two days end later."""
    shut = Closure(date(2026, 11, 17), date(2026, 11, 18), "Đóng cửa", suspends_count=True)
    desks = Desks(load_calendar(), {"C": OfficeHours("C", dict(enumerate(STANDARD_OFFICE.sessions)), closures=[shut])})
    forked = run(FORK, event("a", START), desks=desks)
    assert [(one.step.id, one.due.date() if one.due else None) for one in forked.open] == [
        ("b", date(2026, 11, 18)),
        ("c", date(2026, 11, 20)),
    ]


@pytest.mark.parametrize(("join", "opened"), [(1, START + HOUR), (2, START + 2 * HOUR), (None, START + 3 * HOUR), (9, START + 3 * HOUR)])
def test_a_join_waits_for_as_many_as_it_says(join: int | None, opened: datetime) -> None:
    steps = process(
        {"id": "a", "after": []}, {"id": "b", "after": []}, {"id": "c", "after": []}, {"id": "d", "after": ["a", "b", "c"], "join": join}
    )
    found = run(steps, *(event(name, START + place * HOUR) for place, name in enumerate("abc", 1)))
    assert found.steps["d"].opened_at == opened


def test_a_step_left_out_counts_as_done_when_its_turn_comes() -> None:
    found = run(FORK, event("a", START), event("b", START + HOUR), left_out=("c",))
    assert found.steps["c"].status is StepStatus.SKIPPED
    assert [one.step.id for one in found.open] == ["d"]


def test_an_optional_step_may_be_skipped_when_it_is_open_and_a_bound_one_may_not() -> None:
    found = run(FORK, event("a", START))
    assert codes(found, event("c", START + HOUR, "skip")) == []
    assert codes(found, event("b", START + HOUR, "skip")) == ["not_optional"]
    assert run(FORK, event("a", START), event("c", START + HOUR, "skip")).steps["c"].status is StepStatus.SKIPPED


def test_going_back_opens_the_earlier_step_again_and_closes_what_came_after() -> None:
    found = run(LINE, event("a", START + HOUR), event("b", START + 2 * HOUR, "return", to="a"))
    assert [(one.step.id, one.round, one.opened_at) for one in found.open] == [("a", 2, START + 2 * HOUR)]
    assert (found.steps["b"].status, found.steps["b"].round) == (StepStatus.WAITING, 2)
    again = run(
        LINE,
        event("a", START + HOUR),
        event("b", START + 2 * HOUR, "return", to="a"),
        event("a", START + 3 * HOUR),
        event("b", START + 4 * HOUR),
    )
    assert [one.step.id for one in again.open] == ["c"]
    assert codes(found, event("a", START + 3 * HOUR, "return", to="c")) == ["no_way_back"]


def test_a_way_back_that_the_process_draws_may_lead_anywhere() -> None:
    steps = process({"id": "a"}, {"id": "b", "after": ["a"], "loop_to": "c"}, {"id": "c", "after": ["a"]})
    assert run(steps).earlier_than("b") == {"a", "c"}


@pytest.mark.parametrize(
    ("on_timeout", "state", "next_open"),
    [
        ("deemed_consent", "running", ["d"]),
        ("proceed", "running", ["d"]),
        ("stop", "stopped", []),
        ("reject", "stopped", []),
        ("expire", "stopped", []),
    ],
)
def test_silence_has_the_consequence_that_the_law_attaches(on_timeout: str, state: str, next_open: list[str]) -> None:
    steps = process({"id": "c", "kind": "consult", "budget": days(5), "on_timeout": on_timeout}, {"id": "d"})
    late = on("2026-11-24")
    assert codes(run(steps), event("c", on("2026-11-23"), "lapse")) == ["still_in_time"]
    found = run(steps, event("c", late, "lapse"))
    assert (found.state.value, [one.step.id for one in found.open], found.steps["c"].outcome) == (state, next_open, on_timeout)
    if state == "stopped":
        assert codes(found, event("d", late)) == ["run_ended"]
        with pytest.raises(ProcessError, match="ended"):
            run(steps, event("c", late, "lapse"), event("d", late))


def test_steps_of_a_group_share_one_time_and_a_step_may_have_one_from_the_start() -> None:
    steps = process(
        {"id": "a", "group": "g"},
        {"id": "b", "group": "g"},
        {"id": "c", "budget": days(10), "deadline_from_start": days(4)},
        groups=[{"id": "g", "budget": days(3)}],
    )
    found = run(steps, event("a", on("2026-11-18")))
    assert [one.due.date() for one in found.steps.values() if one.due] == [date(2026, 11, 19), date(2026, 11, 19)]
    last = run(steps, event("a", on("2026-11-18")), event("b", on("2026-11-19")))
    assert [one.due.date() for one in last.open if one.due] == [date(2026, 11, 20)]


def test_late_is_late_while_it_is_open_and_stays_so_when_it_was() -> None:
    found = run(LINE, event("a", on("2026-11-18")))
    assert [
        found.steps["a"].is_late(START),
        found.steps["b"].is_late(on("2026-11-18", "10:00")),
        found.steps["b"].is_late(on("2026-11-20")),
    ] == [
        True,
        False,
        True,
    ]
    assert not found.steps["c"].is_late(on("2026-12-20"))


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (event("z", START), ["no_step"]),
        (event("b", START), ["not_open"]),
        (event("a", START + HOUR, "lapse"), ["no_consequence", "still_in_time"]),
        (event("c", START + HOUR, "lapse"), ["not_open", "no_consequence", "still_in_time"]),
    ],
)
def test_what_may_not_happen_says_why(one: StepEvent, expected: list[str]) -> None:
    assert codes(run(LINE), one) == expected


def test_another_agency_and_an_earlier_moment_are_refused() -> None:
    found = run(FORK, event("a", START + HOUR))
    assert codes(found, event("b", START, by=Actor("x", Role.CASE_OFFICER, "C"))) == ["before_last_event", "wrong_agency"]


def test_a_process_without_an_order_cannot_run() -> None:
    with pytest.raises(ProcessError, match="circle"):
        run(process({"id": "a", "after": ["b"]}, {"id": "b", "after": ["a"]}))


@given(st.data())
def test_any_legal_run_ends_with_every_step_done_once(data: st.DataObject) -> None:
    """Random graphs, random order of work: steps are done only after those before them, and each exactly once."""
    count = data.draw(st.integers(1, 8))
    names = [f"s{number}" for number in range(count)]
    steps = process(
        *(
            {"id": name, "after": data.draw(st.lists(st.sampled_from(names[:place]), unique=True)) if place else []}
            for place, name in enumerate(names)
        )
    )
    events: list[StepEvent] = []
    found = run(steps)
    while found.is_running:
        one = data.draw(st.sampled_from([step.step.id for step in found.open]))
        assert all(found.steps[other].finished_at is not None for other in found.before[one])
        events.append(event(one, START + len(events) * HOUR))
        found = run(steps, *events)
    assert sorted(one.step for one in events) == sorted(names)
    assert found.finished_at == events[-1].at


# Interlinked dossiers: birth, residence, health card.


def seen(*steps: tuple[object, ...], now: str = "2026-11-20") -> Tracking:
    return track(life(*RECEIVED, *steps), TERMS, SETTING, on(now))


PARENT = seen()
SIGNED = seen(("sign_result", on("2026-11-17")))
REFUSED = seen(("refuse_settlement", on("2026-11-18")))


def test_a_branch_begins_when_those_before_it_have_their_results() -> None:
    group = together(PARENT, {"birth": Branch(PARENT), "residence": Branch(None, after=("birth",)), "card": Branch(None, after=("birth",))})
    assert (group.may_begin, group.results, group.may_end) == ((), (), False)
    after = together(PARENT, {"birth": Branch(SIGNED), "residence": Branch(None, after=("birth",)), "card": Branch(None, after=("birth",))})
    assert (after.may_begin, after.results) == (("residence", "card"), ("birth",))
    assert [reason.code for reason in after.reasons] == ["branch_open", "branch_open"]


def test_there_is_one_deadline_for_the_citizen_and_one_for_each_agency() -> None:
    group = together(PARENT, {"birth": Branch(SIGNED), "residence": Branch(seen(now="2026-11-25")), "card": Branch(None)})
    assert group.due == on("2026-11-23", "23:59") + timedelta(seconds=59)
    assert [moment.date() if moment else None for moment in group.dues.values()] == [date(2026, 11, 23), date(2026, 11, 23), None]
    assert group.late == ("residence",)


@pytest.mark.parametrize(
    ("rule", "ended", "may_end"),
    [(OnBranchFailure.WAIT, False, False), (OnBranchFailure.CLOSE, True, True), (OnBranchFailure.CARRY_ON, False, True)],
)
def test_t73_a_branch_without_a_result_holds_ends_or_lets_go_as_the_groups_rule_says(
    rule: OnBranchFailure, ended: bool, may_end: bool
) -> None:
    group = together(PARENT, {"birth": Branch(SIGNED), "residence": Branch(REFUSED, on_failure=rule)})
    assert (group.ended, group.may_end, group.may_begin) == (ended, may_end, ())


def test_what_the_citizen_did_not_choose_is_not_waited_for() -> None:
    group = together(
        PARENT, {"birth": Branch(SIGNED), "funeral": Branch(None, chosen=False), "card": Branch(None, after=("birth", "funeral"))}
    )
    assert group.may_begin == ("card",)
    assert set(group.dues) == {"birth", "card"}


def test_a_parent_that_has_ended_has_ended() -> None:
    over = seen(("sign_result", on("2026-11-17")), ("hand_over", on("2026-11-18")))
    assert together(over, {"birth": Branch(SIGNED)}).ended
    not_received = replace(PARENT, statutory=None)
    assert together(not_received, {}).due is None


def test_the_interlinked_birth_group_of_301_2026_runs_on_its_agencies_own_clocks() -> None:
    """Valid e-dossier Friday 20 November 16:00: registered by Saturday 16:00 (hours do not roll); residence two working days later."""
    group = load_processes().get("lt-khaisinh-thuongtru-bhyt-2026")
    start = on("2026-11-20", "16:00")
    first = run_of(group, start, [], DESKS, left_out=("cc",))
    assert [(one.step.id, one.due) for one in first.open] == [("ks", on("2026-11-21", "16:00"))]
    done = event("ks", on("2026-11-20", "16:40"))
    then = run_of(group, start, [done], DESKS, left_out=("cc",))
    assert [(one.step.id, one.due.date() if one.due else None) for one in then.open] == [("tt", date(2026, 11, 25)), ("bhyt", None)]


def test_in_the_interlinked_death_group_only_what_was_chosen_is_waited_for() -> None:
    group = load_processes().get("lt-khaitu-xoatt-maitangphi-2026")
    start = on("2026-09-03")
    found = run_of(group, start, [event("kt", on("2026-09-04"))], DESKS, left_out=("yt", "bhxh"))
    assert [(one.step.id, one.due.date() if one.due else None) for one in found.open] == [
        ("xtt", date(2026, 9, 7)),
        ("ncc", date(2026, 9, 30)),
    ]
