"""The code of an administrative procedure (mã thủ tục hành chính, mã TTHC) in the national database.

One digit, a dot, six digits: ``1.001193``. Any first digit is taken: what it means is not published. A local version adds the
code of its agency, ``1.001193.H42``; older texts write that part in the old order, ``1.001193.000.00.00.H42``.

Sources: the codes published on the national portal. No text that fixes the form was found, so the rules have no basis.

>>> local = parse("1.001193.000.00.00.H42")
>>> str(local), local.national, str(local.agency), format_dotted(local)
('1.001193.H42', '1.001193', 'H42', '1.001193.000.00.00.H42')
>>> [rule.code for rule in check("1.00119")]
['procedure_shape']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from cchc.model.identifiers import agency_code
from cchc.model.identifiers.agency_code import AgencyCode, AgencyCodeKind
from cchc.model.identifiers.identifier import SHORT_ENOUGH, Identifier, IdentifierRule, Read, fits, refuse, tidied

_NATIONAL = re.compile(r"[0-9]\.[0-9]{6}")
_NATIONAL_LENGTH = 8

PROCEDURE_SHAPE = IdentifierRule(
    "procedure_shape", "Một chữ số, dấu chấm, sáu chữ số", "it begins with one digit, a dot and six digits, for example 1.001193"
)
LOCAL_SUFFIX = IdentifierRule(
    "local_suffix",
    "Phần sau là mã của cơ quan nhà nước, ví dụ .H42 hoặc .000.00.00.H42",
    "what follows is the code of a state agency, for example .H42 or .000.00.00.H42",
)


@dataclass(frozen=True, slots=True, repr=False)
class ProcedureCode(Identifier):
    """The code of a procedure (mã thủ tục hành chính), with the agency's code if it is a local version."""

    kind: ClassVar[str] = "code of a procedure"
    mend: ClassVar[str] = "copy it from the national database, for example 1.001193 or 1.001193.H42"

    def broken(self) -> tuple[IdentifierRule, ...]:
        """Return the rules the text breaks; the old order of the suffix is for :func:`parse`, which turns it."""
        turned = agency_code.is_qcvn_102(self.text[_NATIONAL_LENGTH + 1 :])
        return check(self.text) or ((LOCAL_SUFFIX,) if turned else ())

    @property
    def national(self) -> str:
        """The code without the local part, by which the national database knows the procedure."""
        return self.text[:_NATIONAL_LENGTH]

    @property
    def agency(self) -> AgencyCode | None:
        """The agency of a local version; nothing for the national code."""
        suffix = self.text[_NATIONAL_LENGTH + 1 :]
        return AgencyCode(suffix) if suffix else None


def check(text: str) -> tuple[IdentifierRule, ...]:
    """Return every rule that ``text`` breaks; both orders of the local part are published and break none."""
    if not fits(text):
        return (SHORT_ENOUGH,)
    national, rest = text[:_NATIONAL_LENGTH], text[_NATIONAL_LENGTH:]
    broken = () if _NATIONAL.fullmatch(national) else (PROCEDURE_SHAPE,)
    return broken if not rest or (rest[0] == "." and _is_state_agency(rest[1:])) else (*broken, LOCAL_SUFFIX)


def _is_state_agency(text: str) -> bool:
    if agency_code.is_qcvn_102(text):
        return True
    return agency_code.is_valid(text) and AgencyCode(text).belongs_to is AgencyCodeKind.STATE


def is_valid(text: str) -> bool:
    """Return whether :func:`parse` takes ``text``."""
    return not check(text)


def parse(text: str) -> ProcedureCode:
    """Return the code that ``text`` is; a local part in the old order comes out in the order of today.

    Raises:
        InvalidIdentifierError: ``text`` breaks a rule; ``broken`` names every one.
    """
    refuse(ProcedureCode, text, check(text))
    national, suffix = text[:_NATIONAL_LENGTH], text[_NATIONAL_LENGTH + 1 :]
    if agency_code.is_qcvn_102(suffix):
        suffix = agency_code.parse_qcvn_102(suffix).text
    return ProcedureCode(f"{national}.{suffix}" if suffix else national)


def parse_lenient(text: str) -> Read[ProcedureCode]:
    """Return the code, and which rules were relaxed: spaces around, small letters, other digits.

    Raises:
        InvalidIdentifierError: no leniency makes it a code.

    >>> parse_lenient(" 1.001193.h42 ").value.text
    '1.001193.H42'
    """
    text, relaxed = tidied(text)
    return Read(parse(text), relaxed)


def format(value: ProcedureCode) -> str:  # noqa: A001
    """Return the canonical text of ``value``: the local part, if any, from the top level down."""
    return value.text


def format_dotted(value: ProcedureCode) -> str:
    """Return ``value`` with its local part in the old order, as older texts print it.

    Raises:
        InvalidIdentifierError: the agency's code has more or other groups than that order can hold.
    """
    return f"{value.national}.{agency_code.format_qcvn_102(value.agency)}" if value.agency else value.national
