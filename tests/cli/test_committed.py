"""``cchc due`` with a committed limit: answered beside the statutory one, each with its own lateness."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

CATALOGUE = """
[[procedure]]
code = "9.000001"
name = "Cấp giấy phép ví dụ"

[[procedure.limit]]
limit = "10 ngày làm việc"
committed = "7 ngày làm việc"
committed_by = "0001/QĐ-UBND"
"""
ARGS = ("due", "9.000001", "--received", "2026-03-02 09:00", "--catalogue", "ours.toml")


def test_the_catalogues_commitment_stands_beside_the_law(cchc, fits: Callable, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ours.toml").write_text(CATALOGUE, "utf-8")
    answer = cchc(*ARGS, "--json", "--now", "2026-03-12 16:00").json
    fits("due", answer)
    assert (answer["due"], answer["late_by"]) == ("2026-03-16", None)
    assert answer["committed"] == {
        "limit": "07 ngày làm việc",
        "by": "0001/QĐ-UBND",
        "due": "2026-03-11",
        "due_at": "2026-03-11T23:59:59+07:00",
        "promised": "2026-03-11T17:00:00+07:00",
        "late_by": {"unit": "working_day", "count": 1},
        "first_breach": "2026-03-12T00:00:00+07:00",
    }
    told = cchc(*ARGS, "--now", "2026-03-12 16:00").words
    assert "Theo cam kết hết thứ Tư, 11/03/2026, 07 ngày làm việc (0001/QĐ-UBND); QUÁ HẠN 01 ngày làm việc" in told


def test_the_callers_commitment_is_nobodys_decision(cchc, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ours.toml").write_text(CATALOGUE, "utf-8")
    answer = cchc(*ARGS, "--json", "--committed", "3 ngày làm việc").json
    assert (answer["committed"]["due"], answer["committed"]["by"], answer["committed"]["late_by"]) == ("2026-03-05", "", None)
    row = '{"code": "9.000001", "received": "2026-03-02 09:00", "committed": "2 ngày làm việc"}'
    (line,) = cchc("due", "-", "--catalogue", "ours.toml", stdin=row).lines
    assert line["committed"]["due"] == "2026-03-04"


def test_without_a_commitment_there_is_no_key(cchc) -> None:
    assert "committed" not in cchc("due", "1.004222", "--received", "2026-02-12 15:40", "--json").json


def test_a_paused_commitment_has_no_date_either(cchc, fits: Callable) -> None:
    args = ("due", "--limit", "10 ngày làm việc", "--committed", "08 giờ làm việc", "--received", "2026-03-02 09:00")
    answer = cchc(*args, "--json").json
    fits("due", answer)
    assert answer["committed"]["due_at"] == "2026-03-03T09:00:00+07:00"
    assert "Theo cam kết 09:00 thứ Ba, 03/03/2026" in cchc(*args).words
    paused = cchc(*args, "--pause", "2026-03-02 10:00..", "--json").json
    assert paused["committed"]["due"] is None
    assert "As committed nothing is due yet" in cchc(*args, "--pause", "2026-03-02 10:00..", "--lang", "en").words


def test_the_list_shows_commitments(cchc, fits: Callable, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ours.toml").write_text(CATALOGUE, "utf-8")
    answer = cchc("procedures", "--catalogue", "ours.toml", "--json").json
    fits("procedures", answer)
    assert [case["committed"] for case in answer["procedures"][0]["cases"]] == ["07 ngày làm việc"]
    assert "10 ngày làm việc (theo cam kết 07 ngày làm việc)" in cchc("procedures", "--catalogue", "ours.toml").words
