"""Stored histories: what is written is read again, a changed byte shows, unknown versions are refused."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lives import NEW_LAW, OPEN, TO_PROCESSING, command, play

from cchc.errors import HistoryError
from cchc.model.dossier_state import NATIONAL_STATUS, State
from cchc.model.events import Event
from cchc.workflow.folding import evolve, in_sequence, replay
from cchc.workflow.history import LARGEST_EVENT, StoredEvent, load, store, store_all, verify_history
from cchc.workflow.lifecycle import Accepted, decide
from cchc.workflow.one_stop_shop import table_on

LIFE = play((*TO_PROCESSING, "consult", "record_opinion", "request_supplement", "supplement", "apologise", "sign_result", "hand_over"))


@st.composite
def lives(draw: st.DrawFn) -> tuple[Event, ...]:
    """A random legal life: at each state one of the steps of the table, taken when it may be."""
    events, at = play(()), NEW_LAW
    for hours in draw(st.lists(st.integers(1, 100), max_size=12)):
        at += timedelta(hours=hours)
        dossier = replay(events)
        steps = [row.command.value for row in table_on(at.date()).leaving(dossier.state)]
        if not steps:
            break
        facts = replace(OPEN, supplement_lapsed=draw(st.booleans()))
        answer = decide(dossier, command(draw(st.sampled_from(steps)), at, override="lần hai"), facts)
        if isinstance(answer, Accepted):
            events += answer.events
    return events


@given(lives())
def test_stored_loaded_and_replayed_it_is_the_same_dossier(events: tuple[Event, ...]) -> None:
    history = list(store_all(events))
    assert verify_history(history).holds
    assert tuple(map(load, history)) == events
    assert replay(map(load, history)) == replay(events)


@given(lives(), st.randoms(use_true_random=False))
def test_t18_any_order_and_any_repetition_give_the_same_dossier(events: tuple[Event, ...], mix: random.Random) -> None:
    delivered = [*events, *mix.choices(events, k=3)]
    mix.shuffle(delivered)
    assert replay(delivered) == replay(events)
    assert in_sequence(delivered) == events


@given(lives())
def test_live_is_replayed_and_every_moment_has_one_status(events: tuple[Event, ...]) -> None:
    dossier = None
    for place, event in enumerate(events, 1):
        dossier = evolve(dossier, event)
        assert dossier == replay(events[:place])
        assert dossier.national_status is NATIONAL_STATUS[dossier.state]
        assert dossier.state in State


@given(st.integers(0, len(LIFE) - 1), st.data())
def test_a_changed_byte_is_found(place: int, data: st.DataObject) -> None:
    history = list(store_all(LIFE))
    changed = bytearray(history[place].data)
    at = data.draw(st.integers(0, len(changed) - 1))
    changed[at] = (changed[at] + data.draw(st.integers(1, 255))) % 256
    history[place] = StoredEvent(bytes(changed), history[place].digest)
    assert verify_history(history).broken_at == place + 1


def test_an_event_taken_out_or_put_in_is_found() -> None:
    history = list(store_all(LIFE))
    assert verify_history([*history[:3], *history[4:]]).broken_at == 4
    assert verify_history([*history[:3], history[2], *history[3:]]).broken_at == 4
    assert "event 4" in verify_history([*history[:3], *history[4:]]).problem


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xff\xfe", "not JSON"),
        (b"[1]", "no event"),
        (b"[" * 100_000, "not JSON"),
        (b" " * (LARGEST_EVENT + 1), "not read"),
        (b'{"schema_version":9,"dossier":"d","sequence":4}', "schema version 9 is not known"),
        (b'{"dossier":"d"}', "schema version 0"),
        (b'{"schema_version":1,"type":"gossip"}', "does not fit the schema"),
        (b'{"schema_version":1,"type":"step","dossier":"d","sequence":2,"id":"x"}', "does not fit the schema"),
    ],
    ids=["bad encoding", "a list", "a bomb", "too large", "from the future", "no version", "no type known", "keys missing"],
)
def test_what_is_no_event_is_refused_without_showing_it(data: bytes, says: str) -> None:
    with pytest.raises(HistoryError, match=says):
        load(StoredEvent(data, b""))


def test_an_older_version_is_lifted_and_its_bytes_stay() -> None:
    """A made-up version 0 called the dossier's id ``file``."""
    stored = store(LIFE[0])
    old = json.loads(stored.data)
    old["schema_version"], old["file"] = 0, old.pop("dossier")

    def lift(event: dict[str, object]) -> dict[str, object]:
        return {**{key: value for key, value in event.items() if key != "file"}, "dossier": event["file"], "schema_version": 1}

    assert load(StoredEvent(json.dumps(old).encode(), b""), {0: lift}) == LIFE[0]


def test_a_version_older_still_is_lifted_step_by_step() -> None:
    """Versions -2 to 0, made up as well: each upcaster lifts by one."""
    old = {**json.loads(store(LIFE[0]).data), "schema_version": -2, "steps": ""}

    def lift(event: dict[str, object]) -> dict[str, object]:
        return {**event, "steps": f"{event['steps']}+"}

    def last(event: dict[str, object]) -> dict[str, object]:
        assert event.pop("steps") == "++"
        return {**event, "schema_version": 1}

    assert load(StoredEvent(json.dumps(old).encode(), b""), {-2: lift, -1: lift, 0: last}) == LIFE[0]


def test_a_dossier_at_rest_is_small() -> None:
    """At most 8 kB for twelve events as stored bytes."""
    assert sum(len(one.data) + len(one.digest) for one in store_all(LIFE)) * 12 / len(LIFE) <= 8_000


def test_histories_stored_in_version_1_are_read_for_ever() -> None:
    """Made-up dossier, written on 24 November 2026 by the first version; never to be written anew."""
    lines = (Path(__file__).parents[1] / "data" / "events" / "version-1.jsonl").read_text("utf-8").splitlines()
    history = [StoredEvent(one["data"].encode(), bytes.fromhex(one["digest"])) for one in map(json.loads, lines)]
    assert verify_history(history).holds
    dossier = replay(map(load, history))
    assert (dossier.state, dossier.sequence, dossier.supplements, dossier.apologies) == (State.SETTLED, 14, 1, 1)


def test_t67_a_result_that_is_reopened_keeps_its_first_date() -> None:
    before, after = (replay(play((*TO_PROCESSING, "sign_result", "hand_over", *more))) for more in ((), ("report_error", "correct")))
    assert before.settled_at == after.settled_at


def test_t70_a_state_nobody_knows_is_refused_by_name_of_the_key() -> None:
    plain = json.loads(store(LIFE[1]).data)
    with pytest.raises(HistoryError, match=r"does not fit the schema in: .*target"):
        load(StoredEvent(json.dumps({**plain, "target": "limbo"}).encode(), b""))
