"""What is drawn as legal is legal, and what is drawn as broken is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.errors import HistoryError
from cchc.model.events import Event
from cchc.testing.history_strategies import broken_histories, deliveries_of, histories
from cchc.workflow import load, replay, store_all, verify_history

SHORT = settings(max_examples=40, deadline=None)


@SHORT
@given(histories(), st.data())
def test_a_history_holds_in_any_order_of_delivery_and_when_stored(events: tuple[Event, ...], data: st.DataObject) -> None:
    assert replay(data.draw(deliveries_of(events))) == replay(events)
    stored = list(store_all(events))
    assert verify_history(stored).holds
    assert tuple(map(load, stored)) == events


@SHORT
@given(broken_histories())
def test_a_broken_history_is_refused(events: tuple[Event, ...]) -> None:
    with pytest.raises(HistoryError):
        replay(events)
