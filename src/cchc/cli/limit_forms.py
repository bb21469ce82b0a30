"""The JSON form of ``cchc limits parse``: one object for each text."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cchc.cli.output import Output
from cchc.model.found_limit import AsideReason, FoundLimit, LimitBound, LimitText, ReadingConfidence, Span
from cchc.model.receipt import StartEvent
from cchc.model.time_limit import CompoundLimit

AmountText = Annotated[str, Field(pattern=r"^[0-9]+(/[0-9]+)?$")]
TimeOfDay = Annotated[str, Field(pattern=r"^[0-9]{2}:[0-9]{2}$")]
Unit = Literal["working_day", "day", "working_hour", "hour", "week", "month", "year", "same_day", "immediate", "compound"]


class PartAnswer(Output):
    """One unit of a sum."""

    amount: AmountText
    unit: Unit


class LimitAnswer(Output):
    """A time limit; the amount is exact ("1/2"), null where there is none; a null unit was not said.

    ``parts`` only of a sum, ``cutoff`` only where the text gives one; ``span`` counts characters of the text.
    """

    absent = ("parts", "cutoff")

    amount: AmountText | None
    unit: Unit | None
    parts: tuple[PartAnswer, ...] | None = None
    bound: LimitBound
    start: StartEvent | None
    case: str | None
    span: Span
    confidence: ReadingConfidence
    cutoff: TimeOfDay | None = None


class DisagreementAnswer(Output):
    """A figure and the word beside it that differ."""

    figure: int
    word: int
    span: Span


class SetAsideAnswer(Output):
    """A length of time that is no limit, and why."""

    reason: AsideReason
    span: Span


class LimitsAnswer(Output):
    """What one text says about time limits; ``set_aside`` only where something was."""

    absent = ("set_aside",)

    limits: tuple[LimitAnswer, ...]
    disagreements: tuple[DisagreementAnswer, ...]
    set_aside: tuple[SetAsideAnswer, ...] | None = None


def limits_answer(found: LimitText) -> LimitsAnswer:
    """Return what was found in a text as the answer for machines."""
    return LimitsAnswer(
        limits=tuple(map(_limit, found.limits)),
        disagreements=tuple(DisagreementAnswer(figure=one.figure, word=one.word, span=one.span) for one in found.disagreements),
        set_aside=tuple(SetAsideAnswer(reason=one.reason, span=one.span) for one in found.set_aside) or None,
    )


def _limit(found: FoundLimit) -> LimitAnswer:
    parts = found.limit.parts if isinstance(found.limit, CompoundLimit) else ()
    return LimitAnswer.model_validate(
        {
            "amount": None if found.amount is None else str(found.amount),
            "unit": found.unit,
            "parts": tuple(PartAnswer(amount=str(part.count), unit=part.unit) for part in parts) or None,
            "bound": found.bound,
            "start": found.start,
            "case": found.case,
            "span": found.span,
            "confidence": found.confidence,
            "cutoff": None if found.cutoff is None else f"{found.cutoff:%H:%M}",
        }
    )
