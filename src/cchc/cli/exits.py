"""Exit codes, and errors in the words of the command line: one line each, with how to mend it."""

from __future__ import annotations

import json
from enum import IntEnum
from typing import TYPE_CHECKING

from cchc.errors import CalendarCoverageError, CchcError, LawError, OtherZoneError, UsageError

if TYPE_CHECKING:
    from pydantic import ValidationError


class Exit(IntEnum):
    """What the process ends with."""

    OK = 0
    BAD_ROWS = 1
    USAGE = 2
    MISSING_EXTRA = 3
    LAW = 4
    FILE = 5
    INTERRUPTED = 130


class FileError(CchcError):
    """A file named by the caller cannot be read or written."""

    code = "file"


class RowError(UsageError):
    """A line of a batch that is no row: too long, not UTF-8, not JSON, an unknown key."""

    code = "row"


_BY_CODE = {"missing_extra": Exit.MISSING_EXTRA, "file": Exit.FILE}
_LONGEST = 1_000


def exit_of(error: Exception) -> Exit | None:
    """Return the exit code for ``error``; ``None`` for one that nobody foresaw."""
    if isinstance(error, CchcError):
        return _BY_CODE.get(error.code) or (Exit.LAW if isinstance(error, LawError) else Exit.USAGE)
    if _is_usage(error):
        return Exit.USAGE
    return Exit.FILE if isinstance(error, OSError) else None


def _is_usage(error: Exception) -> bool:
    """Whether typer says that the call is wrong; its class moved between versions, its methods did not."""
    return hasattr(error, "format_message") and hasattr(error, "exit_code")


def one_line(error: Exception) -> str:
    """Return what ``error`` says as one line that a terminal may show."""
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in _words(error)).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _words(error: Exception) -> str:
    if isinstance(error, CalendarCoverageError):
        return (
            f"the working calendar does not reach {error.day} (it covers {error.first} to {error.last}); add the notice of a year with "
            f"--extra FILE; days after the announced ones are forecast, to 2099, unless --no-forecast is given"
        )
    if isinstance(error, OtherZoneError):
        return f"{error.what} is at offset {error.offset}; deadlines are counted in Asia/Ho_Chi_Minh: write it at +07:00, or without offset"
    if isinstance(error, CchcError):
        return str(error)
    if isinstance(error, OSError):
        return f"cannot read or write {error.filename or 'the stream'}: {error.strerror or error}"
    told = str(getattr(error, "format_message", lambda: error)()).rstrip(".")
    command = getattr(getattr(error, "ctx", None), "command_path", "cchc")
    return f"{told[:1].lower()}{told[1:]}; see: {command} --help"


def faults_of(error: ValidationError) -> str:
    """Return the first faults of a value in words: where, and what was expected; never the value itself."""
    shown = (
        (".".join(str(part) for part in one["loc"][:4])[:80] or "the whole", one["msg"])
        for one in error.errors(include_url=False, include_context=False, include_input=False)[:3]
    )
    return "; ".join(f"{where}: {told}" for where, told in shown)


def code_of(error: Exception) -> str:
    """Return the stable word for ``error``."""
    if isinstance(error, CchcError):
        return error.code
    return "file" if isinstance(error, OSError) else "usage"


def error_object(error: Exception, line: int | None = None) -> str:
    """Return ``{"error": {"code", "message"}}`` as JSON, with the line of a batch where there is one."""
    told: dict[str, object] = {"error": {"code": code_of(error), "message": one_line(error)}}
    if line is not None:
        told["line"] = line
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
