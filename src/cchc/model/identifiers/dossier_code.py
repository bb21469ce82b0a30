"""The code of a dossier (mã số hồ sơ): the agency, the day of receipt, the ordinal of that day, joined by hyphens.

The forms and their times are in :mod:`~cchc.model.identifiers.dossier_style`. Reading takes every form, whatever the date in it:
codes in today's order of the agency were given years before the circular. Issuing takes the form in force on the day of
receipt. A code is never rewritten, neither after a merger nor into another form: the text is the code.

The two digits of a central system's owner (AA) look like digits of the ordinal. They are read only when the caller says that
the dossier belongs to a centralised service. The ordinal is the host's: one counter for each agency and day.

Sources: 01/2018/TT-VPCP Điều 19 (read); 03/2025/TT-VPCP Điều 13 khoản 3, as 04/2025/TT-VPCP Điều 23 khoản 2 added it (read); the
rest of Điều 13 is inferred from it and from codes in use.

>>> code = parse("000.00.06.H56-231027-0361")
>>> code.style.value, str(code.agency), code.received_on.isoformat(), code.ordinal
('tt01_2018', 'H56.06', '2023-10-27', 361)
>>> central = parse("H56.14-260201-090123", DossierStyle.TT04_2025_CENTRAL)
>>> central.owner, central.ordinal
('09', 123)
>>> [rule.code for rule in parse_lenient("G09.20-20260609-0092637").relaxed]
['dossier_day_of_six']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from cchc.legal import LegalBasis
from cchc.model.identifiers import agency_code
from cchc.model.identifiers.agency_code import AgencyCode, AgencyCodeKind
from cchc.model.identifiers.dossier_style import DossierStyle, style_on
from cchc.model.identifiers.identifier import (
    MOST_CHARACTERS,
    NO_SPACE_AROUND,
    SHORT_ENOUGH,
    Identifier,
    IdentifierRule,
    Read,
    fits,
    only_digits,
    refuse,
    tidied,
)
from cchc.model.instant import vietnam_instant

_FORM_2018 = LegalBasis("01/2018/TT-VPCP", 19)
_FORM_2025 = LegalBasis("03/2025/TT-VPCP", 13, unverified=True)
_FORM_CENTRAL = LegalBasis("03/2025/TT-VPCP", 13, 3)

_CENTURY = "20"
_DAY = re.compile(r"(?:20)?([0-9]{2})([0-9]{2})([0-9]{2})")
_DAY_DIGITS = 6
_OWNER_DIGITS = 2
_ORDINAL_DIGITS = 4
_LAST_YEAR = 2099
_ORDINAL_END = 10**12

THREE_PARTS = IdentifierRule(
    "dossier_three_parts",
    "Mã cơ quan, ngày và số thứ tự nối bằng gạch nối",
    "agency, day and ordinal are joined by two hyphens",
    (_FORM_2018,),
)
DOSSIER_AGENCY = IdentifierRule(
    "dossier_agency",
    "Phần đầu là mã của cơ quan nhà nước theo đúng dạng",
    "it begins with the code of a state agency, in the order of its form",
    (_FORM_2018, _FORM_2025),
)
DOSSIER_DAY = IdentifierRule(
    "dossier_day",
    "Phần giữa là một ngày có thật, từ năm 2000 đến 2099",
    "its middle is a real day, of 2000 to 2099",
    (_FORM_2018, _FORM_2025),
)
DAY_OF_SIX = IdentifierRule("dossier_day_of_six", "Ngày viết YYMMDD", "its day is written YYMMDD, six digits", (_FORM_2018, _FORM_2025))
DOSSIER_ORDINAL = IdentifierRule(
    "dossier_ordinal",
    "Phần cuối là chữ số",
    "it ends in the digits of the ordinal, after the owner's two if central",
    (_FORM_2018, _FORM_2025),
)
ORDINAL_OF_FOUR = IdentifierRule(
    "dossier_ordinal_of_four", "Số thứ tự có đúng 4 chữ số", "its ordinal has exactly four digits", (_FORM_2018,)
)
ORDINAL_FROM_FOUR = IdentifierRule(
    "dossier_ordinal_from_four", "Số thứ tự có ít nhất 4 chữ số", "its ordinal has four digits or more", (_FORM_CENTRAL, _FORM_2025)
)
ORDINAL_FROM_ONE = IdentifierRule("dossier_ordinal_from_one", "Số thứ tự đếm từ 1", "its ordinal counts from 1", (_FORM_2018,))
OWNER_OF_TWO = IdentifierRule(
    "dossier_owner", "Mã cơ quan chủ quản hệ thống gồm 2 chữ số", "the owner of the central system is two digits", (_FORM_CENTRAL,)
)
NATIONAL_FORM = IdentifierRule(
    "dossier_national_form", "Theo một dạng mã hồ sơ của quy định", "it has one of the forms of the law", (_FORM_2018, _FORM_2025)
)
PRINTABLE = IdentifierRule("dossier_printable", "Chỉ gồm ký tự in được", "its characters can be printed")


@dataclass(frozen=True, slots=True, repr=False)
class DossierCode(Identifier):
    """The code of a dossier (mã số hồ sơ): the text as it was given, and the form in which it is read.

    Two of them are equal when text and form are. A code of another system has no parts.
    """

    kind: ClassVar[str] = "code of a dossier"
    mend: ClassVar[str] = "copy it from the slip, for example H56.14-240823-0001; a code of another system is kept with style FOREIGN"
    style: DossierStyle

    def broken(self) -> tuple[IdentifierRule, ...]:
        """Return the rules that no code of its form breaks; the length of day and ordinal is for :func:`parse`."""
        return _broken(self.text, self.style)

    @property
    def agency(self) -> AgencyCode | None:
        """The agency that received or settles; nothing for a code of another system."""
        if self.style is DossierStyle.FOREIGN:
            return None
        prefix = self.text.partition("-")[0]
        return agency_code.parse_qcvn_102(prefix) if self.style is DossierStyle.TT01_2018 else AgencyCode(prefix)

    @property
    def received_on(self) -> date | None:
        """The day of receipt, in Vietnam; nothing for a code of another system."""
        return None if self.style is DossierStyle.FOREIGN else _day(self.text.split("-")[1])

    @property
    def ordinal(self) -> int | None:
        """The ordinal within the day, without the owner's digits; nothing for a code of another system."""
        if self.style is DossierStyle.FOREIGN:
            return None
        return int(self.text.rpartition("-")[2][len(self.owner or "") :])

    @property
    def owner(self) -> str | None:
        """The two digits of the agency that owns the central system (AA); nothing outside that form."""
        return self.text.rpartition("-")[2][:_OWNER_DIGITS] if self.style is DossierStyle.TT04_2025_CENTRAL else None

    @classmethod
    def issue(cls, agency: AgencyCode, received: date, ordinal: int, owner: str | None = None) -> DossierCode:
        """Return the code for a dossier, in the form in force on the day of its receipt.

        Args:
            agency: the agency whose code it carries.
            received: the day of receipt, or the instant in Vietnam's time.
            ordinal: its number among the dossiers of that agency and day, from 1; the host counts.
            owner: for a service centralised for the whole country, the two digits of the agency that owns its system.

        Raises:
            NotInForceError: no form was in force on that day.
            InvalidIdentifierError: the form cannot hold the agency or the ordinal: 01/2018/TT-VPCP ends at 9999.

        >>> [str(DossierCode.issue(AgencyCode("H29.19"), date(year, 3, 2), 7)) for year in (2025, 2026)]
        ['000.00.19.H29-250302-0007', 'H29.19-260302-0007']
        """
        day = vietnam_instant(received, "the receipt").date() if isinstance(received, datetime) else received
        style = style_on(day, central=owner is not None).style
        owned = owner is None or (only_digits(owner) and len(owner) == _OWNER_DIGITS)
        kept = {
            ORDINAL_FROM_ONE: ordinal >= 1,
            SHORT_ENOUGH: ordinal < _ORDINAL_END,
            OWNER_OF_TWO: owned,
            DOSSIER_DAY: day.year <= _LAST_YEAR,
        }
        refuse(cls, f"the next number of {day}", tuple(rule for rule, holds in kept.items() if not holds))
        prefix = agency_code.format_qcvn_102(agency) if style is DossierStyle.TT01_2018 else agency.text
        return parse(f"{prefix}-{day:%y%m%d}-{owner or ''}{ordinal:0{_ORDINAL_DIGITS}d}", style)


def style_of(text: str) -> DossierStyle:
    """Return the form that ``text`` would be read in when the caller does not say: by the order of the agency's groups."""
    old = agency_code.is_qcvn_102(text[:MOST_CHARACTERS].partition("-")[0])
    return DossierStyle.TT01_2018 if old else DossierStyle.TT03_2025


def check(text: str, style: DossierStyle | None = None) -> tuple[IdentifierRule, ...]:
    """Return every rule of its form that ``text`` breaks; without ``style`` the form is told by :func:`style_of`."""
    style = style or style_of(text)
    return _broken(text, style) or _relaxed(text, style)


def is_valid(text: str, style: DossierStyle | None = None) -> bool:
    """Return whether :func:`parse` takes ``text``."""
    return not check(text, style)


def parse(text: str, style: DossierStyle | None = None) -> DossierCode:
    """Return the code that ``text`` is, exactly as written.

    Args:
        text: the code.
        style: the form, where the caller knows it: ``TT04_2025_CENTRAL`` for a dossier of a centralised service, ``FOREIGN`` for
            a code of another system, which is kept whole. Otherwise the order of the agency's groups tells.

    Raises:
        InvalidIdentifierError: ``text`` breaks a rule of the form; ``broken`` names every one.
    """
    refuse(DossierCode, text, check(text, style))
    return DossierCode(text, style or style_of(text))


def parse_lenient(text: str, style: DossierStyle | None = None) -> Read[DossierCode]:
    """Return the code, and which rules were relaxed.

    Relaxed are spaces around, small letters, other digits and hyphens, a day of eight digits, an ordinal of any length. A text of
    no form of the law is kept whole as a code of another system.

    Raises:
        InvalidIdentifierError: it is empty, too long, or holds what cannot be printed.

    >>> read = parse_lenient("HCM/2024/00123")
    >>> read.value.style.value, [rule.code for rule in read.relaxed]
    ('foreign', ['dossier_national_form'])
    """
    mended, relaxed = tidied(text)
    told = style or style_of(mended)
    if told is not DossierStyle.FOREIGN and not _broken(mended, told):
        return Read(DossierCode(mended, told), (*relaxed, *_relaxed(mended, told)))
    kept = text.strip() if fits(text) else text
    value = DossierCode(kept, DossierStyle.FOREIGN)
    space = () if kept == text else (NO_SPACE_AROUND,)
    return Read(value, space if style is DossierStyle.FOREIGN else (*space, NATIONAL_FORM))


def format(value: DossierCode) -> str:  # noqa: A001
    """Return the text of ``value``, as it was given: a code is never rewritten."""
    return value.text


def _broken(text: str, style: DossierStyle) -> tuple[IdentifierRule, ...]:
    if not fits(text):
        return (SHORT_ENOUGH,)
    if style is DossierStyle.FOREIGN:
        kept = {PRINTABLE: text.isprintable(), NO_SPACE_AROUND: text == text.strip()}
        return tuple(rule for rule, holds in kept.items() if not holds)
    parts = text.split("-")
    if len(parts) != len(("agency", "day", "ordinal")):
        return (THREE_PARTS,)
    prefix, day, ordinal = parts
    fewest = _OWNER_DIGITS if style is DossierStyle.TT04_2025_CENTRAL else 0
    kept = {
        DOSSIER_AGENCY: _is_agency(prefix, style),
        DOSSIER_DAY: _day(day) is not None,
        DOSSIER_ORDINAL: only_digits(ordinal) and len(ordinal) > fewest,
    }
    return tuple(rule for rule, holds in kept.items() if not holds)


def _relaxed(text: str, style: DossierStyle) -> tuple[IdentifierRule, ...]:
    """What a text of ``style`` that can be read does not keep."""
    if style is DossierStyle.FOREIGN:
        return ()
    _, day, ordinal = text.split("-")
    exact = style is DossierStyle.TT01_2018
    fewest = _ORDINAL_DIGITS + (_OWNER_DIGITS if style is DossierStyle.TT04_2025_CENTRAL else 0)
    enough = len(ordinal) == fewest if exact else len(ordinal) >= fewest
    kept = {DAY_OF_SIX: len(day) == _DAY_DIGITS, ORDINAL_OF_FOUR if exact else ORDINAL_FROM_FOUR: enough}
    return tuple(rule for rule, holds in kept.items() if not holds)


def _is_agency(text: str, style: DossierStyle) -> bool:
    if style is DossierStyle.TT01_2018:
        return agency_code.is_qcvn_102(text)
    return agency_code.is_valid(text) and AgencyCode(text).belongs_to is AgencyCodeKind.STATE


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    try:
        return date(*(int(part) for part in (_CENTURY + found[1], found[2], found[3]))) if found else None
    except ValueError:
        return None
