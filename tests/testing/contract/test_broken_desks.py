"""The kit finds every seeded defect by the rule it breaks, each within a thousand questions."""

from __future__ import annotations

import pytest
from broken_desks import DEFECTS, Defect
from right_desks import Desk, Library

from cchc import load_calendar
from cchc.testing.contract.ruling import examine, rule_tests

CASES = [pytest.param(defect, name, id=f"{defect.desk.__name__}: {name}") for defect in DEFECTS for name in defect.rules]


@pytest.mark.parametrize("defect, name", CASES)
def test_a_defect_is_found_by_its_rule(defect: Defect, name: str) -> None:
    (outcome,) = examine(defect.desk(), examples=1_000, rules=[name], shrink=False).outcomes
    assert outcome.difference is not None, f"{defect.pitfall}: not found in {outcome.asked} questions"
    assert 1 <= outcome.difference.found_after <= 1_000
    assert outcome.difference.theirs != outcome.difference.right


BUILT_IN = (
    "KnowsNoHolidays", "KnowsNoSwaps", "IgnoresMakeUpDays", "RollsTheReceiptForward", "RollsByWeekday", "CountsInUtc",
    "AnswersForUnknownYears", "ThirtyDayMonths", "MissesAHolidayOnTheFirstDay", "HasNoHoursOnMakeUpDays", "KnowsTheLastPauseOnly",
)  # fmt: skip


@pytest.mark.parametrize("defect", [pytest.param(one, id=one.desk.__name__) for one in DEFECTS if one.desk.__name__ in BUILT_IN])
def test_it_is_found_too_in_a_system_that_has_the_official_calendar_built_in(defect: Defect) -> None:
    class BuiltIn(defect.desk):  # type: ignore[name-defined]
        calendar = load_calendar()

    (outcome,) = examine(BuiltIn(), examples=1_000, rules=defect.rules[:1], shrink=False).outcomes
    assert outcome.difference is not None


def test_there_are_enough_of_them_and_each_is_in_one_place_wrong() -> None:
    assert len({defect.desk for defect in DEFECTS}) >= 25
    assert len({defect.pitfall for defect in DEFECTS}) == len(DEFECTS)


def test_every_rule_has_a_system_that_breaks_it() -> None:
    """A rule that no defect breaks could be a rule that cannot fail."""
    broken = {name for defect in DEFECTS for name in defect.rules}
    assert {one.rule.name for one in rule_tests(Library)} - broken == set()
    assert issubclass(DEFECTS[0].desk, Desk)
