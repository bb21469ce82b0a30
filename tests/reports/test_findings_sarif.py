"""SARIF 2.1.0: valid against its schema whatever the catalogue says, and what its prose asks beside."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy_checks import BREAKS, CONTEXT, REJECTED, RULES, findings, procedure, process, rejections

from cchc.checks.baseline import fingerprint
from cchc.checks.engine import Tally, check
from cchc.checks.finding import Finding
from cchc.checks.summary import Summary
from cchc.model.place import Place
from cchc.reports.findings_sarif import findings_sarif

SCHEMA = json.loads((Path(__file__).parents[1] / "data" / "sarif" / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def log(summary: Summary, lang: str = "vi") -> Any:
    value = json.loads(findings_sarif(summary, "0.1.0", lang))
    VALIDATOR.validate(value)
    return value


def of(*records: Any, rules: Any = RULES) -> Summary:
    tally = Tally()
    run = list(check(records, rules, context=CONTEXT, tally=tally))
    return Summary.of(run, tally, as_of=CONTEXT.as_of, rules=rules)


def test_the_schema_refuses_what_is_no_sarif() -> None:
    value = log(of(procedure(name="")))
    value["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(jsonschema.ValidationError, match="fatal"):
        VALIDATOR.validate(value)


def test_a_finding_is_a_result() -> None:
    summary = replace(of(procedure(name="", line=3)), lines={("a.yaml", 4): "  name: ''"})
    (run,) = log(summary)["runs"]
    first, second = run["results"]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("NAME_MISSING", 0, "error")
    assert first["message"]["text"] == "1.000001: Thủ tục không có tên\nGhi tên"
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "a.yaml"},
                "region": {"startLine": 4, "snippet": {"text": "  name: ''"}},
            },
            "logicalLocations": [{"name": "1.000001", "fullyQualifiedName": "1.000001.name", "kind": "record"}],
        }
    ]
    assert first["properties"]["basis"] == ["Điều 19, 61/2018/NĐ-CP"]
    assert first["partialFingerprints"] == {"cchcFinding/v1": fingerprint(summary.findings[0])}
    assert second["level"] == "note"
    assert run["properties"]["asOf"] == "2026-11-22"
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_functions_that_share_a_code_are_one_rule() -> None:
    (run,) = log(of(procedure(name=""), rules=(*RULES, replace(RULES[0], title_vi="Khác"))))["runs"]
    assert [one["id"] for one in run["tool"]["driver"]["rules"]] == ["NAME_MISSING", "STEP_IDLE", "STEP_ALONE"]
    assert run["tool"]["driver"]["rules"][0]["shortDescription"]["text"] == "Thiếu tên"


def test_messages_follow_the_language() -> None:
    (run,) = log(of(procedure(name="")), "en")["runs"]
    assert run["results"][0]["message"]["text"] == "1.000001: the procedure has no name\nwrite its name"
    assert run["tool"]["driver"]["language"] == "en"
    rule = run["tool"]["driver"]["rules"][0]
    assert (rule["id"], rule["name"], rule["shortDescription"]["text"]) == ("NAME_MISSING", "NoName", "No name")


def test_an_unread_record_and_a_broken_rule_are_no_success() -> None:
    (run,) = log(of(REJECTED))["runs"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert told["message"]["text"] == "is not a procedure"
    assert told["locations"][0]["physicalLocation"]["region"]["startLine"] == 9
    (run,) = log(of(process("p-1"), rules=(BREAKS,)))["runs"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert "ruleIndex" not in run["results"][-1]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("danh mục/thủ tục.yaml", "danh%20m%E1%BB%A5c/th%E1%BB%A7%20t%E1%BB%A5c.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("100%.yaml", "100%25.yaml"),
        ("../a.yaml", "../a.yaml"),
        ("/var/a b.yaml", "file:///var/a%20b.yaml"),
    ],
)
def test_a_file_is_a_uri(file: str, uri: str) -> None:
    (run,) = log(of(procedure(name="", file=file)))["runs"]
    found = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert found == uri
    assert unquote(urlsplit(found).path) == file


@given(st.lists(findings, max_size=4), st.lists(rejections, max_size=3), st.sampled_from(["vi", "en"]))
def test_every_catalogue_gives_valid_sarif(some: list[Finding], unread: list[Any], lang: str) -> None:
    lines = {(one.place.file, one.place.line): one.message_vi for one in some}
    summary = Summary(CONTEXT.as_of, tuple(some), tuple(unread), 1, rules=RULES, lines=lines)
    (run,) = log(summary, lang)["runs"]
    assert len(run["results"]) == len(some)
    for result, one in zip(run["results"], some, strict=True):
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == one.code
        assert all("region" not in found or found["region"]["startLine"] == one.place.line for found in result["locations"])


def test_a_finding_without_a_place_is_still_a_result() -> None:
    bare = replace(of(procedure(name="")).findings[0], place=Place(), subject="")
    (run,) = log(Summary(CONTEXT.as_of, (bare,), (), 1))["runs"]
    assert run["results"][0]["locations"] == []
