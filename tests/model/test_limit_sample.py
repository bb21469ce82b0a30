"""Reading time limits on the published records: measured against labels written by hand before the reader saw the texts.

``tests/data/limit_texts.jsonl`` labels 340 texts of seven ministries, drawn before the reader was written;
``limit_texts_hard.jsonl`` 103 more, chosen for other units, "ngay", "trước" and several times in one text, and labelled
before their first reading. A line names record, field and characters; the published texts themselves are not kept here.
A label is amount, unit, bound, start. The first reading of each, before anything was mended, is in ``FIRST``.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cchc.model.limit_text import parse_time_limit
from cchc.model.time_limit import exact_amount

ROOT = Path(__file__).parents[2]
SAMPLE = Path(os.environ.get("CCHC_PORTAL_SAMPLE") or ROOT.parent / "shared/data/portal/procedures.jsonl.gz")
pytestmark = pytest.mark.skipif(
    not SAMPLE.exists(), reason="the published portal sample is not here; set CCHC_PORTAL_SAMPLE to its procedures.jsonl.gz"
)
FIRST = {"limit_texts": (0.993, 0.993, 0.977, 0.977), "limit_texts_hard": (0.919, 0.944, 0.811, 0.833)}
"""Precision and recall of amount and unit, then with bound and start as well, when each file was first read."""
FLOOR = {"limit_texts": (0.99, 0.99, 0.975, 0.975), "limit_texts_hard": (0.95, 0.97, 0.93, 0.95)}
"""What must hold now; the hard texts were looked at after their first reading, so theirs is no estimate for unseen ones."""

Label = tuple[str | None, str | None, str, str | None]


@cache
def records() -> dict[str, dict[str, Any]]:
    with gzip.open(SAMPLE, "rt", encoding="utf-8") as stream:
        return {record["code"]: record for record in map(json.loads, stream)}


def labelled(name: str) -> list[tuple[str, list[Label]]]:
    """Each text with its labels; a text that is not the one that was labelled is an error."""
    found: list[tuple[str, list[Label]]] = []
    for line in (ROOT / "tests/data" / f"{name}.jsonl").read_text("utf-8").splitlines():
        told = json.loads(line)
        record = records()[told["code"]]
        whole = record["channels"][told["row"]]["text"] if told["field"] == "text" else record[told["field"]]
        text = whole[told["start"] : told["end"]]
        assert hashlib.sha256(text.encode()).hexdigest()[:16] == told["sha256"], "this is another edition of the sample"
        found.append((text, [tuple(one) for one in told["limits"]]))
    return found


def read(text: str) -> list[Label]:
    return [
        (None if one.amount is None else str(one.amount), one.unit, one.bound.value, one.start.value if one.start else None)
        for one in parse_time_limit(text).limits
    ]


@pytest.mark.parametrize(("name", "texts"), [("limit_texts", 340), ("limit_texts_hard", 103)])
def test_precision_and_recall_of_hand_labelled_texts(name: str, texts: int) -> None:
    sample = labelled(name)
    assert len(sample) == texts
    measured: list[float] = []
    for width in (2, 4):
        right = said = meant = 0
        for text, labels in sample:
            got, want = (Counter(one[:width] for one in side) for side in (read(text), labels))
            right, said, meant = right + (got & want).total(), said + got.total(), meant + want.total()
        measured += [right / said, right / meant]
    assert all(value >= floor for value, floor in zip(measured, FLOOR[name], strict=True)), measured


UNITS = {"Ngày làm việc": "working_day", "Ngày": "day", "Giờ": "hour", "Tháng": "month"}


def test_every_row_that_states_a_unit_is_read_with_that_amount_and_unit() -> None:
    rows = [row for record in records().values() for row in record["channels"] if row["unit"]]
    assert len(rows) > 2_900
    wrong: list[str] = []
    for row in rows:
        amount = exact_amount(row["amount"])
        unit = "working_day" if row["unit"] == "Ngày" and not isinstance(amount, int) else UNITS[row["unit"]]
        for text in (f"{row['amount']} {row['unit']}", f"{row['channel']}{row['amount']} {row['unit']}{row['text']}"):
            limits = parse_time_limit(text).limits
            if not limits or (limits[0].amount, limits[0].unit) != (amount, unit):
                wrong.append(text[:80])
    assert wrong == []


def test_every_text_of_the_sample_is_read() -> None:
    for record in records().values():
        for text in (record["steps_text"], record["channels_note"], record["conditions_text"], record["components_text"]):
            for one in parse_time_limit(text).limits:
                assert one.limit is not None or one.confidence.value == "unconfirmed"
