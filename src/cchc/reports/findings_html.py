"""Findings as one page that needs nothing else: no script, no request, readable on a phone and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from cchc.checks.finding import Finding
from cchc.checks.summary import Summary
from cchc.reports.findings_look import HEAD
from cchc.reports.findings_text import MARKS
from cchc.reports.findings_words import WORDS, circumstances, counted, one_line, titles

_LONGEST_LINE = 240


def findings_html(summary: Summary) -> str:
    """Return ``summary`` as a page in Vietnamese with the English below each sentence; every text of the catalogue is escaped.

    >>> from datetime import date
    >>> page = findings_html(Summary(date(2026, 11, 22), (), (), read=2))
    >>> "<script" in page, "Không có phát hiện nào" in page
    (False, True)
    """
    parts = [HEAD, *_top(summary), *_rules(summary), *_findings(summary), *_rejected(summary), "</main>\n</body>\n</html>\n"]
    return "\n".join(parts)


def _text(text: str, longest: int = 500) -> str:
    return escape(one_line(text, longest))


def _both(name: str) -> str:
    return f'{WORDS["vi"][name]} <span lang="en">{WORDS["en"][name]}</span>'


def _top(summary: Summary) -> Iterator[str]:
    yield f"<h1>{_both('title')}</h1>"
    yield '<ul class="counts">'
    for severity, number in summary.by_severity.items():
        yield (
            f'<li class="{severity.value if number else "none"}"><b>{number}</b> {MARKS[severity]} {severity.label_vi} '
            f'<span lang="en">{severity.label_en}</span></li>'
        )
    yield "</ul>"
    yield f"<p>{escape(' · '.join(circumstances(summary, 'vi')))}<br>"
    yield f'<span lang="en">{escape(" · ".join((counted(summary, "en"), *circumstances(summary, "en"))))}</span></p>'
    if not summary.findings and not summary.rejected:
        yield f'<p class="good">✓ {_both("no_findings")}</p>'


def _rules(summary: Summary) -> Iterator[str]:
    if not summary.findings:
        return
    vietnamese, english = titles(summary, "vi"), titles(summary, "en")
    yield f"<h2>{_both('by_rule')}</h2>\n<table>"
    for code, number in summary.by_code.items():
        english_title = f' <span lang="en">{_text(english[code])}</span>' if code in english else ""
        yield f"<tr><td>{number}</td><td><code>{_text(code)}</code><br>{_text(vietnamese.get(code, ''))}{english_title}</td></tr>"
    yield "</table>"


def _findings(summary: Summary) -> Iterator[str]:
    for file, of_file in groupby(summary.findings, key=lambda one: one.place.file):
        found = list(of_file)
        yield f'<details open>\n<summary><h2>{_text(file) or "—"} <span class="count">{len(found)}</span></h2></summary>'
        for subject, of_record in groupby(found, key=lambda one: one.subject):
            yield f"<h3>{_text(subject)}</h3>"
            yield from _record(of_record, summary)
        yield "</details>"


def _record(findings: Iterable[Finding], summary: Summary) -> Iterator[str]:
    for one in findings:
        yield f'<article class="{one.severity.value}">'
        yield (
            f'<p class="mark">{MARKS[one.severity]} {one.severity.label_vi} <span lang="en">{one.severity.label_en}</span> '
            f"<code>{_text(one.code)}</code></p>"
        )
        yield f'<p>{_text(one.message_vi)}<br><span lang="en">{_text(one.message_en)}</span></p>'
        if one.place.line:
            line = _text(summary.line(one.place), _LONGEST_LINE)
            yield f'<pre><span class="number">{one.place.line}</span> {line}</pre>'
        yield from _facts(one)
        yield "</article>"


def _facts(one: Finding) -> Iterator[str]:
    basis = "; ".join(map(str, one.basis))
    fix = f'{_text(one.fix_vi)}<br><span lang="en">{_text(one.fix_en)}</span>' if one.fix_vi or one.fix_en else ""
    rows = (("expected", _text(one.expected)), ("actual", _text(one.actual)), ("fix", fix), ("basis", _text(basis)))
    told = [f"<dt>{_both(name)}</dt><dd>{value}</dd>" for name, value in rows if value]
    if told:
        yield f"<dl>{''.join(told)}</dl>"


def _rejected(summary: Summary) -> Iterator[str]:
    if not summary.rejected:
        return
    yield f'<details open>\n<summary><h2>{_both("rejected")} <span class="count">{len(summary.rejected)}</span></h2></summary>'
    for one in summary.rejected:
        place = _text(str(one.place))
        yield f'<article class="error"><p class="mark">✗ {place} <code>{_text(one.code)}</code></p>'
        yield f'<p lang="en">{_text(one.message)}</p></article>'
    yield "</details>"
