"""The form of an answer to each kind of question."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812 - as in the forms of questions
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Field

from cchc.deadlines.calendar_day import DayKind
from cchc.model.clock_entry import RefusalReason
from cchc.testing.vectors.form import Limit

Moment = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{6})?\+07:00$")]
"""An instant with its seconds; with six digits of microseconds where there are any."""


class _Told(BaseModel, frozen=True, extra="forbid"):
    pass


class DayTold(_Told, frozen=True):
    """Answers ``day``."""

    working: bool
    kind: DayKind
    act: str


class LieuTold(_Told, frozen=True):
    """Answers ``lieu``: each day off with its holiday, in order."""

    days: tuple[tuple[Day, Day], ...]


class DueTold(_Told, frozen=True):
    """Answers ``due``; what is null is not due, not promised, not moved. ``stages`` only where there are any."""

    clock: Literal["not_started", "running", "suspended", "ended"]
    started_at: Moment | None
    due: Day | None
    due_at: Moment | None
    promised: Moment | None
    refusals: tuple[tuple[str, RefusalReason], ...]
    reappointed: Day | None
    stages: tuple[tuple[str, Day | Moment], ...] | None = None


class AddedTold(_Told, frozen=True):
    """Answers ``add_days`` and ``add_time``."""

    due: Day | Moment


class SpanTold(_Told, frozen=True):
    """Answers ``span``."""

    due: Day
    earliest: Day
    latest: Day | None
    certainty: Literal["final", "announced", "open", "provisional"]


class LastTold(_Told, frozen=True):
    """Answers ``before_days`` and ``before_time``."""

    last: Day | Moment


class CountTold(_Told, frozen=True):
    """Answers ``count_days``."""

    working_days: int


class SecondsTold(_Told, frozen=True):
    """Answers ``time_between``."""

    seconds: int


class OpenTold(_Told, frozen=True):
    """Answers ``desk``."""

    open: bool


class ByTold(_Told, frozen=True):
    """Answers ``forward`` and ``reply``."""

    by: Day | Moment


class PhraseTold(_Told, frozen=True):
    """Answers ``phrase``."""

    limit: Limit


class SentenceTold(_Told, frozen=True):
    """Answers ``sentence``; a limit of null is one that somebody must confirm, since figure and word ``differ``."""

    limit: Limit | None
    bound: str
    start: str | None
    differ: tuple[int, int] | None


class TextTold(_Told, frozen=True):
    """Answers ``write``."""

    text: str


class TakenTold(_Told, frozen=True):
    """A step of a story that was taken: the new state, its national status, the form issued, what the clock was told."""

    state: str
    status: str
    form: str | None
    clock: tuple[str, ...]


class RefusedTold(_Told, frozen=True):
    """A step of a story that was refused: every reason, in alphabetical order."""

    refused: tuple[str, ...]


class StoryTold(_Told, frozen=True):
    """Answers ``story``: each step, and where the dossier stands at the moment of its last event."""

    steps: tuple[TakenTold | RefusedTold, ...]
    state: str
    status: str
    clock: str | None
    due: Day | None
    committed_due: Day | None
    timeliness: str


Told: TypeAlias = (
    DayTold
    | LieuTold
    | DueTold
    | AddedTold
    | SpanTold
    | LastTold
    | CountTold
    | SecondsTold
    | OpenTold
    | ByTold
    | PhraseTold
    | SentenceTold
    | TextTold
    | StoryTold
)
"""Any answer."""
