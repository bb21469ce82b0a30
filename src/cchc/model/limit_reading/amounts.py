"""Amounts and units where they stand in a text: figures, words, both, halves; never a unit that is not there.

A figure that may be read in two ways ("07/12", "1.500") is no amount, and neither is one of more than six digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from fractions import Fraction
from typing import TypeAlias

from cchc.model.limit_reading.tokens import HALVES, NUMBER, Tokens
from cchc.model.number_words import FIRST_WORDS, NUMBER_WORDS, read_number_words

Amount: TypeAlias = tuple[int | Fraction | None, int, tuple[int, int] | None]
"""The amount (``None``: it cannot be read), the word after it, and figure and word where they differ."""

_MOST_DIGITS = 6
_MOST_PARTS = 60
GOES_ON = frozenset({"(", "/", ".", ",", *HALVES})
"""Signs after a figure that may belong to it."""
_UNIT_WORDS = {
    "ngày": "day",
    "giờ": "hour",
    "tiếng": "hour",
    "h": "hour",
    "phút": "minute",
    "tuần": "week",
    "tháng": "month",
    "năm": "year",
}
_WORKING = {"ngày": "working_day", "giờ": "working_hour"}


def glued(tokens: Tokens, at: int) -> bool:
    """Return whether the word at ``at`` follows the one before without a space."""
    pieces, ends = tokens[1], tokens[2]
    return 0 < at < len(pieces) and not pieces[at][0].isspace() and ends[at] - len(pieces[at]) == ends[at - 1]


def unit_at(words: Sequence[str], at: int) -> tuple[str, int] | None:
    """Return the unit that begins at ``at`` and the word after it.

    >>> unit_at(["ngày", "làm", "việc", ""], 0)
    ('working_day', 3)
    """
    word = words[at]
    unit = _UNIT_WORDS.get(word)
    if unit is None:
        return None
    if word in _WORKING:
        if words[at + 1] == "làm" and words[at + 2] == "việc":
            return _WORKING[word], at + 3
        if words[at + 1] == "(" and words[at + 2] == "làm" and words[at + 3] == "việc" and words[at + 4] == ")":
            return _WORKING[word], at + 5
    return unit, at + 1


def amount_at(tokens: Tokens, at: int) -> Amount | None:
    """Return the amount that begins at ``at``; ``None`` where none does."""
    words = tokens[0]
    word = words[at]
    if word == NUMBER:
        if words[at + 1] not in GOES_ON and len(tokens[1][at]) <= _MOST_DIGITS:
            return int(tokens[1][at]), at + 1, None
        value, end = _figure(tokens, at)
    elif word in FIRST_WORDS:
        found = read_number_words(words, at)
        if found is None or (word == "năm" and unit_at(words, found[1]) is None and words[found[1]] != "("):
            return None
        value, end = found
    elif word == "nửa" or word in HALVES:
        return (Fraction(1, 2) if word == "nửa" else _HALF[word]), at + 1, None
    else:
        return None
    return _with_paired(tokens, value, end) if words[end] == "(" and value is not None else (value, end, None)


_HALF = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}


def _figure(tokens: Tokens, at: int) -> tuple[int | Fraction | None, int]:
    """The figure at ``at``, and the word after everything that is glued to it."""
    words, pieces = tokens[0], tokens[1]
    end = at + 1
    while words[end] in ("/", ".", ",") and words[end + 1] == NUMBER and glued(tokens, end) and glued(tokens, end + 1):
        end += 2
    first = pieces[at].strip()
    if len(first) > _MOST_DIGITS:
        return None, end
    if end == at + 1:
        if words[end] in HALVES:
            return int(first) + _HALF[words[end]], end + 1
        return int(first), end
    second = pieces[at + 2]
    if end > at + 3 or len(second) > _MOST_DIGITS:
        return None, end
    if words[at + 1] == "/":
        plain = first[0] != "0" != second[0] and first != second and int(second) <= _MOST_PARTS
        return (_whole(Fraction(int(first), int(second))) if plain else None), end
    return (_whole(Fraction(f"{first}.{second}")) if len(second) < 3 else None), end


def _whole(amount: Fraction) -> int | Fraction:
    return amount.numerator if amount.denominator == 1 else amount


def _with_paired(tokens: Tokens, value: int | Fraction, at: int) -> Amount:
    """An amount with what stands in parentheses at ``at``: the same number in words or in figures, or something else."""
    words = tokens[0]
    other: tuple[int | Fraction | None, int] | None = None
    if words[at + 1] == NUMBER:
        other = _figure(tokens, at + 1)
    elif words[at + 1] in FIRST_WORDS and (words[at + 2] == ")" or words[at + 2] in NUMBER_WORDS):
        other = read_number_words(words, at + 1, lenient=True)
    if other is None or words[other[1]] != ")" or not isinstance(other[0], int) or not isinstance(value, int):
        return value, at, None
    spelt = tokens[0][at - 1] != NUMBER
    pair = (other[0], value) if spelt else (value, other[0])
    return pair[0], other[1] + 1, None if other[0] == value else pair


def clock_at(tokens: Tokens, at: int, before: str) -> tuple[time, int] | None:
    """Return the time of day that the figure at ``at`` tells, and the word after it; ``before`` is the word before it.

    "15 giờ" is a time of day after "sau", "trước", "lúc", "vào", "đến" or "từ" in office hours, beside minutes, or before a day.
    """
    words, pieces = tokens[0], tokens[1]
    hour = pieces[at].strip()
    if words[at + 1] not in ("giờ", "h") or len(hour) > 2 or int(hour) > 23:
        return None
    end, minute, after = at + 2, 0, words[at + 2]
    if after == NUMBER and _is_minutes(tokens, end):
        minute, end = int(pieces[end]), end + (2 if words[end + 1] == "phút" else 1)
    elif words[at + 1] != "h" and after not in _OF_DAY and not (before in _AT and int(hour) >= 6 and after not in _NOT_OF_DAY):
        return None
    return time(int(hour), minute), end


def _is_minutes(tokens: Tokens, at: int) -> bool:
    """Whether the figure at ``at`` tells minutes: "15h30", "15 giờ 30"; in "1 Giờ20 VNĐ" a page has glued a fee to the hour."""
    words, pieces = tokens[0], tokens[1]
    if len(pieces[at].strip()) != 2 or int(pieces[at]) > 59 or unit_at(words, at + 1) not in (None, ("minute", at + 2)):
        return False
    return glued(tokens, at) == (words[at - 1] == "h")


_AT = frozenset({"sau", "trước", "lúc", "vào", "hồi", "đến", "từ"})
_OF_DAY = frozenset({"ngày", "sáng", "chiều", "cùng", "hằng", "hàng", "hôm"})
_NOT_OF_DAY = frozenset({"kể", "làm", "trước", "sau", "tính", "khi"})
