"""Engine, oracle and the runners in other languages answer the vectors alike; a changed answer is told under its rule."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from by_oracle import Oracle, Plain

from cchc.testing.vectors.scoring import Conformance, Outcome, score

EXAMPLES = Path(__file__).parents[3] / "examples"
ALL = os.environ.get("CCHC_ALL_VECTORS") == "1"
WALKED_BY_MINUTES = ("hours.", "clock_hours.", "start.hours", "span.")
"""Rules on which the oracle takes minutes: one case in sixteen is walked, all of them with ``CCHC_ALL_VECTORS=1``."""


def told(case: Plain) -> Plain:
    """What is expected, with refused entries by their ids alone: the oracle knows which, not why."""
    expected = {key: case[key] for key in ("answer", "refused") if key in case}
    refusals = expected.get("answer", {}).get("refusals")
    return expected if refusals is None else {"answer": {**case["answer"], "refusals": [[one, None] for one, _ in refusals]}}


def test_the_oracle_agrees_on_all_that_it_can_express(lines: Sequence[Plain], cases: Sequence[Plain]) -> None:
    oracle = Oracle(lines)
    walked = [case for place, case in enumerate(cases) if ALL or place % 16 == 0 or not case["rule"].startswith(WALKED_BY_MINUTES)]
    differ: list[tuple[str, Plain, Plain]] = []
    agreed: Counter[str] = Counter()
    for case in walked:
        answer = oracle.answer(case["ask"])
        if answer is None:
            continue
        expected = told(case)
        same = answer.keys() == expected.keys() and all(
            expected[key] == said if key == "refused" else said.items() <= {**expected[key]}.items() for key, said in answer.items()
        )
        agreed[case["rule"]] += same
        if not same:
            differ.append((case["id"], expected, answer))
    assert differ == []
    assert agreed.total() > 16_000
    assert len(agreed) > 70


def run(command: list[str], questions: Path, lines: Sequence[Plain]) -> Conformance:
    done = subprocess.run([*command, str(questions)], capture_output=True, check=True, timeout=240)
    assert done.stderr == b""
    return score(lines, done.stdout.splitlines())


@pytest.mark.skipif(shutil.which("java") is None or shutil.which("javac") is None, reason="no Java on this machine")
def test_the_runner_in_java_answers_every_question_right(questions: Path, lines: Sequence[Plain], tmp_path: Path) -> None:
    subprocess.run(["javac", "-Xlint:all", "-Werror", "-d", tmp_path, EXAMPLES / "java" / "Runner.java"], check=True, timeout=120)
    found = run(["java", "-XX:+UseSerialGC", "-cp", str(tmp_path), "Runner"], questions, lines)
    assert [one.id for each in found.scores for one in each.misses] == []
    assert found.conforms
    assert found.counts[Outcome.RIGHT] == lines[0]["cases"]


@pytest.mark.skipif(shutil.which("node") is None, reason="no Node.js on this machine")
def test_the_runner_in_javascript_answers_every_question_right(questions: Path, lines: Sequence[Plain]) -> None:
    found = run(["node", str(EXAMPLES / "javascript" / "runner.mjs")], questions, lines)
    assert [one.id for each in found.scores for one in each.misses] == []
    assert found.conforms


def test_a_changed_answer_is_told_under_its_rule(lines: Sequence[Plain], cases: Sequence[Plain]) -> None:
    answers = [{key: case[key] for key in ("id", "answer", "refused") if key in case} for case in cases]
    place = next(number for number, case in enumerate(cases) if case["rule"] == "clock.pause" and case["answer"]["due"])
    answers[place] = {"id": answers[place]["id"], "answer": {**answers[place]["answer"], "due": "2026-01-01"}}
    found = score(lines, [json.dumps(one).encode() for one in answers])
    (miss,) = [one for each in found.scores for one in each.misses]
    assert {each.rule for each in found.scores if each.misses} == {"clock.pause"}
    assert (miss.id, miss.outcome, miss.given) == (answers[place]["id"], Outcome.WRONG, {"answer": answers[place]["answer"]})
    assert miss.expected == {"answer": cases[place]["answer"]}
    assert miss.basis
