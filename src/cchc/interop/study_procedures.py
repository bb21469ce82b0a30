"""The study's procedures (``procedures:`` in YAML) as they stand: hand-made records of real procedures, with their sources.

The record keeps what is published (the cells of ``submission``) beside what it means (``time``). Keys that are not known
become notes ``key: value``; a case whose time nobody states becomes a case without a limit and a note. A record without
a national code is rejected, with its name: nothing else of the library could find it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import ValidationError

from cchc.errors import CchcError
from cchc.interop.dossier_headings import heading_of, is_form
from cchc.interop.study_limits import limits_and_cases
from cchc.interop.study_phrases import (
    CHANNELS,
    TIMEOUTS,
    agencies_in,
    extension_of,
    fee_of,
    limit_in,
    pause_of,
    sub_deadline_of,
)
from cchc.interop.study_rows import Lines, Row, Source, as_count, as_day, as_text, read_file, rejected, sources
from cchc.model.place import Located, Rejected
from cchc.model.procedure import (
    Agencies,
    Case,
    Component,
    Extension,
    Level,
    OnlineLevel,
    Procedure,
    Result,
    SubDeadline,
    Submission,
)

LEVELS: Final[Mapping[str, Level]] = {"bo": "ministry", "tinh": "province", "huyen": "district", "xa": "commune", "khac": "other"}
_CODE = re.compile(r"([0-9]\.[0-9]{6})(?:\.|$)")
_CONFIDENCE: Final[Mapping[str, Literal["high", "medium", "low"]]] = {"high": "high", "medium": "medium", "low": "low"}


def read_study_procedures(path: str | Path) -> Iterator[Located[Procedure] | Rejected]:
    """Yield every procedure of a file of the study with its place, or why it is none.

    Raises:
        MissingExtraError: the extra ``yaml`` is not installed.
    """
    data = read_file(path)
    if isinstance(data, Rejected):
        yield data
        return
    yield from study_procedures(*data, str(path))


def study_procedures(data: object, lines: Mapping[str, int], file: str = "") -> Iterator[Located[Procedure] | Rejected]:
    """Yield the procedures of a file that is parsed already: plain data, and the line of every dotted path.

    >>> row = {"code": "1.013236", "name": "…", "levels": ["tinh"], "time": [{"value": 20, "unit": "day"}], "odd": "x"}
    >>> found = next(study_procedures({"procedures": [row]}, {"procedures.0": 2, "procedures.0.time.0.value": 5}, "a.yaml"))
    >>> found.record.limits[0].limit, found.record.notes, str(found.at("limits.0.limit"))
    (CalendarDays(count=20, unit='day'), ('odd: x',), 'a.yaml:5')
    """
    for found in sources(data, lines, file, ("procedures",)):
        yield found if isinstance(found, Rejected) else _read(found[1])


def _read(source: Source) -> Located[Procedure] | Rejected:
    row = Row.of(source.table)
    if not row.table:
        return Rejected(source.place, "not_table", "a table of keys is expected here, with `code`, `name` and `time`")
    name = as_text(row.table.get("name"))
    local = tuple(part.strip() for part in row.text("code_local").split(";") if part.strip())
    printed = row.text("code")
    code = _CODE.match(printed or (local[0] if local else ""))
    if code is None:
        told = f"the code {printed[:40]!r} is none" if printed else "it has no `code`"
        return Rejected(source.place, "no_code", f"{name[:80]!r} cannot be read: {told}; give the national code, such as '1.004222'")
    lines = Lines(source.lines)
    try:
        record = _Reader(row, lines).read(code[1], (*local, printed) if printed != code[1] and printed else local)
    except (CchcError, ValidationError) as error:
        return rejected(source.place, code[1], error)
    return Located(record, source.place, lines.keys)


class _Reader:
    """One record on its way; ``notes`` collects what has no place of its own."""

    def __init__(self, row: Row, lines: Lines) -> None:
        self._row = row
        self._lines = lines
        self._notes: list[str] = []
        self._sets: int | None = None
        self._listed: int | None = None

    def read(self, code: str, local: tuple[str, ...]) -> Procedure:
        """Return the procedure; whatever is left over becomes notes, last of all."""
        row = self._row
        for model, source in _PLAIN.items():
            self._lines.put(model, source)
        levels = self._levels()
        instruments = row.texts("legal_basis")
        extensions = self._extensions()
        limits, cases = limits_and_cases(row.rows("time"), self._lines, instruments, extensions)
        components, headings = self._components()
        found: dict[str, Any] = {
            "code": code,
            "name": row.text("name"),
            "field": row.text("field"),
            "levels": levels,
            "decision": row.text("decision"),
            "since": as_day(row.take("since") or row.take("effective_from")),
            "until": as_day(row.take("until")),
            "kind": row.text("tthc_type"),
            "local_codes": local,
            "subjects": row.texts("subjects"),
            "agencies": self._agencies(),
            "submission": self._submission(),
            "limits": limits,
            "cases": (*cases, *headings),
            "components": components,
            "fees": tuple(fee_of(text) for text in row.texts("fees")),
            "results": self._results(),
            "conditions": row.texts("conditions"),
            "steps": row.texts("steps"),
            "sub_deadlines": tuple(self._sub_deadlines()),
            "pauses": tuple(pause_of(text) for text in row.texts("pauses")),
            "instruments": instruments,
            "dossier_sets": self._sets,
            "components_listed": self._listed,
            **self._source(),
        }
        self._quirks()
        return Procedure(**found, notes=(*self._notes, *row.rest()))

    def _quirks(self) -> None:
        for place, text in enumerate(self._row.texts("quirks")):
            self._lines.put(f"notes.{len(self._notes)}", f"quirks.{place}")
            self._notes.append(f"quirks: {text}")

    def _levels(self) -> tuple[Level, ...]:
        levels: dict[Level, None] = {}
        for printed in self._row.texts("levels"):
            level = LEVELS.get(printed)
            if level is None:
                self._notes.append(f"levels: {printed}")
            else:
                levels[level] = None
        return tuple(levels)

    def _source(self) -> dict[str, Any]:
        given = self._row.take("source")
        source = Row.of(given, "url")
        read = source.text("date")
        told = [text for text in (source.text("url"), source.text("ref"), source.text("via"), *source.rest()) if text]
        sure = self._row.text("confidence")
        if sure and sure not in _CONFIDENCE:
            self._notes.append(f"confidence: {sure}")
        return {"source": "; ".join(told), "read": read, "confidence": _CONFIDENCE.get(sure, "medium")}

    def _agencies(self) -> Agencies:
        given = Row.of(self._row.take("agencies"))
        roles = {role: tuple(agencies_in(given.take(role))) for role in ("receive", "execute", "decide", "delegated", "coordinate")}
        for role in roles:
            self._lines.put(f"agencies.{role}", f"agencies.{role}")
        self._notes += given.rest("agencies.")
        return Agencies(**roles)

    def _submission(self) -> tuple[Submission, ...]:
        ways: list[Submission] = []
        for place, given in enumerate(self._row.rows("submission")):
            row = Row.of(given)
            printed = row.text("channel") or (given if isinstance(given, str) else "")
            channel = CHANNELS.get(printed)
            if channel is None:
                self._notes.append(f"submission: {as_text(given)}")
                continue
            self._lines.put(f"submission.{len(ways)}", f"submission.{place}", {"online_level": "online", "via": "wording"})
            way = Submission(
                channel=channel,
                online=self._online(row.take("online_level")),
                published_time=row.text("published_time"),
                published_unit=row.text("published_unit"),
                published_fee=row.text("published_fee"),
                wording=row.text("via"),
            )
            self._notes += row.rest(f"submission.{printed}.")
            ways.append(way)
        return tuple(ways)

    def _online(self, printed: object) -> OnlineLevel | None:
        named = {"toàn trình": OnlineLevel.FULL, "một phần": OnlineLevel.PARTIAL}
        text = as_text(printed)
        number = as_count(printed)
        if number in (1, 2, 3, 4):
            return OnlineLevel.of_old_level(number)
        if text and text.lower() not in named:
            self._notes.append(f"online_level: {text}")
        return named.get(text.lower())

    def _extensions(self) -> tuple[Extension, ...]:
        found: list[Extension] = []
        for text in self._row.texts("extensions"):
            extension = extension_of(text)
            if extension is None:
                self._notes.append(f"extensions: {text}")
            else:
                found.append(extension)
        return tuple(found)

    def _components(self) -> tuple[tuple[Component, ...], tuple[Case, ...]]:
        """The papers, and the headings that are cases: a heading holds until the next one."""
        dossier = Row.of(self._row.take("dossier"))
        self._sets, self._listed = as_count(dossier.take("sets")) or None, as_count(dossier.take("total_listed"))
        components: list[Component] = []
        headings: dict[str, Case] = {}
        case, show = "", False
        for place, given in enumerate(dossier.rows("components")):
            row = Row.of(given)
            heading = row.text("case")
            if heading:
                case, show = heading_of(heading)
                if case:
                    headings.setdefault(case, Case(id=case))
            name = row.text("name") or (given if isinstance(given, str) else "")
            if not name:
                self._notes.append(f"dossier.components: {as_text(given)}")
                continue
            self._lines.put(f"components.{len(components)}", f"dossier.components.{place}", {"copy": "copies", "case": "cases"})
            components.append(
                Component(
                    name=name,
                    cases=(case,) if case else (),
                    original=as_count(row.take("original")) or 0,
                    copies=as_count(row.take("copy")) or 0,
                    present_only=show and not is_form(name),
                    form=row.text("form"),
                    note="; ".join(filter(None, (row.text("note"), "" if case or not heading else heading, *row.rest()))),
                )
            )
        self._notes += dossier.rest("dossier.")
        return tuple(components), tuple(headings.values())

    def _results(self) -> tuple[Result, ...]:
        found: list[Result] = []
        for given in self._row.rows("results"):
            row = Row.of(given)
            found.append(Result(name=row.text("name") or (given if isinstance(given, str) else ""), code=row.text("code")))
            self._notes += row.rest("results.")
        return tuple(found)

    def _sub_deadlines(self) -> Iterator[SubDeadline]:
        for given in self._row.rows("sub_deadlines"):
            row = Row.of(given)
            if not row.table:
                yield sub_deadline_of(as_text(given))
                continue
            end = TIMEOUTS.get(as_text(row.table.get("on_timeout")))
            limit, wording = limit_in(row.text("time")), as_text(given)
            yield SubDeadline(actor=row.text("actor"), what=row.text("what"), limit=limit, on_timeout=end, wording=wording)


_PLAIN: Final[Mapping[str, str]] = {
    **{key: key for key in ("code", "name", "field", "levels", "decision", "subjects", "agencies", "submission", "fees", "results")},
    **{key: key for key in ("conditions", "steps", "sub_deadlines", "pauses", "source", "confidence")},
    "limits": "time",
    "components": "dossier.components",
    "dossier_sets": "dossier.sets",
    "components_listed": "dossier.total_listed",
    "instruments": "legal_basis",
    "kind": "tthc_type",
    "local_codes": "code_local",
}
"""Keys of the model, and where the file has them."""
