"""Many questions on standard input: one line of answer for each line, in order, errors included.

A line is a JSON object or tab-separated text. Answers are written after each read, so that a program may ask one line,
wait for the answer and go on; from a file the reads are large and the writes few.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, TextIO, cast

from cchc.cli.exits import RowError, error_object
from cchc.errors import CchcError

LONGEST_LINE = 65_536
"""The most bytes of one line, without its end."""

_READ = 65_536
_BOM = b"\xef\xbb\xbf"

Row = dict[str, object]


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


_DECODER = json.JSONDecoder(parse_constant=_no_number)
"""Made once: making one costs more than reading a line."""


def lines_of(stream: BinaryIO) -> Iterator[list[bytes | None]]:
    """Yield the whole lines of each read, without their ends; ``None`` stands for one that is too long.

    A line that is too long is never held in memory.
    """
    read = getattr(stream, "read1", stream.read)
    rest, skipping, first = b"", False, True
    while piece := cast("bytes", read(_READ)):
        *whole, rest = (rest + piece).split(b"\n")
        lines: list[bytes | None] = [None if len(line) > LONGEST_LINE + 1 else line.removesuffix(b"\r") for line in whole]
        if skipping and lines:
            lines[0], skipping = None, False
        if len(rest) > LONGEST_LINE + 1:
            rest, skipping = b"", True
        elif skipping:
            rest = b""
        if first and lines:
            lines[0], first = _without_mark(lines[0]), False
        if lines:
            yield lines
    if rest or skipping:
        last = None if skipping else rest.removesuffix(b"\r")
        yield [_without_mark(last) if first else last]


def _without_mark(line: bytes | None) -> bytes | None:
    return line.removeprefix(_BOM) if line is not None else None


def read_row(line: bytes | None, columns: Sequence[str]) -> Row:
    """Return the row that ``line`` holds; tab-separated text has ``columns`` in their order.

    Raises:
        RowError: it is too long, empty, not UTF-8, not JSON, not an object, or has too many columns.
    """
    if line is None or len(line) > LONGEST_LINE:
        raise RowError(f"the line has more than {LONGEST_LINE} bytes; write one question a line")
    try:
        text = line.decode()
    except UnicodeDecodeError:
        raise RowError("the line is not UTF-8 text") from None
    stripped = text.strip()
    if stripped[:1] in ("{", "["):
        return _json_row(stripped)
    if not stripped:
        raise RowError("the line is empty; every line is answered, so leave none empty")
    cells = [cell.strip() for cell in text.split("\t")]
    if len(cells) > len(columns):
        raise RowError(f"the line has {len(cells)} columns; write {' and '.join(columns)} with a tab between, or a JSON object")
    return dict(zip(columns, cells, strict=False))


def _json_row(text: str) -> Row:
    try:
        row = _DECODER.decode(text)
    except RecursionError:
        raise RowError("the line is nested too deeply; write one flat JSON object") from None
    except ValueError as error:
        raise RowError(f"the line is not JSON ({error})") from None
    if not isinstance(row, dict):
        raise RowError("the line is JSON but not an object")
    return cast("Row", row)


def row_id(row: Mapping[str, object]) -> str | int | None:
    """Return the caller's own name for a row, which the answer repeats.

    Raises:
        RowError: it is neither text nor a whole number.
    """
    value = row.get("id")
    if value is None or (isinstance(value, str | int) and not isinstance(value, bool)):
        return value
    raise RowError("id: text or a whole number is expected")


def with_id(answer: str, identity: str | int | None) -> str:
    """Return ``answer``, a JSON object, with the row's id before its other keys."""
    return answer if identity is None else f'{{"id":{json.dumps(identity, ensure_ascii=False)},{answer[1:]}'


def answers_to(
    lines: Iterable[bytes | None], columns: Sequence[str], answer: Callable[[Row], str], first: int
) -> Iterator[tuple[str, bool]]:
    """Yield the answer to each line, numbered from ``first``, and whether it is a good one.

    An error that nobody foresaw is answered too, by its type alone, so that it costs one row and not the batch.
    """
    for number, line in enumerate(lines, first):
        try:
            yield answer(read_row(line, columns)), True
        except Exception as error:  # a row must never end the batch
            yield error_object(foreseen(error), number), False


class UnforeseenError(CchcError):
    """A fault of the program, met by one row."""

    code = "internal"


def foreseen(error: Exception) -> CchcError:
    """Return ``error``, or what stands for one that nobody foresaw: its type alone, so that no row's content gets out."""
    if isinstance(error, CchcError):
        return error
    return UnforeseenError(f"this row met a fault of the program ({type(error).__name__}); please report it")


def run(stream: BinaryIO, out: TextIO, columns: Sequence[str], answer: Callable[[Row], str]) -> bool:
    """Answer every line of ``stream`` on ``out``; return whether all were good."""
    number, good = 1, True
    for lines in lines_of(stream):
        told: list[str] = []
        for text, fine in answers_to(lines, columns, answer, number):
            told.append(text)
            good = good and fine
        number += len(lines)
        told.append("")
        out.write("\n".join(told))
        out.flush()
    return good
