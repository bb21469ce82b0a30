"""From clock and calendar to the facts that guards ask for, and the public door for commands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cchc.deadlines.clock_state import is_late
from cchc.deadlines.policy import AfterSupplement, Apology
from cchc.model.command import Command, CommandKind
from cchc.model.dossier import Dossier
from cchc.model.events import Event, StepTaken
from cchc.model.facts import Facts
from cchc.tracking.terms import Setting, Terms, deadline_of
from cchc.workflow.folding import replay
from cchc.workflow.lifecycle import Accepted, Refused
from cchc.workflow.lifecycle import decide as decide_on_facts


def decide(
    events: Sequence[Event],
    command: Command,
    terms: Terms,
    setting: Setting,
    *,
    complete: bool | None = None,
    fee_paid: bool | None = None,
    recorded_at: datetime | None = None,
) -> Accepted | Refused:
    """Return what ``command`` makes happen to the dossier with this history, or every reason why it may not.

    Args:
        events: the dossier's whole history.
        command: what is asked for, with its own moment.
        terms: what the procedure's law says.
        setting: calendar, decrees, offices.
        complete: whether the dossier has every component it must have (``checks.completeness`` tells).
        fee_paid: whether the fee is paid, where it is a condition of receipt.
        recorded_at: when the event is written down, if not at the moment of the command.

    Raises:
        HistoryError: the history has a gap or a fork.
        CalendarCoverageError: the calendar does not reach a date that a guard asks for.
    """
    dossier = replay(events)
    facts = facts_at(dossier, events, command.at, terms, setting, complete=complete, fee_paid=fee_paid)
    return decide_on_facts(dossier, command, facts, recorded_at=recorded_at)


def facts_at(
    dossier: Dossier,
    events: Sequence[Event],
    at: datetime,
    terms: Terms,
    setting: Setting,
    *,
    complete: bool | None = None,
    fee_paid: bool | None = None,
) -> Facts:
    """Return the facts at ``at``; what nobody can know from history and calendar is an argument."""
    policy = setting.policy_of(dossier, terms, at)
    return Facts(
        complete=complete,
        fee_paid=fee_paid if terms.fee_is_condition else True,
        instant=terms.instant,
        return_open=_return_open(dossier, at, setting),
        supplement_lapsed=_lapsed(CommandKind.REQUEST_SUPPLEMENT, dossier, events, at, terms, setting),
        reply_lapsed=_lapsed(CommandKind.CONSULT, dossier, events, at, terms, setting),
        apology_open=_apology_open(dossier, events, at, terms, setting),
        after_supplement="restart" if policy.after_supplement is AfterSupplement.RESTART else "resume",
        fixed_after_supplement=terms.fixed_after_supplement,
        payment_suspends=terms.payment_suspends,
        verification_excluded=terms.verification_excluded,
        silence_consents=terms.silence_consents,
        terminates=terms.terminates,
    )


def last_step(events: Sequence[Event], kind: CommandKind) -> StepTaken | None:
    """Return the latest step of that kind."""
    return next((event for event in reversed(events) if isinstance(event, StepTaken) and event.command is kind), None)


def supplement_ends(asked: StepTaken, dossier: Dossier, terms: Terms, setting: Setting) -> datetime:
    """Return the last moment to complete a dossier: the sector's time first, else the decree's, else the policy's."""
    duty = setting.regime_of(dossier, asked.occurred_at).duties.get("close_inactive")
    decreed = duty.limit if duty is not None else setting.policy_of(dossier, terms, asked.occurred_at).inactive_close
    return setting.end_of(terms.supplement_within or decreed, asked.occurred_at, dossier.settling)


def _return_open(dossier: Dossier, at: datetime, setting: Setting) -> bool:
    duty = setting.regime_of(dossier, at).duties.get("return_ineligible")
    if duty is None or dossier.received_at is None:
        return True
    return at <= setting.end_of(duty.limit, dossier.received_at, dossier.settling)


def _lapsed(kind: CommandKind, dossier: Dossier, events: Sequence[Event], at: datetime, terms: Terms, setting: Setting) -> bool | None:
    asked = last_step(events, kind)
    if asked is None:
        return None
    if kind is CommandKind.REQUEST_SUPPLEMENT:
        return at > supplement_ends(asked, dossier, terms, setting)
    return None if asked.within is None else at > setting.end_of(asked.within, asked.occurred_at, asked.agency)


def _apology_open(dossier: Dossier, events: Sequence[Event], at: datetime, terms: Terms, setting: Setting) -> bool | None:
    deadline = deadline_of(dossier, events, terms, setting)
    if deadline is None or deadline.course is None:
        return None if deadline is None else False
    late = is_late(at, deadline.course)
    if deadline.policy.apology is Apology.AFTER_EXPIRY:
        return late
    assert deadline.apology_by is not None
    return at.date() <= deadline.apology_by
