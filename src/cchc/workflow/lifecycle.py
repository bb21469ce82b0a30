"""Decide what a command does to a dossier, and say what may happen next.

Pure: a dossier and a command go in, events or reasons come out. A refused command changes nothing, for nothing is changed
in place. What is refused is refused with every reason at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from cchc.model.actor import Actor
from cchc.model.clock_entry import ClockEntry
from cchc.model.command import Command, CommandKind
from cchc.model.dossier import Dossier
from cchc.model.events import Event, Opened, StepTaken
from cchc.model.facts import Facts
from cchc.model.form import FormKey
from cchc.workflow.clock_effects import clock_entries
from cchc.workflow.definition import Row, Table
from cchc.workflow.guards import Situation
from cchc.workflow.machine import machine_of
from cchc.workflow.one_stop_shop import table_on
from cchc.workflow.refusals import NO_CHANNEL, Reason, conflicts, reasons, who_may_not


@dataclass(frozen=True, slots=True)
class Accepted:
    """A command that may happen: the events to store, the forms to issue, what the clock is told."""

    events: tuple[Event, ...]
    forms: tuple[FormKey, ...]
    clock: tuple[ClockEntry, ...]
    row: Row


@dataclass(frozen=True, slots=True)
class Refused:
    """A command that may not happen, with every reason."""

    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A command that the table knows in a state: open, or closed with the reasons."""

    command: CommandKind
    row: Row
    reasons: tuple[Reason, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it may be taken now."""
        return not self.reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a new dossier is about: its id, procedure and version, case, and the agencies known at the start."""

    id: str
    procedure: str
    procedure_since: date | None = None
    case: str = ""
    elsewhere: bool = False
    receiving: str = ""
    settling: str = ""


def open_dossier(opening: Opening, command: Command) -> Accepted | Refused:
    """Return the first event of a dossier that is handed in, or why it cannot be.

    >>> from cchc.model.actor import Role
    >>> from cchc.model.instant import VIETNAM_TIME
    >>> from cchc.model.receipt import Channel
    >>> at = datetime(2026, 11, 16, 9, tzinfo=VIETNAM_TIME)
    >>> submit = Command(kind=CommandKind.SUBMIT, by=Actor("u-1", Role.APPLICANT), at=at, channel=Channel.ONLINE)
    >>> answer = open_dossier(Opening(id="d-1", procedure="1.004222"), submit)
    >>> from cchc.workflow.folding import replay
    >>> replay(answer.events).national_status.value
    '1'
    """
    table = table_on(command.at.date())
    now = Situation(None, command, Facts())
    row = table.find(None, command.kind)
    found = tuple(reasons(row, now))
    if row is None or command.channel is None or found:
        return Refused((*found, *([NO_CHANNEL] if command.channel is None else [])))
    opened = Opened(
        id=command.id or f"{opening.id}:1",
        dossier=opening.id,
        sequence=1,
        occurred_at=command.at,
        recorded_at=command.at,
        by=command.by,
        ground=command.ground,
        basis=command.basis or row.basis,
        procedure=opening.procedure,
        procedure_since=opening.procedure_since,
        case=opening.case,
        channel=command.channel,
        elsewhere=opening.elsewhere,
        receiving=opening.receiving,
        settling=opening.settling,
    )
    return Accepted((opened,), (), (), row)


def decide(dossier: Dossier, command: Command, facts: Facts, *, recorded_at: datetime | None = None) -> Accepted | Refused:
    """Return what ``command`` makes happen to ``dossier``, or every reason why it may not.

    The table is that of the day of receipt; until then that of the day of the command. The cost does not depend on the
    length of the history.
    """
    table = table_of(dossier, command.at.date())
    now = Situation(dossier, command, facts)
    target = machine_of(table).run(dossier.state, command.kind, now)
    row = table.find(dossier.state, command.kind)
    found = (*conflicts(dossier, command), *(reasons(row, now) if target is None else who_may_not(row, now)))
    if found or row is None or target is None:
        return Refused(found)
    clock = clock_entries(row.clock, dossier, command, facts)
    taken = StepTaken(
        id=command.id or f"{dossier.id}:{dossier.sequence + 1}",
        dossier=dossier.id,
        sequence=dossier.sequence + 1,
        occurred_at=command.at,
        recorded_at=recorded_at or command.at,
        by=command.by,
        ground=command.ground,
        basis=command.basis or row.basis,
        command=command.kind,
        source=dossier.state,
        target=target,
        form=row.form,
        clock=clock,
        reasons=command.reasons,
        dossier_code=command.dossier_code,
        agency=command.agency,
        assignee=command.assignee,
        within=command.within,
        new_date=command.new_date,
        override=command.override,
        result=command.result or _silence(command.kind, facts),
    )
    return Accepted((taken,), (row.form,) if row.form else (), clock, row)


def allowed(dossier: Dossier, by: Actor, at: datetime, facts: Facts) -> tuple[Option, ...]:
    """Return every command the table knows in the dossier's state, each open or with the reasons why it is not.

    Reasons that a command's own content would settle (the reasons stated, the code given) are not held against it.
    """
    table = table_of(dossier, at.date())
    options: list[Option] = []
    for row in table.leaving(dossier.state):
        now = Situation(dossier, Command(kind=row.command, by=by, at=at), facts)
        options.append(Option(row.command, row, tuple(reasons(row, now, content=False))))
    return tuple(options)


def table_of(dossier: Dossier, day: date) -> Table:
    """Return the table that rules ``dossier``: of its day of receipt, or of ``day`` while it has not been received."""
    return table_on(dossier.received_at.date() if dossier.received_at else day)


def _silence(kind: CommandKind, facts: Facts) -> str:
    """What the silence of a consulted body is worth: consent only where the procedure's law says so."""
    if kind is not CommandKind.LAPSE_CONSULTATION:
        return ""
    return "deemed_consent" if facts.silence_consents else "no_answer"
