"""The library's values as the oracle's plain facts: sets of dates, minutes, pairs, words.

Only attributes are read here; nothing is counted by the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TypedDict

from cchc.deadlines.calendar_facts import CalendarFacts
from cchc.deadlines.office_hours import OfficeHours
from cchc.deadlines.policy import Policy
from cchc.model.clock_entry import ClockEntry, Exclude, ExtendBy, ExtendTo, FixedLimit, ShiftStart
from cchc.model.time_limit import CompoundLimit, Immediate, SameDay, TimeLimit
from cchc.testing import oracle


@dataclass(frozen=True)
class PlainCalendar:
    """The days of a calendar as sets: ``off``, and ``made_up`` with the day each one replaces."""

    off: frozenset[date]
    made_up: dict[date, date]
    first: date
    last: date

    def rests(self, week: frozenset[int] = oracle.MONDAY_TO_FRIDAY, closed: frozenset[date] = frozenset()) -> oracle.Rests:
        """Return the rule of the calendar, for an agency's ``week`` and days ``closed`` on top."""
        made_up = [day for day in self.made_up if day not in closed]
        return oracle.rests_from(self.off | closed, made_up, week=week, first=self.first, last=self.last)

    @property
    def special(self) -> frozenset[date]:
        """Every date that is not an ordinary weekday or weekend, holidays on a weekend included."""
        return self.off | self.made_up.keys()


def plain_calendar(facts: CalendarFacts) -> PlainCalendar:
    """Return the days that ``facts`` make, read act by act.

    >>> from cchc.rulebook import load_calendar
    >>> date(2026, 8, 31) in plain_calendar(load_calendar().facts).off
    True
    """
    years = [act.annual for act in facts.acts if act.annual is not None]
    replaced = {number for act in facts.acts for number in act.replaces}
    acts = [act for act in facts.acts if act.title not in replaced]
    made_up_for: set[date] = set()
    others: set[date] = set()
    for statute in facts.statutes:
        for named in statute.days:
            for year in range(min(years), max(years) + 1):
                day = facts.hung_kings.get(year) if named.lunar else date(year, named.month, named.day)
                if day is not None and statute.validity.covers(day):
                    (made_up_for if statute.make_up else others).add(day)
    for act in acts:
        for placed in act.days:
            codes = [one for one in facts.statutes if one.make_up and one.validity.covers(placed.day)]
            (made_up_for if codes else others).add(placed.day)
    swaps = {swap.worked: swap.off for act in acts for swap in act.swaps}
    off = made_up_for | others | oracle.days_off_in_lieu(made_up_for, others).keys() | set(swaps.values())
    return PlainCalendar(frozenset(off), swaps, date(min(years), 1, 1), date(max(years), 12, 31))


def plain_limit(limit: TimeLimit) -> oracle.Limit:
    """Return ``limit`` as (unit, count) pairs; none for the same day.

    >>> from cchc import parse_limit
    >>> plain_limit(parse_limit("02 tháng và 15 ngày làm việc"))
    [('month', 2), ('working_day', 15)]
    """
    if isinstance(limit, SameDay | Immediate):
        return []
    parts = limit.parts if isinstance(limit, CompoundLimit) else (limit,)
    return [(part.unit, part.count) for part in parts]


def plain_sessions(office: OfficeHours) -> dict[int, list[tuple[int, int]]]:
    """Return the sessions of each weekday in minutes since midnight.

    Raises:
        ValueError: a session does not begin and end on a whole minute.
    """
    return {weekday: [(_minute(begin), _minute(end)) for begin, end in sessions] for weekday, sessions in enumerate(office.sessions)}


def _minute(at: time) -> int:
    if at.second or at.microsecond:
        raise ValueError(f"the oracle's sessions are of whole minutes, not {at}")
    return at.hour * 60 + at.minute


def plain_closures(office: OfficeHours, *, suspending: bool) -> frozenset[date]:
    """Return the days on which the office is shut: those that suspend the count too, or the others."""
    closures = [one for one in office.closures if one.suspends_count is suspending]
    return frozenset(day for one in closures for day in oracle.days_from(one.since, one.until))


@dataclass(frozen=True)
class PlainOffice:
    """An office on a calendar: which days rest there, which rest in the whole country, when it is open."""

    rests: oracle.Rests
    national: oracle.Rests
    opens: oracle.Opens


def plain_office(office: OfficeHours, calendar: PlainCalendar) -> PlainOffice:
    """Return ``office`` on ``calendar``."""
    rests = calendar.rests(office.week, plain_closures(office, suspending=True))
    shut = plain_closures(office, suspending=False)
    opens = oracle.opens_from(plain_sessions(office), rests, works_as=calendar.made_up, closed=shut)
    return PlainOffice(rests, calendar.rests(), opens)


def plain_entries(entries: Sequence[ClockEntry]) -> list[oracle.Entry]:
    """Return the ledger in the order in which things happened, ties by sequence; each id once."""
    by_id = {entry.id: entry for entry in entries}
    return [_plain_entry(entry) for entry in sorted(by_id.values(), key=lambda one: (one.occurred_at, one.sequence))]


def _plain_entry(entry: ClockEntry) -> oracle.Entry:
    return oracle.Entry(
        entry.kind,
        entry.occurred_at,
        plain_limit(entry.limit) if isinstance(entry, FixedLimit | ExtendBy | ExtendTo) else (),
        (entry.since, entry.until) if isinstance(entry, Exclude) else None,
        entry.to if isinstance(entry, ShiftStart) else None,
    )


class DayChoices(TypedDict):
    """The choices of :func:`cchc.testing.oracle.due_day`."""

    roll: str
    first_day: str
    pause_days: str
    leap_day: str


def plain_choices(policy: Policy) -> DayChoices:
    """Return the choices that a limit in days depends on, as words."""
    return {
        "roll": policy.roll.value,
        "first_day": policy.first_day.value,
        "pause_days": policy.pause_days.value,
        "leap_day": policy.leap_day.value,
    }
