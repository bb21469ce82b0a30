"""A new act: which of five million open dossiers are due on another day, from the Parquet file to the list of them.

The calendar is the official one as known on 24 December 2025 and a day later, when letter 12729/VPCP-KGVX had swapped
Friday 2 January with Saturday 10 January 2026. Beside it runs a plain copy of the same file, read and written by Arrow
with the same cores, in the same rounds. Run: ``python benchmarks/reprojection.py [--rows N] [--workers N] [--rounds N]``.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from open_dossiers import AGENCIES, NAMES, write_register

from cchc import diff, load_calendar
from cchc.bulk.moved import moved_batch
from cchc.bulk.schema import BulkOptions
from cchc.deadlines.bulk.frames import BulkFrame, bulk_frame

ROWS = 5_000_000
BEFORE, AFTER = date(2025, 12, 24), date(2025, 12, 25)
OPTIONS = BulkOptions(names=NAMES)


def frames_known_on(day: date) -> Mapping[str, BulkFrame]:
    """What every agency counted on at the end of ``day``."""
    return dict.fromkeys(AGENCIES, bulk_frame(load_calendar().as_known_on(day)))


def reprojected(path: Path, old: Mapping[str, BulkFrame], new: Mapping[str, BulkFrame], workers: int) -> pa.Table:
    """Return the dossiers of the file that move, with both due days: its row groups are dealt out to the workers."""

    def dealt(number: int) -> Iterator[pa.Table]:
        with pq.ParquetFile(path) as file:
            for group in range(number, file.num_row_groups, workers):
                moved = moved_batch(file.read_row_group(group, use_threads=False).combine_chunks(), old, new, OPTIONS)
                yield moved.select(["dossier", "calendar", "due_before", "due_after", "due_before_at", "due_after_at"])

    with ThreadPoolExecutor(workers) as pool:
        parts = list(pool.map(lambda number: list(dealt(number)), range(workers)))
    return pa.concat_tables([table for part in parts for table in part])


def copied(path: Path, to: Path) -> None:
    """Read the file and write it again, as Arrow does it with all its threads."""
    pq.write_table(pq.read_table(path), to, compression="zstd")


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that passed, and those the cores spent."""
    wall, spent = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    pa.set_cpu_count(asked.workers)
    old, new = frames_known_on(BEFORE), frames_known_on(AFTER)
    changes = diff(load_calendar().as_known_on(BEFORE), load_calendar().as_known_on(AFTER))
    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / "open.parquet"
        write_register(register, asked.rows, AFTER)
        found = reprojected(register, old, new, asked.workers)
        names = {
            "re-projection": lambda: reprojected(register, old, new, asked.workers),
            "re-projection, list written": lambda: pq.write_table(
                reprojected(register, old, new, asked.workers), Path(folder) / "moved.parquet", compression="zstd"
            ),
            "plain copy": lambda: copied(register, Path(folder) / "copy.parquet"),
        }
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
        for _ in range(asked.rounds):
            for name, work in names.items():
                taken[name].append(timed(work))
        size = register.stat().st_size
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"{machine}; Python {platform.python_version()}, Arrow {pa.__version__}")
    print(f"{asked.rows:,} open dossiers in {size / 1e6:.0f} MB; {', '.join(f'{one.day} ({one.act})' for one in changes)} changed")
    print(f"{found.num_rows:,} move; {asked.workers} workers; {asked.rounds} rounds; peak {_peak():.0f} MiB")
    copy = statistics.median(wall for wall, _ in taken["plain copy"])
    for name, samples in taken.items():
        wall, spent = (statistics.median(one) for one in zip(*samples, strict=True))
        least = min(one for one, _ in samples)
        print(f"{name:<28} median {wall:5.2f} s, least {least:5.2f} s, {spent:5.2f} core seconds; {wall / copy:4.2f} of the plain copy")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    main()
