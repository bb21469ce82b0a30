"""What every identifier shares: a value that is one checked text, its rules, its refusal, and the lenient reading of text."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from cchc.errors import InvalidIdentifierError
from cchc.legal import LegalBasis

MOST_CHARACTERS = 64
"""No text longer than this is looked at: the longest national code has far fewer characters."""
_LONGEST_SHOWN_RUN = 8
"""A message never repeats a text with more digits in a row: nine or more may be the number of a person."""
_GROUPING = " .\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class IdentifierRule:
    """A rule that an identifier (mã định danh) keeps or breaks: its words in both languages and its basis, if a text gives one."""

    code: str
    text_vi: str
    text_en: str
    basis: tuple[LegalBasis, ...] = ()

    def text(self, lang: str) -> str:
        """Return the rule in ``lang``: ``"vi"`` or ``"en"``."""
        return self.text_vi if lang == "vi" else self.text_en


SHORT_ENOUGH = IdentifierRule(
    "short_enough", f"Không quá {MOST_CHARACTERS} ký tự và không để trống", f"it has 1 to {MOST_CHARACTERS} characters"
)
NO_SPACE_AROUND = IdentifierRule("no_space_around", "Không có khoảng trắng ở đầu và cuối", "no space stands before or after it")
PLAIN_HYPHEN = IdentifierRule("plain_hyphen", "Dấu nối là dấu gạch ngang (-)", "its hyphen is the plain one (-)")
ASCII_DIGITS = IdentifierRule("ascii_digits", "Chữ số là 0 đến 9", "its digits are 0 to 9 of ASCII")
CAPITALS = IdentifierRule("capitals", "Chữ cái viết hoa", "its letters are capitals")
NO_SEPARATORS = IdentifierRule(
    "no_separators", "Không có dấu cách, dấu chấm hoặc gạch nối giữa các chữ số", "nothing stands between its digits"
)


@dataclass(frozen=True, slots=True, repr=False)
class Identifier(ABC):
    """An identifier: one text in its canonical form. A value that breaks its rules cannot be made.

    ``str()`` gives the text. ``repr()`` masks it where it may be the number of a person.
    """

    kind: ClassVar[str]
    mend: ClassVar[str]
    personal: ClassVar[bool] = False
    text: str

    def __post_init__(self) -> None:
        refuse(type(self), self.text, self.broken())

    @abstractmethod
    def broken(self) -> tuple[IdentifierRule, ...]:
        """Return the rules that no value may break; those that a lenient reading may relax are not among them."""

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        shown = "*" * len(self.text) if self.personal else repr(self.text)
        return f"{type(self).__name__}({shown})"


Value = TypeVar("Value", bound=Identifier, covariant=True)


@dataclass(frozen=True, slots=True)
class Read(Generic[Value]):
    """What a lenient reading found (kết quả đọc mã): the value, and which rules its text did not keep."""

    value: Value
    relaxed: tuple[IdentifierRule, ...] = ()


def refuse(kind: type[Identifier], text: str, broken: tuple[IdentifierRule, ...]) -> None:
    """Raise for the rules in ``broken``, all at once; do nothing when there are none.

    Raises:
        InvalidIdentifierError: there are some. Its message repeats the text only where that cannot be the number of a person.
    """
    if broken:
        tried = "the text given" if kind.personal or not _may_be_shown(text) else repr(text)
        raise InvalidIdentifierError(
            kind.kind, tried, tuple(rule.code for rule in broken), tuple(rule.text_en for rule in broken), kind.mend
        )


def _may_be_shown(text: str) -> bool:
    if len(text) > MOST_CHARACTERS:
        return False
    runs = "".join(one if one.isdecimal() else " " for one in text if one not in _GROUPING).split()
    all_digits = not any(one.isalpha() for one in text) and sum(map(len, runs)) > _LONGEST_SHOWN_RUN
    return not all_digits and all(len(run) <= _LONGEST_SHOWN_RUN for run in runs)


def fits(text: str) -> bool:
    """Return whether ``text`` is short enough to be looked at, and not empty."""
    return 0 < len(text) <= MOST_CHARACTERS


def only_digits(text: str) -> bool:
    """Return whether ``text`` is digits of ASCII and nothing else."""
    return text.isascii() and text.isdigit()


_TO_HYPHEN = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\uff0d"), "-")
_TO_CAPITAL = {code: chr(code - 32) for code in range(ord("a"), ord("z") + 1)}
_SEPARATORS = dict.fromkeys(map(ord, " .-\u00a0\u202f\t"))


def _ascii_digits(text: str) -> str:
    return "".join(str(int(one)) if one.isdecimal() else one for one in text)


_MENDS: tuple[tuple[IdentifierRule, Callable[[str], str]], ...] = (
    (NO_SPACE_AROUND, str.strip),
    (PLAIN_HYPHEN, lambda text: text.translate(_TO_HYPHEN)),
    (ASCII_DIGITS, _ascii_digits),
    (CAPITALS, lambda text: text.translate(_TO_CAPITAL)),
)


def tidied(text: str) -> tuple[str, tuple[IdentifierRule, ...]]:
    """Return ``text`` as a careful clerk would type it, and which rules it did not keep; too long a text stays as it is.

    >>> [tidied(" h29.19 ")[0], [rule.code for rule in tidied(" h29.19 ")[1]]]
    ['H29.19', ['no_space_around', 'capitals']]
    """
    relaxed: list[IdentifierRule] = []
    if fits(text):
        for rule, mend in _MENDS:
            mended = mend(text)
            if mended != text:
                relaxed.append(rule)
                text = mended
    return text, tuple(relaxed)


def joined_digits(text: str) -> tuple[str, tuple[IdentifierRule, ...]]:
    """Return the digits of a number typed in groups, and which rules the text did not keep.

    >>> joined_digits("0100 233 488")[0]
    '0100233488'
    """
    text, relaxed = tidied(text)
    joined = text.translate(_SEPARATORS) if fits(text) else text
    return joined, (relaxed if joined == text else (*relaxed, NO_SEPARATORS))
