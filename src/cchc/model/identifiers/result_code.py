"""The code of a result or a component of a procedure (mã kết quả, mã giấy tờ) in the national database.

Nearly all are ``KQ.Gxx.NNNNNN``. Other shapes are published too, and a few that only look typed by hand; so the text is what
counts, and the parts are there where the shape tells them. What has no mark (KQ, TP) and no number is junk and refused.

Sources: the codes published on the national portal. No text that fixes the form was found, so the rules have no basis.

>>> one = parse("KQ.G01.000068")
>>> one.issuer, one.number
('G01', '000068')
>>> odd = parse_lenient("KQ-G10-KQ00009")
>>> odd.value.shape.value, [rule.code for rule in odd.relaxed], check("dsfas")[0].code
('unusual', ['result_shape'], 'result_marks')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from cchc.model.identifiers.identifier import SHORT_ENOUGH, Identifier, IdentifierRule, Read, fits, only_digits, refuse, tidied
from cchc.model.labels import LabelledEnum

RESULT_MARKS = IdentifierRule(
    "result_marks",
    "Gồm 0-9, A-Z, dấu chấm, gạch nối; có KQ hoặc TP; kết thúc bằng ít nhất ba chữ số",
    "only 0-9, A-Z, dots and hyphens stand in it, KQ or TP among them, and it ends in three digits or more",
)
RESULT_SHAPE = IdentifierRule(
    "result_shape", "Dạng KQ.MX1X2.NNNNNN", "it has the usual shape, KQ, the issuer and six digits: KQ.G01.000068"
)


class ResultShape(LabelledEnum):
    """Which of the published shapes a code has."""

    USUAL = "usual", "dạng thường gặp", "KQ.G01.000068"
    OTHER_LENGTH = "other_length", "dạng khác số chữ số", "KQ.G01.00263"
    HYPHEN = "hyphen", "dạng gạch nối", "KQ-G10.000001"
    AGENCY_FIRST = "agency_first", "dạng mã cơ quan đứng trước", "000.00.00.G15-KQ0001"
    COMPONENT = "component", "dạng mã thành phần hồ sơ", "TP-G12.0001128"
    UNUSUAL = "unusual", "dạng hiếm gặp", "a shape of its own; its parts are not told"


_SHAPES = {
    ResultShape.USUAL: re.compile(r"KQ\.([A-Z][0-9]{2})\.([0-9]{6})"),
    ResultShape.OTHER_LENGTH: re.compile(r"KQ\.([A-Z][0-9]{2})\.([0-9]{3,})"),
    ResultShape.HYPHEN: re.compile(r"KQ-([A-Z][0-9]{2})\.([0-9]{3,})"),
    ResultShape.AGENCY_FIRST: re.compile(r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.([A-Z][0-9]{2})-KQ([0-9]{3,})"),
    ResultShape.COMPONENT: re.compile(r"TP-([A-Z][0-9]{2})\.([0-9]{3,})"),
}
"""Tried in this order."""
_CHARACTERS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.-")
_MARKS = ("KQ", "TP")
_FEWEST_DIGITS = 3


@dataclass(frozen=True, slots=True, repr=False)
class ResultCode(Identifier):
    """The code of a result (mã kết quả): an opaque text of a shape that can be named."""

    kind: ClassVar[str] = "code of a result"
    mend: ClassVar[str] = "copy it from the procedure's record, for example KQ.G01.000068; parse_lenient() takes the rarer shapes"

    def broken(self) -> tuple[IdentifierRule, ...]:
        """Return the rules that no result code breaks, however odd its shape."""
        return _not_a_code(self.text)

    @property
    def shape(self) -> ResultShape:
        """Which of the published shapes it has."""
        return next((shape for shape, form in _SHAPES.items() if form.fullmatch(self.text)), ResultShape.UNUSUAL)

    @property
    def issuer(self) -> str | None:
        """The level 1 code of whoever issued it, such as ``G01``; nothing where the shape does not tell."""
        return self._parts()[0]

    @property
    def number(self) -> str | None:
        """The digits of its number; nothing where the shape does not tell."""
        return self._parts()[1]

    def _parts(self) -> tuple[str | None, str | None]:
        form = _SHAPES.get(self.shape)
        found = form.fullmatch(self.text) if form else None
        return (found[1], found[2]) if found else (None, None)


def check(text: str) -> tuple[IdentifierRule, ...]:
    """Return every rule that ``text`` breaks; a shape that is published but not the usual one breaks only the last."""
    usual = fits(text) and _SHAPES[ResultShape.USUAL].fullmatch(text)
    return (*_not_a_code(text), *(() if usual else (RESULT_SHAPE,)))


def _not_a_code(text: str) -> tuple[IdentifierRule, ...]:
    if not fits(text):
        return (SHORT_ENOUGH,)
    marked = any(mark in text for mark in _MARKS) and only_digits(text[-_FEWEST_DIGITS:]) and len(text) > _FEWEST_DIGITS
    return () if marked and _CHARACTERS.issuperset(text) else (RESULT_MARKS,)


def is_valid(text: str) -> bool:
    """Return whether :func:`parse` takes ``text``."""
    return not check(text)


def parse(text: str) -> ResultCode:
    """Return the code that ``text`` is, of the usual shape.

    Raises:
        InvalidIdentifierError: ``text`` has another shape, or is no code.
    """
    refuse(ResultCode, text, check(text))
    return ResultCode(text)


def parse_lenient(text: str) -> Read[ResultCode]:
    """Return the code, and which rules were relaxed: spaces around, small letters, other digits, a rarer shape.

    Raises:
        InvalidIdentifierError: it is junk: no mark, or no number.
    """
    text, relaxed = tidied(text)
    value = ResultCode(text)
    return Read(value, (*relaxed, *check(text)))


def format(value: ResultCode) -> str:  # noqa: A001
    """Return the text of ``value``; no shape is turned into another."""
    return value.text
