"""The main question, asked of the library: when is this dossier due, and what does its clock show."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from inspect import signature

from pydantic import TypeAdapter, ValidationError

from cchc.cli.exits import faults_of
from cchc.cli.ledger import given_entries, happened_by, intervals, read_ledger
from cchc.cli.options import DueOptions
from cchc.cli.sources import Sources
from cchc.cli.texts import read_day, read_instant
from cchc.deadlines.committed import committed_due
from cchc.deadlines.deadline import Deadline, ForecastDeadline, due
from cchc.deadlines.policy import Policy, Regime
from cchc.deadlines.reading import Reading
from cchc.deadlines.working_calendar import AnyCalendar
from cchc.errors import MissingFactError, UsageError
from cchc.model.clock_entry import ClockEntry
from cchc.model.limit_phrases import parse_limit
from cchc.model.procedure import Procedure, ProcedureLimit
from cchc.model.receipt import Channel, Receipt, StartEvent
from cchc.model.time_limit import TimeLimit
from cchc.rulebook.regimes import load_regimes

_LIMITS = ("apology_lead", "inactive_close")


@dataclass(frozen=True, slots=True)
class Question:
    """The question in the library's terms, but for the calendar."""

    options: DueOptions
    procedure: Procedure | None
    chosen: ProcedureLimit | None
    channel: Channel | None
    limit: TimeLimit
    committed: TimeLimit | None
    receipt: Receipt
    start: StartEvent
    regime: Regime
    policy: Policy | None
    entries: tuple[ClockEntry, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer: the deadline, and the clock at ``question.now``."""

    question: Question
    deadline: Deadline | ForecastDeadline
    reading: Reading
    committed: Deadline | ForecastDeadline | None = None


def ask_due(options: DueOptions, sources: Sources) -> Asked:
    """Return when the dossier is due: on the official calendar, or on a forecast where that does not reach.

    Raises:
        UsageError: the question is wrong or leaves a choice.
        LawError: the law data does not reach.
        FileError: a file cannot be read.
    """
    question = frame(options, sources)

    def counted_on(calendar: AnyCalendar) -> Asked:
        deadline = deadline_on(question, calendar, sources)
        committed = committed_due(deadline, question.committed) if question.committed is not None else None
        return Asked(question, deadline, deadline.at(question.now), committed)

    return sources.counted(options, question.receipt.received_at.date(), counted_on)


def deadline_on(question: Question, calendar: AnyCalendar, sources: Sources) -> Deadline | ForecastDeadline:
    """Return the deadline on ``calendar``."""
    return due(
        question.limit,
        question.receipt,
        calendar,
        question.regime,
        start=question.start,
        cutoff=question.chosen.cutoff if question.chosen is not None else None,
        not_at_once=question.options.not_at_once,
        entries=question.entries,
        office=sources.office(question.options),
        policy=question.policy,
    )


def frame(options: DueOptions, sources: Sources) -> Question:
    """Return ``options`` in the library's terms: procedure, limit, receipt, regime, ledger, moment."""
    received = _instant(options, "received")
    if received is None:
        raise MissingFactError('received: when did the dossier come in? Write it as --received "2026-02-12 15:40"')
    receipt = Receipt(
        received_at=received,
        competent_received_at=_instant(options, "competent_received"),
        complete_at=_instant(options, "complete"),
        fee_paid_at=_instant(options, "fee_paid"),
        event_at=_instant(options, "event"),
    )
    channel = _channel(options.channel)
    procedure, chosen, limit = _limit(options, sources, received, channel)
    regime = _regime(options.regime, received)
    entries = _ledger(options, received)
    now = _instant(options, "now")
    if now is not None:
        entries = happened_by(entries, now)
    else:
        facts = (receipt.competent_received_at, receipt.complete_at, receipt.fee_paid_at, receipt.event_at)
        now = max((received, *(one for one in facts if one is not None), *(one.occurred_at for one in entries)))
    start = chosen.start if chosen is not None else _start_of(receipt)
    policy = chosen_policy(options.policy, regime.policy) if options.policy else None
    committed = parse_limit(options.committed) if options.committed else chosen.committed if chosen is not None else None
    return Question(options, procedure, chosen, channel, limit, committed, receipt, start, regime, policy, entries, now)


def _regime(name: str, received: datetime) -> Regime:
    """The version with that very id before the last one of a decree; that of the day of receipt when none is named."""
    regimes = load_regimes()
    if not name:
        return regimes.on(received.date())
    return next((one for one in regimes.all if one.id == name), None) or regimes.named(name)


def _instant(options: DueOptions, name: str) -> datetime | None:
    text: str = getattr(options, name)
    return read_instant(text, name) if text else None


def _limit(
    options: DueOptions, sources: Sources, received: datetime, channel: Channel | None
) -> tuple[Procedure | None, ProcedureLimit | None, TimeLimit]:
    """The procedure, its case and the limit; what the caller says of the limit stands over what is published."""
    given = parse_limit(options.limit) if options.limit else None
    if not options.code:
        if given is None:
            raise UsageError("say what is due: a procedure's code, or a limit with --limit '15 ngày làm việc'")
        return None, None, given
    day = read_day(options.as_of, "as_of") if options.as_of else received.date()
    procedure = sources.catalogue(options).find(options.code, day)
    if given is not None:
        if not procedure.limits:
            return procedure, None, given
        limits = tuple(one.model_copy(update={"limit": given, "unconfirmed": None}) for one in procedure.limits)
        procedure = procedure.model_copy(update={"limits": limits})
    chosen = procedure.choose(channel, _case(options.case, procedure))
    return procedure, chosen, chosen.confirmed(procedure.code)


def _channel(text: str) -> Channel | None:
    if not text:
        return None
    found = next((one for one in Channel if one.value == text.strip().lower()), None)
    if found is None:
        raise UsageError(f"channel: {text[:40]!r} is none; write one of {', '.join(one.value for one in Channel)}")
    return found


def _case(text: str, procedure: Procedure) -> str | None:
    """The key of the case that ``text`` names, whatever its capitals and however its accents are encoded."""
    if not text:
        return None
    wanted = unicodedata.normalize("NFC", text.strip()).casefold()
    return next((one.case for one in procedure.limits if unicodedata.normalize("NFC", one.case).casefold() == wanted), text)


def _start_of(receipt: Receipt) -> StartEvent:
    """What a limit without a procedure runs from: the facts that were given say it."""
    if receipt.event_at is not None:
        return StartEvent.EVENT_AND_FEE if receipt.fee_paid_at is not None else StartEvent.EVENT
    if receipt.fee_paid_at is not None:
        return StartEvent.COMPLETE_AND_FEE
    return StartEvent.COMPLETE if receipt.complete_at is not None else StartEvent.RECEIVED


def _ledger(options: DueOptions, received: datetime) -> tuple[ClockEntry, ...]:
    given = options.entries
    entries = (read_ledger(given) if given else ()) if isinstance(given, str) else given_entries(given)
    return (*entries, *intervals(options.pause, options.exclude, received, entries))


def chosen_policy(pairs: tuple[str, ...], base: Policy) -> Policy:
    """Return the choices of ``base`` with those of the caller (``key=value``) in their place.

    Raises:
        UsageError: an unknown key or value.
    """
    choices: dict[str, object] = {name: getattr(base, name) for name in signature(Policy).parameters}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        key = key.strip().replace("-", "_")
        if not equals or key not in choices:
            raise UsageError(f"policy: {pair[:60]!r} is not a choice; write key=value with one of: {', '.join(choices)}")
        choices[key] = parse_limit(value) if key in _LIMITS else value.strip()
    try:
        return _policies().validate_python(choices)
    except ValidationError as error:
        raise UsageError(f"policy: {faults_of(error)}") from None


@lru_cache(maxsize=1)
def _policies() -> TypeAdapter[Policy]:
    return TypeAdapter(Policy)
