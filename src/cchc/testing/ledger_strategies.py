"""Ledgers of clock entries, drawn by Hypothesis: those that may happen, and any at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

from pydantic import TypeAdapter

from cchc.model.clock_entry import ClockEntry
from cchc.model.time_limit import (
    CalendarDays,
    Hours,
    Immediate,
    SameDay,
    TimeLimit,
    WorkingDays,
    WorkingHours,
    runs_on_hours,
)
from cchc.testing.needs_hypothesis import st
from cchc.testing.time_strategies import instants

_ONE_DAY = timedelta(days=1)


Ledger = tuple[ClockEntry, ...]
Facts = dict[str, object]
_ENTRY: TypeAdapter[ClockEntry] = TypeAdapter(ClockEntry)


def numbered(entries: Sequence[Facts]) -> Ledger:
    """Return entries in the order of recording: ``e1``, ``e2``, and so on, numbered from 1.

    >>> from cchc import VIETNAM_TIME
    >>> at = datetime(2026, 3, 2, 9, tzinfo=VIETNAM_TIME)
    >>> [(entry.id, entry.kind) for entry in numbered([{"kind": "suspend", "occurred_at": at}])]
    [('e1', 'suspend')]
    """
    return tuple(_ENTRY.validate_python({**facts, "id": f"e{number}", "sequence": number}) for number, facts in enumerate(entries, 1))


@st.composite
def pauses(draw: st.DrawFn, first: datetime, last: date, most: int = 4) -> tuple[tuple[datetime, datetime], ...]:
    """Return disjoint pauses after ``first``, in order: (notice, completion)."""
    edges = sorted(draw(st.lists(instants(first.date(), last).filter(lambda at: at >= first), max_size=2 * most, unique=True)))
    return tuple(zip(edges[::2], edges[1::2], strict=False))


def paused_ledger(spans: Sequence[tuple[datetime, datetime]]) -> Ledger:
    """Return the ledger that suspends and resumes the clock at ``spans``."""
    kinds = ("suspend", "resume")
    return numbered([{"kind": kind, "occurred_at": at} for span in spans for kind, at in zip(kinds, span, strict=True)])


def kin_of(limit: TimeLimit) -> st.SearchStrategy[TimeLimit]:
    """Return limits that can be added to ``limit``."""
    if isinstance(limit, WorkingHours):
        return st.integers(1, 16).map(lambda count: WorkingHours(count=count))
    if isinstance(limit, Hours):
        return st.integers(1, 48).map(lambda count: Hours(count=count))
    if runs_on_hours(limit):
        return st.integers(0, 4).map(lambda count: WorkingDays(count=Fraction(2 * count + 1, 2)))
    working, plain = st.integers(1, 15), st.integers(1, 20)
    return working.map(lambda count: WorkingDays(count=count)) | plain.map(lambda count: CalendarDays(count=count))


@st.composite
def _entries(draw: st.DrawFn, kind: str, at: datetime, last: date, limit: TimeLimit) -> Facts:
    """Return what an entry of ``kind`` at ``at`` says."""
    facts: Facts = {"kind": kind, "occurred_at": at}
    if kind == "exclude":
        near = instants(at.date() - 5 * _ONE_DAY, last)
        facts["since"], facts["until"] = sorted(draw(st.tuples(near, near)))
    elif kind in ("fixed", "extend_by", "extend_to"):
        facts["limit"] = draw(kin_of(limit))
    return facts


@st.composite
def ledgers(draw: st.DrawFn, limit: TimeLimit, received: datetime, last: date, most: int = 6) -> Ledger:
    """Return ledgers in which every step may follow the one before: a resume after a suspend, nothing after the end.

    The policy may still refuse an entry (an extension after the breach). Entries lie between ``received`` and ``last``.
    """
    times = sorted(draw(st.lists(instants(received.date(), last).filter(lambda at: at >= received), max_size=most, unique=True)))
    extensions = [] if isinstance(limit, SameDay | Immediate) else ["extend_by", "extend_to"]
    entries: list[Facts] = []
    suspended = False
    for at in times:
        usual = ["resume" if suspended else "suspend", "exclude", "restart", "fixed", *extensions]
        kind = draw(st.sampled_from([*usual, "settle", "close", "terminate"] if at == times[-1] else usual))
        entries.append(draw(_entries(kind, at, last, limit)))
        suspended = kind == "suspend" or (suspended and kind not in ("resume", "restart", "fixed"))
    return numbered(entries)


@st.composite
def loose_ledgers(draw: st.DrawFn, limit: TimeLimit, received: datetime, last: date, most: int = 6) -> Ledger:
    """Return ledgers of any entries in any order, also before the receipt and at one instant; the clock refuses some."""
    kinds = ["suspend", "resume", "exclude", "restart", "fixed", "extend_by", "extend_to", "settle"]
    first = received.date() - 2 * _ONE_DAY
    drawn = draw(st.lists(st.tuples(st.sampled_from(kinds), instants(first, last)), max_size=most))
    return numbered([draw(_entries(kind, at, last, limit)) for kind, at in drawn])


def deliveries(ledger: Ledger) -> st.SearchStrategy[Ledger]:
    """Return ``ledger`` in any order of delivery, with some entries delivered again."""
    again = st.lists(st.sampled_from(ledger), max_size=3) if ledger else st.just([])
    return again.flatmap(lambda repeated: st.permutations([*ledger, *repeated])).map(tuple)
