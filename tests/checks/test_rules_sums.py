"""Sums: the smallest process that breaks each rule beside the smallest that does not."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_records import days, found, procedure, process, step, time

from cchc.checks.finding import Severity
from cchc.checks.paths import length_of
from cchc.model.process import Process

_FORK = [
    step("a", "1 working_day", after=()),
    step("b", "2 working_day", after=("a",)),
    step("c", "2 working_day", after=("a",)),
]
_GROUP = [step("a", "1 working_day"), step("b", group="g"), step("c", group="g")]
_GROUPS = [{"id": "g", "budget": time("2 working_day")}]
_STAGE = {"label": "I. Xã", "steps": ("s1", "s2"), "declared": time("3 working_day")}
_FROM_START = [step("a", "4 working_day", after=()), step("b", after=("a",), deadline_from_start=time("3 working_day"))]

_BREAKS: list[tuple[str, str, Process]] = [
    ("SUM_NE_DECLARED", "fewer than declared", days("1", "1", declared="3 working_day")),
    ("SUM_NE_DECLARED", "more than declared", days("1", "1,5", declared="2 working_day")),
    ("SUM_NE_DECLARED", "hours against days of eight", process(step("a", "17 working_hour"), declared="2 working_day")),
    ("SUM_NE_DECLARED", "hours that fit in neither reading", process(step("a", "24 hour"), step("b", "1 day"), declared="1 day")),
    (
        "SUM_NE_DECLARED",
        "less than all of it",
        process(step("a", "2 day"), step("b", "5 day", optional=True), declared="9 day"),
    ),
    ("SUM_NE_DECLARED", "months against months", process(step("a", "2 month"), declared="3 month")),
    ("SUM_NE_DECLARED", "the longest branch is longer", process(*_FORK, declared="2 working_day")),
    ("SUM_NE_DECLARED", "a group counts once, and is too long", process(*_GROUP, groups=_GROUPS, declared="2 working_day")),
    ("SUM_NE_DECLARED", "a stage does not add up", days("1", "1", declared="2 working_day", stages=[_STAGE])),
    ("SUM_NE_DECLARED", "at once, and longer than a day", process(step("a", "2 working_day"), declared="0 same_day")),
    ("UNALLOCATED_TIME", "a step has none of it", process(step("a", "1 working_day"), step("b"), declared="3 working_day")),
    ("NO_STEP_TIME", "no step has a time", process(step("a", counted=False), declared="3 working_day")),
    ("NO_STEP_TIME", "one step has none", process(step("a", "1 working_day"), step("b"), declared="1 working_day")),
    ("NO_DEADLINE", "nothing has a time", process(step("a", counted=False))),
    ("DEFAULT_FILL", "four steps alike", days("2", "2", "2", "2", declared="9 working_day")),
    ("SEQ_EXCEEDS_TOTAL", "fits only side by side", process(*_FORK, declared="3 working_day")),
    ("INNER_GT_OUTER", "a step longer than all", days("5", declared="3 working_day")),
    (
        "INNER_GT_OUTER",
        "a stage longer than all",
        days("1", declared="1 working_day", stages=[{"label": "I", "declared": time("2 working_day")}]),
    ),
    ("SUB_DEADLINE_CANNOT_FIT", "ends before the steps in front", process(*_FROM_START, declared="9 working_day")),
    (
        "SUB_DEADLINE_CANNOT_FIT",
        "ends after the whole",
        process(step("a", deadline_from_start=time("9 working_day")), declared="5 working_day"),
    ),
]
_KEEPS: list[tuple[str, str, Process]] = [
    ("SUM_NE_DECLARED", "adds up", days("1", "1,5", "0,5", declared="3 working_day")),
    ("SUM_NE_DECLARED", "parallel columns are not summed", process(*_FORK, declared="3 working_day")),
    (
        "SUM_NE_DECLARED",
        "uncounted steps are not counted",
        process(step("a", "3 working_day"), step("b", "9 month", counted=False), declared="3 working_day"),
    ),
    ("SUM_NE_DECLARED", "a group counts once", process(*_GROUP, groups=_GROUPS, declared="3 working_day")),
    (
        "SUM_NE_DECLARED",
        "a group that has no time of its own",
        process(step("a", "1 working_day", group="x"), step("b", "2 working_day", group="x"), groups=_GROUPS, declared="3 working_day"),
    ),
    (
        "SUM_NE_DECLARED",
        "a group whose first step does not count",
        process(step("a", group="g", counted=False), step("b", group="g"), groups=_GROUPS, declared="2 working_day"),
    ),
    ("SUM_NE_DECLARED", "twelve hours are twelve hours", process(step("a", "4 hour"), step("b", "8 hour"), declared="12 hour")),
    ("SUM_NE_DECLARED", "eighty hours are ten days", process(step("a", "80 working_hour"), declared="10 working_day")),
    ("SUM_NE_DECLARED", "days of seven hours", process(step("a", "14 working_hour"), declared="2 working_day", hours_per_day=7)),
    ("SUM_NE_DECLARED", "weeks beside days are not compared", process(step("a", "2 week"), declared="3 working_day")),
    (
        "SUM_NE_DECLARED",
        "within the day is up to a day",
        process(step("a", "0 same_day", after=()), step("b", "2 working_day", after=("a",)), declared="3 working_day"),
    ),
    (
        "SUM_NE_DECLARED",
        "a time from the start of the whole",
        process(
            step("a", "2 working_day", after=()),
            step("b", after=("a",), deadline_from_start=time("14 working_day")),
            step("c", "3 working_day", after=("b",)),
            declared="17 working_day",
        ),
    ),
    (
        "SUM_NE_DECLARED",
        "twenty-four elapsed hours are a day",
        process(step("a", "24 hour", after=()), step("b", "2 working_day", after=("a",)), declared="3 working_day"),
    ),
    ("SUM_NE_DECLARED", "sixteen hours of work are two days", process(step("a", "16 hour"), step("b", "1 day"), declared="3 day")),
    (
        "SUM_NE_DECLARED",
        "a branch that need not be taken",
        process(step("a", "2 day"), step("b", "5 day", condition="phải xác minh"), declared="2 day"),
    ),
    ("SUM_NE_DECLARED", "a step that may be chosen", process(step("a", "2 day"), step("b", "5 day", optional=True), declared="7 day")),
    ("SUM_NE_DECLARED", "no whole", days("1")),
    ("SUM_NE_DECLARED", "stage adds up", days("1", "2", declared="3 working_day", stages=[_STAGE])),
    ("SUM_NE_DECLARED", "stage without a time", days("1", declared="1 working_day", stages=[{"label": "I", "steps": ("s1",)}])),
    (
        "SUM_NE_DECLARED",
        "stage in another unit",
        days("1", declared="1 working_day", stages=[{"label": "I", "steps": ("s1",), "declared": time("1 month")}]),
    ),
    (
        "SUM_NE_DECLARED",
        "stage of a graph",
        process(*_FORK, declared="3 working_day", stages=[{"label": "I", "steps": ("b", "c"), "declared": time("2 working_day")}]),
    ),
    ("UNALLOCATED_TIME", "all granted", process(step("a", "3 working_day"), step("b"), declared="3 working_day")),
    ("UNALLOCATED_TIME", "a mistake of adding is told as such", days("1", declared="3 working_day")),
    ("NO_STEP_TIME", "every step has one", days("1", declared="1 working_day")),
    ("NO_STEP_TIME", "no whole either", process(step("a"))),
    ("NO_DEADLINE", "a step has one", days("1")),
    ("DEFAULT_FILL", "three steps alike", days("2", "2", "2", declared="9 working_day")),
    ("DEFAULT_FILL", "not alike", days("2", "2", "2", "1", declared="9 working_day")),
    ("SEQ_EXCEEDS_TOTAL", "fits in sequence", process(*_FORK, declared="5 working_day")),
    ("SEQ_EXCEEDS_TOTAL", "no whole", process(*_FORK)),
    ("INNER_GT_OUTER", "no whole", days("5")),
    ("INNER_GT_OUTER", "another measure", process(step("a", "1 month"), declared="20 working_day")),
    ("INNER_GT_OUTER", "shorter", days("1", declared="3 working_day")),
    ("SUB_DEADLINE_CANNOT_FIT", "fits", process(*_FROM_START[:1], step("b", after=("a",), deadline_from_start=time("5 working_day")))),
    ("SUB_DEADLINE_CANNOT_FIT", "another measure", process(step("a", deadline_from_start=time("1 month")), declared="20 working_day")),
]


@pytest.mark.parametrize(("code", "says", "record"), _BREAKS, ids=[f"{code}: {says}" for code, says, _record in _BREAKS])
def test_it_breaks_the_rule(code: str, says: str, record: Process) -> None:
    findings = found(code, record)
    assert findings, says
    assert all(one.message_vi and one.message_en and one.fix_vi and one.fix_en for one in findings)


@pytest.mark.parametrize(("code", "says", "record"), _KEEPS, ids=[f"{code}: {says}" for code, says, _record in _KEEPS])
def test_it_keeps_the_rule(code: str, says: str, record: Process) -> None:
    assert found(code, record) == [], says


def test_the_message_says_both_sums_and_the_gap() -> None:
    (one,) = found("SUM_NE_DECLARED", days("1", "1,5", declared="3 working_day"))
    assert (one.expected, one.actual) == ("3 ngày làm việc", "2,5 ngày làm việc")
    assert "-0,5 ngày làm việc" in one.message_vi
    assert "2.5 working days" in one.message_en


def test_steps_filled_in_alike_that_add_up_are_an_information() -> None:
    (adds_up,) = found("DEFAULT_FILL", days("2", "2", "2", "2", declared="8 working_day"))
    (does_not,) = found("DEFAULT_FILL", days("2", "2", "2", "2", declared="9 working_day"))
    assert (adds_up.severity, does_not.severity) == (Severity.INFO, Severity.WARNING)


@given(counts=st.lists(st.fractions(min_value=Fraction(1, 4), max_value=30, max_denominator=4), min_size=1, max_size=8))
def test_a_list_that_adds_up_is_never_reported(counts: list[Fraction]) -> None:
    total = sum(counts, Fraction(0))
    record = days(*map(str, counts), declared=f"{total} working_day")
    assert found("SUM_NE_DECLARED", record) == []
    assert len(found("SUM_NE_DECLARED", record.model_copy(update={"declared": time(f"{total + 1} working_day")}))) == 1


@given(counts=st.lists(st.integers(1, 30), min_size=1, max_size=8))
def test_branches_side_by_side_take_as_long_as_the_longest(counts: list[int]) -> None:
    record = process(*(step(f"s{place}", f"{count} working_day", after=()) for place, count in enumerate(counts)))
    length = length_of(record)
    assert length is not None
    assert length.chain == max(counts) * 8
    assert length.row == sum(counts) * 8


def test_an_inner_time_of_a_procedure() -> None:
    limit = {"limit": "10 ngày làm việc"}
    longer = procedure(limits=[limit], sub_deadlines=[{"what": "thông báo", "limit": "25 ngày làm việc"}])
    assert [one.path for one in found("INNER_GT_OUTER", longer)] == ["sub_deadlines.0"]
    shorter = {"limit": "5 ngày làm việc"}, {"limit": "40 ngày"}, {"what": "không hạn"}, {"limit": "trong ngày"}
    assert found("INNER_GT_OUTER", procedure(limits=[limit], sub_deadlines=shorter)) == []
