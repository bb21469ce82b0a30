"""The "15 giờ" rules: four rules that look alike, four types (legal-rules: transfer, result, clock shift, reply).

A cut-off has a kind and belongs to a procedure or a regime; there is no global one. It falls either at a time of day,
or some minutes before the office closes.
"""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal

from pydantic import BaseModel, Field, model_validator

from cchc.errors import LimitError
from cchc.legal import LegalBasis


class _Cutoff(BaseModel, frozen=True, extra="forbid", defer_build=True):
    at: time | None = None
    before_closing_minutes: int | None = Field(default=None, ge=1, le=480)
    basis: LegalBasis | None = None

    @model_validator(mode="after")
    def _one_moment(self) -> _Cutoff:
        if (self.at is None) == (self.before_closing_minutes is None):
            raise LimitError("a cut-off falls at a time of day (`at`) or some minutes before closing: give exactly one")
        if self.at is not None and self.at.tzinfo is not None:
            raise LimitError("a cut-off is a time of day without a zone; it is Vietnam's")
        return self


class TransferCutoff(_Cutoff, frozen=True, defer_build=False):
    """After it the desk may forward at the start of the next working day (chuyển hồ sơ); the clock is untouched."""

    kind: Literal["transfer"] = "transfer"


class ResultCutoff(_Cutoff, frozen=True, defer_build=False):
    """After it a same-day result may come on the next working day (trả kết quả).

    ``only_unless_settled``: only for a dossier that cannot be settled at once; whether it can is an argument.
    """

    kind: Literal["result"] = "result"
    only_unless_settled: bool = False


class ShiftCutoff(_Cutoff, frozen=True, defer_build=False):
    """After it the dossier counts as received on the next working day (dời thời điểm bắt đầu tính).

    ``rest_days``: so does a dossier that comes in on a day of rest (NĐ 297/2025 Điều 3 khoản 5).
    """

    kind: Literal["shift"] = "shift"
    rest_days: bool = False


class ReplyCutoff(_Cutoff, frozen=True, defer_build=False):
    """After it the answer that a dossier is incomplete may go out on the next working day (trả lời)."""

    kind: Literal["reply"] = "reply"


Cutoff = TransferCutoff | ResultCutoff | ShiftCutoff | ReplyCutoff
AnyCutoff = Annotated[Cutoff, Field(discriminator="kind")]
