"""Laws that hold of a system's own answers, whatever the days are; and that it answers alike whenever and wherever asked."""

from __future__ import annotations

import os
import time as process_time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import time

from cchc.deadlines.calendar_day import DayKind
from cchc.deadlines.civil_code import ENDS_ON_NEXT_WORKING_DAY, FIRST_DAY_NOT_COUNTED
from cchc.deadlines.office_hours import STANDARD_OFFICE
from cchc.deadlines.working_calendar import WorkingCalendar
from cchc.model.receipt import Receipt
from cchc.model.time_limit import WorkingDays, WorkingHours
from cchc.testing.contract.answer import answer_words, theirs
from cchc.testing.contract.asking import AT_ANY_TIME, IN_OFFICE, ONE_DAY, Asking, at, counted
from cchc.testing.contract.days import plain_calendar
from cchc.testing.contract.feature import Feature
from cchc.testing.contract.outcome import Difference, DifferenceError
from cchc.testing.contract.question import Question
from cchc.testing.contract.rules_hours import NEW_HOURS
from cchc.testing.contract.rules_pauses import SUPPLEMENT, pausing
from cchc.testing.contract.ruling import Draw, rule
from cchc.testing.ledger_strategies import paused_ledger
from cchc.testing.needs_hypothesis import st

from hypothesis import assume  # isort: skip - after the message of a missing Hypothesis

_working = (Feature.WORKING_DAYS,)
_zones = ("UTC", "America/New_York", "Asia/Ho_Chi_Minh")


class LawRules(Asking):
    """What must hold between two answers of one system."""

    @rule("Thời hạn dài hơn không hết sớm hơn", FIRST_DAY_NOT_COUNTED, needs=_working)
    def test_a_longer_limit_is_never_due_earlier(self, draw: Draw) -> None:
        """A longer limit is never due earlier."""
        question = self.question(draw, st.just(WorkingDays(count=1)), times=AT_ANY_TIME)
        shorter, more = draw(st.integers(1, 280)), draw(st.integers(1, 40))
        longer = question.but(limit=WorkingDays(count=shorter + more))
        question = question.but(limit=WorkingDays(count=shorter))
        self.never_earlier(question, longer, "thời hạn dài hơn", "the limit is longer")
        apart = self.told_due(longer) - self.told_due(question)
        if apart < more * ONE_DAY:
            raise DifferenceError(
                Difference(
                    self.words("cách nhau {0} ngày", "{0} days apart", apart.days),
                    self.words("ít nhất {0} ngày", "at least {0} days", more),
                    (*question.lines(self.lang), "---", *longer.lines(self.lang)),
                )
            )

    @rule("Nhận sau không hết hạn trước", FIRST_DAY_NOT_COUNTED, needs=_working)
    def test_a_later_receipt_is_never_due_earlier(self, draw: Draw) -> None:
        """A later receipt is never due earlier."""
        limits = counted(WorkingDays, 1, 10)
        question = self.question(draw, limits, DayKind.STATUTORY, DayKind.MADE_UP, times=AT_ANY_TIME)
        later = at(question.received.date() + draw(st.integers(0, 6)) * ONE_DAY, draw(AT_ANY_TIME))
        assume(later >= question.received)
        self.never_earlier(question, question.but(receipt=Receipt(received_at=later)), "nhận sau", "received later")

    @rule("Thêm một ngày nghỉ không làm hạn sớm hơn", ENDS_ON_NEXT_WORKING_DAY, pitfalls="T35", needs=(*_working, Feature.OTHER_CALENDARS))
    def test_a_holiday_more_is_never_due_earlier(self, draw: Draw) -> None:
        """A holiday more never makes a limit due earlier."""
        question, calendar = self._short(draw)
        day = question.received.date() + draw(st.integers(1, 15)) * ONE_DAY
        assume(day not in calendar.special)
        other = replace(question.setting, calendar=calendar.with_days(off=[day]))
        self.never_earlier(question, question.but(setting=other), "thêm ngày nghỉ", "a holiday more")

    @rule(
        "Thêm một ngày làm bù không làm hạn muộn hơn",
        ENDS_ON_NEXT_WORKING_DAY,
        pitfalls="T35 T80",
        needs=(*_working, Feature.OTHER_CALENDARS),
    )
    def test_a_make_up_day_more_is_never_due_later(self, draw: Draw) -> None:
        """A make-up day more never makes a limit due later."""
        question, calendar = self._short(draw)
        day = question.received.date() + draw(st.integers(1, 15)) * ONE_DAY
        assume(day.weekday() >= 5 and day not in calendar.special)
        other = replace(question.setting, calendar=calendar.with_days(worked=[day]))
        self.never_earlier(question.but(setting=other), question, "không có ngày làm bù", "without the make-up day")

    @rule("Thêm tạm dừng không làm hạn sớm hơn", SUPPLEMENT, needs=(*_working, Feature.PAUSES))
    def test_a_pause_is_never_due_earlier(self, draw: Draw) -> None:
        """A pause never makes a limit due earlier."""
        question = self.question(draw, counted(WorkingDays, 5, 15), ledger=pausing(most=2))
        self.never_earlier(question.but(entries=()), question, "có tạm dừng", "paused in between")

    @rule("Tách một lần tạm dừng thành hai lần liền nhau không đổi hạn", SUPPLEMENT, needs=(*_working, Feature.PAUSES))
    def test_a_pause_cut_in_two_changes_nothing(self, draw: Draw) -> None:
        """One pause cut in two that touch changes nothing."""
        question = self.question(draw, counted(WorkingDays, 5, 15))
        first = question.received.date() + draw(st.integers(0, 4)) * ONE_DAY
        since, until = at(first, time(17)), at(first + draw(st.integers(2, 9)) * ONE_DAY, draw(IN_OFFICE))
        middle = at(first + draw(st.integers(1, (until.date() - first).days)) * ONE_DAY, time(8))
        whole = question.but(entries=paused_ledger([(since, until)]))
        cut = question.but(entries=paused_ledger([(since, middle), (middle, until)]))
        self.never_earlier(whole, cut, "cùng một khoảng dừng", "the same time was paused")
        self.never_earlier(cut, whole, "cùng một khoảng dừng", "the same time was paused")

    @rule("Hỏi lại thì trả lời như cũ", pitfalls="T34", needs=_working)
    def test_asked_again_it_answers_the_same(self, draw: Draw) -> None:
        """Asked again, it answers the same."""
        one, two = self._two(draw)
        first, _, again = theirs(one, self.due), theirs(two, self.due), theirs(one, self.due)
        if again != first:
            between = self.words("--- ở giữa có hỏi:", "--- asked in between:")
            story = (*one.lines(self.lang), between, *two.lines(self.lang))
            raise DifferenceError(Difference(answer_words(again, self.lang), self._as_before(first), story))

    @rule("Hai cơ quan hỏi cùng lúc không lẫn nhau", pitfalls="T34", needs=(*_working, Feature.THREADS))
    def test_two_agencies_at_the_same_time(self, draw: Draw) -> None:
        """Two agencies asking at the same time are not mixed up."""
        one, two = self._two(draw)
        alone = [theirs(one, self.due), theirs(two, self.due)] * 4
        with ThreadPoolExecutor(4) as pool:
            told = list(pool.map(theirs, [one, two] * 4, [self.due] * 8))
        for question, answer, before in zip([one, two] * 4, told, alone, strict=True):
            if answer != before:
                raise DifferenceError(
                    Difference(answer_words(answer, self.lang), self._as_before(before), tuple(question.lines(self.lang)))
                )

    @rule("Múi giờ của máy không đổi hạn", pitfalls="T84", needs=_working)
    def test_the_machines_time_zone_moves_nothing(self, draw: Draw) -> None:
        """The machine's time zone moves nothing."""
        hours = [] if "working_hours" in self.cannot else [WorkingHours(count=8)]
        question = self.question(draw, st.sampled_from([WorkingDays(count=3), *hours]), times=AT_ANY_TIME)
        here = theirs(question, self.due)
        for zone in _zones:
            with _process_zone(zone):
                told = theirs(question, self.due)
            if told != here:
                story = (*question.lines(self.lang), f"TZ={zone}")
                raise DifferenceError(Difference(answer_words(told, self.lang), self._as_before(here), story))

    def _as_before(self, answer: object) -> str:
        return self.words("như lần đầu: {0}", "as before: {0}", answer_words(answer, self.lang))

    def _two(self, draw: Draw) -> tuple[Question, Question]:
        """Two questions in two settings that differ where it matters: on days on the way, or in the office's hours."""
        limits = counted(WorkingDays, 1, 12)
        offices = NEW_HOURS if "agency_days" not in self.cannot and "other_offices" not in self.cannot else None
        special = self.question(draw, limits, draw(st.sampled_from([DayKind.STATUTORY, DayKind.MADE_UP])), offices=offices)
        if self.calendar is not None:
            return self.question(draw, limits), special
        plain = replace(special.setting, calendar=plain_calendar(special.setting.first.year), office=self.office or STANDARD_OFFICE)
        return special.but(setting=plain), special

    def _short(self, draw: Draw) -> tuple[Question, WorkingCalendar]:
        """A question of few days, and its calendar to be changed."""
        question = self.question(draw, counted(WorkingDays, 1, 10))
        return question, question.setting.calendar


@contextmanager
def _process_zone(zone: str) -> Generator[None]:
    """Run the process in another time zone, where the machine can (POSIX), and put it back."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    _read_zone()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        _read_zone()


def _read_zone() -> None:
    read = getattr(process_time, "tzset", None)
    if read is not None:
        read()
