"""The expected answers: each question asked of the engine, its answer made plain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from cchc.deadlines.calendar_building import build_days
from cchc.deadlines.calendar_day import DayKind
from cchc.deadlines.calendar_facts import CalendarFacts, Statute, StatutoryDay
from cchc.deadlines.counting import add_any, count, elapsed, subtract
from cchc.deadlines.deadline import Deadline, ForecastDeadline, due
from cchc.deadlines.policy import Policy
from cchc.deadlines.reception import forward_by, reply_by
from cchc.errors import CchcError
from cchc.legal import LegalBasis, Validity
from cchc.model.clock_entry import ClockEntry
from cchc.model.cutoff import ReplyCutoff
from cchc.model.limit_phrases import format_limit, parse_limit
from cchc.model.limit_text import parse_time_limit
from cchc.model.receipt import Receipt
from cchc.testing.vectors import form
from cchc.testing.vectors.form import Plain
from cchc.testing.vectors.ground import Ground
from cchc.testing.vectors.stories import life
from cchc.testing.vectors.values import amounts, limit_from, policy_from

_ENTRY: TypeAdapter[ClockEntry] = TypeAdapter(ClockEntry)


def answer(ask: form.Ask, ground: Ground) -> Plain:
    """Return ``{"answer": {…}}``, or ``{"refused": code}`` where the library refuses the question.

    >>> from cchc.rulebook import load_calendar, load_regimes
    >>> from cchc.rulebook.forecasting import forecast
    >>> from cchc.testing.vectors.ground import ground_of
    >>> ask = form.ASKS.validate_python({"op": "add_days", "start": "2026-02-12", "limit": {"working_day": 3}})
    >>> answer(ask, ground_of(load_calendar(), forecast(load_calendar()), load_regimes()))
    {'answer': {'due': '2026-02-24'}}
    """
    try:
        return {"answer": _ANSWERS[ask.op](ask, ground)}
    except CchcError as error:
        return {"refused": error.code}


# Days and hours


def _day(ask: form.DayAsk, ground: Ground) -> Plain:
    one = ground.calendars[ask.calendar].day(ask.day)
    return {"working": one.working, "kind": one.kind.value, "act": one.act}


def _lieu(ask: form.LieuAsk, _ground: Ground) -> Plain:
    basis, year = LegalBasis("vectors"), ask.holidays[0].year
    statutes = tuple(
        Statute(LegalBasis(name), date(year, 1, 1), Validity(), tuple(StatutoryDay("", "", day.month, day.day) for day in days), made_up)
        for name, days, made_up in (("made up", ask.holidays, basis), ("not made up", ask.others, None))
    )
    days = build_days(CalendarFacts(statutes, (), {}, {}), date(year, 1, 1), date(year, 12, 31))
    return {"days": [[str(day), str(days[day].pair)] for day in sorted(days) if days[day].kind is DayKind.IN_LIEU]}


def _add(ask: form.AddDaysAsk | form.AddTimeAsk, ground: Ground) -> Plain:
    office = ground.offices[ask.office]
    start = ask.start if isinstance(ask, form.AddDaysAsk) else ask.at
    calendar = office.over(ground.calendars[ask.calendar])
    return {"due": add_any(start, limit_from(ask.limit), calendar, office, policy_from(ask.policy, Policy())).isoformat()}


def _before(ask: form.BeforeDaysAsk | form.BeforeTimeAsk, ground: Ground) -> Plain:
    office = ground.offices[ask.office]
    end: Any = ask.end if isinstance(ask, form.BeforeDaysAsk) else ask.at
    limit: Any = limit_from(ask.limit)
    return {"last": subtract(end, limit, office.over(ground.calendars[ask.calendar]), office=office).isoformat()}


def _count(ask: form.CountAsk, ground: Ground) -> Plain:
    return {"working_days": count(ask.a, ask.b, ground.offices[ask.office].over(ground.calendars[ask.calendar]))}


def _between(ask: form.BetweenAsk, ground: Ground) -> Plain:
    office = ground.offices[ask.office]
    passed = elapsed(ask.a, ask.b, office.over(ground.calendars[ask.calendar]), office=office)
    return {"seconds": passed.days * 86_400 + passed.seconds}


def _desk(ask: form.DeskAsk, ground: Ground) -> Plain:
    return {"open": ground.offices[ask.office].accepts_dossiers(ask.at, ground.calendars[ask.calendar])}


# Dossiers


def _deadline(ask: form.DueAsk | form.SpanAsk, ground: Ground, entries: tuple[ClockEntry, ...] = ()) -> Deadline | ForecastDeadline:
    receipt = Receipt(ask.received, ask.competent_received, ask.complete, ask.fee_paid, ask.event)
    regime = ground.regimes.on(ask.received.date())
    policy, office = policy_from(ask.policy, regime.policy), ground.offices[ask.office]
    ask_due: Callable[..., Deadline | ForecastDeadline] = due  # which of the two it is, the calendar says
    return ask_due(
        limit_from(ask.limit),
        receipt,
        ground.calendars[ask.calendar],
        regime,
        start=ask.start,
        cutoff=ask.cutoff,
        not_at_once=ask.not_at_once,
        entries=entries,
        office=office,
        policy=policy,
    )


def entries_from(entries: tuple[form.Entry, ...]) -> tuple[ClockEntry, ...]:
    """Return the clock's ledger that ``entries`` say; the place of an entry is its number."""
    ledger: list[ClockEntry] = []
    for number, one in enumerate(entries, 1):
        plain = one.model_dump(exclude_none=True, exclude={"at"})
        if one.limit is not None:
            plain["limit"] = limit_from(one.limit)
        ledger.append(_ENTRY.validate_python({**plain, "sequence": number, "occurred_at": one.at}))
    return tuple(ledger)


def _due(ask: form.DueAsk, ground: Ground) -> Plain:
    found = _deadline(ask, ground, entries_from(ask.entries))
    course = found.course
    told: Plain = {
        "clock": found.clock.value,
        "started_at": _said(found.started_at),
        "due": _said(found.due),
        "due_at": _said(course.due_at if course else None),
        "promised": _said(found.promised),
        "refusals": [[one.entry_id, one.reason.value] for one in found.refusals],
        "reappointed": _said(found.reappointed),
    }
    if found.stages:
        told["stages"] = [[one.name, _said(one.due_at or one.due)] for one in found.stages]
    return told


def _span(ask: form.SpanAsk, ground: Ground) -> Plain:
    found = _deadline(ask, ground)
    certainty = found.certainty
    return {
        "due": _said(found.due),
        "earliest": _said(found.due_earliest),
        "latest": _said(found.due_latest),
        "certainty": certainty.value if certainty else None,
    }


def _said(when: date | None) -> str | None:
    return when.isoformat() if when is not None else None


def _forward(ask: form.ForwardAsk, ground: Ground) -> Plain:
    regime, office = ground.regimes.on(ask.received.date()), ground.offices[ask.office]
    calendar = office.over(ground.calendars[ask.calendar])
    return {"by": forward_by(ask.received, regime.transfer, calendar, office, policy_from(ask.policy, regime.policy)).isoformat()}


def _reply(ask: form.ReplyAsk, ground: Ground) -> Plain:
    regime, office = ground.regimes.on(ask.received.date()), ground.offices[ask.office]
    assert isinstance(ask.cutoff, ReplyCutoff)
    calendar = office.over(ground.calendars[ask.calendar])
    return {"by": reply_by(ask.received, ask.cutoff, calendar, office, policy_from(ask.policy, regime.policy)).isoformat()}


# Texts


def _phrase(ask: form.PhraseAsk, _ground: Ground) -> Plain:
    return {"limit": amounts(parse_limit(ask.text))}


def _sentence(ask: form.SentenceAsk, _ground: Ground) -> Plain:
    found = parse_time_limit(ask.text)
    (one,) = found.limits
    differ = found.disagreements
    return {
        "limit": amounts(one.limit) if one.limit is not None else None,
        "bound": one.bound.value,
        "start": one.start.value if one.start is not None else None,
        "differ": [differ[0].figure, differ[0].word] if differ else None,
    }


def _write(ask: form.WriteAsk, _ground: Ground) -> Plain:
    return {"text": format_limit(limit_from(ask.limit), ask.lang)}


_ANSWERS: dict[str, Callable[[Any, Ground], Plain]] = {
    "day": _day,
    "lieu": _lieu,
    "add_days": _add,
    "add_time": _add,
    "before_days": _before,
    "before_time": _before,
    "count_days": _count,
    "time_between": _between,
    "desk": _desk,
    "due": _due,
    "span": _span,
    "forward": _forward,
    "reply": _reply,
    "phrase": _phrase,
    "sentence": _sentence,
    "write": _write,
    "story": life,
}
