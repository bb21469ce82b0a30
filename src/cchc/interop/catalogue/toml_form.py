"""The project's own form: TOML, one ``[[procedure]]`` or ``[[process]]`` a record, each read by itself.

A record that is not TOML is rejected alone; what stands before and after it is kept. Places are found by a scan of the
text for headers and keys; values come from the parser of the standard library only.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from cchc.interop.catalogue.plain import SINGULARS, Record, to_plain
from cchc.interop.catalogue.records import KINDS, Answer, as_record, plural_path
from cchc.model.place import Place, Rejected

LONGEST_LINE = 100_000
"""The most characters of one line; text that is longer is written on several."""

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""|\'\'\'(?:[^\']|\'(?!\'\'))*+\'\'\'|"(?:[^"\\\n]|\\.)*+"|\'[^\'\n]*\'|\#[^\n]*'
    r"|(?P<line>(?:^|\n)[ \t]*(?:\[\[(?P<tables>[^\]\n\"']+)\]\]|\[(?P<table>[^\[\]\n\"']+)\]|(?P<key>[A-Za-z0-9_.-]+)[ \t]*=))",
    re.DOTALL,
)
_STRING = re.compile(_TOKEN.pattern.partition("|(?P<line>")[0], re.DOTALL)
_CHAIN = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]+[ \t]*\.[ \t]*){16}")
"""A key of so many names: no record has one, and the parser is not linear in them."""
_AT_LINE = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)")


@dataclass(frozen=True, slots=True)
class _Piece:
    """The text of one record, from its header to the next."""

    name: str
    text: str
    line: int


def read_toml_text(text: str, file: str = "") -> Iterator[Answer]:
    r"""Yield each record of ``text`` in order, or why it is none.

    >>> good, bad = read_toml_text('[[process]]\nid = "p"\nname = "…"\n[[process]]\nid = ', "a.toml")
    >>> good.record.id, str(bad.place), bad.code
    ('p', 'a.toml:5', 'toml')
    """
    for piece in _pieces(text):
        yield from _read(piece, file)


def _pieces(text: str) -> Iterator[_Piece]:
    """Cut where a record begins; headers inside text of several lines are none."""
    heads = (found for found in _TOKEN.finditer(text) if found["tables"] and found["tables"].strip() in ("procedure", "process"))
    cuts = [(found.start() + found[0].startswith("\n"), found["tables"].strip()) for found in heads]
    starts = [(0, ""), *cuts]
    line = 1
    for (start, name), end in zip(starts, [*(cut for cut, _ in cuts), len(text)], strict=True):
        piece = text[start:end]
        if name or piece.strip():
            yield _Piece(name, piece, line)
        line += piece.count("\n")


def _read(piece: _Piece, file: str) -> Iterator[Answer]:
    if any(len(line) > LONGEST_LINE for line in piece.text.split("\n")):
        yield Rejected(Place(file, piece.line), "toml", f"a line has more than {LONGEST_LINE} characters; break it")
        return
    if _CHAIN.search(_STRING.sub('""', piece.text)):
        yield Rejected(Place(file, piece.line), "too_deep", "a key of more than 16 names with dots between them; no record has one")
        return
    try:
        tables: dict[str, Any] = tomllib.loads(piece.text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        yield _not_toml(piece, file, error)
        return
    lines = _lines(piece)
    for name, value in tables.items():
        if name != piece.name or not name:
            place = Place(file, lines.get(name, piece.line))
            yield Rejected(place, "unknown_table", f"{name[:40]!r} is not known here; records stand under [[procedure]] and [[process]]")
        else:
            kind = KINDS[name]
            keys = {plural_path(kind, path.removeprefix(f"{name}.")): line for path, line in lines.items()}
            yield as_record(kind, value[0], Place(file, piece.line), keys)


def _not_toml(piece: _Piece, file: str, error: Exception) -> Rejected:
    if isinstance(error, RecursionError):
        return Rejected(Place(file, piece.line), "too_deep", "tables lie too deep in each other for a record")
    told = str(error).split("\n")[0][:200]
    found = _AT_LINE.search(told)
    line, column = (int(found[1]), int(found[2])) if found else (piece.text.rstrip().count("\n") + 1, 0)
    told = _AT_LINE.sub("", told).replace("(at end of document)", "").strip()
    return Rejected(Place(file, piece.line + line - 1, column), "toml", f"is not TOML: {told[:1].lower()}{told[1:]}")


def _lines(piece: _Piece) -> dict[str, int]:
    """The lines of headers and of keys at line starts, by dotted path without the record's own place in the list."""
    found: dict[str, int] = {}
    numbers: dict[str, int] = {}
    around, line, counted = piece.name, piece.line, 0
    for token in _TOKEN.finditer(piece.text):
        if token["line"] is None:
            continue
        start = token.start() + token[0].startswith("\n")
        line += piece.text.count("\n", counted, start)
        counted = start
        if token["key"]:
            found.setdefault(f"{around}.{token['key']}" if around else token["key"], line)
            continue
        around = _numbered(".".join(part.strip() for part in (token["tables"] or token["table"]).split(".")), numbers)
        if token["tables"] and around != piece.name:
            many = around
            numbers[many] = numbers.get(many, -1) + 1
            found.setdefault(many, line)
            around = f"{many}.{numbers[many]}"
        if around != piece.name:
            found[around] = line
    return found


def _numbered(name: str, numbers: dict[str, int]) -> str:
    """Put the position of the last table into a header's name: ``procedure.limit.extension`` is of the last limit."""
    *before, last = name.split(".")
    path = ""
    for part in before:
        path = f"{path}.{part}" if path else part
        if path in numbers:
            path = f"{path}.{numbers[path]}"
    return f"{path}.{last}" if path else last


def write_toml(records: Iterable[Record]) -> Iterator[str]:
    """Yield the text of records in this form, one after another.

    >>> from cchc.model.process import Process, Step
    >>> print("".join(write_toml([Process(id="p", name="…", steps=(Step(id="a", budget={"count": "1/2", "unit": "day"}),))])))
    [[process]]
    id = "p"
    name = "…"
    <BLANKLINE>
    [[process.step]]
    id = "a"
    budget = { count = "1/2", unit = "day" }
    <BLANKLINE>
    """
    between = ""
    for record in records:
        yield between + _written(record)
        between = "\n"


def _written(record: Record) -> str:
    name = type(record).__name__.lower()
    single = SINGULARS[type(record)]
    data: dict[str, Any] = to_plain(record)
    tables = {key: value for key, value in data.items() if key in single}
    lines = [f"[[{name}]]", *(f"{key} = {_value(value)}" for key, value in data.items() if key not in tables)]
    for key, rows in tables.items():
        for row in rows:
            lines += ["", f"[[{name}.{single[key]}]]", *(f"{inner} = {_value(value)}" for inner, value in row.items())]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_value(one)}' for key, one in value.items())} }}"  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, list):
        return f"[{', '.join(_value(one) for one in value)}]"  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, Decimal):
        return format(value, "f")
    assert isinstance(value, int | date | time), type(value)
    return str(value) if isinstance(value, int) else value.isoformat()


_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _text(text: str) -> str:
    """Text in double quotes on one line; what is too long for a line is broken where TOML joins it again."""
    if len(text) <= LONGEST_LINE // 10:
        return f'"{_escaped(text)}"'
    size = LONGEST_LINE // 10
    parts = [_escaped(text[start : start + size]) for start in range(0, len(text), size)]
    broken = "\\\n".join(f"\\u0020{part[1:]}" if part.startswith(" ") else part for part in parts)
    return f'"""{broken}"""'


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: _SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}", text)
