"""Every day of 2010-2027 and every count from 1 to 60, against a walk over the days of the carried table."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from cchc.deadlines.counting import add, count, subtract
from cchc.model.time_limit import WorkingDays
from cchc.rulebook import load_calendar
from cchc.testing import oracle

ONE_DAY = timedelta(days=1)
FIRST, LAST = date(2010, 1, 1), date(2027, 12, 31)
TABLE = Path(__file__).parent.parent / "data" / "calendar" / "nonworking_2010_2027.csv"
LIMITS = [WorkingDays(count=n) for n in range(1, 61)]


def rests() -> oracle.Rests:
    rows = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))
    days = {kind: {date.fromisoformat(row["date"]) for row in rows if row["type"] == kind} for kind in ("weekday_off", "weekend_worked")}
    return oracle.rests_from(days["weekday_off"], days["weekend_worked"], first=FIRST, last=LAST)


def walks() -> Iterator[tuple[date, list[date]]]:
    """Each day with the sixty working days after it, walked once: the day before it has the same ones but the first."""
    rest = rests()
    ahead: deque[date] = deque()
    farthest = FIRST
    for day in oracle.days_from(FIRST, LAST):
        while ahead and ahead[0] <= day:
            ahead.popleft()
        while len(ahead) < len(LIMITS) and farthest < LAST:
            farthest += ONE_DAY
            if not rest(farthest):
                ahead.append(farthest)
        yield day, list(ahead)


def test_every_day_plus_1_to_60_working_days_is_the_day_walked_to() -> None:
    calendar = load_calendar()
    wrong = [
        (day, limit.count)
        for day, ahead in walks()
        for limit, walked in zip(LIMITS, ahead, strict=False)
        if add(day, limit, calendar) != walked
    ]
    assert wrong == []


def test_every_count_to_the_day_walked_to_is_the_number_walked_and_backwards_its_negative() -> None:
    calendar = load_calendar()
    wrong = [
        (day, number)
        for day, ahead in walks()
        for number, walked in enumerate(ahead, 1)
        if count(day, walked, calendar) != number or count(walked, day, calendar) != -number
    ]
    assert wrong == []


def test_every_day_less_1_to_60_working_days_is_the_day_walked_back_to() -> None:
    calendar = load_calendar()
    rest = rests()
    behind: deque[date] = deque(maxlen=len(LIMITS))
    wrong: list[tuple[date, object]] = []
    for day in oracle.days_from(FIRST, LAST):
        wrong += [
            (day, limit.count) for limit, walked in zip(LIMITS, reversed(behind), strict=False) if subtract(day, limit, calendar) != walked
        ]
        if not rest(day):
            behind.append(day)
    assert wrong == []


def test_beyond_the_last_day_nothing_is_answered() -> None:
    """The walk and the engine stop at the same place: 2027-12-31 is the last working day known."""
    ends = [day for day, ahead in walks() if not ahead]
    assert ends == [LAST]
    assert next(day for day, ahead in walks() if len(ahead) < 60) == subtract(LAST, WorkingDays(count=59), load_calendar())
