"""Histories of dossiers, drawn by Hypothesis: those that may be, those that must be refused, and the dossiers they make."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from cchc.model.command import Command, CommandKind
from cchc.model.dossier import Dossier
from cchc.model.events import Event
from cchc.model.facts import Facts
from cchc.model.instant import VIETNAM_TIME
from cchc.testing.cast import HERE, Cast
from cchc.testing.life_strategies import days_of_receipt
from cchc.testing.needs_hypothesis import st
from cchc.workflow.folding import replay
from cchc.workflow.lifecycle import Accepted, Opening, decide, open_dossier, table_of

History = tuple[Event, ...]

ALL_HOLDS = Facts(
    complete=True,
    fee_paid=True,
    instant=True,
    return_open=True,
    supplement_lapsed=False,
    reply_lapsed=True,
    apology_open=True,
    terminates=True,
)
"""The facts under which no guard of time or papers stands in the way."""


@st.composite
def histories(draw: st.DrawFn, most_steps: int = 12, first_days: st.SearchStrategy[date] | None = None, cast: Cast = HERE) -> History:
    """Return lives that the tables allow: from handing in, each step one that may be taken, hours apart.

    >>> from hypothesis import find
    >>> [event.target.value for event in find(histories(), lambda events: len(events) == 3)[1:]]
    ['guided', 'submitted']
    """
    at = datetime.combine(draw(first_days or days_of_receipt()), time(9), VIETNAM_TIME)
    opened = open_dossier(Opening(id="d-1", procedure="1.004222", receiving=cast.desk), cast.careful(CommandKind.SUBMIT, at))
    assert isinstance(opened, Accepted)
    events: History = opened.events
    for hours in draw(st.lists(st.integers(1, 100), max_size=most_steps)):
        at += timedelta(hours=hours)
        dossier = replay(events)
        leaving = [row.command for row in table_of(dossier, at.date()).leaving(dossier.state)]
        if not leaving:
            break
        answer = _asked(dossier, cast.careful(draw(st.sampled_from(leaving)), at))
        if isinstance(answer, Accepted):
            events += answer.events
    return events


def _asked(dossier: Dossier, command: Command) -> object:
    """A second supplement has its reason, and a supplement lapses only when that is what is asked."""
    lapses = command.kind is CommandKind.LAPSE_SUPPLEMENT
    with_reason = replace(command, override="không làm đúng hướng dẫn")
    return decide(dossier, with_reason, replace(ALL_HOLDS, supplement_lapsed=lapses))


@st.composite
def broken_histories(draw: st.DrawFn) -> History:
    """Return histories that ``replay`` refuses: an event is missing, forked, from another dossier, or said twice differently.

    >>> from hypothesis import find
    >>> [event.id for event in find(broken_histories(), lambda events: True)]
    ['d-1:1', 'd-1:1-again']
    """
    events = draw(histories())
    place = draw(st.integers(0, len(events) - 1))
    event = events[place]
    forked = event.model_copy(update={"id": f"{event.id}-again"})
    another = event.model_copy(update={"ground": "khác"})
    ways: list[History] = [(*events, forked), (*events, another)]
    if place:
        ways.append((*events[:place], event.model_copy(update={"dossier": "d-2"}), *events[place + 1 :]))
    if place < len(events) - 1:
        ways.append((*events[:place], *events[place + 1 :]))
    return draw(st.sampled_from([way for way in ways if way]))


def deliveries_of(events: History) -> st.SearchStrategy[History]:
    """Return the events in any order of delivery, some delivered again: the dossier they make is the same."""
    again = st.lists(st.sampled_from(events), max_size=3)
    return again.flatmap(lambda repeated: st.permutations([*events, *repeated])).map(tuple)


def dossiers(most_steps: int = 12) -> st.SearchStrategy[Dossier]:
    """Return dossiers as a life may have left them.

    >>> from hypothesis import find
    >>> find(dossiers(), lambda one: one.settled_at is not None).state.value
    'settled'
    """
    return histories(most_steps).map(replay)
