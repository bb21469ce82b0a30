"""What the acts say about days: statutes by effective date, annual decisions, swaps, "no swap" decisions.

Values only, in the words of the acts. :mod:`cchc.deadlines.calendar_building` turns them into days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from cchc.legal import LegalBasis, Validity


class StatutoryDay(NamedTuple):
    """A day a statute names: by month and day, or as Hùng Kings' day (10/3 lunar)."""

    name_vi: str
    name_en: str
    month: int = 0
    day: int = 0
    lunar: bool = False
    in_lieu_vi: str = ""


class Statute(NamedTuple):
    """A statute's list of public holidays, with its rule on those that fall on a weekly rest day."""

    basis: LegalBasis
    issued: date
    validity: Validity
    days: tuple[StatutoryDay, ...]
    make_up: LegalBasis | None = None


class ActDay(NamedTuple):
    """A day off that an act places: a day of Tết, the second day of the National Day."""

    day: date
    name_vi: str
    name_en: str
    in_lieu_vi: str = ""


class Swap(NamedTuple):
    """A weekday off against a weekend day worked (hoán đổi): two days, one decision."""

    off: date
    worked: date
    name_vi: str
    name_en: str
    worked_vi: str
    worked_en: str


class NoSwap(NamedTuple):
    """A decision that nothing is swapped around these days (both included): it settles the question."""

    since: date
    until: date
    note: str = ""


class CalendarAct(NamedTuple):
    """A notice about working days: a decision of the Prime Minister, a letter, a ministry's notice."""

    title: str
    issued: date | None
    issued_from: date | None = None
    issued_by: date | None = None
    annual: int | None = None
    days: tuple[ActDay, ...] = ()
    swaps: tuple[Swap, ...] = ()
    no_swaps: tuple[NoSwap, ...] = ()
    replaces: tuple[str, ...] = ()
    confidence: str = "source"
    sources: tuple[str, ...] = ()

    def known_on(self, day: date) -> bool | None:
        """Return whether the act was issued by the end of ``day``; ``None`` when its date does not tell."""
        if self.issued is not None:
            return self.issued <= day
        if self.issued_by is not None and self.issued_by <= day:
            return True
        if self.issued_from is not None and day < self.issued_from:
            return False
        return None


class CalendarFacts(NamedTuple):
    """Everything the calendar is built from; plain values, so a test can make its own law."""

    statutes: tuple[Statute, ...]
    acts: tuple[CalendarAct, ...]
    hung_kings: Mapping[int, date]
    seen: Mapping[date, tuple[str, ...]] = MappingProxyType({})
    reviewed: date | None = None

    @property
    def announced_years(self) -> tuple[int, ...]:
        """The years whose annual decision is entered, in order."""
        return tuple(sorted({act.annual for act in self.acts if act.annual is not None}))

    def with_acts(self, acts: tuple[CalendarAct, ...]) -> CalendarFacts:
        """Return the facts with other acts in place."""
        return self._replace(acts=acts)
