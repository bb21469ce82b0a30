"""Made-up open dossiers as a register would hold them: who, when received, which limit, which pauses.

The shape follows what is published of real ones: nine limits in ten are working days, of 1 to 30; a fifth of the dossiers
had a request for a supplement, a few had two. Received in the weeks before a day, so most are still open on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROWS_A_GROUP = 250_000
_UNITS = np.array(["working_day", "day", "month", "working_hour", "hour"])
_SHARES = [0.90, 0.05, 0.01, 0.03, 0.01]
_MOST = np.array([30, 45, 6, 40, 48])
AGENCIES = tuple(f"H{number:02}" for number in range(1, 35))
NAMES = {"start": "received", "pause_since": "paused_since", "pause_until": "paused_until"}
"""What the register calls the columns that are read."""
_US = np.timedelta64(1, "us")
_DAY = np.timedelta64(1, "D")


def dossiers(rows: int, until: date, seed: int, *, first: int = 0) -> pa.Table:
    """Return ``rows`` dossiers received in the 45 days before ``until``, at a desk's hours; the same for the same seed."""
    dice = np.random.default_rng(seed)
    unit = dice.choice(len(_UNITS), rows, p=_SHARES)
    days = np.datetime64(until, "D") - dice.integers(0, 45, rows) * _DAY
    minutes = dice.integers(7 * 60 + 30, 17 * 60, rows)
    received = days.astype("M8[us]") + minutes * np.timedelta64(1, "m") + dice.integers(0, 60, rows) * np.timedelta64(1, "s")
    pauses = dice.choice(3, rows, p=[0.8, 0.17, 0.03])
    offsets = np.concatenate(([0], np.cumsum(pauses))).astype(np.int32)
    row = np.repeat(np.arange(rows), pauses)
    nth = np.arange(len(row)) - offsets[row]
    since = received[row] + (1 + 12 * nth) * _DAY + dice.integers(0, 240, len(row)) * np.timedelta64(1, "m")
    until_at = since + dice.integers(1, 10, len(row)) * _DAY
    codes = np.char.add("H29.15.4-25-", np.char.zfill(np.arange(first, first + rows).astype("U9"), 9))
    instant = pa.timestamp("us", "Asia/Ho_Chi_Minh")
    return pa.table(
        {
            "dossier": pa.array(codes),
            "calendar": pa.array(np.array(AGENCIES)[dice.integers(0, len(AGENCIES), rows)]).dictionary_encode(),
            "received": _instants(received, instant),
            "amount": pa.array(dice.integers(1, _MOST[unit] + 1).astype(np.int32)),
            "unit": pa.array(_UNITS[unit]).dictionary_encode(),
            "paused_since": pa.ListArray.from_arrays(offsets, _instants(since, instant)),
            "paused_until": pa.ListArray.from_arrays(offsets, _instants(until_at, instant)),
        }
    )


def _instants(wall: Any, kind: pa.DataType) -> pa.Array:
    """Vietnam's wall time as instants: seven hours behind in UTC."""
    return pa.array((wall - np.timedelta64(7, "h")).astype("M8[us]").view(np.int64)).cast(pa.timestamp("us", "UTC")).cast(kind)


def write_register(path: Path, rows: int, until: date, seed: int = 2025) -> None:
    """Write a register of ``rows`` dossiers as Parquet, a row group at a time."""
    with_groups = _groups(rows, until, seed)
    head = next(with_groups)
    with pq.ParquetWriter(path, head.schema, compression="zstd") as file:
        file.write_table(head)
        for group in with_groups:
            file.write_table(group)


def _groups(rows: int, until: date, seed: int) -> Iterator[pa.Table]:
    for number, first in enumerate(range(0, rows, ROWS_A_GROUP)):
        yield dossiers(min(ROWS_A_GROUP, rows - first), until, seed + number, first=first)
