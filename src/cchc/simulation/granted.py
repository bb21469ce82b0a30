"""What time a budget grants: which unit its "ngày" and "giờ" are, and on which clock the whole runs.

The rules are of docs/adr/0014: "ngày" is a calendar day unless the record itself shows that it is one of work, and one
process runs on one clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from cchc.errors import ProcessError
from cchc.model.process import Budget, BudgetUnit, Process, StepKind
from cchc.model.time_limit import (
    CalendarDays,
    Hours,
    Immediate,
    Months,
    SameDay,
    TimeLimit,
    Weeks,
    WorkingDays,
    WorkingHours,
)

_LONGEST_DAY = 24
_OF_WORK = ("working_day", "working_hour")
_KINDS: dict[str, type[WorkingDays | CalendarDays | WorkingHours | Hours | Weeks | Months]] = {
    "working_day": WorkingDays,
    "day": CalendarDays,
    "working_hour": WorkingHours,
    "hour": Hours,
    "week": Weeks,
    "month": Months,
}


@dataclass(frozen=True, slots=True)
class UnitReading:
    """How the times of one process are read (cách đọc thời gian của quy trình).

    ``days_of_work`` and ``hours_of_work``: a bare "ngày" or "giờ" is one of work. ``on_hours``: some time is in working hours
    or in parts of a working day, so that all working days of the process run on the office's hours, ``hours_per_day`` each.
    """

    days_of_work: bool
    hours_of_work: bool
    on_hours: bool
    hours_per_day: int | Fraction

    def unit_of(self, budget: Budget, *, interlinked: bool = False) -> BudgetUnit:
        """Return the unit that ``budget`` is in, when read so; the "giờ" of an ``interlinked`` procedure are the law's, by the clock."""
        if budget.unit == "day" and self.days_of_work:
            return "working_day"
        if budget.unit == "hour" and self.hours_of_work and not interlinked:
            return "working_hour"
        return budget.unit

    def limit_of(self, budget: Budget | None, *, own_clock: bool = False, interlinked: bool = False) -> TimeLimit | None:
        """Return the time limit that ``budget`` grants; ``None`` for no time at all.

        With ``own_clock`` whole working days are counted by the day whatever the process does: the whole, and an
        interlinked procedure, have limits of the law.
        """
        if budget is None:
            return None
        unit, count = self.unit_of(budget, interlinked=interlinked), budget.count
        if unit in ("same_day", "immediate"):
            return SameDay() if unit == "same_day" else Immediate()
        if not count:
            return None
        if unit == "working_day" and self.on_hours and not ((own_clock or interlinked) and isinstance(count, int)):
            return _limit("working_hour", count * self.hours_per_day)
        return _limit(unit, count)


@lru_cache(maxsize=1_024)
def _limit(unit: str, count: int | Fraction) -> TimeLimit:
    """A limit of one unit; remembered, for a process repeats a few of them."""
    return _KINDS[unit](count=count)


def reading_of(process: Process) -> UnitReading:
    """Return how the times of ``process`` are to be read.

    A bare "ngày" is a day of work where the heading of the column says so, where one of them is a fraction (no calendar day is
    divided), or where the whole is in working days and no step is; else it is a calendar day. A bare "giờ" is an hour of
    work wherever the process counts in working time at all; else it is an hour by the clock.

    Raises:
        ProcessError: its days have no hours, or more than 24; a time is negative.

    >>> from cchc.model.process import Step
    >>> halves = Process(id="p", name="…", steps=(Step(id="a", budget={"count": "0,5", "unit": "day"}),))
    >>> reading_of(halves).days_of_work, reading_of(halves).on_hours
    (True, True)
    """
    if not 0 < process.hours_per_day <= _LONGEST_DAY:
        raise ProcessError(f"process {process.id[:40]!r} has days of {process.hours_per_day} working hours; write `hours_per_day` up to 24")
    steps = list(_budgets(process))
    if any(one.count < 0 for one in steps):
        raise ProcessError(f"process {process.id[:40]!r} has a step with less than no time; mend its `budget`")
    wholes = [one for one in (process.declared, process.committed) if one is not None]
    work_in_steps = any(one.unit in _OF_WORK for one in steps)
    work_in_whole = any(one.unit in _OF_WORK for one in wholes)
    days = (
        process.heading_unit in _OF_WORK
        or any(one.unit == "day" and not isinstance(one.count, int) for one in steps)
        or (work_in_whole and not work_in_steps)
    )
    hours = days or work_in_steps or work_in_whole
    on_hours = any(
        one.unit == "working_hour"
        or (one.unit == "hour" and hours)
        or (not isinstance(one.count, int) and (one.unit == "working_day" or (one.unit == "day" and days)))
        for one in _budgets(process, interlinked=False)
    )
    return UnitReading(days, hours, on_hours, process.hours_per_day)


def _budgets(process: Process, *, interlinked: bool = True) -> Iterator[Budget]:
    yield from (group.budget for group in process.groups)
    for step in process.steps:
        if interlinked or step.kind is not StepKind.INTERLINKED:
            yield from (one for one in (step.budget, step.deadline_from_start) if one is not None)
