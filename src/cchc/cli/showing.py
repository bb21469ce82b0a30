"""Where answers go: JSON for machines, rich text for people, lines for batches. rich is imported only when it is used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cchc.cli.batch import Row, run

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cchc.cli.output import Output


def emit(answer: Output, *, as_json: bool, lang: str) -> None:
    """Write ``answer`` to standard output, as JSON or for people."""
    if as_json:
        sys.stdout.write(answer.model_dump_json(indent=2) + "\n")
        return
    from cchc.cli.render import show

    show_text(show(answer, lang))


def show_text(told: RenderableType) -> None:
    """Write ``told`` to standard output; what is not a terminal gets no padding at the ends of lines.

    A character that is not for print (a terminal's command in a file somebody sent) is shown as a mark.
    """
    from rich.console import Console
    from rich.segment import Segment, Segments

    console = Console(markup=False, highlight=False, emoji=False)
    safe = Segments(Segment(_printable(one.text), one.style, one.control) for one in console.render(told))
    if console.is_terminal:
        console.print(safe)
        return
    with console.capture() as captured:
        console.print(safe)
    sys.stdout.write("\n".join(line.rstrip() for line in captured.get().split("\n")))


def _printable(text: str) -> str:
    return text if text.isprintable() else "".join(one if one.isprintable() or one == "\n" else "\ufffd" for one in text)


def answer_lines(columns: Sequence[str], answer: Callable[[Row], str]) -> bool:
    """Answer every line of standard input; return whether all were good."""
    return run(sys.stdin.buffer, sys.stdout, columns, answer)


def note(told: Sequence[str]) -> None:
    """Write what the caller should hear, a line each, to standard error."""
    for one in told:
        sys.stderr.write(f"cchc: {one}\n")
