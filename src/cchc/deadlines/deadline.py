"""The answer: when a dossier is due, what is printed on the slip, how certain that is; proof and reading on demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, overload

from cchc.deadlines.calendar_day import YearStatus
from cchc.deadlines.certainty import bounds
from cchc.deadlines.civil_code import Rule
from cchc.deadlines.clock import ClockState, Fold, Round, StageDue, fold, in_order, last_day_to_apologise
from cchc.deadlines.course import Course, Frame, run
from cchc.deadlines.office_hours import STANDARD_OFFICE, OfficeHours
from cchc.deadlines.policy import Apology, Policy, Regime, Regimes
from cchc.deadlines.proof import OfficeSnapshot, Proof, applied, rows_of
from cchc.deadlines.reading import Reading, read
from cchc.deadlines.reception import promised_at, starting_instant
from cchc.deadlines.rules import rules_applied
from cchc.deadlines.working_calendar import DayTable, ForecastCalendar, WorkingCalendar
from cchc.model.clock_entry import ClockEntry, Refusal
from cchc.model.cutoff import Cutoff
from cchc.model.instant import VIETNAM_TIME, vietnam_instant
from cchc.model.receipt import Receipt, StartEvent, receipt_of
from cchc.model.time_limit import TimeLimit

_DAY_END = time(23, 59, 59)


class Question(NamedTuple):
    """What was asked: the limit, the receipt, the calendar, the regime, the choices, the ledger in its order.

    ``set_off_at`` is the instant that sets the clock off, before any cut-off; ``None`` while a fee or an event is
    missing.
    """

    limit: TimeLimit
    received: datetime | Receipt
    calendar: WorkingCalendar | ForecastCalendar
    regime: Regime
    event: StartEvent
    frame: Frame
    entries: tuple[ClockEntry, ...]
    set_off_at: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What official and forecast deadlines share: the question, and what it came to."""

    question: Question
    started_at: datetime | None
    course: Course | None
    fold: Fold | None
    span: tuple[date, date | None] | None

    @property
    def limit(self) -> TimeLimit:
        """The time limit, as it was asked; extensions and new limits are in :attr:`rounds`."""
        return self.question.limit

    @property
    def received(self) -> datetime | Receipt:
        """The receipt, as it was given."""
        return self.question.received

    @property
    def calendar(self) -> WorkingCalendar | ForecastCalendar:
        """The calendar the question was asked on; an agency's days are laid over it for the count."""
        return self.question.calendar

    @property
    def regime(self) -> Regime:
        """The version of the one-stop decree that applied."""
        return self.question.regime

    @property
    def event(self) -> StartEvent:
        """The event from which the limit runs."""
        return self.question.event

    @property
    def entries(self) -> tuple[ClockEntry, ...]:
        """The clock's ledger, in the order in which things happened."""
        return self.question.entries

    @property
    def frame(self) -> Frame:
        """What the limit ran on: calendar with the agency's days, office, choices, cut-off."""
        return self.question.frame

    @property
    def office(self) -> OfficeHours:
        """The agency's hours."""
        return self.frame.office

    @property
    def policy(self) -> Policy:
        """The choices that were applied."""
        return self.frame.policy

    @property
    def received_at(self) -> datetime:
        """The instant of receipt at the desk."""
        return self.received.received_at if isinstance(self.received, Receipt) else self.received

    @property
    def due(self) -> date | None:
        """The statutory day: a result on any part of it is in time. ``None`` while suspended or not started."""
        return self.course.due if self.course is not None else None

    @property
    def due_at(self) -> datetime | None:
        """The statutory instant: exact for limits in hours; for days 23:59:59 of the last day, for display only."""
        if self.course is None:
            return None
        return self.course.due_at or datetime.combine(self.course.due, _DAY_END, VIETNAM_TIME)

    @property
    def promised(self) -> datetime | None:
        """What is printed on the slip: the instant for hours, else the close of the office's last session by the due day."""
        if self.course is None:
            return None
        return self.course.due_at or promised_at(self.course.due, self.frame.calendar, self.office)

    @property
    def reappointed(self) -> date | None:
        """The date of the apology, if there was one; it moves no statutory due."""
        return self.fold.reappointed if self.fold is not None else None

    @property
    def clock(self) -> ClockState:
        """Whether the clock runs, after the last entry."""
        return self.fold.state if self.fold is not None else ClockState.RUNNING

    @property
    def since(self) -> datetime | None:
        """Since when the clock is in that state."""
        return self.fold.since if self.fold is not None else self.started_at

    @property
    def stages(self) -> tuple[StageDue, ...]:
        """The stages with their dues, when the limit is staged; the statutory due is the last one's."""
        return self.fold.stages if self.fold is not None else ()

    @property
    def rounds(self) -> tuple[Round, ...]:
        """Every run of the clock, the current one last: restarts and fixed limits leave the earlier dues behind."""
        if self.fold is not None:
            return self.fold.rounds
        return (Round(self.started_at, self.limit),) if self.started_at else ()

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """The entries the clock did not take, with the reasons."""
        return self.fold.refusals if self.fold is not None else ()

    @property
    def waits_for(self) -> tuple[str, ...]:
        """What a clock that has not started waits for."""
        if self.fold is not None and self.fold.waits_for:
            return self.fold.waits_for
        if self.started_at is None:
            return (starting_instant(receipt_of(self.received), self.event, self.regime).waits_for,)
        return ()

    @property
    def due_earliest(self) -> date | None:
        """The earliest day the due date can become while the calendar's open questions are answered."""
        return self.span[0] if self.span is not None else self.due

    @property
    def due_latest(self) -> date | None:
        """The latest such day; ``None`` when it may lie beyond the calendar (or nothing is due)."""
        return self.span[1] if self.span is not None else self.due

    @property
    def apology_by(self) -> date | None:
        """The last day for an apology with a new date, where it must precede the due date."""
        if self.course is None or self.policy.apology is Apology.AFTER_EXPIRY:
            return None
        return last_day_to_apologise(self.course.due, self.policy.apology_lead.count)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules applied, in order, each with its legal basis."""
        return rules_applied(
            self.limit, receipt_of(self.received), self.event, self.frame, self.regime, self.course, self.fold, self.entries
        )

    @property
    def proof(self) -> Proof:
        """Every counted and skipped day or session with its reason, and the rules; built when asked for."""
        receipt = receipt_of(self.received)
        return Proof(
            limit=self.limit,
            receipt=receipt,
            start=self.event,
            cutoff=self.frame.cutoff,
            not_at_once=self.frame.not_at_once,
            entries=self.entries,
            policy=self.policy,
            regime=self.regime,
            office=OfficeSnapshot.of(self.office),
            calendar=self.calendar.version,
            clock=self.clock,
            started_at=self.started_at,
            due=self.due,
            due_at=self.due_at,
            rows=rows_of(self.started_at, self.course, self.fold, self.frame),
            rules=applied(self.rules, receipt.received_at.date()),
        ).counted_on(self.calendar)

    def on(self, calendar: WorkingCalendar | ForecastCalendar) -> Deadline | ForecastDeadline:
        """Return the answer to the same question on another calendar."""
        return due(
            self.limit,
            self.received,
            calendar,
            self.regime,
            start=self.event,
            cutoff=self.frame.cutoff,
            not_at_once=self.frame.not_at_once,
            entries=self.entries,
            office=self.office,
            policy=self.policy,
        )

    def at(self, now: datetime, *, known_at: datetime | None = None) -> Reading:
        """Return what the clock showed at ``now``, from what had happened by then.

        Args:
            now: an instant of Vietnam's time; the library never reads a clock.
            known_at: count only entries recorded by then ("as known on").

        >>> from cchc import WorkingDays, load_calendar, load_regimes
        >>> received = datetime(2026, 11, 17, 10, tzinfo=VIETNAM_TIME)
        >>> deadline = due(WorkingDays(count=3), received, load_calendar(), load_regimes())
        >>> deadline.at(datetime(2026, 11, 18, 9, tzinfo=VIETNAM_TIME)).remaining
        (Amount(unit='working_day', count=2),)
        """
        vietnam_instant(now, "now")
        return read(self.limit, self.question.set_off_at, self.received_at, self.entries, self.frame, self.regime, now, known_at)


@dataclass(frozen=True, slots=True)
class Deadline(Answer):
    """When a dossier is due by law (hạn giải quyết), counted on the official calendar."""

    @property
    def certainty(self) -> YearStatus | None:
        """Final (every day is past), announced, or open (a swap may still move it); ``None`` when nothing is due."""
        if self.course is None:
            return None
        latest = self.due_latest
        if latest is not None and latest <= self.calendar.data_date:
            return YearStatus.FINAL
        return YearStatus.ANNOUNCED if self.due_earliest == latest else YearStatus.OPEN


@dataclass(frozen=True, slots=True)
class ForecastDeadline(Answer):
    """A forecast of when a dossier will be due: days nobody has announced were assumed. Not a :class:`Deadline`."""

    @property
    def certainty(self) -> YearStatus:
        """Always provisional."""
        return YearStatus.PROVISIONAL

    @property
    def assumption(self) -> str:
        """What was assumed."""
        assert isinstance(self.calendar, ForecastCalendar)
        return self.calendar.assumption


@overload
def due(
    limit: TimeLimit,
    received: datetime | Receipt,
    calendar: WorkingCalendar,
    rules: Regimes | Regime,
    *,
    start: StartEvent = ...,
    cutoff: Cutoff | None = ...,
    not_at_once: bool = ...,
    entries: Sequence[ClockEntry] = ...,
    known_at: datetime | None = ...,
    office: OfficeHours = ...,
    policy: Policy | None = ...,
) -> Deadline: ...
@overload
def due(
    limit: TimeLimit,
    received: datetime | Receipt,
    calendar: ForecastCalendar,
    rules: Regimes | Regime,
    *,
    start: StartEvent = ...,
    cutoff: Cutoff | None = ...,
    not_at_once: bool = ...,
    entries: Sequence[ClockEntry] = ...,
    known_at: datetime | None = ...,
    office: OfficeHours = ...,
    policy: Policy | None = ...,
) -> ForecastDeadline: ...
def due(
    limit: TimeLimit,
    received: datetime | Receipt,
    calendar: WorkingCalendar | ForecastCalendar,
    rules: Regimes | Regime,
    *,
    start: StartEvent = StartEvent.RECEIVED,
    cutoff: Cutoff | None = None,
    not_at_once: bool = False,
    entries: Sequence[ClockEntry] = (),
    known_at: datetime | None = None,
    office: OfficeHours = STANDARD_OFFICE,
    policy: Policy | None = None,
) -> Deadline | ForecastDeadline:
    """Return when a dossier received at ``received`` is due under the decree in force on that day.

    The day of the start is not counted; a limit in days ends with the whole of its last day, and a last day of rest
    moves to the next working day. A limit in hours runs from the very moment through the office's sessions. The start
    is what ``start`` and the regime say it is, moved by a shift cut-off or by the policy, then by the ledger.

    Args:
        limit: the time limit as the law writes it.
        received: the desk's instant, or a :class:`~cchc.model.receipt.Receipt` with the other instants.
        calendar: the official calendar, or a forecast, which gives a :class:`ForecastDeadline`.
        rules: the regimes (the one in force on the day of receipt is used), or one regime.
        start: the event the procedure counts from.
        cutoff: the procedure's own cut-off, if it has one; its kind says what it moves.
        not_at_once: the dossier cannot be settled at once (asked by some result cut-offs).
        entries: the clock's ledger, in any order.
        known_at: count only entries recorded by then ("as known on"); the answer holds those alone.
        office: the agency's profile: sessions, reception, closures.
        policy: choices in place of the regime's.

    Raises:
        NaiveDatetimeError, OtherZoneError: an instant is not one of Vietnam's time.
        NotInForceError: no regime is entered for the day of receipt.
        CalendarCoverageError: the calendar does not reach the due date.
        LedgerError: the ledger has a gap or a fork.

    >>> from cchc import WorkingDays, load_calendar, load_regimes
    >>> received = datetime(2026, 2, 12, 15, 40, tzinfo=VIETNAM_TIME)
    >>> deadline = due(WorkingDays(count=15), received, load_calendar(), load_regimes())
    >>> deadline.due.isoformat(), deadline.promised.isoformat()
    ('2026-03-12', '2026-03-12T17:00:00+07:00')
    """
    simple = type(received) is datetime
    at = vietnam_instant(received, "the receipt") if isinstance(received, datetime) else received.received_at
    regime = rules if isinstance(rules, Regime) else rules.on(at.date())
    chosen = regime.policy if policy is None else policy
    asked_on = calendar
    calendar = office.over(calendar)
    begun: datetime | None = at
    if not simple or start.needs_event or start.needs_fee:
        begun = starting_instant(receipt_of(received), start, regime).at
    frame = Frame(calendar, office, chosen, cutoff, not_at_once)
    folded: Fold | None = None
    course: Course | None = None
    ledger = in_order(entries, known_at) if entries else ()
    set_off = begun
    if ledger or begun is None:
        folded = fold(limit, begun, at, ledger, frame, regime)
        course = folded.course
        begun = folded.rounds[-1].start if folded.rounds else None
    else:
        begun = frame.begin(begun)
        course = run(limit, begun, (), frame)
    span = _span(calendar, limit, set_off, at, course, folded, frame, ledger, regime)
    kind = Deadline if isinstance(calendar, WorkingCalendar) else ForecastDeadline
    question = Question(limit, received, asked_on, regime, start, frame, ledger, set_off)
    return kind(question, begun, course, folded, span)


def _span(
    calendar: DayTable,
    limit: TimeLimit,
    begun: datetime | None,
    at: datetime,
    course: Course | None,
    folded: Fold | None,
    frame: Frame,
    entries: Sequence[ClockEntry],
    regime: Regime,
) -> tuple[date, date | None] | None:
    if course is None or not calendar.uncertainties:
        return None
    leg = course.legs[-1]
    working = leg.measure.unit.startswith("working")
    if leg.measure.unit == "hour":
        return None
    after = (leg.start.date() if isinstance(leg.start, datetime) else leg.start) if working else course.unrolled - timedelta(days=1)
    if isinstance(leg.start, datetime):
        after -= timedelta(days=1)
    if folded is not None and folded.stages:
        after = at.date()
    if not calendar.uncertain_between(after, course.due):
        return None

    def again(table: DayTable) -> date:
        other = frame._replace(calendar=table)
        if folded is not None:
            refolded = fold(limit, begun, at, entries, other, regime).course
            assert refolded is not None
            return refolded.due
        assert begun is not None
        return run(limit, other.begin(begun), (), other).due

    return bounds(calendar, at.date(), after, course.due, again)
