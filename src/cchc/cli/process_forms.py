"""The JSON forms of ``cchc process``, and how they are filled."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import PlainSerializer

from cchc.cli.output import Count, Output, exact
from cchc.deadlines.calendar_day import YearStatus
from cchc.errors import ProcessError
from cchc.model.limit_phrases import format_limit
from cchc.model.process import Process, StepKind
from cchc.reports.process_words import reading_notes, step_name
from cchc.simulation.critical_path import Amounts, ChainLength, stage_totals
from cchc.simulation.planned import Bound, BoundKind, Schedule


def _without_nothing(one: Process) -> dict[str, Any]:
    return one.model_dump(mode="json", exclude_none=True)


class TotalAnswer(Output):
    """A sum in one measure; measures are never added to each other."""

    unit: Literal["working_hour", "day", "hour", "month"]
    count: Count


class ChainAnswer(Output):
    """The longest chain of the steps that count. ``steps`` is empty where only a calendar could tell which chain is longest."""

    steps: tuple[str, ...]
    totals: tuple[TotalAnswer, ...]
    working_days: Count | None
    mixed_units: bool


class StageTotalAnswer(Output):
    """A stage with the sum of its steps, and with the one its decision declares."""

    label: str
    declared: str | None
    totals: tuple[TotalAnswer, ...]


class ProcessAnswer(Output):
    """A process whole, as the library holds it; keys without a value are left out of ``process``.

    ``problem`` says why its steps have no order; then ``chain`` is null.
    """

    process: Annotated[Process, PlainSerializer(_without_nothing)]
    chain: ChainAnswer | None
    stages: tuple[StageTotalAnswer, ...]
    problem: str | None


class LatestAnswer(Output):
    """The latest times of a step that keep a bound; ``slack_minutes`` of its agency's working time, negative when missed."""

    bound: BoundKind
    start: datetime
    finish: datetime
    slack_minutes: Count


class PlannedStepAnswer(Output):
    """A step with its earliest times; one that is not counted or left out takes no time. Ends of days are shown as 23:59:59."""

    id: str
    no: str
    name: str
    role: str
    agency: str
    kind: StepKind
    limit: str | None
    start: datetime
    finish: datetime
    must_end_by: datetime | None
    too_late: bool
    critical: bool
    counted: bool
    left_out: bool
    latest: tuple[LatestAnswer, ...]


class BoundAnswer(Output):
    """What the whole is held against: its limits, the finish asked for, or its ``own`` end.

    ``spare_minutes`` of working time are left, negative when late.
    """

    bound: BoundKind
    limit: str | None
    due: datetime
    kept: bool
    spare_minutes: Count


class ScheduleAnswer(Output):
    """A process on a calendar. ``start`` is the receipt, or the latest start where a finish was asked for.

    ``last_working_moment`` is the last moment of work of the main office by which it must start. ``certainty`` only where it is a forecast.
    """

    absent = ("last_working_moment", "certainty")

    id: str
    name: str
    start: datetime
    last_working_moment: datetime | None = None
    finish: datetime
    critical_path: tuple[str, ...]
    bounds: tuple[BoundAnswer, ...]
    steps: tuple[PlannedStepAnswer, ...]
    untimed: tuple[str, ...]
    notes: tuple[str, ...]
    calendar: str
    certainty: Literal[YearStatus.PROVISIONAL] | None = None


def process_answer(process: Process, chain: ChainLength | None, problem: ProcessError | None) -> ProcessAnswer:
    """Return ``process`` with its longest chain, or with what is wrong with its order."""
    stages = () if problem else stage_totals(process)
    return ProcessAnswer(
        process=process,
        chain=chain_answer(chain) if chain else None,
        stages=tuple(
            StageTotalAnswer(label=stage.label, declared=str(stage.declared) if stage.declared else None, totals=_totals(amounts))
            for stage, amounts in stages
        ),
        problem=str(problem) if problem else None,
    )


def chain_answer(chain: ChainLength) -> ChainAnswer:
    """Return a longest chain."""
    days = chain.working_days
    return ChainAnswer(
        steps=chain.steps, totals=_totals(chain.totals), working_days=None if days is None else exact(days), mixed_units=chain.mixed
    )


def schedule_answer(plan: Schedule, version: str, last: datetime | None, lang: str) -> ScheduleAnswer:
    """Return a schedule, on the calendar of that version."""
    return ScheduleAnswer(
        id=plan.process.id,
        name=plan.process.name,
        start=plan.received,
        last_working_moment=last,
        finish=plan.finish,
        critical_path=plan.critical_path,
        bounds=tuple(_bound(one, lang) for one in plan.bounds),
        steps=tuple(_steps(plan, lang)),
        untimed=plan.untimed,
        notes=tuple(reading_notes(plan, lang)),
        calendar=version,
        certainty=YearStatus.PROVISIONAL if plan.provisional else None,
    )


def _steps(plan: Schedule, lang: str) -> list[PlannedStepAnswer]:
    return [
        PlannedStepAnswer(
            id=one.step.id,
            no=one.step.no,
            name=step_name(one.step, lang),
            role=one.step.role,
            agency=one.step.agency,
            kind=one.step.kind,
            limit=format_limit(one.limit, lang) if one.limit else None,
            start=one.start,
            finish=one.finish,
            must_end_by=one.must_end_by,
            too_late=one.too_late,
            critical=one.critical,
            counted=one.step.counted,
            left_out=one.left_out,
            latest=tuple(_latest(bound, one.step.id) for bound in plan.bounds),
        )
        for one in plan.steps
    ]


def _latest(bound: Bound, step: str) -> LatestAnswer:
    latest = bound.steps[step]
    return LatestAnswer(bound=bound.kind, start=latest.start, finish=latest.finish, slack_minutes=_minutes(latest.slack))


def _bound(bound: Bound, lang: str) -> BoundAnswer:
    limit = format_limit(bound.limit, lang) if bound.limit else None
    return BoundAnswer(bound=bound.kind, limit=limit, due=bound.due, kept=bound.kept, spare_minutes=_minutes(bound.spare))


def _minutes(time: timedelta) -> int | str:
    return exact(Fraction(time // timedelta(microseconds=1), 60_000_000))


def _totals(amounts: Amounts) -> tuple[TotalAnswer, ...]:
    return tuple(TotalAnswer(unit=unit, count=exact(amount)) for unit, amount in amounts.items())
