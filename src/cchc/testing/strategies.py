"""Hypothesis strategies for deadlines: calendars, offices, limits, receipts, ledgers, policies.

Everything drawn is valid for the library unless the name says otherwise, lies within the calendar drawn, and shrinks to
something a person can read: a plain week, one standard office, a small limit, an empty ledger.

>>> from hypothesis import find
>>> find(limits(), lambda limit: limit.unit == "working_day")
WorkingDays(count=0, unit='working_day')
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from pydantic import TypeAdapter

from cchc.deadlines.calendar_facts import ActDay, CalendarAct, CalendarFacts, NoSwap, Statute, StatutoryDay, Swap
from cchc.deadlines.office_hours import STANDARD_OFFICE, Closure, OfficeHours, Session
from cchc.deadlines.policy import (
    CutoffBoundary,
    DayFraction,
    FirstDay,
    LeapDay,
    OffHoursReceipt,
    PauseDays,
    Policy,
    RestDayReceipt,
    Roll,
    ShiftReading,
)
from cchc.deadlines.working_calendar import WorkingCalendar
from cchc.legal import LegalBasis, Validity
from cchc.model.clock_entry import ClockEntry
from cchc.model.cutoff import ShiftCutoff
from cchc.model.instant import VIETNAM_TIME
from cchc.model.receipt import Receipt
from cchc.model.time_limit import (
    CalendarDays,
    CompoundLimit,
    DayPart,
    Hours,
    Immediate,
    Months,
    SameDay,
    TimeLimit,
    Weeks,
    WorkingDays,
    WorkingHours,
    Years,
    runs_on_hours,
)
from cchc.testing.plain import plain_calendar

try:
    from hypothesis import strategies as st
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "cchc.testing.strategies needs Hypothesis, which is not installed; write: pip install cchc[testing]", name=error.name
    ) from error

_ONE_DAY = timedelta(days=1)
_DAY = timedelta(hours=24)
_LAW = LegalBasis("test law")
_TELLING_TIMES = tuple(
    timedelta(hours=hour, minutes=minute) for hour, minute in ((0, 0), (7, 30), (9, 0), (11, 30), (13, 0), (15, 0), (17, 0), (23, 59))
)


# Days and instants


def days(calendar: WorkingCalendar, *, first: date | None = None, last: date | None = None) -> st.SearchStrategy[date]:
    """Return dates that ``calendar`` covers, between ``first`` and ``last`` when given."""
    return st.dates(max(calendar.first, first or date.min), min(calendar.last, last or date.max))


def times_of_day() -> st.SearchStrategy[timedelta]:
    """Return times since midnight: on the hour, at the edges of sessions, a microsecond beside them, anywhere."""
    tick = timedelta(microseconds=1)
    telling = st.sampled_from(_TELLING_TIMES)
    beside = st.tuples(telling, st.sampled_from([-1, 1, 1_000_000])).map(lambda drawn: (drawn[0] + drawn[1] * tick) % _DAY)
    minutes = st.integers(0, 1_439).map(lambda minute: timedelta(minutes=minute))
    return st.one_of(telling, minutes, beside, st.timedeltas(timedelta(), _DAY - tick))


def instants(first: date, last: date) -> st.SearchStrategy[datetime]:
    """Return instants of Vietnam's time from ``first`` through ``last``, to the microsecond.

    >>> from hypothesis import find
    >>> find(instants(date(2026, 3, 2), date(2026, 3, 6)), lambda at: True).isoformat()
    '2026-03-02T00:00:00+07:00'
    """
    return st.tuples(st.dates(first, last), times_of_day()).map(lambda drawn: datetime.combine(drawn[0], time(), VIETNAM_TIME) + drawn[1])


@st.composite
def receipts(draw: st.DrawFn, first: date, last: date) -> Receipt:
    """Return receipts between ``first`` and ``last``; the other instants are absent or follow within a month."""
    received = draw(instants(first, last))
    later = st.none() | instants(received.date(), min(received.date() + 30 * _ONE_DAY, last)).map(lambda at: max(at, received))
    return Receipt(
        received_at=received, competent_received_at=draw(later), complete_at=draw(later), fee_paid_at=draw(later), event_at=draw(later)
    )


# Limits


def working_days(most: int = 60) -> st.SearchStrategy[WorkingDays]:
    """Return limits of whole working days, at least one."""
    return st.integers(1, most).map(lambda count: WorkingDays(count=count))


def _single_day_limits(most: int) -> st.SearchStrategy[DayPart]:
    return st.one_of(
        st.integers(0, most).map(lambda count: WorkingDays(count=count)),
        st.integers(0, most).map(lambda count: CalendarDays(count=count)),
        st.integers(0, max(1, most // 7)).map(lambda count: Weeks(count=count)),
        st.integers(0, max(1, most // 28)).map(lambda count: Months(count=count)),
    )


@st.composite
def sums(draw: st.DrawFn, most: int = 60) -> CompoundLimit:
    """Return sums of two or three units of days, none of them zero."""
    parts = draw(
        st.lists(_single_day_limits(most).filter(lambda part: part.count != 0), min_size=2, max_size=3, unique_by=lambda part: part.unit)
    )
    return CompoundLimit(parts=tuple(parts))


def day_limits(most: int = 60) -> st.SearchStrategy[TimeLimit]:
    """Return limits that end with a day: every unit of days up to about ``most`` days, sums, same day, at once."""
    return st.one_of(_single_day_limits(most), sums(most), st.sampled_from([SameDay(), Immediate()]))


def hour_limits(most: int = 24) -> st.SearchStrategy[TimeLimit]:
    """Return limits that end at an instant: working hours, hours, fractions of a working day; more than zero."""
    quarters = st.integers(1, 4 * most).map(lambda count: Fraction(count, 4))
    return st.one_of(
        quarters.map(lambda count: WorkingHours(count=count)),
        quarters.map(lambda count: Hours(count=count)),
        st.integers(1, 2 * most).filter(lambda count: count % 4 != 0).map(lambda count: WorkingDays(count=Fraction(count, 4))),
    )


def limits(most_days: int = 60, most_hours: int = 24) -> st.SearchStrategy[TimeLimit]:
    """Return every kind of limit but years."""
    return day_limits(most_days) | hour_limits(most_hours)


def years() -> st.SearchStrategy[Years]:
    """Return limits of one to ten years, which few calendars reach."""
    return st.integers(1, 10).map(lambda count: Years(count=count))


# Calendars


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


# Offices


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


# Policies


def policies() -> st.SearchStrategy[Policy]:
    """Return every combination of the choices that move a due date."""
    return st.builds(
        Policy,
        rest_day_receipt=st.sampled_from(RestDayReceipt),
        off_hours_receipt=st.sampled_from(OffHoursReceipt),
        first_day=st.sampled_from(FirstDay),
        roll=st.sampled_from(Roll),
        cutoff_boundary=st.sampled_from(CutoffBoundary),
        shift_reading=st.sampled_from(ShiftReading),
        leap_day=st.sampled_from(LeapDay),
        day_fraction=st.sampled_from(DayFraction),
        pause_days=st.sampled_from(PauseDays),
        max_extensions=st.sampled_from([None, 0, 1]),
        extension_after_breach_refused=st.booleans(),
        extension_longer_than_term_refused=st.booleans(),
    )


def shift_cutoffs() -> st.SearchStrategy[ShiftCutoff]:
    """Return cut-offs at a time of day that shift the start of the clock, some of them on days of rest too."""
    hours = st.sampled_from([time(11), time(15), time(16, 30), time(17)])
    return st.builds(ShiftCutoff, at=hours, rest_days=st.booleans())


# Ledgers

Ledger = tuple[ClockEntry, ...]
Facts = dict[str, object]
_ENTRY: TypeAdapter[ClockEntry] = TypeAdapter(ClockEntry)


def numbered(entries: Sequence[Facts]) -> Ledger:
    """Return entries in the order of recording: ``e1``, ``e2``, and so on, numbered from 1.

    >>> at = datetime(2026, 3, 2, 9, tzinfo=VIETNAM_TIME)
    >>> [(entry.id, entry.kind) for entry in numbered([{"kind": "suspend", "occurred_at": at}])]
    [('e1', 'suspend')]
    """
    return tuple(_ENTRY.validate_python({**facts, "id": f"e{number}", "sequence": number}) for number, facts in enumerate(entries, 1))


@st.composite
def pauses(draw: st.DrawFn, first: datetime, last: date, most: int = 4) -> tuple[tuple[datetime, datetime], ...]:
    """Return disjoint pauses after ``first``, in order: (notice, completion)."""
    edges = sorted(draw(st.lists(instants(first.date(), last).filter(lambda at: at >= first), max_size=2 * most, unique=True)))
    return tuple(zip(edges[::2], edges[1::2], strict=False))


def paused_ledger(spans: Sequence[tuple[datetime, datetime]]) -> Ledger:
    """Return the ledger that suspends and resumes the clock at ``spans``."""
    kinds = ("suspend", "resume")
    return numbered([{"kind": kind, "occurred_at": at} for span in spans for kind, at in zip(kinds, span, strict=True)])


def _kin_of(limit: TimeLimit) -> st.SearchStrategy[TimeLimit]:
    """Return limits that can be added to ``limit``."""
    if isinstance(limit, WorkingHours):
        return st.integers(1, 16).map(lambda count: WorkingHours(count=count))
    if isinstance(limit, Hours):
        return st.integers(1, 48).map(lambda count: Hours(count=count))
    if runs_on_hours(limit):
        return st.integers(0, 4).map(lambda count: WorkingDays(count=Fraction(2 * count + 1, 2)))
    working, plain = st.integers(1, 15), st.integers(1, 20)
    return working.map(lambda count: WorkingDays(count=count)) | plain.map(lambda count: CalendarDays(count=count))


@st.composite
def _entries(draw: st.DrawFn, kind: str, at: datetime, last: date, limit: TimeLimit) -> Facts:
    """Return what an entry of ``kind`` at ``at`` says."""
    facts: Facts = {"kind": kind, "occurred_at": at}
    if kind == "exclude":
        near = instants(at.date() - 5 * _ONE_DAY, last)
        facts["since"], facts["until"] = sorted(draw(st.tuples(near, near)))
    elif kind in ("fixed", "extend_by", "extend_to"):
        facts["limit"] = draw(_kin_of(limit))
    return facts


@st.composite
def ledgers(draw: st.DrawFn, limit: TimeLimit, received: datetime, last: date, most: int = 6) -> Ledger:
    """Return ledgers in which every step may follow the one before: a resume after a suspend, nothing after the end.

    The policy may still refuse an entry (an extension after the breach). Entries lie between ``received`` and ``last``.
    """
    times = sorted(draw(st.lists(instants(received.date(), last).filter(lambda at: at >= received), max_size=most, unique=True)))
    extensions = [] if isinstance(limit, SameDay | Immediate) else ["extend_by", "extend_to"]
    entries: list[Facts] = []
    suspended = False
    for at in times:
        usual = ["resume" if suspended else "suspend", "exclude", "restart", "fixed", *extensions]
        kind = draw(st.sampled_from([*usual, "settle", "close", "terminate"] if at == times[-1] else usual))
        entries.append(draw(_entries(kind, at, last, limit)))
        suspended = kind == "suspend" or (suspended and kind not in ("resume", "restart", "fixed"))
    return numbered(entries)


@st.composite
def loose_ledgers(draw: st.DrawFn, limit: TimeLimit, received: datetime, last: date, most: int = 6) -> Ledger:
    """Return ledgers of any entries in any order, also before the receipt and at one instant; the clock refuses some."""
    kinds = ["suspend", "resume", "exclude", "restart", "fixed", "extend_by", "extend_to", "settle"]
    first = received.date() - 2 * _ONE_DAY
    drawn = draw(st.lists(st.tuples(st.sampled_from(kinds), instants(first, last)), max_size=most))
    return numbered([draw(_entries(kind, at, last, limit)) for kind, at in drawn])


def deliveries(ledger: Ledger) -> st.SearchStrategy[Ledger]:
    """Return ``ledger`` in any order of delivery, with some entries delivered again."""
    again = st.lists(st.sampled_from(ledger), max_size=3) if ledger else st.just([])
    return again.flatmap(lambda repeated: st.permutations([*ledger, *repeated])).map(tuple)
