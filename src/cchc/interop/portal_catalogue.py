"""Published records of the national portal (Cổng Dịch vụ công quốc gia), whole: limits, ways, papers, fees, texts.

The input is JSON Lines, plain or gzip, one procedure a line. Every line is answered, in order: by a procedure with
what was noticed about it, or by the reason why it cannot be read. Bad content never raises.

The record is kept as it is printed and only read where it is plain. A bare "Ngày" or "Giờ", a unit nobody knows and an
amount that is no exact number stay unconfirmed: the engine refuses to count with them. Where one channel prints several
limits, the channel was used for cases; they are numbered "1", "2", … as they are printed, and the caller must choose.
Where only the channels differ, the case is named by its channels ("online", "counter+post"). A record says nothing of
the start of its limit, so that is the receipt. Of the other parts, what the page glued together is told apart where that
is plain, and kept as it is printed where it is not.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import ValidationError

from cchc.errors import UsageError
from cchc.interop.portal_records import FindingCode as FindingCode
from cchc.interop.portal_records import PortalFinding as PortalFinding
from cchc.interop.portal_records import PortalProcedure as PortalProcedure
from cchc.interop.portal_records import PortalReader, PortalRecord
from cchc.model.procedure import Procedure, ProcedureLimit
from cchc.model.time_limit import TimeLimit
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


@dataclass(frozen=True, slots=True)
class RejectedLine:
    """A line that gave no procedure: its number from 1, a word for machines, a sentence for people."""

    line: int
    code: RejectionCode
    message: str


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

    >>> from cchc.model.time_limit import WorkingDays
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
        record = PortalRecord.model_validate_json(data)
    except ValidationError as error:
        return _rejection(number, error)
    return PortalReader(number, record).read()


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
