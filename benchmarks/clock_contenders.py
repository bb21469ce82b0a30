"""Columns of whole clocks, as a register of one-stop shops would hold them, and who answers them.

Nine limits in ten are of working days; a fifth of the dossiers were paused, a few two or three times; a twentieth of the
pauses are still open and two dossiers in five have ended. ``CCHC_BULK_ROWS`` says how many rows, as for the other columns.
"""

from __future__ import annotations

from datetime import datetime, time

import contenders as c
import numpy as np
from bulk_contenders import FULL, ROWS
from rounds import Contender

from cchc import VIETNAM_TIME, Deadline, OfficeHours, due, load_regimes
from cchc.deadlines.bulk.clock_columns import ClockColumns
from cchc.deadlines.bulk.clocks import clock_dues
from cchc.deadlines.bulk.frames import FrameByRow, bulk_frame
from cchc.deadlines.bulk.impact import impact
from cchc.deadlines.bulk.pauses import PauseColumn
from cchc.deadlines.bulk.status import clock_status
from cchc.deadlines.bulk.units import UNITS
from cchc.model.time_limit import CalendarDays, Hours, Months, TimeLimit, WorkingDays, WorkingHours
from cchc.testing.strategies import numbered

_RANDOM = np.random.default_rng(5)
_DAY = 86_400_000_000
_FIRST, _LAST = (int(np.datetime64(day, "us").astype(np.int64)) for day in ("2024-01-02", "2026-06-10"))
NOW = datetime(2026, 6, 15, 10, tzinfo=VIETNAM_TIME)
_NOW = int(np.datetime64(NOW.replace(tzinfo=None), "us").astype(np.int64))

_KINDS: dict[str, tuple[float, int, type[TimeLimit]]] = {
    "working_day": (0.90, 30, WorkingDays),
    "day": (0.05, 45, CalendarDays),
    "month": (0.01, 6, Months),
    "working_hour": (0.03, 40, WorkingHours),
    "hour": (0.01, 48, Hours),
}
_DRAWN = _RANDOM.choice(len(_KINDS), ROWS, p=[share for share, _, _ in _KINDS.values()])
_UNIT = np.array([UNITS.index(unit) for unit in _KINDS], np.uint8)[_DRAWN]
_AMOUNT = _RANDOM.integers(1, np.array([most for _, most, _ in _KINDS.values()])[_DRAWN] + 1)
_START = _RANDOM.integers(_FIRST, _LAST, ROWS) // _DAY * _DAY + _RANDOM.integers(7 * 3600, 17 * 3600, ROWS) * 1_000_000


def _pauses() -> PauseColumn:
    count = _RANDOM.choice(4, ROWS, p=[0.80, 0.14, 0.04, 0.02])
    edges = np.concatenate(([0], np.cumsum(count)))
    row = np.repeat(np.arange(ROWS), count)
    nth = np.arange(len(row)) - edges[row]
    since = _START[row] + (1 + 8 * nth) * _DAY + _RANDOM.integers(0, 2 * _DAY, len(row))
    until = (since + _RANDOM.integers(_DAY // 24, 5 * _DAY, len(row))).view("M8[us]")
    until[edges[1:][count > 0][_RANDOM.random(int((count > 0).sum())) < 0.05] - 1] = "NaT"
    return PauseColumn(edges, since.view("M8[us]"), until)


PAUSES = _pauses()
_ENDED = (_START + 30 * _DAY).view("M8[us]")
_ENDED[_RANDOM.random(ROWS) < 0.6] = "NaT"
_MORNINGS = OfficeHours("Buổi sáng", {day: [(time(7), time(12))] for day in range(6)}, week=frozenset(range(6)))
FRAME = bulk_frame(c.CALENDAR)
FRAMES = FrameByRow((FRAME, bulk_frame(c.CALENDAR, _MORNINGS)), _RANDOM.integers(0, 2, ROWS))
"""Half of the agencies keep hours of their own."""

BARE = ClockColumns(_START.view("M8[us]"), _AMOUNT, "working_day")
PAUSED = ClockColumns(_START.view("M8[us]"), _AMOUNT, "working_day", PAUSES)
WHOLE = ClockColumns(_START.view("M8[us]"), _AMOUNT, _UNIT, PAUSES)
ENDED = ClockColumns(_START.view("M8[us]"), _AMOUNT, _UNIT, PAUSES, _ENDED)
FEW = 500
"""The rows that the scalar engine answers."""
_REGIMES = load_regimes()


def asked(row: int) -> Deadline:
    """What the scalar engine is asked of a row of ``WHOLE``, with what had happened by ``NOW``."""
    spans = PAUSES.since[PAUSES.offsets[row] : PAUSES.offsets[row + 1]], PAUSES.until[PAUSES.offsets[row] : PAUSES.offsets[row + 1]]  # type: ignore[index]
    facts = [
        (kind, at)
        for span in zip(*(one.tolist() for one in spans), strict=True)
        for kind, at in zip(("suspend", "resume"), span, strict=True)
    ]
    happened = [{"kind": kind, "occurred_at": at.replace(tzinfo=VIETNAM_TIME)} for kind, at in facts if at is not None]
    entries = numbered([fact for fact in happened if fact["occurred_at"] <= NOW])
    limit = list(_KINDS.values())[_DRAWN[row]][2](count=int(_AMOUNT[row]))  # type: ignore[call-arg]
    received = _START[row].view("M8[us]").item().replace(tzinfo=VIETNAM_TIME)
    return due(limit, received, c.CALENDAR, _REGIMES, entries=entries)


QUESTIONS = [asked(row) for row in range(FEW)]


def one_by_one() -> None:
    """Ask the scalar engine for what each clock shows, its ledger made before."""
    for one in QUESTIONS:
        due(one.limit, one.received, c.CALENDAR, _REGIMES, entries=one.entries).at(NOW)


_PLACES = _RANDOM.integers(0, 3_584, ROWS)
_TABLE, _OUT = np.arange(3_584), np.empty(ROWS, np.int64)
CHANGED = bulk_frame(c.CALENDAR.with_days(off=[datetime(2026, 6, 19).date()], worked=[datetime(2026, 6, 20).date()]))

CLOCKS = {
    "np.take": Contender(lambda: np.take(_TABLE, _PLACES, out=_OUT, mode="clip"), ROWS),
    "due().at(), one by one": Contender(one_by_one, FEW),
    "status, working days": Contender(lambda: clock_status(BARE, FRAME, NOW), ROWS),
    "status, working days, pauses": Contender(lambda: clock_status(PAUSED, FRAME, NOW), ROWS),
    "status, any unit, pauses": Contender(lambda: clock_status(WHOLE, FRAME, NOW), ROWS),
    "status, any unit, pauses, ends, two offices": Contender(lambda: clock_status(ENDED, FRAMES, NOW), ROWS),
    "dues, any unit, pauses": Contender(lambda: clock_dues(WHOLE, FRAME), ROWS),
    "impact of a swap, any unit, pauses": Contender(lambda: impact(WHOLE, FRAME, CHANGED), ROWS),
}
COLUMNS = {"one frame": (WHOLE, FRAME), "a frame for each row": (ENDED, FRAMES)}
SAMPLES = 5 if FULL else 9
