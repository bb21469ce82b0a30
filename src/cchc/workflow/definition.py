"""A row says one step of a dossier's life; a table is the rows of one regime, checked when it is built."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from cchc.errors import TableError
from cchc.legal import LegalBasis, Validity
from cchc.model.actor import Role
from cchc.model.command import CommandKind
from cchc.model.dossier_state import END_STATES, NATIONAL_STATUS, State
from cchc.model.form import EDITIONS, FormKey
from cchc.model.labels import LabelledEnum
from cchc.model.time_limit import TimeLimit
from cchc.workflow.guards import Guard


class ClockEffect(LabelledEnum):
    """What a step does to the clock (tác động đến thời hạn)."""

    NONE = "none", "Không tác động", "Nothing"
    START = "start", "Bắt đầu tính", "It starts"
    SUSPEND = "suspend", "Tạm dừng", "It is suspended"
    SUSPEND_IF_LAW_SAYS = "suspend_if_law_says", "Tạm dừng nếu quy định của thủ tục nói vậy", "Suspended where the procedure's law says so"
    RESUME = "resume", "Tính tiếp", "It goes on"
    AS_PROCEDURE_SAYS = (
        "as_procedure_says",
        "Tính lại, tính tiếp hoặc thời hạn mới",
        "Restart, resume or a fixed limit, as the procedure says",
    )
    REAPPOINT = "reappoint", "Hẹn lại, không đổi thời hạn luật định", "A new date; the statutory limit stays"
    SETTLE = "settle", "Kết thúc giải quyết", "Settlement ends"
    CLOSE = "close", "Đóng hồ sơ", "The dossier is closed"
    TERMINATE = "terminate", "Chấm dứt", "It ends; another application is needed"


PAUSES = frozenset({ClockEffect.SUSPEND, ClockEffect.SUSPEND_IF_LAW_SAYS})
ENDS = frozenset({ClockEffect.SETTLE, ClockEffect.CLOSE, ClockEffect.TERMINATE})
GOES_ON = frozenset({ClockEffect.RESUME, ClockEffect.AS_PROCEDURE_SAYS}) | ENDS


@dataclass(frozen=True, slots=True)
class OfficeTime:
    """The time the law gives the office for a step (thời hạn của cơ quan), from when the step became possible.

    ``limit`` is ``None`` where the text says "at once" or names no number; ``wording`` is what it says. ``from_receipt``:
    it runs from the receipt of the dossier instead.
    """

    limit: TimeLimit | None
    basis: tuple[LegalBasis, ...]
    wording: str = ""
    from_receipt: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One step: from a state (``None``: the dossier does not exist yet), by a command, to a state.

    Who may take it, which guards must hold, which form it issues, what it does to the clock, by which law; and from when
    to when, by the day of receipt.
    """

    source: State | None
    command: CommandKind
    target: State
    who: tuple[Role, ...]
    basis: tuple[LegalBasis, ...]
    validity: Validity
    guards: tuple[Guard, ...] = ()
    form: FormKey | None = None
    clock: ClockEffect = ClockEffect.NONE
    office_time: OfficeTime | None = None
    note: str = ""

    @property
    def name(self) -> str:
        """The row in short, for messages and ids."""
        return f"{self.source.value if self.source else '-'} --{self.command.value}--> {self.target.value}"

    @property
    def unverified(self) -> bool:
        """Whether its law is known at second hand only."""
        return all(one.unverified for one in self.basis)


class Table:
    """The rows of one regime, each found by state and command; building one checks it whole.

    Raises:
        TableError: a fault of the table; the message lists every one.
    """

    __slots__ = ("_by_start", "regime", "rows", "states")

    def __init__(self, regime: str, rows: Iterable[Row]) -> None:
        self.regime = regime
        self.rows = tuple(rows)
        self.states = tuple(state for state in State if any(state in (row.source, row.target) for row in self.rows))
        faults = tuple(_faults(self.rows))
        if faults:
            raise TableError(regime, faults)
        self._by_start = MappingProxyType({(row.source, row.command): row for row in self.rows})

    def find(self, source: State | None, command: CommandKind) -> Row | None:
        """Return the row that starts in ``source`` with ``command``, if there is one."""
        return self._by_start.get((source, command))

    def leaving(self, source: State | None) -> tuple[Row, ...]:
        """Return the rows that start in ``source``, in the order of the table."""
        return tuple(row for row in self.rows if row.source is source)


def rows_on(rows: Iterable[Row], day: date) -> tuple[Row, ...]:
    """Return the rows in force for a dossier received on ``day``."""
    return tuple(row for row in rows if row.validity.covers(day))


def _faults(rows: tuple[Row, ...]) -> Iterator[str]:
    starts: defaultdict[tuple[State | None, CommandKind], list[Row]] = defaultdict(list)
    for row in rows:
        starts[row.source, row.command].append(row)
        if not row.basis:
            yield f"{row.name} has no legal basis"
        if not row.who:
            yield f"{row.name} may be taken by nobody"
        if row.form is not None and not any(one.key is row.form and _overlap(one.validity, row.validity) for one in EDITIONS):
            yield f"{row.name} issues the form {row.form.value}, of which no edition is entered for its time"
    for same in starts.values():
        if len(same) > 1:
            yield f"{len(same)} rows start alike: {same[0].name} and {same[1].name}"
    reached, left = _closure(rows, backwards=False), _closure(rows, backwards=True)
    for state in {state for row in rows for state in (row.source, row.target) if state is not None}:
        if state not in reached:
            yield f"{state.value} is never reached"
        if state not in left:
            yield f"{state.value} is no end, and nothing that leaves it leads to one"
        if state not in NATIONAL_STATUS:
            yield f"{state.value} has no national status"
    for row in rows:
        if row.clock in PAUSES and not any(other.clock in GOES_ON for other in rows if other.source is row.target):
            yield f"{row.name} pauses the clock, and nothing that leaves {row.target.value} sets it going or ends it"


def _overlap(one: Validity, other: Validity) -> bool:
    latest_start = max(one.since or date.min, other.since or date.min)
    return latest_start <= min(one.until or date.max, other.until or date.max)


def _closure(rows: tuple[Row, ...], *, backwards: bool) -> set[State]:
    """The states that can be reached from the beginning, or from which an end can be reached."""
    found = set(END_STATES) if backwards else {row.target for row in rows if row.source is None}
    while True:
        more = (
            {row.source for row in rows if row.target in found and row.source is not None}
            if backwards
            else {row.target for row in rows if row.source in found}
        )
        if more <= found:
            return found
        found |= more
