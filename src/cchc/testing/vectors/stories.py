"""The life of a dossier as a story tells it: each command decided by the library, the end tracked."""

from __future__ import annotations

from dataclasses import dataclass, field

from cchc.model.actor import Actor, Role
from cchc.model.command import Command, CommandKind
from cchc.model.events import Event
from cchc.testing.vectors.form import Plain, Step, StoryAsk, StoryTerms
from cchc.testing.vectors.ground import Ground
from cchc.testing.vectors.values import limit_from, policy_from
from cchc.tracking import Setting, Terms, decide, track
from cchc.workflow.folding import replay
from cchc.workflow.lifecycle import Accepted, Opening, Refused, open_dossier

DOSSIER = "story"


@dataclass
class Life:
    """A dossier under way: its terms, its setting, what has happened."""

    terms: Terms
    setting: Setting
    events: list[Event] = field(default_factory=list[Event])

    def take(self, step: Step) -> Accepted | Refused:
        """Return what the command makes happen; what is accepted has happened."""
        found = decide(self.events, command_of(step), self.terms, self.setting, complete=step.complete, fee_paid=step.fee_paid)
        if isinstance(found, Accepted):
            self.events.extend(found.events)
        return found


def begun(ask: StoryAsk, ground: Ground) -> Life:
    """Return the life that begins with the dossier handed in."""
    office = ground.offices[ask.office]
    calendar = ground.calendars[ask.calendar]
    setting = Setting(calendar=calendar, regimes=ground.regimes, office=office)
    policy = policy_from(ask.terms.policy, ground.regimes.on(ask.submitted.date()).policy) if ask.terms.policy else None
    opening = Opening(id=DOSSIER, procedure="vectors", elsewhere=ask.elsewhere, receiving=ask.receiving, settling=ask.settling)
    submit = Command(kind=CommandKind.SUBMIT, by=Actor("u", Role.APPLICANT), at=ask.submitted, channel=ask.channel)
    opened = open_dossier(opening, submit)
    assert isinstance(opened, Accepted)
    given: Plain = {name: getattr(ask.terms, name) for name in StoryTerms.model_fields if name not in ("policy", *_LIMITS)}
    given |= {name: limit_from(plain) for name in _LIMITS if (plain := getattr(ask.terms, name)) is not None}
    return Life(Terms(**given, policy=policy), setting, list(opened.events))


_LIMITS = ("limit", "committed", "supplement_within", "fixed_after_supplement")


def command_of(step: Step) -> Command:
    """Return the command that a step of a story asks for."""
    return Command(
        kind=step.command,
        by=Actor("u", step.role, step.agency),
        at=step.at,
        expected_sequence=step.seen,
        reasons=step.reasons,
        dossier_code=step.code,
        agency=step.to,
        assignee=step.assignee,
        within=limit_from(step.within) if step.within is not None else None,
        new_date=step.new_date,
        override=step.override,
        result=step.result,
    )


def life(ask: StoryAsk, ground: Ground) -> Plain:
    """Return what each step came to, and where the dossier stands at the moment of the last one."""
    told = begun(ask, ground)
    steps = [_outcome(told.take(step), told) for step in ask.steps]
    seen = track(told.events, told.terms, told.setting, max((ask.submitted, *(event.occurred_at for event in told.events))))
    statutory, committed = seen.statutory, seen.committed
    return {
        "steps": steps,
        "state": seen.state.value,
        "status": seen.national_status.value,
        "clock": statutory.deadline.clock.value if statutory else None,
        "due": str(statutory.deadline.due) if statutory and statutory.deadline.due else None,
        "committed_due": str(committed.deadline.due) if committed and committed.deadline.due else None,
        "timeliness": seen.timeliness.value,
    }


def _outcome(found: Accepted | Refused, told: Life) -> Plain:
    if isinstance(found, Refused):
        return {"refused": sorted(one.code for one in found.reasons)}
    dossier = replay(told.events)
    clock = [entry.kind for entry in found.clock]
    return {
        "state": dossier.state.value,
        "status": dossier.national_status.value,
        "form": found.row.form.value if found.row.form else None,
        "clock": clock,
    }
