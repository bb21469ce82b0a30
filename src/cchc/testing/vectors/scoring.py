"""A vendor's answers held against the expected ones: right, wrong, refused or missing, rule by rule; no bad line is lost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from cchc.errors import UsageError
from cchc.model.labels import LabelledEnum
from cchc.testing.vectors.form import Plain
from cchc.testing.vectors.rules import group_of

LONGEST_LINE = 65_536
"""The most bytes of one line of answers."""

_DEEPEST = 30
"""How deeply an answer may be nested; the deepest that is right has five levels."""


class Outcome(LabelledEnum):
    """What became of one case."""

    RIGHT = "right", "Đúng", "Right"
    WRONG = "wrong", "Sai", "Wrong"
    REFUSED = "refused", "Từ chối", "Refused"
    MISSING = "missing", "Thiếu", "Missing"


class Fault(LabelledEnum):
    """What is wrong with a line of answers."""

    EXTRA = "extra", "Không có câu hỏi này", "No such question"
    MALFORMED = "malformed", "Không đúng dạng", "Malformed"


@dataclass(frozen=True, slots=True)
class Miss:
    """A case that was not answered right: what was asked, what is right, what was said (``None``: nothing)."""

    id: str
    outcome: Outcome
    basis: tuple[str, ...]
    ask: Plain
    expected: Plain
    given: Plain | None


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line, numbered from 1, that answers no case; the other lines stand."""

    line: int
    fault: Fault
    problem: str


@dataclass(frozen=True, slots=True)
class RuleScore:
    """How the cases of one rule were answered: the ids of the right ones, and each miss."""

    rule: str
    title_vi: str
    title_en: str
    right: tuple[str, ...]
    misses: tuple[Miss, ...]

    @property
    def cases(self) -> int:
        """How many cases the rule has."""
        return len(self.right) + len(self.misses)

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many cases came to each outcome."""
        missed = Counter(one.outcome for one in self.misses)
        return {Outcome.RIGHT: len(self.right), **{one: missed[one] for one in Outcome if one is not Outcome.RIGHT}}


@dataclass(frozen=True, slots=True)
class Conformance:
    """What a set of answers came to: the scores by rule in the order of the vectors, and each bad line."""

    version: int
    digest: str
    calendar: str
    scores: tuple[RuleScore, ...]
    bad: tuple[BadLine, ...]

    @property
    def conforms(self) -> bool:
        """Whether every case was answered right and every line could be used."""
        return not self.bad and not any(score.misses for score in self.scores)

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many cases came to each outcome."""
        return {one: sum(score.counts[one] for score in self.scores) for one in Outcome}


@dataclass(slots=True)
class _Answers:
    """The answers as they are read: the good ones by id, the bad lines."""

    known: frozenset[str]
    digest: str
    given: dict[str, Plain] = field(default_factory=dict[str, Plain])
    bad: list[BadLine] = field(default_factory=list[BadLine])

    def read(self, lines: Iterable[bytes | None]) -> None:
        for number, line in enumerate(lines, 1):
            try:
                self._take(_object(line))
            except _MalformedError as error:
                self.bad.append(BadLine(number, error.fault, str(error)))

    def _take(self, told: Plain) -> None:
        if set(told) == {"vectors"}:
            if told["vectors"] != self.digest:
                raise UsageError(
                    f"the answers are to other vectors than {self.digest}; write these with `cchc vectors` and answer them again"
                )
            return
        identity, answer, refused = (told.get(key) for key in ("id", "answer", "refused"))
        if not isinstance(identity, str):
            raise _MalformedError('an answer is {"id": text, "answer": {…}} or {"id": text, "refused": code}; this has no id')
        if ("answer" in told) == ("refused" in told) or not (isinstance(answer, dict) or isinstance(refused, str)):
            raise _MalformedError(f"{identity[:80]}: give exactly one of an answer (an object) and refused (a code)")
        if identity in self.given:
            raise _MalformedError(f"{identity[:80]}: answered before; the first answer counts")
        if identity not in self.known:
            raise _MalformedError(f"{identity[:80]}: the vectors have no case of this id", Fault.EXTRA)
        self.given[identity] = {"answer": answer} if "answer" in told else {"refused": refused}


class _MalformedError(Exception):
    """A line that is no answer to a case."""

    def __init__(self, problem: str, fault: Fault = Fault.MALFORMED) -> None:
        self.fault = fault
        super().__init__(problem)


def _unique(pairs: list[tuple[str, Any]]) -> Plain:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_number)


def _object(line: bytes | None) -> Plain:
    if line is None or len(line) > LONGEST_LINE:
        raise _MalformedError(f"the line has more than {LONGEST_LINE} bytes")
    try:
        read: object = _DECODER.decode(line.decode().strip())
    except RecursionError:
        raise _MalformedError("the line is nested too deeply") from None
    except UnicodeDecodeError:
        raise _MalformedError("the line is not UTF-8 text") from None
    except ValueError as error:
        raise _MalformedError(f"the line is not JSON ({error})"[:300]) from None
    if not isinstance(read, dict):
        raise _MalformedError("the line is JSON but not an object")
    if _depth(cast("Plain", read), _DEEPEST) > _DEEPEST:
        raise _MalformedError("the line is nested too deeply")
    if b"\\u" in line and any("\ud800" <= letter <= "\udfff" for letter in json.dumps(read, ensure_ascii=False)):
        raise _MalformedError("the line holds half of a letter, which is no text")
    return cast("Plain", read)


def _depth(value: object, most: int) -> int:
    """How deeply a value is nested; counting ends at ``most``."""
    inner: list[object] = []
    if isinstance(value, dict):
        inner = list(cast("Plain", value).values())
    elif isinstance(value, list):
        inner = cast("list[object]", value)
    return 1 + max((_depth(one, most - 1) for one in inner), default=0) if most >= 0 else 0


def score(vectors: Sequence[Plain], lines: Iterable[bytes | None]) -> Conformance:
    """Return what ``lines`` of answers come to against ``vectors``, whose first line is the header.

    The order of the answers does not matter. An answer is right when every key of the expected one is there with the same
    value; keys beside them are passed over. A case that the vectors refuse wants ``refused`` with the same code.

    Args:
        vectors: the lines of the vectors, with their answers.
        lines: the lines of the answers, without their ends; ``None`` stands for one that was too long to read.

    Raises:
        UsageError: the answers say that they are to other vectors.
    """
    header = vectors[0]
    cases = [line for line in vectors if line["type"] == "case"]
    answers = _Answers(frozenset(case["id"] for case in cases), header["digest"])
    answers.read(lines)
    by_rule: dict[str, list[Plain]] = {}
    for case in cases:
        by_rule.setdefault(case["rule"], []).append(case)
    scores = tuple(_scored(rule, of_rule, answers.given) for rule, of_rule in by_rule.items())
    return Conformance(header["version"], header["digest"], header["calendar"], scores, tuple(answers.bad))


def _scored(rule: str, cases: Iterable[Plain], answers: Mapping[str, Plain]) -> RuleScore:
    right: list[str] = []
    misses: list[Miss] = []
    for case in cases:
        expected: Plain = {key: case[key] for key in ("answer", "refused") if key in case}
        given = answers.get(case["id"])
        outcome = _outcome(expected, given)
        if outcome is Outcome.RIGHT:
            right.append(case["id"])
        else:
            misses.append(Miss(case["id"], outcome, tuple(case["basis"]), case["ask"], expected, given))
    group = group_of(rule)
    return RuleScore(rule, group.title_vi, group.title_en, tuple(right), tuple(misses))


def _outcome(expected: Plain, given: Plain | None) -> Outcome:
    if given is None:
        return Outcome.MISSING
    if "refused" in given and "answer" in expected:
        return Outcome.REFUSED
    return Outcome.RIGHT if _covers(given, expected) else Outcome.WRONG


def _covers(given: object, expected: object) -> bool:
    """Whether ``given`` says all that is expected; true is not 1, and a list has no further items."""
    if isinstance(expected, dict):
        of_given, of_expected = cast("Plain", given), cast("Plain", expected)
        return isinstance(given, dict) and all(key in of_given and _covers(of_given[key], value) for key, value in of_expected.items())
    if isinstance(expected, list):
        ours, theirs = cast("list[object]", expected), cast("list[object]", given)
        return isinstance(given, list) and len(ours) == len(theirs) and all(map(_covers, theirs, ours))
    return type(given) is type(expected) and given == expected
