"""Tables of the study's files, read key by key: what is not asked for becomes a note, and every part keeps its line.

The study (a hand-made collection of real procedures and processes) writes flow tables by hand, so a comma inside a text
that has no quotes cuts it in two: ``{what: tiếp nhận, hẹn trả}`` is a text and a key without a value. Such a key is put
back where it was cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias, cast

from cchc.errors import CatalogueFileError, CchcError
from cchc.interop.located_yaml import load_yaml
from cchc.model.place import Place, Rejected

Table: TypeAlias = dict[str, Any]
"""A table of plain data."""

_KEY = re.compile(r"[a-zA-Z0-9_]+")
_DAY = re.compile(r"(?:([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}))")


@dataclass(slots=True)
class Row:
    """One table of a file, on its way to a record: keys are taken out, the rest is told as notes.

    >>> row = Row.of({"name": "a", "what": "tiếp nhận", "hẹn trả": None, "odd": [1, 2]})
    >>> row.text("what"), row.text("name"), list(row.rest())
    ('tiếp nhận, hẹn trả', 'a', ['odd: 1; 2'])
    """

    table: Table

    @classmethod
    def of(cls, value: object, bare: str = "") -> Row:
        """Return a table as a row; words without a value are put back where they were cut off.

        What is no table stands under the key ``bare``, or is left out where none is named.
        """
        given = cast("Table", value) if isinstance(value, dict) else {bare: value} if bare else {}
        mended: Table = {}
        last = ""
        for key, one in given.items():
            if one is None and _KEY.fullmatch(key) is None and isinstance(mended.get(last), str):
                mended[last] = f"{mended[last]}, {key}"
            else:
                mended[key] = one
                last = key
        return cls(mended)

    def take(self, key: str) -> Any:
        """Return the value of ``key`` and strike it out; ``None`` where it is absent."""
        return self.table.pop(key, None)

    def text(self, key: str) -> str:
        """Return the value of ``key`` as text; empty where it is absent."""
        return as_text(self.take(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the value of ``key``, one or a list, as texts; empty ones are left out."""
        return as_texts(self.take(key))

    def rows(self, key: str) -> list[object]:
        """Return the list under ``key``; what is no list is a list of one."""
        value = self.take(key)
        return [] if value is None else cast("list[object]", value) if isinstance(value, list) else [value]

    def rest(self, prefix: str = "") -> Iterator[str]:
        """Yield what was not taken, as notes ``key: value``."""
        for key, value in self.table.items():
            yield f"{prefix}{key}: {as_text(value)}".rstrip(": ")


def as_text(value: object) -> str:
    """Return plain data as one text: lists with semicolons, tables as ``key: value``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return "; ".join(as_text(one) for one in cast("list[object]", value))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {as_text(one)}".rstrip(": ") for key, one in cast("Table", value).items())
    return str(value).strip()


def as_texts(value: object) -> tuple[str, ...]:
    """Return one value or a list as texts, without empty ones."""
    values = cast("list[object]", value) if isinstance(value, list) else [value]
    return tuple(text for one in values if (text := as_text(one)))


def as_count(value: object) -> int | None:
    """Return a whole number that is not negative; ``None`` for everything else.

    >>> as_count(3), as_count("n"), as_count(True), as_count("2")
    (3, None, None, 2)
    """
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,6}", value.strip()):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def as_amount(value: object) -> int | Decimal | str | None:
    """Return what may be an amount of time: a number, or text such as "0,25" and "1/4"; else ``None``."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Decimal):
        return value if value >= 0 else None
    return value.strip() if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,6}(?:[.,/][0-9]{1,6})?\s*", value) else None


def as_day(value: object) -> date | None:
    """Return a whole date such as "2025-11-27" or "27/11/2025"; ``None`` for less ("2026-07").

    >>> as_day("2025-11-27"), as_day("2026-07")
    (datetime.date(2025, 11, 27), None)
    """
    found = _DAY.fullmatch(as_text(value))
    if found is None:
        return None
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


@dataclass(slots=True)
class Lines:
    """The lines of one record: those of the file in, those of the model's keys out.

    >>> lines = Lines({"time.0": 4, "time.0.value": 5})
    >>> lines.put("limits.0", "time.0", {"value": "limit"})
    >>> lines.keys
    {'limits.0': 4, 'limits.0.limit': 5}
    """

    given: Mapping[str, int]
    keys: dict[str, int] = field(default_factory=dict[str, int])
    _under: dict[str, list[tuple[str, int]]] = field(default_factory=dict[str, list[tuple[str, int]]])

    def __post_init__(self) -> None:
        for path, line in self.given.items():
            cut = len(path)
            while (cut := path.rfind(".", 0, cut)) > 0:
                self._under.setdefault(path[:cut], []).append((path[cut + 1 :], line))

    def put(self, model: str, source: str, names: Mapping[str, str] | None = None) -> None:
        """Note the line of ``source``, and of each key below it, for the model's path; ``names`` are the keys that differ."""
        line = self.given.get(source)
        if line is not None:
            self.keys.setdefault(model, line)
        for inner, below in self._under.get(source, ()):
            key = (names or {}).get(inner, inner)
            self.keys.setdefault(f"{model}.{key}", below)


@dataclass(frozen=True, slots=True)
class Source:
    """A record of a file that was found, before it is read: its table, its lines, its place."""

    table: Any
    lines: Mapping[str, int]
    place: Place


def sources(data: object, lines: Mapping[str, int], file: str, names: Iterable[str]) -> Iterator[tuple[str, Source] | Rejected]:
    """Yield the records under the top keys ``names`` (with the key), and why there is none where there is none."""
    wanted = tuple(names)
    found = cast("Table", data) if isinstance(data, dict) else {}
    if not any(name in found for name in wanted):
        told = " or ".join(f"`{name}:`" for name in wanted)
        yield Rejected(Place(file, 1), "unknown_form", f"a list under {told} is expected at the top")
        return
    below: dict[str, dict[str, int]] = {}
    for whole, line in lines.items():
        first, _, rest = whole.partition(".")
        position, _, inner = rest.partition(".")
        if inner:
            below.setdefault(f"{first}.{position}", {})[inner] = line
    for name in filter(found.__contains__, wanted):
        for number, table in enumerate(Row.of(found).rows(name)):
            path = f"{name}.{number}"
            yield name, Source(table, below.get(path, {}), Place(file, lines.get(path) or lines.get(name, 0)))


def read_file(path: object) -> tuple[Any, dict[str, int]] | Rejected:
    """Return the data and the lines of a YAML file, or why it cannot be read."""
    try:
        return load_yaml(str(path))
    except CatalogueFileError as error:
        return Rejected(Place(error.file or str(path), error.line, error.column), "yaml", error.problem)


def rejected(place: Place, name: str, error: Exception) -> Rejected:
    """Return a record that its model refuses, with what the model says."""
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        faults = error.errors(include_url=False, include_input=False, include_context=False)[:5]
        told = "; ".join(f"{'.'.join(map(str, one['loc'])) or 'the record'}: {one['msg']}" for one in faults)
    else:
        assert isinstance(error, CchcError)
        told = str(error)
    return Rejected(place, "invalid", f"{f'{name[:60]!r} ' if name else ''}cannot be read: {told[:600]}")
