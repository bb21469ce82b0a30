"""Frames of pandas and Polars: answered as the same table of Arrow is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from cchc.bulk.column import ColumnError
from cchc.bulk.schema import BulkOptions
from cchc.model.instant import VIETNAM_TIME
from cchc.rulebook import load_calendar

pa = pytest.importorskip("pyarrow")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

from cchc.bulk.arrow import answer_batch  # noqa: E402 - only where Arrow is
from cchc.bulk.data_frames import answer_frame  # noqa: E402
from cchc.deadlines.bulk.frames import bulk_frame  # noqa: E402

FRAME = bulk_frame(load_calendar())
OPTIONS = BulkOptions(now=datetime(2026, 3, 2, 9, tzinfo=VIETNAM_TIME), forecast_since=date(2028, 1, 1))
PAUSE = {"since": datetime(2026, 2, 13, 10), "until": datetime(2026, 2, 25, 10)}
COLUMNS: dict[str, list[Any]] = {
    "code": ["H1", "H2", "H3", "H4"],
    "start": [datetime(2026, 2, 12, 9), datetime(2026, 2, 12, 9), None, datetime(2026, 2, 12, 9)],
    "amount": [3, 3, 3, 4],
    "unit": ["working_day", "working_day", "day", "working_hour"],
    "pauses": [[], [PAUSE], [], []],
}
SPANS = pa.list_(pa.struct({"since": pa.timestamp("us"), "until": pa.timestamp("us")}))


def expected() -> list[dict[str, Any]]:
    table = pa.table({**COLUMNS, "start": pa.array(COLUMNS["start"], pa.timestamp("us")), "pauses": pa.array(COLUMNS["pauses"], SPANS)})
    found: list[dict[str, Any]] = answer_batch(table, FRAME, OPTIONS).to_pylist()
    return found


def test_a_frame_of_polars() -> None:
    frame = pl.DataFrame(COLUMNS, schema_overrides={"unit": pl.Categorical})
    answered = answer_frame(frame, FRAME, OPTIONS)
    assert answered.to_dicts() == expected()
    assert answered.select(frame.columns).equals(frame)
    assert answered["due"].dtype == pl.Date


def test_a_frame_of_pandas() -> None:
    frame = pd.DataFrame({**COLUMNS, "more": [object()] * 4}, index=[4, 3, 2, 1])
    answered = answer_frame(frame, FRAME, OPTIONS)
    assert answered[frame.columns].equals(frame)
    assert answered.index.tolist() == [4, 3, 2, 1]
    assert [str(answered[name].dtype) for name in ("late", "provisional", "reason", "due_at")] == [
        "Int64",
        "boolean",
        "category",
        "datetime64[us, Asia/Ho_Chi_Minh]",
    ]
    for at, row in enumerate(expected()):
        found = answered.iloc[at]
        for name in ("due", "due_at", "state", "timing", "late", "remaining", "provisional", "reason"):
            value = None if pd.isna(found[name]) else found[name]
            assert (value.date() if name == "due" and value is not None else value) == row[name], name


def test_an_answer_is_not_written_over_a_column() -> None:
    with pytest.raises(ColumnError, match="has a column 'due' already"):
        answer_frame(pd.DataFrame({**COLUMNS, "due": 1}), FRAME, OPTIONS)


@pytest.mark.parametrize(
    "wrong", [[1], pl.Series([1]), pd.Series([1]), pa.table({"start": [1]})], ids=["list", "polars", "pandas", "arrow"]
)
def test_what_is_no_frame_is_refused(wrong: Any) -> None:
    with pytest.raises(ColumnError, match="is no frame of pandas or Polars"):
        answer_frame(wrong, FRAME)


def test_a_column_of_several_types_is_refused() -> None:
    frame = pd.DataFrame({"start": [datetime(2026, 2, 12), "soon"], "amount": [1, 2], "unit": ["day", "day"]})
    with pytest.raises(ColumnError, match="a column holds values of several types"):
        answer_frame(frame, FRAME)
