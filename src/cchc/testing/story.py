"""The story of a drawn life as it was told to both sides, with the law of each step, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from cchc.legal import LegalBasis
from cchc.model.clock_entry import Exclude, ExtendBy, ExtendTo
from cchc.model.command import Command
from cchc.model.events import ClockNoted
from cchc.model.limit_phrases import format_limit
from cchc.workflow.lifecycle import Accepted, Refused


class DifferenceError(AssertionError):
    """The host and ``cchc`` answer differently; the message tells the story up to there and the law of each step.

    ``aspect`` is what they differ in, ``expected`` the answer of ``cchc``, ``found`` the host's.
    """

    def __init__(self, aspect: str, expected: object, found: object, story: str) -> None:
        self.aspect = aspect
        self.expected = expected
        self.found = found
        super().__init__(f"the host and cchc differ in {aspect}\n  cchc: {expected}\n  host: {found}\n{story}")


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that both sides were told, and what ``cchc`` made of it."""

    dossier: str
    at: datetime
    what: Command | ClockNoted | str
    answer: Accepted | Refused | None = None


def story_of(told: Sequence[Told]) -> str:
    """Return the story in words: each step with who, where it led or why not, and its law."""
    names = {one.dossier for one in told}
    return "\n".join(line for number, one in enumerate(told, 1) for line in _lines(number, one, named=len(names) > 1))


def _lines(number: int, one: Told, *, named: bool) -> Iterator[str]:
    head = f"{number:>4}. {one.at:%a %d/%m/%Y %H:%M:%S}  {f'[{one.dossier}] ' if named else ''}"
    yield head + _title(one.what)
    if isinstance(one.what, Command):
        yield f"      {_who(one.what)}"
    if isinstance(one.answer, Accepted):
        target = getattr(one.answer.events[-1], "target", None) or one.answer.row.target
        yield f"      → {target.label_vi} | {target.label_en}"
        yield f"      {_law(one.answer.row.basis)}"
    elif isinstance(one.answer, Refused):
        for reason in one.answer.reasons:
            yield f"      × {reason.code}: {reason.message_vi} | {reason.message_en}"
            if reason.basis:
                yield f"        {_law(reason.basis)}"


def _title(what: Command | ClockNoted | str) -> str:
    if isinstance(what, str):
        return what
    if isinstance(what, Command):
        return f"{what.kind.label_vi} | {what.kind.label_en}"
    (entry,) = what.clock
    said = f"{entry.kind} {entry.occurred_at:%d/%m/%Y %H:%M:%S}"
    if isinstance(entry, Exclude):
        said = f"{entry.kind} {entry.since:%d/%m/%Y %H:%M:%S} – {entry.until:%d/%m/%Y %H:%M:%S}"
    elif isinstance(entry, ExtendBy | ExtendTo):
        said += f": {format_limit(entry.limit, 'vi')} | {format_limit(entry.limit, 'en')}"
    return f"Ghi nhận sự kiện về thời hạn | A fact for the clock is recorded: {said}"


def _who(command: Command) -> str:
    by = f"{command.by.role.label_vi} | {command.by.role.label_en}"
    at = f", {command.by.agency}" if command.by.agency else ""
    seen = f", saw event {command.expected_sequence}" if command.expected_sequence is not None else ""
    return f"{by}{at}{seen}"


def _law(basis: Sequence[LegalBasis]) -> str:
    return "; ".join(map(str, basis)) or "–"
