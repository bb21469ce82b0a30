"""Parquet in, Parquet out: the same rows with their answers, whatever interrupts it, and nothing half done under the final name."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from cchc.bulk.column import ColumnError
from cchc.bulk.schema import BulkOptions
from cchc.deadlines.bulk.reasons import Reason
from cchc.deadlines.policy import Policy
from cchc.errors import UsageError
from cchc.model.instant import VIETNAM_TIME
from cchc.rulebook import load_calendar

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

from cchc.bulk import parquet  # noqa: E402 - only where Arrow is
from cchc.bulk.arrow import answer_batch  # noqa: E402
from cchc.bulk.journal import Journal  # noqa: E402
from cchc.bulk.parquet import answer_parquet  # noqa: E402
from cchc.bulk.parquet_footer import moved  # noqa: E402
from cchc.deadlines.bulk.frames import bulk_frame  # noqa: E402

FRAME = bulk_frame(load_calendar())
OPTIONS = BulkOptions(now=datetime(2026, 3, 12, 9, tzinfo=VIETNAM_TIME))
ROWS = 1_000


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of two row groups, batches of half a row group: a thousand rows have five chunks."""
    monkeypatch.setattr(parquet, "ROWS_A_CHUNK", 200)
    monkeypatch.setattr(parquet, "ROWS_AT_A_TIME", 50)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    spans = pa.list_(pa.struct({"since": pa.timestamp("us"), "until": pa.timestamp("us")}))
    starts = [None if row % 97 == 0 else datetime(2026, 1 + row % 12, 1 + row % 28, row % 24) for row in range(ROWS)]
    pauses = [[{"since": start, "until": datetime(2026, 12, 20)}] if start and row % 5 == 0 else None for row, start in enumerate(starts)]
    table = pa.table(
        {
            "code": [f"H{row:05}" for row in range(ROWS)],
            "start": pa.array(starts, pa.timestamp("us", tz="UTC")),
            "amount": [row % 40 - 1 for row in range(ROWS)],
            "unit": pa.array([("working_day", "day", "month", "working_hour", "Ngày")[row % 5] for row in range(ROWS)]).dictionary_encode(),
            "pauses": pa.array(pauses, spans),
        }
    )
    path = tmp_path / "in.parquet"
    pq.write_table(table, path, row_group_size=100)
    return path


def expected(source: Path) -> Any:
    return answer_batch(pq.read_table(source), FRAME, OPTIONS).to_pylist()


class Stopped(Exception):
    """What ends a run in these tests."""


def stopping_at(rows: int) -> parquet.Progress:
    def progress(done: int, total: int) -> None:
        assert total == ROWS
        if done >= rows:
            raise Stopped

    return progress


def test_the_rows_come_back_with_their_answers(source: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    found = answer_parquet(source, tmp_path / "out.parquet", FRAME, OPTIONS, progress=lambda *done: seen.append(done))
    written = pq.read_table(tmp_path / "out.parquet")
    assert written.to_pylist() == expected(source)
    assert seen == [(done, ROWS) for done in range(50, ROWS + 1, 50)]
    assert (found.rows, found.resumed, sum(found.counts.values())) == (ROWS, 0, ROWS)
    assert found.counts[Reason.UNKNOWN_UNIT] > 100
    assert found.counts[Reason.NULL] == 11
    assert found.answered == sum(word == "answered" for word in written["reason"].to_pylist())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.parquet", "out.parquet"]


def test_other_readers_read_it(source: Path, tmp_path: Path) -> None:
    answer_parquet(source, tmp_path / "out.parquet", FRAME, OPTIONS)
    due = [row["due"] for row in expected(source)]
    polars, duckdb = pytest.importorskip("polars"), pytest.importorskip("duckdb")
    assert polars.read_parquet(tmp_path / "out.parquet")["due"].to_list() == due
    assert [day for (day,) in duckdb.execute("SELECT due FROM read_parquet(?)", [str(tmp_path / "out.parquet")]).fetchall()] == due


@pytest.mark.parametrize("rows", [50, 200, 250, 600, 1_000])
def test_an_interrupted_run_goes_on_after_its_last_complete_chunk(source: Path, tmp_path: Path, rows: int) -> None:
    target = tmp_path / "out.parquet"
    with pytest.raises(Stopped):
        answer_parquet(source, target, FRAME, OPTIONS, progress=stopping_at(rows))
    assert not target.exists()
    asked: list[int] = []
    found = answer_parquet(source, target, FRAME, OPTIONS, progress=lambda done, _: asked.append(done))
    complete = (rows - 1) // 200 * 200
    assert (found.resumed, asked[0]) == (complete, complete + 50)
    assert pq.read_table(target).to_pylist() == expected(source)
    assert sum(found.counts.values()) == ROWS
    assert not (tmp_path / "out.parquet.part").exists()


@pytest.mark.parametrize("what", ["options", "calendar", "input", "a record", "the data"])
def test_what_belongs_to_another_question_is_not_used(source: Path, tmp_path: Path, what: str) -> None:
    target, part = tmp_path / "out.parquet", tmp_path / "out.parquet.part"
    frame, options, kept = FRAME, OPTIONS, 0
    with pytest.raises(Stopped):
        answer_parquet(source, target, frame, options, progress=stopping_at(500))
    if what == "options":
        options = BulkOptions(now=datetime(2026, 3, 13, 9, tzinfo=VIETNAM_TIME))
    elif what == "calendar":
        frame = bulk_frame(load_calendar().with_days(off=[date(2026, 11, 25)]))
    elif what == "input":
        pq.write_table(pq.read_table(source).slice(1), source, row_group_size=100)
    elif what == "a record":
        (part / "000001.json").write_text('{"end": 1}')
        kept = 200
    else:
        record = json.loads((part / "000000.json").read_bytes())
        with (part / "data").open("r+b") as data:
            data.truncate(record["end"] + 10)
        kept = 200
    found = answer_parquet(source, target, frame, options)
    assert found.resumed == kept
    assert pq.read_table(target).to_pylist() == answer_batch(pq.read_table(source), frame, options).to_pylist()


def test_other_choices_are_another_question(source: Path, tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        answer_parquet(source, tmp_path / "out.parquet", FRAME, OPTIONS, progress=stopping_at(500))
    other = bulk_frame(load_calendar(), policy=Policy(roll="none"))
    assert answer_parquet(source, tmp_path / "out.parquet", other, OPTIONS).resumed == 0


def test_an_earlier_output_stands_until_the_new_one_is_complete(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.parquet"
    target.write_text("old")
    with pytest.raises(Stopped):
        answer_parquet(source, target, FRAME, OPTIONS, progress=stopping_at(500))
    assert target.read_text() == "old"
    answer_parquet(source, target, FRAME, OPTIONS)
    assert pq.read_metadata(target).num_rows == ROWS


def test_the_output_says_on_what_it_was_counted(source: Path, tmp_path: Path) -> None:
    answer_parquet(source, tmp_path / "out.parquet", FRAME, OPTIONS)
    told = json.loads(pq.read_schema(tmp_path / "out.parquet").metadata[b"cchc"])
    assert told["calendars"] == [FRAME.table.version]
    assert (told["now"], told["unit"], len(told["input_sha256"])) == ("2026-03-12T09:00:00+07:00", None, 64)


def test_a_file_without_rows(tmp_path: Path) -> None:
    schema = pa.schema({"start": pa.timestamp("us"), "amount": pa.int32(), "unit": pa.string()})
    pq.write_table(schema.empty_table(), tmp_path / "in.parquet", row_group_size=100)
    pq.ParquetWriter(tmp_path / "none.parquet", schema).close()
    for name in ("in.parquet", "none.parquet"):
        found = answer_parquet(tmp_path / name, tmp_path / "out.parquet", FRAME)
        assert (found.rows, found.counts) == (0, {})
        assert pq.read_table(tmp_path / "out.parquet").column_names == ["start", "amount", "unit", "due", "due_at", "state", "reason"]


def test_wrong_columns_are_refused_before_anything_is_written(source: Path, tmp_path: Path) -> None:
    pq.write_table(pq.read_table(source).set_column(1, "start", pa.array(["x"] * ROWS)), source)
    with pytest.raises(ColumnError, match="start is of string"):
        answer_parquet(source, tmp_path / "out.parquet", FRAME)
    assert [path.name for path in tmp_path.iterdir()] == ["in.parquet"]


def test_what_is_no_parquet_is_refused(source: Path, tmp_path: Path) -> None:
    text = tmp_path / "in.csv"
    text.write_text("start,amount\n")
    with pytest.raises(UsageError, match=r"in.csv cannot be read as Parquet"):
        answer_parquet(text, tmp_path / "out.parquet", FRAME)
    whole = bytearray(source.read_bytes())
    whole[200:20_000] = bytes(19_800)
    source.write_bytes(whole)
    with pytest.raises(UsageError, match=r"in.parquet cannot be read as Parquet"):
        answer_parquet(source, tmp_path / "out.parquet", FRAME)
    assert not (tmp_path / "out.parquet").exists()


def test_the_input_is_not_written_over(source: Path) -> None:
    with pytest.raises(UsageError, match="written over while it is read"):
        answer_parquet(source, source, FRAME)


def test_a_folder_of_somebody_elses_is_left_alone(source: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "out.parquet.part"
    theirs.mkdir()
    (theirs / "letter.txt").write_text("x")
    with pytest.raises(UsageError, match="is in the way and no earlier run of this"):
        answer_parquet(source, tmp_path / "out.parquet", FRAME)
    assert (theirs / "letter.txt").read_text() == "x"


def test_two_runs_do_not_write_one_output(source: Path, tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    target = tmp_path / "out.parquet"
    with Journal.of(target, "question"), pytest.raises(UsageError, match="another run is writing"):
        answer_parquet(source, target, FRAME)
    assert answer_parquet(source, target, FRAME).rows == ROWS


@pytest.mark.parametrize("by", [0, 1, 127, 128, 5_000_000_000])
def test_a_footer_moves_its_places_and_nothing_else(source: Path, tmp_path: Path, by: int) -> None:
    table = pq.read_table(source)
    pq.write_table(table, source, row_group_size=300, write_page_index=True, sorting_columns=[pq.SortingColumn(0)])
    before = pq.read_metadata(source)
    before.write_metadata_file(tmp_path / "footer")
    after = pq.read_metadata(pa.BufferReader(moved((tmp_path / "footer").read_bytes(), by)))
    assert moved((tmp_path / "footer").read_bytes(), 0) == (tmp_path / "footer").read_bytes()
    assert after.schema == before.schema
    for group in range(before.num_row_groups):
        for column in range(before.num_columns):
            old, new = (one.row_group(group).column(column).to_dict() for one in (before, after))
            for place in ("data_page_offset", "dictionary_page_offset", "file_offset"):
                was = old.pop(place)
                assert new.pop(place) == (was + by if was else was), place
            assert new == old


NO_FOOTERS = {
    "nothing": b"",
    "a mark alone": b"PAR1",
    "no marks": b"x" * 40,
    "a field that is cut off": b"PAR1\x15\x00\x00\x00\x00PAR1",
    "a kind that is none": b"PAR1\x1d\x00\x00\x00\x00\x00PAR1",
    "bytes after the end": b"PAR1\x00\x00\x00\x00\x00\x00PAR1",
}


@pytest.mark.parametrize("bad", NO_FOOTERS.values(), ids=NO_FOOTERS)
def test_what_is_no_footer_is_refused(bad: bytes) -> None:
    with pytest.raises(ValueError, match="footer"):
        moved(bad, 1)
