"""A committed limit beside the statutory one: the same question, its own answer, its own lateness."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cchc import VIETNAM_TIME, WorkingDays, due, forecast, load_calendar, load_regimes
from cchc.deadlines.committed import committed_due
from cchc.deadlines.deadline import ForecastDeadline
from cchc.model.clock_entry import Suspend
from cchc.model.cutoff import ShiftCutoff
from cchc.model.receipt import Receipt, StartEvent

RECEIVED = datetime(2026, 3, 2, 15, 40, tzinfo=VIETNAM_TIME)
MINUTES = st.integers(0, 60 * 24 * 200)


def test_it_is_the_same_question() -> None:
    complete = RECEIVED + timedelta(days=1)
    facts = Receipt(received_at=RECEIVED, complete_at=complete)
    keys = {"start": StartEvent.COMPLETE, "cutoff": ShiftCutoff(at=time(15)), "not_at_once": True}
    paused = (Suspend(id="1", sequence=1, occurred_at=RECEIVED + timedelta(days=4)),)
    for entries in ((), paused):
        statutory = due(WorkingDays(count=10), facts, load_calendar(), load_regimes(), entries=entries, **keys)  # type: ignore[arg-type]
        alone = due(WorkingDays(count=5), facts, load_calendar(), load_regimes(), entries=entries, **keys)  # type: ignore[arg-type]
        committed = committed_due(statutory, WorkingDays(count=5))
        assert (committed.due, committed.clock, committed.proof) == (alone.due, alone.clock, alone.proof)


def test_a_forecast_stays_one() -> None:
    received = datetime(2028, 3, 2, 9, tzinfo=VIETNAM_TIME)
    statutory = due(WorkingDays(count=10), received, forecast(load_calendar(), 2030), load_regimes())
    assert isinstance(committed_due(statutory, WorkingDays(count=5)), ForecastDeadline)


@given(MINUTES, st.integers(1, 30), st.integers(1, 30), MINUTES)
def test_who_keeps_the_shorter_promise_keeps_the_law(minutes: int, least: int, more: int, later: int) -> None:
    received = RECEIVED + timedelta(minutes=minutes)
    statutory = due(WorkingDays(count=least + more), received, load_calendar(), load_regimes())
    committed = committed_due(statutory, WorkingDays(count=least))
    assert committed.due is not None
    assert statutory.due is not None
    assert committed.due < statutory.due
    now = received + timedelta(minutes=later)
    assert statutory.at(now).late_by is None or committed.at(now).late_by is not None
