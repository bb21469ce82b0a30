"""The answers for machines: each model is one JSON form, an interface that scripts depend on.

Days are ``2026-02-12``, instants ``2026-02-12T15:40:00+07:00``; an amount that is not whole is an exact fraction in text
("47/2"). Codes do not follow the language, words do.
"""

from __future__ import annotations

from datetime import date as Day  # noqa: N812 - a key of the answers is called date
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from cchc.cli.output import Count, ErrorAnswer, Output, tidy
from cchc.deadlines.calendar_day import DayConfidence, DayKind, YearStatus
from cchc.deadlines.clock_state import ClockState
from cchc.deadlines.proof import Reason
from cchc.model.clock_entry import RefusalReason
from cchc.model.procedure import Level
from cchc.model.receipt import Channel, StartEvent


class Amount(Output):
    """An exact amount of one unit."""

    unit: str
    count: Count


class RuleAnswer(Output):
    """A rule that was applied, with its citations; ``flag`` where a reader should look."""

    code: str
    text: str
    basis: tuple[str, ...]
    flag: bool


class RefusalAnswer(Output):
    """An entry of the ledger that the clock did not take, and why."""

    entry: str
    reason: RefusalReason
    text: str
    basis: tuple[str, ...]


class StageAnswer(Output):
    """A stage with a limit of its own; nothing is due while it waits for its start."""

    name: str
    limit: str
    start: datetime | None
    due: Day | None
    due_at: datetime | None


class DayAnswer(Output):
    """A day of the count, or a session of it on the hour clock (then with ``from``, ``to`` and ``minutes``)."""

    absent = ("from", "to", "minutes")

    date: Day
    counted: bool
    kind: DayKind
    reason: Reason
    act: str
    name: str
    since: datetime | None = Field(default=None, alias="from")
    until: datetime | None = Field(default=None, alias="to")
    minutes: Count | None = None


class CommittedAnswer(Output):
    """The same dossier by the limit that the agency took upon itself, ``by`` its decision; late by it is not late by law."""

    limit: str
    by: str
    due: Day | None
    due_at: datetime | None
    promised: datetime | None
    late_by: Amount | None
    first_breach: datetime | None


class DueAnswer(Output):
    """When a dossier is due, how certain that is, what its clock shows at ``at``, and why.

    ``due`` is by law, to the end of that day; ``due_at`` of a limit in days is shown as 23:59:59. Both are null while
    the clock is suspended or has not started.
    """

    absent = ("id", "reappointed", "committed", "forecast_assumption")

    id: str | int | None = None
    code: str | None
    name: str | None
    case: str | None
    channel: Channel | None
    limit: str
    limit_from: Literal["catalogue", "argument"]
    start: StartEvent
    received: datetime
    due: Day | None
    due_at: datetime | None
    promised: datetime | None
    reappointed: Day | None = None
    committed: CommittedAnswer | None = None
    certainty: YearStatus | None
    due_earliest: Day | None
    due_latest: Day | None
    clock: ClockState
    since: datetime | None
    waits_for: tuple[str, ...]
    at: datetime
    remaining: tuple[Amount, ...]
    elapsed: tuple[Amount, ...]
    late_by: Amount | None
    first_breach: datetime | None
    stages: tuple[StageAnswer, ...]
    calendar: str
    regime: str
    rules: tuple[RuleAnswer, ...]
    refusals: tuple[RefusalAnswer, ...]
    days: tuple[DayAnswer, ...]
    forecast_assumption: str | None = None


class AddAnswer(Output):
    """The last day of a limit (``due``), or its last instant (``due_at``); ``certainty`` only where it is a forecast."""

    absent = ("id", "due", "due_at", "certainty")

    id: str | int | None = None
    due: Day | None = None
    due_at: datetime | None = None
    certainty: Literal["provisional"] | None = None
    calendar: str


class BetweenAnswer(Output):
    """The working days in (a, b] and the days of the calendar; with two instants the working minutes as well."""

    absent = ("id", "working_minutes", "certainty")

    id: str | int | None = None
    working_days: int
    calendar_days: int
    working_minutes: Count | None = None
    certainty: Literal["provisional"] | None = None
    calendar: str


class SpecialDay(Output):
    """A date that is neither an ordinary weekday nor an ordinary weekend."""

    date: Day
    working: bool
    kind: DayKind
    name_vi: str
    name_en: str
    act: str
    issued: Day | None
    confidence: DayConfidence


class CalendarAnswer(Output):
    """The special days of a year, and how settled the year is."""

    absent = ("forecast_assumption",)

    year: int
    status: YearStatus
    version: str
    days: tuple[SpecialDay, ...]
    forecast_assumption: str | None = None


class CalendarName(Output):
    """A calendar that was compared: its version, the days it covers, the day whose knowledge it holds."""

    version: str
    first: Day
    last: Day
    known_on: Day | None


class DayMeaning(Output):
    """What a date is on one calendar."""

    working: bool
    kind: DayKind
    name_vi: str
    name_en: str
    act: str


class ChangeAnswer(Output):
    """A date on which two calendars differ; null where one does not reach it."""

    date: Day
    before: DayMeaning | None
    after: DayMeaning | None
    act: str


class DiffAnswer(Output):
    """What changed from one calendar to another."""

    old: CalendarName
    new: CalendarName
    changes: tuple[ChangeAnswer, ...]


class MovedAnswer(Output):
    """A deadline that moves: from when to when, because of which acts. ``after`` is null beyond the new calendar."""

    absent = ("id", "before_at", "after_at", "certainty")

    line: int
    id: str | int | None = None
    code: str | None
    limit: str
    received: datetime
    before: Day
    after: Day | None
    before_at: datetime | None = None
    after_at: datetime | None = None
    certainty: Literal["provisional"] | None = None
    acts: tuple[str, ...]
    because: tuple[ChangeAnswer, ...]


class ImpactAnswer(Output):
    """What a change of the calendar moves."""

    old: CalendarName
    new: CalendarName
    asked: int
    moved: tuple[MovedAnswer, ...]
    errors: tuple[ErrorAnswer, ...]


class VerifyAnswer(Output):
    """Whether a proof holds, and every difference from what is recomputed."""

    holds: bool
    faults: tuple[str, ...]
    calendar: str


class CaseAnswer(Output):
    """One case of a procedure with its limit; ``limit`` is null while nobody has confirmed the published unit."""

    absent = ("unconfirmed", "committed", "cutoff")

    case: str
    label: str
    channels: tuple[Channel, ...]
    limit: str | None
    unconfirmed: str | None = None
    committed: str | None = None
    start: StartEvent
    cutoff: str | None = None


class ProcedureAnswer(Output):
    """One version of a procedure."""

    code: str
    name: str
    field: str
    levels: tuple[Level, ...]
    since: Day | None
    until: Day | None
    cases: tuple[CaseAnswer, ...]


class ProceduresAnswer(Output):
    """The procedures of a catalogue."""

    procedures: tuple[ProcedureAnswer, ...]


_FORMS: dict[str, type[Output]] = {
    "due": DueAnswer,
    "add": AddAnswer,
    "between": BetweenAnswer,
    "calendar": CalendarAnswer,
    "diff": DiffAnswer,
    "impact": ImpactAnswer,
    "verify": VerifyAnswer,
    "procedures": ProceduresAnswer,
    "error": ErrorAnswer,
}


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each form of answer, by the name of its command, and of the forms of catalogues.

    >>> sorted(schemas()["between"]["required"])
    ['calendar', 'calendar_days', 'working_days']
    """
    from cchc.cli.bulk_forms import BulkAnswer, BulkImpactAnswer
    from cchc.cli.check_forms import CheckAnswer  # its rooms are loaded for it alone
    from cchc.cli.import_forms import ImportAnswer, ImportReport
    from cchc.cli.limit_forms import LimitsAnswer
    from cchc.cli.procedure_forms import ProcedureDiffsAnswer, ShownAnswer
    from cchc.cli.process_forms import ProcessAnswer, ScheduleAnswer
    from cchc.cli.vectors_forms import ConformanceAnswer, vector_schemas
    from cchc.cli.workflow_forms import WorkflowAnswer
    from cchc.interop.catalogue.schema import catalogue_schemas

    found: dict[str, dict[str, Any]] = {}
    others: dict[str, type[Output]] = {
        "bulk-due": BulkAnswer,
        "bulk-impact": BulkImpactAnswer,
        "check": CheckAnswer,
        "import": ImportAnswer,
        "import-report": ImportReport,
        "limits-parse": LimitsAnswer,
        "procedure-show": ShownAnswer,
        "procedure-diff": ProcedureDiffsAnswer,
        "process-show": ProcessAnswer,
        "process-schedule": ScheduleAnswer,
        "workflow-show": WorkflowAnswer,
        "vectors-check": ConformanceAnswer,
    }
    made = {name: form.model_json_schema(by_alias=True, mode="validation") for name, form in {**_FORMS, **others}.items()}
    for name, schema in (made | vector_schemas()).items():
        for one in (schema, *schema.get("$defs", {}).values()):
            tidy(one)
        found[name] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return found | catalogue_schemas()
