"""The exact form of the rulebook's TOML files; an unknown key is an error, never ignored."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field, Strict, model_validator

from cchc.legal import Confidence

Day = Annotated[date, Strict()]
"""A TOML date; text that looks like one is refused."""


class _Record(BaseModel, extra="forbid", frozen=True):
    pass


class LunarDates(_Record, frozen=True):
    """The two lunar days of a year as dates, by the calendar of UTC+7."""

    tet: Day
    hung_kings: Day


class PlaceRecord(_Record, frozen=True):
    """An article and clause of the record's own text."""

    article: int
    clause: int | None = None


class StatutoryDayRecord(_Record, frozen=True):
    """A day a statute names: month and day, or ``lunar = "hung_kings"``."""

    name_vi: str
    name_en: str
    month: int = Field(default=0, ge=0, le=12)
    day: int = Field(default=0, ge=0, le=31)
    lunar: str = Field(default="", pattern="^(hung_kings)?$")
    in_lieu_vi: str = ""

    @model_validator(mode="after")
    def _one_way(self) -> StatutoryDayRecord:
        if bool(self.lunar) == bool(self.month and self.day):
            raise ValueError('give month and day, or lunar = "hung_kings"')
        return self


class StatuteRecord(_Record, frozen=True):
    """A statute's list of holidays, from and until when."""

    number: str
    article: int
    clause: int | None = None
    issued: Day
    since: Day
    until: Day | None = None
    confidence: str = Field(pattern="^(source|secondary|memory)$")
    make_up: PlaceRecord | None = None
    tet_days: int | None = None
    national_day: str = Field(default="", pattern="^(adjacent)?$")
    days: tuple[StatutoryDayRecord, ...]


class StatutesFile(_Record, frozen=True):
    """``statutes.toml``."""

    statute: tuple[StatuteRecord, ...]


class ActDayRecord(_Record, frozen=True):
    """A day off an act places."""

    day: Day
    name_vi: str
    name_en: str
    in_lieu_vi: str = ""


class SwapRecord(_Record, frozen=True):
    """A swap: both its days in one record."""

    off: Day
    worked: Day
    name_vi: str
    name_en: str = ""
    worked_vi: str = ""
    worked_en: str = ""


class NoSwapRecord(_Record, frozen=True):
    """A decision that nothing is swapped from one day to another, both included."""

    since: Day = Field(alias="from")
    until: Day = Field(alias="to")
    note: str = ""


class ActRecord(_Record, frozen=True):
    """One notice: its number (or a label when the number is not known), its issue date, what it says."""

    number: str = ""
    label: str = ""
    also: tuple[str, ...] = ()
    issued: Day | None = None
    issued_between: tuple[Day, Day] | None = None
    issued_by: Day | None = None
    annual: bool = False
    confidence: str = Field(pattern="^(source|secondary|memory)$")
    sources: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    days: tuple[ActDayRecord, ...] = ()
    swaps: tuple[SwapRecord, ...] = ()
    no_swap: tuple[NoSwapRecord, ...] = ()

    @model_validator(mode="after")
    def _named_and_dated(self) -> ActRecord:
        if bool(self.number) == bool(self.label):
            raise ValueError("give the act's number, or a label when the number is not known")
        if [self.issued, self.issued_between, self.issued_by].count(None) != 2:
            raise ValueError("give one of issued, issued_between = [first, last], issued_by")
        return self


class SeenRecord(_Record, frozen=True):
    """Statutory days and days in lieu whose very date stands in a source."""

    days: tuple[Day, ...]
    sources: tuple[str, ...]


class YearFile(_Record, frozen=True):
    """``<year>.toml``, or a file an office drops in when a notice comes (then ``lunar`` may be left out)."""

    year: int = Field(ge=1900, le=2200, strict=True)
    last_review: Day | None = None
    lunar: LunarDates | None = None
    act: tuple[ActRecord, ...] = ()
    seen: tuple[SeenRecord, ...] = ()


class InstrumentRecord(_Record, frozen=True):
    """One entry of ``instruments.toml``."""

    number: str
    title_vi: str
    kind: str
    issuer: str = ""
    issued: Day | None = None
    since: Day | None = None
    until: Day | None = None
    articles: int | None = None
    confidence: Confidence
    note: str = ""
    amended_by: tuple[str, ...] = ()
