"""The sheets of an Excel catalogue, derived from the model: one for procedures, one for processes, one for each of their lists.

The first row holds Vietnamese labels, the second the keys, the third begins the data. The first column says which record a
row belongs to: a word of the writer's choice, the same on every sheet; one that begins with "#" is an example and not read.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, Literal, TypeAlias, get_args, get_origin

from pydantic import BaseModel

from cchc.interop.catalogue.labels import label_of
from cchc.interop.catalogue.records import model_in
from cchc.model.procedure import Procedure
from cchc.model.process import Budget, Process

CellKind: TypeAlias = Literal["text", "lines", "number", "day", "choice", "budget", "data"]
"""What a cell holds: text; text on several lines; a number; a day; one of few words; a time of a step; JSON."""

RECORD: Final = "record"
"""The key of the first column."""

EXAMPLE: Final = "#"
"""What the first cell of an example begins with."""

LONG: Final = "Long"
"""The sheet of texts that are too long for a cell, in parts."""

FIRST_ROW: Final = 3
"""The row of Excel in which data begin."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its dotted key in the record, what it is called, what its cells hold."""

    key: str
    label_vi: str
    kind: CellKind
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: the rows of one list of a kind of record, or (``field`` empty) the records themselves."""

    name: str
    label_vi: str
    record: type[Procedure | Process]
    field: str
    columns: tuple[Column, ...]


_NAMES: Final = {
    Procedure: {
        "limits": ("Limits", "Thời hạn"),
        "submission": ("Submission", "Cách thức nộp"),
        "cases": ("Cases", "Trường hợp"),
        "components": ("Components", "Thành phần hồ sơ"),
        "fees": ("Fees", "Phí, lệ phí"),
        "results": ("Results", "Kết quả"),
        "sub_deadlines": ("SubDeadlines", "Thời hạn thành phần"),
        "pauses": ("Pauses", "Thời gian không tính"),
    },
    Process: {
        "steps": ("Steps", "Các bước"),
        "groups": ("Groups", "Nhóm bước chung hạn"),
        "stages": ("Stages", "Giai đoạn"),
        "national": ("National", "Công bố trên Cổng"),
    },
}


@lru_cache(maxsize=1)
def sheets() -> tuple[Sheet, ...]:
    """Return every sheet in order.

    >>> [one.name for one in sheets()][:3], sheets()[0].columns[1].key
    (['Procedures', 'Limits', 'Submission'], 'name')
    """
    found: list[Sheet] = []
    for kind, title, label in ((Procedure, "Procedures", "Thủ tục hành chính"), (Process, "Processes", "Quy trình nội bộ")):
        names = _NAMES[kind]
        found.append(Sheet(title, label, kind, "", _columns(kind, names)))
        for field, (name, told) in names.items():
            inner = model_in(kind.model_fields[field].annotation)
            assert inner is not None
            found.append(Sheet(name, told, kind, field, _columns(inner)))
    return tuple(found)


def _columns(model: type[BaseModel], left_out: Container[str] = ()) -> tuple[Column, ...]:
    found: list[Column] = []
    for name, field in model.model_fields.items():
        if name in left_out:
            continue
        parts = _members(field.annotation)
        inner = next((one for one in parts if isinstance(one, type) and issubclass(one, BaseModel)), None)
        if inner is not None and inner is not Budget:
            found += [replace(one, key=f"{name}.{one.key}") for one in _columns(inner)]
            continue
        kind, choices = _kind(parts)
        found.append(Column(name, label_of(model.__name__, name), kind, choices))
    return tuple(found)


def _members(annotation: Any) -> tuple[Any, ...]:
    """The alternatives of a union, without ``None``; metadata are passed by."""
    if get_origin(annotation) in (None, tuple, Literal):
        return () if annotation is type(None) else (annotation,)
    parts = (get_args(annotation)[0],) if hasattr(annotation, "__metadata__") else get_args(annotation)
    return tuple(found for one in parts for found in _members(one))


def _kind(parts: tuple[Any, ...]) -> tuple[CellKind, tuple[str, ...]]:
    first = parts[0]
    if get_origin(first) is tuple:
        inner, words = _kind((get_args(first)[0],))
        return ("lines", words) if inner in ("text", "choice") else ("data", ())
    if words := _words(first):
        return "choice", words
    kinds: dict[Any, CellKind] = {bool: "choice", Budget: "budget", date: "day", str: "text"}
    if first in kinds:
        return kinds[first], ("true", "false") if first is bool else ()
    if {int, Decimal, Fraction} & set(parts):
        return "number", ()
    return ("text", ()) if len(parts) > 4 else ("data", ())


def _words(one: Any) -> tuple[str, ...]:
    if get_origin(one) is Literal:
        return tuple(word for word in get_args(one) if word)
    return tuple(str(member.value) for member in one) if isinstance(one, type) and issubclass(one, Enum) else ()
