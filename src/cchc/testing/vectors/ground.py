"""What the questions stand on: calendars, offices, decrees, tables of steps; as values, and as the lines of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time

from cchc.deadlines.office_hours import STANDARD_OFFICE, Closure, OfficeHours, Session
from cchc.deadlines.policy import Policy, Regime, Regimes
from cchc.deadlines.working_calendar import AnyCalendar, DayTable, ForecastCalendar, WorkingCalendar
from cchc.model.actor import Role
from cchc.model.dossier_state import NATIONAL_STATUS, State
from cchc.testing.plain import plain_sessions
from cchc.testing.vectors.form import Plain
from cchc.testing.vectors.values import amounts
from cchc.workflow.definition import Table
from cchc.workflow.one_stop_shop import editions

KNOWN_ON = date(2025, 12, 24)
"""The day before the swap of 2 January 2026 was announced: the calendar a clerk had then is one of the three."""


@dataclass(frozen=True, eq=False)
class Ground:
    """Calendars and offices by the names that questions use, and the decrees."""

    calendars: Mapping[str, AnyCalendar]
    offices: Mapping[str, OfficeHours]
    regimes: Regimes


def ground_of(official: WorkingCalendar, expected: ForecastCalendar, regimes: Regimes) -> Ground:
    """Return the ground of a calendar, its forecast and the decrees.

    >>> from cchc.rulebook import load_calendar, load_regimes
    >>> from cchc.rulebook.forecasting import forecast
    >>> sorted(ground_of(load_calendar(), forecast(load_calendar()), load_regimes()).calendars)
    ['forecast', 'known-2025-12-24', 'official']
    """
    known = official.as_known_on(KNOWN_ON)
    return Ground({"official": official, f"known-{KNOWN_ON}": known, "forecast": expected}, _offices(), regimes)


def _offices() -> dict[str, OfficeHours]:
    usual = [(time(7, 30), time(11, 30)), (time(13), time(17))]
    later: list[Session] = [(time(8), time(12)), (time(13, 30), time(17, 30))]
    week = dict.fromkeys(range(5), usual)
    saturday = {5: [(time(7, 30), time(11, 30))]}
    closures = (Closure(date(2026, 3, 9), date(2026, 3, 11), "Sửa trụ sở"), Closure(date(2026, 6, 8), date(2026, 6, 12), "Di dời", True))
    return {
        "standard": STANDARD_OFFICE,
        "saturday-desk": OfficeHours("saturday-desk", week, reception=week | saturday),
        "saturday-works": OfficeHours("saturday-works", week | saturday, week=frozenset(range(6))),
        "later": OfficeHours("later", dict.fromkeys(range(5), later) | {4: [(time(8), time(12)), (time(13), time(16, 15))]}),
        "closed": OfficeHours("closed", week, closures=closures),
    }


def lines_of(ground: Ground) -> Iterator[Plain]:
    """Yield the lines of data, in the order of the file: calendars, offices, decrees, tables of steps."""
    yield from (_calendar(name, one) for name, one in ground.calendars.items())
    yield from (_office(name, one) for name, one in ground.offices.items())
    yield from map(_regime, ground.regimes.all)
    tables = editions()
    yield from (_table(one, tables[place + 1].regime if place + 1 < len(tables) else None) for place, one in enumerate(tables))


def _calendar(name: str, calendar: DayTable) -> Plain:
    days = [
        {"day": str(one.day), "working": one.working, "kind": one.kind.value, "act": one.act}
        | ({"for": str(one.pair)} if one.pair is not None else {})
        for one in calendar.special_days()
    ]
    questions = [
        {"name": one.name, "options": [[[str(day), change] for day, change in option] for option in one.options]}
        for one in calendar.uncertainties
    ]
    return {
        "type": "calendar",
        "id": name,
        "version": calendar.version,
        "first": str(calendar.first),
        "last": str(calendar.last),
        "week": [1, 2, 3, 4, 5],
        "settled_through": str(calendar.data_date),
        "forecast": isinstance(calendar, ForecastCalendar),
        "days": days,
        "questions": questions,
    }


def _office(name: str, office: OfficeHours) -> Plain:
    reception = OfficeHours(name, dict(enumerate(office.reception)), week=frozenset(range(7)))
    return {
        "type": "office",
        "id": name,
        "week": sorted(day + 1 for day in office.week),
        "sessions": _periods(office),
        "reception": _periods(reception),
        "closures": [{"since": str(one.since), "until": str(one.until), "suspends_count": one.suspends_count} for one in office.closures],
    }


def _periods(office: OfficeHours) -> list[list[list[int]]]:
    return [[list(period) for period in periods] for periods in plain_sessions(office).values()]


def _regime(regime: Regime) -> Plain:
    return {
        "type": "regime",
        "id": regime.id,
        "since": str(regime.since),
        "until": str(regime.until) if regime.until else None,
        "competent_starts": regime.competent_starts,
        "transfer_at": regime.transfer.at.isoformat() if regime.transfer.at else None,
        "duties": {name: amounts(duty.limit) for name, duty in regime.duties.items()},
        "policy": _policy(regime.policy),
    }


_CODES = (
    "rest_day_receipt", "off_hours_receipt", "first_day", "roll", "cutoff_boundary", "shift_reading", "leap_day", "day_fraction",
    "pause_days", "zero_days", "apology", "after_supplement",
)  # fmt: skip
_NUMBERS = ("max_extensions", "extension_longer_than_term_refused", "extension_after_breach_refused", "max_reappointments")


def _policy(policy: Policy) -> Plain:
    plain: Plain = {name: getattr(policy, name).value for name in _CODES} | {name: getattr(policy, name) for name in _NUMBERS}
    return plain | {"apology_lead_days": policy.apology_lead.count, "inactive_close": amounts(policy.inactive_close)}


def _table(table: Table, next_first: str | None) -> Plain:
    rows = [
        {
            "from": row.source.value if row.source else None,
            "command": row.command.value,
            "to": row.target.value,
            "who": [role.value for role in row.who],
            "guards": [guard.code for guard in row.guards],
            "form": row.form.value if row.form else None,
            "clock": row.clock.value,
            "basis": [str(one) for one in row.basis],
        }
        for row in table.rows
    ]
    return {
        "type": "table",
        "id": table.regime,
        "since": table.regime,
        "before": next_first,
        "rows": rows,
        "statuses": {state.value: NATIONAL_STATUS[state].value for state in State},
        "relations": {role.value: role.relation.value for role in Role},
    }
