"""The columns of a table of clocks: which are read, of which types, which may be left out, and what is added to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from cchc.bulk.column import ColumnError
from cchc.deadlines.bulk.units import UNITS
from cchc.errors import UsageError
from cchc.model.instant import vietnam_instant


@dataclass(frozen=True, slots=True)
class ColumnForm:
    """One column: its name, its types in the words of Arrow, whether it may be left out, and what it says."""

    name: str
    types: str
    optional: bool
    says: str


COLUMNS = (
    ColumnForm("start", "timestamp, date32", optional=False, says="when the clock starts; an instant for limits in hours"),
    ColumnForm("amount", "int8 … uint64", optional=True, says="the whole number of the limit; else one for all rows (`amount`)"),
    ColumnForm("unit", "string, dictionary", optional=True, says="its unit; else one for all rows (`unit`)"),
    ColumnForm("calendar", "string, dictionary", optional=True, says="whose calendar and hours; null is the one without a name"),
    ColumnForm("pauses", "list<struct<since, until>>", optional=True, says="when the clock stood still; a null until has not ended"),
    ColumnForm("pause_since", "list<timestamp>, list<date32>", optional=True, says="the same as two columns, in place of `pauses`"),
    ColumnForm("pause_until", "list<timestamp>, list<date32>", optional=True, says="as long as `pause_since` in every row"),
    ColumnForm("ended", "timestamp, date32", optional=True, says="when the dossier was settled; null while it is not"),
)
"""What is read of a table; every other column goes through untouched."""

ANSWERS = (
    ColumnForm("due", "date32", optional=False, says="the last day; null while nothing is due, and where there is no answer"),
    ColumnForm("due_at", "timestamp[us, Asia/Ho_Chi_Minh]", optional=False, says="the last instant of a limit in hours; else null"),
    ColumnForm("state", "dictionary<string>", optional=False, says="`not_started`, `running`, `suspended` or `ended`"),
    ColumnForm(
        "timing",
        "dictionary<string>",
        optional=True,
        says="at `now`, or at its end: `early`, `on_time`, `late`, or `none`",
    ),
    ColumnForm("late", "int64", optional=True, says="how late: days of the limit's kind, or minutes begun of its hours; 0 in time"),
    ColumnForm("remaining", "int64", optional=True, says="what is left: days of the limit's kind, or full minutes of its hours"),
    ColumnForm("breached_at", "timestamp[us, Asia/Ho_Chi_Minh]", optional=True, says="the first instant that was late"),
    ColumnForm("provisional", "bool", optional=True, says="whether the due day lies beyond the announced years, on a forecast"),
    ColumnForm("reason", "dictionary<string>", optional=False, says="`answered`, or why there is no answer"),
)
"""What is added: from `timing` to `breached_at` where a `now` is given, `provisional` where the calendar goes on as a forecast."""

OF_NOW = ("timing", "late", "remaining", "breached_at")
"""The answers that depend on the moment of reading."""
_READ = frozenset(one.name for one in COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkOptions:
    """How a table is asked.

    Attributes:
        amount: the amount of every row, where the table has no such column.
        unit: the unit of every row, likewise; one of :data:`~cchc.deadlines.bulk.units.UNITS`.
        now: the instant of the reading; without it the columns of :data:`OF_NOW` are left out.
        names: the caller's names of columns, by ours: ``{"start": "ngay_tiep_nhan"}``.
        prefix: what stands before the names of the answers, so that a table can be asked twice.
        forecast_since: from which day on a due date is provisional; ``None`` on an official calendar.

    Raises:
        UsageError: an unknown unit or name, or a negative amount.
        NaiveDatetimeError, OtherZoneError: ``now`` is no instant of Vietnam's time.
    """

    amount: int | None = None
    unit: str | None = None
    now: datetime | None = None
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    prefix: str = ""
    forecast_since: date | None = None

    def __post_init__(self) -> None:
        if self.unit is not None and self.unit not in UNITS:
            raise UsageError(f"{self.unit[:40]!r} is no unit; write one of {', '.join(UNITS)}")
        if self.amount is not None and self.amount < 0:
            raise UsageError(f"an amount of {self.amount} is no time limit; write a whole number from 0")
        unknown = sorted(self.names.keys() - _READ)
        if unknown:
            raise UsageError(f"{unknown[0][:40]!r} is no column that is read; the columns are {', '.join(one.name for one in COLUMNS)}")
        if self.now is not None:
            vietnam_instant(self.now, "now")

    def name_of(self, column: str) -> str:
        """Return what the caller calls ``column``."""
        return self.names.get(column, column)

    @property
    def answers(self) -> tuple[str, ...]:
        """The names of the columns that are added, in order."""
        left_out = set(OF_NOW) if self.now is None else set[str]()
        left_out |= {"provisional"} if self.forecast_since is None else set()
        return tuple(self.prefix + one.name for one in ANSWERS if one.name not in left_out)


def check_names(table: Iterable[str], options: BulkOptions, answers: Iterable[str] | None = None) -> tuple[str, ...]:
    """Return which columns of ``table`` are read, by our names; ``answers`` are the names to be added, where they are others.

    Raises:
        ColumnError: one is missing or stands twice, or an answer would take the name of one that is there.

    >>> check_names(["code", "ngay_nhan", "amount"], BulkOptions(unit="working_day", names={"start": "ngay_nhan"}))
    ('start', 'amount')
    """
    there = list(table)
    read = tuple(one.name for one in COLUMNS if options.name_of(one.name) in there)
    for name in (options.name_of(one) for one in options.names.keys() | {"start"}):
        if name not in there:
            raise ColumnError(f"the table has no column {name!r}; it has {', '.join(there[:30])}. {_MEND_NAMES}")
    for name, given in (("amount", options.amount), ("unit", options.unit)):
        if name not in read and given is None and not (name == "amount" and options.unit in ("same_day", "immediate")):
            raise ColumnError(
                f"the table has no column {options.name_of(name)!r}; name the column that holds it, or give one {name} for all rows"
            )
    if ("pause_since" in read) != ("pause_until" in read):
        raise ColumnError("pauses need both columns, pause_since and pause_until; a pause that has not ended has a null in the second")
    if "pauses" in read and "pause_since" in read:
        raise ColumnError("the table has pauses twice, as pauses and as pause_since; leave one out")
    twice = [name for name in (options.name_of(one) for one in read) if there.count(name) > 1]
    if twice:
        raise ColumnError(f"the table has the column {twice[0]!r} {there.count(twice[0])} times; rename one")
    taken = [name for name in (options.answers if answers is None else answers) if name in there]
    if taken:
        raise ColumnError(f"the table has a column {taken[0]!r} already, which an answer would take; rename it, or give a prefix")
    return read


_MEND_NAMES = "Rename it, or say which column holds it (names={'start': '…'}; on the command line --column start=…)"
