"""The dated facts of the checker's rules, read from ``checks.toml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from cchc.checks.facts import DatedFacts
from cchc.rulebook.reading import HERE, as_record, read_toml

_FILE = HERE / "checks.toml"


@lru_cache(maxsize=1)
def load_check_facts() -> DatedFacts:
    """Return the bundled dated facts; read once and shared.

    >>> [one.name_vi for one in load_check_facts().levels]
    ['cấp huyện']
    """
    return read_check_facts(_FILE)


def read_check_facts(path: str | Path) -> DatedFacts:
    """Return the dated facts of one TOML file in the form of ``checks.toml``.

    Raises:
        RulebookError: the file is malformed; the message names file, key and what was expected.
    """
    path = Path(path)
    return as_record(DatedFacts, read_toml(path), path.name)
