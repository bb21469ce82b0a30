"""``cchc process``: show one with its graph, its critical path, its Gantt chart on a calendar."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli import declared as d
from cchc.cli.exits import Exit

if TYPE_CHECKING:
    from cchc.cli.sources import Sources

process_app = typer.Typer(rich_markup_mode=None, help="Processes: steps and graph, critical path, Gantt chart on a calendar.")

Target = Annotated[
    str, typer.Argument(metavar="ID|FILE", help="A bundled process by its id or the code it serves, or a file of processes.")
]
OfFile = Annotated[str | None, typer.Option("--id", metavar="ID", help="Which process of the file.")]
Received = Annotated[
    str | None, typer.Option("--received", "--from", metavar="TIME", help='When the dossier comes in: "2026-02-12 15:40".')
]
Finish = Annotated[str | None, typer.Option("--finish", metavar="TIME", help="When it must be done; asks for the latest start.")]
Without = Annotated[
    list[str] | None, typer.Option("--without", metavar="STEP", help="An optional or conditional step not taken; may be repeated.")
]
Office = Annotated[
    list[str] | None,
    typer.Option("--office", metavar="NAME=FILE", help="The hours and closures of one agency of the steps (TOML); may be repeated."),
]
Limit = Annotated[str | None, typer.Option("--limit", metavar="PHRASE", help="The whole time, in place of the one declared.")]
Svg = Annotated[str | None, typer.Option("--svg", metavar="FILE|-", help="Write it as a picture.")]
Mermaid = Annotated[str | None, typer.Option("--mermaid", metavar="FILE|-", help="Write it as Mermaid text.")]


@process_app.command(short_help="Show a process: its steps, sums, graph.")
def show(
    ctx: typer.Context,
    *,
    target: Target,
    id: OfFile = None,  # noqa: A002 - the option is called so
    svg: Svg = None,
    mermaid: Mermaid = None,
    as_json: d.Json = False,
    lang: d.Language = "vi",
) -> None:
    """Show a process: who does what in which time, after which steps; the longest chain; sub-totals by stage; the graph."""
    from cchc.cli.process_asking import ProcessOptions, shown
    from cchc.cli.showing import emit
    from cchc.cli.sources import Sources

    options, sources = ProcessOptions.of(ctx.params), Sources()
    answer = shown(options, sources)
    critical = answer.chain.steps if answer.chain else ()
    written: dict[str, str] = {}
    if svg is not None:
        from cchc.reports.process_svg import process_svg

        written[svg] = process_svg(answer.process, critical=critical, lang=options.lang)
    if mermaid is not None:
        from cchc.reports.process_mermaid import process_flowchart

        _one_each(mermaid, written)
        written[mermaid] = process_flowchart(answer.process, critical=critical, lang=options.lang) + "\n"
    _write(written, options.lang, as_json=as_json)
    if not written or as_json:
        emit(answer, as_json=as_json, lang=options.lang)
    _end(sources)


@process_app.command(short_help="The critical path, and what is due when.")
def path(
    ctx: typer.Context,
    *,
    target: Target,
    id: OfFile = None,  # noqa: A002
    received: Received = None,
    finish: Finish = None,
    without: Without = None,
    limit: Limit = None,
    office: Office = None,
    agency: d.Agency = None,
    as_known_on: d.KnownOn = None,
    extra: d.Extra = None,
    no_forecast: d.NoForecast = False,
    as_json: d.Json = False,
    lang: d.Language = "vi",
) -> None:
    """The critical path with earliest and latest times and slack, for a dossier received or to be done at a moment."""
    from cchc.cli.process_asking import ProcessOptions, planned
    from cchc.cli.showing import emit
    from cchc.cli.sources import Sources

    options, sources = ProcessOptions.of(ctx.params), Sources()
    emit(planned(options, sources).answer(options.lang), as_json=as_json, lang=options.lang)
    _end(sources)


@process_app.command(short_help="The Gantt chart on a calendar.")
def gantt(
    ctx: typer.Context,
    *,
    target: Target,
    id: OfFile = None,  # noqa: A002
    received: Received = None,
    finish: Finish = None,
    without: Without = None,
    limit: Limit = None,
    office: Office = None,
    svg: Svg = None,
    mermaid: Mermaid = None,
    agency: d.Agency = None,
    as_known_on: d.KnownOn = None,
    extra: d.Extra = None,
    no_forecast: d.NoForecast = False,
    as_json: d.Json = False,
    lang: d.Language = "vi",
) -> None:
    """The Gantt chart of a process: on the terminal, as a picture (SVG), as Mermaid text."""
    from cchc.cli.process_asking import ProcessOptions, planned
    from cchc.cli.showing import emit, show_text
    from cchc.cli.sources import Sources

    options, sources = ProcessOptions.of(ctx.params), Sources()
    found = planned(options, sources)
    written: dict[str, str] = {}
    if svg is not None:
        from cchc.reports.gantt_svg import gantt_svg

        written[svg] = gantt_svg(found.plan, found.calendar, found.offices, lang=options.lang)
    if mermaid is not None:
        from cchc.reports.process_mermaid import gantt_mermaid

        _one_each(mermaid, written)
        written[mermaid] = gantt_mermaid(found.plan, lang=options.lang)
    _write(written, options.lang, as_json=as_json)
    if as_json:
        emit(found.answer(options.lang), as_json=True, lang=options.lang)
    elif not written:
        from cchc.cli.render_gantt import show_gantt

        show_text(show_gantt(found, options.lang))
    _end(sources)


def _one_each(path: str, written: dict[str, str]) -> None:
    from cchc.errors import UsageError

    if path in written:
        raise UsageError(f"two pictures cannot go to {path[:80]!r}; name a file for each")


def _write(written: dict[str, str], lang: str, *, as_json: bool) -> None:
    from cchc.cli.files import write_text
    from cchc.cli.words import WORDS
    from cchc.errors import UsageError

    if "-" in written and as_json:
        raise UsageError("standard output takes one thing: give one of --svg -, --mermaid -, --json")
    for path, text in written.items():
        write_text(path, text)
    if "-" not in written and not as_json:
        for path in written:
            sys.stdout.write(WORDS[lang]["written"].format(path) + "\n")


def _end(sources: Sources) -> None:
    from cchc.cli.showing import note

    note(sources.notes)
    if sources.rejected:
        raise typer.Exit(Exit.BAD_ROWS)
