"""Limits of a procedure: how many findings each small record has under a rule, none for the one beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from small_records import found, procedure, process, rows, step

from cchc.checks.finding import Severity
from cchc.legal import LegalBasis
from cchc.model.procedure import Procedure
from cchc.model.process import Process

_PUT_UP = "Trong 30 ngày kể từ ngày nhận đủ hồ sơ hợp lệ, Sở thẩm định"
_DECIDED = "Trong 15 ngày kể từ ngày Sở Tư pháp trình, Chủ tịch Ủy ban nhân dân cấp tỉnh quyết định"
_FIRST = "Trong 10 ngày làm việc, kể từ ngày tiếp nhận hồ sơ, Giám đốc Sở trình Chủ tịch"
_SECOND = "Trong 05 ngày làm việc, kể từ ngày nhận đủ hồ sơ, Chủ tịch quyết định"


def told(*steps: str, **keys: Any) -> Procedure:
    return procedure(steps=steps, **keys)


def extended(**keys: Any) -> Procedure:
    return procedure(limits=[{"limit": "5 ngày", "extensions": [{"how": "by", "limit": "5 ngày", **keys}]}])


def paused(**keys: Any) -> Procedure:
    return procedure(pauses=[{"reason": "applicant", **keys}])


def parted(wording: str, start: str = "event") -> Procedure:
    limits = [{"case": "Sở", "limit": "30 ngày"}, {"case": "tỉnh", "limit": "15 ngày", "start": start, "wording": wording}]
    return procedure(limits=limits, submission=rows(counter="30 Ngày"))


_TABLE: list[tuple[str, str, Procedure | Process, int]] = [
    ("CHANNEL_AS_CASE", "another time by post", procedure(submission=rows(counter="6 Ngày", post="40 Ngày")), 1),
    ("CHANNEL_AS_CASE", "of the limits, where no way has a cell", procedure(
        limits=[
            {"case": "a", "limit": "6 ngày", "published": [{"channel": "counter", "amount": "6", "unit": "Ngày"}]},
            {"case": "b", "limit": "9 ngày", "published": [{"channel": "post", "amount": "9", "unit": "Ngày"}]},
        ]
    ), 1),
    ("CHANNEL_AS_CASE", "the same everywhere", procedure(submission=rows(counter="6 Ngày", post="06 Ngày")), 0),
    ("CHANNEL_AS_CASE", "another unit is another fault", procedure(submission=rows(counter="6 Ngày", post="6 Ngày làm việc")), 0),
    ("CHANNEL_AS_CASE", "one way has no cell", procedure(submission=[*rows(counter="6 Ngày"), {"channel": "post"}]), 0),
    ("PARTIAL_TOTAL", "the second authority is not in the cell", parted("kể từ ngày Sở Tư pháp trình"), 1),
    ("PARTIAL_TOTAL", "the event is not that it is put up", parted("kể từ ngày có kết quả"), 0),
    ("PARTIAL_TOTAL", "the cell has both, by case", procedure(
        limits=[{"limit": "30 ngày"}, {"case": "b", "limit": "15 ngày", "start": "event", "wording": "từ khi trình"}],
        submission=rows(counter="45 Ngày"),
    ), 0),
    ("PARTIAL_TOTAL", "from receipt", parted("kể từ ngày Sở Tư pháp trình", "received"), 0),
    ("PARTIAL_TOTAL", "in the text", told(_PUT_UP, _DECIDED, submission=rows(counter="30 Ngày")), 1),
    ("PARTIAL_TOTAL", "the cell has both", told(_PUT_UP, _DECIDED, submission=rows(counter="45 Ngày")), 0),
    ("PARTIAL_TOTAL", "cells by case", told(_PUT_UP, _DECIDED, submission=rows(counter="30 Ngày", post="40 Ngày")), 0),
    ("PARTIAL_TOTAL", "one authority", told(_PUT_UP, submission=rows(counter="30 Ngày")), 0),
    ("AMBIGUOUS_START", "both from receipt, and added", told(_FIRST, _SECOND, submission=rows(counter="15 Ngày làm việc")), 1),
    ("AMBIGUOUS_START", "both from receipt, equal", told(_FIRST, _SECOND.replace("05", "10")), 1),
    ("AMBIGUOUS_START", "the whole and a part", told(_FIRST, _SECOND, submission=rows(counter="10 Ngày làm việc")), 0),
    ("AMBIGUOUS_START", "the same words", told(_SECOND, _SECOND), 0),
    ("EXTENSION_BEYOND_LAW", "twice", extended(agreed_by="authority", most=2), 1),
    ("EXTENSION_BEYOND_LAW", "once", extended(agreed_by="authority", most=1), 0),
    ("EXTENSION_BEYOND_LAW", "as both agree", extended(agreed_by="agreement", most=2), 0),
    ("PAUSE_WITHOUT_END", "nothing ends it", paused(), 1),
    ("PAUSE_WITHOUT_END", "nine months", paused(most="9 tháng"), 0),
    ("PAUSE_WITHOUT_END", "once", paused(times=1), 0),
    ("PAUSE_WITHOUT_END", "then it stops", paused(on_timeout="stop"), 0),
    ("PAUSE_WITHOUT_END", "the wording says how long", paused(wording="không quá 12 tháng, không tính"), 0),
    ("PAUSE_WITHOUT_END", "the wording says how often", paused(wording="tạm dừng một lần"), 0),
    ("CUTOFF_DIFF", "sixteen", told("Nhận sau 16 giờ thì tính từ ngày làm việc kế tiếp"), 1),
    ("CUTOFF_DIFF", "sixteen, told twice", told("Nhận sau 16 giờ thì hôm sau", "Nhận sau 16h00 chuyển hôm sau"), 1),
    ("CUTOFF_DIFF", "fifteen", told("Nhận sau 15 giờ thì tính từ ngày làm việc kế tiếp"), 0),
    ("CUTOFF_DIFF", "before eight is another rule", told("đến sau 23 giờ thì trước 08 giờ hôm sau"), 0),
    ("CUTOFF_DIFF", "in a step", process(step("a", activity="nhận sau 16 giờ: chuyển đầu giờ ngày làm việc kế tiếp")), 1),
    ("CUTOFF_DIFF", "fifteen in a step", process(step("a", activity="nhận sau 15 giờ: chuyển đầu giờ ngày làm việc kế tiếp")), 0),
    ("NO_DEADLINE", "nothing", procedure(), 1),
    ("NO_DEADLINE", "a number without a unit is another finding", procedure(submission=rows(counter="1 ")), 0),
    ("NO_DEADLINE", "no number", procedure(submission=rows(counter="ngay ")), 1),
    ("NO_DEADLINE", "a bare unit is at least something", procedure(submission=rows(counter="30 Ngày")), 0),
    ("NO_DEADLINE", "a limit", procedure(limits=[{"limit": "trong ngày"}]), 0),
]  # fmt: skip


@pytest.mark.parametrize(("code", "says", "record", "many"), _TABLE, ids=[f"{code}: {says}" for code, says, *_rest in _TABLE])
def test_a_small_record(code: str, says: str, record: Procedure | Process, many: int) -> None:
    assert len(found(code, record)) == many, says


def test_cases_under_channels_are_an_error_where_the_record_speaks_of_cases() -> None:
    cells = rows(counter="6 Ngày", post="40 Ngày")
    (asked,) = found("CHANNEL_AS_CASE", procedure(submission=cells))
    speaking = {
        "steps": ("Trường hợp kiểm tra trước, hoàn thuế sau",),
        "cases": [{"id": "sau"}],
        "limits": [{"case": "kiểm tra trước", "limit": "40 ngày"}],
        "notes": ("ghi nhầm kênh",),
    }
    graded = {key: found("CHANNEL_AS_CASE", procedure(submission=cells, **{key: value}))[0].severity for key, value in speaking.items()}
    assert asked.severity is Severity.WARNING
    assert set(graded.values()) == {Severity.ERROR}


def test_an_extension_is_held_against_the_national_version() -> None:
    national = extended().model_copy(update={"name": "bản quốc gia", "since": date(2026, 1, 1)})
    longer = extended(limit="10 ngày", basis=[{"instrument": "63/2010/NĐ-CP"}])
    (one,) = found("EXTENSION_BEYOND_LAW", longer, others=(national,))
    assert (one.expected, one.actual, one.basis) == ("5 ngày", "10 ngày", (LegalBasis("63/2010/NĐ-CP"),))
    assert found("EXTENSION_BEYOND_LAW", extended(), others=(national,)) == []
    assert found("EXTENSION_BEYOND_LAW", longer, others=(national,), as_of=date(2025, 12, 31)) == []


def test_an_extension_is_held_against_the_law_of_the_day() -> None:
    copies = {"code": "2.000815"}
    longer, exact = (extended(limit=limit).model_copy(update=copies) for limit in ("3 ngày làm việc", "2 ngày làm việc"))
    assert [str(one.basis[0]) for one in found("EXTENSION_BEYOND_LAW", longer, as_of=date(2025, 10, 26))] == ["Điều 21, 23/2015/NĐ-CP"]
    assert found("EXTENSION_BEYOND_LAW", exact) == []
    agreed = extended(limit="9 ngày làm việc", agreed_by="agreement").model_copy(update=copies)
    assert found("EXTENSION_BEYOND_LAW", agreed) == []
    in_days = extended(limit="3 ngày").model_copy(update=copies)
    assert found("EXTENSION_BEYOND_LAW", in_days) == []


def test_how_often_is_asked_of_the_law_of_the_day() -> None:
    twice = extended(agreed_by="authority", most=2)
    assert found("EXTENSION_BEYOND_LAW", twice, as_of=date(2018, 6, 20)) == []
    assert [str(one.basis[0]) for one in found("EXTENSION_BEYOND_LAW", twice, as_of=date(2025, 6, 30))] == [
        "khoản 9 Điều 19, 61/2018/NĐ-CP"
    ]


def test_a_cut_off_of_a_limit() -> None:
    basis = {"instrument": "60/2014/QH13", "article": 5, "clause": 3}
    cutoffs = {hour: {"kind": "result", "at": f"{hour}:00:00", "only_unless_settled": True, "basis": basis} for hour in (15, 16)}
    many = {hour: len(found("CUTOFF_DIFF", procedure(limits=[{"limit": "trong ngày", "cutoff": one}]))) for hour, one in cutoffs.items()}
    assert many == {15: 0, 16: 1}
