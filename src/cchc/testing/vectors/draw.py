"""Numbers that look drawn and are the same on every machine and in every version of Python."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

One = TypeVar("One")

_MASK = (1 << 64) - 1


class Draw:
    """A stream of numbers that depends on its name alone (SplitMix64).

    >>> stream = Draw("an example")
    >>> [stream.below(10) for _ in range(4)]
    [0, 2, 8, 2]
    """

    __slots__ = ("_state",)

    def __init__(self, name: str) -> None:
        self._state = int.from_bytes(sha256(name.encode()).digest()[:8], "big")

    def below(self, end: int) -> int:
        """Return a number from 0 up to, not including, ``end``."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return (mixed ^ (mixed >> 31)) % end

    def between(self, least: int, most: int) -> int:
        """Return a number from ``least`` through ``most``."""
        return least + self.below(most - least + 1)

    def pick(self, among: Sequence[One]) -> One:
        """Return one of ``among``."""
        return among[self.below(len(among))]

    def once_in(self, times: int) -> bool:
        """Return whether something happens that happens once in ``times``."""
        return self.below(times) == 0
