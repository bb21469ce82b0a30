"""Headings above the papers of a dossier: some name a case, some say that papers are only shown, most are mere titles."""

from __future__ import annotations

import re

_TO_HAND_IN = re.compile(r"(?:giấy tờ )?(?:phải )?nộp|thành phần hồ sơ|hồ sơ .{0,40}gồm|.{0,80}nộp 01 \(một\) bộ", re.IGNORECASE)
_TO_SHOW = re.compile(r"(?:.{0,80}phải )?xuất trình", re.IGNORECASE)
_A_CASE = re.compile(
    r"(?:đối với|trường hợp|đăng ký|.{0,80}được đăng ký thường trú)"
    r"|\(?(?:[ivx]{1,4}|[0-9][0-9.]{0,4}|[a-dđ])[.)]\s*(?:đối với|trường hợp|đăng ký|thành phần|hồ sơ|cấp|chấp thuận)",
    re.IGNORECASE,
)
_FILLED_IN = ("Tờ khai", "Đơn ", "Mẫu hộ tịch điện tử", "Mẫu điện tử", "Biểu mẫu", "Phiếu đề nghị", "Văn bản ủy quyền")
LONGEST = 200
"""The most characters of a heading; what is longer is the text of a row."""


def heading_of(text: str) -> tuple[str, bool]:
    """Return the case that a heading names (empty where it names none), and whether the papers under it are only shown.

    >>> heading_of("Giấy tờ phải xuất trình"), heading_of("Đối với công trình tôn giáo"), heading_of("Thành phần hồ sơ")
    (('', True), ('Đối với công trình tôn giáo', False), ('', False))
    """
    if _TO_SHOW.match(text):
        return "", True
    case = text if len(text) <= LONGEST and _TO_HAND_IN.match(text) is None and _A_CASE.match(text) else ""
    return case, False


def is_form(name: str) -> bool:
    """Return whether a paper is one that the applicant fills in: such a paper is handed in, whatever heading stands above it.

    >>> is_form("Tờ khai đăng ký kết hôn theo mẫu"), is_form("Thẻ căn cước")
    (True, False)
    """
    return name.lstrip("-+* ").startswith(_FILLED_IN)
