"""``cchc vectors``: what is written, how answers are scored, and that no text of a vendor's harms a report."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from cchc.cli.vectors import bundled
from cchc.testing.vectors.writing import digest_of, text_of, vectors

Plain = dict[str, Any]
RULES = ("add.working_day", "clock.pause", "regime.none", "story.2026-08-05")
HOSTILE = "<script>alert(1)</script>\x1b[31m\x00]]>&\"'\u202e\ufffe"


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of vectors with three cases of a few rules."""
    lines = vectors(bundled())
    kept = [line for line in lines[1:] if line["type"] != "case"]
    for rule in RULES:
        kept += [line for line in lines if line.get("rule") == rule][:3]
    body = [text_of(line) for line in kept]
    path = tmp_path_factory.mktemp("vectors") / "few.jsonl"
    path.write_text("\n".join([text_of({**lines[0], "digest": f"sha256:{digest_of(body)}"}), *body]) + "\n", "utf-8")
    return path


@pytest.fixture
def answers(few: Path) -> list[Plain]:
    """An answer to each of them, all right."""
    cases = [line for line in map(json.loads, few.read_text("utf-8").splitlines()) if line["type"] == "case"]
    return [{key: case[key] for key in ("id", "answer", "refused") if key in case} for case in cases]


Check = Callable[..., Any]


@pytest.fixture
def check(cchc, few: Path) -> Check:
    """Return a function that scores lines of answers."""

    def run(lines: Iterator[str] | list[str], *options: str) -> Any:
        told = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
        return cchc("vectors", "check", "--answers", "-", "--vectors", str(few), *options, stdin=told)

    return run


def test_the_file_is_written_the_same_as_the_library_says_it(cchc, tmp_path: Path) -> None:
    written = tmp_path / "vectors.jsonl"
    assert cchc("vectors", "--output", written).code == 0
    lines = written.read_text("utf-8").splitlines()
    assert lines == [text_of(line) for line in vectors(bundled())]
    assert json.loads(lines[0])["digest"] == f"sha256:{digest_of(lines[1:])}"


def test_questions_alone_hold_no_answer_and_no_score_is_taken_from_them(cchc, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    assert cchc("vectors", "write", "--questions-only", "--rule", "add.", "--output", path).code == 0
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    cases = [line for line in lines if line["type"] == "case"]
    assert lines[0]["questions_only"] is True
    assert cases
    assert all(case["rule"].startswith("add.") and not {"answer", "refused"} & case.keys() for case in cases)
    ran = cchc("vectors", "check", "--answers", "-", "--vectors", path)
    assert ran.code == 2
    assert "questions alone" in ran.error


def test_all_right(check: Check, answers: list[Plain]) -> None:
    ran = check((json.dumps(one) for one in reversed(answers)), "--lang", "en")
    assert ran.code == 0
    assert "It conforms: every case was answered right\n12 right, 0 wrong, 0 refused, 0 missing\n" in ran.out
    assert "✓ regime.none" in ran.out
    assert check(map(json.dumps, answers)).out.splitlines()[-3] == "Phù hợp: mọi câu đều đúng"


def test_what_is_wrong_is_told_under_its_rule(check: Check, answers: list[Plain], fits) -> None:
    answers[0]["answer"]["due"] = "2026-01-01"
    answers[1] = {"id": answers[1]["id"], "refused": "calendar_coverage"}
    answers[6] = {"id": answers[6]["id"], "refused": "calendar_coverage"}
    answers[3]["answer"]["note"] = "a key beside those that are expected"
    del answers[11]
    ran = check(map(json.dumps, answers), "--format", "json")
    assert ran.code == 1
    fits("vectors-check", ran.json)
    scores = {one["rule"]: [one[key] for key in ("right", "wrong", "refused", "missing")] for one in ran.json["rules"]}
    assert scores == {"add.working_day": [1, 1, 1, 0], "clock.pause": [3, 0, 0, 0], "regime.none": [2, 1, 0, 0], RULES[3]: [2, 0, 0, 1]}
    first = ran.json["rules"][0]["misses"][0]
    assert (first["outcome"], first["given"]) == ("wrong", {"answer": {"due": "2026-01-01"}})
    assert first["ask"]["op"] == "add_days"
    assert first["basis"]
    assert ran.json["rules"][3]["misses"][0]["given"] is None
    text = check(map(json.dumps, answers)).out
    assert "✗ add.working_day" in text
    assert "Sai add.working_day/0001" in text


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        (lambda told: told | {"state": 1}, "wrong"),
        (lambda told: told | {"steps": told["steps"][:-1]}, "wrong"),
        (lambda told: told | {"steps": [*told["steps"], {}]}, "wrong"),
        (lambda told: told | {"steps": {}}, "wrong"),
        (lambda told: {key: value for key, value in told.items() if key != "due"}, "wrong"),
        (lambda told: told | {"more": True}, "right"),
    ],
)
def test_every_key_that_is_expected_must_be_there(check: Check, answers: list[Plain], change, outcome: str) -> None:
    answers[9]["answer"] = change(answers[9]["answer"])
    assert check(map(json.dumps, answers), "--format", "json").json["rules"][3][outcome] == (1 if outcome == "wrong" else 3)


def test_true_is_not_one_and_a_fraction_is_not_a_whole_number(cchc, few: Path, tmp_path: Path) -> None:
    lines = vectors(bundled())
    cases = [next(line for line in lines if line.get("rule") == rule) for rule in ("desk.open", "count.working_day")]
    body = [text_of(line) for line in (*lines[1:17], *cases)]
    path = tmp_path / "two.jsonl"
    path.write_text("\n".join([text_of({**lines[0], "digest": f"sha256:{digest_of(body)}"}), *body]), "utf-8")
    said = [
        {"id": cases[0]["id"], "answer": {"open": int(cases[0]["answer"]["open"])}},
        {"id": cases[1]["id"], "answer": {"working_days": float(cases[1]["answer"]["working_days"])}},
    ]
    ran = cchc("vectors", "check", "--answers", "-", "--vectors", path, "--format", "json", stdin="\n".join(map(json.dumps, said)))
    assert [one["wrong"] for one in ran.json["rules"]] == [1, 1]


BAD = {
    "{": "not JSON",
    "": "not JSON",
    "[]": "not an object",
    "12": "not an object",
    '{"answer":{}}': "this has no id",
    '{"id":7,"answer":{}}': "this has no id",
    '{"id":"add.working_day/0001"}': "exactly one",
    '{"id":"add.working_day/0001","answer":[]}': "exactly one",
    '{"id":"add.working_day/0001","answer":{},"refused":"limit"}': "exactly one",
    '{"id":"a","id":"b","answer":{}}': "a key stands twice",
    '{"id":"a","answer":{"x":NaN}}': "no number",
    '{"id":"a","answer":{"x":' + "9" * 5_000 + "}}": "not JSON",
    '{"id":"a","answer":' + '{"a":' * 60 + "1" + "}" * 61: "nested too deeply",
    '{"id":"a","answer":' + "[" * 30_000: "nested too deeply",
    '{"id":"a","answer":{"x":"\\ud800"}}': "half of a letter",
    '{"id":"a","answer":{"x":"' + "x" * 70_000 + '"}}': "more than 65536 bytes",
    '{"id":"\udcff"}': "not UTF-8",
    '{"id":"nobody/0001","answer":{}}': "no case of this id",
}


def test_every_bad_line_is_told_and_the_good_ones_count(check: Check, answers: list[Plain], fits) -> None:
    good = list(map(json.dumps, answers))
    mixed = [*good[:6], *BAD, *good[6:], good[0]]
    ran = check(mixed, "--format", "json")
    assert ran.code == 1
    fits("vectors-check", ran.json)
    assert (ran.json["right"], ran.json["conforms"]) == (12, False)
    told = {one["line"]: one for one in ran.json["bad_lines"]}
    assert sorted(told) == [*range(7, 7 + len(BAD)), len(mixed)]
    for number, problem in enumerate(BAD.values(), 7):
        assert problem in told[number]["problem"]
    assert told[len(mixed)]["problem"].endswith("answered before; the first answer counts")
    assert [one["line"] for one in told.values() if one["fault"] == "extra"] == [6 + len(BAD)]
    for form in ("text", "html", "junit"):
        report = check(mixed, "--format", form)
        assert report.code == 1
        assert "answered before" in report.out


def hostile(answers: list[Plain]) -> list[str]:
    answers[0]["answer"] = {"due": HOSTILE, HOSTILE: [HOSTILE]}
    answers[6]["refused"] = HOSTILE
    return [*map(json.dumps, answers), json.dumps({"id": HOSTILE, "answer": {}}), json.dumps({"id": 3, HOSTILE: 1})]


def test_a_page_holds_no_text_from_outside_as_markup(check: Check, answers: list[Plain]) -> None:
    page = check(hostile(answers), "--format", "html").out
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", page)
    assert re.findall(r"(?:src|href|url)\s*[=(]", page) == []
    assert "default-src 'none'" in page


def test_junit_is_xml_whatever_it_is_told(check: Check, answers: list[Plain]) -> None:
    root = ET.fromstring(check(hostile(answers), "--format", "junit").out)
    assert root.attrib == {"name": "cchc-vectors", "tests": "14", "failures": "2", "errors": "2"}
    suites = {one.attrib["name"]: one for one in root}
    assert list(suites) == [*RULES, "answers"]
    failed = suites["add.working_day"].find("testcase/failure")
    assert failed is not None
    assert "<script>alert(1)</script>" in (failed.text or "")
    names = {case.attrib["name"] for suite in root for case in suite}
    assert {one["id"] for one in answers} < names


def test_text_obeys_no_terminal_command(check: Check, answers: list[Plain]) -> None:
    text = check(hostile(answers)).out
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_answers_to_other_vectors_are_refused(check: Check, answers: list[Plain], few: Path) -> None:
    digest = json.loads(few.read_text("utf-8").splitlines()[0])["digest"]
    lines = list(map(json.dumps, answers))
    assert check([json.dumps({"vectors": digest}), *lines]).code == 0
    ran = check([json.dumps({"vectors": "sha256:0"}), *lines])
    assert ran.code == 2
    assert "to other vectors" in ran.error


@pytest.mark.parametrize(
    ("options", "code", "problem"),
    [
        (("--format", "pdf"), 2, "'pdf' is not one of text, json, html, junit"),
        (("--lang", "fr"), 2, "'fr' is not one of vi, en"),
        (("--vectors", "nowhere.jsonl"), 5, "cannot read nowhere.jsonl"),
        (("--output", "nowhere/report.txt"), 5, "cannot write nowhere/report.txt"),
    ],
)
def test_wrong_usage_is_told_in_a_line(
    check: Check, answers: list[Plain], options: tuple[str, ...], code: int, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = check(map(json.dumps, answers), *options)
    assert ran.code == code
    assert problem in ran.error


def test_vectors_that_are_no_text_are_refused(cchc, tmp_path: Path) -> None:
    path = tmp_path / "vectors.jsonl"
    path.write_bytes(b"\xff\xfe")
    ran = cchc("vectors", "check", "--answers", "-", "--vectors", path)
    assert ran.code == 2
    assert "not UTF-8" in ran.error


@pytest.mark.parametrize("command", ["write", "check"])
def test_every_option_is_named(cchc, command: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "cli.md").read_text("utf-8")
    shown = set(re.findall(r"--[a-z-]+", cchc("vectors", command, "--help").out)) - {"--help", "--no-questions-only"}
    assert len(shown) >= 3
    assert [option for option in sorted(shown) if f"`{option}" not in page] == []
