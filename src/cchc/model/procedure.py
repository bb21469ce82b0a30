"""Procedures (thủ tục hành chính): one version of what is asked, in how long, for what fee, with what result."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from cchc.errors import ChoiceError
from cchc.legal import LegalBasis, Validity
from cchc.model.procedure_limit import AllowedPause as AllowedPause
from cchc.model.procedure_limit import Extension as Extension
from cchc.model.procedure_limit import OnTimeout as OnTimeout
from cchc.model.procedure_limit import ProcedureLimit as ProcedureLimit
from cchc.model.procedure_limit import PublishedLimit as PublishedLimit
from cchc.model.procedure_limit import SubDeadline as SubDeadline
from cchc.model.procedure_limit import UnconfirmedLimit as UnconfirmedLimit
from cchc.model.procedure_parts import Agencies as Agencies
from cchc.model.procedure_parts import Case as Case
from cchc.model.procedure_parts import Component as Component
from cchc.model.procedure_parts import Fee as Fee
from cchc.model.procedure_parts import FeeTier as FeeTier
from cchc.model.procedure_parts import OnlineLevel as OnlineLevel
from cchc.model.procedure_parts import Result as Result
from cchc.model.procedure_parts import Submission as Submission
from cchc.model.receipt import Channel

Level = Literal["ministry", "province", "district", "commune", "other"]


class Procedure(BaseModel, frozen=True, extra="forbid"):
    """One version of an administrative procedure (thủ tục hành chính), with what is published beside what it means.

    ``validity`` is that of the version; an open beginning means that its first day is not known. Limits, components, fees,
    inner deadlines and pauses name the cases they belong to; naming none is belonging to all. Texts (``steps``,
    ``conditions``, ``wording`` and the like) are as published.
    """

    code: str = Field(pattern=r"^[0-9]\.[0-9]{6}$")
    name: str
    field: str = ""
    levels: tuple[Level, ...] = ()
    decision: str = ""
    since: date | None = None
    until: date | None = None
    basis: tuple[LegalBasis, ...] = ()
    source: str = ""
    read: str = ""
    confidence: Literal["high", "medium", "low"] = "medium"
    limits: tuple[ProcedureLimit, ...] = ()
    kind: str = ""
    local_codes: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    agencies: Agencies = Agencies()
    submission: tuple[Submission, ...] = ()
    cases: tuple[Case, ...] = ()
    dossier_sets: int | None = Field(default=None, ge=1)
    components: tuple[Component, ...] = ()
    components_listed: int | None = Field(default=None, ge=0)
    fees: tuple[Fee, ...] = ()
    results: tuple[Result, ...] = ()
    conditions: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    sub_deadlines: tuple[SubDeadline, ...] = ()
    pauses: tuple[AllowedPause, ...] = ()
    instruments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def validity(self) -> Validity:
        """From when to when this version holds; both days included."""
        return Validity(self.since, self.until)

    def choose(self, channel: Channel | None = None, case: str | None = None) -> ProcedureLimit:
        """Return the one limit that the case and the channel leave.

        A case that only the papers tell apart, and no limit, has the general limit ("chung").

        Raises:
            ChoiceError: none or several are left; the message lists them.

        >>> birth = Procedure(code="1.001193", name="…", limits=(ProcedureLimit(limit={"unit": "same_day"}),))
        >>> birth.choose().limit
        SameDay(unit='same_day')
        """
        of_papers = any(case in one.cases for one in self.components) and all(one.case != case for one in self.limits)
        own = "chung" if of_papers else case
        left = [one for one in self.limits if one.serves(channel) and (case is None or one.case == own)]
        if len(left) == 1 or (left and all(_same_answer(one, left[0]) for one in left)):
            return left[0]
        options = tuple(one.describe() for one in (left or self.limits))
        what = "no limit fits" if not left else f"{len(left)} limits fit"
        raise ChoiceError(
            f"{self.code}: {what} this call; choose --case and --channel among: {'; '.join(options) or 'nothing is published'}", options
        )


def _same_answer(one: ProcedureLimit, other: ProcedureLimit) -> bool:
    return (one.limit, one.unconfirmed, one.start, one.cutoff) == (other.limit, other.unconfirmed, other.start, other.cutoff)
