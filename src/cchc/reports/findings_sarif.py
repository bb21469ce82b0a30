"""Findings as SARIF 2.1.0, the form that code hosts and editors read (OASIS Standard, 27 March 2020)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from cchc.checks.baseline import fingerprint
from cchc.checks.engine import RULE_FAILED
from cchc.checks.finding import Finding, Rule, Severity
from cchc.checks.summary import Summary
from cchc.model.place import Place, Rejected

Level = Literal["none", "note", "warning", "error"]
_LEVELS: dict[Severity, Level] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


class _Part(BaseModel):
    """A SARIF object: keys in camel case, keys without a value left out."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, validate_by_name=True)


class Message(_Part):
    """Plain text, in which braces and brackets say nothing."""

    text: str


class Configuration(_Part):
    """How grave a rule usually is."""

    level: Level


class Descriptor(_Part):
    """A rule, or the kind of a notification."""

    id: str
    name: str
    short_description: Message
    full_description: Message
    help: Message
    default_configuration: Configuration
    properties: dict[str, Any]


class Driver(_Part):
    """The tool."""

    name: str = "cchc"
    version: str
    language: str
    rules: tuple[Descriptor, ...]


class Tool(_Part):
    """The tool with its parts, of which it has one."""

    driver: Driver


class ArtifactLocation(_Part):
    """A file."""

    uri: str


class Region(_Part):
    """A place in a file; lines and columns from 1."""

    start_line: int = Field(ge=1)
    start_column: int | None = Field(default=None, ge=1)
    snippet: Message | None = None


class PhysicalLocation(_Part):
    """A file and a place in it."""

    artifact_location: ArtifactLocation
    region: Region | None = None


class LogicalLocation(_Part):
    """A record, and the path inside it."""

    name: str
    fully_qualified_name: str
    kind: str = "record"


class Location(_Part):
    """Where it is, in the file and in the catalogue."""

    physical_location: PhysicalLocation | None = None
    logical_locations: tuple[LogicalLocation, ...] | None = None


class Result(_Part):
    """A finding."""

    rule_id: str
    rule_index: int | None = None
    level: Level
    message: Message
    locations: tuple[Location, ...]
    partial_fingerprints: dict[str, str]
    properties: dict[str, Any]


class Notification(_Part):
    """Something that went wrong with the run itself: a record that could not be read, a rule that broke."""

    level: Level = "error"
    message: Message
    locations: tuple[Location, ...]
    properties: dict[str, Any]


class Invocation(_Part):
    """How the run went."""

    execution_successful: bool
    tool_execution_notifications: tuple[Notification, ...]


class Run(_Part):
    """One run of the checker."""

    tool: Tool
    invocations: tuple[Invocation, ...]
    results: tuple[Result, ...]
    column_kind: Literal["unicodeCodePoints"] = "unicodeCodePoints"
    properties: dict[str, Any]


class Log(BaseModel):
    """A SARIF file."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True)

    schema_uri: str = Field(default="https://json.schemastore.org/sarif-2.1.0.json", alias="$schema")
    version: Literal["2.1.0"] = "2.1.0"
    runs: tuple[Run, ...]


def findings_sarif(summary: Summary, version: str, lang: str = "vi") -> str:
    """Return ``summary`` as a SARIF file; ``version`` is that of the checker.

    Messages are in ``lang``, and both languages are among the properties of a result. A record that could not be read is a
    notification of the run, which then counts as not successful.
    """
    order = {code: number for number, code in enumerate(summary.rule_of)}
    broken = bool(summary.rejected) or RULE_FAILED in summary.by_code
    run = Run(
        tool=Tool(driver=Driver(version=version, language=lang, rules=tuple(_descriptor(rule, lang) for rule in summary.rule_of.values()))),
        invocations=(
            Invocation(
                execution_successful=not broken,
                tool_execution_notifications=tuple(_notification(one) for one in summary.rejected),
            ),
        ),
        results=tuple(_result(one, summary, order.get(one.code), lang) for one in summary.findings),
        properties={
            "asOf": summary.as_of.isoformat(),
            "read": summary.read,
            "suppressed": summary.suppressed,
            "known": summary.known,
        },
    )
    return Log(runs=(run,)).model_dump_json(by_alias=True, exclude_none=True, indent=2) + "\n"


def _descriptor(rule: Rule, lang: str) -> Descriptor:
    title, fix = (rule.title_vi, rule.fix_vi) if lang == "vi" else (rule.title_en, rule.fix_en)
    return Descriptor(
        id=rule.code,
        name="".join(word.capitalize() for word in re.findall("[A-Za-z0-9]+", rule.title_en)),
        short_description=Message(text=title),
        full_description=Message(text=f"{rule.title_vi} / {rule.title_en}"),
        help=Message(text=fix or title),
        default_configuration=Configuration(level=_LEVELS[rule.severity]),
        properties={"title_vi": rule.title_vi, "title_en": rule.title_en, "basis": [str(one) for one in rule.basis]},
    )


def _result(one: Finding, summary: Summary, number: int | None, lang: str) -> Result:
    told, fix = (one.message_vi, one.fix_vi) if lang == "vi" else (one.message_en, one.fix_en)
    told = f"{one.subject}: {told}" if one.subject else told
    return Result(
        rule_id=one.code,
        rule_index=number,
        level=_LEVELS[one.severity],
        message=Message(text=f"{told}\n{fix}" if fix else told),
        locations=tuple(_locations(one.place, summary.line(one.place), one.subject, one.path)),
        partial_fingerprints={"cchcFinding/v1": fingerprint(one)},
        properties={
            "message_vi": one.message_vi,
            "message_en": one.message_en,
            "expected": one.expected,
            "actual": one.actual,
            "basis": [str(basis) for basis in one.basis],
        },
    )


def _notification(one: Rejected) -> Notification:
    return Notification(message=Message(text=one.message), locations=tuple(_locations(one.place)), properties={"code": one.code})


def _locations(place: Place, line: str = "", subject: str = "", path: str = "") -> Iterator[Location]:
    whole = f"{subject}.{path}" if path else subject
    logical = (LogicalLocation(name=subject, fully_qualified_name=whole),) if subject else None
    physical = (
        PhysicalLocation(artifact_location=ArtifactLocation(uri=_uri(place.file)), region=_region(place, line)) if place.file else None
    )
    if logical or physical:
        yield Location(physical_location=physical, logical_locations=logical)


def _region(place: Place, line: str) -> Region | None:
    if not place.line:
        return None
    return Region(start_line=place.line, start_column=place.column or None, snippet=Message(text=line) if line else None)


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix().encode("utf-8", "surrogateescape"))
