"""Identifiers: real published codes, what is refused and why, what a lenient reading relaxes, round trips, the oracle."""

from __future__ import annotations

import gzip
import json
import os
import time
from contextlib import suppress
from dataclasses import FrozenInstanceError
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.errors import InvalidIdentifierError, UsageError
from cchc.model.identifiers import (
    AgencyCode,
    AgencyCodeKind,
    ProcedureCode,
    Read,
    ResultShape,
    agency_code,
    dossier_code,
    identity_card_number,
    personal_number,
    procedure_code,
    result_code,
    tax_code,
)
from cchc.model.identifiers.identifier import Identifier, IdentifierRule

ROOMS = [agency_code, dossier_code, identity_card_number, personal_number, procedure_code, result_code, tax_code]
GOOD = {
    agency_code: "H15.50.05.13",
    dossier_code: "H15.50.05.13-261008-0975",
    identity_card_number: "012345678",
    personal_number: "001203000001",
    procedure_code: "1.001193.H42",
    result_code: "KQ.G01.000068",
    tax_code: "0100233488-001",
}
SAMPLE = Path(os.environ.get("CCHC_PORTAL_SAMPLE", "../shared/data/portal/procedures.jsonl.gz"))


def codes(rules: tuple[IdentifierRule, ...]) -> list[str]:
    return [rule.code for rule in rules]


def named(room: ModuleType) -> str:
    return room.__name__.rpartition(".")[2]


@pytest.mark.parametrize("room", ROOMS, ids=named)
class TestOneShape:
    def test_the_same_verbs(self, room: ModuleType) -> None:
        value = room.parse(GOOD[room])
        assert room.check(GOOD[room]) == ()
        assert room.is_valid(GOOD[room])
        assert room.format(value) == str(value) == value.text == GOOD[room]
        assert room.parse_lenient(GOOD[room]) == Read(value)

    def test_a_value_is_frozen_hashable_and_slotted(self, room: ModuleType) -> None:
        value = room.parse(GOOD[room])
        assert {value} == {room.parse(GOOD[room])}
        assert not hasattr(value, "__dict__")
        with pytest.raises(FrozenInstanceError):
            value.text = "x"

    @pytest.mark.parametrize("text", ["", " ", "dsfas", "x" * 65, "9" * 65, "-", "--", ".", "...", "\0", "١٢٣", "KQ", "Z00", "H5²"])
    def test_junk_is_refused_with_its_rules(self, room: ModuleType, text: str) -> None:
        assert room.check(text)
        assert not room.is_valid(text)
        with pytest.raises(InvalidIdentifierError) as caught:
            room.parse(text)
        assert caught.value.broken == tuple(codes(room.check(text)))
        assert isinstance(caught.value, UsageError)
        assert isinstance(caught.value, ValueError)

    def test_a_message_says_what_was_tried_what_holds_how_to_mend(self, room: ModuleType) -> None:
        with pytest.raises(InvalidIdentifierError) as caught:
            room.parse("dsfas")
        kind: type[Identifier] = type(room.parse(GOOD[room]))
        tried = "the text given" if kind.personal else "'dsfas'"
        holds = "; ".join(rule.text("en") for rule in room.check("dsfas"))
        assert str(caught.value) == f"{tried} is not a {kind.kind}: {holds}; {kind.mend}"
        assert caught.value.code == "invalid_identifier"
        assert all(rule.text("vi") != rule.text("en") for rule in room.check("dsfas"))

    @pytest.mark.parametrize(
        "private",
        [
            "001203000001",
            "001 203 000 001",
            "001.203.000.001",
            "001-203-000-001",
            "CCCD 001203000001",
            "0123456789",
            "001203000001x",
            "9" * 99,
        ],
    )
    @pytest.mark.parametrize("verb", ["parse", "parse_lenient"])
    def test_no_message_repeats_the_number_of_a_person(self, room: ModuleType, verb: str, private: str) -> None:
        told = ""
        try:
            getattr(room, verb)(private)
        except InvalidIdentifierError as error:
            told = f"{error} {error!r} {vars(error)}"
        assert private not in told

    def test_other_digits_are_for_the_lenient_reading_only(self, room: ModuleType) -> None:
        wide = GOOD[room].replace("0", "\uff10").replace("1", "١")
        assert not room.is_valid(wide)
        assert room.parse_lenient(wide).value == room.parse(GOOD[room])
        assert "ascii_digits" in codes(room.parse_lenient(wide).relaxed)

    def test_spaces_around_are_for_the_lenient_reading_only(self, room: ModuleType) -> None:
        text = f"\t{GOOD[room]}\u00a0\n"
        assert not room.is_valid(text)
        assert room.parse_lenient(text).value == room.parse(GOOD[room])
        assert codes(room.parse_lenient(text).relaxed)[0] == "no_space_around"

    @given(text=st.text(max_size=80))
    def test_any_text_is_read_or_refused_never_worse(self, room: ModuleType, text: str) -> None:
        for verb in (room.parse, room.parse_lenient):
            with suppress(InvalidIdentifierError):
                verb(text)
        assert room.is_valid(text) == (not room.check(text))

    @pytest.mark.parametrize("one", ["9", "-", ".", "A", " ", "١", "0.", "A00.", "-0"])
    def test_hostile_length_costs_nothing(self, room: ModuleType, one: str) -> None:
        text = one * 1_000_000
        began = time.perf_counter()
        for verb in (room.check, room.is_valid):
            verb(text)
        with pytest.raises(InvalidIdentifierError) as caught:
            room.parse_lenient(text)
        assert time.perf_counter() - began < 1
        assert len(str(caught.value)) < 1_000


class TestAgencyCode:
    @pytest.mark.parametrize(
        ("text", "level_1", "belongs_to"),
        [
            ("H15.50.05.13", "H15", AgencyCodeKind.STATE),
            ("H56.14", "H56", AgencyCodeKind.STATE),
            ("G09.20", "G09", AgencyCodeKind.STATE),
            ("G12", "G12", AgencyCodeKind.STATE),
            ("Z01.ABC", "Z01", AgencyCodeKind.OTHER),
            ("0100233488", "0100233488", AgencyCodeKind.ENTERPRISE),
            ("A00" + ".1" * 16, "A00", AgencyCodeKind.STATE),
        ],
    )
    def test_codes(self, text: str, level_1: str, belongs_to: AgencyCodeKind) -> None:
        code = agency_code.parse(text)
        assert (code.level_1, code.belongs_to, ".".join(code.groups)) == (level_1, belongs_to, text)

    @pytest.mark.parametrize(
        ("text", "broken"),
        [
            ("000.00.19.H29", ["level_1_group"]),
            ("H2.19", ["level_1_group"]),
            ("Z00", ["level_1_group"]),
            ("010023348", ["level_1_group"]),
            ("H29.", ["no_empty_group"]),
            ("H29..19", ["no_empty_group"]),
            ("H29.a", ["agency_characters"]),
            ("H29-19", ["agency_characters", "level_1_group"]),
            ("H29." + "1" * 32, ["at_most_35"]),
        ],
    )
    def test_what_is_refused(self, text: str, broken: list[str]) -> None:
        assert codes(agency_code.check(text)) == broken

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("000.00.19.H29", "H29.19"),
            ("000.17.22.H56", "H56.22.17"),
            ("000.00.00.G15", "G15"),
            ("012.03.04.H01", "H01.04.03.012"),
            ("001.00.22.H56", "H56.22.00.001"),
        ],
    )
    def test_the_old_order_is_the_reverse(self, old: str, new: str) -> None:
        assert agency_code.parse_qcvn_102(old) == AgencyCode(new)
        assert agency_code.format_qcvn_102(AgencyCode(new)) == old
        read = agency_code.parse_lenient(f" {old.lower()}")
        assert (str(read.value), codes(read.relaxed)) == (new, ["no_space_around", "capitals", "top_down_order"])

    @pytest.mark.parametrize("new", ["H15.50.05.13", "H29.00", "H29.1", "H29.19.00", "Z01.19", "0100233488", "H29.A1", "H29.1.2.3.4"])
    def test_not_every_code_fits_the_old_order(self, new: str) -> None:
        with pytest.raises(InvalidIdentifierError) as caught:
            agency_code.format_qcvn_102(AgencyCode(new))
        assert caught.value.broken == ("fits_qcvn_102",)

    @pytest.mark.parametrize("old", ["H29.19", "000.00.19.Z29", "000.0.19.H29", "000.00.00.19.H29"])
    def test_what_is_not_in_the_old_order(self, old: str) -> None:
        with pytest.raises(InvalidIdentifierError) as caught:
            agency_code.parse_qcvn_102(old)
        assert caught.value.broken == ("qcvn_102_shape",)

    @given(st.from_regex(r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Y][0-9]{2}", fullmatch=True))
    def test_the_old_order_comes_back(self, old: str) -> None:
        if old.isascii():
            assert agency_code.format_qcvn_102(agency_code.parse_qcvn_102(old)) == old


class TestProcedureCode:
    @pytest.mark.parametrize(
        ("text", "canonical", "agency"),
        [
            ("1.001193", "1.001193", None),
            ("2.002621", "2.002621", None),
            ("3.000722", "3.000722", None),
            ("6.000123", "6.000123", None),
            ("2.002622.H56", "2.002622.H56", "H56"),
            ("1.010708.000.00.00.H56", "1.010708.H56", "H56"),
            ("3.000181.000.00.00.H22", "3.000181.H22", "H22"),
            ("1.001193.000.00.19.H29", "1.001193.H29.19", "H29.19"),
        ],
    )
    def test_codes(self, text: str, canonical: str, agency: str | None) -> None:
        code = procedure_code.parse(text)
        assert (str(code), code.national, str(code.agency) if agency else code.agency) == (canonical, canonical[:8], agency)
        assert procedure_code.parse(procedure_code.format_dotted(code)) == code

    def test_the_old_order_is_turned_when_read_and_is_no_value_of_its_own(self) -> None:
        assert procedure_code.format_dotted(ProcedureCode("1.001193.H42")) == "1.001193.000.00.00.H42"
        with pytest.raises(InvalidIdentifierError):
            ProcedureCode("1.001193.000.00.00.H42")

    @pytest.mark.parametrize(
        ("text", "broken"),
        [
            ("1.00119", ["procedure_shape"]),
            ("1001193", ["procedure_shape"]),
            ("12.001193", ["procedure_shape", "local_suffix"]),
            ("1.0011930", ["local_suffix"]),
            ("1.001193.", ["local_suffix"]),
            ("1.001193.h42", ["local_suffix"]),
            ("1.001193.Z01", ["local_suffix"]),
            ("1.001193.0100233488", ["local_suffix"]),
            ("1.001193-H42", ["local_suffix"]),
        ],
    )
    def test_what_is_refused(self, text: str, broken: list[str]) -> None:
        assert codes(procedure_code.check(text)) == broken


class TestResultCode:
    @pytest.mark.parametrize(
        ("text", "shape", "issuer", "number"),
        [
            ("KQ.G01.000068", ResultShape.USUAL, "G01", "000068"),
            ("KQ.H52.000004", ResultShape.USUAL, "H52", "000004"),
            ("KQ.G01.00263", ResultShape.OTHER_LENGTH, "G01", "00263"),
            ("KQ.G12.0001234", ResultShape.OTHER_LENGTH, "G12", "0001234"),
            ("KQ-G10.000001", ResultShape.HYPHEN, "G10", "000001"),
            ("000.00.00.G15-KQ0123", ResultShape.AGENCY_FIRST, "G15", "0123"),
            ("TP-G12.0001128", ResultShape.COMPONENT, "G12", "0001128"),
            ("KQ000.00.00-026", ResultShape.UNUSUAL, None, None),
            ("KQ-G10-KQ00009", ResultShape.UNUSUAL, None, None),
            ("BQP-CCS.KQ0001", ResultShape.UNUSUAL, None, None),
            ("TP-KQ.0001111", ResultShape.UNUSUAL, None, None),
            ("TP-G12.KQ.120", ResultShape.UNUSUAL, None, None),
        ],
    )
    def test_published_shapes(self, text: str, shape: ResultShape, issuer: str | None, number: str | None) -> None:
        read = result_code.parse_lenient(text)
        code = read.value
        assert (code.text, code.shape, code.issuer, code.number) == (text, shape, issuer, number)
        assert codes(read.relaxed) == ([] if shape is ResultShape.USUAL else ["result_shape"])
        assert result_code.is_valid(text) == (shape is ResultShape.USUAL)

    @pytest.mark.parametrize("text", ["dsfas", "DSFAS", "KQ", "KQ.G01", "KQ12", "KQ 001", "123456", "KQ_G01.000068", "KQ.G01.00006?"])
    def test_junk_is_told_from_odd(self, text: str) -> None:
        assert codes(result_code.check(text)) == ["result_marks", "result_shape"]
        with pytest.raises(InvalidIdentifierError) as caught:
            result_code.parse_lenient(text)
        assert caught.value.broken == ("result_marks",)


@pytest.mark.skipif(not SAMPLE.exists(), reason=f"no portal sample at {SAMPLE} (set CCHC_PORTAL_SAMPLE)")
def test_every_code_of_the_portal_sample_is_read() -> None:
    with gzip.open(SAMPLE, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    assert [one["code"] for one in records if not procedure_code.is_valid(one["code"])] == []
    results = {code for one in records for code in one["result_codes"] if isinstance(code, str)}
    assert len(results) > 1000
    assert [code for code in results if "result_marks" in codes(result_code.check(code))] == []
