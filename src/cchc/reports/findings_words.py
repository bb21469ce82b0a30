"""The words that reports of findings share, and text from outside made fit to show."""

from __future__ import annotations

from cchc.checks.finding import Severity
from cchc.checks.summary import Summary

WORDS = {
    "vi": {
        "title": "Kết quả kiểm tra danh mục",
        "expected": "cần",
        "actual": "có",
        "fix": "sửa",
        "basis": "căn cứ",
        "no_findings": "Không có phát hiện nào",
        "rejected": "Bản ghi không đọc được",
        "by_rule": "Theo quy tắc",
        "as_of": "xét tại ngày {0}",
        "read": "đã kiểm tra {0} bản ghi",
        "unread": "không đọc được {0}",
        "suppressed": "{0} bỏ qua có lý do",
        "known": "{0} đã có trong tệp nền",
    },
    "en": {
        "title": "Findings about the catalogue",
        "expected": "expected",
        "actual": "found",
        "fix": "mend",
        "basis": "basis",
        "no_findings": "No findings",
        "rejected": "Records that could not be read",
        "by_rule": "By rule",
        "as_of": "judged as of {0}",
        "read": "{0} record{1} checked",
        "unread": "{0} could not be read",
        "suppressed": "{0} suppressed with a reason",
        "known": "{0} known from the baseline",
    },
}
_COUNTED = {
    "vi": {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.INFO: "thông tin"},
    "en": {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"},
}


def one_line(text: str, longest: int = 500) -> str:
    r"""Return ``text`` as one line of at most ``longest`` letters, without anything that a screen would obey.

    >>> one_line("bước\t2\x1b[31m\n" + "a" * 9, longest=12)
    'bước 2 [31m…'
    """
    head = text[: 4 * longest]
    shown = " ".join("".join(letter if letter.isprintable() else " " for letter in head).split())
    return shown if len(shown) <= longest and len(head) == len(text) else f"{shown[: longest - 1].rstrip()}…"


def counted(summary: Summary, lang: str) -> str:
    """Return how many findings of each severity there are: "2 lỗi, 1 cảnh báo, 0 thông tin"."""
    told = ((number, _COUNTED[lang][severity]) for severity, number in summary.by_severity.items())
    return ", ".join(f"{number} {word}{'s' if lang == 'en' and number != 1 else ''}" for number, word in told)


def circumstances(summary: Summary, lang: str) -> tuple[str, ...]:
    """Return what a reader must know beside the findings: how much was read, what was left out, as of which day."""
    words = WORDS[lang]
    told = [words["read"].format(summary.read, "" if summary.read == 1 else "s")]
    told += [words[key].format(number) for key, number in (("suppressed", summary.suppressed), ("known", summary.known)) if number]
    told += [words["unread"].format(len(summary.rejected))] if summary.rejected else []
    return (*told, words["as_of"].format(summary.as_of.strftime("%d/%m/%Y") if lang == "vi" else summary.as_of))


def titles(summary: Summary, lang: str) -> dict[str, str]:
    """Return the titles of the rules that ran, by code."""
    return {code: rule.title_vi if lang == "vi" else rule.title_en for code, rule in summary.rule_of.items()}
