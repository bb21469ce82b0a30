"""Count a time limit: the first day, the days between, the last day. Each rule is a constant beside its basis.

Sources (read 2026-11-22): Bộ luật Dân sự 91/2015/QH13, Điều 144-148, the general rule unless a special law says
otherwise (Điều 145); before 2017 the code of 2005, 33/2005/QH11, Điều 149-153, of the same content (not verified).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import overload

from cchc.deadlines.office_hours import STANDARD_OFFICE, OfficeHours, working_time
from cchc.deadlines.policy import DEFAULT_POLICY, DayFraction, LeapDay, Policy, Roll, ZeroDays
from cchc.deadlines.working_calendar import DayTable
from cchc.errors import LimitError, UsageError
from cchc.legal import LegalBasis
from cchc.model.instant import vietnam_instant
from cchc.model.limit_phrases import format_limit
from cchc.model.time_limit import (
    CalendarDays,
    CompoundLimit,
    DayLimit,
    Hours,
    HourLimit,
    Immediate,
    Months,
    SameDay,
    TimeLimit,
    Weeks,
    WorkingDays,
    WorkingHours,
    runs_on_hours,
)

_CODE = "91/2015/QH13"
_CODE_2005 = "33/2005/QH11"
CIVIL_CODE_2015_SINCE = date(2017, 1, 1)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that was applied: what it says in both languages, its basis, and ``flag`` where a reader should look.

    ``before_2017`` is the provision of the code of 2005 with the same content.
    """

    code: str
    text_vi: str
    text_en: str
    basis: tuple[LegalBasis, ...]
    flag: bool = False
    before_2017: LegalBasis | None = None

    def basis_on(self, day: date) -> tuple[LegalBasis, ...]:
        """Return the provisions that say so on ``day``."""
        return self.basis if self.before_2017 is None or day >= CIVIL_CODE_2015_SINCE else (self.before_2017,)

    def text(self, lang: str) -> str:
        """Return the rule in ``lang``: ``"vi"`` or ``"en"``."""
        return self.text_vi if lang == "vi" else self.text_en


_START_2005 = LegalBasis(_CODE_2005, 152, unverified=True)
_END_2005 = LegalBasis(_CODE_2005, 153, unverified=True)

RUNS_FROM_THE_MOMENT = Rule(
    "runs_from_the_moment",
    "Thời hạn tính bằng phút, giờ bắt đầu từ thời điểm đã xác định",
    "A period in minutes or hours runs from the very moment",
    (LegalBasis(_CODE, 147, 1),),
    before_2017=_START_2005,
)
FIRST_DAY_NOT_COUNTED = Rule(
    "first_day_not_counted",
    "Ngày đầu tiên không được tính, tính từ ngày tiếp theo liền kề",
    "The first day is not counted; day 1 is the next one",
    (LegalBasis(_CODE, 147, 2),),
    before_2017=_START_2005,
)
EVENT_DAY_NOT_COUNTED = Rule(
    "event_day_not_counted",
    "Ngày xảy ra sự kiện không được tính, tính từ ngày tiếp theo liền kề",
    "The day of the event is not counted; day 1 is the next one",
    (LegalBasis(_CODE, 147, 3),),
    before_2017=_START_2005,
)
ENDS_WITH_ITS_LAST_DAY = Rule(
    "ends_with_its_last_day",
    "Thời hạn kết thúc tại thời điểm kết thúc ngày cuối cùng, lúc 24 giờ",
    "The period ends with its last day, at 24:00",
    (LegalBasis(_CODE, 148, 1), LegalBasis(_CODE, 148, 6)),
    before_2017=_END_2005,
)
ENDS_ON_SAME_WEEKDAY = Rule(
    "ends_on_same_weekday",
    "Thời hạn tính bằng tuần kết thúc vào ngày tương ứng của tuần cuối cùng",
    "A period in weeks ends on the same day of its last week",
    (LegalBasis(_CODE, 148, 2),),
    before_2017=_END_2005,
)
ENDS_ON_SAME_DAY_OF_MONTH = Rule(
    "ends_on_same_day_of_month",
    "Thời hạn tính bằng tháng kết thúc vào ngày tương ứng của tháng cuối cùng",
    "A period in months ends on the same day of its last month",
    (LegalBasis(_CODE, 148, 3),),
    before_2017=_END_2005,
)
ENDS_ON_LAST_DAY_OF_MONTH = Rule(
    "ends_on_last_day_of_month",
    "Tháng cuối không có ngày tương ứng: thời hạn kết thúc vào ngày cuối cùng của tháng đó",
    "The last month lacks that day: the period ends on its last day",
    (LegalBasis(_CODE, 148, 3),),
    flag=True,
    before_2017=_END_2005,
)
ENDS_ON_SAME_DAY_OF_YEAR = Rule(
    "ends_on_same_day_of_year",
    "Thời hạn tính bằng năm kết thúc vào ngày, tháng tương ứng của năm cuối cùng",
    "A period in years ends on the same day and month of its last year",
    (LegalBasis(_CODE, 148, 4),),
    before_2017=_END_2005,
)
LEAP_DAY_BY_ANALOGY = Rule(
    "leap_day_by_analogy",
    "Ngày 29 tháng 02 không có trong năm cuối: luật không quy định, áp dụng tương tự quy tắc tháng",
    "29 February is missing in the last year: the Code is silent, the rule on months is used by analogy",
    (LegalBasis(_CODE, 148, 3), LegalBasis(_CODE, 148, 4)),
    flag=True,
    before_2017=_END_2005,
)
ENDS_ON_NEXT_WORKING_DAY = Rule(
    "ends_on_next_working_day",
    "Ngày cuối cùng là ngày nghỉ: thời hạn kết thúc khi kết thúc ngày làm việc tiếp theo",
    "The last day is a day of rest: the period ends with the next working day",
    (LegalBasis(_CODE, 148, 5),),
    before_2017=_END_2005,
)
ELAPSED_HOURS_DO_NOT_ROLL = Rule(
    "elapsed_hours_do_not_roll",
    "Thời hạn tính bằng giờ kết thúc ngoài giờ làm việc: giữ nguyên vì luật chỉ nói về ngày",
    "The period in hours ends outside office hours: it stays, the rule on rest days speaks of days",
    (LegalBasis(_CODE, 147, 1),),
    flag=True,
    before_2017=_START_2005,
)

CIVIL_CODE_RULES = (
    RUNS_FROM_THE_MOMENT,
    FIRST_DAY_NOT_COUNTED,
    EVENT_DAY_NOT_COUNTED,
    ENDS_WITH_ITS_LAST_DAY,
    ENDS_ON_SAME_WEEKDAY,
    ENDS_ON_SAME_DAY_OF_MONTH,
    ENDS_ON_LAST_DAY_OF_MONTH,
    ENDS_ON_SAME_DAY_OF_YEAR,
    LEAP_DAY_BY_ANALOGY,
    ENDS_ON_NEXT_WORKING_DAY,
    ELAPSED_HOURS_DO_NOT_ROLL,
)


@overload
def add(
    start: date, limit: DayLimit, calendar: DayTable, *, office: OfficeHours = ..., policy: Policy = ...
) -> date: ...
@overload
def add(
    start: datetime, limit: HourLimit | WorkingDays, calendar: DayTable, *, office: OfficeHours = ..., policy: Policy = ...
) -> datetime: ...
def add(
    start: date,
    limit: TimeLimit,
    calendar: DayTable,
    *,
    office: OfficeHours = STANDARD_OFFICE,
    policy: Policy = DEFAULT_POLICY,
) -> date:
    """Return the last day of ``limit`` when it starts with an event on ``start``, or its last instant for hours.

    The day of ``start`` is not counted. A limit in calendar days, weeks, months or years whose last day is a day of
    rest moves to the next working day (unless ``policy`` says not to); one in working days always ends on a working
    day. Limits in hours and fractions of a working day want an instant and give one, on the closing side of a session.
    Constant cost in the length of the limit.

    Raises:
        CalendarCoverageError: the calendar does not reach that far.
        UsageError: an instant for a limit in days, or a day for one in hours.
        NaiveDatetimeError, OtherZoneError: the instant is not one of Vietnam's time.

    >>> from cchc.rulebook import load_calendar
    >>> add(date(2026, 2, 12), WorkingDays(count=3), load_calendar()).isoformat()  # Tết 16-20 February
    '2026-02-24'
    """
    if type(limit) is WorkingDays and type(start) is date:
        count = limit.count
        if type(count) is int and count:
            index = start.toordinal() - calendar.origin
            if 0 < index <= calendar.length:
                number = calendar.through[index] + count
                if number < calendar.total:
                    return calendar.nth[number]
    return _add(start, limit, calendar, office, policy)


def _add(start: date, limit: TimeLimit, calendar: DayTable, office: OfficeHours, policy: Policy) -> date:
    if runs_on_hours(limit):
        if not isinstance(start, datetime):
            raise UsageError(f"{format_limit(limit, 'en')} runs from an instant; give a datetime, not the day {start}")
        vietnam_instant(start, "the start")
        amount = time_of(limit, start, calendar, office, policy)
        return start + amount if isinstance(limit, Hours) else working_time(calendar, office).add(start, amount)
    if isinstance(start, datetime):
        raise UsageError(f"{format_limit(limit, 'en')} is counted in days from a day; write value.date(), or use due() for a receipt")
    if is_zero(limit):
        return zero_days_from(start, limit, calendar, policy)
    plain, working = whole_days(limit, start, policy)
    day = start + timedelta(days=plain)
    if working:
        return calendar.nth_working_day(calendar.working_days_through(day) + working)
    calendar.index(day)
    return rolled(day, calendar, policy)


@overload
def subtract(end: date, limit: DayLimit, calendar: DayTable, *, office: OfficeHours = ...) -> date: ...
@overload
def subtract(end: datetime, limit: HourLimit | WorkingDays, calendar: DayTable, *, office: OfficeHours = ...) -> datetime: ...
def subtract(end: date, limit: TimeLimit, calendar: DayTable, *, office: OfficeHours = STANDARD_OFFICE) -> date:
    """Return the last day on which something may be done that is due ``limit`` before ``end`` ("chậm nhất trước 20 ngày").

    The day of the event ``end`` is not counted and the day found is; nothing rolls, since the Code rolls forward only.
    On working days it is the inverse of :func:`add`. Hours give the last instant from which they are still left.

    >>> from cchc.rulebook import load_calendar
    >>> subtract(date(2026, 11, 30), WorkingDays(count=7), load_calendar()).isoformat()
    '2026-11-18'
    """
    if runs_on_hours(limit):
        if not isinstance(end, datetime):
            raise UsageError(f"{format_limit(limit, 'en')} runs back from an instant; give a datetime, not the day {end}")
        vietnam_instant(end, "the end")
        amount = time_of(limit, end, calendar, office, DEFAULT_POLICY)
        return end - amount if isinstance(limit, Hours) else working_time(calendar, office).subtract(end, amount)
    if isinstance(end, datetime):
        raise UsageError(f"{format_limit(limit, 'en')} is counted back in days from a day; write value.date()")
    plain, working = whole_days(limit, end, DEFAULT_POLICY, backwards=True)
    day = end - timedelta(days=plain)
    calendar.index(day)
    if not working:
        return day
    return calendar.nth_working_day(calendar.through[calendar.index(day) - 1] - working + 1)


def count(start: date, end: date, calendar: DayTable) -> int:
    """Return the working days in (``start``, ``end``]: the first day out, the last day in; negative when ``end`` is earlier.

    So ``count(d, add(d, n)) == n`` for every day, days of rest included. Constant cost in the span.

    Raises:
        CalendarCoverageError: the calendar does not reach one of the days.

    >>> from cchc.rulebook import load_calendar
    >>> count(date(2025, 12, 31), date(2026, 1, 12), load_calendar())  # Friday 2/1 swapped with Saturday 10/1
    7
    """
    if type(start) is date and type(end) is date:
        origin, length = calendar.origin, calendar.length
        first, last = start.toordinal() - origin, end.toordinal() - origin
        if 0 < first <= length and 0 < last <= length:
            through = calendar.through
            return through[last] - through[first]
    return calendar.working_days_through(end) - calendar.working_days_through(start)


def elapsed(start: datetime, end: datetime, calendar: DayTable, *, office: OfficeHours = STANDARD_OFFICE) -> timedelta:
    """Return the working time between two instants; negative when ``end`` is earlier, additive over any instant between.

    >>> from cchc.rulebook import load_calendar
    >>> from cchc.model.instant import VIETNAM_TIME
    >>> morning, evening = (datetime(2026, 3, 2, hour, tzinfo=VIETNAM_TIME) for hour in (8, 18))
    >>> elapsed(morning, evening, load_calendar()) == timedelta(hours=7.5)
    True
    """
    return working_time(calendar, office).elapsed(start, end)


def is_zero(limit: TimeLimit) -> bool:
    """Return whether ``limit`` is an amount of nothing: zero days."""
    return not isinstance(limit, SameDay | Immediate | CompoundLimit) and limit.count == 0


def zero_days_from(start: date, limit: TimeLimit, calendar: DayTable, policy: Policy) -> date:
    """Return what zero days from ``start`` are under ``policy``."""
    if policy.zero_days is ZeroDays.REFUSED:
        raise LimitError(f"{format_limit(limit, 'en')} says nothing; for a result on the day itself write SameDay()")
    if policy.zero_days is ZeroDays.THAT_OR_NEXT_WORKING_DAY:
        return calendar.first_working_day_from(start)
    calendar.index(start)
    return start


def whole_days(limit: TimeLimit, anchor: date, policy: Policy, *, backwards: bool = False) -> tuple[int, int]:
    """Return ``limit`` as (plain days, working days) from ``anchor``: months and years first, then days, then working days.

    Months and years are always taken from the anchor, never chained; backwards they run into the past, and the plain
    days are still positive.
    """
    if isinstance(limit, WorkingDays):
        assert isinstance(limit.count, int)
        return 0, limit.count
    if isinstance(limit, CompoundLimit):
        plain = working = 0
        for part in limit.parts:
            step = anchor - timedelta(days=plain) if backwards else anchor + timedelta(days=plain)
            days, worked = whole_days(part, step, policy, backwards=backwards)
            plain, working = plain + days, working + worked
        return plain, working
    if isinstance(limit, SameDay | Immediate):
        return 0, 0
    count = limit.count
    assert isinstance(count, int)
    if isinstance(limit, CalendarDays):
        return count, 0
    if isinstance(limit, Weeks):
        return 7 * count, 0
    months = count if isinstance(limit, Months) else 12 * count
    reached = months_later(anchor, -months if backwards else months)
    if not isinstance(limit, Months) and policy.leap_day is LeapDay.MAR_1 and reached.day < anchor.day:
        reached += timedelta(days=1)
    return abs((reached - anchor).days), 0


def months_later(anchor: date, months: int) -> date:
    """Return the same day ``months`` later, or the last day of that month where it lacks the day (Điều 148 khoản 3).

    >>> months_later(date(2024, 1, 31), 1).isoformat()
    '2024-02-29'
    """
    from dateutil.relativedelta import relativedelta  # costs 12 ms to import: only limits in months need it

    try:
        return anchor + relativedelta(months=months)
    except (ValueError, OverflowError) as error:
        raise LimitError(f"{months} months from {anchor} is no date") from error


def rolled(day: date, calendar: DayTable, policy: Policy) -> date:
    """Return ``day``, or the next working day when it is a national day of rest and ``policy`` rolls.

    An agency's own closure does not move a last day: the Code speaks of weekly rest days and public holidays.
    """
    national: DayTable = calendar.national
    if policy.roll is Roll.NONE:
        return day
    return national.first_working_day_from(day)


def hours_of_a_day(start: datetime, calendar: DayTable, office: OfficeHours, policy: Policy) -> Fraction:
    """Return how many working hours one working day is worth when a fraction of it runs on the hour clock."""
    if policy.day_fraction is DayFraction.EIGHT_HOURS:
        return Fraction(8)
    clock = working_time(calendar, office)
    length = clock.length_of(calendar.first_working_day_from(start.date()))
    return Fraction(length, 3_600_000_000)


def time_of(limit: TimeLimit, start: datetime, calendar: DayTable, office: OfficeHours, policy: Policy) -> timedelta:
    """Return a limit that runs on hours as an exact duration.

    Raises:
        LimitError: the amount is not a whole number of microseconds, such as a seventh of a day.
    """
    assert isinstance(limit, WorkingHours | Hours | WorkingDays)
    hours = Fraction(limit.count)
    if isinstance(limit, WorkingDays):
        hours *= hours_of_a_day(start, calendar, office, policy)
    microseconds = hours * 3_600_000_000
    if microseconds.denominator != 1:
        raise LimitError(f"{format_limit(limit, 'en')} is no whole number of microseconds; write an amount the clock can show")
    return timedelta(0, 0, microseconds.numerator)
