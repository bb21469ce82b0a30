"""The Gantt chart of a process on a terminal: a column a day, or a column for several where days are many."""

from __future__ import annotations

from datetime import date, timedelta

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cchc.cli.process_asking import Planned
from cchc.cli.process_forms import ScheduleAnswer
from cchc.cli.render_process import schedule_head
from cchc.reports.process_words import moment, step_name
from cchc.simulation.desk import Desks
from cchc.simulation.planned import PlannedStep

_MOST_COLUMNS = 40
_NAME = 22


def show_gantt(found: Planned, lang: str) -> RenderableType:
    """Return the chart: ``█`` a step on the critical path, ``▒`` another, ``·`` slack, ``◆`` no time.

    Below, ``░`` is a day off, where each day has a column, and ``▲`` a day on which something is due.
    """
    plan = found.plan
    answer: ScheduleAnswer = found.answer(lang)
    end = max(plan.finish, *(one.due for one in plan.bounds), plan.received).date()
    days = [plan.received.date() + timedelta(days=number) for number in range((end - plan.received.date()).days + 1)]
    each = -(-len(days) // _MOST_COLUMNS)
    columns = [days[number : number + each] for number in range(0, len(days), each)]
    table = Table.grid(padding=(0, 1))
    table.add_column(width=_NAME, no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_row("", _months(columns), "")
    calendar = Desks(found.calendar, found.offices).of("").calendar
    works = "".join("│" if calendar.is_working_day(one[0]) else "░" for one in columns) if each == 1 else ""
    for one in plan.steps:
        table.add_row(
            Text(step_name(one.step, lang)[:_NAME], "bold" if one.critical else ""), _bar(one, found, columns), moment(one.finish, lang)
        )
    if works:
        table.add_row("", Text(works, "dim"), "")
    due = {one.due.date() for one in plan.bounds if one.kind != "own"}
    marks = "".join("▲" if any(day in due for day in one) else " " for one in columns)
    if due:
        table.add_row("", Text(marks, "red"), "")
    return Group(schedule_head(answer, lang), "", table, "", *(Text(note, "dim") for note in answer.notes))


def _bar(one: PlannedStep, found: Planned, columns: list[list[date]]) -> Text:
    begin, end = one.start, one.finish
    first = begin.date() + timedelta(days=begin.time().hour == 23)
    latest = next((bound.steps[one.step.id].finish.date() for bound in found.plan.bounds), end.date())
    told = Text()
    for days in columns:
        if begin == end or one.left_out:
            told.append("◆" if days[0] <= end.date() <= days[-1] and not one.left_out else " ", "dim")
        elif days[-1] >= first and days[0] <= end.date():
            told.append("█" if one.critical else "▒", "red" if one.critical else "blue")
        else:
            told.append("·" if end.date() < days[0] <= latest else " ", "dim")
    return told


def _months(columns: list[list[date]]) -> Text:
    """The date of every column that begins a week, as far as there is room."""
    line = [" "] * (len(columns) + 5)
    free = 0
    for number, days in enumerate(columns):
        if number >= free and (number == 0 or days[0].weekday() == 0 or len(days) > 1):
            line[number : number + 5] = f"{days[0]:%d/%m}"
            free = number + 6
    return Text("".join(line).rstrip(), "dim")
