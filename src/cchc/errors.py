"""Every exception of the library, in one tree sorted by who must act.

What the law foresees is a value (a :class:`~cchc.model.clock_entry.Refusal`, a finding), never an exception. An
exception means that something should not have been asked, written or stored. Each one carries its facts as attributes;
its message says what was tried, what holds, and how to mend it. No message holds personal data.
"""

from __future__ import annotations

from datetime import date


class CchcError(Exception):
    """Root of the tree. ``code`` is a stable word for machines (JSON, HTTP); the message is for people.

    >>> CalendarCoverageError(date(2030, 1, 2), date(2010, 1, 1), date(2027, 12, 31)).code
    'calendar_coverage'
    """

    code = "cchc"


class UsageError(CchcError):
    """The caller must act: the call itself is wrong."""

    code = "usage"


class NaiveDatetimeError(UsageError):
    """An instant without a time zone: nobody can say which moment it is."""

    code = "naive_datetime"

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(
            f"{what} has no time zone; the law's clock is Asia/Ho_Chi_Minh: write datetime(..., tzinfo=VIETNAM_TIME) or an offset of +07:00"
        )


class OtherZoneError(UsageError):
    """An instant in another zone than Asia/Ho_Chi_Minh: converting is the caller's decision."""

    code = "other_zone"

    def __init__(self, what: str, offset: str) -> None:
        self.what = what
        self.offset = offset
        super().__init__(
            f"{what} is at offset {offset}, deadlines are counted in Asia/Ho_Chi_Minh (+07:00); "
            f"convert it first: value.astimezone(VIETNAM_TIME)"
        )


class LimitError(UsageError):
    """A time limit that says nothing, is negative, or is beyond what any law grants."""

    code = "limit"


class UnconfirmedLimitError(UsageError):
    """A published number whose unit nobody has confirmed: a bare "Ngày" may be working or calendar days."""

    code = "unconfirmed_limit"


class ChoiceError(UsageError):
    """A procedure has several limits and the call does not choose one; ``options`` lists them."""

    code = "choice"

    def __init__(self, message: str, options: tuple[str, ...]) -> None:
        self.options = options
        super().__init__(message)


class UnknownCodeError(UsageError):
    """No such code in the catalogue; ``near`` holds the codes that look like it."""

    code = "unknown_code"

    def __init__(self, kind: str, wanted: str, near: tuple[str, ...] = ()) -> None:
        self.kind = kind
        self.wanted = wanted
        self.near = near
        hint = f"; near matches: {', '.join(near)}" if near else "; list what is there, or load a catalogue that has it"
        super().__init__(f"no {kind} {wanted!r}{hint}")


class FeeError(UsageError):
    """A fee that cannot be computed: wording only, a scale that does not rise or ends too early."""

    code = "fee"


class ProcessError(UsageError):
    """A process that cannot be scheduled: a cycle, a step that waits for an unknown one, no time at all."""

    code = "process"


class InvalidIdentifierError(UsageError, ValueError):
    """A text that is not the identifier it was given as; ``broken`` holds the codes of the rules it breaks.

    A ``ValueError`` too, so that a validator of pydantic can raise it.
    """

    code = "invalid_identifier"

    def __init__(self, kind: str, tried: str, broken: tuple[str, ...], holds: tuple[str, ...], mend: str) -> None:
        self.kind = kind
        self.broken = broken
        super().__init__(f"{tried} is not a {kind}: {'; '.join(holds)}; {mend}")


class CatalogueFileError(UsageError):
    """A file of procedures or processes that cannot be read: which file, line and column (from 1; 0: not known), and what to mend."""

    code = "catalogue_file"

    def __init__(self, file: str, problem: str, line: int = 0, column: int = 0) -> None:
        self.file = file
        self.problem = problem
        self.line = line
        self.column = column
        place = ":".join([*([file] if file else []), *(str(number) for number in (line, column) if number)])
        super().__init__(f"{place}: {problem}" if place else problem)


class MissingFactError(UsageError):
    """A fact the rule needs was not given (the day the fee was paid, the event that starts the limit)."""

    code = "missing_fact"


class MissingExtraError(UsageError):
    """A part that needs an optional package which is not installed."""

    code = "missing_extra"

    def __init__(self, what: str, extra: str) -> None:
        self.extra = extra
        super().__init__(f"{what} needs an optional package; install it with: pip install cchc[{extra}]")


class LawError(CchcError):
    """The maintainer of the law data must act: a record is missing or wrong."""

    code = "law"


class CalendarCoverageError(LawError):
    """A day outside the years for which the official calendar is entered."""

    code = "calendar_coverage"

    def __init__(self, day: date | str, first: date, last: date) -> None:
        self.day = day
        self.first = first
        self.last = last
        super().__init__(
            f"the official working calendar does not reach {day} (it covers {first} to {last}); add the year's notice "
            f"as a file in the form of rulebook/holidays/<year>.toml (load_calendar(extra=[...])), or ask "
            f"forecast() for a provisional answer"
        )


class NotInForceError(LawError):
    """A rule was asked for on a day on which it was not in force."""

    code = "not_in_force"


class RulebookError(LawError):
    """A record of law data is wrong: which file, which key, what was expected."""

    code = "rulebook"

    def __init__(self, where: str, problem: str) -> None:
        self.where = where
        self.problem = problem
        super().__init__(f"{where}: {problem}")


class CalendarConflictError(RulebookError):
    """Two entries claim one day in one layer, or a make-up working day falls on a statutory holiday."""

    code = "calendar_conflict"


class UnknownIssueDateError(LawError):
    """What was known on a day cannot be told, because an act's issue date is unknown or approximate."""

    code = "unknown_issue_date"

    def __init__(self, day: date, acts: tuple[str, ...]) -> None:
        self.day = day
        self.acts = acts
        super().__init__(
            f"what was known on {day} cannot be told: the issue date is unknown or approximate for "
            f"{'; '.join(acts)}; enter the exact date (`issued`) of the act, or ask for another day"
        )


class OfficeHoursError(LawError):
    """Office hours that never open, overlap, or are not times of day."""

    code = "office_hours"


class HistoryError(UsageError):
    """A history that cannot be folded: a gap or a fork, an event that does not follow, another dossier's, a forged one."""

    code = "history"

    def __init__(self, dossier: str, sequence: int, problem: str) -> None:
        self.dossier = dossier
        self.sequence = sequence
        self.problem = problem
        super().__init__(f"event {sequence} of dossier {dossier[:80]!r}: {problem}")


class TableError(LawError):
    """A table of the dossier's life that does not hold together; ``faults`` lists everything wrong with it."""

    code = "table"

    def __init__(self, regime: str, faults: tuple[str, ...]) -> None:
        self.regime = regime
        self.faults = faults
        super().__init__(f"the table of {regime} does not hold: {'; '.join(faults)}")


class ProofError(UsageError):
    """A proof that cannot be checked as asked (read from JSON without the calendar it names)."""

    code = "proof"


class LedgerError(UsageError):
    """A clock ledger that cannot be trusted: a gap or a fork in its sequence, or one id with two contents."""

    code = "ledger"
