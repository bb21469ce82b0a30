"""The kit for hosts' tests: what it needs, what it shares with the engine, what it draws."""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cchc.testing
from cchc.model.clock_entry import Resume, Suspend
from cchc.model.instant import VIETNAM_TIME
from cchc.model.time_limit import TimeLimit
from cchc.testing import oracle
from cchc.testing import strategies as cs
from cchc.testing.plain import plain_limit, plain_sessions

FOLDER = Path(cchc.testing.__file__).parent
WALKERS = ("oracle", "day_walker", "minute_walker", "ledger_walker")


def imports_of(module: str) -> set[str]:
    tree = ast.parse((FOLDER / f"{module}.py").read_text("utf-8"))
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return names | {one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names}


@pytest.mark.parametrize("module", WALKERS)
def test_the_oracle_imports_the_standard_library_and_itself_only(module: str) -> None:
    own = {f"cchc.testing.{name}" for name in WALKERS}
    assert {name for name in imports_of(module) - own if name.split(".")[0] not in sys.stdlib_module_names} == set()


def run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False, timeout=60)


def test_the_oracle_loads_no_engine() -> None:
    done = run(
        "import sys, cchc.testing.oracle; print([n for n in sys.modules if n.startswith(('cchc.deadlines', 'cchc.model', 'pydantic'))])"
    )
    assert done.stdout.strip() == "[]"


def test_without_hypothesis_the_strategies_say_what_to_install() -> None:
    done = run("import sys; sys.modules['hypothesis'] = None\nimport cchc.testing, cchc.testing.oracle\nimport cchc.testing.strategies")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "ModuleNotFoundError: cchc.testing.strategies needs Hypothesis, which is not installed; write: pip install cchc[testing]"
    )


@given(cs.limits())
def test_a_limit_is_in_days_or_in_hours_and_the_oracle_can_tell(limit: TimeLimit) -> None:
    in_hours = limit.unit in oracle.UNITS_OF_TIME or not all(isinstance(count, int) for _, count in plain_limit(limit))
    assert oracle.is_in_days(plain_limit(limit)) is not in_hours


@given(st.data())
def test_a_valid_ledger_resumes_what_it_suspends_and_ends_once(data: st.DataObject) -> None:
    received = data.draw(cs.instants(date(2026, 1, 5), date(2026, 3, 5)))
    limit = data.draw(cs.limits())
    ledger = data.draw(cs.ledgers(limit, received, received.date() + timedelta(days=40)))
    assert [entry.sequence for entry in ledger] == list(range(1, len(ledger) + 1))
    assert sorted(entry.occurred_at for entry in ledger) == [entry.occurred_at for entry in ledger]
    suspended = False
    for entry in ledger:
        assert not (suspended and isinstance(entry, Suspend))
        assert suspended or not isinstance(entry, Resume)
        suspended = isinstance(entry, Suspend) or (suspended and entry.kind not in ("resume", "restart", "fixed"))
    assert [entry.kind for entry in ledger[:-1] if entry.kind in ("settle", "close", "terminate")] == []


@given(cs.offices())
def test_an_office_opens_on_every_day_of_its_week_that_has_sessions_in_order(office: object) -> None:
    from cchc.deadlines.office_hours import OfficeHours

    assert isinstance(office, OfficeHours)
    for sessions in plain_sessions(office).values():
        edges = [edge for session in sessions for edge in session]
        assert sorted(edges) == edges


@given(cs.receipts(date(2026, 1, 5), date(2026, 3, 5)))
def test_the_other_instants_of_a_receipt_follow_it(receipt: object) -> None:
    from cchc.model.receipt import Receipt

    assert isinstance(receipt, Receipt)
    others = (receipt.competent_received_at, receipt.complete_at, receipt.fee_paid_at, receipt.event_at)
    assert all(other is None or other >= receipt.received_at for other in others)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        pytest.param(lambda office: oracle.time_between(at(2, 8), at(4, 16, 59), office), timedelta(hours=23, minutes=29), id="T01"),
        pytest.param(lambda office: oracle.time_between(at(2, 8), at(4, 17), office), timedelta(hours=23.5), id="T02"),
        pytest.param(lambda office: oracle.time_between(at(2, 8), at(3, 18), office), timedelta(hours=15.5), id="T03"),
        pytest.param(lambda office: oracle.time_between(at(2, 18), at(3, 18), office), timedelta(hours=8), id="T04"),
        pytest.param(lambda office: oracle.time_between(at(6, 16), at(8, 10), office), timedelta(hours=1), id="T05"),
        pytest.param(lambda office: oracle.due_instant(at(2, 17), timedelta(hours=8), office), lambda: at(3, 17), id="T49"),
        pytest.param(lambda office: oracle.due_instant(at(2, 11, 30), timedelta(hours=4), office), lambda: at(2, 17), id="T51"),
        pytest.param(lambda office: oracle.due_instant(at(7, 9), timedelta(hours=8), office), lambda: at(9, 17), id="T52"),
    ],
)
def test_the_oracle_itself_gives_the_answers_of_the_study(question: object, answer: object) -> None:
    """So that two wrongs do not agree: rows of the study worked out by hand."""
    assert callable(question)
    office = oracle.opens_from({day: [(450, 690), (780, 1_020)] for day in range(5)}, oracle.rests_from())
    assert question(office) == (answer() if callable(answer) else answer)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=VIETNAM_TIME)
