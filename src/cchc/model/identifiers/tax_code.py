"""The tax code (mã số thuế, MST).

Ten digits: two for the province, seven in a row, a check digit; a branch adds a hyphen and 001 to 999. From 01/7/2025 the
personal number of twelve digits is the tax code of individuals and household businesses.

The check digit is ten minus the remainder by 11 of the digits weighted 31, 29, 23, 19, 17, 13, 7, 5, 3; where that is ten
there is no valid number. A code of ten digits may be a person's from before 2025, so none is repeated in a message or ``repr()``.

Sources: 86/2024/TT-BTC Điều 38 (read, for the personal number); its Điều 5, and Điều 5 of 90/2026/TT-BTC which replaced it on
01/7/2026, on the form (as restated by others). No text that gives the check digit was found: it is as python-stdnum has it
(``stdnum.vn.mst``), and its rule has no basis.

>>> parse("0100233488-001").branch
'001'
>>> [rule.code for rule in check("0100233480")]
['tax_check_digit']
>>> parse("001203000001")
TaxCode(************)
>>> from datetime import date
>>> [rule.code for rule in check("001203000001", on=date(2025, 6, 30))]
['personal_number_from_2025']
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cchc.legal import LegalBasis, Validity
from cchc.model.identifiers.identifier import (
    SHORT_ENOUGH,
    Identifier,
    IdentifierRule,
    Read,
    fits,
    joined_digits,
    only_digits,
    refuse,
    tidied,
)
from cchc.model.identifiers.personal_number import PersonalNumber

_PERSONAL = LegalBasis("86/2024/TT-BTC", 38)
_FORM_2024 = LegalBasis("86/2024/TT-BTC", 5, unverified=True)
_FORM_2026 = LegalBasis("90/2026/TT-BTC", 5, unverified=True)
PERSONAL_NUMBER_IS_TAX_CODE = Validity(date(2025, 7, 1))
"""From when a personal number is a tax code (:data:`PERSONAL_NUMBER_FROM_2025`)."""

_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_MAIN = 10
_PERSONAL_DIGITS = 12
_BRANCH_DIGITS = 3
_SERIAL = slice(2, 9)

TAX_CODE_SHAPE = IdentifierRule(
    "tax_code_shape",
    "Gồm 10 chữ số; 10 chữ số, gạch nối và 3 chữ số; hoặc 12 chữ số",
    "it is 10 digits, 10 digits with a hyphen and 3, or 12 digits",
    (_FORM_2024, _FORM_2026),
)
SERIAL_NOT_ZERO = IdentifierRule("tax_serial_not_zero", "Các chữ số thứ 3 đến thứ 9 không cùng là 0", "its digits 3 to 9 are not all zero")
CHECK_DIGIT = IdentifierRule(
    "tax_check_digit", "Chữ số thứ 10 là chữ số kiểm tra đúng", "its tenth digit is the check digit of the other nine"
)
BRANCH_NOT_ZERO = IdentifierRule("tax_branch_not_zero", "Số của đơn vị phụ thuộc từ 001 đến 999", "its branch is 001 to 999")
BRANCH_HYPHEN = IdentifierRule(
    "tax_branch_hyphen", "Có gạch nối trước 3 chữ số cuối", "a hyphen stands before the digits of the branch", (_FORM_2024, _FORM_2026)
)
PERSONAL_NUMBER_FROM_2025 = IdentifierRule(
    "personal_number_from_2025",
    "Số định danh cá nhân dùng thay mã số thuế từ 01/7/2025",
    "a personal number serves as a tax code from 2025-07-01 on",
    (_PERSONAL, _FORM_2026),
)


@dataclass(frozen=True, slots=True, repr=False)
class TaxCode(Identifier):
    """A tax code (mã số thuế): of a payer, of a branch, or a personal number that serves as one; ``repr()`` masks it."""

    kind: ClassVar[str] = "tax code"
    mend: ClassVar[str] = "read it again from the registration, for example in the form NNNNNNNNNN or NNNNNNNNNN-NNN"
    personal: ClassVar[bool] = True

    def broken(self) -> tuple[IdentifierRule, ...]:
        """Return the rules the text breaks."""
        return check(self.text)

    @property
    def branch(self) -> str | None:
        """The three digits of a dependent unit; nothing for the payer itself."""
        return self.text[_MAIN + 1 :] if "-" in self.text else None

    @property
    def parent(self) -> TaxCode:
        """The code of the payer to which a dependent unit belongs; of a payer, its own."""
        return TaxCode(self.text[:_MAIN]) if self.branch else self

    @property
    def personal_number(self) -> PersonalNumber | None:
        """The personal number that serves as tax code; nothing for a code of ten digits."""
        return PersonalNumber(self.text) if len(self.text) == _PERSONAL_DIGITS else None


def check_digit(nine: str) -> str | None:
    """Return the tenth digit for the first nine; nothing where no number of ten begins with them.

    >>> check_digit("010023348")
    '8'
    """
    digit = 10 - sum(weight * int(one) for weight, one in zip(_WEIGHTS, nine, strict=True)) % 11
    return str(digit) if digit < 10 else None


def check(text: str, on: date | None = None) -> tuple[IdentifierRule, ...]:
    """Return every rule that ``text`` breaks; with ``on``, also whether it can be a tax code of that day."""
    if not fits(text):
        return (SHORT_ENOUGH,)
    if only_digits(text) and len(text) == _PERSONAL_DIGITS:
        return () if on is None or PERSONAL_NUMBER_IS_TAX_CODE.covers(on) else (PERSONAL_NUMBER_FROM_2025,)
    main, hyphen, branch = text.partition("-")
    if not (only_digits(main) and len(main) == _MAIN) or bool(hyphen) != (only_digits(branch) and len(branch) == _BRANCH_DIGITS):
        return (TAX_CODE_SHAPE,)
    kept = {
        SERIAL_NOT_ZERO: bool(main[_SERIAL].strip("0")),
        CHECK_DIGIT: check_digit(main[:-1]) == main[-1],
        BRANCH_NOT_ZERO: branch != "000",
    }
    return tuple(rule for rule, holds in kept.items() if not holds)


def is_valid(text: str, on: date | None = None) -> bool:
    """Return whether :func:`parse` takes ``text``."""
    return not check(text, on)


def parse(text: str, on: date | None = None) -> TaxCode:
    """Return the code that ``text`` is; with ``on``, only if it can be one on that day.

    Raises:
        InvalidIdentifierError: ``text`` breaks a rule; ``broken`` names every one. The message does not repeat the text.
    """
    refuse(TaxCode, text, check(text, on))
    return TaxCode(text)


def parse_lenient(text: str, on: date | None = None) -> Read[TaxCode]:
    """Return the code, and which rules were relaxed: spaces, dots, other digits, a branch without its hyphen.

    Raises:
        InvalidIdentifierError: no leniency makes it a code. A check digit is never overlooked, leading zeros are never filled up.

    >>> read = parse_lenient("0100 233 488 001")
    >>> str(read.value), [rule.code for rule in read.relaxed]
    ('0100233488-001', ['no_separators', 'tax_branch_hyphen'])
    """
    if is_valid(text, on):
        return Read(TaxCode(text))
    digits, relaxed = joined_digits(text)
    if len(digits) != _MAIN + _BRANCH_DIGITS:
        return Read(parse(digits, on), relaxed)
    typed_hyphen = "".join(tidied(text)[0].split())[-_BRANCH_DIGITS - 1 : -_BRANCH_DIGITS] == "-"
    value = parse(f"{digits[:_MAIN]}-{digits[_MAIN:]}", on)
    return Read(value, relaxed if typed_hyphen else (*relaxed, BRANCH_HYPHEN))


def format(value: TaxCode) -> str:  # noqa: A001
    """Return the canonical text of ``value``; for the form or the service that needs it, not for a log."""
    return value.text
