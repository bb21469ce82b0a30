"""What the kit tells a vendor's engineer: which rule, the shortest question, both answers, the law; what was not tested and why."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, time, timedelta
from unittest import SkipTest

import pytest
from broken_desks import CountsTheFirstDay, IgnoresMakeUpDays, RefusesNothing, RemembersTheLastAgency, RollsAfterEachPause
from right_desks import Desk, Library

from cchc import VIETNAM_TIME, Months, OfficeHours, Policy, Receipt, WorkingDays, WorkingHours, load_calendar, load_regimes, parse_limit
from cchc.deadlines.office_hours import STANDARD_OFFICE, Closure
from cchc.errors import UsageError
from cchc.testing import DeadlineContract
from cchc.testing.contract import DifferenceError, Due, Question, Refused, Setting, examine
from cchc.testing.contract.answer import Unusable, answer_words, theirs
from cchc.testing.ledger_strategies import numbered

START = "Điều 17, 118/2025/NĐ-CP (chưa kiểm chứng)"


def told_by(desk: type[DeadlineContract], name: str) -> str:
    """What pytest prints when the rule fails."""
    with pytest.raises(DifferenceError) as caught:
        getattr(desk(), f"test_{name}")()
    return str(caught.value)


# The report of a difference


def test_a_difference_tells_rule_basis_shortest_question_both_answers_and_the_law_of_each_day() -> None:
    assert told_by(CountsTheFirstDay, "the_day_of_receipt_is_not_counted").splitlines() == [
        "Rule broken: The day of receipt is not counted",
        "  Basis: khoản 2 Điều 147, 91/2015/QH13",
        "Shortest question found (found with question no. 1):",
        "  limit: 1 working day",
        "  received: 09:00 Monday 02/03/2026",
        "Your system answers: Monday 02/03/2026",
        "The right answer is: Tuesday 03/03/2026",
        "How it is counted, step by step:",
        "  Rules:",
        f"    - The limit runs from the receipt of the complete dossier, as shown on the appointment slip ({START}) [note]",
        "    - The day of the event is not counted; day 1 is the next one (khoản 3 Điều 147, 91/2015/QH13)",
        "    - The period ends with its last day, at 24:00 (khoản 1 Điều 148, 91/2015/QH13; khoản 6 Điều 148, 91/2015/QH13)",
        "  Days:",
        "      ·  Monday 02/03/2026  Working day: the day of the start, not counted  188/1999/QĐ-TTg",
        "      1  Tuesday 03/03/2026  counted  188/1999/QĐ-TTg",
    ]


def test_it_speaks_vietnamese_unless_told_otherwise() -> None:
    class Host(CountsTheFirstDay):
        lang = "vi"

    lines = told_by(Host, "the_day_of_receipt_is_not_counted").splitlines()
    assert lines[:2] == ["Sai quy tắc: Ngày nhận hồ sơ không được tính", "  Căn cứ: khoản 2 Điều 147, 91/2015/QH13"]
    assert "Hệ thống trả lời: thứ Hai, 02/03/2026" in lines
    assert "Đúng phải là: thứ Ba, 03/03/2026" in lines
    assert DeadlineContract.lang == "vi"


def test_a_story_of_pauses_shrinks_to_the_fewest_entries_each_with_its_moment() -> None:
    story = told_by(RollsAfterEachPause, "the_end_rolls_once_after_all_pauses").splitlines()
    assert [line.split(":")[0].strip() for line in story if line.startswith("  e")] == ["e1", "e2", "e3", "e4"]
    assert any(line.startswith("  e1: The clock is suspended, 09:00 ") for line in story)


def test_only_the_days_around_the_question_are_told() -> None:
    story = told_by(IgnoresMakeUpDays, "make_up_days_count").splitlines()
    special = [line for line in story[: story.index("How it is counted, step by step:")] if "↔" in line]
    assert special == ["  Saturday 07/03/2026: make-up working day ↔ Monday 02/03/2026"]


def test_an_answer_that_changes_when_asked_again_says_so() -> None:
    RemembersTheLastAgency.static = set()
    told = told_by(RemembersTheLastAgency, "asked_again_it_answers_the_same")
    assert "as before: " in told
    assert "asked in between" in told or "Asked again, your system answered otherwise" in told


def test_refused_entries_are_compared_by_their_ids() -> None:
    told = told_by(RefusesNothing, "what_is_not_allowed_is_refused").splitlines()
    assert told[-2:] == ["Your system answers: none", "The right answer is: e1"]


# What is not tested


class DaysOnly(Desk):
    """A desk that says what it cannot be asked."""

    cannot = {"working_hours": "it counts days only"}  # noqa: RUF012


class OnlyDue(DeadlineContract):
    """The least adapter."""

    rules = load_regimes()
    lang = "en"

    def due(self, question: Question) -> Due:
        return Library().due(question)


def test_what_is_declared_is_not_tested_and_says_why() -> None:
    with pytest.raises(SkipTest, match="not tested: limits in working hours: it counts days only"):
        DaysOnly().test_working_hours_run_inside_the_sessions()


def test_a_hook_that_is_not_there_is_not_tested() -> None:
    with pytest.raises(SkipTest, match=r"not tested: the adapter has no elapsed\(\)"):
        OnlyDue().test_working_time_adds_up()


def test_a_calendar_and_hours_that_are_built_in_are_not_exchanged() -> None:
    class Official(OnlyDue):
        calendar = load_calendar()
        office = STANDARD_OFFICE

    with pytest.raises(SkipTest, match="other calendars than its own: it is built in"):
        Official().test_a_holiday_more_is_never_due_earlier()
    with pytest.raises(SkipTest, match="other office hours than its own: it is built in"):
        Official().test_each_agency_has_its_own_hours()


def test_an_unknown_feature_is_refused_with_the_known_ones() -> None:
    class Host(OnlyDue):
        cannot = {"hours": "days only"}  # noqa: RUF012

    with pytest.raises(UsageError, match="cannot names hours; the features are working_days, calendar_days"):
        examine(Host(), examples=1)


def test_an_adapter_that_asks_nothing_is_refused_instead_of_passing() -> None:
    class Host(DeadlineContract):
        rules = load_regimes()

    with pytest.raises(UsageError, match="Host asks nothing of a system; write at least: def due"):
        Host().test_make_up_days_count()


def test_an_adapter_without_decrees_is_told_which_line_to_write() -> None:
    class Host(DeadlineContract):
        def due(self, question: Question) -> Due:
            return None

    with pytest.raises(UsageError, match=r"Host says not by which decrees it counts; write rules = load_regimes\(\) in its body"):
        Host().test_make_up_days_count()


def test_an_examination_says_how_many_rules_are_kept_broken_and_not_tested() -> None:
    found = examine(DaysOnly(), examples=3, rules=["make_up_days_count", "working_hours_run_inside_the_sessions"])
    assert found.sums("en") == "1 rules kept, 0 broken, 1 not tested"
    assert "not tested  Working hours run inside the sessions only (limits in working hours: it counts days only)" in found.text("en")
    broken = examine(CountsTheFirstDay(), examples=3, rules=["the_day_of_receipt_is_not_counted"])
    assert broken.text("vi").splitlines()[0] == "0 quy tắc đúng, 1 sai, 0 không kiểm thử"
    assert "### The day of receipt is not counted" in broken.markdown("en")
    assert (len(found.kept), len(found.not_tested), len(broken.broken)) == (1, 1, 1)


# What an adapter is given, and may return


def setting(**given: object) -> Setting:
    return Setting(load_calendar(), STANDARD_OFFICE, load_regimes(), **given)  # type: ignore[arg-type]


def at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), VIETNAM_TIME)


MONDAY = date(2026, 3, 2)


def test_the_views_of_a_setting_are_plain_days_and_hours() -> None:
    plain = setting()
    assert date(2026, 8, 31) in plain.days_off
    assert plain.made_up[date(2026, 8, 22)] == date(2026, 8, 31)
    assert plain.week == frozenset(range(5))
    assert plain.sessions[0] == ((time(7, 30), time(11, 30)), (time(13), time(17)))
    assert (plain.first.year, plain.last.year) == (2010, 2027)
    assert plain.policy_on(MONDAY) == Policy()
    assert setting(policy=Policy(roll="none")).policy_on(MONDAY).roll.value == "none"
    shut = [Closure(MONDAY, MONDAY + timedelta(days=1), "Đóng cửa", suspends_count=True)]
    closed = Setting(load_calendar(), OfficeHours("x", {0: [(time(8), time(9))]}, closures=shut), load_regimes().all[-1])
    assert closed.closed_days == {MONDAY: True, MONDAY + timedelta(days=1): True}
    assert closed.regime_on(MONDAY) is load_regimes().all[-1]


def test_the_views_of_a_question_are_plain_numbers_and_pairs() -> None:
    told = numbered([{"kind": kind, "occurred_at": at(MONDAY, hour)} for kind, hour in (("suspend", 9), ("resume", 10), ("suspend", 11))])
    question = Question(WorkingDays(count=5), Receipt(received_at=at(MONDAY)), setting(), told)
    assert (question.unit, question.count, question.in_hours) == ("working_day", 5, False)
    assert question.pauses == [(at(MONDAY, 9), at(MONDAY, 10)), (at(MONDAY, 11), None)]
    assert question.but(limit=WorkingHours(count=8)).in_hours
    assert question.but(limit=WorkingDays(count="1/2")).in_hours
    assert question.but(limit=parse_limit("02 tháng và 15 ngày làm việc")).parts == [("month", 2), ("working_day", 15)]
    assert question.but(limit=Months(count=1)).count == 1


@pytest.mark.parametrize(
    ("limit", "told", "read"),
    [
        pytest.param("3 ngày làm việc", MONDAY, MONDAY, id="a day for days"),
        pytest.param("3 ngày làm việc", at(MONDAY, 17), MONDAY, id="an instant on that day says the same"),
        pytest.param("8 giờ làm việc", at(MONDAY, 17), at(MONDAY, 17), id="an instant for hours"),
        pytest.param("8 giờ làm việc", None, None, id="nothing is due now"),
        pytest.param("8 giờ làm việc", Refused("no such year"), Refused("another reason"), id="refusals are alike"),
    ],
)
def test_answers_are_read(limit: str, told: Due, read: Due) -> None:
    question = Question(parse_limit(limit), Receipt(received_at=at(MONDAY)), setting())
    assert theirs(question, lambda _: told) == read


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        pytest.param(datetime(2026, 3, 2, 17), "has no time zone", id="naive"),
        pytest.param(MONDAY, "an instant is wanted", id="a day for hours"),
        pytest.param("2026-03-02", r"'2026-03-02' \(str\): a date, a datetime, None or Refused is wanted", id="text"),
    ],
)
def test_answers_that_cannot_be_read_say_what_to_write(told: object, problem: str) -> None:
    question = Question(WorkingHours(count=8), Receipt(received_at=at(MONDAY)), setting())
    answer = theirs(question, lambda _: told)
    assert isinstance(answer, Unusable)
    with pytest.raises(AssertionError, match=problem):
        raise AssertionError(answer.problem)


def test_what_a_system_raises_is_its_answer() -> None:
    class Host(OnlyDue):
        def due(self, question: Question) -> Due:
            raise KeyError("2026-03-07")

    assert "Your system answers: no answer: KeyError: '2026-03-07'" in told_by(Host, "the_day_of_receipt_is_not_counted")


def test_answers_in_words() -> None:
    assert answer_words(timedelta(hours=-31, minutes=-30), "en") == "-31 h 30 min"
    assert answer_words(timedelta(hours=7.5), "vi") == "7 giờ 30 phút"
    assert answer_words(["e1", "e2"], "en") == "e1, e2"
    assert answer_words([], "vi") == "không có"
    assert answer_words(Refused(), "vi") == "từ chối"
    assert answer_words(None, "vi") == "hiện không có hạn"
    assert answer_words(at(MONDAY, 17), "vi") == "17:00 thứ Hai, 02/03/2026"
    assert hash(Refused("a")) == hash(Refused("b"))


# In a host's own test run


def test_pytest_finds_the_rules_of_a_subclass_and_reports_what_was_not_tested(tmp_path: object) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    (tmp_path / "test_our_desk.py").write_text(
        "from cchc import load_regimes\n"
        "from cchc.testing import DeadlineContract\n"
        "class TestOurDesk(DeadlineContract):\n"
        "    rules, examples = load_regimes(), 5\n"
        "    cannot = {'working_hours': 'chỉ tính theo ngày'}\n"
        "    def due(self, question):\n"
        "        return question.received.date()\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", "-k", "day_of_receipt_is_not or closing_ends"]
    done = subprocess.run(
        [*command, str(tmp_path)], capture_output=True, encoding="utf-8", check=False, timeout=120, cwd=tmp_path, env=_utf8()
    )
    assert "1 failed, 1 skipped" in done.stdout
    assert "Sai quy tắc: Ngày nhận hồ sơ không được tính" in done.stdout
    assert "không kiểm thử: thời hạn theo giờ làm việc: chỉ tính theo ngày" in done.stdout


def _utf8() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONIOENCODING": "utf-8"}


def test_without_hypothesis_the_contract_says_what_to_install() -> None:
    program = "import sys; sys.modules['hypothesis'] = None\nfrom cchc.testing import DeadlineContract"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("needs Hypothesis, which is not installed; write: pip install cchc[testing]")


def test_a_name_that_is_not_in_the_kit_is_refused_with_those_that_are() -> None:
    import cchc.testing

    with pytest.raises(AttributeError, match="has no attribute 'Deadlines'; there are DeadlineContract"):
        _ = cchc.testing.Deadlines  # type: ignore[attr-defined]
