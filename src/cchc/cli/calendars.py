"""``cchc calendar``: a year at a glance, as picture and file too, and what changed between two calendars."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from cchc.cli import declared as d

if TYPE_CHECKING:
    from cchc.deadlines.working_calendar import AnyCalendar


class YearOrCommand(TyperGroup):
    """A group whose first word may be left out: ``cchc calendar 2026`` is ``cchc calendar year 2026``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put ``year`` before words that name no command; the context's class is typer's own affair."""
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = ["year", *args]
        return super().parse_args(ctx, args)


calendar_app = typer.Typer(
    cls=YearOrCommand,
    rich_markup_mode=None,
    help="The working calendar: `cchc calendar 2026` shows a year, `cchc calendar diff` what changed.",
)


@calendar_app.command(short_help="Show a year (the word may be left out).")
def year(
    ctx: typer.Context,
    *,
    wanted: Annotated[int, typer.Argument(metavar="YEAR", help="The year, such as 2026.")],
    svg: Annotated[str | None, typer.Option("--svg", metavar="FILE|-", help="Write the year as a picture.")] = None,
    ics: Annotated[str | None, typer.Option("--ics", metavar="FILE|-", help="Write its special days as iCalendar.")] = None,
    agency: d.Agency = None,
    as_known_on: d.KnownOn = None,
    extra: d.Extra = None,
    no_forecast: d.NoForecast = False,
    as_json: d.Json = False,
    lang: d.Language = "vi",
) -> None:
    """Show a year: twelve months in colour, and the acts behind its special days."""
    from cchc.cli.building import calendar_answer
    from cchc.cli.options import Options
    from cchc.cli.showing import emit, show_text
    from cchc.cli.sources import Sources
    from cchc.errors import UsageError

    options = Options.of(ctx.params)
    if "-" in (svg, ics) and (as_json or svg == ics):
        raise UsageError("standard output takes one thing: give one of --svg -, --ics -, --json")
    calendar = Sources().of_year(options, wanted)
    written = _files(calendar, wanted, svg, ics, options.lang)
    if as_json:
        emit(calendar_answer(calendar, wanted, options.lang), as_json=True, lang=options.lang)
    elif svg is None and ics is None:
        from cchc.cli.render_calendar import show_year

        show_text(show_year(calendar, wanted, options.lang))
    elif "-" not in written:
        from cchc.cli.words import WORDS

        for path in written:
            sys.stdout.write(WORDS[options.lang]["written"].format(path) + "\n")


def _files(calendar: AnyCalendar, year: int, svg: str | None, ics: str | None, lang: str) -> list[str]:
    from cchc.cli.files import write_text

    if ics is not None:
        from cchc.interop.icalendar import calendar_ics

        write_text(ics, calendar_ics(calendar, year))
    if svg is not None:
        from cchc.reports.calendar_svg import calendar_svg

        write_text(svg, calendar_svg(calendar, year, lang=lang))
    return [path for path in (svg, ics) if path is not None]


@calendar_app.command(short_help="Show every date that two calendars differ on.")
def diff(
    ctx: typer.Context,
    *,
    from_known_on: d.FromKnownOn = None,
    to_known_on: d.ToKnownOn = None,
    extra: d.Extra = None,
    as_json: d.Json = False,
    lang: d.Language = "vi",
) -> None:
    """Show every date that differs: the bundled calendar (or as known on a day) against another day's, or with notices added."""
    from cchc.cli.building import diff_answer
    from cchc.cli.comparing import Change
    from cchc.cli.options import Options
    from cchc.cli.showing import emit
    from cchc.cli.sources import Sources

    options = Options.of(ctx.params)
    change = Change.between(Sources(), from_known_on or "", to_known_on or "", options.extra)
    emit(diff_answer(change.old, change.new, (change.old_known, change.new_known)), as_json=as_json, lang=options.lang)
