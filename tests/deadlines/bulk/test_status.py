"""What clocks show at a moment, against the scalar engine, row by row."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from drawn_clocks import Clock, Desk, columns, instant, tables
from hypothesis import given

from cchc.deadlines.bulk.clocks import STATES
from cchc.deadlines.bulk.reasons import Reason
from cchc.deadlines.bulk.status import ClockStatus, Timing, clock_status
from cchc.deadlines.reading import Amount, Reading
from cchc.errors import CalendarCoverageError

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


@given(tables())
def test_each_row_shows_what_the_scalar_engine_reads(drawn: tuple[Desk, list[Clock]]) -> None:
    desk, clocks = drawn
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
        else:
            assert isinstance(whole, Reason)
