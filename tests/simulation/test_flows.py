"""Flows that laws and decisions lay down, on the real calendar of 2026: what a lawyer would count by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from walking import at, end

from cchc.deadlines.office_hours import STANDARD_OFFICE, Closure, OfficeHours
from cchc.model.time_limit import CalendarDays, WorkingDays
from cchc.rulebook import load_calendar
from cchc.rulebook.processes import load_processes
from cchc.simulation.critical_path import longest_chain, stage_totals
from cchc.simulation.schedule import schedule, start_by

CALENDAR = load_calendar()
FLOWS = load_processes()
SESSIONS = dict(enumerate(STANDARD_OFFICE.sessions))


def finish_of(name: str, received: datetime) -> dict[str, datetime]:
    return {one.step.id: one.finish for one in schedule(FLOWS.get(name), received, CALENDAR).steps}


ENDS = [
    pytest.param(
        "lt-khaisinh-thuongtru-bhyt-2024",
        at(2026, 2, 12, 9),
        {"ks": end(2026, 2, 12), "tt": end(2026, 2, 23), "bhyt": end(2026, 2, 23)},
        id="birth on the Thursday before Tết, residence and insurance side by side: two working days, not four",
    ),
    pytest.param(
        "lt-khaisinh-thuongtru-bhyt-2015",
        at(2026, 3, 2, 9),
        {"ks": end(2026, 3, 2), "tt": end(2026, 3, 23), "bhyt": end(2026, 3, 16)},
        id="the paper flow of 2015: fifteen and ten days side by side, read as working days since the whole is",
    ),
    pytest.param(
        "ld-1.009645",
        at(2026, 3, 2, 9),
        {"gui": end(2026, 3, 4), "yk": end(2026, 3, 13), "bc": end(2026, 3, 20), "qd": end(2026, 3, 25)},
        id="the report is due 14 working days from the start of the whole, not from the opinions",
    ),
    pytest.param(
        "ld-1.009729",
        at(2026, 3, 2, 9),
        {"yk": end(2026, 3, 9), "tb": end(2026, 3, 16)},
        id="a conditional consultation lies inside the ten working days",
    ),
    pytest.param(
        "ld-1.001266",
        at(2026, 3, 2, 9),
        {"gui": end(2026, 3, 2), "thue": end(2026, 3, 4), "dong": end(2026, 3, 9)},
        id="the tax office's silence lets the work go on; the closing is due five working days from the start",
    ),
    pytest.param(
        "ld-2.002039",
        at(2026, 1, 5, 9),
        {
            "stp1": end(2026, 1, 10),  # a Saturday that was worked
            "ca": end(2026, 2, 9),
            "stp2": end(2026, 2, 23),
            "ct": end(2026, 3, 2),
            "btp": end(2026, 3, 23),  # 22 March is a Sunday
            "cho": end(2026, 3, 23),  # nine months of the applicant do not count
            "btp2": end(2026, 4, 6),
            "ctn": end(2026, 5, 6),
            "tb": end(2026, 5, 6),
        },
        id="citizenship: 25 working days and 80 calendar days, each in its own measure",
    ),
]


@pytest.mark.parametrize(("name", "received", "ends"), ENDS)
def test_each_step_ends_on_its_day(name: str, received: datetime, ends: dict[str, datetime]) -> None:
    assert finish_of(name, received) == ends


def test_citizenship_is_reported_in_two_measures_never_added() -> None:
    chain = longest_chain(FLOWS.get("ld-2.002039"))
    assert chain.totals == {"working_hour": 200, "day": 80}
    assert chain.mixed
    assert chain.working_hours is None
    assert chain.working_days is None
    assert chain.steps == ("stp1", "ca", "stp2", "ct", "btp", "btp2", "ctn")


def test_an_absolute_time_hides_the_steps_before_it_from_the_critical_path() -> None:
    plan = schedule(FLOWS.get("ld-1.009645"), at(2026, 3, 2, 9), CALENDAR)
    assert plan.critical_path == ("bc", "qd")
    bound = plan.bound("statutory")
    assert bound is not None
    assert (bound.due, bound.spare, bound.kept) == (end(2026, 3, 25), timedelta(), True)
    assert bound.steps["yk"].finish == end(2026, 3, 20)
    assert bound.steps["yk"].slack == 5 * timedelta(hours=8)
    assert longest_chain(FLOWS.get("ld-1.009645")).working_days == 17


def test_each_agency_works_on_its_own_calendar() -> None:
    """The insurance office is shut on two days that do not count, the police are away but their days count."""
    insurance = OfficeHours("BHXH", SESSIONS, closures=[Closure(date(2026, 2, 23), date(2026, 2, 24), "di chuyển", suspends_count=True)])
    police = OfficeHours("Công an cấp xã", SESSIONS, closures=[Closure(date(2026, 2, 23), date(2026, 2, 24), "trực lễ hội")])
    plan = schedule(
        FLOWS.get("lt-khaisinh-thuongtru-bhyt-2024"), at(2026, 2, 12, 9), CALENDAR, {"BHXH": insurance, "Công an cấp xã": police}
    )
    ends = {one.step.id: one.finish for one in plan.steps}
    assert (ends["tt"], ends["bhyt"]) == (end(2026, 2, 23), end(2026, 2, 25))
    assert plan.critical_path == ("ks", "bhyt")
    (bound,) = plan.bounds
    assert bound.due == end(2026, 2, 24)
    assert not bound.kept
    assert bound.spare == -timedelta(hours=8)


def test_to_sign_on_a_friday() -> None:
    plan = start_by(FLOWS.get("ld-1.009645"), at(2026, 2, 27, 17), CALENDAR)
    assert plan.received == end(2026, 1, 27)  # the last day is used to its end, so the signature is on Thursday
    assert plan.finish == end(2026, 2, 26)
    assert start_by(FLOWS.get("ld-1.009645"), end(2026, 2, 27), CALENDAR).received == end(2026, 1, 28)


def test_eight_steps_share_seven_days() -> None:
    plan = schedule(FLOWS.get("ha_noi_vinh_long-1594-00"), at(2026, 6, 1, 9), CALENDAR)
    group = [one for one in plan.steps if one.step.group]
    assert {(one.start, one.finish) for one in group} == {(at(2026, 6, 30, 9), at(2026, 7, 9, 9))}
    assert plan.finish == at(2026, 7, 13, 9)
    assert plan.bounds[0].kept
    assert longest_chain(plan.process).working_days == 30
    assert [totals for _, totals in stage_totals(plan.process)] == [{"working_hour": 168}, {"working_hour": 56}, {"working_hour": 16}]


def test_hours_of_two_levels_fill_the_whole_to_the_minute() -> None:
    plan = schedule(FLOWS.get("nghe_an-3854-00"), at(2026, 2, 10, 9, 30), CALENDAR)
    assert plan.finish == at(2026, 3, 5, 9, 30)
    assert plan.bounds[0].spare == timedelta()
    assert plan.bounds[0].kept


def test_steps_in_working_days_do_not_fit_a_whole_in_calendar_days() -> None:
    plan = schedule(FLOWS.get("ld-1.012694"), at(2026, 3, 2, 9), CALENDAR)
    (bound,) = plan.bounds
    assert bound.limit == CalendarDays(count=8)
    assert (bound.due, plan.finish, bound.kept) == (end(2026, 3, 10), end(2026, 3, 12), False)


def test_every_bundled_process_has_a_schedule_or_a_reason() -> None:
    refused = {}
    for process in FLOWS.all:
        try:
            plan = schedule(process, at(2026, 3, 2, 9), CALENDAR)
        except Exception as error:
            refused[process.id] = error
        else:
            assert plan.finish >= plan.received
            assert {one.step.id for one in plan.steps} == {step.id for step in process.steps}
    assert {name: error for name, error in refused.items() if "has a time" not in str(error)} == {}


def test_a_limit_of_the_caller_takes_the_place_of_the_declared_one() -> None:
    plan = schedule(FLOWS.get("ld-1.009645"), at(2026, 3, 2, 9), CALENDAR, limit=WorkingDays(count=20))
    assert plan.bounds[0].limit == WorkingDays(count=20)
    assert plan.bounds[0].spare == timedelta(hours=24)
