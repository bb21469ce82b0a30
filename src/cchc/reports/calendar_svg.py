"""A year of the working calendar as a picture: twelve months, a legend, and the acts behind the special days.

One standalone SVG, written by hand: no dependency, no script, no outside font. Every kind of day has a colour and a
mark, so that it reads without colour; a day that is only assumed is hatched. The same calendar gives the same bytes.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from cchc.deadlines.calendar_day import STANDARD_WEEK, CalendarDay, DayConfidence, DayKind, Layer, YearStatus
from cchc.deadlines.explanation import day_words
from cchc.deadlines.working_calendar import AnyCalendar
from cchc.errors import CalendarCoverageError, UsageError
from cchc.reports.calendar_look import (
    ACCENT,
    FONTS,
    INK,
    LOOKS,
    RULE,
    SOFT,
    SURE_MARKS,
    WORDS,
    escaped,
    ink_of,
    is_assumed,
    kind_box,
    kind_mark,
)
from cchc.rulebook.forecasting import ACT

_CELL, _PITCH = 36, 39
_MONTH = 6 * _PITCH + _CELL
_GUTTER, _MARGIN = 34, 58
_WIDTH = 2 * _MARGIN + 4 * _MONTH + 3 * _GUTTER
_MONTH_HEIGHT = 56 + 6 * _PITCH + 22
_TOP = 164
_LINE = 22
_COLUMN_GAP = 56
_COLUMN = (_WIDTH - 2 * _MARGIN - _COLUMN_GAP) // 2
_WRAP = 60


def calendar_svg(calendar: AnyCalendar, year: int, *, lang: str = "vi") -> str:
    """Return ``year`` at a glance as one standalone SVG in ``lang`` (``"vi"`` or ``"en"``).

    Each day is a cell with its kind's colour and mark, and a tooltip with the act; below stand the legend and the
    special days grouped by act. The picture depends on nothing but the calendar.

    Raises:
        CalendarCoverageError: the calendar does not reach the year.
        UsageError: the language is another one.

    >>> from cchc.rulebook import load_calendar
    >>> calendar_svg(load_calendar(), 2026).count('data-kind="made_up"')
    2
    """
    if lang not in WORDS:
        raise UsageError(f"no picture in {lang!r}; write one of {', '.join(map(repr, WORDS))}")
    if not calendar.first.year <= year <= calendar.last.year:
        raise CalendarCoverageError(str(year), calendar.first, calendar.last)
    return "\n".join((*_Picture(calendar, year, lang).parts(), ""))


class _Picture:
    """The picture in the making: the year's days, and the words of the language."""

    def __init__(self, calendar: AnyCalendar, year: int, lang: str) -> None:
        self.calendar = calendar
        self.year = year
        self.lang = lang
        self.words = WORDS[lang]
        self.status = calendar.status(year)
        first = date(year, 1, 1)
        length = date(year, 12, 31).timetuple().tm_yday
        self.days = [calendar.day(first + timedelta(days=number)) for number in range(length)]
        self.counts = Counter(one.kind for one in self.days)
        self.worked = sum(one.working for one in self.days)
        self.guessed = Counter(one.kind for one in self.days if is_assumed(one))

    def parts(self) -> Iterator[str]:
        legend, legend_height = self.legend()
        acts, acts_height = self.acts()
        legend_top = _TOP + 3 * _MONTH_HEIGHT + 2
        acts_top = legend_top + legend_height + 42
        foot_top = acts_top + acts_height + 30
        height = foot_top + (56 if self.guessed else 34)
        title, about = f"cchc-{self.year}-title", f"cchc-{self.year}-about"
        name = self.words["title"].format(self.year)
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" '
            f'lang="{self.lang}" role="group" aria-labelledby="{title}" aria-describedby="{about}" '
            f'font-family="{FONTS}" font-size="13" fill="{INK}" stroke-linecap="round" stroke-linejoin="round">'
        )
        yield f'<title id="{title}">{escaped(name)}</title>'
        described = self.words["desc"].format(len(self.days), self.year, self.status.label(self.lang), self.worked)
        yield f'<desc id="{about}">{escaped(described)}</desc>'
        yield from self.hatches()
        yield f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>'
        yield from self.header()
        for month in range(1, 13):
            row, column = divmod(month - 1, 4)
            yield from self.month(month, _MARGIN + column * (_MONTH + _GUTTER), _TOP + row * _MONTH_HEIGHT)
        yield _group(_MARGIN, legend_top, legend)
        yield _group(_MARGIN, acts_top, acts)
        yield from self.foot(foot_top)
        yield "</svg>"

    def hatches(self) -> Iterator[str]:
        for kind in (one for one in DayKind if one in self.guessed):
            look = LOOKS[kind]
            yield (
                f'<pattern id="cchc-hatch-{kind.value}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
                f'<rect width="7" height="7" fill="{look.pale}"/><rect width="3" height="7" fill="{look.line}"/></pattern>'
            )

    def header(self) -> Iterator[str]:
        words = self.words
        right = _WIDTH - _MARGIN
        own = self.calendar.week != STANDARD_WEEK or any(one.layer in (Layer.AGENCY, Layer.CALLER) for one in self.days)
        kind = words["title"].format("").strip()
        yield f'<text x="{_MARGIN - 3}" y="102" font-size="70" font-weight="700" fill="{ACCENT}" letter-spacing="-1">{self.year}</text>'
        yield f'<text x="{_MARGIN + 207}" y="72" font-size="27" font-weight="600">{escaped(kind)}</text>'
        yield f'<text x="{_MARGIN + 208}" y="101" font-size="16" fill="{SOFT}">{escaped(words["own" if own else "national"])}</text>'
        label = self.status.label(self.lang)
        width = 34 + round(8.6 * len(label))
        provisional = self.status is YearStatus.PROVISIONAL
        colours = 'fill="#fff6e0" stroke="#9a6700" stroke-dasharray="5 3"' if provisional else 'fill="#f3f5f7" stroke="#55606d"'
        yield f'<rect x="{right - width}" y="46" width="{width}" height="32" rx="16" {colours} stroke-width="1.4"/>'
        yield f'<text x="{right - width / 2:g}" y="67" font-size="15" font-weight="600" text-anchor="middle">{escaped(label)}</text>'
        facts = f"{words['worked'].format(self.worked)} · {words['known'].format(self.full_date(self.calendar.data_date))}"
        yield f'<text x="{right}" y="101" font-size="14" fill="{SOFT}" text-anchor="end">{escaped(facts)}</text>'
        yield f'<path d="M{_MARGIN} 126H{right}" stroke="{ACCENT}" stroke-width="2.5"/>'

    def month(self, month: int, left: int, top: int) -> Iterator[str]:
        days = [one for one in self.days if one.day.month == month]
        name = self.words["months"].split(",")[month - 1]
        worked = self.words["worked"].format(sum(one.working for one in days))
        yield f'<g transform="translate({left} {top})" font-size="15" text-anchor="middle">'
        yield f'<text x="1" y="20" font-size="19" font-weight="700" text-anchor="start">{escaped(name)}</text>'
        yield f'<text x="{_MONTH}" y="20" font-size="12" fill="{SOFT}" text-anchor="end">{escaped(worked)}</text>'
        for weekday, short in enumerate(self.words["weekdays"].split(",")):
            ink = SOFT if weekday in self.calendar.week else ACCENT
            middle = weekday * _PITCH + _CELL // 2
            yield f'<text x="{middle}" y="44" font-size="11.5" font-weight="600" fill="{ink}">{escaped(short)}</text>'
        blank = days[0].day.weekday()
        for one in days:
            row, weekday = divmod(blank + one.day.day - 1, 7)
            yield self.cell(one, weekday * _PITCH, 54 + row * _PITCH)
        yield "</g>"

    def cell(self, one: CalendarDay, left: int, top: int) -> str:
        kind = one.kind.label(self.lang)
        name = one.name(self.lang)
        assumed = f" ({self.words['assumed']})" if is_assumed(one) else ""
        label = f"{day_words(one.day, self.lang)}: {kind}{assumed}" + ("" if one.layer is Layer.WEEK else f", {name}")
        told = [day_words(one.day, self.lang), f"{kind}{assumed}", *([] if name == kind else [name])]
        told.append(f"{self.act_words(one)} ({one.sureness.label(self.lang)})")
        weight = 'font-weight="700" ' if one.layer is not Layer.WEEK else ""
        ink = ink_of(one.kind, assumed=is_assumed(one))
        return (
            f'<g transform="translate({left} {top})" role="img" aria-label="{escaped(label)}" data-date="{one.day}" '
            f'data-kind="{one.kind.value}" data-working="{str(one.working).lower()}" data-sure="{one.sureness.value}">'
            f"<title>{escaped(chr(10).join(told))}</title>{kind_box(one.kind, _CELL, 8, assumed=is_assumed(one))}"
            f'<text x="{_CELL // 2}" y="21" {weight}fill="{ink}">{one.day.day}</text>{kind_mark(one.kind, _CELL / 2, 28.6, ink, 0.9)}</g>'
        )

    def legend(self) -> tuple[list[str], int]:
        """The kinds this year has, with their numbers of days, in as many rows as they need; and the height."""
        entries = [(self.swatch(kind), kind.label(self.lang), self.counts[kind]) for kind in DayKind if self.counts[kind]]
        if self.guessed:
            hatched = kind_box(min(self.guessed, key=list(DayKind).index), 28, 6, assumed=True)
            entries.append((hatched, self.words["hatched"], sum(self.guessed.values())))
        parts: list[str] = []
        left, top = 0, 0
        for swatch, label, count in entries:
            days = self.words["one" if count == 1 else "unit"].format(count)
            width = 37 + round(7.4 * max(len(label), len(days)))
            if left + width > _WIDTH - 2 * _MARGIN:
                left, top = 0, top + 46
            named = f'<text x="37" y="12" font-weight="600">{escaped(label)}</text>'
            parts.append(_group(left, top, [swatch, named, f'<text x="37" y="27" font-size="12" fill="{SOFT}">{escaped(days)}</text>']))
            left += width + 30
        return parts, top + 28

    def swatch(self, kind: DayKind) -> str:
        assumed = self.guessed[kind] == self.counts[kind]
        return kind_box(kind, 28, 6, assumed=assumed) + kind_mark(kind, 14, 14, ink_of(kind, assumed=assumed))

    def acts(self) -> tuple[list[str], int]:
        """The special days grouped by act, each group in the shorter of two columns; and the height."""
        groups: dict[tuple[str, str], list[CalendarDay]] = {}
        for one in self.calendar.special_days(self.year):
            groups.setdefault((self.act_title(one), self.act_issue(one)), []).append(one)
        parts = [
            f'<path d="M0 0H{_WIDTH - 2 * _MARGIN}" stroke="{RULE}"/>',
            f'<text y="34" font-size="17" font-weight="700">{escaped(self.words["acts"])}</text>',
        ]
        tops = [54, 54]
        for (title, issue), days in groups.items():
            block, height = self.act_block(title, issue, days)
            column = tops.index(min(tops))
            parts.append(_group(column * (_COLUMN + _COLUMN_GAP), tops[column], block))
            tops[column] += height
        return parts, max(tops)

    def act_block(self, title: str, issue: str, days: list[CalendarDay]) -> tuple[list[str], int]:
        parts: list[str] = []
        line = _LINE
        head = _lines(title, _WRAP - 8)
        for number, text in enumerate(head, 1):
            issued = f'<tspan font-weight="400" fill="{SOFT}">, {escaped(issue)}</tspan>' if number == len(head) else ""
            parts.append(f'<text y="{line - 6}" font-size="13.5" font-weight="700">{escaped(text)}{issued}</text>')
            line += _LINE
        for one in days:
            kind, sure, assumed = one.kind, one.sureness, is_assumed(one)
            drawn = kind_mark(kind, 8.5, 8.5, ink_of(kind, assumed=assumed), 0.9)
            parts.append(f'<g data-listed="{one.day}"><title>{escaped(f"{kind.label(self.lang)}, {sure.label(self.lang)}")}</title>')
            parts.append(_group(0, line - 19, [kind_box(kind, 17, 4, assumed=assumed), drawn]))
            parts.append(f'<text x="28" y="{line - 6}" fill="{SOFT}">{escaped(self.day_month(one.day))}</text>')
            parts.append(_group(117, line - 10.5, [SURE_MARKS[sure]]))
            for text in _lines(one.name(self.lang)):
                parts.append(f'<text x="133" y="{line - 6}">{escaped(text)}</text>')
                line += _LINE
            parts.append("</g>")
        return parts, line - _LINE + 14

    def foot(self, top: int) -> Iterator[str]:
        yield f'<g transform="translate({_MARGIN} {top})" font-size="12" fill="{SOFT}">'
        yield f'<path d="M0-22H{_WIDTH - 2 * _MARGIN}" stroke="{RULE}"/>'
        yield f'<text font-weight="600">{escaped(self.words["sure"])}</text>'
        left = 112
        used = {one.sureness for one in self.days if one.layer is not Layer.WEEK}
        for sure in DayConfidence:
            if sure in used:
                label = sure.label(self.lang)
                yield _group(left, -4, [SURE_MARKS[sure], f'<text x="10" y="4">{escaped(label)}</text>'])
                left += 34 + round(6.8 * len(label))
        version = self.words["version"].format(self.calendar.version)
        yield f'<text x="{_WIDTH - 2 * _MARGIN}" text-anchor="end">{escaped(version)}</text>'
        if self.guessed:
            yield f'<text y="24" font-weight="600" fill="{INK}">{escaped(self.words["forecast"])}</text>'
        yield "</g>"

    def act_title(self, one: CalendarDay) -> str:
        if not is_assumed(one):
            return one.act
        return self.words["assumption"] if one.act == ACT else one.act.replace(ACT, self.words["assumed"])

    def act_issue(self, one: CalendarDay) -> str:
        if one.issued is not None:
            return self.words["issued"].format(self.full_date(one.issued))
        if is_assumed(one):
            return self.words["no_act" if one.act == ACT else "lasting"]
        return DayConfidence.GIVEN.label(self.lang) if one.confidence is DayConfidence.GIVEN else self.words["not_issued"]

    def act_words(self, one: CalendarDay) -> str:
        return self.act_title(one) if one.issued is None else f"{self.act_title(one)}, {self.act_issue(one)}"

    def day_month(self, day: date) -> str:
        weekday = self.words["weekdays"].split(",")[day.weekday()]
        return self.words["day_month"].format(weekday, day.day, self.words["short_months"].split(",")[day.month - 1])

    def full_date(self, day: date) -> str:
        return self.words["full_date"].format(day.day, self.words["short_months"].split(",")[day.month - 1], day.year)


def _group(left: float, top: float, parts: Iterable[str]) -> str:
    return f'<g transform="translate({left:g} {top:g})">{"".join(parts)}</g>'


def _lines(text: str, length: int = _WRAP) -> list[str]:
    """Break text so that it stays in its column; capitals are a third wider."""
    return textwrap.wrap(text, length - 16 if text.isupper() else length) or [""]
