"""The proof of a deadline: every counted and every skipped day or session, why, and under which act.

Built on demand. A proof is a value that stands alone: it holds the question, the choices, the regime, the office's
hours and the version of the calendar, so that anyone with that calendar can recompute it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

from pydantic import BaseModel, PrivateAttr

from cchc.deadlines.calendar_day import CalendarDay, DayKind
from cchc.deadlines.civil_code import Rule
from cchc.deadlines.clock import Fold
from cchc.deadlines.clock_state import ClockState
from cchc.deadlines.course import Course, DayLeg, Frame, Gap, HourLeg, Out, day_gaps, midnight
from cchc.deadlines.office_hours import Closure, OfficeHours, Session, working_time
from cchc.deadlines.policy import FirstDay, Policy, Regime
from cchc.deadlines.working_calendar import DayTable
from cchc.model.clock_entry import ClockEntry
from cchc.model.fields import AnyCutoff, AnyLimit, Instant
from cchc.model.labels import LabelledEnum
from cchc.model.receipt import Receipt, StartEvent

_ONE_DAY = timedelta(days=1)
_MINUTE = 60_000_000


class Reason(LabelledEnum):
    """Why a day or a session was counted or not."""

    START = "start", "ngày bắt đầu, không tính", "the day of the start, not counted"
    COUNTED = "counted", "được tính", "counted"
    REST = "rest", "ngày nghỉ, không tính", "a day of rest, not counted"
    EXCLUDED = "excluded", "thời gian không tính vào thời hạn", "excluded from the limit"
    ROLLED = "rolled", "ngày cuối là ngày nghỉ, chuyển sang ngày làm việc tiếp theo", "the last day is a day of rest, moved on"
    MOVED_TO = "moved_to", "ngày làm việc tiếp theo, hết hạn", "the next working day, on which the limit ends"


class ProofRow(BaseModel, frozen=True, extra="forbid"):
    """One day of a count, or one session on the hour clock (then with ``since``, ``until`` and exact ``minutes``).

    ``number`` is its place in the count; ``act`` the act that makes the day what it is.
    """

    day: date
    counted: bool
    kind: DayKind
    reason: Reason
    name_vi: str
    name_en: str
    act: str
    number: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    minutes: str | None = None


class AppliedRule(BaseModel, frozen=True, extra="forbid"):
    """A rule in the proof: its code, its words, its citations; ``flag`` where a reader should look."""

    code: str
    text_vi: str
    text_en: str
    basis: tuple[str, ...]
    flag: bool = False


class OfficeSnapshot(BaseModel, frozen=True, extra="forbid"):
    """An office's hours as they were used."""

    name: str
    week: tuple[int, ...]
    sessions: tuple[tuple[Session, ...], ...]
    reception: tuple[tuple[Session, ...], ...]
    closures: tuple[tuple[date, date, str, bool], ...] = ()

    @classmethod
    def of(cls, office: OfficeHours) -> OfficeSnapshot:
        """Return a snapshot of ``office``."""
        closures = tuple((one.since, one.until, one.reason, one.suspends_count) for one in office.closures)
        return cls(
            name=office.name, week=tuple(sorted(office.week)), sessions=office.sessions, reception=office.reception, closures=closures
        )

    def hours(self) -> OfficeHours:
        """Return the office's hours again."""
        return OfficeHours(
            self.name,
            dict(enumerate(self.sessions)),
            reception=dict(enumerate(self.reception)),
            week=frozenset(self.week),
            closures=[Closure(*one) for one in self.closures],
        )


class Proof(BaseModel, frozen=True, extra="forbid"):
    """The proof of one deadline (bằng chứng tính hạn): question, choices, answer, days, rules.

    ``model_dump_json`` and ``model_validate_json`` round-trip; :func:`~cchc.deadlines.verification.verify` recomputes.
    """

    limit: AnyLimit
    receipt: Receipt
    start: StartEvent
    cutoff: AnyCutoff | None
    not_at_once: bool
    entries: tuple[ClockEntry, ...]
    policy: Policy
    regime: Regime
    office: OfficeSnapshot
    calendar: str
    clock: ClockState
    started_at: Instant | None
    due: date | None
    due_at: Instant | None
    rows: tuple[ProofRow, ...]
    rules: tuple[AppliedRule, ...]
    _tables: list[DayTable] = PrivateAttr(default_factory=list[DayTable])

    def __eq__(self, other: object) -> bool:
        """Whether both state the same; the calendar at hand is no part of a proof."""
        return self.__dict__ == other.__dict__ if isinstance(other, Proof) else NotImplemented

    def __hash__(self) -> int:
        """Hash what tells most proofs apart."""
        return hash((self.limit, self.calendar, self.started_at, self.due, self.rows))

    @property
    def table(self) -> DayTable | None:
        """The calendar it was computed on, in the process that computed it; ``None`` after reading it from JSON."""
        return self._tables[0] if self._tables else None

    def counted_on(self, table: DayTable) -> Proof:
        """Return the proof with the calendar at hand; the value is the same."""
        self._tables[:] = [table]
        return self


def applied(rules: Sequence[Rule], on: date) -> tuple[AppliedRule, ...]:
    """Return ``rules`` with their citations as of ``on``."""
    return tuple(
        AppliedRule(
            code=one.code, text_vi=one.text_vi, text_en=one.text_en, basis=tuple(str(cited) for cited in one.basis_on(on)), flag=one.flag
        )
        for one in rules
    )


def rows_of(started_at: datetime | None, course: Course | None, folded: Fold | None, frame: Frame) -> tuple[ProofRow, ...]:
    """Return the days or sessions of the current run, from its start to the due moment, in order.

    A clock that is suspended or has not started has no due date and no rows.
    """
    if course is None or started_at is None:
        return ()
    gaps = folded.gaps if folded is not None else ()
    legs = folded.legs if folded is not None and folded.legs else course.legs
    rows: list[ProofRow] = []
    for leg in legs:
        first = not rows
        if isinstance(leg, DayLeg):
            rows += _days(leg, day_gaps(gaps, frame.policy), frame, start=first)
        else:
            rows += _sessions(leg, gaps, frame)
    if course.moved:
        rows += _rolled(course, frame.calendar)
    number = 0
    numbered: list[ProofRow] = []
    for row in rows:
        number += row.counted
        numbered.append(row.model_copy(update={"number": number}) if row.counted else row)
    return tuple(numbered)


def _row(day: CalendarDay, reason: Reason, *, counted: bool = False) -> ProofRow:
    return ProofRow(day=day.day, counted=counted, kind=day.kind, reason=reason, name_vi=day.name_vi, name_en=day.name_en, act=day.act)


def _days(leg: DayLeg, outs: Sequence[Out[date]], frame: Frame, *, start: bool) -> Iterator[ProofRow]:
    calendar = frame.calendar
    day = leg.start
    if start and (frame.policy.first_day is FirstDay.NOT_COUNTED or not leg.amount):
        yield _row(calendar.day(day), Reason.START)
    while day < leg.end:
        day += _ONE_DAY
        known = calendar.day(day)
        if any(lo < day <= hi for _, lo, hi in outs):
            yield _row(known, Reason.EXCLUDED)
        elif leg.measure.unit == "working_day" and not known.working:
            yield _row(known, Reason.REST)
        else:
            yield _row(known, Reason.COUNTED, counted=True)


def _rolled(course: Course, calendar: DayTable) -> Iterator[ProofRow]:
    day = course.unrolled
    while day < course.due:
        day += _ONE_DAY
        known = calendar.day(day)
        yield _row(known, Reason.MOVED_TO if day == course.due else Reason.ROLLED)


def _sessions(leg: HourLeg, gaps: Sequence[Gap], frame: Frame) -> Iterator[ProofRow]:
    """The working sessions between start and due, cut at both and at each excluded interval; whole days for elapsed time."""
    day = leg.start.date()
    while day <= leg.end.date():
        known = frame.calendar.day(day)
        if leg.measure.unit == "hour":
            periods: tuple[tuple[datetime, datetime], ...] = ((midnight(day), midnight(day + _ONE_DAY)),)
        else:
            periods = working_time(frame.calendar, frame.office).sessions_of(day)
        if not periods:
            yield _row(known, Reason.REST)
        for opens, closes in periods:
            yield from _pieces(known, max(opens, leg.start), min(closes, leg.end), gaps)
        day += _ONE_DAY


def _pieces(day: CalendarDay, since: datetime, until: datetime, gaps: Sequence[Gap]) -> Iterator[ProofRow]:
    at = since
    for gap in gaps:
        if at < until and gap.since < until and gap.until > at:
            if gap.since > at:
                yield _piece(day, at, gap.since, Reason.COUNTED)
            stop = min(gap.until, until)
            yield _piece(day, max(gap.since, at), stop, Reason.EXCLUDED)
            at = stop
    if at < until:
        yield _piece(day, at, until, Reason.COUNTED)


def _piece(day: CalendarDay, since: datetime, until: datetime, reason: Reason) -> ProofRow:
    minutes = Fraction((until - since) // timedelta(microseconds=1), _MINUTE)
    row = _row(day, reason, counted=reason is Reason.COUNTED)
    return row.model_copy(update={"since": since, "until": until, "minutes": str(minutes)})
