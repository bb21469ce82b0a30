"""The study's processes and flows: rows, stages, graphs and branches as they are printed, and no odd row that ends the reading."""

from __future__ import annotations

import os
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.interop.study_processes import read_study_processes, study_processes
from cchc.interop.study_steps import budget_of, unit_named
from cchc.legal import LegalBasis
from cchc.model.place import Located, Rejected
from cchc.model.procedure import OnTimeout
from cchc.model.process import Budget, Process, PublishedTime, Stage, StepKind

STUDY = Path(os.environ.get("CCHC_STUDY") or Path(__file__).parents[3] / "shared/data") / "processes"
needs_study = pytest.mark.skipif(not STUDY.is_dir(), reason="the study is not here; set CCHC_STUDY to the folder of processes/")

PROCESS = """
processes:
- id: p-1
  tthc_codes: ['2.000286']
  name: Tiếp nhận đối tượng
  case: cấp tỉnh
  declared_total: {value: 3.25, unit: working_day, ghi: gần đúng}
  computed_total: {value: 3, unit: day}
  check: lech
  delta: 0.25
  heading_unit: ngày
  unit_note: bước ghi "ngày"
  subtotals_declared: ['ở cấp xã là: 8 giờ làm việc', không rõ]
  stages:
  - {label: Cấp xã (02 ngày làm việc), steps: 1-2, sum: 9}
  - {label: cấp tỉnh, steps: '3, 4', sum: 1}
  - {label: lạ, steps: 7-9, sum: 1, thêm: x}
  national_time:
  - {code: '2.000286', published: [15 Ngày làm việc], date: 2026-07}
  notes: [Đánh số phần I rồi III]
  odd_key: [1, 2]
  steps:
  - {'no': '2', activity: tiep_nhan, what: tiếp nhận, hẹn trả, role: Một cửa, role_kind: mot_cua, time: 0.25, unit: day}
  - {'no': '2', activity: hop_hoi_dong, what: họp, role: null, role_kind: khac, time: 1, unit: day, phụ trách: A}
  - {'no': '3', activity: tra_ket_qua, what: trả, role: Một cửa, time: null, time_wording: Không tính thời gian, counted: false}
  - {activity: đo đạc, what: đo, time: 2, unit: null}
  source: {decision: 2022/QĐ-UBND, issuer: UBND tỉnh Cao Bằng, date: '2025-11-27', ref: bản lưu}
  confidence: high
"""

FLOWS = """
flows:
- id: lt-1
  tthc_codes: ['2.000986']
  name: Liên thông khai sinh
  legal: [63/2024/NĐ-CP, Luật Hộ tịch]
  channel: [vneid]
  actors: [UBND, Công an]
  nodes:
  - {id: ks, actor: UBND cấp xã, what: khai sinh, time: 0, unit: same_working_day, cutoff: '15:00'}
  - {id: tt, actor: Công an, after: [ks], time: 15, unit: day, variant: 'xác minh: ≤5 ngày'}
  - {id: yk, actor: các sở, what: ý kiến, after: ks, time: 7, unit: working_day, parallel: n,
     on_timeout: deemed_consent, conditional: khi cần}
  - {id: cho, actor: người nộp, what: nộp nghĩa vụ tài chính, after: [yk], counted: false, on_timeout: về nhà}
  - {id: bs, actor: chủ đầu tư, what: bổ sung, after: [cho], counted: false, optional: true}
  - {id: ny, actor: UBND, what: niêm yết, after: [bs], time: 15, unit: null}
  - {id: qd, after: [ny, tt], deadline_from_start: 14, unit: working_day, start: nhận hồ sơ, note: cuối}
  total: {declared: 20, unit: working_day, published_field: 20 Ngày, critical_path: 15 + 5}
  notes: [Song song.]
  source: {ref: cổng, date: 2026-07}
  confidence: low
- id: ld-2
  tthc_codes: ['1.012692']
  name: Chuyển mục đích rừng
  branches:
  - {case: chung, nodes: [{id: a, time: 10, unit: working_day}], total: {declared: 10, unit: working_day}}
  - {case: gần quốc phòng, nodes: [{id: a, time: 10, unit: working_day}, {id: b, after: [a], time: 3, unit: working_day}], lạ: x}
  compare: tỉnh khai 8
- id: ld-3
  name: Quốc tịch
  total: {declared: 17 / 20, unit: null}
"""


def processes(text: str, tmp_path: Path) -> list[Located[Process]]:
    path = tmp_path / "a.yaml"
    path.write_text(text, "utf-8")
    found = [one for one in read_study_processes(path) if isinstance(one, Located)]
    assert len(found) == len(list(read_study_processes(path)))
    return found


class TestAProcess:
    @pytest.fixture
    def found(self, tmp_path: Path) -> Located[Process]:
        (one,) = processes(PROCESS, tmp_path)
        return one

    def test_whose_it_is(self, found: Located[Process]) -> None:
        one = found.record
        assert (one.id, one.codes, one.case, one.province) == ("p-1", ("2.000286",), "cấp tỉnh", "Cao Bằng")
        assert (one.decision, one.issuer, one.issued, one.source) == ("2022/QĐ-UBND", "UBND tỉnh Cao Bằng", date(2025, 11, 27), "bản lưu")
        assert (one.declared, one.heading_unit, one.confidence) == (Budget(count=Fraction(13, 4), unit="working_day"), "day", "high")
        assert one.national == (PublishedTime(code="2.000286", published=("15 Ngày làm việc",), read="2026-07"),)

    def test_rows_keep_their_numbers_and_get_ids_of_their_own(self, found: Located[Process]) -> None:
        first, second, third, fourth = found.record.steps
        assert [(step.id, step.no) for step in found.record.steps] == [("2", "2"), ("2-2", "2"), ("3", "3"), ("#4", "")]
        assert (first.activity, first.label, first.budget) == ("tiếp nhận, hẹn trả", "Tiếp nhận", Budget(count=Fraction(1, 4), unit="day"))
        assert (second.kind, second.role, second.note) == (StepKind.COUNCIL, "", "phụ trách: A")
        assert (third.counted, third.budget, third.wording) == (False, None, "Không tính thời gian")
        assert (fourth.label, fourth.budget, fourth.wording) == ("đo đạc", None, "2")
        assert {step.after for step in found.record.steps} == {None}

    def test_stages_are_of_rows_in_printed_order(self, found: Located[Process]) -> None:
        assert found.record.stages == (
            Stage(label="Cấp xã (02 ngày làm việc)", steps=("2", "2-2"), declared=Budget(count=2, unit="working_day")),
            Stage(label="cấp tỉnh", steps=("3", "#4"), declared=Budget(count=1, unit="working_day")),
            Stage(label="lạ", declared=Budget(count=1, unit="working_day")),
            Stage(label="ở cấp xã", declared=Budget(count=8, unit="working_hour")),
        )

    def test_nothing_is_lost_but_what_was_computed(self, found: Located[Process]) -> None:
        assert found.record.notes == (
            "declared_total.ghi: gần đúng",
            "stages.lạ.steps: 7-9",
            "stages.lạ.thêm: x",
            "subtotals_declared: không rõ",
            "Đánh số phần I rồi III",
            'unit_note: bước ghi "ngày"',
            "odd_key: 1; 2",
        )

    @pytest.mark.parametrize(
        ("path", "text"),
        [
            ("declared.count", "declared_total"),
            ("steps.1.budget", "họp"),
            ("stages.1", "cấp tỉnh, steps"),
            ("notes.4", "phần I"),
            ("issued", "source"),
        ],
    )
    def test_each_part_has_its_line(self, found: Located[Process], path: str, text: str) -> None:
        assert text in PROCESS.split("\n")[found.at(path).line - 1]


class TestFlows:
    @pytest.fixture
    def found(self, tmp_path: Path) -> list[Located[Process]]:
        return processes(FLOWS, tmp_path)

    def test_a_graph(self, found: list[Located[Process]]) -> None:
        flow = found[0].record
        steps = {step.id: step for step in flow.steps}
        assert [step.after for step in flow.steps] == [(), ("ks",), ("ks",), ("yk",), ("cho",), ("bs",), ("ny", "tt")]
        assert (steps["ks"].budget, steps["ks"].agency, steps["ks"].note) == (
            Budget(count=0, unit="same_day"),
            "UBND cấp xã",
            "cutoff: 15:00",
        )
        assert (steps["yk"].kind, steps["yk"].parallel, steps["yk"].on_timeout) == (StepKind.CONSULT, 0, OnTimeout.DEEMED_CONSENT)
        assert (steps["yk"].condition, steps["tt"].note) == ("khi cần", "variant: xác minh: ≤5 ngày")
        assert (steps["cho"].kind, steps["cho"].note) == (StepKind.PAYMENT, "on_timeout: về nhà")
        assert (steps["bs"].kind, steps["bs"].optional, steps["bs"].counted) == (StepKind.WAIT_APPLICANT, True, False)
        assert (steps["ny"].kind, steps["ny"].budget, steps["ny"].note) == (StepKind.PUBLISH, None, "time: 15")
        assert (steps["qd"].deadline_from_start, steps["qd"].starts_with) == (Budget(count=14, unit="working_day"), "nhận hồ sơ")

    def test_its_whole(self, found: list[Located[Process]]) -> None:
        flow = found[0].record
        assert (flow.declared, flow.channels, flow.confidence, flow.source) == (
            Budget(count=20, unit="working_day"),
            ("vneid",),
            "low",
            "cổng; 2026-07",
        )
        assert flow.basis == (LegalBasis("63/2024/NĐ-CP"),)
        assert flow.national == (PublishedTime(code="2.000986", published=("20 Ngày",)),)
        assert flow.notes == ("legal: Luật Hộ tịch", "Song song.", "total.critical_path: 15 + 5", "actors: UBND; Công an")

    def test_each_branch_is_a_process(self, found: list[Located[Process]]) -> None:
        first, second = found[1].record, found[2].record
        assert [(one.id, one.case, len(one.steps)) for one in (first, second)] == [("ld-2-1", "chung", 1), ("ld-2-2", "gần quốc phòng", 2)]
        assert (first.declared, second.declared) == (Budget(count=10, unit="working_day"), None)
        assert (first.notes, second.notes) == (("compare: tỉnh khai 8",), ("lạ: x", "compare: tỉnh khai 8"))
        assert "gần quốc phòng" in FLOWS.split("\n")[found[2].place.line - 1]
        assert found[2].at("steps.1.budget").line == found[2].place.line

    def test_a_whole_that_is_no_number_is_a_note(self, found: list[Located[Process]]) -> None:
        assert (found[3].record.declared, found[3].record.steps) == (None, ())
        assert found[3].record.notes == ("total.declared: 17 / 20 (không đơn vị)",)


class TestOddRows:
    def test_a_bad_record_is_told_and_the_others_are_kept(self) -> None:
        rows: list[Any] = [
            "text",
            {"id": "p", "name": "…", "national_time": ["x"]},
            {"name": "…"},
            {"id": "q", "name": "…", "steps": "một bước"},
        ]
        bad, *rest = study_processes({"processes": rows}, {"processes.0": 4}, "a.yaml")
        assert isinstance(bad, Rejected)
        assert (bad.code, str(bad.place)) == ("not_table", "a.yaml:4")
        assert [one.record.id for one in rest if isinstance(one, Located)] == ["p", "", "q"]
        (step,) = [step for one in rest if isinstance(one, Located) for step in one.record.steps]
        assert step.activity == "một bước"

    def test_a_name_that_is_too_much_is_rejected_by_the_model_alone(self) -> None:
        flow = {"id": "f", "name": "…", "tthc_codes": [], "nodes": [{"id": "a", "deadline_from_start": "x", "unit": "day"}]}
        (found,) = study_processes({"flows": [flow]}, {})
        assert isinstance(found, Located)
        assert found.record.steps[0].deadline_from_start is None

    def test_odd_totals_headings_and_days_are_notes(self) -> None:
        row = {"id": "p", "name": "…", "declared_total": {"value": 5, "unit": None}, "heading_unit": "buổi", "source": {"date": "2025"}}
        (found,) = study_processes({"processes": [row]}, {})
        assert isinstance(found, Located)
        assert found.record.notes == ("declared_total: 5 (không đơn vị)", "heading_unit: buổi", "source.date: 2025")

    def test_files(self, tmp_path: Path) -> None:
        path = tmp_path / "a.yaml"
        path.write_text("findings: []", "utf-8")
        (shape,) = read_study_processes(path)
        (missing,) = read_study_processes(tmp_path / "b.yaml")
        assert isinstance(shape, Rejected)
        assert isinstance(missing, Rejected)
        assert (shape.code, missing.code) == ("unknown_form", "yaml")

    @pytest.mark.parametrize(
        ("amount", "unit", "budget"),
        [
            ("1/4", "ngày", "1/4 day"),
            (None, "trong ngày", "0 same_day"),
            ("1/0", "ngày", None),
            (True, "ngày", None),
            (3, "buổi", None),
            ("x", "giờ", None),
        ],
    )
    def test_budgets(self, amount: object, unit: str, budget: str | None) -> None:
        found = budget_of(amount, unit)
        assert (str(found) if found else None) == budget
        assert unit_named("(Ngày làm việc)") == "working_day"


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 200) | st.decimals(0, 99, places=2) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
keys = st.sampled_from(
    [
        "id",
        "name",
        "tthc_codes",
        "steps",
        "stages",
        "nodes",
        "branches",
        "total",
        "declared_total",
        "national_time",
        "notes",
        "legal",
        "source",
        "case",
    ]
)


@given(st.sampled_from(["processes", "flows"]), st.lists(st.dictionaries(keys, plain, max_size=6) | plain, max_size=3))
def test_whatever_stands_there_every_row_is_answered(name: str, rows: list[Any]) -> None:
    found = list(study_processes({name: rows}, {}))
    assert len(found) >= len(rows)
    for one in found:
        if isinstance(one, Located):
            assert len({step.id for step in one.record.steps}) == len(one.record.steps)


@needs_study
class TestTheStudyItself:
    def test_every_process_and_flow_is_read(self) -> None:
        names = [path for path in sorted(STUDY.glob("*.yaml")) if path.name != "known-findings.yaml"]
        found = [one for path in names for one in read_study_processes(path)]
        assert [one for one in found if isinstance(one, Rejected)] == []
        read = {one.record.id: one.record for one in found if isinstance(one, Located)}
        assert len(read) == len(found) >= 99
        assert sum(len(one.steps) for one in read.values()) > 700
        assert str(read["son_la-2929-00"].steps[0].budget) == "1/4 day"
        assert read["nghe_an-3854-00"].declared == Budget(count=96, unit="working_hour")
        assert read["ld-1.009645"].steps[2].deadline_from_start == Budget(count=14, unit="working_day")
