"""Rules about a system's arithmetic: adding, counting back and forth, working time between two instants."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cchc.deadlines.calendar_day import WEEK, DayKind
from cchc.deadlines.civil_code import FIRST_DAY_NOT_COUNTED, RUNS_FROM_THE_MOMENT
from cchc.deadlines.counting import add, count, elapsed, subtract
from cchc.deadlines.explanation import instant_words
from cchc.model.time_limit import WorkingDays
from cchc.testing.contract.answer import answer_words, asked
from cchc.testing.contract.asking import ANY_KIND, AT_ANY_TIME, MINUTES, ONE_DAY, Asking, at
from cchc.testing.contract.outcome import Difference, DifferenceError
from cchc.testing.contract.question import Setting
from cchc.testing.contract.rules_days import HOLIDAYS
from cchc.testing.contract.ruling import Draw, rule
from cchc.testing.needs_hypothesis import st

_few = st.integers(1, 20)


class ArithmeticRules(Asking):
    """What a system offers beside due dates; each is tested where the adapter has it."""

    @rule("Biết ngày nào là ngày làm việc", HOLIDAYS, WEEK, pitfalls="T19 T20 T21 T32 T33", asks=("is_working_day",))
    def test_it_knows_which_days_are_worked(self, draw: Draw) -> None:
        """It knows which days are worked."""
        setting = self.setting(draw, *ANY_KIND)
        day = self.day_near(draw, setting, *ANY_KIND, before=1)
        story = [self.words("{0} có làm việc không", "is {0} worked", day)]
        self.same(lambda: self.is_working_day(day, setting), setting.calendar.is_working_day(day), story, setting, day)

    @rule("Cộng ngày làm việc", FIRST_DAY_NOT_COUNTED, pitfalls="T19 T20 T21 T26 T48", asks=("add",))
    def test_adding_working_days(self, draw: Draw) -> None:
        """Adding working days."""
        setting, day, number = self._days(draw)
        right = add(day, WorkingDays(count=number), setting.calendar)
        story = [self.words("{0} + {1} ngày làm việc", "{0} + {1} working days", day, number)]
        self.same(lambda: self.add(day, number, setting), right, story, setting, day, right)

    @rule("Trừ ngày làm việc", FIRST_DAY_NOT_COUNTED, pitfalls="T56", asks=("subtract",))
    def test_subtracting_working_days(self, draw: Draw) -> None:
        """Subtracting working days."""
        setting, day, number = self._days(draw)
        right = subtract(day, WorkingDays(count=number), setting.calendar)
        story = [self.words("{0} - {1} ngày làm việc", "{0} - {1} working days", day, number)]
        self.same(lambda: self.subtract(day, number, setting), right, story, setting, day, right)

    @rule("Đếm ngày làm việc: bỏ ngày đầu, tính ngày cuối", FIRST_DAY_NOT_COUNTED, pitfalls="T54 T56", asks=("count",))
    def test_counting_working_days(self, draw: Draw) -> None:
        """Counting working days: the first day out, the last day in."""
        setting, day, number = self._days(draw)
        end = day + number * ONE_DAY
        if draw(st.booleans()):
            day, end = end, day
        story = [self.words("số ngày làm việc từ {0} đến {1}", "working days from {0} to {1}", day, end)]
        self.same(lambda: self.count(day, end, setting), count(day, end, setting.calendar), story, setting, day, end)

    @rule("Đếm đến ngày đã cộng được đúng số đã cộng", FIRST_DAY_NOT_COUNTED, pitfalls="T54", asks=("add", "count"))
    def test_counting_undoes_adding(self, draw: Draw) -> None:
        """Counting to the day added gives the number added."""
        setting, day, number = self._days(draw)
        story = [self.words("đếm({0}, cộng({0}, {1}))", "count({0}, add({0}, {1}))", day, number)]
        self.same(lambda: self.count(day, self.add(day, number, setting), setting), number, story, setting, day, day + 2 * number * ONE_DAY)

    @rule("Cộng hai lần bằng cộng một lần", FIRST_DAY_NOT_COUNTED, pitfalls="T55", asks=("add",))
    def test_adding_twice_is_adding_the_sum(self, draw: Draw) -> None:
        """Adding twice is adding the sum."""
        setting, day, number = self._days(draw)
        first, second = number, draw(st.integers(1, 10))
        once = asked(lambda: self.add(day, first + second, setting))
        story = [self.words("cộng(cộng({0}, {1}), {2})", "add(add({0}, {1}), {2})", day, first, second)]
        self.same(lambda: self.add(self.add(day, first, setting), second, setting), once, story, setting, day, day + 30 * ONE_DAY)

    @rule("Trừ ngược lại ngày đã cộng về chỗ cũ", FIRST_DAY_NOT_COUNTED, pitfalls="T56", asks=("add", "subtract"))
    def test_subtracting_undoes_adding(self, draw: Draw) -> None:
        """Subtracting what was added leads back, from a working day."""
        setting, day, number = self._days(draw)
        start = setting.calendar.first_working_day_from(day)
        story = [self.words("trừ(cộng({0}, {1}), {1})", "subtract(add({0}, {1}), {1})", start, number)]
        back = lambda: self.subtract(self.add(start, number, setting), number, setting)  # noqa: E731
        self.same(back, start, story, setting, start, start + 2 * number * ONE_DAY)

    @rule("Thời gian làm việc giữa hai thời điểm", RUNS_FROM_THE_MOMENT, pitfalls="T01 T02 T03 T04 T05 T06", asks=("elapsed",))
    def test_working_time_between_instants(self, draw: Draw) -> None:
        """Working time between two instants."""
        setting, start, end = self._instants(draw)
        right = elapsed(start, end, setting.office.over(setting.calendar), office=setting.office)
        self.same(lambda: self.elapsed(start, end, setting), right, self._between(start, end), setting, start.date(), end.date())

    @rule("Lùi điểm cuối một phút thì thêm nhiều nhất một phút", RUNS_FROM_THE_MOMENT, pitfalls="T07", asks=("elapsed",))
    def test_a_minute_later_is_a_minute_more_at_most(self, draw: Draw) -> None:
        """Moving the end by a minute adds a minute at most, and never takes away."""
        setting, start, end = self._instants(draw)
        minute = timedelta(minutes=1)
        closing = draw(st.sampled_from([time(17), time(11, 30), time(7, 30), end.time()]))
        end = max(start, at(end.date(), closing) - draw(st.sampled_from([minute, timedelta()])))

        told = asked(lambda: self.elapsed(start, end + minute, setting) - self.elapsed(start, end, setting))
        if not (isinstance(told, timedelta) and timedelta() <= told <= minute):
            asking = self.words("rồi thêm một phút: tăng bao nhiêu", "then a minute later: how much more")
            story = (*self._between(start, end), asking, *setting.lines(self.lang, start.date() - ONE_DAY, end.date() + ONE_DAY))
            raise DifferenceError(Difference(answer_words(told, self.lang), self.words("từ 0 đến 1 phút", "0 to 1 minute"), story))

    @rule("Thời gian làm việc cộng được qua mọi điểm giữa", RUNS_FROM_THE_MOMENT, pitfalls="T08", asks=("elapsed",))
    def test_working_time_adds_up(self, draw: Draw) -> None:
        """Working time adds up over any instant between."""
        setting, start, end = self._instants(draw)
        middle = start + (end - start) * draw(st.integers(0, 10)) / 10
        story = [*self._between(start, middle), *self._between(middle, end)]
        parts = lambda: self.elapsed(start, middle, setting) + self.elapsed(middle, end, setting)  # noqa: E731
        self.same(parts, asked(lambda: self.elapsed(start, end, setting)), story, setting, start.date(), end.date())

    def _days(self, draw: Draw) -> tuple[Setting, date, int]:
        setting = self.setting(draw, *ANY_KIND)
        return setting, self.day_near(draw, setting, *ANY_KIND), draw(_few)

    def _instants(self, draw: Draw) -> tuple[Setting, datetime, datetime]:
        setting = self.setting(draw, DayKind.STATUTORY, DayKind.MADE_UP)
        first = self.day_near(draw, setting, DayKind.STATUTORY, DayKind.MADE_UP, before=3)
        start = at(first, draw(AT_ANY_TIME))
        end = at(first + draw(st.integers(0, 6)) * ONE_DAY, draw(MINUTES | st.just(time(17))))
        return setting, min(start, end), max(start, end)

    def _between(self, start: datetime, end: datetime) -> list[str]:
        return [f"{instant_words(start, self.lang)} … {instant_words(end, self.lang)}"]
