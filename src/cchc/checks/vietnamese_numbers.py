"""Numbers in Vietnamese words, as acts write them in brackets behind a figure: "mười lăm", "hai mươi mốt"."""

from __future__ import annotations

from cchc.checks.texts import folded

_ONES = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "nhăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}


def number_in_words(text: str) -> int | None:
    """Return the number from 0 to 999 that ``text`` says; ``None`` where it says none.

    >>> number_in_words("mười lăm"), number_in_words("hai mươi mốt"), number_in_words("một trăm linh năm"), number_in_words("tối đa")
    (15, 21, 105, None)
    """
    words = folded(text).split()
    if not words or len(words) > 6:
        return None
    total, rest = 0, words
    if len(rest) >= 2 and rest[1] == "trăm" and rest[0] in _ONES:
        total, rest = _ONES[rest[0]] * 100, rest[2:]
        if rest[:1] in (["linh"], ["lẻ"]):
            rest = rest[1:]
            return total + _ONES[rest[0]] if len(rest) == 1 and rest[0] in _ONES else None
        if not rest:
            return total
    tens = _tens(rest)
    return None if tens is None else total + tens


def _tens(words: list[str]) -> int | None:
    """The number below a hundred that the words say."""
    if len(words) == 1 and words[0] in _ONES:
        return _ONES[words[0]]
    if words[0] == "mười":
        tens, rest = 10, words[1:]
    elif len(words) >= 2 and words[1] in ("mươi", "mười") and words[0] in _ONES:
        tens, rest = _ONES[words[0]] * 10, words[2:]
    elif len(words) == 2 and words[0] in _ONES and words[1] in ("lăm", "mốt", "nhăm"):
        tens, rest = _ONES[words[0]] * 10, words[1:]
    else:
        return None
    if not rest:
        return tens
    return tens + _ONES[rest[0]] if len(rest) == 1 and rest[0] in _ONES else None
