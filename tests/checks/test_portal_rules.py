"""Every rule over every record that the portal publishes: none breaks, and what is known of these records is found.

The sample lies beside the project and is not part of it; without it these tests are skipped.
"""

from __future__ import annotations

import gzip
import json
import os
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cchc.checks.catalogue import RULES
from cchc.checks.engine import RULE_FAILED, check
from cchc.checks.finding import Context, Finding, Severity
from cchc.interop.portal_catalogue import PortalProcedure, read_portal
from cchc.model.place import Located, Place
from cchc.model.procedure import Procedure
from cchc.rulebook import load_check_facts

SAMPLE = Path(os.environ.get("CCHC_PORTAL_SAMPLE", Path(__file__).parents[3] / "shared" / "data" / "portal" / "procedures.jsonl.gz"))
pytestmark = pytest.mark.skipif(not SAMPLE.exists(), reason=f"the portal's records are not at {SAMPLE}")

_CHANNELS = {"Trực tiếp": "counter", "Trực tuyến": "online", "Dịch vụ bưu chính": "post"}


def _with_texts(procedure: Procedure, record: dict[str, Any]) -> Procedure:
    """The procedure with the texts that the portal prints beside its limits."""
    rows = [row for row in record["channels"] if row["channel"] in _CHANNELS]
    return Procedure.model_validate(
        {
            **{name: getattr(procedure, name) for name in Procedure.model_fields},
            "steps": record["steps_text"].splitlines(),
            "conditions": record["conditions_text"].splitlines(),
            "subjects": record["applicants"],
            "agencies": {"execute": [record["executing_agency"]], "decide": [record["competent_authority"]]},
            "components": [{"name": record["components_text"], "original": 1}] if record["components_text"] else [],
            "results": [{"name": "", "code": code} for code in record["result_codes"]],
            "submission": [
                {
                    "channel": _CHANNELS[row["channel"]],
                    "published_time": row["amount"],
                    "published_unit": row["unit"],
                    "published_fee": row["text"],
                }
                for row in rows
            ],
        }
    )


@cache
def _findings() -> tuple[int, tuple[Finding, ...]]:
    with gzip.open(SAMPLE, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line) for line in lines]
    read = [one for one in read_portal(SAMPLE) if isinstance(one, PortalProcedure)]
    records = [Located(_with_texts(one.procedure, texts[one.line - 1]), Place(SAMPLE.name, one.line)) for one in read]
    context = Context(date(2026, 11, 22), facts=load_check_facts())
    return len(records), tuple(one for one in check(records, RULES, context=context) if isinstance(one, Finding))


def test_no_rule_breaks() -> None:
    many, findings = _findings()
    assert many > 1_000
    assert [f"{one.subject}: {one.actual}" for one in findings if one.code == RULE_FAILED] == []


@pytest.mark.parametrize(
    ("code", "subject"),
    [
        ("AMBIGUOUS_START", "1.009832"),
        ("FEE_FIELD_NE_NOTE", "1.013067"),
        ("CHANNEL_AS_CASE", "1.013978"),
        ("STALE_LEVEL", "1.002759"),
        ("PARTIAL_TOTAL", "1.014847"),
        ("RESULT_CODE_INVALID", "1.000253"),
    ],
)
def test_what_is_known_of_the_published_records_is_found(code: str, subject: str) -> None:
    assert (code, subject) in {(one.code, one.subject) for one in _findings()[1]}


def test_errors_are_few() -> None:
    """A rule that calls a fifth of the country's procedures wrong is wrong itself."""
    many, findings = _findings()
    by_code = Counter(code for code, _subject in {(one.code, one.subject) for one in findings if one.severity is Severity.ERROR})
    assert {code: count for code, count in by_code.items() if count > many / 5} == {}
