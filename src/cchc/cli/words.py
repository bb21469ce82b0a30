"""The words of what people read on the terminal, in both languages, and the colours of the kinds of day."""

from __future__ import annotations

from datetime import date, datetime

from cchc.cli.texts import LAST_MOMENT
from cchc.deadlines.calendar_day import DayKind
from cchc.deadlines.explanation import day_words, instant_words

KIND_STYLE = {
    DayKind.WORKING: "",
    DayKind.WEEKEND: "dim",
    DayKind.STATUTORY: "bold red",
    DayKind.IN_LIEU: "red",
    DayKind.SWAPPED_OFF: "bold yellow",
    DayKind.MADE_UP: "bold cyan",
    DayKind.AGENCY_CLOSURE: "magenta",
    DayKind.AGENCY_OPEN: "green",
}
"""How a kind of day is coloured on a terminal."""

WORDS = {
    "vi": {
        "due": "Hạn giải quyết",
        "whole_day": "đến hết ngày",
        "promised": "Hẹn trả kết quả",
        "reappointed": "Hẹn lại",
        "committed": "Theo cam kết",
        "certainty": "Mức chắc chắn",
        "between": "có thể từ {0} đến {1}",
        "beyond": "ngoài phạm vi lịch",
        "provisional": "TẠM TÍNH, chưa phải hạn chính thức",
        "assumption": "Giả định",
        "no_due": "chưa có hạn",
        "limit": "Thời hạn",
        "from": "tính từ {0}",
        "by_argument": "theo người hỏi, không theo danh mục",
        "received": "Tiếp nhận",
        "clock": "Đồng hồ",
        "since": "từ {0}",
        "waits": "đang chờ",
        "at": "Lúc",
        "left": "còn {0}",
        "used": "đã qua {0}",
        "late": "QUÁ HẠN {0}",
        "breach": "từ {0}",
        "stages": "Giai đoạn",
        "stage": "giai đoạn đầu",
        "regime": "Quy định",
        "calendar": "Lịch",
        "case": "trường hợp",
        "rules": "Căn cứ",
        "refused": "Không ghi nhận",
        "days": "Các ngày",
        "minutes": "{0} phút",
        "elided": "… còn {0} dòng; xem đủ với --json",
        "end_of": "hết {0}",
        "title": "Lịch làm việc khu vực công",
        "worked": "{0} ngày làm việc",
        "known": "số liệu đến {0}",
        "month": "Tháng {0}",
        "weekdays": "T2 T3 T4 T5 T6 T7 CN",
        "issued": "ban hành {0}",
        "not_issued": "chưa rõ ngày ban hành",
        "assumed": "dự kiến, chưa có văn bản",
        "old": "Trước",
        "new": "Sau",
        "day": "Ngày",
        "act": "Văn bản",
        "outside": "chưa có trong lịch",
        "no_change": "Hai lịch như nhau.",
        "changes": "{0} ngày khác nhau",
        "moved": "{0} trong {1} hạn thay đổi",
        "dossier": "Hồ sơ",
        "because": "Vì",
        "line": "dòng {0}",
        "holds": "Bằng chứng đúng: tính lại ra cùng kết quả.",
        "differs": "Bằng chứng KHÔNG đúng:",
        "written": "Đã ghi {0}",
        "code": "Mã",
        "name": "Thủ tục",
        "cases": "Trường hợp và thời hạn",
        "unconfirmed": "chưa xác nhận: {0}",
        "none_found": "Không tìm thấy thủ tục nào.",
        "found": "{0} thủ tục",
        "data": "dữ liệu đến {0}",
        "working_days": "{0} ngày làm việc",
        "calendar_days": "{0} ngày",
        "working_time": "{0} giờ làm việc",
    },
    "en": {
        "due": "Due by law",
        "whole_day": "to the end of the day",
        "promised": "On the slip",
        "reappointed": "Re-appointed",
        "committed": "As committed",
        "certainty": "Certainty",
        "between": "may become {0} to {1}",
        "beyond": "beyond the calendar",
        "provisional": "PROVISIONAL, not an official deadline",
        "assumption": "Assumption",
        "no_due": "nothing is due yet",
        "limit": "Limit",
        "from": "from {0}",
        "by_argument": "as given, not as in the catalogue",
        "received": "Received",
        "clock": "Clock",
        "since": "since {0}",
        "waits": "waiting for",
        "at": "At",
        "left": "{0} left",
        "used": "{0} passed",
        "late": "LATE by {0}",
        "breach": "since {0}",
        "stages": "Stages",
        "stage": "first stage",
        "regime": "Regime",
        "calendar": "Calendar",
        "case": "case",
        "rules": "Rules",
        "refused": "Not taken",
        "days": "Days",
        "minutes": "{0} minutes",
        "elided": "… {0} more lines; all of them with --json",
        "end_of": "end of {0}",
        "title": "Working calendar of the public sector",
        "worked": "{0} working days",
        "known": "data of {0}",
        "month": "January February March April May June July August September October November December",
        "weekdays": "Mo Tu We Th Fr Sa Su",
        "issued": "issued {0}",
        "not_issued": "issue date not known",
        "assumed": "expected, no act yet",
        "old": "Before",
        "new": "After",
        "day": "Day",
        "act": "Act",
        "outside": "not in the calendar",
        "no_change": "The two calendars are the same.",
        "changes": "{0} days differ",
        "moved": "{0} of {1} deadlines move",
        "dossier": "Dossier",
        "because": "Because of",
        "line": "line {0}",
        "holds": "The proof holds: it comes out again when recomputed.",
        "differs": "The proof does NOT hold:",
        "written": "Written: {0}",
        "code": "Code",
        "name": "Procedure",
        "cases": "Cases and limits",
        "unconfirmed": "unconfirmed: {0}",
        "none_found": "No procedure was found.",
        "found": "{0} procedures",
        "data": "data of {0}",
        "working_days": "{0} working days",
        "calendar_days": "{0} days",
        "working_time": "{0} working hours",
    },
}


def moment_words(at: datetime, lang: str) -> str:
    """Return ``at`` in words; the last second of a day is its end."""
    if at == datetime(at.year, at.month, at.day, tzinfo=at.tzinfo) + LAST_MOMENT:
        return WORDS[lang]["end_of"].format(day_words(at.date(), lang))
    return instant_words(at, lang)


def short_day(day: date, lang: str) -> str:
    """Return ``day`` with its weekday in a few letters; the year is said elsewhere.

    >>> short_day(date(2026, 2, 12), "vi")
    'T5 12/02'
    """
    return f"{WORDS[lang]['weekdays'].split()[day.weekday()]} {day:%d/%m}"


def month_name(month: int, lang: str) -> str:
    """Return the name of a month."""
    return WORDS["vi"]["month"].format(month) if lang == "vi" else WORDS["en"]["month"].split()[month - 1]
