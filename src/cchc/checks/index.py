"""What the records say about each other: one small entry for each, read only when a rule asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from cchc.model.place import Located, Rejected
from cchc.model.procedure import Procedure
from cchc.model.process import Process

Input: TypeAlias = Located[Procedure] | Located[Process] | Rejected
"""What a catalogue is read as."""

_OF_PROCEDURE = ("code", "name", "field", "levels", "decision", "since", "until", "source", "read", "confidence", "limits", "kind")
_OF_PROCESS = (
    *("id", "name", "codes", "case", "channels", "agency", "province", "decision", "issuer", "issued", "since", "until"),
    *("declared", "committed", "hours_per_day", "heading_unit", "national", "confidence"),
)


def procedure_entry(one: Procedure) -> Procedure:
    """Return what the index keeps of a procedure: its name, validity, place and limits."""
    return Procedure.model_construct(**{name: getattr(one, name) for name in _OF_PROCEDURE})


def process_entry(one: Process) -> Process:
    """Return what the index keeps of a process: whose it is, since when, for which codes, and its whole time; no steps."""
    return Process.model_construct(**{name: getattr(one, name) for name in _OF_PROCESS})


def is_entry_of(one: Procedure, record: Procedure) -> bool:
    """Return whether ``one`` is ``record``, or its entry in the index."""
    return all(getattr(one, name) == getattr(record, name) for name in _OF_PROCEDURE)


class Index:
    """The other records of a catalogue by code, and the bundled ones beside them.

    The input is read a second time at the first question, and not at all where no rule asks one.
    """

    def __init__(
        self,
        records: Callable[[], Iterable[Input]],
        *,
        national: Callable[[str], tuple[Procedure, ...]] = lambda _code: (),
        processes: Callable[[str], tuple[Process, ...]] = lambda _code: (),
    ) -> None:
        self._records = records
        self._bundled = national
        self._bundled_processes = processes
        self._found: tuple[dict[str, list[Procedure]], dict[str, list[Process]]] | None = None

    def national(self, code: str) -> tuple[Procedure, ...]:
        """Return the national versions of ``code``: those of the input where it has any, else the bundled ones.

        A record that names local codes is a locality's version, not the nation's.
        """
        return tuple(self._read()[0].get(code, ())) or self._bundled(code)

    def processes(self, code: str) -> tuple[Process, ...]:
        """Return the processes that serve ``code``: those of the input, then the bundled ones with another id."""
        found = self._read()[1].get(code, [])
        ids = {one.id for one in found}
        return (*found, *(one for one in self._bundled_processes(code) if one.id not in ids))

    def _read(self) -> tuple[dict[str, list[Procedure]], dict[str, list[Process]]]:
        if self._found is None:
            procedures: dict[str, list[Procedure]] = {}
            processes: dict[str, list[Process]] = {}
            for one in self._records():
                if isinstance(one, Rejected):
                    continue
                if isinstance(one.record, Procedure):
                    if one.record.local_codes:
                        continue
                    procedures.setdefault(one.record.code, []).append(procedure_entry(one.record))
                    continue
                entry = process_entry(one.record)
                for code in dict.fromkeys(entry.codes):
                    processes.setdefault(code, []).append(entry)
            self._found = procedures, processes
        return self._found
