"""The study's procedures: what is read, what becomes a note, what is rejected, and that no odd row ends the reading."""

from __future__ import annotations

import os
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.errors import MissingExtraError
from cchc.interop import study_rows
from cchc.interop.study_phrases import extension_of, fee_of, only_limit, pause_of, sub_deadline_of
from cchc.interop.study_procedures import read_study_procedures, study_procedures
from cchc.interop.study_rows import Row, as_amount, as_count, as_day, as_text, rejected
from cchc.model.cutoff import ResultCutoff, ShiftCutoff
from cchc.model.limit_phrases import parse_limit
from cchc.model.place import Located, Place, Rejected
from cchc.model.procedure import Case, OnlineLevel, Procedure, UnconfirmedLimit
from cchc.model.receipt import Channel, StartEvent

STUDY = Path(os.environ.get("CCHC_STUDY") or Path(__file__).parents[3] / "shared/data") / "procedures"
needs_study = pytest.mark.skipif(not STUDY.is_dir(), reason="the study is not here; set CCHC_STUDY to the folder of procedures/")

WHOLE = """
procedures:
- code: '1.013225'
  name: Cấp giấy phép xây dựng
  field: Hoạt động xây dựng
  levels: [xa, sao]
  decision: 56/QĐ-BXD
  effective_from: '2026-07-01'
  tthc_type: giao luật
  code_local: 1.013225.H05; 1.013225.000.00.00.H42
  subjects: [Công dân Việt Nam]
  agencies: {execute: UBND xã; Sở Xây dựng, decide_note: theo phân cấp}
  submission:
  - {channel: online, published_time: '20', published_unit: Ngày, published_fee: Miễn phí, online_level: toàn trình, via: DVCQG}
  - {channel: direct, published_time: '15', published_unit: null, published_fee: null, online_level: 4}
  - {channel: bồ câu, published_time: '1'}
  dossier:
    sets: 2
    total_listed: 9
    note: bản ghi thiếu
    components:
    - {case: Giấy tờ phải nộp, name: Đơn đề nghị, original: 1, copy: 0, form: Mẫu số 1}
    - {case: Đối với công trình tôn giáo, name: Ý kiến của cơ quan tôn giáo, original: 1, copy: 1}
    - {name: Bản vẽ, original: 2, copy: 0, note: hai bộ}
    - {case: Giấy tờ phải xuất trình, name: Căn cước, original: 1, copy: 0}
    - Ảnh 3x4
    - Tờ khai
    - {original: 1}
  time:
  - {case: công trình, value: 20, unit: day, start: complete_valid, wording: 20 ngày, extension: 'phức tạp ≤30 ngày', note: một lần}
  - {case: '(ô trực tiếp)', value: 1, unit: working_day, cutoff: '15:00', after_cutoff: next_working_day, extension: thỏa thuận}
  - {case: đơn vị lạ, value: 105, unit: null, start: hôm nào}
  - {case: phải xác minh, value: null, note: chờ trả lời}
  - {value: null, wording: 02 tháng + 15 ngày làm việc}
  - {case: ngay, value: null, unit: same_day, cutoff: '15:00'}
  sub_deadlines:
  - lấy ý kiến 12 ngày, im lặng = đồng ý
  - {actor: Sở, what: thẩm định, time: 07 ngày, on_timeout: proceed}
  pauses: [chủ đầu tư bổ sung hồ sơ ≤01 lần]
  fees: [70.000 đồng/GCN]
  results:
  - {name: Giấy phép, code: KQ.G17.000311, mẫu: số 9}
  conditions: đủ điều kiện
  legal_basis: [175/2024/NĐ-CP]
  extensions: [+≤2 ngày làm việc nếu xa, tùy nơi]
  quirks: [CHANNEL_AS_CASE]
  process_ref: nghe_an-1
  source: {url: 'https://x', via: kho, date: 2026-06}
  confidence: high
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Located[Procedure]:
    path = tmp_path_factory.mktemp("study") / "a.yaml"
    path.write_text(WHOLE, "utf-8")
    (found,) = read_study_procedures(path)
    assert isinstance(found, Located), found
    return found


def one(**row: Any) -> Procedure:
    (found,) = study_procedures({"procedures": [{"code": "1.000001", "name": "…", **row}]}, {})
    assert isinstance(found, Located), found
    return found.record


class TestAWholeRecord:
    def test_who_and_what(self, whole: Located[Procedure]) -> None:
        record = whole.record
        assert (record.code, record.levels, record.since, record.kind) == ("1.013225", ("commune",), date(2026, 7, 1), "giao luật")
        assert record.local_codes == ("1.013225.H05", "1.013225.000.00.00.H42")
        assert record.agencies.execute == ("UBND xã", "Sở Xây dựng")
        assert (record.instruments, record.conditions, record.confidence) == (("175/2024/NĐ-CP",), ("đủ điều kiện",), "high")
        assert (record.source, record.read) == ("https://x; kho", "2026-06")

    def test_cells_stand_as_published(self, whole: Located[Procedure]) -> None:
        online, counter = whole.record.submission
        assert (online.channel, online.online, online.published_time, online.published_unit) == (
            Channel.ONLINE,
            OnlineLevel.FULL,
            "20",
            "Ngày",
        )
        assert (online.wording, online.published_fee) == ("DVCQG", "Miễn phí")
        assert (counter.channel, counter.online, counter.published_unit) == (Channel.COUNTER, OnlineLevel.FULL, "")

    def test_papers_and_the_cases_their_headings_name(self, whole: Located[Procedure]) -> None:
        papers = {paper.name: paper for paper in whole.record.components}
        assert list(papers) == ["Đơn đề nghị", "Ý kiến của cơ quan tôn giáo", "Bản vẽ", "Căn cước", "Ảnh 3x4", "Tờ khai"]
        assert papers["Bản vẽ"].cases == papers["Ý kiến của cơ quan tôn giáo"].cases == ("Đối với công trình tôn giáo",)
        assert (papers["Bản vẽ"].original, papers["Bản vẽ"].note, papers["Đơn đề nghị"].form) == (2, "hai bộ", "Mẫu số 1")
        assert [name for name, paper in papers.items() if paper.present_only] == ["Căn cước", "Ảnh 3x4"]
        assert (whole.record.dossier_sets, whole.record.components_listed) == (2, 9)
        assert papers["Đơn đề nghị"].note == "Giấy tờ phải nộp"

    def test_limits(self, whole: Located[Procedure]) -> None:
        building, cell, unit, compound, same_day = whole.record.limits
        both = parse_limit("2 ngày làm việc")
        assert (building.limit, building.start, building.note) == (parse_limit("20 ngày"), StartEvent.COMPLETE_VALID, "một lần")
        assert [(one.how, one.limit) for one in building.extensions] == [("to", parse_limit("30 ngày")), ("by", both)]
        assert (cell.channels, cell.cutoff, cell.note) == (
            (Channel.COUNTER,),
            None,
            "cutoff: 15:00 (next_working_day); extension: thỏa thuận",
        )
        assert (unit.unconfirmed, unit.note) == (UnconfirmedLimit(amount="105", unit=""), "start: hôm nào")
        assert compound.limit == parse_limit("02 tháng và 15 ngày làm việc")
        assert same_day.cutoff == ResultCutoff(at=time(15))

    def test_a_case_without_a_time_is_a_case(self, whole: Located[Procedure]) -> None:
        assert whole.record.cases == (Case(id="phải xác minh", when="note: chờ trả lời"), Case(id="Đối với công trình tôn giáo"))

    def test_inner_times_pauses_fees_results(self, whole: Located[Procedure]) -> None:
        asked, told = whole.record.sub_deadlines
        assert (asked.what, asked.limit) == ("lấy ý kiến", parse_limit("12 ngày"))
        assert (told.actor, told.what, told.limit) == ("Sở", "thẩm định", parse_limit("7 ngày"))
        assert (whole.record.pauses[0].reason, whole.record.pauses[0].times) == ("applicant", 1)
        assert (whole.record.fees[0].amount, whole.record.results[0].code) == (Decimal(70_000), "KQ.G17.000311")

    def test_nothing_is_lost(self, whole: Located[Procedure]) -> None:
        assert whole.record.notes == (
            "levels: sao",
            "extensions: tùy nơi",
            "dossier.components: original: 1",
            "dossier.note: bản ghi thiếu",
            "agencies.decide_note: theo phân cấp",
            "submission: channel: bồ câu, published_time: 1",
            "results.mẫu: số 9",
            "quirks: CHANNEL_AS_CASE",
            "process_ref: nghe_an-1",
        )

    @pytest.mark.parametrize(
        ("path", "text"),
        [
            ("name", "name:"),
            ("limits.0.limit", "value: 20"),
            ("limits.2", "105"),
            ("limits.3.wording", "02 tháng"),
            ("cases.0", "phải xác minh"),
            ("components.2.original", "Bản vẽ"),
            ("submission.1.published_time", "'15'"),
            ("instruments.0", "legal_basis"),
            ("notes.7", "CHANNEL_AS_CASE"),
            ("sub_deadlines.1.limit", "time: 07 ngày"),
        ],
    )
    def test_each_part_has_its_line(self, whole: Located[Procedure], path: str, text: str) -> None:
        assert text in WHOLE.split("\n")[whole.at(path).line - 1]


class TestOddRows:
    @pytest.mark.parametrize(
        ("row", "code", "says"),
        [
            ("text", "not_table", "a table of keys"),
            (None, "not_table", "a table of keys"),
            ({"name": "Cấp lại giấy phép"}, "no_code", "'Cấp lại giấy phép' cannot be read: it has no `code`"),
            ({"code": "abc", "name": "…"}, "no_code", "the code 'abc' is none"),
            ({"code": "1.000001", "name": "…", "time": [{"value": 99_999, "unit": "day"}]}, "invalid", "ten years"),
            ({"code": "1.000001", "name": "…", "since": "2026-02-01", "dossier": {"sets": -1}, "time": [{"value": 1.5}]}, "", ""),
        ],
    )
    def test_one_bad_record_is_told_with_its_place_and_the_others_are_kept(self, row: object, code: str, says: str) -> None:
        good = {"code": "1.000002", "name": "tốt"}
        first, second = study_procedures({"procedures": [row, good]}, {"procedures.0": 3}, "a.yaml")
        assert isinstance(second, Located)
        if code:
            assert isinstance(first, Rejected)
            assert (first.code, str(first.place)) == (code, "a.yaml:3")
            assert says in first.message

    def test_a_code_may_be_that_of_a_place(self) -> None:
        local = {"name": "…", "code_local": "2.000620.000.00.00.H14"}
        (found,) = study_procedures({"procedures": [local]}, {})
        assert isinstance(found, Located)
        assert (found.record.code, found.record.local_codes) == ("2.000620", ("2.000620.000.00.00.H14",))
        assert one(code="2.000620.H14").local_codes == ("2.000620.H14",)

    def test_a_shift_where_the_decree_says_so(self) -> None:
        row = {"value": 3, "unit": "working_day", "cutoff": "15:00"}
        assert one(legal_basis=["63/2024/NĐ-CP"], time=[row]).limits[0].cutoff == ShiftCutoff(at=time(15))
        assert one(time=[row | {"cutoff": "chiều"}]).limits[0].note == "cutoff: chiều"

    def test_odd_values_become_notes(self) -> None:
        found = one(confidence="chắc", submission=[{"channel": "post", "online_level": "mức 9"}], source="sổ tay", until="31/12/2026")
        assert (found.confidence, found.source, found.until) == ("medium", "sổ tay", date(2026, 12, 31))
        assert found.notes == ("online_level: mức 9", "confidence: chắc")

    def test_a_file_of_another_shape_says_what_is_expected(self) -> None:
        assert [one.code for one in study_procedures({"findings": []}, {}) if isinstance(one, Rejected)] == ["unknown_form"]
        assert [one.code for one in study_procedures([], {}) if isinstance(one, Rejected)] == ["unknown_form"]

    def test_a_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        (missing,) = read_study_procedures(tmp_path / "none.yaml")
        bad = tmp_path / "bad.yaml"
        bad.write_text("a: [", "utf-8")
        (broken,) = read_study_procedures(bad)
        assert isinstance(missing, Rejected)
        assert isinstance(broken, Rejected)
        assert (missing.code, broken.code) == ("yaml", "yaml")
        assert broken.place.file == str(bad)

    def test_without_the_extra_it_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(_path: object) -> None:
            raise MissingExtraError("reading YAML", "yaml")

        monkeypatch.setattr(study_rows, "load_yaml", refuse)
        with pytest.raises(MissingExtraError, match=r"cchc\[yaml\]"):
            list(read_study_procedures("a.yaml"))


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 200) | st.decimals(0, 99, places=2) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
keys = st.sampled_from(
    [
        "code",
        "name",
        "levels",
        "time",
        "submission",
        "dossier",
        "fees",
        "pauses",
        "sub_deadlines",
        "source",
        "agencies",
        "results",
        "extensions",
    ]
)
known = st.fixed_dictionaries({"code": st.just("1.000001"), "name": st.just("…")}, optional={})


@given(st.lists(st.builds(lambda base, odd: base | odd, known, st.dictionaries(keys, plain, max_size=5)) | plain, max_size=4))
def test_whatever_stands_there_every_row_is_answered(rows: list[Any]) -> None:
    found = list(study_procedures({"procedures": rows}, {}))
    assert len(found) == len(rows)


class TestPhrases:
    @pytest.mark.parametrize(
        ("text", "limit"),
        [
            ("trích đo ≤05 ngày làm việc", "5 ngày làm việc"),
            ("thông báo bổ sung 02 ngày làm việc", "2 ngày làm việc"),
            ("03 ngày làm việc kiểm tra hồ sơ", "3 ngày làm việc"),
            ("nhà trường phản hồi: 10 ngày làm việc, im lặng = đồng ý", "10 ngày làm việc"),
            ("nộp trong 10 ngày làm việc từ khi bắt đầu kinh doanh", None),
            ("kiểm tra phiếu: 15 hoặc 30 ngày", None),
            ("05 ngày làm việc nếu chưa đạt; 03 ngày làm việc thông báo", None),
            ("xác nhận ≤15 phút", None),
            ("phải kê khai 10 ngày", None),
        ],
    )
    def test_an_inner_deadline_is_read_where_it_is_plain(self, text: str, limit: str | None) -> None:
        found = sub_deadline_of(text)
        assert found.wording == text
        assert found.limit == (parse_limit(limit) if limit else None)

    @pytest.mark.parametrize(
        ("text", "reason", "most"),
        [
            ("thời gian người sử dụng đất thực hiện nghĩa vụ tài chính", "payment", None),
            ("niêm yết 15 ngày", "publication", "15 ngày"),
            ("thời gian HĐND tỉnh họp", "council", None),
            ("09 tháng chờ giấy thôi quốc tịch, không tính", "third_party", "9 tháng"),
            ("xác minh có gia hạn", "verification", None),
            ("mưa bão", "other", None),
            ("tạm dừng; 20 ngày không bổ sung → dừng thẩm định", "applicant", "20 ngày"),
        ],
    )
    def test_a_pause(self, text: str, reason: str, most: str | None) -> None:
        found = pause_of(text)
        assert (found.reason, found.most, found.wording) == (reason, parse_limit(most) if most else None, text)

    @pytest.mark.parametrize(
        ("text", "units", "price"),
        [
            ("10.000 đồng/trường hợp (một hoặc nhiều chữ ký)", 2, 20_000),
            ("2.000 đồng/trang; từ trang thứ 3: 1.000; tối đa 200.000 đồng/bản", 5, 7_000),
            ("2.000 đồng/trang; từ trang thứ 3: 1.000 đồng/trang; tối đa 200.000 đồng/bản; tính theo trang bản chính", 900, 200_000),
            ("ANTT: 300.000 đồng", 1, 300_000),
            ("Không", 3, 0),
        ],
    )
    def test_a_fee_that_is_plain_can_be_computed(self, text: str, units: int, price: int) -> None:
        assert fee_of(text).of(units) == price

    def test_a_fee_that_is_not_plain_is_its_wording(self) -> None:
        assert fee_of("Phí theo bậc: <100: 500.000; ≥500: 300.000 đồng/người").amount is None
        dated = fee_of("Phí thẩm định giảm theo TT 64/2025/TT-BTC (01/7/2025–31/12/2026)")
        assert (dated.kind, dated.amount, dated.since, dated.until) == ("fee", None, date(2025, 7, 1), date(2026, 12, 31))
        assert fee_of("400.000 đồng/trường hợp; miễn: trẻ khuyết tật; người có công").exemptions == ("trẻ khuyết tật", "người có công")
        assert fee_of("(31/12/2026–01/7/2025)").since is None

    def test_an_extension_needs_an_amount(self) -> None:
        found = extension_of("+≤5 ngày làm việc xã cách ≥50 km")
        assert found is not None
        assert (found.how, found.condition) == ("by", "xã cách ≥50 km")
        by_agreement = extension_of("thỏa thuận ≤3 ngày")
        assert by_agreement is not None
        assert by_agreement.agreed_by == "agreement"
        assert extension_of("thỏa thuận bằng văn bản") is None

    def test_small_words(self) -> None:
        assert only_limit("từ 60 đến 10 ngày") is None
        assert [as_count(value) for value in (3, "07", -1, True, "n", None)] == [3, 7, None, None, None, None]
        assert [as_amount(value) for value in (True, -1, Decimal("0.5"), "1/4", "nửa", None)] == [
            None,
            None,
            Decimal("0.5"),
            "1/4",
            None,
            None,
        ]
        assert [as_day(value) for value in ("2026-02-30", "1/3/2026", "2026")] == [None, date(2026, 3, 1), None]
        assert as_text({"a": [1, True], "b": None}) == "a: 1; có, b"
        assert list(Row.of({"a": 1, "mảnh, đứt": None}).rest()) == ["a: 1", "mảnh, đứt"]
        assert Row.of("x", "what").text("what") == "x"
        assert rejected(Place("a"), "", MissingExtraError("x", "y")).message.startswith("cannot be read: x needs")


@needs_study
class TestTheStudyItself:
    def test_every_record_with_a_code_is_read(self) -> None:
        found = [one for path in sorted(STUDY.glob("*.yaml")) for one in read_study_procedures(path)]
        bad = [one for one in found if isinstance(one, Rejected)]
        read = {one.record.code: one.record for one in found if isinstance(one, Located)}
        assert {one.code for one in bad} <= {"no_code"}
        assert len(read) >= 123
        assert read["2.000815"].fees[0].of(4) == 6_000
        assert read["1.010040"].limits[1].extensions[0].limit == parse_limit("60 ngày")
        assert sum(len(one.components) for one in read.values()) > 400
