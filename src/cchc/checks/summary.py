"""A finished run as one value: what every form of report is written from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from cchc.checks.engine import RULE_FAILED, Tally
from cchc.checks.finding import Finding, Rule, Severity
from cchc.model.place import Place, Rejected


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to (kết quả kiểm tra): its findings and rejected records in order, and what was counted.

    ``lines`` holds the text of the lines that places point at, by file and number, as far as they could be shown.
    """

    as_of: date
    findings: tuple[Finding, ...]
    rejected: tuple[Rejected, ...]
    read: int
    suppressed: int = 0
    known: int = 0
    rules: tuple[Rule, ...] = ()
    lines: Mapping[tuple[str, int], str] = field(default_factory=dict[tuple[str, int], str])

    @classmethod
    def of(cls, run: Iterable[Finding | Rejected], tally: Tally, *, as_of: date, rules: tuple[Rule, ...] = ()) -> Summary:
        """Take everything from ``run``, then what it has counted into ``tally``."""
        findings: list[Finding] = []
        rejected: list[Rejected] = []
        for one in run:
            if isinstance(one, Finding):
                findings.append(one)
            else:
                rejected.append(one)
        return cls(as_of, tuple(findings), tuple(rejected), tally.read, tally.suppressed, tally.known, rules)

    def writable(self) -> Summary:
        """Return it with lone halves of characters, which no UTF-8 text can hold, written as escapes."""
        return replace(
            self,
            findings=tuple(replace(one, place=_place(one.place), **_texts(one)) for one in self.findings),
            rejected=tuple(replace(one, place=_place(one.place), **_texts(one)) for one in self.rejected),
            lines={(_plain(file), line): text for (file, line), text in self.lines.items()},
        )

    @property
    def rule_of(self) -> dict[str, Rule]:
        """The rules that ran, by code and in order; where several functions share a code, the first."""
        found: dict[str, Rule] = {}
        for one in self.rules:
            found.setdefault(one.code, one)
        return found

    @property
    def by_severity(self) -> dict[Severity, int]:
        """How many findings of each severity, the gravest first."""
        found = Counter(one.severity for one in self.findings)
        return {severity: found[severity] for severity in Severity}

    @property
    def by_code(self) -> dict[str, int]:
        """How many findings of each code, the most frequent first."""
        found = Counter(one.code for one in self.findings)
        return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))

    def line(self, place: Place) -> str:
        """Return the text of the line at ``place``, empty where it is not known."""
        return self.lines.get((place.file, place.line), "")

    def fails(self, fail_on: Severity | None) -> bool:
        """Return whether a build should stop: a finding as grave as ``fail_on`` (``None``: none is), a record unread, a rule broken."""
        order = list(Severity)
        graver = () if fail_on is None else order[: order.index(fail_on) + 1]
        return bool(self.rejected) or any(one.severity in graver or one.code == RULE_FAILED for one in self.findings)


def _plain(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def _place(place: Place) -> Place:
    return replace(place, file=_plain(place.file))


def _texts(one: Finding | Rejected) -> dict[str, Any]:
    found = {field.name: getattr(one, field.name) for field in fields(one)}
    return {name: _plain(value) for name, value in found.items() if type(value) is str}
