"""Tax codes against their oracle, and the numbers of persons, which nothing shows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.vn import mst

from cchc.errors import InvalidIdentifierError
from cchc.model.identifiers import (
    AgencyCode,
    IdentityCardNumber,
    PersonalNumber,
    Read,
    TaxCode,
    personal_number,
    tax_code,
)
from cchc.model.identifiers.identifier import Identifier, IdentifierRule


def codes(rules: tuple[IdentifierRule, ...]) -> list[str]:
    return [rule.code for rule in rules]


class TestTaxCode:
    @pytest.mark.parametrize("text", ["0100233488", "0314409058", "0100233488-001", "0100233488-999", "001203000001"])
    def test_codes(self, text: str) -> None:
        assert str(tax_code.parse(text)) == text

    @pytest.mark.parametrize(
        ("text", "broken"),
        [
            ("0100233480", ["tax_check_digit"]),
            ("0100000009", ["tax_serial_not_zero", "tax_check_digit"]),
            ("0100233488-000", ["tax_branch_not_zero"]),
            ("0100233480-000", ["tax_check_digit", "tax_branch_not_zero"]),
            ("0100233488001", ["tax_code_shape"]),
            ("0100233488-", ["tax_code_shape"]),
            ("0100233488-01", ["tax_code_shape"]),
            ("0100233488-0011", ["tax_code_shape"]),
            ("0100233488 001", ["tax_code_shape"]),
            ("0100 233 488", ["tax_code_shape"]),
            ("12345", ["tax_code_shape"]),
            ("123456789", ["tax_code_shape"]),
            ("-001", ["tax_code_shape"]),
        ],
    )
    def test_what_is_refused(self, text: str, broken: list[str]) -> None:
        assert codes(tax_code.check(text)) == broken

    @pytest.mark.parametrize(("day", "broken"), [(date(2025, 6, 30), ["personal_number_from_2025"]), (date(2025, 7, 1), [])])
    def test_a_personal_number_is_a_tax_code_from_1_july_2025(self, day: date, broken: list[str]) -> None:
        (rule, *_) = tax_code.check("001203000001", date(2025, 6, 30))
        assert codes(tax_code.check("001203000001", day)) == broken
        assert [str(basis) for basis in rule.basis] == ["Điều 38, 86/2024/TT-BTC", "Điều 5, 90/2026/TT-BTC (chưa kiểm chứng)"]
        assert tax_code.is_valid("0100233488", day)

    def test_parts(self) -> None:
        branch = TaxCode("0100233488-001")
        assert (branch.branch, branch.parent, branch.personal_number) == ("001", TaxCode("0100233488"), None)
        assert branch.parent.parent == branch.parent
        assert TaxCode("001203000001").personal_number == PersonalNumber("001203000001")

    @pytest.mark.parametrize(
        ("text", "value", "relaxed"),
        [
            ("0100 233 488", "0100233488", ["no_separators"]),
            (" 0100.233.488-001 ", "0100233488-001", ["no_space_around", "no_separators"]),
            ("0100233488001", "0100233488-001", ["tax_branch_hyphen"]),
            ("0100233488 - 001", "0100233488-001", ["no_separators"]),
            ("0100233488–001", "0100233488-001", ["plain_hyphen", "no_separators"]),
            ("001 203 000 001", "001203000001", ["no_separators"]),
        ],
    )
    def test_what_a_lenient_reading_relaxes(self, text: str, value: str, relaxed: list[str]) -> None:
        read = tax_code.parse_lenient(text)
        assert (str(read.value), codes(read.relaxed)) == (value, relaxed)

    @pytest.mark.parametrize("text", ["0100233480", "0100 233 480 001", "100233488", "0100233488-000", "!" + 12 * "\n" + "-"])
    def test_no_leniency_for_a_check_digit_or_a_lost_zero(self, text: str) -> None:
        with pytest.raises(InvalidIdentifierError):
            tax_code.parse_lenient(text)

    @given(st.from_regex(r"[0-9]{10}(-[0-9]{3})?", fullmatch=True).filter(str.isascii))
    def test_the_oracle_agrees_on_any_digits(self, text: str) -> None:
        assert tax_code.is_valid(text) == mst.is_valid(text)

    @given(st.from_regex(r"[0-9]{9}", fullmatch=True).filter(str.isascii), st.integers(0, 999))
    def test_the_oracle_agrees_on_right_check_digits(self, nine: str, branch: int) -> None:
        digit = tax_code.check_digit(nine)
        assert (digit or "10") == mst.calc_check_digit(nine)
        text = f"{nine}{digit or 0}-{branch:03d}"
        assert tax_code.is_valid(text) == mst.is_valid(text) == (digit is not None and branch > 0 and nine[2:] != "0000000")
        if tax_code.is_valid(text):
            assert tax_code.parse_lenient(mst.compact(text)).value == TaxCode(text)
            assert mst.format(mst.compact(text)) == tax_code.format(TaxCode(text))


class TestPersonalNumber:
    @pytest.mark.parametrize(
        ("text", "year", "sex"),
        [
            ("001099000001", 1999, "male"),
            ("001100000001", 1900, "female"),
            ("079203000001", 2003, "male"),
            ("079303000001", 2003, "female"),
            ("001999000001", 2399, "female"),
        ],
    )
    def test_what_the_digits_say(self, text: str, year: int, sex: personal_number.Sex) -> None:
        number = personal_number.parse(text)
        assert (number.place, number.birth_year, number.sex) == (text[:3], year, sex)
        assert personal_number.inconsistencies(number) == ()
        assert personal_number.inconsistencies(number, birth_year=year, sex=sex) == ()
        other = "male" if sex == "female" else "female"
        assert codes(personal_number.inconsistencies(number, birth_year=year + 100, sex=other)) == ["birth_year_fits", "sex_fits"]
        assert codes(personal_number.inconsistencies(number, sex=other)) == ["sex_fits"]

    @pytest.mark.parametrize("text", ["00120300000", "0012030000011", "00120300000a", "001 203 000 001", "012345678"])
    def test_only_twelve_digits(self, text: str) -> None:
        assert codes(personal_number.check(text)) == ["twelve_digits"]

    def test_a_lost_zero_is_not_filled_up(self) -> None:
        with pytest.raises(InvalidIdentifierError):
            personal_number.parse_lenient("1203000001")

    @pytest.mark.parametrize(
        "value", [PersonalNumber("001203000001"), IdentityCardNumber("012345678"), TaxCode("001203000001"), TaxCode("0100233488")]
    )
    def test_repr_shows_no_digit(self, value: Identifier) -> None:
        assert not any(one.isdigit() for one in repr(value))
        assert not any(one.isdigit() for one in repr([Read(value)]))
        assert not any(one.isdigit() for one in f"{value!r:>20}")

    def test_an_open_code_shows_itself(self) -> None:
        assert repr(AgencyCode("H29.19")) == "AgencyCode('H29.19')"
