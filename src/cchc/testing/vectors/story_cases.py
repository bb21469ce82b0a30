"""Whole lives of dossiers: random walks through the tables, some steps of them spoilt so that they are refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from cchc.model.actor import Relation, Role
from cchc.model.command import CommandKind
from cchc.model.dossier import Dossier
from cchc.model.dossier_state import END_STATES, State
from cchc.testing.vectors.drawing import ONE_DAY, Case, Cases, Drawn, said
from cchc.testing.vectors.form import ASKS, Plain, Step, StoryAsk
from cchc.testing.vectors.ground import Ground
from cchc.testing.vectors.stories import Life, begun
from cchc.workflow.definition import Row, Table
from cchc.workflow.folding import replay
from cchc.workflow.lifecycle import table_of
from cchc.workflow.one_stop_shop import editions

_ENDINGS = END_STATES - {State.CLOSED_INACTIVE}
_LIVES = 320
_MOST_STEPS = 14
_DESK, _BODY, _OTHER = "H26.40", "H26.41", "H26.50"
_QUIET = (CommandKind.ASK_WITHDRAWAL, CommandKind.COMPLAIN, CommandKind.APOLOGISE, CommandKind.TERMINATE)
"""Steps that may be taken at almost any time: drawn less often, or every story would be about them."""


def story_cases(ground: Ground) -> Cases:
    """Lives under each edition of the table, some of which begin under one and are received under the next."""
    tables = editions()
    last = date(2027, 6, 30)
    for place, table in enumerate(tables):
        first = date.fromisoformat(table.regime)
        end = date.fromisoformat(tables[place + 1].regime) - ONE_DAY if place + 1 < len(tables) else last
        drawn = Drawn(f"stories {table.regime}", ground, first=max(first, date(2020, 1, 1)), last=end)
        for _ in range(_LIVES):
            yield Case(f"story.{table.regime}", _story(drawn, ground))


def _story(drawn: Drawn, ground: Ground) -> Plain:
    draw = drawn.draw
    submitted = drawn.instant()
    elsewhere = draw.once_in(4)
    ask: Plain = {"op": "story", "submitted": said(submitted), "channel": draw.pick(("counter", "post", "online", "kiosk"))}
    ask |= {"elsewhere": elsewhere, "receiving": _DESK, "settling": "" if elsewhere else _BODY, "terms": _terms(drawn), "steps": []}
    read = ASKS.validate_python(ask)
    assert isinstance(read, StoryAsk)
    told = begun(read, ground)
    at = submitted
    for _ in range(draw.between(3, _MOST_STEPS)):
        at = _later(drawn, at)
        if replay(told.events).state is State.SUPPLEMENTING and draw.once_in(3):
            at += 30 * ONE_DAY
        step = _step(drawn, told, at)
        if step is None or (replay(told.events).state in END_STATES and draw.once_in(2)):
            break
        ask["steps"].append(step)
        told.take(Step.model_validate(step))
    return ask


def _later(drawn: Drawn, at: datetime) -> datetime:
    """Minutes, hours, days, or weeks later."""
    draw = drawn.draw
    kind = draw.below(6)
    if kind < 3:
        return at + timedelta(minutes=draw.between(5, 240))
    return drawn.later(at, 3 if kind < 5 else 30)


def _terms(drawn: Drawn) -> Plain:
    draw = drawn.draw
    limit: Plain = drawn.hour_limit(20) if draw.once_in(8) else drawn.day_limit()
    terms: Plain = {"limit": limit}
    if set(limit) == {"working_day"} and isinstance(limit["working_day"], int) and limit["working_day"] > 2 and draw.once_in(2):
        terms["committed"] = {"working_day": limit["working_day"] - 2}
    for key in ("fee_is_condition", "instant", "verification_excluded", "terminates"):
        if draw.once_in(3):
            terms[key] = True
    if draw.once_in(3):
        terms["payment_suspends"] = False
    if draw.once_in(4):
        terms["supplement_within"] = {draw.pick(("working_day", "day")): draw.between(5, 30)}
    if draw.once_in(6):
        terms["fixed_after_supplement"] = {"working_day": draw.between(2, 10)}
    if draw.once_in(4):
        terms["policy"] = {"after_supplement": "suspend"} if draw.once_in(2) else {"apology": "after_expiry"}
    return terms


def _step(drawn: Drawn, told: Life, at: datetime) -> Plain | None:
    draw, dossier = drawn.draw, replay(told.events)
    table = table_of(dossier, at.date())
    rows = table.leaving(dossier.state)
    if not rows:
        return None
    usual = [row for row in rows if row.command not in _QUIET and row.target not in _ENDINGS]
    row = draw.pick(usual if usual and not draw.once_in(7) else rows)
    step = _written(drawn, row, dossier, at)
    return _spoilt(drawn, step, table, at) if draw.once_in(4) else step


def _written(drawn: Drawn, row: Row, dossier: Dossier, at: datetime) -> Plain:
    """The step with all that its guards ask for."""
    draw = drawn.draw
    role = draw.pick(row.who)
    step: Plain = {"command": row.command.value, "role": role.value, "at": said(at)}
    agency = _agency(role, dossier)
    if agency:
        step["agency"] = agency
    needs = {guard.code for guard in row.guards}
    given: dict[str, tuple[str, Any]] = {
        "no_reasons": ("reasons", ["Lý do"]),
        "no_code": ("code", "H26.40-001"),
        "no_agency": ("to", _OTHER if row.command is CommandKind.CONSULT else _BODY),
        "no_assignee": ("assignee", "u-2"),
        "no_time_given": ("within", {"working_day": draw.between(1, 5)}),
        "no_new_date": ("new_date", said((at + draw.between(1, 40) * ONE_DAY).date())),
        "no_result": ("result", "KQ-1"),
        "incomplete": ("complete", True),
        "fee_unpaid": ("fee_paid", True),
    }
    step |= {key: value for code, (key, value) in given.items() if code in needs}
    if "supplement_again" in needs and dossier.supplements and draw.below(3):
        step["override"] = "Không làm đúng hướng dẫn"
    return step


def _agency(role: Role, dossier: Dossier) -> str:
    relation = role.relation
    if relation is Relation.COORDINATING:
        return dossier.coordinating[-1] if dossier.coordinating else _OTHER
    return {Relation.RECEIVING: _DESK, Relation.SETTLING: dossier.settling or _BODY}.get(relation, "")


def _spoilt(drawn: Drawn, step: Plain, table: Table, at: datetime) -> Plain:
    """The step with one thing wrong, or another step altogether."""
    draw = drawn.draw
    kind = draw.below(7)
    if kind == 0:
        return step | {"role": draw.pick(tuple(Role)).value}
    if kind == 1:
        return step | {"agency": draw.pick((_OTHER, _DESK, _BODY))}
    if kind == 2:
        return {key: value for key, value in step.items() if key in ("command", "role", "at", "agency")}
    if kind == 3:
        return step | {"at": said(at - draw.between(1, 3) * ONE_DAY)}
    if kind == 4:
        return step | {"seen": draw.between(1, 9)}
    if kind == 5:
        return step | {"complete": False, "fee_paid": False}
    return step | {"command": draw.pick(table.rows).command.value}
