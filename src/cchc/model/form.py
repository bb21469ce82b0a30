"""The forms of the one-stop shop (biểu mẫu một cửa) by stable keys; their numbers changed meaning between two circulars."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cchc.errors import NotInForceError
from cchc.legal import LegalBasis, Validity
from cchc.model.labels import LabelledEnum


class FormKey(LabelledEnum):
    """A form, whatever its number at the time."""

    RECEIPT = "receipt", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Receipt and appointment slip"
    SUPPLEMENT = "supplement", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Request to complete the dossier"
    REFUSAL = "refusal", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", "Refusal"
    APOLOGY = "apology", "Văn bản xin lỗi và hẹn lại, đề nghị gia hạn", "Apology with a new date"
    STOP = "stop", "Thông báo dừng giải quyết hồ sơ", "Notice that settling stops"
    CONTROL = "control", "Phiếu kiểm soát quá trình giải quyết hồ sơ", "Control slip"
    REGISTER = "register", "Sổ theo dõi hồ sơ", "Register of dossiers"


class FormEdition(NamedTuple):
    """What number and title a form has under one circular."""

    key: FormKey
    number: str
    title_vi: str
    validity: Validity
    basis: LegalBasis


_OLD = Validity(date(2019, 1, 6), date(2025, 9, 14))
_NEW = Validity(date(2025, 9, 15))
_TT01, _TT03 = LegalBasis("01/2018/TT-VPCP", 9), LegalBasis("03/2025/TT-VPCP", unverified=True)

EDITIONS = (
    FormEdition(FormKey.RECEIPT, "01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", _OLD, _TT01),
    FormEdition(FormKey.SUPPLEMENT, "02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", _OLD, _TT01),
    FormEdition(FormKey.REFUSAL, "03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", _OLD, _TT01),
    FormEdition(FormKey.APOLOGY, "04", "Phiếu xin lỗi và hẹn lại ngày trả kết quả", _OLD, _TT01),
    FormEdition(FormKey.CONTROL, "05", "Phiếu kiểm soát quá trình giải quyết hồ sơ", _OLD, _TT01),
    FormEdition(FormKey.REGISTER, "06", "Sổ theo dõi hồ sơ", _OLD, _TT01),
    FormEdition(FormKey.RECEIPT, "01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", _NEW, _TT03),
    FormEdition(FormKey.SUPPLEMENT, "02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", _NEW, _TT03),
    FormEdition(FormKey.REFUSAL, "03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", _NEW, _TT03),
    FormEdition(FormKey.APOLOGY, "04", "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết", _NEW, _TT03),
    FormEdition(FormKey.STOP, "05", "Thông báo dừng giải quyết hồ sơ", _NEW, _TT03),
    FormEdition(FormKey.CONTROL, "06", "Phiếu kiểm soát quá trình giải quyết hồ sơ", _NEW, _TT03),
    FormEdition(FormKey.REGISTER, "07", "Sổ theo dõi hồ sơ", _NEW, _TT03),
)
"""The forms of 01/2018/TT-VPCP and of 03/2025/TT-VPCP.

The first day of the second circular has not been seen: the day of issue, 15 September 2025, stands for it, unverified.
"""


def edition_of(key: FormKey, on: date) -> FormEdition:
    """Return the number and title of a form on a day.

    Raises:
        NotInForceError: no edition of that form is entered for the day.

    >>> edition_of(FormKey.CONTROL, date(2024, 1, 2)).number, edition_of(FormKey.CONTROL, date(2026, 1, 2)).number
    ('05', '06')
    """
    for one in EDITIONS:
        if one.key is key and one.validity.covers(on):
            return one
    raise NotInForceError(f"no form {key.value!r} is entered for {on}; the lists begin with 01/2018/TT-VPCP on 2019-01-06")
