"""The first and the last of everything: the day of a change, the end of a calendar, what is built anew from the same facts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from cchc.deadlines.answer import Answer, Deadline
from cchc.deadlines.calendar_building import build_days
from cchc.deadlines.calendar_day import WEEK, CalendarDay, DayConfidence, DayKind, Layer, YearStatus
from cchc.deadlines.calendar_facts import CalendarAct
from cchc.deadlines.civil_code import PartOf, point_of_month, point_of_year
from cchc.deadlines.clock import sum_of
from cchc.deadlines.clock_state import ClockState
from cchc.deadlines.counting import add
from cchc.deadlines.deadline import due
from cchc.deadlines.impact import impact
from cchc.deadlines.office_hours import STANDARD_OFFICE, Closure, OfficeHours, WorkingTime
from cchc.deadlines.policy import Policy
from cchc.deadlines.proof import Reason as ProofReason
from cchc.deadlines.reading import Amount
from cchc.deadlines.verification import verify
from cchc.deadlines.working_calendar import WorkingCalendar, diff
from cchc.errors import CalendarConflictError, CalendarCoverageError, RulebookError
from cchc.model.clock_entry import ExtendBy, Reappoint, Restart, Resume, ShiftStart, Stage, Suspend
from cchc.model.cutoff import ResultCutoff
from cchc.model.instant import VIETNAM_TIME
from cchc.model.limit_phrases import parse_limit
from cchc.model.receipt import Receipt, StartEvent
from cchc.model.time_limit import CalendarDays, Months, SameDay, WorkingDays
from cchc.rulebook import forecast, load_calendar, load_regimes

CALENDAR, RULES = load_calendar(), load_regimes()
BEFORE = CALENDAR.as_known_on(date(2025, 12, 24))
"""Before 12729/VPCP-KGVX: Friday 2 January 2026 still worked, Saturday 10 January not yet."""
SATURDAYS = frozenset(range(6))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM_TIME)


def ask(limit: str, received: str, calendar=CALENDAR, **more) -> Answer:
    return due(parse_limit(limit), at(received), calendar, RULES, **more)


class TestBuiltAnew:
    """The bundled facts give the calendar that was loaded, each day with its names, act, law, sources and pair."""

    def test_a_calendar(self) -> None:
        anew = WorkingCalendar(CALENDAR.facts)
        assert (anew.first, anew.last, anew.data_date, anew.version) == (
            CALENDAR.first,
            CALENDAR.last,
            CALENDAR.data_date,
            CALENDAR.version,
        )
        assert anew.special == CALENDAR.special
        assert anew.uncertainties == CALENDAR.uncertainties
        assert build_days(CALENDAR.facts, CALENDAR.first, CALENDAR.last) == CALENDAR.special

    def test_a_calendar_of_days_given_by_a_caller_keeps_them_as_known_earlier(self) -> None:
        given = CALENDAR.with_days(off=[date(2026, 11, 23)])
        assert not given.as_known_on(date(2026, 11, 1)).is_working_day(date(2026, 11, 23))

    def test_two_entries_of_one_layer_are_told_with_both_acts(self) -> None:
        act = next(one for one in CALENDAR.facts.acts if one.days)
        twice = act._replace(title="1/TB-VPCP", days=act.days[:1], annual=None, swaps=(), no_swaps=(), replaces=())
        day = act.days[0].day
        with pytest.raises(CalendarConflictError) as caught:
            WorkingCalendar(CALENDAR.facts.with_acts((*CALENDAR.facts.acts, twice)))
        assert f"1/TB-VPCP, {day}" in str(caught.value)
        assert f"the annual decisions already say statutory by {act.title}; one date has one entry in a layer" in str(caught.value)

    def test_two_swaps_of_one_day_are_told(self) -> None:
        act = next(one for one in CALENDAR.facts.acts if one.swaps)
        twice = act._replace(title="2/TB-VPCP", days=(), annual=None, swaps=act.swaps[:1], no_swaps=(), replaces=())
        with pytest.raises(CalendarConflictError, match=re.escape(f"the swaps already say swapped_off by {act.title}")):
            WorkingCalendar(CALENDAR.facts.with_acts((*CALENDAR.facts.acts, twice)))

    def test_facts_without_an_annual_decision(self) -> None:
        with pytest.raises(RulebookError) as caught:
            WorkingCalendar(CALENDAR.facts.with_acts(()))
        assert "the calendar" in str(caught.value)
        assert str(caught.value).endswith("no act settles a year; an annual decision (annual = true) is expected")

    @pytest.mark.parametrize(
        ("day", "known"), [("2025-10-01", False), ("2025-10-02", None), ("2025-10-04", None), ("2025-10-05", True), ("2025-10-06", True)]
    )
    def test_an_act_issued_between_two_days(self, day: str, known: bool | None) -> None:
        act = CalendarAct("3/TB-VPCP", None, issued_from=date(2025, 10, 2), issued_by=date(2025, 10, 5))
        assert act.known_on(date.fromisoformat(day)) is known

    def test_the_states_of_years_as_known_on_their_last_day(self) -> None:
        then = CALENDAR.as_known_on(date(2025, 12, 1))
        assert [then.status(year) for year in (2024, 2025, 2026)] == [YearStatus.FINAL, YearStatus.OPEN, YearStatus.OPEN]
        assert CALENDAR.as_known_on(date(2025, 12, 31)).status(2025) is YearStatus.FINAL


class TestForecastsUnderAnOffice:
    AHEAD = forecast(CALENDAR, 2029)
    OFFICE = OfficeHours(
        "Thứ bảy", {day: [(time(8), time(11))] for day in range(6)}, week=SATURDAYS,
        closures=[Closure(date(2028, 3, 1), date(2028, 3, 2), "chuyển trụ sở", suspends_count=True)],
    )  # fmt: skip

    def test_the_offices_days_lie_over_the_forecast_and_not_over_the_nations(self) -> None:
        over = self.OFFICE.over(self.AHEAD)
        assert [over.is_working_day(date(2028, 3, day)) for day in (1, 2, 3, 4)] == [False, False, True, True]
        assert [over.national.is_working_day(date(2028, 3, day)) for day in (1, 2, 3, 4)] == [True, True, True, False]
        assert over.uncertainties == over.national.uncertainties == self.AHEAD.uncertainties
        for lang in ("vi", "en"):
            assert over.assumption_in(lang) == over.national.assumption_in(lang) == self.AHEAD.assumption_in(lang)
        assert self.AHEAD.assumption_in("vi") != self.AHEAD.assumption_in("en")
        assert self.AHEAD.assumption_in("vi").startswith("Tết: 2 ngày")

    def test_days_given_one_after_the_other_are_all_kept(self) -> None:
        def off(day: int) -> CalendarDay:
            return replace(CALENDAR.with_days(off=[date(2026, 11, 23)]).day(date(2026, 11, 23)), day=date(2028, 3, day))

        twice = self.AHEAD.overlay([off(1)]).overlay([off(2)], SATURDAYS)
        assert [twice.is_working_day(date(2028, 3, day)) for day in (1, 2, 3, 4)] == [False, False, True, True]


class TestDiff:
    def test_a_day_on_the_last_day_of_both_is_compared(self) -> None:
        changed = CALENDAR.with_days(off=[CALENDAR.last])
        assert [(one.day, one.before is None, one.after is None) for one in diff(CALENDAR, changed)] == [(CALENDAR.last, False, False)]
        assert [one.day for one in diff(changed, CALENDAR)] == [CALENDAR.last]


class TestImpact:
    @pytest.mark.parametrize(
        ("limit", "received", "before", "after", "because"),
        [
            pytest.param(
                "6 ngày làm việc", "2025-12-31", "2026-01-09", "2026-01-10", ["2026-01-02", "2026-01-10"], id="onto a changed day"
            ),
            pytest.param("6 ngày làm việc", "2026-01-02", "2026-01-12", "2026-01-10", ["2026-01-10"], id="received on a changed day"),
            pytest.param("1 ngày làm việc", "2026-01-01", "2026-01-02", "2026-01-05", ["2026-01-02"], id="due on the changed day after"),
        ],
    )
    def test_moves(self, limit: str, received: str, before: str, after: str, because: list[str]) -> None:
        (moved,) = impact([ask(limit, f"{received} 09:00", BEFORE)], BEFORE, CALENDAR)
        assert (moved.before.isoformat(), moved.after and moved.after.isoformat()) == (before, after)
        assert [change.day.isoformat() for change in moved.because] == because

    def test_one_that_is_untouched_or_lies_beyond_every_change_holds_up_no_other(self) -> None:
        asked = [
            ask(limit, day, BEFORE) for limit, day in (("1 ngày làm việc", "2025-12-01 09:00"), ("5 ngày làm việc", "2026-03-02 09:00"))
        ]
        assert [one.key for one in impact([*asked, ask("1 ngày làm việc", "2025-12-31 09:00", BEFORE)], BEFORE, CALENDAR)] == [2]

    def test_one_received_after_every_change_stays(self) -> None:
        changed = CALENDAR.with_days(off=[date(2026, 11, 23)])
        asked = [ask("3 ngày làm việc", f"2026-11-{day} 09:00") for day in (20, 23, 24, 25)]
        assert [one.key for one in impact(asked, CALENDAR, changed)] == [0]

    def test_each_is_counted_again_by_its_own_office_and_policy(self) -> None:
        stays = ask("2 ngày", "2025-12-31 09:00", policy=Policy(roll="none"))
        saturdays = OfficeHours("Thứ bảy", dict(enumerate(STANDARD_OFFICE.sessions)), week=SATURDAYS)
        own = ask("2 ngày làm việc", "2025-12-31 09:00", saturdays.over(CALENDAR), office=saturdays)
        assert impact([stays], BEFORE, CALENDAR) == ()
        (moved,) = impact([own], saturdays.over(BEFORE), saturdays.over(CALENDAR))
        assert (moved.before, moved.after) == (date(2026, 1, 3), date(2026, 1, 5))
        early = OfficeHours("sáng", {day: [(time(8), time(10))] for day in range(5)})
        (moved,) = impact([ask("3 giờ làm việc", "2025-12-31 09:00", office=early)], BEFORE, CALENDAR)
        assert (moved.before_at, moved.after_at) == (at("2026-01-02 10:00"), at("2026-01-05 10:00"))


class TestCountedFirstDay:
    @pytest.mark.parametrize(
        ("start", "limit", "last"),
        [
            ("2026-11-16", WorkingDays(count=3), "2026-11-18"),
            ("2026-11-16", CalendarDays(count=3), "2026-11-18"),
            ("2026-03-01", Months(count=1), "2026-03-31"),
            ("2026-01-31", Months(count=1), "2026-03-02"),  # 28 February is a Saturday
        ],
    )
    def test_add(self, start: str, limit: WorkingDays | CalendarDays | Months, last: str) -> None:
        assert add(date.fromisoformat(start), limit, CALENDAR, policy=Policy(first_day="counted")).isoformat() == last


class TestLedger:
    def test_extensions_are_counted_one_by_one(self) -> None:
        ledger = [ExtendBy(id=str(n), sequence=n, occurred_at=at(f"2026-11-16 1{n}:00"), limit=WorkingDays(count=1)) for n in (1, 2, 3)]
        deadline = ask("3 ngày làm việc", "2026-11-16 09:00", entries=ledger, policy=Policy(max_extensions=2))
        assert [one.entry_id for one in deadline.refusals] == ["3"]
        assert deadline.due == date(2026, 11, 23)

    def test_a_reading_before_the_start_is_of_that_moment_with_nothing_passed(self) -> None:
        later = [ShiftStart(id="1", sequence=1, occurred_at=at("2026-11-16 09:00"), to=at("2026-11-18 09:00"))]
        reading = ask("3 ngày làm việc", "2026-11-16 09:00", entries=later).at(at("2026-11-17 10:00"))
        assert (reading.at, reading.clock, reading.elapsed) == (at("2026-11-17 10:00"), ClockState.NOT_STARTED, ())
        assert reading.remaining == (Amount("working_day", 3),)

    def test_what_extends_a_limit_of_two_units_adds_to_its_own(self) -> None:
        total = sum_of(parse_limit("02 tháng và 15 ngày làm việc"), WorkingDays(count=5))
        assert total == parse_limit("02 tháng và 20 ngày làm việc")
        assert sum_of(WorkingDays(count=3), WorkingDays(count=2)) == WorkingDays(count=5)
        assert sum_of(WorkingDays(count=3), SameDay()) is None


class TestNamedPoints:
    def test_of_a_month_and_of_a_year(self) -> None:
        assert [point_of_month(part, 2026, 2).day for part in PartOf] == [1, 15, 28]
        assert [point_of_year(part, 2026) for part in PartOf] == [date(2026, 1, 1), date(2026, 6, 30), date(2026, 12, 31)]


class TestWorkingTime:
    CLOCK = WorkingTime(CALENDAR, STANDARD_OFFICE)

    def test_the_opening_side_is_where_an_amount_begins_and_the_closing_side_where_it_ends(self) -> None:
        opening, closing = at("2026-11-16 07:30"), at("2026-11-13 17:00")
        amount = self.CLOCK.through(opening)
        assert self.CLOCK.through(closing) == amount
        assert (self.CLOCK.opening_side(amount), self.CLOCK.closing_side(amount)) == (opening, closing)

    def test_the_first_opening_and_the_last_closing(self) -> None:
        total = self.CLOCK.through(at("2027-12-31 23:00"))
        assert self.CLOCK.opening_side(0) == at("2010-01-04 07:30")
        assert self.CLOCK.closing_side(total) == at("2027-12-31 17:00")
        with pytest.raises(CalendarCoverageError):
            self.CLOCK.opening_side(total)
        with pytest.raises(CalendarCoverageError):
            self.CLOCK.closing_side(0)

    def test_a_desk_that_is_closed_takes_nothing_in(self) -> None:
        shut = OfficeHours(
            "thử", dict(enumerate(STANDARD_OFFICE.sessions)), closures=[Closure(date(2026, 11, 20), date(2026, 11, 20), "mất điện")]
        )
        assert [shut.accepts_dossiers(at(f"2026-11-{day} 09:00"), CALENDAR) for day in (19, 20)] == [True, False]


class TestValues:
    def test_an_amount_in_words(self) -> None:
        assert (Amount("working_day", 2).words("vi"), Amount("working_day", 2).words("en")) == ("02 ngày làm việc", "2 working days")

    def test_a_due_day_that_has_passed_by_the_data_date_is_final(self) -> None:
        deadline = ask("3 ngày làm việc", "2026-11-17 10:00", CALENDAR.as_known_on(date(2026, 11, 20)))
        assert isinstance(deadline, Deadline)
        assert (deadline.due, deadline.certainty) == (date(2026, 11, 20), YearStatus.FINAL)

    def test_proofs_are_told_apart_by_their_hash(self) -> None:
        one, other = (ask("3 ngày làm việc", f"2026-11-{day} 10:00").proof for day in (17, 18))
        assert hash(one) == hash(ask("3 ngày làm việc", "2026-11-17 10:00").proof)
        assert hash(one) != hash(other)

    def test_a_restart_without_a_basis_rests_on_the_decrees(self) -> None:
        ledger = [
            Suspend(id="1", sequence=1, occurred_at=at("2026-11-17 10:00")),
            Restart(id="2", sequence=2, occurred_at=at("2026-11-18 10:00")),
        ]
        deadline = ask("3 ngày làm việc", "2026-11-16 10:00", entries=ledger)
        found = {rule.code: rule.basis for rule in deadline.proof.rules}
        assert found["restart"] == found["suspend"] == (str(deadline.regime.supplement_basis),)
        assert deadline.calendar.day(date(2026, 8, 31)).kind is DayKind.SWAPPED_OFF


class TestSwaps:
    ACT = next(one for one in CALENDAR.facts.acts if one.swaps)

    @pytest.mark.parametrize(
        ("off", "worked"),
        [
            pytest.param("2026-11-16", "2026-11-19", id="worked on a weekday"),
            pytest.param("2026-11-15", "2026-11-21", id="off on a Sunday"),
        ],
    )
    def test_only_a_weekday_against_a_weekend_day(self, off: str, worked: str) -> None:
        swap = self.ACT.swaps[0]._replace(off=date.fromisoformat(off), worked=date.fromisoformat(worked))
        act = self.ACT._replace(title="4/TB-VPCP", days=(), annual=None, swaps=(swap,), no_swaps=(), replaces=())
        with pytest.raises(CalendarConflictError, match="a swap gives a weekday off against a Saturday or Sunday worked") as caught:
            WorkingCalendar(CALENDAR.facts.with_acts((*CALENDAR.facts.acts, act)))
        assert f"4/TB-VPCP, {off} against {worked}" in str(caught.value)


class TestWhatADayRestsOn:
    def test_an_ordinary_day_rests_on_the_rule_of_the_week(self) -> None:
        assert CALENDAR.day(date(2026, 11, 17)).basis == WEEK

    def test_a_closed_day_is_given_by_the_office_alone(self) -> None:
        shut = OfficeHours(
            "Một cửa", dict(enumerate(STANDARD_OFFICE.sessions)),
            closures=[Closure(date(2026, 8, 22), date(2026, 8, 24), "kiểm kê", suspends_count=True)],
        ).over(CALENDAR)  # fmt: skip
        assert CALENDAR.is_working_day(date(2026, 8, 22))  # the Saturday made up for 31 August
        assert [shut.is_working_day(date(2026, 8, day)) for day in (21, 22, 23, 24, 25)] == [True, False, False, False, True]
        for day in (22, 24):
            closed = shut.day(date(2026, 8, day))
            assert (closed.confidence, closed.sources, closed.act, closed.layer) == (DayConfidence.GIVEN, (), "Một cửa", Layer.AGENCY)
        assert shut.day(date(2026, 8, 23)).kind is DayKind.WEEKEND

    def test_a_callers_day_on_a_forecast_is_the_nations_too(self) -> None:
        ahead = forecast(CALENDAR, 2029)
        given = ahead.overlay([replace(CALENDAR.with_days(off=[date(2026, 11, 23)]).day(date(2026, 11, 23)), day=date(2028, 3, 6))])
        office = OfficeHours("Thứ bảy", {day: [(time(8), time(11))] for day in range(6)}, week=SATURDAYS).over(given)
        assert [one.is_working_day(date(2028, 3, 6)) for one in (ahead, given, office, office.national)] == [True, False, False, False]


class TestWhatALedgerShows:
    def test_a_second_date_that_is_refused_rests_on_the_rule_of_second_dates(self) -> None:
        ledger = [Reappoint(id="1", sequence=1, occurred_at=at("2026-11-17 10:00"), to=date(2026, 11, 18))]
        deadline = ask("3 ngày làm việc", "2026-11-16 10:00", entries=ledger)
        (refusal,) = deadline.refusals
        assert refusal.basis == (deadline.regime.reappoint_basis,)
        assert refusal.basis != (deadline.regime.start_basis,)

    def test_an_earlier_round_in_hours_keeps_its_due_instant(self) -> None:
        ledger = [Restart(id="1", sequence=1, occurred_at=at("2026-11-16 11:00"))]
        first, now = ask("8 giờ làm việc", "2026-11-16 10:00", entries=ledger).rounds
        assert (first.due, first.due_at) == (date(2026, 11, 17), at("2026-11-17 10:00"))
        assert now.start == at("2026-11-16 11:00")

    def test_an_entry_handed_in_twice_is_one_rule(self) -> None:
        paused = Suspend(id="1", sequence=1, occurred_at=at("2026-11-17 10:00"))
        ledger = [paused, Resume(id="2", sequence=2, occurred_at=at("2026-11-18 10:00")), paused]
        rules = ask("3 ngày làm việc", "2026-11-16 10:00", entries=ledger).proof.rules
        assert [rule.code for rule in rules if rule.code in ("suspend", "resume")] == ["suspend", "resume"]


class TestProofs:
    def test_with_a_counted_first_day_no_row_says_that_it_is_left_out(self) -> None:
        rows = ask("2 ngày làm việc", "2026-11-16 09:00", policy=Policy(first_day="counted")).proof.rows
        assert [(row.day.day, row.reason, row.number) for row in rows] == [(16, ProofReason.COUNTED, 1), (17, ProofReason.COUNTED, 2)]

    def test_stages_are_proved_from_the_first_day_of_the_first(self) -> None:
        ledger = [Stage(id="1", sequence=1, occurred_at=at("2026-11-16 09:00"), name="thẩm định", limit=WorkingDays(count=2))]
        proof = ask("2 ngày làm việc", "2026-11-16 09:00", entries=ledger).proof
        assert proof.due == date(2026, 11, 20)
        assert [(row.day.day, row.number) for row in proof.rows] == [(16, None), (17, 1), (18, 2), (19, 3), (20, 4)]

    def test_one_that_starts_from_another_event_comes_out_again(self) -> None:
        receipt = Receipt(received_at=at("2026-11-16 09:00"), event_at=at("2026-11-18 09:00"))
        proof = due(WorkingDays(count=3), receipt, CALENDAR, RULES, start=StartEvent.EVENT).proof
        assert proof.due == date(2026, 11, 23)
        assert verify(proof).faults == ()

    def test_elapsed_hours_end_inside_the_hours_of_the_own_office_or_not(self) -> None:
        early = OfficeHours("sáng", {day: [(time(8), time(10))] for day in range(5)})
        codes = [
            {rule.code for rule in ask("24 giờ", "2026-11-16 15:00", office=office).proof.rules} for office in (early, STANDARD_OFFICE)
        ]
        assert len(codes[0] - codes[1]) == 1
        assert not codes[1] - codes[0]

    def test_a_result_cutoff_is_read_by_the_hours_of_the_own_office(self) -> None:
        early = OfficeHours("sáng", {day: [(time(8), time(10))] for day in range(5)})
        cutoff = ResultCutoff(before_closing_minutes=60)
        dues = [ask("trong ngày", "2026-11-16 09:30", office=office, cutoff=cutoff).due for office in (early, STANDARD_OFFICE)]
        assert dues == [date(2026, 11, 17), date(2026, 11, 16)]


class TestStatusOfYears:
    def test_a_year_with_an_open_bridge_is_open_and_the_other_announced(self) -> None:
        asked = [WorkingCalendar(CALENDAR.facts).as_known_on(day) for day in (date(2025, 12, 1), date(2026, 11, 22))]
        for calendar in asked:
            touched = {day.year for one in calendar.uncertainties for option in one.options for day, _ in option}
            for year in range(calendar.data_date.year, calendar.last.year + 1):
                assert (calendar.status(year) is YearStatus.OPEN) == (year in touched)
