"""``cchc import`` and ``cchc template``: counts, reports, forms, exit codes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from cchc.cli import importing
from cchc.cli.importing import run_import
from cchc.interop.catalogue_files import read_catalogue
from cchc.model.place import Rejected
from cchc.rulebook.procedures import load_procedures

pytest.importorskip("ruamel.yaml")
pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")

GOOD = '[[procedure]]\ncode = "1.004222"\nname = "Đăng ký thường trú"\n[[procedure.limit]]\nlimit = "7 ngày làm việc"\n'
PROCESS = '[[process]]\nid = "p"\nname = "Quy trình"\n'
BAD = '[[procedure]]\ncode = "1.42"\nname = "x"\n'
PORTAL = (
    '{"code": "1.010040", "name": "a", "decision": "", "levels": [], "fields": [], '
    '"channels": [{"channel": "Trực tiếp", "amount": "30", "unit": "Ngày"}]}'
)


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "a.toml"
    path.write_text(GOOD + PROCESS, "utf-8")
    return path


def test_it_counts_what_it_read(cchc, catalogue: Path, fits) -> None:
    told = cchc("import", catalogue)
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines() == [
        "Đã đọc 2 bản ghi từ 1 tệp: 1 thủ tục, 1 quy trình, 0 bị từ chối",
        "1 thời hạn, trong đó 0 chưa xác nhận đơn vị",
    ]
    answer = cchc("import", catalogue, "--json").json
    fits("import", answer)
    assert (answer["procedures"], answer["processes"], answer["written"]) == (1, 1, None)


def test_rejected_records_are_told_and_the_others_kept(cchc, catalogue: Path, tmp_path: Path, fits) -> None:
    other, report = tmp_path / "b.toml", tmp_path / "report.json"
    other.write_text(BAD + GOOD + PROCESS.replace('"p"', '"q"'), "utf-8")
    told = cchc("import", catalogue, other, "--report", report, "--out", tmp_path / "c.json", "--lang", "en")
    assert told.code == 1
    assert told.out.splitlines()[0] == "Read 5 records from 2 files: 1 procedures, 2 processes, 2 rejected"
    assert "Rejected: duplicate_code 1, invalid 1" in told.out
    assert [line.partition(": ")[0] for line in told.err.splitlines()] == ["cchc", "cchc"]
    assert f"{other}:2: '1.42' is not a record" in told.err
    assert f"{other}:4: procedure '1.004222' is at {catalogue}:1 already" in told.err
    written = json.loads(report.read_text("utf-8"))
    fits("import-report", written)
    assert [(one["what"], one["line"], one["code"]) for one in written["entries"]] == [
        ("rejected", 2, "invalid"),
        ("rejected", 4, "duplicate_code"),
    ]
    assert written["counts"]["rejected_by_code"] == {"duplicate_code": 1, "invalid": 1}
    kept = list(read_catalogue(tmp_path / "c.json"))
    assert len(kept) == 3
    assert not any(isinstance(one, Rejected) for one in kept)


def test_what_the_portal_leaves_unclear_is_noticed(cchc, tmp_path: Path, fits) -> None:
    path, report = tmp_path / "a.jsonl", tmp_path / "r.json"
    path.write_text(PORTAL.replace("Ngày", "Tuần trăng"), "utf-8")
    told = cchc("import", path, "--report", report)
    assert told.code == 0
    assert "Điều cần xem: unknown_unit 1" in told.out
    written = json.loads(report.read_text("utf-8"))
    fits("import-report", written)
    (one,) = written["entries"]
    assert (one["what"], one["subject"], one["line"]) == ("notice", "1.010040", 1)


@pytest.mark.parametrize("form", ["toml", "yaml", "json", "jsonl", "xlsx"])
def test_every_form_is_written_and_read_back(cchc, form: str, tmp_path: Path, catalogue: Path) -> None:
    out, back = tmp_path / f"b.{form}", tmp_path / "c.toml"
    assert cchc("import", catalogue, "--out", out).code == 0
    assert cchc("import", out, "--to", "toml", "--out", back).code == 0
    assert back.read_text("utf-8").replace("\n\n", "\n").replace("07 ", "7 ") == GOOD + PROCESS
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted({"a.toml", out.name, "c.toml"})


def test_nothing_is_left_when_nothing_is_written(cchc, catalogue: Path, tmp_path: Path) -> None:
    told = cchc("import", catalogue, "--out", tmp_path / "none" / "b.toml")
    assert told.code == 5
    assert "cannot write" in told.error


WRONG = {
    "a form without a file": (["--to", "toml"], 2, "--out"),
    "a form nobody writes": (["--to", "docx", "--out", "b.x"], 2, "toml, yaml, json, jsonl, xlsx"),
    "an ending that says nothing": (["--out", "b.txt"], 2, "--to"),
    "over what is read": (["--out", "a.toml"], 2, "is one of the files that are read"),
    "a report over what is read": (["--report", "a.toml"], 2, "is one of the files that are read"),
    "a report nowhere": (["--report", "none/r.json"], 5, "cannot write"),
    "another language": (["--lang", "fr"], 2, "lang"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_calls_are_refused_in_one_line(cchc, name: str, catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(catalogue.parent)
    options, code, word = WRONG[name]
    told = cchc("import", "a.toml", *options)
    assert told.code == code
    assert word in told.error
    assert catalogue.read_text("utf-8") == GOOD + PROCESS


@pytest.mark.parametrize(("name", "code"), [("none.toml", 5), ("empty", 5), ("note.txt", 2)])
def test_a_path_that_is_none_is_refused(cchc, name: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "note.txt").write_text("x")
    told = cchc("import", tmp_path / name)
    assert told.code == code
    assert told.error


def test_a_folder_is_read_with_its_folders(cchc, catalogue: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.yaml").write_text("processes:\n- {id: q, name: x}\n")
    assert cchc("import", tmp_path, "--json").json["processes"] == 2
    assert cchc("import", tmp_path, catalogue, "--json").json["files"] == 2


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("name", ["a.toml", "b.jsonl", "c.jsonl.gz"])
def test_a_terminal_sees_a_bar_and_nothing_else_does(name: str, catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import gzip

    (catalogue.parent / "b.jsonl").write_text(PORTAL, "utf-8")
    (catalogue.parent / "c.jsonl.gz").write_bytes(gzip.compress(PORTAL.encode()))
    terminal, pipe = _Terminal(), io.StringIO()
    monkeypatch.setenv("TERM", "xterm")
    for stream in (terminal, pipe):
        monkeypatch.setattr(sys, "stderr", stream)
        run_import([str(catalogue.parent / name)], None, None, None)
    assert "cchc import" in terminal.getvalue()
    assert pipe.getvalue() == ""


def test_the_lines_of_a_damaged_file_are_not_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(b"\x1f\x8b damaged")
    assert importing._lines_in(path) is None


def test_a_template_has_examples_that_are_not_read(cchc, tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    assert cchc("template", "--out", path).out == f"Đã ghi {path}\n"
    assert cchc("import", path, "--json").json["read"] == 0


def test_a_template_from_a_catalogue_holds_it(cchc, catalogue: Path, tmp_path: Path) -> None:
    path = tmp_path / "day.xlsx"
    assert cchc("template", "--out", path, "--from", catalogue, "--lang", "en").code == 0
    (one, other) = read_catalogue(path)
    assert not isinstance(one, Rejected)
    assert not isinstance(other, Rejected)
    assert one.record in [found.record for found in read_catalogue(catalogue) if not isinstance(found, Rejected)]


@pytest.mark.parametrize(("out", "code"), [("a.toml", 2), ("none/a.xlsx", 5)])
def test_a_template_is_an_excel_file_that_can_be_written(cchc, out: str, code: int, tmp_path: Path) -> None:
    told = cchc("template", "--out", tmp_path / out)
    assert told.code == code
    assert told.error


def test_the_rulebook_goes_through_every_form(cchc, tmp_path: Path) -> None:
    folder = Path(importing.__file__).parents[1] / "rulebook" / "procedures"
    bundled = load_procedures()
    for form in ("toml", "yaml", "json", "xlsx"):
        answer = cchc("import", folder, "--out", tmp_path / f"a.{form}", "--json").json
        assert (answer["rejected"], answer["procedures"]) == (0, sum(len(bundled.versions(code)) for code in bundled.codes))
        assert cchc("import", tmp_path / f"a.{form}", "--json").json["procedures"] == answer["procedures"]


def test_text_of_a_file_cannot_steer_the_terminal(cchc, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text('procedures:\n- {code: "1.004222", name: a, "\\e[2Jx\\n": 1}\n')
    told = cchc("import", path)
    assert told.code == 1
    assert "\x1b" not in told.err
    assert told.error
