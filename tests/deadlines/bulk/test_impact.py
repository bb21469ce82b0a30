"""What a change of the calendar moves: against counting every row on both calendars, and the cases of the acts themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from drawn_clocks import DESKS, Clock, Desk, columns, crowded, tables
from hypothesis import given
from hypothesis import strategies as st

from cchc import VIETNAM_TIME, load_calendar
from cchc.deadlines.bulk.clock_columns import ClockColumns
from cchc.deadlines.bulk.clocks import clock_dues
from cchc.deadlines.bulk.frames import BulkFrame, FrameByRow, bulk_frame
from cchc.deadlines.bulk.impact import impact
from cchc.deadlines.bulk.pauses import PauseColumn
from cchc.deadlines.bulk.reasons import Reason
from cchc.deadlines.calendar_day import DayKind
from cchc.deadlines.office_hours import OfficeHours
from cchc.deadlines.policy import Policy
from cchc.errors import UsageError
from cchc.testing import strategies as cs

NOW = load_calendar()
BEFORE = NOW.as_known_on(date(2025, 12, 24))


def recounted(clocks: list[Clock], old: Desk, new: Desk) -> list[tuple[object, ...]]:
    """The rows that move, each asked of the scalar engine on both calendars."""
    moved: list[tuple[object, ...]] = []
    whole = clock_dues(columns(clocks), old.frame)
    for row, clock in enumerate(clocks):
        before, after = old.ask(clock), new.ask(clock)
        if whole.reasons[row] or isinstance(before, Reason) or before.course is None:
            continue
        course = None if isinstance(after, Reason) else after.course
        if course is None or (course.due, course.due_at) != (before.course.due, before.course.due_at):
            moved.append((row, before.course.due, None if course is None else course.due))
    return moved


@st.composite
def changes(draw: st.DrawFn) -> tuple[Desk, Desk, list[Clock]]:
    """A desk, the same one after some days have changed, or its choices or hours, and rows."""
    desk, clocks = draw(tables(most=4))
    first, last = desk.calendar.first, desk.calendar.last
    days = draw(st.lists(cs.days(desk.calendar, first=date(first.year, 2, 1), last=last - timedelta(days=300)), max_size=3, unique=True))
    off = [day for day in days if desk.calendar.is_working_day(day)]
    worked = [day for day in days if desk.calendar.day(day).kind is DayKind.WEEKEND]
    new = replace(desk, calendar=desk.calendar.with_days(off=off, worked=worked))
    if draw(st.integers(0, 4)) == 0:
        new = replace(new, office=draw(cs.offices()), policy=draw(cs.policies()))
    return desk, new, clocks


def compare(old: Desk, new: Desk, clocks: list[Clock]) -> int:
    """The rows that move are those that are due otherwise; return how many."""
    found = impact(columns(clocks), old.frame, new.frame)
    shown = list(zip(found.rows.tolist(), found.before.tolist(), found.after.tolist(), strict=True))
    assert shown == recounted(clocks, old, new)
    assert (np.isnat(found.after) == (found.reasons != 0)).all()
    return len(shown)


@given(changes())
def test_the_rows_that_move_are_those_that_are_due_otherwise(drawn: tuple[Desk, Desk, list[Clock]]) -> None:
    compare(*drawn)


@pytest.mark.parametrize("desk", DESKS.values(), ids=DESKS)
@pytest.mark.parametrize("off", [True, False], ids=["a day off more", "a swap taken back"])
def test_so_do_rows_on_the_edges_of_sessions_and_days(desk: Desk, off: bool) -> None:
    changed = {"off": [date(2026, 8, 26)]} if off else {"worked": [date(2026, 8, 31)]}
    assert compare(desk, replace(desk, calendar=desk.calendar.with_days(**changed)), crowded(f"{off}{desk.cutoff}", 200)) > 3


RECEIVED = np.array(["2025-12-29T09:00", "2025-12-30T09:00", "2025-12-31T09:00", "2026-01-05T09:00", "NaT"], "M8[us]")


def test_the_swap_of_2_january_2026_moves_what_was_due_on_it() -> None:
    moved = impact(ClockColumns(RECEIVED, 2, "working_day"), bulk_frame(BEFORE), bulk_frame(NOW))
    assert moved.rows.tolist() == [1, 2]
    assert [str(day) for day in moved.before] == ["2026-01-02", "2026-01-05"]
    assert [str(day) for day in moved.after] == ["2026-01-05", "2026-01-06"]


def test_a_pause_over_a_day_that_is_made_up_moves_what_was_due_before_it() -> None:
    friday, sunday = np.array(["2026-01-09T10:00"], "M8[us]"), np.array(["2026-01-11T10:00"], "M8[us]")
    paused = ClockColumns(np.array(["2026-01-08T09:00"], "M8[us]"), 1, "working_day", PauseColumn(np.array([0, 1]), friday, sunday))
    moved = impact(paused, bulk_frame(BEFORE), bulk_frame(NOW))
    assert [str(day) for day in (*moved.before, *moved.after)] == ["2026-01-09", "2026-01-12"]


def test_rows_without_an_answer_are_left_out() -> None:
    since, until = np.array(["2026-01-05T10:00"], "M8[us]"), np.array(["NaT"], "M8[us]")
    pauses = PauseColumn(np.array([0, 0, 1, 9, 0, 0]), since, until, np.array([0, 0, 1, 9, 0, 0]))
    ended = np.array(["NaT", "2026-01-20T10:00", "NaT", "NaT", "NaT"], "M8[us]")
    moved = impact(ClockColumns(RECEIVED, 2, "working_day", pauses, ended), bulk_frame(BEFORE), bulk_frame(NOW))
    assert moved.rows.tolist() == [1]
    assert impact(ClockColumns(RECEIVED[4:], 2, "day", pauses.of(np.array([0]))), bulk_frame(BEFORE), bulk_frame(NOW)).rows.tolist() == []


def test_a_calendar_that_ends_earlier_leaves_rows_without_a_new_day() -> None:
    earlier = bulk_frame(NOW.as_known_on(date(2025, 12, 24)))
    late = ClockColumns(np.array(["2026-12-28T09:00"], "M8[us]"), 30, "working_day")
    moved = impact(late, bulk_frame(NOW), earlier)
    assert np.isnat(moved.after).all()
    assert moved.reasons.tolist() == [Reason.OUT_OF_CALENDAR]


def test_each_agency_has_its_own_change() -> None:
    was, now = bulk_frame(BEFORE), bulk_frame(NOW)
    codes = np.array([0, 0, 1, 1, 1])
    columns = ClockColumns(RECEIVED, 2, "working_day")
    moved = impact(columns, FrameByRow([was, was], codes), FrameByRow([now, was], codes))
    assert moved.rows.tolist() == [1]


def _hours() -> tuple[BulkFrame, BulkFrame]:
    sessions = {day: [(datetime(2026, 1, 1, 8).time(), datetime(2026, 1, 1, 16).time())] for day in range(5)}
    return bulk_frame(NOW), bulk_frame(NOW, OfficeHours("Một ca", sessions))


@pytest.mark.parametrize(
    ("frames", "unit", "amount", "rows"),
    [
        pytest.param(_hours, "working_hour", 4, [0, 1, 2, 3], id="other hours move limits in hours"),
        pytest.param(_hours, "working_day", 2, [], id="other hours move no day"),
        pytest.param(
            lambda: (bulk_frame(NOW), bulk_frame(NOW, policy=Policy(first_day="counted"))), "working_day", 2, [0, 1, 2, 3], id="a choice"
        ),
        pytest.param(
            lambda: (bulk_frame(NOW), bulk_frame(NOW, policy=Policy(off_hours_receipt="next_working_day"))),
            "working_day",
            2,
            [],
            id="a choice about receipts that none of the rows meets",
        ),
    ],
)
def test_a_change_of_hours_or_choices(frames: Callable[[], tuple[BulkFrame, BulkFrame]], unit: str, amount: int, rows: list[int]) -> None:
    assert impact(ClockColumns(RECEIVED, amount, unit), *frames()).rows.tolist() == rows


def test_frames_that_cannot_be_compared_are_refused() -> None:
    frame = bulk_frame(NOW)
    columns = ClockColumns(RECEIVED, 2, "working_day")
    one, other = np.zeros(5, np.int64), np.ones(5, np.int64)
    for old, new in (
        (frame, FrameByRow([frame], one)),
        (FrameByRow([frame], one), FrameByRow([frame, frame], one)),
        (FrameByRow([frame, frame], one), FrameByRow([frame, frame], other)),
    ):
        with pytest.raises(UsageError, match="as many frames in the same order"):
            impact(columns, old, new)


def test_it_is_what_the_scalar_impact_says() -> None:
    from cchc import WorkingDays, due, load_regimes
    from cchc import impact as scalar_impact

    received = [datetime(2025, 12, day, 9, tzinfo=VIETNAM_TIME) for day in range(15, 32)]
    asked = [due(WorkingDays(count=3), at, BEFORE, load_regimes()) for at in received]
    columns = ClockColumns(np.array([at.replace(tzinfo=None) for at in received], "M8[us]"), 3, "working_day")
    moved = impact(columns, bulk_frame(BEFORE), bulk_frame(NOW))
    expected = scalar_impact(asked, BEFORE, NOW)
    assert moved.rows.tolist() == [one.key for one in expected]
    assert moved.after.tolist() == [one.after for one in expected]
