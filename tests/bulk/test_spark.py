"""A cluster answers as this process does, row for row: separate executors, hostile rows, every reason, any zone.

``CCHC_SPARK_ROWS`` says how many random rows are compared; the gate takes few, the full run a million.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq
import pytest
from pyspark import SparkContext
from pyspark.errors import PythonException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import col, struct

from cchc import Policy, load_calendar
from cchc.bulk.arrow import REASON_WORDS, answer_batch
from cchc.bulk.column import ColumnError
from cchc.bulk.moved import moved_batch
from cchc.bulk.schema import BulkOptions
from cchc.bulk.spark import Shipment, answer_column, answer_table, broadcast_frames, moved_table
from cchc.deadlines.bulk.frames import BulkFrame, bulk_frame
from cchc.deadlines.bulk.units import UNITS
from cchc.model.instant import VIETNAM_TIME

pytestmark = pytest.mark.skipif(
    shutil.which("java") is None and "JAVA_HOME" not in os.environ, reason="no Java on this machine; Spark runs on it (17 or 21)"
)

MASTER = "local-cluster[2,1,1024]"  # two executors, each a process of its own with one core and 1 GiB
ROWS = int(os.environ.get("CCHC_SPARK_ROWS", "20000"))
NOW = datetime(2026, 3, 2, 10, tzinfo=VIETNAM_TIME)
HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "spark.md"


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """A cluster of this machine on the loopback address only; its processes and its folders are gone at the end."""
    folder = tmp_path_factory.mktemp("spark")
    lean = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"  # a short life: no time for a JVM to optimise itself
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraJavaOptions": lean,
        "spark.executor.extraJavaOptions": lean,
        "spark.executor.memory": "1g",
        "spark.local.dir": str(folder / "local"),
        "spark.log.level": "ERROR",
        "spark.sql.session.timeZone": "Asia/Ho_Chi_Minh",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("SPARK_WORKER_DIR", str(folder / "work"))
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYSPARK_DRIVER_PYTHON", sys.executable)
        session = SparkSession.builder.master(MASTER).appName("cchc").config(map=settings).getOrCreate()
        gateway = session.sparkContext._gateway
        yield session
        session.stop()
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(timeout=30)
        SparkContext._gateway = SparkContext._jvm = None


@pytest.fixture(scope="module")
def frames() -> Mapping[str, BulkFrame]:
    """Three agencies, two ways to count."""
    strict = Policy(off_hours_receipt="next_working_day", rest_day_receipt="next_working_day", pause_days="both_days")
    plain = bulk_frame(load_calendar())
    return {"": plain, "H01": plain, "H29": bulk_frame(load_calendar(), policy=strict)}


@pytest.fixture(scope="module")
def shipment(spark: SparkSession, frames: Mapping[str, BulkFrame]) -> Shipment:
    return broadcast_frames(spark, frames)


def random_rows(rows: int, seed: int) -> pa.Table:
    """Return clocks of every unit with pauses and ends, good ones and, one in eight, bad in some way."""
    dice = np.random.default_rng(seed)
    us, day = np.timedelta64(1, "us"), np.timedelta64(86_400_000_000, "us")
    start = np.datetime64("2009-12-01", "us") + dice.integers(0, 18 * 365 * 86_400, rows) * 1_000_000 * us
    start[dice.integers(0, rows, rows // 100)] = np.datetime64("1583-01-01", "us")
    start[dice.integers(0, rows, rows // 100)] = np.datetime64("9999-12-31T23:59:59.999999", "us")
    amount = dice.integers(0, 60, rows)
    bad_amount = dice.integers(0, rows, rows // 50)
    amount[bad_amount] = dice.choice([-1, 20_801, 87_841, 2**62, -(2**63)], len(bad_amount))
    words = np.array([*UNITS, "fortnight"])
    unit = words[np.minimum(dice.integers(0, 40 * len(UNITS), rows) // 40 + (dice.random(rows) < 0.01) * 9, 9)]
    pauses = dice.choice(4, rows, p=[0.4, 0.35, 0.2, 0.05])
    offsets = np.concatenate(([0], np.cumsum(pauses)))
    row = np.repeat(np.arange(rows), pauses)
    since = start[row] + (1 + 9 * (np.arange(len(row)) - offsets[row])) * day + dice.integers(0, 10**11, len(row)) * us
    until = since + dice.integers(-(10**10), 8 * 10**11, len(row)) * us
    still = dice.random(len(row)) < 0.1
    kept = np.ones(len(row), bool)
    kept[offsets[:-1][pauses > 0][:: rows // 50]] = False  # some rows have one end fewer than beginnings
    until_offsets = np.concatenate(([0], np.cumsum(kept)))[offsets]
    ended = start + dice.integers(-1, 120, rows) * day
    return pa.table(
        {
            "row": pa.array(np.arange(rows)),
            "calendar": pa.array(dice.choice(["H01", "H29", "H99", ""], rows, p=[0.49, 0.49, 0.01, 0.01]), mask=dice.random(rows) < 0.01),
            "start": instants(start, dice.random(rows) < 0.01),
            "amount": pa.array(amount, mask=dice.random(rows) < 0.01),
            "unit": pa.array(unit, mask=dice.random(rows) < 0.01),
            "pause_since": pa.ListArray.from_arrays(offsets.astype(np.int32), instants(since, dice.random(len(row)) < 0.002)),
            "pause_until": pa.ListArray.from_arrays(until_offsets.astype(np.int32), instants(until[kept], still[kept])),
            "ended": instants(ended, dice.random(rows) < 0.7),
        }
    )


def with_ten_thousand_pauses(table: pa.Table) -> pa.Table:
    """Return one row of ``table`` with ten thousand pauses of a microsecond, more than a ledger may have."""
    first = datetime(2026, 3, 2, 8, tzinfo=VIETNAM_TIME).timestamp() * 10**6
    since = np.int64(first) + 2 * np.arange(10_000)
    one = {**table.slice(0, 1).to_pydict(), "calendar": ["H01"], "amount": [5], "unit": ["working_day"], "ended": [None]}
    lists = {"pause_since": [since.tolist()], "pause_until": [(since + 1).tolist()], "start": [int(first)]}
    numbers = pa.schema([(name, pa.list_(pa.int64()) if name != "start" else pa.int64()) for name in lists])
    moments = pa.table(lists, numbers).cast(pa.schema([table.schema.field(name) for name in lists]))
    return pa.Table.from_pydict({**one, **{name: moments[name] for name in lists}}, table.schema)


def instants(wall: Any, empty: Any) -> pa.Array:
    """Vietnam's wall time as moments, null where it is empty."""
    moments = (wall - np.timedelta64(7, "h")).view(np.int64)
    return pa.array(moments, mask=empty).cast(pa.timestamp("us", "UTC"))


def in_order(table: DataFrame, like: pa.Table) -> pa.Table:
    """Return what the cluster answered, in the order of the rows and in the types of ``like``."""
    return table.toArrow().select(like.column_names).cast(like.schema).sort_by("row")


def in_spark_words(table: pa.Table) -> pa.Table:
    """Return a table of this machine as Spark can say it: words are strings."""
    words = [field.with_type(pa.string()) if pa.types.is_dictionary(field.type) else field for field in table.schema]
    return table.cast(pa.schema(words))


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, spark: SparkSession) -> tuple[pa.Table, DataFrame]:
    """Random rows here, and the same rows on the cluster, out of a Parquet file in several parts."""
    table = random_rows(ROWS, seed=5)
    table = pa.concat_tables([table.slice(1), with_ten_thousand_pauses(table)]).sort_by("row")
    folder = tmp_path_factory.mktemp("rows")
    for part in range(4):
        pq.write_table(table.slice(part * (ROWS // 4), ROWS if part == 3 else ROWS // 4), folder / f"{part}.parquet")
    return table, spark.read.parquet(str(folder))


def test_the_executors_are_processes_of_their_own(spark: SparkSession) -> None:
    def where(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for _ in batches:
            yield pa.RecordBatch.from_pydict({"parent": [os.getppid()], "process": [os.getpid()]})

    ran = spark.range(0, 2, 1, 2).mapInArrow(where, "parent long, process long").collect()
    assert os.getpid() not in {one.process for one in ran}
    assert os.getpid() not in {one.parent for one in ran}


def test_a_cluster_answers_random_rows_with_pauses_as_this_machine_does(
    asked: tuple[pa.Table, DataFrame], frames: Mapping[str, BulkFrame], shipment: Shipment
) -> None:
    table, on_cluster = asked
    options = BulkOptions(now=NOW)
    here = in_spark_words(answer_batch(table, frames, options))
    there = in_order(answer_table(on_cluster, shipment, options), here)
    assert there.num_rows == ROWS
    assert there.equals(here)
    found = set(here["reason"].to_pylist())
    assert found == set(REASON_WORDS) - {"unreadable"}, "the rows are bad in every way that a row of these types can be"
    assert here["reason"].to_pylist().count("answered") > ROWS // 2


def test_the_column_function_and_its_sql_answer_as_the_table_does(
    spark: SparkSession, asked: tuple[pa.Table, DataFrame], frames: Mapping[str, BulkFrame], shipment: Shipment
) -> None:
    table, on_cluster = asked
    few, rows = on_cluster.filter("row < 5000"), table.filter(pa.compute.field("row") < 5000)
    here = in_spark_words(answer_batch(rows, frames))
    answer = answer_column(shipment)
    fields = struct(*(name for name in table.column_names if name != "row"))
    assert in_order(few.withColumn("answer", answer(fields)).select("*", "answer.*"), here).equals(here)
    spark.udf.register("answer", answer)
    few.createOrReplaceTempView("clocks")
    one = spark.sql("SELECT row, answer(struct(start, 5 AS amount, 'working_day' AS unit)) AS answer FROM clocks").select("row", "answer.*")
    fives = answer_batch(rows.select(["row", "start"]), frames, BulkOptions(amount=5, unit="working_day"))
    expected = in_spark_words(fives.drop(["start"]))
    assert in_order(one, expected).equals(expected)


def test_the_zone_of_the_session_changes_no_answer(
    spark: SparkSession, asked: tuple[pa.Table, DataFrame], frames: Mapping[str, BulkFrame], shipment: Shipment
) -> None:
    table, on_cluster = asked
    here = in_spark_words(answer_batch(table.filter(pa.compute.field("row") < 500), frames))
    spark.conf.set("spark.sql.session.timeZone", "America/New_York")
    try:
        there = in_order(answer_table(on_cluster.filter("row < 500"), shipment), here)
    finally:
        spark.conf.set("spark.sql.session.timeZone", "Asia/Ho_Chi_Minh")
    assert there.equals(here)


def test_after_a_new_act_a_cluster_finds_the_rows_that_move(spark: SparkSession, asked: tuple[pa.Table, DataFrame]) -> None:
    table, on_cluster = asked
    old, new = (
        dict.fromkeys(("", "H01", "H29"), bulk_frame(load_calendar().as_known_on(date(2025, 12, day))))
        for day in (24, 25)  # 12729/VPCP-KGVX of 25 December 2025
    )
    here = moved_batch(table, old, new)
    there = in_order(moved_table(on_cluster, broadcast_frames(spark, old), broadcast_frames(spark, new)), here)
    assert here.num_rows > ROWS // 4000
    assert there.equals(here)


def test_columns_of_wrong_types_are_refused_before_anything_runs(asked: tuple[pa.Table, DataFrame], shipment: Shipment) -> None:
    _, on_cluster = asked
    for name, wrong, says in (
        ("start", "string", "start is of string, instants are wanted"),
        ("amount", "double", "amount is of double, whole numbers are wanted"),
        ("unit", "binary", "unit is of binary, text is wanted"),
        ("pause_since", "string", "pause_since is of string, a list is wanted"),
    ):
        with pytest.raises(ColumnError, match=says):
            answer_table(on_cluster.withColumn(name, col(name).cast("string").cast(wrong)), shipment)
    with pytest.raises(ColumnError, match="the table has no column 'start'"):
        answer_table(on_cluster.drop("start"), shipment)


def test_a_wrong_field_fails_the_job_with_the_same_words(asked: tuple[pa.Table, DataFrame], shipment: Shipment) -> None:
    _, on_cluster = asked
    answer = answer_column(shipment, BulkOptions(unit="working_day"))
    with pytest.raises(PythonException, match="amount is of double, whole numbers are wanted"):
        on_cluster.limit(3).select(answer(struct("start", col("amount").cast("double").alias("amount")))).collect()


def test_the_how_to_runs_on_a_cluster(spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = HOW_TO.read_text(encoding="utf-8")
    blocks = list(re.finditer(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))
    assert len(blocks) > 3
    names: dict[str, Any] = {"__name__": "how_to"}
    for block in blocks:
        above = "\n" * page.count("\n", 0, block.start(1))  # a failure names the line of the page
        exec(compile(above + block[1], str(HOW_TO), "exec"), names)
    assert names["session"] is spark, "the page asks for a session and gets the one that runs"
