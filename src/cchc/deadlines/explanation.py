"""A deadline in words, for the officer and the citizen: Vietnamese or English, as text or as rows of a table."""

from __future__ import annotations

from datetime import date, datetime

from cchc.deadlines.answer import Answer, Deadline, ForecastDeadline
from cchc.deadlines.clock_state import ClockState
from cchc.deadlines.proof import Proof, ProofRow, Reason
from cchc.deadlines.working_calendar import ForecastCalendar
from cchc.model.limit_phrases import format_limit

_WEEKDAYS_VI = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WORDS = {
    "vi": {
        "due": "Hạn giải quyết theo luật",
        "end_of_day": "đến hết ngày (24 giờ)",
        "promised": "Hẹn trả kết quả",
        "reappointed": "Đã xin lỗi và hẹn lại",
        "received": "Tiếp nhận",
        "limit": "Thời hạn",
        "certainty": "Mức chắc chắn",
        "between": "có thể từ {0} đến {1}",
        "no_due": "Chưa có hạn: {0}",
        "waits": "đang chờ: {0}",
        "clock": "Đồng hồ",
        "calendar": "Lịch",
        "regime": "Quy định áp dụng",
        "rules": "Căn cứ",
        "flag": "lưu ý",
        "no_basis": "chưa nêu căn cứ",
        "refused": "Không ghi nhận",
        "days": "Các ngày",
        "forecast": "TẠM TÍNH",
        "beyond": "ngoài phạm vi lịch",
    },
    "en": {
        "due": "Due by law",
        "end_of_day": "to the end of the day (24:00)",
        "promised": "Printed on the slip",
        "reappointed": "Re-appointed with an apology",
        "received": "Received",
        "limit": "Limit",
        "certainty": "Certainty",
        "between": "may become {0} to {1}",
        "no_due": "Nothing is due yet: {0}",
        "waits": "waiting for {0}",
        "clock": "Clock",
        "calendar": "Calendar",
        "regime": "Regime",
        "rules": "Rules",
        "flag": "note",
        "no_basis": "no provision given",
        "refused": "Not taken",
        "days": "Days",
        "forecast": "PROVISIONAL",
        "beyond": "beyond the calendar",
    },
}


def day_words(day: date, lang: str) -> str:
    """Return ``day`` with its weekday, day first.

    >>> day_words(date(2026, 3, 12), "vi"), day_words(date(2026, 3, 12), "en")
    ('thứ Năm, 12/03/2026', 'Thursday 12/03/2026')
    """
    if lang == "vi":
        return f"{_WEEKDAYS_VI[day.weekday()]}, {day:%d/%m/%Y}"
    return f"{_WEEKDAYS_EN[day.weekday()]} {day:%d/%m/%Y}"


def instant_words(at: datetime, lang: str) -> str:
    """Return ``at`` as hour and day."""
    shown = f"{at:%H:%M}" if not (at.second or at.microsecond) else f"{at:%H:%M:%S}"
    return f"{shown} {day_words(at.date(), lang)}"


def explain(deadline: Deadline | ForecastDeadline, lang: str = "vi") -> str:
    """Return the deadline and its reasons as text in ``lang`` (``"vi"`` or ``"en"``), a line each.

    The due date by law, the slip, the certainty, the rules with their provisions, then each day with the act that makes
    it count or not.

    >>> from cchc import VIETNAM_TIME, WorkingDays, due, load_calendar, load_regimes
    >>> received = datetime(2026, 2, 12, 15, 40, tzinfo=VIETNAM_TIME)
    >>> print(explain(due(WorkingDays(count=3), received, load_calendar(), load_regimes())).splitlines()[0])
    Hạn giải quyết theo luật: thứ Ba, 24/02/2026, đến hết ngày (24 giờ)
    """
    words = _WORDS[lang]
    proof = deadline.proof
    lines = summary(deadline, lang)
    lines.append(f"{words['rules']}:")
    for rule in proof.rules:
        mark = f" [{words['flag']}]" if rule.flag else ""
        lines.append(f"  - {rule.text_vi if lang == 'vi' else rule.text_en} ({'; '.join(rule.basis) or words['no_basis']}){mark}")
    for refusal in deadline.refusals:
        basis = "; ".join(str(one) for one in refusal.basis)
        lines.append(f"  ! {words['refused']} {refusal.entry_id}: {refusal.reason.label(lang)} ({basis})")
    if proof.rows:
        lines.append(f"{words['days']}:")
        lines += ["  " + "  ".join(row) for row in table(proof, lang)]
    return "\n".join(lines)


def summary(deadline: Answer, lang: str) -> list[str]:
    """Return the answer without its reasons, a line each."""
    words = _WORDS[lang]
    lines: list[str] = []
    if deadline.due is None:
        state = deadline.clock.label(lang).lower()
        waits = f", {words['waits'].format(', '.join(deadline.waits_for))}" if deadline.clock is ClockState.NOT_STARTED else ""
        since = f" ({instant_words(deadline.since, lang)})" if deadline.since else ""
        lines.append(words["no_due"].format(f"{state}{since}{waits}"))
    else:
        at = deadline.course.due_at if deadline.course else None
        shown = instant_words(at, lang) if at else f"{day_words(deadline.due, lang)}, {words['end_of_day']}"
        lines.append(f"{words['due']}: {shown}")
        assert deadline.promised is not None
        lines.append(f"{words['promised']}: {instant_words(deadline.promised, lang)}")
        if deadline.reappointed:
            lines.append(f"{words['reappointed']}: {day_words(deadline.reappointed, lang)}")
        lines.append(_certainty(deadline, lang))
    lines.append(
        f"{words['limit']}: {format_limit(deadline.limit, lang)}; {words['received'].lower()} {instant_words(deadline.received_at, lang)}"
    )
    lines.append(f"{words['clock']}: {deadline.clock.label(lang).lower()}; {words['calendar'].lower()} {deadline.calendar.version}")
    lines.append(f"{words['regime']}: {deadline.regime.title_vi}")
    return lines


def _certainty(deadline: Answer, lang: str) -> str:
    words = _WORDS[lang]
    if isinstance(deadline.calendar, ForecastCalendar):
        status = f"{words['forecast']} ({deadline.calendar.assumption_in(lang)})"
    else:
        assert isinstance(deadline, Deadline)
        assert deadline.certainty is not None
        status = deadline.certainty.label(lang).lower()
    early, late = deadline.due_earliest, deadline.due_latest
    if early is None or early == late:
        return f"{words['certainty']}: {status}"
    latest = day_words(late, lang) if late else words["beyond"]
    return f"{words['certainty']}: {status}; {words['between'].format(day_words(early, lang), latest)}"


def table(proof: Proof, lang: str = "vi") -> list[tuple[str, str, str, str]]:
    """Return the proof's rows for a table: number, day (with hours), reason, act."""
    return [(str(row.number or "·").rjust(3), _when(row, lang), _why(row, lang), row.act) for row in proof.rows]


def _when(row: ProofRow, lang: str) -> str:
    day = day_words(row.day, lang)
    return f"{day} {row.since:%H:%M}-{row.until:%H:%M}" if row.since and row.until else day


def _why(row: ProofRow, lang: str) -> str:
    name = row.name_vi if lang == "vi" else row.name_en
    return (
        f"{name}: {row.reason.label(lang)}" if row.reason is not Reason.COUNTED or row.kind.value != "working" else row.reason.label(lang)
    )
