"""What a procedure asks for and gives: cases, ways to hand in, dossier components, fees, results, agencies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, Field, model_validator

from cchc.errors import ChoiceError, FeeError
from cchc.legal import LegalBasis, Validity
from cchc.model.labels import LabelledEnum
from cchc.model.receipt import Channel


class Case(BaseModel, frozen=True, extra="forbid"):
    """A case of a procedure (trường hợp): what it is called and when it applies; never a channel."""

    id: str
    label_vi: str = ""
    when: str = ""


class OnlineLevel(LabelledEnum):
    """How far a procedure can be done online (mức độ trực tuyến); levels 1 to 4 are those of 43/2011/NĐ-CP."""

    INFORMATION = "information", "Cung cấp thông tin", "Information only"
    PARTIAL = "partial", "Một phần", "Partial"
    FULL = "full", "Toàn trình", "Full"

    @classmethod
    def of_old_level(cls, level: int) -> OnlineLevel:
        """Return what a level of the older scale is now: 1 and 2 information, 3 partial, 4 full.

        >>> OnlineLevel.of_old_level(4).value
        'full'
        """
        if level not in range(1, 5):
            raise ChoiceError(f"there was no level {level}; levels 1 to 4 existed", ("1", "2", "3", "4"))
        return {1: cls.INFORMATION, 2: cls.INFORMATION, 3: cls.PARTIAL, 4: cls.FULL}[level]


class Submission(BaseModel, frozen=True, extra="forbid"):
    """A way to hand in a dossier (cách thức thực hiện), with its row of the published record as printed."""

    channel: Channel
    online: OnlineLevel | None = None
    published_time: str = ""
    published_unit: str = ""
    published_fee: str = ""
    wording: str = ""


class Agencies(BaseModel, frozen=True, extra="forbid"):
    """Who takes part (cơ quan): receiving, executing, deciding, delegated, coordinating; names as published."""

    receive: tuple[str, ...] = ()
    execute: tuple[str, ...] = ()
    decide: tuple[str, ...] = ()
    delegated: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()


class Component(BaseModel, frozen=True, extra="forbid"):
    """A paper of the dossier (thành phần hồ sơ): how many originals and copies, in which cases, and what replaces it.

    Components with one ``one_of`` key are alternatives: one of them is enough. ``replaced_by`` names the database from
    which the office takes the data instead (dữ liệu thay thế giấy tờ). Without named ``channels`` it is asked for in each.
    """

    name: str
    id: str = ""
    cases: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    original: int = Field(default=0, ge=0)
    copies: int = Field(default=0, ge=0)
    present_only: bool = False
    required: bool = True
    one_of: str = ""
    replaced_by: str = ""
    form: str = ""
    valid_days: int | None = Field(default=None, ge=1)
    since: date | None = None
    until: date | None = None
    note: str = ""
    basis: tuple[LegalBasis, ...] = ()

    @property
    def validity(self) -> Validity:
        """From when to when it is asked for; both days included."""
        return Validity(self.since, self.until)

    def serves(self, case: str | None, channel: Channel | None = None) -> bool:
        """Return whether it belongs to ``case`` and ``channel``; without named ones it belongs to all, unstated ones are not asked."""
        in_channel = channel is None or not self.channels or channel in self.channels
        return in_channel and (case is None or not self.cases or case in self.cases)


class FeeTier(BaseModel, frozen=True, extra="forbid"):
    """A step of a scale: up to and with ``up_to`` units (``None``: without end), so much for each unit."""

    up_to: int | None = Field(default=None, ge=1)
    each: Decimal = Field(ge=0)


class Fee(BaseModel, frozen=True, extra="forbid"):
    """A fee or charge (phí, lệ phí): fixed, by steps, or per unit with a cap; by channel, case, region and time.

    ``published`` is the wording; a fee that nobody has put into numbers has only that. ``amount`` 0 says free of charge.
    """

    kind: Literal["fee", "charge"] = "charge"
    name: str = ""
    amount: Decimal | None = Field(default=None, ge=0)
    tiers: tuple[FeeTier, ...] = ()
    per: str = ""
    cap: Decimal | None = Field(default=None, ge=0)
    currency: str = Field(default="VND", pattern=r"^[A-Z]{3}$")
    channels: tuple[Channel, ...] = ()
    cases: tuple[str, ...] = ()
    region: str = ""
    set_by: Literal["central", "province"] = "central"
    since: date | None = None
    until: date | None = None
    exemptions: tuple[str, ...] = ()
    refundable: bool | None = None
    published: str = ""
    basis: tuple[LegalBasis, ...] = ()

    @model_validator(mode="after")
    def _steps_rise(self) -> Fee:
        ends = [tier.up_to for tier in self.tiers]
        closed = [end for end in ends[:-1] if end is not None]
        if self.tiers and (
            len(closed) != len(ends) - 1
            or closed != sorted(set(closed))
            or (ends[-1] or max(closed, default=0) + 1) <= max(closed, default=0)
        ):
            raise FeeError("the steps of a scale end at rising numbers of units; only the last may be open")
        if self.amount is not None and self.tiers:
            raise FeeError("a fee has one `amount` or `tiers`, not both")
        return self

    @property
    def validity(self) -> Validity:
        """From when to when it is levied; both days included."""
        return Validity(self.since, self.until)

    def serves(self, channel: Channel | None, case: str | None) -> bool:
        """Return whether it is levied in ``channel`` and ``case``; unstated ones are not asked."""
        in_channel = channel is None or not self.channels or channel in self.channels
        return in_channel and (case is None or not self.cases or case in self.cases)

    def of(self, units: int = 1) -> Decimal:
        """Return what ``units`` cost, in ``currency``: each unit at the rate of its step, at most the cap.

        Raises:
            FeeError: the fee is known as wording only, or the scale ends before ``units``.

        >>> pages = Fee(tiers=({"up_to": 2, "each": 2000}, {"each": 1000}), cap=200000, per="trang")  # 226/2016/TT-BTC
        >>> pages.of(5)
        Decimal('7000')
        """
        if units < 1:
            raise FeeError(f"a fee is asked for at least one unit, not {units}")
        if self.amount is not None:
            total = self.amount * units if self.per else self.amount
        elif self.tiers:
            total, done = Decimal(0), 0
            for tier in self.tiers:
                upto = units if tier.up_to is None else min(units, tier.up_to)
                total += tier.each * max(0, upto - done)
                done = max(done, upto)
            if done < units:
                raise FeeError(f"the scale of {self.name or 'the fee'} ends at {done} units, asked for {units}")
        else:
            raise FeeError(f"the fee is known by its wording only ({self.published[:80]!r}); give `amount` or `tiers`")
        return total if self.cap is None else min(total, self.cap)


class Result(BaseModel, frozen=True, extra="forbid"):
    """What the procedure gives (kết quả): name, code as published, on paper or electronic."""

    name: str
    code: str = ""
    form: Literal["paper", "electronic", "both", ""] = ""
