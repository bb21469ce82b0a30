"""YAML as plain data with the line of every key: one document, no tags, no anchors, no key twice.

The events of the parser are read one by one and nothing is built from a tag, so no text of a file names anything that is
run. Plain scalars follow the core of YAML 1.2, with nothing lost: ``null``, ``true`` and ``false``, whole numbers,
numbers with a point as :class:`~decimal.Decimal` exactly as written. Everything else is text: days, "no", "08".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias, cast

from cchc.errors import CatalogueFileError, MissingExtraError

Plain: TypeAlias = Any
"""``None``, ``bool``, ``int``, ``Decimal``, ``str``, ``list`` or ``dict`` with text as keys."""

LARGEST_YAML = 10_000_000
"""The most bytes a YAML file may have: about eighty times the largest one known."""

LONGEST_LINE = 100_000
"""The most characters of one line: the parser is not linear in some that are longer."""

DEEPEST = 64
"""How deep lists and tables may lie in each other."""

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_POINT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}")


def load_yaml(path: str | Path) -> tuple[Plain, dict[str, int]]:
    """Return the document of a file, and the line of every key and list item by its dotted path ("steps.2.budget").

    Raises:
        CatalogueFileError: it cannot be read, is too large, is not UTF-8, or is not YAML of the kind described above;
            the message names file, line and column.
        MissingExtraError: the extra ``yaml`` is not installed.
    """
    path = Path(path)
    try:
        if path.stat().st_size > LARGEST_YAML:
            raise CatalogueFileError(str(path), f"is larger than {LARGEST_YAML} bytes; split it")
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path"
        raise CatalogueFileError(str(path), f"cannot be read ({reason}); give the path of a YAML file") from error
    return parse_yaml(utf8_text(data, str(path)), str(path))


def utf8_text(data: bytes, file: str) -> str:
    """Return UTF-8 bytes as text, without a byte order mark, accents composed (NFC).

    Raises:
        CatalogueFileError: a byte is not UTF-8; the message says on which line.
    """
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        raise CatalogueFileError(file, "is not UTF-8 text; save it as UTF-8", line, column) from None
    return unicodedata.normalize("NFC", text)


def parse_yaml(text: str, file: str = "") -> tuple[Plain, dict[str, int]]:
    r"""Return the one document of ``text`` and its lines; see :func:`load_yaml`.

    Raises:
        CatalogueFileError: it is not YAML of the kind described above.
        MissingExtraError: the extra ``yaml`` is not installed.

    >>> data, lines = parse_yaml("steps:\n- {id: a, time: 0.25}\n- id: 08\n")
    >>> data, lines["steps.1.id"]
    ({'steps': [{'id': 'a', 'time': Decimal('0.25')}, {'id': '08'}]}, 3)
    >>> parse_yaml("a: 1\na: 2")
    Traceback (most recent call last):
    cchc.errors.CatalogueFileError: 2:1: the key 'a' is there twice; keep one
    """
    from importlib.util import find_spec

    if find_spec("ruamel") is None or find_spec("ruamel.yaml") is None:
        raise MissingExtraError("reading YAML", "yaml")
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.reader import ReaderError

    long = next((number for number, line in enumerate(text.split("\n"), 1) if len(line) > LONGEST_LINE), 0)
    if long:
        raise CatalogueFileError(file, f"a line has more than {LONGEST_LINE} characters; break it", long)
    builder = _Builder(file)
    try:
        for event in _events(text):
            builder.take(event)
    except MarkedYAMLError as error:
        raise _not_yaml(file, error) from None
    except ReaderError as error:
        position: int = cast("Any", error).position
        line, column = text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
        raise CatalogueFileError(file, "has a control character that YAML does not allow; remove it", line, column) from None
    return builder.root, builder.lines


def _not_yaml(file: str, error: Any) -> CatalogueFileError:
    mark = error.problem_mark or error.context_mark
    told = " ".join(str(error.problem or error.context or "it cannot be parsed").split())[:200]
    return CatalogueFileError(file, f"is not YAML: {told}", *((mark.line + 1, mark.column + 1) if mark else (0, 0)))


def _events(text: str) -> Iterator[Any]:
    from ruamel.yaml import YAML

    parser: Any = YAML(typ="safe", pure=True)
    yield from parser.parse(text)


_NOTHING = object()


@dataclass(slots=True)
class _Open:
    """A list or table that is being read; ``key`` is that of the value to come."""

    path: str
    value: dict[str, Plain] | list[Plain]
    key: object = _NOTHING


@dataclass(slots=True)
class _Builder:
    """Builds plain data from parser events, and notes the line of every key."""

    file: str
    root: Plain = None
    lines: dict[str, int] = field(default_factory=dict[str, int])
    _open: list[_Open] = field(default_factory=list[_Open])
    _documents: int = 0

    def take(self, event: Any) -> None:
        kind = type(event).__name__
        if kind == "ScalarEvent":
            self._guard(event)
            self._scalar(event)
        elif kind in {"MappingStartEvent", "SequenceStartEvent"}:
            self._guard(event)
            self._begin(event, {} if kind == "MappingStartEvent" else [])
        elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
            self._open.pop()
        elif kind == "AliasEvent":
            raise self._fault(event, "an alias (*) is not accepted; write the value out")
        elif kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                raise self._fault(event, "a second document begins; keep one document a file")

    def _fault(self, event: Any, problem: str) -> CatalogueFileError:
        mark = event.start_mark
        return CatalogueFileError(self.file, problem, mark.line + 1, mark.column + 1)

    def _guard(self, event: Any) -> None:
        if event.anchor is not None:
            raise self._fault(event, "an anchor (&) is not accepted; write the value out where it is needed")
        if event.tag is not None:
            raise self._fault(event, "a tag (!) is not accepted; write plain values")

    def _begin(self, event: Any, value: dict[str, Plain] | list[Plain]) -> None:
        if len(self._open) >= DEEPEST:
            raise self._fault(event, f"lists and tables lie more than {DEEPEST} deep in each other")
        path = self._place(event, value)
        self._open.append(_Open(path, value))

    def _scalar(self, event: Any) -> None:
        around = self._open[-1] if self._open else None
        if around is None or isinstance(around.value, list) or around.key is not _NOTHING:
            self._place(event, _plain(event.value) if event.style is None else event.value)
            return
        key = event.value
        if key in around.value:
            raise self._fault(event, f"the key {key[:40]!r} is there twice; keep one")
        around.key = key
        self.lines[_join(around.path, key)] = event.start_mark.line + 1

    def _place(self, event: Any, value: Plain) -> str:
        """Put a value where it belongs; return its dotted path."""
        if not self._open:
            self.root = value
            return ""
        around = self._open[-1]
        if isinstance(around.value, list):
            path = _join(around.path, str(len(around.value)))
            self.lines[path] = event.start_mark.line + 1
            around.value.append(value)
            return path
        if not isinstance(around.key, str):
            raise self._fault(event, "a key is a word, not a list or a table")
        path = _join(around.path, around.key)
        around.value[around.key] = value
        around.key = _NOTHING
        return path


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _plain(text: str) -> Plain:
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return Decimal(text) if _POINT.fullmatch(text) else text
