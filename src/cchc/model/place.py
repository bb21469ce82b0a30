"""Where a record was read: file and line, for messages that a person can follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Record = TypeVar("Record", covariant=True)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a source file (vị trí trong tệp nguồn): lines and columns from 1, 0 where not known.

    >>> str(Place("tthc.yaml", 12)), str(Place("tthc.yaml"))
    ('tthc.yaml:12', 'tthc.yaml')
    """

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Located(Generic[Record]):
    """A record with the place where it begins and, as far as its format tells them, the places of its keys.

    ``keys`` maps a dotted path such as ``"steps.2.budget"`` (positions from 0) to a line.
    """

    record: Record
    place: Place = Place()
    keys: Mapping[str, int] = field(default_factory=dict[str, int], compare=False, repr=False)

    def at(self, path: str) -> Place:
        """Return the place of the key with that dotted path, or of the nearest one around it that is known.

        >>> found = Located("record", Place("a.yaml", 3), {"steps": 5, "steps.1": 9})
        >>> [str(found.at(path)) for path in ("steps.1.budget", "steps.7", "name")]
        ['a.yaml:9', 'a.yaml:5', 'a.yaml:3']
        """
        while path:
            line = self.keys.get(path)
            if line is not None:
                return Place(self.place.file, line)
            path = path.rpartition(".")[0]
        return self.place


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that could not be read (bản ghi bị từ chối): where it is, a word for machines, a sentence that says how to mend it."""

    place: Place
    code: str
    message: str
