"""A file of vectors read back: its header is checked, so that nobody is scored against a file that was changed."""

from __future__ import annotations

import json
from collections.abc import Iterable

from cchc.errors import UsageError
from cchc.testing.vectors.form import Plain
from cchc.testing.vectors.writing import FORMAT, VERSION, digest_of


def read_vectors(lines: Iterable[str]) -> tuple[Plain, ...]:
    """Return the lines of a file of vectors as plain values, the header first.

    Raises:
        UsageError: it is no such file, of another version, was changed, or holds questions alone.
    """
    told = [line.rstrip("\r\n") for line in lines]
    try:
        read: tuple[Plain, ...] = tuple(json.loads(line) for line in told)
        header: Plain = read[0] if read and isinstance(read[0], dict) else {}  # pyright: ignore[reportUnnecessaryIsInstance]
    except (ValueError, RecursionError):
        raise UsageError("the vectors are not JSON Lines; write them with: cchc vectors") from None
    if header.get("format") != FORMAT:
        raise UsageError(f"the first line is not the header of {FORMAT}; write the file with: cchc vectors")
    if header.get("version") != VERSION:
        raise UsageError(f"the vectors are of version {str(header.get('version'))[:20]}, version {VERSION} is read; write them again")
    if header.get("questions_only"):
        raise UsageError("the file holds the questions alone; score against the one that has the answers, or leave --vectors out")
    if header.get("digest") != f"sha256:{digest_of(told[1:])}":
        raise UsageError("the vectors were changed after they were written (their digest differs); write them again")
    return read
