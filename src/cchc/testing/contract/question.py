"""What a system under test is asked: the setting it is in, and one question, with views as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cached_property

from cchc.deadlines.answer import Deadline
from cchc.deadlines.calendar_day import DayKind
from cchc.deadlines.deadline import due
from cchc.deadlines.explanation import day_words, instant_words
from cchc.deadlines.office_hours import STANDARD_OFFICE, OfficeHours, Session
from cchc.deadlines.policy import Policy, Regime, Regimes
from cchc.deadlines.rules import ENTRY_WORDS
from cchc.deadlines.working_calendar import WorkingCalendar
from cchc.model.clock_entry import ClockEntry, Exclude, ExtendBy, ExtendTo, FixedLimit, Reappoint
from cchc.model.cutoff import ShiftCutoff
from cchc.model.limit_phrases import format_limit
from cchc.model.receipt import Receipt, StartEvent
from cchc.model.time_limit import TimeLimit
from cchc.testing.plain import plain_limit

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Setting:
    """What a system is set to before it is asked: the country's days, the agency's hours, the rules and choices.

    The views below are plain sets and pairs, to be written into any system's own tables.
    """

    calendar: WorkingCalendar
    office: OfficeHours
    rules: Regimes | Regime
    policy: Policy | None = None

    @property
    def first(self) -> date:
        """The first day the calendar knows."""
        return self.calendar.first

    @property
    def last(self) -> date:
        """The last day the calendar knows: beyond it a system must refuse."""
        return self.calendar.last

    @cached_property
    def days_off(self) -> frozenset[date]:
        """Public holidays, days in lieu and days swapped off, those on a weekend included."""
        return frozenset(one.day for one in self.calendar.special_days() if not one.working)

    @cached_property
    def made_up(self) -> Mapping[date, date]:
        """The weekend days that are worked, each with the day it replaces (itself when that is not known)."""
        return {one.day: one.pair or one.day for one in self.calendar.special_days() if one.kind is DayKind.MADE_UP}

    @property
    def week(self) -> frozenset[int]:
        """The weekdays that count at this agency: 0 is Monday."""
        return self.office.week

    @property
    def sessions(self) -> tuple[tuple[Session, ...], ...]:
        """The office's sessions of each weekday, Monday first."""
        return self.office.sessions

    @cached_property
    def closed_days(self) -> Mapping[date, bool]:
        """The days on which this agency is shut; true where they do not count either, false where they only have no hours."""
        return {
            one.since + number * _ONE_DAY: one.suspends_count
            for one in self.office.closures
            for number in range((one.until - one.since).days + 1)
        }

    def policy_on(self, day: date) -> Policy:
        """Return the choices that hold for a dossier received on ``day``."""
        return self.policy if self.policy is not None else self.regime_on(day).policy

    def regime_on(self, day: date) -> Regime:
        """Return the decree that governs a dossier received on ``day``."""
        return self.rules.on(day) if isinstance(self.rules, Regimes) else self.rules

    def lines(self, lang: str, since: date, until: date) -> Iterator[str]:
        """Yield what is out of the ordinary between two days, a line each."""
        for one in self.calendar.special_days():
            if since <= one.day <= until:
                pair = f" ↔ {day_words(one.pair, lang)}" if one.pair else ""
                yield f"{day_words(one.day, lang)}: {one.kind.label(lang).lower()}{pair}"
        if self.office is not STANDARD_OFFICE:
            yield _office_words(self.office, lang)


def _office_words(office: OfficeHours, lang: str) -> str:
    names = ("T2", "T3", "T4", "T5", "T6", "T7", "CN") if lang == "vi" else ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    days = [
        f"{names[weekday]} {' '.join(f'{begin:%H:%M}-{end:%H:%M}' for begin, end in sessions)}"
        for weekday, sessions in enumerate(office.sessions)
        if sessions
    ]
    shut = [f"{one.since}…{one.until}{' (-)' if one.suspends_count else ''}" for one in office.closures]
    words = ("giờ làm việc", "đóng cửa") if lang == "vi" else ("office hours", "closed")
    return f"{words[0]}: {'; '.join(days)}" + (f"; {words[1]}: {', '.join(shut)}" if shut else "")


@dataclass(frozen=True)
class Question:
    """One question: the limit, the receipt, what happened since, in a setting.

    ``unit`` and ``count`` say a simple limit plainly; ``parts`` says any. ``entries`` is the clock's ledger in order of
    delivery, ``pauses`` its suspensions as pairs.
    """

    limit: TimeLimit
    receipt: Receipt
    setting: Setting
    entries: tuple[ClockEntry, ...] = ()
    cutoff: ShiftCutoff | None = None
    start: StartEvent = StartEvent.RECEIVED

    @property
    def received(self) -> datetime:
        """The instant of receipt at the desk, in Vietnam's time."""
        return self.receipt.received_at

    @property
    def unit(self) -> str:
        """``working_day``, ``day``, ``week``, ``month``, ``year``, ``working_hour``, ``hour``, ``same_day`` or ``compound``."""
        return self.limit.unit

    @property
    def count(self) -> int | Fraction:
        """The amount of a limit of one unit; 0 for the same day."""
        amount: int | Fraction = getattr(self.limit, "count", 0)
        return amount

    @property
    def parts(self) -> list[tuple[str, int | Fraction]]:
        """The limit as (unit, count) pairs, in the order in which they are counted; none for the same day."""
        return list(plain_limit(self.limit))

    @property
    def in_hours(self) -> bool:
        """Whether the answer is an instant; else it is a day."""
        return any(unit.endswith("hour") or Fraction(count).denominator != 1 for unit, count in self.parts)

    @property
    def pauses(self) -> list[tuple[datetime, datetime | None]]:
        """The suspensions by when they happened, each with the next resumption; ``None`` while it lasts."""
        found: list[tuple[datetime, datetime | None]] = []
        for one in sorted(self.entries, key=lambda entry: (entry.occurred_at, entry.sequence)):
            if one.kind == "suspend" and not (found and found[-1][1] is None):
                found.append((one.occurred_at, None))
            elif one.kind == "resume" and found and found[-1][1] is None:
                found[-1] = (found[-1][0], one.occurred_at)
        return found

    @property
    def policy(self) -> Policy:
        """The choices to count by."""
        return self.setting.policy_on(self.received.date())

    def but(self, **changes: object) -> Question:
        """Return the question with some of its fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

    def deadline(self) -> Deadline:
        """Return the library's answer; raises what :func:`cchc.due` raises."""
        setting = self.setting
        return due(
            self.limit,
            self.receipt,
            setting.calendar,
            setting.rules,
            start=self.start,
            cutoff=self.cutoff,
            entries=self.entries,
            office=setting.office,
            policy=setting.policy,
        )

    def lines(self, lang: str, until: date | None = None) -> Iterator[str]:
        """Yield the question as lines a person can read: limit, receipt, what is special on the days through ``until``."""
        words = {"vi": ("thời hạn", "tiếp nhận"), "en": ("limit", "received")}[lang]
        yield f"{words[0]}: {format_limit(self.limit, lang)}"
        yield f"{words[1]}: {instant_words(self.received, lang)}"
        if self.start is not StartEvent.RECEIVED:
            moments = (self.receipt.complete_at, self.receipt.fee_paid_at, self.receipt.event_at)
            yield f"{self.start.label(lang)}: {', '.join(instant_words(at, lang) for at in moments if at)}"
        if self.cutoff is not None:
            yield f"{'giờ chốt' if lang == 'vi' else 'cut-off'}: {self.cutoff.at:%H:%M}{' +' if self.cutoff.rest_days else ''}"
        for entry in self.entries:
            yield f"{entry.id}: {_entry_words(entry, lang)}"
        last = max([until or self.received.date(), *(entry.occurred_at.date() for entry in self.entries)])
        yield from self.setting.lines(lang, self.received.date() - 3 * _ONE_DAY, last + 3 * _ONE_DAY)


def _entry_words(entry: ClockEntry, lang: str) -> str:
    words = ENTRY_WORDS[entry.kind][lang != "vi"]
    told = f"{words}, {instant_words(entry.occurred_at, lang)}"
    if isinstance(entry, ExtendBy | ExtendTo | FixedLimit):
        return f"{told}: {format_limit(entry.limit, lang)}"
    if isinstance(entry, Exclude):
        return f"{words}: {instant_words(entry.since, lang)} … {instant_words(entry.until, lang)}"
    return f"{told} → {day_words(entry.to, lang)}" if isinstance(entry, Reappoint) else told
