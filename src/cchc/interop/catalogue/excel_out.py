"""Catalogues as Excel: every cell is text, closed sets are drop-downs, notes say what a column holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from cchc.errors import CatalogueFileError, MissingExtraError
from cchc.interop.catalogue.cells import UNITS_VI, to_cell
from cchc.interop.catalogue.plain import Record, to_plain
from cchc.interop.catalogue.sheets import EXAMPLE, FIRST_ROW, LONG, RECORD, Column, Sheet, sheets
from cchc.model.procedure import Procedure

LONGEST_CELL: Final = 32_000
"""The most characters of a cell; Excel takes 32,767."""

_PART: Final = 5_000
_FORMULA_LIKE = ("=", "+", "-", "@")
_LAST_ROW: Final = 1_048_575
_PLAIN = Column("text", "", "text")

_TOLD: Final = {
    "text": "Văn bản.",
    "lines": "Mỗi dòng trong ô là một mục (Alt+Enter để xuống dòng).",
    "number": "Số.",
    "day": "Ngày, viết 2026-07-01.",
    "choice": "Chọn trong danh sách.",
    "budget": f"Thời gian, ví dụ 0,5 ngày làm việc. Đơn vị: {', '.join(UNITS_VI.values())}.",
    "data": "JSON, như dòng ví dụ.",
}


def write_excel(path: str | Path, records: Iterable[Record], *, examples: Iterable[Record] = ()) -> None:
    """Write records as an Excel file; ``examples`` are shown before them and not read back.

    Raises:
        CatalogueFileError: the file cannot be written, or there are more rows than a sheet has.
        MissingExtraError: the extra ``excel`` is not installed.
    """
    try:
        import xlsxwriter as untyped  # pyright: ignore[reportMissingTypeStubs]
        from xlsxwriter import exceptions  # pyright: ignore[reportMissingTypeStubs]
    except ImportError:
        raise MissingExtraError("writing Excel files", "excel") from None
    xlsxwriter: Any = untyped
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(path), options)
    try:
        _Writer(book).write(records, examples)
        book.close()
    except (OSError, exceptions.XlsxWriterException) as error:
        raise CatalogueFileError(str(path), f"cannot be written ({str(error)[:200]}); give another path") from error


class _Writer:
    """Writes every sheet row by row, and remembers where the next row of each is."""

    def __init__(self, book: Any) -> None:
        self._text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self._guarded = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True})
        self._head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#DDEBF7", "border": 1})
        self._key = book.add_format({"italic": True, "font_color": "#7F7F7F"})
        self._pages = {one.name: book.add_worksheet(one.name) for one in sheets()}
        self._next = dict.fromkeys(self._pages, FIRST_ROW - 1)
        self._long = book.add_worksheet(LONG)
        self._longs, self._long_row = 0, FIRST_ROW - 1
        self._names: set[str] = set()
        for sheet in sheets():
            self._dress(sheet)
        for column, (label, key) in enumerate((("Số", "long"), ("Đoạn văn bản dài", "text"))):
            self._long.write_string(0, column, label, self._head)
            self._long.write_string(1, column, key, self._key)

    def _dress(self, sheet: Sheet) -> None:
        page = self._pages[sheet.name]
        page.set_column(0, len(sheet.columns), 24, self._text)
        page.freeze_panes(FIRST_ROW - 1, 2)
        page.write_string(0, 0, "Bản ghi", self._head)
        page.write_string(1, 0, RECORD, self._key)
        page.write_comment(0, 0, f"Từ nối các dòng của một bản ghi giữa các trang. Dòng bắt đầu bằng {EXAMPLE} là ví dụ, không được đọc.")
        for number, column in enumerate(sheet.columns, 1):
            page.write_string(0, number, column.label_vi, self._head)
            page.write_string(1, number, column.key, self._key)
            words = f" Giá trị: {', '.join(column.choices)}." if column.choices else ""
            page.write_comment(0, number, f"{_TOLD[column.kind]}{words}")
            if column.kind == "choice":
                page.data_validation(FIRST_ROW - 1, number, _LAST_ROW, number, {"validate": "list", "source": list(column.choices)})

    def write(self, records: Iterable[Record], examples: Iterable[Record]) -> None:
        for record in examples:
            self._record(record, f"{EXAMPLE} {self._name(record)}")
        self._names.clear()
        for record in records:
            self._record(record, self._name(record))

    def _name(self, record: Record) -> str:
        """The code or id where it can stand as a cell, with a number where it was used before."""
        base = record.code if isinstance(record, Procedure) else record.id
        if to_cell(base, _PLAIN) != base or base.startswith(EXAMPLE) or "\n" in base or len(base) > 100:
            base = "quy trình"
        name, number = base, 1
        while name in self._names:
            number += 1
            name = f"{base}/{number}"
        self._names.add(name)
        return name

    def _record(self, record: Record, name: str) -> None:
        data: dict[str, Any] = to_plain(record)
        for sheet in sheets():
            if sheet.record is type(record):
                for row in data.get(sheet.field, ()) if sheet.field else (data,):
                    self._row(sheet, name, row)

    def _row(self, sheet: Sheet, name: str, row: dict[str, Any]) -> None:
        number = self._next[sheet.name]
        if number > _LAST_ROW:
            raise CatalogueFileError(sheet.name, "has more rows than Excel takes; write the catalogue as TOML or JSON Lines")
        self._next[sheet.name] = number + 1
        page = self._pages[sheet.name]
        self._cell(page, number, 0, name)
        for at, column in enumerate(sheet.columns, 1):
            for value in _values(row, column.key):
                self._cell(page, number, at, self._short(to_cell(value, column)))

    def _short(self, text: str) -> str:
        """The text of a cell; one that is too long goes in parts to a sheet of its own."""
        if len(text.encode("utf-16-le")) <= 2 * LONGEST_CELL:
            return text
        self._longs += 1
        for start in range(0, len(text), _PART):
            self._cell(self._long, self._long_row, 0, str(self._longs))
            self._cell(self._long, self._long_row, 1, to_cell(text[start : start + _PART], _PLAIN))
            self._long_row += 1
        return f'{{"long": {self._longs}}}'

    def _cell(self, page: Any, row: int, column: int, text: str) -> None:
        page.write_string(row, column, text, self._guarded if text.startswith(_FORMULA_LIKE) else self._text)


def _values(row: dict[str, Any], key: str) -> Iterator[Any]:
    first, _, rest = key.partition(".")
    if first in row:
        if rest:
            yield from _values(row[first], rest)
        else:
            yield row[first]
