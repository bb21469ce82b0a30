"""The command line ``cchc``: a shell that wires the library together and holds no rule of law.

Importing this package imports neither typer nor rich; :func:`main` does, and says what to install when they are missing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import pairwise
from typing import TextIO

from cchc.cli.exits import Exit, error_object, exit_of, one_line

_NEEDED = ("typer", "rich")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line on ``argv`` (the process's arguments unless given) and return its exit code.

    Every foreseen error is one line on standard error; with ``--json`` or ``--format json`` standard output gets ``{"error": …}`` as well.
    """
    for stream in (sys.stdout, sys.stderr):
        _write_utf8(stream)
    args = [_as_utf8(one) for one in (sys.argv[1:] if argv is None else argv)] or ["--help"]
    if not all(find_spec(name) for name in _NEEDED):
        sys.stderr.write("cchc: the command line needs typer and rich: pip install cchc[cli]\n")
        return Exit.MISSING_EXTRA
    from typer.main import get_command

    from cchc.cli.app import app

    try:
        code = get_command(app).main(args=args, prog_name="cchc", standalone_mode=False)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except (BrokenPipeError, SystemExit):  # typer turns a reader that went away into the latter
        _forget_output()
        return Exit.FILE
    except Exception as error:
        code = exit_of(error)
        if code is None:
            raise
        _report(error, as_json="--json" in args or "--format=json" in args or ("--format", "json") in pairwise(args))
    return int(code or 0)


def _report(error: Exception, *, as_json: bool) -> None:
    try:
        if as_json:
            sys.stdout.write(error_object(error) + "\n")
            sys.stdout.flush()
        sys.stderr.write(f"cchc: {one_line(error)}\n")
    except OSError:
        _forget_output()


def _write_utf8(stream: TextIO) -> None:
    """Write UTF-8 whatever the locale says; a lone half of a character becomes its escape, not a crash."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")


def _as_utf8(argument: str) -> str:
    """Read an argument as UTF-8 that the process took for ASCII."""
    if argument.isascii() or not any("\udc80" <= letter <= "\udcff" for letter in argument):
        return argument
    return os.fsencode(argument).decode("utf-8", "replace")


def _forget_output() -> None:
    """Nobody reads any more: let the interpreter's last flush go nowhere."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
