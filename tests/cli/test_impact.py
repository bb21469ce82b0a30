"""``cchc impact``: which deadlines move."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

SWAP = ("--from-known-on", "2025-12-24")
ROWS = [
    {"limit": "1 ngày làm việc", "received": "2025-12-31 09:00", "id": "H1"},
    {"code": "1.004222", "received": "2025-12-31 09:00"},
    {"code": "1.004222", "received": "2026-03-02 09:00"},
    {"limit": "8 giờ làm việc", "received": "2025-12-31 10:00", "id": 4},
    {"limit": "3 ngày làm việc", "received": "2027-12-29 09:00"},
]


def lines(rows: list[dict[str, object]]) -> str:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n"


def test_what_moves_and_why(cchc, fits: Callable, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(lines(ROWS), "utf-8")
    ran = cchc("impact", file, *SWAP, "--to-known-on", "2025-12-25", "--json")
    assert (ran.code, ran.err) == (0, "")
    fits("impact", ran.json)
    moved = ran.json["moved"]
    assert [(one["line"], one["before"], one["after"]) for one in moved] == [
        (1, "2026-01-02", "2026-01-05"),
        (4, "2026-01-02", "2026-01-05"),
    ]
    assert moved[0]["acts"] == ["12729/VPCP-KGVX"]
    assert moved[0]["because"][0]["date"] == "2026-01-02"
    assert (moved[-1]["id"], moved[-1]["after_at"]) == (4, "2026-01-05T10:00:00+07:00")
    assert (ran.json["asked"], ran.json["errors"]) == (5, [])


def test_the_text(cchc) -> None:
    ran = cchc("impact", "-", *SWAP, "--to-known-on", "2025-12-25", stdin=lines(ROWS[:1] + ROWS[2:4]))
    assert ran.out.startswith("2 trong 3 hạn thay đổi\n")
    assert "H1" in ran.out
    assert "thứ Hai, 05/01/2026" in ran.out
    assert "12729/VPCP-KGVX" in ran.out
    assert "0 of 1 deadlines move" in cchc("impact", "-", *SWAP, "--lang", "en", stdin=lines(ROWS[2:3])).out


def test_bad_rows_are_told_by_line(cchc, fits: Callable) -> None:
    rows = lines([*ROWS[:1], {"code": "1.000894", "received": "2026-01-05 09:00"}]) + "\n1.004222\t2025-12-31 09:00\n2\t2\n"
    rows += lines(
        [
            {"code": "1.004222", "received": "2026-01-05 09:00", "extra": "x"},
            {"limit": "3 ngày", "received": "2009-01-05 09:00", "regime": "61/2018"},
        ]
    )
    ran = cchc("impact", "-", *SWAP, "--json", stdin=rows)
    assert (ran.code, ran.err) == (1, "")
    fits("impact", ran.json)
    assert [(one["line"], one["error"]["code"]) for one in ran.json["errors"]] == [
        (2, "choice"),
        (3, "row"),
        (5, "date"),
        (6, "row"),
        (7, "calendar_coverage"),
    ]
    text = cchc("impact", "-", *SWAP, stdin=rows)
    assert text.code == 1
    assert text.err.startswith("cchc: line 2: ")
    assert text.err.count("\n") == 5


def test_deadlines_beyond_a_calendar_are_compared_on_forecasts(cchc, fits: Callable) -> None:
    rows = lines([{"limit": "1 ngày làm việc", "received": "2025-12-31 09:00"}])
    old, new = ("--from-known-on", "2025-10-01"), ("--to-known-on", "2025-10-01")
    ran = cchc("impact", "-", *old, "--json", stdin=rows)
    fits("impact", ran.json)
    (moved,) = ran.json["moved"]
    assert (moved["before"], moved["after"], moved["certainty"]) == ("2026-01-02", "2026-01-05", "provisional")
    assert "12729/VPCP-KGVX" in moved["acts"]
    back = cchc("impact", "-", *new, "--json", stdin=rows).json["moved"]
    assert [(one["before"], one["after"]) for one in back] == [("2026-01-05", "2026-01-02")]
    assert "tạm tính" in cchc("impact", "-", *old, stdin=rows).words
    assert cchc("impact", "-", *old, "--no-forecast", stdin=rows).code == 1
    lost = cchc("impact", "-", *new, "--no-forecast", "--json", stdin=rows).json["moved"]
    assert [one["after"] for one in lost] == [None]
    assert "ngoài phạm vi lịch" in cchc("impact", "-", *new, "--no-forecast", stdin=rows).words


def test_rows_are_judged_part_by_part(cchc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc.cli.comparing._PART", 2)
    ran = cchc("impact", "-", *SWAP, "--json", stdin=lines(ROWS[:1] * 5))
    assert [one["line"] for one in ran.json["moved"]] == [1, 2, 3, 4, 5]


def test_rows_that_cannot_be_counted(cchc) -> None:
    rows = [
        {"limit": "3 ngày", "received": "2150-01-05 09:00"},
        {"limit": "10 năm", "received": "2095-01-05 09:00"},
        {"limit": "1/7 ngày", "received": "2026-01-05 09:00"},
    ]
    ran = cchc("impact", "-", *SWAP, "--json", stdin=lines(rows))
    assert [one["error"]["code"] for one in ran.json["errors"]] == ["calendar_coverage", "calendar_coverage", "limit"]


def test_a_fault_of_the_program_costs_one_row(cchc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc.cli.comparing.frame", lambda options, sources: 1 / 0)
    assert cchc("impact", "-", *SWAP, "--json", stdin=lines(ROWS[:1])).json["errors"][0]["error"]["code"] == "internal"


def test_it_says_what_to_give(cchc) -> None:
    assert "say what changed" in cchc("impact", "-").error
    assert cchc("impact", "no.jsonl", *SWAP).code == 5
