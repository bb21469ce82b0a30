"""The stored form of a history: canonical JSON in a chain of hashes, so that a changed byte shows.

The hash is over the bytes as they were stored: lifting an old event to the present schema never rewrites it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from pydantic import ValidationError
from pydantic_core import to_json

from cchc.errors import HistoryError
from cchc.model.events import EVENTS, SCHEMA_VERSION, Event

LARGEST_EVENT = 100_000
"""The most bytes one stored event may have."""

_KEPT = frozenset({"ref"})
_NEVER_EMPTY = frozenset({bool, int, float})

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]

UPCASTERS: Mapping[int, Upcaster] = {}
"""From a schema version to the function that lifts an event of it to the next one."""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as it lies in a store: its bytes, and the digest (SHA-256) of the chain up to it."""

    data: bytes
    digest: bytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a history is the one that was written: the first place (from 1) where it is not, and why."""

    broken_at: int | None = None
    problem: str = ""

    @property
    def holds(self) -> bool:
        """Whether every link of the chain holds."""
        return self.broken_at is None


def store(event: Event, previous: bytes = b"") -> StoredEvent:
    """Return ``event`` as canonical JSON (sorted keys, UTF-8, nothing empty), chained to the digest ``previous``."""
    data = to_json(_lean(EVENTS.dump_python(event, mode="json")))
    return StoredEvent(data, _digest(previous, data))


def store_all(events: Iterable[Event], previous: bytes = b"") -> Iterator[StoredEvent]:
    """Yield each event as :func:`store` does, chained to the one before."""
    for event in events:
        stored = store(event, previous)
        yield stored
        previous = stored.digest


def load(stored: StoredEvent, upcasters: Mapping[int, Upcaster] = UPCASTERS) -> Event:
    """Return the event, lifted to the present schema.

    Raises:
        HistoryError: the bytes are no event, of a type nobody knows, or of a version without an upcaster.
    """
    if len(stored.data) > LARGEST_EVENT:
        raise HistoryError("", 0, f"an event of {len(stored.data)} bytes is not read; the most is {LARGEST_EVENT}")
    try:
        plain: Any = json.loads(stored.data)
    except (ValueError, RecursionError) as error:
        raise HistoryError("", 0, "the bytes are not JSON; take the history from its store again") from error
    if not isinstance(plain, dict):
        raise HistoryError("", 0, "the bytes are no event; take the history from its store again")
    lifted = _lifted(cast("dict[str, Any]", plain), upcasters)
    try:
        return EVENTS.validate_python(lifted, strict=False)
    except ValidationError as error:
        keys = ", ".join(sorted({".".join(map(str, one["loc"])) for one in error.errors(include_url=False, include_input=False)})[:10])
        raise HistoryError(
            str(lifted.get("dossier", "")), _number(lifted.get("sequence")), f"it does not fit the schema in: {keys}"
        ) from None


def verify_history(history: Iterable[StoredEvent], head: bytes | None = None) -> Verdict:
    """Return whether every event is the one that was stored, in its place; the cost grows with the bytes only.

    ``head`` is the last digest as it was noted elsewhere: with it a chain that was cut off at the end, or written anew
    with digests that fit, is found as well.

    >>> verify_history([]).holds
    True
    """
    previous, place = b"", 0
    for place, stored in enumerate(history, 1):
        previous = _digest(previous, stored.data)
        if previous != stored.digest:
            return Verdict(place, f"event {place} or one before it was changed, removed or put in after it was stored")
    if head is not None and previous != head:
        return Verdict(place, f"the chain ends after event {place} with another digest than was noted: it was cut off or written anew")
    return Verdict()


def _digest(previous: bytes, data: bytes) -> bytes:
    return hashlib.sha256(previous.hex().encode() + data).digest()


def _lean(plain: dict[str, Any]) -> dict[str, Any]:
    """The values by sorted keys, without what is empty: defaults need not be stored. No and nought are not empty."""
    lean: dict[str, Any] = {}
    for key in sorted(plain):
        value = plain[key]
        if value:
            kind = value.__class__
            if kind is dict:
                value = _lean(value)
            elif kind is list:
                value = [_lean(one) if one.__class__ is dict else one for one in value]
        elif value.__class__ not in _NEVER_EMPTY and key not in _KEPT:
            continue
        lean[key] = value
    return lean


def _lifted(plain: dict[str, Any], upcasters: Mapping[int, Upcaster]) -> dict[str, Any]:
    version = _number(plain.get("schema_version"))
    while version != SCHEMA_VERSION:
        upcaster = upcasters.get(version)
        if upcaster is None:
            raise HistoryError(
                str(plain.get("dossier", "")),
                _number(plain.get("sequence")),
                f"schema version {version} is not known here (this is {SCHEMA_VERSION}); use a newer library, or register an upcaster",
            )
        plain = upcaster(plain)
        version += 1
    return plain


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
