"""Completeness and differences on the bundled procedures: what a desk would be told."""

from __future__ import annotations

from datetime import date

import pytest

from cchc.checks.completeness import completeness
from cchc.model.document import SubmittedDocument
from cchc.model.procedure import Procedure
from cchc.model.procedure_diff import difference
from cchc.model.receipt import Channel
from cchc.rulebook import load_procedures

CATALOGUE = load_procedures()
VERSIONS = [one for code in CATALOGUE.codes for one in CATALOGUE.versions(code)]
POPULATION = "Cơ sở dữ liệu quốc gia về dân cư"


def paper(what: str, **keys: bool) -> SubmittedDocument:
    return SubmittedDocument(what=what, original=0 if keys else 1, **keys)  # type: ignore[arg-type]


def missing(*papers: SubmittedDocument, channel: Channel, unavailable: tuple[str, ...] = ()) -> list[str]:
    birth = CATALOGUE.find("1.001193", date(2026, 11, 24))
    answer = completeness(papers, birth, channel=channel, on=date(2026, 11, 24), unavailable=unavailable)
    assert answer.complete is not bool(answer.missing or answer.unfit)
    return [one.message_vi for one in answer.missing]


def test_registering_a_birth_at_the_counter_and_online() -> None:
    card = paper("Căn cước, hộ chiếu hoặc giấy tờ có ảnh còn giá trị", shown=True)
    whole = (paper("Tờ khai đăng ký khai sinh"), paper("Giấy chứng sinh"), card)
    witnessed = (whole[0], paper("Văn bản của người làm chứng xác nhận việc sinh"), card)
    assert missing(*whole, channel=Channel.COUNTER) == missing(*witnessed, channel=Channel.COUNTER) == []
    assert missing(*whole, channel=Channel.ONLINE) == ["chưa nộp Biểu mẫu điện tử tương tác đăng ký khai sinh"]
    assert missing(whole[0], channel=Channel.COUNTER) == [
        "chưa có giấy tờ nào trong số: Giấy chứng sinh; Văn bản của người làm chứng xác nhận việc sinh",
        "chưa xuất trình Căn cước, hộ chiếu hoặc giấy tờ có ảnh còn giá trị",
    ]
    assert missing(*whole, channel=Channel.COUNTER, unavailable=(POPULATION,)) == ["chưa xuất trình Giấy tờ về cư trú"]


@pytest.mark.parametrize("one", VERSIONS, ids=lambda one: f"{one.code} {one.since or ''}")
def test_every_bundled_procedure_answers(one: Procedure) -> None:
    assert difference(one, one).changes == ()
    sets = one.dossier_sets or 1
    papers = [
        SubmittedDocument(
            what=part.id or part.name, original=part.original * sets, copies=part.copies * sets + 1, shown=True, form=part.form
        )
        for part in one.components
    ]
    cases = [case for part in one.components for case in part.cases] or [None]
    day = one.until or date(2026, 11, 24)
    for channel in Channel if one.components else ():
        for case in cases:
            answer = completeness(papers, one, case=case, channel=channel, on=day)
            assert (answer.missing, answer.unfit) == ((), ())
            assert completeness([], one, case=case, channel=channel, on=day).unfit == ()


def test_from_one_bundled_version_to_the_next_every_change_speaks() -> None:
    pairs = [pair for code in CATALOGUE.codes for pair in zip(CATALOGUE.versions(code), CATALOGUE.versions(code)[1:], strict=False)]
    assert pairs
    for old, new in pairs:
        assert all(one.message.vi and one.message.en for one in difference(old, new).changes)
