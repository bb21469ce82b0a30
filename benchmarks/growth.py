"""How the time of an answer grows: with the limit, the rows, the years of a calendar, the pauses and the events."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import contenders as c
import life_contenders as lives
import numpy as np
from rounds import Contender, interleaved

from cchc import VIETNAM_TIME, WorkingDays, add, due, forecast
from cchc.deadlines.bulk.days import due_dates
from cchc.deadlines.bulk.tables import bulk_table
from cchc.testing.strategies import paused_ledger
from cchc.workflow import Accepted, decide, evolve, replay


@dataclass(frozen=True)
class Point:
    """One measurement of a curve: at this size, so many nanoseconds an operation."""

    size: int
    who: str
    nanoseconds: float


@dataclass(frozen=True)
class Curve:
    """A picture: what grows, what is timed, and who is asked at which size."""

    name: str
    grows: str
    timed: str
    sizes: tuple[int, ...]
    contenders: Callable[[int], dict[str, Contender]]

    def points(self) -> Iterator[Point]:
        """Measure, size by size; at one size all contenders in interleaved rounds."""
        for size in self.sizes:
            for who, samples in interleaved(self.contenders(size), rounds=7).items():
                yield Point(size, who, samples.median)


def _limit(n: int) -> dict[str, Contender]:
    limit = WorkingDays(count=n)
    days = c.DAYS[: c.FEW]
    return {
        "cchc.add": Contender(lambda: [add(day, limit, c.CALENDAR) for day in days], len(days)),
        "holidays": Contender(lambda: [c.PEER.get_nth_working_day(day, n) for day in days], len(days)),
        "numpy": Contender(lambda: [np.busday_offset(day, n, roll="backward", busdaycal=c.BUSDAYS).item() for day in days], len(days)),
    }


def _rows(rows: int) -> dict[str, Contender]:
    random = np.random.default_rng(1)
    starts = (np.datetime64("2019-01-01") + random.integers(0, 2700, rows)).astype("M8[D]")
    amounts = random.integers(1, 31, rows)
    table = bulk_table(c.CALENDAR)
    contenders = {"cchc bulk": Contender(lambda: due_dates(starts, amounts, table), rows)}
    if rows <= 1_000_000:
        contenders["numpy.busday_offset"] = Contender(lambda: np.busday_offset(starts, amounts, roll="backward", busdaycal=c.BUSDAYS), rows)
    return contenders


def _years(years: int) -> dict[str, Contender]:
    until = c.CALENDAR.last.year + years
    return {"forecast calendar": Contender(lambda: forecast(c.CALENDAR, until=until))}


def _pauses(pauses: int) -> dict[str, Contender]:
    received = datetime(2019, 1, 2, 9, tzinfo=VIETNAM_TIME)
    day = timedelta(days=1)
    spans = [(received + (2 * k + 1) * day, received + (2 * k + 2) * day) for k in range(pauses)]
    entries = paused_ledger(spans)
    limit = WorkingDays(count=1_000)
    return {"cchc.due": Contender(lambda: due(limit, received, c.CALENDAR, c.REGIMES, entries=entries).due)}


def _events(events: int) -> dict[str, Contender]:
    history = list(lives.EVENTS[:4])
    dossier = replay(history)
    while len(history) < events:
        answer = decide(dossier, replace(lives.COMMANDS[2], at=dossier.last_at + timedelta(minutes=1)), lives.FACTS)
        assert isinstance(answer, Accepted), answer
        history += answer.events
        dossier = evolve(dossier, answer.events[0])
    return {"replay": Contender(lambda: replay(history))}


CURVES = (
    Curve("limit", "working days of the limit", "one due day", (1, 5, 15, 30, 60, 250), _limit),
    Curve("rows", "rows of a column", "one row", (1_000, 10_000, 100_000, 1_000_000, 10_000_000), _rows),
    Curve("years", "years of forecast", "one calendar", (1, 5, 10, 20, 40), _years),
    Curve("pauses", "pauses of a dossier", "one deadline", (0, 1, 10, 100, 400), _pauses),
    Curve("events", "events of a dossier", "one replay", (12, 60, 240, 960), _events),
)
