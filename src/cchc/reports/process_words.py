"""What people read about a process and its schedule, in both languages; used by every picture of them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from fractions import Fraction

from cchc.checks.texts import number, said, said_budget
from cchc.errors import UsageError
from cchc.model.process import Process, Step, StepKind
from cchc.simulation.planned import Bound, Schedule

WORDS = {
    "vi": {
        "statutory": "Hạn theo quy định",
        "committed": "Hạn cam kết",
        "wanted": "Mốc yêu cầu",
        "start": "Bắt đầu",
        "start_by": "Bắt đầu muộn nhất",
        "end": "Xong",
        "end_of": "hết {0}",
        "spare": "còn dư {0}",
        "late": "QUÁ HẠN {0}",
        "just": "vừa đủ",
        "hours": "{0} giờ làm việc",
        "critical": "Đường găng",
        "step": "Bước trên đường găng",
        "other": "Bước có dự trữ",
        "slack": "Thời gian dự trữ",
        "no_time": "Không mất thời gian",
        "not_counted": "không tính vào thời hạn",
        "untimed": "chưa có thời gian",
        "left_out": "không thực hiện",
        "inner": "Hạn tính từ đầu hồ sơ",
        "from_start": "trong {0} từ đầu hồ sơ",
        "shared": "chung {0}",
        "asked": "hỏi {0} nơi",
        "asked_many": "hỏi nhiều nơi",
        "if": "nếu {0}",
        "optional": "tùy chọn",
        "back_to": "quay lại {0}",
        "weekend": "Nghỉ hằng tuần",
        "holiday": "Nghỉ lễ, nghỉ bù",
        "made_up": "Làm bù",
        "closed": "Cơ quan của bước nghỉ",
        "coordinating": "phối hợp",
        "no_stage": "Các bước",
        "days_of_work": "“Ngày” trong quy trình này đọc là ngày làm việc.",
        "days_of_calendar": "“Ngày” trong quy trình này đọc là ngày theo lịch, kể cả ngày nghỉ.",
        "on_hours": "Có thời gian theo giờ hoặc phần lẻ của ngày: mọi ngày làm việc chạy theo giờ hành chính, mỗi ngày {0} giờ.",
        "provisional": "TẠM TÍNH: lịch có những ngày chưa có văn bản, chỉ là dự kiến.",
        "worst": "Mỗi bước dùng hết thời gian được giao; mọi điều kiện đều xảy ra; vòng quay lại không tính.",
        "untimed_note": "Chưa có thời gian, tính là 0: {0}.",
        "left_out_note": "Không thực hiện: {0}.",
        "version": "cchc, lịch {0}",
        "months": "Tháng {0}/{1}",
        "weekdays": "T2,T3,T4,T5,T6,T7,CN",
        "missing": "không có bước này",
    },
    "en": {
        "statutory": "Statutory limit",
        "committed": "Committed limit",
        "wanted": "Wanted by",
        "start": "Starts",
        "start_by": "Latest start",
        "end": "Ends",
        "end_of": "end of {0}",
        "spare": "{0} to spare",
        "late": "LATE by {0}",
        "just": "just in time",
        "hours": "{0} working hours",
        "critical": "Critical path",
        "step": "Step on the critical path",
        "other": "Step with slack",
        "slack": "Slack",
        "no_time": "Takes no time",
        "not_counted": "not counted in the limit",
        "untimed": "no time given",
        "left_out": "not taken",
        "inner": "Time from the start of the whole",
        "from_start": "within {0} of the start",
        "shared": "{0} shared",
        "asked": "asks {0}",
        "asked_many": "asks several",
        "if": "if {0}",
        "optional": "optional",
        "back_to": "back to {0}",
        "weekend": "Weekly rest",
        "holiday": "Holiday, day in lieu",
        "made_up": "Make-up day",
        "closed": "The step's agency is shut",
        "coordinating": "coordinating",
        "no_stage": "Steps",
        "days_of_work": "“Ngày” is read as a working day in this process.",
        "days_of_calendar": "“Ngày” is read as a calendar day in this process, days of rest included.",
        "on_hours": "Some times are in hours or parts of a day: all working days run on office hours, {0} hours each.",
        "provisional": "PROVISIONAL: the calendar has days that no act has settled; they are expected.",
        "worst": "Each step takes all its time; every condition holds; ways back are not counted.",
        "untimed_note": "No time is given, taken as 0: {0}.",
        "left_out_note": "Not taken: {0}.",
        "version": "cchc, calendar {0}",
        "months": "{0:02}/{1}",
        "weekdays": "Mo,Tu,We,Th,Fr,Sa,Su",
        "missing": "no such step",
    },
}


def words_of(lang: str) -> dict[str, str]:
    """Return the words of ``lang``.

    Raises:
        UsageError: there is no such language.
    """
    if lang not in WORDS:
        raise UsageError(f"no picture in {lang!r}; write one of {', '.join(map(repr, WORDS))}")
    return WORDS[lang]


def moment(at: datetime, lang: str, *, year: bool = False) -> str:
    """Return an instant in a few letters; the last second of a day is its end.

    >>> from cchc.model.instant import VIETNAM_TIME
    >>> moment(datetime(2026, 2, 12, 23, 59, 59, tzinfo=VIETNAM_TIME), "vi"), moment(datetime(2026, 2, 12, 15, tzinfo=VIETNAM_TIME), "vi")
    ('hết T5 12/02', '15:00 T5 12/02')
    """
    day = short_day(at.date(), lang) + (f"/{at.year}" if year else "")
    if at.time() == time(23, 59, 59):
        return WORDS[lang]["end_of"].format(day)
    return f"{at:%H:%M} {day}"


def short_day(day: date, lang: str) -> str:
    """Return a day with its weekday in a few letters, without the year."""
    return f"{WORDS[lang]['weekdays'].split(',')[day.weekday()]} {day:%d/%m}"


def hours_of(time: timedelta) -> Fraction:
    """Return a duration as exact hours."""
    return Fraction(time // timedelta(microseconds=1), 3_600_000_000)


def amount_of(hours: Fraction, lang: str, hours_per_day: int | Fraction = 8) -> str:
    """Return working hours in words: whole and half days as days, else hours to the minute.

    >>> amount_of(Fraction(12), "vi"), amount_of(Fraction(3), "en")
    ('1,5 ngày làm việc', '3 working hours')
    """
    days = hours / hours_per_day
    if (2 * days).denominator == 1:
        return "1 working day" if lang == "en" and days == 1 else said(days, "working_day", lang)
    whole, minutes = divmod(round(hours * 60), 60)
    shown = f"{whole}:{minutes:02}" if minutes % 15 else number(Fraction(4 * whole + minutes // 15, 4), "," if lang == "vi" else ".")
    return WORDS[lang]["hours"].format(shown)


def spare_words(bound: Bound, lang: str, hours_per_day: int | Fraction = 8) -> str:
    """Return how a bound is kept or missed."""
    words = WORDS[lang]
    if not bound.spare:
        return words["just"]
    return words["spare" if bound.kept else "late"].format(amount_of(hours_of(abs(bound.spare)), lang, hours_per_day))


def step_name(step: Step, lang: str = "vi") -> str:
    """Return what a step is called: its number and what is done."""
    done = step.activity or step.label or (step.kind.label(lang) if step.kind is not StepKind.TASK else step.id)
    return f"{step.no}. {done[:1].upper()}{done[1:]}" if step.no else f"{done[:1].upper()}{done[1:]}"


def short_name(step: Step) -> str:
    """Return a few letters by which a row of steps is told: the number printed, else what is done."""
    return step.no or step.label or step.activity or step.id


def who(step: Step, lang: str) -> str:
    """Return who does it: role and agency, once when they are one."""
    named = dict.fromkeys(one for one in (step.role, step.agency) if one)
    told = " · ".join(named)
    return told if step.lead or not told else f"{told} ({WORDS[lang]['coordinating']})"


def time_words(step: Step, process: Process, lang: str) -> str:
    """Return the time of a step as printed, with what is special about it."""
    words = WORDS[lang]
    told: list[str] = []
    group = next((one for one in process.groups if one.id == step.group), None) if step.group else None
    if not step.counted:
        told += [*([said_budget(step.budget, lang)] if step.budget else []), words["not_counted"]]
    elif group is not None:
        told.append(words["shared"].format(said_budget(group.budget, lang)))
    elif step.budget is not None:
        told.append(said_budget(step.budget, lang))
    elif step.deadline_from_start is None:
        told.append(words["untimed"])
    if step.deadline_from_start is not None:
        told.append(words["from_start"].format(said_budget(step.deadline_from_start, lang)))
    return ", ".join(told)


def special_words(step: Step, lang: str) -> list[str]:
    """Return what else an officer must know of a step: kind, agencies asked, condition, what silence means, the way back."""
    words = WORDS[lang]
    told: list[str] = []
    if step.kind is not StepKind.TASK and (step.activity or step.label):
        told.append(step.kind.label(lang))
    if step.parallel is not None:
        told.append(words["asked"].format(step.parallel) if step.parallel else words["asked_many"])
    if step.procedure:
        told.append(step.procedure)
    if step.condition:
        told.append(words["if"].format(step.condition))
    if step.optional:
        told.append(words["optional"])
    if step.on_timeout is not None:
        told.append(step.on_timeout.label(lang))
    if step.loop_to:
        back = words["back_to"].format(step.loop_to)
        told.append(f"{back} ({step.loop_exit})" if step.loop_exit else back)
    return told


def reading_notes(schedule: Schedule, lang: str) -> list[str]:
    """Return how the times were read and what was assumed, a sentence each."""
    words, process, reading = WORDS[lang], schedule.process, schedule.reading
    wholes = (process.declared, process.committed, *(group.budget for group in process.groups))
    budgets = [*wholes, *(step.budget for step in process.steps), *(step.deadline_from_start for step in process.steps)]
    told = [*([words["provisional"]] if schedule.provisional else []), words["worst"]]
    if any(one is not None and one.unit == "day" for one in budgets):
        told.append(words["days_of_work" if reading.days_of_work else "days_of_calendar"])
    if reading.on_hours:
        told.append(words["on_hours"].format(number(Fraction(reading.hours_per_day), "," if lang == "vi" else ".")))
    if schedule.untimed:
        told.append(words["untimed_note"].format(", ".join(schedule.untimed)))
    left_out = [one.step.id for one in schedule.steps if one.left_out]
    if left_out:
        told.append(words["left_out_note"].format(", ".join(left_out)))
    return told
