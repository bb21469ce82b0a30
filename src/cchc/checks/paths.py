"""The graph of a process with what is wrong in it: unknown and circular references, ways to the end, the longest chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from cchc.model.process import Budget, Process, Step


@dataclass(frozen=True, slots=True)
class Graph:
    """Steps by position: which come before each, which references lead nowhere, and an order that respects them.

    Steps on a cycle, and those that wait for one, are missing from ``order``.
    """

    before: tuple[tuple[int, ...], ...]
    unknown: tuple[tuple[int, str], ...]
    order: tuple[int, ...]

    @property
    def last(self) -> tuple[int, ...]:
        """The positions that no step waits for."""
        waited = {one for before in self.before for one in before}
        return tuple(place for place in range(len(self.before)) if place not in waited)

    @property
    def stuck(self) -> tuple[int, ...]:
        """The positions that cannot be reached: on a cycle or behind one."""
        return tuple(place for place in range(len(self.before)) if place not in set(self.order))


def graph_of(process: Process) -> Graph:
    """Return the graph of the steps; a plain list is a chain.

    >>> graph_of(Process(id="p", name="…", steps=(Step(id="a"), Step(id="b")))).last
    (1,)
    """
    places: dict[str, int] = {}
    for place, step in enumerate(process.steps):
        places.setdefault(step.id, place)
    before: list[tuple[int, ...]] = []
    unknown: list[tuple[int, str]] = []
    for place, step in enumerate(process.steps):
        if step.after is None:
            before.append((place - 1,) if place else ())
            continue
        before.append(tuple(places[one] for one in step.after if one in places))
        unknown += [(place, one) for one in step.after if one not in places]
    return Graph(tuple(before), tuple(unknown), _order(before))


def _order(before: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    waiting = [len(set(one)) for one in before]
    after: list[list[int]] = [[] for _ in before]
    for place, those in enumerate(before):
        for one in set(those):
            after[one].append(place)
    ready = [place for place, count in enumerate(waiting) if not count]
    order: list[int] = []
    while ready:
        place = ready.pop()
        order.append(place)
        for one in after[place]:
            waiting[one] -= 1
            if not waiting[one]:
                ready.append(one)
    return tuple(order)


@dataclass(frozen=True, slots=True)
class Length:
    """How long a process takes: the longest chain, and all steps one after the other, in ``unit`` (hours of work, or one unit).

    ``least`` is the longest chain without steps that need a condition or a choice; ``spread`` how much more the longest chain may
    be because "within the day" takes between nothing and a day.
    """

    chain: Fraction
    row: Fraction
    unit: str
    least: Fraction
    spread: Fraction = Fraction(0)
    finish: tuple[Fraction, ...] = ()


def counted_budget(process: Process, step: Step) -> Budget | None:
    """Return the own time of a step that takes time of the limit; of a group the first step carries it."""
    if not step.counted:
        return None
    shared = next((group.budget for group in process.groups if group.id == step.group), None)
    if shared is None:
        return step.budget
    first = next(one for one in process.steps if one.group == step.group and one.counted)
    return shared if first is step else None


def without_time(process: Process) -> tuple[int, ...]:
    """Return the positions of steps that count and to which no time is granted."""
    grouped = {group.id for group in process.groups}
    return tuple(
        place
        for place, step in enumerate(process.steps)
        if step.counted and step.budget is None and step.deadline_from_start is None and step.group not in grouped
    )


def length_of(process: Process, graph: Graph | None = None, *, elapsed: bool = False) -> Length | None:
    """Return how long the steps take; ``None`` where no step has a time, or months stand beside days.

    Offices write "giờ" for hours of work; with ``elapsed`` twenty-four of them are a day.
    """
    graph = graph or graph_of(process)
    budgets = [counted_budget(process, step) for step in process.steps]
    bounds = [step.deadline_from_start for step in process.steps]
    unit = common_unit([*budgets, *bounds, process.declared])
    if unit is None or not any(budgets):
        return None
    hours = process.hours_per_day
    own = [_length(one, unit, hours, elapsed=elapsed) for one in budgets]
    sure = [Fraction(0) if step.condition or step.optional else one for step, one in zip(process.steps, own, strict=True)]
    day = Fraction(hours) if unit == "working_hour" else Fraction(1)
    loose = [day if one is not None and one.unit in ("same_day", "immediate") else Fraction(0) for one in budgets]
    ends = [None if one is None else _length(one, unit, hours, elapsed=elapsed) for one in bounds]
    finish = _finish(graph, own, ends)
    least, spread = _finish(graph, sure, ends), _finish(graph, loose, [None] * len(loose))
    return Length(max(finish), sum(own, Fraction(0)), unit, max(least), max(spread), finish)


def _length(budget: Budget | None, unit: str, hours_per_day: int | Fraction, *, elapsed: bool) -> Fraction:
    if budget is None:
        return Fraction(0)
    length = measure(budget, unit, hours_per_day)
    return length * Fraction(hours_per_day) / 24 if elapsed and budget.unit == "hour" else length


def _finish(graph: Graph, own: Sequence[Fraction], ends: Sequence[Fraction | None]) -> tuple[Fraction, ...]:
    """When each step is done at the earliest, counted from the start; one that has an end from the start, not before it."""
    finish = [Fraction(0)] * len(own)
    for place in graph.order:
        done = own[place] + max((finish[one] for one in graph.before[place]), default=Fraction(0))
        finish[place] = max(done, ends[place] or Fraction(0))
    return tuple(finish)


def common_unit(budgets: Sequence[Budget | None]) -> str | None:
    """Return the unit in which these can be added: hours of work, or weeks or months where all are of that unit."""
    units = {one.unit for one in budgets if one is not None} - {"same_day", "immediate"}
    if units & {"week", "month"}:
        return units.pop() if len(units) == 1 else None
    return "working_hour"


def measure(budget: Budget, unit: str, hours_per_day: int | Fraction) -> Fraction:
    """Return a budget in ``unit``, which is one of :func:`common_unit`."""
    if unit == "working_hour":
        hours = budget.in_working_hours(hours_per_day)
        return Fraction(0) if hours is None else hours
    return Fraction(0) if budget.unit in ("same_day", "immediate") else Fraction(budget.count)
