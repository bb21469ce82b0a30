"""How long a process takes on no calendar at all: the longest chain of its steps, exact, and sums by unit.

Working days and working hours are one measure, ``hours_per_day`` hours each day. Calendar days, hours by the clock and months are
others: they are reported beside each other and never added.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from cchc.model.process import Budget, Process, Stage, StepKind
from cchc.simulation.granted import UnitReading, reading_of
from cchc.simulation.graph import Block, graph_of

Measure = Literal["working_hour", "day", "hour", "month"]
Amounts = Mapping[Measure, Fraction]

_MEASURE: dict[str, tuple[Measure, int]] = {
    "working_hour": ("working_hour", 1),
    "day": ("day", 1),
    "week": ("day", 7),
    "hour": ("hour", 1),
    "month": ("month", 1),
}


@dataclass(frozen=True, slots=True)
class ChainLength:
    """The longest chain of a process (đường găng), without a calendar.

    ``totals`` are its sums by measure: working hours, calendar days, hours by the clock, months. ``steps`` is empty where
    branches are in different measures and only a calendar could tell which is longer; ``totals`` then holds the largest of each.
    """

    steps: tuple[str, ...]
    totals: Amounts
    hours_per_day: int | Fraction

    @property
    def mixed(self) -> bool:
        """Whether more than one measure stands side by side."""
        return len(self.totals) > 1

    @property
    def working_hours(self) -> Fraction | None:
        """The length in working hours; ``None`` where another measure takes part."""
        if self.totals.keys() - {"working_hour"}:
            return None
        return self.totals.get("working_hour", Fraction(0))

    @property
    def working_days(self) -> Fraction | None:
        """The length in working days; ``None`` where another measure takes part."""
        hours = self.working_hours
        return None if hours is None else hours / self.hours_per_day


def longest_chain(process: Process, *, without: Collection[str] = ()) -> ChainLength:
    """Return the longest chain of the steps that count; steps named in ``without`` take no time.

    A time counted from the start of the whole ends its step then, if nothing before it ends later.

    Raises:
        ProcessError: the steps have no order.

    >>> five = {"count": 5, "unit": "working_day"}
    >>> steps = [{"id": "a", "budget": five}, {"id": "b", "budget": {"count": "0,5", "unit": "working_day"}, "after": []}]
    >>> longest_chain(Process.model_validate({"id": "p", "name": "…", "steps": steps})).working_days
    Fraction(5, 1)
    """
    graph, reading = graph_of(process), reading_of(process)
    reached: list[_Way] = [_START] * len(graph.blocks)
    for place in graph.order:
        before = [reached[one] for one in graph.before[place]]
        way = _longest(_first(before, graph.blocks[place].needed(len(before))))
        own, bound = _own(graph.blocks[place], reading, without)
        if bound is not None and not own:
            way = _longest([way, _Way(None, None, bound)])
        reached[place] = _Way(place, way, sum_of((way.amounts, own)), way.decided)
    longest = _longest([reached[place] for place, after in enumerate(graph.after) if not after])
    steps = (step for place in reversed([*longest.places()]) for step in graph.blocks[place].steps)
    names = tuple(step.id for step in steps if step.counted and step.id not in without)
    return ChainLength(names if longest.decided else (), longest.amounts, process.hours_per_day)


def stage_totals(process: Process) -> tuple[tuple[Stage, Amounts], ...]:
    """Return each stage with the sum of its steps by measure, one after the other; a group counts once.

    Raises:
        ProcessError: the steps have no order.
    """
    reading = reading_of(process)
    blocks = graph_of(process).blocks
    return tuple(
        (stage, sum_of(_own(block, reading, ())[0] for block in blocks if block.steps[0].id in stage.steps)) for stage in process.stages
    )


def sum_of(amounts: Iterable[Amounts]) -> Amounts:
    """Return sums by measure added together."""
    total: dict[Measure, Fraction] = {}
    for one in amounts:
        for measure, amount in one.items():
            total[measure] = total[measure] + amount if measure in total else amount
    return total


def _own(block: Block, reading: UnitReading, without: Collection[str]) -> tuple[Amounts, Amounts | None]:
    """What a block takes itself, and its time from the start of the whole."""
    taken = [step for step in block.steps if step.counted and step.id not in without]
    if not taken:
        return {}, None
    bound = next((step.deadline_from_start for step in taken if step.deadline_from_start), None)
    interlinked = block.steps[0].kind is StepKind.INTERLINKED
    return _amounts(block.budget, reading, interlinked=interlinked), None if bound is None else _amounts(bound, reading)


def _amounts(budget: Budget | None, reading: UnitReading, *, interlinked: bool = False) -> Amounts:
    if budget is None or not budget.count:
        return {}
    unit = reading.unit_of(budget, interlinked=interlinked)
    if unit == "working_day":
        return {"working_hour": Fraction(budget.count * reading.hours_per_day)}
    if unit not in _MEASURE:
        return {}
    measure, times = _MEASURE[unit]
    return {measure: Fraction(budget.count * times)}


@dataclass(frozen=True, slots=True)
class _Way:
    """A chain by its last block and the way to it, with its sums; undecided where no way before was the longest."""

    place: int | None
    before: _Way | None
    amounts: Amounts
    decided: bool = True

    def places(self) -> Iterator[int]:
        """The blocks, the last one first."""
        way: _Way | None = self
        while way is not None:
            if way.place is not None:
                yield way.place
            way = way.before


_START = _Way(None, None, {})


def _first(ways: list[_Way], needed: int) -> list[_Way]:
    """The ``needed`` shortest ways, where they can be told; else all of them."""
    if needed == len(ways) or any(way.amounts.keys() - {"working_hour"} for way in ways):
        return ways
    return sorted(ways, key=lambda way: way.amounts.get("working_hour", Fraction(0)))[:needed]


def _longest(ways: list[_Way]) -> _Way:
    """The way that is at least as long as every other in every measure; else the largest amounts, undecided."""
    if len(ways) < 2:
        return ways[0] if ways else _START
    largest: dict[Measure, Fraction] = {}
    for way in ways:
        for measure, amount in way.amounts.items():
            largest[measure] = max(amount, largest.get(measure, amount))
    return next((way for way in ways if way.amounts == largest), _Way(None, None, largest, decided=False))
