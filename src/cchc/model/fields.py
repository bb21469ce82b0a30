"""The values as pydantic fields: what catalogues, ledgers and proofs are read with.

The values themselves are plain frozen classes that check themselves, so that a deadline can be counted without pydantic
being loaded; whoever reads or writes JSON takes them from here.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from cchc.model.cutoff import Cutoff
from cchc.model.instant import vietnam_instant
from cchc.model.limit_phrases import parse_limit
from cchc.model.time_limit import TimeLimit


def _spoken(value: object) -> object:
    return parse_limit(value) if isinstance(value, str) else value


AnyLimit = Annotated[TimeLimit, Field(discriminator="unit")]
"""Any time limit, told apart by ``unit``."""

SpokenLimit = Annotated[AnyLimit, BeforeValidator(_spoken)]
"""A time limit that may also be written as a phrase, as the files of law do."""

AnyCutoff = Annotated[Cutoff, Field(discriminator="kind")]
"""Any of the four cut-offs, told apart by ``kind``."""

Instant = Annotated[datetime, AfterValidator(vietnam_instant)]
"""An instant of Vietnam's time; any other is refused."""
