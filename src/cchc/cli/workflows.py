"""``cchc workflow``: the steps of a dossier's life under one decree, as text, Mermaid, a picture or JSON."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli import declared as d

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cchc.workflow import Row, Table

workflow_app = typer.Typer(rich_markup_mode=None, help="The life of a dossier: which step may follow, by whom, by which law.")


@workflow_app.callback()
def _workflow() -> None:
    pass


@workflow_app.command(short_help="Show the steps of one decree.")
def show(
    ctx: typer.Context,
    *,
    regime: Annotated[
        str | None, typer.Option("--regime", metavar="DATE|ID", help="The day of receipt, or a one-stop regime; else the newest table.")
    ] = None,
    mermaid: Annotated[bool, typer.Option("--mermaid", help="Answer as a Mermaid state diagram.")] = False,
    svg: Annotated[str | None, typer.Option("--svg", metavar="FILE|-", help="Write the table as a picture.")] = None,
    as_json: d.Json = False,
    lang: d.Language = "vi",
) -> None:
    """Show every state with the steps that leave it: who may, what must hold, form, clock, law."""
    from cchc.cli.options import Options
    from cchc.cli.showing import emit, show_text
    from cchc.errors import UsageError

    options = Options.of(ctx.params)
    if mermaid + as_json + (svg is not None) > 1:
        raise UsageError("one form at a time: give one of --mermaid, --svg, --json")
    table = _table(regime)
    if svg is not None:
        _draw(table, svg, options.lang)
    elif mermaid:
        from cchc.workflow.render import mermaid as drawn

        sys.stdout.write(drawn(table, options.lang))
    elif as_json:
        from cchc.cli.workflow_forms import workflow_answer

        emit(workflow_answer(table, options.lang), as_json=True, lang=options.lang)
    else:
        show_text(_text(table, options.lang))


def _table(regime: str | None) -> Table:
    from cchc.cli.texts import read_day
    from cchc.rulebook.regimes import load_regimes
    from cchc.workflow import editions, table_on

    if regime is None:
        return editions()[-1]
    named = [one for one in load_regimes().all if one.id == regime]
    since = named[0].validity.since if named else read_day(regime, "regime")
    assert since is not None
    return table_on(since)


def _draw(table: Table, svg: str, lang: str) -> None:
    from cchc.cli.files import write_text
    from cchc.cli.words import WORDS
    from cchc.reports.life_cycle_svg import life_cycle_svg

    write_text(svg, life_cycle_svg(table, lang))
    if svg != "-":
        sys.stdout.write(WORDS[lang]["written"].format(svg) + "\n")


_WORDS = {
    "vi": {
        "title": "Vòng đời hồ sơ tiếp nhận từ {0:%d/%m/%Y}",
        "begin": "Bắt đầu",
        "end": "kết thúc",
        "form": "mẫu: {0}",
        "clock": "thời hạn: {0}",
    },
    "en": {
        "title": "The life of a dossier received from {0:%d/%m/%Y}",
        "begin": "Beginning",
        "end": "an end",
        "form": "form: {0}",
        "clock": "clock: {0}",
    },
}


def _text(table: Table, lang: str) -> RenderableType:
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    from cchc.model.dossier_state import END_STATES, NATIONAL_STATUS

    words = _WORDS[lang]
    lines: list[RenderableType] = [Text(words["title"].format(date.fromisoformat(table.regime)), "bold")]
    for state in (None, *table.states):
        head = Text(state.label(lang) if state else words["begin"], "bold")
        if state is not None:
            status = NATIONAL_STATUS[state]
            head.append(f"  {status.value} · {status.label(lang)}{', ' + words['end'] if state in END_STATES else ''}", "not bold dim")
        lines += ["", head]
        for row in table.leaving(state):
            lines.append(Padding(Text.assemble(row.command.label(lang), (" → ", "dim"), row.target.label(lang)), (0, 0, 0, 2)))
            lines.append(Padding(Text(_details(row, lang), "dim"), (0, 0, 0, 4)))
    return Group(*lines)


def _details(row: Row, lang: str) -> str:
    """Who may, what must hold, form, clock, the office's own time, law: in one line."""
    from cchc.workflow import ClockEffect

    words = _WORDS[lang]
    parts = [", ".join(role.label(lang) for role in row.who)]
    parts += [", ".join(guard.code for guard in row.guards)] if row.guards else []
    parts += [words["form"].format(row.form.label(lang))] if row.form else []
    parts += [words["clock"].format(row.clock.label(lang))] if row.clock is not ClockEffect.NONE else []
    parts += [row.office_time.wording] if row.office_time else []
    return "; ".join([*parts, *map(str, row.basis)])
