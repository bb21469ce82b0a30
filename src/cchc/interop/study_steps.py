"""What the study's processes and flows share: amounts with their unit, ids made from numbers, labels of kinds of work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from cchc.errors import LimitError
from cchc.interop.study_rows import as_amount
from cchc.model.process import Budget, BudgetUnit
from cchc.model.time_limit import exact_amount

_UNITS: Final[Mapping[str, BudgetUnit]] = {
    "working_day": "working_day",
    "ngày làm việc": "working_day",
    "day": "day",
    "ngày": "day",
    "working_hour": "working_hour",
    "giờ làm việc": "working_hour",
    "hour": "hour",
    "giờ": "hour",
    "week": "week",
    "tuần": "week",
    "month": "month",
    "tháng": "month",
    "same_day": "same_day",
    "same_working_day": "same_day",
    "trong ngày": "same_day",
    "immediate": "immediate",
    "ngay": "immediate",
}

_LABELS: Final[Mapping[str, str]] = {
    "tiep_nhan": "Tiếp nhận",
    "phan_cong": "Phân công",
    "tham_dinh": "Thẩm định",
    "tham_tra_trinh": "Thẩm tra, trình",
    "ky_duyet": "Ký duyệt",
    "van_thu": "Văn thư",
    "tra_ket_qua": "Trả kết quả",
    "hop_hoi_dong": "Họp hội đồng",
    "chuyen_lien_thong": "Chuyển liên thông",
    "xac_minh": "Xác minh",
    "cong_khai": "Công khai",
    "cho_nguoi_nop": "Chờ người nộp",
    "lay_y_kien": "Lấy ý kiến",
    "khac": "",
}


def unit_named(word: str) -> BudgetUnit | None:
    """Return the unit of a word such as "working_day" or "(ngày)"; ``None`` where it is none."""
    return _UNITS.get(word.strip().strip("()").lower())


def budget_of(amount: object, unit: str) -> Budget | None:
    """Return an amount and its unit as a budget; ``None`` where one of them is missing or is none.

    >>> str(budget_of("0,25", "ngày làm việc")), budget_of(3, ""), str(budget_of(None, "same_day"))
    ('1/4 working_day', None, '0 same_day')
    """
    named = unit_named(unit)
    if named is None:
        return None
    if named in ("same_day", "immediate") and amount is None:
        return Budget(count=0, unit=named)
    value = as_amount(amount)
    try:
        return None if value is None else Budget(count=exact_amount(value), unit=named)
    except (LimitError, ZeroDivisionError):
        return None


def step_ids(numbers: Iterable[str]) -> list[str]:
    """Return an id for each printed number: the number, with what makes it unique; a position where none is printed.

    >>> step_ids(["1", "2", "2", "", "2-2"])
    ['1', '2', '2-2', '#4', '2-2-2']
    """
    taken: set[str] = set()
    found: list[str] = []
    for place, number in enumerate(numbers, 1):
        name = first = number or f"#{place}"
        again = 1
        while name in taken:
            again += 1
            name = f"{first}-{again}"
        taken.add(name)
        found.append(name)
    return found


def label_of(kind: str) -> str:
    """Return the label of a kind of work; one that is not known is its own label.

    >>> label_of("tiep_nhan"), label_of("đo đạc")
    ('Tiếp nhận', 'đo đạc')
    """
    return _LABELS.get(kind, kind)
