"""Small calendars for the contract: a spring with a few holidays, a Tết, a swap; those a rule is about are always there."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from cchc.deadlines.calendar_day import DayKind
from cchc.deadlines.calendar_facts import ActDay, CalendarAct, CalendarFacts, Statute, StatutoryDay, Swap
from cchc.deadlines.working_calendar import WorkingCalendar
from cchc.errors import CalendarConflictError
from cchc.legal import LegalBasis, Validity
from cchc.testing.needs_hypothesis import st

from hypothesis import reject  # isort: skip - after the message of a missing Hypothesis

_ONE_DAY = timedelta(days=1)
_LABOUR_CODE = LegalBasis("45/2019/QH14", 112)
_IN_LIEU = LegalBasis("45/2019/QH14", 111, 3)
_SWAPPED = frozenset({DayKind.SWAPPED_OFF, DayKind.MADE_UP})
_RESTED = frozenset({DayKind.STATUTORY, DayKind.IN_LIEU})
_SPRING = 26
"""The weeks in which the special days lie, from the first Monday of March on."""


def first_monday(year: int) -> date:
    """Return the first Monday of March.

    >>> first_monday(2026).isoformat()
    '2026-03-02'
    """
    march = date(year, 3, 1)
    return march + (-march.weekday() % 7) * _ONE_DAY


@cache
def plain_calendar(year: int) -> WorkingCalendar:
    """Return a calendar of ``year`` and the next on which nothing is special: every rule but those about holidays shows there.

    >>> plain_calendar(2026).special_days()
    ()
    """
    acts = tuple(CalendarAct(f"Thông báo giả định {one}", date(one - 1, 12, 1), annual=one) for one in (year, year + 1))
    return WorkingCalendar(CalendarFacts((), acts, {}, {}, date(year + 1, 12, 31)))


@cache
def small_calendars(year: int, kinds: frozenset[DayKind]) -> st.SearchStrategy[WorkingCalendar]:
    """Return an official calendar of ``year`` with days of ``kinds`` in spring and summer, and no others.

    Holidays come with a Tết and their days in lieu, a make-up day with its day off. Its acts are made up and say so.

    >>> from hypothesis import find
    >>> calendar = find(small_calendars(2026, frozenset({DayKind.MADE_UP})), lambda calendar: True)
    >>> [(one.day.isoformat(), one.kind.value) for one in calendar.special_days()]
    [('2026-03-02', 'swapped_off'), ('2026-03-07', 'made_up')]
    """
    return _calendars(year, kinds)


@st.composite
def _calendars(draw: st.DrawFn, year: int, kinds: frozenset[DayKind]) -> WorkingCalendar:
    monday = first_monday(year)
    swapped, rested = not _SWAPPED.isdisjoint(kinds), not _RESTED.isdisjoint(kinds)
    nth = st.integers(0, 7 * _SPRING - 1)
    holidays: set[date] = set()
    tet: list[date] = []
    if rested:
        holidays |= {monday + number * _ONE_DAY for number in draw(st.lists(nth, min_size=0 if swapped else 1, max_size=4, unique=True))}
        if DayKind.IN_LIEU in kinds and draw(st.booleans()):
            holidays.add(monday + (7 * draw(st.integers(0, _SPRING - 1)) + draw(st.sampled_from([5, 6]))) * _ONE_DAY)
        if draw(st.booleans()):
            begins = draw(nth)
            tet = [monday + (begins + number) * _ONE_DAY for number in range(draw(st.integers(1, 7)))]
    swaps = draw(_swaps(monday, needed=swapped and (not rested or not holidays))) if swapped else ()
    taken = {day for swap in swaps for day in (swap.off, swap.worked)} | set(tet)
    named = tuple(StatutoryDay(f"Lễ {day:%d/%m}", f"Holiday {day:%d/%m}", day.month, day.day) for day in sorted(holidays - taken))
    statute = Statute(_LABOUR_CODE, date(2020, 1, 1), Validity(), named, _IN_LIEU)
    days = tuple(ActDay(day, "Tết", "Tết") for day in tet if day not in {one for swap in swaps for one in (swap.off, swap.worked)})
    act = CalendarAct(f"Thông báo giả định {year}", date(year - 1, 12, 1), annual=year, days=days, swaps=swaps)
    try:
        return WorkingCalendar(CalendarFacts((statute,), (act,), {}, {}, date(year, 12, 31)))
    except CalendarConflictError:
        reject()


@st.composite
def _swaps(draw: st.DrawFn, monday: date, *, needed: bool) -> tuple[Swap, ...]:
    """At most one swap, exactly one when ``needed``: a weekday off, a Saturday or Sunday of that or a neighbouring week worked."""
    if not needed and not draw(st.booleans()):
        return ()
    week = draw(st.integers(0, _SPRING - 1))
    off = monday + (7 * week + draw(st.integers(0, 4))) * _ONE_DAY
    worked = monday + (7 * (week + draw(st.sampled_from([0, 1, -1]))) + draw(st.sampled_from([5, 6]))) * _ONE_DAY
    return (Swap(off, worked, f"Nghỉ {off:%d/%m}", f"Off {off:%d/%m}", f"Làm bù {off:%d/%m}", f"Make-up for {off:%d/%m}"),)
