"""The vectors as one stream of lines: a header, the data that questions name, the cases; the same bytes on every run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256

from cchc import __version__
from cchc.testing.vectors import day_cases, hour_cases, ledger_cases, receipt_cases, story_cases, text_cases
from cchc.testing.vectors.drawing import Case
from cchc.testing.vectors.engine import answer
from cchc.testing.vectors.form import ASKS, Plain
from cchc.testing.vectors.ground import Ground, lines_of
from cchc.testing.vectors.rules import basis_of

VERSION = 1
"""The version of the format: a reader refuses another one."""

FORMAT = "cchc-vectors"

_SOURCES = (
    day_cases.calendar_cases,
    day_cases.adding_cases,
    day_cases.counting_cases,
    hour_cases.hour_cases,
    hour_cases.between_cases,
    receipt_cases.receipt_cases,
    receipt_cases.cutoff_cases,
    receipt_cases.span_cases,
    ledger_cases.ledger_cases,
    text_cases.text_cases,
    story_cases.story_cases,
)


@lru_cache(maxsize=1)
def vectors(on: Ground) -> tuple[Plain, ...]:
    """Return every line of the file as plain values, the header first; about ten seconds, once for a ground."""
    body = (*lines_of(on), *_cases(on))
    return (_header(body, on), *body)


def text_of(line: Plain) -> str:
    """Return a line as it is written: JSON on one line, without spaces, letters as they are."""
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def digest_of(lines: Iterable[str]) -> str:
    """Return the SHA-256 of lines, each with its line feed: that of the file after its first line."""
    digest = sha256()
    for line in lines:
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def blind(line: Plain) -> Plain:
    """Return a line without what is expected: the questions alone."""
    return {key: value for key, value in line.items() if key not in ("answer", "refused")}


def _header(body: tuple[Plain, ...], on: Ground) -> Plain:
    counts = Counter(line["rule"] for line in body if line["type"] == "case")
    return {
        "type": "header",
        "format": FORMAT,
        "version": VERSION,
        "library": __version__,
        "calendar": on.calendars["official"].version,
        "cases": counts.total(),
        "rules": dict(counts),
        "digest": f"sha256:{digest_of(map(text_of, body))}",
    }


def _cases(on: Ground) -> Iterator[Plain]:
    """Every case with its answer; a question that was drawn twice stands once."""
    by_rule: dict[str, list[Case]] = {}
    seen: set[str] = set()
    for source in _SOURCES:
        for case in source(on):
            told = text_of(case.ask)
            if told not in seen:
                seen.add(told)
                by_rule.setdefault(case.rule, []).append(case)
    for rule, cases in by_rule.items():
        for number, case in enumerate(cases, 1):
            expected = answer(ASKS.validate_python(case.ask), on)
            yield {
                "type": "case",
                "id": f"{rule}/{number:04d}",
                "rule": rule,
                "basis": basis_of(rule, case.ask, on),
                "ask": case.ask,
                **expected,
            }
