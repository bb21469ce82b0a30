"""The answer: when a dossier is due, what is printed on the slip, how certain that is; proof and reading on demand."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from cchc.deadlines.calendar_day import YearStatus
from cchc.deadlines.civil_code import Rule
from cchc.deadlines.clock_state import ClockState, last_day_to_apologise
from cchc.deadlines.course import Course, Frame
from cchc.deadlines.office_hours import OfficeHours
from cchc.deadlines.policy import Apology, Policy, Regime
from cchc.deadlines.reception import promised_at, starting_instant
from cchc.deadlines.working_calendar import ForecastCalendar, WorkingCalendar
from cchc.model.instant import VIETNAM_TIME, vietnam_instant
from cchc.model.receipt import Receipt, StartEvent, receipt_of
from cchc.model.time_limit import TimeLimit

if TYPE_CHECKING:
    from cchc.deadlines.clock import Fold, Round, StageDue
    from cchc.deadlines.proof import Proof
    from cchc.deadlines.reading import Reading
    from cchc.model.clock_entry import ClockEntry, Refusal

_RUNNING = ClockState.RUNNING
_FINAL = YearStatus.FINAL
_DAY_END = time(23, 59, 59)


class Answer(NamedTuple):
    """What official and forecast deadlines share: what was asked, and what it came to.

    ``calendar`` is the one the question was asked on (the frame's has the agency's days laid over it), ``limit`` as it
    was asked (extensions and new limits are in :attr:`rounds`), ``entries`` in the order in which things happened.
    ``set_off_at`` is the instant that sets the clock off, before any cut-off; ``None`` while a fee or an event is missing.
    """

    limit: TimeLimit
    received: datetime | Receipt
    calendar: WorkingCalendar | ForecastCalendar
    regime: Regime
    event: StartEvent
    frame: Frame
    entries: tuple[ClockEntry, ...]
    set_off_at: datetime | None
    started_at: datetime | None
    course: Course | None
    fold: Fold | None
    span: tuple[date, date | None] | None

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
        course = self.course
        return course.due if course is not None else None

    @property
    def due_at(self) -> datetime | None:
        """The statutory instant: exact for limits in hours; for days 23:59:59 of the last day, for display only."""
        if self.course is None:
            return None
        return self.course.due_at or datetime.combine(self.course.due, _DAY_END, VIETNAM_TIME)

    @property
    def promised(self) -> datetime | None:
        """What is printed on the slip: the instant for hours, else the close of the office's last session by the due day."""
        course = self.course
        if course is None:
            return None
        frame = self.frame
        return course.due_at or promised_at(course.due, frame.calendar, frame.office)

    @property
    def reappointed(self) -> date | None:
        """The date of the apology, if there was one; it moves no statutory due."""
        return self.fold.reappointed if self.fold is not None else None

    @property
    def clock(self) -> ClockState:
        """Whether the clock runs, after the last entry."""
        return self.fold.state if self.fold is not None else _RUNNING

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
        from cchc.deadlines.clock import Round

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
        return last_day_to_apologise(self.course.due, self.policy.apology_lead)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules applied, in order, each with its legal basis."""
        from cchc.deadlines.rules import rules_applied  # with the clock's entries: read on demand, not for every deadline

        return rules_applied(
            self.limit, receipt_of(self.received), self.event, self.frame, self.regime, self.course, self.fold, self.entries
        )

    @property
    def proof(self) -> Proof:
        """Every counted and skipped day or session with its reason, and the rules; built when asked for."""
        from cchc.deadlines.proof import OfficeSnapshot, Proof, applied, rows_of

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

    def at(self, now: datetime, *, known_at: datetime | None = None) -> Reading:
        """Return what the clock showed at ``now``, from what had happened by then.

        Args:
            now: an instant of Vietnam's time; the library never reads a clock.
            known_at: count only entries recorded by then ("as known on").

        >>> from cchc import VIETNAM_TIME, WorkingDays, due, load_calendar, load_regimes
        >>> received = datetime(2026, 11, 17, 10, tzinfo=VIETNAM_TIME)
        >>> deadline = due(WorkingDays(count=3), received, load_calendar(), load_regimes())
        >>> deadline.at(datetime(2026, 11, 18, 9, tzinfo=VIETNAM_TIME)).remaining
        (Amount(unit='working_day', count=2),)
        """
        from cchc.deadlines.reading import read

        vietnam_instant(now, "now")
        return read(self.limit, self.set_off_at, self.received_at, self.entries, self.frame, self.regime, now, known_at)


class Deadline(Answer):
    """When a dossier is due by law (hạn giải quyết), counted on the official calendar."""

    __slots__ = ()

    @property
    def certainty(self) -> YearStatus | None:
        """Final (every day is past), announced, or open (a swap may still move it); ``None`` when nothing is due."""
        if self.course is None:
            return None
        earliest, latest = self.span or (self.course.due, self.course.due)
        if latest is not None and latest <= self.calendar.data_date:
            return _FINAL
        return YearStatus.ANNOUNCED if earliest == latest else YearStatus.OPEN


class ForecastDeadline(Answer):
    """A forecast of when a dossier will be due: days nobody has announced were assumed. Not a :class:`Deadline`."""

    __slots__ = ()

    @property
    def certainty(self) -> YearStatus:
        """Always provisional."""
        return YearStatus.PROVISIONAL

    @property
    def assumption(self) -> str:
        """What was assumed, in English; :meth:`ForecastCalendar.assumption_in` has both languages."""
        assert isinstance(self.calendar, ForecastCalendar)
        return self.calendar.assumption
