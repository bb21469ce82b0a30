"""The regimes of the one-stop decrees, and the register of instruments they cite."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from cchc.deadlines.policy import Duty, Regime, Regimes
from cchc.errors import RulebookError
from cchc.legal import LegalBasis, LegalInstrument, Validity
from cchc.model.cutoff import TransferCutoff
from cchc.model.limit_phrases import parse_limit
from cchc.rulebook.reading import HERE, as_record, tables_of


@lru_cache(maxsize=1)
def load_regimes() -> Regimes:
    """Return the dated versions of the one-stop decrees, from 21/06/2018 on; built once and shared.

    >>> [one.id for one in load_regimes().all]
    ['61/2018', '118/2025', '118/2025+367/2025', '118/2025+309/2026']
    """
    path = HERE / "regimes.toml"
    return Regimes(_regime(table) for table in tables_of(path, "regime"))


def _regime(table: dict[str, Any]) -> Regime:
    """A regime from its table; the bundled file is held against the types in the tests."""
    bases = {key: LegalBasis(**value) for key, value in table.items() if key.endswith("_basis")}
    duties = {name: Duty(parse_limit(duty["limit"]), LegalBasis(**duty["basis"])) for name, duty in table.get("duties", {}).items()}
    transfer = TransferCutoff(at=table["transfer"]["at"], basis=LegalBasis(**table["transfer"]["basis"]))
    values: dict[str, Any] = {**table, **bases, "duties": duties, "transfer": transfer}
    return Regime(**values)


@lru_cache(maxsize=1)
def load_instruments() -> dict[str, LegalInstrument]:
    """Return the register of instruments by number: title, issuer, from and until when, how it was seen.

    >>> load_instruments()["91/2015/QH13"].title_vi
    'Bộ luật Dân sự'
    """
    from cchc.rulebook.schema import InstrumentRecord

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
