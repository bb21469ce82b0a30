"""A conformance run as text: a line for each rule, then what was missed and which lines could not be used."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.reports.conformance_words import MOST_LINES, MOST_SHOWN, WORDS, against, counted, plain
from cchc.reports.findings_words import one_line
from cchc.testing.vectors.scoring import Conformance, Miss, Outcome

_LONGEST = 300


def conformance_text(found: Conformance, lang: str = "vi") -> str:
    """Return ``found`` as lines of text that end with a line feed.

    >>> print(conformance_text(Conformance(1, "sha256:0", "2010-2027/0", (), ()), "en"), end="")
    It conforms: every case was answered right
    0 right, 0 wrong, 0 refused, 0 missing
    vectors of version 1, sha256:0, calendar 2010-2027/0
    """
    words = WORDS[lang]
    lines = [*_table(found, lang), *_bad(found, lang)]
    lines += [words["conforms" if found.conforms else "fails"], counted(found, lang), against(found, lang)]
    return "\n".join(lines) + "\n"


def _table(found: Conformance, lang: str) -> Iterator[str]:
    wide = max((len(one.rule) for one in found.scores), default=0)
    for one in found.scores:
        title = one.title_vi if lang == "vi" else one.title_en
        mark = "✗" if one.misses else "✓"
        yield f"{mark} {one.rule:<{wide}}  {one.counts[Outcome.RIGHT]:>5}/{one.cases:<5}  {title}"
        for miss in one.misses[:MOST_SHOWN]:
            yield from _miss(miss, lang)
        if len(one.misses) > MOST_SHOWN:
            yield f"    {WORDS[lang]['more'].format(len(one.misses) - MOST_SHOWN)}"
    if found.scores:
        yield ""


def _miss(miss: Miss, lang: str) -> Iterator[str]:
    words = WORDS[lang]
    yield f"    {miss.outcome.label(lang)} {miss.id}"
    for name, told in (("asked", miss.ask), ("expected", miss.expected), ("given", miss.given)):
        yield f"      {words[name]}: {one_line(plain(told, lang), _LONGEST)}"
    yield f"      {words['basis']}: {one_line('; '.join(miss.basis))}"


def _bad(found: Conformance, lang: str) -> Iterator[str]:
    if not found.bad:
        return
    words = WORDS[lang]
    yield f"{words['bad']} ({len(found.bad)})"
    for one in found.bad[:MOST_LINES]:
        yield f"  {words['line']} {one.line}: {one.fault.label(lang)}: {one_line(one.problem)}"
    if len(found.bad) > MOST_LINES:
        yield f"  {words['more_lines'].format(len(found.bad) - MOST_LINES)}"
    yield ""
