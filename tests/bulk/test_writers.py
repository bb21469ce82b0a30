"""Parquet files of other writers are answered, with the types that they give to columns."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from cchc.rulebook import load_calendar

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pl = pytest.importorskip("polars")
pd = pytest.importorskip("pandas")
duckdb = pytest.importorskip("duckdb")

from cchc.bulk.parquet import answer_parquet  # noqa: E402 - only where Arrow is
from cchc.deadlines.bulk.frames import bulk_frame  # noqa: E402

START = datetime(2026, 2, 12, 9)
PAUSE = {"since": datetime(2026, 2, 13, 10), "until": datetime(2026, 2, 25, 10)}
ROWS = {"start": [START, None], "amount": [3, 4], "unit": ["working_day", "day"], "pauses": [[PAUSE], []]}


def by_polars(path: Path) -> None:
    pl.DataFrame(ROWS, schema_overrides={"unit": pl.Categorical}).write_parquet(path)


def by_polars_with_a_zone(path: Path) -> None:
    pl.DataFrame(ROWS).with_columns(pl.col("start").dt.replace_time_zone("Asia/Ho_Chi_Minh")).write_parquet(path)


def by_pandas(path: Path) -> None:
    pd.DataFrame({**ROWS, "unit": pd.Categorical(ROWS["unit"])}, index=[5, 6]).to_parquet(path)


def by_duckdb(path: Path) -> None:
    duckdb.connect().execute(f"""
        COPY (SELECT unnest([TIMESTAMPTZ '2026-02-12 02:00:00+00', NULL]) AS start, unnest([3, 4])::UTINYINT AS amount,
            unnest(['working_day', 'day'])::ENUM('working_day', 'day') AS unit,
            unnest([[{{'since': TIMESTAMP '2026-02-13 10:00', 'until': TIMESTAMP '2026-02-25 10:00'}}], []]) AS pauses
        ) TO '{path}' (FORMAT parquet)""")


def by_spark_of_old(path: Path) -> None:
    table = pa.table({**ROWS, "start": pa.array(ROWS["start"], pa.timestamp("ns")), "pauses": pa.array(ROWS["pauses"])})
    pq.write_table(table, path, use_deprecated_int96_timestamps=True, store_schema=False)


@pytest.mark.parametrize("write", [by_polars, by_polars_with_a_zone, by_pandas, by_duckdb, by_spark_of_old])
def test_a_file_of_another_writer(write: object, tmp_path: Path) -> None:
    assert callable(write)
    write(tmp_path / "in.parquet")
    found = answer_parquet(tmp_path / "in.parquet", tmp_path / "out.parquet", bulk_frame(load_calendar()))
    written = pq.read_table(tmp_path / "out.parquet")
    assert (found.rows, found.answered) == (2, 1)
    assert written["due"].to_pylist() == [date(2026, 2, 27), None]
    assert written["reason"].to_pylist() == ["answered", "null"]
    if write is by_pandas:
        assert pd.read_parquet(tmp_path / "out.parquet").index.tolist() == [5, 6]
