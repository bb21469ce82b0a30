"""A record beside others of its code: local against national by date, level against level, name against name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from small_records import CODE, days, found, procedure, process, step

from cchc.model.procedure import Procedure
from cchc.model.process import Process


def local(declared: str, **keys: Any) -> Process:
    return days("1", declared=declared, **{"codes": (CODE,), "issuer": "UBND tỉnh Cao Bằng", "issued": date(2025, 11, 18), **keys})


def national(*limits: str, **keys: Any) -> Procedure:
    return procedure(limits=[{"case": str(place), "limit": limit} for place, limit in enumerate(limits)], **keys)


_TIMES: list[tuple[str, tuple[str, ...], str]] = [
    ("17 working_day", ("14 ngày làm việc",), "LOCAL_GT_NATIONAL"),
    ("14 working_day", ("14 ngày làm việc",), ""),
    ("8 working_day", ("9 ngày làm việc",), "LOCAL_LT_NATIONAL"),
    ("12 working_day", ("10 ngày làm việc", "15 ngày làm việc"), ""),
    ("25 working_day", ("10 ngày làm việc", "15 ngày làm việc"), "LOCAL_GT_NATIONAL"),
    ("168 hour", ("30 ngày",), "LOCAL_LT_NATIONAL"),
    ("31 working_day", ("30 ngày",), "LOCAL_GT_NATIONAL"),
    ("25 working_day", ("30 ngày",), ""),
    ("30 working_day", ("30 ngày",), ""),
    ("10 day", ("30 ngày làm việc",), "LOCAL_LT_NATIONAL"),
    ("3 month", ("2 tháng",), "LOCAL_GT_NATIONAL"),
    ("3 month", ("60 ngày",), ""),
    ("5 working_day", ("trong ngày",), ""),
    ("5 working_day", (), ""),
]


@pytest.mark.parametrize(("declared", "limits", "code"), _TIMES)
def test_a_province_against_the_national_limit(declared: str, limits: tuple[str, ...], code: str) -> None:
    both = ("LOCAL_GT_NATIONAL", "LOCAL_LT_NATIONAL")
    assert [one for one in both if found(one, local(declared), others=(national(*limits),))] == [code] * bool(code)


def test_it_is_held_against_the_version_in_force() -> None:
    old, new = national("20 ngày làm việc", until=date(2026, 6, 30)), national("14 ngày làm việc", since=date(2026, 7, 1))
    record = local("17 working_day")
    assert found("LOCAL_GT_NATIONAL", record, others=(old, new), as_of=date(2026, 6, 30)) == []
    (one,) = found("LOCAL_GT_NATIONAL", record, others=(old, new))
    assert "2026-07-01" in one.message_en  # the province's decision is older: it has not followed
    assert found("LOCAL_GT_NATIONAL", record.model_copy(update={"until": date(2026, 8, 1)}), others=(old, new)) == []


def test_what_the_record_itself_quotes_and_a_statutory_flow_are_national_too() -> None:
    quoted = local("17 working_day", national=[{"code": CODE, "published": ("14 Ngày làm việc",)}])
    assert len(found("LOCAL_GT_NATIONAL", quoted)) == 1
    flow = days("15", declared="15 working_day", codes=(CODE,)).model_copy(update={"id": "law"})
    assert len(found("LOCAL_GT_NATIONAL", local("25 working_day"), others=(flow,))) == 1
    assert found("LOCAL_GT_NATIONAL", flow, others=(flow,)) == []


def test_the_committed_time_is_the_one_that_holds() -> None:
    record = local("17 working_day").model_copy(update={"committed": local("10 working_day").declared})
    assert found("LOCAL_GT_NATIONAL", record, others=(national("14 ngày làm việc"),)) == []
    assert [one.path for one in found("LOCAL_LT_NATIONAL", record, others=(national("14 ngày làm việc"),))] == ["committed"]


def test_a_case_dated_by_its_label_is_a_provinces() -> None:
    limits = [{"case": "quốc gia 07/2026", "limit": "14 ngày làm việc"}, {"case": "Cao Bằng 11/2025", "limit": "17 ngày làm việc"}]
    record = procedure(limits=limits)
    assert [one.path for one in found("LOCAL_GT_NATIONAL", record)] == ["limits.1"]
    assert found("LOCAL_GT_NATIONAL", procedure(limits=limits[::-1][1:])) == []
    until = [{"case": "đến 01/7/2026", "limit": "20 ngày"}, {"case": "chung", "limit": "15 ngày"}]
    assert found("LOCAL_GT_NATIONAL", procedure(limits=until)) == []
    assert found("LOCAL_GT_NATIONAL", local("17 working_day"), others=(record,)) != []


def test_a_local_record_against_the_national_one() -> None:
    record = procedure(limits=[{"case": "Tỉnh 11/2025", "limit": "17 ngày"}], local_codes=("1.000001.H14",))
    assert len(found("LOCAL_GT_NATIONAL", record, others=(national("14 ngày"),))) == 1
    assert found("LOCAL_GT_NATIONAL", record.model_copy(update={"local_codes": ()}), others=(national("14 ngày"),)) == []
    assert found("LOCAL_GT_NATIONAL", record, others=(national("20 ngày"),)) == []


def test_two_levels_of_one_province() -> None:
    province = local("30 day", case="cấp tỉnh")
    commune = local("10 day", case="cấp xã").model_copy(update={"id": "q"})
    assert len(found("CROSS_LEVEL_DIFF", province, others=(commune,))) == 1
    for other in (
        {"declared": province.declared},
        {"case": "cấp tỉnh"},
        {"issuer": "UBND tỉnh khác"},
        {"declared": None},
        {"case": "chung"},
    ):
        assert found("CROSS_LEVEL_DIFF", province, others=(commune.model_copy(update=other),)) == []
    assert found("CROSS_LEVEL_DIFF", local("30 day"), others=(commune,)) == []


def test_two_provinces() -> None:
    here = local("63 day")
    there = local("53 day", issuer="UBND tỉnh Đồng Nai").model_copy(update={"id": "q"})
    assert len(found("CROSS_PROVINCE_DIFF", here, others=(there,))) == 1
    for other in ({"declared": here.declared}, {"issuer": here.issuer}, {"case": "b"}, {"declared": None}, {"issuer": ""}):
        assert found("CROSS_PROVINCE_DIFF", here, others=(there.model_copy(update=other),)) == []
    assert found("CROSS_PROVINCE_DIFF", here.model_copy(update={"declared": None}), others=(there,)) == []


def test_a_name_against_that_of_the_catalogue() -> None:
    record = process(step("a"), codes=(CODE,), name="Phê duyệt kế hoạch tác động và thời tiết")
    catalogue = procedure(name="Phê duyệt kế hoạch tác động vào thời tiết")
    assert [one.expected for one in found("NAME_MISMATCH", record, others=(catalogue,))] == [catalogue.name]
    assert found("NAME_MISMATCH", record, others=(procedure(name=record.name),)) == []
    noted = process(notes=('Phụ lục ghi "tác động và thời tiết" (danh mục: "tác động vào thời tiết").',))
    assert [one.path for one in found("NAME_MISMATCH", noted)] == ["notes.0"]
    assert found("NAME_MISMATCH", process(notes=('"ngày làm việc" và "giờ làm việc"',))) == []


def test_one_code_for_two_things() -> None:
    one = process(codes=(CODE,), name="Cấp giấy phép xây dựng")
    other = process(codes=(CODE,), name="Giải thể hợp tác xã").model_copy(update={"id": "q"})
    assert len(found("DUP_CODE_DIFF_SUBJECT", one, others=(other,))) == 1
    assert found("DUP_CODE_DIFF_SUBJECT", one, others=(other.model_copy(update={"name": one.name}),)) == []
    assert found("DUP_CODE_DIFF_SUBJECT", process(codes=(CODE, "1.000002")), others=(other,)) == []


def test_one_code_settled_by_two_bodies() -> None:
    text = "cơ sở giáo dục (công lập) / UBND xã (tư thục)"
    assert len(found("DUP_CODE_DIFF_SUBJECT", procedure(agencies={"execute": (text,)}))) == 1
    assert found("DUP_CODE_DIFF_SUBJECT", procedure(agencies={"execute": ("Sở Tư pháp; UBND xã",)})) == []
    other = procedure(name="Cấp giấy phép xây dựng", until=date(2026, 12, 31))
    assert len(found("DUP_CODE_DIFF_SUBJECT", procedure(), others=(other,))) == 1
    assert found("DUP_CODE_DIFF_SUBJECT", procedure(), others=(other,), as_of=date(2027, 1, 1)) == []
