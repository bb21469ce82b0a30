"""Citations: which text says it (văn bản), where in it (điều, khoản, điểm), and from when to when (hiệu lực)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Confidence = Literal["read", "secondary", "memory"]
"""How a text was seen: its wording; a restatement (press, province, database); or not at all, only remembered."""


@dataclass(frozen=True, slots=True)
class Validity:
    """From when to when something is in force (hiệu lực); both days are included, ``None`` is open or not known.

    >>> Validity(date(2018, 6, 21), date(2025, 6, 30)).covers(date(2025, 6, 30))
    True
    """

    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"a validity cannot end ({self.until}) before it begins ({self.since})")

    def covers(self, day: date) -> bool:
        """Return whether ``day`` lies in it, both ends included."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def within(self, other: Validity) -> bool:
        """Return whether all of it lies inside ``other``; an open end fits only where ``other`` is open too."""
        begins = other.since is None or (self.since is not None and self.since >= other.since)
        ends = other.until is None or (self.until is not None and self.until <= other.until)
        return begins and ends


class LegalInstrument(NamedTuple):
    """A text of law or an act (văn bản): number, title, issuer, when issued and in force, how it was seen."""

    number: str
    title_vi: str
    kind: str
    issuer: str
    validity: Validity = Validity()
    issued: date | None = None
    articles: int | None = None
    confidence: Confidence = "secondary"
    note: str = ""


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A citation (căn cứ pháp lý, not the personal-data sense): instrument, article, clause, point.

    ``unverified`` marks what is known only from a secondary source or from memory; the product shows it.

    >>> str(LegalBasis("91/2015/QH13", 148, 5))
    'khoản 5 Điều 148, 91/2015/QH13'
    >>> str(LegalBasis("217/2026/NĐ-CP", 54, 1, "b"))
    'điểm b khoản 1 Điều 54, 217/2026/NĐ-CP'
    """

    instrument: str
    article: int | None = None
    clause: int | None = None
    point: str | None = None
    unverified: bool = False

    def __post_init__(self) -> None:
        if (self.point is not None and self.clause is None) or (self.clause is not None and self.article is None):
            raise ValueError(f"a citation of {self.instrument} names a point without its clause, or a clause without its article")

    def __str__(self) -> str:
        parts = [f"điểm {self.point}"] if self.point else []
        parts += [f"khoản {self.clause}"] if self.clause else []
        parts += [f"Điều {self.article}"] if self.article else []
        place = " ".join(parts)
        mark = " (chưa kiểm chứng)" if self.unverified else ""
        return f"{place}, {self.instrument}{mark}" if place else f"{self.instrument}{mark}"
