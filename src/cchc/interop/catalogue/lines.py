"""JSON Lines, plain or gzip, one record a line: the project's own, those of the portal, those of its service; read as a stream."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from cchc.errors import CatalogueFileError
from cchc.interop.catalogue.located_json import parse_json
from cchc.interop.catalogue.portal_service import is_service_answer, read_service
from cchc.interop.catalogue.records import KINDS, Answer, as_record, plural_path
from cchc.interop.portal_catalogue import PortalFinding, PortalProcedure, RejectedLine, read_portal
from cchc.model.place import Located, Place, Rejected
from cchc.model.procedure import Procedure

LONGEST_LINE = 1_000_000
"""The most bytes of one line."""

LARGEST_FILE = 1_000_000_000
"""The most bytes of a file once unpacked."""

_FAILURES = (OSError, EOFError, zlib.error)


@dataclass(frozen=True, slots=True)
class Noted(Located[Procedure]):
    """A procedure with what its reader noticed about it: where the printed record is unclear or left something out."""

    findings: tuple[PortalFinding, ...] = ()


def read_lines(path: Path) -> Iterator[Answer]:
    """Yield the record of every line that is not blank, or why it is none, reading only as far as asked.

    Raises:
        CatalogueFileError: the file cannot be opened.
    """
    first = next((line for line in _numbered(path) if isinstance(line, Rejected) or line[1].strip()), None)
    if first is None:
        return
    if isinstance(first, Rejected) or _is_portal(first[1]):
        yield from of_portal(read_portal(path), str(path))
        return
    for found in _numbered(path):
        if isinstance(found, Rejected):
            yield found
        elif found[1].strip():
            yield from _read(found[1], Place(str(path), found[0]))


def _is_portal(line: bytes) -> bool:
    """Whether a line is of the portal: whatever is not marked as another form is left to its reader."""
    try:
        data, _ = parse_json(line.removeprefix(b"\xef\xbb\xbf").decode())
    except (CatalogueFileError, UnicodeError):
        return b'"channels"' in line
    return not isinstance(data, dict) or not (data.keys() & KINDS.keys() or is_service_answer(cast("object", data)))


def _numbered(path: Path) -> Iterator[tuple[int, bytes] | Rejected]:
    """Yield the lines with their numbers; of one that is too long a beginning, which is too long as well."""
    unpacked, number, fresh = 0, 0, True
    try:
        with _opened(path) as stream:
            while piece := stream.readline(LONGEST_LINE + 1):
                unpacked += len(piece)
                if unpacked > LARGEST_FILE:
                    yield Rejected(Place(str(path), number + 1), "too_large", f"the file has more than {LARGEST_FILE} bytes; split it")
                    return
                number += fresh
                if fresh:
                    yield number, piece
                fresh = piece.endswith(b"\n")
    except _FAILURES as error:
        told = f"cannot be read further ({type(error).__name__}); what follows is lost, fetch the file again"
        yield Rejected(Place(str(path), number + 1), "unreadable", told)


def _opened(path: Path) -> BinaryIO:
    try:
        return cast("BinaryIO", gzip.open(path)) if path.suffix.lower() == ".gz" else path.open("rb")
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or "not a path"
        raise CatalogueFileError(str(path), f"cannot be read ({reason}); give the path of a file") from error


def _read(line: bytes, place: Place) -> Iterator[Answer]:
    if len(line) > LONGEST_LINE:
        yield Rejected(place, "too_long", f"has more than {LONGEST_LINE} bytes; one record a line is expected")
        return
    try:
        data, keys = parse_json(line.removeprefix(b"\xef\xbb\xbf").decode(), place.file, place.line)
    except CatalogueFileError as error:
        yield Rejected(Place(place.file, error.line, error.column), "json", error.problem)
        return
    except UnicodeError:
        yield Rejected(place, "encoding", "is not UTF-8 text; export the records as UTF-8")
        return
    yield from of_object(data, keys, place)


def of_object(data: object, keys: Mapping[str, int], place: Place) -> Iterator[Answer]:
    """Yield what one object of JSON holds: a record under its kind, an answer of the portal's service, or why it is neither."""
    if is_service_answer(data):
        yield from (_service(one, place) for one in read_service(data))
        return
    table = cast("dict[str, Any]", data) if isinstance(data, dict) else {}
    names = [name for name in table if name in KINDS]
    if len(names) != 1 or len(table) != 1:
        yield Rejected(place, "unknown_form", 'one key is expected, "procedure" or "process", with the record as its value')
        return
    kind = KINDS[names[0]]
    inner = {plural_path(kind, path.partition(".")[2]): line for path, line in keys.items() if "." in path}
    yield as_record(kind, table[names[0]], place, inner)


def _service(answer: PortalProcedure | RejectedLine, place: Place) -> Answer:
    found = next(of_portal(iter([answer]), place.file))
    return Noted(found.record, place, {}, found.findings) if isinstance(found, Noted) else Rejected(place, found.code, found.message)


def of_portal(answers: Iterator[PortalProcedure | RejectedLine], file: str) -> Iterator[Noted | Rejected]:
    """Yield the answers of the portal's reader with their places."""
    for one in answers:
        if isinstance(one, RejectedLine):
            yield Rejected(Place(file, one.line), one.code, one.message)
        else:
            yield Noted(one.procedure, Place(file, one.line), {}, one.findings)


def of_portal_list(rows: list[Any], lines: Mapping[str, int], file: str) -> Iterator[Answer]:
    """Yield the records of the portal that a JSON file holds as one list."""
    from cchc.interop.catalogue.yaml_form import json_of

    for number, row in enumerate(rows):
        yield _service(next(read_portal([json_of(row)])), Place(file, lines.get(str(number), 0)))
