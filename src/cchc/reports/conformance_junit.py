"""A conformance run as JUnit XML: a suite for each rule, a test for each case, so that any build server shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from cchc.reports.conformance_words import plain
from cchc.testing.vectors.scoring import Conformance, Outcome, RuleScore

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, escaped or not."""

_SUITE = "cchc-vectors"
_LONGEST = 4_000


def conformance_junit(found: Conformance) -> str:
    """Return ``found`` as a document of JUnit XML, in English.

    A wrong answer is a failure, a refused or a missing one an error of its type; the lines that could not be used are a
    suite of their own.

    >>> conformance_junit(Conformance(1, "sha256:0", "2010-2027/0", (), ())).splitlines()[1]
    '<testsuites name="cchc-vectors" tests="0" failures="0" errors="0">'
    """
    counts, bad = found.counts, len(found.bad)
    head = _counted("testsuites", _SUITE, sum(counts.values()) + bad, counts, bad)
    suites = [line for one in found.scores for line in _suite(one)]
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, *_bad(found), "</testsuites>\n"])


def _counted(tag: str, name: str, tests: int, counts: Mapping[Outcome, int], more: int = 0) -> str:
    errors = counts[Outcome.REFUSED] + counts[Outcome.MISSING] + more
    return f'<{tag} name={_attribute(name)} tests="{tests}" failures="{counts[Outcome.WRONG]}" errors="{errors}">'


def _suite(score: RuleScore) -> Iterator[str]:
    yield _counted("testsuite", score.rule, score.cases, score.counts)
    rule = _attribute(score.rule)
    yield from (f"<testcase classname={rule} name={_attribute(identity)}/>" for identity in score.right)
    for one in score.misses:
        tag = "failure" if one.outcome is Outcome.WRONG else "error"
        said = (("asked", one.ask), ("expected", one.expected), ("given", one.given))
        told = "\n".join(f"{name}: {plain(value, 'en')}" for name, value in said)
        message = _attribute(f"{one.outcome.label_en}: {'; '.join(one.basis)}")
        fault = f'<{tag} type="{one.outcome.value}" message={message}>{_text(told)}</{tag}>'
        yield f"<testcase classname={rule} name={_attribute(one.id)}>{fault}</testcase>"
    yield "</testsuite>"


def _bad(found: Conformance) -> Iterator[str]:
    if not found.bad:
        return
    yield f'<testsuite name="answers" tests="{len(found.bad)}" failures="0" errors="{len(found.bad)}">'
    for one in found.bad:
        error = f'<error type="{one.fault.value}" message={_attribute(one.problem)}/>'
        yield f'<testcase classname="answers" name="line {one.line}">{error}</testcase>'
    yield "</testsuite>"


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text[:_LONGEST])


def _text(text: str) -> str:
    return escape(_clean(text))


def _attribute(text: str) -> str:
    return quoteattr(" ".join(_clean(text).split()))
