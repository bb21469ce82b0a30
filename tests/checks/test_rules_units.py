"""Units and numbers: how many findings each small record has under a rule, none for the one beside it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_records import days, found, procedure, process, rows, step

from cchc.checks.texts import around, number, spoken
from cchc.model.procedure import Procedure
from cchc.model.process import Process


def in_days(*counts: str, **keys: Any) -> Process:
    return process(*(step(f"s{place}", f"{count} day") for place, count in enumerate(counts)), **keys)


def limited(cell: str, limit: str = "", *steps: str, **keys: Any) -> Procedure:
    limits = [{"limit": limit, **keys}] if limit else []
    return procedure(submission=rows(counter=cell), limits=limits, steps=steps)


_WORKING = "Trong thời hạn 20 ngày làm việc kể từ ngày nhận đủ hồ sơ, cấp giấy phép"
_PUBLISHED = [{"code": "1.000001", "published": ("10 Ngày làm việc",)}]

_TABLE: list[tuple[str, str, Procedure | Process, int]] = [
    ("UNIT_CONFLICT", "cell in days, limit in working days", limited("20 Ngày", "20 ngày làm việc"), 1),
    ("UNIT_CONFLICT", "cell in working days, limit in days", limited("30 Ngày làm việc", "30 ngày"), 1),
    ("UNIT_CONFLICT", "cell in days, text in working days", limited("20 Ngày", "", _WORKING), 1),
    ("UNIT_CONFLICT", "two cells", procedure(submission=rows(counter="3 Ngày", online="3 Ngày làm việc")), 1),
    ("UNIT_CONFLICT", "the same", limited("20 Ngày làm việc", "20 ngày làm việc", _WORKING), 0),
    ("UNIT_CONFLICT", "another number", limited("20 Ngày", "15 ngày làm việc"), 0),
    ("UNIT_CONFLICT", "another time of the text", limited("20 Ngày", "", "Thông báo trong 20 ngày làm việc sau khi họp"), 0),
    ("UNIT_CONFLICT", "the wording", limited("", "8 ngày", wording="08 ngày làm việc"), 1),
    ("UNIT_CONFLICT", "the sum of a note", limited("", "8 ngày", note="bước 5 + 3 ngày làm việc"), 1),
    ("UNIT_CONFLICT", "the sum of another note", limited("", "8 ngày làm việc", note="bước 5 + 3 ngày làm việc"), 0),
    ("UNIT_CONFLICT", "a note says days for short", limited("", "8 ngày làm việc", note="bốn tỉnh ghi 8 ngày"), 0),
    ("UNIT_CONFLICT", "hours are no days", limited("", "8 giờ", wording="08 ngày"), 0),
    ("UNIT_CONFLICT", "whole in days, steps in working days", days("5", "3", declared="8 day"), 1),
    ("UNIT_CONFLICT", "whole in working days too", days("5", "3", declared="8 working_day"), 0),
    ("UNIT_CONFLICT", "no whole", days("5", "3"), 0),
    ("UNIT_CONFLICT", "published in another unit", in_days("10", declared="10 day", national=_PUBLISHED), 1),
    ("UNIT_CONFLICT", "published with another number", in_days("12", declared="12 day", national=_PUBLISHED), 0),
    ("UNIT_CONFLICT", "within the day has no number", limited("1 Ngày", "trong ngày"), 0),
    ("UNIT_MIXED_SUM", "days and working days", process(step("a", "5 working_day"), step("b", "30 day")), 1),
    ("UNIT_MIXED_SUM", "hours and days", process(step("a", "16 hour"), step("b", "1 day")), 1),
    ("UNIT_MIXED_SUM", "the other one does not count", process(step("a", "5 working_day"), step("b", "30 day", counted=False)), 0),
    ("UNIT_MIXED_SUM", "one unit", days("1", "2"), 0),
    ("UNIT_MISSING", "a bare number", limited("105 "), 1),
    ("UNIT_MISSING", "with a unit", limited("105 Ngày"), 0),
    ("UNIT_MISSING", "no number", limited("ngay "), 0),
    ("UNIT_HEADER_VS_CELL", "the heading says working days", in_days("5", heading_unit="working_day"), 1),
    ("UNIT_HEADER_VS_CELL", "a note tells of the heading", in_days("5", notes=('Tiêu đề cột "(ngày làm việc)", ô "ngày"',)), 1),
    ("UNIT_HEADER_VS_CELL", "the whole says working days", in_days("5", declared="5 working_day"), 1),
    ("UNIT_HEADER_VS_CELL", "published is in working days", in_days("10", declared="10 day", national=_PUBLISHED), 1),
    ("UNIT_HEADER_VS_CELL", "all in days", in_days("5", declared="5 day", heading_unit="day"), 0),
    ("UNIT_HEADER_VS_CELL", "cells of two units are another fault", process(step("a", "5 working_day"), step("b", "30 day")), 0),
    ("TEXT_NE_FIELD", "another number", limited("", "15 ngày", wording="không quá 10 ngày kể từ ngày nhận hồ sơ"), 1),
    ("TEXT_NE_FIELD", "how long the paper is valid is another matter", limited("", "15 ngày", wording="Giấy phép có giá trị 10 ngày"), 0),
    ("TEXT_NE_FIELD", "what is added is not the whole", limited("", "6 tháng", wording="kéo dài thêm không quá 02 tháng"), 0),
    ("TEXT_NE_FIELD", "no number", limited("", "15 ngày", wording="theo quy định"), 0),
    ("TEXT_NE_FIELD", "the same number", limited("", "15 ngày", wording="không quá 15 ngày"), 0),
    ("TEXT_NE_FIELD", "a sum of units", limited("", "02 tháng và 15 ngày làm việc", wording="02 tháng + 10 ngày làm việc, 2 lần"), 0),
    ("TEXT_NE_FIELD", "within the day states none", limited("", "trong ngày", wording="không quá 1 ngày"), 0),
    ("TEXT_NE_FIELD", "steps say another", limited("12 Ngày làm việc", "", _WORKING), 1),
    ("TEXT_NE_FIELD", "steps say the same", limited("20 Ngày làm việc", "", _WORKING), 0),
    ("TEXT_NE_FIELD", "steps say several", limited("12 Ngày làm việc", "", _WORKING, "Sở trả lời trong 02 ngày làm việc"), 0),
    ("NUMBER_WORDS_MISMATCH", "five is not seven", procedure(steps=("trong 05 (bảy) ngày làm việc",)), 1),
    ("NUMBER_WORDS_MISMATCH", "of a pause", procedure(pauses=[{"reason": "other", "wording": "09 (tám) tháng"}]), 1),
    ("NUMBER_WORDS_MISMATCH", "of an inner time", procedure(sub_deadlines=[{"wording": "09 (tám) ngày"}]), 1),
    ("NUMBER_WORDS_MISMATCH", "of a way to hand in", procedure(submission=[{"channel": "post", "wording": "09 (tám) ngày"}]), 1),
    ("NUMBER_WORDS_MISMATCH", "five is five", procedure(steps=("trong 05 (năm) ngày làm việc",)), 0),
    ("NUMBER_WORDS_MISMATCH", "fifteen with the common slip", procedure(steps=("trong 15 (mười năm) ngày",)), 0),
    ("NUMBER_WORDS_MISMATCH", "a number and more", procedure(steps=("trong 05 (bảy hoặc tám) ngày",)), 0),
    ("NUMBER_WORDS_MISMATCH", "no number in words", procedure(conditions=("trong 05 (tối đa) ngày làm việc",)), 0),
    ("NUMBER_WORDS_MISMATCH", "in a step", process(step("a", activity="trả lời trong 15 (mười) ngày")), 1),
    ("NUMBER_WORDS_MISMATCH", "right in a step", process(step("a", activity="trả lời trong 15 (mười lăm) ngày")), 0),
]


@pytest.mark.parametrize(("code", "says", "record", "many"), _TABLE, ids=[f"{code}: {says}" for code, says, *_rest in _TABLE])
def test_a_small_record(code: str, says: str, record: Procedure | Process, many: int) -> None:
    assert len(found(code, record)) == many, says


def test_an_unconfirmed_amount_is_held_against_its_wording() -> None:
    record = procedure(limits=[{"unconfirmed": {"amount": "15", "unit": "Ngày"}, "wording": "10 ngày"}])
    assert len(found("TEXT_NE_FIELD", record)) == 1
    bare = procedure(limits=[{"unconfirmed": {"amount": "15", "unit": ""}, "wording": "10 ngày"}])
    assert found("TEXT_NE_FIELD", bare) == []


@given(st.integers(0, 10**6), st.sampled_from([1, 2, 4, 5, 8]))
def test_a_number_is_written_exactly(amount: int, parts: int) -> None:
    from fractions import Fraction

    value = Fraction(amount, parts)
    assert Fraction(number(value, ".")) == value


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 20))
def test_a_part_of_a_text_holds_the_place(text: str, at: int, reach: int) -> None:
    part = around(text, min(at, len(text)), reach)
    assert len(part) <= 2 * reach + 2
    assert around("một hai ba bốn", 8, 2) == "…ba…"


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert all(text[one.begin : one.end] for one in spoken(text))
