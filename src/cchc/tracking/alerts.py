"""What becomes due for a dossier as it stands, and when: data from which a host schedules its reminders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from cchc.deadlines.policy import Apology
from cchc.deadlines.reception import forward_by
from cchc.legal import LegalBasis
from cchc.model.actor import Relation
from cchc.model.command import CommandKind
from cchc.model.dossier_state import State
from cchc.model.events import Event
from cchc.model.instant import VIETNAM_TIME
from cchc.model.labels import LabelledEnum
from cchc.model.receipt import Channel
from cchc.tracking.facts import last_step, supplement_ends
from cchc.tracking.status import ApologyWindow, Tracking, track
from cchc.tracking.terms import Setting, Terms

_DAY_END = time(23, 59, 59)


class AlertKind(LabelledEnum):
    """What becomes due (loại nhắc việc)."""

    RECEPTION = "reception", "Phải tiếp nhận hoặc trả lời", "It must be received or answered"
    TRANSFER = "transfer", "Phải chuyển cơ quan giải quyết", "It must be transferred"
    RETURN = "return", "Hết thời hạn trả lại hồ sơ chưa đủ điều kiện", "The time to send it back runs out"
    SUPPLEMENT = "supplement", "Hết thời hạn bổ sung của người nộp", "The applicant's time to complete it runs out"
    REPLY = "reply", "Hết thời hạn trả lời ý kiến", "The time for the consulted body's answer runs out"
    APOLOGY = "apology", "Ngày cuối được xin lỗi, hẹn lại", "The last day for an apology"
    COMMITTED = "committed", "Hết thời hạn cam kết", "The committed limit ends"
    DUE = "due", "Hết thời hạn giải quyết", "The statutory limit ends"


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing that becomes due: what, at which moment, who must act, by which law."""

    kind: AlertKind
    at: datetime
    who: Relation
    agency: str
    basis: tuple[LegalBasis, ...] = ()


def alerts(events: Sequence[Event], terms: Terms, setting: Setting, now: datetime) -> tuple[Alert, ...]:
    """Return what becomes due for the dossier as it stands at ``now``, the soonest first; what has passed stays in the list.

    Nothing is scheduled and nothing is sent: a host does that, and asks again after each event.

    Raises:
        HistoryError: nothing had happened by then, or the history has a gap.
        CalendarCoverageError: the calendar does not reach a date.
    """
    seen = track(events, terms, setting, now)
    return tuple(sorted((*_duties(seen, events, terms, setting), *_limits(seen)), key=lambda one: (one.at, one.kind.value)))


def _duties(seen: Tracking, events: Sequence[Event], terms: Terms, setting: Setting) -> Iterator[Alert]:
    dossier, now = seen.dossier, seen.now
    regime = setting.regime_of(dossier, now)
    happened = [event for event in events if event.occurred_at <= now]
    if dossier.state is State.SUBMITTED and dossier.channel is Channel.ONLINE and (duty := regime.duties.get("online_reply")):
        assert dossier.last_at is not None
        ends = setting.end_of(duty.limit, dossier.last_at, dossier.receiving)
        yield Alert(AlertKind.RECEPTION, ends, Relation.RECEIVING, dossier.receiving, (duty.basis,))
    if dossier.state is State.RECEIVED and dossier.received_at is not None:
        office = setting.office_of(dossier.receiving)
        cutoff = regime.transfer
        ends = forward_by(dossier.received_at, cutoff, office.over(setting.calendar), office, setting.policy_of(dossier, terms, now))
        yield Alert(AlertKind.TRANSFER, ends, Relation.RECEIVING, dossier.receiving, (cutoff.basis,) if cutoff.basis else ())
    if dossier.state is State.PROCESSING and dossier.received_at is not None and (duty := regime.duties.get("return_ineligible")):
        ends = setting.end_of(duty.limit, dossier.received_at, dossier.settling)
        yield Alert(AlertKind.RETURN, ends, Relation.SETTLING, dossier.settling, (duty.basis,))
    asked = last_step(happened, CommandKind.REQUEST_SUPPLEMENT)
    if dossier.state is State.SUPPLEMENTING and asked is not None:
        basis = (regime.supplement_basis,)
        yield Alert(AlertKind.SUPPLEMENT, supplement_ends(asked, dossier, terms, setting), Relation.APPLICANT, "", basis)
    consulted = last_step(happened, CommandKind.CONSULT)
    if dossier.state is State.CONSULTING and consulted is not None and consulted.within is not None:
        ends = setting.end_of(consulted.within, consulted.occurred_at, consulted.agency)
        yield Alert(AlertKind.REPLY, ends, Relation.COORDINATING, consulted.agency, consulted.basis)


def _limits(seen: Tracking) -> Iterator[Alert]:
    clock = seen.statutory
    if clock is None or clock.due is None or seen.dossier.settled_at is not None:
        return
    deadline, agency = clock.deadline, seen.dossier.settling or seen.dossier.receiving
    assert deadline.due_at is not None
    yield Alert(AlertKind.DUE, deadline.due_at, Relation.SETTLING, agency, (deadline.regime.start_basis,))
    if seen.committed is not None and seen.committed.deadline.due_at is not None:
        yield Alert(AlertKind.COMMITTED, seen.committed.deadline.due_at, Relation.SETTLING, agency)
    if seen.apology is ApologyWindow.OPEN and deadline.policy.apology is Apology.BEFORE_DUE and deadline.apology_by is not None:
        last = datetime.combine(deadline.apology_by, _DAY_END, VIETNAM_TIME)
        yield Alert(AlertKind.APOLOGY, last, Relation.SETTLING, agency, (deadline.regime.reappoint_basis,))
