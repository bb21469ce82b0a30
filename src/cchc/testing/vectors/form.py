"""The form of a question (``ask``): plain values that a program in any language can read.

Days are ``2026-02-12``, instants ``2026-02-12T15:40:00+07:00``. A limit is its units with their amounts:
``{"working_day": 15}``, ``{"month": 2, "working_day": 15}``, ``{"working_hour": "1/2"}``; ``{"same_day": 1}`` has no amount.
``calendar`` and ``office`` name lines of data that stand before the cases.
"""

from __future__ import annotations

from datetime import date as Day  # noqa: N812 - a key of some forms is called date
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, Field, TypeAdapter

from cchc.model.actor import Role
from cchc.model.command import CommandKind
from cchc.model.fields import AnyCutoff, Instant
from cchc.model.receipt import Channel, StartEvent

Unit = Literal["working_day", "day", "working_hour", "hour", "week", "month", "year", "same_day", "immediate"]
Limit = Annotated[dict[Unit, int | Annotated[str, Field(pattern=r"^[0-9]+/[0-9]+$")]], Field(min_length=1, max_length=3)]
"""Units with their amounts: a whole number, or an exact fraction in text."""

Choices = dict[str, str | int | bool]
"""Choices in place of the regime's, by the keys and words of docs/counting.md."""


class _Ask(BaseModel, frozen=True, extra="forbid"):
    calendar: str = "official"
    office: str = "standard"


class DayAsk(_Ask, frozen=True):
    """What is this day: is it worked, of which kind, by which act?"""

    op: Literal["day"]
    day: Day


class LieuAsk(_Ask, frozen=True):
    """Which days off make up for ``holidays`` that fall on a weekend, beside ``others`` that are not made up for?"""

    op: Literal["lieu"]
    holidays: tuple[Day, ...]
    others: tuple[Day, ...] = ()


class AddDaysAsk(_Ask, frozen=True):
    """On which day does ``limit`` end that starts with an event on ``start``?"""

    op: Literal["add_days"]
    start: Day
    limit: Limit
    policy: Choices = {}


class AddTimeAsk(_Ask, frozen=True):
    """At which instant does ``limit`` end that runs from ``at``?"""

    op: Literal["add_time"]
    at: Instant
    limit: Limit
    policy: Choices = {}


class BeforeDaysAsk(_Ask, frozen=True):
    """Which day is the last that is a whole ``limit`` before the event on ``end``?"""

    op: Literal["before_days"]
    end: Day
    limit: Limit


class BeforeTimeAsk(_Ask, frozen=True):
    """From which last instant is ``limit`` of time left until ``at``?"""

    op: Literal["before_time"]
    at: Instant
    limit: Limit


class CountAsk(_Ask, frozen=True):
    """How many working days are in (``a``, ``b``]; negative when ``b`` is earlier."""

    op: Literal["count_days"]
    a: Day
    b: Day


class BetweenAsk(_Ask, frozen=True):
    """How many seconds of working time lie between two instants; negative when ``b`` is earlier."""

    op: Literal["time_between"]
    a: Instant
    b: Instant


class DeskAsk(_Ask, frozen=True):
    """Is the desk open at that instant?"""

    op: Literal["desk"]
    at: Instant


class Entry(BaseModel, frozen=True, extra="forbid"):
    """Something that happened to the clock; the place in the list is the order in which it was written down."""

    id: str
    kind: Literal[
        "shift_start", "gate", "gate_met", "suspend", "resume", "restart", "fixed", "extend_by", "extend_to",
        "exclude", "reappoint", "stage", "settle", "close", "terminate",
    ]  # fmt: skip
    at: Instant
    limit: Limit | None = None
    since: Instant | None = None
    until: Instant | None = None
    to: str | None = None
    condition: str | None = None
    name: str | None = None
    starts_at: Instant | None = None


class _Dossier(_Ask, frozen=True):
    limit: Limit
    received: Instant
    start: StartEvent = StartEvent.RECEIVED
    competent_received: Instant | None = None
    complete: Instant | None = None
    fee_paid: Instant | None = None
    event: Instant | None = None
    cutoff: AnyCutoff | None = None
    not_at_once: bool = False
    policy: Choices = {}


class DueAsk(_Dossier, frozen=True):
    """When is the dossier due, and which entries does its clock refuse?"""

    op: Literal["due"]
    entries: tuple[Entry, ...] = ()


class SpanAsk(_Dossier, frozen=True):
    """When is it due, and on which earliest and latest day, however the calendar's open questions are answered?"""

    op: Literal["span"]


class ForwardAsk(_Ask, frozen=True):
    """By when must the desk forward a paper dossier received then?"""

    op: Literal["forward"]
    received: Instant
    policy: Choices = {}


class ReplyAsk(_Ask, frozen=True):
    """By the end of which day must the answer go out that a dossier is incomplete?"""

    op: Literal["reply"]
    received: Instant
    cutoff: AnyCutoff
    policy: Choices = {}


class PhraseAsk(_Ask, frozen=True):
    """Which limit does the phrase say, and nothing else?"""

    op: Literal["phrase"]
    text: str


class SentenceAsk(_Ask, frozen=True):
    """Which limit, bound and start does the sentence of an act say; do figure and word differ?"""

    op: Literal["sentence"]
    text: str


class WriteAsk(_Ask, frozen=True):
    """How is the limit written, in that language?"""

    op: Literal["write"]
    limit: Limit
    lang: Literal["vi", "en"]


class Step(BaseModel, frozen=True, extra="forbid"):
    """One command of a story: who asks for what, when, with what; ``seen`` is the number of the last event the asker saw."""

    command: CommandKind
    role: Role
    agency: str = ""
    at: Instant
    reasons: tuple[str, ...] = ()
    code: str = ""
    to: str = ""
    assignee: str = ""
    within: Limit | None = None
    new_date: Day | None = None
    override: str = ""
    result: str = ""
    seen: int | None = None
    complete: bool | None = None
    fee_paid: bool | None = None


class StoryTerms(BaseModel, frozen=True, extra="forbid"):
    """What the procedure of a story says."""

    limit: Limit
    committed: Limit | None = None
    fee_is_condition: bool = False
    instant: bool = False
    supplement_within: Limit | None = None
    fixed_after_supplement: Limit | None = None
    payment_suspends: bool = True
    verification_excluded: bool = False
    terminates: bool = False
    policy: Choices = {}


class StoryAsk(_Ask, frozen=True):
    """What becomes of a dossier that is handed in at ``submitted`` and of which ``steps`` are then asked?"""

    op: Literal["story"]
    submitted: Instant
    channel: Channel
    elsewhere: bool = False
    receiving: str
    settling: str = ""
    terms: StoryTerms
    steps: tuple[Step, ...]


Ask: TypeAlias = Annotated[
    DayAsk
    | LieuAsk
    | AddDaysAsk
    | AddTimeAsk
    | BeforeDaysAsk
    | BeforeTimeAsk
    | CountAsk
    | BetweenAsk
    | DeskAsk
    | DueAsk
    | SpanAsk
    | ForwardAsk
    | ReplyAsk
    | PhraseAsk
    | SentenceAsk
    | WriteAsk
    | StoryAsk,
    Field(discriminator="op"),
]
"""Any question, told apart by ``op``."""

ASKS: TypeAdapter[Ask] = TypeAdapter(Ask)
"""Reads a question."""

Plain: TypeAlias = dict[str, Any]
"""A question or an answer as it stands in the file."""
