"""The regimes of the one-stop decrees, and the register of instruments they cite."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from pydantic import BaseModel

from cchc.deadlines.policy import Regime, Regimes
from cchc.errors import RulebookError
from cchc.legal import Confidence, LegalInstrument, Validity
from cchc.rulebook.reading import HERE, as_record, tables_of


@lru_cache(maxsize=1)
def load_regimes() -> Regimes:
    """Return the dated versions of the one-stop decrees, from 21/06/2018 on; built once and shared.

    >>> [one.id for one in load_regimes().all]
    ['61/2018', '118/2025', '118/2025+367/2025', '118/2025+309/2026']
    """
    path = HERE / "regimes.toml"
    return Regimes(as_record(Regime, one, path.name) for one in tables_of(path, "regime"))


class InstrumentRecord(BaseModel, frozen=True, extra="forbid"):
    """One entry of ``instruments.toml``."""

    number: str
    title_vi: str
    kind: str
    issuer: str = ""
    issued: date | None = None
    since: date | None = None
    until: date | None = None
    articles: int | None = None
    confidence: Confidence
    note: str = ""
    amended_by: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def load_instruments() -> dict[str, LegalInstrument]:
    """Return the register of instruments by number: title, issuer, from and until when, how it was seen.

    >>> load_instruments()["91/2015/QH13"].title_vi
    'Bộ luật Dân sự'
    """
    path = HERE / "instruments.toml"
    register: dict[str, LegalInstrument] = {}
    for table in tables_of(path, "instrument"):
        one = as_record(InstrumentRecord, table, path.name)
        if one.number in register:
            raise RulebookError(path.name, f"{one.number} is entered twice")
        register[one.number] = LegalInstrument(
            one.number,
            one.title_vi,
            one.kind,
            one.issuer,
            Validity(one.since, one.until),
            one.issued,
            one.articles,
            one.confidence,
            one.note,
        )
    return register
