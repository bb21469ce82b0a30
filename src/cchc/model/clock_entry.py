"""What can happen to a running clock: fifteen kinds of entry, each with ground and basis, and the refusal of one.

An entry says what happened (``occurred_at``), when it was written down (``recorded_at``) and in which order
(``sequence``, from 1). Its ``id`` makes it idempotent. Entries hold no personal data; ``ground`` is kept out of ``repr``.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Field, model_validator

from cchc.errors import LedgerError
from cchc.legal import LegalBasis
from cchc.model.fields import Instant, SpokenLimit
from cchc.model.labels import LabelledEnum


class _Entry(BaseModel, frozen=True, extra="forbid", defer_build=True):
    id: str = Field(min_length=1, max_length=200)
    sequence: int = Field(ge=1)
    occurred_at: Instant
    recorded_at: Instant | None = None
    ground: str = Field(default="", max_length=2_000, repr=False)
    basis: tuple[LegalBasis, ...] = ()


class ShiftStart(_Entry, frozen=True, defer_build=False):
    """The dossier counts as received at ``to`` (SHIFT-START: dời thời điểm bắt đầu)."""

    kind: Literal["shift_start"] = "shift_start"
    to: Instant


class Gate(_Entry, frozen=True, defer_build=False):
    """The clock does not start before ``condition`` is met (GATE: điều kiện bắt đầu)."""

    kind: Literal["gate"] = "gate"
    condition: str = Field(min_length=1, max_length=100)


class GateMet(_Entry, frozen=True, defer_build=False):
    """The ``condition`` of a gate is met; the clock starts with the last gate."""

    kind: Literal["gate_met"] = "gate_met"
    condition: str = Field(min_length=1, max_length=100)


class Suspend(_Entry, frozen=True, defer_build=False):
    """The clock stops; the time until :class:`Resume` does not count (SUSPEND: tạm dừng)."""

    kind: Literal["suspend"] = "suspend"


class Resume(_Entry, frozen=True, defer_build=False):
    """The clock goes on with what was left (tiếp tục)."""

    kind: Literal["resume"] = "resume"


class Restart(_Entry, frozen=True, defer_build=False):
    """The whole limit runs again from this day (RESTART: tính lại từ đầu); it ends a suspension."""

    kind: Literal["restart"] = "restart"


class FixedLimit(_Entry, frozen=True, defer_build=False):
    """A limit of its own runs from this day (FIXED: thời hạn mới ấn định); it ends a suspension."""

    kind: Literal["fixed"] = "fixed"
    limit: SpokenLimit


class ExtendBy(_Entry, frozen=True, defer_build=False):
    """``limit`` is added to the limit that runs (EXTEND-ADD: kéo dài thêm)."""

    kind: Literal["extend_by"] = "extend_by"
    limit: SpokenLimit


class ExtendTo(_Entry, frozen=True, defer_build=False):
    """The whole limit becomes ``limit``, from the same start (EXTEND-TO: tổng thời hạn)."""

    kind: Literal["extend_to"] = "extend_to"
    limit: SpokenLimit


class Exclude(_Entry, frozen=True, defer_build=False):
    """A named interval does not count (EXCLUDE-INTERVAL: không tính vào thời hạn)."""

    kind: Literal["exclude"] = "exclude"
    since: Instant
    until: Instant

    @model_validator(mode="after")
    def _forwards(self) -> Exclude:
        if self.until < self.since:
            raise LedgerError(f"an excluded interval cannot end ({self.until}) before it begins ({self.since})")
        return self


class Reappoint(_Entry, frozen=True, defer_build=False):
    """The promised date moves to ``to`` with an apology (RE-APPOINT: hẹn lại); the statutory limit does not move."""

    kind: Literal["reappoint"] = "reappoint"
    to: date


class Stage(_Entry, frozen=True, defer_build=False):
    """A further stage with its own limit (STAGED): from the end of the one before, or from ``starts_at``."""

    kind: Literal["stage"] = "stage"
    name: str = Field(min_length=1, max_length=100)
    limit: SpokenLimit
    starts_at: Instant | None = None


class Settle(_Entry, frozen=True, defer_build=False):
    """The result is signed, a refusal included: the end that is measured (kết thúc giải quyết)."""

    kind: Literal["settle"] = "settle"


class Close(_Entry, frozen=True, defer_build=False):
    """The dossier ends without a result: inactivity, withdrawal (CLOSE: đóng hồ sơ)."""

    kind: Literal["close"] = "close"


class Terminate(_Entry, frozen=True, defer_build=False):
    """The application ends and has to start over (TERMINATE: chấm dứt)."""

    kind: Literal["terminate"] = "terminate"


ClockEntry: TypeAlias = Annotated[
    ShiftStart
    | Gate
    | GateMet
    | Suspend
    | Resume
    | Restart
    | FixedLimit
    | ExtendBy
    | ExtendTo
    | Exclude
    | Reappoint
    | Stage
    | Settle
    | Close
    | Terminate,
    Field(discriminator="kind"),
]
"""One line of the clock's ledger."""


class RefusalReason(LabelledEnum):
    """Why the clock does not take an entry."""

    NOTHING_TO_RESUME = (
        "nothing_to_resume",
        "Không có lần tạm dừng nào để tiếp tục",
        "There is no suspension to end",
    )
    ALREADY_SUSPENDED = "already_suspended", "Thời hạn đang tạm dừng", "The clock is suspended"
    NOT_STARTED = "not_started", "Thời hạn chưa bắt đầu", "The clock has not started"
    GATE_UNKNOWN = "gate_unknown", "Không có điều kiện bắt đầu này", "There is no such condition"
    GATE_TOO_LATE = "gate_too_late", "Thời hạn đã bắt đầu", "The clock has started already"
    EXTENSION_COUNT = "extension_count", "Đã hết số lần được kéo dài", "No further extension is allowed"
    EXTENSION_AFTER_BREACH = (
        "extension_after_breach",
        "Thời hạn đã hết, không thể kéo dài",
        "The limit has passed and cannot be extended",
    )
    EXTENSION_TOO_LONG = (
        "extension_too_long",
        "Thời gian kéo dài vượt thời hạn ban đầu",
        "The extension is longer than the first limit",
    )
    UNIT_MISMATCH = (
        "unit_mismatch",
        "Không thể cộng thời hạn theo giờ với thời hạn theo ngày",
        "A limit in hours and a limit in days cannot be added",
    )
    REAPPOINT_COUNT = (
        "reappoint_count",
        "Việc hẹn lại ngày trả kết quả không quá một lần",
        "The result date may be re-appointed once at most",
    )
    REAPPOINT_TOO_LATE = (
        "reappoint_too_late",
        "Phải xin lỗi, hẹn lại chậm nhất 01 ngày trước ngày hết hạn",
        "The apology must go out at least a day before the due date",
    )
    REAPPOINT_TOO_EARLY = (
        "reappoint_too_early",
        "Chỉ xin lỗi, hẹn lại khi đã hết thời hạn",
        "The apology goes out only after the limit has expired",
    )
    REAPPOINT_BACKWARDS = (
        "reappoint_backwards",
        "Ngày hẹn lại phải sau ngày hết hạn",
        "The new date must lie after the due date",
    )
    AFTER_END = "after_end", "Hồ sơ đã kết thúc", "The clock has ended"
    BEFORE_RECEIPT = "before_receipt", "Sự việc xảy ra trước khi tiếp nhận hồ sơ", "It happened before the receipt"


class Refusal(BaseModel, frozen=True):
    """An entry the clock did not take, with the reason and its legal basis; the rest of the ledger stands."""

    entry_id: str
    reason: RefusalReason
    basis: tuple[LegalBasis, ...] = ()
