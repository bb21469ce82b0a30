"""The states of a dossier (trạng thái hồ sơ) and what each is among the ten statuses of the national portal."""

from __future__ import annotations

from types import MappingProxyType

from cchc.model.labels import LabelledEnum


class NationalStatus(LabelledEnum):
    """The ten statuses of the national portal (trạng thái trên Cổng Dịch vụ công quốc gia); the codes are the portal's."""

    REGISTERED = "1", "Mới đăng ký", "Registered online"
    RECEIVED = "2", "Được tiếp nhận", "Received"
    NOT_RECEIVED = "3", "Không được tiếp nhận", "Not received"
    PROCESSING = "4", "Đang xử lý", "Being processed"
    SUPPLEMENT = "5", "Yêu cầu bổ sung giấy tờ", "Supplement asked for"
    PAYMENT = "6", "Yêu cầu thực hiện nghĩa vụ tài chính", "Financial obligation asked for"
    WITHDRAWAL = "7", "Công dân yêu cầu rút hồ sơ", "Withdrawal asked for"
    STOPPED = "8", "Dừng xử lý", "Stopped"
    DONE = "9", "Đã xử lý xong", "Result signed"
    RETURNED = "10", "Đã trả kết quả", "Result handed over"


class State(LabelledEnum):
    """Where a dossier stands. Being late is no state: it is asked of the clock."""

    SUBMITTED = "submitted", "Đã nộp, chờ tiếp nhận", "Handed in, not yet received"
    GUIDED = "guided", "Được hướng dẫn bổ sung khi tiếp nhận", "Guided to complete it at the desk"
    RECEIVED = "received", "Đã tiếp nhận", "Received"
    NOT_RECEIVED = "not_received", "Từ chối tiếp nhận", "Refused at the desk"
    TRANSFERRED = "transferred", "Đã chuyển cơ quan giải quyết", "Transferred to the settling body"
    PROCESSING = "processing", "Đang giải quyết", "Being settled"
    CONSULTING = "consulting", "Đang lấy ý kiến", "Consulting another body"
    VERIFYING = "verifying", "Đang thẩm tra, xác minh", "Being verified"
    SUPPLEMENTING = "supplementing", "Chờ bổ sung hồ sơ", "Waiting for a supplement"
    AWAITING_PAYMENT = "awaiting_payment", "Chờ thực hiện nghĩa vụ tài chính", "Waiting for payment"
    WITHDRAWING = "withdrawing", "Đã yêu cầu rút hồ sơ", "Withdrawal asked for"
    WITHDRAWN = "withdrawn", "Dừng giải quyết theo yêu cầu", "Stopped at the applicant's request"
    CLOSED_INACTIVE = "closed_inactive", "Đóng hồ sơ do không bổ sung", "Closed: no supplement came"
    TERMINATED = "terminated", "Chấm dứt, nộp lại từ đầu", "Ended: a new application is needed"
    SETTLED = "settled", "Đã có kết quả", "Result signed"
    REFUSED = "refused", "Từ chối giải quyết", "Refused as a result"
    CORRECTING = "correcting", "Đang sửa sai sót kết quả", "An error in the result is being corrected"
    HANDED_OVER = "handed_over", "Đã trả kết quả", "Result handed over"


NATIONAL_STATUS = MappingProxyType(
    {
        State.SUBMITTED: NationalStatus.REGISTERED,
        State.GUIDED: NationalStatus.SUPPLEMENT,
        State.RECEIVED: NationalStatus.RECEIVED,
        State.NOT_RECEIVED: NationalStatus.NOT_RECEIVED,
        State.TRANSFERRED: NationalStatus.PROCESSING,
        State.PROCESSING: NationalStatus.PROCESSING,
        State.CONSULTING: NationalStatus.PROCESSING,
        State.VERIFYING: NationalStatus.PROCESSING,
        State.SUPPLEMENTING: NationalStatus.SUPPLEMENT,
        State.AWAITING_PAYMENT: NationalStatus.PAYMENT,
        State.WITHDRAWING: NationalStatus.WITHDRAWAL,
        State.WITHDRAWN: NationalStatus.STOPPED,
        State.CLOSED_INACTIVE: NationalStatus.STOPPED,
        State.TERMINATED: NationalStatus.STOPPED,
        State.SETTLED: NationalStatus.DONE,
        State.REFUSED: NationalStatus.DONE,
        State.CORRECTING: NationalStatus.DONE,
        State.HANDED_OVER: NationalStatus.RETURNED,
    }
)
"""The national status of each state: total, many to one. Settlement ends at status 9."""

END_STATES = frozenset({State.NOT_RECEIVED, State.WITHDRAWN, State.CLOSED_INACTIVE, State.TERMINATED, State.HANDED_OVER})
"""Where a dossier's life ends; a complaint, or the correction of an error, may still follow."""
