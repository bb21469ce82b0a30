"""Catalogues as Excel: lossless both ways, nothing that a spreadsheet would run, every fault at its cell."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.errors import CatalogueFileError
from cchc.interop.catalogue.excel_guard import LARGEST_PART
from cchc.interop.catalogue.excel_in import cell_name
from cchc.interop.catalogue.excel_out import write_excel
from cchc.interop.catalogue.plain import Record
from cchc.interop.catalogue.sheets import sheets
from cchc.interop.catalogue_files import read_catalogue
from cchc.model.place import Rejected
from cchc.model.procedure import Component, Procedure, ProcedureLimit
from cchc.model.process import Budget, Process, Step
from cchc.testing.strategies import procedures, processes

pytest.importorskip("python_calamine")
xlsxwriter: Any = pytest.importorskip("xlsxwriter")

RECORDS = st.tuples(st.lists(procedures(), max_size=2), st.lists(processes(), max_size=2)).map(lambda both: [*both[0], *both[1]])


def _back(path: Path) -> list[Record]:
    found: list[Record] = []
    for one in read_catalogue(path):
        assert not isinstance(one, Rejected), one
        found.append(one.record)
    return found


@given(records=RECORDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_is_written_is_read_back(records: list[Record]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.xlsx")
        write_excel(path, records)
        assert _back(path) == records


def _sheet(
    path: Path, fill: Callable[[Any, Any], None], *, sheet: str = "Procedures", keys: tuple[str, ...] = ("record", "code", "name")
) -> None:
    """An Excel file with one sheet in the form of the template, and what ``fill`` puts on it."""
    book: Any = xlsxwriter.Workbook(str(path), {"in_memory": True})
    page = book.add_worksheet(sheet)
    for at, key in enumerate(keys):
        page.write_string(0, at, key.upper())
        page.write_string(1, at, key)
    fill(book, page)
    book.close()


def _row(page: Any, *cells: object, row: int = 2) -> None:
    for at, cell in enumerate(cells):
        page.write_string(row, at, cell) if isinstance(cell, str) else page.write(row, at, cell)


def _text_and(page: Any, *cells: object) -> None:
    _row(page, "a", "1.004222", "x")
    _row(page, *cells, row=3)


BAD: dict[str, tuple[Callable[[Any, Any], None], str, int, str]] = {
    "a formula": (
        lambda _, page: (_row(page, "a", "1.004222"), page.write_formula("C3", '=CMD("x")', None, "x")),
        "cell",
        3,
        "Procedures!C3",
    ),
    "a formula without a value": (lambda _, page: page.write_formula("B3", "=1+1", None, ""), "cell", 3, "Procedures!B3"),
    "a code that is a number": (lambda _, page: _row(page, "a", 1.00422, "x"), "cell", 3, "Procedures!B3"),
    "a name that is true": (lambda _, page: (_row(page, "a", "1.004222"), page.write_boolean("C3", True)), "cell", 3, "Procedures!C3"),
    "JSON that is not whole": (lambda _, page: _row(page, "a", "1.004222", '["x"'), "cell", 3, "Procedures!C3"),
    "a code that is none": (lambda _, page: _row(page, "a", "1.42", "x"), "invalid", 3, "Procedures!B3"),
    "no name": (lambda _, page: _row(page, "a", "1.004222"), "invalid", 3, "name"),
    "one word for two records": (lambda _, page: _text_and(page, "a", "1.004223", "y"), "duplicate_record", 4, "Procedures!A4"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_told_at_its_cell(name: str, tmp_path: Path) -> None:
    fill, code, row, word = BAD[name]
    path = tmp_path / "a.xlsx"
    _sheet(path, fill)
    (found,) = (one for one in read_catalogue(path) if isinstance(one, Rejected))
    assert (found.code, found.place.line, found.place.file) == (code, row, str(path))
    assert word in found.message


def test_a_row_of_no_record_and_a_column_of_no_key_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    _sheet(path, lambda _, page: _row(page, "b", "1 ngày", "z"), sheet="Limits", keys=("record", "limit", "colour"))
    found = [one for one in read_catalogue(path) if isinstance(one, Rejected)]
    assert [one.code for one in found] == ["unknown_key", "no_record"]
    assert "Limits!C2" in found[0].message


@pytest.mark.parametrize(
    ("sheet", "keys", "codes"), [("Tờ khai", ("record",), ["unknown_form"]), ("Procedures", ("code",), ["unknown_form"])]
)
def test_a_file_of_another_kind_is_rejected(sheet: str, keys: tuple[str, ...], codes: list[str], tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    _sheet(path, lambda _, page: _row(page, "x"), sheet=sheet, keys=keys)
    assert [one.code for one in read_catalogue(path) if isinstance(one, Rejected)] == codes


def test_an_unknown_sheet_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    _sheet(path, lambda book, page: (_row(page, "a", "1.004222", "x"), book.add_worksheet("Nháp")))
    assert [one.code if isinstance(one, Rejected) else "taken" for one in read_catalogue(path)] == ["unknown_table", "taken"]


def test_numbers_days_and_words_typed_by_hand_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"

    def fill(book: Any, page: Any) -> None:
        _row(page, "a", "1.004222", "x", 2)
        page.write_datetime(2, 4, datetime(2026, 7, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
        page.write_string(2, 5, "Công dân\n\n Tổ chức ")

    _sheet(path, fill, keys=("record", "code", "name", "dossier_sets", "since", "subjects"))
    (one,) = _back(path)
    assert isinstance(one, Procedure)
    assert (one.dossier_sets, one.since, one.subjects) == (2, date(2026, 7, 1), ("Công dân", "Tổ chức"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0,5 ngày làm việc", Budget(count="1/2", unit="working_day")),
        ("2 Giờ", Budget(count=2, unit="hour")),
        ("1/4 working_day", Budget(count="1/4", unit="working_day")),
        ("3 hôm", None),
        ("nửa ngày", None),
        ("ngày", None),
    ],
)
def test_a_time_of_a_step_is_a_phrase(text: str, expected: Budget | None, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    _sheet(path, lambda _, page: _row(page, "p", "p", "x", text), sheet="Processes", keys=("record", "id", "name", "declared"))
    (found,) = read_catalogue(path)
    assert found.code == "cell" if isinstance(found, Rejected) else isinstance(found.record, Process) and found.record.declared == expected
    assert isinstance(found, Rejected) == (expected is None)


def test_what_looks_like_a_formula_is_written_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    names = ("=1+1", "+84", "-x", "@SUM(A1)", '=HYPERLINK("http://x")')
    records = [Procedure(code=f"1.00000{number}", name=name, notes=(name,)) for number, name in enumerate(names)]
    write_excel(path, records)
    assert _back(path) == records
    with zipfile.ZipFile(path) as archive:
        pages = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f" in page.replace(b"<formula1>", b"") for page in pages)


def test_text_too_long_for_a_cell_is_kept_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    long = "Nộp hồ sơ 🇻🇳 \x07" * 20_000
    records = [Procedure(code="1.004222", name=long, steps=(long, "")), Process(id="p", name=long)]
    write_excel(path, records)
    assert _back(path) == records


def test_records_of_one_code_and_ids_that_are_no_words_keep_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    limits = (ProcedureLimit(case="a", limit="7 ngày"), ProcedureLimit(case="b", limit="8 ngày"))  # type: ignore[arg-type]
    records: list[Record] = [
        Procedure(code="1.004222", name="x", limits=limits, until=date(2025, 6, 30)),
        Procedure(code="1.004222", name="y", components=(Component(name="Tờ khai"),)),
        *(Process(id=one, name="z", steps=(Step(id=one),)) for one in ("#", "", "a\nb", "a" * 200, "#")),
    ]
    write_excel(path, records)
    assert _back(path) == records


def test_examples_are_shown_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    record = Procedure(code="1.004222", name="x", cases=())
    write_excel(path, [record], examples=[Procedure(code="1.004223", name="y"), Process(id="p", name="z", steps=(Step(id="1"),))])
    assert _back(path) == [record]


def test_every_closed_set_is_a_drop_down_and_every_column_has_a_vietnamese_label(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_excel(path, [])
    with zipfile.ZipFile(path) as archive:
        text = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")).decode()
    choices = [column for sheet in sheets() for column in sheet.columns if column.kind == "choice"]
    assert len(choices) > 20
    assert all(f"<formula1>&quot;{','.join(one.choices)}&quot;</formula1>" in text.replace('"', "&quot;") for one in choices)
    assert [column.key for sheet in sheets() for column in sheet.columns if column.label_vi == column.key.rpartition(".")[2]] == []


def _packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def _parts(path: Path) -> dict[str, bytes]:
    write_excel(path, [Procedure(code="1.004222", name="x")])
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


HOSTILE: dict[str, Callable[[dict[str, bytes]], dict[str, bytes]]] = {
    "a bomb": lambda parts: {**parts, "xl/media/a": bytes(LARGEST_PART + 1)},
    "a DOCTYPE": lambda parts: {**parts, "xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "b">]>' + parts["xl/workbook.xml"]},
    "a cell far out": lambda parts: {
        **parts,
        "xl/worksheets/sheet1.xml": parts["xl/worksheets/sheet1.xml"].replace(b'r="A3"', b'r="XFD1048576"', 1),
    },
    "no workbook": lambda parts: {name: data for name, data in parts.items() if name != "xl/workbook.xml"},
    "no sheet": lambda parts: {name: data for name, data in parts.items() if "sheet1" not in name},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_rejected_before_its_cells_are_read(name: str, tmp_path: Path) -> None:
    path = _packed(tmp_path / "a.xlsx", HOSTILE[name](_parts(tmp_path / "b.xlsx")))
    (found,) = read_catalogue(path)
    assert isinstance(found, Rejected)
    assert found.code == "catalogue_file"


def test_a_file_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(CatalogueFileError, match="cannot be written"):
        write_excel(tmp_path / "none" / "a.xlsx", [])


def test_a_file_that_is_not_there_raises(tmp_path: Path) -> None:
    with pytest.raises(CatalogueFileError, match="give the path"):
        list(read_catalogue(tmp_path / "none.xlsx"))


def test_the_last_cell_of_a_sheet_has_its_name() -> None:
    assert cell_name(1_048_575, 16_383) == "XFD1048576"
