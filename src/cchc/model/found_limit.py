"""What a reading of a text found: time limits with their place, and what looks like one and is none.

Each value says where it stands (``span``: first character and the one after the last), so that a reader can be shown it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from fractions import Fraction
from typing import TypeAlias

from cchc.model.labels import LabelledEnum
from cchc.model.receipt import StartEvent
from cchc.model.time_limit import TimeLimit

Span: TypeAlias = tuple[int, int]
"""The first character, and the one after the last, as in a slice of the text."""


class LimitBound(LabelledEnum):
    """Which side of the amount the text allows (giới hạn)."""

    AT_MOST = "at_most", "không quá", "at most"
    EXACTLY = "exactly", "đúng bằng", "exactly, or no word says otherwise"
    AT_LEAST = "at_least", "ít nhất", "at least"
    BEFORE = "before", "trước", "counted backwards from an event"
    AFTER = "after", "sau khi hết", "not before the end of it"


class ReadingConfidence(LabelledEnum):
    """How an amount and its unit were read (mức tin cậy)."""

    CLEAR = "clear", "đọc rõ", "both as the text says them"
    INFERRED = "inferred", "suy từ ngữ pháp", "one is taken from the grammar: a shared unit, missing accents, minutes"
    UNCONFIRMED = "unconfirmed", "cần xác nhận", "no unit, figure against word, or nothing that can be counted with"


class AsideReason(LabelledEnum):
    """Why a length of time in a text is not a time limit (không phải thời hạn giải quyết)."""

    VALIDITY = "validity", "thời hạn hiệu lực", "how long a paper is valid"
    AGE = "age", "độ tuổi", "an age"
    EXPERIENCE = "experience", "kinh nghiệm", "years of experience"
    PERIOD = "period", "khoảng thời gian đã qua", "a stretch of time looked at, such as the last 03 years"
    RATE = "rate", "định kỳ", "how often, or a price for a time"
    UNREADABLE = "unreadable", "số không đọc được", "a figure that may be read in two ways, such as 07/12 or 1.500"


@dataclass(frozen=True, slots=True)
class FoundLimit:
    """One time limit in a text.

    ``limit`` is what can be counted with; ``None`` where someone must confirm first. ``amount`` and ``unit`` are as read:
    a unit of ``None`` was not said; a sum has the unit "compound" and no amount of its own.
    """

    limit: TimeLimit | None
    amount: int | Fraction | None
    unit: str | None
    bound: LimitBound
    start: StartEvent | None
    case: str | None
    span: Span
    confidence: ReadingConfidence
    cutoff: time | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A figure and the word beside it that differ, as in "30 (bốn mươi)" (số và chữ không khớp)."""

    figure: int
    word: int
    span: Span


@dataclass(frozen=True, slots=True)
class SetAside:
    """A length of time that is not a limit, and why."""

    reason: AsideReason
    span: Span


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A cut-off at a time of day, as in "sau 15 giờ" (giờ chốt); the text does not say of which kind it is."""

    at: time
    span: Span


@dataclass(frozen=True, slots=True)
class LimitText:
    """All that a text says about time limits, in the order of the text."""

    limits: tuple[FoundLimit, ...]
    disagreements: tuple[Disagreement, ...]
    set_aside: tuple[SetAside, ...]
    cutoffs: tuple[ClockTime, ...]
