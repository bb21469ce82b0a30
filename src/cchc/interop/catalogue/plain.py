"""Procedures and processes as plain data, the same for every form of file: tables, lists, text, numbers, days.

What equals its default is left out, so a file holds what somebody said. A time limit is a phrase ("15 ngày làm việc").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, Final, TypeAlias, cast, get_args

from pydantic import BaseModel

from cchc.errors import LimitError
from cchc.model.limit_phrases import format_limit, parse_limit
from cchc.model.procedure import Procedure
from cchc.model.process import Process
from cchc.model.time_limit import TimeLimit

Record: TypeAlias = Procedure | Process
"""What a catalogue holds."""

PLURALS: Final[Mapping[type[BaseModel], Mapping[str, str]]] = {
    Procedure: {
        "limit": "limits",
        "case": "cases",
        "component": "components",
        "fee": "fees",
        "result": "results",
        "sub_deadline": "sub_deadlines",
        "pause": "pauses",
    },
    Process: {"step": "steps", "group": "groups", "stage": "stages"},
}
"""The key of one table, as a TOML file writes it, and the key of the model; either is read in every form."""

SINGULARS: Final[Mapping[type[BaseModel], Mapping[str, str]]] = {
    kind: {many: one for one, many in names.items()} for kind, names in PLURALS.items()
}
"""The other way round."""

_TOLD_APART_BY = {"unit", "kind"}


def to_plain(value: object) -> Any:
    """Return a record, or any value of one, as plain data.

    >>> to_plain(Process(id="p", name="…", hours_per_day="7,5"))
    {'id': 'p', 'name': '…', 'hours_per_day': '15/2'}
    """
    if isinstance(value, BaseModel):
        return _of_model(value)
    if isinstance(value, get_args(TimeLimit)):
        return _of_limit(value)
    if is_dataclass(value) and not isinstance(value, type):
        return _of_dataclass(value)
    if isinstance(value, tuple):
        return [to_plain(one) for one in cast("tuple[object, ...]", value)]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    assert value is None or isinstance(value, str | int | date | time), type(value)
    return value


def _of_model(value: BaseModel) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, field in type(value).model_fields.items():
        one = getattr(value, name)
        if field.is_required() or one != field.get_default():
            found[name] = to_plain(one)
    return found


def _of_dataclass(value: Any) -> dict[str, Any]:
    return {
        one.name: to_plain(getattr(value, one.name))
        for one in fields(value)
        if one.name in _TOLD_APART_BY or one.default is MISSING or getattr(value, one.name) != one.default
    }


def _of_limit(value: Any) -> str | dict[str, Any]:
    """The phrase, where it says exactly this; else the table."""
    phrase = format_limit(value)
    try:
        if parse_limit(phrase) == value:
            return phrase
    except LimitError:
        pass
    return _of_dataclass(value)


def rows_of(value: object) -> list[Any]:
    """Return a list as it is, and anything else as a list of one."""
    return value if isinstance(value, list) else [value]  # pyright: ignore[reportUnknownVariableType]


def table_of(value: object) -> dict[str, Any]:
    """Return a table as it is, and anything else as an empty one."""
    return value if isinstance(value, dict) else {}  # pyright: ignore[reportUnknownVariableType]
