"""What a row costs: read, answered, written, on one core; and on a cluster of Spark with everything around it.

Costs are core time, not time on the clock, so that a busy machine changes them little. Run: ``python benchmarks/scale.py
[--rows N] [--rounds N] [--spark]``; ``docs/scale.md`` reckons with the table it prints.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from open_dossiers import AGENCIES, NAMES, ROWS_A_GROUP, write_register

from cchc import VIETNAM_TIME, load_calendar
from cchc.bulk.arrow import answer_batch
from cchc.bulk.moved import moved_batch
from cchc.bulk.schema import BulkOptions
from cchc.deadlines.bulk.frames import bulk_frame

UNTIL = date(2025, 12, 25)
DUES = BulkOptions(names=NAMES)
STATUS = BulkOptions(names=NAMES, now=datetime(2025, 12, 25, 9, tzinfo=VIETNAM_TIME))
_JOB = """
import os, sys
from pathlib import Path
from pyspark.sql import SparkSession
from cchc import load_calendar
from cchc.bulk.schema import BulkOptions
from cchc.bulk.spark import answer_table, broadcast_frames
from cchc.deadlines.bulk.frames import bulk_frame
from open_dossiers import AGENCIES, NAMES

def core_seconds():  # of this process, of the JVM and of the workers, gone ones with them
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == os.getsid(0):
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")

source, target = sys.argv[1:]
session = SparkSession.builder.master("local[2]").config(map={
    "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.ui.enabled": "false",
    "spark.log.level": "ERROR", "spark.ui.showConsoleProgress": "false", "spark.driver.memory": "2g",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "50000", "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.files.maxPartitionBytes": "16m",
}).getOrCreate()
print("started", core_seconds())
table = session.read.parquet(source)
answered = answer_table(table, broadcast_frames(session, dict.fromkeys(AGENCIES, bulk_frame(load_calendar()))), BulkOptions(names=NAMES))
for turn in range(3):
    for name, one in (("copied", table), ("answered", answered)):
        before = core_seconds()
        one.write.mode("overwrite").parquet(target)
        print(name, core_seconds() - before)
session.stop()
"""


def on_one_core(path: Path, rows: int, rounds: int) -> list[tuple[str, float]]:
    """Return each step with its nanoseconds of core time for a row: the median of the rounds."""
    pa.set_cpu_count(1)
    frames = dict.fromkeys(AGENCIES, bulk_frame(load_calendar()))
    before, after = (dict.fromkeys(AGENCIES, bulk_frame(load_calendar().as_known_on(date(2025, 12, day)))) for day in (24, 25))
    table = pq.read_table(path, use_threads=False)
    batches = [table.slice(first, ROWS_A_GROUP).combine_chunks() for first in range(0, rows, ROWS_A_GROUP)]
    plain = [batch.select(["calendar", "received", "amount", "unit"]) for batch in batches]
    fixed = [batch.select(["received"]) for batch in batches]
    answered = pa.concat_tables([answer_batch(batch, frames, DUES) for batch in batches])
    read = ["calendar", "received", "amount", "unit", "paused_since", "paused_until"]
    target = path.with_name("written.parquet")
    starts = {"start": "received"}
    steps: dict[str, Callable[[], Any]] = {
        "read the columns that are asked": lambda: pq.read_table(path, columns=read, use_threads=False),
        "read the whole rows": lambda: pq.read_table(path, use_threads=False),
        "due: one unit and amount, no pauses": lambda: [
            answer_batch(one, frames["H01"], BulkOptions(names=starts, amount=15, unit="working_day")) for one in fixed
        ],
        "due: units and agencies by row, no pauses": lambda: [answer_batch(one, frames, BulkOptions(names=starts)) for one in plain],
        "due: the same with pauses": lambda: [answer_batch(one, frames, DUES) for one in batches],
        "status and lateness at a moment, with pauses": lambda: [answer_batch(one, frames, STATUS) for one in batches],
        "which rows a new act moves": lambda: [moved_batch(one, before, after, DUES) for one in batches],
        "write the whole rows with their answers": lambda: pq.write_table(answered, target, compression="zstd"),
    }
    return [(name, statistics.median(_core_time(step) for _ in range(rounds)) / rows * 1e9) for name, step in steps.items()]


def _core_time(step: Callable[[], Any]) -> float:
    began = time.process_time()
    step()
    return time.process_time() - began


def on_spark(folder: Path, register: Path, rows: int) -> list[tuple[str, float]]:
    """Return what a copy and answering cost a row on a cluster that is warm: the least of the later turns; Linux only."""
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "PYTHONPATH": str(Path(__file__).parent)}
    asked = [sys.executable, "-c", _JOB, str(register), str(folder / "from-spark")]
    ran = subprocess.run(asked, check=True, env=environment, cwd=folder, capture_output=True, text=True, start_new_session=True)
    spent: dict[str, list[float]] = {}
    for line in ran.stdout.splitlines():
        name, seconds = line.split()
        spent.setdefault(name, []).append(float(seconds))
    start, cold = spent["started"][0], spent["answered"][0] + spent["copied"][0]
    print(f"| (Spark: {start:.0f} core seconds to start, {cold:.0f} for the first copy and the first answers) | | |")
    return [(f"Spark, warm: whole rows {name}, read and written", min(spent[name][1:]) / rows * 1e9) for name in ("copied", "answered")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--spark", action="store_true", help="with a cluster on this machine, which needs Java")
    asked = parser.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"{machine}; Python {platform.python_version()}, Arrow {pa.__version__}; {asked.rows:,} rows, {asked.rounds} rounds\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        register = folder / "open.parquet"
        write_register(register, asked.rows, UNTIL)
        print(f"{register.stat().st_size / asked.rows:.0f} bytes a row on disk\n\n| step | ns a row | rows a second |\n|---|---:|---:|")
        for step, cost in on_one_core(register, asked.rows, asked.rounds):
            print(f"| {step} | {cost:,.0f} | {1e9 / cost:,.0f} |", flush=True)
        for step, cost in on_spark(folder, register, asked.rows) if asked.spark else ():
            print(f"| {step} | {cost:,.0f} | {1e9 / cost:,.0f} |")
    print(f"\npeak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == 'darwin' else 1 << 10):,.0f} MiB")


if __name__ == "__main__":
    main()
