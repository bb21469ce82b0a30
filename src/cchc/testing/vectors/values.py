"""The library's values from the plain ones of a question, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cchc.deadlines.policy import Policy
from cchc.model.limit_phrases import limit_of
from cchc.model.time_limit import CompoundLimit, DayPart, Immediate, SameDay, TimeLimit, exact_amount
from cchc.testing.plain import plain_limit
from cchc.testing.vectors.form import Choices


def amounts(limit: TimeLimit) -> dict[str, int | str]:
    """Return ``limit`` as units with their amounts.

    >>> from cchc import parse_limit
    >>> amounts(parse_limit("02 tháng và 15 ngày làm việc")), amounts(parse_limit("1/2 ngày")), amounts(parse_limit("trong ngày"))
    ({'month': 2, 'working_day': 15}, {'working_day': '1/2'}, {'same_day': 1})
    """
    pairs = plain_limit(limit) or [(limit.unit, 1)]
    return {unit: count if isinstance(count, int) else str(count) for unit, count in pairs}


def limit_from(plain: Mapping[Any, int | str]) -> TimeLimit:
    """Return the limit that units and amounts say.

    >>> limit_from({"working_day": "1/2"})
    WorkingDays(count=Fraction(1, 2), unit='working_day')
    """
    if "same_day" in plain or "immediate" in plain:
        return SameDay() if "same_day" in plain else Immediate()
    parts = [limit_of(exact_amount(amount), unit) for unit, amount in plain.items()]
    return parts[0] if len(parts) == 1 else CompoundLimit(parts=tuple(part for part in parts if isinstance(part, DayPart)))


def policy_from(choices: Choices, base: Policy) -> Policy:
    """Return ``base`` with the choices given in its place."""
    given: dict[str, Any] = dict(choices)
    return replace(base, **given) if given else base
