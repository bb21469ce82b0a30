"""Whatever a record says, every rule answers, and in a time that grows with the text and not with its square."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_records import CODE, DAY, process, step

from cchc.checks.catalogue import RULES
from cchc.checks.engine import RULE_FAILED, check
from cchc.checks.finding import Context, Finding
from cchc.checks.index import Input
from cchc.model.place import Located
from cchc.model.procedure import Procedure
from cchc.model.process import Process
from cchc.rulebook import load_check_facts

_WORDS = [
    *("trong", "thời hạn", "05", "(năm)", "ngày làm việc", "ngày", "kể từ ngày", "nhận đủ", "nhận được", "hồ sơ", "trình", "UBND huyện"),
    *("chuyển hồ sơ cho", "Phòng Tư pháp", "phí", "theo HĐND tỉnh", "1.000", "đồng", "đến", "31/12/2025", "sau 16 giờ", "hôm sau"),
    *("Mã:", "…", "/", "QĐ", "(", ")", '"', "“", "”", " ", ".", ";", "phụ lục", "quyết định", "I.", "III", "phần", "cấp xã"),
]
_TEXTS = st.lists(st.sampled_from(_WORDS) | st.text(max_size=4), max_size=30).map(" ".join)


def _procedure(text: str) -> Procedure:
    part = {"wording": text}
    return Procedure.model_validate(
        {
            "code": CODE,
            "name": text,
            "decision": text,
            "levels": ("commune",),
            "steps": (text, text),
            "conditions": (text,),
            "notes": (text,),
            "agencies": {"execute": (text,), "decide": (text,)},
            "submission": [{"channel": "counter", "published_time": text, "published_unit": text, "published_fee": text, **part}],
            "components": [{"name": text}],
            "fees": [{"published": text}],
            "results": [{"name": text, "code": text}],
            "limits": [{"case": text, "limit": "5 ngày", "note": text, **part}],
            "sub_deadlines": [{"what": text, **part}],
            "pauses": [{"reason": "other", **part}],
        }
    )


def _process(text: str) -> Process:
    row = {"no": text, "label": text, "activity": text, "role": text, "wording": text, "note": text}
    keys = {"name": text, "case": text, "decision": text, "issuer": text, "notes": (text,), "codes": (CODE,)}
    return process(step("a", "1 working_day", **row), step("b", **row), stages=[{"label": text}], declared="1 day", **keys)


def _findings(text: str) -> list[Finding]:
    records: list[Input] = [Located(_procedure(text)), Located(_process(text))]
    others = _procedure(text[:-1]), _process(text[:-1])
    context = Context(DAY, lambda _code: others[:1], lambda _code: others[1:], facts=load_check_facts())
    return [one for one in check(records, RULES, context=context) if isinstance(one, Finding)]


@given(_TEXTS)
def test_every_rule_answers(text: str) -> None:
    assert [one.actual for one in _findings(text) if one.code == RULE_FAILED] == []


@given(_TEXTS)
def test_messages_are_one_short_line_without_what_a_screen_would_obey(text: str) -> None:
    for one in _findings(text):
        for said in (one.message_vi, one.message_en):
            assert said.isprintable(), one.code
            assert len(said) < 600, one.code


@pytest.mark.parametrize("word", [*_WORDS, "5 ngày ", "((((", "1.", "chuyển cho phòng ", "từ ngày nhận hồ sơ "])
def test_a_long_text_takes_no_longer_than_its_length(word: str) -> None:
    text = word * (30_000 // len(word))
    began = perf_counter()
    _findings(text)
    assert perf_counter() - began < 5
