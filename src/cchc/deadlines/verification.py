"""Recompute a proof and say where it does not hold."""

from __future__ import annotations

from dataclasses import dataclass

from cchc.deadlines.deadline import due
from cchc.deadlines.proof import Proof, ProofRow
from cchc.deadlines.working_calendar import DayTable, ForecastCalendar, WorkingCalendar
from cchc.errors import CchcError, ProofError


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether a proof holds; true when it does. ``faults`` says, one by one, what differs from the recomputation."""

    faults: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether the proof holds."""
        return not self.faults


def verify(proof: Proof, calendar: WorkingCalendar | ForecastCalendar | None = None) -> Verification:
    """Return whether ``proof`` comes out again when its question is asked anew; every difference is listed.

    Args:
        proof: a proof made here or read from JSON.
        calendar: the calendar of the version the proof names; may be left out in the process that made the proof.

    Raises:
        ProofError: no calendar was given for a proof read from JSON.

    >>> from datetime import datetime
    >>> from cchc import VIETNAM_TIME, WorkingDays, load_calendar, load_regimes
    >>> received = datetime(2026, 2, 12, 15, 40, tzinfo=VIETNAM_TIME)
    >>> proof = due(WorkingDays(count=3), received, load_calendar(), load_regimes()).proof
    >>> bool(verify(proof))
    True
    >>> altered = proof.model_copy(update={"rows": proof.rows[:-1]})
    >>> verify(altered, load_calendar()).faults
    ('rows: 12 in the proof, 13 recomputed',)
    """
    table: DayTable | None = calendar if calendar is not None else proof.table
    if not isinstance(table, WorkingCalendar | ForecastCalendar):
        raise ProofError(f"this proof was read from JSON; give the calendar of version {proof.calendar}: verify(proof, calendar)")
    try:
        again = due(
            proof.limit,
            proof.receipt,
            table,
            proof.regime,
            start=proof.start,
            cutoff=proof.cutoff,
            not_at_once=proof.not_at_once,
            entries=proof.entries,
            office=proof.office.hours(),
            policy=proof.policy,
        ).proof
    except CchcError as error:
        return Verification((f"the question cannot be answered: {error}",))
    return Verification(tuple(_differences(proof, again)))


def _differences(proof: Proof, again: Proof) -> list[str]:
    faults = [
        f"{name}: {getattr(proof, name)} in the proof, {getattr(again, name)} recomputed"
        for name in ("calendar", "clock", "started_at", "due", "due_at")
        if getattr(proof, name) != getattr(again, name)
    ]
    if len(proof.rows) != len(again.rows):
        faults.append(f"rows: {len(proof.rows)} in the proof, {len(again.rows)} recomputed")
    faults += [
        f"{mine.day}: {_row(mine)} in the proof, {_row(its)} recomputed"
        for mine, its in zip(proof.rows, again.rows, strict=False)
        if mine != its
    ]
    if proof.rules != again.rules:
        faults.append("rules: other rules or citations than recomputed")
    return faults


def _row(row: ProofRow) -> str:
    """The facts of a row that a person compares."""
    return (
        f"{'counted' if row.counted else 'not counted'}, {row.kind.value}, {row.reason.value}, no. {row.number}, {row.act}, {row.minutes}"
    )
