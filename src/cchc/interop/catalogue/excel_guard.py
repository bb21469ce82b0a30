"""What an Excel file is before anything reads its cells: no bomb, no formula that is taken for a value, no foreign parts."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import Final

from cchc.errors import CatalogueFileError

LARGEST_PART: Final = 100_000_000
"""The most bytes of one part of the file, unpacked."""

LARGEST_WHOLE: Final = 300_000_000
"""The most bytes of all parts together, unpacked."""

MOST_CELLS: Final = 10_000_000
"""The most cells of a sheet's rectangle, empty ones counted: a reader makes room for each."""

_MARK = re.compile(rb'<(?:[A-Za-z0-9]+:)?c\b[^>]{0,200}?\br="([A-Z]{1,3})([0-9]{1,7})"|<(?:[A-Za-z0-9]+:)?f\b')
_SHEET = re.compile(rb'<(?:[A-Za-z0-9]+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\bid="([^"]*)"')
_LINK = re.compile(rb"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\b(Id|Target)="([^"]*)"')
_ENTITIES = {b"&amp;": b"&", b"&lt;": b"<", b"&gt;": b">", b"&quot;": b'"', b"&apos;": b"'"}


def formulas_of(path: Path) -> dict[tuple[str, int, int], str]:
    """Return the cells with formulas, by sheet, row and column from 0, with their names ("C5").

    Raises:
        CatalogueFileError: it is not an Excel file, is damaged, unpacks to too much, has a DOCTYPE or absurdly far cells.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _weigh(archive, str(path))
            parts = _sheet_parts(archive)
            found: dict[tuple[str, int, int], str] = {}
            for name, part in parts.items():
                found |= {(name, *place): cell for place, cell in _formulas(archive.read(part), str(path), name).items()}
            return found
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, EOFError, ValueError, UnicodeError) as error:
        told = f"is not a whole Excel file ({type(error).__name__}); save it as .xlsx again"
        raise CatalogueFileError(str(path), told) from error
    except OSError as error:
        raise CatalogueFileError(str(path), f"cannot be read ({error.strerror}); give the path of an Excel file") from error


def _weigh(archive: zipfile.ZipFile, file: str) -> None:
    """Unpack every part once, so that no declared size is believed."""
    whole = 0
    for info in archive.infolist():
        whole += info.file_size
        if info.file_size > LARGEST_PART or whole > LARGEST_WHOLE:
            raise CatalogueFileError(file, f"unpacks to more than {LARGEST_PART} bytes a part or {LARGEST_WHOLE} in all; split it")
        begin = b""
        with archive.open(info) as stream:
            while piece := stream.read(1_000_000):
                if b"<!DOCTYPE" in (begin + piece).upper():
                    raise CatalogueFileError(file, f"{info.filename[:80]} declares a DOCTYPE, which no Excel file has; save it again")
                begin = piece[-16:]


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The name of every sheet, with the part that holds it."""
    links: dict[bytes, str] = {}
    for found in _LINK.finditer(archive.read("xl/_rels/workbook.xml.rels")):
        facts = dict(_ATTRIBUTE.findall(found[0]))
        target = facts.get(b"Target", b"").decode()
        links[facts.get(b"Id", b"")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    book = archive.read("xl/workbook.xml")
    return {_name(found[1]): links[found[2]] for found in _SHEET.finditer(book)}


def _name(data: bytes) -> str:
    return re.sub(rb"&(?:amp|lt|gt|quot|apos);", lambda found: _ENTITIES[found[0]], data).decode()


def _formulas(data: bytes, file: str, sheet: str) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    last: tuple[bytes, bytes] = (b"", b"")
    columns = rows = 0
    for mark in _MARK.finditer(data):
        if mark[1] is None:
            found[_place(last)] = b"".join(last).decode()
        else:
            last = (mark[1], mark[2])
            row, column = _place(last)
            rows, columns = max(rows, row), max(columns, column)
    if (rows + 1) * (columns + 1) > MOST_CELLS:
        raise CatalogueFileError(file, f"the sheet {sheet[:40]!r} reaches over more than {MOST_CELLS} cells; delete what lies far out")
    return found


def _place(cell: tuple[bytes, bytes]) -> tuple[int, int]:
    column = 0
    for letter in cell[0]:
        column = column * 26 + letter - 64
    return int(cell[1] or b"1") - 1, column - 1
