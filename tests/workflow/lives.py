"""Short ways to write commands and play lives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from cchc.model.actor import Actor, Role
from cchc.model.command import Command, CommandKind
from cchc.model.dossier import Dossier
from cchc.model.events import Event
from cchc.model.facts import Facts
from cchc.model.instant import VIETNAM_TIME
from cchc.model.receipt import Channel
from cchc.model.time_limit import WorkingDays
from cchc.workflow.folding import replay
from cchc.workflow.lifecycle import Accepted, Opening, Refused, decide, open_dossier

DESK, BODY, OTHER = "H26.40", "H26.15", "H26.99"
APPLICANT = Actor("p-1", Role.APPLICANT)
OFFICER = Actor("o-1", Role.DESK_OFFICER, DESK)
CASE = Actor("c-1", Role.CASE_OFFICER, BODY)
HEAD = Actor("h-1", Role.UNIT_HEAD, BODY)
SIGNATORY = Actor("s-1", Role.SIGNATORY, BODY)
CONSULTED = Actor("k-1", Role.CONSULTED_OFFICER, OTHER)
SYSTEM = Actor("cron", Role.SYSTEM)

BY = {
    "submit": APPLICANT,
    "guide": OFFICER,
    "resubmit": APPLICANT,
    "receive": OFFICER,
    "refuse_reception": OFFICER,
    "settle_at_once": OFFICER,
    "transfer": OFFICER,
    "assign": HEAD,
    "consult": CASE,
    "record_opinion": CONSULTED,
    "lapse_consultation": SYSTEM,
    "verify": CASE,
    "end_verification": CASE,
    "request_supplement": CASE,
    "supplement": APPLICANT,
    "lapse_supplement": SYSTEM,
    "request_payment": CASE,
    "pay": APPLICANT,
    "apologise": HEAD,
    "ask_withdrawal": APPLICANT,
    "confirm_withdrawal": OFFICER,
    "decline_withdrawal": OFFICER,
    "refuse_settlement": SIGNATORY,
    "terminate": CASE,
    "sign_result": SIGNATORY,
    "hand_over": OFFICER,
    "report_error": APPLICANT,
    "correct": SIGNATORY,
    "complain": APPLICANT,
}
CONTENT: dict[str, dict[str, Any]] = {
    "submit": {"channel": Channel.COUNTER},
    "guide": {"reasons": ("thiếu tờ khai",)},
    "receive": {"dossier_code": "H26.40-261116-0001"},
    "refuse_reception": {"reasons": ("không thuộc thẩm quyền",)},
    "settle_at_once": {"result": "r-1"},
    "transfer": {"agency": BODY},
    "assign": {"assignee": "c-1"},
    "consult": {"agency": OTHER, "within": WorkingDays(count=5)},
    "request_supplement": {"reasons": ("thiếu bản vẽ",)},
    "apologise": {"reasons": ("chờ xác minh",)},
    "decline_withdrawal": {"reasons": ("đã có quyết định",)},
    "refuse_settlement": {"reasons": ("không đủ điều kiện",)},
    "terminate": {"reasons": ("hồ sơ bổ sung không đạt",)},
    "sign_result": {"result": "r-1"},
    "report_error": {"reasons": ("sai họ tên",)},
    "correct": {"result": "r-2"},
}
OPEN = Facts(
    complete=True,
    fee_paid=True,
    instant=True,
    return_open=True,
    supplement_lapsed=False,
    reply_lapsed=True,
    apology_open=True,
    terminates=True,
)
NEW_LAW = datetime(2026, 11, 16, 9, tzinfo=VIETNAM_TIME)
OLD_LAW = datetime(2024, 3, 4, 9, tzinfo=VIETNAM_TIME)


def command(kind: str, at: datetime, by: Actor | None = None, **content: Any) -> Command:
    """A command as a careful host writes it."""
    given = {**CONTENT.get(kind, {}), **content}
    if kind == "apologise":
        given.setdefault("new_date", at.date() + timedelta(days=10))
    return Command(kind=CommandKind(kind), by=by or BY[kind], at=at, **given)  # pyright: ignore[reportCallIssue]


def opened(at: datetime = NEW_LAW) -> tuple[Event, ...]:
    answer = open_dossier(Opening(id="d-1", procedure="1.004222", receiving=DESK), command("submit", at))
    assert isinstance(answer, Accepted)
    return answer.events


def play(kinds: Iterable[str], at: datetime = NEW_LAW, facts: Facts = OPEN) -> tuple[Event, ...]:
    """The history of these commands, an hour apart; each must be accepted."""
    events = opened(at)
    for kind in kinds:
        at += timedelta(hours=1)
        known = replace(facts, supplement_lapsed=True) if kind == "lapse_supplement" else facts
        answer = decide(replay(events), command(kind, at), known)
        assert isinstance(answer, Accepted), f"{kind}: {answer}"
        events += answer.events
    return events


def dossier_after(kinds: Iterable[str], at: datetime = NEW_LAW, facts: Facts = OPEN) -> Dossier:
    return replay(play(kinds, at, facts))


def codes(answer: Accepted | Refused) -> list[str]:
    """The reasons of a refusal, in order."""
    assert isinstance(answer, Refused), "it was accepted"
    return [reason.code for reason in answer.reasons]


TO_PROCESSING = ("receive", "transfer", "assign")
