"""What guards ask about time and papers: computed above, from clock and calendar, so that the tables need neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from cchc.model.time_limit import TimeLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The answers at the moment of a command; ``None`` where nobody knows, and then the guard that asks refuses.

    ``complete``: the dossier has every component it must have. ``fee_paid``: the fee that is a condition of receipt is
    paid. ``instant``: the procedure gives its result at once. ``return_open``: a dossier found wanting at appraisal may
    still be sent back. ``supplement_lapsed``: the time to complete it has run out. ``reply_lapsed``: that of the consulted
    body has. ``apology_open``: an apology may go out now. The others say what the text of the procedure attaches to a
    step: what a completed dossier does to the clock (a limit of its own stands over restart and resume), whether the
    clock stops for a payment or a verification, whether silence is consent, whether the procedure may be ended.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    complete: bool | None = None
    fee_paid: bool | None = None
    instant: bool | None = None
    return_open: bool | None = None
    supplement_lapsed: bool | None = None
    reply_lapsed: bool | None = None
    apology_open: bool | None = None
    after_supplement: Literal["restart", "resume"] = "restart"
    fixed_after_supplement: TimeLimit | None = None
    payment_suspends: bool = True
    verification_excluded: bool = False
    silence_consents: bool = False
    terminates: bool = False
