"""The JSON form of what ``cchc vectors check`` answers, and the schemas of the file of vectors."""

from __future__ import annotations

from typing import Any

from cchc.cli.output import Output
from cchc.testing.vectors.scoring import Conformance, Fault, Miss, Outcome, RuleScore


class MissAnswer(Output):
    """A case that was not answered right; ``given`` is null where nothing was said."""

    id: str
    outcome: Outcome
    basis: tuple[str, ...]
    ask: dict[str, Any]
    expected: dict[str, Any]
    given: dict[str, Any] | None


class RuleScoreAnswer(Output):
    """How the cases of one rule were answered."""

    rule: str
    title_vi: str
    title_en: str
    cases: int
    right: int
    wrong: int
    refused: int
    missing: int
    misses: tuple[MissAnswer, ...]


class BadLineAnswer(Output):
    """A line of answers, numbered from 1, that answers no case."""

    line: int
    fault: Fault
    problem: str


class ConformanceAnswer(Output):
    """What a set of answers came to against the vectors of a version and digest."""

    conforms: bool
    version: int
    digest: str
    calendar: str
    right: int
    wrong: int
    refused: int
    missing: int
    rules: tuple[RuleScoreAnswer, ...]
    bad_lines: tuple[BadLineAnswer, ...]


def conformance_answer(found: Conformance) -> ConformanceAnswer:
    """Return ``found`` in the form for machines."""
    return ConformanceAnswer(
        conforms=found.conforms,
        version=found.version,
        digest=found.digest,
        calendar=found.calendar,
        **{one.value: number for one, number in found.counts.items()},
        rules=tuple(map(_score, found.scores)),
        bad_lines=tuple(BadLineAnswer(line=one.line, fault=one.fault, problem=one.problem) for one in found.bad),
    )


def _score(one: RuleScore) -> RuleScoreAnswer:
    counts = {outcome.value: number for outcome, number in one.counts.items()}
    misses = tuple(map(_miss, one.misses))
    return RuleScoreAnswer(rule=one.rule, title_vi=one.title_vi, title_en=one.title_en, cases=one.cases, **counts, misses=misses)


def _miss(one: Miss) -> MissAnswer:
    return MissAnswer(id=one.id, outcome=one.outcome, basis=one.basis, ask=one.ask, expected=one.expected, given=one.given)


def vector_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schemas of a line of the vectors and of a line of answers, before they are tidied."""
    from cchc.testing.vectors.lines import ANSWERS, LINES

    return {"vector": LINES.json_schema(by_alias=True), "vector-answer": ANSWERS.json_schema(by_alias=True)}
