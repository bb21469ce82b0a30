"""What happened at the desk: when a dossier was received, became complete, was paid for, reached the settling body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from cchc.model.instant import vietnam_instant
from cchc.model.labels import LabelledEnum


class Channel(LabelledEnum):
    """The way a dossier comes in (hình thức nộp)."""

    COUNTER = "counter", "Trực tiếp", "At the counter"
    POST = "post", "Dịch vụ bưu chính", "By post"
    ONLINE = "online", "Trực tuyến", "Online"
    KIOSK = "kiosk", "Ki-ốt thông minh", "At a kiosk"


class StartEvent(LabelledEnum):
    """The event from which a limit runs (mốc bắt đầu); the procedure says which."""

    RECEIVED = "received", "ngày nhận được hồ sơ", "receipt of the dossier"
    COMPLETE = "complete", "ngày nhận đủ hồ sơ", "receipt of the complete dossier"
    COMPLETE_VALID = "complete_valid", "ngày nhận đủ hồ sơ hợp lệ", "receipt of the complete, valid dossier"
    COMPLETE_AND_FEE = (
        "complete_and_fee",
        "ngày nhận đủ hồ sơ và hoàn thành nghĩa vụ tài chính",
        "complete dossier and fee paid",
    )
    ACCEPTED = "accepted", "thời điểm tiếp nhận chính thức", "official acceptance"
    EVENT = "event", "sự kiện do thủ tục quy định", "an event the procedure names"
    EVENT_AND_FEE = "event_and_fee", "sự kiện và hoàn thành nghĩa vụ tài chính", "the named event and fee paid"

    @property
    def needs_event(self) -> bool:
        """Whether the limit starts with an event that no receipt shows."""
        return self in (StartEvent.EVENT, StartEvent.EVENT_AND_FEE)

    @property
    def needs_fee(self) -> bool:
        """Whether the limit starts only when the fee is paid."""
        return self in (StartEvent.COMPLETE_AND_FEE, StartEvent.EVENT_AND_FEE)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The instants of one dossier from which a clock may start (tiếp nhận hồ sơ).

    ``received_at`` is the desk's; ``competent_received_at`` that of the settling body, when the dossier was filed at
    another place's desk. Which one starts the clock is the regime's choice. ``complete_at`` defaults to the receipt:
    under both decrees a receipt is issued for a complete dossier only.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    received_at: datetime
    competent_received_at: datetime | None = None
    complete_at: datetime | None = None
    fee_paid_at: datetime | None = None
    event_at: datetime | None = None

    def __post_init__(self) -> None:
        vietnam_instant(self.received_at, "the receipt")
        for later in (self.competent_received_at, self.complete_at, self.fee_paid_at, self.event_at):
            if later is not None:
                vietnam_instant(later, "an instant of the receipt")


def receipt_of(received: datetime | Receipt) -> Receipt:
    """Return ``received`` as a :class:`Receipt`: a bare instant is the desk's."""
    return received if isinstance(received, Receipt) else Receipt(received_at=received)
