"""Columns of clocks as they come in: what is missing, unknown, ragged or bad has a reason and spoils no other row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import numpy as np
import pytest

from cchc import VIETNAM_TIME, WorkingDays, WorkingHours, due, load_calendar, load_regimes
from cchc.deadlines.bulk.clock_columns import ClockColumns
from cchc.deadlines.bulk.clocks import NO_STATE, STATES, clock_dues
from cchc.deadlines.bulk.frames import BulkFrame, FrameByRow, bulk_frame
from cchc.deadlines.bulk.lateness import lateness
from cchc.deadlines.bulk.pauses import PauseColumn
from cchc.deadlines.bulk.reasons import Reason
from cchc.deadlines.bulk.status import Timing, clock_status
from cchc.deadlines.bulk.units import MISSING_UNIT, UNITS, unit_codes
from cchc.deadlines.office_hours import STANDARD_OFFICE, Closure, OfficeHours
from cchc.deadlines.policy import Policy
from cchc.errors import NaiveDatetimeError, OfficeHoursError, UsageError
from cchc.model.cutoff import ReplyCutoff, ResultCutoff, ShiftCutoff
from cchc.testing.strategies import paused_ledger

CALENDAR = load_calendar()
FRAME = bulk_frame(CALENDAR)
NAT = np.datetime64("NaT", "us")
GOOD = "2026-03-02T09:00"
NOW = np.datetime64("2026-03-05T09:00", "us")


def instants(*values: str) -> np.ndarray[Any, np.dtype[np.datetime64]]:
    return np.array(values, "M8[us]")


def paused(*rows: list[tuple[str, str]]) -> PauseColumn:
    """The pauses of each row."""
    spans = [span for row in rows for span in row]
    edges = np.cumsum([0, *(len(row) for row in rows)])
    return PauseColumn(edges, instants(*(since for since, _ in spans)), instants(*(until for _, until in spans)))


SPANS: list[tuple[str, list[tuple[str, str]], Reason]] = [
    ("two pauses, one after the other", [("2026-03-03", "2026-03-04"), ("2026-03-05", "2026-03-06")], Reason.ANSWERED),
    ("in whatever order", [("2026-03-05", "2026-03-06"), ("2026-03-03", "2026-03-04")], Reason.ANSWERED),
    ("one that touches the next", [("2026-03-03", "2026-03-04"), ("2026-03-04", "2026-03-06")], Reason.ANSWERED),
    ("the last one still open", [("2026-03-03", "2026-03-04"), ("2026-03-05", "NaT")], Reason.ANSWERED),
    ("none", [], Reason.ANSWERED),
    ("one that ends before it begins", [("2026-03-04", "2026-03-03")], Reason.BAD_PAUSE),
    ("two that overlap", [("2026-03-03", "2026-03-05"), ("2026-03-04", "2026-03-06")], Reason.BAD_PAUSE),
    ("one that begins while one is open", [("2026-03-03", "NaT"), ("2026-03-05", "2026-03-06")], Reason.BAD_PAUSE),
    ("one before the receipt", [("2026-03-01", "2026-03-04")], Reason.BAD_PAUSE),
    ("one without a beginning", [("NaT", "2026-03-04")], Reason.NULL),
    ("one that begins beyond the calendar, after the due day", [("2031-03-01", "2031-03-04")], Reason.ANSWERED),
    ("one that ends beyond the calendar", [("2026-03-03", "2031-03-04")], Reason.OUT_OF_CALENDAR),
]


@pytest.mark.parametrize(("spans", "reason"), [pytest.param(spans, reason, id=says) for says, spans, reason in SPANS])
def test_pauses(spans: list[tuple[str, str]], reason: Reason) -> None:
    columns = ClockColumns(instants(GOOD, GOOD, GOOD), 5, "working_day", paused([], spans, [("2026-03-03", "2026-03-04")]))
    answers = clock_dues(columns, FRAME)
    assert answers.reasons.tolist() == [0, reason, 0]
    assert answers.due[[0, 2]].tolist() == [date(2026, 3, 9), date(2026, 3, 10)]


ENDS: list[tuple[str, str, list[tuple[str, str]], Reason]] = [
    ("after its pause", "2026-03-05", [("2026-03-03", "2026-03-04")], Reason.ANSWERED),
    ("in its pause", "2026-03-05", [("2026-03-03", "NaT")], Reason.ANSWERED),
    ("before the receipt", "2026-03-01", [], Reason.BAD_END),
    ("before its pause begins", "2026-03-03", [("2026-03-04", "NaT")], Reason.BAD_PAUSE),
    ("before its pause ends", "2026-03-03", [("2026-03-03", "2026-03-04")], Reason.BAD_PAUSE),
]


@pytest.mark.parametrize(("ended", "spans", "reason"), [pytest.param(*rest, id=says) for says, *rest in ENDS])
def test_ends(ended: str, spans: list[tuple[str, str]], reason: Reason) -> None:
    columns = ClockColumns(instants(GOOD, GOOD), 5, "working_day", paused(spans, []), instants(ended, "NaT"))
    answers = clock_dues(columns, FRAME)
    assert answers.reasons.tolist() == [reason, 0]
    assert STATES[answers.states[1]] == "running"
    assert answers.states[0] == (NO_STATE if reason else STATES.index("ended"))


def many(pauses: int) -> PauseColumn:
    """So many pauses of a second on the middle one of three rows."""
    since = np.datetime64(GOOD, "us") + np.arange(pauses) * np.timedelta64(2, "s")
    return PauseColumn(np.array([0, 0, pauses, pauses]), since, since + np.timedelta64(1, "s"))


def test_as_many_pauses_as_a_ledger_holds_are_counted() -> None:
    pauses = many(5_000)
    columns = ClockColumns(instants(GOOD, GOOD, GOOD), 5, "working_hour", pauses)
    answers = clock_dues(columns, FRAME)
    spans = [
        tuple(one.replace(tzinfo=VIETNAM_TIME) for one in span) for span in zip(pauses.since.tolist(), pauses.until.tolist(), strict=True)
    ]
    received = datetime(2026, 3, 2, 9, tzinfo=VIETNAM_TIME)
    asked = due(WorkingHours(count=5), received, CALENDAR, load_regimes(), entries=paused_ledger(spans))  # type: ignore[arg-type]
    assert asked.due_at is not None
    assert answers.due_at[1].item() == asked.due_at.replace(tzinfo=None)
    assert answers.counts() == {Reason.ANSWERED: 3}


@pytest.mark.parametrize(("pauses", "ended"), [(5_001, None), (10_000, None), (5_000, "2026-03-30")])
def test_more_are_too_many(pauses: int, ended: str | None) -> None:
    columns = ClockColumns(instants(GOOD, GOOD, GOOD), 5, "day", many(pauses), None if ended is None else instants("NaT", ended, "NaT"))
    assert clock_dues(columns, FRAME).reasons.tolist() == [0, Reason.TOO_MANY_PAUSES, 0]


SINCE, UNTIL = instants("2026-03-03", "2026-03-05"), instants("2026-03-04", "2026-03-06")
LATER = instants("2026-03-06", "2026-03-06")
RAGGED = [
    ("offsets that go back", PauseColumn(np.array([0, 1, 0, 1]), SINCE, UNTIL), [0, 1, 0]),
    ("offsets beyond the values", PauseColumn(np.array([0, 1, 2, 5]), SINCE, UNTIL), [0, 0, 1]),
    ("offsets below zero", PauseColumn(np.array([-1, 1, 1, 2]), SINCE, UNTIL), [1, 0, 0]),
    ("fewer ends than beginnings", PauseColumn(np.array([0, 1, 2, 2]), SINCE, UNTIL[:1]), [0, 1, 0]),
    ("lists of different lengths", PauseColumn(np.array([0, 1, 2, 2]), SINCE, LATER, np.array([0, 0, 1, 2])), [1, 0, 1]),
    ("lists with ends below zero", PauseColumn(np.array([0, 1, 2, 2]), SINCE, LATER, np.array([-1, 0, 1, 1])), [1, 0, 0]),
    ("lists with ends beyond the values", PauseColumn(np.array([0, 1, 2, 2]), SINCE, LATER, np.array([1, 2, 3, 3])), [0, 1, 0]),
]


@pytest.mark.parametrize(("pauses", "ragged"), [pytest.param(*rest, id=says) for says, *rest in RAGGED])
def test_ragged_rows(pauses: PauseColumn, ragged: list[int]) -> None:
    answers = clock_dues(ClockColumns(instants(GOOD, GOOD, GOOD), 5, "working_day", pauses), FRAME)
    assert [int(reason == Reason.RAGGED) for reason in answers.reasons] == ragged
    assert set(answers.reasons.tolist()) <= {Reason.ANSWERED, Reason.RAGGED}


def test_two_nested_columns_are_paired() -> None:
    pauses = PauseColumn(np.array([0, 1, 2]), SINCE, np.concatenate((instants("NaT", "NaT"), UNTIL)), np.array([2, 3, 4]))
    columns = ClockColumns(instants(GOOD, GOOD), 5, "working_day", pauses)
    assert clock_dues(columns, FRAME).due.tolist() == [date(2026, 3, 10), date(2026, 3, 10)]
    assert clock_dues(columns.of(np.array([1])), FRAME).due.tolist() == [date(2026, 3, 10)]


NULLS = np.array([False, True])
MISSING = [
    ("a start that is masked", ClockColumns(np.ma.masked_array(instants(GOOD, GOOD), NULLS), 5, "day")),
    ("a start that is no time", ClockColumns(instants(GOOD, "NaT"), 5, "day")),
    ("an amount", ClockColumns(instants(GOOD, GOOD), np.ma.masked_array([5, 5], NULLS), "day")),
    (
        "an amount, of one unit or another",
        ClockColumns(instants(GOOD, GOOD), np.ma.masked_array([5, 5], NULLS), unit_codes(np.array(["day", "hour"]))),
    ),
    ("a unit", ClockColumns(instants(GOOD, GOOD), 5, np.array([1, MISSING_UNIT], np.uint8))),
    (
        "the beginning of a pause",
        ClockColumns(instants(GOOD, GOOD), 5, "day", PauseColumn(np.array([0, 1, 2]), np.ma.masked_array(SINCE, NULLS), UNTIL)),
    ),
]


@pytest.mark.parametrize("columns", [pytest.param(columns, id=says) for says, columns in MISSING])
def test_what_is_missing(columns: ClockColumns) -> None:
    assert clock_dues(columns, FRAME).reasons.tolist() == [0, Reason.NULL]
    shown = clock_status(columns, FRAME, NOW)
    assert shown.counts() == {Reason.ANSWERED: 1, Reason.NULL: 1}
    assert np.isnat(shown.due[1])
    assert (shown.states[1], shown.timings[1], shown.remaining[1]) == (NO_STATE, Timing.NONE, 0)


def test_a_masked_end_has_not_come() -> None:
    pauses = PauseColumn(np.array([0, 1]), SINCE[:1], np.ma.masked_array(UNTIL[:1], [True]))
    columns = ClockColumns(instants(GOOD), 5, "working_day", pauses, np.ma.masked_array(instants("2026-03-09"), [True]))
    assert STATES[clock_dues(columns, FRAME).states[0]] == "suspended"
    assert STATES[clock_dues(columns.of(np.array([0])), FRAME).states[0]] == "suspended"


def test_no_amount_is_read_where_the_unit_has_none() -> None:
    units = unit_codes(np.array(["same_day", "immediate"]))
    columns = ClockColumns(instants(GOOD, GOOD), np.ma.masked_array([-7, 10**9], [True, False]), units)
    assert clock_dues(columns, FRAME).due.tolist() == [date(2026, 3, 2)] * 2


AMOUNTS = [
    ("working_day", -1, Reason.BAD_AMOUNT),
    ("working_day", 2_601, Reason.BAD_AMOUNT),
    ("year", 11, Reason.BAD_AMOUNT),
    ("hour", 87_841, Reason.BAD_AMOUNT),
    ("working_hour", 10**18, Reason.BAD_AMOUNT),
    ("working_day", 2_600, Reason.OUT_OF_CALENDAR),
    ("year", 10, Reason.OUT_OF_CALENDAR),
    ("month", 0, Reason.ANSWERED),
    ("working_hour", 0, Reason.ANSWERED),
]


@pytest.mark.parametrize(("unit", "amount", "reason"), AMOUNTS)
def test_amounts(unit: str, amount: int, reason: Reason) -> None:
    assert clock_dues(ClockColumns(instants(GOOD), amount, unit), FRAME).reasons.tolist() == [reason]
    both = ClockColumns(instants(GOOD, GOOD), np.array([amount, 3]), unit_codes(np.array([unit, "day"])))
    assert clock_dues(both, FRAME).reasons.tolist() == [reason, 0]


@pytest.mark.parametrize("unit", ["working_day", "day", "working_hour", "hour"])
@pytest.mark.parametrize("start", ["1969-12-31T09:00", "2009-12-31T09:00", "2050-01-01T09:00", "0001-01-01", "9999-12-31", "-200000-01-01"])
def test_starts_that_the_calendar_does_not_reach(unit: str, start: str) -> None:
    answers = clock_dues(ClockColumns(instants(start, GOOD), 1, unit), FRAME)
    assert answers.reasons.tolist() == [Reason.OUT_OF_CALENDAR, 0]
    assert clock_status(ClockColumns(instants(start, GOOD), 1, unit), FRAME, NOW).reasons.tolist() == [Reason.OUT_OF_CALENDAR, 0]


@pytest.mark.parametrize("resolution", ["m", "s", "ms", "us", "ns"])
def test_instants_of_any_resolution(resolution: str) -> None:
    starts = instants(GOOD, "NaT", "2200-01-01").astype(f"M8[{resolution}]")
    answers = clock_dues(ClockColumns(starts, 90, "working_hour", minutes=True), FRAME)
    assert answers.reasons.tolist() == [0, Reason.NULL, Reason.OUT_OF_CALENDAR]
    assert str(answers.due_at[0]) == "2026-03-02T10:30:00.000000"


def test_seconds_far_beyond_any_year_stay_beyond_it() -> None:
    starts = np.array([2**62, -(2**62)]).view("M8[s]")
    assert clock_dues(ClockColumns(starts, 5, "day"), FRAME).counts() == {Reason.OUT_OF_CALENDAR: 2}


def test_minutes_are_fractions_of_a_day() -> None:
    columns = ClockColumns(instants(GOOD, GOOD), np.array([120, 20_800 * 60 + 1]), "working_hour", minutes=True)
    answers = clock_dues(columns, FRAME)
    asked = due(WorkingDays(count="0,25"), datetime(2026, 3, 2, 9, tzinfo=VIETNAM_TIME), CALENDAR, load_regimes())
    assert asked.due_at is not None
    assert answers.due_at[0].item() == asked.due_at.replace(tzinfo=None)
    assert answers.reasons.tolist() == [0, Reason.BAD_AMOUNT]


def test_each_row_runs_on_its_own_frame() -> None:
    counted = bulk_frame(CALENDAR, policy=Policy(first_day="counted", zero_days="refused"))
    frames = FrameByRow.of({"H01": FRAME, "H02": counted, "H03": FRAME}, np.array(["H01", "H02", "H03", "H99", None], object))
    assert len(frames.frames) == 2
    starts = instants(*[GOOD] * 5)
    answers = clock_dues(ClockColumns(starts, 5, "working_day"), frames)
    assert answers.due[:3].tolist() == [date(2026, 3, 9), date(2026, 3, 6), date(2026, 3, 9)]
    assert answers.reasons[3:].tolist() == [Reason.UNKNOWN_CALENDAR, Reason.NULL]
    nothing = clock_dues(ClockColumns(starts, 0, "day"), frames)
    assert nothing.reasons.tolist() == [0, Reason.BAD_AMOUNT, 0, Reason.UNKNOWN_CALENDAR, Reason.NULL]


def test_rows_of_many_frames_are_answered_as_each_frame_alone_answers_them() -> None:
    early = OfficeHours("Buổi sáng", {day: [(time(6), time(11))] for day in range(5)})
    saturdays = OfficeHours("Cả thứ bảy", {day: [(time(6), time(11))] for day in range(6)}, week=frozenset(range(6)))
    deemed = Policy(off_hours_receipt="next_working_day")
    frames = [
        FRAME,
        bulk_frame(CALENDAR, early),
        bulk_frame(CALENDAR, saturdays),
        bulk_frame(CALENDAR, early, deemed),
        bulk_frame(CALENDAR, policy=deemed),
    ]
    units = np.tile(np.arange(len(UNITS), dtype=np.uint8), len(frames) * 2)
    codes = np.repeat(np.arange(len(frames)), 2 * len(UNITS))
    starts = np.resize(instants("2026-03-06T10:30", "2026-03-06T18:00", "2026-03-07T09:00"), len(codes))
    columns, now = ClockColumns(starts, 1, units), np.datetime64("2026-04-20T08:10", "us")
    together = clock_status(columns, FrameByRow(frames, codes), now)
    hours = lateness(columns, FrameByRow(frames, codes), now, unit="working_hour")
    for place, frame in enumerate(frames):
        rows = np.flatnonzero(codes == place)
        alone = clock_status(columns.of(rows), frame, now)
        for name in ("due", "due_at", "remaining", "late_by", "states"):
            np.testing.assert_array_equal(getattr(together, name)[rows], getattr(alone, name))
        np.testing.assert_array_equal(hours.values[rows], lateness(columns.of(rows), frame, now, unit="working_hour").values)
    assert len({tuple(hours.values[codes == place]) for place in range(len(frames))}) == len(frames)


def test_very_many_frames_are_told_apart() -> None:
    frames = [FRAME, *[BulkFrame(FRAME.table, Policy(first_day="counted"))] * 2_100]
    codes = np.array([0, 2_099, 2_101])
    answers = clock_dues(ClockColumns(instants(GOOD, GOOD, GOOD), 5, "working_day"), FrameByRow(frames, codes))
    assert answers.due[:2].tolist() == [date(2026, 3, 9), date(2026, 3, 6)]
    assert answers.reasons.tolist() == [0, 0, Reason.UNKNOWN_CALENDAR]


def test_a_frame_survives_a_broadcast() -> None:
    cutoff = ResultCutoff(at=time(15))
    policy = Policy(off_hours_receipt="next_working_day", pause_days="both_days", roll="none", zero_days="refused")
    for frame in (FRAME, bulk_frame(CALENDAR, policy=policy, cutoff=cutoff)):
        again = BulkFrame.from_arrays(frame.to_arrays())
        starts = instants("2026-02-13T15:00:00.000001", "2026-02-13T17:00", "2026-02-14T08:00")
        for unit in ("same_day", "day"):
            columns = ClockColumns(starts, 3, unit, paused([], [("2026-02-14", "2026-02-23")], []))
            assert clock_dues(columns, again).due.tolist() == clock_dues(columns, frame).due.tolist()


def test_arrays_that_are_no_frame_are_refused() -> None:
    arrays = bulk_frame(CALENDAR, cutoff=ResultCutoff(at=time(15))).to_arrays()
    for broken in ({**arrays, "choices": arrays["choices"][:3]}, {**arrays, "late_from": arrays["late_from"][:9]}):
        with pytest.raises(UsageError, match="write what to_arrays"):
            BulkFrame.from_arrays(broken)
    with pytest.raises(UsageError, match="choice"):
        BulkFrame.from_arrays({**arrays, "choices": np.array(["none"] * 5)})


SATURDAY = {5: [(time(7, 30), time(11, 30))]}


def test_a_cutoff_before_closing() -> None:
    frame = bulk_frame(CALENDAR, cutoff=ShiftCutoff(before_closing_minutes=60, rest_days=True))
    starts = instants("2026-11-13T16:00", "2026-11-13T16:00:00.000001", "2026-11-14T08:00")
    assert clock_dues(ClockColumns(starts, 1, "working_day"), frame).due.tolist() == [
        date(2026, 11, 16),
        date(2026, 11, 17),
        date(2026, 11, 17),
    ]
    shut = OfficeHours("Một cửa", {day: STANDARD_OFFICE.sessions[day] for day in range(4)})
    with pytest.raises(OfficeHoursError, match="no session on 2010-01-08"):
        bulk_frame(CALENDAR, shut, cutoff=ShiftCutoff(before_closing_minutes=60))


def test_a_literal_cutoff_leaves_the_day_of_receipt() -> None:
    policy = Policy(shift_reading="literal", rest_day_receipt="next_working_day", off_hours_receipt="next_working_day")
    frame = bulk_frame(CALENDAR, policy=policy, cutoff=ShiftCutoff(at=time(15), rest_days=True))
    starts = instants("2026-11-13T14:00", "2026-11-13T18:00", "2026-11-14T08:00")
    assert frame.begin(starts.view(np.int64)).tolist() == starts.view(np.int64).tolist()


def test_a_reply_cutoff_moves_no_clock() -> None:
    assert bulk_frame(CALENDAR, cutoff=ReplyCutoff(at=time(9))).moved_from is None


def test_an_office_that_never_opens() -> None:
    closed = OfficeHours("Đóng cửa", dict(enumerate(STANDARD_OFFICE.sessions)), closures=[Closure(date(2000, 1, 1), date(2040, 1, 1), "")])
    frame = bulk_frame(CALENDAR, closed)
    columns = ClockColumns(
        instants(GOOD, GOOD), 5, unit_codes(np.array(["working_hour", "working_day"])), paused([("2026-03-03", "2026-03-04")], [])
    )
    assert clock_dues(columns, frame).reasons.tolist() == [Reason.OUT_OF_CALENDAR, 0]
    with pytest.raises(OfficeHoursError, match="no session on any working day"):
        bulk_frame(CALENDAR, closed, Policy(rest_day_receipt="next_working_day"))


REFUSED: list[tuple[str, Callable[[], object]]] = [
    ("is no unit", lambda: ClockColumns(instants(GOOD), 5, "fortnight")),
    ("units has 2 rows", lambda: ClockColumns(instants(GOOD), 5, unit_codes(np.array(["day", "day"])))),
    ("the column of units is of int64", lambda: ClockColumns(instants(GOOD), 5, np.array([1]))),  # type: ignore[arg-type]
    ("n rows have n \\+ 1 offsets", lambda: ClockColumns(instants(GOOD), 5, "day", paused([], []))),
    ("ended has 2 rows", lambda: ClockColumns(instants(GOOD), 5, "day", None, instants(GOOD, GOOD))),
    ("instants are wanted", lambda: ClockColumns(np.array(["2026-03-02"], "M8[D]"), 5, "day")),
    ("whole numbers are wanted", lambda: ClockColumns(instants(GOOD), np.array([1.5]), "day")),
    ("one column of whole numbers", lambda: PauseColumn(np.array([0.0]), SINCE, UNTIL)),  # type: ignore[arg-type]
    ("one column of whole numbers", lambda: PauseColumn(np.array([], int), SINCE, UNTIL)),
    ("the offsets of until has 2 rows", lambda: PauseColumn(np.array([0]), SINCE, UNTIL, np.array([0, 1]))),
    ("places are wanted", lambda: FrameByRow([FRAME], np.array([0.5]))),  # type: ignore[arg-type]
    ("the column of frames has 2 rows", lambda: clock_dues(ClockColumns(instants(GOOD), 5, "day"), FrameByRow([FRAME], np.array([0, 0])))),
    ("now is no instant", lambda: clock_status(ClockColumns(instants(GOOD), 5, "day"), FRAME, NAT)),
    ("now has 2 rows", lambda: clock_status(ClockColumns(instants(GOOD), 5, "day"), FRAME, instants(GOOD, GOOD))),
]


@pytest.mark.parametrize(("says", "ask"), [pytest.param(*one, id=one[0]) for one in REFUSED])
def test_what_is_no_column_of_clocks_is_refused(says: str, ask: Callable[[], object]) -> None:
    with pytest.raises(UsageError, match=says):
        ask()


def test_now_is_an_instant_of_vietnam_or_one_for_each_row() -> None:
    columns = ClockColumns(instants(GOOD, GOOD, GOOD), 3, "working_day")
    aware = clock_status(columns, FRAME, datetime(2026, 3, 6, 9, tzinfo=VIETNAM_TIME))
    assert aware.late_by.tolist() == [1, 1, 1]
    with pytest.raises(NaiveDatetimeError):
        clock_status(columns, FRAME, datetime(2026, 3, 6, 9))
    each = clock_status(columns, FRAME, np.ma.masked_array(instants("2026-03-04", "2026-03-05", GOOD), [False, False, True]))
    assert each.timings.tolist() == [Timing.EARLY, Timing.ON_TIME, Timing.NONE]
    assert each.reasons.tolist() == [0, 0, Reason.NULL]


def test_a_moment_beyond_the_calendar_reads_elapsed_hours_alone() -> None:
    units = unit_codes(np.array(["working_day", "day", "working_hour", "hour"]))
    shown = clock_status(ClockColumns(instants(*[GOOD] * 4), 5, units), FRAME, np.datetime64("2031-01-01T00:00", "us"))
    assert shown.reasons.tolist() == [Reason.OUT_OF_CALENDAR] * 3 + [0]


def test_a_table_without_rows() -> None:
    for units in ("day", np.zeros(0, np.uint8)):
        empty = ClockColumns(instants(), 5, units, PauseColumn(np.array([0]), instants(), instants()), instants())
        assert clock_dues(empty, FRAME).counts() == {}
        assert clock_status(empty, FRAME, NOW).counts() == {}


def test_every_unit_has_a_state_at_once() -> None:
    units = np.arange(len(UNITS), dtype=np.uint8)
    shown = clock_status(ClockColumns(instants(*[GOOD] * len(UNITS)), 1, units), FRAME, NOW)
    assert {STATES[state] for state in shown.states} == {"running"}
    assert shown.timings.tolist() == [3, 3, 1, 1, 1, 3, 3, 3, 3]
