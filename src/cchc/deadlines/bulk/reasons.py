"""Why a row has no answer, and the answers of a whole column with the reasons beside them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from cchc.errors import UsageError


class Reason(IntEnum):
    """Why a row has no answer; the number is stored and never changes, ``ANSWERED`` is 0.

    Where several hold, the first of this order is given: ``NULL``, what is unknown, what is bad, ``OUT_OF_CALENDAR``.

    >>> Reason.NULL.label_vi, Reason(2).label_en
    ('Thiếu giá trị', 'Beyond the years of the calendar')
    """

    label_vi: str
    label_en: str

    def __new__(cls, code: int, label_vi: str, label_en: str) -> Self:
        """Make a member of its number and its two labels."""
        member = int.__new__(cls, code)
        member._value_ = code
        member.label_vi = label_vi
        member.label_en = label_en
        return member

    ANSWERED = 0, "Có kết quả", "Answered"
    NULL = 1, "Thiếu giá trị", "A value is missing"
    OUT_OF_CALENDAR = 2, "Ngoài các năm của lịch", "Beyond the years of the calendar"
    BAD_AMOUNT = 3, "Số lượng âm, quá lớn hoặc không được chấp nhận", "An amount that is negative, beyond any limit or refused"
    UNKNOWN_UNIT = 4, "Đơn vị không biết hoặc không dùng ở đây", "A unit that is unknown or has no place here"
    UNKNOWN_CALENDAR = 5, "Không có lịch mang mã này", "No calendar has that key"
    RAGGED = 6, "Các cột lồng nhau không khớp độ dài", "Nested columns whose lengths disagree"
    TOO_MANY_PAUSES = 7, "Quá nhiều lần tạm dừng", "Too many pauses"
    BAD_PAUSE = 8, "Lần tạm dừng không hợp lệ", "A pause that ends before it begins, or overlaps another"
    UNREADABLE = 9, "Giá trị không đúng kiểu của cột", "A value that is not of the column's type"
    BAD_END = 10, "Kết thúc trước khi tiếp nhận", "An end before the receipt"

    def label(self, lang: str) -> str:
        """Return the label in ``lang``: ``"vi"`` or ``"en"``."""
        return self.label_vi if lang == "vi" else self.label_en


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """One answer for each row: ``values``, and ``reasons`` (codes of :class:`Reason`), of the same length.

    Where a reason is not 0 the value is ``NaT``, or 0 in a column of counts.
    """

    values: NDArray[Any]
    reasons: NDArray[np.uint8]

    def counts(self) -> dict[Reason, int]:
        """Return how many rows each reason has, in the order of the codes; the reasons without a row are left out."""
        found = np.bincount(self.reasons, minlength=len(Reason))
        return {reason: int(found[reason]) for reason in Reason if found[reason]}

    @classmethod
    def of(cls, rows: int, dtype: str, into: Answers | None = None) -> Answers:
        """Return columns for the answers of ``rows`` to be written to: those of ``into`` where given, else new ones.

        Raises:
            UsageError: ``into`` has other columns than are wanted.
        """
        if into is None:
            return cls(np.empty(rows, dtype), np.zeros(rows, np.uint8))
        if into.values.dtype != np.dtype(dtype) or into.reasons.dtype != np.uint8 or not len(into.values) == len(into.reasons) == rows:
            raise UsageError(f"into has {len(into.values)} rows of {into.values.dtype}, wanted are {rows} of {np.dtype(dtype)}")
        into.reasons.fill(0)
        return into

    @property
    def answered(self) -> NDArray[np.bool_]:
        """Which rows have an answer."""
        return np.equal(self.reasons, 0)
