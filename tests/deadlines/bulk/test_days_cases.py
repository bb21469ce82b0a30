"""Cases of columns of days that can be read beside the law and the calendar, and columns that are wrong."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date, time

import numpy as np
import pytest

from cchc import add, forecast, load_calendar
from cchc.deadlines.bulk.columns import BLOCK
from cchc.deadlines.bulk.days import due_dates, working_days_between
from cchc.deadlines.bulk.reasons import Reason
from cchc.deadlines.bulk.tables import BulkTable, TableByRow, bulk_table
from cchc.deadlines.bulk.units import UNITS, unit_codes
from cchc.deadlines.office_hours import OfficeHours
from cchc.deadlines.policy import Policy
from cchc.deadlines.working_calendar import DayTable
from cchc.errors import CchcError, MissingExtraError, UsageError
from cchc.model.time_limit import WorkingDays

TABLE = bulk_table(load_calendar())
BAD, OUT, NULL, NO_UNIT, NO_CALENDAR = (
    Reason.BAD_AMOUNT,
    Reason.OUT_OF_CALENDAR,
    Reason.NULL,
    Reason.UNKNOWN_UNIT,
    Reason.UNKNOWN_CALENDAR,
)


@pytest.mark.parametrize(
    "start, amount, unit, policy, due",
    [
        ("2026-02-12", 3, "working_day", {}, "2026-02-24"),  # Tết, 16-20 February
        ("2025-12-31", 7, "working_day", {}, "2026-01-12"),  # Friday 2 January off, Saturday 10 January worked in its place
        ("2026-01-09", 1, "working_day", {}, "2026-01-10"),  # a made-up Saturday is a working day
        ("2026-11-21", 1, "working_day", {}, "2026-11-23"),  # received on a Saturday: day 1 is Monday
        ("2026-11-20", 1, "working_day", {"first_day": "counted"}, "2026-11-20"),
        ("2026-11-20", 1, "day", {}, "2026-11-23"),  # a Saturday moves to Monday, Điều 148 khoản 5
        ("2026-11-20", 1, "day", {"roll": "none"}, "2026-11-21"),
        ("2026-11-16", 2, "week", {}, "2026-11-30"),
        ("2026-01-31", 1, "month", {"roll": "none"}, "2026-02-28"),  # no such day: the last of the month, Điều 148 khoản 3
        ("2024-01-31", 1, "month", {}, "2024-02-29"),
        ("2024-02-29", 1, "year", {}, "2025-02-28"),
        ("2024-02-29", 1, "year", {"leap_day": "mar_1", "roll": "none"}, "2025-03-01"),
        ("2024-02-29", 12, "month", {"leap_day": "mar_1"}, "2025-02-28"),  # the choice is about years
        ("2026-11-21", 0, "same_day", {}, "2026-11-23"),
        ("2026-11-20", 99, "immediate", {}, "2026-11-20"),  # has no amount
        ("2026-11-21", 0, "working_day", {}, "2026-11-21"),
        ("2026-11-21", 0, "month", {"zero_days": "that_or_next_working_day"}, "2026-11-23"),
        ("2026-11-21", 0, "day", {"zero_days": "refused"}, BAD),
        ("2026-11-20", -1, "day", {}, BAD),
        ("2026-11-20", 2_601, "working_day", {}, BAD),  # more than ten years
        ("2027-12-31", 1, "working_day", {}, OUT),
        ("2027-12-31", 0, "working_day", {}, "2027-12-31"),
        ("2009-12-31", 5, "day", {}, OUT),  # the end lies within, the start does not
        ("2028-01-01", 0, "same_day", {}, OUT),
        ("2028-01-01", 1, "day", {"first_day": "counted"}, OUT),
        ("NaT", -1, "day", {}, NULL),  # what is missing is said first
    ],
)
def test_a_row(start: str, amount: int, unit: str, policy: dict[str, str], due: str | Reason) -> None:
    answers = due_dates(np.array([start], "M8[D]"), np.array([amount]), TABLE, unit=unit, policy=Policy(**policy))
    assert (str(answers.values[0]), Reason(answers.reasons[0])) == (("NaT", due) if isinstance(due, Reason) else (due, Reason.ANSWERED))


def test_a_masked_row_is_null_whatever_stands_under_the_mask() -> None:
    starts = np.ma.masked_array(np.array(["2026-11-20", "2026-11-20", "2026-11-20"], "M8[D]"), mask=[True, False, False])
    amounts = np.ma.masked_array([1, 2, 3], mask=[False, True, False])
    for answers in (
        due_dates(starts, amounts, TABLE),
        due_dates(starts, amounts, TableByRow((TABLE,), np.zeros(3, int))),
    ):
        assert answers.reasons.tolist() == [NULL, NULL, 0]
        assert np.isnat(answers.values).tolist() == [True, True, False]
    counts = working_days_between(starts, np.array(["2026-11-30"] * 3, "M8[D]"), TABLE)
    assert counts.values.tolist() == [0, 5, 5]  # 24 November is a day off
    assert counts.counts() == {Reason.ANSWERED: 2, NULL: 1}


def test_reasons_are_counted_and_good_rows_kept() -> None:
    starts = np.array(["2026-11-20", "NaT", "2031-01-01", "2026-11-20", "2026-11-20"], "M8[D]")
    answers = due_dates(starts, np.array([1, 1, 1, -4, 2]), TABLE)
    assert answers.counts() == {Reason.ANSWERED: 2, NULL: 1, OUT: 1, BAD: 1}
    assert answers.answered.tolist() == [True, False, False, False, True]
    assert [reason.label("vi") for reason in answers.counts()][1:] == [NULL.label_vi, OUT.label_vi, BAD.label_vi]
    assert NULL.label("en") == "A value is missing"


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1])
def test_a_column_of_any_length_is_answered_whole(size: int) -> None:
    starts = np.datetime64("2026-01-05") + np.arange(size) % 300
    answers = due_dates(starts, np.full(size, 5, np.int8), TABLE)
    assert len(answers.values) == len(answers.reasons) == size
    some = range(0, size, max(1, size // 50))
    assert [answers.values[row].item() for row in some] == [add(starts[row].item(), WorkingDays(count=5), load_calendar()) for row in some]
    assert len(due_dates(starts, 5, TABLE, unit=np.zeros(size, np.uint8)).values) == size
    assert len(working_days_between(starts, starts, TABLE).values) == size


@pytest.mark.parametrize("table", [TABLE, TableByRow((TABLE,), np.zeros(3, int))])
def test_answers_are_written_over_earlier_ones(table: BulkTable | TableByRow) -> None:
    earlier = due_dates(np.array(["NaT", "2026-02-12", "2031-01-01"], "M8[D]"), 3, table)
    again = due_dates(np.array(["2026-02-12", "NaT", "2026-02-12"], "M8[D]"), np.array([3, 3, -1]), table, into=earlier)
    assert again is earlier
    assert again.values.tolist() == [date(2026, 2, 24), None, None]
    assert again.reasons.tolist() == [0, NULL, BAD]
    with pytest.raises(UsageError, match=r"into has 3 rows of datetime64\[D\], wanted are 1"):
        due_dates(np.array(["2026-02-12"], "M8[D]"), 3, table if table is TABLE else TableByRow((TABLE,), np.zeros(1, int)), into=earlier)


def test_a_column_need_not_be_contiguous_and_is_not_written_to() -> None:
    wide = np.repeat(np.array(["2026-02-12", "NaT"], "M8[D]"), 3)
    amounts = np.arange(6)[::-1]
    wide.flags.writeable = amounts.flags.writeable = False
    assert due_dates(wide[::2], amounts[::2], TABLE).values.tolist() == [date(2026, 2, 26), date(2026, 2, 24), None]


def test_more_calendars_than_two_bytes_hold() -> None:
    tables = (TABLE,) * 4_096
    answers = due_dates(np.array(["2026-02-12"] * 3, "M8[D]"), 3, TableByRow(tables, np.array([0, 4_095, 4_096])))
    assert answers.reasons.tolist() == [0, 0, NO_CALENDAR]
    assert str(answers.values[1]) == "2026-02-24"


def test_places_of_calendars_far_from_any_table_are_unknown() -> None:
    places = np.array([-(2**62), -3, -2, -1, 0, 1, 2**62])
    answers = due_dates(np.array(["2026-02-12"] * 7, "M8[D]"), 3, TableByRow((TABLE,), places))
    assert answers.reasons.tolist() == [NO_CALENDAR, NO_CALENDAR, NULL, NO_CALENDAR, 0, NO_CALENDAR, NO_CALENDAR]


def test_agencies_that_count_alike_share_a_table() -> None:
    other = bulk_table(load_calendar().with_days(off=[date(2026, 2, 13)]))
    column = TableByRow.of({"H01": TABLE, "H02": other, "H03": TABLE}, np.array(["H03", "H02", "H01"]))
    assert (len(column.tables), column.codes.tolist()) == (2, [0, 1, 0])
    assert due_dates(np.repeat(DAYS, 3), 3, column).values.tolist() == [date(2026, 2, 24), date(2026, 2, 25), date(2026, 2, 24)]


def test_names_of_units_become_codes() -> None:
    names = np.ma.masked_array(np.array([*UNITS, "Ngày", None, float("nan"), "day", 7], object), mask=[*[False] * 12, True, False])
    assert unit_codes(names).tolist() == [*range(9), 255, 254, 254, 254, 255]


DAYS = np.array(["2026-02-12"], "M8[D]")


@pytest.mark.parametrize(
    "ask, words",
    [
        (lambda: due_dates(np.array(["2026-02-12T09"], "M8[m]"), 3, TABLE), "an instant is not a day"),
        (lambda: due_dates(np.array(["2026-02-12"]), 3, TABLE), "starts is a column of <U10"),
        (lambda: due_dates(np.array([DAYS]), 3, TABLE), "starts has 2 dimensions"),
        (lambda: due_dates(DAYS, 0.25, TABLE), "amounts is of float64, whole numbers are wanted"),
        (lambda: due_dates(DAYS, True, TABLE), "amounts is of bool"),
        (lambda: due_dates(DAYS, 10**30, TABLE), "amounts is of object"),
        (lambda: due_dates(DAYS, [1, 2], TABLE), "amounts has 2 rows, the column beside it 1"),
        (lambda: due_dates(DAYS, 3, TABLE, unit="hour"), "'hour' is no unit of days; write one of working_day, day"),
        (lambda: due_dates(DAYS, 3, TABLE, unit="fortnight"), "'fortnight' is no unit of days"),
        (lambda: due_dates(DAYS, 3, TABLE, unit=np.zeros(2, np.uint8)), "the column of units has 2 rows"),
        (lambda: due_dates(DAYS, 3, TABLE, unit=np.zeros(1, np.int64)), "write unit_codes"),
        (lambda: due_dates(DAYS, 3, TableByRow((TABLE,), np.zeros(2, int))), "the column of calendars has 2 rows"),
        (lambda: due_dates(DAYS, 3, TableByRow((TABLE,), np.array(["H01"]))), "write TableByRow.of"),
        (lambda: due_dates(DAYS, 3, TableByRow((TABLE,), np.zeros(1, int)), unit="fortnight"), "'fortnight' is no unit"),
        (lambda: working_days_between(DAYS, DAYS[:0], TABLE), "ends has 0 rows"),
    ],
)
def test_a_column_that_is_wrong_as_a_whole_is_refused(ask: Callable[[], object], words: str) -> None:
    with pytest.raises(UsageError) as refused:
        ask()
    assert words in str(refused.value)


def test_amounts_beyond_64_bits_are_bad_amounts() -> None:
    for most in (np.array([2**64 - 1], np.uint64), np.uint64(2**64 - 1), 2**63):
        assert due_dates(DAYS, most, TABLE).reasons.tolist() == [BAD]
    assert str(due_dates(DAYS, np.array([3], np.uint64), TABLE).values[0]) == "2026-02-24"


def test_a_forecast_goes_on_where_the_official_calendar_ends() -> None:
    calendar = forecast(load_calendar(), 2029)
    days = np.array(["2027-12-30"], "M8[D]")
    answers = due_dates(days, 30, bulk_table(calendar))
    assert answers.values[0].item() == add(date(2027, 12, 30), WorkingDays(count=30), calendar)
    assert due_dates(days, 30, TABLE).reasons.tolist() == [OUT]


# Tables


def test_a_table_goes_through_arrays_and_pickle_unchanged() -> None:
    for copy in (BulkTable.from_arrays(TABLE.to_arrays()), pickle.loads(pickle.dumps(TABLE))):
        for name in BulkTable.__slots__:
            assert np.array_equal(getattr(copy, name), getattr(TABLE, name)), name


def test_a_table_is_made_once_and_cannot_be_changed() -> None:
    assert bulk_table(load_calendar()) is bulk_table(load_calendar())
    with pytest.raises(ValueError, match="read-only"):
        TABLE.nth[1] = 0


def test_the_version_tells_offices_of_one_name_by_their_hours() -> None:
    early, late = (OfficeHours("Một cửa", {day: [(time(hour), time(17))] for day in range(5)}) for hour in (7, 8))
    versions = [bulk_table(load_calendar(), one).version for one in (early, late)]
    assert versions[0] != versions[1]
    assert all(one.startswith(f"{load_calendar().version}/Một cửa/") for one in versions)


@pytest.mark.parametrize(
    "change, words",
    [
        ({"nth": None}, None),  # derived: not asked for
        ({"working": None}, "lacks working"),
        ({"national": np.zeros(3, bool)}, "different lengths"),
        ({"closes": np.zeros(3, int)}, "different lengths"),
        ({"working": np.zeros(0, bool), "national": np.zeros(0, bool)}, "different lengths"),
        ({"first": np.array(0)}, "from 1970 on"),
    ],
)
def test_arrays_that_are_no_calendar_are_refused(change: dict[str, np.ndarray | None], words: str | None) -> None:
    arrays = {name: one for name, one in {**TABLE.to_arrays(), **change}.items() if one is not None}
    if words is None:
        assert BulkTable.from_arrays(arrays).version == TABLE.version
        return
    with pytest.raises(UsageError, match=words):
        BulkTable.from_arrays(arrays)


def test_a_calendar_before_1970_is_refused() -> None:
    early = DayTable(date(1969, 1, 1), date(1970, 12, 31), {}, data_date=date(1970, 1, 1))
    with pytest.raises(UsageError, match="from 1970 on"):
        bulk_table(early)  # type: ignore[arg-type]


def test_without_numpy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib
    import sys

    import cchc.deadlines.bulk as room

    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(MissingExtraError, match=r"pip install cchc\[bulk\]") as refused:
        importlib.reload(room)
    assert isinstance(refused.value, CchcError)
