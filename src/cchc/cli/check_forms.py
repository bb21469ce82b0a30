"""The JSON form of what ``cchc check`` answers."""

from __future__ import annotations

from datetime import date

from cchc.checks.finding import Finding, Severity
from cchc.checks.summary import Summary
from cchc.cli.output import Output
from cchc.model.place import Rejected


class FindingAnswer(Output):
    """A finding: a stable code, the record it is about, where it stands, what was expected and what is there.

    ``subject`` is the code of a procedure or the id of a process, ``path`` the dotted path inside the record; ``line`` is
    null where the format has no lines.
    """

    code: str
    severity: Severity
    subject: str
    path: str
    file: str
    line: int | None
    message_vi: str
    message_en: str
    expected: str
    actual: str
    fix_vi: str
    fix_en: str
    basis: tuple[str, ...]


class RejectedAnswer(Output):
    """A record that could not be read, and why."""

    file: str
    line: int | None
    code: str
    message: str


class CountsAnswer(Output):
    """How many findings there are of each severity and code, and how many were left out."""

    error: int
    warning: int
    info: int
    by_code: dict[str, int]
    suppressed: int
    known: int


class CheckAnswer(Output):
    """The findings about ``read`` records, in the order of the records, as of a day; and the records that could not be read."""

    as_of: date
    read: int
    findings: tuple[FindingAnswer, ...]
    rejected: tuple[RejectedAnswer, ...]
    counts: CountsAnswer


def check_answer(summary: Summary) -> CheckAnswer:
    """Return ``summary`` in the form for machines."""
    found = summary.by_severity
    return CheckAnswer(
        as_of=summary.as_of,
        read=summary.read,
        findings=tuple(_finding(one) for one in summary.findings),
        rejected=tuple(_rejected(one) for one in summary.rejected),
        counts=CountsAnswer(
            error=found[Severity.ERROR],
            warning=found[Severity.WARNING],
            info=found[Severity.INFO],
            by_code=summary.by_code,
            suppressed=summary.suppressed,
            known=summary.known,
        ),
    )


def _finding(one: Finding) -> FindingAnswer:
    return FindingAnswer(
        code=one.code,
        severity=one.severity,
        subject=one.subject,
        path=one.path,
        file=one.place.file,
        line=one.place.line or None,
        message_vi=one.message_vi,
        message_en=one.message_en,
        expected=one.expected,
        actual=one.actual,
        fix_vi=one.fix_vi,
        fix_en=one.fix_en,
        basis=tuple(map(str, one.basis)),
    )


def _rejected(one: Rejected) -> RejectedAnswer:
    return RejectedAnswer(file=one.place.file, line=one.place.line or None, code=one.code, message=one.message)
