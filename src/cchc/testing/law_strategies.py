"""What stands behind a deadline, drawn by Hypothesis: validities, decrees, every kind of clock entry, forecasts, settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from cchc.deadlines.policy import Regime
from cchc.deadlines.working_calendar import ForecastCalendar
from cchc.legal import Validity
from cchc.model.clock_entry import ClockEntry
from cchc.rulebook import forecast, load_calendar, load_regimes
from cchc.testing.calendar_strategies import calendars, offices
from cchc.testing.cast import HERE, Cast
from cchc.testing.needs_hypothesis import st
from cchc.testing.time_strategies import day_limits, instants, policies
from cchc.tracking.terms import Setting

_ENTRY: TypeAdapter[ClockEntry] = TypeAdapter(ClockEntry)
_CONDITION = st.sampled_from(["nộp phí", "kết quả giám định"])
_DAYS = st.dates(date(2018, 6, 21), date(2027, 12, 31))


@st.composite
def validities(draw: st.DrawFn) -> Validity:
    """Return spans in force: open, open at one end, or closed.

    >>> from hypothesis import find
    >>> find(validities(), lambda one: one.until is not None)
    Validity(since=None, until=datetime.date(2018, 6, 21))
    """
    since, until = draw(st.none() | _DAYS), draw(st.none() | _DAYS)
    return Validity(min(since, until), max(since, until)) if since and until else Validity(since, until)


def regimes() -> st.SearchStrategy[Regime]:
    """Return the dated versions of the one-stop decrees, each with any choices where the law leaves one.

    >>> from hypothesis import find
    >>> find(regimes(), lambda one: one.competent_starts).instrument
    '118/2025/NĐ-CP'
    """
    return st.tuples(st.sampled_from(load_regimes().all), policies()).map(lambda pair: replace(pair[0], policy=pair[1]))


@st.composite
def clock_entries(draw: st.DrawFn, first: date, last: date, sequence: int = 1) -> ClockEntry:
    """Return one entry of any of the fifteen kinds, which happened between ``first`` and ``last``, perhaps recorded later.

    >>> from hypothesis import find
    >>> find(clock_entries(date(2026, 3, 2), date(2026, 3, 6)), lambda one: one.kind == "stage").name
    'một'
    """
    at = instants(first, last)
    kind = draw(st.sampled_from(sorted(_FURTHER)))
    happened = draw(at)
    recorded = draw(st.none() | at.filter(lambda when: when >= happened))
    said: dict[str, Any] = {name: draw(at if value is None else value) for name, value in _FURTHER[kind].items()}
    if kind == "exclude":
        said["since"], said["until"] = sorted((said["since"], said["until"]))
    elif kind == "reappoint":
        said["to"] = said["to"].date()
    return _ENTRY.validate_python(
        {"kind": kind, "id": f"e{sequence}", "sequence": sequence, "occurred_at": happened, "recorded_at": recorded, **said}
    )


_FURTHER: Mapping[str, Mapping[str, st.SearchStrategy[Any] | None]] = {
    "shift_start": {"to": None},
    "gate": {"condition": _CONDITION},
    "gate_met": {"condition": _CONDITION},
    "suspend": {},
    "resume": {},
    "restart": {},
    "fixed": {"limit": day_limits()},
    "extend_by": {"limit": day_limits()},
    "extend_to": {"limit": day_limits()},
    "exclude": {"since": None, "until": None},
    "reappoint": {"to": None},
    "stage": {"name": st.sampled_from(["một", "hai"]), "limit": day_limits()},
    "settle": {},
    "close": {},
    "terminate": {},
}
"""What each kind says beyond when it happened; ``None`` is an instant."""


def forecast_calendars(most_years: int = 3) -> st.SearchStrategy[ForecastCalendar]:
    """Return the official calendar continued by the usual assumption, one to ``most_years`` years beyond what is announced."""
    official = load_calendar()
    return st.integers(1, most_years).map(lambda more: forecast(official, official.last.year + more))


@st.composite
def settings_of(draw: st.DrawFn, cast: Cast = HERE, year: int | None = None) -> Setting:
    """Return what dossiers are tracked by: a small calendar, the decrees, hours of their own for some agencies."""
    calendar = draw(calendars(year=year))
    named = draw(st.lists(st.sampled_from([cast.desk, cast.body, cast.asked]), unique=True))
    return Setting(calendar=calendar, regimes=load_regimes(), offices={agency: draw(offices()) for agency in named})
