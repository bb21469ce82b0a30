"""Questions about limits in words, in a stated grammar: phrases that are one limit, sentences of acts, limits written."""

from __future__ import annotations

import unicodedata

from cchc.model.limit_phrases import format_limit
from cchc.model.number_words import number_in_words
from cchc.model.receipt import StartEvent
from cchc.testing.vectors.drawing import Case, Cases, Drawn
from cchc.testing.vectors.ground import Ground
from cchc.testing.vectors.values import limit_from

_VI = ("ngày làm việc", "ngày", "giờ làm việc", "giờ", "tuần", "tháng", "năm")
_EN = ("working day", "day", "working hour", "hour", "week", "month", "year")
_BOUNDS = ("", "", "không quá ", "Không quá ", "tối đa ", "trong thời hạn ", "within ", "at most ")
_FRACTIONS = ("1/2", "1/4", "0,25", "1.5", "3/4", "0,5", "2,75")
_NO_LIMITS = (
    "", "  ", "ngày", "15", "15 ngày và", "khoảng 15 ngày", "-3 ngày", "15 ngày làm", "mười ngày", "3 ngày và 2 ngày", "1/2 tháng",
    "1,5 tuần", "99999 ngày", "2601 ngày làm việc", "11 năm", "2 giờ và 3 ngày", "1/0 ngày", "1.2.3 ngày", "15 ngày làm việc kể từ",
    "3 ngày, 2 tháng", "1/2 ngày làm việc và 2 tháng", "1 năm và 2 tháng và 3 tuần và 4 ngày", "5 days working", "121 tháng", "523 tuần",
)  # fmt: skip
_ACTS_BOUNDS = ("", "không quá ", "Không quá ", "tối đa ", "ít nhất ", "sau thời hạn ")
_WHOLE_UNITS = _VI[:2] + _VI[4:]


def text_cases(ground: Ground) -> Cases:
    """Phrases good and bad; sentences with figure and words; limits written in both languages."""
    drawn = Drawn("texts", ground)
    for _ in range(700):
        yield Case("text.phrase", {"op": "phrase", "text": _dressed(drawn, _phrase(drawn))})
    for text in _NO_LIMITS:
        yield Case("text.no_limit", {"op": "phrase", "text": text})
    for _ in range(150):
        yield Case("text.no_limit", {"op": "phrase", "text": _spoilt(drawn, _phrase(drawn))})
    for _ in range(550):
        yield Case("text.sentence", {"op": "sentence", "text": _sentence(drawn, differ=False)})
    for _ in range(150):
        yield Case("text.figure_and_word", {"op": "sentence", "text": _sentence(drawn, differ=True)})
    for _ in range(300):
        limit = drawn.day_limit() if drawn.draw.once_in(2) else drawn.hour_limit()
        yield Case("text.written", {"op": "write", "limit": limit, "lang": drawn.draw.pick(("vi", "en"))})


def _phrase(drawn: Drawn) -> str:
    draw = drawn.draw
    kind = draw.below(8)
    if kind == 0:
        return draw.pick(("trong ngày", "ngay trong ngày", "trong ngày làm việc", "ngay", "same day", "at once"))
    if kind == 1:
        return f"{draw.pick(_FRACTIONS)} {draw.pick(('ngày làm việc', 'ngày', 'giờ làm việc', 'giờ', 'working days', 'working hours'))}"
    if kind == 2:
        first, second = draw.pick(_VI[4:]), draw.pick(_VI[:2])
        joined = draw.pick((" và ", " + ", "+"))
        return f"{draw.between(1, 10):02d} {first}{joined}{draw.between(1, 30)} {second}"
    if kind == 3:
        limit = drawn.day_limit() if draw.once_in(2) else drawn.hour_limit()
        return format_limit(limit_from(limit), draw.pick(("vi", "en")))
    if draw.once_in(3):
        count, unit = draw.between(0, 10), draw.pick(_EN)
        return f"{count} {unit}{'' if count == 1 else 's'}"
    count = draw.between(0, 10)
    return f"{count:02d} {draw.pick(_VI)}" if draw.once_in(2) else f"{draw.between(0, 120)} {draw.pick(_VI[:4])}"


def _dressed(drawn: Drawn, phrase: str) -> str:
    """The phrase with a bound before it, in capitals, with more spaces, or with its accents as letters of their own."""
    draw = drawn.draw
    text = draw.pick(_BOUNDS) + phrase
    change = draw.below(8)
    if change == 0:
        return text.upper()
    if change == 1:
        return "  " + text.replace(" ", "   ") + " "
    return unicodedata.normalize("NFD", text) if change == 2 else text


def _spoilt(drawn: Drawn, phrase: str) -> str:
    return drawn.draw.pick(("x{}", "{}.", "khoảng {}", "{} kể từ ngày nhận", "hơn {}", "({})", "{} {}")).replace("{}", phrase)


def _sentence(drawn: Drawn, *, differ: bool) -> str:
    draw = drawn.draw
    count, unit = draw.between(1, 120 if draw.below(8) else 2_000), draw.pick(_WHOLE_UNITS)
    if unit in _VI[4:]:
        count = count % 10 + 1
    word = draw.between(1, 99) if differ else count
    if differ and word == count:
        word += 1
    words = f" ({number_in_words(word)})" if differ or draw.below(3) else ""
    start = f" kể từ {draw.pick(tuple(StartEvent)).label_vi}" if draw.below(3) else ""
    return f"{draw.pick(_ACTS_BOUNDS)}{count:02d}{words} {unit}{start}"
