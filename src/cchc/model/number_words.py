"""Vietnamese number words (số bằng chữ), 0 to 9,999: read out of running words, and written as the acts write them.

The acts put the word beside the figure: "03 (ba) ngày". The word for five is also the word for year ("năm"), so after a
ten only "lăm" is five: "mười lăm" is 15, "mười năm" ten years.
"""

from __future__ import annotations

from collections.abc import Sequence

from cchc.errors import LimitError

_ONES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_DIGITS = {word: digit for digit, word in enumerate(_ONES) if digit} | {"bẩy": 7}
_AFTER_TENS = {word: digit for word, digit in _DIGITS.items() if word != "năm"} | {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_SCALES = {"mươi", "trăm", "nghìn", "ngàn"}
_GREATEST = 9_999

FIRST_WORDS = frozenset(_DIGITS) | {"mười"}
"""The words a number may begin with."""

NUMBER_WORDS = FIRST_WORDS | set(_AFTER_TENS) | {"không", "mươi", "trăm", "nghìn", "ngàn", "linh", "lẻ"}
"""Every word that occurs in a number."""


def read_number_words(words: Sequence[str], at: int = 0, *, lenient: bool = False) -> tuple[int, int] | None:
    """Return the number that ``words`` say from index ``at`` on, and the index after it; ``None`` where there is none.

    Words are in lower case with their accents, one syllable each; at most seven are looked at.

    Args:
        words: the syllables of a text.
        at: where the number begins.
        lenient: "mười năm" is 15 as well, a slip that is common between parentheses.

    >>> read_number_words(["hai", "mươi", "mốt", "ngày"])
    (21, 3)
    >>> read_number_words(["mười", "năm"]), read_number_words(["mười", "năm"], lenient=True)
    ((10, 1), (15, 2))
    """
    total, place = 0, at
    if at + 1 < len(words) and words[at] in _DIGITS and words[at + 1] not in _SCALES:
        return _DIGITS[words[at]], at + 1
    for scale, names in ((1_000, ("nghìn", "ngàn")), (100, ("trăm",))):
        digit = _DIGITS.get(_word(words, place))
        if digit is None and total and _word(words, place) == "không":
            digit = 0
        if digit is not None and _word(words, place + 1) in names:
            total, place = total + digit * scale, place + 2
    value, end = _below_hundred(words, place, after=place > at, lenient=lenient)
    return (total + value, end) if end > at else None


def _below_hundred(words: Sequence[str], at: int, *, after: bool, lenient: bool) -> tuple[int, int]:
    """Tens and ones from ``at`` on; ``after``: hundreds went before."""
    first = _word(words, at)
    tens, place = 0, at
    if first == "mười":
        tens, place = 10, at + 1
    elif first in _DIGITS and _word(words, at + 1) == "mươi":
        tens, place = 10 * _DIGITS[first], at + 2
    if place > at:
        ones = _AFTER_TENS | {"năm": 5} if lenient else _AFTER_TENS
        digit = ones.get(_word(words, place))
        return (tens, place) if digit is None else (tens + digit, place + 1)
    if after:
        digit = _DIGITS.get(_word(words, at + 1)) if first in ("linh", "lẻ") else None
        return (0, at) if digit is None else (digit, at + 2)
    digit = _DIGITS.get(first)
    return (0, at) if digit is None else (digit, at + 1)


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""


def number_in_words(number: int) -> str:
    """Return ``number`` in words, as an act writes it after the figure.

    Raises:
        LimitError: it is not between 0 and 9,999.

    >>> number_in_words(15), number_in_words(21), number_in_words(105)
    ('mười lăm', 'hai mươi mốt', 'một trăm linh năm')
    """
    if not 0 <= number <= _GREATEST:
        raise LimitError(f"{number} is not written in words here; give a whole number from 0 to {_GREATEST}")
    if number < 10:
        return _ONES[number]
    thousands, hundreds, rest = number // 1_000, number // 100 % 10, number % 100
    told = [f"{_ONES[thousands]} nghìn"] if thousands else []
    if hundreds or (thousands and rest):
        told.append(f"{_ONES[hundreds]} trăm")
    if rest:
        told.append(f"linh {_ONES[rest]}" if rest < 10 else _two_digits(rest))
    return " ".join(told)


def _two_digits(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "mười" if tens == 1 else f"{_ONES[tens]} mươi"
    last = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(ones, _ONES[ones])
    return f"{head} {last}".strip()
