"""``cchc bulk``: a Parquet file answered by a command, and the calendar as SQL."""

from __future__ import annotations

import io
import sqlite3
import sys
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

START = datetime(2026, 2, 12, 15, 40)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.parquet"
    table = {
        "code": ["H1", "H2", "H3"],
        "start": [START, None, datetime(2027, 12, 30, 9)],
        "amount": [15, 3, 10],
        "calendar": ["A", "A", None],
    }
    pq.write_table(pa.table({**table, "start": pa.array(table["start"], pa.timestamp("us"))}), path)
    return path


def rows(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return found


def test_a_file_is_answered(cchc, source: Path, tmp_path: Path) -> None:
    ran = cchc("bulk", "due", source, tmp_path / "out.parquet", "--unit", "working_day", "--lang", "en")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == f"3 rows: 2 answered, 1 not\n  1 null: A value is missing\nWrote {tmp_path / 'out.parquet'}\n"
    first, second, third = rows(tmp_path / "out.parquet")
    assert (first["due"], first["provisional"], first["state"], first["reason"]) == (date(2026, 3, 12), False, "running", "answered")
    assert (second["due"], second["reason"]) == (None, "null")
    assert (third["due"], third["provisional"]) == (date(2028, 1, 14), True)


def test_without_a_forecast_the_row_has_a_reason(cchc, source: Path, tmp_path: Path, fits) -> None:
    ran = cchc("bulk", "due", source, tmp_path / "out.parquet", "--unit", "working_day", "--no-forecast", "--json")
    fits("bulk-due", ran.json)
    assert ran.code == 1
    assert (ran.json["rows"], ran.json["answered"], ran.json["resumed"]) == (3, 1, 0)
    assert ran.json["by_reason"] == {"answered": 1, "null": 1, "out_of_calendar": 1}
    assert ran.json["calendars"][0].startswith("2010-2027/")
    assert "provisional" not in rows(tmp_path / "out.parquet")[0]


def test_a_file_without_bad_rows_ends_well(cchc, source: Path, tmp_path: Path) -> None:
    pq.write_table(pq.read_table(source).slice(0, 1), source)
    ran = cchc("bulk", "due", source, tmp_path / "out.parquet", "--unit", "working_day")
    assert (ran.code, ran.out) == (0, f"1 dòng: 1 có kết quả, 0 không\nĐã ghi {tmp_path / 'out.parquet'}\n")


def test_options_say_how_it_is_asked(cchc, source: Path, tmp_path: Path) -> None:
    table = pq.read_table(source).rename_columns(["code", "ngay_nhan", "so", "co_quan"])
    pq.write_table(table, source)
    office = tmp_path / "sau-ngay.toml"
    office.write_text(
        'name = "Sáu ngày"\nweek = ["mon", "tue", "wed", "thu", "fri", "sat"]\n'
        '[[session]]\ndays = ["mon", "tue", "wed", "thu", "fri", "sat"]\nfrom = 07:30:00\nto = 11:30:00\n',
        "utf-8",
    )
    names = ["--column", "start=ngay_nhan", "--column", "amount=so", "--column", "calendar=co_quan"]
    how = ["--unit", "working_day", "--now", "2026-04-01 09:00", "--prefix", "han_", "--office", f"A={office}"]
    ran = cchc("bulk", "due", source, tmp_path / "out.parquet", *names, *how)
    assert (ran.code, ran.err) == (1, "")
    first, _, third = rows(tmp_path / "out.parquet")
    assert first["han_due"] < date(2026, 3, 12)
    assert (first["han_timing"], first["han_late"] > 10) == ("late", True)
    assert (third["han_due"], third["han_state"], third["han_remaining"]) == (None, "not_started", 10)


def test_the_calendar_as_known_on_a_day(cchc, source: Path, tmp_path: Path) -> None:
    pq.write_table(pa.table({"start": pa.array([datetime(2025, 12, 31, 9)]), "amount": [1], "unit": ["working_day"]}), source)
    due = []
    for known in ("2025-12-24", "2025-12-25"):
        assert cchc("bulk", "due", source, tmp_path / "out.parquet", "--as-known-on", known).code == 0
        due.append(rows(tmp_path / "out.parquet")[0]["due"])
    assert due == [date(2026, 1, 2), date(2026, 1, 5)]


def test_a_choice_of_policy(cchc, source: Path, tmp_path: Path) -> None:
    pq.write_table(pa.table({"start": pa.array([START]), "amount": [2], "unit": ["day"]}), source)
    assert cchc("bulk", "due", source, tmp_path / "out.parquet", "--policy", "roll=none").code == 0
    assert rows(tmp_path / "out.parquet")[0]["due"] == date(2026, 2, 14)


@pytest.mark.parametrize(
    "options, code, told",
    [
        (["--unit", "fortnight"], 2, "'fortnight' is no unit; write one of working_day"),
        ([], 2, "the table has no column 'unit'"),
        (["--unit", "day", "--column", "start"], 2, "--column 'start' is not NAME=VALUE; write start=ngay_nhan"),
        (["--unit", "day", "--column", "start=nowhere"], 2, "no column 'nowhere'; it has code, start"),
        (["--unit", "day", "--office", "A=nowhere.toml"], 5, "cannot read nowhere.toml"),
        (["--unit", "day", "--policy", "roll=sometimes"], 2, "policy"),
        (["--unit", "day", "--now", "tomorrow"], 2, "now: 'tomorrow' is not an instant"),
    ],
)
def test_wrong_usage_is_told(cchc, source: Path, tmp_path: Path, options: list[str], code: int, told: str) -> None:
    ran = cchc("bulk", "due", source, tmp_path / "out.parquet", *options)
    assert ran.code == code
    assert told in ran.error
    assert not (tmp_path / "out.parquet").exists()


def test_files_that_cannot_be_read_or_written(cchc, source: Path, tmp_path: Path) -> None:
    assert cchc("bulk", "due", tmp_path / "none.parquet", tmp_path / "out.parquet", "--unit", "day").code == 5
    ran = cchc("bulk", "due", source, tmp_path / "no folder" / "out.parquet", "--unit", "day")
    assert (ran.code, "no folder" in ran.error) == (5, True)
    (tmp_path / "text.parquet").write_text("x")
    ran = cchc("bulk", "due", tmp_path / "text.parquet", tmp_path / "out.parquet", "--unit", "day")
    assert (ran.code, "cannot be read as Parquet" in ran.error) == (2, True)


def test_a_terminal_sees_how_far_it_is(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cchc.cli.bulk_asking import BulkDueOptions, answer_file

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    for name, value in {"TERM": "xterm", "COLUMNS": "120"}.items():
        monkeypatch.setenv(name, value)
    answer_file(str(source), str(tmp_path / "out.parquet"), BulkDueOptions(unit="day"))
    assert "cchc bulk due" in terminal.getvalue()
    assert "3/3" in terminal.getvalue()


def test_the_calendar_as_sql(cchc, tmp_path: Path) -> None:
    script = cchc("bulk", "sql", "--dialect", "sqlite")
    assert script.code == 0
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(script.out)
        assert database.execute("SELECT day FROM cchc_calendar WHERE kind = 'made_up' AND day > '2026'").fetchall()[0] == ("2026-01-10",)
        assert database.execute("SELECT last_day, forecast_since FROM cchc_calendar_version").fetchall() == [("2027-12-31", None)]


def test_the_calendar_as_sql_goes_on_where_that_is_asked_for(cchc, tmp_path: Path) -> None:
    ran = cchc("bulk", "sql", "--dialect", "postgresql", "--until", 2029, "--out", tmp_path / "calendar.sql", "--lang", "en")
    assert (ran.code, ran.out) == (0, f"Wrote {tmp_path / 'calendar.sql'}\n")
    script = (tmp_path / "calendar.sql").read_text("utf-8")
    assert "From 2028-01-01 on a forecast" in script
    assert "CREATE OR REPLACE FUNCTION cchc_due" in script
    assert cchc("bulk", "sql", "--dialect", "sqlite", "--until", 2029, "--no-forecast").code == 4
    assert cchc("bulk", "sql", "--dialect", "sqlite", "--until", 2500).code == 4
    assert cchc("bulk", "sql", "--dialect", "oracle").code == 2


@pytest.fixture
def open_dossiers(tmp_path: Path) -> Path:
    path = tmp_path / "open.parquet"
    starts = pa.array([datetime(2025, 12, 30, 9), datetime(2025, 12, 31, 9), None, datetime(2026, 1, 8, 9)], pa.timestamp("us"))
    table = pa.table({"code": ["H1", "H2", "H3", "H4"], "start": starts, "amount": [1, 1, 1, 2], "note": ["a", "b", "c", "d"]})
    pq.write_table(table, path)
    return path


def test_a_file_of_what_moves(cchc, open_dossiers: Path, tmp_path: Path, fits) -> None:
    how = ["--unit", "working_day", "--from-known-on", "2025-12-24", "--json"]
    ran = cchc("bulk", "impact", open_dossiers, tmp_path / "moved.parquet", *how)
    assert (ran.code, ran.json["rows"], ran.json["moved"]) == (0, 4, 2)
    fits("bulk-impact", ran.json)
    assert rows(tmp_path / "moved.parquet") == [
        {
            "code": code,
            "start": start,
            "amount": amount,
            "note": note,
            "due_before": before,
            "due_after": after,
            "due_before_at": None,
            "due_after_at": None,
            "provisional": False,
        }
        for code, start, amount, note, before, after in (
            ("H2", datetime(2025, 12, 31, 9), 1, "b", date(2026, 1, 2), date(2026, 1, 5)),
            ("H4", datetime(2026, 1, 8, 9), 2, "d", date(2026, 1, 12), date(2026, 1, 10)),
        )
    ]


def test_only_the_columns_that_are_wanted_are_kept(cchc, open_dossiers: Path, tmp_path: Path) -> None:
    how = ["--unit", "working_day", "--from-known-on", "2025-12-24", "--no-forecast", "--lang", "en"]
    ran = cchc("bulk", "impact", open_dossiers, tmp_path / "moved.parquet", *how, "--keep", "code")
    assert (ran.code, ran.out) == (0, f"2 of 4 rows move\nWrote {tmp_path / 'moved.parquet'}\n")
    assert list(rows(tmp_path / "moved.parquet")[0]) == ["code", "due_before", "due_after", "due_before_at", "due_after_at"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["moved.parquet", "open.parquet"]


@pytest.mark.parametrize(
    "options, code, told",
    [
        (["--unit", "day"], 2, "say what changed"),
        (["--unit", "day", "--from-known-on", "2025-12-24", "--keep", "nothing"], 2, "no column 'nothing' to keep; it has code, start"),
        (["--from-known-on", "2025-12-24"], 2, "no column 'unit'"),
    ],
)
def test_wrong_usage_of_impact_is_told(cchc, open_dossiers: Path, tmp_path: Path, options: list[str], code: int, told: str) -> None:
    ran = cchc("bulk", "impact", open_dossiers, tmp_path / "moved.parquet", *options)
    assert ran.code == code
    assert told in ran.error
    assert [path.name for path in tmp_path.iterdir()] == ["open.parquet"]
