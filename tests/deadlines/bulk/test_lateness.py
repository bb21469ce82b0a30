"""Lateness in a unit of the caller's choice, against the scalar measures; and cases a clerk can read."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest
from drawn_clocks import DESKS, REGIME, Clock, Desk, columns, crowded, instant, tables
from hypothesis import given
from hypothesis import strategies as st

from cchc import load_calendar
from cchc.deadlines.bulk.clock_columns import ClockColumns
from cchc.deadlines.bulk.frames import bulk_frame
from cchc.deadlines.bulk.lateness import LATENESS_UNITS, lateness
from cchc.deadlines.bulk.pauses import PauseColumn
from cchc.deadlines.bulk.reasons import Reason
from cchc.deadlines.bulk.status import clock_status
from cchc.deadlines.clock import fold
from cchc.deadlines.course import (
    CalendarDayMeasure,
    Course,
    ElapsedTimeMeasure,
    Frame,
    Gap,
    WorkingDayMeasure,
    WorkingTimeMeasure,
    day_gaps,
    hour_gaps,
    passed_between,
)
from cchc.deadlines.deadline import Deadline
from cchc.deadlines.office_hours import working_time
from cchc.errors import CalendarCoverageError, UsageError
from cchc.model.clock_entry import Resume


def walked(asked: Deadline, clock: Clock, unit: str) -> int | None:
    """The lateness by the scalar measures; ``None`` beyond the calendar."""
    frame, now = asked.frame, clock.now
    entries = clock.ledger(now)
    if not any(entry.kind == "settle" for entry in entries):
        entries = (*entries, Resume(id="now", sequence=len(entries) + 1, occurred_at=now))
    folded = fold(asked.limit, asked.set_off_at, asked.received_at, entries, frame, REGIME)
    stop, course = folded.ended_at or now, folded.course
    assert course is not None
    assert asked.started_at is not None
    try:
        if asked.at(now).late_by is None:  # test_status tells whether; here how much
            return 0
        return _passed(course, stop, folded.gaps, frame, unit)
    except CalendarCoverageError:
        return None


def _passed(course: Course, stop: datetime, gaps: tuple[Gap, ...], frame: Frame, unit: str) -> int:
    calendar = frame.calendar
    calendar.index(stop.date())
    if unit in ("day", "working_day"):
        days = CalendarDayMeasure(calendar) if unit == "day" else WorkingDayMeasure(calendar)
        return passed_between(days, course.due, stop.date(), day_gaps(gaps, frame.policy))
    clock = ElapsedTimeMeasure() if unit == "hour" else WorkingTimeMeasure(working_time(calendar, frame.office))
    return passed_between(clock, course.breach_at, stop, hour_gaps(gaps))


def compare(desk: Desk, clocks: list[Clock], unit: str) -> int:
    """Each row is as late as the scalar measures say; return how many are late."""
    now = np.array([instant(clock.now) for clock in clocks], "M8[us]")
    told, shown = lateness(columns(clocks), desk.frame, now, unit=unit), clock_status(columns(clocks), desk.frame, now)
    for row, clock in enumerate(clocks):
        asked = desk.ask(clock, clock.now)
        if shown.reasons[row]:
            assert told.reasons[row] == shown.reasons[row]
            assert told.values[row] == 0
        elif isinstance(asked, Deadline):
            late = walked(asked, clock, unit)
            assert told.reasons[row] == (Reason.OUT_OF_CALENDAR if late is None else Reason.ANSWERED)
            assert told.values[row] == (late or 0)
    return int(np.count_nonzero(told.values))


@given(tables(most=4), st.sampled_from(LATENESS_UNITS))
def test_each_row_is_as_late_as_the_scalar_measures_say(drawn: tuple[Desk, list[Clock]], unit: str) -> None:
    compare(*drawn, unit)


@pytest.mark.parametrize("desk", DESKS.values(), ids=DESKS)
@pytest.mark.parametrize("unit", LATENESS_UNITS)
def test_so_are_rows_on_the_edges_of_sessions_and_days(desk: Desk, unit: str) -> None:
    assert compare(desk, crowded(f"{unit}{desk.cutoff}", 100), unit) > 10


FRAME = bulk_frame(load_calendar())
HOUR = 3_600_000_000
CASES = [
    ("day", 7, "2026-11-19T23:59", (0, 0, 0, 0), "on the whole of the last day nothing is late"),
    ("day", 7, "2026-11-23T09:30", (4, 2, 10 * HOUR, 81.5 * HOUR), "two working days, four in all"),
    ("working_hour", 8, "2026-11-13T16:00", (0, 0, 5.5 * HOUR, 7 * HOUR), "an instant is late on the same day"),
]


@pytest.mark.parametrize(("unit", "amount", "now", "late", "says"), [pytest.param(*case, id=case[-1]) for case in CASES])
def test_in_every_unit(unit: str, amount: int, now: str, late: tuple[float, ...], says: str) -> None:
    assert says
    clock = ClockColumns(np.array(["2026-11-12T09:00"], "M8[us]"), amount, unit)
    found = tuple(int(lateness(clock, FRAME, np.datetime64(now), unit=one).values[0]) for one in LATENESS_UNITS)
    assert found == tuple(int(one) for one in late)


def test_another_unit_is_refused() -> None:
    with pytest.raises(UsageError, match="lateness is told in"):
        lateness(ClockColumns(np.array(["2026-11-12T09:00"], "M8[us]"), 7, "day"), FRAME, np.datetime64("2026-11-19T23:59"), unit="month")


def test_a_pause_after_the_breach_is_left_out_in_every_unit() -> None:
    """Due on Friday 20 November; paused from Tuesday 24, a holiday, 09:00 to Thursday 26, 09:00; read on Friday 27 at 09:00."""
    edges = np.array(["2026-11-24T09", "2026-11-26T09"], "M8[us]")
    clock = ClockColumns(np.array(["2026-11-17T10"], "M8[us]"), 3, "working_day", PauseColumn(np.array([0, 1]), edges[:1], edges[1:]))
    now = np.datetime64("2026-11-27T09", "us")
    found = {one: int(lateness(clock, FRAME, now, unit=one).values[0]) for one in LATENESS_UNITS}
    assert (found["day"], found["working_day"]) == (5, 2)
    assert found["hour"] == (6 * 24 + 9 - 48) * 3_600_000_000
    assert found["working_hour"] == (8 + 6.5 + 1.5) * 3_600_000_000
    assert lateness(clock, FRAME, now).values.tolist() == [2]
