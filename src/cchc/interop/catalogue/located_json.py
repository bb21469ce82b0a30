"""JSON as plain data with the line of every key: no key twice, numbers exact, nested only so deep."""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal
from json.decoder import scanstring  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]
from typing import Any, cast

from cchc.errors import CatalogueFileError
from cchc.interop.located_yaml import DEEPEST

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?(?:[eE][-+]?[0-9]{1,2})?(?![0-9.eE])")
_WORDS = {"true": True, "false": False, "null": None}
_WORD = re.compile("true|false|null")


def parse_json(text: str, file: str = "", first_line: int = 1) -> tuple[Any, dict[str, int]]:
    r"""Return the value of ``text``, and the line of every key and list item by its dotted path.

    Raises:
        CatalogueFileError: it is not one JSON value, a key is there twice, a number has more digits than any that is
            meant, or lists and tables lie more than 64 deep in each other; with line and column.

    >>> parse_json('{"fees": [\n  {"amount": 0.1}]}')
    ({'fees': [{'amount': Decimal('0.1')}]}, {'fees': 1, 'fees.0': 2, 'fees.0.amount': 2})
    """
    return _Reader(text, file, first_line).whole()


class _Reader:
    def __init__(self, text: str, file: str, first_line: int) -> None:
        self._text = text
        self._file = file
        self._first = first_line
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._lines: dict[str, int] = {}

    def whole(self) -> tuple[Any, dict[str, int]]:
        value, at = self._value(self._skip(0), "", 0)
        at = self._skip(at)
        if at != len(self._text):
            raise self._fault(at, "something follows the value; one value is expected")
        return value, self._lines

    def _skip(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        assert found is not None
        return found.end()

    def _line(self, at: int) -> int:
        return bisect_right(self._ends, at - 1) + self._first

    def _fault(self, at: int, problem: str) -> CatalogueFileError:
        return CatalogueFileError(self._file, f"is not JSON: {problem}", self._line(at), at - self._text.rfind("\n", 0, at))

    def _value(self, at: int, path: str, depth: int) -> tuple[Any, int]:
        letter = self._text[at : at + 1]
        if letter == '"':
            return self._string(at)
        if letter in ("{", "["):
            if depth >= DEEPEST:
                raise self._fault(at, f"lists and tables lie more than {DEEPEST} deep in each other")
            return (self._table if letter == "{" else self._list)(self._skip(at + 1), path, depth + 1)
        if (word := _WORD.match(self._text, at)) is not None:
            return _WORDS[word[0]], word.end()
        number = _NUMBER.match(self._text, at)
        if number is None:
            raise self._fault(at, "a value is expected here: text, a number, true, false, null, a list or a table")
        whole = number[0].lstrip("-").isdecimal()
        return int(number[0]) if whole else Decimal(number[0]), number.end()

    def _string(self, at: int) -> tuple[str, int]:
        try:
            return cast("tuple[str, int]", scanstring(self._text, at + 1, True))
        except ValueError as error:
            told = getattr(error, "msg", "text is not closed")
            raise self._fault(getattr(error, "pos", at), f"{told[:1].lower()}{told[1:]}") from None

    def _list(self, at: int, path: str, depth: int) -> tuple[list[Any], int]:
        found: list[Any] = []
        if self._text[at : at + 1] == "]":
            return found, at + 1
        while True:
            inner = f"{path}.{len(found)}" if path else str(len(found))
            self._lines[inner] = self._line(at)
            value, at = self._value(at, inner, depth)
            found.append(value)
            at, done = self._next(at, "]")
            if done:
                return found, at

    def _table(self, at: int, path: str, depth: int) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        if self._text[at : at + 1] == "}":
            return found, at + 1
        while True:
            if self._text[at : at + 1] != '"':
                raise self._fault(at, 'a key in double quotes is expected here, such as "code"')
            key, after = self._string(at)
            if key in found:
                raise self._fault(at, f"the key {key[:40]!r} is there twice; keep one")
            inner = f"{path}.{key}" if path else key
            self._lines[inner] = self._line(at)
            after = self._skip(after)
            if self._text[after : after + 1] != ":":
                raise self._fault(after, "a colon is expected after the key")
            found[key], at = self._value(self._skip(after + 1), inner, depth)
            at, done = self._next(at, "}")
            if done:
                return found, at

    def _next(self, at: int, end: str) -> tuple[int, bool]:
        """Where the next item begins, or where the whole ends."""
        at = self._skip(at)
        letter = self._text[at : at + 1]
        if letter not in (",", end) or not letter:
            raise self._fault(at, f"a comma or {end} is expected here")
        return (at + 1, True) if letter == end else (self._skip(at + 1), False)
