"""The speed lines of whole clocks: answers agree first, then ratios in one run, then memory.

The gate runs on the rows that ``CCHC_BULK_ROWS`` says, three hundred thousand without it; ten million are the README's.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from fractions import Fraction

import clock_contenders as k
import numpy as np
import pytest
from rounds import MEASURED, Line, Race, gate, interleaved

from cchc.deadlines.bulk.clock_columns import ClockColumns
from cchc.deadlines.bulk.clocks import STATES, clock_dues
from cchc.deadlines.bulk.frames import BulkFrame, FrameByRow
from cchc.deadlines.bulk.impact import impact
from cchc.deadlines.bulk.pauses import PauseColumn
from cchc.deadlines.bulk.reasons import Reason
from cchc.deadlines.bulk.status import clock_status

ONE_BY_ONE = "due().at(), one by one"


def over(slow: str, fast: str) -> Callable[[Race], float]:
    return lambda race: race[slow].median / race[fast].median


def racing(*names: str) -> Callable[[], Race]:
    return lambda: interleaved({name: k.CLOCKS[name] for name in names}, rounds=k.SAMPLES)


class TestAnswersAgree:
    """A fast answer is the scalar engine's."""

    def test_the_first_rows_show_what_the_scalar_engine_reads(self) -> None:
        shown = clock_status(k.WHOLE, k.FRAME, k.NOW)
        late = 0
        for row, question in enumerate(k.QUESTIONS):
            reading = question.at(k.NOW)
            size = 3_600_000_000 if "hour" in reading.remaining[-1].unit else 1
            assert STATES[shown.states[row]] is reading.clock
            assert shown.due[row].item() == reading.due
            assert shown.remaining[row] == Fraction(reading.remaining[-1].count) * size
            assert shown.late_by[row] == (Fraction(reading.late_by.count) * size if reading.late_by else 0)
            late += reading.late_by is not None
        assert late > k.FEW // 2
        assert set(shown.states.tolist()) == {1, 2}

    def test_an_impact_is_what_counting_twice_finds(self) -> None:
        moved = impact(k.WHOLE, k.FRAME, k.CHANGED)
        before, after = clock_dues(k.WHOLE, k.FRAME), clock_dues(k.WHOLE, k.CHANGED)
        assert moved.rows.tolist() == np.flatnonzero((before.due != after.due) & ~np.isnat(before.due)).tolist()
        assert len(moved.rows)


@pytest.mark.parametrize(
    ("says", "slow", "fast", "least"),
    [
        ("whole clocks over the scalar engine, working days, no pause", ONE_BY_ONE, "status, working days", 400),
        ("whole clocks over the scalar engine, working days with pauses", ONE_BY_ONE, "status, working days, pauses", 200),
        ("whole clocks over the scalar engine, any unit with pauses", ONE_BY_ONE, "status, any unit, pauses", 150),
        (
            "whole clocks over the scalar engine, any unit with pauses and ends, two offices",
            ONE_BY_ONE,
            "status, any unit, pauses, ends, two offices",
            100,
        ),
        ("whole clocks, share of np.take", "np.take", "status, any unit, pauses", 1 / 1_000),
        ("the impact of a swap over the status of all", "status, any unit, pauses", "impact of a swap, any unit, pauses", 0.4),
    ],
)
def test_clocks_hold_their_lines(says: str, slow: str, fast: str, least: float) -> None:
    gate(says, racing(slow, fast), over(slow, fast), least=least)


@pytest.mark.parametrize("says", k.COLUMNS)
def test_memory_stays_below_three_times_the_columns(says: str) -> None:
    columns, frames = k.COLUMNS[says]
    many = np.arange(max(k.ROWS, 3_000_000)) % k.ROWS  # what is sorted at a time weighs less the more rows there are
    columns, frames = columns.of(many), frames if isinstance(frames, BulkFrame) else FrameByRow(frames.frames, frames.codes[many])
    tracemalloc.start()
    try:
        clock_status(columns, frames, k.NOW)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    given = size_of(columns, frames)
    MEASURED.append(Line(f"memory of clocks at its peak, times the columns: {says}", "<= 3", f"{(given + peak) / given:.3g}"))
    assert given + peak <= 3 * given


def size_of(columns: ClockColumns, frames: BulkFrame | FrameByRow) -> int:
    assert columns.pauses is not None
    parts = [
        columns.starts,
        columns.amounts,
        columns.units,
        columns.ended,
        columns.pauses.offsets,
        columns.pauses.since,
        columns.pauses.until,
    ]
    parts += [frames.codes] if isinstance(frames, FrameByRow) else []
    return sum(part.nbytes for part in parts if isinstance(part, np.ndarray))


def test_rows_with_very_many_pauses_hold_up_no_block() -> None:
    since = k.WHOLE.starts[0] + np.arange(4_000) * np.timedelta64(2, "s")  # type: ignore[index]
    crowded = np.zeros(k.ROWS, np.int64)
    crowded[:: k.ROWS // 3] = 4_000
    edges = np.concatenate(([0], np.cumsum(crowded)))
    times = int(edges[-1]) // 4_000
    pauses = PauseColumn(edges, np.tile(since, times), np.tile(since + np.timedelta64(1, "s"), times))
    columns = ClockColumns(np.full(k.ROWS, k.WHOLE.starts[0]), 5, "working_day", pauses)  # type: ignore[index]
    assert clock_dues(columns, k.FRAME).counts() == {Reason.ANSWERED: k.ROWS}
