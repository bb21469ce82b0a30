"""Which days offices work, and which act says so; refuses days it does not know.

A calendar is a pair of tables: working days through each day, and the day of each working day. Adding and counting
look them up, so the cost does not grow with the number of days, and each is the other's inverse by construction.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from cchc.deadlines.calendar_building import acts_known_on, build_days, coverage, open_bridges
from cchc.deadlines.calendar_day import STANDARD_WEEK, WEEK, CalendarDay, DayChange, DayConfidence, DayKind, Layer, Uncertainty, YearStatus
from cchc.deadlines.calendar_facts import CalendarFacts
from cchc.errors import CalendarConflictError, CalendarCoverageError, UsageError


class Overlay:
    """An agency's or a caller's days, to be laid over the national ones.

    A caller's days are facts about the national calendar; an agency's are its own, and move no last day of a period.
    """

    __slots__ = ("days", "week")

    def __init__(self, days: Iterable[CalendarDay], week: frozenset[int] = STANDARD_WEEK) -> None:
        self.days: dict[date, CalendarDay] = {}
        self.week = week
        for one in days:
            if one.day in self.days:
                raise CalendarConflictError(f"{one.act}, {one.day}", "two entries for one date in one layer")
            self.days[one.day] = one

    def over(self, days: Mapping[date, CalendarDay]) -> dict[date, CalendarDay]:
        """Return ``days`` with these on top.

        Raises:
            CalendarConflictError: a make-up working day on a public holiday.
        """
        for one in self.days.values():
            below = days.get(one.day)
            if one.kind is DayKind.MADE_UP and below is not None and below.kind is DayKind.STATUTORY:
                raise CalendarConflictError(
                    f"{one.act}, {one.day}", f"a make-up working day cannot fall on a public holiday ({below.name_vi})"
                )
        return {**days, **self.days}

    def national(self) -> Overlay | None:
        """Return the part that is about the national calendar: all but an agency's days and week."""
        days = [one for one in self.days.values() if one.layer is not Layer.AGENCY]
        return Overlay(days) if days else None

    @property
    def is_national(self) -> bool:
        """Whether nothing in it is an agency's own."""
        return self.week == STANDARD_WEEK and all(one.layer is not Layer.AGENCY for one in self.days.values())


class DayTable:
    """The tables that official and forecast calendars share; immutable, safe to share between threads.

    ``through[i]`` counts the working days from the first day of the calendar through the day number ``i``;
    ``nth[k]`` is its k-th working day. Both are there to be read by the counting functions. ``clocks`` remembers the
    working time of each office that asked (``office_hours.working_time``).
    """

    __slots__ = (
        "_uncertain",
        "_version",
        "clocks",
        "data_date",
        "first",
        "last",
        "length",
        "national",
        "nth",
        "origin",
        "special",
        "through",
        "total",
        "uncertainties",
        "week",
    )

    def __init__(
        self,
        first: date,
        last: date,
        special: Mapping[date, CalendarDay],
        *,
        data_date: date,
        week: frozenset[int] = STANDARD_WEEK,
        uncertainties: tuple[Uncertainty, ...] = (),
        national: DayTable | None = None,
    ) -> None:
        self.first = first
        self.last = last
        self.special = special
        self.data_date = data_date
        self.week = week
        self.uncertainties = uncertainties
        self.national = national if national is not None else self
        self.origin = first.toordinal() - 1
        self.length = (last - first).days + 1
        through, nth = _tabulate(first, self.length, special, week)
        self.through = through
        self.nth = nth
        self.total = len(nth)
        self._uncertain = tuple(sorted({day.toordinal() for one in uncertainties for option in one.options for day, _ in option}))
        self._version: str | None = None
        self.clocks: dict[object, Any] = {}

    def index(self, day: date) -> int:
        """Return the number of ``day`` in the tables, from 1.

        Raises:
            UsageError: ``day`` is a ``datetime``: an instant is not a day.
            CalendarCoverageError: the calendar does not reach it.
        """
        if isinstance(day, datetime):
            raise UsageError(f"{day.isoformat()} is an instant, a day is wanted; write value.date()")
        index = day.toordinal() - self.origin
        if 0 < index <= self.length:
            return index
        raise CalendarCoverageError(day, self.first, self.last)

    def is_working_day(self, day: date) -> bool:
        """Return whether ``day`` is counted as a working day (ngày làm việc); not whether a desk is open.

        Raises:
            CalendarCoverageError: the calendar does not reach ``day``.
        """
        index = self.index(day)
        return self.through[index] > self.through[index - 1]

    def working_days_through(self, day: date) -> int:
        """Return the count of working days from the calendar's first day through ``day``, both included."""
        return self.through[self.index(day)]

    def nth_working_day(self, number: int) -> date:
        """Return the working day with that number, counted from the calendar's first day (1 is the first)."""
        if 0 < number < self.total:
            return self.nth[number]
        raise CalendarCoverageError(f"the working day no. {number}", self.first, self.last)

    def first_working_day_from(self, day: date) -> date:
        """Return ``day`` itself when it is a working day, else the next one."""
        return self.nth_working_day(self.through[self.index(day) - 1] + 1)

    def next_working_day_after(self, day: date) -> date:
        """Return the first working day that follows ``day``; never ``day`` itself."""
        return self.nth_working_day(self.through[self.index(day)] + 1)

    def day(self, day: date) -> CalendarDay:
        """Return what ``day`` is, and by which act.

        Raises:
            CalendarCoverageError: the calendar does not reach ``day``.
        """
        self.index(day)
        known = self.special.get(day)
        if known is not None:
            return known
        kind = DayKind.WORKING if day.weekday() in self.week else DayKind.WEEKEND
        working = kind is DayKind.WORKING
        return CalendarDay(
            day, working, kind, kind.label_vi, kind.label_en, WEEK.instrument, None, DayConfidence.UNVERIFIED, (), Layer.WEEK, WEEK
        )

    def special_days(self, year: int | None = None) -> tuple[CalendarDay, ...]:
        """Return every date that is not an ordinary weekday or weekend, in order; of one year when given."""
        days = (self.special[day] for day in sorted(self.special))
        return tuple(one for one in days if self.first <= one.day <= self.last and (year is None or one.day.year == year))

    @property
    def version(self) -> str:
        """A digest of every answer the calendar gives: equal for calendars that answer alike, on any machine."""
        if self._version is None:
            self._version = f"{self.first.year}-{self.last.year}/{_digest(self._canonical())}"
        return self._version

    def _canonical(self) -> Iterator[str]:
        yield f"{type(self).__name__} {self.first} {self.last} {sorted(self.week)} {self.data_date}"
        for one in self.special_days():
            yield f"{one.day} {one.working} {one.kind.value} {one.act}"
        for question in self.uncertainties:
            yield f"{question.name} {question.options}"

    def uncertain_between(self, after: date, until: date) -> bool:
        """Return whether an open question touches a day in (after, until]; one binary search."""
        touched = self._uncertain
        at = bisect_right(touched, after.toordinal())
        return at < len(touched) and touched[at] <= until.toordinal()

    def window(self, first: date, last: date, changes: Mapping[date, CalendarDay]) -> DayTable:
        """Return the part of the calendar from ``first`` to ``last`` with some days changed: a what-if, not a calendar."""
        first, last = max(first, self.first), min(last, self.last)
        national = None if self.national is self else self.national.window(first, last, changes)
        days = (date.fromordinal(ordinal) for ordinal in range(first.toordinal(), last.toordinal() + 1))
        special = {day: self.special[day] for day in days if day in self.special}
        return DayTable(first, last, {**special, **changes}, data_date=self.data_date, week=self.week, national=national)


def _tabulate(
    first: date, length: int, special: Mapping[date, CalendarDay], week: frozenset[int]
) -> tuple[tuple[int, ...], tuple[date, ...]]:
    through = [0] * (length + 1)
    nth = [first]
    count = 0
    weekday = first.weekday()
    changed = {day.toordinal(): one.working for day, one in special.items()}
    ordinal = first.toordinal()
    by_ordinal = date.fromordinal
    for index in range(1, length + 1):
        working = changed.get(ordinal)
        if (weekday in week) if working is None else working:
            count += 1
            nth.append(by_ordinal(ordinal))
        through[index] = count
        ordinal += 1
        weekday = weekday + 1 if weekday < 6 else 0
    return tuple(through), tuple(nth)


def _digest(lines: Iterable[str]) -> str:
    import hashlib  # a version is asked for less often than a deadline

    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


class WorkingCalendar(DayTable):
    """The official public-sector calendar (lịch làm việc): whole announced years, each day by its act.

    Building it costs about 2 ms for 18 years; looking up is constant. It answers for no day beyond its acts.
    """

    __slots__ = ("_overlay", "facts")

    def __init__(self, facts: CalendarFacts, *, overlay: Overlay | None = None) -> None:
        first, last = coverage(facts)
        days = build_days(facts, first, last)
        data_date = facts.reviewed or first
        self.facts = facts
        self._overlay = overlay
        uncertainties = open_bridges(facts, days, first, last, data_date)
        week, national = STANDARD_WEEK, None
        if overlay is not None:
            week, days = overlay.week, overlay.over(days)
            national = None if overlay.is_national else WorkingCalendar(facts, overlay=overlay.national())
        super().__init__(first, last, days, data_date=data_date, week=week, uncertainties=uncertainties, national=national)

    def as_known_on(self, day: date) -> WorkingCalendar:
        """Return the calendar a clerk had at the end of ``day``: only what had been issued by then.

        Raises:
            UnknownIssueDateError: an act's issue date is unknown or approximate and decides the answer.
            CalendarCoverageError: no year had been announced by then.
        """
        return WorkingCalendar(acts_known_on(self.facts, day), overlay=self._overlay)

    def status(self, year: int) -> YearStatus:
        """Return how settled ``year`` is as of the calendar's data date: final, announced or open.

        Raises:
            CalendarCoverageError: the year is not entered.
        """
        last = date(year, 12, 31)
        self.index(last)
        if last <= self.data_date:
            return YearStatus.FINAL
        touched = (day for one in self.uncertainties for option in one.options for day, _ in option)
        return YearStatus.OPEN if any(day.year == year for day in touched) else YearStatus.ANNOUNCED

    def overlay(self, days: Iterable[CalendarDay], week: frozenset[int] = STANDARD_WEEK) -> WorkingCalendar:
        """Return the calendar with other days on top of those it has, and with the weekdays that count.

        Raises:
            CalendarConflictError: two of ``days`` are one date, or a make-up day falls on a public holiday.
        """
        return WorkingCalendar(self.facts, overlay=_merged(self._overlay, Overlay(days, week)))

    def with_days(self, off: Iterable[date] = (), worked: Iterable[date] = (), *, reason: str = "theo người gọi") -> WorkingCalendar:
        """Return the calendar with days the caller gives: off, or worked; the answer names ``reason`` as their act.

        >>> from cchc.rulebook import load_calendar
        >>> load_calendar().with_days(off=[date(2026, 11, 23)]).is_working_day(date(2026, 11, 23))
        False
        """

        def given(day: date, *, working: bool) -> CalendarDay:
            kind = DayKind.MADE_UP if working else DayKind.STATUTORY
            return CalendarDay(day, working, kind, kind.label_vi, kind.label_en, reason, None, DayConfidence.GIVEN, (), Layer.CALLER)

        return self.overlay([*(given(day, working=False) for day in off), *(given(day, working=True) for day in worked)])


class ForecastCalendar(DayTable):
    """A calendar that goes on beyond the announced years by a stated assumption; never mistaken for an official one.

    Up to ``official.last`` it answers as the official calendar does; from the next day on every special day is
    ``assumed``. A deadline counted on it is a forecast, whatever days it touches.
    """

    __slots__ = ("_overlay", "assumed", "assumption", "assumption_vi", "official", "questions")

    def __init__(
        self,
        official: WorkingCalendar,
        last: date,
        assumed: Mapping[date, CalendarDay],
        questions: tuple[Uncertainty, ...],
        assumption: str,
        assumption_vi: str,
        *,
        overlay: Overlay | None = None,
    ) -> None:
        self.official = official
        self.assumed = assumed
        self.questions = questions
        self.assumption = assumption
        self.assumption_vi = assumption_vi
        self._overlay = overlay
        days, week, national = {**official.special, **assumed}, official.week, None
        if overlay is not None:
            days, week = overlay.over(days), overlay.week
            if not overlay.is_national:
                national = ForecastCalendar(official, last, assumed, questions, assumption, assumption_vi, overlay=overlay.national())
        uncertainties = (*official.uncertainties, *questions)
        super().__init__(
            official.first, last, days, data_date=official.data_date, week=week, uncertainties=uncertainties, national=national
        )

    def overlay(self, days: Iterable[CalendarDay], week: frozenset[int] = STANDARD_WEEK) -> ForecastCalendar:
        """Return the forecast with other days on top of those it has, and with the weekdays that count."""
        merged = _merged(self._overlay, Overlay(days, week))
        words = self.assumption, self.assumption_vi
        return ForecastCalendar(self.official, self.last, self.assumed, self.questions, *words, overlay=merged)

    def assumption_in(self, lang: str) -> str:
        """Return what was assumed, in ``lang``: ``"vi"`` or ``"en"``."""
        return self.assumption_vi if lang == "vi" else self.assumption

    def status(self, year: int) -> YearStatus:
        """Return how settled ``year`` is: as the official calendar says, and provisional beyond it."""
        if year <= self.official.last.year:
            return self.official.status(year)
        self.index(date(year, 12, 31))
        return YearStatus.PROVISIONAL


def _merged(below: Overlay | None, above: Overlay) -> Overlay:
    kept = () if below is None else (one for day, one in below.days.items() if day not in above.days)
    return Overlay((*kept, *above.days.values()), above.week)


AnyCalendar = WorkingCalendar | ForecastCalendar


def diff(before: AnyCalendar, after: AnyCalendar) -> tuple[DayChange, ...]:
    """Return every date on which two calendars differ in kind, in whether it is worked, or in being covered, in order.

    Ordinary days that only one of them reaches are summed up by its coverage, not listed.
    """
    changed: list[DayChange] = []
    for day in sorted(before.special.keys() | after.special.keys()):
        old = before.day(day) if before.first <= day <= before.last else None
        new = after.day(day) if after.first <= day <= after.last else None
        if (old is None) != (new is None) or (old and new and (old.kind, old.working) != (new.kind, new.working)):
            changed.append(DayChange(day, old, new))
    return tuple(changed)
