"""The answers do not depend on the machine's time zone, nor on who else asks at the same time."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta

import pytest

from cchc.deadlines.counting import add, count, elapsed
from cchc.deadlines.deadline import due
from cchc.deadlines.office_hours import STANDARD_OFFICE, OfficeHours
from cchc.deadlines.verification import verify
from cchc.deadlines.working_calendar import WorkingCalendar
from cchc.model.instant import VIETNAM_TIME
from cchc.model.limit_phrases import parse_limit
from cchc.model.time_limit import WorkingDays, WorkingHours
from cchc.rulebook import load_calendar, load_regimes

PROGRAM = """
from datetime import date, datetime, timedelta
import time
from cchc import VIETNAM_TIME, add, count, due, explain, load_calendar, load_regimes, parse_limit
from cchc.testing.strategies import paused_ledger

calendar, regimes = load_calendar(), load_regimes()
print(time.strftime("%z", time.localtime(0)))
print(calendar.version, count(date(2010, 1, 1), date(2027, 12, 31), calendar))
for phrase in ("15 ngày làm việc", "10 ngày", "02 tháng và 15 ngày làm việc", "08 giờ làm việc", "1/2 ngày làm việc", "trong ngày"):
    limit = parse_limit(phrase)
    for day in range(0, 360, 23):
        received = datetime(2026, 1, 5, 16, 59, 59, 999999, tzinfo=VIETNAM_TIME) + timedelta(days=day, hours=day)
        pause = paused_ledger([(received + timedelta(hours=1), received + timedelta(days=3))])
        for entries in ((), pause):
            answer = due(limit, received, calendar, regimes, entries=entries)
            print(answer.proof.model_dump_json())
            print(explain(answer, "vi"), explain(answer, "en"), answer.at(received + timedelta(days=30)))
"""


def answers_under(zone: str) -> list[str]:
    environment = {**os.environ, "TZ": zone, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, encoding="utf-8", check=True, timeout=120)
    return done.stdout.splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="TZ does not set the zone of a process there")
def test_t84_the_same_answers_under_any_zone_of_the_machine() -> None:
    zones = ("UTC", "Asia/Ho_Chi_Minh", "America/New_York")
    with ThreadPoolExecutor(len(zones)) as pool:
        offsets, *answers = zip(*pool.map(answers_under, zones), strict=True)
    assert len(set(offsets)) > 1, "the zones must differ for the test to tell anything"
    assert len(answers) > 300
    assert [lines for lines in answers if len(set(lines)) != 1] == []


def agencies() -> tuple[tuple[WorkingCalendar, OfficeHours], ...]:
    """Two agencies: one closed on two days of its own with a counted Saturday morning, one national."""
    morning = OfficeHours("Sáng", {day: [(time(7), time(11, 30))] for day in range(6)}, week=frozenset(range(6)))
    calendar = WorkingCalendar(load_calendar().facts)
    return (calendar.with_days(off=[date(2026, 3, 5), date(2026, 6, 5)]), morning), (calendar, STANDARD_OFFICE)


def one_task(number: int, calendar: WorkingCalendar, office: OfficeHours) -> object:
    """Everything a desk asks, for the number of a task."""
    received = datetime(2026, 1, 5, 8, tzinfo=VIETNAM_TIME) + timedelta(days=number, minutes=7 * number)
    limit = WorkingDays(count=1 + number % 40)
    deadline = due(limit, received, calendar, load_regimes(), office=office)
    hours = due(parse_limit("08 giờ làm việc"), received, calendar, load_regimes(), office=office)
    return (
        add(received.date(), limit, calendar),
        count(received.date(), date(2026, 12, 31), calendar),
        elapsed(received, received + timedelta(days=9), calendar, office=office),
        add(received, WorkingHours(count=12), calendar, office=office),
        deadline.due,
        deadline.promised,
        deadline.due_latest,
        hours.due_at,
        deadline.at(received + timedelta(days=30)),
        deadline.proof.model_dump_json(),
        verify(deadline.proof, calendar).faults,
    )


def test_t34_two_hundred_tasks_on_sixteen_threads_answer_as_one_after_the_other() -> None:
    """The calendars are fresh for the threads, so that their caches are filled by all of them at once."""
    alone, shared = agencies(), agencies()
    assert alone[0][0] is not shared[0][0]
    one_by_one = [one_task(number, *alone[number % 2]) for number in range(200)]
    with ThreadPoolExecutor(16) as pool:
        at_once = list(pool.map(lambda number: one_task(number, *shared[number % 2]), range(200)))
    assert at_once == one_by_one
    assert at_once[0] != at_once[1]
