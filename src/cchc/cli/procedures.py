"""``cchc procedure``: show one whole, list them, compare two versions; codes of a catalogue, or files as they stand."""

from __future__ import annotations

from typing import Annotated

import typer

from cchc.cli import declared as d
from cchc.cli.exits import Exit

procedure_app = typer.Typer(rich_markup_mode=None, help="Procedures: show one whole, list them, compare two versions.")


@procedure_app.command("list", short_help="List or search the catalogue.")
def procedures(
    ctx: typer.Context,
    *,
    text: Annotated[list[str] | None, typer.Argument(metavar="TEXT", help="Words of code, name or field; accents optional.")] = None,
    as_of: d.AsOf = None,
    confirmations: d.Confirmations = None,
    catalogue: d.CatalogueFiles = None,
    portal: d.Portal = None,
    as_json: d.Json = False,
    lang: d.Language = "vi",
) -> None:
    """List or search the catalogue: codes, names, cases, limits."""
    from cchc.cli.catalogue import procedures_answer
    from cchc.cli.options import DueOptions
    from cchc.cli.showing import emit, note
    from cchc.cli.sources import Sources

    options, sources = DueOptions.of(ctx.params), Sources()
    emit(procedures_answer(" ".join(text or ()), options, sources), as_json=as_json, lang=options.lang)
    note(sources.notes)


@procedure_app.command(short_help="Show a procedure whole.")
def show(
    ctx: typer.Context,
    *,
    target: Annotated[str, typer.Argument(metavar="CODE|FILE", help="A code of the catalogue, or a file of procedures.")],
    as_of: d.AsOf = None,
    confirmations: d.Confirmations = None,
    catalogue: d.CatalogueFiles = None,
    portal: d.Portal = None,
    as_json: d.Json = False,
    lang: d.Language = "vi",
) -> None:
    """Show a procedure whole: limits, channels, components, fees, results; every version, or that of a day."""
    from cchc.cli.options import DueOptions
    from cchc.cli.procedure_asking import shown
    from cchc.cli.showing import emit, note
    from cchc.cli.sources import Sources

    options, sources = DueOptions.of(ctx.params), Sources()
    emit(shown(target, options, sources), as_json=as_json, lang=options.lang)
    note(sources.notes)
    if sources.rejected:
        raise typer.Exit(Exit.BAD_ROWS)


@procedure_app.command(short_help="What a citizen gains or loses between two versions.")
def diff(
    ctx: typer.Context,
    *,
    target: Annotated[str, typer.Argument(metavar="CODE|FILE", help="A code of the catalogue, or a file.")],
    other: Annotated[str | None, typer.Argument(metavar="CODE|FILE", help="What it is compared with: the new one.")] = None,
    from_day: Annotated[str | None, typer.Option("--from", metavar="DATE", help="The old version: in force on that day.")] = None,
    to_day: Annotated[str | None, typer.Option("--to", metavar="DATE", help="The new version: in force on that day.")] = None,
    on_calendar: Annotated[
        bool, typer.Option("--on-calendar", help="Count days of different kinds on the working calendar, over a year of receipts.")
    ] = False,
    catalogue: d.CatalogueFiles = None,
    portal: d.Portal = None,
    confirmations: d.Confirmations = None,
    agency: d.Agency = None,
    as_known_on: d.KnownOn = None,
    extra: d.Extra = None,
    no_forecast: d.NoForecast = False,
    as_json: d.Json = False,
    lang: d.Language = "vi",
) -> None:
    """Compare two versions of a procedure: what a citizen gains, loses, and what cannot be judged; the last two unless days say."""
    from cchc.cli.options import DueOptions
    from cchc.cli.procedure_asking import Pair, compared
    from cchc.cli.showing import emit, note
    from cchc.cli.sources import Sources

    options, sources = DueOptions.of(ctx.params), Sources()
    pair = Pair(target, other, from_day or "", to_day or "")
    emit(compared(pair, options, sources, on_calendar=on_calendar), as_json=as_json, lang=options.lang)
    note(sources.notes)
    if sources.rejected:
        raise typer.Exit(Exit.BAD_ROWS)
