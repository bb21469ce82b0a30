"""The speed lines of a dossier's life: our commands against bare transitions of python-statemachine, in one run."""

from __future__ import annotations

from collections.abc import Callable

import life_contenders as c
from pytest_benchmark.fixture import BenchmarkFixture
from rounds import Contender, Race, gate, interleaved

from cchc.model.dossier_state import State
from cchc.workflow import load, verify_history


def over(slow: str, fast: str) -> Callable[[Race], float]:
    return lambda race: race[slow].median / race[fast].median


class TestContendersDoWhatTheySay:
    def test_the_life_has_twelve_events_and_a_result(self) -> None:
        assert len(c.EVENTS) == 12
        assert c.DOSSIER.state is State.SETTLED
        assert verify_history(c.STORED).holds
        assert c.loaded() == c.replayed() == c.DOSSIER

    def test_the_command_has_guards_a_form_and_a_clock_entry(self) -> None:
        event = load(c.command())
        assert event == c.EVENTS[6]
        assert (event.form.value, event.clock[0].kind) == ("supplement", "suspend")

    def test_the_peer_moves(self) -> None:
        before = c.BARE.current_state_value, c.GUARDED.current_state_value
        c.bare_transition()
        c.GUARDED.go()
        assert c.BARE.current_state_value != before[0]
        assert c.GUARDED.current_state_value != before[1]


class TestGates:
    def test_a_command(self) -> None:
        def measure() -> Race:
            return interleaved({"command": Contender(c.command), "bare": Contender(c.bare_transition)})

        gate(
            "a command with guards, form, clock and hash over a bare transition of python-statemachine",
            measure,
            over("command", "bare"),
            most=0.69,
        )

    def test_a_life(self) -> None:
        def measure() -> Race:
            return interleaved({"life": Contender(c.life), "ten": Contender(c.ten_guarded_transitions)})

        gate("a life of 12 events over ten transitions of python-statemachine with two guards", measure, over("life", "ten"), most=1)

    def test_a_replay(self) -> None:
        def measure() -> Race:
            return interleaved({"replay": Contender(c.replayed), "bare": Contender(c.bare_transition)})

        gate("replay of 12 events over a bare transition of python-statemachine", measure, over("replay", "bare"), most=1.15)

    def test_a_dossier_at_rest(self) -> None:
        """The folded state and twelve events with their digests, as stored; a hundred thousand of them are 800 MB."""
        assert len(c.AT_REST) + sum(len(one.data) + len(one.digest) for one in c.STORED) <= 8_000


class TestFigures:
    """Absolute times for people (`make bench`)."""

    def test_command(self, benchmark: BenchmarkFixture) -> None:
        benchmark(c.command)

    def test_life(self, benchmark: BenchmarkFixture) -> None:
        benchmark(c.life)

    def test_replay(self, benchmark: BenchmarkFixture) -> None:
        benchmark(c.replayed)

    def test_load_and_replay(self, benchmark: BenchmarkFixture) -> None:
        benchmark(c.loaded)

    def test_bare_transition(self, benchmark: BenchmarkFixture) -> None:
        benchmark(c.bare_transition)
