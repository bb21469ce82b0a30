"""``cchc limits parse``: the time limits in texts, one line of JSON for each text."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Annotated

import typer

from cchc.cli.exits import Exit

limits_app = typer.Typer(rich_markup_mode=None, help="Time limits in running text: `cchc limits parse TEXT` or `cchc limits parse -`.")


@limits_app.callback()
def _group() -> None:
    pass


@limits_app.command(short_help="Find every time limit in a text.")
def parse(
    texts: Annotated[list[str], typer.Argument(metavar="TEXT|-", help="Texts, each an argument; - for one a line on standard input.")],
) -> None:
    """Find every time limit in each text: amount, unit, bound, start, case, place. The answers are JSON, one line a text."""
    from cchc.cli.batch import lines_of

    if texts == ["-"]:
        good, number = True, 1
        for lines in lines_of(sys.stdin.buffer):
            good = _answer(lines, number) and good
            number += len(lines)
    else:
        good = _answer((text.encode("utf-8", "surrogatepass") for text in texts), 1)
    raise typer.Exit(Exit.OK if good else Exit.BAD_ROWS)


def _answer(lines: Iterable[bytes | None], first: int) -> bool:
    """Answer each line, numbered from ``first``; return whether all were good."""
    from cchc.cli.batch import foreseen
    from cchc.cli.exits import error_object

    told: list[str] = []
    good = True
    for number, line in enumerate(lines, first):
        try:
            told.append(answer_text(line))
        except Exception as error:  # a row must never end the batch
            told.append(error_object(foreseen(error), number))
            good = False
    sys.stdout.write("".join(f"{one}\n" for one in told))
    sys.stdout.flush()
    return good


def answer_text(line: bytes | None) -> str:
    """Return the answer to one text, given as the bytes of its line; an empty one has no limits.

    Raises:
        RowError: it is too long, or not UTF-8.

    >>> answer_text("02 tháng".encode())
    '{"limits":[{"amount":"2","unit":"month","bound":"exactly","start":null,"case":null,"span":[0,8],"confidence":"clear"}],"disagreements":[]}'
    """
    from cchc.cli.batch import LONGEST_LINE
    from cchc.cli.exits import RowError
    from cchc.cli.limit_forms import limits_answer
    from cchc.model.limit_text import parse_time_limit

    if line is None or len(line) > LONGEST_LINE:
        raise RowError(f"the line has more than {LONGEST_LINE} bytes; write one text a line")
    try:
        text = line.decode()
    except UnicodeDecodeError:
        raise RowError("the line is not UTF-8 text; save it as UTF-8") from None
    return limits_answer(parse_time_limit(text)).model_dump_json()
