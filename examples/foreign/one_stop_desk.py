"""How a typical one-stop system computes due dates, with the defects such systems have. An example; do not use it.

Everything is local time without a zone, as on the machine. Amounts of time are kept as numbers that read like a clock:
7 hours 30 minutes are 730.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

ONE_DAY = timedelta(days=1)
FARTHEST = 360
"""After so many calendar days the search gives up and answers with the day it has come to."""

PAUSE, ADD_WAITING, RESTART = 1, 3, 6
"""What an action does to the clock, by its code."""


def like_a_clock(minutes: int) -> int:
    """Return minutes as a number that reads like a clock: 90 is 130."""
    return minutes // 60 * 100 + minutes % 60


def minutes_of(reading: int) -> int:
    """Return the minutes of such a number; 675, which no clock shows, is 6 hours and 75 minutes."""
    return reading // 100 * 60 + reading % 100


@dataclass
class Holiday:
    """A row that an administrator types: a day off (0) or a day made up (1)."""

    at: datetime
    kind: int


@dataclass
class OneStopDesk:
    """An agency's desk: hours by weekday (1 is Sunday, 7 is Saturday) as text, and rows of holidays."""

    hours: dict[int, str]
    holidays: list[Holiday]

    def due(self, start: datetime, count: float, unit: str) -> datetime:
        """Return when ``count`` days or hours that run from ``start`` are used up."""
        budget = like_a_clock(int(count * (8 if unit == "day" else 1) * 60))  # a day is always eight hours
        return self._rounded(self._walk(start, budget))

    def due_in_all_days(self, start: datetime, count: int) -> datetime:
        """Return ``count`` days of the calendar later, whatever day that is."""
        return start + count * ONE_DAY

    def waited(self, start: datetime, end: datetime) -> float:
        """Return the working hours between two moments."""
        off = self._days_off(start)
        day, hours = start.date(), 0.0
        while day <= end.date():
            if day == end.date():
                hours += self._until(day, end, start if day == start.date() else None)
            elif not off(day):
                hours += self._from(day, start) if day == start.date() else self._length(day) / 60
            day += ONE_DAY
        return hours

    # The walk

    def _walk(self, start: datetime, budget: int) -> datetime:
        off = self._days_off(start)
        opens, closes = self._sessions(start.date())[0][0], self._sessions(start.date())[-1][1]
        skipped = off(start.date()) or start.time() > closes
        day, at = start.date(), max(start.time(), opens)
        if skipped:
            day, at = self._next(day, off), None
        for _ in range(FARTHEST):
            sessions = self._sessions(day)
            total = sum(like_a_clock(_minutes(*session)) for session in self._rest(sessions, at))  # 345 + 330 is 675
            whole = budget >= total if skipped else budget > total
            if not whole:
                return self._land(day, self._rest(sessions, at), minutes_of(budget))
            left = minutes_of(budget) - sum(_minutes(*session) for session in self._rest(sessions, at))
            budget, at, skipped = like_a_clock(max(0, left)), None, False
            if (day - start.date()).days >= FARTHEST:
                return datetime.combine(day, closes)
            day = self._next(day, off)
            if not budget:
                return datetime.combine(day, self._sessions(day)[0][0])
        return datetime.combine(day, closes)

    def _land(self, day: date, sessions: list[tuple[time, time]], minutes: int) -> datetime:
        for begin, end in sessions:
            if minutes <= _minutes(begin, end):
                return datetime.combine(day, begin) + timedelta(minutes=minutes)
            minutes -= _minutes(begin, end)
        return datetime.combine(day, sessions[-1][1] if sessions else time())

    def _rest(self, sessions: list[tuple[time, time]], at: time | None) -> list[tuple[time, time]]:
        return [(max(begin, at) if at else begin, end) for begin, end in sessions if at is None or at < end]

    def _next(self, day: date, off: Callable[[date], bool]) -> date:
        day += ONE_DAY
        while off(day):
            day += ONE_DAY
        return day

    def _rounded(self, at: datetime) -> datetime:
        """Up to the next quarter of an hour."""
        return datetime.combine(at.date(), time()) + timedelta(minutes=15 * math.ceil((at.hour * 60 + at.minute) / 15))

    # The days and their hours

    def _days_off(self, since: datetime) -> Callable[[date], bool]:
        """Which days are off: of the rows only those from ``since`` on are read, time of day included."""
        rows = [row for row in self.holidays if row.at >= since]
        made_up = {row.at.date() for row in rows if row.kind == 1}
        listed = {row.at.date() for row in rows if row.kind == 0}

        def off(day: date) -> bool:
            weekend = day.weekday() >= 5 and bool(self.hours) and not self._entered(day)
            return (weekend or day in listed) and day not in made_up

        return off

    def _entered(self, day: date) -> bool:
        return (day.weekday() + 1) % 7 + 1 in self.hours

    def _sessions(self, day: date) -> list[tuple[time, time]]:
        """The sessions of the weekday; Monday's where they cannot be read."""
        number = ((day.weekday() + 1) % 7 + 1) % 7  # Saturday is 7, and 7 % 7 is 0
        try:
            morning, afternoon = self.hours[number].split(",")
        except (KeyError, ValueError):
            morning, afternoon = self.hours.get(2, "07:30-11:30,13:00-17:00").split(",")
        return [_session(morning), _session(afternoon)]

    def _length(self, day: date) -> int:
        return sum(_minutes(*session) for session in self._sessions(day))

    def _from(self, day: date, start: datetime) -> float:
        sessions = self._sessions(day)
        if start.time() > sessions[-1][1]:
            return self._length(day) / 60  # after closing nothing is cut off
        return sum(_minutes(*session) for session in self._rest(sessions, start.time())) / 60

    def _until(self, day: date, end: datetime, start: datetime | None) -> float:
        sessions = self._sessions(day)
        if end.time() >= sessions[-1][1] and start is None:
            return end.hour + end.minute / 60  # what the clock shows
        passed = sum(_minutes(begin, min(stop, end.time())) for begin, stop in sessions if begin < end.time()) / 60
        if start is not None:
            passed -= sum(_minutes(begin, min(stop, start.time())) for begin, stop in sessions if begin < start.time()) / 60
        return passed


@dataclass
class Dossier:
    """One mutable row: the printed date is stored, and each action changes it."""

    desk: OneStopDesk
    received: datetime
    count: float
    unit: str
    actions: list[tuple[datetime, int]] = field(default_factory=list)
    due: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.due = self.desk.due(self.received, self.count, self.unit)

    def act(self, at: datetime, code: int) -> None:
        """Take an action; what it does to the date is in its code."""
        if code == ADD_WAITING:
            since = self.received
            if self.actions:
                place = len(self.actions) - 1
                while place > 0 and self.actions[place][1] == PAUSE == self.actions[place - 1][1]:
                    place -= 1
                since = self.actions[place][0]
            self.due = self.desk.due(self.due, self.desk.waited(since, at), "hour")
        elif code == RESTART:
            self.due = self.desk.due(at, self.count, self.unit)
        self.actions.append((at, code))


def _session(text: str) -> tuple[time, time]:
    begin, end = text.strip().split("-")
    return time.fromisoformat(begin), time.fromisoformat(end)


def _minutes(begin: time, end: time) -> int:
    return end.hour * 60 + end.minute - begin.hour * 60 - begin.minute
