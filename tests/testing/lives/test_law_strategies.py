"""What is drawn behind a deadline is what the library takes: every kind of entry, every decree, agencies with hours."""

from __future__ import annotations

from datetime import date
from typing import get_args

from hypothesis import given, settings

from cchc.deadlines.policy import Regime
from cchc.deadlines.working_calendar import ForecastCalendar
from cchc.legal import Validity
from cchc.model.clock_entry import ClockEntry
from cchc.testing import law_strategies
from cchc.testing.law_strategies import clock_entries, forecast_calendars, regimes, settings_of, validities
from cchc.tracking import Setting

KINDS = [one.model_fields["kind"].default for one in get_args(get_args(ClockEntry)[0])]
SHORT = settings(max_examples=25, deadline=None)


def test_no_kind_of_entry_is_left_out() -> None:
    assert len(KINDS) == 15
    assert set(law_strategies._FURTHER) == set(KINDS)


@settings(max_examples=60, deadline=None)
@given(clock_entries(date(2026, 3, 2), date(2026, 3, 6)))
def test_an_entry_is_written_down_when_it_has_happened(entry: ClockEntry) -> None:
    assert entry.kind in KINDS
    assert entry.recorded_at is None or entry.occurred_at <= entry.recorded_at


@SHORT
@given(validities(), regimes(), settings_of(year=2026))
def test_they_are_of_their_types_and_valid(validity: Validity, regime: Regime, setting: Setting) -> None:
    assert not validity.since or not validity.until or validity.since <= validity.until
    assert regime.validity.covers(regime.since)
    assert setting.calendar.first == date(2026, 1, 1)


@settings(max_examples=3, deadline=None)
@given(forecast_calendars())
def test_a_forecast_reaches_beyond_what_is_announced(calendar: ForecastCalendar) -> None:
    assert calendar.last > date(2027, 12, 31)
