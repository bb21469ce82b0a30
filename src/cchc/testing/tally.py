"""How much a run has compared, and what it could not: so that a green test says what it is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

TALLIES: dict[str, Tally] = {}
"""The tally of every machine that ran in this process, by its name; the pytest plugin prints them at the end."""


@dataclass
class Tally:
    """What one machine compared: lives, steps, refusals, answers by aspect, rows of the tables; and what it left out."""

    name: str
    lives: int = 0
    steps: int = 0
    refusals: int = 0
    answers: Counter[str] = field(default_factory=Counter[str])
    rows: set[str] = field(default_factory=set[str])
    not_compared: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        r"""Yield the tally in words, a line each.

        >>> print(*Tally("Desk", lives=2, steps=9, answers=Counter(state=11), not_compared=("timeliness",)).lines(), sep="\n")
        Desk: 2 lives, 9 steps, 0 refusals, 0 rows of the tables walked
          compared: state 11
          not compared: timeliness
        """
        yield f"{self.name}: {self.lives} lives, {self.steps} steps, {self.refusals} refusals, {len(self.rows)} rows of the tables walked"
        yield f"  compared: {', '.join(f'{aspect} {times}' for aspect, times in self.answers.items()) or 'nothing'}"
        yield f"  not compared: {'; '.join(self.not_compared) or 'nothing is left out'}"


def tally_of(name: str) -> Tally:
    """Return the tally kept under ``name``, a new one the first time."""
    return TALLIES.setdefault(name, Tally(name))
