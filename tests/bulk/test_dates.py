"""Columns of NumPy, pandas, Polars and Arrow: answered as the scalar engine does, and handed back as what they were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.bulk.column import ColumnError
from cchc.bulk.dates import add_working_minutes, due_dates, working_days_between, working_minutes_between
from cchc.deadlines.bulk.reasons import Reason
from cchc.deadlines.bulk.tables import bulk_table
from cchc.deadlines.counting import add, count, elapsed
from cchc.errors import CalendarCoverageError, LimitError, UsageError
from cchc.model.instant import VIETNAM_TIME
from cchc.model.time_limit import CalendarDays, Months, Weeks, WorkingDays, WorkingHours, Years
from cchc.rulebook import load_calendar

pa = pytest.importorskip("pyarrow")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

CALENDAR = load_calendar()
LIMITS = {"working_day": WorkingDays, "day": CalendarDays, "week": Weeks, "month": Months, "year": Years}
Make = Callable[[list[Any]], Any]

DAY_COLUMNS: dict[str, Make] = {
    "numpy": lambda days: np.array([day or "NaT" for day in days], "M8[D]"),
    "numpy, masked": lambda days: np.ma.MaskedArray(np.array([day or 0 for day in days], "M8[D]"), [day is None for day in days]),
    "pandas": lambda days: pd.Series(pd.to_datetime(days), name="start", index=range(7, 7 + len(days)), dtype="datetime64[ns]"),
    "pandas in seconds": lambda days: pd.Series(np.array([day or "NaT" for day in days], "M8[s]"), name="start"),
    "pandas on Arrow": lambda days: pd.Series(days, name="start", dtype="date32[pyarrow]"),
    "polars": lambda days: pl.Series("start", days, dtype=pl.Date),
    "arrow": lambda days: pa.array(days, pa.date32()),
    "arrow date64": lambda days: pa.array(days, pa.date64()),
    "arrow in chunks": lambda days: pa.chunked_array([pa.array(days[:1], pa.date32()), pa.array(days[1:], pa.date32())]),
}
ZONES: dict[str, Make] = {
    "numpy": lambda times: np.array([time or "NaT" for time in times], "M8[us]"),
    "pandas": lambda times: pd.Series(times, name="start", dtype="datetime64[ns]"),
    "pandas of Vietnam": lambda times: pd.Series(times, dtype="datetime64[ns]").dt.tz_localize("Asia/Ho_Chi_Minh"),
    "pandas of UTC": lambda times: pd.Series(times, dtype="datetime64[us]").dt.tz_localize("Asia/Ho_Chi_Minh").dt.tz_convert("UTC"),
    "pandas on Arrow": lambda times: pd.Series(times, dtype="timestamp[us][pyarrow]"),
    "polars": lambda times: pl.Series("start", times, dtype=pl.Datetime("us")),
    "polars of Vietnam": lambda times: pl.Series("start", times, dtype=pl.Datetime("ms")).dt.replace_time_zone("Asia/Ho_Chi_Minh"),
    "arrow": lambda times: pa.array(times, pa.timestamp("us")),
    "arrow of UTC": lambda times: pa.array([time and time - timedelta(hours=7) for time in times], pa.timestamp("ms", tz="UTC")),
}
DAYS = [date(2026, 2, 12), None, date(2009, 12, 31), date(2026, 1, 31), date(2027, 12, 31)]
TIMES = [datetime(2026, 11, 20, 16), None, datetime(2027, 12, 31, 17), datetime(2026, 11, 21, 9, 30)]


def plain(column: Any) -> list[Any]:
    """Return a column of any kind as a list of days, wall times or numbers of Python, ``None`` where it has no value."""
    if isinstance(column, np.ndarray):
        return [None if value != value or value is None else value for value in column.tolist()]
    if isinstance(column, pd.Series):
        values = [None if pd.isna(one) else one for one in column]
        times = [one.to_pydatetime() if hasattr(one, "to_pydatetime") else one for one in values]
    else:
        times = column.to_list() if isinstance(column, pl.Series) else column.to_pylist()
    return [one.astimezone(VIETNAM_TIME).replace(tzinfo=None) if getattr(one, "tzinfo", None) else one for one in times]


def type_of(column: Any) -> Any:
    return column.dtype if hasattr(column, "dtype") else column.type


def days_of(values: list[Any]) -> list[date | None]:
    return [value.date() if isinstance(value, datetime) else value for value in values]


@pytest.mark.parametrize("kind", DAY_COLUMNS)
def test_days_come_back_as_they_came(kind: str) -> None:
    column = DAY_COLUMNS[kind](DAYS)
    answered = due_dates(column, 3, CALENDAR)
    assert type(answered.values) is type(column)
    assert getattr(answered.values, "dtype", getattr(answered.values, "type", None)) == getattr(
        column, "dtype", getattr(column, "type", None)
    )
    assert days_of(plain(answered.values)) == [date(2026, 2, 24), None, None, date(2026, 2, 4), None]
    assert plain(answered.reasons) == [0, 1, 2, 0, 2]
    assert answered.counts == {Reason.ANSWERED: 2, Reason.NULL: 1, Reason.OUT_OF_CALENDAR: 2}
    if isinstance(column, pd.Series):
        assert answered.values.index.equals(column.index)
        assert answered.reasons.index.equals(column.index)
        assert (answered.values.name, answered.reasons.name) == ("start", "start")
    counted = working_days_between(column, answered.values, CALENDAR)
    assert [days if reason == 0 else None for days, reason in zip(plain(counted.values), plain(counted.reasons), strict=True)] == [
        3,
        None,
        None,
        3,
        None,
    ]


@pytest.mark.parametrize("kind", ZONES)
def test_instants_come_back_as_they_came(kind: str) -> None:
    column = ZONES[kind](TIMES)
    answered = add_working_minutes(column, 480, CALENDAR)
    assert getattr(answered.values, "dtype", getattr(answered.values, "type", None)) == getattr(
        column, "dtype", getattr(column, "type", None)
    )
    assert plain(answered.values) == [datetime(2026, 11, 23, 16), None, None, datetime(2026, 11, 23, 17)]
    minutes = working_minutes_between(column, answered.values, CALENDAR)
    assert plain(minutes.reasons) == [0, 1, 1, 0]
    assert [plain(minutes.values)[row] for row in (0, 3)] == [480, 480]


@pytest.mark.parametrize(
    "amounts",
    [
        pa.array([3, None, 2_601, -1, 0], pa.int64()),
        pd.Series([3, None, 2_601, -1, 0], dtype="Int64"),
        pd.Series([3, None, 2_601, -1, 0], dtype="int64[pyarrow]"),
        pl.Series([3, None, 2_601, -1, 0], dtype=pl.Int16),
        np.ma.MaskedArray([3, 0, 2_601, -1, 0], [0, 1, 0, 0, 0]),
    ],
    ids=["arrow", "pandas", "pandas on Arrow", "polars", "numpy"],
)
def test_amounts_of_every_kind(amounts: Any) -> None:
    answered = due_dates(np.full(5, np.datetime64("2026-02-12")), amounts, CALENDAR)
    assert plain(answered.values) == [date(2026, 2, 24), None, None, None, date(2026, 2, 12)]
    assert plain(answered.reasons) == [Reason.ANSWERED, Reason.NULL, Reason.BAD_AMOUNT, Reason.BAD_AMOUNT, Reason.ANSWERED]


def test_a_row_with_an_hour_is_no_day() -> None:
    column = pd.Series(pd.to_datetime(["2026-02-12 00:00", "2026-02-12 15:40"]))
    answered = due_dates(column, 3, CALENDAR)
    assert plain(answered.values) == [datetime(2026, 2, 24), None]
    assert plain(answered.reasons) == [0, Reason.UNREADABLE]
    counted = working_days_between(column, column, CALENDAR)
    assert plain(counted.reasons) == [0, Reason.UNREADABLE]


NOW = [datetime(2026, 2, 12, 9)]
WRONG: list[tuple[str, Any, str]] = [
    ("text of NumPy", np.array(["2026-02-12"]), "days are wanted: datetime64"),
    ("instants of NumPy", np.array(NOW, "M8[us]"), "an instant is not a day"),
    ("text of pandas", pd.Series(["2026-02-12"]), r"of object, days are wanted.*write pandas.to_datetime\(column\)"),
    (
        "instants of pandas with a zone",
        pd.Series(NOW).dt.tz_localize("UTC"),
        r"an instant is not a day: write column.dt.tz_localize\(None\)",
    ),
    ("text of Polars", pl.Series(["2026-02-12"]), r"of String, days are wanted: Date; write column.str.to_date\(\)"),
    ("instants of Polars", pl.Series(NOW), r"an instant is not a day: write column.dt.date\(\)"),
    ("text of Arrow", pa.array(["2026-02-12"]), "of string, days are wanted: date32; cast the column to it"),
    ("instants of Arrow", pa.array(NOW), "an instant is not a day: cast the column to date32"),
    ("a frame of pandas", pd.DataFrame({"a": [1]}), "DataFrame of pandas, a column is wanted; give one Series"),
    ("a frame of Polars", pl.DataFrame({"a": [1]}), "DataFrame of Polars, a column is wanted"),
    ("a table of Arrow", pa.table({"a": [1]}), "Table of Arrow, a column is wanted"),
    ("no column at all", 5, "it has 0 dimensions, one is wanted"),
]


@pytest.mark.parametrize("says, column, told", WRONG, ids=[one[0] for one in WRONG])
def test_a_column_of_another_type_is_refused_with_what_to_write(says: str, column: Any, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        due_dates(column, 3, CALENDAR)


@pytest.mark.parametrize(
    "amounts, told",
    [
        (pd.Series([1.5]), r'float64, whole numbers are wanted; write column.astype\("Int64"\)'),
        (pl.Series([1.5]), r"Float64, whole numbers are wanted; write column.cast\(polars.Int32\)"),
        (pa.array([1.5]), "double, whole numbers are wanted: int32"),
        (np.array([1.5]), "float64, whole numbers are wanted"),
        (np.array([1, 2]), "2 rows"),
    ],
)
def test_amounts_that_are_no_whole_numbers_are_refused(amounts: Any, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        due_dates(np.array(["2026-02-12"], "M8[D]"), amounts, CALENDAR)


@pytest.mark.parametrize(
    "column",
    [
        pd.Series(NOW).dt.tz_localize("Asia/Tokyo"),
        pl.Series(NOW).dt.replace_time_zone("Asia/Tokyo"),
        pa.array(NOW, pa.timestamp("us", tz="Asia/Tokyo")),
    ],
    ids=["pandas", "polars", "arrow"],
)
def test_another_zone_is_refused(column: Any) -> None:
    with pytest.raises(ColumnError, match="in the zone 'Asia/Tokyo'; deadlines are counted in Asia/Ho_Chi_Minh"):
        add_working_minutes(column, 60, CALENDAR)


@pytest.mark.parametrize("column", [pd.Series(["x"]), pl.Series(["x"]), pa.array(["x"])], ids=["pandas", "polars", "arrow"])
def test_text_is_no_instant(column: Any) -> None:
    with pytest.raises(ColumnError, match="instants are wanted"):
        add_working_minutes(column, 60, CALENDAR)


days = st.one_of(st.none(), st.dates(date(2009, 6, 1), date(2028, 6, 1)))
moments = st.one_of(st.none(), st.datetimes(datetime(2009, 12, 1), datetime(2028, 2, 1)).map(lambda one: one.replace(microsecond=0)))


def asked(question: Callable[[], Any]) -> Any:
    try:
        return question()
    except (CalendarCoverageError, LimitError):
        return None


@given(
    st.sampled_from([*DAY_COLUMNS]), st.sampled_from([*LIMITS]), st.lists(st.tuples(days, st.integers(-1, 300)), min_size=1, max_size=12)
)
def test_every_row_is_what_the_engine_says(kind: str, unit: str, rows: list[tuple[date | None, int]]) -> None:
    answered = due_dates(DAY_COLUMNS[kind]([day for day, _ in rows]), np.array([amount for _, amount in rows]), CALENDAR, unit=unit)
    expected = [day and asked(lambda day=day, amount=amount: add(day, LIMITS[unit](count=amount), CALENDAR)) for day, amount in rows]
    assert days_of(plain(answered.values)) == expected


@given(st.sampled_from([*DAY_COLUMNS]), st.lists(st.tuples(days, days), min_size=1, max_size=12))
def test_every_count_is_what_the_engine_says(kind: str, rows: list[tuple[date | None, date | None]]) -> None:
    a, b = ([row[place] for row in rows] for place in (0, 1))
    answered = working_days_between(DAY_COLUMNS[kind](a), DAY_COLUMNS[kind](b), bulk_table(CALENDAR))
    expected = [asked(lambda a=a, b=b: count(a, b, CALENDAR)) if a and b else None for a, b in rows]
    reasons = plain(answered.reasons)
    assert [days if reason == 0 else None for days, reason in zip(plain(answered.values), reasons, strict=True)] == expected


@given(st.sampled_from([*ZONES]), st.lists(st.tuples(moments, st.integers(1, 400)), min_size=1, max_size=12))
def test_every_instant_is_what_the_engine_says(kind: str, rows: list[tuple[datetime | None, int]]) -> None:
    starts = [start for start, _ in rows]
    answered = add_working_minutes(ZONES[kind](starts), np.array([60 * hours for _, hours in rows]), CALENDAR)

    def scalar(start: datetime, hours: int) -> datetime:
        return add(start.replace(tzinfo=VIETNAM_TIME), WorkingHours(count=hours), CALENDAR).replace(tzinfo=None)

    assert plain(answered.values) == [start and asked(lambda start=start, hours=hours: scalar(start, hours)) for start, hours in rows]
    back = working_minutes_between(ZONES[kind](starts), answered.values, CALENDAR)
    for (start, _), end, minutes, reason in zip(rows, plain(answered.values), plain(back.values), plain(back.reasons), strict=True):
        assert (reason == 0) == (end is not None)
        if start is not None and end is not None:
            span = elapsed(start.replace(tzinfo=VIETNAM_TIME), end.replace(tzinfo=VIETNAM_TIME), CALENDAR)
            assert minutes == span // timedelta(minutes=1)
