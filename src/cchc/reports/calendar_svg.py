"""A year of the working calendar as a picture: twelve months, a legend, and the acts behind the special days.

One standalone SVG, written by hand: no dependency, no script, no outside font. Every kind of day has a colour and a
mark, so that it reads without colour; a day that is only assumed is hatched. The same calendar gives the same bytes.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from cchc.deadlines.calendar_day import CalendarDay, DayKind, Layer, YearStatus
from cchc.deadlines.explanation import day_words
from cchc.deadlines.working_calendar import AnyCalendar
from cchc.errors import CalendarCoverageError, UsageError
from cchc.rulebook.forecast import ACT


@dataclass(frozen=True, slots=True)
class _Look:
    """How a kind of day is drawn; ``path`` is its mark, around (0, 0), ``solid`` when filled rather than drawn."""

    fill: str
    ink: str
    edge: str
    path: str = ""
    solid: bool = False
    pale: str = "#ffffff"
    line: str = "#e6e9ed"


_STAR = "M0-5.2 1.5-1.7 5.1-1.5 2.3.8 3.2 4.3 0 2.3-3.2 4.3-2.3.8-5.1-1.5-1.5-1.7z"
_RING = "M-3.6 0a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0-7.2 0z"
_ARROWS = "M-4.8-2H4M1.6-4.2 4.2-2 1.6.2M4.8 2.4H-4M-1.6.2-4.2 2.4-1.6 4.6"
_LOOKS = {
    DayKind.WORKING: _Look("#ffffff", "#27303b", "#d9dee4"),
    DayKind.WEEKEND: _Look("#eceff2", "#55606d", "#eceff2", "M-2.6 0H2.6"),
    DayKind.STATUTORY: _Look("#b3261e", "#ffffff", "#b3261e", _STAR, True, "#fdeceb", "#f3bfb9"),
    DayKind.IN_LIEU: _Look("#f8cfc9", "#7d1712", "#e79b92", _RING, False, "#fef3f1", "#f6cdc7"),
    DayKind.SWAPPED_OFF: _Look("#f7d67f", "#5c3d00", "#d9a92f", _ARROWS, False, "#fdf5dd", "#f5dfa5"),
    DayKind.MADE_UP: _Look("#dcebfa", "#123f6e", "#2b6cb0", "M-4.2 0H4.2M0-4.2V4.2", False, "#f1f7fd", "#cfe2f5"),
    DayKind.AGENCY_CLOSURE: _Look("#ddd4ee", "#40286b", "#a38fcb", "M-3.4-3.4 3.4 3.4M3.4-3.4-3.4 3.4", False, "#f4f0fa", "#ddd2ef"),
    DayKind.AGENCY_OPEN: _Look("#d5ecdb", "#14532d", "#3b8f5a", "M-4.2.2-1.2 3.2 4.4-3.4", False, "#f0f9f3", "#cbe8d4"),
}
_INK_ON_PALE = {DayKind.STATUTORY: "#8f1a14"}

_SURE = ("source", "derived", "unverified", "assumed", "given")
_SURE_MARKS = {
    "source": '<circle r="3.6" fill="#39434f"/>',
    "derived": '<circle r="3" fill="none" stroke="#39434f" stroke-width="1.3"/>',
    "unverified": '<circle r="3" fill="none" stroke="#39434f" stroke-width="1.3"/><path d="M0-3A3 3 0 0 1 0 3z" fill="#39434f"/>',
    "assumed": '<path d="M-4.2 1.2C-2.6-2.2-1.2-1.8 0 0S2.6 2.2 4.2-1.2" fill="none" stroke="#39434f" stroke-width="1.5"/>',
    "given": '<path d="M0-4 4 0 0 4-4 0z" fill="none" stroke="#39434f" stroke-width="1.3"/>',
}
_WORDS = {
    "vi": {
        "title": "Lịch làm việc {0}",
        "national": "Khu vực công",
        "agency": "Khu vực công, có ngày riêng của cơ quan",
        "months": "Tháng 1,Tháng 2,Tháng 3,Tháng 4,Tháng 5,Tháng 6,Tháng 7,Tháng 8,Tháng 9,Tháng 10,Tháng 11,Tháng 12",
        "short_months": "01,02,03,04,05,06,07,08,09,10,11,12",
        "weekdays": "T2,T3,T4,T5,T6,T7,CN",
        "day_month": "{0} {1:02}/{2}",
        "full_date": "{0:02}/{1}/{2}",
        "worked": "{0} ngày làm việc",
        "known": "Số liệu đến {0}",
        "unit": "{0} ngày",
        "hatched": "Gạch chéo: dự kiến",
        "acts": "Các ngày đặc biệt theo văn bản",
        "issued": "ban hành {0}",
        "not_issued": "chưa rõ ngày ban hành",
        "no_act": "chưa có văn bản",
        "lasting": "nếu luật không đổi",
        "sure": "Mức chắc chắn",
        "source": "đọc thấy trong nguồn",
        "derived": "suy ra từ luật",
        "unverified": "văn bản chưa kiểm chứng",
        "assumed": "giả định",
        "assumption": "Giả định",
        "given": "cơ quan tự khai",
        "forecast": "Các ô gạch chéo là dự kiến theo giả định, chưa có văn bản nào công bố.",
        "desc": "Lịch {0} ngày của năm {1}: {2}. {3} ngày làm việc.",
        "version": "cchc, lịch {0}",
    },
    "en": {
        "title": "Working calendar {0}",
        "national": "Public sector of Viet Nam",
        "agency": "Public sector of Viet Nam, with the agency's own days",
        "months": "January,February,March,April,May,June,July,August,September,October,November,December",
        "short_months": "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec",
        "weekdays": "Mon,Tue,Wed,Thu,Fri,Sat,Sun",
        "day_month": "{0} {1} {2}",
        "full_date": "{0} {1} {2}",
        "worked": "{0} working days",
        "known": "As known on {0}",
        "unit": "{0} days",
        "hatched": "Hatched: expected",
        "acts": "Special days by act",
        "issued": "issued {0}",
        "not_issued": "issue date not known",
        "no_act": "no act yet",
        "lasting": "if the statute stays as it is",
        "sure": "How certain",
        "source": "seen in a source",
        "derived": "follows from the statute",
        "unverified": "text not verified",
        "assumed": "assumed",
        "assumption": "Assumption",
        "given": "given by the agency",
        "forecast": "Hatched days are expected by a stated assumption; no act has announced them.",
        "desc": "Calendar of the {0} days of {1}: {2}. {3} working days.",
        "version": "cchc, calendar {0}",
    },
}

_FONTS = "'Noto Sans', 'DejaVu Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
_INK, _SOFT, _RULE, _ACCENT = "#1d2530", "#55606d", "#d9dee4", "#b3261e"
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
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
    if lang not in _WORDS:
        raise UsageError(f"no picture in {lang!r}; write one of {', '.join(map(repr, _WORDS))}")
    if not calendar.first.year <= year <= calendar.last.year:
        raise CalendarCoverageError(str(year), calendar.first, calendar.last)
    return "\n".join((*_Picture(calendar, year, lang).parts(), ""))


class _Picture:
    """The picture in the making: the year's days, and the words of the language."""

    def __init__(self, calendar: AnyCalendar, year: int, lang: str) -> None:
        self.calendar = calendar
        self.year = year
        self.lang = lang
        self.words = _WORDS[lang]
        self.status = calendar.status(year)
        first = date(year, 1, 1)
        length = date(year, 12, 31).timetuple().tm_yday
        self.days = [calendar.day(first + timedelta(days=number)) for number in range(length)]
        self.counts = Counter(one.kind for one in self.days)
        self.worked = sum(one.working for one in self.days)
        self.guessed = Counter(one.kind for one in self.days if _is_assumed(one))

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
            f'font-family="{_FONTS}" font-size="13" fill="{_INK}" stroke-linecap="round" stroke-linejoin="round">'
        )
        yield f'<title id="{title}">{_text(name)}</title>'
        described = self.words["desc"].format(len(self.days), self.year, self.status.label(self.lang), self.worked)
        yield f'<desc id="{about}">{_text(described)}</desc>'
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
            look = _LOOKS[kind]
            yield (
                f'<pattern id="cchc-hatch-{kind.value}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
                f'<rect width="7" height="7" fill="{look.pale}"/><rect width="3" height="7" fill="{look.line}"/></pattern>'
            )

    def header(self) -> Iterator[str]:
        words = self.words
        right = _WIDTH - _MARGIN
        own = any(one.layer in (Layer.AGENCY, Layer.CALLER) for one in self.days)
        kind = words["title"].format("").strip()
        yield f'<text x="{_MARGIN - 3}" y="104" font-size="76" font-weight="700" fill="{_ACCENT}" letter-spacing="-1">{self.year}</text>'
        yield f'<text x="{_MARGIN + 204}" y="72" font-size="27" font-weight="600">{_text(kind)}</text>'
        yield f'<text x="{_MARGIN + 205}" y="101" font-size="16" fill="{_SOFT}">{_text(words["agency" if own else "national"])}</text>'
        label = self.status.label(self.lang)
        width = 34 + round(8.6 * len(label))
        provisional = self.status is YearStatus.PROVISIONAL
        colours = 'fill="#fff6e0" stroke="#9a6700" stroke-dasharray="5 3"' if provisional else 'fill="#f3f5f7" stroke="#55606d"'
        yield f'<rect x="{right - width}" y="46" width="{width}" height="32" rx="16" {colours} stroke-width="1.4"/>'
        yield f'<text x="{right - width / 2:g}" y="67" font-size="15" font-weight="600" text-anchor="middle">{_text(label)}</text>'
        facts = f"{words['worked'].format(self.worked)} · {words['known'].format(self.full_date(self.calendar.data_date))}"
        yield f'<text x="{right}" y="101" font-size="14" fill="{_SOFT}" text-anchor="end">{_text(facts)}</text>'
        yield f'<path d="M{_MARGIN} 126H{right}" stroke="{_ACCENT}" stroke-width="2.5"/>'

    def month(self, month: int, left: int, top: int) -> Iterator[str]:
        days = [one for one in self.days if one.day.month == month]
        name = self.words["months"].split(",")[month - 1]
        worked = self.words["worked"].format(sum(one.working for one in days))
        yield f'<g transform="translate({left} {top})" font-size="15" text-anchor="middle">'
        yield f'<text x="1" y="20" font-size="19" font-weight="700" text-anchor="start">{_text(name)}</text>'
        yield f'<text x="{_MONTH}" y="20" font-size="12" fill="{_SOFT}" text-anchor="end">{_text(worked)}</text>'
        for weekday, short in enumerate(self.words["weekdays"].split(",")):
            ink = _SOFT if weekday in self.calendar.week else _ACCENT
            yield f'<text x="{weekday * _PITCH + _CELL // 2}" y="44" font-size="11.5" font-weight="600" fill="{ink}">{_text(short)}</text>'
        blank = days[0].day.weekday()
        for one in days:
            row, weekday = divmod(blank + one.day.day - 1, 7)
            yield self.cell(one, weekday * _PITCH, 54 + row * _PITCH)
        yield "</g>"

    def cell(self, one: CalendarDay, left: int, top: int) -> str:
        kind = one.kind.label(self.lang)
        name = one.name(self.lang)
        assumed = f" ({self.words['assumed']})" if _is_assumed(one) else ""
        label = f"{day_words(one.day, self.lang)}: {kind}{assumed}" + ("" if one.layer is Layer.WEEK else f", {name}")
        told = [day_words(one.day, self.lang), f"{kind}{assumed}", *([] if name == kind else [name])]
        told.append(f"{self.act_words(one)} ({self.words[_sure(one)]})")
        weight = 'font-weight="700" ' if one.layer is not Layer.WEEK else ""
        ink = _ink(one.kind, assumed=_is_assumed(one))
        return (
            f'<g transform="translate({left} {top})" role="img" aria-label="{_text(label)}" data-date="{one.day}" '
            f'data-kind="{one.kind.value}" data-working="{str(one.working).lower()}" data-sure="{_sure(one)}">'
            f"<title>{_text(chr(10).join(told))}</title>{_box(one.kind, _CELL, 8, assumed=_is_assumed(one))}"
            f'<text x="{_CELL // 2}" y="21" {weight}fill="{ink}">{one.day.day}</text>{_mark(one.kind, _CELL / 2, 28.6, ink, 0.9)}</g>'
        )

    def legend(self) -> tuple[list[str], int]:
        """The kinds this year has, with their numbers of days, in as many rows as they need; and the height."""
        entries = [(self.swatch(kind), kind.label(self.lang), self.counts[kind]) for kind in DayKind if self.counts[kind]]
        if self.guessed:
            hatched = _box(min(self.guessed, key=list(DayKind).index), 28, 6, assumed=True)
            entries.append((hatched, self.words["hatched"], sum(self.guessed.values())))
        parts: list[str] = []
        left, top = 0, 0
        for swatch, label, count in entries:
            days = self.words["unit"].format(count)
            width = 37 + round(7.4 * max(len(label), len(days)))
            if left + width > _WIDTH - 2 * _MARGIN:
                left, top = 0, top + 46
            named = f'<text x="37" y="12" font-weight="600">{_text(label)}</text>'
            parts.append(_group(left, top, [swatch, named, f'<text x="37" y="27" font-size="12" fill="{_SOFT}">{_text(days)}</text>']))
            left += width + 30
        return parts, top + 28

    def swatch(self, kind: DayKind) -> str:
        assumed = self.guessed[kind] == self.counts[kind]
        return _box(kind, 28, 6, assumed=assumed) + _mark(kind, 14, 14, _ink(kind, assumed=assumed))

    def acts(self) -> tuple[list[str], int]:
        """The special days grouped by act, each group in the shorter of two columns; and the height."""
        groups: dict[tuple[str, str], list[CalendarDay]] = {}
        for one in self.calendar.special_days(self.year):
            groups.setdefault((self.act_title(one), self.act_issue(one)), []).append(one)
        parts = [
            f'<path d="M0 0H{_WIDTH - 2 * _MARGIN}" stroke="{_RULE}"/>',
            f'<text y="34" font-size="17" font-weight="700">{_text(self.words["acts"])}</text>',
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
        for text in head:
            issued = f'<tspan font-weight="400" fill="{_SOFT}">, {_text(issue)}</tspan>' if text is head[-1] else ""
            parts.append(f'<text y="{line - 6}" font-size="13.5" font-weight="700">{_text(text)}{issued}</text>')
            line += _LINE
        for one in days:
            kind, sure, assumed = one.kind, _sure(one), _is_assumed(one)
            mark = _mark(kind, 8.5, 8.5, _ink(kind, assumed=assumed), 0.9)
            parts.append(f'<g data-listed="{one.day}"><title>{_text(f"{kind.label(self.lang)}, {self.words[sure]}")}</title>')
            parts.append(_group(0, line - 19, [_box(kind, 17, 4, assumed=assumed), mark]))
            parts.append(f'<text x="28" y="{line - 6}" fill="{_SOFT}">{_text(self.day_month(one.day))}</text>')
            parts.append(_group(117, line - 10.5, [_SURE_MARKS[sure]]))
            for text in _lines(one.name(self.lang)):
                parts.append(f'<text x="133" y="{line - 6}">{_text(text)}</text>')
                line += _LINE
            parts.append("</g>")
        return parts, line - _LINE + 14

    def foot(self, top: int) -> Iterator[str]:
        yield f'<g transform="translate({_MARGIN} {top})" font-size="12" fill="{_SOFT}">'
        yield f'<path d="M0-22H{_WIDTH - 2 * _MARGIN}" stroke="{_RULE}"/>'
        yield f'<text font-weight="600">{_text(self.words["sure"])}</text>'
        left = 112
        used = {_sure(one) for one in self.days if one.layer is not Layer.WEEK}
        for sure in _SURE:
            if sure in used:
                label = self.words[sure]
                yield _group(left, -4, [_SURE_MARKS[sure], f'<text x="10" y="4">{_text(label)}</text>'])
                left += 34 + round(6.8 * len(label))
        version = self.words["version"].format(self.calendar.version)
        yield f'<text x="{_WIDTH - 2 * _MARGIN}" text-anchor="end">{_text(version)}</text>'
        if self.guessed:
            yield f'<text y="24" font-weight="600" fill="{_INK}">{_text(self.words["forecast"])}</text>'
        yield "</g>"

    def act_title(self, one: CalendarDay) -> str:
        if not _is_assumed(one):
            return one.act
        return self.words["assumption"] if one.act == ACT else one.act.replace(ACT, self.words["assumed"])

    def act_issue(self, one: CalendarDay) -> str:
        if one.issued is not None:
            return self.words["issued"].format(self.full_date(one.issued))
        if _is_assumed(one):
            return self.words["no_act" if one.act == ACT else "lasting"]
        return self.words["given" if one.confidence == "given" else "not_issued"]

    def act_words(self, one: CalendarDay) -> str:
        return self.act_title(one) if one.issued is None else f"{self.act_title(one)}, {self.act_issue(one)}"

    def day_month(self, day: date) -> str:
        weekday = self.words["weekdays"].split(",")[day.weekday()]
        return self.words["day_month"].format(weekday, day.day, self.words["short_months"].split(",")[day.month - 1])

    def full_date(self, day: date) -> str:
        return self.words["full_date"].format(day.day, self.words["short_months"].split(",")[day.month - 1], day.year)


def _is_assumed(one: CalendarDay) -> bool:
    return one.confidence == "assumed"


def _sure(one: CalendarDay) -> str:
    """How certain a day is, by the weaker of the day and of the text it rests on."""
    if one.confidence not in _SURE or (one.confidence in ("source", "derived") and one.basis is not None and one.basis.unverified):
        return "unverified"
    return one.confidence


def _ink(kind: DayKind, *, assumed: bool) -> str:
    ink = _LOOKS[kind].ink
    return _INK_ON_PALE.get(kind, ink) if assumed else ink


def _box(kind: DayKind, size: int, radius: int, *, assumed: bool) -> str:
    look = _LOOKS[kind]
    fill = f"url(#cchc-hatch-{kind.value})" if assumed else look.fill
    dashes = ' stroke-dasharray="4 2.5"' if assumed else ""
    width = 1.8 if kind in (DayKind.MADE_UP, DayKind.AGENCY_OPEN) else 1
    return f'<rect width="{size}" height="{size}" rx="{radius}" fill="{fill}" stroke="{look.edge}" stroke-width="{width}"{dashes}/>'


def _mark(kind: DayKind, x: float, y: float, ink: str, scale: float = 1) -> str:
    look = _LOOKS[kind]
    if not look.path:
        return ""
    place = f"translate({x:g} {y:g})" + (f" scale({scale:g})" if scale != 1 else "")
    drawn = (
        f'fill="{ink}"' if look.solid else f'fill="none" stroke="{ink}" stroke-width="1.6"'
    )
    return f'<path d="{look.path}" transform="{place}" {drawn}/>'


def _group(left: float, top: float, parts: Iterable[str]) -> str:
    return f'<g transform="translate({left:g} {top:g})">{"".join(parts)}</g>'


def _lines(text: str, length: int = _WRAP) -> list[str]:
    """Break text so that it stays in its column; capitals are a third wider."""
    return textwrap.wrap(text, length - 16 if text.isupper() else length) or [""]


def _text(value: str) -> str:
    """Escape text for XML, as content or attribute; what XML cannot hold at all becomes U+FFFD."""
    return escape(_NOT_XML.sub("\ufffd", value))
