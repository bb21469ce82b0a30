"""Answers for people: calm, in colour where the terminal has it, readable without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cchc.cli.answers import (
    AddAnswer,
    Amount,
    BetweenAnswer,
    DayAnswer,
    DiffAnswer,
    DueAnswer,
    ImpactAnswer,
    Output,
    ProceduresAnswer,
    VerifyAnswer,
)
from cchc.cli.words import WORDS, moment_words, short_day
from cchc.deadlines.calendar_day import DayKind, YearStatus
from cchc.deadlines.explanation import day_words, instant_words
from cchc.deadlines.proof import Reason
from cchc.model.limit_phrases import format_unit
from cchc.model.receipt import StartEvent
from cchc.rulebook.regimes import load_regimes

KIND_STYLE = {
    DayKind.WORKING: "",
    DayKind.WEEKEND: "dim",
    DayKind.STATUTORY: "bold red",
    DayKind.IN_LIEU: "red",
    DayKind.SWAPPED_OFF: "bold yellow",
    DayKind.MADE_UP: "bold cyan",
    DayKind.AGENCY_CLOSURE: "magenta",
    DayKind.AGENCY_OPEN: "green",
}
_HEAD, _SOFT, _LOUD = "bold", "dim", "bold yellow"
_MOST_ROWS, _SHOWN = 64, 28
_FEE = {"payment of the fee": "nộp phí, lệ phí"}
_WAITS_VI = {**_FEE, **{one.label_en: one.label_vi for one in StartEvent}}


def console() -> Console:
    """Return the console of standard output; text is shown as it is, never read as markup."""
    return Console(markup=False, highlight=False, emoji=False)


def show(answer: Output, lang: str) -> RenderableType:
    """Return any answer but a year's."""
    match answer:
        case DueAnswer():
            return show_due(answer, lang)
        case ImpactAnswer():
            return show_impact(answer, lang)
        case ProceduresAnswer():
            return show_procedures(answer, lang)
        case VerifyAnswer():
            return show_verify(answer, lang)
        case DiffAnswer():
            from cchc.cli.render_calendar import show_diff

            return show_diff(answer, lang)
        case AddAnswer() | BetweenAnswer():
            return show_sum(answer, lang)
        case _:
            return Text(answer.model_dump_json(indent=2))


def show_sum(answer: AddAnswer | BetweenAnswer, lang: str) -> RenderableType:
    """Return the answer of ``cchc add`` or ``cchc between``."""
    words = WORDS[lang]
    if isinstance(answer, AddAnswer):
        told = Text(instant_words(answer.due_at, lang) if answer.due_at else day_words(answer.due, lang) if answer.due else "", _HEAD)
    else:
        told = Text(words["working_days"].format(answer.working_days), _HEAD)
        told.append(f", {words['calendar_days'].format(answer.calendar_days)}", "not bold")
        if answer.working_minutes is not None:
            told.append(f", {words['working_time'].format(Fraction(answer.working_minutes) / 60)}", "not bold")
    if answer.certainty is not None:
        told.append(f"  {words['provisional']}", _LOUD)
    return told


def show_due(answer: DueAnswer, lang: str) -> RenderableType:
    """Return the answer of ``cchc due``: the dates first, then the question, the reasons, the days."""
    words = WORDS[lang]
    parts: list[RenderableType] = []
    if answer.name is not None:
        parts += [Text.assemble((answer.name, _HEAD), "  ", (answer.code or "", _SOFT)), ""]
    parts += [_facts(_dates(answer, lang)), "", _facts(_question(answer, lang))]
    parts += ["", Text(words["rules"], _HEAD), *_rules(answer)]
    for one in answer.refusals:
        parts.append(Text.assemble((f"! {words['refused']} {one.entry}: ", _LOUD), one.text, (f" ({'; '.join(one.basis)})", _SOFT)))
    if answer.days:
        parts += ["", Text(words["days"], _HEAD), Padding(_days(answer.days, lang), (0, 0, 0, 2))]
    return Group(*parts)


def _facts(rows: Sequence[tuple[str, RenderableType]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style=_SOFT, no_wrap=True)
    table.add_column()
    for name, value in rows:
        table.add_row(name, value)
    return table


def _dates(answer: DueAnswer, lang: str) -> Iterator[tuple[str, RenderableType]]:
    words = WORDS[lang]
    provisional = answer.certainty is YearStatus.PROVISIONAL
    if answer.due is None or answer.due_at is None:
        yield words["due"], Text(words["no_due"], _LOUD)
    else:
        style = _LOUD if provisional else "bold green"
        if answer.days and answer.days[-1].since is not None:
            yield words["due"], Text(instant_words(answer.due_at, lang), style)
        else:
            yield words["due"], Text.assemble((day_words(answer.due, lang), style), ", ", words["whole_day"])
    if answer.promised is not None:
        yield words["promised"], instant_words(answer.promised, lang)
    if answer.reappointed is not None:
        yield words["reappointed"], Text(day_words(answer.reappointed, lang), "yellow")
    if answer.certainty is not None:
        certainty = Text(words["provisional"] if provisional else answer.certainty.label(lang), _LOUD if provisional else "")
        if answer.due_earliest is not None and answer.due_earliest != answer.due_latest:
            latest = day_words(answer.due_latest, lang) if answer.due_latest else words["beyond"]
            certainty.append(f"; {words['between'].format(day_words(answer.due_earliest, lang), latest)}", "")
        yield words["certainty"], certainty
    if answer.forecast_assumption is not None:
        yield words["assumption"], Text(answer.forecast_assumption, _SOFT)


def _question(answer: DueAnswer, lang: str) -> Iterator[tuple[str, RenderableType]]:
    words = WORDS[lang]
    limit = Text.assemble(answer.limit, (f", {words['from'].format(answer.start.label(lang))}", _SOFT))
    if answer.code is not None and answer.limit_from == "argument":
        limit.append(f" ({words['by_argument']})", "yellow")
    if answer.case not in (None, "chung"):
        limit.append(f" · {words['case']}: {answer.case}", _SOFT)
    yield words["limit"], limit
    channel = f" · {answer.channel.label(lang)}" if answer.channel else ""
    yield words["received"], Text.assemble(instant_words(answer.received, lang), (channel, _SOFT))
    state = Text(answer.clock.label(lang).lower(), "yellow" if answer.due is None else "")
    if answer.since is not None:
        state.append(f", {words['since'].format(moment_words(answer.since, lang))}", _SOFT)
    if answer.waits_for:
        waits = ", ".join(_WAITS_VI.get(one, one) if lang == "vi" else one for one in answer.waits_for)
        state.append(f"; {words['waits']}: {waits}", "yellow")
    yield words["clock"], state
    yield words["at"], _reading(answer, lang)
    for one in answer.stages:
        due = instant_words(one.due_at, lang) if one.due_at else day_words(one.due, lang) if one.due else words["no_due"]
        yield words["stages"], Text.assemble(f"{one.name or words['stage']}: {one.limit}", (f", {due}", _SOFT))
    yield words["regime"], Text(load_regimes().named(answer.regime).title_vi, _SOFT)
    yield words["calendar"], Text(answer.calendar, _SOFT)


def _reading(answer: DueAnswer, lang: str) -> Text:
    words = WORDS[lang]
    told = Text(f"{moment_words(answer.at, lang)}: ")
    told.append(words["left"].format(_amounts(answer.remaining, lang)))
    if any(one.count for one in answer.elapsed):
        told.append(f", {words['used'].format(_amounts(answer.elapsed, lang))}")
    if answer.late_by is not None:
        told.append("; ")
        told.append(words["late"].format(_amounts((answer.late_by,), lang)), "bold red")
    if answer.first_breach is not None:
        told.append(f", {words['breach'].format(moment_words(answer.first_breach, lang))}", _SOFT)
    return told


def _amounts(amounts: Sequence[Amount], lang: str) -> str:
    joiner = " và " if lang == "vi" else " and "
    return joiner.join(
        format_unit(int(one.count) if isinstance(one.count, int) else Fraction(one.count), one.unit, lang) for one in amounts
    )


def _rules(answer: DueAnswer) -> Iterator[RenderableType]:
    for one in answer.rules:
        mark = ("! ", _LOUD) if one.flag else ("· ", _SOFT)
        table = Table.grid()
        table.add_row("  ", Text(*mark), Text.assemble(one.text, (f" ({'; '.join(one.basis)})", _SOFT)))
        yield table


@dataclass(slots=True)
class _Run:
    """Days that follow each other and mean the same."""

    first: DayAnswer
    last: DayAnswer
    number: int
    minutes: Fraction


def _days(days: Sequence[DayAnswer], lang: str) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    table.add_column(style=_SOFT, no_wrap=True)
    runs = list(_runs(days))
    hidden = range(_SHOWN, len(runs) - _SHOWN) if len(runs) > _MOST_ROWS else range(0)
    for place, run in enumerate(runs):
        if hidden and place == hidden[0]:
            table.add_row("", "", Text(WORDS[lang]["elided"].format(len(hidden)), _SOFT))
        if place not in hidden:
            table.add_row(*_row(run, lang))
    return table


def _runs(days: Sequence[DayAnswer]) -> Iterator[_Run]:
    run: _Run | None = None
    number = 0
    apart = len(days) <= 12
    for one in days:
        number += one.counted
        minutes = Fraction(one.minutes or 0)
        if run is not None and _meaning(run.last) == _meaning(one) and not (apart and one.since is not None):
            run.last, run.minutes = one, run.minutes + minutes
            continue
        if run is not None:
            yield run
        run = _Run(one, one, number, minutes)
    if run is not None:
        yield run


def _meaning(day: DayAnswer) -> tuple[object, ...]:
    """What makes two days one line: counted days are told apart only where offices work on a day of rest."""
    if day.counted and day.kind not in (DayKind.MADE_UP, DayKind.AGENCY_OPEN):
        return (day.reason,)
    return day.counted, day.reason, day.kind, day.act, day.name.partition(" (")[0]


def _row(run: _Run, lang: str) -> tuple[RenderableType, ...]:
    first, last = run.first, run.last
    style = KIND_STYLE[first.kind] if not first.counted or first.kind is DayKind.MADE_UP else ""
    if first.reason is Reason.EXCLUDED:
        style = "magenta"
    if first.since is not None and last.until is not None:
        until = f"{last.until:%H:%M}" if last.date == first.date else f"{last.until:%H:%M} {short_day(last.date, lang)}"
        shown = f"{short_day(first.date, lang)} {first.since:%H:%M} – {until}"
        return "", Text(shown, style), Text(_why(run, lang), style), WORDS[lang]["minutes"].format(run.minutes)
    days = short_day(first.date, lang) if last is first else f"{short_day(first.date, lang)} – {short_day(last.date, lang)}"
    length = (last.date - first.date).days
    number = "·" if not first.counted else f"{run.number}" if last is first else f"{run.number}–{run.number + length}"
    act = "" if first.kind in (DayKind.WORKING, DayKind.WEEKEND) or first.counted and first.kind is not DayKind.MADE_UP else first.act
    return Text(number, _HEAD if first.counted else _SOFT), Text(days, style), Text(_why(run, lang), style), act


def _why(run: _Run, lang: str) -> str:
    reason = run.first.reason.label(lang)
    if run.first.reason in (Reason.COUNTED, Reason.EXCLUDED, Reason.START) and run.first.kind is not DayKind.MADE_UP:
        return reason
    name = run.first.name if run.first is run.last else run.first.name.partition(" (")[0]
    return name if run.first.reason is Reason.REST else f"{name}: {reason}"


def show_verify(answer: VerifyAnswer, lang: str) -> RenderableType:
    """Return what ``cchc verify`` found."""
    words = WORDS[lang]
    if answer.holds:
        return Text(words["holds"], "green")
    return Group(Text(words["differs"], "bold red"), *(Text(f"  {fault}") for fault in answer.faults))


def show_impact(answer: ImpactAnswer, lang: str) -> RenderableType:
    """Return what ``cchc impact`` found, a line for each deadline that moves."""
    words = WORDS[lang]
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=_SOFT, pad_edge=False)
    for name in ("dossier", "old", "new", "because"):
        table.add_column(words[name])
    for one in answer.moved:
        label = str(one.id) if one.id is not None else words["line"].format(one.line)
        before = instant_words(one.before_at, lang) if one.before_at else day_words(one.before, lang)
        after = instant_words(one.after_at, lang) if one.after_at else day_words(one.after, lang) if one.after else words["beyond"]
        mark = f" ({words['provisional'].partition(',')[0].lower()})" if one.certainty else ""
        table.add_row(label, before, Text(after + mark, _HEAD), Text(", ".join(one.acts), _SOFT))
    head = Text(words["moved"].format(len(answer.moved), answer.asked - len(answer.errors)), _HEAD)
    versions = Text(f"{answer.old.version} → {answer.new.version}", _SOFT)
    return Group(head, versions, *(("", table) if answer.moved else ()))


def show_procedures(answer: ProceduresAnswer, lang: str) -> RenderableType:
    """Return a catalogue as a list: code, name, cases with their limits."""
    words = WORDS[lang]
    if not answer.procedures:
        return Text(words["none_found"])
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=_SOFT, pad_edge=False)
    table.add_column(words["code"], no_wrap=True)
    table.add_column(words["name"], ratio=3)
    table.add_column(words["cases"], ratio=2)
    for one in answer.procedures:
        span = "" if one.since is None and one.until is None else f" ({one.since or '…'} – {one.until or '…'})"
        cases = Text()
        for case in one.cases:
            limit = Text(case.limit) if case.limit else Text(words["unconfirmed"].format(case.unconfirmed), "yellow")
            channels = f" [{', '.join(channel.value for channel in case.channels)}]" if case.channels else ""
            cases.append_text(Text.assemble("\n" if cases else "", (f"{case.case}: ", _SOFT), limit, (channels, _SOFT)))
        table.add_row(Text(one.code, "cyan"), Text.assemble(one.name, (span, _SOFT)), cases)
    return Group(table, "", Text(words["found"].format(len({one.code for one in answer.procedures})), _SOFT))
