"""Procedures and processes as YAML, in lists ``procedures:`` and ``processes:``, and the same shape as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any, cast

from cchc.interop.catalogue.plain import Record, to_plain
from cchc.interop.catalogue.records import KINDS, Answer, as_record, plural_path
from cchc.model.place import Place, Rejected
from cchc.model.procedure import Procedure
from cchc.model.process import Process

FORM_KEYS = frozenset(KINDS) | {"$schema"}
"""The keys of a whole file in the project's form."""


def read_lists(data: object, lines: Mapping[str, int], file: str = "") -> Iterator[Answer]:
    """Yield each record of a whole file, given as plain data with its lines, or why it is none.

    >>> found = list(read_lists({"processes": [{"id": "p", "name": "…"}], "other": 1}, {"processes.0": 2, "other": 5}, "a.yaml"))
    >>> [str(one.place) for one in found]
    ['a.yaml:2', 'a.yaml:5']
    """
    if not isinstance(data, dict):
        yield Rejected(Place(file), "unknown_form", "lists `procedures` and `processes` are expected at the top")
        return
    under = _grouped(lines)
    for name, value in cast("dict[str, Any]", data).items():
        if name == "$schema":
            continue
        if name not in KINDS:
            known = "known are `procedures` and `processes`"
            yield Rejected(Place(file, lines.get(name, 0)), "unknown_table", f"{name[:40]!r} is not known here; {known}")
            continue
        rows: list[object] = value if isinstance(value, list) else [value]  # pyright: ignore[reportUnknownVariableType]
        kind = KINDS[name]
        for number, row in enumerate(rows):
            path = f"{name}.{number}" if isinstance(value, list) else name
            keys = {plural_path(kind, inner): line for inner, line in under.get(path, ())}
            yield as_record(kind, row, Place(file, lines.get(path, 0)), keys)


def _grouped(lines: Mapping[str, int]) -> dict[str, list[tuple[str, int]]]:
    """The lines of each record's keys: paths below ``procedures.3`` (of a list) and ``procedure`` (of one)."""
    found: dict[str, list[tuple[str, int]]] = {}
    for path, line in lines.items():
        first, _, rest = path.partition(".")
        number, _, inner = rest.partition(".")
        if number.isdecimal() and inner:
            found.setdefault(f"{first}.{number}", []).append((inner, line))
        elif rest:
            found.setdefault(first, []).append((rest, line))
    return found


def write_json(records: Iterable[Record]) -> Iterator[str]:
    """Yield the text of a JSON file of records: procedures, then processes.

    >>> from cchc.model.process import Process
    >>> print("".join(write_json([Process(id="p", name="…")])))
    {"processes": [
    {"id": "p", "name": "…"}
    ]}
    <BLANKLINE>
    """
    start = "{"
    for name, rows in _by_kind(records):
        yield f'{start}"{name}": [\n'
        for number, row in enumerate(rows):
            yield (",\n" if number else "") + json_of(to_plain(row))
        yield "\n]"
        start = ", "
    yield "}\n" if start == ", " else "{}\n"


def write_json_lines(records: Iterable[Record]) -> Iterator[str]:
    r"""Yield one line of JSON for each record: ``{"procedure": {…}}`` or ``{"process": {…}}``.

    >>> from cchc.model.process import Process
    >>> list(write_json_lines([Process(id="p", name="…")]))
    ['{"process": {"id": "p", "name": "…"}}\n']
    """
    for record in records:
        yield json_of({type(record).__name__.lower(): to_plain(record)}) + "\n"


def json_of(data: Any) -> str:
    """Return plain data as one line of JSON; days and amounts that are not whole are text."""
    return json.dumps(data, ensure_ascii=False, default=str)


def write_yaml(records: Iterable[Record]) -> Iterator[str]:
    """Yield the text of a YAML file of records: procedures, then processes.

    >>> from cchc.model.process import Process, Step
    >>> print("".join(write_yaml([Process(id="p", name="a: b", steps=(Step(id="no", budget={"count": "0,5", "unit": "day"}),))])))
    processes:
    - id: "p"
      name: "a: b"
      steps:
      - id: "no"
        budget:
          count: "1/2"
          unit: "day"
    <BLANKLINE>
    """
    empty = True
    for name, rows in _by_kind(records):
        empty = False
        yield f"{name}:\n"
        for row in rows:
            yield "".join(f"{line}\n" for line in _item(to_plain(row), ""))
    if empty:
        yield "procedures: []\n"


def _by_kind(records: Iterable[Record]) -> Iterator[tuple[str, Sequence[Record]]]:
    rows = list(records)
    if found := [one for one in rows if isinstance(one, Procedure)]:
        yield "procedures", found
    if others := [one for one in rows if isinstance(one, Process)]:
        yield "processes", others


def _item(value: Any, margin: str) -> Iterator[str]:
    """A list's item: the dash stands where the first key's margin would be."""
    if isinstance(value, dict | list) and value:
        first, *rest = _block(value, margin + "  ")  # pyright: ignore[reportUnknownArgumentType]
        yield f"{margin}- {first.lstrip(' ')}"
        yield from rest
    else:
        yield f"{margin}- {_scalar(value)}"


def _block(value: Any, margin: str) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:  # pyright: ignore[reportUnknownVariableType]
            yield from _item(one, margin)
        return
    for key, one in value.items():
        if isinstance(one, dict | list) and one:
            yield f"{margin}{key}:"
            yield from _block(one, margin if isinstance(one, list) else margin + "  ")
        else:
            yield f"{margin}{key}: {_scalar(one)}"


_WORD = re.compile(r"[a-z]{4,}(?:_[a-z]+)*")
_HIDDEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LINE = 10_000


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if _WORD.fullmatch(value) and value not in ("true", "false", "null") else _quoted(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | time):
        return f'"{value.isoformat()}"'
    return "[]" if value == [] else "{}" if value == {} else str(value)


def _quoted(text: str) -> str:
    """Text in double quotes on one line; what is too long for a line is broken where YAML joins it again."""
    parts = [text[start : start + _LINE] for start in range(0, len(text), _LINE)] or [""]
    written = [_HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(part, ensure_ascii=False)[1:-1]) for part in parts]
    joined = "\\\n".join(f"\\x20{part[1:]}" if number and part.startswith(" ") else part for number, part in enumerate(written))
    return f'"{joined}"'
