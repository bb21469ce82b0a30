"""``cchc`` itself behind the adapter: what a host that has understood everything answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from cchc.deadlines.clock_state import ClockState
from cchc.model.command import Command
from cchc.model.dossier_state import NationalStatus, State
from cchc.model.events import ClockNoted, Event
from cchc.model.form import FormKey
from cchc.testing.dossier_host import DossierHost, Papers
from cchc.testing.dossier_machine import usual_setting
from cchc.tracking import Terms, Timeliness, Tracking, decide, track
from cchc.tracking.terms import deadline_of
from cchc.workflow import Accepted, Opening, Refused, open_dossier, replay


class OwnHost(DossierHost):
    """A store of events and the library's own answers."""

    setting = usual_setting()

    def __init__(self) -> None:
        self.events: tuple[Event, ...] = ()
        self.issued: tuple[FormKey, ...] = ()
        self.last: tuple[object, Tracking] | None = None

    def hand_in(self, opening: Opening, command: Command, terms: Terms) -> list[str]:
        self.terms = terms
        return self.take(open_dossier(opening, command))

    def decide(self, command: Command, papers: Papers) -> Accepted | Refused:
        return decide(self.events, command, self.terms, self.setting, complete=papers.complete, fee_paid=papers.fee_paid)

    def do(self, command: Command, papers: Papers) -> list[str]:
        return self.take(self.decide(command, papers))

    def take(self, answer: Accepted | Refused) -> list[str]:
        if isinstance(answer, Refused):
            return [one.code for one in answer.reasons]
        self.events, self.issued = (*self.events, *answer.events), answer.forms
        return []

    def state(self) -> State | str:
        return replay(self.events).state

    def national_status(self) -> NationalStatus | str:
        return replay(self.events).national_status

    def seen(self, now: datetime, known_at: datetime | None = None) -> Tracking:
        asked = (now, known_at, self.events)
        if self.last is None or self.last[0] != asked:
            self.last = (asked, track(self.events, self.terms, self.setting, now, known_at=known_at))
        return self.last[1]

    def due(self, now: datetime) -> date | datetime | None:
        return due_in(self.seen(now))

    def due_then(self, now: datetime, known_at: datetime) -> date | datetime | None:
        return due_in(self.seen(now, known_at))

    def clock(self, now: datetime) -> ClockState | str:
        clock = self.seen(now).statutory
        return clock.reading.clock if clock else ClockState.NOT_STARTED

    def timeliness(self, now: datetime) -> Timeliness | str:
        return self.seen(now).timeliness

    def forms(self) -> Iterable[FormKey]:
        return self.issued

    def note(self, fact: ClockNoted) -> list[str]:
        (entry,) = fact.clock
        events = (*self.events, fact)
        deadline = deadline_of(replay(events), events, self.terms, self.setting)
        refused = [one.reason.value for one in deadline.refusals if one.entry_id == entry.id] if deadline else []
        if not refused:
            self.events = events
        return refused

    def load_again(self, order: Sequence[int]) -> None:
        delivered = [self.events[number - 1] for number in order]
        self.events = tuple(sorted({event.id: event for event in delivered}.values(), key=lambda event: event.sequence))

    def do_and_break(self, command: Command, papers: Papers) -> None:
        self.decide(command, papers)
        raise ConnectionError("the message could not be sent")


def due_in(seen: Tracking) -> date | datetime | None:
    reading = seen.statutory.reading if seen.statutory else None
    return (reading.due_at or reading.due) if reading else None
