"""A schedule by walking: every path of the graph, every day and every quarter of an hour, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from fractions import Fraction

from cchc.deadlines.office_hours import STANDARD_OFFICE, OfficeHours
from cchc.deadlines.working_calendar import AnyCalendar
from cchc.model.instant import VIETNAM_TIME
from cchc.model.process import Budget, Process

END = time(23, 59, 59)
QUARTER = timedelta(minutes=15)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=VIETNAM_TIME)


def end(year: int, month: int, day: int) -> datetime:
    return at(year, month, day, 23, 59, 59)


class Walker:
    """Finishes of budgets, found without any table; the process is declared in working days and has no fraction of a bare day."""

    def __init__(self, calendar: AnyCalendar, offices: dict[str, OfficeHours], process: Process) -> None:
        self.calendar = calendar
        self.offices = offices
        budgets = [step.budget for step in process.steps if step.budget is not None]
        self.on_hours = any(one.unit == "working_hour" or not isinstance(one.count, int) for one in budgets)
        self.days_of_work = not any(one.unit.startswith("working") for one in budgets)  # the whole is in working days

    def works(self, agency: str, day: datetime) -> bool:
        office = self.offices.get(agency, self.offices.get("", STANDARD_OFFICE))
        closure = office.closed(day.date())
        return self.calendar.is_working_day(day.date()) and not (closure is not None and closure.suspends_count)

    def finish(self, start: datetime, agency: str, budget: Budget | None) -> datetime:
        if budget is None or (not budget.count and budget.unit not in ("same_day", "immediate")):
            return start
        if budget.unit == "working_hour" or (budget.unit == "working_day" and self.on_hours):
            return self.hours(start, agency, Fraction(budget.count) * (8 if budget.unit == "working_day" else 1))
        day = start
        if budget.unit == "working_day" or (budget.unit == "day" and self.days_of_work):
            left = int(budget.count)
            while left:
                day += timedelta(days=1)
                left -= self.works(agency, day)
        else:
            days = {"day": 1, "week": 7, "same_day": 0, "immediate": 0}[budget.unit]
            day += timedelta(days=days * int(budget.count))
            while not self.calendar.is_working_day(day.date()):
                day += timedelta(days=1)
        return datetime.combine(day.date(), END, VIETNAM_TIME)

    def hours(self, start: datetime, agency: str, amount: Fraction) -> datetime:
        """Quarter by quarter; the start lies on a quarter or at the end of a day."""
        office = self.offices.get(agency, self.offices.get("", STANDARD_OFFICE))
        here = start + timedelta(seconds=start.second % 60 // 59)
        left = amount
        while left > 0:
            if not self.works(agency, here) or office.closed(here.date()) is not None:
                here = datetime.combine(here.date() + timedelta(days=1), time(), VIETNAM_TIME)
                continue
            sessions = office.sessions[here.weekday()]
            if any(opens <= here.time() < closes for opens, closes in sessions):
                left -= Fraction(1, 4)
            here += QUARTER
        return here


def paths(process: Process) -> Iterator[tuple[int, ...]]:
    """Every chain from a step that waits for none to one that none waits for."""
    place = {step.id: number for number, step in enumerate(process.steps)}
    before = [[place[one] for one in those] for _, those in process.predecessors()]
    waited = {one for those in before for one in those}

    def back(number: int) -> Iterator[tuple[int, ...]]:
        if not before[number]:
            yield (number,)
        for one in before[number]:
            yield from ((*path, number) for path in back(one))

    for number in range(len(before)):
        if number not in waited:
            yield from back(number)


def played(process: Process, start: datetime, walker: Walker) -> datetime:
    """Play the whole: each step begins when as many of those before it are done as it needs; return when the last ones are done."""
    done: dict[str, datetime] = {}
    for step, before in process.predecessors():
        ends = sorted(done[name] for name in before)
        begins = ends[(step.join or len(ends)) - 1 if (step.join or 0) <= len(ends) else -1] if ends else start
        done[step.id] = walker.finish(begins, step.agency, step.budget) if step.counted else begins
    waited = {name for _, before in process.predecessors() for name in before}
    return max(end for name, end in done.items() if name not in waited)


def walked(process: Process, path: tuple[int, ...], start: datetime, walker: Walker) -> datetime:
    """Walk one path, each step when the one before it is done."""
    here = start
    for number in path:
        step = process.steps[number]
        if step.counted:
            here = walker.finish(here, step.agency, step.budget)
    return here
