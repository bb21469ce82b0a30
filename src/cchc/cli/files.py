"""Files named by the caller: read, written, and refused in one line when they cannot be."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from cchc.cli.exits import FileError

LARGEST = 50_000_000
"""The most bytes of a proof or a ledger that are read."""


def readable(path: str) -> Path:
    """Return ``path`` when it can be opened for reading.

    Raises:
        FileError: it cannot.
    """
    found = Path(path)
    try:
        if not found.is_fifo():
            with found.open("rb"):
                pass
    except (OSError, ValueError) as error:
        raise _failure("read", path, error) from error
    return found


def read_bytes(path: str) -> bytes:
    """Return the content of ``path``, or of standard input for ``-``.

    Raises:
        FileError: it cannot be read, or is larger than any proof or ledger.
    """
    try:
        with opened(path) as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise _failure("read", path, error) from error
    if len(data) > LARGEST:
        raise FileError(f"{path} has more than {LARGEST} bytes and is not read; give the file that was meant")
    return data


def opened(path: str) -> BinaryIO:
    """Return ``path`` opened for reading bytes; ``-`` is standard input.

    Raises:
        FileError: it cannot be opened.
    """
    if path == "-":
        return sys.stdin.buffer
    try:
        return Path(path).open("rb")
    except (OSError, ValueError) as error:
        raise _failure("read", path, error) from error


def write_text(path: str, text: str) -> None:
    """Write ``text`` as UTF-8, its line ends as they are, to ``path`` or to standard output for ``-``.

    Raises:
        FileError: it cannot be written.
    """
    if path == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return
    try:
        Path(path).write_bytes(text.encode())
    except (OSError, ValueError) as error:
        raise _failure("write", path, error) from error


def _failure(verb: str, path: str, error: OSError | ValueError) -> FileError:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return FileError(f"cannot {verb} {path[:200]} ({reason}); give the path of a file")
