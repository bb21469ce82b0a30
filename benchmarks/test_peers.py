"""The quick pass over all peers: each is right wherever it can say what the law says, and none is near in speed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from itertools import product
from typing import Any

import contenders as c
import peers
import pytest
from peers import Peer
from rounds import Contender, Race, gate, interleaved

DAYS = [date(2019, 1, 1) + timedelta(days=number) for number in range(0, 2_800, 23)]
SPANS = [(day, day + timedelta(days=length)) for day, length in product(DAYS, (0, 9, 40))]
FAMILIES: dict[str, tuple[Sequence[Peer], list[tuple[Any, ...]], Any, float]] = {
    "adding": (peers.ADDING, list(product(DAYS, (3, 15))), peers.equal, 3),
    "counting": (peers.COUNTING, SPANS, peers.equal, 2),
    "hours": (peers.HOURS, [(at, 40) for at in c.INSTANTS[:60]], peers.same_working_time, 10),
    "between": (peers.BETWEEN, [(at, at + timedelta(minutes=7_001)) for at in c.INSTANTS[:60]], peers.equal, 20),
}
OTHERS = [(family, peer) for family, (members, *_) in FAMILIES.items() for peer in members[1:]]


def over(name: str, race: Race) -> float:
    return race[name].median / race["ours"].median


def named(value: object) -> str | None:
    return value.name if isinstance(value, Peer) else None


def touches_a_doubtful_day(peer: Peer, question: tuple[Any, ...], answer: Any) -> bool:
    """Whether a day lies between that the peer cannot tell, or that its own list has otherwise."""
    first = question[0] if isinstance(question[0], date) else question[0].date()
    last = answer if isinstance(answer, date) else question[1]
    doubtful = c.MAKE_UPS if not peer.makeup_days else DIFFERENT if peer.package == "holidays" else []
    return any(as_day(first) <= day <= as_day(last) + timedelta(days=1) for day in doubtful)


def as_day(value: Any) -> date:
    return value.date() if hasattr(value, "date") else value


DIFFERENT = [day for day in c.all_days() if c.CALENDAR.is_working_day(day) != c.PEER.is_working_day(day)]


@pytest.mark.parametrize(("family", "peer"), OTHERS, ids=named)
def test_a_peer_is_right_where_it_can_say_what_the_law_says(family: str, peer: Peer) -> None:
    members, questions, same, _ = FAMILIES[family]
    asked = [question for question in questions if not touches_a_doubtful_day(peer, question, members[0].ask(*question))]
    assert len(asked) > 0.6 * len(questions)
    assert peers.share_right(peer, members[0], asked, same) == 1


@pytest.mark.parametrize(("family", "peer"), OTHERS, ids=named)
def test_a_peer_takes_many_times_as_long(family: str, peer: Peer) -> None:
    members, questions, _, least = FAMILIES[family]
    few = questions[:12]

    def loop(one: Peer) -> Contender:
        return Contender(lambda: [one.ask(*question) for question in few], len(few))

    gate(
        f"{peer.name} over {members[0].name}",
        lambda: interleaved({"ours": loop(members[0]), peer.name: loop(peer)}, rounds=5),
        partial(over, peer.name),
        least=least,
    )
