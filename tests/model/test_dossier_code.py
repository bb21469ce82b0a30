"""The code of a dossier: published codes, what is refused and relaxed, and the form in force on the day of receipt."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cchc.errors import InvalidIdentifierError, NaiveDatetimeError, NotInForceError, OtherZoneError
from cchc.model.identifiers import (
    AgencyCode,
    DossierCode,
    DossierStyle,
    dossier_code,
)
from cchc.model.identifiers.dossier_style import DOSSIER_STYLES, style_on
from cchc.model.identifiers.identifier import IdentifierRule
from cchc.model.instant import VIETNAM_TIME

CENTRAL = DossierStyle.TT04_2025_CENTRAL


def codes(rules: tuple[IdentifierRule, ...]) -> list[str]:
    return [rule.code for rule in rules]


class TestDossierCode:
    @pytest.mark.parametrize(
        ("text", "style", "agency", "day", "ordinal"),
        [
            ("000.00.06.H56-231027-0361", DossierStyle.TT01_2018, "H56.06", date(2023, 10, 27), 361),
            ("000.17.22.H56-210531-0001", DossierStyle.TT01_2018, "H56.22.17", date(2021, 5, 31), 1),
            ("H56.14-240823-0001", DossierStyle.TT03_2025, "H56.14", date(2024, 8, 23), 1),
            ("H15.50.05.13-261008-0975", DossierStyle.TT03_2025, "H15.50.05.13", date(2026, 10, 8), 975),
            ("G09.20-260609-12345", DossierStyle.TT03_2025, "G09.20", date(2026, 6, 9), 12345),
        ],
    )
    def test_published_codes(self, text: str, style: DossierStyle, agency: str, day: date, ordinal: int) -> None:
        code = dossier_code.parse(text)
        assert (code.text, code.style, str(code.agency), code.received_on, code.ordinal, code.owner) == (
            text,
            style,
            agency,
            day,
            ordinal,
            None,
        )

    @pytest.mark.parametrize(
        ("text", "owner", "ordinal"),
        [("H15.50-260201-090123", "09", 123), ("H15.50-260201-1800123", "18", 123), ("G12-260201-0312345", "03", 12345)],
    )
    def test_the_owner_is_read_only_when_the_caller_says_so(self, text: str, owner: str, ordinal: int) -> None:
        assert (dossier_code.parse(text).owner, dossier_code.parse(text).ordinal) == (None, int(owner + text.rpartition(owner)[2]))
        central = dossier_code.parse(text, CENTRAL)
        assert (central.owner, central.ordinal, central.text) == (owner, ordinal, text)

    @pytest.mark.parametrize(
        ("text", "style", "broken"),
        [
            ("H56.14", None, ["dossier_three_parts"]),
            ("H56.14-240823-0001-1", None, ["dossier_three_parts"]),
            ("H56.14-240230-0001", None, ["dossier_day"]),
            ("H56.14-2408-0001", None, ["dossier_day"]),
            ("H56.14-19240823-0001", None, ["dossier_day"]),
            ("H56.14-20240823-0001", None, ["dossier_day_of_six"]),
            ("H56.14-240823-001", None, ["dossier_ordinal_from_four"]),
            ("H56.14-20240823-1", None, ["dossier_day_of_six", "dossier_ordinal_from_four"]),
            ("H56.14-240823-", None, ["dossier_ordinal"]),
            ("H56.14-240823-00A1", None, ["dossier_ordinal"]),
            ("h56.14-240823-0001", None, ["dossier_agency"]),
            ("Z01.14-240823-0001", None, ["dossier_agency"]),
            ("0100233488-240823-0001", None, ["dossier_agency"]),
            ("H2-249999-x", None, ["dossier_agency", "dossier_day", "dossier_ordinal"]),
            ("000.00.06.H56-231027-00361", None, ["dossier_ordinal_of_four"]),
            ("000.00.06.H56-231027-361", None, ["dossier_ordinal_of_four"]),
            ("H56.14-240823-0001", DossierStyle.TT01_2018, ["dossier_agency"]),
            ("000.00.06.H56-231027-0361", DossierStyle.TT03_2025, ["dossier_agency"]),
            ("H56.14-260823-0001", CENTRAL, ["dossier_ordinal_from_four"]),
            ("H56.14-260823-09", CENTRAL, ["dossier_ordinal"]),
            ("a\nb", DossierStyle.FOREIGN, ["dossier_printable"]),
            (" ab", DossierStyle.FOREIGN, ["no_space_around"]),
        ],
    )
    def test_what_is_refused(self, text: str, style: DossierStyle | None, broken: list[str]) -> None:
        assert codes(dossier_code.check(text, style)) == broken

    @pytest.mark.parametrize(
        ("text", "style", "value", "told", "relaxed"),
        [
            ("G09.20-20260609-0092637", None, "G09.20-20260609-0092637", DossierStyle.TT03_2025, ["dossier_day_of_six"]),
            ("H56.14-240823-1", None, "H56.14-240823-1", DossierStyle.TT03_2025, ["dossier_ordinal_from_four"]),
            (
                "000.00.06.H56-20231027-12345",
                None,
                "000.00.06.H56-20231027-12345",
                DossierStyle.TT01_2018,
                ["dossier_day_of_six", "dossier_ordinal_of_four"],
            ),
            (" h56.14–240823–0001", None, "H56.14-240823-0001", DossierStyle.TT03_2025, ["no_space_around", "plain_hyphen", "capitals"]),
            ("H56.14-260823-0912", CENTRAL, "H56.14-260823-0912", CENTRAL, ["dossier_ordinal_from_four"]),
            ("hồ sơ 12", None, "hồ sơ 12", DossierStyle.FOREIGN, ["dossier_national_form"]),
            (" ab-1 ", None, "ab-1", DossierStyle.FOREIGN, ["no_space_around", "dossier_national_form"]),
            ("ab-1", DossierStyle.FOREIGN, "ab-1", DossierStyle.FOREIGN, []),
            ("H56.14-260823-0912", DossierStyle.TT01_2018, "H56.14-260823-0912", DossierStyle.FOREIGN, ["dossier_national_form"]),
        ],
    )
    def test_what_a_lenient_reading_relaxes(
        self, text: str, style: DossierStyle | None, value: str, told: DossierStyle, relaxed: list[str]
    ) -> None:
        read = dossier_code.parse_lenient(text, style)
        assert (read.value.text, read.value.style, codes(read.relaxed)) == (value, told, relaxed)

    def test_a_day_of_eight_digits_is_the_same_day(self) -> None:
        assert dossier_code.parse_lenient("G09.20-20260609-0092637").value.received_on == date(2026, 6, 9)

    def test_a_foreign_code_is_opaque(self) -> None:
        code = dossier_code.parse("H56.14-240823-0001", DossierStyle.FOREIGN)
        assert (code.agency, code.received_on, code.ordinal, code.owner) == (None, None, None, None)
        assert code != dossier_code.parse("H56.14-240823-0001")

    def test_every_style_has_its_label(self) -> None:
        assert [style.label("vi") for style in DossierStyle if not style.label_vi] == []


class TestIssuing:
    @pytest.mark.parametrize(
        ("day", "owner", "text", "style"),
        [
            (date(2019, 1, 6), None, "000.00.19.H29-190106-0007", DossierStyle.TT01_2018),
            (date(2025, 9, 14), None, "000.00.19.H29-250914-0007", DossierStyle.TT01_2018),
            (date(2025, 9, 15), None, "H29.19-250915-0007", DossierStyle.TT03_2025),
            (date(2026, 1, 24), None, "H29.19-260124-0007", DossierStyle.TT03_2025),
            (date(2026, 1, 25), None, "H29.19-260125-0007", DossierStyle.TT03_2025),
            (date(2026, 1, 25), "09", "H29.19-260125-090007", CENTRAL),
        ],
    )
    def test_the_form_is_that_of_the_day_of_receipt(self, day: date, owner: str | None, text: str, style: DossierStyle) -> None:
        code = DossierCode.issue(AgencyCode("H29.19"), day, 7, owner)
        assert (code.text, code.style, code.received_on, code.ordinal, code.owner) == (text, style, day, 7, owner)

    @pytest.mark.parametrize(("day", "owner"), [(date(2019, 1, 5), None), (date(2026, 1, 24), "09")])
    def test_before_the_first_form_nothing_is_issued(self, day: date, owner: str | None) -> None:
        with pytest.raises(NotInForceError, match=str(day)):
            DossierCode.issue(AgencyCode("H29.19"), day, 7, owner)

    @pytest.mark.parametrize(
        ("agency", "day", "ordinal", "owner", "broken"),
        [
            ("H29.19", date(2025, 1, 2), 10_000, None, "dossier_ordinal_of_four"),
            ("H29.19", date(2025, 1, 2), 0, None, "dossier_ordinal_from_one"),
            ("H29.19", date(2026, 2, 2), -1, None, "dossier_ordinal_from_one"),
            ("H29.19", date(2026, 2, 2), 1, "9", "dossier_owner"),
            ("H29.19", date(2026, 2, 2), 1, "AB", "dossier_owner"),
            ("H29.19", date(2100, 2, 2), 1, None, "dossier_day"),
            ("H15.50.05.13", date(2025, 1, 2), 1, None, "fits_qcvn_102"),
            ("Z01.50", date(2026, 1, 2), 1, None, "dossier_agency"),
            ("H29.19", date(2026, 1, 2), 10**12, None, "short_enough"),
        ],
    )
    def test_what_the_form_cannot_hold_is_refused(self, agency: str, day: date, ordinal: int, owner: str | None, broken: str) -> None:
        with pytest.raises(InvalidIdentifierError) as caught:
            DossierCode.issue(AgencyCode(agency), day, ordinal, owner)
        assert caught.value.broken == (broken,)

    def test_no_number_is_too_great_to_be_refused(self) -> None:
        with pytest.raises(InvalidIdentifierError, match="the next number of 2026-01-02"):
            DossierCode.issue(AgencyCode("H29.19"), date(2026, 1, 2), 10**5000)

    def test_more_than_four_digits_are_for_the_newer_forms(self) -> None:
        assert DossierCode.issue(AgencyCode("H29.19"), date(2026, 2, 2), 12_345, "09").text == "H29.19-260202-0912345"

    def test_the_day_is_that_of_vietnam(self) -> None:
        at = datetime(2025, 9, 15, 0, 5, tzinfo=VIETNAM_TIME)
        assert DossierCode.issue(AgencyCode("H29.19"), at, 7).text == "H29.19-250915-0007"
        with pytest.raises(NaiveDatetimeError):
            DossierCode.issue(AgencyCode("H29.19"), at.replace(tzinfo=None), 7)
        with pytest.raises(OtherZoneError):
            DossierCode.issue(AgencyCode("H29.19"), at.astimezone(UTC), 7)

    def test_a_later_row_of_the_table_takes_over(self) -> None:
        day = date(2027, 1, 1)
        later = DOSSIER_STYLES[0]._replace(validity=DOSSIER_STYLES[1].validity)
        assert style_on(day, styles=[*DOSSIER_STYLES, later]) is later
        with pytest.raises(NotInForceError, match="no day"):
            style_on(day, styles=[])

    def test_every_form_has_its_basis(self) -> None:
        assert [str(one.basis[0]) for one in DOSSIER_STYLES] == [
            "Điều 19, 01/2018/TT-VPCP",
            "Điều 13, 03/2025/TT-VPCP (chưa kiểm chứng)",
            "khoản 3 Điều 13, 03/2025/TT-VPCP",
        ]
