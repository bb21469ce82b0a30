"""The command ``cchc check`` as typer sees it."""

from __future__ import annotations

from typing import Annotated

import typer

from cchc.cli import declared as d
from cchc.cli.exits import Exit


def check(
    ctx: typer.Context,
    *,
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Catalogues, or folders that hold them.")],
    form: Annotated[str, typer.Option("--format", metavar="text|json|sarif|html|github", help="The form of the report.")] = "text",
    output: Annotated[str, typer.Option("--output", metavar="FILE|-", help="Where the report is written.")] = "-",
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="CODE", help="Only rules whose code begins so; may be repeated.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="CODE", help="No rules whose code begins so; may be repeated.")
    ] = None,
    severity: Annotated[
        list[str] | None, typer.Option("--severity", metavar="CODE=LEVEL", help="Take its findings as error, warning or info.")
    ] = None,
    suppress: Annotated[
        list[str] | None, typer.Option("--suppress", metavar="CODE:SUBJECT=REASON", help="Let a finding stand, for a written reason.")
    ] = None,
    config: Annotated[
        str | None, typer.Option("--config", metavar="FILE", help="Settings; else cchc-check.toml of the working folder, if there.")
    ] = None,
    baseline: Annotated[str | None, typer.Option("--baseline", metavar="FILE", help="Old findings that are not reported again.")] = None,
    write_baseline: Annotated[
        str | None, typer.Option("--write-baseline", metavar="FILE", help="Write every finding of this run as the new baseline.")
    ] = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", metavar="error|warning|info|never", help="The least severity with which the exit code is 1.")
    ] = "error",
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="The day of judgement; else the day of the calendar's data.")
    ] = None,
    lang: d.Language = "vi",
) -> None:
    """Check procedures and processes: what cannot hold, where, why, and how to mend it."""
    from cchc.cli.checking import CheckOptions, run

    raise typer.Exit(Exit.OK if run(CheckOptions.of(ctx.params)) else Exit.BAD_ROWS)
