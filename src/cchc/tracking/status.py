"""Where a dossier stands at a moment: who holds it, what is due and promised, what is left, whether it is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cchc.deadlines.clock_state import ClockState
from cchc.deadlines.deadline import Deadline, ForecastDeadline
from cchc.deadlines.policy import Apology
from cchc.deadlines.reading import Amount, Reading
from cchc.errors import HistoryError
from cchc.model.actor import Relation
from cchc.model.dossier import Dossier
from cchc.model.dossier_state import NationalStatus, State
from cchc.model.events import Event
from cchc.model.instant import vietnam_instant
from cchc.model.labels import LabelledEnum
from cchc.tracking.terms import Setting, Terms, deadline_of
from cchc.workflow.folding import in_sequence, replay


class Timeliness(LabelledEnum):
    """The one class of timeliness a dossier has at a moment (mức độ đúng hạn)."""

    NOT_COUNTED = "not_counted", "Chưa tiếp nhận, không tính", "Not received, not counted"
    IN_TIME = "in_time", "Đang giải quyết, trong hạn", "Running, in time"
    PAUSED = "paused", "Tạm dừng", "Paused"
    OVERDUE = "overdue", "Đang giải quyết, quá hạn", "Running, overdue"
    EARLY = "early", "Giải quyết trước hạn", "Settled early"
    ON_TIME = "on_time", "Giải quyết đúng hạn", "Settled on time"
    LATE = "late", "Giải quyết quá hạn", "Settled late"
    NO_RESULT = "no_result", "Kết thúc không có kết quả", "Ended without a result"


class ApologyWindow(LabelledEnum):
    """Whether an apology with a new date may still go out (xin lỗi, hẹn lại)."""

    OPEN = "open", "Còn được xin lỗi, hẹn lại", "May go out"
    NOT_YET = "not_yet", "Chưa đến lúc", "Not yet"
    TOO_LATE = "too_late", "Đã quá muộn để xin lỗi, hẹn lại", "Too late"
    SPENT = "spent", "Đã hẹn lại một lần", "The one apology has gone out"
    NOTHING_DUE = "nothing_due", "Không có hạn đang chạy", "Nothing is due"


_HOLDERS = {
    State.SUBMITTED: Relation.RECEIVING,
    State.GUIDED: Relation.APPLICANT,
    State.RECEIVED: Relation.RECEIVING,
    State.TRANSFERRED: Relation.SETTLING,
    State.PROCESSING: Relation.SETTLING,
    State.CONSULTING: Relation.COORDINATING,
    State.VERIFYING: Relation.SETTLING,
    State.SUPPLEMENTING: Relation.APPLICANT,
    State.AWAITING_PAYMENT: Relation.APPLICANT,
    State.WITHDRAWING: Relation.RECEIVING,
    State.SETTLED: Relation.RECEIVING,
    State.REFUSED: Relation.RECEIVING,
    State.CORRECTING: Relation.SETTLING,
}


@dataclass(frozen=True, slots=True)
class Clock:
    """One of the two clocks of a dossier, statutory or committed, at a moment."""

    deadline: Deadline | ForecastDeadline
    reading: Reading
    timeliness: Timeliness

    @property
    def due(self) -> date | None:
        """The day it is due; ``None`` while the clock stands or has not started."""
        return self.reading.due

    @property
    def promised(self) -> datetime | None:
        """What the slip says."""
        return self.deadline.promised

    @property
    def late_by(self) -> Amount | None:
        """How late it is, in the unit of the limit; ``None`` while it is not."""
        return self.reading.late_by


@dataclass(frozen=True, slots=True)
class Tracking:
    """Where a dossier stands at ``now``, as known at ``known_at``.

    ``holder`` is who must act next (``None`` when the life has ended), ``holder_agency`` the agency where it is known.
    ``statutory`` and ``committed`` are the two clocks; ``None`` before receipt, or where nothing was committed.
    """

    now: datetime
    known_at: datetime | None
    dossier: Dossier
    holder: Relation | None
    holder_agency: str
    statutory: Clock | None
    committed: Clock | None
    apology: ApologyWindow
    due_soon: bool

    @property
    def state(self) -> State:
        """The state at that moment."""
        return self.dossier.state

    @property
    def national_status(self) -> NationalStatus:
        """Its one status on the national portal."""
        return self.dossier.national_status

    @property
    def timeliness(self) -> Timeliness:
        """Its one class, by the statutory limit."""
        return self.statutory.timeliness if self.statutory is not None else Timeliness.NOT_COUNTED

    @property
    def paused_since(self) -> datetime | None:
        """Since when the statutory clock stands."""
        clock = self.statutory
        return clock.deadline.since if clock is not None and clock.reading.clock is ClockState.SUSPENDED else None


def track(events: Sequence[Event], terms: Terms, setting: Setting, now: datetime, *, known_at: datetime | None = None) -> Tracking:
    """Return where the dossier stood at ``now``, from what had happened by then.

    Args:
        events: its history, in any order.
        terms: what the procedure's law says.
        setting: calendar, decrees, offices.
        now: the moment; the library never reads a clock.
        known_at: count only what was recorded by then ("as known on").

    Raises:
        HistoryError: nothing had happened by then, or the history has a gap.
        CalendarCoverageError: the calendar does not reach the due date.
    """
    vietnam_instant(now, "now")
    happened = _happened(in_sequence(events), now, known_at)
    dossier = replay(happened)
    statutory = _clock(dossier, happened, terms, setting, now, committed=False)
    committed = _clock(dossier, happened, terms, setting, now, committed=True)
    holder = _HOLDERS.get(dossier.state)
    return Tracking(
        now,
        known_at,
        dossier,
        holder,
        _agency(dossier, holder),
        statutory,
        committed,
        _apology(dossier, statutory, now),
        _due_soon(statutory, terms, now),
    )


def _happened(events: Sequence[Event], now: datetime, known_at: datetime | None) -> tuple[Event, ...]:
    """The history up to the first step after ``now``, as far as it was recorded; later facts of the clock are not known yet."""
    kept: list[Event] = []
    for event in events:
        if (known_at is not None and event.recorded_at > known_at) or event.occurred_at > now:
            break
        kept.append(event)
    if not kept:
        raise HistoryError(events[0].dossier if events else "", 0, f"nothing had happened by {now}")
    return tuple(kept)


def _clock(dossier: Dossier, events: Sequence[Event], terms: Terms, setting: Setting, now: datetime, *, committed: bool) -> Clock | None:
    deadline = deadline_of(dossier, events, terms, setting, committed=committed)
    if deadline is None:
        return None
    reading = deadline.at(now)
    return Clock(deadline, reading, _timeliness(dossier, deadline, reading))


def _timeliness(dossier: Dossier, deadline: Deadline | ForecastDeadline, reading: Reading) -> Timeliness:
    course = deadline.course
    if dossier.settled_at is not None:
        assert course is not None
        if reading.late_by is not None:
            return Timeliness.LATE
        early = dossier.settled_at.date() < course.due if course.due_at is None else dossier.settled_at < course.due_at
        return Timeliness.EARLY if early else Timeliness.ON_TIME
    if reading.clock is ClockState.ENDED:
        return Timeliness.NO_RESULT
    if reading.clock is ClockState.SUSPENDED:
        return Timeliness.PAUSED
    return Timeliness.IN_TIME if reading.late_by is None else Timeliness.OVERDUE


def _agency(dossier: Dossier, holder: Relation | None) -> str:
    if holder is Relation.COORDINATING:
        return dossier.coordinating[-1]
    return {Relation.RECEIVING: dossier.receiving, Relation.SETTLING: dossier.settling}.get(holder, "") if holder else ""


def _apology(dossier: Dossier, clock: Clock | None, now: datetime) -> ApologyWindow:
    if clock is None or clock.due is None or dossier.settled_at is not None or clock.reading.clock is not ClockState.RUNNING:
        return ApologyWindow.NOTHING_DUE
    if dossier.apologies:
        return ApologyWindow.SPENT
    if clock.deadline.policy.apology is Apology.AFTER_EXPIRY:
        return ApologyWindow.OPEN if clock.late_by is not None else ApologyWindow.NOT_YET
    last = clock.deadline.apology_by
    return ApologyWindow.OPEN if last is not None and now.date() <= last else ApologyWindow.TOO_LATE


def _due_soon(clock: Clock | None, terms: Terms, now: datetime) -> bool:
    if clock is None or clock.due is None or clock.timeliness is not Timeliness.IN_TIME:
        return False
    return clock.due - timedelta(days=int(terms.due_soon.count)) <= now.date()
