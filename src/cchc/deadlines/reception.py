"""From the receipt to the start of the clock: which instant counts, receipt out of hours, and the four cut-offs.

Nothing is truncated before a cut-off is tested: 15:00:00.000001 is after 15:00.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cchc.deadlines.civil_code import FIRST_DAY_NOT_COUNTED, Rule
from cchc.deadlines.office_hours import OfficeHours, working_time
from cchc.deadlines.policy import CutoffBoundary, OffHoursReceipt, Policy, Regime, RestDayReceipt, ShiftReading
from cchc.deadlines.working_calendar import DayTable
from cchc.errors import OfficeHoursError
from cchc.legal import LegalBasis
from cchc.model.cutoff import Cutoff, ReplyCutoff, ResultCutoff, ShiftCutoff, TransferCutoff
from cchc.model.instant import VIETNAM_TIME, vietnam_instant
from cchc.model.receipt import Receipt, StartEvent

_OUT_OF_HOURS = LegalBasis("87/2021/TT-BTC", 10)


@dataclass(frozen=True, slots=True)
class Start:
    """When a clock starts, or what it waits for: ``at`` is ``None`` while a fee or an event is missing."""

    at: datetime | None
    rules: tuple[Rule, ...] = ()
    waits_for: str = ""


def starting_instant(receipt: Receipt, event: StartEvent, regime: Regime) -> Start:
    """Return the instant the regime and the procedure start from, before any cut-off.

    The settling body's receipt comes first where the regime says so (NĐ 309/2026); a fee gate opens with the later of
    the complete dossier and the payment.
    """
    rules: tuple[Rule, ...] = (_regime_rule(regime),)
    at = receipt.received_at
    if receipt.competent_received_at is not None and regime.competent_starts:
        at = receipt.competent_received_at
        rules = (
            Rule(
                "competent_body_starts",
                "Thời hạn tính từ thời điểm cơ quan có thẩm quyền giải quyết nhận được hồ sơ",
                "The limit runs from the moment the competent settling body receives the dossier",
                (regime.competent_basis or regime.start_basis,),
            ),
        )
    if event.needs_event:
        if receipt.event_at is None:
            return Start(None, rules, event.label_en)
        at = receipt.event_at
    elif receipt.complete_at is not None and event is not StartEvent.RECEIVED:
        at = max(at, receipt.complete_at)
    if event.needs_fee:
        if receipt.fee_paid_at is None:
            return Start(None, rules, "payment of the fee")
        at = max(at, receipt.fee_paid_at)
    return Start(at, rules)


def _regime_rule(regime: Regime) -> Rule:
    return Rule(
        "receipt_starts",
        "Thời hạn tính từ khi hồ sơ đầy đủ được tiếp nhận, thể hiện trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        "The limit runs from the receipt of the complete dossier, as shown on the appointment slip",
        (regime.start_basis,),
        flag=regime.start_basis.unverified,
    )


def clock_start(
    at: datetime, cutoff: Cutoff | None, policy: Policy, calendar: DayTable, office: OfficeHours
) -> tuple[datetime, tuple[Rule, ...]]:
    """Return when the clock starts for a dossier received at ``at``, and the rule that moved it, if one did.

    A :class:`~cchc.model.cutoff.ShiftCutoff` moves it (kind "shift", nothing else does); so may the policy for receipt
    on a day of rest or after closing. The move is to the opening of the next working day.
    """
    day = at.date()
    if isinstance(cutoff, ShiftCutoff) and (
        is_after(at, cutoff, policy, calendar, office) or (cutoff.rest_days and not calendar.is_working_day(day))
    ):
        literal = policy.shift_reading is ShiftReading.LITERAL
        moved = at if literal else _next_opening(day, calendar, office)
        rule = Rule(
            "shifted_by_cutoff",
            f"Tiếp nhận sau giờ chốt: {policy.shift_reading.label_vi.lower()}",
            f"Received after the cut-off: {policy.shift_reading.label_en.lower()}",
            _cited(cutoff),
            flag=True,
        )
        return moved, (rule,)
    if not calendar.is_working_day(day):
        rest = policy.rest_day_receipt
        moved = at if rest is RestDayReceipt.STATUTORY_DAY else _next_opening(day, calendar, office)
        rule = Rule(
            "received_on_rest_day",
            f"Tiếp nhận vào ngày nghỉ: {rest.label_vi.lower()}",
            f"Received on a day of rest: {rest.label_en.lower()}",
            FIRST_DAY_NOT_COUNTED.basis if rest is RestDayReceipt.STATUTORY_DAY else (_OUT_OF_HOURS,),
            flag=True,
        )
        return moved, (rule,)
    closing = office.closing(day)
    if policy.off_hours_receipt is OffHoursReceipt.NEXT_WORKING_DAY and closing is not None and at.time() >= closing:
        rule = Rule(
            "received_after_closing",
            "Tiếp nhận ngoài giờ làm việc: coi như nhận vào ngày làm việc kế tiếp",
            "Received after closing: deemed received on the next working day",
            (_OUT_OF_HOURS,),
            flag=True,
        )
        return _next_opening(day, calendar, office), (rule,)
    return at, ()


def is_after(at: datetime, cutoff: Cutoff, policy: Policy, calendar: DayTable, office: OfficeHours) -> bool:
    """Return whether ``at`` lies after the cut-off of its day; a day that is not worked has none.

    >>> from cchc.rulebook import load_calendar
    >>> from cchc.deadlines.office_hours import STANDARD_OFFICE
    >>> three = ResultCutoff(at=time(15))
    >>> [is_after(datetime(2026, 11, 10, 15, 0, s, tzinfo=VIETNAM_TIME), three, Policy(), load_calendar(), STANDARD_OFFICE) for s in (0, 1)]
    [False, True]
    """
    day = at.date()
    if not calendar.is_working_day(day):
        return False
    moment = cutoff.at or _before_closing(day, cutoff, calendar, office)
    return at.time() > moment or (at.time() == moment and policy.cutoff_boundary is CutoffBoundary.AFTER)


def _before_closing(day: date, cutoff: Cutoff, calendar: DayTable, office: OfficeHours) -> time:
    sessions = working_time(calendar, office).sessions_of(day)
    if not sessions or cutoff.before_closing_minutes is None:
        raise OfficeHoursError(f"office {office.name!r} has no session on {day}, so there is no last hour before closing")
    return (sessions[-1][1] - timedelta(minutes=cutoff.before_closing_minutes)).time()


def _next_opening(day: date, calendar: DayTable, office: OfficeHours) -> datetime:
    """The opening of the next working day; its midnight where this office has no session on it."""
    following = calendar.next_working_day_after(day)
    sessions = working_time(calendar, office).sessions_of(following)
    return sessions[0][0] if sessions else datetime.combine(following, time(), VIETNAM_TIME)


def _cited(cutoff: Cutoff) -> tuple[LegalBasis, ...]:
    return (cutoff.basis,) if cutoff.basis else ()


def result_day(
    at: datetime, cutoff: ResultCutoff, policy: Policy, calendar: DayTable, office: OfficeHours, *, not_at_once: bool
) -> tuple[bool, Rule | None]:
    """Return whether a same-day result may come on the next working day, and the rule that says so.

    Where the law asks that the dossier cannot be settled at once, ``not_at_once`` is that fact.
    """
    if not is_after(at, cutoff, policy, calendar, office):
        return False, None
    moved = not_at_once or not cutoff.only_unless_settled
    if moved:
        words = (
            "Tiếp nhận sau giờ chốt: trả kết quả trong ngày làm việc tiếp theo",
            "Received after the cut-off: the result is due on the next working day",
        )
    else:
        words = (
            "Tiếp nhận sau giờ chốt nhưng giải quyết được ngay: trả kết quả trong ngày",
            "Received after the cut-off but settled at once: the result is due the same day",
        )
    return moved, Rule("result_cutoff", *words, _cited(cutoff), flag=True)


def forward_by(received_at: datetime, cutoff: TransferCutoff, calendar: DayTable, office: OfficeHours, policy: Policy) -> datetime:
    """Return by when the desk must forward a paper dossier: the end of that day, or the start of the next working day.

    The clock of the dossier is untouched (NĐ 61/2018 Điều 18; NĐ 118/2025 Điều 18).

    >>> from cchc.rulebook import load_calendar
    >>> from cchc.deadlines.office_hours import STANDARD_OFFICE
    >>> received = datetime(2019, 7, 18, 15, 10, tzinfo=VIETNAM_TIME)
    >>> forward_by(received, TransferCutoff(at=time(15)), load_calendar(), STANDARD_OFFICE, Policy()).isoformat()
    '2019-07-19T07:30:00+07:00'
    """
    vietnam_instant(received_at, "the receipt")
    day = received_at.date()
    if not calendar.is_working_day(day) or is_after(received_at, cutoff, policy, calendar, office):
        return _next_opening(day, calendar, office)
    return _closing_of(day, calendar, office)


def reply_by(received_at: datetime, cutoff: ReplyCutoff, calendar: DayTable, office: OfficeHours, policy: Policy) -> date:
    """Return the day by whose end the answer that a dossier is incomplete must go out: that day or the next working day."""
    vietnam_instant(received_at, "the receipt")
    day = received_at.date()
    if is_after(received_at, cutoff, policy, calendar, office):
        return calendar.next_working_day_after(day)
    return calendar.first_working_day_from(day)


def _closing_of(day: date, calendar: DayTable, office: OfficeHours) -> datetime:
    closing = office.closing(day)
    known = calendar.special.get(day)
    if closing is None or known is not None:
        at = working_time(calendar, office).last_closing(day)
        return at or datetime.combine(day, time(), VIETNAM_TIME)
    return datetime.combine(day, closing, VIETNAM_TIME)


def promised_at(due: date, calendar: DayTable, office: OfficeHours) -> datetime:
    """Return the hour on the slip for a result due on ``due``: the close of the last session on or before that day."""
    if due in calendar.special:
        return _closing_of(due, calendar, office)
    closing = office.closing(due)
    return datetime.combine(due, closing, VIETNAM_TIME) if closing else _closing_of(due, calendar, office)
