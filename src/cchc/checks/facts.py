"""Dated facts that rules of the checker ask for (dữ kiện theo ngày): what ended when, what the law allows, under which act.

They are data of the rulebook, handed in with the :class:`~cchc.checks.finding.Context`; no rule holds a date of its own.
"""

from __future__ import annotations

from datetime import date, time

from pydantic import BaseModel, Field

from cchc.legal import LegalBasis, Validity
from cchc.model.fields import SpokenLimit


class Ended(BaseModel, frozen=True, extra="forbid"):
    """Something that is no more since a day: a level of government, a paper, a procedure.

    ``words`` are how texts call it, in lower case.
    """

    name_vi: str
    name_en: str
    since: date
    words: tuple[str, ...] = ()
    code: str = ""
    instead_vi: str = ""
    instead_en: str = ""
    basis: tuple[LegalBasis, ...] = ()


class Ceiling(BaseModel, frozen=True, extra="forbid"):
    """How often a limit may be extended or re-appointed, from when to when."""

    most: int = Field(ge=1)
    since: date | None = None
    until: date | None = None
    basis: tuple[LegalBasis, ...] = ()


class AllowedExtension(BaseModel, frozen=True, extra="forbid"):
    """By how much the law lets the limits of these procedures be extended without the applicant's agreement, from when to when."""

    codes: tuple[str, ...]
    limit: SpokenLimit
    since: date | None = None
    until: date | None = None
    basis: tuple[LegalBasis, ...] = ()


class UsualCutoff(BaseModel, frozen=True, extra="forbid"):
    """The hour after which the next working day begins, as most texts have it."""

    at: time
    basis: tuple[LegalBasis, ...] = ()


class DatedFacts(BaseModel, frozen=True, extra="forbid"):
    """All dated facts of the rules; the empty one makes the rules that need them silent.

    >>> from datetime import date
    >>> district = Ended(name_vi="cấp huyện", name_en="district level", since=date(2025, 7, 1), words=("cấp huyện",))
    >>> DatedFacts(levels=(district,)).levels_ended(date(2025, 6, 30))
    ()
    """

    levels: tuple[Ended, ...] = ()
    papers: tuple[Ended, ...] = ()
    procedures: tuple[Ended, ...] = ()
    extensions: tuple[Ceiling, ...] = ()
    allowed: tuple[AllowedExtension, ...] = ()
    cutoffs: tuple[UsualCutoff, ...] = ()

    def levels_ended(self, day: date) -> tuple[Ended, ...]:
        """Return the levels of government that are no more on ``day``."""
        return tuple(one for one in self.levels if one.since <= day)

    def papers_ended(self, day: date) -> tuple[Ended, ...]:
        """Return the papers that are no longer issued or asked for on ``day``."""
        return tuple(one for one in self.papers if one.since <= day)

    def procedure_ended(self, code: str, day: date) -> Ended | None:
        """Return what is known of the end of the procedure ``code`` by ``day``; ``None`` where nothing is."""
        return next((one for one in self.procedures if one.code == code and one.since <= day), None)

    def allowed_extension(self, code: str, day: date) -> AllowedExtension | None:
        """Return by how much a limit of ``code`` may be extended on ``day``; ``None`` where no text is entered."""
        return next((one for one in self.allowed if code in one.codes and Validity(one.since, one.until).covers(day)), None)

    def most_extensions(self, day: date) -> Ceiling | None:
        """Return how often a limit may be extended on ``day``; ``None`` where no text says."""
        return next((one for one in self.extensions if Validity(one.since, one.until).covers(day)), None)
