"""A state machine that drives a host's system with random lives of dossiers and holds every answer to ``cchc``'s."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import ClassVar

from cchc.model.command import CommandKind
from cchc.model.instant import VIETNAM_TIME
from cchc.model.receipt import Channel
from cchc.testing.cast import ELSEWHERE, HERE
from cchc.testing.dossier_host import DossierHost, Papers, compares, left_out
from cchc.testing.life import Life
from cchc.testing.life_strategies import channels, days_of_receipt, openings, terms
from cchc.testing.moves import Fact, Move, a_life, careful_moves, clock_facts, looks_back, moments, moves_out_of_place, spoiled_moves
from cchc.testing.needs_hypothesis import st
from cchc.testing.story import Told
from cchc.testing.tally import Tally, tally_of
from cchc.tracking.terms import Setting, Terms
from cchc.workflow.lifecycle import Opening

from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule  # isort: skip - after what says that it is missing

_HOUR = timedelta(hours=1)
_MOST_LIVES = 2
_SETTLING = (CommandKind.RECEIVE, CommandKind.TRANSFER, CommandKind.ASSIGN)
_VERIFIED = (CommandKind.VERIFY, CommandKind.END_VERIFICATION)
_ASKED = (*_SETTLING, CommandKind.REQUEST_SUPPLEMENT)
_SO_FAR: tuple[tuple[CommandKind, ...], ...] = (
    (),
    _SETTLING,
    _ASKED,
    (*_ASKED, CommandKind.SUPPLEMENT),
    (*_SETTLING, CommandKind.APOLOGISE),
    (*_SETTLING, *_VERIFIED),
    (*_SETTLING, *_VERIFIED, *_VERIFIED),
    (*_SETTLING, CommandKind.REQUEST_PAYMENT),
    (*_SETTLING, CommandKind.CONSULT),
    (*_SETTLING, CommandKind.SIGN_RESULT),
    (*_SETTLING, CommandKind.ASK_WITHDRAWAL),
)
"""How far a life may have come before the machine begins to play with it."""


@cache
def usual_setting() -> Setting:
    """Return the official calendar, the decrees of the rulebook, and the common hours for every agency."""
    from cchc.rulebook import load_calendar, load_regimes

    return Setting(calendar=load_calendar(), regimes=load_regimes())


@st.composite
def beginnings(draw: st.DrawFn) -> tuple[Opening, Terms, datetime, Channel]:
    """Return how a life may begin: what the machine's ``terms`` and ``first_days`` allow, at any hour of the day."""
    machine: DossierMachine = draw(st.runner())
    number = len(machine.lives)
    at = datetime.combine(draw(machine.first_days), draw(st.sampled_from([time(9), time(16, 45), time(22)])), VIETNAM_TIME)
    if number:
        at = max(life.now for life in machine.lives)
    opening = draw(openings(f"d-{number + 1}", (HERE, ELSEWHERE)[number]))
    return opening, draw(machine.terms), at, draw(channels())


class DossierMachine(RuleBasedStateMachine):
    """Random lives, legal and illegal, of one or two dossiers in your system; subclass it and name the adapter.

    ``host`` is the adapter. ``terms`` are strategies of what the law of a procedure says, ``first_days`` of the day a
    dossier is handed in; narrow them to what your system knows. ``setting()`` is what both sides count by.

    Its ``TestCase`` is what pytest collects. It stops at the first answer that differs; the shortest story that does is
    shown with the law of each step. How much was compared is in :data:`cchc.testing.tally.TALLIES`.

    >>> class Desk(DossierHost):
    ...     def hand_in(self, opening, command, terms): pass
    ...     def do(self, command, papers): return ["we_are_closed"]
    ...     def state(self): return "submitted"
    >>> class DeskMachine(DossierMachine):
    ...     host = Desk
    >>> from hypothesis import Phase, settings
    >>> from hypothesis.stateful import run_state_machine_as_test
    >>> quick = settings(deadline=None, database=None, print_blob=False, phases=[Phase.generate])
    >>> run_state_machine_as_test(DeskMachine, settings=quick)
    Traceback (most recent call last):
    cchc.testing.story.DifferenceError: the host and cchc differ in ...
    """

    host: ClassVar[type[DossierHost]] = DossierHost
    terms: ClassVar[st.SearchStrategy[Terms]] = terms()
    first_days: ClassVar[st.SearchStrategy[date]] = days_of_receipt()

    def __init__(self) -> None:
        super().__init__()
        self.lives: list[Life] = []
        self.told: list[Told] = []
        self.tally: Tally = tally_of(type(self).__name__)
        self.tally.not_compared = tuple(left_out(self.host))

    def setting(self) -> Setting:
        """Return calendar, decrees and hours; another one in its place holds for both sides."""
        return usual_setting()

    def new_host(self) -> DossierHost:
        """Return the adapter to a new dossier; write it when yours needs arguments."""
        return self.host()

    @initialize(beginning=beginnings(), so_far=st.sampled_from(_SO_FAR))
    def hand_in(self, beginning: tuple[Opening, Terms, datetime, Channel], so_far: Sequence[CommandKind]) -> None:
        """The first dossier is handed in, and perhaps taken some way."""
        self._begin(*beginning)
        (life,) = self.lives
        for kind in so_far:
            if kind in self.host.commands:
                life.ask(life.cast.careful(kind, life.now + _HOUR), Papers())

    @precondition(lambda self: len(self.lives) < _MOST_LIVES)
    @rule(beginning=beginnings())
    def another_dossier(self, beginning: tuple[Opening, Terms, datetime, Channel]) -> None:
        """A second dossier is handed in at another agency; neither may touch the other."""
        self._begin(*beginning)

    @rule(move=careful_moves())
    def a_step(self, move: Move) -> None:
        """A step of the table by one who may."""
        self._ask(move)

    @rule(move=careful_moves())
    def a_further_step(self, move: Move) -> None:
        """The same, so that lives get somewhere between what is refused."""
        self._ask(move)

    @rule(move=moves_out_of_place())
    def a_step_out_of_place(self, move: Move) -> None:
        """A step once more, one of another decree, "go on" where nothing stands still: it is refused for the state."""
        self._ask(move)

    @rule(move=spoiled_moves())
    def a_spoiled_step(self, move: Move) -> None:
        """A step by another person, without its words or papers, out of an old view or dated back: refused, or harmless."""
        self._ask(move)

    @rule(place=a_life(), data=st.data())
    def time_passes(self, place: int, data: st.DataObject) -> None:
        """Nothing happens for a while."""
        life = self.lives[place]
        life.wait(data.draw(moments(life)))

    @precondition(lambda self: compares(self.host, "note") and any(life.dossier.received_at for life in self.lives))
    @rule(fact=clock_facts())
    def a_fact_for_the_clock(self, fact: Fact) -> None:
        """An interval is excluded or the limit extended, perhaps recorded late."""
        self.lives[fact.life].note(fact.noted)

    @precondition(lambda self: compares(self.host, "load_again"))
    @rule(place=a_life(), data=st.data())
    def what_happened_is_delivered_again(self, place: int, data: st.DataObject) -> None:
        """The host loads its dossier from what happened, in another order, some of it twice."""
        life = self.lives[place]
        numbers = list(range(1, len(life.events) + 1))
        again = data.draw(st.lists(st.sampled_from(numbers), max_size=2))
        life.load_again(data.draw(st.permutations([*numbers, *again])))

    @precondition(lambda self: compares(self.host, "due_then"))
    @rule(look=looks_back())
    def somebody_looks_back(self, look: tuple[int, datetime, datetime]) -> None:
        """What was due at an earlier moment, by what was known then or by what is known now."""
        place, then, known_at = look
        self.lives[place].look_back(then, known_at)

    @precondition(lambda self: compares(self.host, "do_and_break"))
    @rule(move=careful_moves())
    def a_step_fails_half_way(self, move: Move) -> None:
        """What hangs on a step fails: the dossier stays as it was."""
        self.lives[move.life].ask_and_break(move.command, move.papers)

    def _begin(self, opening: Opening, terms: Terms, at: datetime, channel: Channel) -> None:
        cast = (HERE, ELSEWHERE)[len(self.lives)]
        life = Life(self.new_host(), cast, opening, terms, self.setting(), self.tally, self.told, at)
        self.tally.lives += 1
        life.hand_in(cast.careful(CommandKind.SUBMIT, at, channel=channel))
        self.lives.append(life)

    def _ask(self, move: Move) -> None:
        self.lives[move.life].ask(move.command, move.papers)
        for life in self.lives:
            if life is not self.lives[move.life]:
                life.compare()
