"""Procedures (thủ tục hành chính), as far as a deadline needs them: code, name, cases, channels, limits, provenance."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field, model_validator

from cchc.errors import ChoiceError, LimitError, UnconfirmedLimitError
from cchc.legal import LegalBasis, Validity
from cchc.model.fields import AnyCutoff, SpokenLimit
from cchc.model.receipt import Channel, StartEvent
from cchc.model.time_limit import TimeLimit

Level = Literal["ministry", "province", "district", "commune", "other"]


class PublishedLimit(BaseModel, frozen=True, extra="forbid"):
    """A cell of the published record, as printed: channel, amount, unit; kept beside every reading of it."""

    channel: Channel
    amount: str
    unit: str


class UnconfirmedLimit(BaseModel, frozen=True, extra="forbid"):
    """A published number whose unit nobody has confirmed: bare "Ngày" or "Giờ", or no unit at all.

    It is not a time limit: the engine refuses to count with it.
    """

    amount: str
    unit: str


class ProcedureLimit(BaseModel, frozen=True, extra="forbid"):
    """The time limit of one case of a procedure, for the channels named (none named: every channel)."""

    case: str = "chung"
    label_vi: str = ""
    channels: tuple[Channel, ...] = ()
    limit: SpokenLimit | None = None
    unconfirmed: UnconfirmedLimit | None = None
    start: StartEvent = StartEvent.RECEIVED
    published: tuple[PublishedLimit, ...] = ()
    wording: str = ""
    cutoff: AnyCutoff | None = None
    note: str = ""

    @model_validator(mode="after")
    def _one_of_two(self) -> ProcedureLimit:
        if (self.limit is None) == (self.unconfirmed is None):
            raise LimitError(f"case {self.case!r} states either a `limit` or an `unconfirmed` published amount, not both or neither")
        return self

    def serves(self, channel: Channel | None) -> bool:
        """Return whether the limit holds for ``channel``; for an unstated channel any limit may."""
        return channel is None or not self.channels or channel in self.channels

    def confirmed(self, code: str) -> TimeLimit:
        """Return the time limit.

        Raises:
            UnconfirmedLimitError: the record states a number without a unit that anyone has confirmed.
        """
        if self.limit is not None:
            return self.limit
        assert self.unconfirmed is not None
        unit = self.unconfirmed.unit or "no unit"
        raise UnconfirmedLimitError(
            f"{code} ({self.case}): the published limit is {self.unconfirmed.amount!r} with {unit!r}, which may be working or calendar "
            f"days; confirm it from the legal text, by an argument (--limit '{self.unconfirmed.amount} ngày làm việc') or a file of "
            f"confirmations"
        )

    def describe(self) -> str:
        """Return one line for a person who must choose: case and channels."""
        channels = ", ".join(channel.value for channel in self.channels) or "every channel"
        return f"case {self.case!r} ({channels})"


class Procedure(BaseModel, frozen=True, extra="forbid"):
    """One version of an administrative procedure (thủ tục hành chính), with what is published of its limits.

    ``validity`` is that of the version; an open beginning means that its first day is not known.
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

    @property
    def validity(self) -> Validity:
        """From when to when this version holds; both days included."""
        return Validity(self.since, self.until)

    def choose(self, channel: Channel | None = None, case: str | None = None) -> ProcedureLimit:
        """Return the one limit that the case and the channel leave.

        Raises:
            ChoiceError: none or several are left; the message lists them.

        >>> birth = Procedure(code="1.001193", name="…", limits=(ProcedureLimit(limit={"unit": "same_day"}),))
        >>> birth.choose().limit
        SameDay(unit='same_day')
        """
        left = [one for one in self.limits if one.serves(channel) and (case is None or one.case == case)]
        if len(left) == 1 or (left and all(_same_answer(one, left[0]) for one in left)):
            return left[0]
        options = tuple(one.describe() for one in (left or self.limits))
        what = "no limit fits" if not left else f"{len(left)} limits fit"
        raise ChoiceError(
            f"{self.code}: {what} this call; choose --case and --channel among: {'; '.join(options) or 'nothing is published'}", options
        )


def _same_answer(one: ProcedureLimit, other: ProcedureLimit) -> bool:
    return (one.limit, one.unconfirmed, one.start, one.cutoff) == (other.limit, other.unconfirmed, other.start, other.cutoff)
