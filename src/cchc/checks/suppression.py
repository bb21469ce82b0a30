"""Findings that somebody has looked at and let stand, each with the reason in writing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pydantic import BaseModel, Field

from cchc.checks.finding import Finding, Severity
from cchc.model.place import Located

UNUSED = "SUPPRESSION_UNUSED"
EXPIRED = "SUPPRESSION_EXPIRED"


class Suppression(BaseModel, frozen=True, extra="forbid"):
    """A suppression (bỏ qua có lý do): the findings of ``code`` about ``subject`` are not shown, through ``until`` where it is given.

    >>> Suppression(code="SUM_NE_DECLARED", subject="p-1", reason="")
    Traceback (most recent call last):
    ...
    pydantic_core._pydantic_core.ValidationError: 1 validation error for Suppression
    ...
    """

    code: str = Field(min_length=1)
    subject: str = Field(min_length=1)
    reason: str = Field(pattern=r"\S")
    until: date | None = None


class Suppressions:
    """The suppressions of one run, and which of them were needed; those of rules in ``not_run`` may be."""

    def __init__(self, entries: Iterable[Located[Suppression]], as_of: date, not_run: frozenset[str] = frozenset()) -> None:
        self._entries = tuple(entries)
        self._open = {(one.record.code, one.record.subject) for one in self._entries if not _over(one.record, as_of)}
        self._as_of = as_of
        self._not_run = not_run
        self._used: set[tuple[str, str]] = set()

    def cover(self, finding: Finding) -> bool:
        """Return whether ``finding`` is suppressed, and note that the suppression was needed."""
        key = finding.code, finding.subject
        if key in self._open:
            self._used.add(key)
        return key in self._open

    def left_over(self) -> Iterator[Finding]:
        """Yield a finding for each suppression that has run out, or that a finished run did not need."""
        for one in self._entries:
            entry = one.record
            if _over(entry, self._as_of):
                yield _note(
                    one,
                    EXPIRED,
                    f"Bỏ qua {entry.code} cho {entry.subject} đã hết hạn ngày {entry.until}",
                    f"the suppression of {entry.code} for {entry.subject} ran out on {entry.until}",
                )
            elif entry.code not in self._not_run and (entry.code, entry.subject) not in self._used:
                yield _note(
                    one,
                    UNUSED,
                    f"Bỏ qua {entry.code} cho {entry.subject} không còn cần: lần chạy này không có phát hiện nào như vậy",
                    f"the suppression of {entry.code} for {entry.subject} was not needed: this run found nothing of the kind",
                )


def _over(entry: Suppression, as_of: date) -> bool:
    return entry.until is not None and entry.until < as_of


def _note(one: Located[Suppression], code: str, message_vi: str, message_en: str) -> Finding:
    return Finding(
        code,
        Severity.WARNING,
        one.record.subject,
        one.place,
        message_vi,
        message_en,
        fix_vi="Xóa mục này, hoặc ghi lại lý do và thời hạn mới",
        fix_en="remove the entry, or write a new reason and a new day",
    )
