"""The state of a clock, and when something is late."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cchc.deadlines.course import Course
from cchc.model.labels import LabelledEnum
from cchc.model.time_limit import CalendarDays


class ClockState(LabelledEnum):
    """Whether a clock runs."""

    NOT_STARTED = "not_started", "Chưa bắt đầu", "Not started"
    RUNNING = "running", "Đang chạy", "Running"
    SUSPENDED = "suspended", "Đang tạm dừng", "Suspended"
    ENDED = "ended", "Đã kết thúc", "Ended"


def is_late(at: datetime, course: Course) -> bool:
    """Return whether ``at`` is late: days compare dates, hours compare instants; the due moment itself is in time."""
    return at.date() > course.due if course.due_at is None else at > course.due_at


def last_day_to_apologise(due: date, lead: CalendarDays) -> date:
    """Return the last day on which an apology is in time: ``lead`` before the due day (one calendar day, by decree).

    >>> last_day_to_apologise(date(2026, 11, 20), CalendarDays(count=1)).isoformat()
    '2026-11-19'
    """
    assert isinstance(lead.count, int)
    return due - timedelta(days=lead.count)
