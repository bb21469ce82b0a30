"""The graph of a process: how many findings each small process has under a rule, none for the one beside it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_records import Keys, found, process, step, time

from cchc.checks.finding import Severity
from cchc.checks.paths import graph_of
from cchc.model.process import Process


def numbered(*numbers: str, **keys: Any) -> Process:
    return process(*(step(f"s{place}", no=number) for place, number in enumerate(numbers)), **keys)


def doing(*rows: tuple[str, str]) -> Process:
    return process(*(step(f"s{place}", activity=what, role=who) for place, (what, who) in enumerate(rows)))


def ends_in(**last: Any) -> Process:
    return process(step("a", "1 working_day", after=()), step("z", after=("a",), **last))


def staged(*labels: str) -> Process:
    return process(step("a"), stages=[{"label": label} for label in labels])


_LOST: Keys = step("b", after=("nowhere",))
_HAND = "Nhận hồ sơ", "Lãnh đạo Phòng Y tế"

_TABLE: list[tuple[str, str, Process, int]] = [
    ("STEP_NUMBER_DUP", "three twice", numbered("1", "2", "3", "3", "4"), 1),
    ("STEP_NUMBER_DUP", "with the word", numbered("B1", "Bước 2", "b2"), 1),
    ("STEP_NUMBER_DUP", "each once", numbered("1", "2", "3"), 0),
    ("STEP_NUMBER_DUP", "the second part begins anew", numbered("1", "2", "3", "1", "2"), 0),
    ("STEP_NUMBER_DUP", "parts of a step have their own", numbered("1", "2.1", "2.2", "a", ""), 0),
    ("STEP_NUMBER_GAP", "three is missing", numbered("1", "2", "4"), 1),
    ("STEP_NUMBER_GAP", "in order", numbered("1", "2", "3"), 0),
    ("SECTION_NUMBER_GAP", "I, then III", staged("I. Cấp xã", "III. Cấp tỉnh"), 1),
    ("SECTION_NUMBER_GAP", "a note says so", numbered("1", notes=("Đánh số phần I rồi III (thiếu II).",)), 1),
    ("SECTION_NUMBER_GAP", "I, II", staged("I. Cấp xã", "II. Cấp tỉnh", "IX là chữ khác"), 1),
    ("SECTION_NUMBER_GAP", "III, IV", staged("III. Cấp xã", "IV. Cấp tỉnh", "Giai đoạn khác"), 0),
    ("SECTION_NUMBER_GAP", "a note of two that follow", numbered("1", notes=("Gồm phần I rồi II.",)), 0),
    ("STEP_NUMBER_GAP", "no numbers", numbered("", "a"), 0),
    ("UNKNOWN_STEP", "waits for one that is not there", process(step("a"), _LOST), 1),
    ("UNKNOWN_STEP", "goes back to one that is not there", process(step("a", loop_to="b9")), 1),
    ("UNKNOWN_STEP", "a stage holds one that is not there", process(step("a"), stages=[{"label": "I", "steps": ("a", "b")}]), 1),
    ("UNKNOWN_STEP", "all there", process(step("a", after=()), step("b", after=("a",), loop_to="a")), 0),
    ("CYCLE", "two wait for each other", process(step("a", after=("b",)), step("b", after=("a",))), 1),
    ("CYCLE", "one waits for itself", process(step("a", after=("a",))), 1),
    ("CYCLE", "a way back is no circle", process(step("a", after=()), step("b", after=("a",), loop_to="a")), 0),
    ("UNREACHABLE_STEP", "waits only for what is not there", process(step("a"), _LOST), 1),
    ("UNREACHABLE_STEP", "and so does the next", process(step("a"), _LOST, step("c", after=("b",))), 2),
    ("UNREACHABLE_STEP", "behind a circle", process(step("a", after=("a",)), step("b", after=("a",))), 1),
    ("UNREACHABLE_STEP", "all reached", process(step("a", after=()), step("b", after=("a",))), 0),
    ("DEAD_END", "nobody takes the opinion", ends_in(kind="consult", activity="cho ý kiến"), 1),
    ("DEAD_END", "the council decides", ends_in(kind="council", activity="hội đồng quyết định"), 0),
    ("DEAD_END", "the result is handed over", ends_in(activity="trả kết quả"), 0),
    ("DEAD_END", "one step alone", process(step("a", kind="consult")), 0),
    ("LOOP_WITHOUT_EXIT", "sent back for ever", process(step("a"), step("b", loop_to="a")), 1),
    ("LOOP_WITHOUT_EXIT", "sent back once", process(step("a"), step("b", loop_to="a", loop_exit="một lần")), 0),
    ("PAUSE_WITHOUT_END", "waits for the applicant", process(step("a", kind="wait_applicant", counted=False)), 1),
    ("PAUSE_WITHOUT_END", "for nine months at most", process(step("a", "9 month", kind="wait_applicant", counted=False)), 0),
    ("PAUSE_WITHOUT_END", "then it stops", process(step("a", kind="payment", counted=False, on_timeout="stop")), 0),
    ("PAUSE_WITHOUT_END", "its time counts", process(step("a", kind="wait_applicant")), 0),
    ("MISSING_PROCESS", "no step", process(codes=("1.000001",)), 1),
    ("MISSING_PROCESS", "a step", process(step("a")), 0),
    ("COLUMNS_SWAPPED", "the unit does, the work is responsible", doing(("Phòng Văn hóa - Xã hội", "Lãnh đạo Phòng phân công thụ lý")), 1),
    ("COLUMNS_SWAPPED", "as it should be", doing(("Phân công thụ lý", "Lãnh đạo Phòng")), 0),
    ("BROKEN_HANDOFF", "another unit hands on", doing(_HAND, ("Phòng Tư pháp chuyển hồ sơ cho UBND", "Văn phòng UBND")), 1),
    ("BROKEN_HANDOFF", "the unit that had it", doing(_HAND, ("Phòng Y tế chuyển hồ sơ cho UBND", "Văn phòng UBND")), 0),
    ("BROKEN_HANDOFF", "given to one, done by another", doing(("Chuyển cho Phòng Tư pháp", "Một cửa"), ("Thẩm tra", "Phòng Y tế")), 1),
    ("BROKEN_HANDOFF", "given to one, and again to another", doing(
        ("Chuyển cho Phòng Y tế, bàn giao cho Phòng Tư pháp", "Một cửa"), ("Thẩm tra", "Phòng Tư pháp")
    ), 0),
    ("BROKEN_HANDOFF", "given to nobody in particular", doing(("Chuyển cho phòng chuyên môn", "Một cửa"), ("Thẩm tra", "Phòng Y tế")), 0),
    ("BROKEN_HANDOFF", "nobody is named", doing(("Chuyển cho Phòng Tư pháp", ""), ("", "")), 0),
    ("BROKEN_HANDOFF", "a graph says itself who follows", process(
        step("a", activity="Chuyển cho Phòng Tư pháp", after=()), step("b", role="Phòng Y tế", after=("a",))
    ), 0),
    ("BROKEN_HANDOFF", "no unit is named", doing(_HAND, ("Vào sổ, chuyển hồ sơ cho UBND", "Văn thư")), 0),
    ("AMBIGUOUS_START", "two branches in one list", process(step("a", "10 day"), step("b", "30 day"), case="hai nhánh: đủ / xác minh"), 1),
    ("AMBIGUOUS_START", "one branch", process(step("a", "10 day"), case="một trường hợp"), 0),
    ("AMBIGUOUS_START", "with a whole", process(step("a", "10 day"), case="hai nhánh", declared="10 day"), 0),
]  # fmt: skip


@pytest.mark.parametrize(("code", "says", "record", "many"), _TABLE, ids=[f"{code}: {says}" for code, says, *_rest in _TABLE])
def test_a_small_process(code: str, says: str, record: Process, many: int) -> None:
    assert len(found(code, record)) == many, says


def test_the_circle_is_named_in_order() -> None:
    (one,) = found("CYCLE", process(step("a", after=("c",)), step("b", after=("a",)), step("c", after=("b",)), step("d", after=("c",))))
    assert "a → b → c → a" in one.message_vi


def test_rows_under_one_step_are_an_information() -> None:
    unit, done, other = (
        step("a", no="2", activity="Phòng Tư pháp"),
        step("b", no="2", activity="Thẩm định"),
        step("c", no="2", activity="UBND xã"),
    )
    (slip,) = found("STEP_NUMBER_DUP", numbered("1", "2", "2", "3"))
    (rows,) = found("STEP_NUMBER_DUP", process(unit, done))
    (units,) = found("STEP_NUMBER_DUP", process(unit, done, other))
    assert (slip.severity, slip.path, rows.severity, units.severity) == (Severity.WARNING, "steps.2.no", Severity.INFO, Severity.WARNING)


@given(st.lists(st.lists(st.sampled_from("abcde"), max_size=3), min_size=1, max_size=5))
def test_every_step_is_in_the_order_or_stuck(waits: list[list[str]]) -> None:
    record = process(*(step("abcde"[place], after=tuple(those)) for place, those in enumerate(waits)))
    graph = graph_of(record)
    assert sorted((*graph.order, *graph.stuck)) == list(range(len(waits)))
    turn = {place: number for number, place in enumerate(graph.order)}
    assert all(turn[one] < turn[place] for place in graph.order for one in graph.before[place])
    for code in ("CYCLE", "UNREACHABLE_STEP", "UNKNOWN_STEP", "DEAD_END"):
        found(code, record)
    assert bool(found("CYCLE", record)) == bool(graph.stuck)


def test_a_pause_on_a_step_with_a_bound_from_the_start_ends() -> None:
    bound = time("20 working_day")
    assert found("PAUSE_WITHOUT_END", process(step("a", kind="payment", counted=False, deadline_from_start=bound))) == []
