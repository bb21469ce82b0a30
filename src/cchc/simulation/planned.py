"""A process on a calendar as values: each step with its times, each bound with the latest ones, the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from cchc.model.process import Process, Step
from cchc.model.time_limit import TimeLimit
from cchc.simulation.granted import UnitReading

BoundKind = Literal["statutory", "committed", "wanted", "own"]


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step with its earliest times: from when it can begin to when it is done, if all take the time they are granted.

    ``limit`` is what it takes (``None``: no time), ``must_end_by`` its time counted from the start of the whole, ``critical``
    whether it counts and the end of the whole hangs on it. The steps of a group have the times of the group.
    """

    step: Step
    start: datetime
    finish: datetime
    limit: TimeLimit | None
    must_end_by: datetime | None
    critical: bool
    left_out: bool

    @property
    def too_late(self) -> bool:
        """Whether it ends after its time counted from the start of the whole."""
        return self.must_end_by is not None and self.finish > self.must_end_by


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest times of a step that still keep a bound (muộn nhất).

    ``slack`` is the working time of its own agency from its earliest to its latest end (thời gian dự trữ): negative where the bound
    is missed.
    """

    start: datetime
    finish: datetime
    slack: timedelta


@dataclass(frozen=True, slots=True)
class Bound:
    """What the whole is held against: the statutory limit, the committed one, or the moment that was asked for.

    A process that declares no time is held against its ``own`` end, so that its steps have slack all the same.

    ``steps`` holds the latest times by the step's id; ``spare`` is working time left after the last step, negative when late.
    """

    kind: BoundKind
    limit: TimeLimit | None
    due: datetime
    spare: timedelta
    steps: Mapping[str, Latest]

    @property
    def kept(self) -> bool:
        """Whether the process ends in time."""
        return self.spare >= timedelta()


@dataclass(frozen=True, slots=True)
class Schedule:
    """A process on a calendar (lịch thực hiện quy trình).

    ``critical_path`` names the steps on which the end hangs, in order; where several chains do, one of them (``critical`` of a
    step tells them all). ``untimed`` names the steps that count and have no time: the end is then the earliest possible.
    ``provisional`` says that it was made on a forecast, not on an official calendar.
    """

    process: Process
    received: datetime
    finish: datetime
    steps: tuple[PlannedStep, ...]
    critical_path: tuple[str, ...]
    bounds: tuple[Bound, ...]
    untimed: tuple[str, ...]
    reading: UnitReading
    provisional: bool

    def bound(self, kind: BoundKind) -> Bound | None:
        """Return the bound of that kind, if the process has one."""
        return next((one for one in self.bounds if one.kind == kind), None)
