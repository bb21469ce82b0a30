"""Let a block of limits run around its pauses: the k-th pause of every row that has one, for k = 1, 2, ….

The scalar counterpart is :func:`~cchc.deadlines.course.run_leg`: a pause noted before the breach moves the end, one noted
later only shortens the lateness. Pauses that touch count as one, noted where the first was.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cchc.deadlines.bulk.columns import Int64s
from cchc.deadlines.bulk.measures import Measure
from cchc.deadlines.bulk.pauses import OPEN, Spans
from cchc.deadlines.bulk.tables import DAY, NAT
from cchc.deadlines.policy import PauseDays, Policy

Bools = NDArray[np.bool_]
NEVER = OPEN - 1
"""The instant at which nothing has been read yet: everything has happened, and an open pause has no end."""


@dataclass(slots=True, eq=False)
class Leg:
    """Limits of one unit under way: where each started, what was granted, what passed before it, where it ends.

    ``end`` moves with the pauses; ``paused`` is what passed in them, ``after`` the part of it after the breach;
    ``late_since`` the due point that had passed when the pause still open at the stop began, else ``NAT``.
    """

    measure: Measure
    start: Int64s
    amount: Int64s
    base: Int64s
    end: Int64s
    paused: Int64s | None = None
    after: Int64s | None = None
    still: Bools | None = None
    late_since: Int64s | None = None

    def due(self) -> Int64s:
        """Return the due points: the last ones, rolled."""
        return self.measure.last_of(self.end)


def leg_of(measure: Measure, start: Int64s, amount: Int64s) -> Leg:
    """Return limits of ``amount``, more than nothing, from ``start``, before any pause."""
    base = measure.of(start) + amount
    return Leg(measure, start, amount, base, measure.reach(base))


def go_around(leg: Leg, spans: Spans, rows: Int64s | slice, stop: Int64s, policy: Policy) -> None:
    """Let the ``rows`` of ``leg`` run around their pauses, as far as ``stop``: one instant, or one for each row."""
    count = spans.count[rows]
    at = np.flatnonzero(count > 0)
    if not at.size:
        return
    size = len(leg.start)
    count, first = count[at], spans.first[rows][at]
    stops = stop if len(stop) == 1 else stop[at]
    still = spans.until[first + count - 1] > stops
    count -= still & (stops == NEVER)
    order = np.argsort((-count).astype(np.int16), kind="stable")
    at, count, first, still = at[order], count[order], first[order], still[order]
    walk = _Walk(leg, at, np.broadcast_to(stops, len(at))[order], policy)
    many = int(np.count_nonzero(count))
    for rank in range(int(count[0])):
        more = int(np.count_nonzero(count[:many] > rank + 1))
        place = first[:many] + rank
        walk.step(spans.since[place], spans.until[place], still, more)
        many = more
    leg.end = leg.end.copy()
    leg.end[at] = walk.end
    leg.paused, leg.after = np.zeros(size, np.int64), np.zeros(size, np.int64)
    leg.still, leg.late_since = np.zeros(size, np.bool_), np.full(size, NAT)
    leg.paused[at], leg.after[at], leg.still[at], leg.late_since[at] = walk.excluded + walk.after, walk.after, still, walk.late_since


class _Walk:
    """The rows that have pauses, those with most first, so that each step takes the first so many; thrown away after the last.

    ``excluded`` is what pauses took before the breach, ``after`` what they took after it. ``covered`` is how far they
    reach; of pauses that touch, ``noted`` is where the first was and ``united`` what all of them took before the breach.
    """

    def __init__(self, leg: Leg, at: Int64s, stop: Int64s, policy: Policy) -> None:
        size = len(at)
        self.measure, self.start, self.base, self.end = leg.measure, leg.start[at], leg.base[at], leg.end[at]
        self.in_days = leg.measure.in_days
        self.stop = stop // DAY if self.in_days else stop
        choice = policy.pause_days
        self.before = int(self.in_days and choice in (PauseDays.BOTH_DAYS, PauseDays.NOTICE_DAY_ONLY))
        self.short = int(self.in_days and choice in (PauseDays.NEITHER_DAY, PauseDays.NOTICE_DAY_ONLY))
        self.excluded, self.after, self.united = np.zeros((3, size), np.int64)
        self.noted, self.covered, self.until, self.late_since = np.full((4, size), NAT)

    def step(self, since: Int64s, until: Int64s, still: Bools, more: int) -> None:
        """Take the next pause of as many rows as there are pauses; those from ``more`` on have no other."""
        many = slice(0, len(since))
        noted, breach = since // DAY if self.in_days else since, self.measure.last_of(self.end[many])
        covered, touching = self.covered[many], since == self.until[many]
        lo = np.maximum(covered, noted - self.before)
        self.until[many] = until
        united = None
        if touching.any():
            noted, lo = np.where(touching, self.noted[many], noted), np.where(touching, covered, lo)
            united = np.where(touching, self.united[many], 0)
        if (opened := still[more : len(since)]).any():
            ending = slice(more, len(since))
            self.late_since[ending] = np.where(opened & (noted[ending] > breach[ending]), breach[ending], NAT)
        hi = np.minimum(until // DAY if self.in_days else until, self.stop[many])
        hi = np.maximum(lo, hi - self.short, out=hi)
        self.noted[many], self.covered[many] = noted, hi
        start = self.start[many]
        taken = self.measure.of(np.maximum(hi, start)) - self.measure.of(np.maximum(lo, start))
        late = noted > breach if self.in_days else noted >= breach
        late &= hi > start
        if late.any():
            after = taken * late
            self.after[many] += after
            taken = taken - after
        self.excluded[many] += taken
        self.united[many] = taken if united is None else united + taken
        moved = self.united[many] != 0
        self._move(many, hi, moved if united is None else moved & ~late)

    def _move(self, many: slice, hi: Int64s, moved: Bools) -> None:
        """Move the ends of the rows that have ``moved`` by all that pauses took before the breach."""
        reached, following = self.measure.reach(self.base[many] + self.excluded[many]), self.measure.first_from(hi)
        ends = np.maximum(reached, following)
        if reached.min() == NAT or following.min() == NAT:
            ends[(reached == NAT) | (following == NAT)] = NAT
        np.copyto(self.end[many], ends, where=moved)
