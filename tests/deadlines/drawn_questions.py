"""Questions drawn at random, asked of the engine and walked by the oracle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cached_property

from hypothesis import strategies as st

from cchc.deadlines.deadline import Deadline, due
from cchc.deadlines.office_hours import OfficeHours
from cchc.deadlines.policy import DayFraction, Policy
from cchc.deadlines.working_calendar import WorkingCalendar
from cchc.errors import CalendarCoverageError
from cchc.model.clock_entry import ClockEntry
from cchc.model.cutoff import ShiftCutoff
from cchc.model.time_limit import TimeLimit
from cchc.rulebook import load_regimes
from cchc.testing import oracle
from cchc.testing import strategies as cs
from cchc.testing.plain import PlainOffice, plain_calendar, plain_choices, plain_entries, plain_limit, plain_office, plain_sessions

REGIME = load_regimes().all[-1]
BEYOND = "beyond the calendar"
DEFAULT = st.just(Policy())
NO_CUTOFF = st.none()


def answered(ask: Callable[[], object]) -> object:
    """The answer, or that the calendar does not reach it: engine and oracle must agree on that too."""
    try:
        return ask()
    except (CalendarCoverageError, oracle.BeyondCalendarError):
        return BEYOND


@dataclass(frozen=True)
class Question:
    """A drawn question with its plain facts."""

    limit: TimeLimit
    received: datetime
    calendar: WorkingCalendar
    office: OfficeHours
    policy: Policy
    entries: tuple[ClockEntry, ...] = ()
    cutoff: ShiftCutoff | None = None

    def summary(self) -> str:
        """What matters of a failing example, in few lines."""
        days = plain_calendar(self.calendar.facts)
        return "\n".join(
            (
                f"{plain_limit(self.limit)} from {self.received:%a} {self.received} on {days.first.year}-{days.last.year}",
                f"off {sorted(map(str, days.off))} made up {sorted(map(str, days.made_up))}",
                f"office {plain_sessions(self.office)} week {sorted(self.office.week)} {self.office.closures}",
                f"policy {self.policy} {self.cutoff}",
                *(f"{one.kind} {one.model_dump_json(exclude_defaults=True)}" for one in self.entries),
            )
        )

    @cached_property
    def plain(self) -> PlainOffice:
        return plain_office(self.office, plain_calendar(self.calendar.facts))

    def ask(self) -> Deadline:
        return due(
            self.limit,
            self.received,
            self.calendar,
            REGIME,
            office=self.office,
            policy=self.policy,
            entries=self.entries,
            cutoff=self.cutoff,
        )

    def begin(self, at: datetime) -> datetime:
        """When a clock that is set off at ``at`` starts."""
        plain = self.plain
        return oracle.starting_instant(
            at,
            plain.rests,
            plain.opens,
            rest_day_receipt=self.policy.rest_day_receipt.value,
            off_hours_receipt=self.policy.off_hours_receipt.value,
            shift_after=self.cutoff.at if self.cutoff else None,
            shift_rest_days=self.cutoff is not None and self.cutoff.rest_days,
            boundary=self.policy.cutoff_boundary.value,
            shift_reading=self.policy.shift_reading.value,
        )

    def due_of(self, limit: oracle.Limit, start: datetime, pauses: Sequence[oracle.Pause]) -> date:
        plain = self.plain
        start = self.begin(start)
        if oracle.is_in_days(limit):
            return oracle.due_day(limit, start.date(), plain.rests, national=plain.national, pauses=pauses, **plain_choices(self.policy))
        opens = oracle.always_open if limit[0][0] == "hour" else plain.opens
        amount = oracle.amount_of(limit, hours_a_day=self.hours_a_day(start))
        return oracle.due_instant(start, amount, opens, oracle.chained(pauses))

    def hours_a_day(self, start: datetime) -> Fraction:
        if self.policy.day_fraction is DayFraction.EIGHT_HOURS:
            return Fraction(8)
        plain = self.plain
        return Fraction(sum(end - begin for begin, end in plain.opens(oracle.working_day_from(start.date(), plain.rests))), 60)

    def walk(self) -> oracle.Clock:
        return oracle.run_ledger(
            plain_limit(self.limit),
            self.received,
            self.received,
            plain_entries(self.entries),
            self.due_of,
            max_extensions=self.policy.max_extensions,
            extension_after_breach_refused=self.policy.extension_after_breach_refused,
            extension_longer_than_term_refused=self.policy.extension_longer_than_term_refused,
        )


@st.composite
def questions(
    draw: st.DrawFn,
    limits: st.SearchStrategy[TimeLimit],
    ledger: Callable[..., st.SearchStrategy[tuple[ClockEntry, ...]]] | None = None,
    policies: st.SearchStrategy[Policy] = DEFAULT,
    cutoffs: st.SearchStrategy[ShiftCutoff | None] = NO_CUTOFF,
    *,
    span: int = 40,
) -> Question:
    calendar = draw(cs.calendars())
    year = calendar.first.year
    office = draw(cs.offices(closures_within=(date(year, 2, 1), date(year, 8, 1))))
    received = draw(cs.instants(date(year, 2, 1), date(year, 7, 31)))
    limit = draw(limits)
    entries = draw(ledger(limit, received, received.date() + timedelta(days=span))) if ledger else ()
    return Question(limit, received, calendar, office, draw(policies), entries, draw(cutoffs))
