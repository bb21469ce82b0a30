"""The rows read plainly, as a second opinion: dictionaries and nothing of the engine, the guards' tests or the fold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from cchc.model.actor import Role
from cchc.model.command import Command, CommandKind
from cchc.model.dossier_state import State
from cchc.model.facts import Facts
from cchc.workflow.definition import ClockEffect, Row
from cchc.workflow.one_stop_shop import ROWS

Standing = dict[str, Any]
"""A dossier as the plain reading keeps it."""

_SIDE = {
    Role.DESK_OFFICER: "desk",
    Role.DESK_HEAD: "desk",
    Role.CASE_OFFICER: "body",
    Role.UNIT_HEAD: "body",
    Role.SIGNATORY: "body",
    Role.CONSULTED_OFFICER: "asked",
}


def _not_lapsed(facts: Facts) -> bool | None:
    return None if facts.supplement_lapsed is None else not facts.supplement_lapsed


HOLDS: dict[str, Callable[[Standing, Command, Facts], bool | None]] = {
    "incomplete": lambda _now, _said, facts: facts.complete,
    "fee_unpaid": lambda _now, _said, facts: facts.fee_paid,
    "not_instant": lambda _now, _said, facts: facts.instant,
    "no_reasons": lambda _now, said, _facts: any(map(str.strip, said.reasons)),
    "no_code": lambda _now, said, _facts: said.dossier_code.strip() != "",
    "no_agency": lambda _now, said, _facts: said.agency.strip() != "",
    "no_assignee": lambda _now, said, _facts: said.assignee.strip() != "",
    "no_time_given": lambda _now, said, _facts: said.within is not None,
    "supplement_again": lambda now, said, _facts: now["supplements"] < (2 if said.override.strip() else 1),
    "return_too_late": lambda _now, _said, facts: facts.return_open,
    "supplement_still_open": lambda _now, _said, facts: facts.supplement_lapsed,
    "supplement_lapsed": lambda _now, _said, facts: _not_lapsed(facts),
    "reply_still_open": lambda _now, _said, facts: facts.reply_lapsed,
    "apology_not_open": lambda _now, _said, facts: facts.apology_open,
    "apology_again": lambda now, _said, _facts: now["apologies"] == 0,
    "no_new_date": lambda _now, said, _facts: said.new_date is not None,
    "no_result": lambda _now, said, _facts: said.result.strip() != "",
    "not_in_settlement": lambda now, _said, _facts: now["withdrawal_from"] in ("processing", "consulting", "verifying"),
    "termination_not_in_law": lambda _now, _said, facts: facts.terminates,
}
"""What each guard asks, written a second time."""


@cache
def rows_of(day: date) -> dict[tuple[State | None, CommandKind], Row]:
    """The rows in force on a day, by where they start."""
    return {(row.source, row.command): row for row in ROWS if row.validity.covers(day)}


def row_for(now: Standing, said: Command) -> Row | None:
    return rows_of((now["received_at"] or said.at).date()).get((now["state"], said.kind))


def against(now: Standing, said: Command, facts: Facts) -> set[str]:
    """The codes of everything that stands against a command; empty where it may happen."""
    found = set()
    if said.expected_sequence not in (None, now["sequence"]):
        found.add("conflict")
    if said.at < now["last_at"]:
        found.add("before_last_event")
    row = row_for(now, said)
    if row is None:
        return {*found, "not_foreseen"}
    if said.by.role not in row.who:
        found.add("wrong_role")
    agencies = {"desk": {now["receiving"], now["settling"]} - {""}, "body": {now["settling"]} - {""}, "asked": now["coordinating"]}
    side = _SIDE.get(said.by.role)
    if side and said.by.agency not in agencies[side] and (agencies[side] or side == "asked"):
        found.add("wrong_agency")
    for guard in row.guards:
        held = HOLDS[guard.code](now, said, facts)
        if held is not True:
            found.add("missing_fact" if held is None else guard.code)
    return found


def entries(effect: ClockEffect, now: Standing, said: Command, facts: Facts) -> list[str]:
    """The kinds of entry that a step writes into the clock's ledger."""
    if effect is ClockEffect.SUSPEND_IF_LAW_SAYS:
        stands = facts.verification_excluded if said.kind is CommandKind.VERIFY else facts.payment_suspends
        return ["suspend"] if stands else []
    if effect is ClockEffect.RESUME:
        return ["resume"] if now["suspended"] else []
    if effect is ClockEffect.AS_PROCEDURE_SAYS:
        return ["fixed" if facts.fixed_after_supplement else facts.after_supplement]
    if effect in (ClockEffect.NONE, ClockEffect.START):
        return []
    return [effect.value]


def after(now: Standing, said: Command, facts: Facts) -> Standing:
    """The dossier after a command that nothing stands against."""
    row = row_for(now, said)
    assert row is not None
    then = {**now, "state": row.target, "sequence": now["sequence"] + 1, "last_at": said.at}
    for kind in entries(row.clock, now, said, facts):
        then["clock_entries"] += 1
        then["suspended"] = kind == "suspend" or (kind == "reappoint" and now["suspended"])
    match said.kind.value:
        case "receive":
            then.update(received_at=said.at, code=said.dossier_code, receiving=now["receiving"] or said.by.agency)
        case "transfer":
            then.update(settling=said.agency, competent_received_at=said.at if now["elsewhere"] else None)
        case "consult":
            then["coordinating"] = now["coordinating"] | {said.agency}
        case "request_supplement":
            then["supplements"] += 1
        case "ask_withdrawal":
            then["withdrawal_from"] = now["state"]
        case "apologise":
            then["apologies"] += 1
        case "settle_at_once":
            then.update(settled_at=said.at, received_at=said.at)
        case "sign_result" | "refuse_settlement":
            then["settled_at"] = said.at
        case _:
            pass
    return then


def handed_in(said: Command, receiving: str, *, elsewhere: bool = False) -> Standing:
    """The dossier when it is handed in."""
    return {
        "state": State.SUBMITTED,
        "sequence": 1,
        "elsewhere": elsewhere,
        "code": "",
        "submitted_at": said.at,
        "received_at": None,
        "competent_received_at": None,
        "settled_at": None,
        "last_at": said.at,
        "receiving": receiving,
        "settling": "",
        "coordinating": frozenset(),
        "supplements": 0,
        "apologies": 0,
        "clock_entries": 0,
        "suspended": False,
        "withdrawal_from": None,
    }
