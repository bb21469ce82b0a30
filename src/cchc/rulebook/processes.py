"""Internal processes and statutory flows: bundled real ones, found by id or by the code they serve."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from cchc.errors import UnknownCodeError
from cchc.model.process import Process
from cchc.rulebook.bundled import Bundled
from cchc.rulebook.reading import HERE, as_record, tables_of

_CODES = re.compile(r"^codes = \[.*\]$", re.MULTILINE)
_PLURALS = {"step": "steps", "group": "groups", "stage": "stages"}


class Processes:
    """Processes by id, and by the codes they serve.

    >>> found = load_processes()
    >>> [step.id for step in found.get("lt-khaisinh-thuongtru-bhyt-2024").steps]
    ['ks', 'tt', 'bhyt']
    >>> [one.id for one in found.serving("2.000286")]
    ['cao_bang-2022-18', 'ld-2.000286-1', 'ld-2.000286-2']
    """

    __slots__ = ("_bundled", "_by_id")

    def __init__(self, processes: Iterable[Process] = (), *, bundled: Bundled[Process] | None = None) -> None:
        found: dict[str, tuple[Process, ...]] = {}
        for one in processes:
            found[one.id] = (*found.get(one.id, ()), one)
        self._bundled = bundled
        self._by_id: Mapping[str, tuple[Process, ...]] = found if bundled is None else bundled

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id, in the order of the files."""
        return tuple(self._by_id)

    @property
    def all(self) -> tuple[Process, ...]:
        """Every process."""
        return tuple(one for name in self._by_id for one in self._by_id[name])

    def get(self, name: str) -> Process:
        """Return the process with the id ``name``.

        Raises:
            UnknownCodeError: there is none; the error lists near matches.
        """
        found = self._by_id.get(name.strip())
        if found is None:
            raise UnknownCodeError("process", name[:80], tuple(get_close_matches(name[:80], self._by_id, n=3, cutoff=0.6)))
        return found[0]

    def serving(self, code: str) -> tuple[Process, ...]:
        """Return the processes that serve the procedure ``code``: of any province, level and case; none where none is known."""
        code = code.strip()
        if self._bundled is None:
            return tuple(one for one in self.all if code in one.codes)
        return tuple(self.get(name) for name in self._bundled.keys_with(_CODES, code))


@lru_cache(maxsize=1)
def load_processes() -> Processes:
    """Return the bundled processes: of six provinces from November 2025, and what laws themselves divide among agencies."""
    return Processes(bundled=Bundled(HERE / "processes", "process", "id", _process))


def read_processes(path: str | Path) -> tuple[Process, ...]:
    """Return the processes of one TOML file in the form of ``rulebook/processes/*.toml``.

    Raises:
        RulebookError: the file is malformed; the message names file, record, key and what was expected.
    """
    path = Path(path)
    return tuple(_process(table, f"{path.name}, record {number}") for number, table in enumerate(tables_of(path, "process"), 1))


def _process(table: dict[str, object], where: str) -> Process:
    record = {_PLURALS.get(key, key): value for key, value in table.items()}
    return as_record(Process, record, f"{where} ({record.get('id')})")
