"""How long a grant of time lasts at an agency, forwards and backwards: its own calendar, its own hours.

A time in days lasts to the end of its last day, 23:59:59; whoever waits for it begins with that day as the day of the
event. So times in days add up as if they were one, and times in hours go on in the next session.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import cast

from cchc.deadlines.counting import add, subtract
from cchc.deadlines.office_hours import STANDARD_OFFICE, OfficeHours, working_time
from cchc.deadlines.working_calendar import AnyCalendar
from cchc.errors import LimitError
from cchc.model.instant import VIETNAM_TIME
from cchc.model.time_limit import DayLimit, HourLimit, TimeLimit, WorkingDays, WorkingHours, runs_on_hours

_LAST_MOMENT = time(23, 59, 59)
_A_DAY = timedelta(days=1)


@lru_cache(maxsize=512)
def _duration(hours: int | Fraction) -> timedelta:
    """Working hours as an exact duration; remembered, for a process repeats a few of them."""
    microseconds = Fraction(hours) * 3_600_000_000
    if microseconds.denominator != 1:
        raise LimitError(f"{hours} working hours are no whole number of microseconds; write an amount the clock can show")
    return timedelta(0, 0, microseconds.numerator)


def end_of(day: date) -> datetime:
    """Return the last second of ``day``, by which the end of a day is shown."""
    return datetime.combine(day, _LAST_MOMENT, VIETNAM_TIME)


@dataclass(frozen=True, slots=True)
class Desk:
    """An agency's office on its calendar."""

    calendar: AnyCalendar
    office: OfficeHours = STANDARD_OFFICE

    def finish(self, start: datetime, limit: TimeLimit | None) -> datetime:
        """Return when ``limit`` is up that runs from ``start``; no limit takes no time."""
        if limit is None:
            return start
        if isinstance(limit, WorkingHours):
            return working_time(self.calendar, self.office).add(start, _duration(limit.count))
        if runs_on_hours(limit):
            return add(start, cast("HourLimit", limit), self.calendar, office=self.office)
        return end_of(self._day(start.date(), limit))

    def latest_start(self, finish: datetime, limit: TimeLimit | None) -> datetime:
        """Return the last instant from which ``limit`` is up by ``finish``; every later one ends after it."""
        if limit is None:
            return finish
        if isinstance(limit, WorkingHours):
            return working_time(self.calendar, self.office).subtract(finish, _duration(limit.count))
        if runs_on_hours(limit):
            return subtract(finish, cast("HourLimit", limit), self.calendar, office=self.office)
        last = finish.date() if finish.time() >= _LAST_MOMENT else finish.date() - _A_DAY
        if isinstance(limit, WorkingDays):  # by far the most; the search below finds the same
            counted = self.calendar.working_days_through(last) - int(limit.count)
            return end_of(self.calendar.nth_working_day(counted + 1) - _A_DAY)
        day = subtract(last, cast("DayLimit", limit), self.calendar)
        while self._day(day, limit) > last:
            day -= _A_DAY
        while self._day(day + _A_DAY, limit) <= last:
            day += _A_DAY
        return end_of(day)

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time from ``start`` to ``end``; negative when ``end`` is earlier."""
        return working_time(self.calendar, self.office).elapsed(start, end)

    def last_moment(self, at: datetime) -> datetime:
        """Return the last moment of work at or before ``at``, when ``at`` is the end of a day; else ``at``."""
        if at.time() < _LAST_MOMENT:
            return at
        return working_time(self.calendar, self.office).last_closing(at.date()) or at

    def _day(self, start: date, limit: TimeLimit) -> date:
        return add(start, cast("DayLimit", limit), self.calendar)


class Desks:
    """The desks of a process: each agency's, by the name the steps give it, and one for the others.

    ``offices`` maps a name to its hours, closures and days; the name ``""`` stands for every agency that is not named.

    >>> from cchc.rulebook import load_calendar
    >>> Desks(load_calendar()).of("Công an xã").office.name
    'Giờ hành chính 07:30-11:30, 13:00-17:00'
    """

    def __init__(self, calendar: AnyCalendar, offices: Mapping[str, OfficeHours] | None = None) -> None:
        offices = {"": STANDARD_OFFICE, **(offices or {})}
        self._desks = {name: Desk(office.over(calendar), office) for name, office in offices.items()}

    def of(self, agency: str) -> Desk:
        """Return the desk of ``agency``."""
        return self._desks.get(agency) or self._desks[""]
