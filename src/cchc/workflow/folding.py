"""Fold what happened into a dossier: one event at a time, or a whole history in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from cchc.errors import HistoryError
from cchc.model.command import CommandKind
from cchc.model.dossier import Dossier
from cchc.model.dossier_state import State
from cchc.model.events import ClockNoted, Event, Opened, StepTaken


def evolve(dossier: Dossier | None, event: Event) -> Dossier:
    """Return the dossier after ``event``.

    Raises:
        HistoryError: the event does not follow: another dossier, a gap or a fork in the sequence, another state.
    """
    if dossier is None:
        if not isinstance(event, Opened) or event.sequence != 1:
            raise HistoryError(event.dossier, event.sequence, "a history begins with event 1, the opening")
        return _folded(event, _NOTHING)
    if event.dossier != dossier.id or event.sequence != dossier.sequence + 1:
        raise HistoryError(
            event.dossier, event.sequence, f"event {dossier.sequence + 1} of {dossier.id} must come next; load the events in between"
        )
    return replace(_folded(event, dossier), sequence=event.sequence)


def replay(events: Iterable[Event]) -> Dossier:
    """Return the dossier that ``events`` make; they may come in any order and more than once.

    Raises:
        HistoryError: there is none, one is missing, or one id has two contents.
    """
    dossier: Dossier | None = None
    for event in in_sequence(events):
        dossier = evolve(dossier, event)
    if dossier is None:
        raise HistoryError("", 0, "there are no events; a dossier begins with its opening")
    return dossier


def in_sequence(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events once each, in the order of recording.

    Raises:
        HistoryError: one id with two contents, two events with one number, or a gap in the numbers.
    """
    by_id: dict[str, Event] = {}
    for event in events:
        if by_id.setdefault(event.id, event) != event:
            raise HistoryError(event.dossier, event.sequence, "an event is there twice with different contents")
    ordered = sorted(by_id.values(), key=lambda one: one.sequence)
    for place, event in enumerate(ordered, 1):
        if event.sequence != place:
            raise HistoryError(event.dossier, event.sequence, f"event {place} is missing or stands twice; the numbers must be 1, 2, 3, …")
    return tuple(ordered)


_NOTHING = Dossier(id="", state=State.SUBMITTED, sequence=0, procedure="")


_CHANGES: dict[CommandKind, Callable[[StepTaken, Dossier], dict[str, Any]]] = {
    CommandKind.RECEIVE: lambda event, dossier: {
        "received_at": event.occurred_at,
        "code": event.dossier_code,
        "receiving": dossier.receiving or event.by.agency,
    },
    CommandKind.TRANSFER: lambda event, dossier: {
        "settling": event.agency,
        "competent_received_at": event.occurred_at if dossier.elsewhere else None,
    },
    CommandKind.CONSULT: lambda event, dossier: {"coordinating": tuple(dict.fromkeys((*dossier.coordinating, event.agency)))},
    CommandKind.REQUEST_SUPPLEMENT: lambda _event, dossier: {"supplements": dossier.supplements + 1},
    CommandKind.APOLOGISE: lambda _event, dossier: {"apologies": dossier.apologies + 1},
    CommandKind.SETTLE_AT_ONCE: lambda event, _dossier: {"settled_at": event.occurred_at, "received_at": event.occurred_at},
    CommandKind.SIGN_RESULT: lambda event, _dossier: {"settled_at": event.occurred_at},
    CommandKind.REFUSE_SETTLEMENT: lambda event, _dossier: {"settled_at": event.occurred_at},
}
"""What a step writes into the dossier beside its state and moment."""


def _folded(event: Event, dossier: Dossier) -> Dossier:
    if isinstance(event, StepTaken):
        return _stepped(event, dossier)
    if isinstance(event, Opened):
        return _opened(event, dossier)
    if isinstance(event, ClockNoted):
        return replace(dossier, clock_entries=dossier.clock_entries + len(event.clock))
    return replace(dossier, procedure_since=event.procedure_since, state=event.target, last_at=event.occurred_at)


def _opened(event: Opened, dossier: Dossier) -> Dossier:
    return replace(
        dossier,
        id=event.dossier,
        sequence=1,
        procedure=event.procedure,
        procedure_since=event.procedure_since,
        case=event.case,
        channel=event.channel,
        elsewhere=event.elsewhere,
        receiving=event.receiving,
        settling=event.settling,
        submitted_at=event.occurred_at,
        last_at=event.occurred_at,
    )


def _stepped(event: StepTaken, dossier: Dossier) -> Dossier:
    if event.source is not dossier.state:
        raise HistoryError(event.dossier, event.sequence, f"it starts in {event.source.value}, the dossier is in {dossier.state.value}")
    changes: dict[str, Any] = {"state": event.target, "last_at": event.occurred_at}
    changes["clock_entries"] = dossier.clock_entries + len(event.clock)
    for entry in event.clock:
        if entry.kind in ("suspend", "resume", "restart", "fixed", "settle", "close", "terminate"):
            changes["suspended"] = entry.kind == "suspend"
    further = _CHANGES.get(event.command)
    return replace(dossier, **changes, **further(event, dossier)) if further is not None else replace(dossier, **changes)
