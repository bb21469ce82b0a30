"""A process at work (lượt chạy quy trình): which steps are open, due when, done in time or late.

A run is a fold of what happened to its steps. A step opens when the steps before it are done: all of them, or as many as
its ``join`` says. A step that is left out counts as done when its turn comes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from cchc.errors import ProcessError
from cchc.model.labels import LabelledEnum
from cchc.model.procedure_limit import OnTimeout
from cchc.model.process import Process, Step, StepKind
from cchc.runs.steps import StepAction, StepEvent, act
from cchc.simulation.desk import Desks
from cchc.simulation.granted import reading_of
from cchc.simulation.graph import graph_of

_ENDING = frozenset({OnTimeout.STOP, OnTimeout.EXPIRE, OnTimeout.REJECT})


class StepStatus(LabelledEnum):
    """Where a step stands (trạng thái bước)."""

    WAITING = "waiting", "Chưa đến lượt", "Waiting"
    OPEN = "open", "Đang thực hiện", "Open"
    DONE = "done", "Đã xong", "Done"
    SKIPPED = "skipped", "Bỏ qua", "Not taken"
    LAPSED = "lapsed", "Hết hạn, theo hệ quả luật định", "Lapsed, as the law attaches"


class RunState(LabelledEnum):
    """Where a run stands."""

    RUNNING = "running", "Đang thực hiện", "Running"
    FINISHED = "finished", "Đã hoàn thành", "Finished"
    STOPPED = "stopped", "Dừng theo quy định", "Stopped, as the law attaches to a time that ran out"


@dataclass(frozen=True, slots=True)
class StepRun:
    """A step in a run: since when it is open, when it is due, how it ended, and which time round this is (from 1)."""

    step: Step
    status: StepStatus = StepStatus.WAITING
    opened_at: datetime | None = None
    due: datetime | None = None
    finished_at: datetime | None = None
    outcome: str = ""
    round: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it can be worked on now."""
        return self.status is StepStatus.OPEN

    def is_late(self, now: datetime) -> bool:
        """Return whether it ended after its due moment, or is still open after it at ``now``."""
        until = self.finished_at or (now if self.is_open else None)
        return self.due is not None and until is not None and until > self.due


@dataclass(frozen=True, slots=True)
class Run:
    """A run after its events: each step by id, in printed order."""

    process: Process
    started_at: datetime
    state: RunState
    steps: Mapping[str, StepRun]
    before: Mapping[str, tuple[str, ...]]
    last_at: datetime | None = None

    @property
    def is_running(self) -> bool:
        """Whether something is left to do."""
        return self.state is RunState.RUNNING

    @property
    def open(self) -> tuple[StepRun, ...]:
        """The steps that can be worked on now."""
        return tuple(one for one in self.steps.values() if one.is_open)

    @property
    def finished_at(self) -> datetime | None:
        """When the last step ended; ``None`` while it runs."""
        ends = [one.finished_at for one in self.steps.values() if one.finished_at is not None]
        return max(ends) if ends and not self.is_running else None

    def earlier_than(self, step: str) -> frozenset[str]:
        """Return the steps that a way leads back to from ``step``: those before it, near and far, and its own ``loop_to``."""
        found: set[str] = set()
        waiting = list(self.before[step])
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self.before[one]
        return frozenset(found | ({self.steps[step].step.loop_to} if self.steps[step].step.loop_to else set()))


def run_of(process: Process, started_at: datetime, events: Iterable[StepEvent], desks: Desks, *, left_out: Collection[str] = ()) -> Run:
    """Return the run of ``process`` that started at ``started_at``, after ``events`` in the order in which they happened.

    ``left_out`` names optional or conditional steps that this run does not take. Costs one pass of the graph an event.

    Raises:
        ProcessError: the process has no order, or an event could not have happened; the message says why.
        CalendarCoverageError: the calendar does not reach a due moment.

    >>> from cchc.model.instant import VIETNAM_TIME
    >>> from cchc.rulebook import load_calendar
    >>> process = Process(id="p", name="…", steps=(Step(id="a", budget={"count": 1, "unit": "working_day"}), Step(id="b")))
    >>> run = run_of(process, datetime(2026, 11, 20, 9, tzinfo=VIETNAM_TIME), [], Desks(load_calendar()))
    >>> [(one.step.id, one.due.isoformat()) for one in run.open]
    [('a', '2026-11-23T23:59:59+07:00')]
    """
    graph_of(process)
    before = MappingProxyType({step.id: names for step, names in process.predecessors()})
    steps = {step.id: StepRun(step) for step in process.steps}
    run = _opened(Run(process, started_at, RunState.RUNNING, steps, before), desks, frozenset(left_out))
    for event in events:
        against = act(run, event)
        if against:
            raise ProcessError(f"step {event.step[:40]!r} at {event.at}: {'; '.join(one.message_en for one in against)}")
        run = _opened(_happened(run, event), desks, frozenset(left_out))
    return run


def _happened(run: Run, event: StepEvent) -> Run:
    steps = dict(run.steps)
    found = steps[event.step]
    state = run.state
    if event.action is StepAction.RETURN:
        again = {name for name in steps if name == event.to or event.to in run.earlier_than(name)}
        for name in again:
            steps[name] = StepRun(steps[name].step, round=steps[name].round + 1)
        steps[event.to] = replace(steps[event.to], status=StepStatus.OPEN, opened_at=event.at)
    else:
        status = {StepAction.FINISH: StepStatus.DONE, StepAction.SKIP: StepStatus.SKIPPED, StepAction.LAPSE: StepStatus.LAPSED}[
            event.action
        ]
        outcome = event.outcome or (found.step.on_timeout.value if status is StepStatus.LAPSED and found.step.on_timeout else "")
        steps[event.step] = replace(found, status=status, finished_at=event.at, outcome=outcome)
        if status is StepStatus.LAPSED and found.step.on_timeout in _ENDING:
            state = RunState.STOPPED
    return replace(run, steps=steps, state=state, last_at=event.at)


def _opened(run: Run, desks: Desks, left_out: frozenset[str]) -> Run:
    """The run with every step opened whose turn has come; a step left out ends as soon as its turn comes."""
    if not run.is_running:
        return replace(run, steps=MappingProxyType(dict(run.steps)))
    steps, moved = dict(run.steps), True
    while moved:
        moved = False
        for name, one in steps.items():
            turn = _turn(one.step, [steps[other] for other in run.before[name]], run.started_at)
            if one.status is StepStatus.OPEN and one.due is None:
                steps[name] = replace(one, due=_due(one, steps, run, desks))
            elif one.status is StepStatus.WAITING and turn is not None:
                if name in left_out:
                    steps[name] = replace(one, status=StepStatus.SKIPPED, opened_at=turn, finished_at=turn)
                else:
                    opened = replace(one, status=StepStatus.OPEN, opened_at=turn)
                    steps[name] = opened
                    steps[name] = replace(opened, due=_due(opened, steps, run, desks))
                moved = True
    ended = all(one.finished_at is not None for one in steps.values())
    return replace(run, steps=MappingProxyType(steps), state=RunState.FINISHED if ended else run.state)


def _turn(step: Step, before: list[StepRun], started_at: datetime) -> datetime | None:
    """When the turn of a step came; ``None`` while it waits."""
    ends = sorted(one.finished_at for one in before if one.finished_at is not None)
    needed = min(step.join or len(before), len(before))
    if len(ends) < needed:
        return None
    return ends[needed - 1] if needed else started_at


def _due(one: StepRun, steps: Mapping[str, StepRun], run: Run, desks: Desks) -> datetime | None:
    """The earliest of the step's own time, that of its group, and that counted from the start of the whole."""
    reading, desk = reading_of(run.process), desks.of(one.step.agency)
    assert one.opened_at is not None
    ends: list[datetime] = []
    if (own := reading.limit_of(one.step.budget, interlinked=one.step.kind is StepKind.INTERLINKED)) is not None:
        ends.append(desk.finish(one.opened_at, own))
    if one.step.group:
        budget = next(group.budget for group in run.process.groups if group.id == one.step.group)
        begun = min(other.opened_at for other in steps.values() if other.step.group == one.step.group and other.opened_at is not None)
        ends.append(desk.finish(begun, reading.limit_of(budget)))
    if (whole := reading.limit_of(one.step.deadline_from_start)) is not None:
        ends.append(desk.finish(run.started_at, whole))
    return min(ends) if ends else None
