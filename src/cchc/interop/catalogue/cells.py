"""One value as the text of a cell, and back: a cell of any kind that begins with a quote, [ or { holds JSON."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any, Final

from cchc.errors import CatalogueFileError, CchcError
from cchc.interop.catalogue.located_json import parse_json
from cchc.interop.catalogue.sheets import Column
from cchc.model.time_limit import exact_amount

UNITS_VI: Final = {
    "working_day": "ngày làm việc",
    "day": "ngày",
    "working_hour": "giờ làm việc",
    "hour": "giờ",
    "week": "tuần",
    "month": "tháng",
    "same_day": "trong ngày",
    "immediate": "ngay",
}
"""The units of a step's time as a cell shows them; the code is read as well."""

_UNITS = {told: unit for unit, told in UNITS_VI.items()}
_ODD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_MARKS = ('"', "[", "{")


class CellError(CchcError):
    """A cell that cannot be read as what its column holds."""

    code = "cell"


def to_cell(value: Any, column: Column) -> str:
    r"""Return plain data as the text of a cell of ``column``.

    >>> lines, time = Column("cases", "", "lines"), Column("budget", "", "budget")
    >>> to_cell(["a", "b"], lines), to_cell(["a", ""], lines), to_cell({"count": "1/2", "unit": "day"}, time)
    ('a\nb', '["a", ""]', '1/2 ngày')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if _plain(value) else _json(value)
    if isinstance(value, list) and column.kind == "lines" and value:
        return "\n".join(value) if all(_plain(one) and "\n" not in one for one in value) else _json(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    if isinstance(value, dict) and column.kind == "budget":
        return f"{value['count']} {UNITS_VI[value['unit']]}"
    if isinstance(value, list | dict):
        return _json(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _plain(text: str) -> bool:
    return bool(text) and not text.startswith(_MARKS) and text == text.strip() and _ODD.search(text) is None


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return _ODD.sub(lambda found: "".join(f"\\u{ord(letter):04x}" for letter in found[0][:1]) + found[0][1:], text)


def from_cell(cell: object, column: Column) -> Any:
    """Return what a cell of ``column`` holds as plain data.

    Raises:
        CellError: it is of another kind than the column.

    >>> from_cell("0,5 ngày làm việc", Column("budget", "", "budget"))
    {'count': '0,5', 'unit': 'working_day'}
    >>> from_cell(True, Column("code", "", "text"))
    Traceback (most recent call last):
    cchc.interop.catalogue.cells.CellError: holds true or false where text is expected; format the cell as text and type it again
    """
    if isinstance(cell, str):
        return _of_text(cell, column)
    if isinstance(cell, bool) and column.choices == ("true", "false"):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and column.kind == "number":
        return int(cell) if cell == int(cell) else repr(cell)
    if isinstance(cell, date) and column.kind == "day":
        return (cell.date() if isinstance(cell, datetime) else cell).isoformat()
    kind = "true or false" if isinstance(cell, bool) else "a day or time" if not isinstance(cell, int | float) else "a number"
    wanted = {"number": "a number", "day": "a day"}.get(column.kind, "text")
    lost = ": zeros may be lost" if kind == "a number" else ""
    raise CellError(f"holds {kind} where {wanted} is expected{lost}; format the cell as text and type it again")


def _of_text(text: str, column: Column) -> Any:
    if text.startswith(_MARKS):
        try:
            return parse_json(text)[0]
        except CatalogueFileError as error:
            raise CellError(f"begins as JSON and {error.problem}; text that begins so is written in double quotes") from None
    if column.kind == "lines":
        return [line.strip() for line in text.split("\n") if line.strip()]
    if column.kind == "budget":
        return _budget(text)
    if column.kind == "data":
        raise CellError("holds text where JSON is expected, such as the example shows")
    return text.strip() if column.kind != "text" else text


def _budget(text: str) -> dict[str, Any]:
    amount, _, unit = " ".join(text.lower().split()).partition(" ")
    found = _UNITS.get(unit, unit)
    try:
        exact_amount(amount)
    except CchcError:
        found = ""
    if found not in UNITS_VI:
        raise CellError(f'holds {text[:40]!r}, which is not a time such as "0,5 ngày làm việc" or "2 giờ"')
    return {"count": amount, "unit": found}
