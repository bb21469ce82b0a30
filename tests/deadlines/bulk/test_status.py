"""What clocks show at a moment, against the scalar engine, row by row."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from drawn_clocks import DESKS, Clock, Desk, columns, crowded, instant, tables
from hypothesis import given

from cchc.deadlines.bulk.clock_columns import ClockColumns
from cchc.deadlines.bulk.clocks import STATES
from cchc.deadlines.bulk.frames import bulk_frame
from cchc.deadlines.bulk.pauses import PauseColumn
from cchc.deadlines.bulk.reasons import Reason
from cchc.deadlines.bulk.status import ClockStatus, Timing, clock_status
from cchc.deadlines.reading import Amount, Reading
from cchc.errors import CalendarCoverageError
from cchc.rulebook import load_calendar

BAD = {Reason.BAD_PAUSE, Reason.BAD_END}
AN_HOUR = 3_600_000_000


def amount(one: Amount | None) -> int:
    """The amount as columns hold it."""
    if one is None:
        return 0
    count = Fraction(one.count) * (AN_HOUR if "hour" in one.unit else 1)
    assert count.denominator == 1
    return count.numerator


def same(shown: ClockStatus, row: int, reading: Reading) -> None:
    """The row shows what the scalar reading says."""
    assert STATES[shown.states[row]] is reading.clock
    assert shown.due[row].item() == reading.due
    assert shown.due_at[row].item() == (reading.due_at.replace(tzinfo=None) if reading.due_at else None)
    assert shown.remaining[row] == amount(reading.remaining[-1])
    assert shown.late_by[row] == amount(reading.late_by)
    assert shown.breached_at[row].item() == (reading.first_breach.replace(tzinfo=None) if reading.first_breach else None)
    timing = Timing(int(shown.timings[row]))
    assert (timing is Timing.NONE) == (not reading.elapsed)
    assert (timing is Timing.LATE) == (reading.late_by is not None)


def compare(desk: Desk, clocks: list[Clock]) -> int:
    """Each row shows what the scalar engine reads, or has a reason for not answering; return how many show it."""
    answered = 0
    shown = clock_status(columns(clocks), desk.frame, np.array([instant(clock.now) for clock in clocks], "M8[us]"))
    for row, clock in enumerate(clocks):
        reason, whole, asked = Reason(int(shown.reasons[row])), desk.ask(clock), desk.ask(clock, clock.now)
        if not isinstance(whole, Reason) and whole.refusals:
            assert reason in BAD
        elif isinstance(asked, Reason):
            assert reason is asked or reason in BAD, (clock, desk)
        elif reason not in BAD:
            try:
                reading = asked.at(clock.now)
            except CalendarCoverageError:
                assert reason is Reason.OUT_OF_CALENDAR, (clock, desk)
            else:
                assert reason is Reason.ANSWERED, (clock, desk)
                same(shown, row, reading)
                answered += 1
        else:
            assert isinstance(whole, Reason)
    return answered


@given(tables())
def test_each_row_shows_what_the_scalar_engine_reads(drawn: tuple[Desk, list[Clock]]) -> None:
    compare(*drawn)


@pytest.mark.parametrize("desk", DESKS.values(), ids=DESKS)
def test_rows_on_the_edges_of_sessions_and_days_show_it_too(desk: Desk) -> None:
    assert compare(desk, crowded(f"{desk.policy}{desk.cutoff}")) > 300


def test_what_passed_in_pauses_is_told_before_and_after_the_breach() -> None:
    """Due on the 20th, or the 23rd around a pause through the 19th; paused again from the 24th, a holiday, through the 26th."""
    hours = np.array(["2026-11-18T09", "2026-11-19T09", "2026-11-24T09", "2026-11-26T09"], "M8[us]")
    pauses = PauseColumn(np.array([0, 1, 3]), hours[[2, 0, 2]], hours[[3, 1, 3]])
    columns = ClockColumns(np.array(["2026-11-17T10"] * 2, "M8[us]"), 3, "working_day", pauses)
    shown = clock_status(columns, bulk_frame(load_calendar()), np.datetime64("2026-11-27T09", "us"))
    assert shown.due.astype(str).tolist() == ["2026-11-20", "2026-11-23"]
    assert shown.paused.tolist() == [2, 3]
    assert shown.late_by.tolist() == [2, 1]
