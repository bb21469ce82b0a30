"""Every case of ``cases/*.toml``; the sentence of the case is the id of its test."""

from __future__ import annotations

from datetime import datetime

import pytest
from reading_cases import Case, all_cases, ask, local

from cchc.deadlines.reading import granted
from cchc.model.limit_phrases import parse_limit

ALL = all_cases()


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_case(case: Case) -> None:
    wanted = {key: local(value) if isinstance(value, datetime) else value for key, value in case.keys["expect"].items()}
    if "cites" in wanted:
        wanted["cites"] = sorted(wanted["cites"])
    if "remaining" in wanted:
        wanted["remaining"] = " và ".join(part.words("vi") for part in granted(parse_limit(wanted["remaining"])))
    answered = ask(case.keys)
    assert {key: answered.get(key) for key in wanted} == wanted, answered


def test_ids_and_sentences_are_unique() -> None:
    assert len({case.keys["id"] for case in ALL}) == len({case.keys["says"] for case in ALL}) == len(ALL)
