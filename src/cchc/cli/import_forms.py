"""The JSON forms of what ``cchc import`` answers and reports."""

from __future__ import annotations

from typing import Literal

from cchc.cli.output import Output


class ImportAnswer(Output):
    """What an import came to: how many files and records were read, kept and rejected, and what was noticed, by code.

    ``limits`` are those of the procedures kept, ``unconfirmed`` those of them that wait for somebody to confirm the unit.
    ``written`` is the file the records were written to, null where none was asked for.
    """

    files: int
    read: int
    procedures: int
    processes: int
    rejected: int
    notices: int
    limits: int
    unconfirmed: int
    rejected_by_code: dict[str, int]
    notices_by_code: dict[str, int]
    written: str | None


class EntryAnswer(Output):
    """A record that was rejected, or something noticed about one that was kept; ``subject`` is its code where it was read.

    ``line`` is null where the form has no lines; in an Excel file it is the row.
    """

    what: Literal["rejected", "notice"]
    file: str
    line: int | None
    column: int | None
    code: str
    subject: str | None
    message: str


class ImportReport(Output):
    """The report of an import: every entry in the order of the records, then the counts."""

    entries: tuple[EntryAnswer, ...]
    counts: ImportAnswer
