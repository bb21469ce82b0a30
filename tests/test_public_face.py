"""What a user imports: every public name resolves, nothing heavy comes with it, the parts without extras stand alone."""

from __future__ import annotations

import subprocess
import sys

import pytest

import cchc

HEAVY = ("holidays", "numpy", "typer", "rich", "icalendar", "hypothesis", "dateutil", "transitions")


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize("name", cchc.__all__)
def test_a_public_name_resolves(name: str) -> None:
    assert getattr(cchc, name) is not None
    assert name in dir(cchc)


def test_there_are_at_most_forty() -> None:
    assert len(cchc.__all__) <= 40


def test_an_unknown_name_is_refused_with_those_there_are() -> None:
    with pytest.raises(AttributeError, match="load_calendar"):
        _ = cchc.due_date  # type: ignore[attr-defined]


def test_importing_it_loads_nothing_heavy() -> None:
    assert run(f"import sys, cchc; print([name for name in {(*HEAVY, 'pydantic')} if name in sys.modules])") == "[]"


def test_a_deadline_loads_neither_holidays_nor_any_extra() -> None:
    code = f"""
import sys
from datetime import datetime
from cchc import VIETNAM_TIME, WorkingDays, due, load_calendar, load_regimes
deadline = due(WorkingDays(count=3), datetime(2026, 2, 12, 9, tzinfo=VIETNAM_TIME), load_calendar(), load_regimes())
print(deadline.due, deadline.certainty.value, [name for name in {HEAVY} if name in sys.modules])
"""
    assert run(code) == "2026-02-24 final []"


def test_a_missing_extra_says_what_to_install() -> None:
    code = """
import sys
sys.modules["icalendar"] = None
from cchc import load_calendar
from cchc.errors import MissingExtraError
from cchc.interop.icalendar import calendar_ics
try:
    calendar_ics(load_calendar(), 2026)
except MissingExtraError as error:
    print(error.code, error)
"""
    assert "missing_extra an iCalendar file needs an optional package; install it with: pip install cchc[ical]" in run(code)
