"""``cchc import``: catalogues in any known form are read, told apart into records and rejected ones, and written in one form."""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from cchc.cli.exits import FileError
from cchc.cli.files import readable
from cchc.cli.import_forms import EntryAnswer, ImportAnswer
from cchc.errors import CatalogueFileError, UsageError
from cchc.interop.catalogue_files import ENDINGS, files_of, read_catalogue, without_duplicates
from cchc.model.place import Place, Rejected
from cchc.model.procedure import Procedure

if TYPE_CHECKING:
    from cchc.interop.catalogue.plain import Record
    from cchc.interop.catalogue.records import Answer

Form: TypeAlias = Literal["toml", "yaml", "json", "jsonl", "xlsx"]
"""A form that records are written in."""

_FORMS: dict[str, Form] = {
    ".toml": "toml",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".jsonl": "jsonl",
    ".xlsx": "xlsx",
}


@dataclass(slots=True)
class Tally:
    """What was read so far; ``report`` gets every entry as it comes."""

    report: Report
    files: int = 0
    read: int = 0
    kinds: Counter[str] = field(default_factory=Counter[str])
    rejected: Counter[str] = field(default_factory=Counter[str])
    notices: Counter[str] = field(default_factory=Counter[str])
    limits: int = 0
    unconfirmed: int = 0

    def take(self, answers: Iterator[Answer]) -> Iterator[Record]:
        """Count the answers and yield the records among them."""
        for one in answers:
            self.read += 1
            if isinstance(one, Rejected):
                self.rejected[one.code] += 1
                self.report.entry("rejected", one.place, one.code, None, one.message)
                continue
            record = one.record
            for notice in getattr(one, "findings", ()):
                self.notices[notice.code] += 1
                self.report.entry("notice", one.place, notice.code, notice.procedure, notice.message)
            self.kinds["procedures" if isinstance(record, Procedure) else "processes"] += 1
            if isinstance(record, Procedure):
                self.limits += len(record.limits)
                self.unconfirmed += sum(limit.limit is None for limit in record.limits)
            yield record

    def answer(self, written: str | None) -> ImportAnswer:
        """Return the counts."""
        return ImportAnswer(
            files=self.files,
            read=self.read,
            procedures=self.kinds["procedures"],
            processes=self.kinds["processes"],
            rejected=self.rejected.total(),
            notices=self.notices.total(),
            limits=self.limits,
            unconfirmed=self.unconfirmed,
            rejected_by_code=dict(sorted(self.rejected.items())),
            notices_by_code=dict(sorted(self.notices.items())),
            written=written,
        )


class Report:
    """The entries of an import: each written to the report as it comes, the first rejected ones kept for the eye."""

    SHOWN = 10

    def __init__(self, stream: Any = None) -> None:
        self._stream = stream
        self._first = True
        self.shown: list[str] = []
        self._write('{"entries": [')

    def _write(self, text: str) -> None:
        if self._stream is not None:
            self._stream.write(text)

    def entry(self, what: Literal["rejected", "notice"], place: Place, code: str, subject: str | None, message: str) -> None:
        """Add one entry."""
        one = EntryAnswer(
            what=what, file=place.file, line=place.line or None, column=place.column or None, code=code, subject=subject, message=message
        )
        self._write(f"{'' if self._first else ','}\n{one.model_dump_json()}")
        self._first = False
        if what == "rejected" and len(self.shown) < self.SHOWN:
            self.shown.append("".join(letter if letter.isprintable() else " " for letter in f"{place}: {message}"[:2_000]))

    def close(self, counts: ImportAnswer) -> None:
        """Write the counts, and what ends the report."""
        self._write(f'\n],\n"counts": {counts.model_dump_json()}}}\n')


def run_import(paths: Sequence[str], to: str | None, out: str | None, report: str | None) -> tuple[ImportAnswer, list[str]]:
    """Read the catalogues at ``paths``, write what they hold, and return the counts and the first rejected records in words.

    Raises:
        FileError: a path cannot be read, or a file not be written.
        UsageError: a form is not known, or a file would be written over one that is read.
    """
    files = catalogue_files(paths)
    form = form_of(to, out)
    for one in (out, report):
        if one and Path(one).resolve() in {file.resolve() for file in files}:
            raise UsageError(f"{one[:200]} is one of the files that are read; write to another one")
    with _text_to(report) as stream:
        tally = Tally(Report(stream))
        records = tally.take(without_duplicates(_answers(files, tally)))
        if out and form:
            _write(form, out, records)
        else:
            for _ in records:
                pass
        answer = tally.answer(out)
        tally.report.close(answer)
    return answer, tally.report.shown


def catalogue_files(paths: Sequence[str]) -> list[Path]:
    """Return the files to read: those named, and those of the folders named.

    Raises:
        FileError: one cannot be read, or a folder holds no catalogue.
    """
    found: dict[Path, None] = {}
    for text in paths:
        path = Path(text)
        inside = files_of(path) if path.is_dir() else (readable(text),)
        if not inside:
            raise FileError(f"{text[:200]} holds no catalogue; a file ends in {', '.join(ENDINGS)}")
        found |= dict.fromkeys(inside)
    return list(found)


def form_of(to: str | None, out: str | None) -> Form | None:
    """Return the form to write: the one named, else that of the file's ending; ``None`` where nothing is to be written.

    Raises:
        UsageError: neither says one, or a form is named without a file.
    """
    if out is None:
        if to is not None:
            raise UsageError("--to names a form; give the file to write with --out")
        return None
    known: dict[str | None, Form] = {one: one for one in _FORMS.values()}
    if to is not None and to not in known:
        raise UsageError(f"--to {to[:40]!r} is not a form that is written; choose among {', '.join(known.values())}")
    form = known.get(to) or _FORMS.get(Path(out).suffix.lower())
    if form is None:
        raise UsageError(f"--out {out[:80]!r} does not say the form by its ending; add --to, one of {', '.join(known.values())}")
    return form


def _answers(files: Sequence[Path], tally: Tally) -> Iterator[Answer]:
    with _progress(files) as shown:
        for file in files:
            tally.files += 1
            for answer in read_catalogue(file):
                yield answer
                shown(1)


@contextmanager
def _progress(files: Sequence[Path]) -> Generator[Callable[[int], None], None, None]:
    """A bar on standard error where that is a terminal: of records, where the lines of the files say how many come."""
    if not sys.stderr.isatty():
        yield _unseen
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    lines = [_lines_in(file) for file in files]
    total = None if None in lines else sum(one or 0 for one in lines)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield partial(bar.advance, bar.add_task("cchc import", total=total))


def _unseen(_more: int) -> None:
    """Nobody looks."""


def _lines_in(file: Path) -> int | None:
    """How many lines a file of JSON Lines has; ``None`` for other forms, and where it cannot be told."""
    name = file.name.lower()
    if not name.endswith((".jsonl", ".jsonl.gz")):
        return None
    try:
        with gzip.open(file) if name.endswith(".gz") else file.open("rb") as stream:
            return sum(piece.count(b"\n") for piece in iter(lambda: stream.read(1_000_000), b""))
    except (OSError, EOFError):
        return None


@contextmanager
def _text_to(path: str | None) -> Generator[Any, None, None]:
    if path is None:
        yield None
        return
    try:
        with Path(path).open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise FileError(f"cannot write {path[:200]} ({reason}); give the path of a file") from error


def _write(form: Form, out: str, records: Iterator[Record]) -> None:
    """Write the records beside the file first, so that a run that ends early leaves no half of one."""
    from cchc.interop.catalogue.excel_out import write_excel
    from cchc.interop.catalogue.toml_form import write_toml
    from cchc.interop.catalogue.yaml_form import write_json, write_json_lines, write_yaml

    part = Path(f"{out}.part")
    try:
        if form == "xlsx":
            write_excel(part, records)
        else:
            texts = {"toml": write_toml, "yaml": write_yaml, "json": write_json, "jsonl": write_json_lines}[form](records)
            with _text_to(str(part)) as stream:
                for text in texts:
                    stream.write(text)
        part.replace(out)
    except (OSError, CatalogueFileError) as error:
        reason = error.problem if isinstance(error, CatalogueFileError) else error.strerror
        raise FileError(f"cannot write {out[:200]} ({reason}); give the path of a file") from error
    finally:
        part.unlink(missing_ok=True)


def run_template(out: str, source: Sequence[str]) -> tuple[ImportAnswer | None, list[str]]:
    """Write an Excel file to fill in, with an example of a real procedure and process; or one that holds the catalogues at ``source``.

    Raises:
        FileError: a path cannot be read, or the file not be written.
        UsageError: the file's name does not end in .xlsx.
    """
    if not out.lower().endswith(".xlsx"):
        raise UsageError(f"--out {out[:80]!r} is an Excel file; let its name end in .xlsx")
    if source:
        return run_import(source, "xlsx", out, None)
    from cchc.interop.catalogue.excel_out import write_excel
    from cchc.interop.catalogue.template import examples

    try:
        write_excel(out, (), examples=examples())
    except CatalogueFileError as error:
        raise FileError(str(error)) from error
    return None, []
