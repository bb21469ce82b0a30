"""Fees, agencies, papers and publication: how many findings each small record has under a rule, none for the one beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from small_records import CODE, found, procedure, process, step

from cchc.checks.finding import Context, Severity
from cchc.checks.rules_agencies import stale_level
from cchc.checks.rules_publication import nearly
from cchc.model.procedure import Procedure
from cchc.model.process import Process

_BEFORE = date(2025, 6, 30)


def cell(fee: str, **keys: Any) -> Procedure:
    return procedure(submission=[{"channel": "counter", "published_fee": fee}], **keys)


def fee(**keys: Any) -> Procedure:
    return procedure(fees=[keys])


def paper(name: str, **keys: Any) -> Procedure:
    return procedure(components=[{"name": name, "original": 1, **keys}])


def result(name: str, code: str = "") -> Procedure:
    return procedure(results=[{"name": name, "code": code}])


_WHOLE: dict[str, Any] = {
    "steps": ("Nộp", "Trả"),
    "submission": [{"channel": "counter", "published_time": "5", "published_unit": "Ngày", "published_fee": "Không"}],
    "components": [{"name": "Tờ khai", "original": 1}],
    "limits": [{"limit": "5 ngày"}],
    "subjects": ("Công dân",),
    "agencies": {"execute": ("UBND xã",)},
    "results": [{"name": "Giấy", "code": "KQ.G15.000031"}],
    "decision": "163/QĐ-BTP",
}
_COMMUNE: dict[str, Any] = {"levels": ("commune",)}

_TABLE: list[tuple[str, str, Procedure | Process, int]] = [
    ("FEE_FIELD_NE_NOTE", "an amount in its own brackets", cell("Miễn phí (Lệ phí: 135.000 đồng/lần)"), 1),
    ("FEE_FIELD_NE_NOTE", "set by the province", cell("Miễn phí", fees=[{"published": "Theo HĐND tỉnh"}]), 1),
    ("FEE_FIELD_NE_NOTE", "a fee in figures", cell("Miễn phí", fees=[{"amount": 2000}]), 1),
    ("FEE_FIELD_NE_NOTE", "a scale", cell("Miễn phí", fees=[{"tiers": [{"each": 2000}]}]), 1),
    ("FEE_FIELD_NE_NOTE", "levied in another channel", cell("Miễn phí", fees=[{"amount": 2000, "channels": ("online",)}]), 0),
    ("FEE_FIELD_NE_NOTE", "levied in this channel", cell("Miễn phí", fees=[{"amount": 2000, "channels": ("counter",)}]), 1),
    ("FEE_FIELD_NE_NOTE", "free", cell("Miễn phí", fees=[{"published": "Không"}, {"amount": 0}]), 0),
    ("FEE_FIELD_NE_NOTE", "free, says the note too", cell("Miễn phí (không thu phí)", fees=[{"published": "Miễn phí"}]), 0),
    ("FEE_FIELD_NE_NOTE", "the council passes something else", cell("Miễn phí (15 ngày kể từ ngày HĐND thông qua)"), 0),
    ("FEE_FIELD_NE_NOTE", "no cell says free", cell("8.000 đồng", fees=[{"amount": 8000}]), 0),
    ("FEE_SCALE", "135 đồng", cell("135 VNĐ"), 1),
    ("FEE_SCALE", "in figures", fee(amount=50), 1),
    ("FEE_SCALE", "a cap", fee(amount=2000, cap=200), 1),
    ("FEE_SCALE", "a thousand", cell("1.000 đồng"), 0),
    ("FEE_SCALE", "dollars", fee(amount=10, currency="USD"), 0),
    ("FEE_SCALE", "for each page", cell("500 đồng/trang"), 0),
    ("EXPIRED_FEE", "ended", fee(published="Mức thu 50.000 đồng đến hết ngày 31/12/2025"), 1),
    ("EXPIRED_FEE", "will end", fee(published="phí giảm (01/7/2025–31/12/2026)"), 1),
    ("EXPIRED_FEE", "in a key", fee(amount=50000, until=date(2025, 12, 31)), 1),
    ("EXPIRED_FEE", "replaced", procedure(
        fees=[{"amount": 1000, "until": date(2025, 12, 31)}, {"amount": 2000, "since": date(2026, 1, 1)}]
    ), 0),
    ("EXPIRED_FEE", "no such day", fee(published="đến 31/02/2025"), 0),
    ("EXPIRED_FEE", "no end", fee(published="50.000 đồng"), 0),
    ("STALE_LEVEL", "an agency", procedure(agencies={"execute": ("Bảo hiểm xã hội cấp huyện",)}), 1),
    ("STALE_LEVEL", "a step", procedure(steps=("Trình UBND huyện",)), 1),
    ("STALE_LEVEL", "the level itself", procedure(levels=("district",)), 1),
    ("STALE_LEVEL", "told as gone", procedure(steps=("từ 01/7/2025 chuyển từ cấp huyện về cấp xã",)), 0),
    ("STALE_LEVEL", "part of a word", procedure(steps=("ubnd huyệnX",)), 0),
    ("STALE_LEVEL", "ended before", procedure(steps=("Trình UBND huyện",), until=date(2025, 6, 30)), 0),
    ("STALE_LEVEL", "a commune's procedure put before the province", procedure(steps=("trình Chủ tịch UBND cấp tỉnh",), **_COMMUNE), 1),
    ("STALE_LEVEL", "decided by the province", procedure(agencies={"decide": ("Ủy ban nhân dân cấp tỉnh",)}, **_COMMUNE), 1),
    ("STALE_LEVEL", "delegated", procedure(steps=("trình Chủ tịch UBND cấp tỉnh ủy quyền",), **_COMMUNE), 0),
    ("STALE_LEVEL", "a province's procedure", procedure(steps=("trình Chủ tịch UBND cấp tỉnh",), levels=("province",)), 0),
    ("STALE_LEVEL", "a step of a process", process(step("a", role="Lãnh đạo UBND huyện")), 1),
    ("STALE_LEVEL", "a commune's process", process(step("a", activity="trình UBND tỉnh"), case="cấp xã"), 1),
    ("STALE_LEVEL", "a process that has ended", process(step("a", role="UBND huyện"), until=date(2025, 6, 30)), 0),
    ("STALE_LEVEL", "a process of today", process(step("a", role="UBND xã"), case="cấp xã"), 0),
    ("ABOLISHED_DOC", "the household book", paper("Sổ hộ khẩu (bản chính)"), 1),
    ("ABOLISHED_DOC", "no longer asked for", paper("Sổ hộ khẩu", until=date(2022, 12, 31)), 0),
    ("ABOLISHED_DOC", "a form", paper("Tờ khai"), 0),
    ("COMPONENT_IS_NOTE", "a heading", procedure(components=[{"name": "Trường hợp cấp lại"}, {"name": "Đơn", "original": 1}]), 1),
    ("COMPONENT_IS_NOTE", "a note alone", procedure(components=[{"name": "Lưu ý: nộp bản giấy"}]), 1),
    ("COMPONENT_IS_NOTE", "numbers were never given", procedure(components=[{"name": "Đơn"}]), 0),
    ("COMPONENT_IS_NOTE", "to be shown only", procedure(
        components=[{"name": "Thẻ", "present_only": True}, {"name": "Đơn", "copies": 1}]
    ), 0),
    ("UNUSED_COMPONENT", "of a case that is not there", procedure(cases=[{"id": "a"}], components=[{"name": "Đơn", "cases": ("b",)}]), 1),
    ("UNUSED_COMPONENT", "its time is over", paper("Đơn", until=date(2025, 1, 1)), 1),
    ("UNUSED_COMPONENT", "of a case that is there", procedure(cases=[{"id": "a"}], components=[{"name": "Đơn", "cases": ("a",)}]), 0),
    ("UNUSED_COMPONENT", "of every case", paper("Đơn"), 0),
    ("UNOBTAINABLE_COMPONENT", "from the district", paper("Giấy xác nhận của UBND huyện"), 1),
    ("UNOBTAINABLE_COMPONENT", "given before the district ended", paper("Giấy xác nhận của UBND huyện trước ngày 01/7/2025"), 0),
    ("UNOBTAINABLE_COMPONENT", "the district is named, not as the issuer", paper("Quyết định về đô thị cấp huyện"), 0),
    ("UNOBTAINABLE_COMPONENT", "no longer asked for", paper("Giấy xác nhận của UBND huyện", until=date(2025, 6, 30)), 0),
    ("UNOBTAINABLE_COMPONENT", "from the commune", paper("Giấy xác nhận của UBND xã"), 0),
    ("MISSING_PART", "everything but the name", procedure(), 1),
    ("MISSING_PART", "nothing", procedure(**_WHOLE), 0),
    ("NOT_PUBLISHED", "no decision", procedure(), 1),
    ("NOT_PUBLISHED", "a decision", procedure(**_WHOLE), 0),
    ("PUBLICATION_INCOMPLETE", "blank cells", procedure(
        submission=[{"channel": "counter"}], results=[{"name": "Giấy"}], components_listed=0
    ), 1),
    ("PUBLICATION_INCOMPLETE", "all filled in", procedure(**_WHOLE), 0),
    ("RESULT_CODE_INVALID", "junk", result("Bản sao", "dsfas"), 1),
    ("RESULT_CODE_INVALID", "junk in the name", result("Bản sao được chứng thựcMã: dsfas"), 1),
    ("RESULT_CODE_INVALID", "a rare shape", result("Giấy", "KQ.G01.00263"), 1),
    ("RESULT_CODE_INVALID", "the usual shape", result("Giấy", "KQ.G15.000031"), 0),
    ("RESULT_CODE_INVALID", "none", result("Giấy"), 0),
    ("ABOLISHED_PROCEDURE", "abolished", procedure(code="2.001009"), 1),
    ("ABOLISHED_PROCEDURE", "another", procedure(), 0),
    ("ABOLISHED_PROCEDURE", "and ended here too", procedure(code="2.001009", until=date(2025, 10, 26)), 0),
    ("ABOLISHED_PROCEDURE", "its process goes on", process(codes=("2.001009",)), 1),
    ("ABOLISHED_PROCEDURE", "a process of another", process(codes=(CODE,)), 0),
    ("BLANK_DOC_NUMBER", "dots for the number", procedure(decision="…/QĐ-BTP"), 1),
    ("BLANK_DOC_NUMBER", "no number", procedure(decision="Số:      /QĐ-UBND"), 1),
    ("BLANK_DOC_NUMBER", "a number", procedure(decision="163/QĐ-BTP"), 0),
    ("BLANK_DOC_NUMBER", "a process without a number", process(decision="/QĐ-UBND"), 1),
    ("BLANK_DOC_NUMBER", "a process with a number", process(decision="2022/QĐ-UBND"), 0),
    ("DOC_DATE_MISMATCH", "the decision bears another day", process(decision="12/QĐ-UBND ngày 21/12/2025", issued=date(2025, 11, 21)), 1),
    ("DOC_DATE_MISMATCH", "in force before it was issued", process(issued=date(2025, 11, 21), since=date(2025, 11, 1)), 1),
    ("DOC_DATE_MISMATCH", "a note tells", process(notes=("phụ lục ghi ngày 21/12/2025 trong khi quyết định ngày 21/11/2025",)), 1),
    ("DOC_DATE_MISMATCH", "a note with one day", process(notes=("phụ lục và quyết định ngày 21/11/2025",)), 0),
    ("DOC_DATE_MISMATCH", "the same day", process(decision="12/QĐ-UBND ngày 21/11/2025", issued=date(2025, 11, 21)), 0),
    ("DOC_DATE_MISMATCH", "no such day", process(decision="ngày 31/02/2025", issued=date(2025, 11, 21)), 0),
]  # fmt: skip


@pytest.mark.parametrize(("code", "says", "record", "many"), _TABLE, ids=[f"{code}: {says}" for code, says, *_rest in _TABLE])
def test_a_small_record(code: str, says: str, record: Procedure | Process, many: int) -> None:
    assert len(found(code, record)) == many, says


@pytest.mark.parametrize("code", ["STALE_LEVEL", "UNOBTAINABLE_COMPONENT"])
def test_the_district_was_there_until_the_first_of_july_2025(code: str) -> None:
    record = procedure(agencies={"execute": ("UBND huyện",)}, components=[{"name": "Giấy xác nhận của UBND huyện"}], levels=("district",))
    assert found(code, record, as_of=_BEFORE) == []
    findings = found(code, record, as_of=date(2025, 7, 1))
    assert findings
    assert all(one.basis for one in findings)


def test_without_facts_nothing_is_known_to_have_ended() -> None:
    assert list(stale_level(procedure(steps=("UBND huyện",), levels=("commune",)), Context(date(2026, 11, 22)))) == []


def test_a_rate_that_will_end_is_an_information() -> None:
    record = fee(published="đến hết ngày 31/12/2026")
    assert [one.severity for one in found("EXPIRED_FEE", record)] == [Severity.INFO]
    assert [one.severity for one in found("EXPIRED_FEE", record, as_of=date(2027, 1, 1))] == [Severity.WARNING]


def test_a_rare_shape_of_a_result_code_is_an_information() -> None:
    assert [found("RESULT_CODE_INVALID", result("x", code))[0].severity for code in ("KQ.G01.00263", "dsfas")] == [
        Severity.INFO,
        Severity.ERROR,
    ]


@pytest.mark.parametrize("name", ["steps", "submission", "components", "limits", "subjects", "agencies", "results"])
def test_each_part_is_missed(name: str) -> None:
    left = {key: value for key, value in _WHOLE.items() if key != name and not (name == "limits" and key == "submission")}
    (one,) = found("MISSING_PART", procedure(**left))
    assert name in (one.path, "limits")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("tác động vào thời tiết", "tác động và thời tiết", True),
        ("Tác động vào thời tiết", "tác động vào thời tiết.", False),
        ("Cấp lại giấy phép", "Cấp mới giấy phép", False),
        ("Cấp giấy phép xây dựng", "Cấp giấy phép xây dựng có thời hạn", False),
        ("Cấp", "Cắp", False),
        ("", "Cấp giấy phép", False),
    ],
)
def test_names_that_differ_by_a_slip(one: str, other: str, same: bool) -> None:
    assert nearly(one, other) is same
