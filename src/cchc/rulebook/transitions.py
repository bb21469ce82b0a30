"""The transitional provisions, read once."""

from __future__ import annotations

from functools import lru_cache

from cchc.model.transition import Transition
from cchc.rulebook.reading import HERE, as_record, tables_of


@lru_cache(maxsize=1)
def load_transitions() -> tuple[Transition, ...]:
    """Return the bundled transitional provisions.

    Raises:
        RulebookError: the file is malformed.

    >>> load_transitions()[0].new_since.isoformat()
    '2026-07-01'
    """
    path = HERE / "transitions.toml"
    return tuple(as_record(Transition, table, path.name) for table in tables_of(path, "transition"))
