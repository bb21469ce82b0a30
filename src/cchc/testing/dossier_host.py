"""What a host's own system must be able to do to be tested: the adapter, and what it leaves out.

Three methods must be written: :meth:`DossierHost.hand_in`, :meth:`~DossierHost.do`, :meth:`~DossierHost.state`. Each
further one that is written is compared with ``cchc``; each that is not is reported as not compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import ClassVar, Final, Literal, TypeAlias

from cchc.deadlines.clock_state import ClockState
from cchc.model.command import Command, CommandKind
from cchc.model.dossier_state import NationalStatus, State
from cchc.model.events import ClockNoted
from cchc.model.form import FormKey
from cchc.tracking.status import Timeliness
from cchc.tracking.terms import Terms
from cchc.workflow.lifecycle import Opening

Refusals: TypeAlias = Iterable[str] | None
"""The codes of the reasons against a command; none when it happened."""


class NotCompared(Enum):
    """What a method answers where the system has no answer to compare."""

    ANSWER = "not compared"


NOT_COMPARED: Final = NotCompared.ANSWER


@dataclass(frozen=True, slots=True)
class Papers:
    """What only the desk sees: whether the dossier is complete, whether the fee is paid; ``None`` where nobody looked."""

    complete: bool | None = True
    fee_paid: bool | None = True


class DossierHost:
    """One dossier in your system, as :class:`~cchc.testing.dossier_machine.DossierMachine` drives it; subclass it.

    ``commands`` are the steps your system has; no other is asked of it. ``reasons`` says which reasons of a refusal you
    give: ``"all"`` of them, ``"some"`` (those you give must be right), or ``"none"`` (only whether it is refused is
    compared). ``sees_conflicts``: a command that names in ``expected_sequence`` an older event than the last is refused.

    An answer may be the member of an enumeration or its code. An exception out of a method is a difference.
    """

    commands: ClassVar[frozenset[CommandKind]] = frozenset(CommandKind)
    reasons: ClassVar[Literal["all", "some", "none"]] = "all"
    sees_conflicts: ClassVar[bool] = True

    def hand_in(self, opening: Opening, command: Command, terms: Terms) -> Refusals:
        """Open the dossier; ``terms`` are what the law of its procedure says."""
        raise NotImplementedError(_missing(self, "hand_in(opening, command, terms)"))

    def do(self, command: Command, papers: Papers) -> Refusals:
        """Do what ``command`` says at ``command.at``, or return the codes of what stands against it."""
        raise NotImplementedError(_missing(self, "do(command, papers)"))

    def state(self) -> State | str:
        """Return where the dossier stands."""
        raise NotImplementedError(_missing(self, "state()"))

    def national_status(self) -> NationalStatus | str | NotCompared:
        """Return its status on the national portal, "1" to "10"."""
        return NOT_COMPARED

    def due(self, now: datetime) -> date | datetime | NotCompared | None:
        """Return the statutory day (an instant for a limit in hours); ``None`` while it stands still or has not begun."""
        return NOT_COMPARED

    def clock(self, now: datetime) -> ClockState | str | NotCompared:
        """Return the state of the statutory clock at ``now``."""
        return NOT_COMPARED

    def timeliness(self, now: datetime) -> Timeliness | str | NotCompared:
        """Return the class of timeliness at ``now``."""
        return NOT_COMPARED

    def forms(self) -> Iterable[FormKey | str] | NotCompared:
        """Return the forms that the last step issued."""
        return NOT_COMPARED

    def note(self, fact: ClockNoted) -> Refusals | NotCompared:
        """Take a fact for the clock alone, perhaps recorded late; or return the code of what stands against it."""
        return NOT_COMPARED

    def due_then(self, now: datetime, known_at: datetime) -> date | datetime | NotCompared | None:
        """Return what :meth:`due` was at the earlier moment ``now``, by what had been recorded at ``known_at``."""
        return NOT_COMPARED

    def load_again(self, order: Sequence[int]) -> NotCompared | None:
        """Forget the dossier and load it from what happened, delivered in ``order``: numbers from 1 (the opening), some twice."""
        return NOT_COMPARED

    def do_and_break(self, command: Command, papers: Papers) -> NotCompared | None:
        """Do ``command`` while what hangs on it fails (a message, a print), in an exception or not: nothing must have happened."""
        return NOT_COMPARED


ASPECTS: dict[str, tuple[str, str]] = {
    "national_status": ("trạng thái trên Cổng Dịch vụ công quốc gia", "the national status"),
    "due": ("hạn giải quyết", "the due moment"),
    "clock": ("đồng hồ", "the clock"),
    "timeliness": ("mức độ đúng hạn", "timeliness"),
    "forms": ("biểu mẫu", "the forms issued"),
    "note": ("sự kiện về thời hạn, ghi nhận muộn", "facts for the clock, recorded late"),
    "due_then": ("hạn giải quyết tại thời điểm trước, theo những gì đã biết", "the due moment as it was, as known then"),
    "load_again": ("thứ tự và sự lặp lại của sự kiện", "the order and repetition of events"),
    "do_and_break": ("lỗi khi thực hiện bước", "a step that fails half-way"),
}
"""What a host may leave out, by the method that would answer, in both languages."""


def compares(host: type[DossierHost], aspect: str) -> bool:
    """Return whether ``host`` answers ``aspect``: whether it writes the method itself."""
    return getattr(host, aspect) is not getattr(DossierHost, aspect)


def left_out(host: type[DossierHost]) -> Iterator[str]:
    """Yield what is not compared with ``host``, a phrase each.

    >>> class Desk(DossierHost):
    ...     commands = frozenset(CommandKind) - {CommandKind.COMPLAIN}
    ...     reasons = "some"
    ...     due = clock = timeliness = forms = note = due_then = load_again = do_and_break = lambda self, *asked: None
    >>> list(left_out(Desk))
    ['the national status (national_status)', 'reasons that the host does not give', 'the commands complain']
    """
    for aspect, (_, english) in ASPECTS.items():
        if not compares(host, aspect):
            yield f"{english} ({aspect})"
    if host.reasons != "all":
        yield "reasons that the host does not give" if host.reasons == "some" else "the reasons of a refusal"
    if not host.sees_conflicts:
        yield "commands of somebody who saw an older event (sees_conflicts)"
    missing = [kind.value for kind in CommandKind if kind not in host.commands and kind is not CommandKind.SUBMIT]
    if missing:
        yield f"the commands {', '.join(missing)}"


def _missing(host: DossierHost, method: str) -> str:
    return f"{type(host).__name__} must say {method}: a host hands in, does commands and tells the state"
