"""Which rules a deadline applied, in the order in which they were applied, each with its legal basis."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from cchc.deadlines.civil_code import (
    ELAPSED_HOURS_DO_NOT_ROLL,
    ENDS_ON_LAST_DAY_OF_MONTH,
    ENDS_ON_NEXT_WORKING_DAY,
    ENDS_ON_SAME_DAY_OF_MONTH,
    ENDS_ON_SAME_DAY_OF_YEAR,
    ENDS_ON_SAME_WEEKDAY,
    ENDS_WITH_ITS_LAST_DAY,
    EVENT_DAY_NOT_COUNTED,
    LEAP_DAY_BY_ANALOGY,
    RUNS_FROM_THE_MOMENT,
    Rule,
)
from cchc.deadlines.clock import Fold
from cchc.deadlines.counting import amounts_of, months_later
from cchc.deadlines.course import Course, Frame
from cchc.deadlines.office_hours import working_time
from cchc.deadlines.policy import FirstDay, Regime
from cchc.deadlines.reception import clock_start, result_day, starting_instant
from cchc.legal import LegalBasis
from cchc.model.clock_entry import ClockEntry
from cchc.model.cutoff import ResultCutoff
from cchc.model.receipt import Receipt, StartEvent
from cchc.model.time_limit import Hours, Immediate, SameDay, TimeLimit

FIRST_DAY_COUNTED = Rule(
    "first_day_counted",
    "Ngày đầu tiên được tính theo lựa chọn của quy định riêng",
    "The first day is counted, as a special rule chosen by the policy says",
    (LegalBasis("91/2015/QH13", 145, 1),),
    flag=True,
)

ENTRY_WORDS = {
    "shift_start": ("Dời thời điểm bắt đầu tính", "The start is moved"),
    "gate": ("Chưa tính thời hạn cho đến khi đủ điều kiện", "The clock waits for a condition"),
    "gate_met": ("Đã đủ điều kiện bắt đầu tính thời hạn", "The condition is met, the clock starts"),
    "suspend": ("Tạm dừng tính thời hạn", "The clock is suspended"),
    "resume": ("Tiếp tục tính thời hạn còn lại", "The clock goes on with what was left"),
    "restart": ("Thời hạn được tính lại từ đầu", "The limit restarts"),
    "fixed": ("Áp dụng thời hạn mới", "A new limit of its own applies"),
    "extend_by": ("Kéo dài thêm thời hạn", "The limit is extended"),
    "extend_to": ("Kéo dài tổng thời hạn", "The whole limit is extended"),
    "exclude": ("Khoảng thời gian không tính vào thời hạn", "An interval does not count"),
    "reappoint": ("Xin lỗi và hẹn lại ngày trả kết quả", "Apology and a new date"),
    "stage": ("Thêm một giai đoạn có thời hạn riêng", "A further stage with its own limit"),
    "settle": ("Đã có kết quả giải quyết", "The result is signed"),
    "close": ("Đóng hồ sơ", "The dossier is closed"),
    "terminate": ("Chấm dứt, thực hiện lại từ đầu", "Ended; the application starts over"),
}
"""What each kind of clock entry does, in words."""


def rules_applied(
    limit: TimeLimit,
    receipt: Receipt,
    event: StartEvent,
    frame: Frame,
    regime: Regime,
    course: Course | None,
    folded: Fold | None,
    entries: Sequence[ClockEntry],
) -> tuple[Rule, ...]:
    """Return the rules behind an answer: the start, the count, the end, then what the ledger did."""
    start = starting_instant(receipt, event, regime)
    rules = list(start.rules)
    set_off = folded.set_off if folded is not None else start.at
    if set_off is not None:
        rules += _moving(set_off, limit, frame)
    if course is not None:
        rules += _hours(limit, course, frame) if course.due_at is not None else _days(limit, course, frame)
    applied = set(folded.applied) if folded is not None else set[str]()
    for entry in sorted(entries, key=lambda one: (one.occurred_at, one.sequence)):
        if entry.id in applied:
            applied.discard(entry.id)
            basis = entry.basis or ((regime.supplement_basis,) if entry.kind in ("suspend", "resume", "restart") else ())
            rules.append(Rule(entry.kind, *ENTRY_WORDS[entry.kind], basis or (regime.start_basis,)))
    return tuple(rules)


def _moving(at: datetime, limit: TimeLimit, frame: Frame) -> tuple[Rule, ...]:
    """What moved the start, or the same-day result."""
    if isinstance(frame.cutoff, ResultCutoff) and isinstance(limit, SameDay | Immediate):
        _, rule = result_day(at, frame.cutoff, frame.policy, frame.calendar, frame.office, not_at_once=frame.not_at_once)
        return (rule,) if rule else ()
    return clock_start(at, frame.cutoff, frame.policy, frame.calendar, frame.office)[1]


def _hours(limit: TimeLimit, course: Course, frame: Frame) -> list[Rule]:
    rules = [RUNS_FROM_THE_MOMENT]
    assert course.due_at is not None
    if isinstance(limit, Hours) and not _inside_sessions(course.due_at, frame):
        rules.append(ELAPSED_HOURS_DO_NOT_ROLL)
    return rules


def _inside_sessions(at: datetime, frame: Frame) -> bool:
    return any(start < at <= end for start, end in working_time(frame.calendar, frame.office).sessions_of(at.date()))


def _days(limit: TimeLimit, course: Course, frame: Frame) -> list[Rule]:
    rules: list[Rule] = []
    counted = frame.policy.first_day is FirstDay.COUNTED
    started = course.legs[0].start + timedelta(days=counted)
    if not isinstance(limit, SameDay | Immediate) or course.legs[-1].amount:
        rules.append(FIRST_DAY_COUNTED if counted else EVENT_DAY_NOT_COUNTED)
    amounts = amounts_of(limit)
    years, months = amounts.get("year", 0), amounts.get("month", 0)
    if years:
        rules.append(ENDS_ON_SAME_DAY_OF_YEAR)
    if months:
        rules.append(ENDS_ON_SAME_DAY_OF_MONTH)
    if (years or months) and months_later(started, 12 * years + months).day != started.day:
        rules.append(ENDS_ON_LAST_DAY_OF_MONTH if months else LEAP_DAY_BY_ANALOGY)
    if "week" in amounts:
        rules.append(ENDS_ON_SAME_WEEKDAY)
    rules.append(ENDS_WITH_ITS_LAST_DAY)
    if course.moved:
        rules.append(ENDS_ON_NEXT_WORKING_DAY)
    return rules
