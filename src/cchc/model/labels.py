"""A code that cannot exist without its label in Vietnamese and English."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class LabelledEnum(StrEnum):
    """An enumeration whose members carry ``label_vi`` and ``label_en``; the value goes to storage and JSON.

    >>> class Colour(LabelledEnum):
    ...     RED = "red", "đỏ", "red"
    >>> Colour("red").label_vi
    'đỏ'
    """

    label_vi: str
    label_en: str

    def __new__(cls, value: str, label_vi: str, label_en: str) -> Self:
        """Make a member of its code and its two labels."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label_vi = label_vi
        member.label_en = label_en
        return member

    def label(self, lang: str) -> str:
        """Return the label in ``lang``: ``"vi"`` or ``"en"``."""
        return self.label_vi if lang == "vi" else self.label_en
