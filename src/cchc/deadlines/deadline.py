"""Ask when a dossier is due: from limit, receipt, calendar and regime to the answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, overload

from cchc.deadlines.answer import Answer as Answer
from cchc.deadlines.answer import Deadline as Deadline
from cchc.deadlines.answer import ForecastDeadline as ForecastDeadline
from cchc.deadlines.certainty import bounds, deciding, gap_days
from cchc.deadlines.course import Course, Frame, run
from cchc.deadlines.office_hours import STANDARD_OFFICE, OfficeHours
from cchc.deadlines.policy import Policy, Regime, Regimes
from cchc.deadlines.reception import starting_instant
from cchc.deadlines.working_calendar import DayTable, ForecastCalendar, WorkingCalendar
from cchc.model.cutoff import Cutoff
from cchc.model.instant import vietnam_instant
from cchc.model.receipt import Receipt, StartEvent, receipt_of
from cchc.model.time_limit import TimeLimit

if TYPE_CHECKING:
    from cchc.deadlines.clock import Fold
    from cchc.model.clock_entry import ClockEntry


_RECEIVED = StartEvent.RECEIVED


@overload
def due(
    limit: TimeLimit,
    received: datetime | Receipt,
    calendar: WorkingCalendar,
    rules: Regimes | Regime,
    *,
    start: StartEvent = ...,
    cutoff: Cutoff | None = ...,
    not_at_once: bool = ...,
    entries: Sequence[ClockEntry] = ...,
    known_at: datetime | None = ...,
    office: OfficeHours = ...,
    policy: Policy | None = ...,
) -> Deadline: ...
@overload
def due(
    limit: TimeLimit,
    received: datetime | Receipt,
    calendar: ForecastCalendar,
    rules: Regimes | Regime,
    *,
    start: StartEvent = ...,
    cutoff: Cutoff | None = ...,
    not_at_once: bool = ...,
    entries: Sequence[ClockEntry] = ...,
    known_at: datetime | None = ...,
    office: OfficeHours = ...,
    policy: Policy | None = ...,
) -> ForecastDeadline: ...
def due(
    limit: TimeLimit,
    received: datetime | Receipt,
    calendar: WorkingCalendar | ForecastCalendar,
    rules: Regimes | Regime,
    *,
    start: StartEvent = StartEvent.RECEIVED,
    cutoff: Cutoff | None = None,
    not_at_once: bool = False,
    entries: Sequence[ClockEntry] = (),
    known_at: datetime | None = None,
    office: OfficeHours = STANDARD_OFFICE,
    policy: Policy | None = None,
) -> Deadline | ForecastDeadline:
    """Return when a dossier received at ``received`` is due under the decree in force on that day.

    The day of the start is not counted; a limit in days ends with the whole of its last day, and a last day of rest
    moves to the next working day. A limit in hours runs from the very moment through the office's sessions. The start
    is what ``start`` and the regime say it is, moved by a shift cut-off or by the policy, then by the ledger.

    Args:
        limit: the time limit as the law writes it.
        received: the desk's instant, or a :class:`~cchc.model.receipt.Receipt` with the other instants.
        calendar: the official calendar, or a forecast, which gives a :class:`ForecastDeadline`.
        rules: the regimes (the one in force on the day of receipt is used), or one regime.
        start: the event the procedure counts from.
        cutoff: the procedure's own cut-off, if it has one; its kind says what it moves.
        not_at_once: the dossier cannot be settled at once (asked by some result cut-offs).
        entries: the clock's ledger, in any order.
        known_at: count only entries recorded by then ("as known on"); the answer holds those alone.
        office: the agency's profile: sessions, reception, closures.
        policy: choices in place of the regime's.

    Raises:
        NaiveDatetimeError, OtherZoneError: an instant is not one of Vietnam's time.
        NotInForceError: no regime is entered for the day of receipt.
        CalendarCoverageError: the calendar does not reach the due date.
        LedgerError: the ledger has a gap or a fork.

    >>> from cchc import VIETNAM_TIME, WorkingDays, load_calendar, load_regimes
    >>> received = datetime(2026, 2, 12, 15, 40, tzinfo=VIETNAM_TIME)
    >>> deadline = due(WorkingDays(count=15), received, load_calendar(), load_regimes())
    >>> deadline.due.isoformat(), deadline.promised.isoformat()
    ('2026-03-12', '2026-03-12T17:00:00+07:00')
    """
    simple = type(received) is datetime
    at = vietnam_instant(received, "the receipt") if isinstance(received, datetime) else received.received_at
    regime = rules.on(at.date()) if isinstance(rules, Regimes) else rules
    chosen = regime.policy if policy is None else policy
    asked_on = calendar
    calendar = office.over(calendar)
    begun: datetime | None = at
    if not simple or (start is not _RECEIVED and (start.needs_event or start.needs_fee)):
        begun = starting_instant(receipt_of(received), start, regime).at
    frame = Frame(calendar, office, chosen, cutoff, not_at_once)
    folded: Fold | None = None
    course: Course | None = None
    ledger = _in_order(entries, known_at) if entries else ()
    set_off = begun
    if ledger or begun is None:
        from cchc.deadlines.clock import fold

        folded = fold(limit, begun, at, ledger, frame, regime)
        course = folded.course
        begun = folded.rounds[-1].start if folded.rounds else None
    else:
        begun = frame.begin(begun)
        course = run(limit, begun, (), frame)
    span = None
    if course is not None and course.due > calendar.data_date:
        span = _span(calendar, limit, set_off, at, course, folded, frame, ledger, regime)
    kind = Deadline if isinstance(calendar, WorkingCalendar) else ForecastDeadline
    return kind(limit, received, asked_on, regime, start, frame, ledger, set_off, begun, course, folded, span)


def ask_again(
    answer: Deadline | ForecastDeadline, calendar: WorkingCalendar | ForecastCalendar, limit: TimeLimit | None = None
) -> Deadline | ForecastDeadline:
    """Return the answer to the same question on another calendar, or for another limit."""
    frame = answer.frame
    return due(
        answer.limit if limit is None else limit,
        answer.received,
        calendar,
        answer.regime,
        start=answer.event,
        cutoff=frame.cutoff,
        not_at_once=frame.not_at_once,
        entries=answer.entries,
        office=frame.office,
        policy=frame.policy,
    )


def _in_order(entries: Sequence[ClockEntry], known_at: datetime | None) -> tuple[ClockEntry, ...]:
    from cchc.deadlines.clock import in_order  # the kinds of entries cost as much to import as all the rest

    return in_order(entries, known_at)


def _span(
    calendar: DayTable,
    limit: TimeLimit,
    begun: datetime | None,
    at: datetime,
    course: Course | None,
    folded: Fold | None,
    frame: Frame,
    entries: Sequence[ClockEntry],
    regime: Regime,
) -> tuple[date, date | None] | None:
    if course is None or not calendar.uncertainties:
        return None
    leg = course.legs[-1]
    if leg.measure.unit == "hour" and not frame.may_move:
        return None
    received = at.date() - timedelta(days=1)
    if isinstance(leg.start, datetime):  # what is left of the first day may be all of it, or nothing
        stretches = {leg.start.date() - timedelta(days=1), leg.start.date()}
    else:
        stretches = {leg.start if leg.measure.unit == "working_day" else course.unrolled - timedelta(days=1)}
    starts = sorted(stretches if folded is None and not frame.may_move else {received, *stretches})
    gaps = gap_days(folded)
    if not calendar.uncertain_between(starts[0], deciding(course.due, gaps)):
        return None

    def again(table: DayTable) -> date:
        other = frame._replace(calendar=table)
        if folded is not None:
            from cchc.deadlines.clock import fold

            refolded = fold(limit, begun, at, entries, other, regime).course
            assert refolded is not None
            return refolded.due
        assert begun is not None
        return run(limit, other.begin(begun), (), other).due

    return bounds(calendar, received, starts, course.due, gaps, again)
