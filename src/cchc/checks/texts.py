"""What rules read out of printed text: folded words, amounts of time and money, and the texts of a record with their paths."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from cchc.errors import LimitError
from cchc.model.procedure import Procedure
from cchc.model.process import Budget, Process
from cchc.model.time_limit import CompoundLimit, Immediate, SameDay, TimeLimit, exact_amount

NOTHING_SAID = frozenset({"", "không có thông tin", "chưa có thông tin", "không có", "chưa cập nhật", "-", "…", "..."})
"""What a published field says when it says nothing."""

_UNIT_WORDS = {
    "ngày làm việc": "working_day",
    "ngày": "day",
    "giờ làm việc": "working_hour",
    "giờ": "hour",
    "tuần": "week",
    "tháng": "month",
    "năm": "year",
    "working_day": "working_day",
    "day": "day",
}
_UNIT_VI = {
    "working_day": "ngày làm việc",
    "day": "ngày",
    "working_hour": "giờ làm việc",
    "hour": "giờ",
    "week": "tuần",
    "month": "tháng",
    "year": "năm",
    "same_day": "trong ngày",
    "immediate": "ngay",
}
_SPOKEN = re.compile(
    r"(?<![\d.,/])(?P<amount>[0-9]{1,4}(?:[.,][0-9]{1,2}|/[1-9])?)\s?(?:\((?P<words>[^()0-9]{2,40})\)\s?)?"
    r"(?P<unit>ngày làm việc|ngày|giờ làm việc|giờ|tháng|tuần)(?!\s*(?:[0-9]|tháng\s*[0-9]))"
)


@lru_cache(maxsize=256)
def folded(text: str) -> str:
    """Return ``text`` in lower case, composed, with single spaces and one spelling of "ủy".

    >>> folded("  UỶ  ban ")
    'ủy ban'
    """
    return " ".join(unicodedata.normalize("NFC", text).lower().replace("uỷ", "ủy").split())


def is_blank(text: str) -> bool:
    """Return whether a published field says nothing.

    >>> is_blank("Không có thông tin."), is_blank("Miễn phí")
    (True, False)
    """
    return folded(text).rstrip(". ") in NOTHING_SAID


def shown(text: str, most: int = 90) -> str:
    """Return ``text`` on one line, as a message may quote it."""
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def around(text: str, at: int, reach: int = 40) -> str:
    """Return the part of ``text`` about a position, as a message may quote it.

    >>> around("một hai ba bốn năm", 9, 5)
    '…hai ba bốn…'
    """
    begin, end = max(0, at - reach), min(len(text), at + reach)
    while 0 < begin < at and not text[begin - 1].isspace():
        begin += 1
    while at < end < len(text) and not text[end].isspace():
        end -= 1
    return f"{'…' * (begin > 0)}{shown(text[begin:end], 2 * reach)}{'…' * (end < len(text))}"


@dataclass(frozen=True, slots=True)
class Spoken:
    """An amount of time in a text: how much, of what, the words in brackets, and where it stands."""

    amount: Fraction
    unit: str
    words: str
    begin: int
    end: int

    @property
    def key(self) -> tuple[Fraction, str]:
        """What makes two amounts the same."""
        return self.amount, self.unit

    def __str__(self) -> str:
        return said(self.amount, self.unit)


@lru_cache(maxsize=256)
def spoken(text: str) -> tuple[Spoken, ...]:
    """Return the amounts of time in ``text``, which is folded; a date ("ngày 15 tháng 3") is none.

    >>> [str(one) for one in spoken("trong 05 (năm) ngày làm việc, trước ngày 15 tháng 3")]
    ['5 ngày làm việc']
    """
    return tuple(
        Spoken(Fraction(found["amount"].replace(",", ".")), _UNIT_WORDS[found["unit"]], found["words"] or "", found.start(), found.end())
        for found in _SPOKEN.finditer(text)
    )


def unit_of(printed: str) -> str:
    """Return the unit that a published cell names; empty where it names none that is known."""
    return _UNIT_WORDS.get(folded(printed).strip("()"), "")


def amount_of(printed: str) -> Fraction | None:
    """Return the number of a published cell; ``None`` where it is none."""
    try:
        return Fraction(exact_amount(printed.strip()))
    except LimitError:
        return None


def number(amount: Fraction | int, comma: str = ",") -> str:
    """Return an exact number as it is written: decimals where they end, else a fraction.

    >>> number(Fraction(21, 2)), number(Fraction(1, 3)), number(Fraction(1, 4), ".")
    ('10,5', '1/3', '0.25')
    """
    amount = Fraction(amount)
    for digits in range(7):
        scaled = amount * 10**digits
        if scaled.denominator == 1:
            whole, rest = divmod(scaled.numerator, 10**digits)
            return f"{whole}{comma}{rest:0{digits}d}" if digits else str(whole)
    return str(amount)


def said(amount: Fraction | int, unit: str, lang: str = "vi") -> str:
    """Return an amount of a unit as a message says it."""
    if unit in ("same_day", "immediate"):
        return _UNIT_VI[unit] if lang == "vi" else unit.replace("_", " ")
    return f"{number(amount)} {_UNIT_VI[unit]}" if lang == "vi" else f"{number(amount, '.')} {unit.replace('_', ' ')}s"


Time: TypeAlias = tuple[Fraction, str]
"""An exact amount and its unit."""


def time_of(limit: TimeLimit | None) -> Time | None:
    """Return the amount and the unit of a limit; ``None`` for "within the day", "at once" and a sum of units.

    >>> from cchc.model.time_limit import WorkingDays
    >>> time_of(WorkingDays(count=5))
    (Fraction(5, 1), 'working_day')
    """
    if limit is None or isinstance(limit, SameDay | Immediate | CompoundLimit):
        return None
    return Fraction(limit.count), limit.unit


def unit_vi(unit: str) -> str:
    """Return the Vietnamese word of a unit."""
    return _UNIT_VI.get(unit, unit)


def said_budget(budget: Budget, lang: str = "vi") -> str:
    """Return a budget as a message says it."""
    return said(Fraction(budget.count), budget.unit, lang)


@dataclass(frozen=True, slots=True)
class Cell:
    """A published cell of time: the channel, the number and the unit as printed, and the path to it."""

    channel: str
    amount: str
    unit: str
    path: str

    @property
    def key(self) -> tuple[Fraction | str, str]:
        """What makes two cells the same."""
        return amount_of(self.amount) or folded(self.amount), unit_of(self.unit) or folded(self.unit)

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}".strip()


def published_cells(procedure: Procedure) -> tuple[Cell, ...]:
    """Return the cells of time as the record publishes them: of its ways to hand in, else of its limits."""
    rows = tuple(
        Cell(one.channel.value, one.published_time, one.published_unit, f"submission.{place}.published_time")
        for place, one in enumerate(procedure.submission)
        if not is_blank(one.published_time)
    )
    return rows or tuple(
        Cell(one.channel.value, one.amount, one.unit, f"limits.{place}.published.{row}")
        for place, limit in enumerate(procedure.limits)
        for row, one in enumerate(limit.published)
        if not is_blank(one.amount)
    )


def _numbered(path: str, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((f"{path}.{place}", text) for place, text in enumerate(texts))


def agency_texts(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """Yield path and text of every agency named."""
    for role in ("receive", "execute", "decide", "delegated", "coordinate"):
        yield from _numbered(f"agencies.{role}", getattr(procedure.agencies, role))


def running_texts(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """Yield path and text of what tells how the work goes: steps, inner deadlines, wordings; not the notes of a reader."""
    yield from _numbered("steps", procedure.steps)
    for place, limit in enumerate(procedure.limits):
        yield f"limits.{place}.wording", limit.wording
    for place, sub in enumerate(procedure.sub_deadlines):
        yield f"sub_deadlines.{place}.wording", f"{sub.what}. {sub.wording}"
    for place, pause in enumerate(procedure.pauses):
        yield f"pauses.{place}.wording", pause.wording
    for place, way in enumerate(procedure.submission):
        yield f"submission.{place}.wording", way.wording


def noted_texts(record: Procedure | Process) -> Iterator[tuple[str, str]]:
    """Yield path and text of the notes beside the record."""
    yield from _numbered("notes", record.notes)


def step_texts(process: Process) -> Iterator[tuple[str, str]]:
    """Yield path and text of every step: what is done, by whom, as worded."""
    for place, step in enumerate(process.steps):
        for key in ("label", "activity", "role", "agency", "wording", "note"):
            yield f"steps.{place}.{key}", getattr(step, key)
