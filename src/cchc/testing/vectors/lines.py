"""The form of every line of the file, and of a line of answers; docs/schema holds their JSON Schemas."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812 - as in the forms of questions
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, Field, TypeAdapter

from cchc.deadlines.calendar_day import DayKind
from cchc.testing.vectors.form import Ask, Limit
from cchc.testing.vectors.told import Told

Minutes = Annotated[tuple[tuple[int, int], ...], Field(max_length=10)]
"""Periods of a day, in minutes since midnight."""

ByWeekday = Annotated[tuple[Minutes, ...], Field(min_length=7, max_length=7)]
"""Periods of each weekday, Monday first."""


class _Line(BaseModel, frozen=True, extra="forbid"):
    pass


class HeaderLine(_Line, frozen=True):
    """The first line. ``digest`` is the SHA-256 of all lines after it; ``rules`` counts the cases of each rule."""

    type: Literal["header"]
    format: Literal["cchc-vectors"]
    version: Literal[1]
    library: str
    calendar: str
    cases: int
    rules: dict[str, int]
    digest: Annotated[str, Field(pattern="^sha256:[0-9a-f]{64}$")]
    questions_only: Literal[True] | None = None


class SpecialDay(_Line, frozen=True):
    """A day that is not an ordinary weekday or weekend; ``for`` is the other day of a swap, or the holiday made up for."""

    day: Day
    working: bool
    kind: DayKind
    act: str
    for_: Annotated[Day | None, Field(alias="for")] = None


class Question(_Line, frozen=True):
    """An open question about days: in each option some days change, +1 to be worked, -1 to be off."""

    name: str
    options: tuple[tuple[tuple[Day, Literal[1, -1]], ...], ...]


class CalendarLine(_Line, frozen=True):
    """A calendar as a file of days; ``week`` holds the weekdays that are worked, Monday is 1."""

    type: Literal["calendar"]
    id: str
    version: str
    first: Day
    last: Day
    week: tuple[int, ...]
    settled_through: Day
    forecast: bool
    days: tuple[SpecialDay, ...]
    questions: tuple[Question, ...]


class ClosureDays(_Line, frozen=True):
    """Days on which an office is shut, both included; whether they are not counted either."""

    since: Day
    until: Day
    suspends_count: bool


class OfficeLine(_Line, frozen=True):
    """An agency: the weekdays that count, its sessions, when its desk receives, its closures."""

    type: Literal["office"]
    id: str
    week: tuple[int, ...]
    sessions: ByWeekday
    reception: ByWeekday
    closures: tuple[ClosureDays, ...]


class RegimeLine(_Line, frozen=True):
    """A dated version of the one-stop decree, its policy and duties; ``until`` is null while it is in force."""

    type: Literal["regime"]
    id: str
    since: Day
    until: Day | None
    competent_starts: bool
    transfer_at: str | None
    duties: dict[str, Limit]
    policy: dict[str, Any]


class RowOfTable(_Line, frozen=True):
    """One step of a dossier's life: from a state by a command to a state, who may, what must hold, what the clock is told."""

    from_: Annotated[str | None, Field(alias="from")]
    command: str
    to: str
    who: tuple[str, ...]
    guards: tuple[str, ...]
    form: str | None
    clock: str
    basis: tuple[str, ...]


class TableLine(_Line, frozen=True):
    """The steps for dossiers received from ``since`` and before ``before``; national statuses, relations of roles."""

    type: Literal["table"]
    id: str
    since: Day
    before: Day | None
    rows: tuple[RowOfTable, ...]
    statuses: dict[str, str]
    relations: dict[str, str]


class CaseLine(_Line, frozen=True):
    """A question with the provisions behind it and what is expected: an answer, or the code with which it is refused."""

    type: Literal["case"]
    id: str
    rule: str
    basis: Annotated[tuple[str, ...], Field(min_length=1)]
    ask: Ask
    answer: Told | None = None
    refused: str | None = None


Line: TypeAlias = Annotated[HeaderLine | CalendarLine | OfficeLine | RegimeLine | TableLine | CaseLine, Field(discriminator="type")]
"""Any line of the file."""

LINES: TypeAdapter[Line] = TypeAdapter(Line)


class AnswerLine(_Line, frozen=True):
    """What a system writes for each case: an answer, or the code with which it refuses."""

    id: str
    answer: dict[str, Any] | None = None
    refused: str | None = None


class AnswersTo(_Line, frozen=True):
    """A line that says, if a system wishes, which vectors it answered: the digest of their header."""

    vectors: str


ANSWERS: TypeAdapter[AnswerLine | AnswersTo] = TypeAdapter(AnswerLine | AnswersTo)
