"""The one door for catalogues: any file that is known, recognised by its ending and content, as records with their places.

Known are the project's own form (TOML, YAML, JSON, JSON Lines, Excel), the published records of the portal and the answers
of its service (JSON, JSON Lines), and the study's files of procedures and processes (YAML).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from cchc.errors import CatalogueFileError
from cchc.interop.catalogue.lines import of_object, of_portal_list, read_lines
from cchc.interop.catalogue.located_json import parse_json
from cchc.interop.catalogue.plain import rows_of, table_of
from cchc.interop.catalogue.portal_service import is_service_answer
from cchc.interop.catalogue.records import Answer
from cchc.interop.catalogue.toml_form import read_toml_text
from cchc.interop.catalogue.yaml_form import read_lists
from cchc.interop.located_yaml import load_yaml, utf8_text
from cchc.model.place import Place, Rejected
from cchc.model.procedure import Procedure

ENDINGS: Final = (".toml", ".yaml", ".yml", ".json", ".jsonl", ".jsonl.gz", ".xlsx")
"""How the name of a catalogue ends."""

LARGEST_TEXT = 50_000_000
"""The most bytes of a TOML or JSON file, which is read as a whole; JSON Lines may be longer."""

_STUDY_KEYS = {"tthc_codes", "declared_total", "computed_total", "tthc_type", "legal_basis", "dossier", "time", "quirks", "code_local"}
"""Keys that a record of the study has and one of the project never."""


def read_catalogue(path: str | Path) -> Iterator[Answer]:
    r"""Yield the records of a file in order, or of the files of a folder and its folders by name; what is none is a ``Rejected``.

    In folders, hidden files, links to folders and files with other endings are passed over. No content raises.

    Raises:
        CatalogueFileError: the path names no file that can be read, or the folder none that is known.
        MissingExtraError: a YAML file without the extra ``yaml``, an Excel file without the extra ``excel``.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     Path(folder, "a.toml").write_text('[[process]]\nid = "p"\nname = "…"\n', "utf-8") and None
    ...     [one.record.id for one in read_catalogue(folder)]
    ['p']
    """
    path = Path(path)
    if path.is_dir():
        files = files_of(path)
        if not files:
            raise CatalogueFileError(str(path), f"the folder holds no catalogue; a file ends in {', '.join(ENDINGS)}")
        for file in files:
            yield from _read_file(file)
    else:
        yield from _read_file(path)


def files_of(folder: Path) -> tuple[Path, ...]:
    """Return the catalogues of a folder and its folders, by name."""
    found: list[Path] = []
    for one in sorted(folder.iterdir()):
        if one.name.startswith("."):
            continue
        if one.is_dir() and not one.is_symlink():
            found += files_of(one)
        elif one.is_file() and one.name.lower().endswith(ENDINGS):
            found.append(one)
    return tuple(found)


def _read_file(path: Path) -> Iterator[Answer]:
    name = path.name.lower()
    if not name.endswith(ENDINGS):
        raise CatalogueFileError(str(path), f"is of no known form; a catalogue ends in {', '.join(ENDINGS)}")
    try:
        if name.endswith((".jsonl", ".jsonl.gz")):
            yield from read_lines(path)
        elif name.endswith(".xlsx"):
            from cchc.interop.catalogue.excel_in import read_excel

            yield from read_excel(path)
        elif name.endswith(".toml"):
            yield from read_toml_text(_text(path), str(path))
        elif name.endswith(".json"):
            yield from _of_json(*parse_json(_text(path), str(path)), str(path))
        else:
            yield from _of_yaml(*load_yaml(path), str(path))
    except CatalogueFileError as error:
        if not error.line and not path.is_file():
            raise
        yield Rejected(Place(error.file, error.line, error.column), "catalogue_file", error.problem)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_TEXT + 1)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or "not a path"
        raise CatalogueFileError(str(path), f"cannot be read ({reason}); give the path of a catalogue") from error
    if len(data) > LARGEST_TEXT:
        raise CatalogueFileError(str(path), f"has more than {LARGEST_TEXT} bytes; split it, or write it as JSON Lines")
    return utf8_text(data, str(path))


def _of_json(data: object, lines: Mapping[str, int], file: str) -> Iterator[Answer]:
    if is_service_answer(data):
        yield from of_object(data, lines, Place(file, 1))
    elif (rows := rows_of(data)) is data:
        yield from of_portal_list(rows, lines, file)
    else:
        yield from _of_yaml(data, lines, file)


def _of_yaml(data: object, lines: Mapping[str, int], file: str) -> Iterator[Answer]:
    if not _is_study(data):
        yield from read_lists(data, lines, file)
        return
    from cchc.interop.study_procedures import study_procedures
    from cchc.interop.study_processes import study_processes

    table = table_of(data)
    if "procedures" in table:
        yield from study_procedures(data, lines, file)
    if table.keys() & {"processes", "flows"}:
        yield from study_processes(data, lines, file)


def _is_study(data: object) -> bool:
    table = table_of(data)
    if "flows" in table:
        return True
    rows = [row for name in ("procedures", "processes") for row in rows_of(table.get(name))]
    return any(_STUDY_KEYS & table_of(row).keys() for row in rows)


def without_duplicates(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Yield the answers; a record whose code or id was read before for the same time is rejected, with both places.

    Versions of one code follow each other: two that are in force on one day contradict each other.

    >>> from cchc.model.place import Located
    >>> rows = [Located(Procedure(code="1.004222", name="…"), Place("a.toml", line)) for line in (1, 9)]
    >>> [getattr(one, "code", "taken") for one in without_duplicates(rows)]
    ['taken', 'duplicate_code']
    """
    taken: dict[tuple[str, str], list[tuple[date, date, Place]]] = {}
    for one in answers:
        if isinstance(one, Rejected):
            yield one
            continue
        record = one.record
        kind, name = ("procedure", record.code) if isinstance(record, Procedure) else ("process", record.id)
        since, until = record.since or date.min, record.until or date.max
        versions = taken.setdefault((kind, name), [])
        clash = next((version for version in versions if since <= version[1] and version[0] <= until), None)
        if clash is None:
            versions.append((since, until, one.place))
            yield one
        elif clash[:2] == (since, until):
            told = f"{kind} {name[:60]!r} is at {clash[2]} already, which was taken; keep the record that holds"
            yield Rejected(one.place, "duplicate_code", told)
        else:
            told = f"{kind} {name[:60]!r} has a version at {clash[2]} that is in force on the same days; give `since` and `until`"
            yield Rejected(one.place, "contradictory_versions", told)
