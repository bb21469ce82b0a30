"""The library's values in the forms of the command line."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from cchc.cli.answers import (
    Amount,
    CalendarAnswer,
    CalendarName,
    CaseAnswer,
    ChangeAnswer,
    CommittedAnswer,
    DayAnswer,
    DayMeaning,
    DiffAnswer,
    DueAnswer,
    ProcedureAnswer,
    RefusalAnswer,
    RuleAnswer,
    SpecialDay,
    StageAnswer,
)
from cchc.cli.output import exact
from cchc.cli.questions import Asked
from cchc.deadlines import reading
from cchc.deadlines.calendar_day import CalendarDay, DayChange
from cchc.deadlines.deadline import Deadline, ForecastDeadline
from cchc.deadlines.proof import Proof, ProofRow
from cchc.deadlines.working_calendar import AnyCalendar, ForecastCalendar, diff
from cchc.model.limit_phrases import format_limit
from cchc.model.procedure import Procedure


def due_answer(asked: Asked) -> DueAnswer:
    """Return the whole answer to ``cchc due``."""
    question, deadline, seen = asked.question, asked.deadline, asked.reading
    options, lang = question.options, question.options.lang
    proof = deadline.proof
    return DueAnswer(
        code=question.procedure.code if question.procedure else None,
        name=question.procedure.name if question.procedure else None,
        case=question.chosen.case if question.chosen else None,
        channel=question.channel,
        limit=format_limit(question.limit, lang),
        limit_from="argument" if options.limit else "catalogue",
        start=question.start,
        received=deadline.received_at,
        due=deadline.due,
        due_at=deadline.due_at,
        promised=deadline.promised,
        reappointed=deadline.reappointed,
        committed=_committed(asked, lang),
        certainty=deadline.certainty,
        due_earliest=deadline.due_earliest,
        due_latest=deadline.due_latest,
        clock=deadline.clock,
        since=deadline.since,
        waits_for=deadline.waits_for,
        at=seen.at,
        remaining=tuple(_amount(one) for one in seen.remaining),
        elapsed=tuple(_amount(one) for one in seen.elapsed),
        late_by=_amount(seen.late_by) if seen.late_by else None,
        first_breach=seen.first_breach,
        stages=tuple(
            StageAnswer(name=one.name, limit=format_limit(one.limit, lang), start=one.start, due=one.due, due_at=one.due_at)
            for one in deadline.stages
        ),
        calendar=proof.calendar,
        regime=question.regime.id,
        rules=_rules(proof, lang),
        refusals=_refusals(deadline, lang),
        days=tuple(_day(row, lang) for row in proof.rows),
        forecast_assumption=deadline.calendar.assumption_in(lang) if isinstance(deadline.calendar, ForecastCalendar) else None,
    )


def _committed(asked: Asked, lang: str) -> CommittedAnswer | None:
    deadline, question = asked.committed, asked.question
    if deadline is None:
        return None
    seen = deadline.at(question.now)
    by = question.chosen.committed_by if question.chosen is not None and not question.options.committed else ""
    return CommittedAnswer(
        limit=format_limit(deadline.limit, lang),
        by=by,
        due=deadline.due,
        due_at=deadline.due_at,
        promised=deadline.promised,
        late_by=_amount(seen.late_by) if seen.late_by else None,
        first_breach=seen.first_breach,
    )


def _amount(amount: reading.Amount) -> Amount:
    return Amount(unit=amount.unit, count=exact(amount.count))


def _rules(proof: Proof, lang: str) -> tuple[RuleAnswer, ...]:
    return tuple(
        RuleAnswer(code=one.code, text=one.text_vi if lang == "vi" else one.text_en, basis=one.basis, flag=one.flag) for one in proof.rules
    )


def _refusals(deadline: Deadline | ForecastDeadline, lang: str) -> tuple[RefusalAnswer, ...]:
    return tuple(
        RefusalAnswer(entry=one.entry_id, reason=one.reason, text=one.reason.label(lang), basis=tuple(map(str, one.basis)))
        for one in deadline.refusals
    )


def _day(row: ProofRow, lang: str) -> DayAnswer:
    return DayAnswer(
        date=row.day,
        counted=row.counted,
        kind=row.kind,
        reason=row.reason,
        act=row.act,
        name=row.name_vi if lang == "vi" else row.name_en,
        minutes=exact(Fraction(row.minutes)) if row.minutes is not None else None,
        **{"from": row.since, "to": row.until},
    )


def calendar_answer(calendar: AnyCalendar, year: int, lang: str) -> CalendarAnswer:
    """Return the special days of ``year`` with the year's status."""
    return CalendarAnswer(
        year=year,
        status=calendar.status(year),
        version=calendar.version,
        days=tuple(
            SpecialDay(
                date=one.day,
                working=one.working,
                kind=one.kind,
                name_vi=one.name_vi,
                name_en=one.name_en,
                act=one.act,
                issued=one.issued,
                confidence=one.confidence,
            )
            for one in calendar.special_days(year)
        ),
        forecast_assumption=calendar.assumption_in(lang) if isinstance(calendar, ForecastCalendar) else None,
    )


def calendar_name(calendar: AnyCalendar, known_on: date | None) -> CalendarName:
    """Return what tells ``calendar`` from others."""
    return CalendarName(version=calendar.version, first=calendar.first, last=calendar.last, known_on=known_on)


def change_answer(change: DayChange) -> ChangeAnswer:
    """Return a date on which two calendars differ."""
    return ChangeAnswer(date=change.day, before=_meaning(change.before), after=_meaning(change.after), act=change.act)


def _meaning(day: CalendarDay | None) -> DayMeaning | None:
    if day is None:
        return None
    return DayMeaning(working=day.working, kind=day.kind, name_vi=day.name_vi, name_en=day.name_en, act=day.act)


def diff_answer(old: AnyCalendar, new: AnyCalendar, known: tuple[date | None, date | None]) -> DiffAnswer:
    """Return every date on which ``old`` and ``new`` differ; ``known`` are the days whose knowledge they hold."""
    changes = tuple(change_answer(one) for one in diff(old, new))
    return DiffAnswer(old=calendar_name(old, known[0]), new=calendar_name(new, known[1]), changes=changes)


def procedure_answer(procedure: Procedure, lang: str) -> ProcedureAnswer:
    """Return one version of a procedure with its cases."""
    return ProcedureAnswer(
        code=procedure.code,
        name=procedure.name,
        field=procedure.field,
        levels=procedure.levels,
        since=procedure.since,
        until=procedure.until,
        cases=tuple(
            CaseAnswer(
                case=one.case,
                label=one.label_vi or one.case,
                channels=one.channels,
                limit=format_limit(one.limit, lang) if one.limit is not None else None,
                unconfirmed=f"{one.unconfirmed.amount} {one.unconfirmed.unit}".strip() if one.unconfirmed is not None else None,
                committed=format_limit(one.committed, lang) if one.committed is not None else None,
                start=one.start,
                cutoff=one.cutoff.kind if one.cutoff is not None else None,
            )
            for one in procedure.limits
        ),
    )
