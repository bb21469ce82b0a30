"""What one difference between two versions of a procedure is, and what it means to the citizen: values only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from cchc.model.labels import LabelledEnum
from cchc.model.limit_phrases import format_unit
from cchc.model.procedure import Procedure
from cchc.model.receipt import Channel
from cchc.model.time_limit import TimeLimit


class Effect(LabelledEnum):
    """What a change is to the citizen (tác động đối với người dân)."""

    GAIN = "gain", "Có lợi", "A gain"
    LOSS = "loss", "Bất lợi", "A loss"
    NEUTRAL = "neutral", "Không lợi không hại", "Neither"
    OPEN = "open", "Chưa kết luận được", "Cannot be judged"

    @property
    def mirrored(self) -> Effect:
        """What the same change is the other way round."""
        return {Effect.GAIN: Effect.LOSS, Effect.LOSS: Effect.GAIN}.get(self, self)


def weighed(old: int | Decimal, new: int | Decimal) -> Effect:
    """Return what it is to the citizen when a burden of ``old`` becomes one of ``new``: less is a gain.

    >>> weighed(2, 1).value, weighed(1, 1).value
    ('gain', 'neutral')
    """
    return Effect.NEUTRAL if old == new else Effect.GAIN if new < old else Effect.LOSS


class ChangedPart(LabelledEnum):
    """Which part of a procedure changed (nội dung thay đổi)."""

    CASE = "case", "Các trường hợp", "Cases"
    LIMIT = "limit", "Thời hạn theo quy định", "Statutory limit"
    COMMITTED = "committed", "Thời hạn cam kết", "Committed limit"
    FEE = "fee", "Phí, lệ phí", "Fees"
    COMPONENT = "component", "Thành phần, số lượng hồ sơ", "Components of the dossier"
    CHANNEL = "channel", "Cách thức nộp", "Channels"
    RESULT = "result", "Kết quả giải quyết", "Results"


class Words(NamedTuple):
    """A text in both languages (lời văn hai thứ tiếng)."""

    vi: str
    en: str

    def of(self, lang: str) -> str:
        """Return the text in ``lang``: ``"vi"`` or ``"en"``."""
        return self.vi if lang == "vi" else self.en


class Saved(NamedTuple):
    """How much shorter a limit became (thời gian giảm được), in one unit; negative where it became longer.

    ``least`` and ``most`` are the same where both limits are in the unit; days counted on a calendar depend on the day of receipt.
    """

    unit: str
    least: int | Fraction
    most: int | Fraction

    @property
    def effect(self) -> Effect:
        """A gain when it is never longer and once shorter, a loss the other way round; open when it depends on the day."""
        if self.least == 0 == self.most:
            return Effect.NEUTRAL
        return Effect.GAIN if self.least >= 0 else Effect.LOSS if self.most <= 0 else Effect.OPEN

    @property
    def words(self) -> Words:
        """The saving in words.

        >>> Saved("working_day", 2, 2).words.en, Saved("day", -3, 5).words.en
        ('2 working days shorter', 'from 3 days longer to 5 days shorter, by the day of receipt')
        """
        if self.least == self.most:
            return Words(self._told(self.most, "vi"), self._told(self.most, "en"))
        low, high = self.least, self.most
        return Words(
            f"từ {self._told(low, 'vi')} đến {self._told(high, 'vi')}, tùy ngày nộp",
            f"from {self._told(low, 'en')} to {self._told(high, 'en')}, by the day of receipt",
        )

    def _told(self, count: int | Fraction, lang: str) -> str:
        if not count:
            return "như cũ" if lang == "vi" else "the same"
        amount = format_unit(max(count, -count), self.unit, lang)
        if lang == "vi":
            return f"ngắn hơn {amount}" if count > 0 else f"dài hơn {amount}"
        return f"{amount} shorter" if count > 0 else f"{amount} longer"


DaysSaved: TypeAlias = Callable[[TimeLimit, TimeLimit], Saved | None]
"""Counts on a calendar how much the second limit saves against the first; ``None`` where that cannot be counted."""


@dataclass(frozen=True, slots=True)
class ProcedureChange:
    """One difference between two versions (một thay đổi): which part, what before and after, what it is to the citizen.

    ``before`` is missing for what is new, ``after`` for what is gone. ``channels`` are empty where it concerns every channel.
    """

    part: ChangedPart
    effect: Effect
    subject: Words
    message: Words
    before: Words | None = None
    after: Words | None = None
    case: str | None = None
    channels: tuple[Channel, ...] = ()
    saved: Saved | None = None


@dataclass(frozen=True, slots=True)
class ProcedureDiff:
    """What changes from one version of a procedure to another (thay đổi giữa hai phiên bản), in the order of the parts."""

    old: Procedure
    new: Procedure
    changes: tuple[ProcedureChange, ...]

    def of(self, effect: Effect) -> tuple[ProcedureChange, ...]:
        """Return the changes that are ``effect`` to the citizen."""
        return tuple(one for one in self.changes if one.effect is effect)
