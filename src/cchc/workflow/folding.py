"""Fold what happened into a dossier: one event at a time, or a whole history in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields
from typing import Any, TypeAlias

from cchc.errors import HistoryError
from cchc.model.command import CommandKind
from cchc.model.dossier import Dossier
from cchc.model.dossier_state import State
from cchc.model.events import ClockNoted, Event, Opened, StepTaken

_Draft: TypeAlias = dict[str, Any]
"""A dossier by its fields, while events are folded into it; empty before the opening. Never leaves this file."""

_FIELDS = tuple(one.name for one in fields(Dossier))
_BLANK: _Draft = {one.name: one.default for one in fields(Dossier) if one.default is not MISSING}


def evolve(dossier: Dossier | None, event: Event) -> Dossier:
    """Return the dossier after ``event``.

    Raises:
        HistoryError: the event does not follow: another dossier, a gap or a fork in the sequence, another state.
    """
    draft = {name: getattr(dossier, name) for name in _FIELDS} if dossier is not None else {}
    _fold(draft, event)
    return Dossier(**draft)


def replay(events: Iterable[Event]) -> Dossier:
    """Return the dossier that ``events`` make; they may come in any order and more than once.

    Raises:
        HistoryError: there is none, one is missing, or one id has two contents.
    """
    draft: _Draft = {}
    for event in in_sequence(events):
        _fold(draft, event)
    if not draft:
        raise HistoryError("", 0, "there are no events; a dossier begins with its opening")
    return Dossier(**draft)


def in_sequence(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events once each, in the order of recording.

    Raises:
        HistoryError: one id with two contents, two events with one number, or a gap in the numbers.
    """
    by_id: dict[str, Event] = {}
    for event in events:
        known = by_id.setdefault(event.id, event)
        if known is not event and known != event:
            raise HistoryError(event.dossier, event.sequence, "an event is there twice with different contents")
    ordered = sorted(by_id.values(), key=lambda one: one.sequence)
    for place, event in enumerate(ordered, 1):
        if event.sequence != place:
            raise HistoryError(event.dossier, event.sequence, f"event {place} is missing or stands twice; the numbers must be 1, 2, 3, …")
    return tuple(ordered)


_CHANGES: dict[CommandKind, Callable[[StepTaken, _Draft], _Draft]] = {
    CommandKind.RECEIVE: lambda event, before: {
        "received_at": event.occurred_at,
        "code": event.dossier_code,
        "receiving": before["receiving"] or event.by.agency,
    },
    CommandKind.TRANSFER: lambda event, before: {
        "settling": event.agency,
        "competent_received_at": event.occurred_at if before["elsewhere"] else None,
    },
    CommandKind.CONSULT: lambda event, before: {"coordinating": tuple(dict.fromkeys((*before["coordinating"], event.agency)))},
    CommandKind.REQUEST_SUPPLEMENT: lambda _event, before: {"supplements": before["supplements"] + 1},
    CommandKind.ASK_WITHDRAWAL: lambda event, _before: {"withdrawal_from": event.source},
    CommandKind.APOLOGISE: lambda _event, before: {"apologies": before["apologies"] + 1},
    CommandKind.SETTLE_AT_ONCE: lambda event, _before: {"settled_at": event.occurred_at, "received_at": event.occurred_at},
    CommandKind.SIGN_RESULT: lambda event, _before: {"settled_at": event.occurred_at},
    CommandKind.REFUSE_SETTLEMENT: lambda event, _before: {"settled_at": event.occurred_at},
}
"""What a step writes into the dossier beside its state and moment."""

_SET_GOING = frozenset({"resume", "restart", "fixed", "settle", "close", "terminate"})


def _fold(draft: _Draft, event: Event) -> None:
    """Write ``event`` into ``draft``, which is of no use after a refusal."""
    if not draft:
        if not isinstance(event, Opened) or event.sequence != 1:
            raise HistoryError(event.dossier, event.sequence, "a history begins with event 1, the opening")
        draft.update(_BLANK, **_opened(event))
        return
    if event.dossier != draft["id"] or event.sequence != draft["sequence"] + 1:
        raise HistoryError(
            event.dossier, event.sequence, f"event {draft['sequence'] + 1} of {draft['id']} must come next; load the events in between"
        )
    if isinstance(event, Opened):
        raise HistoryError(event.dossier, event.sequence, "a dossier is opened once; this one was opened by event 1")
    draft["sequence"] = event.sequence
    if isinstance(event, StepTaken):
        _step(draft, event)
    elif isinstance(event, ClockNoted):
        draft["clock_entries"] += len(event.clock)
    else:
        draft.update(procedure_since=event.procedure_since, state=event.target, last_at=event.occurred_at)


def _opened(event: Opened) -> _Draft:
    return {
        "id": event.dossier,
        "state": State.SUBMITTED,
        "sequence": 1,
        "procedure": event.procedure,
        "procedure_since": event.procedure_since,
        "case": event.case,
        "channel": event.channel,
        "elsewhere": event.elsewhere,
        "receiving": event.receiving,
        "settling": event.settling,
        "submitted_at": event.occurred_at,
        "last_at": event.occurred_at,
    }


def _step(draft: _Draft, event: StepTaken) -> None:
    if event.source is not draft["state"]:
        state = draft["state"].value
        raise HistoryError(event.dossier, event.sequence, f"it starts in {event.source.value}, the dossier is in {state}")
    further = _CHANGES.get(event.command)
    if further is not None:
        draft.update(further(event, draft))
    draft["state"], draft["last_at"] = event.target, event.occurred_at
    for entry in event.clock:
        draft["clock_entries"] += 1
        if entry.kind == "suspend":
            draft["suspended"] = True
        elif entry.kind in _SET_GOING:
            draft["suspended"] = False
