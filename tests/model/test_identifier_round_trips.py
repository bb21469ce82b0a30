"""What an identifier writes, it reads: any value, to text, to the same value."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cchc.model.identifiers import (
    AgencyCode,
    DossierCode,
    DossierStyle,
    IdentityCardNumber,
    PersonalNumber,
    Read,
    ResultCode,
    TaxCode,
    agency_code,
    dossier_code,
    identity_card_number,
    personal_number,
    procedure_code,
    result_code,
    tax_code,
)
from cchc.model.identifiers.identifier import tidied

level_1 = st.builds("{}{:02d}".format, st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXY"), st.integers(0, 99))
groups = st.lists(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=5), max_size=4)
agencies = st.builds(lambda first, rest: AgencyCode(".".join([first, *rest])), level_1, groups)
digits = st.text("0123456789", min_size=12, max_size=12)
old_agencies = st.builds("{:03d}.{:02d}.{:02d}.{}".format, st.integers(0, 999), st.integers(0, 99), st.integers(0, 99), level_1)


class TestRoundTrips:
    @given(agencies)
    def test_agencies(self, value: AgencyCode) -> None:
        assert agency_code.parse(str(value)) == value

    @given(st.integers(0, 9), st.integers(0, 999_999), st.none() | agencies | old_agencies)
    def test_procedures(self, first: int, number: int, agency: AgencyCode | str | None) -> None:
        value = procedure_code.parse(f"{first}.{number:06d}" + (f".{agency}" if agency else ""))
        assert procedure_code.parse(str(value)) == value

    @given(level_1, st.integers(0, 999_999))
    def test_results(self, issuer: str, number: int) -> None:
        value = ResultCode(f"KQ.{issuer}.{number:06d}")
        assert result_code.parse(str(value)) == value
        assert (value.issuer, value.number) == (issuer, f"{number:06d}")

    @given(digits)
    def test_persons(self, text: str) -> None:
        assert personal_number.parse(str(PersonalNumber(text))) == PersonalNumber(text)
        assert tax_code.parse(str(TaxCode(text))) == TaxCode(text)
        assert identity_card_number.parse(text[:9]) == IdentityCardNumber(text[:9])

    @given(agencies, st.dates(date(2025, 9, 15), date(2099, 12, 31)), st.integers(1, 10**9), st.none() | st.integers(0, 99))
    def test_dossiers_of_today(self, agency: AgencyCode, day: date, ordinal: int, owner: int | None) -> None:
        aa = None if owner is None or day < date(2026, 1, 25) else f"{owner:02d}"
        value = DossierCode.issue(agency, day, ordinal, aa)
        assert dossier_code.parse(str(value), value.style) == value
        assert (value.agency, value.received_on, value.ordinal, value.owner) == (agency, day, ordinal, aa)
        assert dossier_code.parse_lenient(str(value), value.style) == Read(value)

    @given(old_agencies, st.dates(date(2019, 1, 6), date(2025, 9, 14)), st.integers(1, 9999))
    def test_dossiers_of_2018(self, old: str, day: date, ordinal: int) -> None:
        value = DossierCode.issue(agency_code.parse_qcvn_102(old), day, ordinal)
        assert str(value) == f"{old}-{day:%y%m%d}-{ordinal:04d}"
        assert dossier_code.parse(str(value)) == value

    @given(st.text(min_size=1, max_size=64))
    def test_foreign_dossiers(self, text: str) -> None:
        if dossier_code.is_valid(text, DossierStyle.FOREIGN):
            assert str(dossier_code.parse(text, DossierStyle.FOREIGN)) == text

    @given(st.text(max_size=64))
    def test_a_tidied_text_is_tidy(self, text: str) -> None:
        once, _ = tidied(text)
        assert tidied(once)[0] == once
