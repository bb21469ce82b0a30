"""What was already wrong when checking began: old findings stay silent, new ones do not."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, Field

from cchc.checks.finding import Finding


def fingerprint(finding: Finding) -> str:
    """Return what stays of a finding when lines move, files are renamed and messages are reworded: 32 hexadecimal digits.

    It is made of the code, the record, the path inside it, and what was expected and found.
    """
    parts = (finding.code, finding.subject, finding.path, finding.expected, finding.actual)
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]


class BaselineEntry(BaseModel, frozen=True, extra="forbid"):
    """A known finding, and how often it occurs; code and subject are there for readers."""

    fingerprint: str = Field(pattern=r"^[0-9a-f]{32}$")
    code: str
    subject: str
    count: int = Field(default=1, ge=1)


class Baseline(BaseModel, frozen=True, extra="forbid"):
    """A baseline (tệp nền): the findings of a legacy catalogue that are not reported again.

    >>> Baseline.model_validate_json(Baseline().model_dump_json()) == Baseline()
    True
    """

    version: Literal[1] = 1
    findings: tuple[BaselineEntry, ...] = ()

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Baseline:
        """Return the baseline that holds ``findings``, sorted by code and subject so that its file shows what changed."""
        counts = Counter((one.code, one.subject, fingerprint(one)) for one in findings)
        return cls(
            findings=tuple(
                BaselineEntry(fingerprint=mark, code=code, subject=subject, count=counts[code, subject, mark])
                for code, subject, mark in sorted(counts)
            )
        )


class Known:
    """The findings of a baseline while a run uses them up."""

    def __init__(self, baseline: Baseline) -> None:
        self._left = Counter[str]()
        for one in baseline.findings:
            self._left[one.fingerprint] += one.count

    def holds(self, finding: Finding) -> bool:
        """Return whether ``finding`` is an old one; each entry answers as often as it was counted."""
        mark = fingerprint(finding) if self._left else ""
        if self._left[mark] < 1:
            return False
        self._left[mark] -= 1
        return True
