"""The plugin in a run of pytest of its own: fixtures, markers, what stands at the end, and what it imports."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

TESTS = """
import sys
from datetime import date, datetime, timedelta

import pytest


def test_nothing_is_imported_before_it_is_asked_for():
    assert not [name for name in sys.modules if name.startswith("cchc.") and not name.startswith("cchc.testing")]


def test_the_calendar_of_today(cchc_calendar):
    assert cchc_calendar.last == date(2027, 12, 31)


@pytest.mark.cchc_known_on("2026-08-01")
def test_a_calendar_as_known_on_a_day(cchc_calendar, cchc_setting):
    assert cchc_calendar.last == date(2026, 12, 31)
    assert cchc_setting.calendar is cchc_calendar


@pytest.mark.cchc_now("2026-11-16T09:00")
def test_a_clock_stands_until_it_is_moved(cchc_clock):
    assert cchc_clock().isoformat() == cchc_clock.now.isoformat() == "2026-11-16T09:00:00+07:00"
    assert cchc_clock.forward(days=1).day == 17
    with pytest.raises(ValueError, match="does not go back"):
        cchc_clock.forward(hours=-1)


@pytest.mark.cchc_now(datetime.fromisoformat("2026-11-16T02:00:00+00:00"))
def test_a_clock_is_vietnams(cchc_clock):
    assert cchc_clock().hour == 9


def test_the_decrees_and_the_catalogue(cchc_regimes, cchc_catalogue):
    assert cchc_regimes.on(date(2026, 11, 16)).instrument == "118/2025/NĐ-CP"
    assert cchc_catalogue.find("1.004222", date(2026, 11, 16)).code == "1.004222"
"""
WITHOUT_A_MARK = """
def test_a_clock_that_reads_the_time(cchc_clock):
    pass
"""
A_MACHINE = """
from cchc.model.command import CommandKind
from cchc.testing.dossier_host import DossierHost
from cchc.testing.dossier_machine import DossierMachine
from hypothesis import settings


class Desk(DossierHost):
    commands = frozenset({CommandKind.COMPLAIN})
    reasons = "none"

    def hand_in(self, opening, command, terms):
        pass

    def do(self, command, papers):
        return ["no"]

    def state(self):
        return "submitted"


class DeskMachine(DossierMachine):
    host = Desk


TestDesk = DeskMachine.TestCase
TestDesk.settings = settings(max_examples=2, stateful_step_count=3, deadline=None, database=None)
"""


def run(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(text, "utf-8")
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}
    command = [sys.executable, "-m", "pytest", "-p", "cchc.testing.pytest_plugin", "-p", "no:cacheprovider", "-q", "--strict-markers"]
    return subprocess.run(command, cwd=folder, env=alone, capture_output=True, text=True, encoding="utf-8", check=False)


def test_its_fixtures_are_what_they_say(tmp_path: Path) -> None:
    ran = run(tmp_path, TESTS)
    assert "6 passed" in ran.stdout, ran.stdout


def test_a_clock_without_a_moment_says_what_to_write(tmp_path: Path) -> None:
    ran = run(tmp_path, WITHOUT_A_MARK)
    assert '@pytest.mark.cchc_now("2026-11-16T09:00")' in ran.stdout


def test_at_the_end_stands_what_was_compared_and_what_was_not(tmp_path: Path) -> None:
    ran = run(tmp_path, A_MACHINE)
    assert "cchc: hosts beside the law" in ran.stdout, ran.stdout
    assert "DeskMachine: " in ran.stdout
    assert "  compared: state " in ran.stdout
    assert "  not compared: the national status (national_status); the due moment (due)" in ran.stdout


def test_it_is_there_once_the_library_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"cchc": "cchc.testing.pytest_plugin"}


@pytest.mark.parametrize("module", ["cchc.testing.pytest_plugin"])
def test_it_loads_no_hypothesis(module: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print('hypothesis' in sys.modules, 'pydantic' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == ["False", "False"]
