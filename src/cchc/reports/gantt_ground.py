"""What lies behind the steps of a picture of a process: days off, months, days, the names of both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from cchc.deadlines.calendar_day import CalendarDay, DayKind
from cchc.reports.calendar_look import ACCENT, RULE, SOFT, escaped
from cchc.reports.gantt_look import CLOSED, HOLIDAY, LEFT, MADE_UP, MARGIN, ROW, WEEKEND, Scale, text_at
from cchc.reports.process_words import short_day, words_of
from cchc.simulation.desk import Desk, Desks
from cchc.simulation.planned import PlannedStep

_NAMES_OF_DAYS, _DATES_OF_MONDAYS = 22, 40
"""The least width of a day that has a name of its own, and of a week whose Monday is dated."""


class Ground:
    """The ground between ``top`` and ``bottom``: columns of days, and cells where a step's own agency differs."""

    def __init__(self, scale: Scale, desks: Desks, top: int, bottom: int, lang: str) -> None:
        self.scale = scale
        self.desks = desks
        self.main = desks.of("")
        self.top = top
        self.bottom = bottom
        self.lang = lang
        self.words = words_of(lang)

    def columns(self) -> Iterator[str]:
        """The days on which the main office does not work, and the rest days on which it does."""
        height, width = self.bottom - self.top + 30, self.scale.width
        weekends: list[str] = []
        for day in self.scale.every_day():
            known = self.main.calendar.day(day)
            x = LEFT + self.scale.day(day)
            if known.kind is DayKind.WEEKEND:
                weekends.append(f"M{x:.1f} {self.top - 30}h{width:.1f}v{height}h-{width:.1f}z")
            elif not known.working or known.kind is DayKind.MADE_UP:
                told = escaped(f"{short_day(day, self.lang)}: {known.name(self.lang)}"[:300])
                place = f'x="{x:.1f}" y="{self.top - 30}" width="{width:.1f}" height="{height}"'
                yield f'<rect {place} fill="{_fill(known)}" data-off="{day}"><title>{told}</title></rect>'
        if weekends:
            yield f'<path d="{"".join(weekends)}" fill="{WEEKEND}"/>'

    def cells(self, one: PlannedStep, y: int) -> Iterator[str]:
        """The days on which the main office works and the step's agency does not."""
        desk = self.desks.of(one.step.agency)
        if desk.office is self.main.office:
            return
        for day in self.scale.every_day():
            reason = self.shut(desk, day)
            if reason is not None and self.main.calendar.is_working_day(day):
                place = f'x="{LEFT + self.scale.day(day):.1f}" y="{y}" width="{self.scale.width:.1f}" height="{ROW}"'
                told = escaped(f"{desk.office.name}: {reason}"[:300])
                yield f'<rect {place} fill="{CLOSED}" data-closed="{day}"><title>{told}</title></rect>'

    def shut(self, desk: Desk, day: date) -> str | None:
        """Why an agency does not work that day; ``None`` when it does."""
        closure = desk.office.closed(day)
        if closure is not None:
            return closure.reason
        return None if desk.calendar.is_working_day(day) else self.words["closed"]

    def axis(self) -> Iterator[str]:
        """The months; and each day, each Monday or no more, as there is room."""
        width, y, days = self.scale.width, self.top - 30, self.scale.every_day()
        for number, day in enumerate(days):
            x = LEFT + self.scale.day(day)
            if day.day == 1 or number == 0:
                following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
                room = (min(days[-1], following) - day).days * width
                if room > 56:
                    name = self.words["months"].format(day.month, day.year) if room > 84 else f"{day:%m/%Y}"
                    yield text_at(x + 3, y - 26, name, f'font-size="13" font-weight="700" fill="{SOFT}"')
                yield f'<path d="M{x:.1f} {y - 38}V{self.bottom}" stroke="{RULE}" stroke-width="1.4"/>'
            if width >= _NAMES_OF_DAYS or (day.weekday() == 0 and width * 7 >= _DATES_OF_MONDAYS):
                yield from self.tick(day, x, y)
        right = LEFT + self.scale.chart
        yield f'<path d="M{MARGIN} {self.top}H{right:.1f}M{MARGIN} {self.bottom}H{right:.1f}" stroke="{RULE}"/>'

    def tick(self, day: date, x: float, y: int) -> Iterator[str]:
        """A day's name and number, or the date of a Monday."""
        if self.scale.width < _NAMES_OF_DAYS:
            yield text_at(x + 1, y + 19, f"{day:%d/%m}", f'font-size="11" fill="{SOFT}"')
            yield f'<path d="M{x:.1f} {y + 6}V{self.bottom}" stroke="{RULE}" stroke-width=".7"/>'
            return
        look = f'text-anchor="middle" fill="{SOFT if self.main.calendar.is_working_day(day) else ACCENT}"'
        middle = x + self.scale.width / 2
        yield text_at(middle, y + 2, self.words["weekdays"].split(",")[day.weekday()], f'font-size="10.5" {look}')
        yield text_at(middle, y + 19, str(day.day), f'font-size="13" {look}')
        yield f'<path d="M{x:.1f} {self.top}V{self.bottom}" stroke="{RULE}" stroke-width=".5"/>'


def _fill(day: CalendarDay) -> str:
    if day.working:
        return MADE_UP
    return CLOSED if day.kind is DayKind.AGENCY_CLOSURE else HOLIDAY
