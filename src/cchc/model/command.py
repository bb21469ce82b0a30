"""What somebody asks to happen to a dossier (lệnh): the kind, who, when, why, and what the kind needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from cchc.legal import LegalBasis
from cchc.model.actor import Actor
from cchc.model.instant import vietnam_instant
from cchc.model.labels import LabelledEnum
from cchc.model.receipt import Channel
from cchc.model.time_limit import TimeLimit


class CommandKind(LabelledEnum):
    """The commands of the one-stop shop; each is a row of the tables in ``workflow``."""

    SUBMIT = "submit", "Nộp hồ sơ", "Hand in"
    GUIDE = "guide", "Hướng dẫn bổ sung khi tiếp nhận", "Guide to complete, at the desk"
    RESUBMIT = "resubmit", "Nộp lại sau hướng dẫn", "Hand in again after guidance"
    RECEIVE = "receive", "Tiếp nhận, hẹn trả", "Receive and appoint"
    REFUSE_RECEPTION = "refuse_reception", "Từ chối tiếp nhận", "Refuse to receive"
    SETTLE_AT_ONCE = "settle_at_once", "Giải quyết ngay", "Settle at once"
    TRANSFER = "transfer", "Chuyển cơ quan giải quyết", "Transfer to the settling body"
    ASSIGN = "assign", "Phân công thụ lý", "Assign"
    CONSULT = "consult", "Lấy ý kiến", "Consult another body"
    RECORD_OPINION = "record_opinion", "Nhận ý kiến trả lời", "Record the opinion"
    LAPSE_CONSULTATION = "lapse_consultation", "Hết hạn lấy ý kiến", "The consultation lapses"
    VERIFY = "verify", "Thẩm tra, xác minh", "Verify"
    END_VERIFICATION = "end_verification", "Kết thúc xác minh", "End the verification"
    REQUEST_SUPPLEMENT = "request_supplement", "Yêu cầu bổ sung", "Ask for a supplement"
    SUPPLEMENT = "supplement", "Nộp bổ sung", "Hand in the supplement"
    LAPSE_SUPPLEMENT = "lapse_supplement", "Hết hạn bổ sung, đóng hồ sơ", "The supplement lapses: close"
    REQUEST_PAYMENT = "request_payment", "Yêu cầu nghĩa vụ tài chính", "Ask for payment"
    PAY = "pay", "Hoàn thành nghĩa vụ tài chính", "Record the payment"
    APOLOGISE = "apologise", "Xin lỗi, hẹn lại", "Apologise with a new date"
    ASK_WITHDRAWAL = "ask_withdrawal", "Yêu cầu rút hồ sơ", "Ask to withdraw"
    CONFIRM_WITHDRAWAL = "confirm_withdrawal", "Thông báo dừng giải quyết", "Issue the stop notice"
    DECLINE_WITHDRAWAL = "decline_withdrawal", "Không chấp nhận rút hồ sơ", "Decline the withdrawal"
    REFUSE_SETTLEMENT = "refuse_settlement", "Từ chối giải quyết", "Refuse as a result"
    TERMINATE = "terminate", "Chấm dứt, thực hiện lại", "End; a new application is needed"
    SIGN_RESULT = "sign_result", "Ký kết quả", "Sign the result"
    HAND_OVER = "hand_over", "Trả kết quả", "Hand over the result"
    REPORT_ERROR = "report_error", "Yêu cầu sửa sai sót", "Report an error in the result"
    CORRECT = "correct", "Sửa sai sót", "Sign the corrected result"
    COMPLAIN = "complain", "Phản ánh, khiếu nại", "Complain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command: what is asked for, by whom, at which moment; a refused one changes nothing.

    ``reasons`` and ``ground`` may hold people's words and stay out of ``repr``. ``expected_sequence`` is the number of the
    last event the asker saw: when others were faster, the command is refused instead of overwriting. ``agency`` is the
    body a transfer or a consultation goes to, ``within`` the time given for the answer, ``new_date`` that of an apology,
    ``override`` why a second supplement may be asked for, ``result`` a reference to the signed result.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    kind: CommandKind
    by: Actor
    at: datetime
    id: str = ""
    expected_sequence: int | None = None
    reasons: tuple[str, ...] = field(default=(), repr=False)
    ground: str = field(default="", repr=False)
    basis: tuple[LegalBasis, ...] = ()
    channel: Channel | None = None
    dossier_code: str = ""
    agency: str = ""
    assignee: str = field(default="", repr=False)
    within: TimeLimit | None = None
    new_date: date | None = None
    override: str = field(default="", repr=False)
    result: str = ""

    def __post_init__(self) -> None:
        vietnam_instant(self.at, "the command")
