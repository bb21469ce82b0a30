"""From the acts to the days: statutes, annual decisions, days off in lieu, swaps; contradictions are refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from cchc.deadlines.calendar_day import CalendarDay, DayConfidence, DayKind, Layer, Uncertainty
from cchc.deadlines.calendar_facts import CalendarAct, CalendarFacts, Statute, Swap
from cchc.errors import CalendarConflictError, RulebookError, UnknownIssueDateError
from cchc.legal import LegalBasis

_ONE_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6
MAKE_UP_REACH = range(-9, 11)
"""How far from its day off a make-up day has lain: 9 days before to 10 after (all swaps of 2010-2026)."""


def acts_known_on(facts: CalendarFacts, day: date) -> CalendarFacts:
    """Return the facts as they stood at the end of ``day``: only what had been issued by then.

    Raises:
        UnknownIssueDateError: for some act the issue date does not tell; the message names it.
    """
    silent = tuple(act.title for act in facts.acts if act.known_on(day) is None)
    if silent:
        raise UnknownIssueDateError(day, silent)
    return facts._replace(
        statutes=tuple(one for one in facts.statutes if one.issued <= day),
        acts=tuple(act for act in facts.acts if act.known_on(day)),
        reviewed=day,
    )


def coverage(facts: CalendarFacts) -> tuple[date, date]:
    """Return the first and the last day for which the official calendar may answer: whole announced years.

    Raises:
        RulebookError: no act settles any year.
    """
    years = facts.announced_years
    if not years:
        raise RulebookError("the calendar", "no act settles a year; an annual decision (annual = true) is expected")
    last = years[0]
    while last + 1 in years:
        last += 1
    return date(years[0], 1, 1), date(last, 12, 31)


def build_days(facts: CalendarFacts, first: date, last: date) -> dict[date, CalendarDay]:
    """Return every day from ``first`` to ``last`` that is not an ordinary weekday or weekend, each with its act.

    Raises:
        CalendarConflictError: two entries for one date in one layer, or a make-up day on a public holiday.
    """
    replaced = {number for act in facts.acts for number in act.replaces}
    acts = tuple(act for act in facts.acts if act.title not in replaced)
    days: dict[date, CalendarDay] = {}
    for statute in facts.statutes:
        for one in _statutory_days(statute, facts, first, last):
            if one.day in days and days[one.day].act == one.act:
                one = replace(one, name_vi=f"{days[one.day].name_vi}; {one.name_vi}", name_en=f"{days[one.day].name_en}; {one.name_en}")
            days[one.day] = one
    _lay(days, (one for act in acts for one in _act_days(act)), "the annual decisions")
    days.update(_days_in_lieu(days, facts, acts))
    _lay(days, (one for act in acts for swap in act.swaps for one in _swap_days(act, swap, days)), "the swaps")
    for day, sources in facts.seen.items():
        if day in days:
            days[day] = replace(days[day], confidence=DayConfidence.SOURCE, sources=sources)
    return {day: one for day, one in days.items() if first <= day <= last}


def _lay(days: dict[date, CalendarDay], layer: Iterable[CalendarDay], name: str) -> None:
    laid: dict[date, CalendarDay] = {}
    for one in layer:
        if one.day in laid:
            raise CalendarConflictError(
                f"{one.act}, {one.day}",
                f"{name} already say {laid[one.day].kind.value} by {laid[one.day].act}; one date has one entry in a layer",
            )
        laid[one.day] = one
    days.update(laid)


def _statutory_days(statute: Statute, facts: CalendarFacts, first: date, last: date) -> list[CalendarDay]:
    found: list[CalendarDay] = []
    for named in statute.days:
        for year in range(first.year, last.year + 1):
            day = facts.hung_kings.get(year) if named.lunar else date(year, named.month, named.day)
            if day is not None and statute.validity.covers(day):
                found.append(
                    CalendarDay(
                        day, False, DayKind.STATUTORY, named.name_vi, named.name_en, statute.basis.instrument,
                        statute.issued, DayConfidence.DERIVED, (), Layer.STATUTE, statute.basis,
                    )
                )  # fmt: skip
    return found


def _act_days(act: CalendarAct) -> list[CalendarDay]:
    return [
        CalendarDay(
            one.day,
            False,
            DayKind.STATUTORY,
            one.name_vi,
            one.name_en,
            act.title,
            act.issued,
            DayConfidence.SOURCE,
            act.sources,
            Layer.ANNUAL,
            _cited(act),
        )
        for one in act.days
    ]


def _cited(act: CalendarAct) -> LegalBasis:
    return LegalBasis(act.title, unverified=act.confidence != "source")


def _days_in_lieu(days: dict[date, CalendarDay], facts: CalendarFacts, acts: tuple[CalendarAct, ...]) -> dict[date, CalendarDay]:
    """A holiday on a weekly rest day is made up on the next day that is neither rest, holiday nor taken."""
    wording = {named.name_vi: named.in_lieu_vi for statute in facts.statutes for named in statute.days if named.in_lieu_vi}
    wording |= {one.name_vi: one.in_lieu_vi for act in acts for one in act.days if one.in_lieu_vi}
    taken: dict[date, CalendarDay] = {}
    for holiday in sorted(days.values(), key=lambda one: one.day):
        rule = _make_up_rule(holiday, facts)
        if rule is None or holiday.day.weekday() not in (_SATURDAY, _SUNDAY):
            continue
        day = holiday.day
        while day.weekday() in (_SATURDAY, _SUNDAY) or day in days or day in taken:
            day += _ONE_DAY
        name_vi = wording.get(holiday.name_vi) or f"Nghỉ bù {holiday.name_vi}"
        taken[day] = replace(
            holiday, day=day, kind=DayKind.IN_LIEU, name_vi=name_vi, name_en=f"Day off in lieu of {holiday.name_en}",
            confidence=DayConfidence.DERIVED, basis=rule, pair=holiday.day,
        )  # fmt: skip
    return taken


def _make_up_rule(holiday: CalendarDay, facts: CalendarFacts) -> LegalBasis | None:
    """The rule of the statute that names the day; for a day an act places, of the code in force on it."""
    own = [one for one in facts.statutes if one.basis == holiday.basis]
    codes = own or [one for one in facts.statutes if one.make_up and one.validity.covers(holiday.day)]
    return codes[0].make_up if codes else None


def _swap_days(act: CalendarAct, swap: Swap, days: dict[date, CalendarDay]) -> tuple[CalendarDay, CalendarDay]:
    where = f"{act.title}, {swap.off} against {swap.worked}"
    if swap.worked in days:
        raise CalendarConflictError(
            where, f"{swap.worked} is {days[swap.worked].name_vi}: a make-up working day cannot fall on a public holiday"
        )
    if swap.worked.weekday() not in (_SATURDAY, _SUNDAY) or swap.off.weekday() in (_SATURDAY, _SUNDAY):
        raise CalendarConflictError(where, "a swap gives a weekday off against a Saturday or Sunday worked")
    if swap.off in days:
        raise CalendarConflictError(where, f"{swap.off} is already off ({days[swap.off].name_vi}): there is nothing to swap")
    off = CalendarDay(
        swap.off, False, DayKind.SWAPPED_OFF, swap.name_vi, swap.name_en, act.title, act.issued, DayConfidence.SOURCE, act.sources,
        Layer.SWAP, _cited(act), swap.worked,
    )  # fmt: skip
    worked = replace(
        off, day=swap.worked, working=True, kind=DayKind.MADE_UP, name_vi=swap.worked_vi, name_en=swap.worked_en, pair=swap.off
    )
    return off, worked


def open_bridges(
    facts: CalendarFacts, days: dict[date, CalendarDay], first: date, last: date, settled_through: date
) -> tuple[Uncertainty, ...]:
    """Return the working days that may still be swapped off: single ones between two days of rest, not yet settled.

    A day is settled when it lies on or before ``settled_through`` or when a "no swap" decision covers it. Each open
    bridge may stay worked, or be off with a make-up on one weekend day within :data:`MAKE_UP_REACH`.
    """

    def rests(day: date) -> bool:
        known = days.get(day)
        return day.weekday() in (_SATURDAY, _SUNDAY) if known is None else not known.working

    settled = [(one.since, one.until) for act in facts.acts for one in act.no_swaps]
    found: list[Uncertainty] = []
    day = max(first, settled_through) + _ONE_DAY
    while day < last:
        if (
            not rests(day)
            and day not in days
            and rests(day - _ONE_DAY)
            and rests(day + _ONE_DAY)
            and not any(since <= day <= until for since, until in settled)
        ):
            make_ups = (day + timedelta(days=reach) for reach in MAKE_UP_REACH)
            free = [one for one in make_ups if rests(one) and one not in days and settled_through < one <= last]
            options = ((), *(((day, -1), (one, +1)) for one in free))
            found.append(Uncertainty(f"swap of {day}", options))
        day += _ONE_DAY
    return tuple(found)
