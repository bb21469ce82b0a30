"""What is timed of a dossier's life: our commands, and python-statemachine walking from state to state."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from statemachine import State, StateMachine

from cchc import VIETNAM_TIME, WorkingDays
from cchc.model.actor import Actor, Role
from cchc.model.command import Command, CommandKind
from cchc.model.dossier import Dossier
from cchc.model.events import Event
from cchc.model.facts import Facts
from cchc.model.receipt import Channel
from cchc.workflow import Accepted, Opening, StoredEvent, decide, evolve, load, open_dossier, replay, store

START = datetime(2026, 11, 16, 9, tzinfo=VIETNAM_TIME)
APPLICANT = Actor("p-1", Role.APPLICANT)
DESK = Actor("o-1", Role.DESK_OFFICER, "H26.40")
OFFICER, HEAD, SIGNATORY = (Actor("c-1", role, "H26.15") for role in (Role.CASE_OFFICER, Role.UNIT_HEAD, Role.SIGNATORY))
ASKED = Actor("k-1", Role.CONSULTED_OFFICER, "H26.99")
FACTS = Facts(complete=True, fee_paid=True, supplement_lapsed=False, apology_open=True)
OPENING = Opening(id="d-1", procedure="1.004222", receiving="H26.40")


def _command(hours: int, kind: CommandKind, by: Actor, **content: Any) -> Command:
    return Command(kind=kind, by=by, at=START + timedelta(hours=hours), **content)


SUBMIT = _command(0, CommandKind.SUBMIT, APPLICANT, channel=Channel.COUNTER)
REQUEST = _command(6, CommandKind.REQUEST_SUPPLEMENT, OFFICER, reasons=("thiếu bản vẽ",))
COMMANDS = (
    _command(1, CommandKind.RECEIVE, DESK, dossier_code="H26.40-261116-0001"),
    _command(2, CommandKind.TRANSFER, DESK, agency="H26.15"),
    _command(3, CommandKind.ASSIGN, HEAD, assignee="c-1"),
    _command(4, CommandKind.CONSULT, OFFICER, agency="H26.99", within=WorkingDays(count=5)),
    _command(5, CommandKind.RECORD_OPINION, ASKED),
    REQUEST,
    _command(7, CommandKind.SUPPLEMENT, APPLICANT),
    _command(8, CommandKind.VERIFY, OFFICER),
    _command(9, CommandKind.END_VERIFICATION, OFFICER),
    _command(10, CommandKind.APOLOGISE, HEAD, reasons=("chờ xác minh",), new_date=date(2026, 12, 10)),
    _command(11, CommandKind.SIGN_RESULT, SIGNATORY, result="r-1"),
)


def life() -> tuple[Dossier, list[Event], list[StoredEvent]]:
    """Play twelve events: each decided, stored with its hash, and folded."""
    answer = open_dossier(OPENING, SUBMIT)
    assert isinstance(answer, Accepted)
    events, stored = [*answer.events], [store(answer.events[0])]
    dossier = evolve(None, events[0])
    for one in COMMANDS:
        answer = decide(dossier, one, FACTS)
        assert isinstance(answer, Accepted)
        events += answer.events
        stored.append(store(answer.events[0], stored[-1].digest))
        dossier = evolve(dossier, answer.events[0])
    return dossier, events, stored


DOSSIER, EVENTS, STORED = life()
WAITING = replay(EVENTS[: COMMANDS.index(REQUEST) + 1])
AT_REST = TypeAdapter(Dossier).dump_json(DOSSIER)


def command() -> StoredEvent:
    """Decide a command with two guards, a form and a clock entry, and store its event."""
    answer = decide(WAITING, REQUEST, FACTS)
    assert isinstance(answer, Accepted)
    return store(answer.events[0], STORED[5].digest)


def replayed() -> Dossier:
    return replay(EVENTS)


def loaded() -> Dossier:
    return replay(map(load, STORED))


class Bare(StateMachine):
    """Two states and nothing else."""

    one = State(initial=True)
    other = State()
    go = one.to(other) | other.to(one)


class Guarded(StateMachine):
    """The same with two guards that hold."""

    one = State(initial=True)
    other = State()
    go = one.to(other, cond=["first", "second"]) | other.to(one, cond=["first", "second"])

    def first(self) -> bool:
        return True

    def second(self) -> bool:
        return True


BARE, GUARDED = Bare(), Guarded()


def bare_transition() -> None:
    BARE.go()


def ten_guarded_transitions() -> None:
    for _ in range(10):
        GUARDED.go()
