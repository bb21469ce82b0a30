"""Small calendars and offices, drawn by Hypothesis; the law of a calendar stays at hand as its facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta

from cchc.deadlines.calendar_facts import ActDay, CalendarAct, CalendarFacts, NoSwap, Statute, StatutoryDay, Swap
from cchc.deadlines.office_hours import STANDARD_OFFICE, Closure, OfficeHours, Session
from cchc.deadlines.working_calendar import WorkingCalendar
from cchc.legal import LegalBasis, Validity
from cchc.testing.needs_hypothesis import st
from cchc.testing.plain import plain_calendar

_ONE_DAY = timedelta(days=1)
_LAW = LegalBasis("test law")


@st.composite
def calendar_facts(draw: st.DrawFn, *, year: int | None = None, years: int = 2, most_swaps: int = 3) -> CalendarFacts:
    """Return the law of a small calendar: whole years with random holidays, Tết, swaps and "no swap" decisions.

    One statute makes its days up and one does not. ``year`` is the first year (else one of 2019 to 2026).
    """
    begin = draw(st.integers(2019, 2026)) if year is None else year
    covered = range(begin, begin + years)
    named = draw(st.lists(st.dates(date(2023, 1, 1), date(2023, 12, 31)), max_size=8, unique_by=lambda day: (day.month, day.day)))
    split = draw(st.integers(0, len(named)))
    statutes = (_statute("Made up", named[split:], make_up=True), _statute("Not made up", named[:split], make_up=False))
    acts = [_annual(one, draw(st.dates(date(one, 1, 15), date(one, 2, 20))), draw(st.integers(0, 7))) for one in covered]
    reviewed = draw(st.dates(date(begin, 1, 1), date(begin + years - 1, 12, 31)))
    facts = CalendarFacts(statutes, tuple(acts), {}, {}, reviewed)
    swaps = draw(_swaps(facts, most_swaps))
    if swaps or most_swaps:
        facts = facts.with_acts((*facts.acts, CalendarAct("Swaps", date(begin - 1, 12, 1), swaps=swaps, no_swaps=draw(_no_swaps(covered)))))
    return facts


def _statute(title: str, named: Sequence[date], *, make_up: bool) -> Statute:
    listed = tuple(StatutoryDay(f"Ngày {day:%d/%m}", f"Day {day:%d/%m}", day.month, day.day) for day in named)
    return Statute(LegalBasis(title), date(2000, 1, 1), Validity(), listed, _LAW if make_up else None)


def _annual(year: int, first: date, length: int) -> CalendarAct:
    run = tuple(ActDay(first + number * _ONE_DAY, f"Tết {number + 1}", f"Tết {number + 1}") for number in range(length))
    return CalendarAct(f"Annual {year}", date(year - 1, 11, 1), annual=year, days=run)


@st.composite
def _swaps(draw: st.DrawFn, facts: CalendarFacts, most: int) -> tuple[Swap, ...]:
    known = plain_calendar(facts)
    found: list[Swap] = []
    used: set[date] = set(known.special)
    for _ in range(draw(st.integers(0, most))):
        off = draw(st.dates(known.first, known.last))
        worked = off + draw(st.integers(-9, 10)) * _ONE_DAY
        fits = off.weekday() < 5 <= worked.weekday() and known.first <= worked <= known.last
        if fits and off not in used and worked not in used:
            used |= {off, worked}
            found.append(Swap(off, worked, f"Nghỉ {off:%d/%m}", f"Off {off:%d/%m}", f"Làm bù {off:%d/%m}", f"Make-up for {off:%d/%m}"))
    return tuple(found)


@st.composite
def _no_swaps(draw: st.DrawFn, covered: range) -> tuple[NoSwap, ...]:
    if not draw(st.booleans()):
        return ()
    since = draw(st.dates(date(covered[0], 1, 1), date(covered[-1], 12, 31)))
    return (NoSwap(since, since + draw(st.integers(0, 200)) * _ONE_DAY),)


def calendars(*, year: int | None = None, years: int = 2, most_swaps: int = 3) -> st.SearchStrategy[WorkingCalendar]:
    """Return small official calendars built from :func:`calendar_facts`; their law is ``calendar.facts``."""
    return calendar_facts(year=year, years=years, most_swaps=most_swaps).map(WorkingCalendar)


def _minute(of: int) -> time:
    return time(of // 60, of % 60)


@st.composite
def _day_sessions(draw: st.DrawFn) -> list[Session]:
    """One to three sessions from 06:00 on, of half an hour to four hours, on whole minutes; two may touch."""
    begin = 360 + draw(st.integers(0, 180))
    sessions: list[Session] = []
    for _ in range(draw(st.integers(1, 3))):
        end = begin + draw(st.integers(30, 240))
        sessions.append((_minute(begin), _minute(end)))
        begin = end + draw(st.integers(0, 75))
    return sessions


@st.composite
def _closures(draw: st.DrawFn, first: date, last: date) -> list[Closure]:
    """Up to two closures that share no day."""
    edges = sorted(draw(st.lists(st.dates(first, last), max_size=4, unique=True)))
    return [Closure(since, until, "Đóng cửa", draw(st.booleans())) for since, until in zip(edges[::2], edges[1::2], strict=False)]


@st.composite
def offices(draw: st.DrawFn, *, closures_within: tuple[date, date] | None = None) -> OfficeHours:
    """Return offices: random sessions, half days, Saturday mornings that count or only receive, closures within a span."""
    if draw(st.booleans()):
        return STANDARD_OFFICE
    usual = draw(_day_sessions())
    sessions = dict.fromkeys(range(5), usual)
    for weekday in draw(st.lists(st.integers(0, 4), max_size=2, unique=True)):
        sessions[weekday] = draw(_day_sessions() | st.just([]))
    week = frozenset(range(5))
    reception = dict(sessions)
    saturday = draw(st.sampled_from(["shut", "received", "counted"]))
    if saturday == "received":
        reception[5] = draw(_day_sessions())
    elif saturday == "counted":
        sessions[5] = reception[5] = draw(_day_sessions())
        week |= {5}
    closures = draw(_closures(*closures_within)) if closures_within is not None else []
    return OfficeHours("Một cửa", sessions, reception=reception, week=week, closures=closures)
