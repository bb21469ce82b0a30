"""The electronic identification code of an agency or organisation (mã định danh điện tử).

Groups from the top level down, separated by dots: ``H29.19``. A state agency begins with ``MX1X2``, M from A to Y; an
organisation of its own with Z01 to Z99; an enterprise uses its enterprise code, of which only the length is checked here.
Until the decision of 2020 the order was the reverse, in groups of 3, 2, 2 and 3 characters: ``000.00.19.H29``.

Sources: 20/2020/QĐ-TTg Điều 4-6 (read); 10/2016/TT-BTTTT, QCVN 102:2016/BTTTT (as 01/2018/TT-VPCP Điều 19 uses it). Which code
belongs to which agency, and what a merger closed, is a dated table and not here: a code is never rewritten.

>>> parse("H15.50.05.13").groups
('H15', '50', '05', '13')
>>> str(parse_qcvn_102("000.00.19.H29")), format_qcvn_102(parse("H29.19"))
('H29.19', '000.00.19.H29')
>>> [rule.code for rule in check("h29..19")]
['agency_characters', 'no_empty_group', 'level_1_group']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from cchc.legal import LegalBasis
from cchc.model.identifiers.identifier import SHORT_ENOUGH, Identifier, IdentifierRule, Read, fits, only_digits, refuse, tidied
from cchc.model.labels import LabelledEnum

_STATE = LegalBasis("20/2020/QĐ-TTg", 4)
_ENTERPRISE = LegalBasis("20/2020/QĐ-TTg", 5)
_OTHER = LegalBasis("20/2020/QĐ-TTg", 6)
_OLD = LegalBasis("10/2016/TT-BTTTT", unverified=True)

MOST_CHARACTERS_OF_AGENCY = 35
_CHARACTERS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.")
_LEVEL_1 = re.compile(r"[A-Y][0-9]{2}|Z(?!00)[0-9]{2}")
_QCVN_102 = re.compile(r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Y][0-9]{2}")
_ENTERPRISE_DIGITS = 10

AGENCY_CHARACTERS = IdentifierRule("agency_characters", "Chỉ gồm 0-9, A-Z và dấu chấm", "only 0-9, A-Z and dots stand in it", (_STATE,))
AT_MOST_35 = IdentifierRule("at_most_35", "Tối đa 35 ký tự", "it has at most 35 characters", (_STATE,))
NO_EMPTY_GROUP = IdentifierRule("no_empty_group", "Không có nhóm trống", "no group between its dots is empty", (_STATE,))
LEVEL_1_GROUP = IdentifierRule(
    "level_1_group",
    "Nhóm đầu là mã cấp 1 (A00 đến Y99), Z01 đến Z99, hoặc cả mã là mã số doanh nghiệp 10 chữ số",
    "its first group is a level 1 code (A00 to Y99) or Z01 to Z99, or all of it is an enterprise code of 10 digits",
    (_STATE, _ENTERPRISE, _OTHER),
)
TOP_DOWN_ORDER = IdentifierRule("top_down_order", "Viết từ cấp trên xuống cấp dưới", "its groups go from the top level down", (_STATE,))
QCVN_102_SHAPE = IdentifierRule(
    "qcvn_102_shape", "Dạng V1V2V3.Z1Z2.Y1Y2.MX1X2", "it has the old shape V1V2V3.Z1Z2.Y1Y2.MX1X2, for example 000.00.19.H29", (_OLD,)
)
FITS_QCVN_102 = IdentifierRule(
    "fits_qcvn_102",
    "Viết được theo dạng cũ: cấp 1, rồi tối đa ba nhóm 2, 2, 3 chữ số, nhóm cuối khác không",
    "it fits the old shape: level 1, then at most groups of 2, 2 and 3 digits, the last of which is not zero",
    (_OLD,),
)


class AgencyCodeKind(LabelledEnum):
    """Whose code it is."""

    STATE = "state", "mã của cơ quan nhà nước", "a state agency"
    ENTERPRISE = "enterprise", "mã số doanh nghiệp", "an enterprise"
    OTHER = "other", "mã của tổ chức khác", "another organisation"


@dataclass(frozen=True, slots=True, repr=False)
class AgencyCode(Identifier):
    """An agency's identification code (mã định danh điện tử), from the top level down."""

    kind: ClassVar[str] = "code of an agency"
    mend: ClassVar[str] = "write it from the top level down, for example H29.19; a code in the old order is for parse_qcvn_102()"

    def broken(self) -> tuple[IdentifierRule, ...]:
        """Return the rules the text breaks."""
        return check(self.text)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups between the dots, the top level first."""
        return tuple(self.text.split("."))

    @property
    def level_1(self) -> str:
        """The first group: the ministry, the province, the enterprise."""
        return self.groups[0]

    @property
    def belongs_to(self) -> AgencyCodeKind:
        """Whose code it is, by its first group."""
        if only_digits(self.level_1):
            return AgencyCodeKind.ENTERPRISE
        return AgencyCodeKind.OTHER if self.level_1.startswith("Z") else AgencyCodeKind.STATE


def check(text: str) -> tuple[IdentifierRule, ...]:
    """Return every rule that ``text`` breaks; none for a code as 20/2020/QĐ-TTg has it."""
    if not fits(text):
        return (SHORT_ENOUGH,)
    groups = text.split(".")
    enterprise = only_digits(text) and len(text) == _ENTERPRISE_DIGITS
    kept = {
        AGENCY_CHARACTERS: _CHARACTERS.issuperset(text),
        AT_MOST_35: len(text) <= MOST_CHARACTERS_OF_AGENCY,
        NO_EMPTY_GROUP: all(groups),
        LEVEL_1_GROUP: enterprise or _LEVEL_1.fullmatch(groups[0]) is not None,
    }
    return tuple(rule for rule, holds in kept.items() if not holds)


def is_valid(text: str) -> bool:
    """Return whether :func:`parse` takes ``text``."""
    return not check(text)


def parse(text: str) -> AgencyCode:
    """Return the code that ``text`` is, exactly as written.

    Raises:
        InvalidIdentifierError: ``text`` breaks a rule; ``broken`` names every one.
    """
    return AgencyCode(text)


def parse_lenient(text: str) -> Read[AgencyCode]:
    """Return the code, and which rules were relaxed: spaces around, small letters, other digits, the old order.

    Raises:
        InvalidIdentifierError: no leniency makes it a code.

    >>> parse_lenient(" 000.00.19.h29").value.text
    'H29.19'
    """
    text, relaxed = tidied(text)
    if is_qcvn_102(text):
        return Read(parse_qcvn_102(text), (*relaxed, TOP_DOWN_ORDER))
    return Read(parse(text), relaxed)


def format(value: AgencyCode) -> str:  # noqa: A001
    """Return the canonical text of ``value``."""
    return value.text


def is_qcvn_102(text: str) -> bool:
    """Return whether ``text`` is a code in the old order."""
    return fits(text) and _QCVN_102.fullmatch(text) is not None


def parse_qcvn_102(text: str) -> AgencyCode:
    """Return the code that ``text`` writes in the old order; its leading groups of zeros name no level and fall away.

    Raises:
        InvalidIdentifierError: ``text`` has not that shape.

    >>> [parse_qcvn_102(text).text for text in ("000.17.22.H56", "000.00.00.G15")]
    ['H56.22.17', 'G15']
    """
    refuse(AgencyCode, text, () if is_qcvn_102(text) else (QCVN_102_SHAPE,))
    groups = text.split(".")[::-1]
    while not groups[-1].strip("0"):
        groups.pop()
    return AgencyCode(".".join(groups))


def format_qcvn_102(value: AgencyCode) -> str:
    """Return ``value`` in the old order, for texts of the years in which that was the form.

    Raises:
        InvalidIdentifierError: it has more or other groups than that form can hold.
    """
    groups = list(value.groups)
    padded = [*groups, *("00", "00", "000")[len(groups) - 1 :]]
    text = ".".join(padded[::-1])
    fitting = is_qcvn_102(text) and parse_qcvn_102(text) == value
    refuse(AgencyCode, value.text, () if fitting else (FITS_QCVN_102,))
    return text
