"""Two hundred steps: the longest chain and the whole schedule against the bare order of the same graph with its sums."""

from __future__ import annotations

import random
from datetime import datetime
from fractions import Fraction
from graphlib import TopologicalSorter

from pytest_benchmark.fixture import BenchmarkFixture
from rounds import Contender, Race, gate, interleaved

from cchc.model.instant import VIETNAM_TIME
from cchc.model.process import Process
from cchc.rulebook import load_calendar
from cchc.simulation.critical_path import longest_chain
from cchc.simulation.schedule import schedule

CALENDAR = load_calendar()
RECEIVED = datetime(2026, 1, 5, 9, tzinfo=VIETNAM_TIME)


def drawn_process(steps: int = 200) -> Process:
    """A graph with up to three steps in front of each, half days among the times, against two limits."""
    dice = random.Random(2026)
    rows = [
        {
            "id": str(number),
            "budget": {"count": dice.choice(["1/2", "1", "2"]), "unit": "working_day"},
            "after": sorted({str(max(0, number - dice.randint(1, 12))) for _ in range(3)} if number else ()),
        }
        for number in range(steps)
    ]
    limits = {name: {"count": count, "unit": "working_day"} for name, count in (("declared", 120), ("committed", 60))}
    return Process.model_validate({"id": "drawn", "name": "…", "steps": rows, **limits})


PROCESS = drawn_process()


def bare() -> Fraction:
    """The least that any longest path needs: an order, and a sum and a comparison for each edge."""
    steps = {step.id: step for step in PROCESS.steps}
    done: dict[str, Fraction] = {}
    for name in TopologicalSorter({step.id: step.after or () for step in PROCESS.steps}).static_order():
        step = steps[name]
        assert step.budget is not None
        done[name] = max((done[one] for one in step.after or ()), default=Fraction(0)) + Fraction(step.budget.count) * 8
    return max(done.values())


def measure() -> Race:
    return interleaved(
        {
            "bare": Contender(bare),
            "chain": Contender(lambda: longest_chain(PROCESS)),
            "schedule": Contender(lambda: schedule(PROCESS, RECEIVED, CALENDAR)),
        }
    )


def over(race: Race, name: str) -> float:
    return race[name].median / race["bare"].median


def test_the_sums_agree() -> None:
    assert longest_chain(PROCESS).working_hours == bare()


def test_longest_chain() -> None:
    gate("longest chain of 200 steps over graphlib's order with the same sums", measure, lambda race: over(race, "chain"), most=4)


def test_schedule() -> None:
    gate("200 steps on a calendar against two limits, over the same", measure, lambda race: over(race, "schedule"), most=6)


class TestFigures:
    """Absolute times for people (`make bench`)."""

    def test_longest_chain_of_200_steps(self, benchmark: BenchmarkFixture) -> None:
        benchmark(longest_chain, PROCESS)

    def test_schedule_of_200_steps(self, benchmark: BenchmarkFixture) -> None:
        benchmark(schedule, PROCESS, RECEIVED, CALENDAR)
