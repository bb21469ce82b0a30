"""The clock's ledger as the command line takes it: a file of entries, and pauses written as intervals."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import cast

from pydantic import ConfigDict, TypeAdapter, ValidationError

from cchc.cli.exits import faults_of, one_line
from cchc.cli.files import read_bytes
from cchc.cli.texts import DateTextError, read_instant, read_interval
from cchc.deadlines.clock import in_order
from cchc.errors import CchcError, LedgerError
from cchc.model.clock_entry import ClockEntry, Exclude, Resume, Suspend

_ENTRY: TypeAdapter[ClockEntry] = TypeAdapter(ClockEntry, config=ConfigDict(defer_build=True))
_INSTANTS = ("occurred_at", "recorded_at", "since", "until", "starts_at", "to")
_MOST = 10_000


def read_ledger(path: str) -> tuple[ClockEntry, ...]:
    """Return the entries of a JSON Lines file; an entry without ``id`` or ``sequence`` takes them from its place.

    Raises:
        FileError: the file cannot be read.
        LedgerError: a line is no entry; the message names the line.
    """
    rows: list[tuple[str, object]] = []
    for number, line in enumerate(read_bytes(path).removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        if line.strip():
            where = f"{path}, line {number}"
            try:
                rows.append((where, json.loads(line)))
            except (ValueError, RecursionError):
                raise LedgerError(f"{where}: not JSON in UTF-8; one entry a line is expected") from None
    return _entries(rows)


def given_entries(rows: Iterable[Mapping[str, object]]) -> tuple[ClockEntry, ...]:
    """Return the entries written inside a batch row."""
    return _entries([(f"entries, no. {number}", row) for number, row in enumerate(rows, 1)])


def _entries(rows: Sequence[tuple[str, object]]) -> tuple[ClockEntry, ...]:
    if len(rows) > _MOST:
        raise LedgerError(f"a ledger of more than {_MOST} entries is no dossier's")
    return tuple(_entry(row, where, number) for number, (where, row) in enumerate(rows, 1))


def _entry(row: object, where: str, number: int) -> ClockEntry:
    if not isinstance(row, dict):
        raise LedgerError(f"{where}: an entry is a JSON object with kind and occurred_at")
    given = cast("dict[str, object]", row)
    fields = {"id": f"entry-{number}", "sequence": number, **{key: _with_zone(key, value) for key, value in given.items()}}
    try:
        return _ENTRY.validate_python(fields)
    except ValidationError as error:
        raise LedgerError(f"{where}: {faults_of(error)}") from None
    except CchcError as error:
        raise LedgerError(f"{where}: {one_line(error)}") from error


def _with_zone(key: str, value: object) -> object:
    """Text without an offset is Vietnam's time; anything else is left to the entry's own check."""
    if key not in _INSTANTS or not isinstance(value, str):
        return value
    try:
        return read_instant(value, key)
    except DateTextError:
        return value


def intervals(pauses: Sequence[str], excluded: Sequence[str], received: datetime, entries: Sequence[ClockEntry]) -> tuple[ClockEntry, ...]:
    """Return pauses as suspensions with their ends, and other intervals as excluded, numbered after ``entries``.

    Pauses that overlap or touch are one; one without an end has not ended.
    """
    sequence = max((one.sequence for one in entries), default=0)
    found: list[ClockEntry] = []

    def next_number() -> int:
        return sequence + len(found) + 1

    for since, until in _merged([read_interval(text, "pause") for text in pauses]):
        found.append(Suspend(id=f"pause-{next_number()}", sequence=next_number(), occurred_at=since))
        if until is not None:
            found.append(Resume(id=f"pause-{next_number()}", sequence=next_number(), occurred_at=until))
    for text in excluded:
        since, until = read_interval(text, "exclude")
        if until is None:
            raise DateTextError(f"exclude: {text[:40]!r} has no end; an interval that has not ended is a pause")
        happened = max(since, received)
        found.append(Exclude(id=f"exclude-{next_number()}", sequence=next_number(), occurred_at=happened, since=since, until=until))
    return tuple(found)


def _merged(pauses: Sequence[tuple[datetime, datetime | None]]) -> list[tuple[datetime, datetime | None]]:
    merged: list[tuple[datetime, datetime | None]] = []
    for since, until in sorted(pauses, key=lambda one: one[0]):
        if merged:
            first, last = merged[-1]
            if last is None:
                break
            if since <= last:
                merged[-1] = first, max(last, until) if until is not None else None
                continue
        merged.append((since, until))
    return merged


def happened_by(entries: Sequence[ClockEntry], now: datetime) -> tuple[ClockEntry, ...]:
    """Return the ledger as far as it had happened by ``now``, numbered anew when something is left out.

    Raises:
        LedgerError: the whole ledger has a gap or a fork.
    """
    ordered = in_order(entries)
    if all(one.occurred_at <= now for one in ordered):
        return tuple(entries)
    kept = sorted((one for one in ordered if one.occurred_at <= now), key=lambda one: one.sequence)
    return tuple(one.model_copy(update={"sequence": number}) for number, one in enumerate(kept, 1))
