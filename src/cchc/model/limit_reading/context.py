"""What stands around a limit in a text: the event it runs from, the case it is for, whether it is a limit at all.

Every look ahead or back is a fixed number of words, so reading stays linear.
"""

from __future__ import annotations

from collections.abc import Sequence

from cchc.model.found_limit import AsideReason
from cchc.model.limit_reading.tokens import END, LINE, NUMBER, syllables
from cchc.model.receipt import StartEvent

STOPS = frozenset({".", ";", LINE, END})
"""Where a clause ends."""

_AHEAD, _OBJECT, _DOSSIER = 24, 20, 10
_SINCE, _FOR, _RECEIPT = syllables("kể tính từ sau trước"), syllables("đối nếu với cho"), syllables("nhận nộp thụ hồ")
"""Words without which there is no start, no case after a limit, no receipt: most places are passed over by them."""
_OF_OFFICES = syllables("sở bộ cục ủy uỷ ban chi thuế")
_OFFICES = {("cơ", "quan"), ("công", "an")}
_OTHER_DOSSIERS = frozenset({"bổ", "hoàn", "từ", "do", "trình"})
_BEFORE_OBJECT = syllables("được đủ đầy các lại một đến")
_NO_RECEIPT = frozenset({"xác", "chứng", "công", "ghi"})


def start_words(words: Sequence[str], at: int) -> int | None:
    """Return where the words of the start event begin, looked for from ``at``, just after a limit."""
    if _SINCE.isdisjoint(words[at : at + _AHEAD]):
        return None
    for place in range(at, at + _AHEAD):
        word, after, distance = words[place], words[place + 1], place - at
        if word in ("kể", "tính") and after == "từ":
            return place + 2
        if (word == "từ" and after in ("ngày", "khi", "thời") and distance < 6) or (
            word in ("sau", "trước") and after in ("khi", "ngày", "thời", "giờ") and distance < 3
        ):
            return place + 1
        if word in STOPS or word == NUMBER or (word == "," and distance > 1):
            break
    return None


def start_event(words: Sequence[str], at: int) -> StartEvent:
    """Return the event that the words from ``at`` on name: receipt of the dossier in its degrees, else ``EVENT``."""
    if words[at] == "ngày":
        at += 1
    if words[at] == "có" and words[at + 1] not in ("đủ", "đầy", "hồ"):
        return StartEvent.EVENT
    if _RECEIPT.isdisjoint(words[at : at + _OBJECT]):
        return StartEvent.EVENT
    for place in range(at, at + _OBJECT):
        word = words[place]
        if word in STOPS or word in (",", NUMBER):
            break
        if word in ("nhận", "nộp", "thụ") and words[place - 1] not in _NO_RECEIPT:
            return _received(words, place)
        if word == "hồ" and words[place + 1] == "sơ" and place < at + 2 and words[place + 2] in ("hợp", "đầy", "đủ"):
            return _dossier(words, place + 2, filled=False)
    return StartEvent.EVENT


def _received(words: Sequence[str], verb: int) -> StartEvent:
    """The degree of a receipt; ``verb`` is "nhận", "nộp" or "thụ"."""
    place, filled = verb + 1, False
    if words[verb] == "thụ":
        return StartEvent.ACCEPTED if words[verb + 2] == "hồ" else StartEvent.EVENT
    if (words[place] == "chính" and words[place + 1] == "thức") or words[verb - 1] == "chấp":
        return StartEvent.ACCEPTED
    for _ in range(4):
        if words[place] not in _BEFORE_OBJECT:
            break
        filled = filled or words[place] == "đủ"
        place += 1
    if words[place] in STOPS or words[place] in (",", ")"):
        return StartEvent.RECEIVED
    if words[place] != "hồ" or words[place + 1] != "sơ":
        return StartEvent.EVENT_AND_FEE if _fee(words, place) else StartEvent.EVENT
    return _dossier(words, place + 2, filled=filled)


def _dossier(words: Sequence[str], at: int, *, filled: bool) -> StartEvent:
    """The degree of a dossier by what follows "hồ sơ"."""
    first, second = words[at], words[at + 1]
    if first in _OTHER_DOSSIERS or (first == "của" and (second in _OF_OFFICES or (second, words[at + 2]) in _OFFICES)):
        return StartEvent.EVENT
    valid = False
    for place in range(at, at + _DOSSIER):
        word, after = words[place], words[place + 1]
        if word in STOPS or word in (NUMBER, "tính", "kiểm", "(", ")") or (word == "," and after not in ("hợp", "đúng", "đầy")):
            break
        if word in ("từ", "do") and after in _OF_OFFICES:
            return StartEvent.EVENT
        valid = valid or (word == "hợp" and after == "lệ") or (word == "đáp" and after == "ứng")
        filled = filled or word in ("đủ", "đúng")
    if _fee(words, at):
        return StartEvent.COMPLETE_AND_FEE
    return StartEvent.COMPLETE_VALID if valid else StartEvent.COMPLETE if filled else StartEvent.RECEIVED


def _fee(words: Sequence[str], at: int) -> bool:
    """Whether the words from ``at`` on add that the fee is paid."""
    added = False
    for place in range(at, at + _OBJECT):
        word = words[place]
        if word in STOPS or word == NUMBER or (word == "," and words[place + 1] not in ("phí", "lệ", "nộp")):
            return False
        added = added or word in ("và", ",")
        if added and (word == "phí" or (word == "nghĩa" and words[place + 1] == "vụ")):
            return True
    return False


def case_words(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """Return the first word of a case named after a limit, and the word that ends it; ``at`` is just after the limit."""
    if _FOR.isdisjoint(words[at : at + _AHEAD]):
        return None
    first, place = None, at
    for place in range(at, at + _AHEAD + _OBJECT):
        word = words[place]
        if word in STOPS:
            return None if first is None else (first, place)
        if first is None:
            if (word == "đối" and words[place + 1] == "với") or word == "nếu" or (word in ("với", "cho") and words[place + 1] == "trường"):
                first = place
            elif word == NUMBER:
                return None
        elif word == "kể":
            return first, place
    return None if first is None else (first, place)


_PERIODS = frozenset({"gần", "liền", "tài", "đầu", "cuối"})
_RATES = frozenset({"lần", "tuần", "tháng", "năm"})
_PAPERS = syllables("hiệu sử hoạt giấy thẻ chứng phép")


MAY_SET_ASIDE = _PERIODS | syllables("tuổi kinh trở liên / một")
"""Words that may make a length of time before them no limit; a number may as well, before "lần"."""


def aside_after(words: Sequence[str], at: int, unit: str) -> AsideReason | None:
    """Return why the words after a length of time, from ``at`` on, make it no limit."""
    word, after = words[at], words[at + 1]
    if word == "tuổi":
        return AsideReason.AGE
    if word == "kinh" and after == "nghiệm":
        return AsideReason.EXPERIENCE
    if word in _PERIODS or (word == "trở" and after in ("lên", "·")) or (word == "liên" and unit in ("month", "year", "week")):
        return AsideReason.PERIOD
    if word == "/" and unit == "hour" and words[at + 2] == "ngày":
        return AsideReason.RATE
    if word == "/":
        word, after = ("một", after) if after not in ("một", NUMBER) else (after, words[at + 2])
        return AsideReason.RATE if after in _RATES else None
    if word in ("một", NUMBER) and after == "lần":
        return AsideReason.RATE
    return None


def aside_before(words: Sequence[str], at: int) -> AsideReason | None:
    """Return why the word at ``at`` announces a length of time that is no limit."""
    word, after, before = words[at], words[at + 1], words[at - 1]
    if word == "có" and after in ("giá", "thời") and words[at + 2] in ("trị", "hạn"):
        return AsideReason.VALIDITY
    if word == "còn" and after in ("hạn", "hiệu", "giá", "thời"):
        return AsideReason.VALIDITY
    if word == "hiệu" and after == "lực" and before not in ("hết", "còn"):
        return AsideReason.VALIDITY
    if word == "sử" and after == "dụng" and before == "trị":
        return AsideReason.VALIDITY
    if word == "hạn" and before == "thời" and (after in _PAPERS or (after == "của" and words[at + 2] in _PAPERS)):
        return AsideReason.VALIDITY
    if word == "kinh" and after == "nghiệm":
        return AsideReason.EXPERIENCE
    return AsideReason.RATE if word in ("mỗi", "cứ") or (word == "định" and after == "kỳ") else None
