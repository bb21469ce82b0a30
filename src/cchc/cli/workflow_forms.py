"""The JSON form of what ``cchc workflow show`` answers."""

from __future__ import annotations

from cchc.cli.output import Output
from cchc.model.actor import Role
from cchc.model.command import CommandKind
from cchc.model.dossier_state import END_STATES, NATIONAL_STATUS, NationalStatus, State
from cchc.model.form import FormKey
from cchc.model.limit_phrases import format_limit
from cchc.workflow import Row, Table, editions
from cchc.workflow.definition import ClockEffect


class StateAnswer(Output):
    """A state, its national status, and whether a dossier's life ends in it."""

    state: State
    label: str
    status: NationalStatus
    status_label: str
    end: bool


class GuardAnswer(Output):
    """What must hold before a step; ``code`` is the reason of the refusal where it does not."""

    code: str
    message: str


class StepAnswer(Output):
    """A row: ``source`` is null for the step that begins a dossier; ``office_time`` is in the decree's words."""

    absent = ("form", "office_time", "office_limit", "note")

    source: State | None
    command: CommandKind
    label: str
    target: State
    who: tuple[Role, ...]
    guards: tuple[GuardAnswer, ...]
    form: FormKey | None = None
    clock: ClockEffect
    office_time: str | None = None
    office_limit: str | None = None
    basis: tuple[str, ...]
    unverified: bool
    note: str | None = None


class WorkflowAnswer(Output):
    """One edition of the table of steps; ``edition`` is its first day, ``editions`` are all there are."""

    edition: str
    editions: tuple[str, ...]
    states: tuple[StateAnswer, ...]
    steps: tuple[StepAnswer, ...]


def workflow_answer(table: Table, lang: str) -> WorkflowAnswer:
    """Return ``table`` as an answer with labels in ``lang``."""
    return WorkflowAnswer(
        edition=table.regime,
        editions=tuple(one.regime for one in editions()),
        states=tuple(_state(one, lang) for one in table.states),
        steps=tuple(_step(one, lang) for one in table.rows),
    )


def _state(state: State, lang: str) -> StateAnswer:
    status = NATIONAL_STATUS[state]
    return StateAnswer(state=state, label=state.label(lang), status=status, status_label=status.label(lang), end=state in END_STATES)


def _step(row: Row, lang: str) -> StepAnswer:
    time = row.office_time
    return StepAnswer(
        source=row.source,
        command=row.command,
        label=row.command.label(lang),
        target=row.target,
        who=row.who,
        guards=tuple(GuardAnswer(code=one.code, message=one.message_vi if lang == "vi" else one.message_en) for one in row.guards),
        form=row.form,
        clock=row.clock,
        office_time=(time.wording or None) if time else None,
        office_limit=format_limit(time.limit, lang) if time and time.limit else None,
        basis=tuple(map(str, row.basis)),
        unverified=row.unverified,
        note=row.note or None,
    )
