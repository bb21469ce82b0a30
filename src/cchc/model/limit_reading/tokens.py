"""A text as syllables: the first pass of reading time limits, linear on any text.

One regular expression without nested repeats cuts the text; each different piece is looked up once. A piece that is
no word of time limits becomes ``OTHER``, so the reader compares a few short words and never the text.

Accents may be composed or not; letters may be large; soft hyphens and invisible spaces inside a word are passed over.
Pieces that the portal glued are cut: "thông tinTrong", "7 Ngày làm việcPhí", "03 ngàylàm việc". A text wholly in ASCII
is read by the words without their accents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate, compress
from typing import TypeAlias, cast

from cchc.model.number_words import NUMBER_WORDS

NUMBER, OTHER, END = "#", "·", ""
LINE = "\n"
HALVES = {"½": 2, "¼": 4, "¾": 4}

Tokens: TypeAlias = tuple[list[str], list[str], list[int]]
"""Words, the pieces they stand for (one space before them included), where each ends; after the last word ``END`` comes
``MARGIN`` times."""

MARGIN = 48
"""How far a reader may look ahead of a word."""


def syllables(text: str) -> frozenset[str]:
    """Return the words of ``text`` as a set."""
    return frozenset(text.split())


_WORDS = syllables(
    "ngày giờ tháng tuần năm phút làm việc h tiếng nửa rưỡi trong thời hạn gian vòng phạm vi không quá vượt chậm muộn nhất tối đa "
    "thiểu ít nhiều hơn dưới trên sau trước hết từ đến tới kể tính khi điểm lúc là và cộng hoặc thứ số điều khoản mẫu bước trang lục mục "
    "chương quý tuổi gần liên tiếp tục liền tài chính đầu cuối trở kinh nghiệm hiệu lực còn có giá trị sử dụng hoạt động của giấy thẻ "
    "chứng phép mỗi kỳ cứ hằng hàng lần một giải quyết trả lời đổi cấp báo dẫn hiện chuyển gửi lý quả ngay lập cùng theo kế tiếp đó "
    "trường hợp đối với cho nếu nhận nộp xác công ghi chấp đủ đầy các được lại hồ sơ lệ phí nghĩa vụ đáp ứng đúng bổ sung hoàn do "
    "trình sở bộ cục ủy uỷ cơ ban chi thuế thức thụ kiểm trực tuyến bưu miễn thông tin cách chưa sáng chiều hôm vào hồi định mức an quan"
)
_VOCABULARY = _WORDS | NUMBER_WORDS
_SIGNS = frozenset(".,;:()/+-%") | HALVES.keys()
_DASHES = dict.fromkeys("–—−‐‑", "-")

_CAPITALS = (letter for letter in map(chr, range(0xC0, 0x1EFA)) if letter.isupper())
_UPPER = "A-Z" + "".join(letter for letter in _CAPITALS if unicodedata.name(letter).startswith("LATIN"))
_MARKS = "\u0300-\u0323\u00ad\u200b-\u200d\u2060\ufeff"
_LETTER = rf"[^\s\d_{_UPPER}!-/:-@\[-^`{{-~\u00a0-\u00ac\u00ae-\u00bf\u2010-\u205f\u3000-\u303f]"
"""Small letters and marks, as one class of all that is nothing else, since repeating a choice of two costs more than time."""
_TOKEN = re.compile(rf" ?(?:[0-9]+|[{_UPPER}][{_UPPER}{_MARKS}]*{_LETTER}*|{_LETTER}+|[^\w\s]{{4,}}|\S)|\s+")
_SIGN_RUN = re.compile(r"[^\w\s]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_WRAPPED = re.compile(rf"\n(?=[ \t]*[^\W\d_{_UPPER}])")
_GLUED = ("ngày", "tháng", "tuần", "giờ", "việc", "tin", "làm", "phí")
"""Syllables that a page glues to the next; no longer syllable begins with one of them, but for "tin"."""

_LONGEST = 24


def plain(word: str) -> str:
    """Return ``word`` without its accents.

    >>> plain("ngày"), plain("đủ")
    ('ngay', 'du')
    """
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter)).replace("đ", "d")


_CLASHING = syllables("sáu tới mục do năm")
"""Words that mean something else without accents."""
_PREFERRED = syllables("ngày từ số đến sau tính là lệ có thứ dụng đối bộ quá lực hoàn kỳ mười một công")
"""Of two words that are one without accents, these."""
_ACCENTED = {plain(word): word for word in sorted(_VOCABULARY - _CLASHING, key=lambda word: (word in _PREFERRED, word in _WORDS, word))}


def tokens_of(text: str) -> tuple[Tokens, bool]:
    """Return the tokens of ``text``, and whether they were read without accents.

    >>> tokens_of("Không quá 03 ngày")[0][0][:4]
    ['không', 'quá', '#', 'ngày']
    """
    bare = text.isascii()
    pieces: list[str] = _TOKEN.findall(_WRAPPED.sub(" ", text))
    kinds = {piece: _kind(piece, bare=bare) for piece in set(pieces)}
    if any(type(kind) is tuple for kind in kinds.values()):
        pieces = [part for piece in pieces for part in _whole_or_parts(piece, kinds[piece])]
        kinds = {piece: _kind(piece, bare=bare, glued=False) for piece in set(pieces)}
    words = cast("list[str]", list(map(kinds.__getitem__, pieces)))
    ends = list(accumulate(map(len, pieces)))
    if "" in kinds.values():
        pieces, ends, words = list(compress(pieces, words)), list(compress(ends, words)), list(filter(None, words))
    if bare and not _READ_AGAIN.isdisjoint(kinds.values()):
        words = [_accented(words, at) for at in range(len(words))]
    return ([*words, *[END] * MARGIN], pieces, ends), bare


def _kind(piece: str, *, bare: bool, glued: bool = True) -> str | tuple[str, ...]:
    """What the reader sees of a piece: nothing for a space, the parts of a glued one."""
    if piece.isspace():
        return LINE if LINE in piece else ""
    whole, piece = piece, piece.strip()
    if len(piece) > 3 and _SIGN_RUN.fullmatch(piece):
        return ";"
    if len(piece) == 1 and not piece.isalnum():
        return _DASHES.get(piece, piece if piece in _SIGNS else OTHER)
    if piece in HALVES:
        return piece
    if "0" <= piece[0] <= "9":
        return NUMBER
    if len(piece) > _LONGEST:
        return OTHER
    word = unicodedata.normalize("NFC", piece.translate(_INVISIBLE)).lower()
    if bare:
        return _ACCENTED.get(word, OTHER)
    if word in _VOCABULARY:
        return word
    parts = _parts(piece) if glued and word else None
    return (whole[: len(whole) - len(piece)] + parts[0], parts[1]) if parts else OTHER if word else ""


def _parts(piece: str) -> tuple[str, str] | None:
    """Cut a piece that begins with a unit or another syllable of :data:`_GLUED`; nothing where it is not glued."""
    for cut in range(2, min(len(piece), _LONGEST)):
        head, rest = (unicodedata.normalize("NFC", part.translate(_INVISIBLE)).lower() for part in (piece[:cut], piece[cut:]))
        if head in _GLUED and rest and not unicodedata.combining(piece[cut]):
            if head != "tin" or rest in _VOCABULARY:
                return piece[:cut], piece[cut:]
    return None


def _whole_or_parts(piece: str, kind: str | tuple[str, ...]) -> tuple[str, ...]:
    return kind if isinstance(kind, tuple) else (piece,)


_READ_AGAIN = syllables("ngày mười số")
_BEFORE_DAY = {NUMBER, ")", "trong", "từ", "nửa", "các", "thứ", "trước"} | NUMBER_WORDS


def _accented(words: Sequence[str], at: int) -> str:
    """A word of a text without accents, by the word before: "15 ngay" is days, "tra ngay" at once."""
    word, before = words[at], words[at - 1] if at else END
    if word == "ngày":
        return word if before in _BEFORE_DAY else "ngay"
    if word == "mười":
        return "mươi" if before in NUMBER_WORDS else word
    return "sơ" if word == "số" and before == "hồ" else word
