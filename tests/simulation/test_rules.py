"""What a schedule rests on, rule by rule: order, groups, units, choices, refusals."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from walking import at, end

from cchc.errors import CalendarCoverageError, ChoiceError, LimitError, NaiveDatetimeError, OtherZoneError, ProcessError
from cchc.model.process import Process
from cchc.model.time_limit import CalendarDays, Hours, Immediate, Months, SameDay, TimeLimit, Weeks, WorkingDays, WorkingHours
from cchc.rulebook import forecast, load_calendar
from cchc.simulation.critical_path import longest_chain, stage_totals
from cchc.simulation.desk import Desk
from cchc.simulation.granted import reading_of
from cchc.simulation.graph import graph_of
from cchc.simulation.schedule import schedule, start_by

CALENDAR = load_calendar()
MONDAY = at(2026, 3, 2, 9)


def budget(count: object, unit: str = "working_day") -> dict[str, object]:
    return {"count": count, "unit": unit}


def process(*steps: dict[str, Any], **more: object) -> Process:
    return Process.model_validate({"id": "p", "name": "…", "steps": steps, **more})


def step(name: str, count: object = None, unit: str = "working_day", **more: object) -> dict[str, Any]:
    return {"id": name, **({} if count is None else {"budget": budget(count, unit)}), **more}


class TestOrder:
    @pytest.mark.parametrize(
        ("steps", "says"),
        [
            pytest.param([], "has no steps", id="no steps"),
            pytest.param([step("a", 1), step("a", 1)], "two steps 'a'", id="one name twice"),
            pytest.param([step("a", 1, after=["x"])], "comes after 'x', which is not there", id="an unknown step"),
            pytest.param([step("a", 1, after=["a"])], "in a circle: 'a' → 'a'", id="a step that waits for itself"),
            pytest.param(
                [step("a", 1, after=["c"]), step("b", 1), step("c", 1), step("d", 1)],
                "in a circle: 'a' → 'b' → 'c' → 'a'; write a way back as `loop_to`",
                id="a circle of three, told in the order of the work",
            ),
            pytest.param([step("a", 1, after=[])] * 2, "two steps", id="a step printed twice"),
            pytest.param([step("a", group="g")], "group 'g', which is not there", id="a group without its time"),
            pytest.param([step("a"), step("b", 3, counted=False)], "no step of process 'p' has a time", id="no time at all"),
        ],
    )
    def test_what_has_no_schedule_is_refused(self, steps: list[dict[str, Any]], says: str) -> None:
        with pytest.raises(ProcessError, match=says):
            schedule(process(*steps), MONDAY, CALENDAR)

    def test_a_group_with_another_step_inside_is_refused(self) -> None:
        torn = process(step("a", group="g"), step("x", 1), step("b", group="g"), groups=[{"id": "g", "budget": budget(7)}])
        with pytest.raises(ProcessError, match="'g' → 'x' → 'g'"):
            graph_of(torn)

    def test_a_way_back_is_not_scheduled(self) -> None:
        plan = schedule(process(step("a", 2), step("b", 1, loop_to="a", loop_exit="không đồng ý")), MONDAY, CALENDAR)
        assert plan.finish == end(2026, 3, 5)

    def test_a_hostile_name_is_cut_in_the_message(self) -> None:
        with pytest.raises(ProcessError) as refused:
            graph_of(process(step("x" * 10_000, 1, after=["y" * 10_000])))
        assert len(str(refused.value)) < 300

    def test_ten_thousand_steps_in_a_row_have_an_order(self) -> None:
        long = process(*(step(str(number), 0) for number in range(10_000)))
        assert graph_of(long).order == tuple(range(10_000))


class TestReading:
    @pytest.mark.parametrize(
        ("made", "asked", "limit"),
        [
            pytest.param(process(step("a", 5)), budget(5), WorkingDays(count=5), id="whole working days"),
            pytest.param(process(step("a", "1/2")), budget(5), WorkingHours(count=40), id="working days beside a half run on hours"),
            pytest.param(process(step("a", 4, "working_hour")), budget(1), WorkingHours(count=8), id="a working day beside hours"),
            pytest.param(
                process(step("a", 4, "working_hour"), hours_per_day=7), budget(2), WorkingHours(count=14), id="with the process's own day"
            ),
            pytest.param(process(step("a", 3, "day")), budget(3, "day"), CalendarDays(count=3), id="“ngày” is a calendar day"),
            pytest.param(
                process(step("a", 3, "day"), heading_unit="working_day"),
                budget(3, "day"),
                WorkingDays(count=3),
                id="unless the heading says working days",
            ),
            pytest.param(
                process(step("a", "0,5", "day"), step("b", 3, "day")),
                budget(3, "day"),
                WorkingHours(count=24),
                id="or one of them is a fraction",
            ),
            pytest.param(
                process(step("a", 3, "day"), declared=budget(3)), budget(3, "day"), WorkingDays(count=3), id="or only the whole says so"
            ),
            pytest.param(
                process(step("a", 3, "day"), step("b", 2), declared=budget(5)),
                budget(3, "day"),
                CalendarDays(count=3),
                id="but not where steps tell the two apart",
            ),
            pytest.param(process(step("a", 12, "hour")), budget(12, "hour"), Hours(count=12), id="“giờ” is an hour by the clock"),
            pytest.param(
                process(step("a", 16, "hour"), step("b", 1)),
                budget(16, "hour"),
                WorkingHours(count=16),
                id="and of work beside working days",
            ),
            pytest.param(process(step("a", 2, "week")), budget(2, "week"), Weeks(count=2), id="weeks"),
            pytest.param(process(step("a", 2, "month")), budget(2, "month"), Months(count=2), id="months"),
            pytest.param(process(step("a", 0, "same_day")), budget(0, "same_day"), SameDay(), id="within the day"),
            pytest.param(process(step("a", 0, "immediate")), budget(0, "immediate"), Immediate(), id="at once"),
            pytest.param(process(step("a", 0)), budget(0), None, id="no time"),
        ],
    )
    def test_a_budget_grants(self, made: Process, asked: dict[str, object], limit: TimeLimit | None) -> None:
        given = process(step("x", asked["count"], str(asked["unit"]))).steps[0].budget
        assert reading_of(made).limit_of(given) == limit

    def test_an_interlinked_procedure_keeps_its_days(self) -> None:
        mixed = process(step("a", 4, "working_hour"), step("b", 2, kind="interlinked"), step("c", 4, "working_hour"))
        plan = schedule(mixed, at(2026, 3, 2, 9), CALENDAR)
        assert [one.finish for one in plan.steps] == [at(2026, 3, 2, 14, 30), end(2026, 3, 4), at(2026, 3, 5, 11, 30)]

    def test_a_whole_keeps_its_days_whatever_the_steps_are(self) -> None:
        plan = schedule(process(step("a", 4, "working_hour"), declared=budget(1)), MONDAY, CALENDAR)
        assert plan.bounds[0].due == end(2026, 3, 3)

    @pytest.mark.parametrize("hours", [0, -8, 25])
    def test_a_day_without_hours_is_refused(self, hours: int) -> None:
        for ask in (longest_chain, stage_totals, lambda one: schedule(one, MONDAY, CALENDAR)):
            with pytest.raises(ProcessError, match="write `hours_per_day` up to 24"):
                ask(process(step("a", 1), hours_per_day=hours))

    def test_less_than_no_time_is_refused(self) -> None:
        for ask in (longest_chain, lambda one: schedule(one, MONDAY, CALENDAR)):
            with pytest.raises(ProcessError, match="less than no time"):
                ask(process(step("a", -1), step("b", 2)))

    def test_a_seventh_of_a_day_is_refused(self) -> None:
        with pytest.raises(LimitError, match="microseconds"):
            schedule(process(step("a", "1/7")), MONDAY, CALENDAR)


class TestGroupsAndBounds:
    GROUPED = process(
        step("a", 1),
        step("b", group="g"),
        step("c", group="g"),
        step("d", 1),
        groups=[{"id": "g", "budget": budget(3)}],
        declared=budget(5),
    )

    def test_a_group_runs_as_one(self) -> None:
        plan = schedule(self.GROUPED, MONDAY, CALENDAR)
        assert [(one.start, one.finish) for one in plan.steps[1:3]] == [(end(2026, 3, 3), end(2026, 3, 6))] * 2
        assert plan.critical_path == ("a", "b", "c", "d")
        assert plan.bounds[0].spare == timedelta()

    def test_a_group_of_which_nothing_counts_takes_no_time(self) -> None:
        idle = process(step("a", 1), step("b", group="g", counted=False), groups=[{"id": "g", "budget": budget(3)}])
        assert schedule(idle, MONDAY, CALENDAR).finish == end(2026, 3, 3)
        assert longest_chain(idle).working_days == 1

    def test_a_step_with_both_times_that_ends_too_late_is_told(self) -> None:
        both = process(step("a", 5), step("b", 3, deadline_from_start=budget(6)), step("c", 1))
        plan = schedule(both, MONDAY, CALENDAR, limit=WorkingDays(count=20))
        assert [one.too_late for one in plan.steps] == [False, True, False]
        assert plan.steps[1].must_end_by == end(2026, 3, 10)
        assert plan.bounds[0].steps["b"].slack == -timedelta(hours=16)
        assert plan.bounds[0].steps["a"].finish == end(2026, 3, 5)

    def test_a_time_from_the_start_that_is_over_takes_no_more(self) -> None:
        over = process(step("a", 5), step("b", deadline_from_start=budget(3)))
        plan = schedule(over, MONDAY, CALENDAR)
        assert plan.steps[1].finish == plan.steps[0].finish == end(2026, 3, 9)
        assert plan.critical_path == ("a", "b")
        assert plan.steps[1].too_late
        assert longest_chain(over).working_days == 5

    def test_statutory_and_committed_limits_are_held_against_each_other(self) -> None:
        plan = schedule(process(step("a", 4), declared=budget(5), committed=budget(3)), MONDAY, CALENDAR)
        assert [(one.kind, one.due, one.kept) for one in plan.bounds] == [
            ("statutory", end(2026, 3, 9), True),
            ("committed", end(2026, 3, 5), False),
        ]
        assert plan.bound("wanted") is None

    def test_without_any_limit_steps_are_held_against_the_end_itself(self) -> None:
        plan = schedule(process(step("a", 4, after=[]), step("b", 1, after=[])), MONDAY, CALENDAR)
        (own,) = plan.bounds
        assert (own.kind, own.due, own.spare) == ("own", plan.finish, timedelta())
        assert own.steps["b"].slack == 3 * timedelta(hours=8)

    def test_an_end_after_the_due_outside_working_time_is_late(self) -> None:
        plan = schedule(process(step("a", 12, "hour"), declared=budget(0, "same_day")), at(2026, 3, 2, 16), CALENDAR)
        (bound,) = plan.bounds
        assert plan.finish == at(2026, 3, 3, 4)
        assert bound.spare == at(2026, 3, 2, 23, 59, 59) - at(2026, 3, 3, 4)
        assert not bound.kept

    def test_untimed_steps_are_named(self) -> None:
        plan = schedule(process(step("a"), step("b", 1), step("c", counted=False)), MONDAY, CALENDAR)
        assert plan.untimed == ("a",)


class TestChoices:
    FORKED = process(
        step("a", 1),
        step("b", 5, after=["a"], condition="cần xác minh"),
        step("c", 2, after=["a"], optional=True),
        step("d", 1, after=["b", "c"]),
    )

    def test_the_worst_case_is_the_rule(self) -> None:
        plan = schedule(self.FORKED, MONDAY, CALENDAR)
        assert plan.critical_path == ("a", "b", "d")
        assert plan.finish == end(2026, 3, 11)

    def test_a_condition_that_does_not_hold_takes_no_time(self) -> None:
        plan = schedule(self.FORKED, MONDAY, CALENDAR, without=["b"])
        assert plan.finish == end(2026, 3, 6)
        assert plan.critical_path == ("a", "c", "d")
        assert [one.step.id for one in plan.steps if one.left_out] == ["b"]
        assert longest_chain(self.FORKED, without=["b"]).working_days == 4
        assert start_by(self.FORKED, end(2026, 3, 6), CALENDAR, without=["b"]).received == end(2026, 3, 2)

    def test_two_of_three_opinions_are_enough(self) -> None:
        opinions = [step(name, count, after=["a"]) for name, count in (("x", 2), ("y", 4), ("z", 9))]
        asked = process(step("a", 1), *opinions, step("b", 1, after=["x", "y", "z"], join=2), declared=budget(7))
        plan = schedule(asked, MONDAY, CALENDAR)
        assert [one.finish for one in plan.steps] == [end(2026, 3, day) for day in (3, 5, 9, 16, 10)]
        assert plan.finish == end(2026, 3, 10)  # the third opinion comes too late to matter
        assert plan.critical_path == ("a", "y", "b")
        assert longest_chain(asked).working_days == 6
        assert longest_chain(asked).steps == ("a", "y", "b")
        assert start_by(asked, end(2026, 3, 10), CALENDAR).received == end(2026, 3, 2)
        assert start_by(asked, end(2026, 2, 25), CALENDAR).received == end(2026, 2, 10)
        latest = plan.bounds[0].steps
        assert [latest[name].finish for name in "xyz"] == [end(2026, 3, 10), end(2026, 3, 10), end(2026, 3, 16)]

    def test_other_steps_cannot_be_left_out(self) -> None:
        with pytest.raises(ChoiceError, match="optional or conditional steps: b, c") as refused:
            schedule(self.FORKED, MONDAY, CALENDAR, without=["a"])
        assert refused.value.options == ("b", "c")
        with pytest.raises(ChoiceError, match="none"):
            schedule(process(step("a", 1)), MONDAY, CALENDAR, without=["a"])


class TestChains:
    def test_branches_in_different_measures_need_a_calendar(self) -> None:
        fork = process(step("a", 10, after=[]), step("b", 12, "day", after=[]), step("c", 1, after=["a", "b"]))
        chain = longest_chain(fork)
        assert chain.steps == ()
        assert chain.totals == {"working_hour": 88, "day": 12}
        assert chain.mixed
        assert schedule(fork, MONDAY, CALENDAR).critical_path == ("a", "c")

    def test_one_branch_may_be_the_longest_in_every_measure(self) -> None:
        fork = process(step("a", 10, after=[]), step("b", 12, "day", after=["a"]), step("c", 3, "day", after=["a"]))
        chain = longest_chain(fork)
        assert chain.steps == ("a", "b")
        assert chain.totals == {"working_hour": 80, "day": 12}

    @pytest.mark.parametrize(
        ("unit", "totals"),
        [("week", {"day": 14}), ("month", {"month": 2}), ("hour", {"hour": 2}), ("same_day", {}), ("working_hour", {"working_hour": 2})],
    )
    def test_measures(self, unit: str, totals: dict[str, int]) -> None:
        assert longest_chain(process(step("a", 2, unit))).totals == totals

    def test_quarters_add_up_exactly(self) -> None:
        quarters = process(*(step(str(number), "0,25") for number in range(7)))
        assert longest_chain(quarters).working_days == Fraction(7, 4)

    def test_stages_are_summed(self) -> None:
        stages = [{"label": "xã", "steps": ["a"], "declared": budget(1)}, {"label": "tỉnh", "steps": ["b", "c"]}]
        totals = stage_totals(process(step("a", 1), step("b", 2), step("c", 3, "day"), stages=stages))
        assert [(stage.label, dict(one)) for stage, one in totals] == [
            ("xã", {"working_hour": 8}),
            ("tỉnh", {"working_hour": 16, "day": 3}),
        ]


class TestDesk:
    DESK = Desk(CALENDAR)
    LIMITS = (WorkingDays(count=3), CalendarDays(count=10), Weeks(count=2), Months(count=1), SameDay(), Immediate())

    @pytest.mark.parametrize("limit", LIMITS, ids=str)
    def test_the_latest_start_is_found_for_every_end(self, limit: TimeLimit) -> None:
        day = at(2026, 1, 20, 23, 59, 59)
        for number in range(80):
            finish = day + timedelta(days=number)
            for until in (finish, finish - timedelta(hours=9)):
                start = self.DESK.latest_start(until, limit)
                assert self.DESK.finish(start, limit) <= until
                assert self.DESK.finish(start + timedelta(seconds=1), limit) > until

    def test_every_day_at_the_end_of_january_is_a_month_before_the_end_of_february(self) -> None:
        assert self.DESK.latest_start(end(2025, 2, 28), Months(count=1)) == end(2025, 1, 31)

    @pytest.mark.parametrize("limit", [WorkingHours(count=12), Hours(count=12), WorkingDays(count="1/2")], ids=str)
    def test_hours_too(self, limit: TimeLimit) -> None:
        for hour in range(200):
            until = at(2026, 2, 23) + timedelta(hours=hour)
            start = self.DESK.latest_start(until, limit)
            assert self.DESK.finish(start, limit) <= until
            assert self.DESK.finish(start + timedelta(minutes=1), limit) > until

    def test_the_last_moment_of_work(self) -> None:
        assert self.DESK.last_moment(end(2026, 3, 1)) == at(2026, 2, 27, 17)
        assert self.DESK.last_moment(at(2026, 3, 1, 9)) == at(2026, 3, 1, 9)
        assert self.DESK.last_moment(end(2010, 1, 1)) == end(2010, 1, 1)


@pytest.mark.parametrize("ask", [schedule, start_by])
def test_an_instant_without_zone_or_of_another_is_refused(ask: Any) -> None:
    one = process(step("a", 1))
    with pytest.raises(NaiveDatetimeError):
        ask(one, datetime(2026, 3, 2, 9), CALENDAR)
    with pytest.raises(OtherZoneError):
        ask(one, datetime.fromisoformat("2026-03-02T09:00:00+00:00"), CALENDAR)


def test_on_a_forecast_it_is_provisional() -> None:
    one = process(step("a", 10))
    assert not schedule(one, MONDAY, CALENDAR).provisional
    assert schedule(one, at(2027, 12, 27, 9), forecast(CALENDAR)).provisional
    assert start_by(one, at(2028, 1, 10, 9), forecast(CALENDAR)).provisional


def test_beyond_the_calendar_it_refuses() -> None:
    with pytest.raises(CalendarCoverageError):
        schedule(process(step("a", 300)), at(2027, 3, 2, 9), CALENDAR)
