"""Bundled files of many records: found by a scan of the text, and each parsed when it is first asked for.

A file has one ``[[name]]`` a record, and the header and the key stand alone on their lines. So a question about one code
does not pay for the hundreds of records beside it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Generic, TypeVar

from cchc.errors import RulebookError

Record = TypeVar("Record")


class Bundled(Mapping[str, tuple[Record, ...]], Generic[Record]):
    """The records of a folder by key, in the order of files and lines; a key that comes again is another version.

    ``read`` makes a record of one table and the words that say where it stands.
    """

    __slots__ = ("_name", "_parsed", "_read", "_texts")

    def __init__(self, folder: Path, name: str, key: str, read: Callable[[dict[str, object], str], Record]) -> None:
        self._name = name
        self._read = read
        self._texts: dict[str, list[tuple[str, str]]] = {}
        self._parsed: dict[str, tuple[Record, ...]] = {}
        keyed = re.compile(rf'^{key} = "([^"\n]+)"$', re.MULTILINE)
        for path in sorted(folder.glob("*.toml")):
            pieces = path.read_text("utf-8").split(f"\n[[{name}]]\n")
            for number, piece in enumerate(pieces[1:], 1):
                where = f"{path.name}, record {number}"
                found = keyed.search(piece)
                if found is None:
                    raise RulebookError(where, f"{key}: a line of its own is expected, the text in double quotes")
                self._texts.setdefault(found[1], []).append((where, piece))

    def __getitem__(self, key: str) -> tuple[Record, ...]:
        if key not in self._parsed:
            self._parsed[key] = tuple(self._read(self._table(where, text), where) for where, text in self._texts[key])
        return self._parsed[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __contains__(self, key: object) -> bool:
        return key in self._texts

    def keys_with(self, line: re.Pattern[str], word: str) -> tuple[str, ...]:
        """Return the keys of the records that have a line matching ``line`` in which ``word`` stands, in double quotes."""
        quoted = f'"{word}"'
        return tuple(
            key
            for key, texts in self._texts.items()
            if any(quoted in text and any(quoted in found[0] for found in line.finditer(text)) for _where, text in texts)
        )

    def _table(self, where: str, text: str) -> dict[str, object]:
        try:
            tables: list[dict[str, object]] = tomllib.loads(f"[[{self._name}]]\n{text}")[self._name]
        except tomllib.TOMLDecodeError as error:
            raise RulebookError(where, f"is not TOML: {error}") from error
        return tables[0]
