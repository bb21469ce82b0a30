"""What a step tells the clock: entries for the ledger of ``deadlines``, in the order in which they happened."""

from __future__ import annotations

from typing import Any

from cchc.model.clock_entry import (
    ClockEntry,
    Close,
    FixedLimit,
    Reappoint,
    Restart,
    Resume,
    Settle,
    Suspend,
    Terminate,
)
from cchc.model.command import Command, CommandKind
from cchc.model.dossier import Dossier
from cchc.model.facts import Facts
from cchc.workflow.definition import ClockEffect


def clock_entries(effect: ClockEffect, dossier: Dossier, command: Command, facts: Facts) -> tuple[ClockEntry, ...]:
    """Return the entries of one step; none where it leaves the clock alone.

    The start needs no entry: the clock starts with the receipt. Going on needs one only where the clock stands.
    """
    number = dossier.clock_entries + 1
    given: dict[str, Any] = {
        "id": f"{dossier.id}:{dossier.sequence + 1}",
        "sequence": number,
        "occurred_at": command.at,
        "ground": command.ground,
        "basis": command.basis,
    }
    match effect:
        case ClockEffect.SUSPEND:
            return (Suspend(**given),)
        case ClockEffect.SUSPEND_IF_LAW_SAYS:
            stops = facts.verification_excluded if command.kind is CommandKind.VERIFY else facts.payment_suspends
            return (Suspend(**given),) if stops else ()
        case ClockEffect.RESUME:
            return (Resume(**given),) if dossier.suspended else ()
        case ClockEffect.AS_PROCEDURE_SAYS:
            if facts.fixed_after_supplement is not None:
                return (FixedLimit(**given, limit=facts.fixed_after_supplement),)
            return (Restart(**given),) if facts.after_supplement == "restart" else (Resume(**given),)
        case ClockEffect.REAPPOINT:
            assert command.new_date is not None
            return (Reappoint(**given, to=command.new_date),)
        case ClockEffect.SETTLE:
            return (Settle(**given),)
        case ClockEffect.CLOSE:
            return (Close(**given),)
        case ClockEffect.TERMINATE:
            return (Terminate(**given),)
        case _:
            return ()
