"""The life of one dossier as a picture a citizen understands: which days counted, which did not, when it was promised.

One standalone SVG, written by hand: no script, no outside font. Every kind of day has a colour and a letter, so that it
reads without colour. Persons and their words do not appear.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cchc.deadlines.working_calendar import AnyCalendar
from cchc.errors import UsageError
from cchc.model.command import CommandKind
from cchc.model.events import Event, Opened, StepTaken
from cchc.model.time_limit import CompoundLimit, WorkingDays, WorkingHours
from cchc.reports.calendar_look import ACCENT, FONTS, INK, RULE, SOFT, escaped
from cchc.tracking import Timeliness, Tracking

_CELL, _PITCH = 44, 48
_MARGIN, _LEFT, _GRID, _WIDTH = 40, 90, 150, 620
_MOST_DAYS = 400


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    due: str
    promised: str
    reappointed: str
    no_due: str
    events: str
    weekdays: tuple[str, ...]
    legend: dict[str, str]


_WORDS = {
    "vi": _Words(
        "Hồ sơ {0}",
        "Hạn giải quyết: {0}",
        "Hẹn trả: {0}",
        "Hẹn lại: {0}",
        "Chưa có hạn đang chạy",
        "Đã diễn ra",
        ("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
        {
            "first": "ngày tiếp nhận, không tính",
            "counted": "ngày tính vào thời hạn",
            "again": "đã qua, thời hạn được tính lại từ đầu",
            "rest": "ngày nghỉ, không tính",
            "paused": "tạm dừng, không tính",
            "late": "quá hạn",
        },
    ),
    "en": _Words(
        "Dossier {0}",
        "Due by law: {0}",
        "Promised: {0}",
        "New date: {0}",
        "Nothing is due at present",
        "What happened",
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        {
            "first": "day of receipt, does not count",
            "counted": "counts",
            "again": "passed before the limit restarted",
            "rest": "day of rest, does not count",
            "paused": "paused, does not count",
            "late": "late",
        },
    ),
}
_LOOKS = {
    "counted": ("#dcebfa", "#123f6e", "●"),
    "again": ("#f4f0fa", "#40286b", "↺"),
    "rest": ("#eceff2", "#55606d", "–"),
    "paused": ("#f7d67f", "#5c3d00", "II"),
    "late": ("#b3261e", "#ffffff", "!"),
    "first": ("#ffffff", "#27303b", "▸"),
    "after": ("#ffffff", "#55606d", ""),
}


@dataclass(frozen=True, slots=True)
class TimelinePicture:
    """A life as something a notebook shows by itself; :func:`timeline_svg` gives the same as text."""

    seen: Tracking
    events: tuple[Event, ...]
    calendar: AnyCalendar
    lang: str = "vi"

    def _repr_svg_(self) -> str:
        return timeline_svg(self.seen, self.events, self.calendar, lang=self.lang)


@dataclass(frozen=True, slots=True)
class _Day:
    day: date
    kind: str


def timeline_svg(seen: Tracking, events: Sequence[Event], calendar: AnyCalendar, *, lang: str = "vi") -> str:
    """Return the life of the dossier up to ``seen.now`` as one SVG in ``lang`` (``"vi"`` or ``"en"``).

    Weeks run downwards, Monday first. Below stand the events with their moments. At most 400 days are drawn.

    Raises:
        UsageError: the language is another one.
        CalendarCoverageError: the calendar does not reach the days.
    """
    if lang not in _WORDS:
        raise UsageError(f"no picture in {lang!r}; write one of {', '.join(map(repr, _WORDS))}")
    return "\n".join((*_Timeline(seen, events, calendar, lang).parts(), ""))


class _Timeline:
    def __init__(self, seen: Tracking, events: Sequence[Event], calendar: AnyCalendar, lang: str) -> None:
        self.seen, self.calendar, self.words, self.lang = seen, calendar, _WORDS[lang], lang
        self.events = [event for event in events if event.occurred_at <= seen.now]
        self.days = self._days()

    def _days(self) -> list[_Day]:
        clock, dossier = self.seen.statutory, self.seen.dossier
        first = (dossier.received_at or self.events[0].occurred_at).date()
        ended = dossier.settled_at or (self.seen.now if clock is None or clock.due is None else None)
        until = max(clock.due if clock is not None and clock.due else first, (ended or self.seen.now).date())
        days = [first + timedelta(days=number) for number in range(min((until - first).days + 1, _MOST_DAYS))]
        return [_Day(day, self._kind(day, first)) for day in days]

    def _kind(self, day: date, first: date) -> str:
        clock = self.seen.statutory
        if clock is None or day == first:
            return "first"
        last = (self.seen.dossier.settled_at or self.seen.now).date()
        if any(since.date() < day <= until.date() for since, until in self._pauses()):
            return "paused"
        if clock.due is not None and clock.due < day <= last and clock.timeliness in (Timeliness.OVERDUE, Timeliness.LATE):
            return "late" if self.calendar.is_working_day(day) else "rest"
        if clock.due is not None and day > clock.due:
            return "after"
        if day <= clock.deadline.rounds[-1].start.date():
            return "again" if self.calendar.is_working_day(day) else "rest"
        in_working_days = isinstance(clock.deadline.limit, WorkingDays | WorkingHours | CompoundLimit)
        return "rest" if in_working_days and not self.calendar.is_working_day(day) else "counted"

    def _pauses(self) -> list[tuple[datetime, datetime]]:
        clock = self.seen.statutory
        gaps = clock.deadline.fold.gaps if clock is not None and clock.deadline.fold is not None else ()
        open_since = self.seen.paused_since
        return [(gap.since, gap.until) for gap in gaps] + ([(open_since, self.seen.now)] if open_since else [])

    def parts(self) -> list[str]:
        """The picture, element by element."""
        weeks, lines = self._weeks(), self._event_lines()
        kinds = [kind for kind in self.words.legend if any(day.kind == kind for day in self.days)]
        below = _GRID + len(weeks) * _PITCH + 24
        happened = below + 26 * len(kinds) + 30
        height = happened + 24 + 22 * len(lines) + _MARGIN
        title = escaped(self.words.title.format(self.seen.dossier.code or self.seen.dossier.id))
        state = escaped(f"{self.seen.state.label(self.lang)} · {self.seen.timeliness.label(self.lang)}")
        return [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" lang="{self.lang}"'
                f' font-family="{FONTS}"><title>{title}</title>'
            ),
            '<rect width="100%" height="100%" fill="#ffffff"/>',
            _text(_MARGIN, 48, title, 24, INK, weight=700),
            _text(_MARGIN, 78, state, 16, SOFT),
            _text(_MARGIN, 104, self._dates(), 15, ACCENT),
            *self._grid(weeks),
            *self._legend(kinds, below),
            _text(_MARGIN, happened, escaped(self.words.events), 16, INK, weight=700),
            *(_text(_MARGIN, happened + 24 + 22 * place, line, 14, INK) for place, line in enumerate(lines)),
            "</svg>",
        ]

    def _grid(self, weeks: list[list[_Day]]) -> Iterator[str]:
        for place, name in enumerate(self.words.weekdays):
            yield _text(_LEFT + place * _PITCH + 22, _GRID - 10, name, 13, SOFT, "middle")
        for row, week in enumerate(weeks):
            yield _text(_MARGIN, _GRID + row * _PITCH + 28, f"{week[0].day:%d/%m}", 13, SOFT)
            yield from (self._cell(one, _LEFT + one.day.weekday() * _PITCH, _GRID + row * _PITCH) for one in week)

    def _legend(self, kinds: list[str], top: int) -> Iterator[str]:
        for place, kind in enumerate(kinds):
            fill, ink, mark = _LOOKS[kind]
            y = top + 26 * place
            yield f'<rect x="{_MARGIN}" y="{y}" width="20" height="20" rx="4" fill="{fill}" stroke="{RULE}"/>'
            yield _text(_MARGIN + 10, y + 15, mark, 12, ink, "middle")
            yield _text(_MARGIN + 32, y + 15, escaped(self.words.legend[kind]), 14, INK)

    def _weeks(self) -> list[list[_Day]]:
        weeks: list[list[_Day]] = []
        for one in self.days:
            if not weeks or one.day.weekday() == 0:
                weeks.append([])
            weeks[-1].append(one)
        return weeks

    def _cell(self, one: _Day, x: int, y: int) -> str:
        fill, ink, mark = _LOOKS[one.kind]
        clock = self.seen.statutory
        due = clock is not None and clock.due == one.day
        edge, width = (ACCENT, 3) if due else (RULE, 1)
        edges = f'rx="6" fill="{fill}" stroke="{edge}" stroke-width="{width}"'
        return (
            f'<g data-kind="{one.kind}"><title>{self._told(one)}</title>'
            f'<rect x="{x}" y="{y}" width="{_CELL}" height="{_CELL}" {edges}/>'
            f"{_text(x + 22, y + 20, str(one.day.day), 15, ink, 'middle')}{_text(x + 22, y + 37, mark, 11, ink, 'middle')}</g>"
        )

    def _told(self, one: _Day) -> str:
        known = self.calendar.day(one.day)
        return escaped(" · ".join(filter(None, (f"{one.day:%d/%m/%Y}", self.words.legend.get(one.kind, ""), known.name(self.lang)))))

    def _dates(self) -> str:
        clock = self.seen.statutory
        if clock is None or clock.due is None:
            return escaped(self.words.no_due)
        dates = [self.words.due.format(f"{clock.due:%d/%m/%Y}")]
        if clock.promised is not None:
            dates.append(self.words.promised.format(f"{clock.promised:%H:%M %d/%m/%Y}"))
        if clock.deadline.reappointed is not None:
            dates.append(self.words.reappointed.format(f"{clock.deadline.reappointed:%d/%m/%Y}"))
        return escaped("  ·  ".join(dates))

    def _event_lines(self) -> list[str]:
        lines: list[str] = []
        for event in self.events:
            kind = CommandKind.SUBMIT if isinstance(event, Opened) else event.command if isinstance(event, StepTaken) else None
            if kind is not None:
                said = f"{event.occurred_at:%H:%M %d/%m/%Y}  {kind.label(self.lang)}"
                lines += [escaped(line) for line in textwrap.wrap(said, 70)]
        return lines


def _text(x: int, y: int, words: str, size: int, ink: str, anchor: str = "start", weight: int = 400) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{ink}" text-anchor="{anchor}" font-weight="{weight}">{words}</text>'
