"""The oracle's ledger: what a list of things that happened makes of a clock, one after the other.

Standard library only; nothing of the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cchc.testing.day_walker import Limit, Pause, is_in_days, total_of
from cchc.testing.minute_walker import first_breach, is_late


@dataclass(frozen=True)
class Entry:
    """One thing that happened to a clock: its kind, when, and what the kind needs."""

    kind: str
    at: datetime
    limit: Limit = ()
    interval: Pause | None = None
    to: datetime | None = None


@dataclass
class Clock:
    """Where a ledger has brought a clock; :func:`run_ledger` makes it."""

    state: str
    limit: Limit
    start: datetime
    pauses: list[Pause]
    paused_at: datetime | None = None
    ended_at: datetime | None = None
    due: date | None = None
    breach: datetime | None = None
    extensions: int = 0
    refused: tuple[int, ...] = ()


DueOf = Callable[[Limit, datetime, Sequence[Pause]], date]
"""From a limit, a start and pauses to a due day or instant."""


def run_ledger(
    limit: Limit,
    start: datetime,
    received: datetime,
    entries: Sequence[Entry],
    due_of: DueOf,
    *,
    max_extensions: int | None = None,
    extension_after_breach_refused: bool = True,
    extension_longer_than_term_refused: bool = False,
) -> Clock:
    """Return the clock after ``entries``, which are in the order in which they happened.

    ``suspend``, ``resume``, ``exclude``, ``restart``, ``fixed``, ``extend_by``, ``extend_to``, ``shift_start``,
    ``settle``, ``close`` and ``terminate`` are known. An entry that is not allowed changes nothing and stands, by its
    place, in ``refused``. Excluded intervals count from when they happened, however late they were entered.
    """
    clock = Clock("running", limit, start, [])
    refused = {place for place, entry in enumerate(entries) if entry.at < received}
    ends = [place for place, entry in enumerate(entries) if entry.kind in ("settle", "close", "terminate") and place not in refused]
    refused |= set(range(ends[0] + 1, len(entries))) if ends else set()
    clock.pauses += [entry.interval for place, entry in enumerate(entries) if entry.interval and place not in refused]
    for place, entry in enumerate(entries):
        if place not in refused and not _take(
            clock,
            entry,
            limit,
            due_of,
            max_extensions,
            after_breach=extension_after_breach_refused,
            longer=extension_longer_than_term_refused,
        ):
            refused.add(place)
    clock.refused = tuple(sorted(refused))
    clock.due = None if clock.state == "suspended" else due_of(clock.limit, clock.start, clock.pauses)
    return clock


def _take(
    clock: Clock, entry: Entry, first_limit: Limit, due_of: DueOf, max_extensions: int | None, *, after_breach: bool, longer: bool
) -> bool:
    """Let the entry do its work; false when it is not allowed."""
    if entry.kind == "suspend":
        if clock.paused_at is not None:
            return False
        clock.paused_at, clock.state = entry.at, "suspended"
    elif entry.kind == "resume":
        if clock.paused_at is None:
            return False
        _end_pause(clock, entry.at)
    elif entry.kind in ("restart", "fixed"):
        _note_breach(clock, entry.at, due_of)
        _end_pause(clock, entry.at)
        clock.limit, clock.start = entry.limit if entry.kind == "fixed" else first_limit, entry.at
        clock.extensions = 0
    elif entry.kind == "shift_start":
        assert entry.to is not None
        clock.start = entry.to
    elif entry.kind in ("extend_by", "extend_to"):
        return _extend(clock, entry, first_limit, due_of, max_extensions, after_breach=after_breach, longer=longer)
    elif entry.kind in ("settle", "close", "terminate"):
        _note_breach(clock, entry.at, due_of)
        _end_pause(clock, entry.at)
        clock.ended_at, clock.state = entry.at, "ended"
    return True


def _end_pause(clock: Clock, at: datetime) -> None:
    """The pause is over; its interval does not count."""
    if clock.paused_at is not None:
        clock.pauses.append((clock.paused_at, at))
    clock.paused_at, clock.state = None, "running"


def _note_breach(clock: Clock, now: datetime, due_of: DueOf) -> None:
    """Remember the first breach: at ``now``, or when the pause began that still runs."""
    due = due_of(clock.limit, clock.start, clock.pauses)
    if clock.breach is None and is_late(min(now, clock.paused_at or now), due):
        clock.breach = first_breach(due, now)


def _extend(
    clock: Clock, entry: Entry, first_limit: Limit, due_of: DueOf, max_extensions: int | None, *, after_breach: bool, longer: bool
) -> bool:
    """Add to the limit, or give it another total from the same start."""
    if max_extensions is not None and clock.extensions >= max_extensions:
        return False
    if is_in_days(entry.limit) != is_in_days(clock.limit):
        return False
    if after_breach and clock.paused_at is None and is_late(entry.at, due_of(clock.limit, clock.start, clock.pauses)):
        return False
    total = entry.limit if entry.kind == "extend_to" else added(clock.limit, entry.limit)
    if total is None or (longer and _more_than_doubled(first_limit, total)):
        return False
    clock.limit = total
    clock.extensions += 1
    return True


def added(limit: Limit, more: Limit) -> Limit | None:
    """Return the sum of two limits, unit by unit; a same-day limit adds nothing.

    ``None`` for what cannot be added: days and hours, two units of time, or more than three units.

    >>> added([("month", 1)], [("working_day", 5), ("month", 1)])
    [('month', 2), ('working_day', 5)]
    """
    units = dict.fromkeys(unit for unit, _ in (*limit, *more))
    if not more or len(units) > 3 or (len(units) > 1 and not (is_in_days(limit) and is_in_days(more))):
        return None
    return [(unit, total_of(limit, unit) + total_of(more, unit)) for unit in units]


def _more_than_doubled(first: Limit, total: Limit) -> bool:
    """Whether ``total`` adds more than the first limit to it; compared only within one unit."""
    if len(first) != 1 or len(total) != 1 or first[0][0] != total[0][0]:
        return False
    return total[0][1] > 2 * first[0][1]
