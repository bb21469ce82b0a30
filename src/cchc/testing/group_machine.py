"""A state machine for interlinked dossiers (hồ sơ liên thông): when a branch may begin, and when the parent may end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import ClassVar

from cchc.model.command import CommandKind
from cchc.model.instant import VIETNAM_TIME
from cchc.runs.interlinked import Branch, OnBranchFailure, Together, together
from cchc.testing.cast import ELSEWHERE, HERE, Cast
from cchc.testing.dossier_host import DossierHost, Papers
from cchc.testing.dossier_machine import usual_setting
from cchc.testing.life import Life
from cchc.testing.life_strategies import days_of_receipt, plain_terms
from cchc.testing.moves import Move, careful_moves
from cchc.testing.needs_hypothesis import st
from cchc.testing.story import DifferenceError, Told
from cchc.testing.tally import Tally, tally_of
from cchc.tracking.status import track
from cchc.tracking.terms import Setting
from cchc.workflow.lifecycle import Opening

from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule  # isort: skip - after what says that it is missing

PARENT = "parent"
_CASTS: dict[str, Cast] = {PARENT: HERE, "a": ELSEWHERE, "b": Cast("H31.10", "H31.20", "H31.30")}
_HOUR = timedelta(hours=1)


class GroupHost:
    """A group of interlinked dossiers in your system; subclass it. The parent's name is ``"parent"``."""

    def __init__(self, plan: Mapping[str, Branch]) -> None:
        self.plan = plan

    def dossier(self, name: str) -> DossierHost:
        """Return the adapter of the parent, or of a branch that begins; asked once for each."""
        raise NotImplementedError(f"{type(self).__name__} must say dossier(name): the adapter of one dossier of the group")

    def may_begin(self, now: datetime) -> Iterable[str]:
        """Return the branches that may begin."""
        raise NotImplementedError(f"{type(self).__name__} must say may_begin(now): the names of branches")

    def may_end(self, now: datetime) -> bool:
        """Return whether the parent may be settled."""
        raise NotImplementedError(f"{type(self).__name__} must say may_end(now)")


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Branch]:
    """Return the plan of a group of two branches: side by side or one after the other, and what a failure means.

    >>> from hypothesis import find
    >>> find(plans(), lambda plan: plan["b"].after == ("a",))["a"].on_failure.value
    'wait'
    """
    failures = st.sampled_from(OnBranchFailure)
    return {
        "a": Branch(None, on_failure=draw(failures)),
        "b": Branch(None, after=draw(st.sampled_from([(), ("a",)])), on_failure=draw(failures)),
    }


class GroupMachine(RuleBasedStateMachine):
    """Random lives of a parent and two branches in other agencies; ``host`` is the adapter of the group.

    After each step of any of them both sides say which branches may begin and whether the parent may end.
    """

    host: ClassVar[type[GroupHost]] = GroupHost

    def __init__(self) -> None:
        super().__init__()
        self.lives: list[Life] = []
        self.told: list[Told] = []
        self.tally: Tally = tally_of(type(self).__name__)

    def setting(self) -> Setting:
        """Return calendar, decrees and hours of each agency."""
        return usual_setting()

    @initialize(plan=plans(), at=days_of_receipt().map(lambda day: datetime.combine(day, time(9), VIETNAM_TIME)))
    def hand_in(self, plan: dict[str, Branch], at: datetime) -> None:
        """The parent is handed in and taken to the settling body."""
        self.plan = plan
        self.group = self.host(plan)
        self.tally.lives += 1
        self._begin(PARENT, at)
        for kind in (CommandKind.RECEIVE, CommandKind.TRANSFER, CommandKind.ASSIGN):
            self.lives[0].ask(HERE.careful(kind, self.lives[0].now + _HOUR), Papers())
        self._compare()

    @precondition(lambda self: bool(self.expected().may_begin))
    @rule(place=st.integers(0, 1))
    def a_branch_begins(self, place: int) -> None:
        """One of the branches that may begin is handed in at its own agency."""
        ready = self.expected().may_begin
        self._begin(ready[place % len(ready)], max(life.now for life in self.lives))
        self._compare()

    @rule(move=careful_moves())
    def a_step(self, move: Move) -> None:
        """A step of the parent or of a branch."""
        self.lives[move.life].ask(move.command, move.papers)
        self._compare()

    @rule(move=careful_moves())
    def a_further_step(self, move: Move) -> None:
        """The same, so that branches come to an end."""
        self.a_step(move)

    def expected(self) -> Together:
        """Return where ``cchc`` sees the group."""
        now = max(life.now for life in self.lives)
        seen = {life.opening.id: track(life.events, life.terms, life.setting, now) for life in self.lives}
        return together(seen[PARENT], {name: replace(branch, seen=seen.get(name)) for name, branch in self.plan.items()})

    def _begin(self, name: str, at: datetime) -> None:
        opening = Opening(id=name, procedure="1.004222", receiving=_CASTS[name].desk)
        life = Life(self.group.dossier(name), _CASTS[name], opening, plain_terms(), self.setting(), self.tally, self.told, at)
        life.hand_in(_CASTS[name].careful(CommandKind.SUBMIT, at))
        self.lives.append(life)

    def _compare(self) -> None:
        now, expected = max(life.now for life in self.lives), self.expected()
        self._same("which branches may begin", sorted(expected.may_begin), sorted(self.group.may_begin(now)))
        self._same("whether the parent may end", expected.may_end, self.group.may_end(now))

    def _same(self, aspect: str, expected: object, found: object) -> None:
        self.tally.answers[aspect] += 1
        if found != expected:
            why = "\n".join(f"  {one.code}: {one.message_vi} | {one.message_en}" for one in self.expected().reasons)
            raise DifferenceError(aspect, expected, found, f"{why}\n{self.lives[0].story()}")
