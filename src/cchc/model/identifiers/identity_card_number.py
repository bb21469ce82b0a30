"""The number of the identity card of old (số chứng minh nhân dân, CMND): nine digits, in use before the identity card of today.

Records still hold it; a person's number of today is a :mod:`~cchc.model.identifiers.personal_number`. No digit of it means
anything that could be checked. Nothing here shows a number but ``str()``, :func:`format` and the attribute ``text``.

Sources: the data of the national portal, which tell it from the other kinds (LoaiDinhDanh 2). No text was read, so the rule has
no basis.

>>> parse("012345678")
IdentityCardNumber(*********)
>>> [rule.code for rule in check("01234567")]
['nine_digits']
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cchc.model.identifiers.identifier import SHORT_ENOUGH, Identifier, IdentifierRule, Read, fits, joined_digits, only_digits

_LENGTH = 9

NINE_DIGITS = IdentifierRule("nine_digits", "Gồm đúng 9 chữ số", "it is 9 digits and nothing else")


@dataclass(frozen=True, slots=True, repr=False)
class IdentityCardNumber(Identifier):
    """The number of an identity card of old (số chứng minh nhân dân), nine digits; ``repr()`` masks it."""

    kind: ClassVar[str] = "number of an identity card of old"
    mend: ClassVar[str] = "read it again from the card, or ask for the personal identification number of 12 digits"
    personal: ClassVar[bool] = True

    def broken(self) -> tuple[IdentifierRule, ...]:
        """Return the rules the text breaks."""
        return check(self.text)


def check(text: str) -> tuple[IdentifierRule, ...]:
    """Return the rule that ``text`` breaks, if any; any nine digits are a number."""
    if not fits(text):
        return (SHORT_ENOUGH,)
    return () if only_digits(text) and len(text) == _LENGTH else (NINE_DIGITS,)


def is_valid(text: str) -> bool:
    """Return whether :func:`parse` takes ``text``."""
    return not check(text)


def parse(text: str) -> IdentityCardNumber:
    """Return the number that ``text`` is.

    Raises:
        InvalidIdentifierError: it is not nine digits of ASCII. The message does not repeat the text.
    """
    return IdentityCardNumber(text)


def parse_lenient(text: str) -> Read[IdentityCardNumber]:
    """Return the number, and which rules were relaxed: spaces around or between, other digits.

    Raises:
        InvalidIdentifierError: it is not nine digits.

    >>> str(parse_lenient("012 345 678").value)
    '012345678'
    """
    digits, relaxed = joined_digits(text)
    return Read(parse(digits), relaxed)


def format(value: IdentityCardNumber) -> str:  # noqa: A001
    """Return the nine digits; for the form or the service that needs them, not for a log."""
    return value.text
