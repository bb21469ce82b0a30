"""Systems that count wrong, each in one way that a peer does: the desk of :mod:`right_desks` with one step overridden.

The numbers are those of the study of peers, section 6.
"""

from __future__ import annotations

import time as process_time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import ClassVar

from right_desks import Desk

from cchc.deadlines.calendar_day import DayKind
from cchc.model.cutoff import ShiftCutoff
from cchc.testing import oracle
from cchc.testing.contract import Due, Question, Refused, Setting

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Defect:
    """One broken system: what it does, whose pitfall that is, and the rules that must find it."""

    desk: type[Desk]
    pitfall: str
    rules: tuple[str, ...]


DEFECTS: list[Defect] = []


def breaks(pitfall: str, *rules: str) -> Callable[[type[Desk]], type[Desk]]:
    """Enter the class below among the broken systems."""

    def entered(desk: type[Desk]) -> type[Desk]:
        DEFECTS.append(Defect(desk, pitfall, rules))
        return desk

    return entered


def of_days(limit: oracle.Limit) -> bool:
    return oracle.total_of(limit, "working_day") > 0


# The days


@breaks("T54: the first day is counted", "the_day_of_receipt_is_not_counted")
class CountsTheFirstDay(Desk):
    def due_day(self, question: Question, limit: oracle.Limit, start: date, pauses: Sequence[oracle.Pause]) -> date:
        return super().due_day(question, limit, start - ONE_DAY if of_days(limit) else start, pauses)


@breaks("T32: no hours entered, so every day is worked (OpenCPS)", "weekly_rest_days_do_not_count", "it_knows_which_days_are_worked")
class WorksOnWeekends(Desk):
    def week(self, setting: Setting) -> frozenset[int]:
        return frozenset(range(7))


@breaks(
    "T33: an optional package is missing, so no holiday is known (regclock)",
    "public_holidays_do_not_count",
    "adding_working_days",
    "any_limit_in_days_near_special_days",
)
class KnowsNoHolidays(Desk):
    def off(self, setting: Setting) -> set[date]:
        return set()


@breaks("T19: days in lieu are not known", "public_holidays_do_not_count")
class KnowsNoDaysInLieu(Desk):
    def off(self, setting: Setting) -> set[date]:
        return {one.day for one in setting.calendar.special_days() if not one.working and one.kind is not DayKind.IN_LIEU}


@breaks("T20: weekdays swapped off are not known (holidays before 0.106)", "swapped_weekdays_do_not_count")
class KnowsNoSwaps(Desk):
    def off(self, setting: Setting) -> set[date]:
        return {one.day for one in setting.calendar.special_days() if not one.working and one.kind is not DayKind.SWAPPED_OFF}


@breaks(
    "T21: a Saturday is never worked (regclock, better-calendar, ALToolbox)", "make_up_days_count", "a_make_up_day_more_is_never_due_later"
)
class IgnoresMakeUpDays(Desk):
    def made_up(self, setting: Setting) -> dict[date, date]:
        return {}

    def due_day(self, question: Question, limit: oracle.Limit, start: date, pauses: Sequence[oracle.Pause]) -> date:
        due = super().due_day(question, limit, start, pauses)
        given = sum(
            one.day > start and one.kind is DayKind.MADE_UP and one.pair is None for one in question.setting.calendar.special_days()
        )
        return due + given * ONE_DAY  # and a day somebody enters by hand is taken for a holiday


@breaks("T80: one table of days, a make-up day in it counts as a holiday (OpenCPS)", "counting_working_days")
class SubtractsMakeUpDays(Desk):
    def count(self, start: date, end: date, setting: Setting) -> int:
        if end < start:
            return -self.count(end, start, setting)
        weekdays = sum(day.weekday() < 5 for day in oracle.days_from(start + ONE_DAY, end))
        listed = self.off(setting) | self.made_up(setting).keys()
        return weekdays - sum(start < day <= end and (day.weekday() < 5 or day in self.made_up(setting)) for day in listed)


@breaks("T27: a year that is not loaded has no holidays (holidays, expand=False)", "an_unannounced_year_is_refused")
class AnswersForUnknownYears(Desk):
    def ends(self, setting: Setting) -> tuple[date, date]:
        return date.min, date.max


@breaks("T28: past its last holiday it raises TypeError (businesstimedelta)", "an_unannounced_year_is_refused")
class BreaksPastTheLastYear(Desk):
    def due(self, question: Question) -> Due:
        due = super().due(question)
        if isinstance(due, Refused):
            raise TypeError("'<' not supported between instances of 'NoneType' and 'datetime.date'")
        return due


# The start


@breaks("T53: receipt on a day of rest rolls forward, then counts (numpy, roll=forward)", "a_receipt_on_a_day_of_rest_keeps_its_day")
class RollsTheReceiptForward(Desk):
    def due_day(self, question: Question, limit: oracle.Limit, start: date, pauses: Sequence[oracle.Pause]) -> date:
        moved = oracle.working_day_from(start, self.rests(question.setting)) if of_days(limit) else start
        return super().due_day(question, limit, moved, pauses)


@breaks("T60: a receipt at night is the next day's", "the_time_of_receipt_moves_no_limit_in_days")
class MovesReceiptsAtNight(Desk):
    def begin(self, question: Question, at: datetime) -> datetime:
        return super().begin(question, at + ONE_DAY if at.time() >= time(17) and oracle.is_in_days(question.parts) else at)


@breaks("T84: the day is that of UTC", "the_time_of_receipt_moves_no_limit_in_days")
class CountsInUtc(Desk):
    def due_of(self, question: Question, limit: oracle.Limit, at: datetime, pauses: Sequence[oracle.Pause]) -> date:
        if oracle.is_in_days(limit):
            return self.due_day(question, limit, self.begin(question, at).astimezone(UTC).date(), pauses)
        return super().due_of(question, limit, at, pauses)


@breaks("T84: the day is that of the process's time zone (OpenCPS, SpiffWorkflow)", "the_machines_time_zone_moves_nothing")
class CountsInTheProcessZone(Desk):
    def due_of(self, question: Question, limit: oracle.Limit, at: datetime, pauses: Sequence[oracle.Pause]) -> date:
        if oracle.is_in_days(limit):
            return self.due_day(question, limit, self.begin(question, at).astimezone().date(), pauses)
        return super().due_of(question, limit, at, pauses)


@breaks("T59: exactly at the cut-off is too late", "after_the_cut_off_the_next_day_is_the_day_of_receipt")
class TakesTheCutoffItselfAsLate(Desk):
    def begin(self, question: Question, at: datetime) -> datetime:
        cutoff = question.cutoff
        if cutoff is not None and at.time() == cutoff.at:
            at += timedelta(seconds=1)
        return super().begin(question, at)


@breaks("T59, T85: the cut-off is compared in whole minutes", "after_the_cut_off_the_next_day_is_the_day_of_receipt")
class ComparesWholeMinutes(Desk):
    def begin(self, question: Question, at: datetime) -> datetime:
        return super().begin(question, at.replace(second=0, microsecond=0))


@breaks("T59: one cut-off for all, on days of rest too", "a_cut_off_on_a_day_of_rest")
class ShiftsOnDaysOfRest(Desk):
    def begin(self, question: Question, at: datetime) -> datetime:
        if question.cutoff is not None:
            question = question.but(cutoff=ShiftCutoff(at=question.cutoff.at, rest_days=True))
        return super().begin(question, at)


@breaks("NĐ 61/2018: every limit runs from the receipt", "a_limit_runs_from_the_event_that_starts_it")
class KnowsNoOtherStart(Desk):
    def set_off(self, question: Question) -> datetime:
        return question.received


# The end of a limit in days


@breaks("T61: a last day of rest stays", "a_last_day_of_rest_moves_on")
class NeverRolls(Desk):
    def due_day(self, question: Question, limit: oracle.Limit, start: date, pauses: Sequence[oracle.Pause]) -> date:
        choices = replace(question.policy, roll="none")
        return super().due_day(question.but(setting=replace(question.setting, policy=choices)), limit, start, pauses)


@breaks("T23: the end rolls by weekday only", "a_last_day_of_rest_moves_on", "a_last_day_that_is_made_up_stays")
class RollsByWeekday(Desk):
    def national(self, setting: Setting) -> oracle.Rests:
        return oracle.rests_from(first=setting.first, last=setting.last)


@breaks("nominal lengths: a month is 30 days", "months_end_on_the_same_day")
class ThirtyDayMonths(Desk):
    def due_day(self, question: Question, limit: oracle.Limit, start: date, pauses: Sequence[oracle.Pause]) -> date:
        limit = [("day", 30 * count) if unit == "month" else (unit, count) for unit, count in limit]
        return super().due_day(question, limit, start, pauses)


@breaks("T46: months are chained, each from the last (relativedelta)", "months_from_the_end_of_a_month")
class ChainsMonths(Desk):
    def due_day(self, question: Question, limit: oracle.Limit, start: date, pauses: Sequence[oracle.Pause]) -> date:
        if len(limit) == 1 and limit[0][0] == "month":
            end = start
            for _ in range(int(limit[0][1])):
                end = oracle.same_day_of_a_later_month(end, 1)
            limit = [("day", (end - start).days)]
        return super().due_day(question, limit, start, pauses)


@breaks("T45: 31 January and a month is 3 March (SpiffWorkflow)", "months_from_the_end_of_a_month")
class OverflowsMonths(Desk):
    def due_day(self, question: Question, limit: oracle.Limit, start: date, pauses: Sequence[oracle.Pause]) -> date:
        if len(limit) == 1 and limit[0][0] == "month":
            first = oracle.same_day_of_a_later_month(start.replace(day=1), int(limit[0][1]))
            limit = [("day", (first + (start.day - 1) * ONE_DAY - start).days)]
        return super().due_day(question, limit, start, pauses)


@breaks("T47: 29 February and a year is 1 March, unasked", "years_end_on_the_same_day")
class MovesTheLeapDay(Desk):
    def due_day(self, question: Question, limit: oracle.Limit, start: date, pauses: Sequence[oracle.Pause]) -> date:
        choices = replace(question.policy, leap_day="mar_1")
        return super().due_day(question.but(setting=replace(question.setting, policy=choices)), limit, start, pauses)


@breaks("a sum is counted in the order in which it is written", "a_sum_runs_months_then_days_then_working_days")
class CountsWorkingDaysFirst(Desk):
    def due_day(self, question: Question, limit: oracle.Limit, start: date, pauses: Sequence[oracle.Pause]) -> date:
        if len(limit) > 1:
            start = oracle.add_working_days(start, int(oracle.total_of(limit, "working_day")), self.rests(question.setting))
            limit = [(unit, count) for unit, count in limit if unit != "working_day"]
        return super().due_day(question, limit, start, pauses)


@breaks("T48: the same day means one day", "the_same_day_is_the_day_of_receipt")
class TakesTheSameDayForOneDay(Desk):
    def due_day(self, question: Question, limit: oracle.Limit, start: date, pauses: Sequence[oracle.Pause]) -> date:
        return super().due_day(question, limit or [("working_day", 1)], start, pauses)


@breaks("T40: a search is cut at 360 days (OpenCPS)", "a_long_limit_is_not_cut_short", "a_longer_limit_is_never_due_earlier")
class CutsLongLimits(Desk):
    def due_day(self, question: Question, limit: oracle.Limit, start: date, pauses: Sequence[oracle.Pause]) -> date:
        return min(super().due_day(question, limit, start, pauses), start + 360 * ONE_DAY)


@breaks("day and month change places where both fit (dd/mm read as mm/dd)", "a_later_receipt_is_never_due_earlier")
class ReadsTheMonthFirst(Desk):
    def due_day(self, question: Question, limit: oracle.Limit, start: date, pauses: Sequence[oracle.Pause]) -> date:
        due = super().due_day(question, limit, start, pauses)
        return due.replace(month=due.day, day=due.month) if due.day <= 12 else due


@breaks('every "ngày" is a working day', "calendar_days_count_days_of_rest")
class TakesEveryDayForAWorkingDay(Desk):
    def due_day(self, question: Question, limit: oracle.Limit, start: date, pauses: Sequence[oracle.Pause]) -> date:
        return super().due_day(question, [("working_day" if unit == "day" else unit, count) for unit, count in limit], start, pauses)


@breaks("T43: a week is five working days", "weeks_end_on_the_same_weekday")
class FiveDayWeeks(Desk):
    def due_day(self, question: Question, limit: oracle.Limit, start: date, pauses: Sequence[oracle.Pause]) -> date:
        limit = [("working_day", 5 * count) if unit == "week" else (unit, count) for unit, count in limit]
        return super().due_day(question, limit, start, pauses)


@breaks("T35: a new holiday is added to the days counted", "a_holiday_more_is_never_due_earlier")
class CountsNewHolidays(Desk):
    def due_day(self, question: Question, limit: oracle.Limit, start: date, pauses: Sequence[oracle.Pause]) -> date:
        due = super().due_day(question, limit, start, pauses)
        late = [one.day for one in question.setting.calendar.special_days() if one.layer.value == "caller" and start < one.day <= due]
        return due - 2 * len(late) * ONE_DAY


# Hours


@breaks("T51: the office is open at noon (timegrid)", "working_hours_run_inside_the_sessions")
class ForgetsLunch(Desk):
    def sessions(self, setting: Setting) -> dict[int, list[tuple[int, int]]]:
        return {weekday: [(day[0][0], day[-1][1])] if day else [] for weekday, day in super().sessions(setting).items()}


@breaks("T49, T52: a limit used up at closing is due at the next opening (pandas, OpenCPS)", "a_limit_used_up_at_closing_ends_then")
class EndsAtTheNextOpening(Desk):
    def due_instant(self, question: Question, limit: oracle.Limit, start: datetime, pauses: Sequence[oracle.Pause]) -> datetime:
        due = super().due_instant(question, limit, start, pauses)
        opens = self.opens(question.setting)
        if limit[0][0] == "hour" or oracle.is_open(due, opens):
            return due
        return next(begin for begin, _ in oracle.minutes_after(due, opens) if oracle.is_open(begin, opens))


@breaks("T50: received after closing loses the whole next day (OpenCPS, pandas)", "hours_received_outside_the_sessions_run_from_the_next")
class LosesTheDayAfterClosing(Desk):
    def due_instant(self, question: Question, limit: oracle.Limit, start: datetime, pauses: Sequence[oracle.Pause]) -> datetime:
        if limit[0][0] != "hour" and start.time() > time(17):
            start = datetime.combine(oracle.next_working_day(start.date(), self.rests(question.setting)), time(17), start.tzinfo)
        return super().due_instant(question, limit, start, pauses)


@breaks("T24: a holiday on the day of the start is not seen (OpenCPS)", "hours_do_not_run_on_days_of_rest")
class MissesAHolidayOnTheFirstDay(Desk):
    def due_instant(self, question: Question, limit: oracle.Limit, start: datetime, pauses: Sequence[oracle.Pause]) -> datetime:
        opens = self.opens(question.setting)
        usual = oracle.opens_from(self.sessions(question.setting), oracle.rests_from())
        today = start.date()
        blind = lambda day: usual(day) if day == today else opens(day)  # noqa: E731
        known = oracle.always_open if limit[0][0] == "hour" else blind
        return oracle.due_instant(start, self.amount(question, limit, start), known, oracle.chained(pauses))


@breaks(
    "T22: a made-up Saturday has no hours of its own",
    "a_make_up_day_has_the_hours_of_the_day_it_replaces",
    "any_limit_in_hours_near_special_days",
)
class HasNoHoursOnMakeUpDays(Desk):
    def opens(self, setting: Setting) -> oracle.Opens:
        return oracle.opens_from(self.sessions(setting), self.rests(setting))


@breaks("T29, T31: Monday's hours on every day (OpenCPS)", "each_agency_has_its_own_hours")
class KeepsMondaysHours(Desk):
    def sessions(self, setting: Setting) -> dict[int, list[tuple[int, int]]]:
        kept = super().sessions(setting)
        return {weekday: kept[0] if day else [] for weekday, day in kept.items()}


@breaks("T37, T38: a working day is eight hours (OpenCPS)", "a_working_day_is_not_eight_hours")
class AveragesEightHours(Desk):
    def due_day(self, question: Question, limit: oracle.Limit, start: date, pauses: Sequence[oracle.Pause]) -> date:
        if len(limit) == 1 and limit[0][0] == "working_day":
            opens = self.opens(question.setting)
            evening = datetime.combine(start, time(23, 59), question.received.tzinfo)
            return oracle.due_instant(evening, timedelta(hours=8 * int(limit[0][1])), opens, oracle.chained(pauses)).date()
        return super().due_day(question, limit, start, pauses)


@breaks("T30: an agency that works on Saturday is counted from Monday to Friday", "an_agency_counts_its_own_days")
class CountsMondayToFridayOnly(Desk):
    def week(self, setting: Setting) -> frozenset[int]:
        return frozenset(range(5))


@breaks("T41: a third of an hour is 0.33 h", "amounts_are_exact")
class KeepsTwoDecimals(Desk):
    def amount(self, question: Question, limit: oracle.Limit, start: datetime) -> timedelta:
        return timedelta(hours=round(super().amount(question, limit, start) / timedelta(hours=1), 2))


@breaks("T10: rounded up to the quarter of an hour (OpenCPS)", "minutes_and_seconds_are_kept", "amounts_are_exact")
class RoundsUpToQuarters(Desk):
    def due_instant(self, question: Question, limit: oracle.Limit, start: datetime, pauses: Sequence[oracle.Pause]) -> datetime:
        due = super().due_instant(question, limit, start, pauses)
        past = timedelta(minutes=due.minute % 15, seconds=due.second, microseconds=due.microsecond)
        return due + (timedelta(minutes=15) - past if past else timedelta())


@breaks("T85: seconds are dropped", "minutes_and_seconds_are_kept")
class DropsSeconds(Desk):
    def begin(self, question: Question, at: datetime) -> datetime:
        return super().begin(question, at).replace(second=0, microsecond=0)


@breaks("T43: 24 hours are 24 business hours (Jmix)", "elapsed_hours_run_through_nights")
class TakesHoursForWorkingHours(Desk):
    def due_instant(self, question: Question, limit: oracle.Limit, start: datetime, pauses: Sequence[oracle.Pause]) -> datetime:
        return super().due_instant(question, [("working_hour", Fraction(limit[0][1]))], start, pauses)


# Pauses


class Adding(Desk):
    """Adds what its pauses come to, instead of walking around them."""

    def due_day(self, question: Question, limit: oracle.Limit, start: date, pauses: Sequence[oracle.Pause]) -> date:
        due = super().due_day(question, limit, start, ())
        for pause in pauses:
            due = self.later(question, due, pause)
        return due

    def later(self, question: Question, due: date, pause: oracle.Pause) -> date:
        rests = self.rests(question.setting)
        inside = oracle.count_working_days(pause[0].date(), pause[1].date(), rests)
        return oracle.add_working_days(due, inside, rests)


@breaks("T13: the days of a pause are added as calendar days (GLPI, MoJ)", "days_of_a_pause_do_not_count")
class AddsCalendarDays(Adding):
    def later(self, question: Question, due: date, pause: oracle.Pause) -> date:
        return due + (pause[1].date() - pause[0].date())


@breaks("T12: part of a day is no day: 16:00 to 9:00 next day is nothing (ZAC)", "days_of_a_pause_do_not_count")
class ForgetsPartsOfDays(Adding):
    def later(self, question: Question, due: date, pause: oracle.Pause) -> date:
        return oracle.add_working_days(due, (pause[1] - pause[0]).days, self.rests(question.setting))


@breaks("T12: the day of the notice is taken out too", "days_of_a_pause_do_not_count")
class TakesOutTheDayOfTheNotice(Desk):
    def due_day(self, question: Question, limit: oracle.Limit, start: date, pauses: Sequence[oracle.Pause]) -> date:
        choices = replace(question.policy, pause_days="both_days")
        return super().due_day(question.but(setting=replace(question.setting, policy=choices)), limit, start, pauses)


@breaks(
    "T09, T17: a pause is added as it shows on the clock on the wall",
    "a_pause_takes_out_its_working_time",
    "a_pause_outside_working_time_changes_nothing",
    "anything_happens_to_a_limit_in_hours",
)
class AddsTheClockOnTheWall(Desk):
    def due_instant(self, question: Question, limit: oracle.Limit, start: datetime, pauses: Sequence[oracle.Pause]) -> datetime:
        return super().due_instant(question, limit, start, ()) + sum((until - since for since, until in pauses), timedelta())


@breaks("T61: the end rolls off a day of rest after each pause (MoJ)", "the_end_rolls_once_after_all_pauses")
class RollsAfterEachPause(Adding):
    def later(self, question: Question, due: date, pause: oracle.Pause) -> date:
        return oracle.working_day_from(due + (pause[1].date() - pause[0].date()), self.national(question.setting))


@breaks("T15: only the last pause is known (OpenCPS)", "every_pause_is_taken_out", "anything_happens_to_a_limit_in_days")
class KnowsTheLastPauseOnly(Desk):
    def due_day(self, question: Question, limit: oracle.Limit, start: date, pauses: Sequence[oracle.Pause]) -> date:
        return super().due_day(question, limit, start, pauses[-1:])


@breaks("T11b: a pause after the limit has passed moves it", "a_pause_after_the_breach_moves_nothing")
class PausesAfterTheBreach(Adding):
    """As it stands: it never asks whether the limit had passed."""


@breaks("a pause is taken off the limit instead of added", "a_pause_is_never_due_earlier", "a_pause_cut_in_two_changes_nothing")
class TakesPausesOff(Adding):
    def later(self, question: Question, due: date, pause: oracle.Pause) -> date:
        return due - ONE_DAY


@breaks("T14: while paused the old day is shown (Frappe, OpenCPS)", "nothing_is_due_while_paused")
class ShowsADayWhilePaused(Desk):
    def due(self, question: Question) -> Due:
        clock = self.walk(question)
        return clock.due or self.due_of(question, clock.limit, clock.start, clock.pauses)


@breaks("T11: waiting is measured from the last action, pause or not (OpenCPS)", "going_on_without_a_pause_changes_nothing")
class WaitsSinceTheLastAction(Desk):
    def entries(self, question: Question) -> list[oracle.Entry]:
        told = super().entries(question)
        if told and told[0].kind == "resume":
            told.insert(0, oracle.Entry("suspend", question.received))
        return told


@breaks("T15, T16: another action during the pause loses its first part (OpenCPS)", "what_happens_during_a_pause_loses_none_of_it")
class PausesFromTheLastAction(Desk):
    def entries(self, question: Question) -> list[oracle.Entry]:
        told = super().entries(question)
        return [one for place, one in enumerate(told) if [other.kind for other in told[place : place + 2]] != ["suspend", "suspend"]]


@breaks("T16: intervals that overlap are counted twice", "overlapping_intervals_are_taken_out_once")
class CountsOverlapsTwice(Adding):
    """As it stands: it adds one interval after the other."""


@breaks("T18: things are taken in the order in which they are told", "order_of_delivery_changes_nothing")
class BelievesTheOrderOfDelivery(Desk):
    def entries(self, question: Question) -> list[oracle.Entry]:
        known = {one.at: one for one in super().entries(question)}
        return [known[one.occurred_at] for one in question.entries]


@breaks("T16: everything is taken", "what_is_not_allowed_is_refused")
class RefusesNothing(Desk):
    def refused(self, question: Question) -> list[str]:
        return []


@breaks("T57: late from closing time on (island.is closes at midnight before)", "the_whole_last_day_is_in_time")
class CallsTheEveningLate(Desk):
    def is_late(self, question: Question, at: datetime) -> bool:
        due = self.walk(question).due
        return due is not None and at >= datetime.combine(due, time(17), at.tzinfo)


@breaks("T14: a paused dossier is late by its old day (GLPI)", "a_paused_dossier_is_not_late")
class CallsPausedDossiersLate(Desk):
    def is_late(self, question: Question, at: datetime) -> bool:
        clock = self.walk(question)
        return oracle.is_late(at, self.due_of(question, clock.limit, clock.start, clock.pauses))


# Changes


@breaks("T64: a restart runs what was left only", "a_restart_runs_the_whole_limit_again")
class RestartsWithTheRest(Desk):
    def entries(self, question: Question) -> list[oracle.Entry]:
        return [replace(one, kind="resume") if one.kind == "restart" else one for one in super().entries(question)]


@breaks("a new limit is counted from the receipt", "a_new_limit_runs_from_its_day")
class CountsNewLimitsFromTheReceipt(Desk):
    def entries(self, question: Question) -> list[oracle.Entry]:
        return [replace(one, kind="extend_to") if one.kind == "fixed" else one for one in super().entries(question)]


@breaks("T62: an extension runs from the day it is granted", "an_extension_is_added_to_the_limit")
class ExtendsFromToday(Desk):
    def entries(self, question: Question) -> list[oracle.Entry]:
        return [replace(one, kind="fixed") if one.kind == "extend_by" else one for one in super().entries(question)]


@breaks("T62: a pause after an extension forgets it (ZAC, MoJ)", "extension_and_pause_in_either_order")
class ForgetsExtensionsAtAPause(Desk):
    def entries(self, question: Question) -> list[oracle.Entry]:
        told = super().entries(question)
        paused = any(one.kind == "suspend" for one in told[1:])
        return [one for one in told if not (paused and one.kind == "extend_by")]


@breaks("T63: an extension after the limit has passed is taken (ZGW)", "an_extension_after_the_breach_is_refused")
class ExtendsAfterTheBreach(Desk):
    def walk(self, question: Question) -> oracle.Clock:
        choices = replace(question.policy, extension_after_breach_refused=False)
        return super().walk(question.but(setting=replace(question.setting, policy=choices)))


@breaks("an apology with a new date cures the delay", "an_apology_moves_no_limit")
class MovesTheLimitByApology(Desk):
    def due(self, question: Question) -> Due:
        told = [getattr(one, "to") for one in question.entries if one.kind == "reappoint"]  # noqa: B009
        return told[-1] if told else super().due(question)


# Arithmetic


@breaks("T54: both ends are counted (holidays)", "counting_working_days", "counting_undoes_adding")
class CountsBothEnds(Desk):
    def count(self, start: date, end: date, setting: Setting) -> int:
        return super().count(start - ONE_DAY, end, setting) if start <= end else super().count(start, end, setting)


@breaks("T55: a day of rest is normalised before it is added to (numpy)", "adding_working_days", "counting_undoes_adding")
class NormalisesBeforeAdding(Desk):
    def add(self, day: date, count: int, setting: Setting) -> date:
        return super().add(oracle.working_day_from(day, self.national(setting)), count, setting)


@breaks("T55: an answer is put off by a day when it is long", "adding_twice_is_adding_the_sum")
class AddsADayToLongLimits(Desk):
    def add(self, day: date, count: int, setting: Setting) -> date:
        return super().add(day, count + (count > 10), setting)


@breaks("T56: counting backwards keeps the first day (numpy busday_count)", "subtracting_working_days", "subtracting_undoes_adding")
class SubtractsTheFirstDayToo(Desk):
    def subtract(self, day: date, count: int, setting: Setting) -> date:
        return super().subtract(day + ONE_DAY, count, setting)


@breaks(
    "T02, T07, T08: an end at or after closing reads the clock on the wall (OpenCPS)",
    "working_time_between_instants", "a_minute_later_is_a_minute_more_at_most", "working_time_adds_up",
)  # fmt: skip
class ReadsTheClockOnTheWall(Desk):
    def elapsed(self, start: datetime, end: datetime, setting: Setting) -> timedelta:
        told = super().elapsed(start, end, setting)
        return told + timedelta(hours=9) if end.time() >= time(17) and end.date() > start.date() else told


# How it is built


@breaks("T34: the days of the last agency stay in a static field (OpenCPS)", "asked_again_it_answers_the_same")
class RemembersTheLastAgency(Desk):
    static: ClassVar[set[date]] = set()

    def off(self, setting: Setting) -> set[date]:
        known = super().off(setting) | type(self).static
        type(self).static = known - self.made_up(setting).keys()
        return known


@breaks("T34: one static field for all threads (OpenCPS)", "two_agencies_at_the_same_time")
class SharesAFieldAmongThreads(Desk):
    current: ClassVar[Setting | None] = None

    def due(self, question: Question) -> Due:
        type(self).current = question.setting
        process_time.sleep(0.001)
        assert type(self).current is not None
        return super().due(question.but(setting=type(self).current))


@breaks("T83: an instant without a time zone", "working_hours_run_inside_the_sessions")
class AnswersWithoutAZone(Desk):
    def due(self, question: Question) -> Due:
        due = super().due(question)
        return due.replace(tzinfo=None) if isinstance(due, datetime) else due
