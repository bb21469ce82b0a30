"""Excel catalogues read back: the rows of a record from all its sheets, each fault at its sheet and cell; formulas are refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cchc.errors import CatalogueFileError, MissingExtraError
from cchc.interop.catalogue.cells import CellError, from_cell
from cchc.interop.catalogue.excel_guard import formulas_of
from cchc.interop.catalogue.records import Answer, as_record
from cchc.interop.catalogue.sheets import EXAMPLE, FIRST_ROW, LONG, RECORD, Column, Sheet, sheets
from cchc.model.place import Place, Rejected


@dataclass(slots=True)
class _Draft:
    """A record that is being put together; ``cells`` says at which cell a key stands, ``faults`` what is wrong there."""

    sheet: Sheet
    row: int
    table: dict[str, Any] = field(default_factory=dict[str, Any])
    cells: dict[str, str] = field(default_factory=dict[str, str])
    rows: dict[str, int] = field(default_factory=dict[str, int])
    faults: list[str] = field(default_factory=list[str])


def read_excel(path: Path) -> Iterator[Answer]:
    """Yield each record of an Excel file in the form of ``write_excel``, or why it is none; the line of a place is the row.

    Raises:
        CatalogueFileError: it is not an Excel file of the kind that can be read.
        MissingExtraError: the extra ``excel`` is not installed.
    """
    try:
        from python_calamine import CalamineError
        from python_calamine import load_workbook as opened  # pyright: ignore[reportUnknownVariableType]
    except ImportError:
        raise MissingExtraError("reading Excel files", "excel") from None

    formulas = formulas_of(path)
    known = {LONG, *(sheet.name for sheet in sheets())}
    try:
        with opened(str(path)) as book:
            pages = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names if name in known}
            others = [name for name in book.sheet_names if name not in known]
    except BaseException as error:
        if isinstance(error, CalamineError | OSError | ValueError | OverflowError) or type(error).__name__ == "PanicException":
            told = f"is not a whole Excel file ({type(error).__name__}); save it as .xlsx again"
            raise CatalogueFileError(str(path), told) from error
        raise
    yield from _Reader(str(path), pages, formulas).read(others)


class _Reader:
    def __init__(self, file: str, pages: Mapping[str, list[list[Any]]], formulas: Mapping[tuple[str, int, int], str]) -> None:
        self._file = file
        self._pages = pages
        self._formulas: dict[tuple[str, int], list[str]] = {}
        for (sheet, row, _), cell in formulas.items():
            self._formulas.setdefault((sheet, row + 1), []).append(cell)
        self._long = _long_texts(pages.get(LONG, []))
        self._rejected: list[Rejected] = []

    def read(self, others: list[str]) -> Iterator[Answer]:
        if not self._pages.keys() - {LONG}:
            told = f"has none of the sheets {', '.join(sheet.name for sheet in sheets())}; `cchc template` writes them"
            yield Rejected(Place(self._file), "unknown_form", told)
            return
        for name in others:
            yield Rejected(Place(self._file), "unknown_table", f"the sheet {name[:40]!r} is not known here and not read")
        drafts = {
            kind: self._drafts([one for one in sheets() if one.record is kind]) for kind in dict.fromkeys(one.record for one in sheets())
        }
        yield from self._rejected
        for kind, found in drafts.items():
            for draft in found.values():
                yield self._finished(kind, draft)

    def _finished(self, kind: Any, draft: _Draft) -> Answer:
        place = Place(self._file, draft.row)
        if draft.faults:
            name = str(draft.table.get("code") or draft.table.get("id") or "this")[:60]
            return Rejected(place, "cell", f"{name} cannot be read: {'; '.join(draft.faults[:50])}")
        return as_record(kind, draft.table, place, draft.rows, draft.cells)

    def _drafts(self, parts: list[Sheet]) -> dict[str, _Draft]:
        """The records of one kind: the first sheet says which there are, the others add to them."""
        main, *lists = parts
        found: dict[str, _Draft] = {}
        for row, name, cells in self._rows(main):
            if name in found:
                told = f"{main.name}!A{row}: {name[:60]!r} is used in row {found[name].row} already; give every record a word of its own"
                self._rejected.append(Rejected(Place(self._file, row), "duplicate_record", told))
            else:
                found[name] = _Draft(main, row)
                self._take(main, row, cells, found[name], found[name].table, "")
        for sheet in lists:
            for row, name, cells in self._rows(sheet):
                draft = found.get(name)
                if draft is None:
                    told = f"{sheet.name}!A{row}: {name[:60]!r} is no record of the sheet {main.name}"
                    self._rejected.append(Rejected(Place(self._file, row), "no_record", told))
                    continue
                rows: list[dict[str, Any]] = draft.table.setdefault(sheet.field, [])
                path = f"{sheet.field}.{len(rows)}"
                draft.cells[path], draft.rows[path] = f"{sheet.name}!A{row}", row
                rows.append({})
                self._take(sheet, row, cells, draft, rows[-1], f"{path}.")
        return found

    def _rows(self, sheet: Sheet) -> Iterator[tuple[int, str, list[tuple[int, Column, Any]]]]:
        """Each row of data with its number, the word of its record, and its cells that are not empty."""
        page = self._pages.get(sheet.name, [])
        keys = [str(one).strip() for one in page[1]] if len(page) > 1 else []
        known = {column.key: column for column in sheet.columns}
        if RECORD not in keys:
            if page:
                told = f"{sheet.name}: row 2 holds the keys of the columns, the first is {RECORD!r}; `cchc template` writes them"
                self._rejected.append(Rejected(Place(self._file, 2), "unknown_form", told))
            return
        for at, key in enumerate(keys):
            if key and key != RECORD and (key not in known or key in keys[:at]):
                told = f"{sheet.name}!{cell_name(1, at)}: the key {key[:40]!r} is not known here, or there twice; its column is not read"
                self._rejected.append(Rejected(Place(self._file, 2), "unknown_key", told))
        columns = [(at, known[key]) for at, key in enumerate(keys) if key in known and key not in keys[:at]]
        first = keys.index(RECORD)
        last = max((row for name, row in self._formulas if name == sheet.name), default=0)
        for number in range(FIRST_ROW, max(last, len(page)) + 1):
            row = page[number - 1] if number <= len(page) else [""] * len(keys)
            cells = [(at, column, row[at]) for at, column in columns if at < len(row) and row[at] != ""]
            name = str(row[first]).strip()
            if (cells or name or (sheet.name, number) in self._formulas) and not name.startswith(EXAMPLE):
                yield number, name, cells

    def _take(self, sheet: Sheet, row: int, cells: list[tuple[int, Column, Any]], draft: _Draft, table: dict[str, Any], path: str) -> None:
        draft.faults += [f"{sheet.name}!{cell} holds a formula; write its value" for cell in self._formulas.get((sheet.name, row), ())]
        for at, column, value in cells:
            cell = f"{sheet.name}!{cell_name(row - 1, at)}"
            draft.cells[path + column.key], draft.rows[path + column.key] = cell, row
            try:
                _put(table, column.key, from_cell(self._whole(value), column))
            except CellError as error:
                draft.faults.append(f"{cell} {error}")

    def _whole(self, value: Any) -> Any:
        """The text of a cell, put together from its parts where it was too long for one."""
        if isinstance(value, str) and value.startswith('{"long": ') and value.endswith("}"):
            return self._long.get(value[9:-1], value)
        return value


def _put(table: dict[str, Any], key: str, value: Any) -> None:
    first, _, rest = key.partition(".")
    if rest:
        _put(table.setdefault(first, {}), rest, value)
    else:
        table[first] = value


def _long_texts(page: list[list[Any]]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    column = Column("text", "", "text")
    for row in page[FIRST_ROW - 1 :]:
        found.setdefault(str(row[0]), []).append(str(from_cell(str(row[1]), column)))
    return {name: "".join(parts) for name, parts in found.items()}


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell from its row and column, counted from 0.

    >>> cell_name(4, 2), cell_name(0, 27)
    ('C5', 'AB1')
    """
    letters = ""
    column += 1
    while column:
        column, last = divmod(column - 1, 26)
        letters = chr(65 + last) + letters
    return f"{letters}{row + 1}"
