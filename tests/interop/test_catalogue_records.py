"""Plain data on its way to a record: what is told, of which key, on which line."""

from __future__ import annotations

from typing import Any

import pytest

from cchc.interop.catalogue.plain import rows_of, table_of
from cchc.interop.catalogue.records import MOST_FAULTS, as_record, composed
from cchc.interop.located_yaml import DEEPEST
from cchc.model.place import Place, Rejected
from cchc.model.procedure import Procedure
from cchc.model.process import Process

HEAD = {"code": "1.004222", "name": "a"}

FAULTS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "a phrase that is none": ({"limits": [{"limit": "7 hôm"}]}, {"limits.0.limit"}),
    "a phrase that is none, deeper": (
        {"limits": [{"limit": "7 ngày", "extensions": [{"how": "by", "limit": "x"}]}]},
        {"limits.0.extensions.0.limit"},
    ),
    "phrases and other faults at once": (
        {"limits": [{"limit": "x"}, {"limit": "7 ngày", "start": "soon"}], "name": 3, "colour": 1},
        {"limits.0.limit", "limits.1.start", "name", "colour"},
    ),
    "neither limit nor amount": ({"limits": [{}]}, {"limits.0"}),
    "a scale that falls": ({"fees": [{"tiers": [{"up_to": 3, "each": 1}, {"up_to": 2, "each": 1}]}]}, {"fees.0"}),
    "a phrase beside a wrong table": ({"pauses": [{"reason": "rain"}], "limits": [{"limit": "x"}]}, {"pauses.0.reason", "limits.0.limit"}),
    "a phrase beside a missing key": ({"components": [{}], "limits": [{"limit": "x"}]}, {"components.0.name", "limits.0.limit"}),
    "a phrase beside no list": ({"fees": 3, "limits": [{"limit": "x"}]}, {"fees", "limits.0.limit"}),
    "a phrase beside no table": ({"fees": [3], "limits": [{"limit": "x"}]}, {"limits.0.limit"}),
    "a phrase beside a wrong inner table": (
        {"agencies": {"receive": 3}, "limits": [{"limit": "x"}]},
        {"agencies.receive", "limits.0.limit"},
    ),
    "a cut-off of no time": ({"limits": [{"limit": "7 ngày", "cutoff": {"kind": "shift"}}]}, {"limits.0.cutoff"}),
    "a limit that is negative": ({"limits": [{"limit": {"unit": "day", "count": -1}}]}, {"limits.0.limit"}),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_told_with_its_key(name: str) -> None:
    data, keys = FAULTS[name]
    found = as_record(Procedure, {**HEAD, **data}, Place("a.yaml", 3), dict.fromkeys(keys, 10))
    assert isinstance(found, Rejected)
    assert (found.code, found.place) == ("invalid", Place("a.yaml", 10))
    assert {key for key in keys if f"line 10: {key}: " in found.message or f"line 10: {key}." in found.message} == keys


@pytest.mark.parametrize(("data", "told"), [(3, "a number"), ([], "a list"), ("x", "text"), (None, "nothing"), (True, "true or false")])
def test_what_is_no_table_is_told(data: object, told: str) -> None:
    found = as_record(Process, data, Place("a.yaml", 3))
    assert isinstance(found, Rejected)
    assert found.code == "not_table"
    assert told in found.message


def test_a_record_of_many_faults_is_told_in_part() -> None:
    found = as_record(Procedure, {**HEAD, **{f"key{number}": 1 for number in range(MOST_FAULTS + 7)}}, Place())
    assert isinstance(found, Rejected)
    assert found.message.endswith("and 7 more")


def test_what_lies_too_deep_is_rejected() -> None:
    deep: Any = 1
    for _ in range(DEEPEST + 1):
        deep = [deep]
    found = as_record(Procedure, {**HEAD, "notes": deep}, Place())
    assert isinstance(found, Rejected)
    assert found.code == "too_deep"


def test_accents_are_composed_in_keys_and_values() -> None:
    assert composed({"Tie\u0302\u0301ng": ["Tie\u0302\u0301ng", 1]}) == {"Tiếng": ["Tiếng", 1]}


def test_a_list_or_a_table_is_taken_as_it_is() -> None:
    rows, table = [1], {"a": 1}
    assert rows_of(rows) is rows
    assert rows_of(3) == [3]
    assert table_of(table) is table
    assert table_of(3) == {}
