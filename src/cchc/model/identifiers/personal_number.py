"""The personal identification number (số định danh cá nhân), which is also the number of the identity card (căn cước).

Twelve digits: three for the province or country where the birth was registered, one for century and sex, two for the year of
birth, six that tell nothing. There is no check digit. Whether the number fits what is known of its holder is asked on
demand (:func:`inconsistencies`). Places are not looked up: numbers keep the code of the province that issued them.

Nothing here shows a number but ``str()``, :func:`format` and the attribute ``text``: not ``repr()``, and no message.

Sources, as restated by others: 26/2023/QH15 Điều 12 (twelve digits); 137/2015/NĐ-CP Điều 13 (what they mean), which implemented
the law before it. What the decree of today says of them was not seen.

>>> number = parse("001203000001")
>>> number, number.place, number.birth_year, number.sex
(PersonalNumber(************), '001', 2003, 'male')
>>> [rule.code for rule in inconsistencies(number, birth_year=1903, sex="male")]
['birth_year_fits']
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from cchc.legal import LegalBasis
from cchc.model.identifiers.identifier import SHORT_ENOUGH, Identifier, IdentifierRule, Read, fits, joined_digits, only_digits

Sex = Literal["male", "female"]

_TWELVE = LegalBasis("26/2023/QH15", 12, unverified=True)
_STRUCTURE = LegalBasis("137/2015/NĐ-CP", 13, unverified=True)
_LENGTH = 12
_CENTURY_AND_SEX = 3
_YEAR = slice(4, 6)
_FIRST_CENTURY = 1900

TWELVE_DIGITS = IdentifierRule("twelve_digits", "Gồm đúng 12 chữ số", "it is 12 digits and nothing else", (_TWELVE, _STRUCTURE))
BIRTH_YEAR_FITS = IdentifierRule(
    "birth_year_fits", "Mã thế kỷ và mã năm sinh khớp với năm sinh", "its century and year are those of the birth", (_STRUCTURE,)
)
SEX_FITS = IdentifierRule("sex_fits", "Mã giới tính khớp với giới tính", "its sex digit is that of the person", (_STRUCTURE,))


@dataclass(frozen=True, slots=True, repr=False)
class PersonalNumber(Identifier):
    """A personal identification number (số định danh cá nhân) of twelve digits; ``repr()`` masks it."""

    kind: ClassVar[str] = "personal identification number"
    mend: ClassVar[str] = "read it again from the identity card"
    personal: ClassVar[bool] = True

    def broken(self) -> tuple[IdentifierRule, ...]:
        """Return the rules the text breaks."""
        return check(self.text)

    @property
    def place(self) -> str:
        """The three digits of the province or country where the birth was registered."""
        return self.text[:_CENTURY_AND_SEX]

    @property
    def birth_year(self) -> int:
        """The year of birth, of which the century digit tells the century: 0 and 1 from 1900, 2 and 3 from 2000, and so on."""
        return _FIRST_CENTURY + int(self.text[_CENTURY_AND_SEX]) // 2 * 100 + int(self.text[_YEAR])

    @property
    def sex(self) -> Sex:
        """The sex that the number was issued for: an even digit for a man, an odd one for a woman."""
        return "female" if int(self.text[_CENTURY_AND_SEX]) % 2 else "male"


def check(text: str) -> tuple[IdentifierRule, ...]:
    """Return the rule that ``text`` breaks, if any; any twelve digits are a number."""
    if not fits(text):
        return (SHORT_ENOUGH,)
    return () if only_digits(text) and len(text) == _LENGTH else (TWELVE_DIGITS,)


def is_valid(text: str) -> bool:
    """Return whether :func:`parse` takes ``text``."""
    return not check(text)


def inconsistencies(value: PersonalNumber, *, birth_year: int | None = None, sex: Sex | None = None) -> tuple[IdentifierRule, ...]:
    """Return what in ``value`` does not fit what is known of its holder; what is not given is not asked.

    A mismatch is a question to a person, not a proof of fraud: a corrected year or sex leads to a new number, at a later day.
    """
    fitting = {BIRTH_YEAR_FITS: birth_year in (None, value.birth_year), SEX_FITS: sex in (None, value.sex)}
    return tuple(rule for rule, holds in fitting.items() if not holds)


def parse(text: str) -> PersonalNumber:
    """Return the number that ``text`` is.

    Raises:
        InvalidIdentifierError: it is not twelve digits of ASCII. The message does not repeat the text.
    """
    return PersonalNumber(text)


def parse_lenient(text: str) -> Read[PersonalNumber]:
    """Return the number, and which rules were relaxed: spaces around or between, other digits.

    Raises:
        InvalidIdentifierError: it is not twelve digits. A number that lost its leading zeros is not filled up: nine digits are
            an identity card of old.

    >>> [rule.code for rule in parse_lenient("001 203 000 001").relaxed]
    ['no_separators']
    """
    digits, relaxed = joined_digits(text)
    return Read(parse(digits), relaxed)


def format(value: PersonalNumber) -> str:  # noqa: A001
    """Return the twelve digits; for the form or the service that needs them, not for a log."""
    return value.text
