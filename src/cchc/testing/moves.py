"""What a machine may do next with the lives it has: strategies that look at where the dossiers stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, Protocol

from pydantic import TypeAdapter

from cchc.model.actor import Role
from cchc.model.clock_entry import ClockEntry
from cchc.model.command import Command, CommandKind
from cchc.model.events import ClockNoted, StepTaken
from cchc.model.instant import VIETNAM_TIME
from cchc.testing.dossier_host import Papers
from cchc.testing.ledger_strategies import kin_of
from cchc.testing.life import Life
from cchc.testing.life_strategies import STEPS, actors, contents
from cchc.testing.needs_hypothesis import st
from cchc.tracking.alerts import alerts
from cchc.workflow.definition import ENDS, GOES_ON, PAUSES
from cchc.workflow.lifecycle import table_of
from cchc.workflow.one_stop_shop import editions

_ENTRY: TypeAdapter[ClockEntry] = TypeAdapter(ClockEntry)
_TIMES = tuple(time(hour, minute) for hour, minute in ((9, 0), (7, 30), (11, 30), (15, 0), (15, 1), (17, 0), (23, 59), (0, 0)))
_BESIDE = tuple(timedelta(seconds=seconds) for seconds in (0, 1, -1, 86_400, -86_400, -259_200))
_SOON = timedelta(days=60)
_GO_ON = (CommandKind.SUPPLEMENT, CommandKind.PAY, CommandKind.END_VERIFICATION, CommandKind.DECLINE_WITHDRAWAL)
_ROOM = timedelta(days=180)
"""How long before the end of the calendar a life stops growing older: what is due then is still covered."""


class HasLives(Protocol):
    """What moves are drawn for: a machine with the lives it tells."""

    lives: list[Life]


@dataclass(frozen=True, slots=True)
class Move:
    """A command for one of the lives (by its place), with what the desk saw."""

    life: int
    command: Command
    papers: Papers


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact for the clock of one of the lives."""

    life: int
    noted: ClockNoted


@st.composite
def a_life(draw: st.DrawFn) -> int:
    """Return the place of one of the lives."""
    machine: HasLives = draw(st.runner())
    return draw(st.integers(0, len(machine.lives) - 1))


@st.composite
def moments(draw: st.DrawFn, life: Life) -> datetime:
    """Return a moment from now on: minutes or days later, or at the edge of something that becomes due."""
    way = draw(st.sampled_from(["minutes", "days", "due"]))
    at = life.now + timedelta(minutes=draw(st.integers(0, 300)))
    if way == "days":
        day = life.now.date() + timedelta(days=draw(st.integers(0, 25)))
        at = datetime.combine(day, draw(st.sampled_from(_TIMES)), VIETNAM_TIME)
    elif way == "due" and life.events:
        at = draw(st.sampled_from([*_coming(life), at])) + draw(st.sampled_from(_BESIDE))
    last = datetime.combine(life.setting.calendar.last, time(), VIETNAM_TIME) - _ROOM
    return max(life.now, min(at, last))


def _coming(life: Life) -> list[datetime]:
    """What becomes due for the dossier, and the first days of the decrees that come into force soon."""
    decrees = (datetime.combine(date.fromisoformat(table.regime), time(9), VIETNAM_TIME) for table in editions())
    due = (one.at for one in alerts(life.events, life.terms, life.setting, life.now))
    return [*due, *(first for first in decrees if life.now < first < life.now + _SOON)]


@st.composite
def careful_moves(draw: st.DrawFn) -> Move:
    """Return a step that the table knows from here, by one who may, with all it needs; the moment may be wrong."""
    machine: HasLives = draw(st.runner())
    place = draw(a_life())
    life = machine.lives[place]
    at = draw(moments(life))
    leaving = [row for row in table_of(life.dossier, at.date()).leaving(life.dossier.state) if row.command in life.host.commands]
    if not leaving:
        return Move(place, life.cast.careful(draw(_kinds(life)), at), Papers())
    row = draw(st.sampled_from([*leaving, *(row for row in leaving if row.clock in PAUSES | GOES_ON - ENDS)]))
    content: dict[str, Any] = {}
    if row.command is CommandKind.REQUEST_SUPPLEMENT and life.dossier.supplements:
        content["override"] = draw(st.sampled_from(["", "không làm đúng hướng dẫn"]))
    return Move(place, life.cast.careful(row.command, at, life.cast.actor(draw(st.sampled_from(row.who))), **content), Papers())


@st.composite
def moves_out_of_place(draw: st.DrawFn) -> Move:
    """Return a step that the table may not know from here, with all it needs."""
    machine: HasLives = draw(st.runner())
    place = draw(a_life())
    life = machine.lives[place]
    return Move(place, life.cast.careful(draw(_wrong_kinds(life)), draw(moments(life))), Papers())


@st.composite
def spoiled_moves(draw: st.DrawFn) -> Move:
    """Return a step spoiled in some way: another person, words left out, papers missing, an old view, the past."""
    move = draw(careful_moves() | moves_out_of_place())
    machine: HasLives = draw(st.runner())
    life, command, papers = machine.lives[move.life], move.command, move.papers
    spoiled = draw(st.sets(st.sampled_from(["person", "content", "papers", "view", "past"]), min_size=1, max_size=2))
    if "person" in spoiled:
        command = replace(command, by=draw(actors(life.cast)))
    if "content" in spoiled:
        command = replace(command, **draw(contents(life.cast)))
    if "view" in spoiled and life.host.sees_conflicts:
        command = replace(command, expected_sequence=life.dossier.sequence - draw(st.integers(0, 1)))
    if "past" in spoiled:
        command = replace(command, at=command.at - timedelta(minutes=draw(st.sampled_from([1, 60, 1_440]))))
    if "papers" in spoiled:
        papers = Papers(draw(st.sampled_from([True, False, None])), draw(st.sampled_from([True, False, None])))
    return Move(move.life, command, papers)


def _kinds(life: Life) -> st.SearchStrategy[CommandKind]:
    return st.sampled_from([kind for kind in STEPS if kind in life.host.commands])


def _wrong_kinds(life: Life) -> st.SearchStrategy[CommandKind]:
    """What hosts take by mistake: a step once more, "go on" where nothing stands, a step of another decree; or anything."""
    again = [event.command for event in life.events if isinstance(event, StepTaken)][-1:]
    of_other_decrees = [row.command for table in editions() for row in table.leaving(life.dossier.state)]
    groups = [[kind for kind in group if kind in life.host.commands] for group in (again, _GO_ON, of_other_decrees)]
    return st.one_of(_kinds(life), *(st.sampled_from(group) for group in groups if group))


@st.composite
def looks_back(draw: st.DrawFn) -> tuple[int, datetime, datetime]:
    """Return a life, an earlier moment of it, and by when what counts was recorded: then, now, or in between."""
    machine: HasLives = draw(st.runner())
    place = draw(a_life())
    life = machine.lives[place]
    pairs = pairwise(life.events)
    facts = [max(before.occurred_at, fact.occurred_at) for before, fact in pairs if isinstance(fact, ClockNoted)]
    happened = draw(st.sampled_from(draw(st.sampled_from([[event.occurred_at for event in life.events], facts or [life.now]]))))
    then = min(life.now, happened + timedelta(hours=draw(st.sampled_from([0, 1, 30]))))
    recorded = [event.recorded_at for event in life.events if event.recorded_at >= then]
    return place, then, draw(st.sampled_from([then, life.now, *recorded]))


@st.composite
def clock_facts(draw: st.DrawFn) -> Fact:
    """Return a fact for a clock, perhaps recorded days late: an interval that does not count, an extension."""
    machine: HasLives = draw(st.runner())
    place = draw(st.sampled_from([number for number, one in enumerate(machine.lives) if one.dossier.received_at]))
    life = machine.lives[place]
    received = life.dossier.received_at
    assert received is not None
    recorded = draw(moments(life))
    earlier = st.integers(0, int((recorded - received) / timedelta(minutes=1))).map(lambda ago: recorded - timedelta(minutes=ago))
    entry: dict[str, Any] = {"kind": draw(st.sampled_from(["exclude", "extend_by", "extend_to"])), "occurred_at": draw(earlier)}
    if entry["kind"] == "exclude":
        entry["since"], entry["until"] = sorted((draw(earlier), draw(earlier)))
    else:
        entry["limit"] = draw(kin_of(life.terms.limit))
    number = life.dossier.sequence + 1
    name = f"{life.opening.id}:{number}"
    noted = ClockNoted(
        id=name,
        dossier=life.opening.id,
        sequence=number,
        occurred_at=entry["occurred_at"],
        recorded_at=recorded,
        by=life.cast.actor(Role.CASE_OFFICER),
        clock=(_ENTRY.validate_python({**entry, "id": name, "sequence": life.dossier.clock_entries + 1}),),
    )
    return Fact(place, noted)
