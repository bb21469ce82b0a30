"""What is timed: our operations, and the peers that answer the same question, each in a loop of its own.

Every loop is a function of its own, since CPython specialises a call site for what it has seen there.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import holidays
import numpy as np
import pandas as pd
from rounds import Contender

import cchc
from cchc import VIETNAM_TIME, WorkingDays, WorkingHours, add, due, load_calendar, load_regimes
from cchc.deadlines.office_hours import working_time
from cchc.deadlines.working_calendar import WorkingCalendar
from cchc.rulebook import calendars, regimes

CALENDAR = load_calendar()
REGIMES = load_regimes()
CLOCK = working_time(CALENDAR)
FORTY_HOURS = timedelta(hours=40)
ONE, FIVE, FIFTEEN, THIRTY, MOST = (WorkingDays(count=count) for count in (1, 5, 15, 30, 250))
FORTY_WORKING_HOURS = WorkingHours(count=40)

_RANDOM = random.Random(1)
_FIRST, _LAST = date(2019, 1, 1).toordinal(), date(2026, 6, 30).toordinal()
"""From the first one-stop decree's first full year to a day after which 250 working days still lie in the calendar."""

FEW = 25
"""As many dates are enough for the slow ones; more, and the scheduler cuts every sample."""

DAYS = [date.fromordinal(_RANDOM.randint(_FIRST, _LAST)) for _ in range(1000)]
PAIRS = [(day, date.fromordinal(day.toordinal() + _RANDOM.randint(0, 60))) for day in DAYS]
RECEIPTS = [datetime.combine(day, time(_RANDOM.randint(7, 17), _RANDOM.randint(0, 59)), VIETNAM_TIME) for day in DAYS]
INSTANTS = [datetime.combine(day, time(_RANDOM.randint(0, 23), _RANDOM.randint(0, 59)), VIETNAM_TIME) for day in DAYS]

PEER = holidays.country_holidays("VN", years=range(2009, 2029))
_OFF = [one.day for one in CALENDAR.special_days() if not one.working]
MAKE_UPS = [one.day for one in CALENDAR.special_days() if one.working]
BUSDAYS = np.busdaycalendar(weekmask="1111100", holidays=np.array(_OFF, dtype="datetime64[D]"))
BUSINESS_HOURS = pd.offsets.CustomBusinessHour(n=40, start=["07:30", "13:00"], end=["11:30", "17:00"], calendar=BUSDAYS)
STAMPS = [pd.Timestamp(instant.replace(tzinfo=None)) for instant in INSTANTS[:100]]


def all_days() -> Iterator[date]:
    """Return every day from the first one asked to the last one reached."""
    return (date.fromordinal(ordinal) for ordinal in range(_FIRST, CALENDAR.last.toordinal()))


def add_days(limit: WorkingDays) -> Contender:
    """Return the loop of ``add`` with all its checks on and ``limit`` prebuilt."""

    def run() -> None:
        for day in DAYS:
            add(day, limit, CALENDAR)

    return Contender(run, len(DAYS))


def count_days() -> None:
    for first, last in PAIRS:
        cchc.count(first, last, CALENDAR)


def holidays_15() -> None:
    for day in DAYS[:FEW]:
        PEER.get_nth_working_day(day, 15)


def holidays_5() -> None:
    for day in DAYS[:FEW]:
        PEER.get_nth_working_day(day, 5)


def holidays_count() -> None:
    for first, last in PAIRS[:FEW]:
        PEER.get_working_days_count(first, last)


def numpy_15() -> None:
    for day in DAYS[:FEW]:
        np.busday_offset(day, 15, roll="backward", busdaycal=BUSDAYS).item()


def read_deadline() -> object:
    deadline = due(FIFTEEN, RECEIPTS[0], CALENDAR, REGIMES)
    return deadline.due, deadline.promised, deadline.certainty, deadline.due_earliest, deadline.due_latest, deadline.clock


def whole_deadline() -> None:
    for at in RECEIPTS:
        deadline = due(FIFTEEN, at, CALENDAR, REGIMES)
        _ = deadline.due, deadline.promised, deadline.certainty, deadline.due_earliest, deadline.due_latest, deadline.clock


def add_hours() -> None:
    for at in INSTANTS:
        CLOCK.add(at, FORTY_HOURS)


def add_hours_limit() -> None:
    for at in INSTANTS:
        add(at, FORTY_WORKING_HOURS, CALENDAR)


def pandas_hours() -> None:
    for at in STAMPS[:FEW]:
        _ = at + BUSINESS_HOURS


def build_calendar() -> WorkingCalendar:
    return WorkingCalendar(CALENDAR.facts)


def load_acts() -> WorkingCalendar:
    return calendars._bundled.__wrapped__()


def load_rules() -> object:
    return regimes.load_regimes.__wrapped__()


def holidays_build() -> object:
    return holidays.country_holidays("VN", years=range(2010, 2028))
