"""What each extra is for, in a few lines that run with the core and that extra alone. ``None`` is the library without extras."""

from __future__ import annotations

from typing import Final

CORE = """
from datetime import datetime
from cchc import VIETNAM_TIME, WorkingDays, due, explain, load_calendar, load_procedures, load_regimes, verify
calendar = load_calendar()
deadline = due(WorkingDays(count=15), datetime(2026, 2, 12, 15, 40, tzinfo=VIETNAM_TIME), calendar, load_regimes())
assert deadline.due.isoformat() == "2026-03-12"
assert verify(deadline.proof, calendar)
assert "12/03/2026" in explain(deadline, "vi")
assert len(load_procedures().codes) > 100
"""

_COLUMN = """
from datetime import date
from cchc import load_calendar
from cchc.bulk import due_dates
DAYS = [date(2026, 2, 12), None, date(2027, 12, 31)]
def asked(column):
    return due_dates(column, 3, load_calendar()).values
"""

SMOKE: Final[dict[str | None, str]] = {
    None: CORE,
    "cli": CORE
    + """
import subprocess, sys
run = [sys.executable, "-m", "cchc.cli", "due", "1.004222", "--received", "2026-02-12 15:40"]
assert "2026" in subprocess.run(run, capture_output=True, text=True, check=True).stdout
""",
    "ical": """
from cchc import load_calendar
from cchc.interop.icalendar import calendar_ics
assert "BEGIN:VEVENT" in calendar_ics(load_calendar(), 2026)
""",
    "yaml": "from cchc.interop.located_yaml import parse_yaml\nassert parse_yaml('a: no\\n')[0] == {'a': 'no'}",
    "excel": """
from pathlib import Path
from tempfile import TemporaryDirectory
from cchc.interop.catalogue.excel_out import write_excel
from cchc.interop.catalogue.template import examples
from cchc.interop.catalogue_files import read_catalogue
with TemporaryDirectory() as folder:
    write_excel(Path(folder, "a.xlsx"), examples())
    assert len(list(read_catalogue(folder))) == len(examples())
""",
    "testing": """
from hypothesis import given
from cchc.testing import strategies
@given(strategies.limits(40, 12))
def reads(limit): assert limit.unit
reads()
""",
    "bulk": _COLUMN
    + """
import numpy as np
assert str(asked(np.array(DAYS, "M8[D]"))[0]) == "2026-02-24"
""",
    "arrow": _COLUMN
    + """
import pyarrow
assert asked(pyarrow.array(DAYS)).to_pylist() == [date(2026, 2, 24), None, None]
""",
    "polars": _COLUMN
    + """
import polars
assert asked(polars.Series(DAYS)).to_list() == [date(2026, 2, 24), None, None]
""",
    "pandas": _COLUMN
    + """
import pandas
assert asked(pandas.Series(pandas.to_datetime(DAYS)))[0] == pandas.Timestamp("2026-02-24")
""",
    "duckdb": _COLUMN
    + """
import duckdb
from cchc.bulk import calendar_sql
database = duckdb.connect()
database.execute(calendar_sql(load_calendar(), "duckdb"))
assert database.execute("SELECT cchc_add_working_days(DATE '2026-02-12', 3)").fetchall() == [(date(2026, 2, 24),)]
""",
    "spark": _COLUMN
    + """
import pyarrow, pyspark
import cchc.bulk.spark
assert asked(pyarrow.array(DAYS)).to_pylist()[0] == date(2026, 2, 24)
""",
}
"""The extra by name, and what must run with it."""
