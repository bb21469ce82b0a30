"""When each step of a process begins and ends on real calendars: earliest, latest, slack, and what decides the end.

The worst case by default: each step takes all the time it is granted, every condition holds, every optional step is taken.
Ways back are not taken. A step that does not count takes no time (docs/adr/0014).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from cchc.deadlines.office_hours import OfficeHours
from cchc.deadlines.working_calendar import AnyCalendar, ForecastCalendar
from cchc.errors import ChoiceError, ProcessError
from cchc.model.instant import vietnam_instant
from cchc.model.process import Budget, Process, Step, StepKind
from cchc.model.time_limit import TimeLimit
from cchc.simulation.desk import Desk, Desks
from cchc.simulation.granted import reading_of
from cchc.simulation.graph import Graph, graph_of
from cchc.simulation.planned import Bound, BoundKind, Latest, PlannedStep, Schedule


def schedule(
    process: Process,
    received: datetime,
    calendar: AnyCalendar,
    offices: Mapping[str, OfficeHours] | None = None,
    *,
    limit: TimeLimit | None = None,
    without: Collection[str] = (),
) -> Schedule:
    """Return when each step begins and ends if the process starts at ``received``, against its statutory and committed limits.

    ``offices`` gives an agency its hours, closures and counting days by the name the steps give it; ``""`` is everybody
    else's. ``limit`` takes the place of the whole time the process declares. ``without`` names optional or conditional steps
    that are not taken.

    Raises:
        ProcessError: the process has no order, or no time at all.
        ChoiceError: a step of ``without`` is neither optional nor conditional.
        CalendarCoverageError: the calendar does not reach the end.
        NaiveDatetimeError, OtherZoneError: ``received`` is no instant of Vietnam's time.

    >>> from cchc.model.instant import VIETNAM_TIME
    >>> from cchc.rulebook import load_calendar
    >>> two_days = {"count": 2, "unit": "working_day"}
    >>> steps = [{"id": "ks", "budget": {"count": 0, "unit": "same_day"}}, {"id": "tt", "budget": two_days, "after": ["ks"]},
    ...          {"id": "bhyt", "budget": two_days, "after": ["ks"]}]
    >>> child = Process.model_validate({"id": "lt", "name": "Khai sinh, thường trú, BHYT", "steps": steps})
    >>> schedule(child, datetime(2026, 2, 12, 9, tzinfo=VIETNAM_TIME), load_calendar()).finish.isoformat()  # Tết 16-20/2
    '2026-02-23T23:59:59+07:00'
    """
    plan = _Plan(process, calendar, offices or {}, without)
    return plan.forward(vietnam_instant(received, "the receipt"), plan.wholes(limit) or None)


def start_by(
    process: Process,
    finish: datetime,
    calendar: AnyCalendar,
    offices: Mapping[str, OfficeHours] | None = None,
    *,
    without: Collection[str] = (),
) -> Schedule:
    """Return the schedule of the latest start with which the process still ends by ``finish`` ("to sign on Friday …").

    Its ``received`` is that moment: any later one ends after ``finish``. At the end of a day it means any time of that day. The bound
    ``wanted`` holds the latest times.

    Raises:
        ProcessError, ChoiceError, CalendarCoverageError, NaiveDatetimeError, OtherZoneError: as :func:`schedule`.

    >>> from cchc.model.instant import VIETNAM_TIME
    >>> from cchc.rulebook import load_calendar
    >>> one = Process.model_validate({"id": "p", "name": "…", "steps": [{"id": "a", "budget": {"count": 5, "unit": "working_day"}}]})
    >>> start_by(one, datetime(2026, 2, 27, 17, tzinfo=VIETNAM_TIME), load_calendar()).received.isoformat()
    '2026-02-12T23:59:59+07:00'
    """
    plan = _Plan(process, calendar, offices or {}, without)
    vietnam_instant(finish, "the finish")
    return plan.forward(plan.latest_start(finish), (("wanted", finish),))


class _Plan:
    """A process made ready for the passes: blocks in order, each with its desk and its times as limits."""

    def __init__(self, process: Process, calendar: AnyCalendar, offices: Mapping[str, OfficeHours], without: Collection[str]) -> None:
        desks = Desks(calendar, offices)
        self.process = process
        self.provisional = isinstance(calendar, ForecastCalendar)
        self.graph: Graph = graph_of(process)
        self.reading = reading_of(process)
        self.left_out = _left_out(process, without)
        self.whole_desk = desks.of(process.agency)
        blocks = self.graph.blocks
        fronts = enumerate(zip(blocks, self.graph.before, strict=True))
        self.joins = {place for place, (block, before) in fronts if block.needed(len(before)) < len(before)}
        self.desks = [desks.of(block.steps[0].agency) for block in blocks]
        taken = [[step for step in block.steps if self._takes_place(step)] for block in blocks]
        self.limits = [self._limit(block.budget, those) for block, those in zip(blocks, taken, strict=True)]
        self.inner = [
            next((self._limit(step.deadline_from_start, [step]) for step in those if step.deadline_from_start), None) for those in taken
        ]
        self.untimed = tuple(
            step.id
            for block, those, inner in zip(blocks, taken, self.inner, strict=True)
            for step in those
            if block.budget is None and inner is None
        )
        if not any(self.inner) and not any(those and block.budget for block, those in zip(blocks, taken, strict=True)):
            raise ProcessError(f"no step of process {process.id[:40]!r} has a time; give the steps a `budget`")

    def _limit(self, budget: Budget | None, steps: list[Step]) -> TimeLimit | None:
        if not steps:
            return None
        return self.reading.limit_of(budget, interlinked=steps[0].kind is StepKind.INTERLINKED)

    def wholes(self, limit: TimeLimit | None) -> tuple[tuple[BoundKind, TimeLimit], ...]:
        """The limits of the whole: statutory (or the caller's), committed."""
        statutory = limit or self.reading.limit_of(self.process.declared, own_clock=True)
        committed = self.reading.limit_of(self.process.committed, own_clock=True)
        both: tuple[tuple[BoundKind, TimeLimit | None], ...] = (("statutory", statutory), ("committed", committed))
        return tuple((kind, one) for kind, one in both if one is not None)

    def forward(self, received: datetime, wholes: tuple[tuple[BoundKind, TimeLimit | datetime], ...] | None) -> Schedule:
        """The schedule from ``received``, held against ``wholes``, or against its own end."""
        graph = self.graph
        inner = [None if one is None else desk.finish(received, one) for desk, one in zip(self.desks, self.inner, strict=True)]
        starts, ends = [received] * len(inner), [received] * len(inner)
        for place in graph.order:
            done = [ends[one] for one in graph.before[place]]
            start = starts[place] = self._begins(place, done) if done else received
            limit, by = self.limits[place], inner[place]
            ends[place] = max(start, by) if limit is None and by is not None else self.desks[place].finish(start, limit)
        critical, path = self._critical(starts, ends, received)
        steps = {
            step.id: PlannedStep(
                step,
                starts[place],
                ends[place],
                self.limits[place],
                inner[place],
                place in critical and self._takes_place(step),
                step.id in self.left_out,
            )
            for place, block in enumerate(graph.blocks)
            for step in block.steps
        }
        held: tuple[tuple[BoundKind, TimeLimit | datetime], ...] = (("own", self._end(ends)),) if wholes is None else wholes
        bounds = tuple(self._bound(kind, one, received, inner, ends) for kind, one in held)
        in_order = tuple(steps[step.id] for step in self.process.steps)
        return Schedule(self.process, received, self._end(ends), in_order, path, bounds, self.untimed, self.reading, self.provisional)

    def _begins(self, place: int, done: list[datetime]) -> datetime:
        """When as many of those before a block are done as it needs."""
        return sorted(done)[self.graph.blocks[place].needed(len(done)) - 1] if place in self.joins else max(done)

    def _end(self, ends: Sequence[datetime]) -> datetime:
        """When the steps are done that no other waits for."""
        return max(end for end, after in zip(ends, self.graph.after, strict=True) if not after)

    def _critical(self, starts: list[datetime], ends: list[datetime], received: datetime) -> tuple[set[int], tuple[str, ...]]:
        """The blocks on which the end hangs, and one chain of them in order."""
        graph, last = self.graph, self._end(ends)

        def drivers(place: int) -> list[int]:
            if self.limits[place] is None and ends[place] > starts[place]:
                return []  # its time is counted from the start of the whole
            return [one for one in graph.before[place] if ends[one] == starts[place]]

        at_the_end = [place for place, after in enumerate(graph.after) if not after and ends[place] == last]
        found, waiting = set(at_the_end), list(at_the_end)
        while waiting:
            new = [one for one in drivers(waiting.pop()) if one not in found]
            found.update(new)
            waiting += new
        chain, place = [at_the_end[0]], at_the_end[0]
        while before := drivers(place):
            place = before[0]
            chain.append(place)
        steps = (step for place in reversed(chain) for step in graph.blocks[place].steps)
        return found, tuple(step.id for step in steps if self._takes_place(step))

    def _takes_place(self, step: Step) -> bool:
        return step.counted and step.id not in self.left_out

    def _bound(
        self,
        kind: BoundKind,
        whole: TimeLimit | datetime,
        received: datetime,
        inner: list[datetime | None],
        ends: list[datetime],
    ) -> Bound:
        limit = None if isinstance(whole, datetime) else whole
        due = whole if isinstance(whole, datetime) else self.whole_desk.finish(received, whole)
        starts, finishes = self._backward(due, inner, ends)
        latest = {
            step.id: Latest(starts[place], finishes[place], self.desks[place].elapsed(ends[place], finishes[place]))
            for place, block in enumerate(self.graph.blocks)
            for step in block.steps
        }
        return Bound(kind, limit, due, _spare(self.whole_desk, self._end(ends), due), latest)

    def _backward(self, due: datetime, inner: Sequence[datetime | None], ends: Sequence[datetime]) -> tuple[list[datetime], list[datetime]]:
        """The latest start and finish of each block; where others are enough for a join, a block need not hurry for it."""
        graph = self.graph
        starts, finishes = [due] * len(inner), [due] * len(inner)
        for place in reversed(graph.order):
            waiting = [starts[one] for one in graph.after[place] if not self._enough(one, place, starts[one], ends)]
            by = inner[place]
            free = graph.after[place] and not waiting
            finish = max(due, ends[place]) if free else min(waiting, default=due)
            finish = finishes[place] = finish if by is None else min(finish, by)
            starts[place] = self.desks[place].latest_start(finish, self.limits[place])
        return starts, finishes

    def _enough(self, place: int, but: int, by: datetime, ends: Sequence[datetime]) -> bool:
        """Whether the block at ``place`` can begin ``by`` then without the one at ``but``."""
        if place not in self.joins:
            return False
        before = self.graph.before[place]
        needed = self.graph.blocks[place].needed(len(before))
        return sum(ends[one] <= by for one in before if one != but) >= needed

    def latest_start(self, finish: datetime) -> datetime:
        """The last start from which all is done by ``finish``."""
        if self.joins:
            return self._searched_start(finish)
        starts, finishes = self._backward(finish, [None] * len(self.limits), ())
        first = [starts[place] for place, before in enumerate(self.graph.before) if not before]
        fixed = [
            desk.latest_start(end, inner)
            for desk, end, inner, limit in zip(self.desks, finishes, self.inner, self.limits, strict=True)
            if inner is not None and limit is None
        ]
        return min((*first, *fixed))

    def _searched_start(self, finish: datetime) -> datetime:
        """The last start by halving, second by second: where some of several steps are enough, no single pass finds it."""
        too_late, early = finish + timedelta(seconds=1), timedelta(days=1)
        while self.forward(finish - early, ()).finish > finish:
            early *= 2
        good = finish - early
        while too_late - good > timedelta(seconds=1):
            middle = good + (too_late - good) // timedelta(seconds=2) * timedelta(seconds=1)
            if self.forward(middle, ()).finish > finish:
                too_late = middle
            else:
                good = middle
        return good


def _spare(desk: Desk, finish: datetime, due: datetime) -> timedelta:
    """Working time from the end to the due moment; outside working time the clock's, so that late is late."""
    spare = desk.elapsed(finish, due)
    return spare if spare or finish <= due else due - finish


def _left_out(process: Process, without: Collection[str]) -> frozenset[str]:
    free = tuple(step.id for step in process.steps if step.optional or step.condition)
    for one in without:
        if one not in free:
            may = ", ".join(free) or "none"
            raise ChoiceError(f"step {one[:40]!r} cannot be left out; optional or conditional steps: {may}", free)
    return frozenset(without)
