"""The page of bulk work names every column and every reason there is, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from cchc.bulk.schema import ANSWERS, COLUMNS
from cchc.deadlines.bulk.reasons import Reason

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "bulk.md").read_text("utf-8")


def names(heading: str) -> list[str]:
    """The words in the first cells of the table under that heading row."""
    rows = PAGE.partition(f"\n{heading}\n")[2].splitlines()[1:]
    table = rows[: next((at for at, row in enumerate(rows) if not row.startswith("|")), len(rows))]
    return [name for row in table for name in re.findall("`([a-z_]+)`", row.split("|")[1])]


def test_the_columns_that_are_read() -> None:
    assert names("| column | type | may be left out | says |") == [one.name for one in COLUMNS]


def test_the_columns_that_are_added() -> None:
    assert names("| column | type | stands there | says |") == [one.name for one in ANSWERS]


def test_the_reasons() -> None:
    heading = "| reason | code | means |"
    assert names(heading) == [reason.name.lower() for reason in Reason]
    assert [int(code) for code in re.findall(r"\| `[a-z_]+` \| (\d+) \|", PAGE)] == list(range(len(Reason)))
