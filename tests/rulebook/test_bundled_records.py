"""The bundled procedures and processes: each reads, cites what is registered, and says what its source says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from cchc.errors import ChoiceError, RulebookError, UnknownCodeError
from cchc.legal import LegalBasis, Validity
from cchc.model.limit_phrases import parse_limit
from cchc.model.procedure import Procedure, ProcedureLimit
from cchc.model.process import Budget, Process, Step, StepKind
from cchc.rulebook import Catalogue, load_instruments, load_procedures, load_processes, read_procedures, read_processes
from cchc.rulebook.bundled import Bundled
from cchc.rulebook.processes import Processes
from cchc.rulebook.reading import HERE

PROCEDURES = [one for code in load_procedures().codes for one in load_procedures().versions(code)]
PROCESSES = load_processes().all
DAY = date(2026, 7, 15)


def find(code: str) -> Procedure:
    """The version that was read in summer 2026, or the only one."""
    versions = load_procedures().versions(code)
    return next((one for one in versions if one.source.startswith("Cổng DVC")), versions[-1])


class TestProcedures:
    def test_there_are_enough_and_each_is_whole_somewhere(self) -> None:
        codes = load_procedures().codes
        assert len(codes) == 130
        assert len(PROCEDURES) == 135
        whole = {one.code for one in PROCEDURES if one.components and one.submission and one.results}
        assert len(whole) >= 85
        assert sum(len(one.components) for one in PROCEDURES) > 380

    def test_lazily_read_is_the_same_as_read_whole(self) -> None:
        whole = Catalogue(one for path in sorted((HERE / "procedures").glob("*.toml")) for one in read_procedures(path))
        assert whole.codes == load_procedures().codes
        assert [whole.versions(code) for code in whole.codes] == [load_procedures().versions(code) for code in whole.codes]

    @pytest.mark.parametrize("one", PROCEDURES, ids=lambda one: f"{one.code} {one.since or ''}")
    def test_each_names_its_source_and_the_day_it_was_read(self, one: Procedure) -> None:
        assert one.source
        assert one.read[:2] == "20"
        assert one.name == one.name.strip()
        assert "…" not in one.name

    @pytest.mark.parametrize("one", PROCEDURES, ids=lambda one: f"{one.code} {one.since or ''}")
    def test_its_parts_belong_together(self, one: Procedure) -> None:
        cases = {case.id for case in one.cases} | {limit.case for limit in one.limits}
        assert {case for paper in one.components for case in paper.cases} <= cases
        assert len({case.id for case in one.cases}) == len(one.cases)
        assert all(len(paper.name) <= 90 and "…" not in paper.name for paper in one.components), "short words of our own"
        assert one.components_listed is None or len(one.components) <= one.components_listed + 1
        assert all(fee.published for fee in one.fees)
        assert all(fee.of() >= 0 for fee in one.fees if fee.amount is not None or fee.tiers)

    @pytest.mark.parametrize("one", PROCEDURES, ids=lambda one: f"{one.code} {one.since or ''}")
    def test_what_it_cites_is_registered_and_was_in_force(self, one: Procedure) -> None:
        used = Validity(one.since or one.until or DAY, one.until)
        cited = [*one.basis, *(limit.cutoff.basis for limit in one.limits if limit.cutoff and limit.cutoff.basis)]
        cited += [basis for part in (*one.components, *one.fees, *one.sub_deadlines, *one.pauses) for basis in part.basis]
        check_citations(cited, used)

    def test_ten_values_are_those_of_their_sources(self) -> None:
        birth, residence, copy, permit = find("1.001193"), find("1.004222"), find("2.000815"), find("1.013225")
        assert birth.results[0].code == "KQ.G15.000031"
        assert [way.published_time for way in birth.submission] == ["1", "1", "1"]
        assert [(fee.amount, [one.value for one in fee.channels]) for fee in residence.fees] == [
            (Decimal(20_000), ["counter"]),
            (Decimal(10_000), ["online"]),
        ]
        assert copy.fees[0].of(3) == 5_000
        assert copy.fees[0].of(1_000) == 200_000
        assert permit.sub_deadlines[2].limit == parse_limit("12 ngày")
        assert permit.components_listed == 53
        assert find("1.010733").pauses[0].most == parse_limit("12 tháng")
        assert [(one.since, one.until) for one in find("1.013239").fees] == [(date(2025, 7, 1), date(2026, 12, 31))]
        assert find("1.010040").limits[1].extensions[0].limit == parse_limit("60 ngày")
        assert find("2.001263").fees[0].amount == 400_000
        assert find("1.012994").limits[1].committed == parse_limit("168 giờ làm việc")

    def test_a_case_that_only_papers_tell_apart_has_the_general_limit(self) -> None:
        residence, birth = find("1.004222"), find("1.001193")
        assert residence.choose(case="thuê, mượn, ở nhờ") == residence.choose(case="chung")
        with pytest.raises(ChoiceError):
            residence.choose(case="lâu đài")
        with pytest.raises(ChoiceError):
            birth.choose(case="phải xác minh")

    def test_confirmations_reach_the_bundled_ones(self) -> None:
        confirmed = load_procedures().confirmed({"1.012994/chung": parse_limit("30 ngày")})
        assert confirmed.versions("1.012994")[0].limits[0].limit == parse_limit("30 ngày")
        assert confirmed.versions("1.004222") == load_procedures().versions("1.004222")
        assert confirmed.codes == load_procedures().codes


class TestProcesses:
    def test_there_are_all_and_each_has_an_id_of_its_own(self) -> None:
        found = load_processes()
        assert len(found.ids) == len({one.id for one in PROCESSES}) == len(PROCESSES) == 78 + 19 + 2 + 2
        assert sum(bool(one.issuer) for one in PROCESSES) == 78
        assert sum(len(one.steps) for one in PROCESSES) > 700
        whole = [one for path in sorted((HERE / "processes").glob("*.toml")) for one in read_processes(path)]
        assert tuple(whole) == PROCESSES

    @pytest.mark.parametrize("one", PROCESSES, ids=lambda one: one.id)
    def test_each_holds_together(self, one: Process) -> None:
        ids = [step.id for step in one.steps]
        assert len(set(ids)) == len(ids) > 0
        assert {name for step in one.steps for name in step.after or ()} <= set(ids)
        assert {name for stage in one.stages for name in stage.steps} <= set(ids)
        assert {step.group for step in one.steps if step.group} == {group.id for group in one.groups}
        assert one.source
        assert all("…" not in step.activity for step in one.steps)
        assert all(step.procedure in load_procedures().codes or step.procedure == "1.001612" for step in one.steps if step.procedure)
        check_citations(one.basis, Validity(one.since or one.issued or one.until or DAY, one.until))

    def test_ten_values_are_those_of_their_sources(self) -> None:
        found = load_processes()
        copied, shifted = found.get("cao_bang-2028-09"), found.get("son_la-2969-01")
        assert copied.declared == Budget(count=Fraction(21, 2), unit="working_day")
        assert sum(Fraction(step.budget.count) for step in copied.steps if step.budget and step.counted) == Fraction(19, 2)
        assert sum(Fraction(step.budget.count) for step in shifted.steps if step.budget and step.counted) == Fraction(7, 2)
        assert (shifted.decision, shifted.issued, shifted.province) == ("2969/QĐ-UBND", date(2025, 11, 21), "Sơn La")
        assert found.get("nghe_an-3854-00").declared == Budget(count=96, unit="working_hour")
        assert [stage.declared for stage in found.get("nghe_an-3854-00").stages] == [
            Budget(count=40, unit="working_hour"),
            Budget(count=56, unit="working_hour"),
        ]
        assert [step.no for step in found.get("cao_bang-2022-17").steps][:5] == ["1", "2", "3", "3", "4"]
        assert found.get("ha_noi_vinh_long-1594-00").groups[0].budget == Budget(count=7, unit="day")
        assert found.get("ld-1.009645").steps[2].deadline_from_start == Budget(count=14, unit="working_day")
        assert found.get("cao_bang-1948-02").national[0].published == ("14 Ngày làm việc",)
        interlinked = found.get("lt-khaisinh-thuongtru-bhyt-2024")
        assert [(step.procedure, step.kind) for step in interlinked.steps][:2] == [
            ("1.001193", StepKind.INTERLINKED),
            ("1.004222", StepKind.INTERLINKED),
        ]

    def test_by_id_and_by_code(self) -> None:
        found = load_processes()
        assert [one.id for one in found.serving(" 2.000286 ")] == ["cao_bang-2022-18", "ld-2.000286-1", "ld-2.000286-2"]
        assert found.serving("9.999999") == found.serving("national") == ()
        assert all(one in found.serving(code) for one in PROCESSES for code in one.codes)
        with pytest.raises(UnknownCodeError, match=r"near matches: ld-1\.009645"):
            found.get("ld-1.00964")

    def test_ones_own_processes_are_found_alike(self) -> None:
        own = Processes([Process(id="a", name="…", codes=("1.000001",), steps=(Step(id="1"),)), Process(id="b", name="…")])
        assert own.ids == ("a", "b")
        assert [one.id for one in own.serving("1.000001")] == ["a"]
        assert own.serving("1.000002") == ()


class TestFiles:
    def file(self, folder: Path, text: str) -> Path:
        path = folder / "a.toml"
        path.write_text(text, "utf-8")
        return path

    def test_a_record_is_read_when_it_is_asked_for(self, tmp_path: Path) -> None:
        self.file(tmp_path, '# head\n\n[[procedure]]\ncode = "1.000001"\nname = "a"\n\n[[procedure]]\ncode = "1.000002"\nname = 3 3\n')
        found = Bundled(tmp_path, "procedure", "code", lambda table, _where: Procedure.model_validate(table))
        assert (list(found), len(found), "1.000002" in found, "1.000003" in found) == (["1.000001", "1.000002"], 2, True, False)
        assert found["1.000001"] is found["1.000001"]
        with pytest.raises(RulebookError, match=r"a\.toml, record 2: is not TOML"):
            _ = found["1.000002"]

    def test_a_record_without_its_key_is_refused(self, tmp_path: Path) -> None:
        self.file(tmp_path, "\n[[process]]\nname = 'a'\n")
        with pytest.raises(RulebookError, match="id: a line of its own"):
            Bundled(tmp_path, "process", "id", lambda _table, where: where)

    def test_a_bad_process_names_file_record_and_key(self, tmp_path: Path) -> None:
        path = self.file(tmp_path, '[[process]]\nid = "p"\nname = "…"\n[[process.step]]\nid = "1"\nbudgt = 1\n')
        with pytest.raises(RulebookError, match=r"a\.toml, record 1 \(p\): steps\.0\.budgt"):
            read_processes(path)

    def test_every_short_key_of_a_procedure_is_read(self, tmp_path: Path) -> None:
        text = '[[procedure]]\ncode = "1.000001"\nname = "…"\n[[procedure.limit]]\nlimit = "ngay"\n[[procedure.fee]]\namount = 1000\n'
        (one,) = read_procedures(self.file(tmp_path, text))
        assert (one.limits, one.fees[0].of()) == ((ProcedureLimit(limit=parse_limit("ngay")),), 1000)


def check_citations(cited: tuple[LegalBasis, ...] | list[LegalBasis], used: Validity) -> None:
    for basis in cited:
        instrument = load_instruments().get(basis.instrument)
        assert instrument is not None, f"{basis.instrument} is not registered"
        assert used.within(instrument.validity), f"{instrument.number} is in force {instrument.validity}"
