"""What a system may or may not be able to do: what it cannot is declared, and reported as not tested."""

from __future__ import annotations

from cchc.model.labels import LabelledEnum


class Feature(LabelledEnum):
    """A kind of question; a host that cannot be asked it says so in ``cannot``, with the reason.

    >>> Feature("pauses").label_en
    'the clock pauses and goes on'
    """

    WORKING_DAYS = "working_days", "thời hạn theo ngày làm việc", "limits in working days"
    CALENDAR_DAYS = "calendar_days", "thời hạn theo ngày", "limits in calendar days"
    MONTHS = "months", "thời hạn theo tuần, tháng, năm", "limits in weeks, months, years"
    SUMS = "sums", "thời hạn cộng gộp nhiều đơn vị", "sums of several units"
    SAME_DAY = "same_day", "trong ngày, không ngày", "the same day, and zero days"
    WORKING_HOURS = "working_hours", "thời hạn theo giờ làm việc", "limits in working hours"
    ELAPSED_HOURS = "elapsed_hours", "thời hạn theo giờ liên tục", "limits in elapsed hours"
    FRACTIONS = "fractions", "phần lẻ của giờ, của ngày", "fractions of an hour or a day"
    OTHER_CALENDARS = "other_calendars", "lịch nghỉ khác", "other calendars than its own"
    OTHER_OFFICES = "other_offices", "giờ làm việc khác", "other office hours than its own"
    AGENCY_DAYS = "agency_days", "ngày làm việc riêng của cơ quan", "an agency's own working days and closures"
    UNKNOWN_YEARS = "unknown_years", "năm chưa công bố lịch nghỉ", "years whose calendar is not announced"
    CUTOFFS = "cutoffs", "giờ chốt dời thời điểm bắt đầu", "cut-offs that shift the start"
    START_EVENTS = "start_events", "mốc bắt đầu khác ngày nhận", "starts other than the receipt"
    PAUSES = "pauses", "tạm dừng, tiếp tục", "the clock pauses and goes on"
    EXCLUSIONS = "exclusions", "khoảng thời gian không tính", "intervals that do not count"
    RESTARTS = "restarts", "tính lại từ đầu", "the limit restarts"
    NEW_LIMITS = "new_limits", "thời hạn mới ấn định", "a new limit is set"
    EXTENSIONS = "extensions", "kéo dài thời hạn", "extensions"
    APOLOGIES = "apologies", "xin lỗi, hẹn lại", "apologies with a new date"
    REFUSALS = "refusals", "từ chối việc không được phép", "refusing what is not allowed"
    THREADS = "threads", "hỏi cùng lúc", "questions at the same time"
