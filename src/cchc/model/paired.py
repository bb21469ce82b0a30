"""Pair what two versions hold under one name, in the order of the first; a name that is not unique stays a group."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

Part = TypeVar("Part")


def paired(old: Iterable[Part], new: Iterable[Part], key: Callable[[Part], Hashable]) -> Iterator[tuple[list[Part], list[Part]]]:
    """Yield what is under each key in ``old`` and in ``new``, without what is the same in both; nothing where all is.

    >>> list(paired([("a", 1), ("b", 2)], [("a", 3), ("b", 2)], key=lambda one: one[0]))
    [([('a', 1)], [('a', 3)])]
    """
    found: dict[Hashable, tuple[list[Part], list[Part]]] = {}
    for side, parts in enumerate((old, new)):
        for one in parts:
            found.setdefault(key(one), ([], []))[side].append(one)
    for before, after in found.values():
        same = Counter(before) & Counter(after)
        left, right = _without(before, same), _without(after, same)
        if left or right:
            yield left, right


def _without(parts: Iterable[Part], same: Counter[Part]) -> list[Part]:
    """The parts but those in ``same``, each as often as it is there."""
    over, kept = Counter(same), list[Part]()
    for one in parts:
        if over[one]:
            over[one] -= 1
        else:
            kept.append(one)
    return kept


def plain(text: str) -> str:
    """Return ``text`` as names are compared: capitals, spaces and the encoding of accents do not matter.

    >>> plain(" Tờ  Khai ") == plain("tờ khai")
    True
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
