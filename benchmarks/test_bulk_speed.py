"""The speed lines of whole columns: answers agree first, then ratios in one run, memory, and two processes.

The gate runs on few rows, takes the least of the rounds, so that a neighbour on the machine does not count, and asks for
half of each line. ``CCHC_BULK_ROWS=10000000`` takes medians and asks for all of it.
"""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping

import bulk_contenders as b
import contenders as c
import numpy as np
import pytest
from rounds import MEASURED, Contender, Line, Race, gate, interleaved

from cchc import VIETNAM_TIME, WorkingDays, WorkingHours, add, count
from cchc.deadlines.bulk.days import due_dates, working_days_between
from cchc.deadlines.bulk.minutes import add_working_time
from cchc.deadlines.bulk.reasons import Reason
from cchc.deadlines.bulk.tables import TableByRow

SHARE = 1 if b.FULL else 1 / 2
SOME = range(0, b.ROWS, b.ROWS // 500)


def over(slow: str, fast: str) -> Callable[[Race], float]:
    """The ratio of the medians; on few rows that of the least times: a neighbour on the machine cuts half the samples."""
    if b.FULL:
        return lambda race: race[slow].median / race[fast].median
    return lambda race: race[slow].least / race[fast].least


def racing(contenders: Mapping[str, Contender], *names: str) -> Callable[[], Race]:
    return lambda: interleaved({name: contenders[name] for name in names}, rounds=9)


class TestContendersAgree:
    """Our columns are the scalar engine's answers; NumPy's are ours once it is told of every day of rest."""

    def test_columns_are_the_scalar_engines_answers(self) -> None:
        due = due_dates(b.STARTS, b.AMOUNTS, b.TABLE)
        counts = working_days_between(b.STARTS, b.ENDS, b.TABLE)
        hours = add_working_time(b.INSTANTS, 2_400, b.TABLE)
        forty = WorkingHours(count=40)
        for row in SOME:
            start, at = b.STARTS[row].item(), b.INSTANTS[row].item().replace(tzinfo=VIETNAM_TIME)
            assert due.values[row].item() == add(start, WorkingDays(count=int(b.AMOUNTS[row])), c.CALENDAR)
            assert counts.values[row] == count(start, b.ENDS[row].item(), c.CALENDAR)
            assert hours.values[row].item() == add(at, forty, c.CALENDAR).replace(tzinfo=None)
        assert due.counts() == counts.counts() == hours.counts() == {Reason.ANSWERED: b.ROWS}

    def test_numpy_agrees_where_it_is_told_of_every_day_of_rest_and_else_misses_rows(self) -> None:
        ours = due_dates(b.STARTS[: b.SLOW_ROWS], b.AMOUNTS[: b.SLOW_ROWS], b.TABLE).values
        assert np.array_equal(b.busday(b.SLOW_ROWS, b.EVERY_REST_DAY), ours)
        assert 0.005 < float(np.mean(b.busday(b.SLOW_ROWS, c.BUSDAYS) != ours)) < 0.1

    def test_rows_without_an_answer_are_told_apart(self) -> None:
        counts = due_dates(b.HOLED_STARTS, b.HOLED_AMOUNTS, b.TABLE).counts()
        assert counts.keys() == {Reason.ANSWERED, Reason.NULL, Reason.OUT_OF_CALENDAR, Reason.BAD_AMOUNT}
        assert counts[Reason.NULL] == int(np.isnat(b.HOLED_STARTS).sum())


@pytest.mark.parametrize(
    ("says", "contenders", "slow", "fast", "least"),
    [
        ("due days over busday_offset, which knows no make-up days", b.DUE, "busday_offset", "due_dates, into a column", 22),
        ("due days over busday_offset made right", b.DUE, "busday_offset made right", "due_dates, into a column", 75),
        ("due days in new columns over busday_offset", b.DUE, "busday_offset", "due_dates", 15),
        ("the bare kernel, share of np.take in order", b.DUE, "take in order", "working_days_after, into a column", 0.25),
        ("with nulls and reasons, share of the bare kernel", b.DUE, "working_days_after", "due_dates, nulls and reasons", 0.6),
        ("one amount for all rows over busday_offset", b.DUE, "busday_offset", "due_dates, one amount, into a column", 45),
        ("counts of a column over busday_count", b.COUNT, "busday_count", "working_days_between", 12),
        ("40 working hours of a column over CustomBusinessHour", b.HOURS, "CustomBusinessHour", "add_working_time", 1_000),
        ("working hours between two columns over CustomBusinessHour", b.HOURS, "CustomBusinessHour", "working_time_between", 1_000),
        ("a calendar for each row over busday_offset, which takes one", b.MIXED, "busday_offset", "due_dates, two calendars", 0.6),
        ("a unit for each row over busday_offset, which takes one", b.MIXED, "busday_offset", "due_dates, seven units", 0.6),
        ("months over busday_offset, which takes none", b.MIXED, "busday_offset", "due_dates, months", 5),
    ],
)
def test_columns_hold_their_lines(says: str, contenders: Mapping[str, Contender], slow: str, fast: str, least: float) -> None:
    gate(says, racing(contenders, slow, fast), over(slow, fast), least=least * SHARE)


def test_memory_stays_below_three_times_the_columns() -> None:
    times = -(-2_000_000 // b.ROWS)
    starts, amounts, units = (np.tile(one, times) for one in (b.HOLED_STARTS, b.HOLED_AMOUNTS, b.UNITS))
    calendars = TableByRow(b.TWO_CALENDARS.tables, np.tile(b.TWO_CALENDARS.codes, times))
    columns = starts.nbytes + amounts.nbytes
    for says, ask in {
        "one calendar": lambda: due_dates(starts, amounts, b.TABLE),
        "a calendar for each row": lambda: due_dates(starts, amounts, calendars),
        "a unit for each row": lambda: due_dates(starts, amounts, b.TABLE, unit=units),
    }.items():
        tracemalloc.start()
        try:
            ask()
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        note(f"memory at its peak, times the columns: {says}", "<= 3", (columns + peak) / columns)
        assert columns + peak <= 3 * columns, f"{says}: {peak / len(starts):.1f} bytes a row beside {columns / len(starts):.0f}"


def note(says: str, bound: str, measured: float) -> None:
    MEASURED.append(Line(says, bound, f"{measured:.3g}"))


SPIN = "for _ in range(8): sum(range(1_000_000))"
COLUMNS = """
import numpy as np
from cchc import load_calendar
from cchc.deadlines.bulk.days import due_dates
from cchc.deadlines.bulk.tables import bulk_table
table, random = bulk_table(load_calendar()), np.random.default_rng(1)
starts, amounts = random.integers(16436, 20818, 2_000_000).view("M8[D]"), random.integers(1, 31, 2_000_000)
due_dates(starts, amounts, table)
"""
WORK = "for _ in range(20): due_dates(starts, amounts, table)"


def together(setup: str, work: str, processes: int) -> float:
    """Return the seconds until as many processes have done their work, all begun at once when all are ready."""
    program = f"{setup}\nprint('ready', flush=True); input()\n{work}\nprint('done', flush=True)"
    running = [
        subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(processes)
    ]
    assert all(one.stdout is not None and one.stdout.readline() == "ready\n" for one in running)
    began = time.perf_counter()
    for one in running:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    assert all(one.stdout is not None and one.stdout.readline() == "done\n" for one in running)
    passed = time.perf_counter() - began
    for one in running:
        one.communicate()
    return passed


@pytest.mark.skipif(not b.FULL, reason="two processes are timed in the full run only: CCHC_BULK_ROWS=10000000")
def test_two_processes_do_the_work_of_nearly_two() -> None:
    def scale(setup: str, work: str) -> float:
        return 2 * min(together(setup, work, 1) for _ in range(3)) / min(together(setup, work, 2) for _ in range(3))

    machine = scale("", SPIN)
    if machine < 1.7:
        pytest.skip(f"two processes that only count scale {machine:.2f} times on this machine now")
    ours = scale(COLUMNS, WORK)
    note(f"two processes over one; a loop that only counts: {machine:.2f}", ">= 1.7", ours)
    assert ours >= 1.7, f"{ours:.2f} times, a loop that only counts {machine:.2f}"
