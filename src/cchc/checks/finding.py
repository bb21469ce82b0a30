"""What a check says: a finding with code, severity, place, words in both languages, what was expected and what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from cchc.checks.facts import DatedFacts
from cchc.checks.texts import shown
from cchc.legal import LegalBasis
from cchc.model.labels import LabelledEnum
from cchc.model.place import Located, Place
from cchc.model.procedure import Procedure
from cchc.model.process import Process


class Severity(LabelledEnum):
    """How grave a finding is (mức độ)."""

    ERROR = "error", "Lỗi", "Error"
    WARNING = "warning", "Cảnh báo", "Warning"
    INFO = "info", "Thông tin", "Information"


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule's function yields: where in the record (a dotted path) and the facts; the rule adds the rest."""

    message_vi: str
    message_en: str
    path: str = ""
    expected: str = ""
    actual: str = ""
    fix_vi: str = ""
    fix_en: str = ""
    severity: Severity | None = None
    basis: tuple[LegalBasis, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding (phát hiện) about one record; ``subject`` is its id or code, ``path`` the dotted path inside it."""

    code: str
    severity: Severity
    subject: str
    place: Place
    message_vi: str
    message_en: str
    expected: str = ""
    actual: str = ""
    fix_vi: str = ""
    fix_en: str = ""
    basis: tuple[LegalBasis, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may ask beside its record: the day of judgement, and what else is known of a code.

    ``national`` finds the versions of a procedure by code (empty where the code is unknown); ``processes`` those that
    serve a code. Both hold one small entry a code, so a catalogue of any size streams through. ``facts`` are what ended
    when and what the law allows; without them the rules that need them are silent.
    """

    as_of: date
    national: Callable[[str], tuple[Procedure, ...]] = lambda _code: ()
    processes: Callable[[str], tuple[Process, ...]] = lambda _code: ()
    options: Mapping[str, str] = field(default_factory=dict[str, str])
    facts: DatedFacts = field(default_factory=DatedFacts)


_LONGEST_MESSAGE = 500
_LONGEST_VALUE = 200
"""The most characters of what a record says that a finding repeats."""

Target: TypeAlias = Literal["procedure", "process"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the checker: stable code, usual severity, title, what it looks at, and its one small function.

    ``fix_vi`` and ``fix_en`` say how such a fault is mended; a finding may say it more exactly. ``example`` is a fault as
    one meets it, for the page of findings.
    """

    code: str
    severity: Severity
    title_vi: str
    title_en: str
    target: Target
    check: Callable[..., Iterable[Found]]
    basis: tuple[LegalBasis, ...] = ()
    fix_vi: str = ""
    fix_en: str = ""
    example: str = ""

    def judge(self, located: Located[Procedure] | Located[Process], context: Context) -> Iterator[Finding]:
        """Yield the findings of this rule about one record, each at its place, its words on one line without control characters."""
        record = located.record
        subject = record.code if isinstance(record, Procedure) else record.id
        for one in self.check(record, context):
            yield Finding(
                self.code,
                one.severity or self.severity,
                subject,
                located.at(one.path),
                shown(one.message_vi, _LONGEST_MESSAGE),
                shown(one.message_en, _LONGEST_MESSAGE),
                shown(one.expected, _LONGEST_VALUE),
                shown(one.actual, _LONGEST_VALUE),
                one.fix_vi or self.fix_vi,
                one.fix_en or self.fix_en,
                one.basis or self.basis,
                one.path,
            )
