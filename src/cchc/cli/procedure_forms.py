"""The JSON forms of ``cchc procedure show`` and ``cchc procedure diff``, and how they are filled."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import PlainSerializer

from cchc.cli.output import Count, Output, exact
from cchc.model.procedure import Procedure
from cchc.model.procedure_change import ChangedPart, Effect, ProcedureChange, ProcedureDiff, Words
from cchc.model.receipt import Channel


def _without_nothing(one: Procedure) -> dict[str, Any]:
    return one.model_dump(mode="json", exclude_none=True)


class ShownAnswer(Output):
    """Procedures as the library holds them, whole; keys without a value are left out."""

    procedures: tuple[Annotated[Procedure, PlainSerializer(_without_nothing)], ...]


class SavedAnswer(Output):
    """How much shorter a limit became; negative: longer. ``least`` and ``most`` differ where it depends on the day of receipt."""

    unit: str
    least: Count
    most: Count


class ProcedureChangeAnswer(Output):
    """One difference and what it is to the citizen; ``open`` where nobody can judge. ``before`` is null for what is new."""

    absent = ("saved",)

    part: ChangedPart
    effect: Effect
    subject: str
    case: str | None
    channels: tuple[Channel, ...]
    before: str | None
    after: str | None
    saved: SavedAnswer | None = None
    text: str


class VersionAnswer(Output):
    """Which version was compared."""

    name: str
    decision: str
    since: date | None
    until: date | None


class ProcedureDiffAnswer(Output):
    """What changes from one version of a procedure to another."""

    code: str
    old: VersionAnswer
    new: VersionAnswer
    changes: tuple[ProcedureChangeAnswer, ...]


class CountedDays(Output):
    """The calendar on which days of different kinds were counted, and the days of receipt, both ends included."""

    version: str
    first: date
    last: date


class ProcedureDiffsAnswer(Output):
    """What changes, code by code; codes that only one of two files has are listed."""

    absent = ("calendar",)

    diffs: tuple[ProcedureDiffAnswer, ...]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    calendar: CountedDays | None = None


def diff_of(found: ProcedureDiff, lang: str) -> ProcedureDiffAnswer:
    """Return one comparison as its form."""
    return ProcedureDiffAnswer(
        code=found.new.code,
        old=_version(found.old),
        new=_version(found.new),
        changes=tuple(_change(one, lang) for one in found.changes),
    )


def _version(one: Procedure) -> VersionAnswer:
    return VersionAnswer(name=one.name, decision=one.decision, since=one.since, until=one.until)


def _change(one: ProcedureChange, lang: str) -> ProcedureChangeAnswer:
    def told(words: Words | None) -> str | None:
        return words.of(lang) if words is not None else None

    saved = one.saved
    return ProcedureChangeAnswer(
        part=one.part,
        effect=one.effect,
        subject=one.subject.of(lang),
        case=one.case,
        channels=one.channels,
        before=told(one.before),
        after=told(one.after),
        saved=SavedAnswer(unit=saved.unit, least=exact(saved.least), most=exact(saved.most)) if saved is not None else None,
        text=one.message.of(lang),
    )
