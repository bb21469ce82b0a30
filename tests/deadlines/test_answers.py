"""The answer as a whole: dates kept apart, certainty, proof, explanation, impact, readings at any moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest

from cchc.deadlines.calendar_day import DayKind, YearStatus
from cchc.deadlines.clock import sum_of
from cchc.deadlines.clock_state import ClockState
from cchc.deadlines.counting import add, count, elapsed, subtract
from cchc.deadlines.deadline import Deadline, ForecastDeadline, due
from cchc.deadlines.explanation import explain
from cchc.deadlines.impact import impact
from cchc.deadlines.office_hours import STANDARD_OFFICE, Closure, OfficeHours, WorkingTime, working_time
from cchc.deadlines.policy import Policy
from cchc.deadlines.proof import Proof, Reason
from cchc.deadlines.reading import Amount
from cchc.deadlines.reception import forward_by, reply_by
from cchc.deadlines.supplements import applicants_time, last_day_to_complete, returned_for_supplement
from cchc.deadlines.verification import verify
from cchc.errors import (
    CalendarCoverageError,
    LedgerError,
    LimitError,
    NaiveDatetimeError,
    NotInForceError,
    OfficeHoursError,
    OtherZoneError,
    ProofError,
    UsageError,
)
from cchc.legal import LegalBasis
from cchc.model.clock_entry import (
    Exclude,
    ExtendBy,
    Gate,
    GateMet,
    Reappoint,
    RefusalReason,
    Restart,
    Resume,
    Settle,
    Stage,
    Suspend,
)
from cchc.model.cutoff import ReplyCutoff, ResultCutoff, ShiftCutoff, TransferCutoff
from cchc.model.instant import VIETNAM_TIME
from cchc.model.limit_phrases import parse_limit
from cchc.model.receipt import Receipt, StartEvent
from cchc.model.time_limit import CalendarDays, CompoundLimit, Hours, Months, SameDay, Weeks, WorkingDays, WorkingHours
from cchc.rulebook import forecast, load_calendar, load_regimes

CALENDAR, RULES = load_calendar(), load_regimes()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM_TIME)


def ask(limit: str, received: str, *entries, calendar=CALENDAR, **more):
    return due(parse_limit(limit), at(received), calendar, RULES, entries=entries, **more)


def entry(kind, number: int, when: str, **fields):
    return kind(id=str(number), sequence=number, occurred_at=at(when), **fields)


class TestThreeDates:
    DEADLINE = ask("3 ngày làm việc", "2026-11-17 10:00", entry(Reappoint, 1, "2026-11-18 09:00", to=date(2026, 11, 30)))

    def test_the_statutory_date_does_not_move_with_an_apology(self) -> None:
        assert self.DEADLINE.due == date(2026, 11, 20)
        assert self.DEADLINE.reappointed == date(2026, 11, 30)
        assert self.DEADLINE.promised == at("2026-11-20 17:00")
        assert self.DEADLINE.due_at == at("2026-11-20 23:59:59")

    def test_the_last_day_for_an_apology(self) -> None:
        assert self.DEADLINE.apology_by == date(2026, 11, 19)
        assert ask("3 ngày làm việc", "2026-11-17 10:00", policy=Policy(apology="after_expiry")).apology_by is None

    def test_the_slip_shows_the_hour_of_an_hour_limit(self) -> None:
        assert ask("8 giờ làm việc", "2026-11-20 16:00").promised == at("2026-11-23 16:00")

    def test_a_slip_for_a_make_up_saturday_has_the_hours_of_the_day_it_replaces(self) -> None:
        assert ask("1 ngày làm việc", "2026-08-21 10:00").promised == at("2026-08-22 17:00")

    def test_a_slip_where_the_office_is_shut_that_day(self) -> None:
        office = OfficeHours(
            "thử", dict(enumerate(STANDARD_OFFICE.sessions)), closures=[Closure(date(2026, 11, 20), date(2026, 11, 20), "mất điện")]
        )
        deadline = ask("3 ngày làm việc", "2026-11-17 10:00", office=office)
        assert (deadline.due, deadline.promised) == (date(2026, 11, 20), at("2026-11-19 17:00"))


class TestCertainty:
    def test_past_days_are_final(self) -> None:
        assert ask("3 ngày làm việc", "2026-02-12 10:00").certainty is YearStatus.FINAL

    def test_an_announced_year(self) -> None:
        deadline = ask("3 ngày làm việc", "2027-02-02 10:00")
        assert (deadline.due, deadline.certainty, deadline.due_latest) == (date(2027, 2, 12), YearStatus.ANNOUNCED, date(2027, 2, 12))

    def test_an_open_bridge_has_an_earliest_and_a_latest(self) -> None:
        then = CALENDAR.as_known_on(date(2025, 12, 1))
        deadline = ask("5 ngày làm việc", "2025-12-29 10:00", calendar=then)
        assert (deadline.due, deadline.certainty) == (date(2026, 1, 6), YearStatus.OPEN)
        assert (deadline.due_earliest, deadline.due_latest) == (date(2026, 1, 6), date(2026, 1, 7))

    def test_a_make_up_day_would_bring_a_deadline_forward(self) -> None:
        then = CALENDAR.as_known_on(date(2025, 12, 1))
        deadline = ask("5 ngày làm việc", "2026-01-05 10:00", calendar=then)
        assert (deadline.due, deadline.certainty) == (date(2026, 1, 12), YearStatus.OPEN)
        assert (deadline.due_earliest, deadline.due_latest) == (date(2026, 1, 10), date(2026, 1, 12))

    def test_hours_on_a_possible_make_up_day_are_those_of_the_day_it_replaces(self) -> None:
        then = CALENDAR.as_known_on(date(2025, 12, 1))
        deadline = ask("1 giờ làm việc", "2026-01-10 08:00", calendar=then)
        assert (deadline.due, deadline.due_earliest) == (date(2026, 1, 12), date(2026, 1, 10))

    def test_beyond_the_last_possible_make_up_day_nothing_is_open(self) -> None:
        then = CALENDAR.as_known_on(date(2025, 12, 1))
        assert ask("2 ngày làm việc", "2026-01-12 10:00", calendar=then).certainty is YearStatus.ANNOUNCED

    def test_a_roll_onto_an_open_bridge(self) -> None:
        then = CALENDAR.as_known_on(date(2025, 12, 1))
        deadline = ask("10 ngày", "2025-12-23 10:00", calendar=then)
        assert (deadline.due, deadline.due_earliest, deadline.due_latest) == (date(2026, 1, 2), date(2026, 1, 2), date(2026, 1, 5))

    def test_hours_over_an_open_bridge(self) -> None:
        then = CALENDAR.as_known_on(date(2025, 12, 1))
        deadline = ask("16 giờ làm việc", "2025-12-31 10:00", calendar=then)
        assert (deadline.due, deadline.due_latest) == (date(2026, 1, 5), date(2026, 1, 6))
        assert ask("300 giờ", "2025-12-25 10:00", calendar=then).certainty is YearStatus.ANNOUNCED

    def test_a_ledger_over_an_open_bridge(self) -> None:
        then = CALENDAR.as_known_on(date(2025, 12, 1))
        stage = entry(Stage, 1, "2025-12-29 10:00", name="hai", limit=WorkingDays(count=2))
        deadline = ask("2 ngày làm việc", "2025-12-29 10:00", stage, calendar=then)
        assert (deadline.due, deadline.due_latest) == (date(2026, 1, 5), date(2026, 1, 6))

    def test_a_latest_day_beyond_the_calendar_is_not_named(self) -> None:
        then = CALENDAR.as_known_on(date(2018, 7, 10))
        assert then.last == date(2018, 12, 31)
        deadline = ask("1 ngày làm việc", "2018-12-28 10:00", calendar=then)
        assert deadline.due == date(2018, 12, 31)
        assert deadline.certainty is YearStatus.ANNOUNCED

    def test_a_latest_day_beyond_the_data_is_left_open(self) -> None:
        then = CALENDAR.as_known_on(date(2025, 12, 1))
        deadline = ask("250 ngày làm việc", "2025-12-31 10:00", calendar=then)
        assert (deadline.due, deadline.due_latest, deadline.certainty) == (date(2026, 12, 31), None, YearStatus.OPEN)
        assert "ngoài phạm vi lịch" in explain(deadline)

    def test_an_agencys_calendar_keeps_the_open_questions(self) -> None:
        then = CALENDAR.as_known_on(date(2025, 12, 1))
        office = OfficeHours("thử", {day: [(time(8), time(12))] for day in range(6)}, week=frozenset(range(6)))
        deadline = ask("10 ngày", "2025-12-23 10:00", calendar=then, office=office)
        assert (deadline.due, deadline.due_latest) == (date(2026, 1, 2), date(2026, 1, 5))

    def test_a_forecast_is_another_type(self) -> None:
        deadline = ask("3 ngày làm việc", "2028-01-20 10:00", calendar=forecast(CALENDAR))
        assert isinstance(deadline, ForecastDeadline)
        assert not isinstance(deadline, Deadline)
        assert deadline.certainty is YearStatus.PROVISIONAL
        assert "Tết" in deadline.assumption
        assert deadline.due_earliest <= deadline.due <= deadline.due_latest

    def test_an_agency_on_a_forecast_keeps_its_own_days(self) -> None:
        office = OfficeHours(
            "thử",
            dict(enumerate(STANDARD_OFFICE.sessions)),
            closures=[Closure(date(2028, 6, 6), date(2028, 6, 6), "lễ hội", suspends_count=True)],
        )
        calendar = forecast(CALENDAR)
        deadline = ask("2 ngày làm việc", "2028-06-05 10:00", calendar=calendar, office=office)
        assert (deadline.due, deadline.proof.rows[1].kind) == (date(2028, 6, 8), DayKind.AGENCY_CLOSURE)
        assert ask("1 ngày", "2028-06-05 10:00", calendar=calendar, office=office).due == date(2028, 6, 6)
        assert verify(deadline.proof)

    def test_the_official_calendar_refuses_beyond_its_data(self) -> None:
        with pytest.raises(CalendarCoverageError, match="forecast"):
            ask("3 ngày làm việc", "2027-12-30 10:00")

    def test_nothing_due_has_no_certainty(self) -> None:
        deadline = ask("3 ngày làm việc", "2026-11-17 10:00", entry(Suspend, 1, "2026-11-18 09:00"))
        assert (deadline.due, deadline.certainty, deadline.due_earliest, deadline.due_latest, deadline.promised, deadline.due_at) == (
            None,
        ) * 6
        assert deadline.apology_by is None


class TestClock:
    def test_a_plain_deadline_runs_since_its_start(self) -> None:
        deadline = ask("3 ngày làm việc", "2026-11-17 10:00")
        assert (deadline.clock, deadline.since, deadline.refusals, deadline.stages, deadline.waits_for) == (
            ClockState.RUNNING,
            at("2026-11-17 10:00"),
            (),
            (),
            (),
        )
        assert [one.start for one in deadline.rounds] == [at("2026-11-17 10:00")]

    def test_a_fee_not_paid_keeps_the_clock_from_starting(self) -> None:
        deadline = ask("3 ngày làm việc", "2026-11-17 10:00", start=StartEvent.COMPLETE_AND_FEE)
        assert (deadline.clock, deadline.waits_for, deadline.rounds) == (ClockState.NOT_STARTED, ("payment of the fee",), ())
        assert deadline.at(at("2026-12-01 10:00")).remaining == (Amount("working_day", 3),)
        assert deadline.proof.rows == ()

    def test_an_event_that_did_not_happen(self) -> None:
        deadline = ask("3 ngày làm việc", "2026-11-17 10:00", start=StartEvent.EVENT)
        assert deadline.waits_for == ("an event the procedure names",)

    def test_fee_and_event_start_with_the_later(self) -> None:
        receipt = Receipt(received_at=at("2026-11-16 09:00"), event_at=at("2026-11-17 09:00"), fee_paid_at=at("2026-11-18 09:00"))
        assert due(WorkingDays(count=1), receipt, CALENDAR, RULES, start=StartEvent.EVENT_AND_FEE).due == date(2026, 11, 19)

    def test_a_condition_met_twice_counts_from_the_first_time(self) -> None:
        gate = entry(Gate, 1, "2026-11-17 10:00", condition="phí")
        twice = entry(GateMet, 2, "2026-11-18 10:00", condition="phí"), entry(GateMet, 3, "2026-11-19 10:00", condition="phí")
        assert ask("1 ngày làm việc", "2026-11-17 10:00", gate, *twice).due == date(2026, 11, 19)

    def test_a_restart_before_the_clock_began_leaves_no_round_behind(self) -> None:
        gate, again = entry(Gate, 1, "2026-11-17 10:00", condition="phí"), entry(Restart, 2, "2026-11-18 10:00")
        deadline = ask("1 ngày làm việc", "2026-11-17 10:00", gate, again)
        assert (deadline.due, len(deadline.rounds)) == (date(2026, 11, 19), 1)

    def test_an_outage_moves_elapsed_hours_by_its_length(self) -> None:
        outage = entry(Exclude, 1, "2026-09-03 12:00", since=at("2026-09-02 20:00"), until=at("2026-09-03 06:30"))
        assert ask("24 giờ", "2026-09-02 09:00", outage).due_at == at("2026-09-03 19:30")

    def test_a_pause_from_the_day_a_rest_day_moved_to_still_counts(self) -> None:
        pause = entry(Suspend, 1, "2025-06-23 09:00"), entry(Resume, 2, "2025-06-25 09:00")
        assert ask("20 ngày", "2025-06-02 09:00", *pause).due == date(2025, 6, 25)
        later = entry(Suspend, 1, "2025-06-24 09:00"), entry(Resume, 2, "2025-06-25 09:00")
        assert ask("20 ngày", "2025-06-02 09:00", *later).due == date(2025, 6, 23)

    def test_a_pause_on_the_last_working_day_leaves_the_day_of_completion(self) -> None:
        pause = entry(Suspend, 1, "2026-11-20 09:00"), entry(Resume, 2, "2026-11-26 09:00")
        assert ask("3 ngày làm việc", "2026-11-17 09:00", *pause).due == date(2026, 11, 26)
        sunday = entry(Suspend, 1, "2026-11-20 09:00"), entry(Resume, 2, "2026-11-29 09:00")
        assert ask("3 ngày làm việc", "2026-11-17 09:00", *sunday).due == date(2026, 11, 30)
        weekend = entry(Suspend, 1, "2026-11-20 09:00"), entry(Resume, 2, "2026-11-22 09:00")
        assert ask("3 ngày làm việc", "2026-11-17 09:00", *weekend).due == date(2026, 11, 20)

    def test_a_pause_from_the_very_due_instant_comes_too_late(self) -> None:
        pause = entry(Suspend, 1, "2026-11-23 16:00"), entry(Resume, 2, "2026-11-25 09:00")
        deadline = ask("8 giờ làm việc", "2026-11-20 16:00", *pause)
        assert deadline.due_at == at("2026-11-23 16:00")
        assert deadline.at(at("2026-11-23 16:00")).late_by is None
        assert deadline.at(at("2026-11-25 09:30")).late_by == Amount("working_hour", Fraction(1, 2))

    def test_a_pause_of_the_first_round_does_not_count_in_the_second(self) -> None:
        entries = (
            entry(Exclude, 1, "2026-11-18 09:00", since=at("2026-11-17 12:00"), until=at("2026-11-18 09:00")),
            entry(Restart, 2, "2026-11-19 09:00"),
            entry(Suspend, 3, "2026-11-20 09:00"),
            entry(Resume, 4, "2026-11-23 09:00"),
        )
        assert ask("3 ngày làm việc", "2026-11-17 10:00", *entries).due == date(2026, 11, 26)

    def test_a_clock_stopped_in_time_and_restarted_later_was_never_late(self) -> None:
        entries = entry(Suspend, 1, "2026-11-18 09:00"), entry(Restart, 2, "2026-12-01 09:00"), entry(Settle, 3, "2026-12-02 09:00")
        deadline = ask("3 ngày làm việc", "2026-11-17 10:00", *entries)
        assert deadline.at(at("2026-12-03 09:00")).first_breach is None
        assert (deadline.rounds[0].limit, deadline.rounds[0].due_at) == (WorkingDays(count=3), None)
        closed = ask("3 ngày làm việc", "2026-11-17 10:00", entry(Suspend, 1, "2026-11-18 09:00"), entry(Settle, 2, "2026-12-01 09:00"))
        assert closed.at(at("2026-12-03 09:00")).first_breach is None

    def test_a_restart_opens_the_count_of_extensions_and_apologies_stay_counted(self) -> None:
        policy = Policy(max_extensions=1, max_reappointments=2)
        entries = (
            entry(ExtendBy, 1, "2026-11-18 09:00", limit=WorkingDays(count=1)),
            entry(Reappoint, 2, "2026-11-18 10:00", to=date(2026, 11, 30)),
            entry(Restart, 3, "2026-11-19 09:00"),
            entry(ExtendBy, 4, "2026-11-20 09:00", limit=WorkingDays(count=1)),
            entry(Reappoint, 5, "2026-11-20 10:00", to=date(2026, 12, 7)),
            entry(Reappoint, 6, "2026-11-20 11:00", to=date(2026, 12, 8)),
        )
        deadline = ask("3 ngày làm việc", "2026-11-17 10:00", *entries, policy=policy)
        assert [(one.entry_id, one.reason) for one in deadline.refusals] == [("6", RefusalReason.REAPPOINT_COUNT)]
        assert (deadline.due, deadline.reappointed) == (date(2026, 11, 26), date(2026, 12, 7))

    def test_an_extension_as_long_as_the_first_term_is_not_longer(self) -> None:
        policy = Policy(extension_longer_than_term_refused=True)
        equal = entry(ExtendBy, 1, "2026-11-18 10:00", limit=WorkingDays(count=3))
        assert ask("3 ngày làm việc", "2026-11-17 10:00", equal, policy=policy).refusals == ()
        other_unit = entry(ExtendBy, 1, "2026-11-18 10:00", limit=CalendarDays(count=9))
        assert ask("3 ngày làm việc", "2026-11-17 10:00", other_unit, policy=policy).refusals == ()

    def test_pauses_that_touch_count_their_days_once(self) -> None:
        pauses = [
            entry(Exclude, n, "2026-11-20 09:00", since=at(f"2026-11-{a} 09:00"), until=at(f"2026-11-{b} 10:00"))
            for n, (a, b) in enumerate(((16, 17), (18, 19)), 1)
        ]
        deadline = ask("3 ngày làm việc", "2026-11-13 10:00", *pauses, policy=Policy(pause_days="both_days"))
        assert deadline.due == date(2026, 11, 25)
        inside = entry(Exclude, 3, "2026-11-20 09:00", since=at("2026-11-17 10:30"), until=at("2026-11-17 11:00"))
        assert ask("3 ngày làm việc", "2026-11-13 10:00", *pauses, inside).due == date(2026, 11, 20)

    def test_a_gate_that_is_shut_is_named(self) -> None:
        gate = entry(Gate, 1, "2026-11-17 10:00", condition="hồ sơ giấy")
        assert ask("3 ngày làm việc", "2026-11-17 10:00", gate).waits_for == ("hồ sơ giấy",)
        assert ask("3 ngày làm việc", "2026-11-17 10:00", gate).at(at("2026-11-17 11:00")).clock is ClockState.NOT_STARTED

    def test_refusals_carry_reason_and_basis_and_change_nothing(self) -> None:
        plain = ask("3 ngày làm việc", "2026-11-17 10:00")
        for wrong, reason in (
            (entry(Resume, 1, "2026-11-18 09:00"), RefusalReason.NOTHING_TO_RESUME),
            (entry(Suspend, 1, "2026-11-16 09:00"), RefusalReason.BEFORE_RECEIPT),
            (entry(Gate, 1, "2026-11-18 09:00", condition="phí"), RefusalReason.GATE_TOO_LATE),
            (entry(GateMet, 1, "2026-11-18 09:00", condition="phí"), RefusalReason.GATE_UNKNOWN),
            (entry(Reappoint, 1, "2026-11-20 09:00", to=date(2026, 11, 30)), RefusalReason.REAPPOINT_TOO_LATE),
            (entry(Reappoint, 1, "2026-11-18 09:00", to=date(2026, 11, 20)), RefusalReason.REAPPOINT_BACKWARDS),
            (entry(ExtendBy, 1, "2026-11-21 09:00", limit=WorkingDays(count=1)), RefusalReason.EXTENSION_AFTER_BREACH),
            (entry(ExtendBy, 1, "2026-11-18 09:00", limit=Hours(count=1)), RefusalReason.UNIT_MISMATCH),
        ):
            deadline = ask("3 ngày làm việc", "2026-11-17 10:00", wrong)
            assert [one.reason for one in deadline.refusals] == [reason]
            assert deadline.refusals[0].basis
            assert deadline.due == plain.due

    def test_elapsed_and_working_hours_are_not_added(self) -> None:
        more = entry(ExtendBy, 1, "2026-11-17 11:00", limit=Hours(count=1))
        assert ask("8 giờ làm việc", "2026-11-17 10:00", more).refusals[0].reason is RefusalReason.UNIT_MISMATCH

    def test_a_clock_that_is_stopped_or_shut_takes_no_apology(self) -> None:
        apology = entry(Reappoint, 2, "2026-11-18 10:00", to=date(2026, 11, 30))
        stopped = ask("3 ngày làm việc", "2026-11-17 10:00", entry(Suspend, 1, "2026-11-18 09:00"), apology)
        shut = ask("3 ngày làm việc", "2026-11-17 10:00", entry(Gate, 1, "2026-11-17 10:00", condition="phí"), apology)
        assert stopped.refusals[0].reason is RefusalReason.ALREADY_SUSPENDED
        assert shut.refusals[0].reason is RefusalReason.NOT_STARTED

    def test_a_shut_clock_cannot_be_suspended(self) -> None:
        gate, stop = entry(Gate, 1, "2026-11-17 10:00", condition="phí"), entry(Suspend, 2, "2026-11-18 10:00")
        assert ask("3 ngày làm việc", "2026-11-17 10:00", gate, stop).refusals[0].reason is RefusalReason.NOT_STARTED

    def test_an_early_apology_where_it_must_follow_the_expiry(self) -> None:
        policy = Policy(apology="after_expiry")
        early = entry(Reappoint, 1, "2026-11-18 10:00", to=date(2026, 11, 30))
        assert ask("3 ngày làm việc", "2026-11-17 10:00", early, policy=policy).refusals[0].reason is RefusalReason.REAPPOINT_TOO_EARLY

    @pytest.mark.parametrize(
        ("policy", "reason"),
        [
            (Policy(max_extensions=0), RefusalReason.EXTENSION_COUNT),
            (Policy(extension_longer_than_term_refused=True), RefusalReason.EXTENSION_TOO_LONG),
        ],
    )
    def test_extensions_under_a_policy(self, policy: Policy, reason: RefusalReason) -> None:
        longer = entry(ExtendBy, 1, "2026-11-18 10:00", limit=WorkingDays(count=4))
        assert ask("3 ngày làm việc", "2026-11-17 10:00", longer, policy=policy).refusals[0].reason is reason

    def test_a_ledger_with_a_fork_a_gap_or_two_contents_is_refused(self) -> None:
        one, other = entry(Suspend, 1, "2026-11-18 09:00"), entry(Suspend, 1, "2026-11-19 09:00")
        for wrong in ((one, other), (entry(Suspend, 2, "2026-11-18 09:00"),), (one, one.model_copy(update={"id": "2"}))):
            with pytest.raises(LedgerError):
                ask("3 ngày làm việc", "2026-11-17 10:00", *wrong)

    def test_a_ledger_too_long_is_refused(self) -> None:
        entries = [entry(Suspend, n, "2026-11-18 09:00") for n in range(1, 10_002)]
        with pytest.raises(LedgerError, match="10000"):
            ask("3 ngày làm việc", "2026-11-17 10:00", *entries)

    def test_restarts_leave_their_dues_behind(self) -> None:
        entries = entry(Suspend, 1, "2026-11-25 09:00"), entry(Restart, 2, "2026-11-27 09:00"), entry(Settle, 3, "2026-12-03 09:00")
        deadline = ask("3 ngày làm việc", "2026-11-17 10:00", *entries)
        assert [one.due for one in deadline.rounds] == [date(2026, 11, 20), None]
        reading = deadline.at(at("2026-12-03 10:00"))
        assert reading.first_breach == at("2026-11-21 00:00")
        assert reading.late_by == Amount("working_day", 1)

    def test_a_second_breach_keeps_the_first_instant(self) -> None:
        entries = entry(Restart, 1, "2026-11-23 09:00"), entry(Restart, 2, "2026-12-01 09:00")
        reading = ask("1 ngày làm việc", "2026-11-17 10:00", *entries).at(at("2026-12-04 10:00"))
        assert reading.first_breach == at("2026-11-19 00:00")

    def test_stages(self) -> None:
        first = entry(Stage, 1, "2024-12-02 09:00", name="cấp giấy", limit=WorkingDays(count=3))
        waiting = entry(Stage, 2, "2024-12-02 09:00", name="trả", limit=CalendarDays(count=1), starts_at=at("2025-01-06 09:00"))
        deadline = ask("20 ngày làm việc", "2024-12-02 09:00", first, waiting)
        assert [(one.name, one.due) for one in deadline.stages] == [
            ("", date(2024, 12, 30)),
            ("cấp giấy", date(2025, 1, 3)),
            ("trả", date(2025, 1, 7)),
        ]
        assert len(deadline.at(at("2024-12-02 10:00")).remaining) == 3

    def test_stages_of_a_stopped_clock_are_not_due(self) -> None:
        stage, stop = entry(Stage, 1, "2026-11-17 10:00", name="hai", limit=WorkingDays(count=3)), entry(Suspend, 2, "2026-11-18 10:00")
        deadline = ask("3 ngày làm việc", "2026-11-17 10:00", stage, stop)
        assert deadline.due is None
        assert [part.count for part in deadline.at(at("2026-11-19 09:00")).remaining] == [2, 3]

    def test_an_hour_stage_follows_an_hour_limit(self) -> None:
        stage = entry(Stage, 1, "2026-11-17 10:00", name="hai", limit=WorkingHours(count=2))
        assert ask("8 giờ làm việc", "2026-11-17 08:00", stage).due_at == at("2026-11-18 10:00")


class TestReadings:
    def test_before_the_start_nothing_has_passed(self) -> None:
        reading = ask("02 tháng và 15 ngày làm việc", "2026-03-02 09:00").at(at("2026-03-01 09:00"))
        assert reading.clock is ClockState.NOT_STARTED
        assert reading.remaining == (Amount("month", 2), Amount("working_day", 15))
        assert ask("trong ngày", "2026-03-02 09:00").at(at("2026-03-01 09:00")).remaining == (Amount("day", 0),)

    def test_two_units_are_read_apart(self) -> None:
        deadline = ask("01 tháng và 5 ngày làm việc", "2026-03-02 09:00")
        middle, later = deadline.at(at("2026-03-12 09:00")), deadline.at(at("2026-04-06 09:00"))
        assert middle.remaining == (Amount("day", 21), Amount("working_day", 5))
        assert later.remaining == (Amount("day", 0), Amount("working_day", 3))
        assert later.elapsed == (Amount("day", 31), Amount("working_day", 2))

    def test_hours_are_exact(self) -> None:
        reading = ask("8 giờ làm việc", "2026-11-20 16:00").at(at("2026-11-20 16:20"))
        assert reading.remaining == (Amount("working_hour", Fraction(23, 3)),)
        assert reading.remaining[0].words("en") == "23/3 working hours"

    def test_late_calendar_days_are_counted_from_the_rolled_day(self) -> None:
        deadline = ask("20 ngày", "2025-06-02 09:00")
        reading = deadline.at(at("2025-06-25 09:00"))
        assert (deadline.due, reading.late_by, reading.first_breach) == (date(2025, 6, 23), Amount("day", 2), at("2025-06-24 00:00"))

    def test_a_late_weekend_is_no_working_day_late(self) -> None:
        reading = ask("1 ngày làm việc", "2026-11-19 09:00").at(at("2026-11-22 09:00"))
        assert (reading.late_by, reading.first_breach) == (Amount("working_day", 0), at("2026-11-21 00:00"))

    def test_a_pause_after_the_breach_shortens_the_lateness(self) -> None:
        entries = entry(Suspend, 1, "2026-03-09 10:00"), entry(Resume, 2, "2026-03-09 13:00"), entry(Settle, 3, "2026-03-09 14:00")
        deadline = ask("2 giờ làm việc", "2026-03-06 16:00", *entries)
        reading = deadline.at(at("2026-03-09 15:00"))
        assert (deadline.due_at, reading.late_by, reading.first_breach) == (
            at("2026-03-09 08:30"),
            Amount("working_hour", Fraction(5, 2)),
            at("2026-03-09 08:30"),
        )

    def test_what_was_known_then(self) -> None:
        late = entry(Suspend, 1, "2026-11-18 09:00", recorded_at=at("2026-11-25 09:00"))
        deadline = ask("3 ngày làm việc", "2026-11-17 10:00", late)
        now = at("2026-11-25 10:00")
        assert deadline.at(now).clock is ClockState.SUSPENDED
        assert deadline.at(now, known_at=at("2026-11-24 09:00")).late_by is not None
        assert deadline.at(now, known_at=at("2026-11-25 09:00")).clock is ClockState.SUSPENDED

    def test_now_is_an_instant_of_vietnam(self) -> None:
        with pytest.raises(NaiveDatetimeError):
            ask("3 ngày làm việc", "2026-11-17 10:00").at(datetime(2026, 11, 18))


class TestProof:
    QUESTIONS = (
        ask("15 ngày làm việc", "2026-02-12 15:40"),
        ask("20 ngày", "2025-06-02 09:00"),
        ask("8 giờ làm việc", "2026-11-20 16:00"),
        ask("24 giờ", "2026-11-20 16:00"),
        ask("trong ngày", "2026-11-21 16:00"),
        ask("01 tháng và 5 ngày làm việc", "2026-03-02 09:00"),
        ask(
            "5 ngày làm việc",
            "2026-11-16 09:00",
            entry(Exclude, 1, "2026-11-19 09:00", since=at("2026-11-17 10:00"), until=at("2026-11-18 15:00")),
        ),
        ask(
            "12 giờ làm việc",
            "2026-11-16 09:00",
            entry(Exclude, 1, "2026-11-18 09:00", since=at("2026-11-16 10:00"), until=at("2026-11-17 09:00")),
        ),
        ask("3 ngày làm việc", "2026-11-17 10:00", policy=Policy(first_day="counted")),
        ask("3 ngày làm việc", "2028-01-20 10:00", calendar=forecast(CALENDAR, 2029)),
    )

    @pytest.mark.parametrize("deadline", QUESTIONS, ids=lambda one: f"{one.limit.unit} {one.due}")
    def test_a_proof_verifies_here_and_after_json(self, deadline: Deadline) -> None:
        proof = deadline.proof
        assert verify(proof)
        again = Proof.model_validate_json(proof.model_dump_json())
        assert again == proof
        assert hash(again) == hash(proof)
        assert proof != deadline
        assert verify(again, deadline.calendar)

    @pytest.mark.parametrize("deadline", QUESTIONS, ids=lambda one: f"{one.limit.unit} {one.due}")
    def test_one_altered_row_is_found(self, deadline: Deadline) -> None:
        proof = deadline.proof
        rows = list(proof.rows)
        rows[-1] = rows[-1].model_copy(update={"kind": DayKind.AGENCY_OPEN})
        found = verify(proof.model_copy(update={"rows": tuple(rows)}))
        assert not found
        assert "agency_open" in found.faults[0]

    def test_the_count_of_rows_is_the_limit(self) -> None:
        assert [row.number for row in self.QUESTIONS[0].proof.rows if row.counted] == list(range(1, 16))

    def test_excluded_and_rolled_days_say_so(self) -> None:
        reasons = [{row.reason for row in one.proof.rows} for one in self.QUESTIONS]
        assert Reason.EXCLUDED in reasons[6]
        assert Reason.EXCLUDED in reasons[7]
        assert {Reason.START, Reason.MOVED_TO} <= reasons[1]
        assert {Reason.ROLLED, Reason.MOVED_TO} <= reasons[4]

    def test_minutes_of_sessions_add_up(self) -> None:
        minutes = [Fraction(row.minutes) for row in self.QUESTIONS[7].proof.rows if row.counted and row.minutes]
        assert sum(minutes) == 12 * 60

    def test_a_proof_from_json_needs_its_calendar(self) -> None:
        again = Proof.model_validate_json(self.QUESTIONS[0].proof.model_dump_json())
        with pytest.raises(ProofError, match="give the calendar"):
            verify(again)

    def test_another_calendar_is_no_proof(self) -> None:
        proof = self.QUESTIONS[0].proof
        faults = verify(proof, CALENDAR.with_days(off=[date(2026, 2, 13)])).faults
        assert faults[0].startswith("calendar")
        short = CALENDAR.as_known_on(date(2025, 9, 1))
        assert "cannot be answered" in verify(proof, short).faults[0]

    def test_altered_rules_are_found(self) -> None:
        proof = self.QUESTIONS[0].proof
        assert verify(proof.model_copy(update={"rules": ()})).faults == ("rules: other rules or citations than recomputed",)

    def test_an_office_is_kept_in_the_proof(self) -> None:
        office = OfficeHours(
            "thử",
            dict(enumerate(STANDARD_OFFICE.sessions)),
            closures=[Closure(date(2026, 11, 18), date(2026, 11, 18), "lễ hội", suspends_count=True)],
        )
        deadline = ask("3 ngày làm việc", "2026-11-17 10:00", office=office)
        assert deadline.due == date(2026, 11, 23)
        assert verify(Proof.model_validate_json(deadline.proof.model_dump_json()), CALENDAR)


class TestExplanation:
    @pytest.mark.parametrize("lang", ["vi", "en"])
    @pytest.mark.parametrize("deadline", TestProof.QUESTIONS, ids=lambda one: f"{one.limit.unit} {one.due}")
    def test_every_answer_has_its_words(self, deadline: Deadline, lang: str) -> None:
        text = explain(deadline, lang)
        assert "91/2015/QH13" in text
        assert deadline.due is not None
        assert f"{deadline.due:%d/%m/%Y}" in text

    def test_it_names_the_acts(self) -> None:
        assert "9859/VPCP-KGVX" in explain(TestProof.QUESTIONS[0])

    def test_a_stopped_clock_an_apology_a_refusal_an_open_bridge(self) -> None:
        stopped = ask("3 ngày làm việc", "2026-11-17 10:00", entry(Suspend, 1, "2026-11-18 09:00"))
        assert "Chưa có hạn" in explain(stopped)
        waiting = ask("3 ngày làm việc", "2026-11-17 10:00", start=StartEvent.EVENT)
        assert "waiting for" in explain(waiting, "en")
        assert "30/11/2026" in explain(TestThreeDates.DEADLINE)
        refused = ask("3 ngày làm việc", "2026-11-17 10:00", entry(Resume, 1, "2026-11-18 09:00"))
        assert "There is no suspension to end" in explain(refused, "en")
        bridge = ask("5 ngày làm việc", "2025-12-29 10:00", calendar=CALENDAR.as_known_on(date(2025, 12, 1)))
        assert "07/01/2026" in explain(bridge)
        assert "PROVISIONAL" in explain(TestProof.QUESTIONS[-1], "en")

    def test_seconds_are_shown_when_there_are_any(self) -> None:
        assert "16:00:30" in explain(ask("8 giờ làm việc", "2026-11-20 16:00:30"))

    def test_a_provision_is_that_of_its_day(self) -> None:
        regime = replace(RULES.all[0], since=date(2012, 1, 1))
        deadline = due(WorkingDays(count=3), at("2016-03-01 09:00"), CALENDAR, regime)
        assert "Điều 152, 33/2005/QH11 (chưa kiểm chứng)" in explain(deadline)


class TestRules:
    @pytest.mark.parametrize(
        ("limit", "received", "more", "codes"),
        [
            ("2 tuần", "2026-11-04 09:00", {}, {"ends_on_same_weekday"}),
            ("1 tháng", "2024-01-31 09:00", {}, {"ends_on_same_day_of_month", "ends_on_last_day_of_month"}),
            ("1 tháng", "2024-03-15 09:00", {}, {"ends_on_same_day_of_month"}),
            ("1 năm", "2024-02-29 09:00", {}, {"ends_on_same_day_of_year", "leap_day_by_analogy"}),
            ("24 giờ", "2026-11-20 16:00", {}, {"runs_from_the_moment", "elapsed_hours_do_not_roll"}),
            ("1 giờ", "2026-11-16 09:00", {}, {"runs_from_the_moment"}),
            ("3 ngày làm việc", "2026-11-21 09:00", {}, {"received_on_rest_day"}),
            ("3 ngày làm việc", "2026-11-20 18:00", {"policy": Policy(off_hours_receipt="next_working_day")}, {"received_after_closing"}),
            ("3 ngày làm việc", "2026-11-20 16:00", {"cutoff": ShiftCutoff(at=time(15))}, {"shifted_by_cutoff"}),
            ("trong ngày", "2026-11-20 16:00", {"cutoff": ResultCutoff(at=time(15), only_unless_settled=True)}, {"result_cutoff"}),
            ("trong ngày", "2026-11-20 14:00", {"cutoff": ResultCutoff(at=time(15))}, {"ends_with_its_last_day"}),
        ],
    )
    def test_the_rules_of_an_answer(self, limit: str, received: str, more: dict, codes: set[str]) -> None:
        deadline = ask(limit, received, **more)
        assert codes <= {rule.code for rule in deadline.rules}

    @pytest.mark.parametrize(
        ("received", "policy", "code", "instrument"),
        [
            ("2026-11-21 09:00", Policy(), "received_on_rest_day", "91/2015/QH13"),
            ("2026-11-21 09:00", Policy(rest_day_receipt="next_working_day"), "received_on_rest_day", "87/2021/TT-BTC"),
            ("2026-11-20 17:00", Policy(off_hours_receipt="next_working_day"), "received_after_closing", "87/2021/TT-BTC"),
        ],
    )
    def test_receipt_out_of_hours_is_flagged_with_its_basis(self, received: str, policy: Policy, code: str, instrument: str) -> None:
        (rule,) = [one for one in ask("3 ngày làm việc", received, policy=policy).rules if one.code == code]
        assert rule.flag
        assert rule.basis[0].instrument == instrument

    def test_within_hours_nothing_is_moved(self) -> None:
        for received in ("2026-11-20 16:59:59", "2026-11-20 06:00", "2026-11-20 12:00"):
            deadline = ask("3 ngày làm việc", received, policy=Policy(off_hours_receipt="next_working_day"))
            assert deadline.started_at == at(received)
        late = ask("3 ngày làm việc", "2026-11-20 17:00", policy=Policy(off_hours_receipt="next_working_day"))
        assert late.started_at == at("2026-11-23 07:30")

    def test_a_moved_start_shows_the_settling_body(self) -> None:
        receipt = Receipt(received_at=at("2026-11-20 09:00"), competent_received_at=at("2026-11-23 08:00"))
        found = due(WorkingDays(count=3), receipt, CALENDAR, RULES).rules
        assert "competent_body_starts" in {rule.code for rule in found}

    def test_ledger_entries_are_rules_with_their_basis(self) -> None:
        basis = (LegalBasis("99/2022/NĐ-CP", 16, 3),)
        outage = entry(Exclude, 1, "2026-11-19 09:00", since=at("2026-11-17 10:00"), until=at("2026-11-18 15:00"), basis=basis)
        wrong = entry(Resume, 2, "2026-11-19 10:00")
        found = ask("5 ngày làm việc", "2026-11-16 09:00", outage, wrong).rules
        assert [rule.basis for rule in found if rule.code == "exclude"] == [basis]
        assert "resume" not in {rule.code for rule in found}


class TestImpact:
    BEFORE = CALENDAR.as_known_on(date(2025, 12, 24))

    def test_what_moves_and_by_which_act(self) -> None:
        deadlines = {
            "moves": ask("5 ngày làm việc", "2025-12-31 09:00", calendar=self.BEFORE),
            "past": ask("1 ngày làm việc", "2025-12-01 09:00", calendar=self.BEFORE),
            "evens out": ask("30 ngày làm việc", "2025-12-31 09:00", calendar=self.BEFORE),
            "stopped": ask("5 ngày làm việc", "2025-12-31 09:00", entry(Suspend, 1, "2025-12-31 10:00"), calendar=self.BEFORE),
        }
        (found,) = impact(deadlines, self.BEFORE, CALENDAR)
        assert (found.key, found.before, found.after, found.acts) == ("moves", date(2026, 1, 8), date(2026, 1, 9), ("12729/VPCP-KGVX",))

    def test_a_deadline_counted_elsewhere_is_counted_on_the_old_calendar_first(self) -> None:
        deadline = ask("5 ngày làm việc", "2025-12-31 09:00")
        assert [one.before for one in impact([deadline], self.BEFORE, CALENDAR)] == [date(2026, 1, 8)]

    def test_a_due_date_the_new_calendar_no_longer_reaches(self) -> None:
        deadline = ask("5 ngày làm việc", "2026-01-05 09:00")
        (found,) = impact([deadline], CALENDAR, CALENDAR.as_known_on(date(2025, 9, 1)))
        assert found.after is None

    def test_a_day_made_up_inside_a_pause_after_the_due_day_moves_it(self) -> None:
        """Saturday 10 January became a working day; the dossier was due on the 9th and was paused on it until the 11th."""
        pause = entry(Suspend, 1, "2026-01-09 10:00"), entry(Resume, 2, "2026-01-11 10:00")
        (found,) = impact([ask("5 ngày làm việc", "2026-01-02 09:00", *pause, calendar=self.BEFORE)], self.BEFORE, CALENDAR)
        assert (found.before, found.after, found.acts) == (date(2026, 1, 9), date(2026, 1, 12), ("12729/VPCP-KGVX",))

    def test_an_hour_deadline_moves_by_its_instant(self) -> None:
        deadline = ask("12 giờ làm việc", "2025-12-31 14:00", calendar=self.BEFORE)
        (found,) = impact([deadline], self.BEFORE, CALENDAR)
        assert (found.before_at, found.after_at) == (at("2026-01-05 08:30"), at("2026-01-06 08:30"))


class TestOffices:
    CLOCK = working_time(CALENDAR)

    def test_an_office_opens_and_closes_by_the_minute(self) -> None:
        open_at = [
            STANDARD_OFFICE.accepts_dossiers(at(f"2026-11-20 {hour}"), CALENDAR) for hour in ("07:29", "07:30", "11:30", "16:59", "17:00")
        ]
        assert open_at == [False, True, False, True, False]

    def test_a_desk_on_a_holiday_a_swapped_day_and_a_make_up_day(self) -> None:
        days = ("2026-09-02", "2026-08-31", "2026-08-22", "2026-04-27")
        assert [STANDARD_OFFICE.accepts_dossiers(at(f"{day} 09:00"), CALENDAR) for day in days] == [False, False, True, False]

    def test_working_time_backwards(self) -> None:
        assert self.CLOCK.subtract(at("2026-11-23 07:30"), timedelta(hours=8)) == at("2026-11-20 07:30")
        assert self.CLOCK.subtract(at("2026-11-23 07:30"), timedelta()) == at("2026-11-23 07:30")
        assert self.CLOCK.add(at("2026-11-22 09:00"), timedelta()) == at("2026-11-22 09:00")

    def test_outside_the_calendar(self) -> None:
        for wrong in (
            lambda: self.CLOCK.add(at("2027-12-31 16:00"), timedelta(hours=2)),
            lambda: self.CLOCK.subtract(at("2010-01-04 08:00"), timedelta(hours=2)),
            lambda: self.CLOCK.through(at("2028-01-01 08:00")),
            lambda: self.CLOCK.opening_side(-1),
        ):
            with pytest.raises(CalendarCoverageError):
                wrong()

    def test_before_the_first_session_nothing_has_closed(self) -> None:
        assert self.CLOCK.last_closing(date(2010, 1, 1)) is None

    def test_an_office_that_only_works_on_days_that_do_not_count(self) -> None:
        office = OfficeHours("thử", {0: [(time(8), time(12))]}, closures=[Closure(CALENDAR.first, CALENDAR.last, "đóng cửa")])
        with pytest.raises(OfficeHoursError, match="no session on any working day"):
            WorkingTime(CALENDAR, office)

    def test_a_cutoff_before_closing_needs_a_session(self) -> None:
        office = OfficeHours("thử", {0: [(time(8), time(12))]})
        with pytest.raises(OfficeHoursError, match="no last hour"):
            ask("1 ngày làm việc", "2026-11-17 09:00", office=office, cutoff=ShiftCutoff(before_closing_minutes=60))

    def test_forwarding_and_replying_on_a_day_of_rest(self) -> None:
        saturday, policy = at("2026-11-21 09:00"), Policy()
        assert forward_by(saturday, TransferCutoff(at=time(15)), CALENDAR, STANDARD_OFFICE, policy) == at("2026-11-23 07:30")
        assert reply_by(saturday, ReplyCutoff(at=time(16)), CALENDAR, STANDARD_OFFICE, policy) == date(2026, 11, 23)


class TestCounting:
    def test_sums_and_backwards(self) -> None:
        assert add(date(2026, 1, 31), parse_limit("1 tháng và 1 ngày"), CALENDAR) == date(2026, 3, 2)
        assert subtract(date(2026, 3, 31), Months(count=1), CALENDAR) == date(2026, 2, 28)
        assert subtract(date(2026, 3, 31), parse_limit("1 tháng và 5 ngày làm việc"), CALENDAR) == date(2026, 2, 23)
        assert subtract(date(2026, 11, 22), WorkingDays(count=1), CALENDAR) == date(2026, 11, 20)
        assert subtract(at("2026-11-23 09:00"), Hours(count=24), CALENDAR) == at("2026-11-22 09:00")
        assert subtract(at("2026-11-23 09:00"), WorkingHours(count=2), CALENDAR) == at("2026-11-20 16:30")
        assert add(at("2026-11-23 09:00"), Hours(count=24), CALENDAR) == at("2026-11-24 09:00")

    def test_a_day_and_an_instant_are_not_mixed(self) -> None:
        for wrong in (
            lambda: add(date(2026, 1, 5), WorkingHours(count=1), CALENDAR),
            lambda: add(at("2026-01-05 08:00"), Months(count=1), CALENDAR),
            lambda: subtract(date(2026, 1, 5), WorkingHours(count=1), CALENDAR),
            lambda: subtract(at("2026-01-05 08:00"), Months(count=1), CALENDAR),
            lambda: count(at("2026-01-05 08:00"), date(2026, 1, 6), CALENDAR),
        ):
            with pytest.raises(UsageError):
                wrong()

    @pytest.mark.parametrize("hours", [0, 1, 600])
    def test_hours_from_an_instant_outside_the_calendar_are_refused(self, hours: int) -> None:
        with pytest.raises(CalendarCoverageError):
            add(datetime(2009, 12, 31, 9, tzinfo=VIETNAM_TIME), WorkingHours(count=hours), load_calendar())

    @pytest.mark.parametrize("choice", ["day_itself", "that_or_next_working_day", "refused"])
    def test_zero_days_are_what_the_policy_says(self, choice: str) -> None:
        sunday, policy = date(2026, 11, 22), Policy(zero_days=choice)
        if choice == "refused":
            with pytest.raises(LimitError, match="SameDay"):
                add(sunday, WorkingDays(count=0), CALENDAR, policy=policy)
            with pytest.raises(LimitError):
                ask("0 ngày", "2026-11-22 09:00", policy=policy)
        else:
            assert add(sunday, WorkingDays(count=0), CALENDAR, policy=policy) == (sunday if choice == "day_itself" else date(2026, 11, 23))
            assert ask("0 ngày", "2026-11-22 09:00", policy=policy).due == date(2026, 11, 23)

    def test_a_first_day_that_counts(self) -> None:
        counted = Policy(first_day="counted")
        assert add(date(2026, 3, 2), WorkingDays(count=3), CALENDAR, policy=counted) == date(2026, 3, 4)
        assert add(date(2026, 3, 2), SameDay(), CALENDAR, policy=counted) == date(2026, 3, 2)

    def test_a_seventh_of_a_day_is_no_time(self) -> None:
        with pytest.raises(LimitError, match="microseconds"):
            add(at("2026-01-05 08:00"), WorkingDays(count=Fraction(1, 7)), CALENDAR)

    def test_months_off_the_end_of_time(self) -> None:
        from cchc.deadlines.counting import months_later

        with pytest.raises(LimitError, match="no date"):
            months_later(date(9999, 1, 1), 12)

    def test_days_outside_the_calendar(self) -> None:
        for wrong in (
            lambda: add(date(2009, 12, 31), WorkingDays(count=1), CALENDAR),
            lambda: add(date(2027, 12, 31), CalendarDays(count=1), CALENDAR),
            lambda: add(date(2027, 12, 31), WorkingDays(count=1), CALENDAR),
            lambda: add(date(2009, 12, 31), WorkingDays(count=0), CALENDAR),
            lambda: subtract(date(2010, 1, 5), WorkingDays(count=9), CALENDAR),
            lambda: count(date(2009, 12, 31), date(2010, 1, 4), CALENDAR),
            lambda: ask("24 giờ", "2027-12-31 09:00"),
        ):
            with pytest.raises(CalendarCoverageError):
                wrong()

    def test_elapsed(self) -> None:
        assert elapsed(at("2026-11-20 16:00"), at("2026-11-23 08:30"), CALENDAR) == timedelta(hours=2)

    def test_sums_of_limits(self) -> None:
        assert sum_of(SameDay(), WorkingDays(count=2)) == WorkingDays(count=2)
        assert sum_of(SameDay(), Hours(count=2)) is None
        assert sum_of(parse_limit("1 tháng và 2 ngày"), CalendarDays(count=3)) == parse_limit("1 tháng và 5 ngày")
        assert sum_of(Months(count=1), CalendarDays(count=3)) == parse_limit("1 tháng và 3 ngày")
        assert sum_of(Months(count=1), SameDay()) is None
        assert sum_of(CompoundLimit(parts=(Months(count=1), Weeks(count=1), CalendarDays(count=1))), WorkingDays(count=1)) is None
        assert sum_of(WorkingDays(count=Fraction(1, 2)), WorkingDays(count=Fraction(1, 2))) == WorkingDays(count=1)


class TestSupplements:
    ASKED, DONE = at("2024-03-07 09:00"), at("2024-03-20 09:00")

    def test_a_return_restarts_or_runs_on(self) -> None:
        restart = returned_for_supplement(self.ASKED, self.DONE, Policy())
        suspend = returned_for_supplement(self.ASKED, self.DONE, Policy(after_supplement="suspend"))
        assert ask("15 ngày làm việc", "2024-03-04 09:00", *restart).due == date(2024, 4, 10)
        assert ask("15 ngày làm việc", "2024-03-04 09:00", *suspend).due == date(2024, 4, 5)

    def test_the_applicants_time(self) -> None:
        assert applicants_time(self.ASKED, self.DONE, Policy()) == ()
        entries = applicants_time(self.ASKED, self.DONE, Policy(applicants_time_counts=False))
        assert [one.kind for one in entries] == ["suspend", "resume"]

    def test_completing_is_a_matter_of_days(self) -> None:
        assert last_day_to_complete(date(2026, 9, 10), CALENDAR, Policy(), WorkingDays(count=7)) == date(2026, 9, 21)
        with pytest.raises(LimitError):
            last_day_to_complete(date(2026, 9, 10), CALENDAR, Policy(), Hours(count=7))


class TestBadInput:
    @pytest.mark.parametrize("received", [datetime(2026, 2, 12, 9), datetime.fromisoformat("2026-02-12T02:00:00+00:00")])
    def test_instants_of_no_zone_or_another(self, received: datetime) -> None:
        with pytest.raises((NaiveDatetimeError, OtherZoneError)):
            due(WorkingDays(count=1), received, CALENDAR, RULES)

    def test_a_day_without_a_regime(self) -> None:
        with pytest.raises(NotInForceError):
            ask("3 ngày làm việc", "2018-06-20 09:00")
        assert due(WorkingDays(count=3), at("2018-06-20 09:00"), CALENDAR, RULES.named("61/2018")).due == date(2018, 6, 25)

    def test_an_unknown_policy_value(self) -> None:
        with pytest.raises(UsageError, match="roll"):
            Policy(roll="backwards")
        for wrong in ({"max_extensions": -1}, {"max_reappointments": -1}):
            with pytest.raises(UsageError, match="negative"):
                Policy(**wrong)
        assert Policy(inactive_close="15 ngày").inactive_close == CalendarDays(count=15)
