"""Short ways to write commands and play lives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from cchc.model.actor import Actor, Role
from cchc.model.command import Command, CommandKind
from cchc.model.dossier import Dossier
from cchc.model.events import Event
from cchc.model.facts import Facts
from cchc.model.instant import VIETNAM_TIME
from cchc.testing.cast import HERE, WHO
from cchc.workflow.folding import replay
from cchc.workflow.lifecycle import Accepted, Opening, Refused, decide, open_dossier

DESK, BODY, OTHER = HERE.desk, HERE.body, HERE.asked
APPLICANT, OFFICER, CASE, HEAD, SIGNATORY, CONSULTED, SYSTEM = map(
    HERE.actor,
    (
        Role.APPLICANT,
        Role.DESK_OFFICER,
        Role.CASE_OFFICER,
        Role.UNIT_HEAD,
        Role.SIGNATORY,
        Role.CONSULTED_OFFICER,
        Role.SYSTEM,
    ),
)
BY = {kind.value: HERE.actor(role) for kind, role in WHO.items()}
OPEN = Facts(
    complete=True,
    fee_paid=True,
    instant=True,
    return_open=True,
    supplement_lapsed=False,
    reply_lapsed=True,
    apology_open=True,
    terminates=True,
)
NEW_LAW = datetime(2026, 11, 16, 9, tzinfo=VIETNAM_TIME)
OLD_LAW = datetime(2024, 3, 4, 9, tzinfo=VIETNAM_TIME)


def command(kind: str, at: datetime, by: Actor | None = None, **content: Any) -> Command:
    """A command as a careful host writes it."""
    return HERE.careful(CommandKind(kind), at, by, **content)  # pyright: ignore[reportCallIssue]


def opened(at: datetime = NEW_LAW) -> tuple[Event, ...]:
    answer = open_dossier(Opening(id="d-1", procedure="1.004222", receiving=DESK), command("submit", at))
    assert isinstance(answer, Accepted)
    return answer.events


def play(kinds: Iterable[str], at: datetime = NEW_LAW, facts: Facts = OPEN) -> tuple[Event, ...]:
    """The history of these commands, an hour apart; each must be accepted."""
    events = opened(at)
    for kind in kinds:
        at += timedelta(hours=1)
        known = replace(facts, supplement_lapsed=True) if kind == "lapse_supplement" else facts
        answer = decide(replay(events), command(kind, at), known)
        assert isinstance(answer, Accepted), f"{kind}: {answer}"
        events += answer.events
    return events


def dossier_after(kinds: Iterable[str], at: datetime = NEW_LAW, facts: Facts = OPEN) -> Dossier:
    return replay(play(kinds, at, facts))


def codes(answer: Accepted | Refused) -> list[str]:
    """The reasons of a refusal, in order."""
    assert isinstance(answer, Refused), "it was accepted"
    return [reason.code for reason in answer.reasons]


TO_PROCESSING = ("receive", "transfer", "assign")
