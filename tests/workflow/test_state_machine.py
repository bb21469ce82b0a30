"""Random lives under every edition against a plain reading of the rows; long histories; many threads."""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from lives import BODY, BY, DESK, NEW_LAW, OPEN, TO_PROCESSING, command, play
from plain_reading import HOLDS, Standing, after, against, entries, handed_in, row_for, rows_of

from cchc.errors import HistoryError
from cchc.model.actor import Role
from cchc.model.command import Command, CommandKind
from cchc.model.dossier import Dossier
from cchc.model.dossier_state import NATIONAL_STATUS, NationalStatus, State
from cchc.model.events import Event
from cchc.model.facts import Facts
from cchc.model.instant import VIETNAM_TIME
from cchc.model.receipt import Channel
from cchc.testing.life_strategies import commands, facts
from cchc.workflow import guards
from cchc.workflow.folding import evolve, replay
from cchc.workflow.history import StoredEvent, load, store_all, verify_history
from cchc.workflow.lifecycle import Accepted, Opening, Refused, decide, open_dossier
from cchc.workflow.one_stop_shop import editions

EDITIONS = [date.fromisoformat(table.regime) for table in editions()]


def plain(dossier: Dossier) -> Standing:
    """What the plain reading keeps of a dossier."""
    return {name: getattr(dossier, name) for name in PLAIN} | {"coordinating": frozenset(dossier.coordinating)}


PLAIN = tuple(handed_in(command("submit", NEW_LAW), DESK))


class Lives(RuleBasedStateMachine):
    """One dossier, asked for everything by everybody; the plain reading foretells each answer."""

    @initialize(
        first=st.sampled_from(EDITIONS),
        days=st.integers(-1, 40),
        receiving=st.sampled_from(["", DESK]),
        elsewhere=st.booleans(),
        so_far=st.sampled_from([(), TO_PROCESSING, (*TO_PROCESSING, "apologise", "request_supplement", "supplement")]),
    )
    def hand_in(self, first: date, days: int, receiving: str, elsewhere: bool, so_far: tuple[str, ...]) -> None:
        day = max(first + timedelta(days=days), EDITIONS[0])
        submit = command("submit", datetime(day.year, day.month, day.day, 9, tzinfo=VIETNAM_TIME), channel=Channel.ONLINE)
        answer = open_dossier(Opening(id="d-1", procedure="1.004222", receiving=receiving, elsewhere=elsewhere), submit)
        assert isinstance(answer, Accepted)
        self.dossier = replay(answer.events)
        self.events: tuple[Event, ...] = answer.events
        self.plain = handed_in(submit, receiving, elsewhere=elsewhere)
        for kind in so_far:
            self.ask(command(kind, self.later(60)), OPEN)

    def ask(self, said: Command, facts: Facts) -> None:
        before = self.dossier
        expected = against(self.plain, said, facts)
        answer = decide(before, said, facts)
        if isinstance(answer, Refused):
            assert {reason.code for reason in answer.reasons} == expected
            assert expected
            assert plain(before) == self.plain
            return
        assert expected == set()
        row = row_for(self.plain, said)
        assert answer.row is row
        assert answer.forms == ((row.form,) if row and row.form else ())
        assert [one.kind for one in answer.clock] == entries(answer.row.clock, self.plain, said, facts)
        self.plain = after(self.plain, said, facts)
        self.events += answer.events
        for event in answer.events:
            self.dossier = evolve(self.dossier, event)

    def later(self, minutes: int) -> datetime:
        at: datetime = self.plain["last_at"] + timedelta(minutes=minutes)
        return at

    @rule(data=st.data(), minutes=st.integers(0, 20_000))
    def a_careful_host_asks(self, data: st.DataObject, minutes: int) -> None:
        """A step of the table, by one who may, with what it needs: what is refused is refused by the facts."""
        at = self.later(minutes)
        rows = [row for row in rows_of((self.plain["received_at"] or at).date()).values() if row.source is self.plain["state"]]
        if rows:
            row = data.draw(st.sampled_from(rows))
            kind = row.command.value
            by = data.draw(st.sampled_from([one for one in {**BY, "head": BY["assign"]}.values() if one.role in row.who]))
            lapsed = data.draw(st.booleans())
            override = data.draw(st.sampled_from(["", " ", "có"]))
            self.ask(command(kind, at, by, override=override), replace(OPEN, supplement_lapsed=lapsed))

    @rule(data=st.data(), minutes=st.integers(-60, 500_000), known=facts(), seen=st.sampled_from([None, None, 0, -1]))
    def anybody_asks_for_anything(self, data: st.DataObject, minutes: int, known: Facts, seen: int | None) -> None:
        expected = None if seen is None else self.plain["sequence"] + seen
        said = data.draw(commands(st.just(self.later(minutes))))
        self.ask(replace(said, expected_sequence=expected), known)

    @invariant()
    @precondition(lambda self: hasattr(self, "dossier"))
    def it_stands_where_the_plain_reading_says(self) -> None:
        assert plain(self.dossier) == self.plain
        ruling = rows_of((self.dossier.received_at or self.plain["last_at"]).date())
        assert any(self.dossier.state in (row.source, row.target) for row in ruling.values())
        assert [status for status in NationalStatus if self.dossier.national_status is status] == [NATIONAL_STATUS[self.dossier.state]]

    @invariant()
    @precondition(lambda self: hasattr(self, "dossier"))
    def replayed_it_is_the_same(self) -> None:
        assert replay(self.events) == self.dossier

    def teardown(self) -> None:
        """Stored, loaded, repeated and shuffled, the history is still this dossier."""
        history = list(store_all(self.events))
        assert verify_history(history).holds
        loaded = [load(one) for one in history]
        assert tuple(loaded) == self.events
        delivered = [*loaded, *loaded[::2]]
        random.Random(len(delivered)).shuffle(delivered)
        assert replay(delivered) == self.dossier


TestLives = Lives.TestCase
TestLives.settings = settings(max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_the_plain_reading_knows_every_guard() -> None:
    assert set(HOLDS) == {guard.code for guard in guards.ALL}


def shortest_lives(day: date) -> dict[tuple[State, bool], tuple[str, ...]]:
    """The fewest commands to each state by the rows alone, apart for withdrawals asked for while the dossier was being settled."""
    found: dict[tuple[State, bool], tuple[str, ...]] = {(State.SUBMITTED, False): ()}
    waiting = deque(found)
    while waiting:
        state, settling = waiting.popleft()
        for row in rows_of(day).values():
            blocked = row.command is CommandKind.DECLINE_WITHDRAWAL and not settling
            asked = (
                state in (State.PROCESSING, State.CONSULTING, State.VERIFYING) if row.command is CommandKind.ASK_WITHDRAWAL else settling
            )
            if row.source is state and not blocked and (row.target, asked) not in found:
                found[row.target, asked] = (*found[state, settling], row.command.value)
                waiting.append((row.target, asked))
    return found


@pytest.mark.parametrize("first", EDITIONS, ids=str)
def test_every_row_of_every_edition_is_walked_live(first: date) -> None:
    """No row is dead: some legal life takes it, and leads where the row says."""
    start = datetime(first.year, first.month, first.day, 8, tzinfo=VIETNAM_TIME)
    lives = shortest_lives(first)
    for (source, kind), row in rows_of(first).items():
        if source is None:
            continue
        events = play(lives[source, (source, True) in lives], start)
        facts = replace(OPEN, supplement_lapsed=kind is CommandKind.LAPSE_SUPPLEMENT)
        answer = decide(replay(events), command(kind.value, start + timedelta(days=3)), facts)
        assert isinstance(answer, Accepted), f"{row.name}: {answer}"
        assert replay((*events, *answer.events)).state is row.target


@pytest.fixture(scope="module")
def long_history() -> tuple[Event, ...]:
    """A dossier that was complained about ten thousand times."""
    events = list(play((*TO_PROCESSING, "sign_result", "hand_over")))
    dossier, at = replay(events), events[-1].occurred_at
    while len(events) < 10_000:
        at += timedelta(minutes=1)
        answer = decide(dossier, command("complain", at), OPEN)
        assert isinstance(answer, Accepted)
        events += answer.events
        dossier = evolve(dossier, answer.events[0])
    return tuple(events)


def seconds(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)


def test_ten_thousand_events_cost_twice_what_five_thousand_do(long_history: tuple[Event, ...]) -> None:
    half = long_history[:5_000]
    stored, half_stored = list(store_all(long_history)), list(store_all(half))
    assert verify_history(stored).holds
    assert replay(long_history).sequence == 10_000
    for _ in range(3):
        folding = seconds(lambda: replay(long_history)) / seconds(lambda: replay(half))
        verifying = seconds(lambda: verify_history(stored)) / seconds(lambda: verify_history(half_stored))
        if max(folding, verifying) < 3:
            break
    assert folding < 3
    assert verifying < 3


def test_in_a_long_history_a_gap_a_fork_and_a_forged_digest_are_found(long_history: tuple[Event, ...]) -> None:
    with pytest.raises(HistoryError, match="event 7000 is missing"):
        replay((*long_history[:6_999], *long_history[7_000:]))
    with pytest.raises(HistoryError, match="missing or stands twice"):
        replay((*long_history, long_history[6_999].model_copy(update={"id": "another"})))
    stored = list(store_all(long_history))
    forged = StoredEvent(stored[6_999].data, bytes(32))
    assert verify_history([*stored[:6_999], forged, *stored[7_000:]]).broken_at == 7_000


def test_a_chain_written_anew_or_cut_off_is_found_by_its_head(long_history: tuple[Event, ...]) -> None:
    """Whoever can write every digest can write a chain that holds: the last digest is kept elsewhere."""
    stored = list(store_all(long_history[:20]))
    head = stored[-1].digest
    anew = list(store_all((*long_history[:10], *(one.model_copy(update={"ground": "khác"}) for one in long_history[10:20]))))
    assert verify_history(stored, head).holds
    assert verify_history(anew).holds
    assert verify_history(anew, head).broken_at == 20
    assert verify_history(stored[:-1], head).broken_at == 19
    assert verify_history([], head).broken_at == 0


def one_story(number: int) -> tuple[Event, ...]:
    """One of two agencies' dossiers; whoever is no party to it asks too, and is refused."""
    desk, body = ("H26.40", "H26.15") if number % 2 else ("H01.02", "H01.07")
    at = NEW_LAW if number % 3 else datetime(2024, 3, 4, 9, tzinfo=VIETNAM_TIME)
    answer = open_dossier(Opening(id=f"d-{number}", procedure="1.004222", receiving=desk), command("submit", at))
    assert isinstance(answer, Accepted)
    events = answer.events
    for kind in (*TO_PROCESSING, "consult", "record_opinion", "request_supplement", "supplement", "sign_result", "hand_over", "complain"):
        at += timedelta(hours=1)
        by = BY[kind]
        here = replace(by, agency={DESK: desk, BODY: body}.get(by.agency, by.agency))
        content = {"agency": body} if kind == "transfer" else {}
        stranger = replace(by, agency="H99")
        if by.role in (Role.DESK_OFFICER, Role.CASE_OFFICER) and kind != "assign":
            refused = decide(replay(events), command(kind, at, stranger, **content), OPEN)
            assert isinstance(refused, Refused)
        answer = decide(replay(events), command(kind, at, here, **content), OPEN)
        assert isinstance(answer, Accepted), kind
        events += answer.events
    return events


def test_t34_two_hundred_threads_over_two_agencies_share_the_machines() -> None:
    alone = [one_story(number) for number in range(200)]
    with ThreadPoolExecutor(200) as pool:
        together = list(pool.map(one_story, range(200)))
    assert together == alone
    assert {replay(events).state for events in together} == {State.HANDED_OVER}
