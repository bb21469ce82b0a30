"""Two systems that count right: the library itself, and the oracle, which shares no code with it; each an adapter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

from cchc import WorkingDays, add, count, elapsed, load_regimes, subtract
from cchc.deadlines.policy import DayFraction
from cchc.errors import CchcError
from cchc.model.receipt import StartEvent
from cchc.testing import oracle
from cchc.testing.contract import DeadlineContract, Due, Question, Refused, Setting
from cchc.testing.plain import plain_choices, plain_closures, plain_entries, plain_sessions

MONDAY_TO_FRIDAY = frozenset(range(5))


class Library(DeadlineContract):
    """The engine."""

    rules = load_regimes()
    lang = "en"

    def due(self, question: Question) -> Due:
        try:
            deadline = question.deadline()
        except CchcError as error:
            return Refused(str(error))
        return deadline.due_at if question.in_hours else deadline.due

    def refused(self, question: Question) -> list[str]:
        return [one.entry_id for one in question.deadline().refusals]

    def is_late(self, question: Question, at: datetime) -> bool:
        return question.deadline().at(at).late_by is not None

    def is_working_day(self, day: date, setting: Setting) -> bool:
        return setting.calendar.is_working_day(day)

    def add(self, day: date, count: int, setting: Setting) -> date:
        return add(day, WorkingDays(count=count), setting.calendar)

    def subtract(self, day: date, count: int, setting: Setting) -> date:
        return subtract(day, WorkingDays(count=count), setting.calendar)

    def count(self, start: date, end: date, setting: Setting) -> int:
        return count(start, end, setting.calendar)

    def elapsed(self, start: datetime, end: datetime, setting: Setting) -> timedelta:
        return elapsed(start, end, setting.office.over(setting.calendar), office=setting.office)


class Desk(DeadlineContract):
    """The oracle, from the plain views of the setting; a step is a method, so that a defect is one override."""

    rules = load_regimes()
    lang = "en"

    # The days

    def off(self, setting: Setting) -> set[date]:
        return set(setting.days_off)

    def made_up(self, setting: Setting) -> dict[date, date]:
        return dict(setting.made_up)

    def week(self, setting: Setting) -> frozenset[int]:
        return setting.week

    def ends(self, setting: Setting) -> tuple[date, date]:
        return setting.first, setting.last

    def rests(self, setting: Setting) -> oracle.Rests:
        """The days on which this agency does not count."""
        shut = plain_closures(setting.office, suspending=True)
        made_up = self.made_up(setting).keys() - shut
        first, last = self.ends(setting)
        return oracle.rests_from(self.off(setting) | shut, made_up, week=self.week(setting), first=first, last=last)

    def national(self, setting: Setting) -> oracle.Rests:
        """The days of rest onto which no last day of a period may fall."""
        first, last = self.ends(setting)
        week = self.week(setting) if self.week(setting) != setting.week else MONDAY_TO_FRIDAY
        return oracle.rests_from(self.off(setting), self.made_up(setting), week=week, first=first, last=last)

    def sessions(self, setting: Setting) -> dict[int, list[tuple[int, int]]]:
        return plain_sessions(setting.office)

    def opens(self, setting: Setting) -> oracle.Opens:
        closed = plain_closures(setting.office, suspending=False)
        return oracle.opens_from(self.sessions(setting), self.rests(setting), works_as=self.made_up(setting), closed=closed)

    # The clock

    def set_off(self, question: Question) -> datetime:
        """What the procedure starts from."""
        receipt, at = question.receipt, question.received
        if question.start.needs_event:
            assert receipt.event_at is not None
            at = receipt.event_at
        elif receipt.complete_at is not None and question.start is not StartEvent.RECEIVED:
            at = max(at, receipt.complete_at)
        if question.start.needs_fee:
            assert receipt.fee_paid_at is not None
            at = max(at, receipt.fee_paid_at)
        return at

    def begin(self, question: Question, at: datetime) -> datetime:
        """When a clock that is set off at ``at`` starts, after any cut-off."""
        policy, cutoff = question.policy, question.cutoff
        return oracle.starting_instant(
            at,
            self.rests(question.setting),
            self.opens(question.setting),
            rest_day_receipt=policy.rest_day_receipt.value,
            off_hours_receipt=policy.off_hours_receipt.value,
            shift_after=cutoff.at if cutoff else None,
            shift_rest_days=cutoff is not None and cutoff.rest_days,
            boundary=policy.cutoff_boundary.value,
            shift_reading=policy.shift_reading.value,
        )

    def due_of(self, question: Question, limit: oracle.Limit, at: datetime, pauses: Sequence[oracle.Pause]) -> date:
        start = self.begin(question, at)
        if oracle.is_in_days(limit):
            return self.due_day(question, limit, start.date(), pauses)
        return self.due_instant(question, limit, start, pauses)

    def due_day(self, question: Question, limit: oracle.Limit, start: date, pauses: Sequence[oracle.Pause]) -> date:
        rests, national = self.rests(question.setting), self.national(question.setting)
        return oracle.due_day(limit, start, rests, national=national, pauses=pauses, **plain_choices(question.policy))

    def due_instant(self, question: Question, limit: oracle.Limit, start: datetime, pauses: Sequence[oracle.Pause]) -> datetime:
        opens = oracle.always_open if limit[0][0] == "hour" else self.opens(question.setting)
        return oracle.due_instant(start, self.amount(question, limit, start), opens, oracle.chained(pauses))

    def amount(self, question: Question, limit: oracle.Limit, start: datetime) -> timedelta:
        hours = Fraction(8)
        if question.policy.day_fraction is DayFraction.OFFICE_DAY:
            opens, rests = self.opens(question.setting), self.rests(question.setting)
            hours = Fraction(sum(end - begin for begin, end in opens(oracle.working_day_from(start.date(), rests))), 60)
        return oracle.amount_of(limit, hours_a_day=hours)

    # The ledger

    def entries(self, question: Question) -> list[oracle.Entry]:
        return plain_entries(question.entries)

    def ids(self, question: Question) -> list[str]:
        by_id = {entry.id: entry for entry in question.entries}
        return [one.id for one in sorted(by_id.values(), key=lambda one: (one.occurred_at, one.sequence))]

    def walk(self, question: Question) -> oracle.Clock:
        policy = question.policy
        return oracle.run_ledger(
            question.parts,
            self.set_off(question),
            question.received,
            self.entries(question),
            lambda limit, at, pauses: self.due_of(question, limit, at, pauses),
            max_extensions=policy.max_extensions,
            extension_after_breach_refused=policy.extension_after_breach_refused,
            extension_longer_than_term_refused=policy.extension_longer_than_term_refused,
        )

    # The answers

    def due(self, question: Question) -> Due:
        try:
            return self.walk(question).due
        except oracle.BeyondCalendarError as error:
            return Refused(str(error))

    def refused(self, question: Question) -> list[str]:
        ids = self.ids(question)
        return [ids[place] for place in self.walk(question).refused]

    def is_late(self, question: Question, at: datetime) -> bool:
        due = self.walk(question.but(entries=tuple(one for one in question.entries if one.occurred_at <= at))).due
        return due is not None and oracle.is_late(at, due)

    def is_working_day(self, day: date, setting: Setting) -> bool:
        return not self.national(setting)(day)

    def add(self, day: date, count: int, setting: Setting) -> date:
        return oracle.add_working_days(day, count, self.national(setting))

    def subtract(self, day: date, count: int, setting: Setting) -> date:
        return oracle.subtract_working_days(day, count, self.national(setting))

    def count(self, start: date, end: date, setting: Setting) -> int:
        return oracle.count_working_days(start, end, self.national(setting))

    def elapsed(self, start: datetime, end: datetime, setting: Setting) -> timedelta:
        return oracle.time_between(start, end, self.opens(setting))
