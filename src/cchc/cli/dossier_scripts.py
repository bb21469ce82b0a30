"""A scripted life of a dossier: a small YAML file of who does what when, played through the public door."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from cchc.cli.exits import FileError, faults_of
from cchc.cli.texts import read_day, read_instant
from cchc.model.actor import Actor, Role
from cchc.model.command import Command, CommandKind
from cchc.model.dossier_state import END_STATES
from cchc.model.events import Event
from cchc.model.fields import SpokenLimit
from cchc.model.receipt import Channel
from cchc.model.time_limit import TimeLimit, WorkingDays
from cchc.rulebook import load_procedures
from cchc.tracking import Setting, Terms, Tracking, decide, track
from cchc.workflow.folding import replay
from cchc.workflow.lifecycle import Accepted, Opening, Refused, open_dossier
from cchc.workflow.one_stop_shop import table_on
from cchc.workflow.refusals import Reason


class ScriptStep(BaseModel, extra="forbid", frozen=True):
    """One line of a script: at which moment, which command, and what it says."""

    at: str
    do: CommandKind
    role: Role | None = None
    agency: str = ""
    reasons: tuple[str, ...] = ()
    code: str = ""
    to: str = ""
    within: SpokenLimit | None = None
    new_date: str = ""
    result: str = ""
    override: str = ""
    complete: bool = True
    fee_paid: bool = True


class Script(BaseModel, extra="forbid", frozen=True):
    """A life to play: the procedure, its agencies, the terms that differ from the published ones, the steps."""

    procedure: str
    case: str | None = None
    channel: Channel = Channel.COUNTER
    dossier: str = "d-1"
    desk: str = "desk"
    body: str = "body"
    elsewhere: bool = False
    limit: SpokenLimit | None = None
    committed: SpokenLimit | None = None
    supplement_within: SpokenLimit | None = None
    payment_suspends: bool = True
    verification_excluded: bool = False
    silence_consents: bool = False
    terminates: bool = False
    instant: bool = False
    steps: tuple[ScriptStep, ...] = Field(min_length=1, max_length=1_000)


@dataclass(frozen=True, slots=True)
class Played:
    """One step as it came out: the command, the answer, and where the dossier stood afterwards."""

    command: Command
    answer: Accepted | Refused
    seen: Tracking | None

    @property
    def accepted(self) -> Accepted | None:
        """The answer, when the step was taken."""
        return self.answer if isinstance(self.answer, Accepted) else None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it was not taken; nothing when it was."""
        return self.answer.reasons if isinstance(self.answer, Refused) else ()


def read_script(path: str) -> Script:
    """Return the script of a YAML file.

    Raises:
        FileError: the file is no script; the message lists what is wrong.
        CatalogueFileError: the file is not YAML.
    """
    from cchc.interop.located_yaml import load_yaml

    data, _ = load_yaml(path)
    try:
        return Script.model_validate(data)
    except ValidationError as error:
        raise FileError(f"{path}: {faults_of(error)}") from None


_CONTENT: dict[CommandKind, dict[str, object]] = {
    CommandKind.GUIDE: {"reasons": ("hồ sơ chưa đủ",)},
    CommandKind.REFUSE_RECEPTION: {"reasons": ("không thuộc thẩm quyền",)},
    CommandKind.CONSULT: {"to": "another-body", "within": WorkingDays(count=3)},
    CommandKind.REQUEST_SUPPLEMENT: {"reasons": ("thiếu giấy tờ",)},
    CommandKind.APOLOGISE: {"reasons": ("cần thêm thời gian",)},
    CommandKind.DECLINE_WITHDRAWAL: {"reasons": ("đã có quyết định",)},
    CommandKind.REFUSE_SETTLEMENT: {"reasons": ("không đủ điều kiện",)},
    CommandKind.REPORT_ERROR: {"reasons": ("sai sót trong kết quả",)},
    CommandKind.SIGN_RESULT: {"result": "r-1"},
    CommandKind.CORRECT: {"result": "r-2"},
    CommandKind.SETTLE_AT_ONCE: {"result": "r-1"},
}
_LONGEST_LIFE = 40


def random_script(seed: int, procedure: str, start: datetime, setting: Setting, limit: TimeLimit | None = None) -> Script:
    """Return a random legal life from ``start``: at each state one of the steps that may be taken, hours or days apart.

    The same seed gives the same life.
    """
    chance = Random(seed)  # noqa: S311 - a life to look at, no secret
    script = Script(procedure=procedure, limit=limit, steps=(ScriptStep(at=f"{start:%Y-%m-%d %H:%M}", do=CommandKind.SUBMIT),))
    terms = terms_of(script, start.date())
    at = start
    for _ in range(_LONGEST_LIFE):
        seen = list(play(script, terms, setting))[-1].seen
        if seen is None or seen.state in END_STATES:
            break
        at = _next_hour(at + timedelta(hours=chance.randint(1, 30)), chance, setting)
        steps = [row.command for row in table_on((seen.dossier.received_at or at).date()).leaving(seen.state)]
        step = _random_step(chance.choice(steps), at)
        longer = script.model_copy(update={"steps": (*script.steps, step)})
        if list(play(longer, terms, setting))[-1].accepted is not None:
            script = longer
    return script


def _next_hour(at: datetime, chance: Random, setting: Setting) -> datetime:
    """A moment of work at or after ``at``."""
    day = setting.calendar.first_working_day_from(at.date())
    hour = at.hour if day == at.date() and 8 <= at.hour <= 16 else 8
    day = day if day > at.date() or at.hour <= 16 else setting.calendar.next_working_day_after(day)
    return at.replace(year=day.year, month=day.month, day=day.day, hour=hour, minute=chance.choice((0, 15, 30, 45)))


def _random_step(kind: CommandKind, at: datetime) -> ScriptStep:
    content: dict[str, Any] = dict(_CONTENT.get(kind, {}))
    if kind is CommandKind.RECEIVE:
        content["code"] = f"H26.40-{at:%y%m%d}-0001"
    if kind is CommandKind.APOLOGISE:
        content["new_date"] = f"{at + timedelta(days=30):%Y-%m-%d}"
    return ScriptStep(at=f"{at:%Y-%m-%d %H:%M}", do=kind, **content)


def terms_of(script: Script, day: date) -> Terms:
    """Return the terms: the script's limit, or the one the bundled catalogue publishes for the procedure on that day."""
    changed: dict[str, Any] = {
        name: getattr(script, name)
        for name in ("supplement_within", "payment_suspends", "verification_excluded", "silence_consents", "terminates", "instant")
    }
    if script.limit is not None:
        return Terms(limit=script.limit, committed=script.committed, **changed)
    found = published_terms(script.procedure, day, script.channel, script.case)
    if script.committed is not None:
        changed["committed"] = script.committed
    return replace(found, **changed)


def published_terms(code: str, day: date, channel: Channel | None, case: str | None) -> Terms:
    """Return the terms the bundled catalogue has for a procedure on a day."""
    chosen = load_procedures().find(code, day).choose(channel, case)
    limit: TimeLimit = chosen.confirmed(code)
    return Terms(limit=limit, committed=chosen.committed, start=chosen.start, cutoff=chosen.cutoff)


def play(script: Script, terms: Terms, setting: Setting) -> Iterator[Played]:
    """Yield each step as it comes out; a refused one changes nothing and the life goes on."""
    events: tuple[Event, ...] = ()
    for step in script.steps:
        at = read_instant(step.at, "at")
        command = _command(step, script, at, _role(step, events, at))
        if events:
            answer = decide(events, command, terms, setting, complete=step.complete, fee_paid=step.fee_paid)
        else:
            opening = Opening(
                id=script.dossier, procedure=script.procedure, case=script.case or "", elsewhere=script.elsewhere, receiving=script.desk
            )
            answer = open_dossier(opening, command)
        if isinstance(answer, Accepted):
            events += answer.events
        yield Played(command, answer, track(events, terms, setting, at) if events else None)


def _role(step: ScriptStep, events: tuple[Event, ...], at: datetime) -> Role:
    """The role of the step, or the first one that the table lets take it."""
    if step.role is not None:
        return step.role
    dossier = replay(events) if events else None
    day = (dossier.received_at if dossier is not None and dossier.received_at else at).date()
    row = table_on(day).find(dossier.state if dossier is not None else None, step.do)
    return row.who[0] if row is not None else Role.APPLICANT


def _command(step: ScriptStep, script: Script, at: datetime, role: Role) -> Command:
    agencies = {"receiving": script.desk, "settling": script.body, "coordinating": step.agency, "applicant": "", "system": ""}
    return Command(
        kind=step.do,
        by=Actor(f"{role.value}-1", role, step.agency or agencies[role.relation.value]),
        at=at,
        reasons=step.reasons,
        channel=script.channel,
        dossier_code=step.code,
        agency=step.to or (script.body if step.do is CommandKind.TRANSFER else ""),
        assignee="officer" if step.do is CommandKind.ASSIGN else "",
        within=step.within,
        new_date=read_day(step.new_date, "new_date") if step.new_date else None,
        override=step.override,
        result=step.result,
    )
