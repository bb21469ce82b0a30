"""Published records of the national portal (Cổng Dịch vụ công quốc gia), read as far as a deadline needs them.

The input is JSON Lines, plain or gzip, one procedure a line. Every line is answered, in order: by a procedure with
what was noticed about it, or by the reason why it cannot be read. Bad content never raises.

The record is kept as it is printed and only read where it is plain. A bare "Ngày" or "Giờ", a unit nobody knows and an
amount that is no exact number stay unconfirmed: the engine refuses to count with them. Where one channel prints several
limits, the channel was used for cases; they are numbered "1", "2", … as they are printed, and the caller must choose.
Where only the channels differ, the case is named by its channels ("online", "counter+post"). A record says nothing of
the start of its limit, so that is the receipt.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, FailFast, Field, ValidationError

from cchc.errors import LimitError, UsageError
from cchc.model.procedure import Level, Procedure, ProcedureLimit, PublishedLimit, UnconfirmedLimit
from cchc.model.receipt import Channel
from cchc.model.time_limit import Months, TimeLimit, WorkingDays, exact_amount
from cchc.rulebook.procedures import Catalogue

PortalSource: TypeAlias = str | Path | Iterable[bytes | str]
"""Where records come from: the path of a file (gzip when its name ends in ``.gz``), or the lines themselves."""

LONGEST_LINE = 1_000_000
"""The most bytes one record may have; the longest published one has about 75,000."""

LARGEST_FILE = 300_000_000
"""The most bytes a file may hold once unpacked: far more than every procedure of the country."""

MOST_LINES = 200_000
"""The most lines that are answered, so that a file of nothing but line ends does not occupy the reader for hours."""

RejectionCode: TypeAlias = Literal[
    "too_long", "encoding", "json", "too_deep", "not_object", "wrong_type", "duplicate_code", "gzip", "too_large", "unreadable"
]
"""Why a line is no record. The last three end the reading: what follows in the file is not known."""

FindingCode: TypeAlias = Literal[
    "no_limit", "bad_amount", "unknown_unit", "unknown_channel", "unknown_level", "several_limits", "differs_by_channel"
]
"""What is noticed about a record that was read."""


@dataclass(frozen=True, slots=True)
class RejectedLine:
    """A line that gave no procedure: its number from 1, a word for machines, a sentence for people."""

    line: int
    code: RejectionCode
    message: str


@dataclass(frozen=True, slots=True)
class PortalFinding:
    """Something a person should know about a record: a word for machines, a sentence, and where it was seen."""

    code: FindingCode
    message: str
    line: int
    procedure: str


@dataclass(frozen=True, slots=True)
class PortalProcedure:
    """A record that was read: the procedure, and what was noticed about it."""

    line: int
    procedure: Procedure
    findings: tuple[PortalFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class PortalImport:
    """A whole file of records as a catalogue, with every line that is not in it and every finding."""

    catalogue: Catalogue
    rejected: tuple[RejectedLine, ...]
    findings: tuple[PortalFinding, ...]

    @property
    def procedures(self) -> int:
        """How many procedures the catalogue has."""
        return len(self.catalogue.codes)

    @property
    def confirmed(self) -> int:
        """How many of their limits can be counted with."""
        return sum(limit.limit is not None for limit in self._limits())

    @property
    def unconfirmed(self) -> int:
        """How many wait for somebody to confirm the unit."""
        return sum(limit.limit is None for limit in self._limits())

    def _limits(self) -> Iterator[ProcedureLimit]:
        return (limit for code in self.catalogue.codes for one in self.catalogue.versions(code) for limit in one.limits)


def read_portal(source: PortalSource) -> Iterator[PortalProcedure | RejectedLine]:
    """Yield one answer for each line of ``source`` that is not blank, in order, reading only as far as asked.

    A damaged gzip file, one that unpacks to more than :data:`LARGEST_FILE`, and a source of more than :data:`MOST_LINES`
    end with a :class:`RejectedLine` that says so.

    Raises:
        UsageError: the file cannot be opened.

    >>> head = '{"code": "1.004222", "name": "Đăng ký thường trú", "decision": "", "levels": ["Cấp xã"], "fields": [], '
    >>> rows = '"channels": [{"channel": "Trực tiếp", "amount": "7", "unit": "Ngày làm việc"}]}'
    >>> good, bad = read_portal([head + rows, head])
    >>> good.procedure.choose().limit, bad.line, bad.code
    (WorkingDays(count=7, unit='working_day'), 2, 'json')
    """
    lines = _lines_of(Path(source)) if isinstance(source, str | Path) else iter(source)
    for number in range(1, MOST_LINES + 1):
        try:
            line = next(lines, None)
        except (gzip.BadGzipFile, EOFError, zlib.error):
            yield RejectedLine(number, "gzip", "the gzip data is damaged or cut off here, what follows is lost; fetch the file again")
            return
        except _TooLargeError:
            yield RejectedLine(number, "too_large", f"the file unpacks to more than {LARGEST_FILE} bytes and is not read further; split it")
            return
        except (OSError, UnicodeError) as error:
            message = f"the source cannot be read further ({type(error).__name__}); give it as a file, or as bytes"
            yield RejectedLine(number, "unreadable", message)
            return
        if line is None:
            return
        answer = _answer(number, line)
        if answer is not None:
            yield answer
    yield RejectedLine(MOST_LINES + 1, "too_large", f"there are more than {MOST_LINES} lines; what follows is not read, split it")


def import_portal(source: PortalSource, confirmations: Mapping[str, TimeLimit] | None = None) -> PortalImport:
    """Return the records of ``source`` as a catalogue; what cannot be read is reported beside it.

    A code that comes twice is taken once: the record gives no dates that could tell two versions apart.

    Args:
        source: a file of records, or their lines.
        confirmations: what the limit of a code, or of ``code/case``, is, where the record leaves it unconfirmed; see
            :func:`cchc.rulebook.procedures.read_confirmations`.

    Raises:
        UsageError: the file cannot be opened.
        UnknownCodeError: a confirmation names a code that no record has.

    >>> row = '{"channel": "Trực tiếp", "amount": "30", "unit": "Ngày"}'
    >>> line = '{"code": "1.010040", "name": "…", "decision": "", "levels": [], "fields": [], "channels": [' + row + ']}'
    >>> import_portal([line]).unconfirmed
    1
    >>> found = import_portal([line], {"1.010040": WorkingDays(count=30)})
    >>> found.catalogue.versions("1.010040")[0].choose().limit
    WorkingDays(count=30, unit='working_day')
    """
    taken: dict[str, int] = {}
    procedures: list[Procedure] = []
    rejected: list[RejectedLine] = []
    findings: list[PortalFinding] = []
    for answer in read_portal(source):
        if isinstance(answer, RejectedLine):
            rejected.append(answer)
            continue
        first = taken.setdefault(answer.procedure.code, answer.line)
        if first != answer.line:
            message = f"{answer.procedure.code} is on line {first} already, which was taken; keep the record that holds"
            rejected.append(RejectedLine(answer.line, "duplicate_code", message))
            continue
        procedures.append(answer.procedure)
        findings += answer.findings
    return PortalImport(Catalogue(procedures).confirmed(confirmations or {}), tuple(rejected), tuple(findings))


class _TooLargeError(Exception):
    """More was unpacked than a file of records can hold."""


def _lines_of(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file; of one that is too long only a beginning, which is too long as well."""
    try:
        opened = gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb")  # noqa: SIM115 - closed below
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or "not a path"
        raise UsageError(f"{str(path)[:200]} cannot be read ({reason}); give the path of a JSON Lines file, plain or .gz") from error
    unpacked, fresh = 0, True
    with opened as stream:
        while piece := stream.readline(LONGEST_LINE + 1):
            unpacked += len(piece)
            if unpacked > LARGEST_FILE:
                raise _TooLargeError
            if fresh:
                yield piece
            fresh = piece.endswith(b"\n")


_Cell: TypeAlias = Annotated[str, Field(max_length=100)]


class _Row(BaseModel, strict=True, frozen=True, extra="ignore"):
    channel: _Cell
    amount: _Cell
    unit: _Cell


class _Record(BaseModel, strict=True, frozen=True, extra="ignore"):
    code: str = Field(pattern=r"^[0-9]\.[0-9]{6}$")
    name: str = Field(min_length=1, max_length=5_000)
    decision: str = Field(max_length=200)
    levels: Annotated[tuple[_Cell, ...], FailFast()] = Field(max_length=20)
    fields: Annotated[tuple[Annotated[str, Field(max_length=1_000)], ...], FailFast()] = Field(max_length=20)
    channels: Annotated[tuple[_Row, ...], FailFast()] = Field(max_length=200)


def _answer(number: int, line: bytes | str) -> PortalProcedure | RejectedLine | None:
    """What one line says; nothing for a blank one."""
    try:
        data = line.encode() if isinstance(line, str) else line
        data = data.removeprefix(b"\xef\xbb\xbf" if number == 1 else b"").strip()
        if not data:
            return None
        if len(data) > LONGEST_LINE:
            return RejectedLine(number, "too_long", f"has more than {LONGEST_LINE} bytes; one record a line is expected")
        data.decode()
    except UnicodeError:
        return RejectedLine(number, "encoding", "is not UTF-8 text; export the records as UTF-8")
    try:
        record = _Record.model_validate_json(data)
    except ValidationError as error:
        return _rejection(number, error)
    return _Reader(number, record).read()


def _rejection(number: int, error: ValidationError) -> RejectedLine:
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    kind, message = faults[0]["type"], faults[0]["msg"]
    if kind == "json_invalid":
        if "recursion limit" in message:
            return RejectedLine(number, "too_deep", "is nested too deeply for a record; one flat object a line is expected")
        fault = message.removeprefix("Invalid JSON: ").replace("at line 1 column", "at column")
        return RejectedLine(number, "json", f"is not whole JSON ({fault}); one object a line is expected")
    if not faults[0]["loc"]:
        return RejectedLine(number, "not_object", "is JSON but not an object; one object a line is expected")
    shown = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in faults[:3])
    more = f"; and {len(faults) - 3} more" if len(faults) > 3 else ""
    return RejectedLine(number, "wrong_type", f"is not a portal record: {shown}{more}")


def _clean(text: str) -> str:
    """Printed text on one line: composed accents, single spaces, nothing that a screen would obey."""
    text = unicodedata.normalize("NFC", text)
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _label(text: str) -> str:
    """What two spellings of one printed label share."""
    return _clean(text).casefold()


def _shown(text: str) -> str:
    """Return printed text as a message may quote it."""
    text = _clean(text)
    return repr(text if len(text) <= 80 else f"{text[:79]}…")


_CHANNELS = {_label(channel.label_vi): channel for channel in Channel}
_LEVELS: dict[str, Level] = {
    "cấp bộ": "ministry",
    "cấp tỉnh": "province",
    "cấp huyện": "district",
    "cấp xã": "commune",
    "cơ quan khác": "other",
}
_CONFIRMED: dict[str, type[WorkingDays | Months]] = {"ngày làm việc": WorkingDays, "tháng": Months}
_BARE = ("ngày", "giờ")
_AMOUNT = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,2})?")
"""An amount as it is published. Three decimals are refused: "1.500" is one and a half thousand in Vietnamese."""

_Key: TypeAlias = tuple[int | Fraction | str, str]
"""What makes two printed limits the same: the amount (its text, when it is no number) and the unit's label."""


def _in_order(channels: Iterable[Channel]) -> tuple[Channel, ...]:
    """Each channel once, in the order of the model, so that a record's row order changes nothing."""
    found = set(channels)
    return tuple(channel for channel in Channel if channel in found)


class _Reader:
    """One record on its way to a procedure; collects what is noticed."""

    def __init__(self, line: int, record: _Record) -> None:
        self._line = line
        self._record = record
        self._findings: list[PortalFinding] = []

    def read(self) -> PortalProcedure:
        record = self._record
        levels = self._levels()
        limits = self._limits()
        procedure = Procedure(
            code=record.code,
            name=_clean(record.name),
            field=_clean(", ".join(record.fields)),
            levels=levels,
            decision=_clean(record.decision),
            source="Cổng Dịch vụ công quốc gia",
            limits=limits,
        )
        return PortalProcedure(self._line, procedure, tuple(self._findings))

    def _notice(self, code: FindingCode, message: str) -> None:
        self._findings.append(PortalFinding(code, message, self._line, self._record.code))

    def _levels(self) -> tuple[Level, ...]:
        levels: dict[Level, None] = {}
        for printed in self._record.levels:
            level = _LEVELS.get(_label(printed))
            if level is None:
                self._notice("unknown_level", f"the level {_shown(printed)} is not known and left out")
            else:
                levels[level] = None
        return tuple(levels)

    def _limits(self) -> tuple[ProcedureLimit, ...]:
        published: dict[_Key, list[PublishedLimit]] = {}
        readings: dict[_Key, TimeLimit | UnconfirmedLimit] = {}
        for number, row in enumerate(self._record.channels, 1):
            channel = _CHANNELS.get(_label(row.channel))
            if channel is None:
                self._notice("unknown_channel", f"row {number}: the channel {_shown(row.channel)} is not known, the row is left out")
                continue
            key, reading = self._reading(number, row)
            readings.setdefault(key, reading)
            published.setdefault(key, []).append(PublishedLimit(channel=channel, amount=row.amount, unit=row.unit))
        channels = {key: _in_order(one.channel for one in cells) for key, cells in published.items()}
        served = [channel for found in channels.values() for channel in found]
        cases = len(set(served)) < len(served)
        if not channels:
            self._notice("no_limit", "no row with a time limit is published")
        elif cases:
            self._notice("several_limits", f"one channel has several limits: they are cases 1 to {len(channels)}, and the call must choose")
        elif len(channels) > 1:
            self._notice("differs_by_channel", f"the channels have {len(channels)} different limits; the portal may mean cases by them")
        limits: list[ProcedureLimit] = []
        for key, reading in readings.items():
            case, label = "chung", ""
            if cases:
                case, label = str(len(limits) + 1), _clean(f"{published[key][0].amount} {published[key][0].unit}")
            elif len(channels) > 1:
                case = "+".join(channel.value for channel in channels[key])
                label = ", ".join(channel.label_vi for channel in channels[key])
            limits.append(
                ProcedureLimit(
                    case=case,
                    label_vi=label,
                    channels=channels[key],
                    limit=None if isinstance(reading, UnconfirmedLimit) else reading,
                    unconfirmed=reading if isinstance(reading, UnconfirmedLimit) else None,
                    published=tuple(published[key]),
                )
            )
        return tuple(limits)

    def _reading(self, number: int, row: _Row) -> tuple[_Key, TimeLimit | UnconfirmedLimit]:
        unit, text = _label(row.unit), row.amount.strip()
        amount = exact_amount(text) if _AMOUNT.fullmatch(text) else 0
        kind = _CONFIRMED.get(unit)
        unconfirmed = UnconfirmedLimit(amount=row.amount, unit=row.unit)
        if not amount:
            self._notice("bad_amount", f"row {number}: {_shown(row.amount)} is no exact amount above zero; it stays unconfirmed")
            return (text, unit), unconfirmed
        if kind is not None:
            try:
                return (amount, unit), kind(count=amount)
            except LimitError as error:
                self._notice("bad_amount", f"row {number}: {error}; it stays unconfirmed")
        elif unit not in _BARE:
            self._notice("unknown_unit", f"row {number}: the unit {_shown(row.unit)} is not known; the limit stays unconfirmed")
        return (amount, unit), unconfirmed
