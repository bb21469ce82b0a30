"""The commands of ``cchc``: each reads its options, asks, and shows the answer. Typer is imported here and nowhere lower."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from cchc.cli import declared as d
from cchc.cli.bulk import bulk_app
from cchc.cli.calendars import calendar_app
from cchc.cli.check_command import check
from cchc.cli.dossiers import dossier_app
from cchc.cli.exits import Exit
from cchc.cli.import_command import import_, template
from cchc.cli.limits import limits_app
from cchc.cli.procedures import procedure_app, procedures
from cchc.cli.processes import process_app
from cchc.cli.vectors import vectors_app
from cchc.cli.workflows import workflow_app

app = typer.Typer(
    name="cchc",
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Statutory deadlines of Vietnamese administrative procedures, in working days, with the reasons.",
    epilog="Exit codes: 0 answered, 1 a row was bad, a proof does not hold or a check found faults, 2 wrong usage, 3 a package is "
    "missing, 4 the law data does not reach or is wrong, 5 a file cannot be read or written.",
)
app.add_typer(calendar_app, name="calendar", short_help="Show a year, or what changed in the calendar.")
app.add_typer(workflow_app, name="workflow", short_help="Show the steps of a dossier's life.")
app.add_typer(procedure_app, name="procedure", short_help="Show a procedure, list them, or compare two versions.")
app.add_typer(process_app, name="process", short_help="Show a process, its critical path, its Gantt chart.")
app.add_typer(limits_app, name="limits", short_help="Find the time limits in texts.")
app.add_typer(bulk_app, name="bulk", short_help="Answer whole tables, or write the calendar as SQL.")
app.add_typer(dossier_app, name="dossier", short_help="Play a dossier's life, or draw the timeline of a stored one.")
app.add_typer(vectors_app, name="vectors", short_help="Write test vectors, or score a system's answers to them.")


def _version(wanted: bool) -> None:  # noqa: FBT001 - the form typer calls
    if not wanted:
        return
    from cchc import __version__
    from cchc.rulebook.calendars import load_calendar

    calendar = load_calendar()
    sys.stdout.write(f"cchc {__version__} (calendar {calendar.version}, data of {calendar.data_date})\n")
    raise typer.Exit


@app.callback()
def _main(
    *,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the versions.")] = False,
) -> None:
    pass


@app.command(short_help="When a dossier is due by law, and why.")
def due(
    ctx: typer.Context,
    *,
    code: d.Code = None,
    received: d.Received = None,
    channel: d.ChannelName = None,
    case: d.Case = None,
    limit: d.Limit = None,
    committed: d.Committed = None,
    pause: d.Pause = None,
    exclude: d.Excluded = None,
    entries: d.Entries = None,
    now: d.Now = None,
    agency: d.Agency = None,
    as_known_on: d.KnownOn = None,
    as_of: d.AsOf = None,
    complete: d.Complete = None,
    fee_paid: d.FeePaid = None,
    event: d.Event = None,
    competent_received: d.Competent = None,
    not_at_once: d.NotAtOnce = False,
    regime: d.RegimeId = None,
    policy: d.Choices = None,
    confirmations: d.Confirmations = None,
    catalogue: d.CatalogueFiles = None,
    portal: d.Portal = None,
    extra: d.Extra = None,
    no_forecast: d.NoForecast = False,
    proof: d.ProofFile = None,
    as_json: d.Json = False,
    lang: d.Language = "vi",
) -> None:
    """When is this dossier due by law, what is printed on the slip, how certain is that, and why."""
    from cchc.cli.asking import many_dossiers, one_dossier
    from cchc.cli.options import DueOptions

    if code == "-":
        _end(good=many_dossiers(DueOptions.of({**ctx.params, "code": None}), proof))
    one_dossier(DueOptions.of(ctx.params), proof, as_json=as_json)


def _end(*, good: bool) -> None:
    raise typer.Exit(Exit.OK if good else Exit.BAD_ROWS)


@app.command(short_help="Add a time limit to a day or an instant.")
def add(
    ctx: typer.Context,
    *,
    date: Annotated[str, typer.Argument(metavar="DATE|-", help="The day of the event, or its instant for hours; - for many rows.")],
    limit: Annotated[list[str] | None, typer.Argument(metavar="LIMIT", help='Such as "15 ngày làm việc", "02 tháng".')] = None,
    agency: d.Agency = None,
    as_known_on: d.KnownOn = None,
    extra: d.Extra = None,
    no_forecast: d.NoForecast = False,
    as_json: d.Json = False,
    lang: d.Language = "vi",
) -> None:
    """Add a time limit to a day: its last day; or to an instant, for limits in hours."""
    from cchc.cli import arithmetic
    from cchc.cli.options import AddOptions
    from cchc.cli.showing import answer_lines, emit
    from cchc.cli.sources import Sources

    given = {**ctx.params, "limit": " ".join(limit or ()), "date": None if date == "-" else date}
    options, sources = AddOptions.of(given), Sources()
    if date == "-":
        _end(good=answer_lines(("date", "limit"), arithmetic.add_rows(options, sources)))
    emit(arithmetic.add_answer(options, sources), as_json=as_json, lang=options.lang)


@app.command(short_help="Count the working days between two days.")
def between(
    ctx: typer.Context,
    *,
    a: Annotated[str, typer.Argument(metavar="A|-", help="The first day or instant; - for many rows on standard input.")],
    b: Annotated[str | None, typer.Argument(metavar="B", help="The second day or instant.")] = None,
    agency: d.Agency = None,
    as_known_on: d.KnownOn = None,
    extra: d.Extra = None,
    no_forecast: d.NoForecast = False,
    as_json: d.Json = False,
    lang: d.Language = "vi",
) -> None:
    """Count the working days in (A, B]; between two instants the working time as well."""
    from cchc.cli import arithmetic
    from cchc.cli.options import BetweenOptions
    from cchc.cli.showing import answer_lines, emit
    from cchc.cli.sources import Sources

    options, sources = BetweenOptions.of({**ctx.params, "a": None if a == "-" else a}), Sources()
    if a == "-":
        _end(good=answer_lines(("a", "b"), arithmetic.between_rows(options, sources)))
    emit(arithmetic.between_answer(options, sources), as_json=as_json, lang=options.lang)


@app.command(short_help="Which deadlines a change of the calendar moves.")
def impact(
    ctx: typer.Context,
    *,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="Dossiers, one a line, as for `cchc due -`.")],
    from_known_on: d.FromKnownOn = None,
    to_known_on: d.ToKnownOn = None,
    extra: d.Extra = None,
    agency: d.Agency = None,
    confirmations: d.Confirmations = None,
    catalogue: d.CatalogueFiles = None,
    portal: d.Portal = None,
    no_forecast: d.NoForecast = False,
    as_json: d.Json = False,
    lang: d.Language = "vi",
) -> None:
    """Which deadlines move when the calendar changes, from when to when, because of which act."""
    from cchc.cli.comparing import compare
    from cchc.cli.options import DueOptions
    from cchc.cli.showing import emit, note

    base = DueOptions.of({**ctx.params, "extra": None})
    answer = compare(file, base, from_known_on or "", to_known_on or "", tuple(extra or ()))
    emit(answer, as_json=as_json, lang=base.lang)
    if not as_json:
        note([f"line {one.line}: {one.error.message}" for one in answer.errors])
    _end(good=not answer.errors)


@app.command(short_help="Recompute a proof.")
def verify(
    ctx: typer.Context,
    *,
    file: Annotated[str, typer.Argument(metavar="PROOF|-", help="A proof that `cchc due --proof` wrote.")],
    as_known_on: d.KnownOn = None,
    extra: d.Extra = None,
    as_json: d.Json = False,
    lang: d.Language = "vi",
) -> None:
    """Recompute a proof: it holds, or what differs (exit code 1)."""
    from cchc.cli.files import read_bytes
    from cchc.cli.options import Options
    from cchc.cli.proving import verify_answer
    from cchc.cli.showing import emit
    from cchc.cli.sources import Sources

    options = Options.of(ctx.params)
    answer = verify_answer(read_bytes(file), options, Sources())
    emit(answer, as_json=as_json, lang=options.lang)
    _end(good=answer.holds)


app.command(short_help="List or search the catalogue.")(procedures)
app.command(short_help="Check procedures and processes.")(check)
app.command("import", short_help="Read catalogues in any known form, write them in one.")(import_)
app.command(short_help="Write an Excel file to fill in.")(template)


@app.command(short_help="Print the JSON Schemas of the answers.")
def schema(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="One form; all of them unless given.")] = None,
) -> None:
    """Print the JSON Schema of an answer, or of all of them."""
    from cchc.cli.answers import schemas
    from cchc.errors import UnknownCodeError

    known = schemas()
    if name is not None and name not in known:
        raise UnknownCodeError("schema", name[:40], tuple(known))
    sys.stdout.write(json.dumps(known if name is None else known[name], ensure_ascii=False, indent=2) + "\n")
