"""The time limits a procedure states (thời hạn giải quyết): statutory and committed, extensions, inner deadlines, pauses."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field, model_validator

from cchc.errors import LimitError, UnconfirmedLimitError
from cchc.legal import LegalBasis
from cchc.model.fields import AnyCutoff, SpokenLimit
from cchc.model.labels import LabelledEnum
from cchc.model.receipt import Channel, StartEvent
from cchc.model.time_limit import TimeLimit


class OnTimeout(LabelledEnum):
    """What the law attaches to a time that runs out (hệ quả khi hết hạn)."""

    DEEMED_CONSENT = "deemed_consent", "Coi như đồng ý", "Silence is consent"
    PROCEED = "proceed", "Tiếp tục giải quyết", "The work goes on without it"
    STOP = "stop", "Dừng giải quyết", "The work stops"
    EXPIRE = "expire", "Hồ sơ hết giá trị", "The dossier loses its value"
    REJECT = "reject", "Từ chối, trả hồ sơ", "The dossier is rejected"


class Extension(BaseModel, frozen=True, extra="forbid"):
    """A longer limit that the law allows (gia hạn): by an amount, or to a total, on a condition.

    ``most`` is how often; ``None`` where the text does not say.
    """

    how: Literal["by", "to"]
    limit: SpokenLimit
    condition: str = ""
    agreed_by: Literal["authority", "agreement", "law"] = "law"
    most: int | None = Field(default=None, ge=1)
    wording: str = ""
    basis: tuple[LegalBasis, ...] = ()


class SubDeadline(BaseModel, frozen=True, extra="forbid"):
    """A time inside the procedure (thời hạn thành phần): who must do what by when, and what follows if not."""

    actor: str = ""
    what: str = ""
    limit: SpokenLimit | None = None
    start: str = ""
    on_timeout: OnTimeout | None = None
    cases: tuple[str, ...] = ()
    wording: str = ""
    basis: tuple[LegalBasis, ...] = ()


class AllowedPause(BaseModel, frozen=True, extra="forbid"):
    """A time that does not count (thời gian không tính): why, how long and how often at most, and how it ends."""

    reason: Literal["applicant", "payment", "third_party", "verification", "council", "publication", "other"]
    most: SpokenLimit | None = None
    times: int | None = Field(default=None, ge=1)
    on_timeout: OnTimeout | None = None
    cases: tuple[str, ...] = ()
    wording: str = ""
    basis: tuple[LegalBasis, ...] = ()


class PublishedLimit(BaseModel, frozen=True, extra="forbid"):
    """A cell of the published record, as printed: channel, amount, unit; kept beside every reading of it."""

    channel: Channel
    amount: str
    unit: str
    text: str = ""


class UnconfirmedLimit(BaseModel, frozen=True, extra="forbid"):
    """A published number whose unit nobody has confirmed: bare "Ngày" or "Giờ", or no unit at all.

    It is not a time limit: the engine refuses to count with it.
    """

    amount: str
    unit: str


class ProcedureLimit(BaseModel, frozen=True, extra="forbid"):
    """The time limit of one case of a procedure, for the channels named (none named: every channel).

    ``limit`` is the statutory one (thời hạn theo quy định); ``committed`` the shorter one an agency took upon itself
    (thời hạn sau cắt giảm) and ``committed_by`` the decision that says so. Both stand, and each can be met or missed.
    """

    case: str = "chung"
    label_vi: str = ""
    channels: tuple[Channel, ...] = ()
    limit: SpokenLimit | None = None
    unconfirmed: UnconfirmedLimit | None = None
    start: StartEvent = StartEvent.RECEIVED
    published: tuple[PublishedLimit, ...] = ()
    wording: str = ""
    cutoff: AnyCutoff | None = None
    committed: SpokenLimit | None = None
    committed_by: str = ""
    extensions: tuple[Extension, ...] = ()
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
