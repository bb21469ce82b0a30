"""What the portal's page glues together: papers, fees, labels, numbers; told apart where plain, kept as printed where not."""

from __future__ import annotations

import json
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.interop.dossier_headings import heading_of
from cchc.interop.portal_catalogue import PortalProcedure, read_portal
from cchc.interop.portal_parts import components_of, fee_and_rest, fees_of, instruments_of, labels_of, lines_of, on_one_line, rows_in_note
from cchc.model.procedure import Procedure, Result, Submission
from cchc.model.receipt import Channel

TABLE = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
ROWS = [
    {"channel": "Trực tuyến", "amount": "7", "unit": "Ngày làm việc", "text": "Miễn phí(Không)7 ngày kể từ ngày nhận"},
    {"channel": "Trực tiếp", "amount": "7", "unit": "Ngày làm việc", "text": "135,000 Việt Nam Đồng"},
    {"channel": "Bồ câu", "amount": "7", "unit": "Ngày", "text": ""},
]


def read(**changes: Any) -> PortalProcedure:
    record = {"code": "1.000001", "name": "…", "decision": "", "levels": [], "fields": [], "channels": ROWS, **changes}
    (found,) = read_portal([json.dumps(record, ensure_ascii=False)])
    assert isinstance(found, PortalProcedure), found
    return found


def parts(**changes: Any) -> Procedure:
    found = read(**changes)
    assert [one.code for one in found.findings] == ["unknown_channel"]
    return found.procedure


class TestARecord:
    def test_bodies_and_subjects(self) -> None:
        found = parts(
            competent_authority="UBND cấp xã",
            executing_agency=" Công an\ncấp xã ",
            coordinating_agency="Thuế",
            delegated_agency="",
            applicants=["Tổ chức (không gồm HTX", "DN)", "Cá nhân"],
            kind="TTHC được giao",
        )
        assert (found.agencies.decide, found.agencies.execute) == (("UBND cấp xã",), ("Công an cấp xã",))
        assert (found.agencies.coordinate, found.agencies.delegated) == (("Thuế",), ())
        assert found.subjects == ("Tổ chức (không gồm HTX, DN)", "Cá nhân")
        assert found.kind == "TTHC được giao"

    def test_ways_and_fees(self) -> None:
        found = parts(channels_note="xem thêm")
        assert found.submission == (
            Submission(
                channel=Channel.ONLINE,
                published_time="7",
                published_unit="Ngày làm việc",
                published_fee="Miễn phí(Không)",
                wording="7 ngày kể từ ngày nhận",
            ),
            Submission(channel=Channel.COUNTER, published_time="7", published_unit="Ngày làm việc", published_fee="135,000 Việt Nam Đồng"),
        )
        assert [(fee.published, fee.amount, fee.channels) for fee in found.fees] == [
            ("Miễn phí(Không)", None, (Channel.ONLINE,)),
            ("135,000 Việt Nam Đồng", None, (Channel.COUNTER,)),
        ]
        assert found.notes == ("cách thức: xem thêm",)

    def test_papers_results_texts(self) -> None:
        found = parts(
            components_text=f"--{TABLE}Tờ khai theo mẫuM01a.docx1 bản chính",
            result_codes=["KQ.G01.000094"],
            legal_instruments=["67/2024/NĐ-CPT"],
            conditions_text="Không.",
            steps_text="Bước 1: nộp\n\n Bước 2: nhận ",
        )
        assert [(one.name, one.form, one.original) for one in found.components] == [("Tờ khai theo mẫu", "M01a.docx", 1)]
        assert (found.results, found.instruments) == ((Result(name="", code="KQ.G01.000094"),), ("67/2024/NĐ-CP",))
        assert (found.conditions, found.steps, found.components_listed) == ((), ("Bước 1: nộp", "Bước 2: nhận"), 1)

    def test_papers_that_cannot_be_told_apart_are_one_note(self) -> None:
        found = parts(components_text="Theo mục 9.3\n của văn bản")
        assert (found.components, found.components_listed, found.notes) == ((), None, ("thành phần hồ sơ: Theo mục 9.3 của văn bản",))

    def test_a_part_of_the_wrong_type_is_told_and_left_out(self) -> None:
        found = read(kind=7, applicants=["a", 1], result_codes={}, channels=[{**ROWS[0], "text": None}])
        assert [(one.code, one.message) for one in found.findings] == [
            ("unread_part", "kind is not text and left out"),
            ("unread_part", "applicants is not a list of texts; what is none is left out"),
            ("unread_part", "result_codes is not a list of texts; what is none is left out"),
        ]
        assert (found.procedure.subjects, found.procedure.kind, found.procedure.submission[0].published_fee) == (("a",), "", "")

    def test_without_rows_the_note_holds_them(self) -> None:
        note = "Trực tuyến5Miễn phí(Không)Dịch vụ bưu chínhKhông có thông tinMiễn phí5 ngàyTrực tiếp1100 VNĐ"
        found = read(channels=[], channels_note=note).procedure
        assert [(one.channel, one.published_time, one.published_unit, one.published_fee) for one in found.submission] == [
            (Channel.ONLINE, "5", "", "Miễn phí(Không)"),
            (Channel.POST, "", "", "Miễn phí"),
            (Channel.COUNTER, "", "", "1100 VNĐ"),
        ]
        assert (found.submission[1].wording, found.limits, found.notes) == ("5 ngày", (), ())
        assert read(channels=[], channels_note="liên hệ").procedure.notes == ("cách thức: liên hệ",)


class TestPapers:
    @pytest.mark.parametrize(
        ("text", "papers"),
        [
            ("Đơn1 bản chính", [("Đơn", 1, 0, "")]),
            ("Đơn0 bản chính,1 bản saoẢnh2 bản sao", [("Đơn", 0, 1, ""), ("Ảnh", 0, 2, "")]),
            ("Đơn (02 bản chính) kèm 01 bản sao giấy tờ1 bản chính", [("Đơn (02 bản chính) kèm 01 bản sao giấy tờ", 1, 0, "")]),
            ("Theo Mẫu số 181 bản chính", [("Theo Mẫu số 18", 1, 0, "số in dính: 181 bản chính")]),
            ("+ Đơn1 bản chính- Ảnh1 bản chính", [("Đơn", 1, 0, ""), ("Ảnh", 1, 0, "")]),
            ("1 bản chính", []),
            ("Đơn không ghi số", []),
        ],
    )
    def test_a_row_ends_where_its_numbers_are_glued(self, text: str, papers: list[tuple[str, int, int, str]]) -> None:
        found, _cases = components_of(TABLE + text)
        assert [(one.name, one.original, one.copies, one.note) for one in found] == papers

    def test_headings(self) -> None:
        text = f"Giấy tờ phải xuất trình:{TABLE}Thẻ1 bản chínhĐối với nhà ở:{TABLE}Đơn1 bản chínhHồ sơ gồm{TABLE}Ảnh1 bản chính"
        papers, cases = components_of(text)
        assert [(one.name, one.cases, one.present_only) for one in papers] == [
            ("Thẻ", (), True),
            ("Đơn", ("Đối với nhà ở",), False),
            ("Ảnh", (), False),
        ]
        assert [case.id for case in cases] == ["Đối với nhà ở"]
        assert heading_of("Đối với " + "x" * 200) == ("", False)
        assert heading_of("a) Thành phần hồ sơ giao đất") == ("a) Thành phần hồ sơ giao đất", False)

    def test_a_file_that_begins_nowhere_stays_in_the_name(self) -> None:
        (paper,), _ = components_of(f"{TABLE}đơn xin.docx1 bản chính")
        assert (paper.name, paper.form) == ("đơn xin.docx", "")


def test_fees_that_agree_are_one() -> None:
    ways = [Submission(channel=channel, published_fee="Miễn phí") for channel in Channel]
    assert [(fee.amount, fee.channels) for fee in fees_of(ways)] == [(0, ())]
    assert fees_of([Submission(channel=Channel.POST, published_fee="Không có thông tin")]) == ()


@pytest.mark.parametrize(
    ("text", "fee", "rest"),
    [
        ("Miễn phí", "Miễn phí", ""),
        ("Miễn phí(chưa đóng", "Miễn phí(chưa đóng", ""),
        ("Nộp tại bộ phận một cửa", "", "Nộp tại bộ phận một cửa"),
        ("Miễn phíMức thu theo Thông tư 60/2023/TT-BTC", "Miễn phíMức thu theo Thông tư 60/2023/TT-BTC", ""),
        ("10 USD(người) Nộp tại quầy", "10 USD(người)", "Nộp tại quầy"),
    ],
)
def test_the_cell_of_the_fee(text: str, fee: str, rest: str) -> None:
    assert fee_and_rest(text) == (fee, rest)


def test_small_parts() -> None:
    assert labels_of(["", "Cá nhân"]) == ("Cá nhân",)
    assert instruments_of(["Luật Đất đai", "15/2026/TT-BXD", "15/2026/TT-BXDX"]) == ("Luật Đất đai", "15/2026/TT-BXD")
    assert [lines_of(text) for text in ("Không có thông tinTừ khóaKhông", "  ", "Không\nCó")] == [(), (), ("Không", "Có")]
    assert on_one_line("a\x1b[31m\u202eb") == "a [31m b"


PIECES = [*"0 1a A,.();-", " bản chính", " bản sao", TABLE, "Trực tuyến", "Miễn phí", "Đối với "]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_whatever_the_text_it_is_read(text: str) -> None:
    papers, cases = components_of(text)
    assert {case for one in papers for case in one.cases} <= {case.id for case in cases}
    fee, rest = fee_and_rest(text)
    assert len(fee) + len(rest) <= len(text)
    assert all(one.channel for one in rows_in_note(text))


@pytest.mark.parametrize("piece", ["1 bản chính", "9", "(", "Miễn phí(", "Trực tuyến1", TABLE, "a, ", "x" * 9 + ".docx1 bản chính"])
def test_hostile_repetition_is_read_in_linear_time(piece: str) -> None:
    text = TABLE + piece * (150_000 // len(piece.encode()))
    many = [piece] * (100_000 // (len(piece.encode()) + 4))
    begun = process_time()
    read(components_text=text, channels_note=text, steps_text=text, applicants=many, legal_instruments=many, channels=[])
    assert process_time() - begun < 5
