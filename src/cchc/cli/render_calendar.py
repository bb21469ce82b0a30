"""A year at a glance on a terminal of 80 columns, and what changed between two calendars."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cchc.cli.answers import DayMeaning, DiffAnswer
from cchc.cli.words import KIND_STYLE, WORDS, month_name, short_day
from cchc.deadlines.calendar_day import CalendarDay, DayConfidence, DayKind, YearStatus
from cchc.deadlines.explanation import day_words
from cchc.deadlines.working_calendar import AnyCalendar, ForecastCalendar

_MARKS = {
    DayKind.WORKING: " ",
    DayKind.WEEKEND: " ",
    DayKind.STATUTORY: "*",
    DayKind.IN_LIEU: "°",
    DayKind.SWAPPED_OFF: "~",
    DayKind.MADE_UP: "+",
    DayKind.AGENCY_CLOSURE: "x",
    DayKind.AGENCY_OPEN: "v",
}
"""Each kind reads without colour."""

_MONTHS_A_ROW = 3
_SOFT, _HEAD = "dim", "bold"
_BETWEEN = "   "
_WIDTH = 80


def show_year(calendar: AnyCalendar, year: int, lang: str) -> RenderableType:
    """Return the twelve months of ``year``, the legend, and the special days by act."""
    days = [calendar.day(date(year, 1, 1) + timedelta(days=number)) for number in range(_length(year))]
    rows: list[RenderableType] = []
    for first in range(1, 13, _MONTHS_A_ROW):
        grid = Table.grid(padding=(0, 3, 0, 0))
        months = range(first, first + _MONTHS_A_ROW)
        grid.add_row(*(_month(year, month, [one for one in days if one.day.month == month], lang) for month in months))
        rows += [grid, ""]
    return Group(*_head(calendar, year, days, lang), "", *rows, _legend(days, lang), "", *_acts(calendar, year, lang))


def _length(year: int) -> int:
    return (date(year, 12, 31) - date(year, 1, 1)).days + 1


def _head(calendar: AnyCalendar, year: int, days: Sequence[CalendarDay], lang: str) -> Iterator[RenderableType]:
    words = WORDS[lang]
    status = calendar.status(year)
    loud = "bold yellow" if status is YearStatus.PROVISIONAL else "green"
    yield Text.assemble((f"{year}  ", "bold red"), (words["title"], _HEAD))
    worked = words["worked"].format(sum(one.working for one in days))
    yield Text.assemble((status.label(lang), loud), (f" · {worked} · {words['known'].format(f'{calendar.data_date:%d/%m/%Y}')}", _SOFT))
    if isinstance(calendar, ForecastCalendar) and status is YearStatus.PROVISIONAL:
        yield Text(f"{words['assumption']}: {calendar.assumption_in(lang)}", _SOFT)


def _month(year: int, month: int, days: Sequence[CalendarDay], lang: str) -> Text:
    head = Text(month_name(month, lang), _HEAD)
    head.append(f"{sum(one.working for one in days):>{20 - len(head)}}", _SOFT)
    weekdays = Text(" ".join(f"{name:>2}" for name in WORDS[lang]["weekdays"].split()), _SOFT)
    lines = [head, weekdays]
    blank, length = monthrange(year, month)
    line = Text("   " * blank)
    for one in days:
        style = KIND_STYLE[one.kind]
        line.append(f"{one.day.day:>2}", f"{style} italic" if one.confidence is DayConfidence.ASSUMED else style)
        line.append(_MARKS[one.kind], style)
        if one.day.weekday() == 6 or one.day.day == length:
            lines.append(line)
            line = Text()
    lines += [Text()] * (8 - len(lines))
    return Text("\n").join(lines)


def _legend(days: Sequence[CalendarDay], lang: str) -> Text:
    counts = Counter(one.kind for one in days)
    lines = [Text()]
    line = lines[0]
    for kind in DayKind:
        if not counts[kind] or kind is DayKind.WORKING:
            continue
        entry = Text.assemble((f"{_MARKS[kind]} {kind.label(lang)}".strip(), KIND_STYLE[kind]), (f" {counts[kind]}", _SOFT))
        if line and len(line) + len(_BETWEEN) + len(entry) > _WIDTH:
            lines.append(Text())
        line = lines[-1]
        line.append(_BETWEEN if line else "").append_text(entry)
    return Text("\n").join(lines)


def _acts(calendar: AnyCalendar, year: int, lang: str) -> Iterator[RenderableType]:
    words = WORDS[lang]
    groups: dict[tuple[str, date | None, bool], list[CalendarDay]] = {}
    for one in calendar.special_days(year):
        groups.setdefault((one.act, one.issued, one.confidence is DayConfidence.ASSUMED), []).append(one)
    for (act, issued, assumed), days in groups.items():
        told = words["assumed"] if assumed else words["issued"].format(f"{issued:%d/%m/%Y}") if issued else words["not_issued"]
        yield Text.assemble((act, _HEAD), (f", {told}", _SOFT))
        table = Table.grid(padding=(0, 1))
        for kind, first, last, name in _runs(days, lang):
            shown = short_day(first, lang) if first == last else f"{short_day(first, lang)} – {short_day(last, lang)}"
            table.add_row(" ", Text(_MARKS[kind], KIND_STYLE[kind]), Text(shown.ljust(19), KIND_STYLE[kind]), name)
        yield table


def _runs(days: Sequence[CalendarDay], lang: str) -> Iterator[tuple[DayKind, date, date, str]]:
    """Days that follow each other with the same name before the bracket, as one line."""

    def key(place: int) -> tuple[DayKind, str, int]:
        return days[place].kind, days[place].name(lang).partition(" (")[0], days[place].day.toordinal() - place

    for (kind, name, _), places in groupby(range(len(days)), key):
        run = [days[place] for place in places]
        yield kind, run[0].day, run[-1].day, name if len(run) > 1 else run[0].name(lang)


def show_diff(answer: DiffAnswer, lang: str) -> RenderableType:
    """Return the dates on which two calendars differ, each with what it was and what it is."""
    words = WORDS[lang]
    versions = Text(f"{_named(answer.old.version, answer.old.known_on)} → {_named(answer.new.version, answer.new.known_on)}", _SOFT)
    if not answer.changes:
        return Group(Text(words["no_change"], _HEAD), versions)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=_SOFT, pad_edge=False)
    for name in ("day", "old", "new", "act"):
        table.add_column(words[name], no_wrap=name == "day")
    for one in answer.changes:
        table.add_row(day_words(one.date, lang), _meaning(one.before, lang), _meaning(one.after, lang), Text(one.act, _SOFT))
    return Group(Text(words["changes"].format(len(answer.changes)), _HEAD), versions, "", table)


def _named(version: str, known_on: date | None) -> str:
    return version if known_on is None else f"{version} ({known_on:%d/%m/%Y})"


def _meaning(day: DayMeaning | None, lang: str) -> Text:
    if day is None:
        return Text(WORDS[lang]["outside"], _SOFT)
    return Text(day.name_vi if lang == "vi" else day.name_en, KIND_STYLE[day.kind])
