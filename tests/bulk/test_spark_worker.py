"""What a worker of a cluster runs, run here: no Java is needed for it."""

from __future__ import annotations

import pickle
import pickletools
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import pyarrow as pa
import pytest

from cchc.bulk import spark
from cchc.bulk.arrow import answer_batch
from cchc.bulk.moved import moved_batch
from cchc.bulk.schema import BulkOptions
from cchc.bulk.shipping import frames_to_bytes
from cchc.deadlines.bulk.frames import bulk_frame
from cchc.model.instant import VIETNAM_TIME
from cchc.rulebook import load_calendar

KNOWN = load_calendar()
FRAMES = {"": bulk_frame(KNOWN)}
OLD = {"": bulk_frame(KNOWN.as_known_on(datetime(2025, 12, 24).date()))}
OPTIONS = BulkOptions(
    unit="working_day", names={"start": "received"}, now=datetime(2026, 1, 8, 9, tzinfo=VIETNAM_TIME), forecast_since=KNOWN.last
)


@dataclass(frozen=True)
class Broadcast:
    """What a worker holds of a broadcast."""

    value: bytes


def batch(zone: str | None) -> Any:
    """Two dossiers, one with a pause, their moments labelled with ``zone``; without one they are Vietnam's wall time."""
    hours = 0 if zone is None else -7
    instant = pa.timestamp("us", zone)
    moments = [datetime(2025, 12, 31, 9 + hours), datetime(2025, 12, 22, 14 + hours)]
    pause = {"since": datetime(2025, 12, 24, 10 + hours), "until": datetime(2025, 12, 29, 16 + hours)}
    wall, pauses = pa.timestamp("us"), pa.list_(pa.struct({"since": instant, "until": instant}))
    lists = pa.array([[], [pause]], pa.list_(pa.struct({"since": wall, "until": wall}))).cast(pauses)
    return pa.record_batch({"code": ["A", "B"], "received": pa.array(moments).cast(instant), "amount": [1, 5], "pauses": lists})


@pytest.mark.parametrize("zone", [None, "UTC", "Asia/Ho_Chi_Minh", "America/New_York"])
def test_a_worker_answers_as_this_machine_whatever_the_zone_of_the_session(zone: str | None) -> None:
    shipped, plain = Broadcast(frames_to_bytes(FRAMES)), spark._plain(OPTIONS)
    (answered,) = spark._answer_batches(shipped, plain, iter([batch(zone)]))  # type: ignore[arg-type]
    here = answer_batch(batch(zone if zone is None else "UTC"), FRAMES, OPTIONS)
    assert answered.to_pylist() == here.to_pylist()
    assert not any(pa.types.is_dictionary(kind) for kind in answered.schema.types), "Spark knows none"
    assert [str(day) for day in answered["due"].to_pylist()] == ["2026-01-05", "2026-01-05"]
    structs = spark._answer_structs(shipped, plain, batch(zone).to_struct_array())  # type: ignore[arg-type]
    assert structs.to_pylist() == [{name: row[name] for name in OPTIONS.answers} for row in here.to_pylist()]


def test_a_worker_finds_the_rows_that_move() -> None:
    old, new = Broadcast(frames_to_bytes(OLD)), Broadcast(frames_to_bytes(FRAMES))
    (moved,) = spark._move_batches(old, new, spark._plain(OPTIONS), iter([batch("UTC")]))  # type: ignore[arg-type]
    assert moved.to_pylist() == moved_batch(batch("UTC"), OLD, FRAMES, OPTIONS).to_pylist()
    assert moved["code"].to_pylist() == ["A", "B"]


def test_a_null_struct_is_a_row_without_values() -> None:
    rows = pa.array(
        [None, {"received": datetime(2025, 12, 31, 9), "amount": 1}], pa.struct({"received": pa.timestamp("us"), "amount": pa.int32()})
    )
    answers = spark._answer_structs(Broadcast(frames_to_bytes(FRAMES)), spark._plain(OPTIONS), rows)  # type: ignore[arg-type]
    assert [one["reason"] for one in answers.to_pylist()] == ["null", "answered"]


def test_what_is_pickled_names_one_function_of_ours_and_holds_plain_values() -> None:
    sent = pickle.dumps(partial(spark._answer_batches, None, spark._plain(OPTIONS)), protocol=5)  # type: ignore[arg-type]
    words = {str(argument) for _, argument, _ in pickletools.genops(sent) if isinstance(argument, str)}
    assert {word for word in words if word.startswith("cchc")} == {"cchc.bulk.spark"}


def test_without_pyspark_it_says_what_to_install() -> None:
    asked = "import sys; sys.modules['pyspark'] = None\nimport cchc.bulk.spark"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=False)
    assert "pip install cchc[spark]" in ran.stderr.splitlines()[-1]
