"""Read a case a lawyer wrote, ask the library, and give back what the case expects, in the case's own words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from cchc.deadlines.calendar_facts import CalendarAct, CalendarFacts
from cchc.deadlines.civil_code import PartOf, point_of_month, point_of_year
from cchc.deadlines.counting import add, count, elapsed, subtract
from cchc.deadlines.course import united
from cchc.deadlines.deadline import Answer, Deadline, ForecastDeadline, due
from cchc.deadlines.office_hours import STANDARD_OFFICE, WEEKDAYS, OfficeHours
from cchc.deadlines.policy import Policy, Regime, Regimes
from cchc.deadlines.reception import clock_start, forward_by, reply_by
from cchc.deadlines.supplements import last_day_to_complete
from cchc.deadlines.working_calendar import ForecastCalendar, WorkingCalendar
from cchc.errors import CalendarCoverageError, CchcError
from cchc.model.clock_entry import ClockEntry
from cchc.model.cutoff import ReplyCutoff, ShiftCutoff, TransferCutoff
from cchc.model.fields import AnyCutoff
from cchc.model.instant import VIETNAM_TIME
from cchc.model.limit_phrases import parse_limit
from cchc.model.procedure import ProcedureLimit, UnconfirmedLimit
from cchc.model.receipt import Receipt, StartEvent
from cchc.model.time_limit import TimeLimit
from cchc.rulebook import forecast, load_calendar, load_regimes

CASES = Path(__file__).parent / "cases"
_CUTOFF = TypeAdapter(AnyCutoff)
_ENTRY = TypeAdapter(ClockEntry)


@dataclass(frozen=True)
class Case:
    """One case: where it stands, and its keys."""

    file: str
    keys: dict[str, Any]

    @property
    def id(self) -> str:
        return f"{self.keys['id']}: {self.keys['says']}"


def all_cases() -> list[Case]:
    return [Case(path.stem, table) for path in sorted(CASES.glob("*.toml")) for table in tomllib.loads(path.read_text("utf-8"))["case"]]


def local(value: datetime) -> datetime:
    return value if value.tzinfo else value.replace(tzinfo=VIETNAM_TIME)


def calendar_of(keys: dict[str, Any]) -> WorkingCalendar | ForecastCalendar:
    calendar = load_calendar()
    if keys.get("calendar") == "weekdays":
        acts = tuple(CalendarAct(f"test {year}", date(2010, 1, 1), annual=year) for year in range(2024, 2030))
        calendar = WorkingCalendar(CalendarFacts((), acts, {}, {}, date(2023, 1, 1)))
    if "years" in keys:
        facts = calendar.facts
        calendar = WorkingCalendar(
            facts.with_acts(
                tuple(
                    act
                    for act in facts.acts
                    if act.annual in keys["years"] or (act.annual is None and any(s.off.year in keys["years"] for s in act.swaps))
                )
            )
        )
    if "known_on" in keys:
        calendar = calendar.as_known_on(keys["known_on"])
    if "holidays" in keys or "made_up" in keys:
        calendar = calendar.with_days(keys.get("holidays", ()), keys.get("made_up", ()))
    return forecast(calendar) if keys.get("forecast") else calendar


def office_of(keys: dict[str, Any]) -> OfficeHours:
    if "office" not in keys:
        return STANDARD_OFFICE
    given = keys["office"]

    def periods(prefix: str) -> dict[int, list[tuple[time, time]]]:
        found = {}
        for number, name in enumerate(WEEKDAYS):
            if prefix + name in given:
                pairs = [text.split("-") for text in given[prefix + name]]
                found[number] = [(time.fromisoformat(a), time.fromisoformat(b)) for a, b in pairs]
        return found

    sessions = periods("")
    reception = {**sessions, **periods("reception_")}
    week = frozenset(sessions) | frozenset(range(5)) if sessions else frozenset(range(5))
    return OfficeHours("test", sessions, reception=reception, week=week)


def limit_of(keys: dict[str, Any]) -> TimeLimit:
    if "unconfirmed" in keys:
        limit = ProcedureLimit(unconfirmed=UnconfirmedLimit(**keys["unconfirmed"]))
        return limit.confirmed("1.000000")
    if "versions" in keys:
        day = keys["received"].date()
        (fits,) = [one for one in keys["versions"] if one.get("since", date.min) <= day <= one.get("until", date.max)]
        return parse_limit(fits["limit"])
    return parse_limit(keys["limit"])


def entries_of(keys: dict[str, Any]) -> list[ClockEntry]:
    entries: list[ClockEntry] = []
    numbers: dict[str, int] = {}
    for given in keys.get("entries", ()):
        one = dict(given)
        name = one.pop("id", f"#{len(numbers) + 1}")
        numbers.setdefault(name, len(numbers) + 1)
        fields: dict[str, Any] = {"id": name, "sequence": numbers[name], "occurred_at": local(one.pop("at"))}
        if "recorded" in one:
            fields["recorded_at"] = local(one.pop("recorded"))
        if one.pop("after", None) not in (None, "previous"):
            raise AssertionError("a stage comes after the previous one, or starts at an instant")
        if "limit" in one:
            fields["limit"] = parse_limit(one.pop("limit"))
        fields |= {key: local(value) if isinstance(value, datetime) else value for key, value in one.items()}
        entries.append(_ENTRY.validate_python(fields))
    return entries


def receipt_of(keys: dict[str, Any]) -> datetime | Receipt:
    received = keys["received"] if keys.get("naive") else local(keys["received"])
    others = {
        "competent_received_at": keys.get("competent_received"),
        "complete_at": keys.get("complete", keys.get("accepted")),
        "fee_paid_at": keys.get("fee_paid"),
        "event_at": keys.get("event"),
    }
    given = {name: local(value) for name, value in others.items() if value is not None}
    return Receipt(received_at=received, **given) if given else received


def answer_of(keys: dict[str, Any]) -> Answer:
    rules: Regimes | Regime = load_regimes()
    if "regime" in keys:
        rules = load_regimes().named(keys["regime"])
    return due(
        limit_of(keys),
        receipt_of(keys),
        calendar_of(keys),
        rules,
        start=StartEvent(keys.get("start", "received")),
        cutoff=_CUTOFF.validate_python(keys["cutoff"]) if "cutoff" in keys else None,
        not_at_once=keys.get("not_at_once", False),
        entries=entries_of(keys),
        known_at=local(keys["recorded_by"]) if "recorded_by" in keys else None,
        office=office_of(keys),
        policy=Policy(**keys["policy"]) if "policy" in keys else None,
    )


def ask(keys: dict[str, Any]) -> dict[str, Any]:
    """Return what the case expects, as the library answers it."""
    try:
        return _ask(keys)
    except CchcError as error:
        return {
            "error": type(error).__name__,
            **({"first_unannounced": error.last.year + 1} if isinstance(error, CalendarCoverageError) else {}),
        }


def _ask(keys: dict[str, Any]) -> dict[str, Any]:
    policy = Policy(**keys.get("policy", {}))
    cutoff = _CUTOFF.validate_python(keys["cutoff"]) if "cutoff" in keys else None
    match keys["ask"]:
        case "due":
            return _due(keys)
        case "add":
            calendar, office = calendar_of(keys), office_of(keys)
            calendar = office.over(calendar)
            start = keys["from"]
            found = add(local(start) if isinstance(start, datetime) else start, limit_of(keys), calendar, office=office, policy=policy)
            return {"due_at": found} if isinstance(found, datetime) else {"due": found}
        case "subtract":
            start = keys["from"]
            found = subtract(
                local(start) if isinstance(start, datetime) else start, limit_of(keys), calendar_of(keys), office=office_of(keys)
            )
            return {"due_at": found} if isinstance(found, datetime) else {"due": found}
        case "count":
            return {"count": count(keys["a"], keys["b"], calendar_of(keys))}
        case "elapsed":
            return {"elapsed_minutes": _elapsed(keys)}
        case "point":
            return {"day": _point(keys["point"])}
        case "forward_by":
            assert isinstance(cutoff, TransferCutoff)
            return {"instant": forward_by(local(keys["received"]), cutoff, calendar_of(keys), office_of(keys), policy)}
        case "reply_by":
            assert isinstance(cutoff, ReplyCutoff)
            return {"day": reply_by(local(keys["received"]), cutoff, calendar_of(keys), office_of(keys), policy)}
        case "deemed_received":
            assert cutoff is None or isinstance(cutoff, ShiftCutoff)
            at, _ = clock_start(local(keys["received"]), cutoff, policy, calendar_of(keys), office_of(keys))
            return {"day": at.date()}
        case "closable_after":
            sector = parse_limit(keys["limit"]) if "limit" in keys else None
            notified = keys["notified"]
            day = notified.date() if isinstance(notified, datetime) else notified
            return {"day": last_day_to_complete(day, calendar_of(keys), policy, sector)}
        case other:
            raise AssertionError(f"no such question: {other}")


def _elapsed(keys: dict[str, Any]) -> float:
    from cchc.deadlines.course import Gap

    calendar, office = calendar_of(keys), office_of(keys)
    calendar = office.over(calendar)
    a, b = local(keys["a"]), local(keys["b"])
    passed = elapsed(a, b, calendar, office=office)
    opened: datetime | None = None
    gaps: list[Gap] = []
    for entry in entries_of(keys):
        if entry.kind == "suspend":
            opened = entry.occurred_at
        elif entry.kind == "resume" and opened:
            gaps.append(Gap(opened, entry.occurred_at))
        elif entry.kind == "exclude":
            gaps.append(Gap(entry.since, entry.until))
    for gap in united(gaps):
        passed -= elapsed(max(gap.since, a), min(gap.until, b), calendar, office=office)
    return passed / timedelta(minutes=1)


def _point(text: str) -> date:
    words = {"đầu": PartOf.BEGINNING, "giữa": PartOf.MIDDLE, "cuối": PartOf.END}
    part, unit, when = text.split()
    if unit == "năm":
        return point_of_year(words[part], int(when))
    month, year = when.split("/")
    return point_of_month(words[part], int(year), int(month))


def _due(keys: dict[str, Any]) -> dict[str, Any]:
    answer = answer_of(keys)
    wanted = keys["expect"]
    found: dict[str, Any] = {
        "due": answer.due,
        "due_at": answer.due_at,
        "promised": answer.promised,
        "reappointed": answer.reappointed,
        "clock": answer.clock.value,
        "no_due": answer.due is None,
        "due_earliest": answer.due_earliest,
        "due_latest": answer.due_latest,
        "stages": {one.name: one.due for one in answer.stages if one.name},
        "flagged": any(rule.flag for rule in answer.rules),
        "refused": answer.refusals[0].reason.value if answer.refusals else None,
        "cites": sorted({row.act for row in answer.proof.rows} & set(wanted.get("cites", ()))),
    }
    if isinstance(answer, Deadline | ForecastDeadline):
        found["certainty"] = answer.certainty.value if answer.certainty else None
        found["first_unannounced"] = answer.calendar.official.last.year + 1 if isinstance(answer.calendar, ForecastCalendar) else None
    if {"late_days", "late_minutes", "first_breach", "remaining"} & wanted.keys() or "now" in keys:
        ended = answer.fold.ended_at if answer.fold else None
        now = local(keys["now"]) if "now" in keys else ended or max(entry.occurred_at for entry in answer.entries)
        reading = answer.at(now)
        late = reading.late_by
        found |= {
            "clock": reading.clock.value,
            "no_due": reading.due is None,
            "late_days": int(late.count) if late else 0,
            "late_minutes": int(late.count * 60) if late else 0,
            "first_breach": reading.first_breach,
            "remaining": " và ".join(part.words("vi") for part in reading.remaining),
        }
    return found
