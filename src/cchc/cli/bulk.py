"""``cchc bulk``: whole tables of dossiers, and the calendar as SQL for databases."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli import declared as d
from cchc.cli.exits import Exit

if TYPE_CHECKING:
    from cchc.cli.bulk_forms import BulkAnswer

bulk_app = typer.Typer(rich_markup_mode=None, help="Whole tables: answer a Parquet file, or write the calendar for a database.")

_WORDS = {
    "vi": {
        "rows": "{0} dòng: {1} có kết quả, {2} không",
        "resumed": "{0} dòng đã có từ lần chạy bị ngắt",
        "moved": "{0} trong {1} dòng đổi hạn",
        "written": "Đã ghi {0}",
    },
    "en": {
        "rows": "{0} rows: {1} answered, {2} not",
        "resumed": "{0} rows were there from the run that was interrupted",
        "moved": "{0} of {1} rows move",
        "written": "Wrote {0}",
    },
}

Source = Annotated[str, typer.Argument(metavar="IN", help="A Parquet file: a row a dossier.")]
Amount = Annotated[int | None, typer.Option("--amount", metavar="N", help="The amount of every row, where no column has it.")]
Unit = Annotated[str | None, typer.Option("--unit", metavar="UNIT", help="The unit of every row: working_day, day, month, …")]
Column = Annotated[list[str] | None, typer.Option("--column", metavar="OURS=YOURS", help="What the file calls a column; may be repeated.")]
Prefix = Annotated[str | None, typer.Option("--prefix", metavar="TEXT", help="What stands before the names of the answers.")]
Now = Annotated[str | None, typer.Option("--now", metavar="TIME", help="The moment of the reading: adds timing, late and remaining.")]
Office = Annotated[
    list[str] | None, typer.Option("--office", metavar="KEY=FILE", help="The hours of the rows with that calendar; may be repeated.")
]


@bulk_app.command(short_help="Answer every row of a Parquet file.")
def due(
    ctx: typer.Context,
    *,
    source: Source,
    target: Annotated[str, typer.Argument(metavar="OUT", help="The Parquet file to write: the same columns, and the answers.")],
    amount: Amount = None,
    unit: Unit = None,
    column: Column = None,
    prefix: Prefix = None,
    now: Now = None,
    office: Office = None,
    policy: d.Choices = None,
    agency: d.Agency = None,
    as_known_on: d.KnownOn = None,
    extra: d.Extra = None,
    no_forecast: d.NoForecast = False,
    as_json: d.Json = False,
    lang: d.Language = "vi",
) -> None:
    """Answer every row of a Parquet file: the same rows with due day, state and reason beside them."""
    from cchc.cli.bulk_asking import BulkDueOptions, answer_file
    from cchc.cli.showing import emit

    options = BulkDueOptions.of(ctx.params)
    answer, found = answer_file(source, target, options)
    if as_json:
        emit(answer, as_json=True, lang=options.lang)
    else:
        labels = {reason.name.lower(): reason.label(options.lang) for reason in found.counts}
        sys.stdout.write("".join(f"{line}\n" for line in _lines(answer, labels, _WORDS[options.lang])))
    raise typer.Exit(Exit.OK if answer.answered == answer.rows else Exit.BAD_ROWS)


def _lines(answer: BulkAnswer, labels: dict[str, str], words: dict[str, str]) -> list[str]:
    found = [words["rows"].format(answer.rows, answer.answered, answer.rows - answer.answered)]
    found += [f"  {count} {word}: {labels[word]}" for word, count in answer.by_reason.items() if word != "answered"]
    if answer.resumed:
        found.append(words["resumed"].format(answer.resumed))
    return [*found, words["written"].format(answer.written)]


@bulk_app.command(short_help="Which rows of a Parquet file a change of the calendar moves.")
def impact(
    ctx: typer.Context,
    *,
    source: Source,
    target: Annotated[str, typer.Argument(metavar="OUT", help="The Parquet file to write: the rows that move.")],
    from_known_on: d.FromKnownOn = None,
    to_known_on: d.ToKnownOn = None,
    extra: d.Extra = None,
    keep: Annotated[
        list[str] | None, typer.Option("--keep", metavar="COLUMN", help="A column to keep of each row; all unless given.")
    ] = None,
    amount: Amount = None,
    unit: Unit = None,
    column: Column = None,
    prefix: Prefix = None,
    office: Office = None,
    policy: d.Choices = None,
    agency: d.Agency = None,
    no_forecast: d.NoForecast = False,
    as_json: d.Json = False,
    lang: d.Language = "vi",
) -> None:
    """Write the rows that are due at another time when the calendar changes, with the days before and after."""
    from cchc.cli.bulk_asking import BulkDueOptions, compare_file
    from cchc.cli.showing import emit

    options = BulkDueOptions.of({**ctx.params, "extra": None})
    answer = compare_file(source, target, options, (from_known_on or "", to_known_on or "", tuple(extra or ())), keep)
    if as_json:
        emit(answer, as_json=True, lang=options.lang)
    else:
        words = _WORDS[options.lang]
        sys.stdout.write(f"{words['moved'].format(answer.moved, answer.rows)}\n{words['written'].format(answer.written)}\n")


@bulk_app.command(short_help="Write the calendar as SQL.")
def sql(
    ctx: typer.Context,
    *,
    dialect: Annotated[str, typer.Option("--dialect", metavar="postgresql|sqlite|duckdb", help="The database.")],
    out: Annotated[str, typer.Option("--out", metavar="FILE|-", help="The script to write; standard output unless given.")] = "-",
    until: Annotated[int | None, typer.Option("--until", metavar="YEAR", help="Go on to the end of that year, as a forecast.")] = None,
    agency: d.Agency = None,
    as_known_on: d.KnownOn = None,
    extra: d.Extra = None,
    no_forecast: d.NoForecast = False,
    lang: d.Language = "vi",
) -> None:
    """Write the calendar as a script: tables, and the functions or views with which a database answers alone."""
    from cchc.cli.bulk_sql import calendar_script
    from cchc.cli.files import write_text
    from cchc.cli.options import Options

    options = Options.of(ctx.params)
    write_text(out, calendar_script(dialect, options, until))
    if out != "-":
        sys.stdout.write(_WORDS[options.lang]["written"].format(out) + "\n")
