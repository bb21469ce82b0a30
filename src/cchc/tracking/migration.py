"""Moving dossiers under way to another version of their procedure: a dry run first, then one event for each.

Nothing moves by itself: a dossier keeps the version of its receipt until somebody decides otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from cchc.errors import HistoryError
from cchc.legal import LegalBasis
from cchc.model.actor import Actor
from cchc.model.dossier import Dossier
from cchc.model.dossier_state import END_STATES, State
from cchc.model.events import Event, Migrated
from cchc.tracking.terms import Setting, Terms, deadline_of
from cchc.workflow.folding import replay
from cchc.workflow.refusals import Reason

_ENDED = Reason("ended", "Hồ sơ đã kết thúc, không chuyển phiên bản", "The dossier has ended: there is nothing to move")
_SAME = Reason("same_version", "Hồ sơ đã theo phiên bản này", "The dossier follows that version already")


@dataclass(frozen=True, slots=True)
class Move:
    """What moving one dossier would do: the state it would have, its due day before and after, the terms that differ.

    ``reasons`` say why it cannot be moved; then nothing else is told.
    """

    dossier: Dossier
    new_since: date
    new_state: State | None = None
    due_before: date | None = None
    due_after: date | None = None
    changed: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether it can be moved."""
        return not self.reasons


def plan_migration(
    histories: Iterable[Sequence[Event]],
    old: Terms,
    new: Terms,
    new_since: date,
    setting: Setting,
    *,
    states: Mapping[State, State] | None = None,
) -> tuple[Move, ...]:
    """Return, for each dossier, what moving it to the version that began on ``new_since`` would do; nothing is changed.

    ``states`` maps states that the new version has no use for. The cost is one due date before and one after for each.

    Raises:
        HistoryError: a history has a gap or a fork.
        CalendarCoverageError: the calendar does not reach a due date.
    """
    return tuple(_move(replay(events), events, old, new, new_since, setting, states or {}) for events in histories)


def migrate(events: Sequence[Event], move: Move, by: Actor, at: datetime, basis: tuple[LegalBasis, ...], *, ground: str = "") -> Migrated:
    """Return the event that moves the dossier as planned; store it, and track the dossier by the new terms from then on.

    Raises:
        HistoryError: the move is not possible, or the dossier has changed since it was planned.
    """
    dossier = replay(events)
    if not move.possible or move.new_state is None:
        raise HistoryError(dossier.id, dossier.sequence, f"it cannot be moved: {'; '.join(one.message_en for one in move.reasons)}")
    if dossier != move.dossier:
        raise HistoryError(dossier.id, dossier.sequence, "it has changed since the move was planned; plan again")
    return Migrated(
        id=f"{dossier.id}:{dossier.sequence + 1}",
        dossier=dossier.id,
        sequence=dossier.sequence + 1,
        occurred_at=at,
        recorded_at=at,
        by=by,
        ground=ground,
        basis=basis,
        procedure_since=move.new_since,
        target=move.new_state,
    )


def _move(
    dossier: Dossier, events: Sequence[Event], old: Terms, new: Terms, new_since: date, setting: Setting, states: Mapping[State, State]
) -> Move:
    if dossier.state in END_STATES or dossier.settled_at is not None:
        return Move(dossier, new_since, reasons=(_ENDED,))
    if dossier.procedure_since == new_since:
        return Move(dossier, new_since, reasons=(_SAME,))
    before, after = (deadline_of(dossier, events, terms, setting) for terms in (old, new))
    return Move(
        dossier,
        new_since,
        states.get(dossier.state, dossier.state),
        before.due if before is not None else None,
        after.due if after is not None else None,
        tuple(one.name for one in fields(Terms) if getattr(old, one.name) != getattr(new, one.name)),
    )
