"""The lines of source files that findings point at; each file is read once, and only as far as it is needed."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import IO, cast

from cchc.model.place import Place

_TEXT = (".toml", ".yaml", ".yml", ".json", ".jsonl", ".jsonl.gz")
_LONGEST = 1_000
"""The most bytes of a line that are kept."""
_CHUNK = 65_536


def excerpts(places: Iterable[Place]) -> dict[tuple[str, int], str]:
    """Return the beginning of each line that a place names, by file and number; nothing for files that are not text."""
    wanted: dict[str, set[int]] = {}
    for place in places:
        if place.line and place.file.lower().endswith(_TEXT):
            wanted.setdefault(place.file, set()).add(place.line)
    return {(file, number): text for file, numbers in wanted.items() for number, text in _lines(file, numbers).items()}


def _lines(file: str, numbers: set[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    last = max(numbers)
    try:
        with _opened(Path(file)) as stream:
            number, begins = 1, True
            while number <= last and (chunk := stream.readline(_CHUNK)):
                if begins and number in numbers:
                    found[number] = chunk[:_LONGEST].decode("utf-8", "replace").strip("\r\n\ufeff")
                begins = chunk.endswith(b"\n")
                number += begins
    except (OSError, EOFError, ValueError):
        return found
    return found


def _opened(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path)) if path.suffix.lower() == ".gz" else path.open("rb")
