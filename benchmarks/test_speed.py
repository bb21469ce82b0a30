"""The speed lines of the library: the contenders agree first, then ratios in one run are gated, then figures for people.

A gate compares medians of interleaved rounds (flatness: the least of them) and is missed only after three attempts.
Absolute times are for the reference run in the README beside this file; they are printed and never gated.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta

import contenders as c
import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from rounds import Contender, Race, gate, interleaved, processes

import cchc

FIRST_DEADLINE = """
from datetime import datetime
from cchc import VIETNAM_TIME, WorkingDays, due, load_calendar, load_regimes
received = datetime(2026, 2, 12, 15, 40, tzinfo=VIETNAM_TIME)
deadline = due(WorkingDays(count=15), received, load_calendar(), load_regimes())
assert deadline.due.isoformat() == "2026-03-12"
"""
PYDANTIC = "from pydantic import BaseModel"
LATER = ("holidays", "numpy", "pandas", "typer", "rich")


def over(slow: str, fast: str) -> Callable[[Race], float]:
    return lambda race: race[slow].median / race[fast].median


class TestContendersAgree:
    """Each peer gives our answer wherever it means the same; a peer that does not is not worth beating."""

    def test_holidays_adds_and_counts_alike_outside_the_days_it_gets_wrong(self) -> None:
        differing = [day for day in c.all_days() if c.CALENDAR.is_working_day(day) != c.PEER.is_working_day(day)]
        asked = 0
        for day in c.DAYS:
            ours = cchc.add(day, c.FIFTEEN, c.CALENDAR)
            if not any(day < one <= ours for one in differing):
                asked += 1
                assert c.PEER.get_nth_working_day(day, 15) == ours
        for first, last in c.PAIRS:
            if first < last and not any(first < one <= last for one in differing):
                assert c.PEER.get_working_days_count(first + timedelta(days=1), last) == cchc.count(first, last, c.CALENDAR)
        assert asked > 0.7 * len(c.DAYS)

    def test_numpy_adds_alike_where_no_saturday_is_worked(self) -> None:
        asked = 0
        for day in c.DAYS:
            ours = cchc.add(day, c.FIFTEEN, c.CALENDAR)
            if not any(day <= one <= ours for one in c.MAKE_UPS):
                asked += 1
                assert np.busday_offset(day, 15, roll="backward", busdaycal=c.BUSDAYS).item() == ours
        assert asked > 0.8 * len(c.DAYS)

    def test_pandas_reaches_the_same_amount_of_working_time_where_no_saturday_is_worked(self) -> None:
        asked = 0
        for at, stamp in zip(c.INSTANTS, c.STAMPS, strict=False):
            ours = c.CLOCK.add(at, c.FORTY_HOURS)
            assert cchc.add(at, c.FORTY_WORKING_HOURS, c.CALENDAR) == ours
            if not any(at.date() <= one <= ours.date() for one in c.MAKE_UPS):
                asked += 1
                theirs = (stamp + c.BUSINESS_HOURS).to_pydatetime().replace(tzinfo=cchc.VIETNAM_TIME)
                assert c.CLOCK.elapsed(ours, theirs) == timedelta()
        assert asked > 0.8 * len(c.STAMPS)

    def test_a_whole_deadline_is_the_bare_day(self) -> None:
        for at in c.RECEIPTS:
            assert cchc.due(c.FIFTEEN, at, c.CALENDAR, c.REGIMES).due == cchc.add(at.date(), c.FIFTEEN, c.CALENDAR)


class TestGates:
    def test_add(self) -> None:
        def measure() -> Race:
            return interleaved(
                {
                    "add": c.add_days(c.FIFTEEN),
                    "holidays": Contender(c.holidays_15, c.FEW),
                    "numpy": Contender(c.numpy_15, c.FEW),
                }
            )

        gate("add 15 working days, against holidays.get_nth_working_day", measure, over("holidays", "add"), least=100)
        gate("add 15 working days, against numpy.busday_offset(date).item()", measure, over("numpy", "add"), least=10)

    def test_count(self) -> None:
        def measure() -> Race:
            return interleaved(
                {
                    "count": Contender(c.count_days, len(c.PAIRS)),
                    "nth": Contender(c.holidays_15, c.FEW),
                    "holidays": Contender(c.holidays_count, c.FEW),
                }
            )

        gate("count to 60 days, against holidays.get_nth_working_day, n=15", measure, over("nth", "count"), least=100)
        gate("count to 60 days, against holidays.get_working_days_count", measure, over("holidays", "count"), least=100)

    def test_add_is_flat_in_n(self) -> None:
        def measure() -> Race:
            return interleaved({f"n={limit.count}": c.add_days(limit) for limit in (c.ONE, c.THIRTY, c.MOST)}, rounds=60, least_ms=0)

        def spread(race: Race) -> float:
            return max(one.least for one in race.values()) / min(one.least for one in race.values())

        gate("add, the slowest of n = 1, 30, 250 over the fastest", measure, spread, most=1.15)

    def test_whole_deadline(self) -> None:
        def measure() -> Race:
            return interleaved(
                {
                    "deadline": Contender(c.whole_deadline, len(c.RECEIPTS)),
                    "n=5": Contender(c.holidays_5, c.FEW),
                    "n=15": Contender(c.holidays_15, c.FEW),
                }
            )

        gate("a whole deadline over holidays' bare date, n=5", measure, over("deadline", "n=5"), most=1)
        gate("a whole deadline over holidays' bare date, n=15", measure, over("deadline", "n=15"), most=0.25)

    def test_hours(self) -> None:
        def measure() -> Race:
            return interleaved(
                {
                    "WorkingTime.add": Contender(c.add_hours, len(c.INSTANTS)),
                    "add": Contender(c.add_hours_limit, len(c.INSTANTS)),
                    "pandas": Contender(c.pandas_hours, c.FEW),
                }
            )

        gate("WorkingTime.add of 40 hours, against pandas CustomBusinessHour", measure, over("pandas", "WorkingTime.add"), least=100)
        gate("add of 40 working hours, against pandas CustomBusinessHour", measure, over("pandas", "add"), least=90)

    def test_building(self) -> None:
        def measure() -> Race:
            return interleaved(
                {
                    "tables": Contender(c.build_calendar),
                    "with acts": Contender(c.load_acts),
                    "holidays": Contender(c.holidays_build),
                },
                rounds=9,
            )

        gate("building the tables 2010-2027 over holidays.VN of those years", measure, over("tables", "holidays"), most=2.6)
        gate("loading the acts as well over holidays.VN of those years", measure, over("with acts", "holidays"), most=20)

    def test_import(self) -> None:
        def measure() -> Race:
            return processes({"bare": "pass", "cchc": "import cchc", "pydantic": PYDANTIC})

        def share(race: Race) -> float:
            return (race["cchc"].median - race["bare"].median) / (race["pydantic"].median - race["bare"].median)

        gate("import cchc over import of pydantic's BaseModel, both less bare Python", measure, share, most=0.17)

    def test_first_deadline_of_a_fresh_process(self) -> None:
        def measure() -> Race:
            return processes({"deadline": FIRST_DEADLINE, "pydantic": PYDANTIC})

        gate("first deadline of a process over importing pydantic's BaseModel in one", measure, over("deadline", "pydantic"), most=1.7)

    @pytest.mark.parametrize("program", ["import cchc\n", FIRST_DEADLINE], ids=["import", "first deadline"])
    def test_heavy_packages_are_not_imported_until_needed(self, program: str) -> None:
        program += f"import sys\nprint(*sorted(set({LATER}) & set(sys.modules)))"
        assert subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split() == []


class TestFigures:
    """Absolute times for people (`make bench`)."""

    def test_add(self, benchmark: BenchmarkFixture) -> None:
        benchmark(cchc.add, c.DAYS[0], c.FIFTEEN, c.CALENDAR)

    def test_count(self, benchmark: BenchmarkFixture) -> None:
        benchmark(cchc.count, *c.PAIRS[0], c.CALENDAR)

    def test_whole_deadline(self, benchmark: BenchmarkFixture) -> None:
        benchmark(c.read_deadline)

    def test_add_hours(self, benchmark: BenchmarkFixture) -> None:
        benchmark(c.CLOCK.add, c.INSTANTS[0], c.FORTY_HOURS)

    def test_add_hours_limit(self, benchmark: BenchmarkFixture) -> None:
        benchmark(cchc.add, c.INSTANTS[0], c.FORTY_WORKING_HOURS, c.CALENDAR)

    def test_build_the_calendar(self, benchmark: BenchmarkFixture) -> None:
        benchmark(c.build_calendar)

    def test_load_the_acts_and_build(self, benchmark: BenchmarkFixture) -> None:
        benchmark(c.load_acts)

    def test_load_the_regimes(self, benchmark: BenchmarkFixture) -> None:
        benchmark(c.load_rules)
