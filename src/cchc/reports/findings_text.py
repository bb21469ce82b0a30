"""Findings as text for a terminal or a log: by file and record, each with its line, then the counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from cchc.checks.finding import Finding, Severity
from cchc.checks.summary import Summary
from cchc.reports.findings_words import WORDS, circumstances, counted, one_line, titles

MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}
"""The mark before a finding of each severity."""
_LONGEST_LINE = 120


def findings_text(summary: Summary, lang: str = "vi") -> str:
    """Return ``summary`` as lines of text that end with a line feed.

    A finding shows its severity, code and message; the offending line with its number; what was expected and found; how
    to mend it; its legal basis.

    >>> from datetime import date
    >>> print(findings_text(Summary(date(2026, 11, 22), (), (), read=2), "en"), end="")
    No findings
    0 errors, 0 warnings, 0 notes · 2 records checked · judged as of 2026-11-22
    """
    words = WORDS[lang]
    lines: list[str] = []
    for file, of_file in groupby(summary.findings, key=lambda one: one.place.file):
        found = list(of_file)
        lines += [*([f"{one_line(file)} ({len(found)})"] if file else []), *_records(found, summary, lang), ""]
    if summary.rejected:
        lines += [f"{words['rejected']} ({len(summary.rejected)})"]
        lines += [f"  ✗ {one_line(str(one.place))}: {one.code}: {one_line(one.message)}" for one in summary.rejected]
        lines += [""]
    if summary.findings:
        lines += [*_table(summary, lang), ""]
    elif not summary.rejected:
        lines += [words["no_findings"]]
    lines += [" · ".join((counted(summary, lang), *circumstances(summary, lang)))]
    return "\n".join(lines) + "\n"


def _records(findings: Iterable[Finding], summary: Summary, lang: str) -> Iterator[str]:
    for subject, of_record in groupby(findings, key=lambda one: one.subject):
        yield f"  {one_line(subject)}"
        for one in of_record:
            yield from _finding(one, summary, lang)


def _finding(one: Finding, summary: Summary, lang: str) -> Iterator[str]:
    words = WORDS[lang]
    vietnamese = lang == "vi"
    yield f"    {MARKS[one.severity]} {one.severity.label(lang)} {one.code}: {one_line(one.message_vi if vietnamese else one.message_en)}"
    line = one_line(summary.line(one.place), _LONGEST_LINE)
    if one.place.line:
        yield f"      {one.place.line:>5} | {line}".rstrip()
    told = [(words["expected"], one.expected), (words["actual"], one.actual)]
    pair = "; ".join(f"{name}: {one_line(value)}" for name, value in told if value)
    if pair:
        yield f"      {pair}"
    fix = one.fix_vi if vietnamese else one.fix_en
    if fix:
        yield f"      {words['fix']}: {one_line(fix)}"
    if one.basis:
        yield f"      {words['basis']}: {'; '.join(map(str, one.basis))}"


def _table(summary: Summary, lang: str) -> Iterator[str]:
    named = titles(summary, lang)
    yield WORDS[lang]["by_rule"]
    wide = max(map(len, summary.by_code))
    for code, number in summary.by_code.items():
        yield f"  {number:>5}  {code:<{wide}}  {named.get(code, '')}".rstrip()
