"""Cases of columns of instants that can be read beside an office's hours, and columns that are wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import numpy as np
import pytest

from cchc import add, forecast, load_calendar
from cchc.deadlines.bulk.columns import BLOCK
from cchc.deadlines.bulk.minutes import add_elapsed_time, add_working_time, working_time_between
from cchc.deadlines.bulk.reasons import Reason
from cchc.deadlines.bulk.sessions import session_table
from cchc.deadlines.bulk.tables import VOID, BulkTable, TableByRow, bulk_table
from cchc.deadlines.office_hours import Closure, OfficeHours
from cchc.errors import OfficeHoursError, UsageError
from cchc.model.instant import VIETNAM_TIME
from cchc.model.time_limit import WorkingHours

TABLE = bulk_table(load_calendar())  # 07:30-11:30, 13:00-17:00
BAD, OUT, NULL = Reason.BAD_AMOUNT, Reason.OUT_OF_CALENDAR, Reason.NULL


@pytest.mark.parametrize(
    "start, minutes, end",
    [
        ("2026-11-20T16:00", 480, "2026-11-23T16:00"),
        ("2026-11-20T16:00", 60, "2026-11-20T17:00"),  # the closing side, not Monday 07:30
        ("2026-11-20T12:00", 30, "2026-11-20T13:30"),  # at noon the clock waits
        ("2026-11-21T09:00", 1, "2026-11-23T07:31"),  # a Saturday
        ("2026-01-09T16:59", 2, "2026-01-10T07:31"),  # Saturday 10 January 2026 is worked
        ("2026-02-13T16:00", 240, "2026-02-23T10:30"),  # Tết, 16-20 February
        ("2026-11-21T09:00", 0, "2026-11-21T09:00"),
        ("2026-11-20T16:00", -1, BAD),
        ("2026-11-20T16:00", 60 * 20_800 + 1, BAD),
        ("2027-12-31T16:00", 61, OUT),
        ("2027-12-31T16:00", 60, "2027-12-31T17:00"),  # the last session of the calendar
        ("2009-12-31T16:00", 480, OUT),
        ("2028-01-01T00:00", 0, OUT),
        ("NaT", -1, NULL),
    ],
)
def test_working_time_of_a_row(start: str, minutes: int, end: str | Reason) -> None:
    for unit in ("m", "s", "ms", "us", "ns"):
        answers = add_working_time(np.array([start], f"M8[{unit}]"), np.array([minutes]), TABLE)
        assert answers.values.dtype == f"M8[{unit}]"
        found = str(answers.values.astype("M8[m]")[0])
        assert (found, Reason(answers.reasons[0])) == (("NaT", end) if isinstance(end, Reason) else (end, Reason.ANSWERED))


@pytest.mark.parametrize(
    "start, minutes, end",
    [
        ("2026-11-20T16:00", 48 * 60, "2026-11-22T16:00"),  # hours that pass never roll
        ("2027-12-31T16:00", 24 * 60, "2028-01-01T16:00"),  # and need no calendar at their end
        ("2028-01-01T00:00", 1, OUT),
        ("2026-11-20T16:00", 0, "2026-11-20T16:00"),
        ("2026-11-20T16:00", 60 * 87_840 + 1, BAD),
        ("NaT", 1, NULL),
    ],
)
def test_elapsed_time_of_a_row(start: str, minutes: int, end: str | Reason) -> None:
    answers = add_elapsed_time(np.array([start], "M8[m]"), np.array([minutes]), TABLE)
    assert (str(answers.values[0]), Reason(answers.reasons[0])) == (("NaT", end) if isinstance(end, Reason) else (end, Reason.ANSWERED))


def test_masked_rows_are_null_and_one_amount_serves_all() -> None:
    starts = np.ma.masked_array(np.array(["2026-11-20T16:00"] * 2, "M8[m]"), mask=[True, False])
    for table in (TABLE, TableByRow((TABLE,), np.zeros(2, int))):
        assert add_working_time(starts, 60, table).counts() == {Reason.ANSWERED: 1, NULL: 1}
        between = working_time_between(starts, np.array(["2026-11-20T17:00"] * 2, "M8[m]"), table)
        assert between.values.tolist()[1].total_seconds() == 3_600
        assert (np.isnat(between.values).tolist(), between.reasons.tolist()) == ([True, False], [NULL, 0])
        amounts = np.ma.masked_array([60, 60], mask=[False, True])
        assert add_elapsed_time(starts.data, amounts, table).reasons.tolist() == [0, NULL]


@pytest.mark.parametrize("size", [0, 1, BLOCK, BLOCK + 1])
def test_a_column_of_any_length_is_answered_whole(size: int) -> None:
    starts = np.datetime64("2026-01-05T08:00") + np.arange(size) % 100_000
    answers = add_working_time(starts, 2_400, TABLE)
    assert len(answers.values) == size
    for row in range(0, size, max(1, size // 20)):
        assert answers.values[row].item() == add(
            starts[row].item().replace(tzinfo=VIETNAM_TIME), WorkingHours(count=40), load_calendar()
        ).replace(tzinfo=None)
    assert len(working_time_between(starts, starts, TABLE).values) == size


ODD_SECONDS = OfficeHours("Lẻ giây", {day: [(time(7, 30, 30), time(11, 30))] for day in range(5)})


def test_sessions_between_two_minutes_are_answered_in_microseconds() -> None:
    table = bulk_table(load_calendar(), ODD_SECONDS)
    answers = add_working_time(np.array(["2026-11-20T11:00", "NaT", "0001-01-01T00:00", "9999-01-01"], "M8[m]"), 60, table)
    assert answers.values.dtype == "M8[us]"
    assert str(answers.values[0]) == "2026-11-23T08:00:30.000000"
    assert answers.reasons.tolist() == [0, NULL, OUT, OUT]
    column = np.array(["2026-11-20T11:00"] * 2, "M8[m]")
    both = add_working_time(column, 60, TableByRow((TABLE, table), np.array([0, 1])))
    assert [str(one) for one in both.values] == ["2026-11-20T13:30:00.000000", "2026-11-23T08:00:30.000000"]
    seconds = working_time_between(column, column + np.timedelta64(3, "D"), table)
    assert seconds.values[0] == np.timedelta64(4 * 3_600 - 30, "s")
    assert add_working_time(column.astype("M8[s]"), 60, table).values.dtype == "M8[s]"


def test_an_office_that_never_opens_counts_days_and_hours_that_pass_but_no_working_time() -> None:
    shut = OfficeHours("Đóng cửa", {0: [(time(8), time(9))]}, closures=[Closure(date(2000, 1, 1), date(2100, 1, 1), "Sửa chữa")])
    table = bulk_table(load_calendar(), shut)
    friday = np.array(["2026-11-20T16:00"], "M8[m]")
    assert str(add_elapsed_time(friday, 60, table).values[0]) == "2026-11-20T17:00"
    with pytest.raises(OfficeHoursError, match="no session on any working day"):
        add_working_time(friday, 60, table)


def test_nanoseconds_end_in_2262() -> None:
    far = BulkTable.from_arrays({**TABLE.to_arrays(), "first": np.array(104_000)})  # from September 2254 for 18 years
    with pytest.raises(UsageError, match="beyond 2262"):
        session_table(far, "ns")


def test_a_forecast_has_sessions_too() -> None:
    calendar = forecast(load_calendar(), 2028)
    start = np.array(["2027-12-31T16:00"], "M8[us]")
    ours = add(start[0].item().replace(tzinfo=VIETNAM_TIME), WorkingHours(count=3), calendar).replace(tzinfo=None)
    assert add_working_time(start, 180, bulk_table(calendar)).values[0].item() == ours


def test_no_instant_outside_the_calendar_has_a_measure() -> None:
    clock = session_table(TABLE, "us")
    far = np.array(["NaT", "1969-12-31", "2009-12-31T23:59:59.999999", "2028-01-01", "9999-12-31"], "M8[us]").view(np.int64)
    assert clock.passed(far).tolist() == [VOID] * 5
    assert clock.passed(far[:0]).tolist() == clock.closing_side(far[:0]).tolist() == []
    assert np.isnat(clock.closing_side(np.array([VOID, -1, 0, clock.total + 1, 2**62])).view("M8[us]")).all()
    assert str(clock.closing_side(np.array([clock.total])).view("M8[us]")[0]) == "2027-12-31T17:00:00.000000"


AT = np.array(["2026-11-20T16:00"], "M8[m]")


@pytest.mark.parametrize(
    "ask, words",
    [
        (lambda: add_working_time(np.array(["2026-11-20"], "M8[D]"), 60, TABLE), "instants are wanted"),
        (lambda: add_working_time(np.array([1.5]), 60, TABLE), "starts is a column of float64"),
        (lambda: add_working_time(np.array(["2026-11-20T16:00"], "M8[15m]"), 60, TABLE), "instants are wanted"),
        (lambda: add_working_time(AT, 0.5, TABLE), "whole numbers are wanted"),
        (lambda: add_working_time(AT, [1, 2], TABLE), "minutes has 2 rows"),
        (lambda: working_time_between(AT, AT.astype("M8[s]"), TABLE), "starts are in m, ends in s; give both in one unit"),
        (lambda: working_time_between(AT, AT[:0], TABLE), "ends has 0 rows"),
    ],
)
def test_a_column_that_is_wrong_as_a_whole_is_refused(ask: Callable[[], object], words: str) -> None:
    with pytest.raises(UsageError) as refused:
        ask()
    assert words in str(refused.value)
