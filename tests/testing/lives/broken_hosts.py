"""Hosts that are right but for one fault each, as one-stop systems have been seen to have them (the ids are the pitfalls')."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import ClassVar

from hypothesis import strategies as st
from own_host import OwnHost, due_in

from cchc.deadlines.clock_state import ClockState
from cchc.deadlines.policy import PauseDays
from cchc.model.clock_entry import Exclude
from cchc.model.command import Command, CommandKind
from cchc.model.dossier_state import NationalStatus, State
from cchc.model.events import ClockNoted, StepTaken
from cchc.model.form import FormKey
from cchc.model.time_limit import WorkingDays
from cchc.testing.dossier_host import Papers
from cchc.tracking import Terms, Timeliness
from cchc.workflow import Accepted, Opening, Refused, replay, table_on

DAY = timedelta(days=1)
FEW = frozenset(
    {
        CommandKind.RECEIVE,
        CommandKind.TRANSFER,
        CommandKind.ASSIGN,
        CommandKind.REQUEST_SUPPLEMENT,
        CommandKind.SUPPLEMENT,
        CommandKind.SIGN_RESULT,
    }
)
"""The steps of a small system: what it does not have is not asked of it."""


class Forgives(OwnHost):
    """Lets a command through when only these reasons stand against it."""

    forgiven: ClassVar[frozenset[str]]

    def do(self, command: Command, papers: Papers) -> list[str]:
        return [code for code in super().do(command, papers) if code not in self.forgiven]


class ResumesWithoutPause(OwnHost):
    """T11: "go on" is taken where nothing stands still, and moves the due day."""

    commands = FEW

    moved = timedelta()

    def do(self, command: Command, papers: Papers) -> list[str]:
        refused = super().do(command, papers)
        if command.kind is CommandKind.SUPPLEMENT and refused == ["not_foreseen"] and self.state() is State.PROCESSING:
            self.moved += DAY
            return []
        return refused

    def due(self, now: datetime) -> date | datetime | None:
        due = super().due(now)
        return due + self.moved if due else None


class PausesWeekends(OwnHost):
    """T13: a pause takes the day of the notice too, whatever day it is."""

    def hand_in(self, opening: Opening, command: Command, terms: Terms) -> list[str]:
        policy = self.setting.regimes.on(command.at.date()).policy if terms.policy is None else terms.policy
        return super().hand_in(opening, command, replace(terms, policy=replace(policy, pause_days=PauseDays.BOTH_DAYS)))


class LateWhilePaused(OwnHost):
    """T14: the frozen due date makes a paused dossier overdue."""

    commands = FEW

    def timeliness(self, now: datetime) -> Timeliness | str:
        found = super().timeliness(now)
        paused = self.seen(now).paused_since
        frozen = due_in(self.seen(paused - timedelta(microseconds=1))) if paused else None
        passed = frozen is not None and (frozen.date() if isinstance(frozen, datetime) else frozen) < now.date()
        return Timeliness.OVERDUE if passed else found


class CountsOverlapsTwice(OwnHost):
    """T16: two intervals that overlap are added up."""

    commands = FEW

    def due(self, now: datetime) -> date | datetime | None:
        due = super().due(now)
        gaps = sorted((e.since, e.until) for event in self.events for e in getattr(event, "clock", ()) if isinstance(e, Exclude))
        twice = any(one[1] > other[0] for one, other in pairwise(gaps))
        return due + DAY if due and twice else due


class LastDeliveredWins(OwnHost):
    """T18: the event that arrives last is the last one."""

    delivered_state: State | None = None

    def load_again(self, order: Sequence[int]) -> None:
        last = self.events[order[-1] - 1]
        self.delivered_state = last.target if isinstance(last, StepTaken) else None
        super().load_again(order)

    def do(self, command: Command, papers: Papers) -> list[str]:
        self.delivered_state = None
        return super().do(command, papers)

    def state(self) -> State | str:
        return self.delivered_state or super().state()


class CountsRepetitions(OwnHost):
    """T18: a fact that arrives twice has happened twice."""

    commands = FEW

    repeated = 0

    def load_again(self, order: Sequence[int]) -> None:
        facts = [number for number in order if isinstance(self.events[number - 1], ClockNoted)]
        self.repeated = len(facts) - len(set(facts))
        super().load_again(order)

    def due(self, now: datetime) -> date | datetime | None:
        due = super().due(now)
        return due + self.repeated * DAY if due else due


class SharedBetweenAgencies(OwnHost):
    """T34: what the last dossier's procedure says holds for all of them."""

    everybody: ClassVar[list[Terms]] = []

    def hand_in(self, opening: Opening, command: Command, terms: Terms) -> list[str]:
        self.everybody.append(terms)
        return super().hand_in(opening, command, terms)

    def due(self, now: datetime) -> date | datetime | None:
        own, self.terms, self.last = self.terms, self.everybody[-1], None
        try:
            return super().due(now)
        finally:
            self.terms, self.last = own, None


class RollsAtEachPause(OwnHost):
    """T61: the due day moves to a working day at each pause, and on from there."""

    terms = st.integers(1, 9).map(lambda days: Terms(limit=WorkingDays(count=days), verification_excluded=True))
    commands = FEW | {CommandKind.VERIFY, CommandKind.END_VERIFICATION}

    def due(self, now: datetime) -> date | datetime | None:
        due = super().due(now)
        pauses = sum(getattr(event, "command", None) is CommandKind.END_VERIFICATION for event in self.events)
        if type(due) is date and pauses > 1 and self.terms.verification_excluded:
            return self.setting.calendar.next_working_day_after(due)
        return due


class ExtendsAgain(OwnHost):
    """T63: a second extension where one is allowed."""

    commands = FEW

    def note(self, fact: ClockNoted) -> list[str]:
        return [code for code in super().note(fact) if code != "extension_count"]


class RestartLeavesNoTrace(OwnHost):
    """T64: a new due date overwrites the old one."""

    def due_then(self, now: datetime, known_at: datetime) -> date | datetime | None:
        return super().due(known_at)


class LawOfToday(OwnHost):
    """T65: the decree of the day of the command, not that of the receipt."""

    first_days = st.dates(date(2025, 6, 20), date(2025, 6, 30))
    commands = FEW | {CommandKind.ASK_WITHDRAWAL}

    def do(self, command: Command, papers: Papers) -> list[str]:
        refused = super().do(command, papers)
        here = table_on(max(command.at, self.events[0].occurred_at).date()).find(replay(self.events).state, command.kind)
        return [code for code in refused if code != "not_foreseen" or here is None]


class ReopeningErases(OwnHost):
    """T67: correcting a finished dossier erases when it was finished."""

    commands = FEW | {CommandKind.REPORT_ERROR}

    def timeliness(self, now: datetime) -> Timeliness | str:
        found = super().timeliness(now)
        return Timeliness.IN_TIME if self.state() is State.CORRECTING else found


class KnowsAfterwards(OwnHost):
    """T68: what was known then is what is known now."""

    commands = FEW

    def due_then(self, now: datetime, known_at: datetime) -> date | datetime | None:
        return due_in(self.seen(now))


class MovesBeforeTheHook(OwnHost):
    """T69: the state moves before what hangs on the step is done."""

    def do_and_break(self, command: Command, papers: Papers) -> None:
        super().do(command, papers)
        raise ConnectionError("the message could not be sent")


class LastWriteWins(Forgives):
    """T72: two officers act on what they saw; the second overwrites the first."""

    forgiven = frozenset({"conflict"})


class AsksAgain(Forgives):
    """A supplement is asked for as often as anybody likes."""

    commands = FEW

    forgiven = frozenset({"supplement_again"})


class AnybodyMayAct(Forgives):
    """An officer without the role takes the step."""

    forgiven = frozenset({"wrong_role", "wrong_agency"})


class ApologyCures(OwnHost):
    """An apology moves the statutory due day, also when it has passed."""

    commands = FEW | {CommandKind.APOLOGISE}

    def due(self, now: datetime) -> date | datetime | None:
        new = [event.new_date for event in self.events if isinstance(event, StepTaken) and event.new_date]
        due = super().due(now)
        return new[-1] if new and due else due


class ApologisesWhenLate(Forgives):
    """An apology goes out when the due day has passed."""

    forgiven = frozenset({"apology_not_open"})


class WrongStatus(OwnHost):
    """A dossier that waits for a payment is "being processed" for the portal."""

    def national_status(self) -> NationalStatus | str:
        found = super().national_status()
        return NationalStatus.PROCESSING if found is NationalStatus.PAYMENT else found


class ClosesByCalendarDays(OwnHost):
    """The fifteen working days to complete a dossier are counted as days."""

    commands = FEW | {CommandKind.LAPSE_SUPPLEMENT}

    def do(self, command: Command, papers: Papers) -> list[str]:
        answer = self.decide(command, papers)
        asked = [event.occurred_at for event in self.events if getattr(event, "command", None) is CommandKind.REQUEST_SUPPLEMENT]
        if command.kind is CommandKind.LAPSE_SUPPLEMENT and asked and command.at > asked[-1] + 15 * DAY and isinstance(answer, Refused):
            return [one.code for one in answer.reasons if one.code != "supplement_still_open"]
        return self.take(answer)


class RefusesInSilence(OwnHost):
    """A refusal states no reasons and is issued without them."""

    commands = FEW | {CommandKind.REFUSE_RECEPTION, CommandKind.REFUSE_SETTLEMENT}

    def decide(self, command: Command, papers: Papers) -> Accepted | Refused:
        if command.kind in (CommandKind.REFUSE_RECEPTION, CommandKind.REFUSE_SETTLEMENT):
            return super().decide(replace(command, reasons=("không đủ điều kiện",)), papers)
        return super().decide(command, papers)


class OldForms(OwnHost):
    """A stopped dossier gets the form of a refusal."""

    def forms(self) -> Iterable[FormKey]:
        return [FormKey.REFUSAL if one is FormKey.STOP else one for one in super().forms()]


class ClockRunsOn(OwnHost):
    """The clock of a dossier that has its result still runs."""

    def clock(self, now: datetime) -> ClockState | str:
        found = super().clock(now)
        return ClockState.RUNNING if found is ClockState.ENDED else found


FAULTS: dict[type[OwnHost], str] = {
    ResumesWithoutPause: "what may happen",
    PausesWeekends: "due",
    LateWhilePaused: "timeliness",
    CountsOverlapsTwice: "due",
    LastDeliveredWins: "state",
    CountsRepetitions: "due",
    SharedBetweenAgencies: "due",
    RollsAtEachPause: "due",
    ExtendsAgain: "what may happen",
    RestartLeavesNoTrace: "due_then",
    LawOfToday: "what may happen",
    ReopeningErases: "timeliness",
    KnowsAfterwards: "due_then",
    MovesBeforeTheHook: "state",
    LastWriteWins: "what may happen",
    AsksAgain: "what may happen",
    AnybodyMayAct: "what may happen",
    ApologyCures: "due",
    ApologisesWhenLate: "what may happen",
    WrongStatus: "national_status",
    ClosesByCalendarDays: "what may happen",
    RefusesInSilence: "the reasons of a refusal",
    OldForms: "forms",
    ClockRunsOn: "clock",
}
"""Each broken host with the answer in which the shortest story differs."""
