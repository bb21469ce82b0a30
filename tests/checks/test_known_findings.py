"""The study's index of real faults: each is reported under its code, or stands here with the reason why it is not.

The study lies beside the project and is not part of it; without it these tests are skipped.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cchc.checks.catalogue import RULES
from cchc.checks.engine import RULE_FAILED, check
from cchc.checks.finding import Context, Finding
from cchc.checks.index import Index, Input
from cchc.model.place import Rejected
from cchc.model.process import Process
from cchc.rulebook import load_check_facts

yaml = pytest.importorskip("yaml", reason="the extra yaml is not installed")

STUDY = Path(os.environ.get("CCHC_STUDY_DATA", Path(__file__).parents[3] / "shared" / "data"))
pytestmark = pytest.mark.skipif(not (STUDY / "processes" / "known-findings.yaml").exists(), reason=f"the study is not at {STUDY}")

AS_OF = date(2026, 11, 22)

_ABSENT = "not checkable: no record of it in data/procedures or data/processes"
NOT_REPORTED: dict[tuple[str, str], str] = {
    ("UNIT_CONFLICT", "1.009664"): _ABSENT,
    ("AMBIGUOUS_START", "1.009832"): f"{_ABSENT}; reported on the portal's record",
    (
        "INNER_GT_OUTER",
        "2.000282",
    ): "not checkable: its process has neither a step with a time nor the notice of 25 days",
    ("FEE_FIELD_NE_NOTE", "3.000333"): _ABSENT,
    ("FEE_FIELD_NE_NOTE", "3.000346"): _ABSENT,
    ("FEE_FIELD_NE_NOTE", "1.013083"): _ABSENT,
    ("FEE_FIELD_NE_NOTE", "1.013067"): f"{_ABSENT}; reported on the portal's record",
    ("EXPIRED_FEE", "1.001456"): _ABSENT,
    ("EXPIRED_FEE", "3.000346"): _ABSENT,
    ("ABOLISHED_PROCEDURE", "2.001009"): f"{_ABSENT}; the rule is tested on a small one",
    ("UNIT_MISSING", "catalogue"): "not about one record: a share of the whole national catalogue",
    ("FEE_SCALE", "catalogue"): "not about one record: a count in the whole national catalogue",
    ("COMPONENT_IS_NOTE", ""): "names no record; the study kept only papers with a number above zero",
}
"""Known findings that are not reported, by code and subject, and why. None of those that are here is disputed."""

_DECISIONS = {"QĐ 2969/QĐ-UBND Sơn La": ("son_la-2969-00", "son_la-2969-01")}
"""Subjects that are a decision: the processes that it approves."""


def _records() -> Iterator[Input]:
    from cchc.interop.study_procedures import read_study_procedures
    from cchc.interop.study_processes import read_study_processes

    for path in sorted(STUDY.glob("procedures/*.yaml")):
        yield from read_study_procedures(path)
    for path in sorted(STUDY.glob("processes/*.yaml")):
        if path.name != "known-findings.yaml":
            yield from read_study_processes(path)


@cache
def _records_read() -> tuple[Input, ...]:
    return tuple(_records())


@cache
def _findings() -> tuple[Finding, ...]:
    index = Index(_records_read)
    context = Context(AS_OF, index.national, index.processes, facts=load_check_facts())
    return tuple(one for one in check(_records_read(), RULES, context=context) if isinstance(one, Finding))


def _reported() -> set[tuple[str, str]]:
    """Code and subject of every finding; a process also stands for the codes it serves and, a branch of a flow, for the flow."""
    records = [one.record for one in _records_read() if not isinstance(one, Rejected)]
    served = {one.id: one.codes for one in records if isinstance(one, Process)}
    found: set[tuple[str, str]] = set()
    for one in _findings():
        found |= {(one.code, subject) for subject in (one.subject, *served.get(one.subject, ()))}
    return found


def _known() -> list[tuple[str, str]]:
    """Code and subject of each known finding: its process or flow where it names one, else each of its procedures."""
    path = STUDY / "processes" / "known-findings.yaml"
    if not path.exists():
        return []
    found: list[tuple[str, str]] = []
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))["findings"]
    for row in rows:
        named = [one.strip() for one in str(row.get("ref", "")).split(",") if one.strip()]
        codes = re.findall(r"[0-9]\.[0-9]{6}", str(row.get("tthc", "")))
        subjects = [one for name in named for one in _DECISIONS.get(name, (name,))] or codes or [""]
        if str(row.get("ref", "")) in _DECISIONS:
            subjects = subjects[:1]
        found += [(row["rule"], subject) for subject in subjects]
    return found


@pytest.mark.parametrize(("code", "subject"), _known(), ids=lambda part: part or "no subject")
def test_a_known_finding_is_reported_or_explained(code: str, subject: str) -> None:
    reported = any(one == code and (name == subject or name.startswith(f"{subject}-")) for one, name in _reported())
    explained = NOT_REPORTED.get((code, subject), "")
    assert reported != bool(explained), explained or f"{code} is not reported about {subject}"


def test_every_explanation_is_of_a_known_finding() -> None:
    assert set(NOT_REPORTED) <= set(_known())


def test_no_rule_breaks_and_every_finding_has_a_place() -> None:
    assert [one.actual for one in _findings() if one.code == RULE_FAILED] == []
    assert all(one.place.line for one in _findings())


def test_no_false_sum_error_where_the_study_says_it_adds_up() -> None:
    adds_up = {
        str(row["id"])
        for path in sorted(STUDY.glob("processes/qtnb*.yaml"))
        for row in yaml.safe_load(path.read_text("utf-8"))["processes"]
        if row["check"] == "ok"
    }
    wrong = {one.subject for one in _findings() if one.code == "SUM_NE_DECLARED"}
    assert len(adds_up) > 70
    assert not wrong & adds_up
    assert wrong == {"cao_bang-2028-09", "son_la-2969-01"}
