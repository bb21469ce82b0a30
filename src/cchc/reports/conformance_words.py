"""The words that the reports of a conformance run share."""

from __future__ import annotations

from cchc.testing.vectors.scoring import Conformance, Outcome
from cchc.testing.vectors.writing import text_of

WORDS = {
    "vi": {
        "title": "Mức phù hợp với bộ kiểm thử cchc",
        "conforms": "Phù hợp: mọi câu đều đúng",
        "fails": "Chưa phù hợp",
        "rule": "Quy tắc",
        "cases": "Số câu",
        "bad": "Dòng trả lời không dùng được",
        "line": "dòng",
        "asked": "hỏi",
        "expected": "cần",
        "given": "trả lời",
        "nothing": "không có",
        "basis": "căn cứ",
        "more": "và {0} câu nữa của quy tắc này",
        "more_lines": "và {0} dòng nữa",
        "against": "bộ kiểm thử phiên bản {0}, {1}, lịch {2}",
    },
    "en": {
        "title": "Conformance with the cchc vectors",
        "conforms": "It conforms: every case was answered right",
        "fails": "It does not conform yet",
        "rule": "Rule",
        "cases": "Cases",
        "bad": "Lines of answers that could not be used",
        "line": "line",
        "asked": "asked",
        "expected": "expected",
        "given": "given",
        "nothing": "nothing",
        "basis": "basis",
        "more": "and {0} more of this rule",
        "more_lines": "and {0} more lines",
        "against": "vectors of version {0}, {1}, calendar {2}",
    },
}

MOST_SHOWN = 5
"""The most misses of one rule that a report for people shows; those for machines hold all of them."""

MOST_LINES = 100
"""The most bad lines that a report for people shows."""

_OUTCOMES = (Outcome.RIGHT, Outcome.WRONG, Outcome.REFUSED, Outcome.MISSING)


def counted(found: Conformance, lang: str) -> str:
    """Return how many cases came to each outcome, in words: "2 đúng, 1 sai, …"."""
    counts = found.counts
    return ", ".join(f"{counts[one]} {one.label(lang).lower()}" for one in _OUTCOMES)


def against(found: Conformance, lang: str) -> str:
    """Return which vectors the answers were held against."""
    return WORDS[lang]["against"].format(found.version, found.digest, found.calendar)


def plain(told: dict[str, object] | None, lang: str) -> str:
    """Return a question or an answer as it stands in a file; "nothing" where none was given."""
    return WORDS[lang]["nothing"] if told is None else text_of(told)
