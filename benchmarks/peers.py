"""The peers at the same questions: each says what it can, and how often that is the official answer.

Every peer is given the official days off, and the make-up days where it has a word for them; ``holidays`` alone has a
list of its own for Viet Nam, and is asked with that. All are asked as their documentation says, and what counts the
first day as well is asked for one day less.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import businesstimedelta
import contenders as c
import numpy as np
import pandas as pd
import polars as pl
from bizdays import Calendar as BizdaysCalendar
from business_duration import businessDuration
from workalendar.core import Calendar as WorkalendarCalendar

from cchc import VIETNAM_TIME, WorkingDays, add, count, elapsed

FIRST, LAST = c.CALENDAR.first, c.CALENDAR.last
OFF = [one.day for one in c.CALENDAR.special_days() if not one.working]
WEEKENDS_OFF = [
    day
    for day in (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))
    if day.weekday() > 4 and not c.CALENDAR.is_working_day(day)
]
SEVEN_DAYS = np.busdaycalendar(weekmask="1111111", holidays=np.array(sorted({*OFF, *WEEKENDS_OFF}), "M8[D]"))
BUSINESS_DAY = pd.offsets.CustomBusinessDay(calendar=c.BUSDAYS)
BIZDAYS = BizdaysCalendar(OFF, ["Saturday", "Sunday"], FIRST, LAST, "VN", financial=False)
ONE_DAY = timedelta(days=1)


class _Workalendar(WorkalendarCalendar):
    """The official days off; it takes make-up days with each question."""

    include_new_years_day = False
    WEEKEND_DAYS = (5, 6)

    def holidays(self, year: int | None = None) -> list[tuple[date, str]]:
        return [(day, "off") for day in OFF if day.year == year]

    def is_holiday(self, day: date, extra_holidays: Any = None) -> bool:
        return day in _OFF_DAYS


_OFF_DAYS = frozenset(OFF)
WORKALENDAR = _Workalendar()


@dataclass(frozen=True)
class Peer:
    """A peer at one kind of question: how it answers, what it was given, what its users should know."""

    name: str
    package: str
    ask: Callable[..., Any]
    makeup_days: bool
    note: str = ""


def _numpy(calendar: np.busdaycalendar) -> Callable[[date, int], date]:
    def ask(day: date, n: int) -> date:
        answer: date = np.busday_offset(day, n, roll="backward", busdaycal=calendar).item()
        return answer

    return ask


def _pandas(day: date, n: int) -> date:
    start = pd.Timestamp(np.busday_offset(day, 0, roll="backward", busdaycal=c.BUSDAYS))
    return (start + n * BUSINESS_DAY).date()


def _polars(day: date, n: int) -> date:
    answer: date = pl.select(pl.lit(day).dt.add_business_days(n, holidays=OFF, roll="backward")).item()
    return answer


def _bizdays(day: date, n: int) -> date:
    return BIZDAYS.offset(BIZDAYS.adjust_previous(day), n)


def _workalendar(day: date, n: int) -> date:
    return WORKALENDAR.add_working_days(day, n, extra_working_days=c.MAKE_UPS)


ADDING = (
    Peer("cchc.add", "cchc", lambda day, n: add(day, _DAYS[n], c.CALENDAR), makeup_days=True, note="refuses beyond its calendar"),
    Peer("holidays, its own list", "holidays", c.PEER.get_nth_working_day, makeup_days=True, note="cost grows with n; no act behind a day"),
    Peer("numpy.busday_offset", "numpy", _numpy(c.BUSDAYS), makeup_days=False, note="no end of its calendar: weekdays go on silently"),
    Peer("numpy, seven-day mask", "numpy", _numpy(SEVEN_DAYS), makeup_days=True, note="every weekend entered as a day off"),
    Peer("pandas CustomBusinessDay", "pandas", _pandas, makeup_days=False, note="cost grows with n"),
    Peer("polars add_business_days", "polars", _polars, makeup_days=False, note="made for columns, here one value"),
    Peer("bizdays offset", "bizdays", _bizdays, makeup_days=False, note="refuses beyond its calendar"),
    Peer("workalendar", "workalendar", _workalendar, makeup_days=True, note="no Viet Nam of its own; cost grows with n"),
)
_DAYS = {n: WorkingDays(count=n) for n in range(1, 61)}


def _workalendar_count(a: date, b: date) -> int:
    return WORKALENDAR.get_working_days_delta(a, b, extra_working_days=c.MAKE_UPS)


COUNTING = (
    Peer("cchc.count", "cchc", lambda a, b: count(a, b, c.CALENDAR), makeup_days=True),
    Peer(
        "holidays, its own list",
        "holidays",
        lambda a, b: c.PEER.get_working_days_count(a + ONE_DAY, b) if b > a else 0,
        makeup_days=True,
        note="counts both ends; cost grows with the span",
    ),
    Peer(
        "numpy.busday_count",
        "numpy",
        lambda a, b: int(np.busday_count(a + ONE_DAY, b + ONE_DAY, busdaycal=c.BUSDAYS)),
        makeup_days=False,
        note="the end not counted",
    ),
    Peer(
        "bizdays",
        "bizdays",
        lambda a, b: BIZDAYS.bizdays(a + ONE_DAY, b) if b > a else 0,
        makeup_days=False,
        note="counts both ends",
    ),
    Peer("workalendar", "workalendar", _workalendar_count, makeup_days=True, note="cost grows with the span"),
)

_MORNING, _NOON, _AFTER, _EVENING = time(7, 30), time(11, 30), time(13), time(17)
_TIMEDELTA_RULES = businesstimedelta.Rules(
    [
        businesstimedelta.WorkDayRule(start_time=_MORNING, end_time=_EVENING, working_days=[0, 1, 2, 3, 4]),
        businesstimedelta.LunchTimeRule(start_time=_NOON, end_time=_AFTER, working_days=[0, 1, 2, 3, 4]),
        businesstimedelta.HolidayRule(dict.fromkeys(OFF, "off")),
    ]
)
_DURATION_OFF = dict.fromkeys(OFF, "off")


def _plain(at: datetime) -> datetime:
    return at.replace(tzinfo=None)


def _timedelta_add(at: datetime, hours: int) -> datetime:
    moved: datetime = _plain(at) + businesstimedelta.BusinessTimeDelta(_TIMEDELTA_RULES, hours=hours)
    return moved.replace(tzinfo=VIETNAM_TIME)


def _pandas_hours(at: datetime, hours: int) -> datetime:
    assert hours == c.BUSINESS_HOURS.n
    moved: datetime = (pd.Timestamp(_plain(at)) + c.BUSINESS_HOURS).to_pydatetime()
    return moved.replace(tzinfo=VIETNAM_TIME)


def _timedelta_between(a: datetime, b: datetime) -> timedelta:
    found = _TIMEDELTA_RULES.difference(_plain(a), _plain(b))
    return timedelta(hours=found.hours, seconds=found.seconds)


def _duration_between(a: datetime, b: datetime) -> timedelta:
    def shift(since: time, until: time) -> float:
        found = businessDuration(_plain(a), _plain(b), since, until, holidaylist=_DURATION_OFF, unit="min")
        return 0.0 if found is None or found != found else float(found)

    return timedelta(minutes=shift(_MORNING, _NOON) + shift(_AFTER, _EVENING))


HOURS = (
    Peer("cchc.add, 40 working hours", "cchc", lambda at, _: add(at, c.FORTY_WORKING_HOURS, c.CALENDAR), makeup_days=True),
    Peer("pandas CustomBusinessHour", "pandas", _pandas_hours, makeup_days=False, note="whole hours; ends at the next opening"),
    Peer("businesstimedelta", "businesstimedelta", _timedelta_add, makeup_days=False),
)
BETWEEN = (
    Peer("cchc.elapsed", "cchc", lambda a, b: elapsed(a, b, c.CALENDAR), makeup_days=True),
    Peer("businesstimedelta", "businesstimedelta", _timedelta_between, makeup_days=False),
    Peer("business-duration", "business-duration", _duration_between, makeup_days=False, note="one shift a day, hence two calls"),
)


def share_right(peer: Peer, ours: Peer, questions: Sequence[tuple[Any, ...]], same: Callable[[Any, Any], bool]) -> float:
    """Return which share of ``questions`` the peer answers as the official calendar does; an error is no answer."""
    right = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for question in questions:
            try:
                right += same(ours.ask(*question), peer.ask(*question))
            except (ValueError, KeyError, IndexError, OverflowError, AttributeError):
                continue
    return right / len(questions)


def equal(a: object, b: object) -> bool:
    """Whether two answers are the same."""
    return a == b


def same_working_time(a: datetime, b: datetime) -> bool:
    """Whether two instants have no working time between them: one may be the close, the other the next opening."""
    return c.CLOCK.elapsed(min(a, b), max(a, b)) == timedelta()
