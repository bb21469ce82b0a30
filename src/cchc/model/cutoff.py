"""The "15 giờ" rules: four rules that look alike, four types (legal-rules: transfer, result, clock shift, reply).

A cut-off has a kind and belongs to a procedure or a regime; there is no global one. It falls either at a time of day,
or some minutes before the office closes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import ClassVar, Literal

from cchc.errors import LimitError
from cchc.legal import LegalBasis

_LONGEST = 480


@dataclass(frozen=True, slots=True)
class _Cutoff:
    __pydantic_config__: ClassVar = {"extra": "forbid"}
    at: time | None = None
    before_closing_minutes: int | None = None
    basis: LegalBasis | None = None

    def __post_init__(self) -> None:
        if (self.at is None) == (self.before_closing_minutes is None):
            raise LimitError("a cut-off falls at a time of day (`at`) or some minutes before closing: give exactly one")
        if self.at is not None and self.at.tzinfo is not None:
            raise LimitError("a cut-off is a time of day without a zone; it is Vietnam's")
        if self.before_closing_minutes is not None and not 1 <= self.before_closing_minutes <= _LONGEST:
            raise LimitError(f"a cut-off lies 1 to {_LONGEST} minutes before closing, not {self.before_closing_minutes}")


@dataclass(frozen=True, slots=True)
class TransferCutoff(_Cutoff):
    """After it the desk may forward at the start of the next working day (chuyển hồ sơ); the clock is untouched."""

    kind: Literal["transfer"] = "transfer"


@dataclass(frozen=True, slots=True)
class ResultCutoff(_Cutoff):
    """After it a same-day result may come on the next working day (trả kết quả).

    ``only_unless_settled``: only for a dossier that cannot be settled at once; whether it can is an argument.
    """

    kind: Literal["result"] = "result"
    only_unless_settled: bool = False


@dataclass(frozen=True, slots=True)
class ShiftCutoff(_Cutoff):
    """After it the dossier counts as received on the next working day (dời thời điểm bắt đầu tính).

    ``rest_days``: so does a dossier that comes in on a day of rest (NĐ 297/2025 Điều 3 khoản 5).
    """

    kind: Literal["shift"] = "shift"
    rest_days: bool = False


@dataclass(frozen=True, slots=True)
class ReplyCutoff(_Cutoff):
    """After it the answer that a dossier is incomplete may go out on the next working day (trả lời)."""

    kind: Literal["reply"] = "reply"


Cutoff = TransferCutoff | ResultCutoff | ShiftCutoff | ReplyCutoff
