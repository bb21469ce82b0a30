"""The clock as a ledger: entries folded by when they happened into what runs, since when, around which intervals.

Delivery order and repetition change nothing: entries are told apart by ``id``, ordered by ``occurred_at`` and then by
``sequence``. An entry the law does not allow is a :class:`~cchc.model.clock_entry.Refusal`; the rest of the ledger
stands. What happened is kept apart from when it was written down: fold with ``known_at`` to see what was known then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from cchc.deadlines.clock_state import ClockState, is_late, last_day_to_apologise
from cchc.deadlines.course import Course, DayLeg, Frame, Gap, HourLeg, run, united
from cchc.deadlines.policy import Apology, Regime
from cchc.errors import LedgerError
from cchc.legal import LegalBasis
from cchc.model.clock_entry import (
    ClockEntry,
    Close,
    Exclude,
    ExtendBy,
    ExtendTo,
    FixedLimit,
    Gate,
    GateMet,
    Reappoint,
    Refusal,
    RefusalReason,
    Restart,
    Resume,
    Settle,
    ShiftStart,
    Stage,
    Suspend,
    Terminate,
)
from cchc.model.instant import VIETNAM_TIME
from cchc.model.time_limit import MOST_PARTS, CompoundLimit, DayPart, Immediate, SameDay, TimeLimit, runs_on_hours

_MOST_ENTRIES = 10_000


@dataclass(frozen=True, slots=True)
class Round:
    """One run of the clock: from where, with which limit; a restart or a fixed limit begins the next one.

    ``due`` is what the round came to; ``None`` in the current one, whose due is the deadline's.
    """

    start: datetime
    limit: TimeLimit
    due: date | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StageDue:
    """A stage with the day or instant it is due; ``None`` while it waits for its own start."""

    name: str
    limit: TimeLimit
    start: datetime | None = None
    due: date | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fold:
    """What a ledger comes to: the state of the clock and everything its due date is computed from."""

    state: ClockState
    since: datetime | None
    basis: tuple[LegalBasis, ...] = ()
    rounds: tuple[Round, ...] = ()
    gaps: tuple[Gap, ...] = ()
    course: Course | None = None
    stages: tuple[StageDue, ...] = ()
    reappointed: date | None = None
    ended_at: datetime | None = None
    first_breach: datetime | None = None
    refusals: tuple[Refusal, ...] = ()
    waits_for: tuple[str, ...] = ()
    legs: tuple[DayLeg | HourLeg, ...] = ()
    set_off: datetime | None = None
    applied: tuple[str, ...] = ()
    stood_since: datetime | None = None
    """Since when a clock that stands, or that ended standing, has stood without a break."""


def in_order(entries: Iterable[ClockEntry], known_at: datetime | None = None) -> tuple[ClockEntry, ...]:
    """Return the entries once each, in the order in which they happened; only those recorded by ``known_at`` if given.

    Raises:
        LedgerError: one id with two contents, two entries with one sequence number, a gap in the numbers, or more than
            10,000 entries.
    """
    by_id: dict[str, ClockEntry] = {}
    for entry in entries:
        if by_id.setdefault(entry.id, entry) != entry:
            raise LedgerError(f"entry {entry.id!r} is there twice with different contents; a correction is a new entry with a new id")
        if len(by_id) > _MOST_ENTRIES:
            raise LedgerError(f"a ledger of more than {_MOST_ENTRIES} entries is no dossier's")
    numbers = sorted(entry.sequence for entry in by_id.values())
    if numbers != list(range(1, len(numbers) + 1)):
        raise LedgerError(f"the sequence of the ledger has a gap or a fork: {numbers[:20]}; it must be 1, 2, 3, …")
    known = (entry for entry in by_id.values() if known_at is None or (entry.recorded_at or entry.occurred_at) <= known_at)
    return tuple(sorted(known, key=lambda entry: (entry.occurred_at, entry.sequence)))


def fold(
    limit: TimeLimit, start: datetime | None, received_at: datetime, entries: Sequence[ClockEntry], frame: Frame, regime: Regime
) -> Fold:
    """Return what the ordered ``entries`` make of a clock of ``limit`` that starts at ``start``.

    Costs a few microseconds an entry; nothing depends on the length of the limit.
    """
    clock = _Clock(limit, start, frame, regime)
    clock.gaps = list(_excluded(entries, received_at))
    for entry in entries:
        reason = RefusalReason.BEFORE_RECEIPT if entry.occurred_at < received_at else clock.take(entry)
        if reason is None:
            clock.applied.append(entry.id)
        else:
            basis = (regime.reappoint_basis,) if isinstance(entry, Reappoint) else entry.basis or (regime.start_basis,)
            clock.refusals.append(Refusal(entry_id=entry.id, reason=reason, basis=basis))
    return clock.result()


def _excluded(entries: Sequence[ClockEntry], received_at: datetime) -> Iterator[Gap]:
    """The intervals excluded between the receipt and the end: one that is refused excludes nothing."""
    for entry in entries:
        if entry.occurred_at < received_at:
            continue
        if isinstance(entry, Exclude):
            yield Gap(entry.since, entry.until)
        elif isinstance(entry, Settle | Close | Terminate):
            return


@dataclass(slots=True)
class _Clock:
    """The accumulator of one fold; thrown away after it."""

    limit: TimeLimit
    start: datetime | None
    frame: Frame
    regime: Regime
    first_limit: TimeLimit = field(init=False)
    gaps: list[Gap] = field(default_factory=list[Gap])
    rounds: list[Round] = field(default_factory=list[Round])
    gates: dict[str, datetime | None] = field(default_factory=dict[str, "datetime | None"])
    stages: list[Stage] = field(default_factory=list[Stage])
    refusals: list[Refusal] = field(default_factory=list[Refusal])
    applied: list[str] = field(default_factory=list[str])
    suspended: Suspend | None = None
    ended: ClockEntry | None = None
    reappointed: date | None = None
    reappointments: int = 0
    extensions: int = 0
    first_breach: datetime | None = None
    stood_since: datetime | None = None

    def __post_init__(self) -> None:
        self.first_limit = self.limit

    def begun(self) -> datetime | None:
        """When the current round began, cut-offs included; ``None`` while a gate is shut."""
        at = self.set_off()
        return self.frame.begin(at) if at is not None else None

    def set_off(self) -> datetime | None:
        """What set the current round off: the latest of its start and its gates; ``None`` while one is shut."""
        if self.start is None:
            return None
        latest = self.start
        for met in self.gates.values():
            if met is None:
                return None
            latest = max(latest, met)
        return latest

    def course(self) -> Course | None:
        """How the current round runs as things stand; ``None`` while the clock is suspended or has not begun."""
        begun = self.begun()
        if begun is None or self.suspended is not None:
            return None
        return run(self.limit, begun, united(self.gaps), self.frame)

    def take(self, entry: ClockEntry) -> RefusalReason | None:
        """Take the entry, or return why not; a refused entry changes nothing."""
        if self.ended is not None:
            return RefusalReason.AFTER_END
        match entry:
            case ShiftStart() | Gate() | GateMet():
                return self._begin(entry)
            case Suspend():
                return self._suspend(entry)
            case Resume():
                return self._resume(entry.occurred_at)
            case Restart() | FixedLimit():
                self._new_round(self.first_limit if isinstance(entry, Restart) else entry.limit, entry.occurred_at)
            case ExtendBy() | ExtendTo():
                return self._extend(entry)
            case Reappoint():
                return self._reappoint(entry)
            case Stage():
                self.stages.append(entry)
            case Settle() | Close() | Terminate():
                self._note_breach(entry.occurred_at)
                self.stood_since = self.standing_since()
                self._resume(entry.occurred_at)
                self.ended = entry
            case _:
                pass  # Exclude, gathered before the fold: an interval counts from when it happened, however late it is known
        return None

    def _begin(self, entry: ShiftStart | Gate | GateMet) -> RefusalReason | None:
        if isinstance(entry, ShiftStart):
            self.start = entry.to
        elif isinstance(entry, Gate):
            begun = self.begun()
            if begun is not None and entry.occurred_at > begun:
                return RefusalReason.GATE_TOO_LATE
            self.gates.setdefault(entry.condition, None)
        elif entry.condition not in self.gates:
            return RefusalReason.GATE_UNKNOWN
        else:
            self.gates[entry.condition] = self.gates[entry.condition] or entry.occurred_at
        return None

    def _suspend(self, entry: Suspend) -> RefusalReason | None:
        if self.suspended is not None:
            return RefusalReason.ALREADY_SUSPENDED
        if self.begun() is None:
            return RefusalReason.NOT_STARTED
        self.suspended = entry
        return None

    def _resume(self, at: datetime) -> RefusalReason | None:
        if self.suspended is None:
            return RefusalReason.NOTHING_TO_RESUME
        self.gaps.append(Gap(self.suspended.occurred_at, at))
        self.suspended = None
        return None

    def _new_round(self, limit: TimeLimit, at: datetime) -> None:
        begun = self.begun()
        if begun is not None:
            self._note_breach(at)
            course = run(self.limit, begun, united(self.gaps), self.frame)
            self.rounds.append(Round(begun, self.limit, course.due, course.due_at))
        if self.suspended is not None:
            self._resume(at)
        self.limit, self.start = limit, at
        self.gates.clear()
        self.stages.clear()
        self.extensions, self.reappointed = 0, None

    def _note_breach(self, now: datetime) -> None:
        if self.first_breach is not None:
            return
        course = run(self.limit, begun, united(self.gaps), self.frame) if (begun := self.begun()) is not None else None
        if course is not None and is_late(self.standing_since() or now, course):
            self.first_breach = course.breach_at

    def standing_since(self) -> datetime | None:
        """Since when the clock has stood without a break; ``None`` while it runs."""
        if self.suspended is None:
            return None
        noted = self.suspended.occurred_at
        return next((gap.since for gap in united(self.gaps) if gap.since < noted <= gap.until), noted)

    def _extend(self, entry: ExtendBy | ExtendTo) -> RefusalReason | None:
        policy = self.frame.policy
        if policy.max_extensions is not None and self.extensions >= policy.max_extensions:
            return RefusalReason.EXTENSION_COUNT
        if runs_on_hours(entry.limit) != runs_on_hours(self.limit):
            return RefusalReason.UNIT_MISMATCH
        course = self.course()
        if policy.extension_after_breach_refused and course is not None and is_late(entry.occurred_at, course):
            return RefusalReason.EXTENSION_AFTER_BREACH
        total = sum_of(self.limit, entry.limit) if isinstance(entry, ExtendBy) else entry.limit
        if total is None:
            return RefusalReason.UNIT_MISMATCH
        if policy.extension_longer_than_term_refused and not _at_most_doubles(self.first_limit, total):
            return RefusalReason.EXTENSION_TOO_LONG
        self.limit = total
        self.extensions += 1
        return None

    def _reappoint(self, entry: Reappoint) -> RefusalReason | None:
        if self.reappointments >= self.frame.policy.max_reappointments:
            return RefusalReason.REAPPOINT_COUNT
        course = self.course()
        if course is None:
            return RefusalReason.NOT_STARTED if self.suspended is None else RefusalReason.ALREADY_SUSPENDED
        day, policy = entry.occurred_at.date(), self.frame.policy
        if policy.apology is Apology.AFTER_EXPIRY and not is_late(entry.occurred_at, course):
            return RefusalReason.REAPPOINT_TOO_EARLY
        if policy.apology is Apology.BEFORE_DUE and day > last_day_to_apologise(course.due, policy.apology_lead):
            return RefusalReason.REAPPOINT_TOO_LATE
        if entry.to <= course.due:
            return RefusalReason.REAPPOINT_BACKWARDS
        self.reappointed = entry.to
        self.reappointments += 1
        return None

    def result(self) -> Fold:
        begun = self.begun()
        gaps = united(self.gaps)
        course = run(self.limit, begun, gaps, self.frame) if begun is not None else None
        stages = self._stages(course, gaps)
        legs = course.legs if course is not None else ()
        if stages:
            course = stages[-1][1]
            legs = tuple(leg for _, one in stages if one is not None for leg in one.legs)
        state, since, basis = self._state(begun)
        rounds = (*self.rounds, Round(begun, self.limit)) if begun is not None else tuple(self.rounds)
        return Fold(
            state,
            since,
            basis,
            rounds,
            gaps,
            course if self.suspended is None else None,
            tuple(stage for stage, _ in stages),
            self.reappointed,
            self.ended.occurred_at if self.ended else None,
            self.first_breach,
            tuple(self.refusals),
            tuple(condition for condition, met in self.gates.items() if met is None),
            legs,
            self.set_off(),
            tuple(self.applied),
            self.standing_since() or self.stood_since,
        )

    def _state(self, begun: datetime | None) -> tuple[ClockState, datetime | None, tuple[LegalBasis, ...]]:
        if self.ended is not None:
            return ClockState.ENDED, self.ended.occurred_at, self.ended.basis
        if begun is None:
            return ClockState.NOT_STARTED, None, (self.regime.start_basis,)
        if self.suspended is not None:
            return ClockState.SUSPENDED, self.suspended.occurred_at, self.suspended.basis or (self.regime.supplement_basis,)
        return ClockState.RUNNING, begun, (self.regime.start_basis,)

    def _stages(self, course: Course | None, gaps: tuple[Gap, ...]) -> list[tuple[StageDue, Course | None]]:
        """Each further stage runs from the end of the one before, or from its own start."""
        if not self.stages or course is None:
            return []
        begun = self.begun()
        done: list[tuple[StageDue, Course | None]] = [(StageDue("", self.limit, begun, course.due, course.due_at), course)]
        before: Course | None = course
        for stage in self.stages:
            start = stage.starts_at
            if start is None and before is not None:
                start = before.due_at or datetime(before.due.year, before.due.month, before.due.day, tzinfo=VIETNAM_TIME)
            before = run(stage.limit, start, gaps, self.frame) if start is not None else None
            done.append(
                (StageDue(stage.name, stage.limit, start, before.due if before else None, before.due_at if before else None), before)
            )
        return done


def sum_of(limit: TimeLimit, more: TimeLimit) -> TimeLimit | None:
    """Return both limits added, unit by unit; ``None`` when they cannot be added, or need more units than one limit has.

    >>> from cchc import WorkingDays
    >>> sum_of(WorkingDays(count=3), WorkingDays(count=5))
    WorkingDays(count=8, unit='working_day')
    """
    if isinstance(limit, SameDay | Immediate):
        return None if runs_on_hours(more) else more
    if limit.unit == more.unit and not isinstance(limit, CompoundLimit):
        counted = getattr(limit, "count", None)
        return None if counted is None else replace(limit, count=counted + getattr(more, "count", 0))
    parts: dict[str, DayPart] = {}
    for one in (limit, more):
        for part in one.parts if isinstance(one, CompoundLimit) else (one,):
            if not isinstance(part, DayPart) or runs_on_hours(part):
                return None
            known = parts.get(part.unit)
            parts[part.unit] = part if known is None else replace(part, count=known.count + part.count)
    if len(parts) > MOST_PARTS:
        return None
    return CompoundLimit(parts=tuple(parts.values())) if len(parts) > 1 else next(iter(parts.values()))


def _at_most_doubles(first: TimeLimit, total: TimeLimit) -> bool:
    """Whether ``total`` adds no more than the first term to it; other units than the first term's are not compared."""
    granted, reached = getattr(first, "count", None), getattr(total, "count", None)
    return granted is None or reached is None or first.unit != total.unit or reached <= 2 * granted
