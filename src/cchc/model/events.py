"""What has happened to a dossier (sự kiện): frozen records that are only ever added; history is the truth.

An event says what happened (``occurred_at``), when it was written down (``recorded_at``), in which order (``sequence``),
who did it, in which role, for which agency, and by which law. Persons are opaque references of the host's.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Field, TypeAdapter

from cchc.legal import LegalBasis
from cchc.model.actor import Actor
from cchc.model.clock_entry import ClockEntry
from cchc.model.command import CommandKind
from cchc.model.dossier_state import State
from cchc.model.fields import Instant, SpokenLimit
from cchc.model.form import FormKey
from cchc.model.receipt import Channel

SCHEMA_VERSION = 1
"""The version in which events are written now; older ones are lifted when they are read."""


class _Event(BaseModel, frozen=True, extra="forbid"):
    schema_version: Literal[1] = 1
    id: str = Field(min_length=1, max_length=200)
    dossier: str = Field(min_length=1, max_length=200)
    sequence: int = Field(ge=1)
    occurred_at: Instant
    recorded_at: Instant
    by: Actor
    ground: str = Field(default="", max_length=2_000, repr=False)
    basis: tuple[LegalBasis, ...] = ()


class Opened(_Event, frozen=True):
    """A dossier was handed in (nộp hồ sơ): which procedure, version and case, by which channel, at which desk.

    ``elsewhere``: at a desk of another place than the settling body's (không phụ thuộc địa giới hành chính).
    """

    type: Literal["opened"] = "opened"
    procedure: str
    procedure_since: date | None = None
    case: str = ""
    channel: Channel
    elsewhere: bool = False
    receiving: str = ""
    settling: str = ""


class StepTaken(_Event, frozen=True):
    """A row of the table was walked: the command, the state it led to, the form it issued, what it told the clock."""

    type: Literal["step"] = "step"
    command: CommandKind
    source: State
    target: State
    form: FormKey | None = None
    clock: tuple[ClockEntry, ...] = ()
    reasons: tuple[str, ...] = Field(default=(), repr=False)
    dossier_code: str = ""
    agency: str = ""
    assignee: str = Field(default="", repr=False)
    within: SpokenLimit | None = None
    new_date: date | None = None
    override: str = Field(default="", repr=False)
    result: str = ""


class ClockNoted(_Event, frozen=True):
    """A fact for the clock alone (sự kiện về thời hạn), perhaps recorded late: an excluded interval, an extension."""

    type: Literal["clock"] = "clock"
    clock: tuple[ClockEntry, ...] = Field(min_length=1)


class Migrated(_Event, frozen=True):
    """The dossier was moved to another version of its procedure (chuyển phiên bản), by an explicit decision."""

    type: Literal["migrated"] = "migrated"
    procedure_since: date
    target: State


Event: TypeAlias = Annotated[Opened | StepTaken | ClockNoted | Migrated, Field(discriminator="type")]
"""Any event, told apart by ``type``."""

EVENTS: TypeAdapter[Event] = TypeAdapter(Event)
"""Reads and writes events as JSON."""
