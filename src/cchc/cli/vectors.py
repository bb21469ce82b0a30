"""``cchc vectors``: write the test vectors, or score a system's answers to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer
from typer.core import TyperGroup

from cchc.cli import declared as d
from cchc.cli.exits import Exit

if TYPE_CHECKING:
    from cchc.testing.vectors.form import Plain
    from cchc.testing.vectors.ground import Ground
    from cchc.testing.vectors.scoring import Conformance


class WriteOrCommand(TyperGroup):
    """A group whose first word may be left out: ``cchc vectors`` is ``cchc vectors write``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put ``write`` before words that name no command; the context's class is typer's own affair."""
        return super().parse_args(ctx, args if args and (args[0] in self.commands or args[0] == "--help") else ["write", *args])


vectors_app = typer.Typer(
    cls=WriteOrCommand,
    rich_markup_mode=None,
    help="Test vectors for systems in any language: `cchc vectors` writes them, `cchc vectors check --answers FILE` scores answers.",
)


@vectors_app.command(short_help="Write the test vectors (the word may be left out).")
def write(
    *,
    output: Annotated[str, typer.Option("--output", metavar="FILE|-", help="Where they are written.")] = "-",
    questions_only: Annotated[bool, typer.Option("--questions-only", help="Leave out what is expected.")] = False,
    rule: Annotated[
        list[str] | None,
        typer.Option("--rule", metavar="NAME", help="Only cases whose rule begins so; may be repeated. To look, not to score."),
    ] = None,
) -> None:
    """Write the test vectors, one JSON object a line: a header, the data that questions name, the cases."""
    from cchc.cli.files import write_text
    from cchc.testing.vectors.writing import text_of, vectors

    lines = _chosen(vectors(bundled()), tuple(rule or ()), questions_only=questions_only)
    write_text(output, "".join(f"{text_of(line)}\n" for line in lines))


@vectors_app.command(short_help="Score a system's answers.")
def check(
    *,
    answers: Annotated[str, typer.Option("--answers", metavar="FILE|-", help="The answers, one JSON object a line.")],
    vectors: Annotated[str | None, typer.Option("--vectors", metavar="FILE", help="A file of vectors; else those of this release.")] = None,
    form: Annotated[str, typer.Option("--format", metavar="text|json|html|junit", help="The form of the report.")] = "text",
    output: Annotated[str, typer.Option("--output", metavar="FILE|-", help="Where the report is written.")] = "-",
    lang: d.Language = "vi",
) -> None:
    """Score answers rule by rule: right, wrong, refused, missing; lines that answer no case are told. Exit code 1 unless all are right."""
    from cchc.cli.files import opened, write_text
    from cchc.errors import UsageError
    from cchc.testing.vectors.scoring import score

    if form not in _FORMS:
        raise UsageError(f"--format {form[:40]!r} is not one of {', '.join(_FORMS)}")
    if lang not in ("vi", "en"):
        raise UsageError(f"--lang {lang[:40]!r} is not one of vi, en")
    known = _known(vectors)
    with opened(answers) as stream:
        found = score(known, _lines(stream))
    write_text(output, _FORMS[form](found, lang))
    raise typer.Exit(Exit.OK if found.conforms else Exit.BAD_ROWS)


@lru_cache(maxsize=1)
def bundled() -> Ground:
    """Return the ground of the bundled law: calendar, its forecast of ten years, decrees."""
    from cchc.rulebook import load_calendar, load_regimes
    from cchc.rulebook.forecasting import forecast
    from cchc.testing.vectors.ground import ground_of

    return ground_of(load_calendar(), forecast(load_calendar()), load_regimes())


def _known(path: str | None) -> tuple[Plain, ...]:
    from cchc.cli.files import readable
    from cchc.errors import UsageError
    from cchc.testing.vectors.reading import read_vectors
    from cchc.testing.vectors.writing import vectors

    if path is None:
        return vectors(bundled())
    try:
        with readable(path).open(encoding="utf-8", newline="\n") as stream:
            return read_vectors(stream)
    except UnicodeDecodeError:
        raise UsageError("the vectors are not UTF-8 text; write them with: cchc vectors write") from None


def _chosen(lines: tuple[Plain, ...], rules: tuple[str, ...], *, questions_only: bool) -> Iterator[Plain]:
    from cchc.testing.vectors.writing import blind

    for line in lines:
        if line["type"] == "case" and rules and not line["rule"].startswith(rules):
            continue
        if not questions_only:
            yield line
        else:
            yield line | {"questions_only": True} if line["type"] == "header" else blind(line)


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    from cchc.cli.batch import lines_of

    for lines in lines_of(stream):
        yield from lines


def _text(found: Conformance, lang: str) -> str:
    from cchc.reports.conformance_text import conformance_text

    return conformance_text(found, lang)


def _json(found: Conformance, _lang: str) -> str:
    from cchc.cli.vectors_forms import conformance_answer

    return conformance_answer(found).model_dump_json(indent=2) + "\n"


def _html(found: Conformance, _lang: str) -> str:
    from cchc.reports.conformance_html import conformance_html

    return conformance_html(found)


def _junit(found: Conformance, _lang: str) -> str:
    from cchc.reports.conformance_junit import conformance_junit

    return conformance_junit(found)


_FORMS: dict[str, Callable[[Any, str], str]] = {"text": _text, "json": _json, "html": _html, "junit": _junit}
