"""``cchc dossier``: play a scripted life of a dossier, or draw the timeline of a stored one."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cchc.cli import declared as d

if TYPE_CHECKING:
    from cchc.cli.dossier_scripts import Played
    from cchc.model.events import Event
    from cchc.tracking import Setting

dossier_app = typer.Typer(
    rich_markup_mode=None, help="Dossiers: `cchc dossier simulate` plays a life, `cchc dossier timeline` draws a stored one."
)


@dossier_app.command(short_help="Play a scripted life of a dossier, with the law of each step.")
def simulate(
    *,
    script: Annotated[str | None, typer.Argument(metavar="[SCRIPT.yaml]", help="Who does what when; see docs/cli.md.")] = None,
    seed: Annotated[int | None, typer.Option("--random", metavar="SEED", help="A random legal life instead of a script.")] = None,
    procedure: Annotated[str | None, typer.Option("--procedure", metavar="CODE", help="The procedure of the random life.")] = None,
    start: Annotated[str | None, typer.Option("--from", metavar="INSTANT", help="When the random life begins.")] = None,
    limit: d.Limit = None,
    svg: Annotated[str | None, typer.Option("--svg", metavar="FILE|-", help="Write the timeline as a picture.")] = None,
    history: Annotated[str | None, typer.Option("--history", metavar="FILE|-", help="Write the events, one JSON line each.")] = None,
    agency: d.Agency = None,
    as_json: d.Json = False,
    lang: d.Language = "vi",
) -> None:
    """Play the life that SCRIPT.yaml tells, or a random one.

    A step that may not be taken is shown with every reason, and the life goes on.
    """
    from cchc.cli.dossier_scripts import play, random_script, read_script, terms_of
    from cchc.cli.texts import read_instant
    from cchc.errors import UsageError
    from cchc.model.limit_phrases import parse_limit

    if "-" in (svg, history) and (as_json or svg == history):
        raise UsageError("standard output takes one thing: give one of --svg -, --history -, --json")
    setting = _setting(agency)
    if script is not None and seed is None:
        told = read_script(script)
    elif script is None and seed is not None and procedure and start:
        told = random_script(seed, procedure, read_instant(start, "from"), setting, parse_limit(limit) if limit else None)
    else:
        raise UsageError("give a script, or --random SEED with --procedure CODE and --from INSTANT")
    terms = terms_of(told, read_instant(told.steps[0].at, "at").date())
    steps = list(play(told, terms, setting))
    events = tuple(event for one in steps if one.accepted is not None for event in one.accepted.events)
    last = next((one.seen for one in reversed(steps) if one.seen is not None), None)
    if history is not None:
        _write(history, _stored(events))
    if svg is not None and last is not None:
        from cchc.reports.timeline_svg import timeline_svg

        _write(svg, timeline_svg(last, events, setting.calendar, lang=lang))
    if as_json:
        sys.stdout.write(
            json.dumps({"dossier": told.dossier, "steps": [_plain(one) for one in steps]}, ensure_ascii=False, indent=2) + "\n"
        )
    elif "-" not in (svg, history):
        sys.stdout.write("\n".join(line for one in steps for line in _lines(one, lang)) + "\n")


@dossier_app.command(short_help="Draw the timeline of a stored history.")
def timeline(
    *,
    history: Annotated[str, typer.Argument(metavar="FILE", help="A history as --history wrote it, one JSON line an event.")],
    now: d.Now = None,
    limit: d.Limit = None,
    channel: d.ChannelName = None,
    case: d.Case = None,
    svg: Annotated[str, typer.Option("--svg", metavar="FILE|-", help="Where the picture goes; - is standard output.")] = "-",
    agency: d.Agency = None,
    lang: d.Language = "vi",
) -> None:
    """Check the hashes of a stored history and draw it; without --now as of its last event."""
    from cchc.cli.dossier_scripts import published_terms
    from cchc.cli.texts import read_instant
    from cchc.model.limit_phrases import parse_limit
    from cchc.model.receipt import Channel
    from cchc.reports.timeline_svg import timeline_svg
    from cchc.tracking import Terms, track
    from cchc.workflow.folding import replay

    events = _read_history(history)
    at = read_instant(now, "now") if now else max(event.occurred_at for event in events)
    dossier = replay(events)
    setting = _setting(agency)
    if limit is not None:
        terms = Terms(limit=parse_limit(limit))
    else:
        way = Channel(channel) if channel else dossier.channel  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
        terms = published_terms(dossier.procedure, (dossier.received_at or at).date(), way, case or dossier.case or None)
    _write(svg, timeline_svg(track(events, terms, setting, at), events, setting.calendar, lang=lang))


def _setting(agency: str | None) -> Setting:
    from cchc.deadlines.office_hours import STANDARD_OFFICE
    from cchc.rulebook import load_calendar, load_office, load_regimes
    from cchc.tracking import Setting

    office = load_office(agency) if agency else STANDARD_OFFICE
    return Setting(calendar=load_calendar(), regimes=load_regimes(), office=office)


def _write(path: str, text: str) -> None:
    from cchc.cli.files import write_text

    write_text(path, text)


def _stored(events: Sequence[Event]) -> str:
    from cchc.workflow.history import store_all

    return "".join(
        json.dumps({"digest": one.digest.hex(), "data": one.data.decode()}, ensure_ascii=False) + "\n" for one in store_all(events)
    )


def _read_history(path: str) -> tuple[Event, ...]:
    from cchc.cli.exits import FileError
    from cchc.cli.files import read_bytes
    from cchc.workflow.history import StoredEvent, load, verify_history

    stored: list[StoredEvent] = []
    for number, line in enumerate(read_bytes(path).splitlines(), 1):
        try:
            one = json.loads(line)
            stored.append(StoredEvent(str(one["data"]).encode(), bytes.fromhex(str(one["digest"]))))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise FileError(f'{path}, line {number}: an event is {{"digest": …, "data": …}}, as --history writes it') from error
    verdict = verify_history(stored)
    if not verdict.holds or not stored:
        raise FileError(f"{path}: {verdict.problem or 'there are no events in it'}")
    return tuple(map(load, stored))


def _lines(one: Played, lang: str) -> list[str]:
    """One step for people: when, what, where it led, what is due, by which law; or why not."""
    head = f"{one.command.at:%d/%m/%Y %H:%M}  {one.command.kind.label(lang)}"
    taken, seen = one.accepted, one.seen
    if taken is None or seen is None:
        return [f"✗ {head}", *(f"    {reason.message_vi if lang == 'vi' else reason.message_en}" for reason in one.reasons)]
    lines = [f"✓ {head} → {seen.state.label(lang)} [{seen.national_status.value}]"]
    if taken.row.form is not None:
        lines.append(f"    {taken.row.form.label(lang)}")
    if seen.statutory is not None:
        due = f"{seen.statutory.due:%d/%m/%Y}" if seen.statutory.due else "–"
        lines.append(f"    {'hạn' if lang == 'vi' else 'due'} {due} · {seen.timeliness.label(lang)}")
    lines.append(f"    {'; '.join(map(str, taken.row.basis))}")
    return lines


def _plain(one: Played) -> dict[str, Any]:
    """One step as JSON."""
    taken, seen = one.accepted, one.seen
    clock = seen.statutory if seen is not None else None
    return {
        "at": one.command.at.isoformat(),
        "command": one.command.kind.value,
        "role": one.command.by.role.value,
        "accepted": taken is not None,
        "state": seen.state.value if seen is not None else None,
        "national_status": seen.national_status.value if seen is not None else None,
        "form": taken.forms[0].value if taken is not None and taken.forms else None,
        "clock": [entry.kind for entry in taken.clock] if taken is not None else [],
        "due": clock.due.isoformat() if clock is not None and clock.due is not None else None,
        "promised": clock.promised.isoformat() if clock is not None and clock.promised is not None else None,
        "timeliness": seen.timeliness.value if seen is not None else None,
        "basis": [str(basis) for basis in taken.row.basis] if taken is not None else [],
        "reasons": [{"code": one.code, "message_vi": one.message_vi, "message_en": one.message_en} for one in one.reasons],
    }
