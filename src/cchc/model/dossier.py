"""A dossier (hồ sơ) as its history has made it: state, holders, counts; a value that events are folded into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from cchc.model.actor import Relation, Role
from cchc.model.dossier_state import NATIONAL_STATUS, NationalStatus, State
from cchc.model.receipt import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Where a dossier stands after its ``sequence`` events.

    The one-stop decree that rules it is that of the day of receipt. ``procedure`` and ``procedure_since`` name the version
    of its procedure. ``elsewhere`` says that it was filed at another place's desk; ``receiving`` is the agency of the
    desk, ``settling`` the competent one, ``coordinating`` those asked. ``suspended`` says whether its clock stands,
    ``withdrawal_from`` in which state a withdrawal was last asked for, ``clock_entries`` how many entries the clock has.
    Persons do not appear.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    id: str
    state: State
    sequence: int
    procedure: str
    procedure_since: date | None = None
    case: str = ""
    channel: Channel | None = None
    code: str = ""
    submitted_at: datetime | None = None
    received_at: datetime | None = None
    competent_received_at: datetime | None = None
    last_at: datetime | None = None
    settled_at: datetime | None = None
    elsewhere: bool = False
    receiving: str = ""
    settling: str = ""
    coordinating: tuple[str, ...] = ()
    supplements: int = 0
    apologies: int = 0
    clock_entries: int = 0
    suspended: bool = False
    withdrawal_from: State | None = None

    @property
    def national_status(self) -> NationalStatus:
        """What it is on the national portal: exactly one of the ten."""
        return NATIONAL_STATUS[self.state]

    def relation_fits(self, role: Role, agency: str) -> bool:
        """Return whether somebody of ``agency`` may act in ``role`` on this dossier; an agency not yet known fits any."""
        relation = role.relation
        if relation in (Relation.APPLICANT, Relation.SYSTEM):
            return True
        if relation is Relation.COORDINATING:
            return agency in self.coordinating
        known = {self.receiving, self.settling} if relation is Relation.RECEIVING else {self.settling}
        known.discard("")
        return not known or agency in known
