"""When an office works and when its desk accepts dossiers: two questions, two answers.

Sessions count for limits in hours and for the hour on the slip; reception says whether a dossier may be handed in. A
Saturday on which only the desk is open is a valid day of receipt and never a counted day (QĐ 14/2010/QĐ-TTg).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

from cchc.deadlines.calendar_day import STANDARD_WEEK, CalendarDay, DayConfidence, DayKind, Layer
from cchc.deadlines.working_calendar import AnyCalendar, DayTable
from cchc.errors import CalendarCoverageError, OfficeHoursError
from cchc.model.instant import VIETNAM_TIME, vietnam_instant

_SECOND = 1_000_000
_DAY = 86_400 * _SECOND
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Session = tuple[time, time]


def microseconds(of: time | datetime) -> int:
    """Return the microseconds since midnight."""
    return (of.hour * 3_600 + of.minute * 60 + of.second) * _SECOND + of.microsecond


@dataclass(frozen=True, slots=True)
class Closure:
    """Days (both included) on which an agency is shut; ``suspends_count`` when they are not to be counted either."""

    since: date
    until: date
    reason: str
    suspends_count: bool = False

    def covers(self, day: date) -> bool:
        """Return whether ``day`` is one of them."""
        return self.since <= day <= self.until


class OfficeHours:
    """An agency's profile: sessions of each weekday, reception of each weekday, days that count, closures.

    ``sessions`` and ``reception`` map 0 (Monday) to 6 (Sunday) to periods in order; a period ends after it begins and
    before the next one begins. Reception defaults to the sessions. ``week`` holds the weekdays that count;
    ``changes_counting`` says whether it, or a closure that suspends the count, differs from the national calendar.

    Raises:
        OfficeHoursError: the office never opens, or its periods overlap or run backwards.

    >>> morning = OfficeHours("Một cửa", {day: [(time(7, 30), time(11, 30))] for day in range(6)})
    >>> morning.closing(date(2026, 11, 21)).isoformat()
    '11:30:00'
    """

    __slots__ = ("changes_counting", "closures", "name", "reception", "sessions", "week")

    def __init__(
        self,
        name: str,
        sessions: Mapping[int, Sequence[Session]],
        *,
        reception: Mapping[int, Sequence[Session]] | None = None,
        week: frozenset[int] = STANDARD_WEEK,
        closures: Sequence[Closure] = (),
    ) -> None:
        self.name = name
        self.week = week
        self.closures = tuple(closures)
        self.changes_counting = week != STANDARD_WEEK or any(one.suspends_count for one in closures)
        self.sessions = tuple(_checked(name, day, sessions.get(day, ())) for day in range(7))
        self.reception = self.sessions if reception is None else tuple(_checked(name, day, reception.get(day, ())) for day in range(7))
        if not any(self.sessions[day] for day in week):
            raise OfficeHoursError(f"office {name!r} never opens on a day of its week; give it at least one [[session]]")

    def closed(self, day: date) -> Closure | None:
        """Return the closure that covers ``day``, if any."""
        return next((one for one in self.closures if one.covers(day)), None)

    def closing(self, day: date) -> time | None:
        """Return when the last session of that weekday ends; ``None`` when it has none or the office is shut."""
        sessions = self.sessions[day.weekday()]
        return sessions[-1][1] if sessions and not (self.closures and self.closed(day)) else None

    def accepts_dossiers(self, instant: datetime, calendar: DayTable) -> bool:
        """Return whether the desk is open at ``instant``: from the opening minute up to, not at, the closing one.

        Public holidays, days in lieu and days swapped off are closed whatever the profile says; a make-up day is open
        as the day it replaces; a Saturday as the profile's reception says. This is not
        :meth:`~cchc.deadlines.working_calendar.DayTable.is_working_day`.
        """
        moment = vietnam_instant(instant)
        day = calendar.day(moment.date())
        if self.closed(day.day) or day.kind in (DayKind.STATUTORY, DayKind.IN_LIEU, DayKind.SWAPPED_OFF):
            return False
        weekday = day.pair.weekday() if day.kind is DayKind.MADE_UP and day.pair else day.day.weekday()
        return any(start <= moment.time() < end for start, end in self.reception[weekday])

    def over(self, calendar: AnyCalendar) -> AnyCalendar:
        """Return ``calendar`` with this agency's counting days laid over it; the same one when nothing changes."""
        return calendar if not self.changes_counting else _overlaid(self, calendar)


@lru_cache(maxsize=64)
def _overlaid(office: OfficeHours, calendar: AnyCalendar) -> AnyCalendar:
    days = [
        _closed(day, closure.reason, office.name)
        for closure in office.closures
        if closure.suspends_count
        for day in _days(closure, calendar)
        if _worked(day, office, calendar)
    ]
    return calendar.overlay(days, office.week)


def _worked(day: date, office: OfficeHours, calendar: AnyCalendar) -> bool:
    """Whether the office would work that day: by the acts, else by its own week."""
    known = calendar.special.get(day)
    return known.working if known is not None else day.weekday() in office.week


def _closed(day: date, reason: str, by: str) -> CalendarDay:
    return CalendarDay(day, False, DayKind.AGENCY_CLOSURE, reason, reason, by, None, DayConfidence.GIVEN, (), Layer.AGENCY)


def _days(closure: Closure, calendar: DayTable) -> list[date]:
    first, last = max(closure.since, calendar.first), min(closure.until, calendar.last)
    return [date.fromordinal(ordinal) for ordinal in range(first.toordinal(), last.toordinal() + 1)]


def _checked(name: str, weekday: int, periods: Sequence[Session]) -> tuple[Session, ...]:
    for start, end in periods:
        if start >= end:
            raise OfficeHoursError(
                f"office {name!r}, {WEEKDAYS[weekday]}: a session cannot end ({end:%H:%M}) before it begins ({start:%H:%M})"
            )
    for (_, end), (start, _) in pairwise(periods):
        if start < end:
            raise OfficeHoursError(f"office {name!r}, {WEEKDAYS[weekday]}: sessions overlap or are out of order at {start:%H:%M}")
    return tuple((start, end) for start, end in periods)


STANDARD_OFFICE = OfficeHours(
    "Giờ hành chính 07:30-11:30, 13:00-17:00", {day: [(time(7, 30), time(11, 30)), (time(13), time(17))] for day in range(5)}
)
"""A common pattern of eight hours; no national statute fixes office hours, an agency's profile replaces it."""


_Span = tuple[datetime, datetime, timedelta]
"""A session on the time line: when it closes, its opening less the working time before it, and that working time.

Within it, an instant less the second is the working time that has passed, and the second plus an amount is its instant.
"""

_NOTHING = timedelta()


class WorkingTime:
    """Working time as a measure: how much of it has passed through an instant, and which instant reaches an amount.

    Built once for a calendar and an office (:func:`working_time`): the sessions of every day, and all of them in a row.
    Each whole day of working time (24 hours) has an entry that says near which session it is reached, so ``add`` costs a
    search among a few sessions, and ``elapsed`` two look-ups. Amounts are exact to the microsecond.
    """

    __slots__ = ("_before", "_days", "_guide", "_origins", "_through", "_total", "calendar", "office")

    def __init__(self, calendar: DayTable, office: OfficeHours) -> None:
        self.calendar = calendar
        self.office = office
        sessions = tuple(tuple((_after_midnight(a), _after_midnight(b)) for a, b in day) for day in office.sessions)
        before = [_NOTHING]
        days: list[tuple[_Span, ...]] = [()]
        through: list[timedelta] = []
        passed = _NOTHING
        midnight = datetime.combine(calendar.first, time(), VIETNAM_TIME)
        one_day = timedelta(days=1)
        counted, special = calendar.through, calendar.special
        weekday = calendar.first.weekday()
        for index in range(1, calendar.length + 1):
            before.append(passed)
            today: list[_Span] = []
            if counted[index] > counted[index - 1]:
                day = midnight.date()
                known = special.get(day)
                swapped = known.pair if known is not None and known.kind is DayKind.MADE_UP else None
                if not office.closures or office.closed(day) is None:
                    for start, end in sessions[swapped.weekday() if swapped else weekday]:
                        today.append((midnight + end, midnight + start - passed, passed))
                        passed += end - start
                        through.append(passed)
            days.append(tuple(today))
            midnight += one_day
            weekday = weekday + 1 if weekday < 6 else 0
        if not passed:
            raise OfficeHoursError(f"office {office.name!r} has no session on any working day of the calendar")
        self._before = (*before, passed)
        self._days = tuple(days)
        self._origins = tuple(origin for today in days for _, origin, _ in today)
        self._through = tuple(through)
        self._total = passed
        self._guide = (*(bisect_left(self._through, timedelta(days=whole)) for whole in range(passed.days + 1)), len(through))

    def through(self, instant: datetime) -> int:
        """Return the working microseconds from the calendar's first day up to ``instant``."""
        return in_microseconds(self._passed(instant))

    def _passed(self, instant: datetime) -> timedelta:
        calendar = self.calendar
        index = instant.toordinal() - calendar.origin
        if not 0 < index <= calendar.length:
            raise CalendarCoverageError(instant.date(), calendar.first, calendar.last)
        for closes, origin, before in self._days[index]:
            if instant < closes:
                passed = instant - origin
                return passed if passed > before else before  # noqa: FURB136 - a call less on the hottest path
        return self._before[index + 1]

    def closing_side(self, amount: int) -> datetime:
        """Return the first instant at which ``amount`` has passed: the end of a session, never the next opening."""
        return self._closing_side(timedelta(0, 0, amount))

    def _closing_side(self, amount: timedelta) -> datetime:
        if not _NOTHING < amount <= self._total:
            raise self._out_of_reach
        guide, whole = self._guide, amount.days
        return self._origins[bisect_left(self._through, amount, guide[whole], guide[whole + 1])] + amount

    def opening_side(self, amount: int) -> datetime:
        """Return the last instant at which no more than ``amount`` has passed: the beginning of a session."""
        return self._opening_side(timedelta(0, 0, amount))

    def _opening_side(self, amount: timedelta) -> datetime:
        if not _NOTHING <= amount < self._total:
            raise self._out_of_reach
        return self._origins[bisect_right(self._through, amount)] + amount

    @property
    def _out_of_reach(self) -> CalendarCoverageError:
        return CalendarCoverageError("that much working time", self.calendar.first, self.calendar.last)

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """Return when ``amount`` of working time has passed since ``start``, on the closing side of a session.

        The start runs from its very moment (Điều 147 khoản 1 BLDS); outside sessions it waits for the next one. Zero
        adds nothing and returns ``start``.

        Raises:
            CalendarCoverageError: the calendar does not reach that far.

        >>> from cchc.rulebook import load_calendar
        >>> clock = WorkingTime(load_calendar(), STANDARD_OFFICE)
        >>> clock.add(datetime(2026, 11, 20, 16, tzinfo=VIETNAM_TIME), timedelta(hours=8)).isoformat()
        '2026-11-23T16:00:00+07:00'
        """
        if start.tzinfo is not VIETNAM_TIME:
            vietnam_instant(start)
        return self._closing_side(self._passed(start) + amount) if amount else start

    def subtract(self, end: datetime, amount: timedelta) -> datetime:
        """Return the last instant from which ``amount`` of working time is left until ``end``; inverse of elapsed."""
        vietnam_instant(end)
        return self._opening_side(self._passed(end) - amount) if amount else end

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time between two instants, negative when ``end`` comes first; it adds up exactly."""
        return self._passed(vietnam_instant(end)) - self._passed(vietnam_instant(start))

    def last_closing(self, day: date) -> datetime | None:
        """Return when the last session at or before the end of ``day`` closes; ``None`` before the first one."""
        through = self._before[self.calendar.index(day) + 1]
        return self._closing_side(through) if through else None

    def length_of(self, day: date) -> int:
        """Return the working microseconds of ``day``."""
        index = self.calendar.index(day)
        return in_microseconds(self._before[index + 1] - self._before[index])

    def sessions_of(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """Return the sessions of ``day`` as instants, in order; none on a day that is not worked."""
        spans = self._days[self.calendar.index(day)]
        return tuple((origin + before, closes) for closes, origin, before in spans)


def _after_midnight(of: time) -> timedelta:
    return timedelta(0, 0, microseconds(of))


def in_microseconds(amount: timedelta) -> int:
    """Return ``amount`` as whole microseconds."""
    return (amount.days * 86_400 + amount.seconds) * _SECOND + amount.microseconds


def working_time(calendar: DayTable, office: OfficeHours = STANDARD_OFFICE) -> WorkingTime:
    """Return the working time of ``office`` on ``calendar``, built once for each pair (about 10 ms for 18 years)."""
    clock: WorkingTime | None = calendar.clocks.get(office)
    if clock is None:
        clock = calendar.clocks[office] = WorkingTime(calendar, office)
    return clock
