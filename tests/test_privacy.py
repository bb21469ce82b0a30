"""Nothing about persons appears in ``repr``, in messages or in logs: every value that can hold a person's words is tried."""

from __future__ import annotations

import dataclasses
import logging
from datetime import datetime

import pytest
from pydantic import BaseModel, ValidationError

import cchc.model.command
import cchc.model.events
from cchc.errors import CchcError
from cchc.model.actor import Actor, Role
from cchc.model.clock_entry import Resume, Suspend
from cchc.model.command import Command, CommandKind
from cchc.model.events import StepTaken
from cchc.model.facts import Facts
from cchc.model.identifiers import personal_number, tax_code
from cchc.model.instant import VIETNAM_TIME
from cchc.model.receipt import Channel
from cchc.runs import StepAction, StepEvent
from cchc.workflow.folding import replay
from cchc.workflow.history import StoredEvent, load, store
from cchc.workflow.lifecycle import Accepted, Opening, decide, open_dossier

SECRET = "Nguyễn Thị Bí Mật"
AT = datetime(2026, 11, 16, 9, tzinfo=VIETNAM_TIME)
BY = Actor(SECRET, Role.APPLICANT)
HELD = ("ref", "ground", "reasons", "reason", "assignee", "override")
"""The names under which a value may hold a reference to a person, or a person's words."""

COMMAND = Command(
    kind=CommandKind.SUBMIT, by=BY, at=AT, channel=Channel.ONLINE, reasons=(SECRET,), ground=SECRET, assignee=SECRET, override=SECRET
)
OPENED = open_dossier(Opening(id="d-1", procedure="1.004222"), COMMAND)
assert isinstance(OPENED, Accepted)
STEP = StepTaken(
    id="e",
    dossier="d-1",
    sequence=2,
    occurred_at=AT,
    recorded_at=AT,
    by=BY,
    ground=SECRET,
    command=CommandKind.GUIDE,
    source=replay(OPENED.events).state,
    target=replay(OPENED.events).state,
    reasons=(SECRET,),
    assignee=SECRET,
    override=SECRET,
    clock=(Suspend(id="s", sequence=1, occurred_at=AT, ground=SECRET),),
)


@pytest.mark.parametrize(
    "value",
    [
        BY,
        COMMAND,
        OPENED,
        STEP,
        Resume(id="r", sequence=1, occurred_at=AT, ground=SECRET),
        StepEvent(action=StepAction.FINISH, step="a", at=AT, by=BY, reason=SECRET),
        replay(OPENED.events),
        decide(replay(OPENED.events), COMMAND, Facts()),
    ],
    ids=lambda value: type(value).__name__,
)
def test_no_person_shows_in_repr(value: object) -> None:
    assert SECRET not in repr(value)
    assert SECRET not in f"{value!s}"


@pytest.mark.parametrize("room", [cchc.model.command, cchc.model.events], ids=lambda room: room.__name__)
def test_every_field_that_may_hold_a_person_is_kept_out_of_repr(room: object) -> None:
    found = 0
    for kind in vars(room).values():
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            shown = {one.name for one in dataclasses.fields(kind) if one.repr}
        elif isinstance(kind, type) and issubclass(kind, BaseModel):
            shown = {name for name, one in kind.model_fields.items() if one.repr}
        else:
            continue
        found += 1
        assert not shown & set(HELD)
    assert found > 1


def test_no_person_shows_in_messages_or_logs(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    decide(replay(OPENED.events), COMMAND, Facts())
    stored = store(STEP)
    broken = StoredEvent(stored.data.replace(b'"command":"guide"', b'"command":"gossip"'), b"")
    with pytest.raises(CchcError) as raised:
        load(broken)
    assert SECRET not in str(raised.value)
    assert SECRET not in caplog.text


@pytest.mark.parametrize("room", [personal_number, tax_code], ids=lambda room: room.__name__.rpartition(".")[2])
def test_a_number_that_is_wrong_is_not_shown(room) -> None:
    for wrong in ("001099012345678", "0010990123X5"):
        with pytest.raises((CchcError, ValidationError)) as raised:
            room.parse(wrong)
        assert wrong not in str(raised.value)
