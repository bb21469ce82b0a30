"""Rules about days: which count, where a limit starts and ends, months and years, what lies beyond the calendar."""

from __future__ import annotations

from datetime import date

from cchc.deadlines.calendar_day import WEEK, DayKind
from cchc.deadlines.civil_code import (
    ENDS_ON_LAST_DAY_OF_MONTH,
    ENDS_ON_NEXT_WORKING_DAY,
    ENDS_ON_SAME_DAY_OF_MONTH,
    ENDS_ON_SAME_DAY_OF_YEAR,
    ENDS_ON_SAME_WEEKDAY,
    ENDS_WITH_ITS_LAST_DAY,
    FIRST_DAY_NOT_COUNTED,
    LEAP_DAY_BY_ANALOGY,
    NOMINAL_LENGTHS,
)
from cchc.legal import LegalBasis
from cchc.model.receipt import Receipt
from cchc.model.time_limit import CalendarDays, CompoundLimit, Immediate, Months, SameDay, Weeks, WorkingDays, Years
from cchc.testing.contract.asking import AT_ANY_TIME, IN_OFFICE, ONE_DAY, Asking, at, counted
from cchc.testing.contract.feature import Feature
from cchc.testing.contract.question import Question
from cchc.testing.contract.ruling import Draw, rule
from cchc.testing.needs_hypothesis import st
from cchc.testing.time_strategies import sums

from hypothesis import assume  # isort: skip - after the message of a missing Hypothesis

HOLIDAYS = LegalBasis("45/2019/QH14", 112)
IN_LIEU = LegalBasis("45/2019/QH14", 111, 3)

few_working = counted(WorkingDays, 1, 12)
few_plain = counted(CalendarDays, 1, 30)
_NOTHING = st.sampled_from([SameDay(), Immediate(), WorkingDays(count=0), CalendarDays(count=0)])
_MONTHS_AND_DAYS = st.tuples(st.integers(1, 3), st.integers(1, 15))
_SUMS = sums(40) | _MONTHS_AND_DAYS.map(lambda drawn: CompoundLimit(parts=(Months(count=drawn[0]), WorkingDays(count=drawn[1]))))
_working, _plain, _months = (Feature.WORKING_DAYS,), (Feature.CALENDAR_DAYS,), (Feature.MONTHS,)


def _without(question: Question, kind: DayKind) -> Question:
    """Pass over a question on whose way a day of ``kind`` lies: it belongs to another rule."""
    due = question.deadline().due
    assert due is not None
    assume(not any(one.kind is kind and question.received.date() < one.day <= due for one in question.setting.calendar.special_days()))
    return question


class DayRules(Asking):
    """Limits in days, weeks, months and years, without anything happening to the clock."""

    @rule("Ngày nhận hồ sơ không được tính", FIRST_DAY_NOT_COUNTED, pitfalls="T54", needs=_working)
    def test_the_day_of_receipt_is_not_counted(self, draw: Draw) -> None:
        """The day of receipt is not counted."""
        self.same_due(self.question(draw, counted(WorkingDays, 1, 4), on_a_working_day=True))

    @rule("Ngày nghỉ hằng tuần không phải ngày làm việc", WEEK, pitfalls="T32", needs=_working)
    def test_weekly_rest_days_do_not_count(self, draw: Draw) -> None:
        """Weekly rest days do not count."""
        self.same_due(self.question(draw, few_working, on_a_working_day=True))

    @rule("Ngày nghỉ lễ, tết, nghỉ bù không được tính", HOLIDAYS, IN_LIEU, pitfalls="T06 T26 T33", needs=_working)
    def test_public_holidays_do_not_count(self, draw: Draw) -> None:
        """Public holidays, Tết and days in lieu do not count."""
        self.same_due(self.question(draw, few_working, DayKind.STATUTORY, DayKind.IN_LIEU, on_a_working_day=True))

    @rule("Ngày thứ Bảy, Chủ nhật làm bù là ngày làm việc", HOLIDAYS, pitfalls="T19 T20 T21 T80", needs=_working)
    def test_make_up_days_count(self, draw: Draw) -> None:
        """A make-up Saturday or Sunday counts."""
        self.same_due(_without(self.question(draw, few_working, DayKind.MADE_UP, on_a_working_day=True), DayKind.SWAPPED_OFF))

    @rule("Ngày nghỉ hoán đổi không được tính", HOLIDAYS, pitfalls="T19 T20", needs=_working)
    def test_swapped_weekdays_do_not_count(self, draw: Draw) -> None:
        """A weekday swapped off does not count."""
        self.same_due(_without(self.question(draw, few_working, DayKind.SWAPPED_OFF, on_a_working_day=True), DayKind.MADE_UP))

    @rule("Nhận vào ngày nghỉ: ngày thứ nhất là ngày làm việc kế tiếp", FIRST_DAY_NOT_COUNTED, pitfalls="T53 T60", needs=_working)
    def test_a_receipt_on_a_day_of_rest_keeps_its_day(self, draw: Draw) -> None:
        """Received on a day of rest: day 1 is the next working day."""
        question = self.question(draw, few_working, DayKind.STATUTORY, DayKind.IN_LIEU, times=AT_ANY_TIME, before=3)
        day = question.received.date()
        while question.setting.calendar.is_working_day(day):
            day += ONE_DAY
        self.same_due(question.but(receipt=Receipt(received_at=at(day, question.received.time()))))

    @rule("Giờ nhận trong ngày không đổi hạn tính theo ngày", FIRST_DAY_NOT_COUNTED, pitfalls="T24 T25 T60 T84", needs=_working)
    def test_the_time_of_receipt_moves_no_limit_in_days(self, draw: Draw) -> None:
        """The time of day of receipt does not move a limit in days."""
        self.same_due(self.question(draw, few_working, times=AT_ANY_TIME, on_a_working_day=True))

    @rule("Thời hạn theo ngày tính cả ngày nghỉ", ENDS_WITH_ITS_LAST_DAY, needs=_plain)
    def test_calendar_days_count_days_of_rest(self, draw: Draw) -> None:
        """Calendar days count days of rest too."""
        self.same_due(self.question(draw, few_plain))

    @rule("Ngày cuối là ngày nghỉ thì kết thúc vào ngày làm việc tiếp theo", ENDS_ON_NEXT_WORKING_DAY, pitfalls="T61", needs=_plain)
    def test_a_last_day_of_rest_moves_on(self, draw: Draw) -> None:
        """A last day of rest moves to the next working day."""
        question = self.question(draw, few_plain, DayKind.STATUTORY, DayKind.IN_LIEU, DayKind.SWAPPED_OFF, before=0)
        count = draw(st.integers(1, 20))
        received = question.receipt.received_at - count * ONE_DAY
        self.same_due(question.but(limit=CalendarDays(count=count), receipt=Receipt(received_at=received)))

    @rule("Ngày cuối là ngày làm bù thì giữ nguyên", ENDS_ON_NEXT_WORKING_DAY, pitfalls="T23", needs=_plain)
    def test_a_last_day_that_is_made_up_stays(self, draw: Draw) -> None:
        """A last day that is a make-up day stays."""
        question = self.question(draw, few_plain, DayKind.MADE_UP, before=0)
        count = draw(st.integers(1, 20))
        received = question.receipt.received_at - count * ONE_DAY
        self.same_due(question.but(limit=CalendarDays(count=count), receipt=Receipt(received_at=received)))

    @rule("Tuần kết thúc vào ngày tương ứng", ENDS_ON_SAME_WEEKDAY, needs=_months)
    def test_weeks_end_on_the_same_weekday(self, draw: Draw) -> None:
        """Weeks end on the same day of the week."""
        self.same_due(self.question(draw, counted(Weeks, 1, 8)))

    @rule("Tháng kết thúc vào ngày tương ứng, không phải sau 30 ngày", ENDS_ON_SAME_DAY_OF_MONTH, NOMINAL_LENGTHS, needs=_months)
    def test_months_end_on_the_same_day(self, draw: Draw) -> None:
        """Months end on the same day of the month, not after 30 days."""
        self.same_due(self.question(draw, counted(Months, 1, 8)))

    @rule(
        "Tháng cuối không có ngày tương ứng: ngày cuối tháng, tính một lần từ ngày đầu",
        ENDS_ON_LAST_DAY_OF_MONTH,
        pitfalls="T45 T46",
        needs=_months,
    )
    def test_months_from_the_end_of_a_month(self, draw: Draw) -> None:
        """A last month without that day ends on its last day; months are taken together, never chained."""
        setting = self.setting(draw)
        year = self.day_near(draw, setting).year
        received = at(date(year, draw(st.sampled_from([1, 3, 5])), draw(st.sampled_from([31, 30, 29]))), draw(IN_OFFICE))
        limit = Months(count=draw(st.integers(1, 6)))
        self.same_due(Question(limit, Receipt(received_at=received), setting))

    @rule(
        "Năm kết thúc vào ngày, tháng tương ứng; 29/02 theo lựa chọn",
        ENDS_ON_SAME_DAY_OF_YEAR,
        LEAP_DAY_BY_ANALOGY,
        pitfalls="T47",
        needs=_months,
    )
    def test_years_end_on_the_same_day(self, draw: Draw) -> None:
        """Years end on the same day and month; 29 February by the choice."""
        setting = self.setting(draw, year=2024)
        leap = draw(st.booleans())
        day = date(2024, 2, 29) if leap else date(2024, draw(st.integers(1, 12)), draw(st.integers(1, 28)))
        self.same_due(Question(Years(count=1), Receipt(received_at=at(day, draw(IN_OFFICE))), setting))

    @rule("Thời hạn cộng gộp: tháng trước, ngày sau, ngày làm việc cuối cùng", ENDS_ON_SAME_DAY_OF_MONTH, needs=(Feature.SUMS,))
    def test_a_sum_runs_months_then_days_then_working_days(self, draw: Draw) -> None:
        """A sum runs months first, then days, then working days."""
        self.same_due(self.question(draw, _SUMS))

    @rule(
        "Trong ngày là hết ngày nhận, ngày nghỉ thì ngày làm việc tiếp theo",
        ENDS_WITH_ITS_LAST_DAY,
        pitfalls="T48 T57",
        needs=(Feature.SAME_DAY,),
    )
    def test_the_same_day_is_the_day_of_receipt(self, draw: Draw) -> None:
        """The same day is the whole day of receipt; a day of rest moves on."""
        self.same_due(self.question(draw, _NOTHING, times=AT_ANY_TIME))

    @rule("Thời hạn dài không bị cắt", ENDS_WITH_ITS_LAST_DAY, pitfalls="T40 T48", needs=_working)
    def test_a_long_limit_is_not_cut_short(self, draw: Draw) -> None:
        """A long limit is not cut short."""
        self.same_due(self.question(draw, counted(WorkingDays, 13, 300), on_a_working_day=True))

    @rule(
        "Năm chưa công bố lịch nghỉ thì không trả lời",
        HOLIDAYS,
        pitfalls="T27 T28 T33",
        needs=(Feature.WORKING_DAYS, Feature.UNKNOWN_YEARS),
    )
    def test_an_unannounced_year_is_refused(self, draw: Draw) -> None:
        """Beyond the announced years there is no answer."""
        setting = self.setting(draw)
        received = at(setting.last - draw(st.integers(0, 20)) * ONE_DAY, draw(IN_OFFICE))
        self.same_due(Question(draw(few_working), Receipt(received_at=received), setting), may_refuse=True)
