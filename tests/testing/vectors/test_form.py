"""The file of vectors: the same bytes everywhere, every line in its form, every case with its law; many, and none twice."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import jsonschema
import pytest

from cchc.errors import UsageError
from cchc.rulebook import load_instruments
from cchc.testing.vectors.form import Plain
from cchc.testing.vectors.lines import LINES
from cchc.testing.vectors.reading import read_vectors
from cchc.testing.vectors.rules import GROUPS
from cchc.testing.vectors.writing import blind, digest_of, text_of

DOCS = Path(__file__).parents[3] / "docs"


def test_the_bytes_are_those_that_the_page_of_the_vectors_names(lines: Sequence[Plain]) -> None:
    header = lines[0]
    assert header["digest"] == f"sha256:{digest_of(map(text_of, lines[1:]))}"
    page = (DOCS / "generated" / "vectors.md").read_text("utf-8")
    assert header["digest"] in page, "the vectors have changed: look why, then run `make docs`"
    assert all(f"| `{rule}` | {number} |" in page for rule, number in header["rules"].items())


def test_there_are_many_cases_of_every_kind_and_none_twice(lines: Sequence[Plain], cases: Sequence[Plain]) -> None:
    assert lines[0]["cases"] == len(cases) >= 20_000
    assert lines[0]["rules"] == Counter(case["rule"] for case in cases)
    assert min(lines[0]["rules"].values()) >= 20
    assert len({case["id"] for case in cases}) == len(cases)
    assert len({text_of(case["ask"]) for case in cases}) == len(cases)
    used = {case["rule"].rpartition(".")[0] or case["rule"] for case in cases} | {case["rule"] for case in cases}
    assert [
        group.prefix for group in GROUPS if group.prefix not in used and not any(one.startswith(f"{group.prefix}.") for one in used)
    ] == []


def test_every_case_names_its_law(cases: Sequence[Plain]) -> None:
    assert [case["id"] for case in cases if not case["basis"]] == []
    decrees = {one for one in load_instruments() if "NĐ-CP" in one}
    named = {decree for case in cases for decree in decrees if any(decree in one for one in case["basis"])}
    assert {"61/2018/NĐ-CP", "118/2025/NĐ-CP", "309/2026/NĐ-CP", "217/2026/NĐ-CP", "63/2024/NĐ-CP"} <= named


def test_before_2017_the_code_of_2005_is_named(cases: Sequence[Plain]) -> None:
    added = [case for case in cases if case["rule"] == "add.working_day"]
    for case in added:
        code = "33/2005/QH11" if case["ask"]["start"] < "2017" else "91/2015/QH13"
        assert all(code in one for one in case["basis"])


def test_every_line_has_its_form(lines: Sequence[Plain]) -> None:
    for line in lines:
        LINES.validate_python(line)


@pytest.mark.parametrize("questions_only", [False, True])
def test_the_published_schema_takes_lines_of_every_rule(lines: Sequence[Plain], *, questions_only: bool) -> None:
    schema = json.loads((DOCS / "schema" / "vector.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    one_of_each = {line.get("rule", line.get("id", "header")): line for line in lines}
    for line in one_of_each.values():
        validator.validate(json.loads(text_of(blind(line) if questions_only else line)))
    broken = json.loads(text_of(one_of_each["add.day"]))
    broken["ask"]["start"] = "12/02/2026"
    assert not validator.is_valid(broken)


def test_stories_reach_every_state_and_every_clock(cases: Sequence[Plain]) -> None:
    stories = [case["answer"] for case in cases if case["ask"]["op"] == "story"]
    steps = [step for story in stories for step in story["steps"]]
    assert len({step["state"] for step in steps if "state" in step}) == 18
    assert {story["timeliness"] for story in stories} >= {"not_counted", "in_time", "paused", "overdue", "early", "late", "no_result"}
    refused = Counter(reason for step in steps for reason in step.get("refused", ()))
    assert len(refused) >= 20
    assert {kind for step in steps for kind in step.get("clock", ())} == {
        "suspend", "resume", "restart", "fixed", "reappoint", "settle", "close", "terminate",
    }  # fmt: skip


def test_clocks_refuse_for_every_reason(cases: Sequence[Plain]) -> None:
    refused = {reason for case in cases if case["ask"]["op"] == "due" and "answer" in case for _, reason in case["answer"]["refusals"]}
    assert refused == {
        "nothing_to_resume", "already_suspended", "gate_unknown", "gate_too_late", "extension_count", "extension_after_breach",
        "extension_too_long", "unit_mismatch", "reappoint_count", "reappoint_too_late", "reappoint_too_early", "reappoint_backwards",
        "after_end", "before_receipt", "not_started",
    }  # fmt: skip


def test_due_dates_may_still_move(cases: Sequence[Plain]) -> None:
    spans = [case["answer"] for case in cases if case["ask"]["op"] == "span"]
    assert {one["certainty"] for one in spans} == {"final", "announced", "open", "provisional"}
    assert sum(one["earliest"] < one["latest"] for one in spans) > 200


@pytest.mark.parametrize(
    ("mend", "problem"),
    [
        (lambda file: file[1:], "not the header"),
        (lambda file: [file[0].replace('"version":1', '"version":2'), *file[1:]], "version 2"),
        (lambda file: [*file[:9], file[9].replace("working_day", "day"), *file[10:]], "were changed"),
        (lambda file: file[:9], "were changed"),
        (lambda file: [file[0].replace('"type"', '"questions_only":true,"type"'), *file[1:]], "questions alone"),
        (lambda file: [*file[:3], "{"], "not JSON Lines"),
        (lambda file: ["[" * 100_000], "not JSON Lines"),
        (lambda file: [], "not the header"),
        (lambda file: ["[]"], "not the header"),
    ],
)
def test_a_file_that_is_not_the_vectors_is_refused(lines: Sequence[Plain], mend, problem: str) -> None:
    head = lines[:12]
    body = [text_of(line) for line in head[1:]]
    file = [text_of({**head[0], "digest": f"sha256:{digest_of(body)}"}), *body]
    assert read_vectors(f"{line}\n" for line in file)[1:] == tuple(head[1:])
    with pytest.raises(UsageError, match=problem):
        read_vectors(mend(file))
