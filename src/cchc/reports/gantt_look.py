"""The look of a process on a calendar: the scale of its days, colours and marks, text that is broken to fit."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cchc.deadlines.office_hours import OfficeHours
from cchc.errors import UsageError
from cchc.model.process import Process
from cchc.reports.calendar_look import escaped

MARGIN = 28
LEFT = MARGIN + 430
"""Where the days begin, after the column of names."""
CHART, BESIDE = 900, 270
"""The width that the days share as long as each keeps the least, and the room for words beside the last bar."""
MOST_STEPS = 500
"""What still makes a picture that a person can read."""
ROW = 58
"""The height of a step."""
_WIDEST, _LEAST = 120.0, 2.0

CRITICAL, OTHER, SLACK, WAITS, PROVISIONAL = "#b3261e", "#2b6cb0", "#7aa5d2", "#55606d", "#9a6700"
BOUND_LOOKS = {"statutory": ("#8f1a14", ""), "committed": ("#14603a", "7 4"), "wanted": ("#40286b", "2 3")}
"""Colour and dashes of each due line."""
WEEKEND, HOLIDAY, MADE_UP, CLOSED = "#eef1f4", "#fbe3e0", "#e3effb", "#ddd4ee"


@dataclass(frozen=True, slots=True)
class Scale:
    """Where an instant lies: each day has the same width, and the office's hours fill it."""

    first: date
    days: int
    width: float
    opens: time
    closes: time

    @classmethod
    def of(cls, begin: datetime, end: datetime, offices: list[OfficeHours]) -> Scale:
        """Return the scale of whole days from ``begin`` to ``end``, both included, with a day of air on each side."""
        first = begin.date() - timedelta(days=1)
        days = (end.date() - first).days + 2
        sessions = [one for office in offices for day in office.sessions for one in day]
        width = min(_WIDEST, max(_LEAST, CHART / days))
        return cls(first, days, width, min(start for start, _ in sessions), max(close for _, close in sessions))

    @property
    def chart(self) -> float:
        """The width of all days."""
        return self.days * self.width

    def day(self, day: date) -> float:
        """Return where ``day`` begins."""
        return (day - self.first).days * self.width

    def at(self, instant: datetime) -> float:
        """Return where ``instant`` lies; before opening and after closing it lies at an edge of its day."""
        opens, closes = _minutes(self.opens), _minutes(self.closes)
        part = (_minutes(instant.time()) - opens) / (closes - opens)
        return self.day(instant.date()) + self.width * min(1.0, max(0.0, part))

    def every_day(self) -> list[date]:
        """Return its days in order."""
        return [self.first + timedelta(days=number) for number in range(self.days)]


def _minutes(of: time) -> float:
    return of.hour * 60 + of.minute + of.second / 60


def broken(text: str, letters: int, lines: int) -> list[str]:
    """Break text so that it stays in its column; what is too long ends with an ellipsis.

    >>> broken("một hai ba bốn", 8, 1)
    ['một hai…']
    """
    text = " ".join(text[: letters * lines * 2].split())
    found = textwrap.wrap(text, letters - 4 if text.isupper() else letters) or [""]
    if len(found) > lines:
        found = [*found[: lines - 1], found[lines - 1][: letters - 1].rstrip() + "…"]
    return found


def refuse_too_many(process: Process) -> None:
    """Refuse more steps than a person can read.

    Raises:
        UsageError: there are more.
    """
    if len(process.steps) > MOST_STEPS:
        raise UsageError(f"{len(process.steps)} steps are more than a picture shows ({MOST_STEPS}); draw a stage at a time")


def text_at(x: float, y: float, told: str, look: str) -> str:
    """Draw one line of text, escaped."""
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{escaped(told)}</text>'


def width_of(text: str, size: float) -> float:
    """Return about how wide text is; a little more than it is."""
    return len(text) * size * 0.56
