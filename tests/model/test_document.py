"""What a person hands in: what is refused, and what is kept to itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from cchc.errors import UsageError
from cchc.model.document import Completeness, Lack, LackReason, SubmittedDocument

DAY = date(2026, 11, 24)
READER: TypeAdapter[SubmittedDocument] = TypeAdapter(SubmittedDocument)


def test_nobodys_name_is_shown() -> None:
    paper = SubmittedDocument(what="Giấy chứng sinh của Nguyễn Thị A", shown=True, reference="079123456789")
    assert repr(paper) == "SubmittedDocument(original=0, copies=0, shown=True, form='', issued_on=None, valid_until=None)"
    assert READER.validate_python({"what": "x", "original": 1}) == SubmittedDocument(what="x", original=1)
    with pytest.raises(ValidationError, match="unexpected"):
        READER.validate_python({"what": "x", "original": 1, "owner": "Nguyễn Thị A"})


@pytest.mark.parametrize(
    "keys",
    [{}, {"original": -1, "copies": 2}, {"copies": -1, "shown": True}, {"shown": False}],
    ids=["nothing at all", "fewer than none", "fewer copies than none", "not even shown"],
)
def test_a_paper_is_there_at_least_once(keys: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="at least once"):
        SubmittedDocument(what="x", **keys)


def test_a_paper_does_not_end_before_it_begins() -> None:
    with pytest.raises(UsageError, match="before it was issued"):
        SubmittedDocument(what="x", original=1, issued_on=DAY, valid_until=date(2026, 11, 23))
    assert SubmittedDocument(what="x", original=1, issued_on=DAY, valid_until=DAY).valid_until == DAY


def test_complete_is_nothing_required_open_and_nothing_unread() -> None:
    def lack(*, required: bool) -> Lack:
        return Lack("x", LackReason.EXPIRED, "…", "…", (), required)

    assert Completeness("9.000001", None, None, DAY).complete
    assert Completeness("9.000001", None, None, DAY, unfit=(lack(required=False),)).complete
    assert not Completeness("9.000001", None, None, DAY, unfit=(lack(required=True),)).complete
    assert not Completeness("9.000001", None, None, DAY, missing=(lack(required=True),)).complete
    assert not Completeness("9.000001", None, None, DAY, unlisted=1).complete
