"""What each extra is for, in a few lines that run with the core and that extra alone. ``None`` is the library without extras."""

from __future__ import annotations

from typing import Final

CORE = """
from datetime import datetime
from cchc import VIETNAM_TIME, WorkingDays, due, explain, load_calendar, load_procedures, load_regimes, verify
calendar = load_calendar()
deadline = due(WorkingDays(count=15), datetime(2026, 2, 12, 15, 40, tzinfo=VIETNAM_TIME), calendar, load_regimes())
assert deadline.due.isoformat() == "2026-03-12"
assert verify(deadline.proof, calendar) is not None and "12/03/2026" in explain(deadline, "vi")
assert len(load_procedures().codes) > 100
"""

_TABLE = """
import numpy as np
from datetime import date
from cchc import WorkingDays, add, load_calendar
from cchc.deadlines.bulk.days import due_dates
from cchc.deadlines.bulk.tables import bulk_table
calendar = load_calendar()
starts = np.array(["2026-02-12", "2026-08-27", "NaT"], "datetime64[D]")
answer = due_dates(starts, 5, bulk_table(calendar))
assert answer.values[:2].tolist() == [add(day, WorkingDays(count=5), calendar) for day in starts[:2].tolist()]
assert answer.reasons[2] != 0
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
    "bulk": _TABLE,
    "arrow": _TABLE + "\nimport pyarrow",
    "polars": _TABLE + "\nimport polars",
    "pandas": _TABLE + "\nimport pandas",
    "duckdb": _TABLE + "\nimport duckdb, pyarrow",
    "spark": _TABLE + "\nimport pyspark, pyarrow, pandas",
}
"""The extra by name, and what must run with it."""
