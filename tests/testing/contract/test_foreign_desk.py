"""The two foreign desks of the examples: they answer as the study says such systems do, and the kept report is today's."""

from __future__ import annotations

import importlib.util
import sys
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "examples" / "foreign"))

from one_stop_desk import Holiday, OneStopDesk  # noqa: E402

USUAL = dict.fromkeys(range(2, 7), "07:30-11:30,13:00-17:00")


def march(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute)


def hours_of(text: str) -> dict[int, str]:
    return dict.fromkeys(range(2, 7), text)


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        pytest.param(march(2, 8), march(4, 16, 59), 23.48, id="T01"),
        pytest.param(march(2, 8), march(4, 17), 32.5, id="T02"),
        pytest.param(march(2, 8), march(3, 18), 25.5, id="T03"),
        pytest.param(march(2, 18), march(3, 18), 26, id="T04"),
        pytest.param(march(6, 16), march(8, 10), 3.5, id="T05"),
    ],
)
def test_it_measures_waiting_as_such_systems_do(since: datetime, until: datetime, hours: float) -> None:
    assert OneStopDesk(USUAL, []).waited(since, until) == pytest.approx(hours, abs=0.01)


@pytest.mark.parametrize(
    ("entered", "start", "count", "unit", "due"),
    [
        pytest.param(USUAL, march(2, 17), 8, "hour", march(3, 17), id="T49"),
        pytest.param(USUAL, march(2, 17, 1), 8, "hour", march(4, 7, 30), id="T50"),
        pytest.param(USUAL, march(7, 9), 8, "hour", march(10, 7, 30), id="T52"),
        pytest.param({**USUAL, 4: "07:30-11:30"}, march(3, 16), 6, "hour", march(4, 14), id="T29"),
        pytest.param({**USUAL, 7: "07:30-11:30"}, march(6, 16), 6, "hour", march(7, 14), id="T30"),
        pytest.param(hours_of("07:30-11:00,13:30-17:00"), march(2, 8), 20, "day", datetime(2026, 4, 1, 16, 30), id="T37"),
        pytest.param(hours_of("07:30-12:00,13:00-17:00"), march(2, 8), 16, "day", march(23, 8, 30), id="T38"),
        pytest.param(hours_of("07:30-11:15,13:00-16:30"), march(2, 7, 30), 7, "hour", march(3, 7, 30), id="T39"),
    ],
)
def test_it_answers_as_such_systems_do(entered: dict[int, str], start: datetime, count: float, unit: str, due: datetime) -> None:
    assert OneStopDesk(entered, []).due(start, count, unit) == due


def test_it_sees_no_holiday_on_the_day_of_the_start_unless_it_starts_at_midnight() -> None:
    desk = OneStopDesk(USUAL, [Holiday(datetime(2026, 4, 27), 0)])
    assert desk.due(datetime(2026, 4, 27, 9), 8, "hour") == datetime(2026, 4, 28, 9)
    assert desk.due(datetime(2026, 4, 27), 8, "hour") == datetime(2026, 4, 29, 7, 30)


def test_it_gives_up_after_360_days() -> None:
    desk = OneStopDesk(USUAL, [])
    assert desk.due(march(2, 8), 260, "day").date() == desk.due(march(2, 8), 300, "day").date() == datetime(2027, 2, 25).date()


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("foreign_desk", ROOT / "tools" / "foreign_desk.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_report_is_current() -> None:
    tool = _tool()
    assert tool.PAGE.read_text("utf-8") == tool.page(), "run: python tools/foreign_desk.py"
