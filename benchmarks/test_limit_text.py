"""A megabyte of text against a bare pass of a tokenising pattern over it: the law as it is written, and the densest that was found."""

from __future__ import annotations

import re

import pytest
from rounds import Contender, Race, gate, interleaved

from cchc import parse_time_limit

TYPICAL = (
    "- Bước 3: Trong thời hạn 05 (năm) ngày làm việc, kể từ ngày nhận đủ hồ sơ hợp lệ, cơ quan có thẩm quyền xem xét, quyết định; "
    "trường hợp không cấp phải trả lời bằng văn bản và nêu rõ lý do.\n"
)
DENSE = "1 - 2 ngày "
MEGABYTE = 1_000_000
_TOKENS = re.compile(r"\w+|\S")


@pytest.mark.parametrize(("name", "piece", "most"), [("the law as it is written", TYPICAL, 12), ("the densest text found", DENSE, 30)])
def test_a_megabyte_of_limit_text(name: str, piece: str, most: float) -> None:
    text = piece * (MEGABYTE // len(piece.encode()))

    def measure() -> Race:
        return interleaved(
            {"tokens": Contender(lambda: _TOKENS.findall(text)), "limits": Contender(lambda: parse_time_limit(text))}, rounds=5
        )

    gate(
        f"reading 1 MB of {name}, over a bare pass of tokens",
        measure,
        lambda race: race["limits"].median / race["tokens"].median,
        most=most,
    )
