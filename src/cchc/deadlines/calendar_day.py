"""One day of the calendar with its provenance: what it is, in which layer, by which act, how certain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from cchc.legal import LegalBasis
from cchc.model.labels import LabelledEnum

STANDARD_WEEK = frozenset(range(5))
"""Monday to Friday, the 40-hour week (188/1999/QĐ-TTg, known from memory)."""

WEEK = LegalBasis("188/1999/QĐ-TTg", unverified=True)


class DayKind(LabelledEnum):
    """What a day is to the public sector."""

    WORKING = "working", "Ngày làm việc", "Working day"
    WEEKEND = "weekend", "Ngày nghỉ hằng tuần", "Weekly rest day"
    STATUTORY = "statutory", "Ngày nghỉ lễ, tết", "Public holiday"
    IN_LIEU = "in_lieu", "Nghỉ bù", "Day off in lieu"
    SWAPPED_OFF = "swapped_off", "Nghỉ hoán đổi", "Swapped off"
    MADE_UP = "made_up", "Làm bù", "Make-up working day"
    AGENCY_CLOSURE = "agency_closure", "Cơ quan đóng cửa", "Closed by the agency"
    AGENCY_OPEN = "agency_open", "Cơ quan làm việc", "Opened by the agency"


class Layer(LabelledEnum):
    """Who says so; a later layer overrides an earlier one."""

    WEEK = "week", "Tuần làm việc", "Working week"
    STATUTE = "statute", "Luật", "Statute"
    ANNUAL = "annual", "Quyết định hằng năm", "Annual decision"
    SWAP = "swap", "Hoán đổi ngày làm việc", "Swap"
    AGENCY = "agency", "Cơ quan", "Agency"
    CALLER = "caller", "Người gọi", "Caller"


class DayConfidence(LabelledEnum):
    """How certain it is that a day is what the calendar says."""

    SOURCE = "source", "đọc thấy trong nguồn", "seen in a source"
    DERIVED = "derived", "suy ra từ luật", "follows from the statute"
    UNVERIFIED = "unverified", "chưa kiểm chứng", "not verified"
    ASSUMED = "assumed", "giả định, chưa công bố", "assumed, not announced"
    GIVEN = "given", "do cơ quan hoặc người dùng đặt", "set by the agency or the caller"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day with its provenance: what it is, which act says so, when that was issued, how certain that is.

    ``confidence`` is about the date; :attr:`sureness` is the weaker of it and of the text behind it. ``pair`` is the
    other day of a swap, or the holiday a day off makes up for.
    """

    day: date
    working: bool
    kind: DayKind
    name_vi: str
    name_en: str
    act: str
    issued: date | None = None
    confidence: DayConfidence = DayConfidence.DERIVED
    sources: tuple[str, ...] = ()
    layer: Layer = Layer.WEEK
    basis: LegalBasis | None = None
    pair: date | None = None

    @property
    def sureness(self) -> DayConfidence:
        """How certain the day is, its text included: a date seen in a source whose act was only quoted is unverified."""
        known = self.confidence in (DayConfidence.SOURCE, DayConfidence.DERIVED)
        return DayConfidence.UNVERIFIED if known and self.basis is not None and self.basis.unverified else self.confidence

    def name(self, lang: str) -> str:
        """Return its name in ``lang``: ``"vi"`` or ``"en"``."""
        return self.name_vi if lang == "vi" else self.name_en


class DayChange(NamedTuple):
    """One date on which two calendars differ: what it was, what it is now (``None``: that calendar does not reach it)."""

    day: date
    before: CalendarDay | None
    after: CalendarDay | None

    @property
    def act(self) -> str:
        """The act behind the change: that of the new meaning, else of the old one."""
        special = [one for one in (self.after, self.before) if one is not None and one.layer is not Layer.WEEK]
        return special[0].act if special else WEEK.instrument


class Uncertainty(NamedTuple):
    """One open question about days, with its possible answers; each answer is a set of days that would change.

    ``options`` are tuples of (day, +1 when it would be worked, -1 when it would be off); the empty tuple is the
    calendar as it stands.
    """

    name: str
    options: tuple[tuple[tuple[date, int], ...], ...]


class YearStatus(LabelledEnum):
    """How settled a year is, or a deadline within it."""

    FINAL = "final", "Đã qua, không thay đổi", "Past, settled"
    ANNOUNCED = "announced", "Đã công bố", "Announced"
    OPEN = "open", "Đã công bố, còn có thể hoán đổi", "Announced, a swap may still come"
    PROVISIONAL = "provisional", "Tạm tính, chưa công bố", "Provisional, not announced"
