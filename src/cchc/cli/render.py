"""Answers for people: one function for each form; text is shown as it is, never read as markup."""

from __future__ import annotations

from fractions import Fraction

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cchc.cli.answers import AddAnswer, BetweenAnswer, DiffAnswer, DueAnswer, ImpactAnswer, ProceduresAnswer, VerifyAnswer
from cchc.cli.output import Output
from cchc.cli.procedure_forms import ProcedureDiffsAnswer, ShownAnswer
from cchc.cli.process_forms import ProcessAnswer, ScheduleAnswer
from cchc.cli.render_calendar import show_diff
from cchc.cli.render_due import show_due
from cchc.cli.render_procedure import show_procedure, show_procedure_diffs
from cchc.cli.render_process import show_process, show_schedule
from cchc.cli.words import WORDS
from cchc.deadlines.explanation import day_words, instant_words

_HEAD, _SOFT, _LOUD = "bold", "dim", "bold yellow"


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
            return show_diff(answer, lang)
        case AddAnswer() | BetweenAnswer():
            return show_sum(answer, lang)
        case ShownAnswer():
            return show_procedure(answer, lang)
        case ProcedureDiffsAnswer():
            return show_procedure_diffs(answer, lang)
        case ProcessAnswer():
            return show_process(answer, lang)
        case ScheduleAnswer():
            return show_schedule(answer, lang)
        case _:
            raise AssertionError(f"{type(answer).__name__} is shown elsewhere")


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
            if case.committed:
                limit.append(f" ({words['committed'].lower()} {case.committed})")
            channels = f" [{', '.join(channel.value for channel in case.channels)}]" if case.channels else ""
            cases.append_text(Text.assemble("\n" if cases else "", (f"{case.case}: ", _SOFT), limit, (channels, _SOFT)))
        table.add_row(Text(one.code, "cyan"), Text.assemble(one.name, (span, _SOFT)), cases)
    return Group(table, "", Text(words["found"].format(len({one.code for one in answer.procedures})), _SOFT))
