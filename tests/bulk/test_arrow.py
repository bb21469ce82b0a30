"""Tables of clocks in Arrow: each row as the scalar engine answers it, bad rows with their reason, bad columns refused."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.bulk.column import ColumnError
from cchc.bulk.schema import ANSWERS, COLUMNS, BulkOptions
from cchc.deadlines.deadline import due as scalar_due
from cchc.deadlines.office_hours import STANDARD_OFFICE, OfficeHours
from cchc.errors import CalendarCoverageError, NaiveDatetimeError, UsageError
from cchc.model.clock_entry import Close, Resume, Suspend
from cchc.model.cutoff import ShiftCutoff
from cchc.model.instant import VIETNAM_TIME
from cchc.model.time_limit import CalendarDays, Hours, Immediate, Months, SameDay, Weeks, WorkingDays, WorkingHours, Years
from cchc.rulebook import forecast, load_calendar, load_regimes

pa = pytest.importorskip("pyarrow")

from cchc.bulk.arrow import answer_batch, answers_of  # noqa: E402 - only where Arrow is
from cchc.deadlines.bulk.frames import bulk_frame  # noqa: E402

OFFICIAL, REGIMES = load_calendar(), load_regimes()
AGENCY = OfficeHours("Một cửa", dict.fromkeys(range(6), ((time(8), time(12)),)), week=frozenset(range(6)))
FRAMES = {"": bulk_frame(OFFICIAL), "H02": bulk_frame(OFFICIAL, AGENCY)}
OFFICES = {None: STANDARD_OFFICE, "H02": AGENCY}
LIMITS: dict[str, Any] = {
    "working_day": WorkingDays,
    "day": CalendarDays,
    "week": Weeks,
    "month": Months,
    "year": Years,
    "working_hour": WorkingHours,
    "hour": Hours,
    "same_day": lambda count: SameDay(),
    "immediate": lambda count: Immediate(),
}
SPANS = pa.list_(pa.struct({"since": pa.timestamp("us"), "until": pa.timestamp("us")}))
START = datetime(2026, 2, 12, 9)


def table(**columns: Any) -> Any:
    """A table of one column each; a list without a type is what Arrow makes of it."""
    return pa.table({"start": pa.array([START], pa.timestamp("us")), "amount": [3], "unit": ["working_day"], **columns})


def reasons(answered: Any) -> list[str]:
    return answered["reason"].to_pylist()


moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)).map(lambda one: one.replace(microsecond=0))
gaps = st.lists(st.tuples(st.integers(0, 20 * 24), st.integers(1, 20 * 24)), max_size=4)


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    start, at, pauses = draw(moments), timedelta(0), []
    for wait, length in draw(gaps):
        since = start + at + timedelta(hours=wait)
        at += timedelta(hours=wait + length)
        pauses.append({"since": since, "until": start + at})
    if pauses and draw(st.booleans()):
        pauses[-1]["until"] = None
    return {
        "start": start,
        "amount": draw(st.integers(1, 10)),
        "unit": draw(st.sampled_from([*LIMITS])),
        "calendar": draw(st.sampled_from([*OFFICES])),
        "pauses": pauses,
    }


def told(row: dict[str, Any], now: datetime) -> dict[str, Any]:
    """What the scalar engine says of a row, from what had happened by ``now``."""
    local = {"tzinfo": VIETNAM_TIME}
    entries: list[Any] = []
    for pause in row["pauses"]:
        for kind, at in ((Suspend, pause["since"]), (Resume, pause["until"])):
            if at is not None and at.replace(**local) <= now:  # what comes later may lie beyond the calendar
                entries.append(kind(id=f"e{len(entries)}", sequence=len(entries) + 1, occurred_at=at.replace(**local)))
    deadline = scalar_due(
        LIMITS[row["unit"]](count=row["amount"]),
        row["start"].replace(**local),
        OFFICIAL,
        REGIMES,
        entries=entries,
        office=OFFICES[row["calendar"]],
    )
    reading = deadline.at(now)
    on_hours = "hour" in row["unit"]
    left = reading.remaining[-1].count
    late = reading.late_by.count if reading.late_by else 0
    return {
        "due": reading.due,
        "due_at": reading.due_at if on_hours and reading.due_at else None,
        "state": str(reading.clock),
        "remaining": floor(60 * left) if on_hours else left,
        "late": ceil(60 * late) if on_hours else late,
        "breached_at": reading.first_breach,
        "reason": "answered",
    }


@given(st.lists(rows(), min_size=1, max_size=6), moments)
def test_every_row_is_what_the_engine_says(drawn: list[dict[str, Any]], now: datetime) -> None:
    now = now.replace(tzinfo=VIETNAM_TIME)
    columns = {name: [row[name] for row in drawn] for name in drawn[0]}
    batch = pa.record_batch(
        {**columns, "start": pa.array(columns["start"], pa.timestamp("us")), "pauses": pa.array(columns["pauses"], SPANS)}
    )
    answered = answer_batch(batch, FRAMES, BulkOptions(now=now)).to_pylist()
    for row, found in zip(drawn, answered, strict=True):
        try:
            expected = told(row, now)
        except CalendarCoverageError:
            expected = {"due": None, "reason": "out_of_calendar"}
        assert {name: found[name] for name in expected} == expected, row
        assert {name: found[name] for name in row} == row


CASES: list[tuple[str, dict[str, Any], list[str]]] = [
    ("a null start", {"start": pa.array([None], pa.timestamp("us"))}, ["null"]),
    ("a null amount", {"amount": pa.array([None], pa.int64())}, ["null"]),
    ("a null unit", {"unit": pa.array([None], pa.string())}, ["null"]),
    ("a null unit in a dictionary", {"unit": pa.array([None], pa.dictionary(pa.int8(), pa.string()))}, ["null"]),
    ("a unit that nobody knows", {"unit": ["Ngày"]}, ["unknown_unit"]),
    ("an amount that is negative", {"amount": [-1]}, ["bad_amount"]),
    ("an amount beyond any limit", {"amount": pa.array([2**64 - 1], pa.uint64())}, ["bad_amount"]),
    ("a start before the calendar", {"start": pa.array([datetime(1905, 1, 1)], pa.timestamp("us"))}, ["out_of_calendar"]),
    ("a start at the end of time", {"start": pa.array([datetime(9999, 12, 31, 23, 59)], pa.timestamp("us"))}, ["out_of_calendar"]),
    ("a day that no microsecond reaches", {"start": pa.array([2**31 - 1], pa.int32()).view(pa.date32())}, ["out_of_calendar"]),
    ("a day long before all days", {"start": pa.array([-(2**31)], pa.int32()).view(pa.date32())}, ["out_of_calendar"]),
    ("the last instant of all", {"start": pa.array([2**63 - 1]).view(pa.timestamp("us", tz="UTC"))}, ["out_of_calendar"]),
    ("a day that seconds reach", {"start": pa.array([2**62]).view(pa.timestamp("s"))}, ["out_of_calendar"]),
    ("a calendar that nobody gave", {"calendar": ["H99"]}, ["unknown_calendar"]),
    ("no calendar named", {"calendar": pa.array([None], pa.string())}, ["answered"]),
    ("no pauses", {"pauses": pa.array([None], SPANS)}, ["answered"]),
    ("a pause without its beginning", {"pauses": pa.array([[{"since": None, "until": START}]], SPANS)}, ["null"]),
    ("a pause that is null", {"pauses": pa.array([[None]], SPANS)}, ["null"]),
    ("a pause that runs backwards", {"pauses": pa.array([[{"since": datetime(2026, 2, 13), "until": START}]], SPANS)}, ["bad_pause"]),
    ("ten thousand pauses", {"pauses": pa.array([[{"since": START, "until": START}] * 10_000], SPANS)}, ["too_many_pauses"]),
    (
        "pause columns whose lengths disagree",
        {"pause_since": pa.array([[START]], pa.list_(pa.timestamp("us"))), "pause_until": pa.array([[]], pa.list_(pa.timestamp("us")))},
        ["ragged"],
    ),
    ("pause columns that hold nothing", {"pause_since": pa.array([[]]), "pause_until": pa.array([[]])}, ["answered"]),
    ("hours from a day", {"start": pa.array([date(2026, 2, 12)]), "unit": ["hour"]}, ["unreadable"]),
    ("days from a day", {"start": pa.array([date(2026, 2, 12)])}, ["answered"]),
]


@pytest.mark.parametrize("says, columns, expected", CASES, ids=[case[0] for case in CASES])
def test_bad_rows_have_a_reason(says: str, columns: dict[str, Any], expected: list[str]) -> None:
    answered = answer_batch(table(**columns), FRAMES)
    assert reasons(answered) == expected
    if expected != ["answered"]:
        assert [answered[name].to_pylist() for name in ("due", "due_at", "state")] == [[None]] * 3


def test_bad_rows_spoil_no_other() -> None:
    batch = pa.table(
        {
            "start": pa.array([START, None, START, START]),
            "amount": pa.array([3, 3, -3, 3]),
            "unit": ["working_day", "day", "month", "fortnight"],
        }
    )
    answered = answer_batch(batch, FRAMES[""])
    assert answered["due"].to_pylist() == [date(2026, 2, 24), None, None, None]
    assert reasons(answered) == ["answered", "null", "bad_amount", "unknown_unit"]


def test_pauses_in_two_columns_of_days_stand_for_their_ends() -> None:
    days = pa.list_(pa.date32())
    asked = table(pause_since=pa.array([[date(2026, 2, 24)]], days), pause_until=pa.array([[date(2026, 3, 2)]], days), amount=[5])
    spans = pa.array([[{"since": datetime(2026, 2, 24, 23, 59, 59), "until": datetime(2026, 3, 2, 23, 59, 59)}]], SPANS)
    assert answer_batch(asked, FRAMES)["due"] == answer_batch(table(pauses=spans, amount=[5]), FRAMES)["due"]


def test_slices_and_large_lists_are_read_where_they_are() -> None:
    pauses = [[{"since": START, "until": datetime(2026, 3, 2, 9)}], None, [], [{"since": START, "until": None}]]
    whole = pa.table(
        {
            "start": pa.array([START] * 4),
            "amount": [3] * 4,
            "unit": ["day"] * 4,
            "pauses": pa.array(pauses, pa.large_list(SPANS.value_type)),
        }
    )
    every = answer_batch(whole, FRAMES)
    assert every["state"].to_pylist() == ["running", "running", "running", "suspended"]
    assert pa.concat_tables([answer_batch(whole.slice(row, 1), FRAMES) for row in range(4)]).to_pylist() == every.to_pylist()


def test_an_end_stops_the_clock() -> None:
    ended = pa.array([datetime(2026, 2, 26, 9)], pa.timestamp("us"))
    answered = answer_batch(table(ended=ended), FRAMES, BulkOptions(now=datetime(2026, 3, 30, 9, tzinfo=VIETNAM_TIME))).to_pylist()[0]
    deadline = scalar_due(
        WorkingDays(count=3),
        START.replace(tzinfo=VIETNAM_TIME),
        OFFICIAL,
        REGIMES,
        entries=[Close(id="e", sequence=1, occurred_at=datetime(2026, 2, 26, 9, tzinfo=VIETNAM_TIME))],
    )
    late = deadline.at(datetime(2026, 3, 30, 9, tzinfo=VIETNAM_TIME)).late_by
    assert late is not None
    assert (answered["state"], answered["timing"], answered["late"]) == ("ended", "late", late.count)


def test_a_due_day_on_a_forecast_is_provisional() -> None:
    further = forecast(OFFICIAL, 2031)
    starts = pa.array([datetime(2027, 12, 27, 9), datetime(2027, 12, 31, 9)])
    asked = pa.table({"start": starts})
    options = BulkOptions(amount=3, unit="working_day", forecast_since=date(2028, 1, 1))
    answered = answer_batch(asked, bulk_frame(further), options)
    assert answered["provisional"].to_pylist() == [False, True]
    assert answered["due"].to_pylist()[0] == date(2027, 12, 30)


def test_names_and_prefix_are_the_callers() -> None:
    asked = pa.table({"ngay_nhan": pa.array([START]), "so": [3], "due": ["theirs"]})
    options = BulkOptions(unit="working_day", names={"start": "ngay_nhan", "amount": "so"}, prefix="cchc_")
    answered = answer_batch(asked, FRAMES[""], options)
    assert answered.column_names == ["ngay_nhan", "so", "due", "cchc_due", "cchc_due_at", "cchc_state", "cchc_reason"]
    assert answered["cchc_due"].to_pylist() == [date(2026, 2, 24)]
    assert answers_of(asked, FRAMES[""], options).schema.names == ["cchc_due", "cchc_due_at", "cchc_state", "cchc_reason"]


WRONG: list[tuple[str, Any, str]] = [
    ("no start", pa.table({"amount": [3], "unit": ["day"]}), "no column 'start'; it has amount, unit. Rename it"),
    ("no amount", pa.table({"start": [START], "unit": ["day"]}), "no column 'amount'; name the column that holds it, or give one amount"),
    ("no unit", pa.table({"start": [START], "amount": [3]}), "no column 'unit'"),
    ("a start of text", table(start=["2026-02-12"]), "start is of string, instants are wanted: timestamp"),
    ("a start of another zone", table(start=pa.array([START], pa.timestamp("us", tz="Asia/Tokyo"))), "in the zone 'Asia/Tokyo'"),
    ("amounts with a point", table(amount=[3.0]), "amount is of double, whole numbers are wanted"),
    ("units as numbers", table(unit=[1]), "unit is of int64, text is wanted"),
    ("units as a dictionary of numbers", table(unit=pa.array([1]).dictionary_encode()), "a dictionary of strings is wanted"),
    ("pauses that are no list", table(pauses=[3]), "pauses is of int64, a list is wanted"),
    ("pauses that are no structs", table(pauses=[[3]]), "a list of structs with since and until is wanted"),
    ("pauses of text", table(pauses=[[{"since": "a", "until": "b"}]]), "pauses.since is of string, instants are wanted"),
    ("half of the pauses", table(pause_since=[[START]]), "pauses need both columns"),
    ("pauses twice", table(pauses=[[]], pause_since=[[START]], pause_until=[[START]]), "the table has pauses twice"),
    ("an answer that is there", table(reason=["x"]), "has a column 'reason' already"),
    ("a column twice", pa.Table.from_arrays([pa.array([START])] * 2, ["start", "start"]), "the column 'start' 2 times"),
]


@pytest.mark.parametrize("says, asked, expected", WRONG, ids=[case[0] for case in WRONG])
def test_a_wrong_column_is_refused_with_what_to_mend(says: str, asked: Any, expected: str) -> None:
    options = BulkOptions(amount=3, unit="day") if "twice" in says and "column" in says else BulkOptions()
    with pytest.raises(ColumnError, match=expected):
        answer_batch(asked, FRAMES, options)


def test_days_cannot_be_judged_by_a_cut_off() -> None:
    frame = bulk_frame(OFFICIAL, cutoff=ShiftCutoff(at=time(15)))
    with pytest.raises(ColumnError, match="days without an hour, on which the cut-offs"):
        answer_batch(table(start=pa.array([date(2026, 2, 12)])), frame)


def test_a_table_without_keys_needs_a_calendar_for_all() -> None:
    with pytest.raises(ColumnError, match="no column 'calendar' and no calendar stands for all rows"):
        answer_batch(table(), {"H02": FRAMES["H02"]})
    assert reasons(answer_batch(table(calendar=pa.array([None], pa.string())), {"H02": FRAMES["H02"]})) == ["null"]


@pytest.mark.parametrize(
    "wrong, error, expected",
    [
        ({"unit": "fortnight"}, UsageError, "'fortnight' is no unit"),
        ({"amount": -1}, UsageError, "an amount of -1 is no time limit"),
        ({"names": {"due": "x"}}, UsageError, "'due' is no column that is read"),
        ({"now": datetime(2026, 1, 1)}, NaiveDatetimeError, "now has no time zone"),
    ],
)
def test_options_are_checked(wrong: dict[str, Any], error: type[Exception], expected: str) -> None:
    with pytest.raises(error, match=expected):
        BulkOptions(**wrong)


def test_the_page_names_every_column() -> None:
    assert len({one.name for one in (*COLUMNS, *ANSWERS)}) == len(COLUMNS) + len(ANSWERS)
