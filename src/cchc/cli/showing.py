"""Where answers go: JSON for machines, rich text for people, lines for batches. rich is imported only when it is used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cchc.cli.batch import Row, run

if TYPE_CHECKING:
    from cchc.cli.answers import Output


def emit(answer: Output, *, as_json: bool, lang: str) -> None:
    """Write ``answer`` to standard output, as JSON or for people."""
    if as_json:
        sys.stdout.write(answer.model_dump_json(indent=2) + "\n")
        return
    from cchc.cli.render import console, show

    console().print(show(answer, lang))


def answer_lines(columns: Sequence[str], answer: Callable[[Row], str]) -> bool:
    """Answer every line of standard input; return whether all were good."""
    return run(sys.stdin.buffer, sys.stdout, columns, answer)


def note(told: Sequence[str]) -> None:
    """Write what the caller should hear, a line each, to standard error."""
    for one in told:
        sys.stderr.write(f"cchc: {one}\n")
