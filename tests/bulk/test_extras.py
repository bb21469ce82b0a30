"""What works without a package, and what is told where it does not."""

from __future__ import annotations

import subprocess
import sys

import pytest

BLOCKED = """
import sys
for name in {blocked!r}:
    sys.modules[name] = None
import datetime
import cchc.bulk
from cchc import load_calendar
from cchc.errors import MissingExtraError
def told(name):
    try:
        getattr(cchc.bulk, name)
    except MissingExtraError as error:
        return str(error)
    return "there"
"""
CASES = {
    "without NumPy the calendar is written as SQL, and a column says what to install": (
        ["numpy"],
        """
assert "cchc_due" in cchc.bulk.calendar_sql(load_calendar(), "sqlite")
for name in ("due_dates", "answer_batch", "answer_parquet", "bulk_frame"):
    assert told(name).endswith("pip install cchc[bulk]"), told(name)
from cchc.cli import main
assert main(["bulk", "sql", "--dialect", "sqlite"]) == 0
assert main(["bulk", "due", "a", "b"]) == 3
""",
    ),
    "without Arrow the columns of Polars and pandas are answered": (
        ["pyarrow"],
        """
import pandas, polars
day = datetime.date(2026, 2, 12)
assert str(cchc.bulk.due_dates(polars.Series([day, None]), 3, load_calendar()).values[0]) == "2026-02-24"
assert str(cchc.bulk.due_dates(pandas.Series(pandas.to_datetime([day, None])), 3, load_calendar()).values[0])[:10] == "2026-02-24"
for name in ("answer_batch", "answer_parquet", "moved_parquet"):
    assert told(name).endswith("pip install cchc[arrow]"), told(name)
""",
    ),
}


@pytest.mark.parametrize("says", CASES)
def test_a_missing_package(says: str) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    blocked, code = CASES[says]
    ran = subprocess.run([sys.executable, "-c", BLOCKED.format(blocked=blocked) + code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_the_names_of_the_room() -> None:
    import cchc.bulk

    assert set(cchc.bulk.__all__) < set(dir(cchc.bulk))
    with pytest.raises(AttributeError, match="has no attribute 'due'; its names: BulkOptions"):
        cchc.bulk.due  # noqa: B018
