"""One drawn life, told to the host and to ``cchc`` at once; the first answer that differs ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from cchc.deadlines.clock_state import ClockState
from cchc.model.command import Command
from cchc.model.dossier import Dossier
from cchc.model.events import ClockNoted, Event
from cchc.model.limit_phrases import format_limit
from cchc.testing.cast import Cast
from cchc.testing.dossier_host import DossierHost, NotCompared, Papers, Refusals
from cchc.testing.story import DifferenceError, Told, story_of
from cchc.testing.tally import Tally
from cchc.tracking.facts import decide
from cchc.tracking.status import Tracking, track
from cchc.tracking.terms import Setting, Terms, deadline_of
from cchc.workflow.folding import replay
from cchc.workflow.lifecycle import Accepted, Opening, Refused, open_dossier


@dataclass
class Life:
    """A dossier of ``host`` beside the same one of ``cchc``; ``told`` is the story, shared by the lives of one machine."""

    host: DossierHost
    cast: Cast
    opening: Opening
    terms: Terms
    setting: Setting
    tally: Tally
    told: list[Told]
    now: datetime
    events: tuple[Event, ...] = ()

    def hand_in(self, command: Command) -> None:
        """Open the dossier on both sides."""
        answer = open_dossier(self.opening, command)
        self._told(command, answer)
        self._settle(answer, self._asked("hand_in", lambda: self.host.hand_in(self.opening, command, self.terms)))

    def ask(self, command: Command, papers: Papers) -> None:
        """Give the command to both sides, and compare what they say and where the dossier then stands."""
        answer = self._decide(command, papers)
        self._told(command, answer)
        self._settle(answer, self._asked("do", lambda: self.host.do(command, papers)))

    def ask_and_break(self, command: Command, papers: Papers) -> None:
        """Let the host's step fail half-way: whether it raises or not, nothing may have happened."""
        self._told(f"{command.kind.label_vi} | {command.kind.label_en}: lỗi giữa chừng | it fails half-way", None)
        with suppress(Exception):
            self.host.do_and_break(command, papers)
        self.compare()

    def note(self, fact: ClockNoted) -> None:
        """Record a fact for the clock on both sides; one that the clock does not take has not happened."""
        self.now = max(self.now, fact.recorded_at)
        expected = self._against(fact)
        self._told(fact, None)
        self._same_refusal(expected, self._asked("note", lambda: self.host.note(fact)))
        if not expected:
            self.events += (fact,)
        self._now_known()
        self.compare()

    def load_again(self, order: Sequence[int]) -> None:
        """Let the host load its dossier from what happened, delivered in ``order``."""
        self._told(f"Tải lại, sự kiện đến theo thứ tự | Loaded again, events delivered as {', '.join(map(str, order))}", None)
        self._asked("load_again", lambda: self.host.load_again(order))
        self.compare()

    def look_back(self, then: datetime, known_at: datetime) -> None:
        """Compare the due moment as it was at ``then``, by what had been recorded at ``known_at``."""
        seen = track(self.events, self.terms, self.setting, then, known_at=known_at)
        self._told(f"Xem lại | Looked back: {then:%d/%m/%Y %H:%M:%S}, by what was known {known_at:%d/%m/%Y %H:%M:%S}", None)
        self._same_due("due_then", seen, self._asked("due_then", lambda: self.host.due_then(then, known_at)))

    def wait(self, until: datetime) -> None:
        """Let time pass until ``until``, and compare."""
        self.now = max(self.now, until)
        self._told("thời gian trôi | time passes", None)
        self.compare()

    def compare(self) -> None:
        """Compare where the dossier stands: state, status, due, clock, timeliness."""
        host, seen, now = self.host, self.seen(), self.now
        clock = seen.statutory
        self._same("state", seen.state, self._asked("state", host.state))
        self._same("national_status", seen.national_status, self._asked("national_status", host.national_status))
        standing = clock.reading.clock if clock is not None else ClockState.NOT_STARTED
        self._same("clock", standing, self._asked("clock", lambda: host.clock(now)))
        self._same_due("due", seen, self._asked("due", lambda: host.due(now)))
        self._same("timeliness", seen.timeliness, self._asked("timeliness", lambda: host.timeliness(now)))

    def seen(self) -> Tracking:
        """Return where ``cchc`` sees the dossier now."""
        return track(self.events, self.terms, self.setting, self.now)

    @cached_property
    def dossier(self) -> Dossier:
        """The dossier as ``cchc`` folds it; forgotten when something happens."""
        return replay(self.events)

    def _decide(self, command: Command, papers: Papers) -> Accepted | Refused:
        return decide(self.events, command, self.terms, self.setting, complete=papers.complete, fee_paid=papers.fee_paid)

    def _settle(self, answer: Accepted | Refused, found: Refusals | NotCompared) -> None:
        reasons = answer.reasons if isinstance(answer, Refused) else ()
        self._same_refusal([one.code for one in reasons], found)
        if isinstance(answer, Accepted):
            self.events += answer.events
            self.now = max(self.now, answer.events[-1].occurred_at)
            self.tally.rows.add(f"{answer.row.validity.since} {answer.row.name}")
            self._now_known()
            issued = self._asked("forms", self.host.forms)
            if not isinstance(issued, NotCompared):
                self._same("forms", sorted(answer.forms), sorted(_code(one) for one in issued))
        if self.events:
            self.compare()

    def _now_known(self) -> None:
        self.__dict__.pop("dossier", None)

    def _against(self, fact: ClockNoted) -> list[str]:
        """Why the clock does not take the fact; nothing when it does."""
        (entry,) = fact.clock
        deadline = deadline_of(self.dossier, (*self.events, fact), self.terms, self.setting)
        refusals = deadline.refusals if deadline is not None else ()
        return [one.reason.value for one in refusals if one.entry_id == entry.id]

    def _same_refusal(self, expected: Sequence[str], found: Refusals | NotCompared) -> None:
        if isinstance(found, NotCompared):
            return
        given = sorted({_code(one) for one in found or ()})
        self.tally.refusals += bool(expected)
        if bool(given) != bool(expected):
            self._differ("what may happen", _refused(expected), _refused(given))
        wrong = {"all": set(given) != set(expected), "some": not set(given) <= set(expected), "none": False}
        if wrong[self.host.reasons]:
            self._differ("the reasons of a refusal", _refused(expected), _refused(given))

    def _same_due(self, aspect: str, seen: Tracking, found: date | datetime | NotCompared | None) -> None:
        reading = seen.statutory.reading if seen.statutory is not None else None
        in_days = reading is None or reading.due_at is None
        expected = reading.due if reading is not None and in_days else reading.due_at if reading is not None else None
        if in_days and isinstance(found, datetime):
            found = found.date()
        self._same(aspect, expected, found)

    def _same(self, aspect: str, expected: Any, found: Any) -> None:
        if isinstance(found, NotCompared):
            return
        self.tally.answers[aspect] += 1
        if found != expected:
            self._differ(aspect, _told_as(expected), _told_as(found))

    def _asked(self, method: str, ask: Callable[[], Any]) -> Any:
        """The host's answer; an exception is a difference, and shows what it came from."""
        try:
            return ask()
        except NotImplementedError:
            raise
        except Exception as error:
            self._differ(f"{method}(): the host raised {type(error).__name__}", "an answer", error, cause=error)

    def _told(self, what: Command | ClockNoted | str, answer: Accepted | Refused | None) -> None:
        self.tally.steps += 1
        at = what.at if isinstance(what, Command) else self.now
        self.told.append(Told(self.opening.id, at, what, answer))

    def _differ(self, aspect: str, expected: object, found: object, *, cause: Exception | None = None) -> None:
        raise DifferenceError(aspect, expected, found, self.story()) from cause

    def story(self) -> str:
        """Return the story so far, what the dossier runs under, the law of its due moment, and what is not compared."""
        lines = [f"  {self.opening.id}: {format_limit(self.terms.limit, 'vi')} | {format_limit(self.terms.limit, 'en')}, {self._decree()}"]
        lines += [story_of(self.told), *self._law_of_the_due()]
        if self.tally.not_compared:
            lines.append(f"  not compared: {'; '.join(self.tally.not_compared)}")
        return "\n".join(lines)

    def _decree(self) -> str:
        day = (self.dossier.received_at if self.events else None) or self.now
        return self.setting.regimes.on(day.date()).title_vi

    def _law_of_the_due(self) -> Iterable[str]:
        deadline = deadline_of(self.dossier, self.events, self.terms, self.setting) if self.events else None
        if deadline is None:
            return
        yield f"  the due moment by law, {deadline.due or deadline.clock.label_en}:"
        for rule in deadline.rules:
            yield f"      {rule.text_vi} | {rule.text_en}"
            yield f"        {'; '.join(map(str, rule.basis_on(deadline.received_at.date()))) or '–'}"


def _code(one: object) -> str:
    return str(getattr(one, "value", one))


def _told_as(answer: object) -> str:
    if isinstance(answer, date):
        return answer.isoformat()
    return "nothing" if answer is None else _code(answer)


def _refused(codes: Sequence[str]) -> str:
    return f"refused: {', '.join(codes)}" if codes else "it happens"
