"""A calendar beyond the announced years, by a stated assumption; another type than the official one.

Lunar dates and fixed days come from the ``holidays`` package, keyed by date and never by name. The rest is ours: where
the days of Tết go, the second day of the National Day, what is made up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from enum import Enum

from cchc.deadlines.calendar_building import build_days, open_bridges
from cchc.deadlines.calendar_day import CalendarDay, DayConfidence, Layer, Uncertainty
from cchc.deadlines.calendar_facts import ActDay, CalendarAct, CalendarFacts, Statute
from cchc.deadlines.working_calendar import ForecastCalendar, WorkingCalendar
from cchc.errors import CalendarCoverageError
from cchc.legal import LegalBasis

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
FURTHEST = 2099
"""The last year for which the lunar dates of ``holidays`` are known to be right."""

_SECOND_DAY = {0: 1, 1: -1, 2: -1, 3: 1, 4: -1, 5: -1, 6: 1}
"""Weekday of 2 September (0 is Monday) to the side of the second day; right for 2021-2027, a Sunday has no precedent."""

ACT = "giả định"
ASSUMPTION = (
    "Tết: 2 days before and the first 3 days, second National Day day by the weekday of 2/9, days of rest made up on the "
    "next working day, no swaps; 24/11 on a day of rest: {culture}"
)
ASSUMPTION_VI = (
    "Tết: 2 ngày trước và 3 ngày đầu năm âm lịch, ngày nghỉ Quốc khánh thứ hai theo thứ của ngày 2/9, ngày nghỉ trùng cuối tuần "
    "được nghỉ bù ngày làm việc kế tiếp, không hoán đổi; 24/11 trùng ngày nghỉ: {culture}"
)
_CULTURE_VI = {"none": "không nghỉ bù", "next_working_day": "nghỉ bù ngày làm việc kế tiếp"}


class CultureDayMakeUp(Enum):
    """Whether 24 November on a day of rest is made up: the law does not say (first needed in 2029)."""

    NONE = "none"
    NEXT_WORKING_DAY = "next_working_day"


def forecast(
    official: WorkingCalendar, until: int | None = None, *, culture_day: CultureDayMakeUp = CultureDayMakeUp.NONE
) -> ForecastCalendar:
    """Return a calendar that goes on to the end of ``until`` (ten years unless said) beyond the official one.

    Deadlines counted on it are provisional; their ``due_earliest`` and ``due_latest`` span what may be decided: Tết of
    1+4 days, the other side of 2/9, a swap at each bridge.

    Raises:
        CalendarCoverageError: ``until`` is not beyond the official calendar, or is after 2099.

    >>> from cchc.rulebook import load_calendar
    >>> forecast(load_calendar()).day(date(2028, 1, 26)).name_vi
    'Tết Nguyên đán (dự kiến)'
    """
    first = official.last.year + 1
    last = min(first + 9, FURTHEST) if until is None else until
    if not first <= last <= FURTHEST:
        raise CalendarCoverageError(f"a forecast until {last} (from {first} to {FURTHEST})", official.first, official.last)
    hung_kings, tet = _lunar(range(first, last + 1))
    acts = tuple(_assumed_act(year, tet[year]) for year in range(first, last + 1))
    facts = CalendarFacts(_statutes(official, culture_day), acts, hung_kings, {}, official.data_date)
    begin, end = date(first, 1, 1), date(last, 12, 31)
    assumed = build_days(facts, begin, end)
    marked = {day: _mark(one) for day, one in assumed.items()}
    questions = _questions(facts, tet, assumed, begin, end)
    vi = ASSUMPTION_VI.format(culture=_CULTURE_VI[culture_day.value])
    return ForecastCalendar(official, end, marked, questions, ASSUMPTION.format(culture=culture_day.value), vi)


def _lunar(years: range) -> tuple[dict[int, date], dict[int, date]]:
    """Hùng Kings' day and the first day of Tết of each year, told from the other days by their dates."""
    from holidays.countries.vietnam import VN  # 100 ms to import, and only forecasts need it

    known: list[date] = sorted(VN(years=years, observed=False))  # type: ignore[no-untyped-call]
    tet = {
        year: min(day for day in known if day.year == year and date(year, 1, 15) <= day <= date(year, 2, 25)) + _ONE_DAY for year in years
    }
    hung_kings = {day.year: day for day in known if date(day.year, 3, 20) <= day <= date(day.year, 4, 29)}
    return hung_kings, tet


def _statutes(official: WorkingCalendar, culture_day: CultureDayMakeUp) -> tuple[Statute, ...]:
    """The statutes in force; the one without a make-up rule (24/11) gets one only where the caller assumes it."""
    assumed = LegalBasis(ACT, unverified=True)
    in_force = (one for one in official.facts.statutes if one.validity.until is None)
    if culture_day is CultureDayMakeUp.NONE:
        return tuple(in_force)
    return tuple(one._replace(make_up=one.make_up or assumed) for one in in_force)


def _assumed_act(year: int, tet: date) -> CalendarAct:
    days = [_tet_day(tet, offset) for offset in range(-2, 3)]
    days.append(ActDay(second_national_day(year), "Quốc khánh (ngày liền kề)", "National Day, adjacent day"))
    return CalendarAct(f"{ACT} {year}", None, annual=year, days=tuple(days))


def _tet_day(tet: date, offset: int) -> ActDay:
    return ActDay(tet + timedelta(days=offset), "Tết Nguyên đán", "Tết")


def second_national_day(year: int) -> date:
    """Return the assumed second day of the National Day: the side of 2 September that makes the longer rest.

    >>> second_national_day(2027).isoformat()
    '2027-09-03'
    """
    second = date(year, 9, 2)
    return second + timedelta(days=_SECOND_DAY[second.weekday()])


def _mark(one: CalendarDay) -> CalendarDay:
    act = f"{one.act} ({ACT})" if one.layer is Layer.STATUTE else ACT
    return replace(
        one, act=act, name_vi=f"{one.name_vi} (dự kiến)", name_en=f"{one.name_en} (expected)", issued=None, confidence=DayConfidence.ASSUMED
    )


def _questions(
    facts: CalendarFacts, tet: dict[int, date], assumed: dict[date, CalendarDay], begin: date, end: date
) -> tuple[Uncertainty, ...]:
    """What may be decided otherwise: Tết of 1+4 days, the other side of 2/9, a swap at each bridge."""
    working = {day: one.working for day, one in assumed.items()}
    questions: list[Uncertainty] = []
    for act in facts.acts:
        assert act.annual is not None
        days, new_year = act.days, tet[act.annual]
        later = (*(_tet_day(new_year, offset) for offset in range(-1, 4)), days[-1])
        second = days[-1].day
        other = (*days[:-1], days[-1]._replace(day=2 * _ONE_DAY + second if second.day == 1 else second - 2 * _ONE_DAY))
        for name, option in (("Tết 1+4", later), ("2/9", other)):
            changed = (act._replace(days=option),)
            built = build_days(facts.with_acts(changed), date(act.annual, 1, 1), date(act.annual, 12, 31))
            patch = tuple(
                (day, 1 if now else -1)
                for day in sorted({day for day in working if day.year == act.annual} | built.keys())
                if (now := built[day].working if day in built else day.weekday() < _SATURDAY)
                != (working.get(day, day.weekday() < _SATURDAY))
            )
            if patch:
                questions.append(Uncertainty(f"{name} {act.annual}", ((), patch)))
    return (*questions, *open_bridges(facts, assumed, begin, end, begin - _ONE_DAY))
