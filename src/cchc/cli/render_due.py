"""The answer of ``cchc due`` for people: calm, in colour where the terminal has it, readable without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cchc.cli.answers import (
    Amount,
    CommittedAnswer,
    DayAnswer,
    DueAnswer,
)
from cchc.cli.words import KIND_STYLE, WORDS, moment_words, short_day
from cchc.deadlines.calendar_day import DayKind, YearStatus
from cchc.deadlines.explanation import day_words, instant_words
from cchc.deadlines.proof import Reason
from cchc.model.limit_phrases import format_unit
from cchc.model.receipt import StartEvent
from cchc.rulebook.regimes import load_regimes

_HEAD, _SOFT, _LOUD = "bold", "dim", "bold yellow"
_MOST_ROWS, _SHOWN = 64, 28
_FEE = {"payment of the fee": "nộp phí, lệ phí"}
_WAITS_VI = {**_FEE, **{one.label_en: one.label_vi for one in StartEvent}}


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


def _facts(rows: Iterable[tuple[str, RenderableType]]) -> Table:
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
    if answer.committed is not None:
        yield words["committed"], _committed(answer.committed, lang)
    if answer.certainty is not None:
        certainty = Text(words["provisional"] if provisional else answer.certainty.label(lang), _LOUD if provisional else "")
        if answer.due_earliest is not None and answer.due_earliest != answer.due_latest:
            latest = day_words(answer.due_latest, lang) if answer.due_latest else words["beyond"]
            certainty.append(f"; {words['between'].format(day_words(answer.due_earliest, lang), latest)}", "")
        yield words["certainty"], certainty
    if answer.forecast_assumption is not None:
        yield words["assumption"], Text(answer.forecast_assumption, _SOFT)


def _committed(answer: CommittedAnswer, lang: str) -> Text:
    words = WORDS[lang]
    told = words["no_due"] if answer.due_at is None else moment_words(answer.due_at, lang)
    text = Text.assemble(told, (f", {answer.limit}", _SOFT), (f" ({answer.by})" if answer.by else "", _SOFT))
    if answer.late_by is not None:
        text.append(f"; {words['late'].format(_amounts((answer.late_by,), lang))}", "bold red")
    return text


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
    yield words["regime"], Text(next(one.title_vi for one in load_regimes().all if one.id == answer.regime), _SOFT)
    yield words["calendar"], Text(answer.calendar, _SOFT)


def _reading(answer: DueAnswer, lang: str) -> Text:
    words = WORDS[lang]
    told = Text(f"{moment_words(answer.at, lang)}: ")
    if answer.late_by is None:
        told.append(words["left"].format(_amounts(answer.remaining, lang)))
    if any(one.count for one in answer.elapsed):
        told.append(", " if answer.late_by is None else "")
        told.append(words["used"].format(_amounts(answer.elapsed, lang)))
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
        table.add_row("  ", Text(*mark), Group(one.text, Text("; ".join(one.basis), _SOFT)))
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
    if day.reason is Reason.EXCLUDED:
        return day.counted, day.reason
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
    act = "" if first.kind in (DayKind.WORKING, DayKind.WEEKEND) or (first.counted and first.kind is not DayKind.MADE_UP) else first.act
    return Text(number, _HEAD if first.counted else _SOFT), Text(days, style), Text(_why(run, lang), style), act


def _why(run: _Run, lang: str) -> str:
    reason = run.first.reason.label(lang)
    if run.first.reason in (Reason.COUNTED, Reason.EXCLUDED, Reason.START, Reason.MOVED_TO) and run.first.kind is not DayKind.MADE_UP:
        return reason
    name = run.first.name if run.first is run.last else run.first.name.partition(" (")[0]
    return name if run.first.reason is Reason.REST else f"{name}: {reason}"
