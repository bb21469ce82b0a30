"""A conformance run as one page that needs nothing else: no script, no request, every text from outside escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from cchc.reports.conformance_words import MOST_LINES, MOST_SHOWN, WORDS, against, plain
from cchc.reports.findings_look import HEAD
from cchc.reports.findings_words import one_line
from cchc.testing.vectors.scoring import Conformance, Miss, Outcome, RuleScore

_LONGEST = 1_000
_CLASS = {Outcome.RIGHT: "good", Outcome.WRONG: "error", Outcome.REFUSED: "warning", Outcome.MISSING: "info"}
_MARK = {Outcome.RIGHT: "✓", Outcome.WRONG: "✗", Outcome.REFUSED: "!", Outcome.MISSING: "·"}


def conformance_html(found: Conformance) -> str:
    """Return ``found`` as a page in Vietnamese with the English beside it.

    >>> page = conformance_html(Conformance(1, "sha256:0", "2010-2027/0", (), ()))
    >>> "<script" in page, "Phù hợp: mọi câu đều đúng" in page
    (False, True)
    """
    head = HEAD.replace("Kết quả kiểm tra danh mục", WORDS["vi"]["title"])
    return "\n".join([head, *_top(found), *_rules(found), *_bad(found), "</main>\n</body>\n</html>\n"])


def _both(name: str, *told: object) -> str:
    return f'{WORDS["vi"][name].format(*told)} <span lang="en">{WORDS["en"][name].format(*told)}</span>'


def _text(text: str, longest: int = 500) -> str:
    return escape(one_line(text, longest))


def _top(found: Conformance) -> Iterator[str]:
    yield f"<h1>{_both('title')}</h1>"
    yield '<ul class="counts">'
    for outcome, number in found.counts.items():
        shown = _CLASS[outcome] if number else "none"
        words = f'{_MARK[outcome]} {outcome.label_vi} <span lang="en">{outcome.label_en}</span>'
        yield f'<li class="{shown}"><b>{number}</b> {words}</li>'
    yield "</ul>"
    yield f'<p>{_text(against(found, "vi"))}<br><span lang="en">{_text(against(found, "en"))}</span></p>'
    yield f'<p class="good">✓ {_both("conforms")}</p>' if found.conforms else f"<p>{_both('fails')}</p>"


def _rules(found: Conformance) -> Iterator[str]:
    for one in found.scores:
        if one.misses:
            yield from _missed(one)
    yield f"<h2>{_both('rule')}</h2>\n<table>"
    for one in found.scores:
        mark = "✗" if one.misses else "✓"
        title = f'{_text(one.title_vi)} <span lang="en">{_text(one.title_en)}</span>'
        yield f"<tr><td>{mark} {one.counts[Outcome.RIGHT]}/{one.cases}</td><td><code>{_text(one.rule)}</code><br>{title}</td></tr>"
    yield "</table>"


def _missed(one: RuleScore) -> Iterator[str]:
    misses = one.misses
    yield f'<details open>\n<summary><h2>{_text(one.rule)} <span class="count">{len(misses)}/{one.cases}</span></h2></summary>'
    for miss in misses[:MOST_SHOWN]:
        yield from _miss(miss)
    if len(misses) > MOST_SHOWN:
        yield f"<p>{_both('more', len(misses) - MOST_SHOWN)}</p>"
    yield "</details>"


def _miss(miss: Miss) -> Iterator[str]:
    outcome = miss.outcome
    yield f'<article class="{_CLASS[outcome]}">'
    words = f'{_MARK[outcome]} {outcome.label_vi} <span lang="en">{outcome.label_en}</span>'
    yield f'<p class="mark">{words} <code>{_text(miss.id)}</code></p><dl>'
    for name, told in (("asked", miss.ask), ("expected", miss.expected), ("given", miss.given)):
        yield f"<dt>{_both(name)}</dt><dd><code>{_text(plain(told, 'vi'), _LONGEST)}</code></dd>"
    yield f"<dt>{_both('basis')}</dt><dd>{_text('; '.join(miss.basis))}</dd></dl></article>"


def _bad(found: Conformance) -> Iterator[str]:
    if not found.bad:
        return
    yield f'<details open>\n<summary><h2>{_both("bad")} <span class="count">{len(found.bad)}</span></h2></summary>'
    for one in found.bad[:MOST_LINES]:
        label = f'{one.fault.label_vi} <span lang="en">{one.fault.label_en}</span>'
        yield f'<article class="error"><p class="mark">✗ {_both("line")} {one.line}: {label}</p><p>{_text(one.problem)}</p></article>'
    if len(found.bad) > MOST_LINES:
        yield f"<p>{_both('more_lines', len(found.bad) - MOST_LINES)}</p>"
    yield "</details>"
