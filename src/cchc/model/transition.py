"""Transitional provisions (quy định chuyển tiếp): which law rules a dossier that was under way when a new one came."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal

from pydantic import BaseModel, Field

from cchc.legal import LegalBasis

_ONE_DAY = timedelta(days=1)


class Transition(BaseModel, frozen=True, extra="forbid"):
    """One provision: the procedures it is about, the first day of the new law, and the event that must lie before it.

    A dossier whose event lies before ``new_since`` stays under the old law, whenever it is settled.
    """

    procedures: tuple[str, ...] = Field(min_length=1)
    new_since: date
    decided_by: Literal["submitted", "received"]
    basis: tuple[LegalBasis, ...] = Field(min_length=1)
    note: str = ""


def version_day(
    procedure: str, submitted_at: datetime | None, received_at: datetime | None, transitions: Iterable[Transition], at: datetime
) -> tuple[date, Transition | None]:
    """Return the day whose law rules the dossier, and the provision that moved it off the day of receipt, if one did.

    Without a provision that is the day of receipt; until then the day of ``at``.

    >>> from cchc.model.instant import VIETNAM_TIME
    >>> law = (LegalBasis("217/2026/NĐ-CP", 76, 19),)
    >>> new = Transition(procedures=("1.013225",), new_since=date(2026, 7, 1), decided_by="submitted", basis=law)
    >>> june, july = (datetime(2026, month, 30, 9, tzinfo=VIETNAM_TIME) for month in (6, 7))
    >>> version_day("1.013225", june, july, [new], july)[0].isoformat()
    '2026-06-30'
    """
    day = (received_at or at).date()
    for one in transitions:
        event = submitted_at if one.decided_by == "submitted" else received_at
        if procedure in one.procedures and event is not None and event.date() < one.new_since <= day:
            return one.new_since - _ONE_DAY, one
    return day, None
