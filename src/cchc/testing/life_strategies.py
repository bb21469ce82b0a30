"""Actors, commands, facts, openings and terms of dossiers, drawn by Hypothesis."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from cchc.deadlines.policy import AfterSupplement, Apology, Policy
from cchc.model.actor import Actor, Role
from cchc.model.command import Command, CommandKind
from cchc.model.facts import Facts
from cchc.model.receipt import Channel
from cchc.model.time_limit import WorkingDays
from cchc.testing.cast import ELSEWHERE, HERE, Cast
from cchc.testing.needs_hypothesis import st
from cchc.testing.time_strategies import day_limits, limits, shift_cutoffs, working_days
from cchc.tracking.terms import Terms
from cchc.workflow.lifecycle import Opening
from cchc.workflow.one_stop_shop import editions

_KNOWN = st.sampled_from([True, True, True, False, None])
_WORDS = st.sampled_from(["", " ", "có"])
_POLICIES = (None, Policy(after_supplement=AfterSupplement.SUSPEND), Policy(max_extensions=1), Policy(apology=Apology.AFTER_EXPIRY))
STEPS = tuple(kind for kind in CommandKind if kind is not CommandKind.SUBMIT)
"""Every command of a dossier that is there."""


def casts() -> st.SearchStrategy[Cast]:
    """Return the agencies around a dossier: of one province, or of another."""
    return st.sampled_from([HERE, ELSEWHERE])


@cache
def actors(cast: Cast = HERE) -> st.SearchStrategy[Actor]:
    """Return anybody in any role: for an agency of ``cast``, for a stranger's, for none.

    >>> from hypothesis import find
    >>> find(actors(), lambda who: who.role is Role.SIGNATORY)
    Actor(role=<Role.SIGNATORY: 'signatory'>, agency='')
    """
    agencies = ["", cast.desk, cast.body, cast.asked, "H99"]
    return st.builds(Actor, st.just("x-1"), st.sampled_from(Role), st.sampled_from(agencies))


@cache
def contents(cast: Cast = HERE) -> st.SearchStrategy[dict[str, Any]]:
    """Return what a command may say, all of it or nothing, blank words among it."""
    return st.fixed_dictionaries(
        {
            "reasons": st.lists(_WORDS, max_size=2).map(tuple),
            "dossier_code": _WORDS,
            "agency": st.sampled_from(["", cast.desk, cast.body, cast.asked]),
            "assignee": _WORDS,
            "within": st.none() | working_days(10),
            "new_date": st.none() | st.just(date(2026, 12, 1)),
            "override": _WORDS,
            "result": _WORDS,
        }
    )


def command_kinds() -> st.SearchStrategy[CommandKind]:
    """Return every command but handing in."""
    return st.sampled_from(STEPS)


@st.composite
def commands(draw: st.DrawFn, at: st.SearchStrategy[datetime], cast: Cast = HERE) -> Command:
    """Return any command by anybody, saying anything: most are illegal anywhere.

    >>> from hypothesis import find
    >>> from cchc.testing.time_strategies import instants
    >>> find(commands(instants(date(2026, 3, 2), date(2026, 3, 2))), lambda one: True).kind.value
    'guide'
    """
    return Command(kind=draw(command_kinds()), by=draw(actors(cast)), at=draw(at), **draw(contents(cast)))


@st.composite
def careful_commands(draw: st.DrawFn, at: st.SearchStrategy[datetime], cast: Cast = HERE) -> Command:
    """Return commands by one who may, with all they must say: refused only for the state, the moment, the papers."""
    override = draw(st.sampled_from(["", "không làm đúng hướng dẫn"]))
    return cast.careful(draw(command_kinds()), draw(at), override=override)


def facts() -> st.SearchStrategy[Facts]:
    """Return the facts that guards ask for: known or not, holding or not.

    >>> from hypothesis import find
    >>> find(facts(), lambda known: known.complete is None).after_supplement
    'restart'
    """
    return st.builds(
        Facts,
        complete=_KNOWN,
        fee_paid=_KNOWN,
        instant=_KNOWN,
        return_open=_KNOWN,
        supplement_lapsed=_KNOWN,
        reply_lapsed=_KNOWN,
        apology_open=_KNOWN,
        after_supplement=st.sampled_from(["restart", "resume"]),
        fixed_after_supplement=st.none() | working_days(20),
        payment_suspends=st.booleans(),
        verification_excluded=st.booleans(),
        silence_consents=st.booleans(),
        terminates=st.booleans(),
    )


@st.composite
def openings(draw: st.DrawFn, name: str = "d-1", cast: Cast = HERE) -> Opening:
    """Return what new dossiers are about: the desk known or not, filed here or elsewhere."""
    procedure, receiving = draw(st.sampled_from(["1.004222", "2.002621"])), draw(st.sampled_from([cast.desk, ""]))
    return Opening(id=name, procedure=procedure, elsewhere=draw(st.booleans()), receiving=receiving)


def channels() -> st.SearchStrategy[Channel]:
    """Return the ways to hand in."""
    return st.sampled_from(Channel)


def terms(most_days: int = 20, most_hours: int = 16) -> st.SearchStrategy[Terms]:
    """Return what the law of a procedure may say about a dossier; what is left out follows the decree.

    >>> from hypothesis import find
    >>> find(terms(), lambda one: one.verification_excluded).limit
    WorkingDays(count=1, unit='working_day')
    """
    return st.builds(
        Terms,
        limit=working_days(most_days) | limits(most_days, most_hours),
        committed=st.none() | working_days(most_days),
        cutoff=st.none() | shift_cutoffs(),
        fee_is_condition=st.booleans(),
        instant=st.booleans(),
        supplement_within=st.none() | day_limits(15),
        fixed_after_supplement=st.none() | working_days(10),
        payment_suspends=st.booleans(),
        verification_excluded=st.booleans(),
        silence_consents=st.booleans(),
        terminates=st.booleans(),
        policy=st.sampled_from(_POLICIES),
    )


def days_of_receipt(most_days_in: int = 40) -> st.SearchStrategy[date]:
    """Return days around the first day of each dated version of the one-stop decrees, and on through ``most_days_in``.

    >>> from hypothesis import find
    >>> find(days_of_receipt(), lambda day: day.year > 2025).isoformat()
    '2026-07-01'
    """
    firsts = [date.fromisoformat(table.regime) for table in editions()]
    drawn = st.tuples(st.sampled_from(firsts), st.integers(-3, 0) | st.integers(0, most_days_in))
    return drawn.map(lambda pair: max(firsts[0], pair[0] + timedelta(days=pair[1])))


def plain_terms(days: int = 5) -> Terms:
    """Return the terms of a procedure of ``days`` working days whose law says nothing else."""
    return Terms(limit=WorkingDays(count=days))
