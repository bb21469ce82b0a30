"""A system that counts right passes every rule: the library through the adapter, and the oracle, which shares no code with it."""

from __future__ import annotations

from datetime import time

from hypothesis import settings
from right_desks import Desk, Library

from cchc import OfficeHours, Policy, load_calendar
from cchc.testing.contract.ruling import rule_tests

FEW = 10
LONG = settings().max_examples > 100


class TestLibrary(Library):
    """The engine, on small calendars drawn for each rule."""

    examples = None if LONG else FEW


class TestOracle(Desk):
    """The oracle, on the same."""

    examples = None if LONG else FEW


class TestOracleOnTheOfficialCalendar(Desk):
    """With the calendar and the hours built in, as most systems have them, and other choices than the decree's."""

    calendar = load_calendar()
    office = OfficeHours("Cố định", dict.fromkeys(range(5), ((time(7), time(11)), (time(13, 30), time(17)))))
    policy = Policy(rest_day_receipt="next_working_day", off_hours_receipt="next_working_day", pause_days="both_days")
    examples = None if LONG else 4
    lang = "vi"


def test_every_rule_is_a_test_of_the_host() -> None:
    named = [one.rule.name for one in rule_tests(Library)]
    assert len(named) == len(set(named)) > 60
    assert {f"test_{name}" for name in named} == {name for name in dir(Library) if name.startswith("test_")}


def test_every_rule_is_told_in_both_languages_with_its_law_or_its_pitfall() -> None:
    for one in rule_tests(Library):
        assert one.rule.text_vi
        assert one.rule.text_en
        assert one.rule.basis or one.rule.pitfalls, one.rule.name
