"""``cchc limits parse``: a line of JSON for each text, errors in their place."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from cchc.cli import limits
from cchc.cli.batch import LONGEST_LINE
from cchc.cli.exits import RowError


def test_each_line_gets_its_answer(cchc, fits: Callable) -> None:
    texts = [
        "Không quá 03 (ba) ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ",
        "",
        "02 tháng và 15 ngày làm việc",
        "105",
        "có giá trị 06 tháng",
    ]
    ran = cchc("limits", "parse", "-", stdin="\n".join(texts) + "\n")
    assert (ran.code, ran.err, len(ran.lines)) == (0, "", 5)
    for answer in ran.lines:
        fits("limits-parse", answer)
    first, empty, total, bare, validity = ran.lines
    assert first["limits"] == [
        {
            "amount": "3",
            "unit": "working_day",
            "bound": "at_most",
            "start": "complete_valid",
            "case": None,
            "span": [10, 31],
            "confidence": "clear",
        }
    ]
    assert empty == {"limits": [], "disagreements": []}
    assert total["limits"][0]["parts"] == [{"amount": "2", "unit": "month"}, {"amount": "15", "unit": "working_day"}]
    assert (total["limits"][0]["amount"], total["limits"][0]["unit"]) == (None, "compound")
    assert (bare["limits"][0]["amount"], bare["limits"][0]["unit"], bare["limits"][0]["confidence"]) == ("105", None, "unconfirmed")
    assert validity == {"limits": [], "disagreements": [], "set_aside": [{"reason": "validity", "span": [11, 19]}]}


def test_bad_lines_cost_one_row_each(cchc, fits: Callable) -> None:
    lines = [b"1/2 ng\xc3\xa0y", b"\xff 15", b"x" * (LONGEST_LINE + 1), "trong ngày; sau 15 giờ".encode()]
    ran = cchc("limits", "parse", "-", stdin=b"\n".join(lines))
    assert (ran.code, len(ran.lines)) == (1, 4)
    good, encoding, long, last = ran.lines
    assert good["limits"][0]["amount"] == "1/2"
    assert (encoding["line"], encoding["error"]["code"]) == (2, "row")
    assert (long["line"], long["error"]["code"]) == (3, "row")
    assert last["limits"][0]["cutoff"] == "15:00"
    fits("error", encoding)


def test_texts_may_be_arguments(cchc) -> None:
    ran = cchc("limits", "parse", "30 (bốn mươi) ngày", "08 giờ làm việc")
    assert ran.code == 0
    assert ran.lines[0]["disagreements"] == [{"figure": 30, "word": 40, "span": [0, 13]}]
    assert ran.lines[1]["limits"][0]["unit"] == "working_hour"


def test_half_a_letter_is_no_text() -> None:
    with pytest.raises(RowError, match="UTF-8"):
        limits.answer_text("\udcff".encode("utf-8", "surrogatepass"))


def test_a_fault_of_the_program_costs_one_row(cchc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "answer_text", lambda _line: 1 / 0)
    ran = cchc("limits", "parse", "x")
    assert (ran.code, json.loads(ran.out)["error"]["code"]) == (1, "internal")


def test_without_a_text_the_usage_is_told(cchc) -> None:
    assert cchc("limits", "parse").code == 2
