"""The study's statutory flows: graphs of agencies with the time of each, as the law itself divides the whole.

A node without ``after`` begins at once. ``parallel: n`` is a number of agencies that is not fixed (0). What a node waits
for tells its kind only where the words are plain: the applicant who completes or pays, an opinion that another node
waits for, a notice that is posted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from cchc.errors import CchcError
from cchc.interop.study_phrases import TIMEOUTS
from cchc.interop.study_rows import Lines, Row, Source, as_count, as_text, rejected
from cchc.interop.study_steps import budget_of, step_ids
from cchc.legal import LegalBasis
from cchc.model.place import Located, Place, Rejected
from cchc.model.process import Budget, Process, PublishedTime, Step, StepKind

_APPLICANT = re.compile(r"người nộp|chủ đầu tư|chủ dự án|người sử dụng đất|người dân", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,5}(?:/[0-9]{4})?/[A-ZĐ0-9-]{2,20}(?:-[A-ZĐ]{1,20})*")
_PLACES = {"id": "id", "name": "name", "codes": "tthc_codes", "basis": "legal", "source": "source", "confidence": "confidence"}
_NAMES = {"time": "budget", "what": "activity", "actor": "role", "conditional": "condition", "start": "starts_with", "unit": "budget"}


def read_flow(source: Source) -> Iterator[Located[Process] | Rejected]:
    """Yield a flow as a process, or each of its branches as one; or why it is none."""
    row = Row.of(source.table)
    branches = [Row.of(one) for one in row.rows("branches")]
    shared = dict(row.table)
    name = as_text(shared.get("id"))
    if not branches:
        yield _located(source.place, source.lines, name, Row(shared), "", Row({}), "")
    for place, branch in enumerate(branches):
        path = f"branches.{place}."
        line = source.lines.get(path[:-1], source.place.line)
        yield _located(Place(source.place.file, line), source.lines, name, Row(dict(shared)), path, branch, f"-{place + 1}")


def _located(place: Place, lines: Any, name: str, row: Row, path: str, branch: Row, suffix: str) -> Located[Process] | Rejected:
    known = Lines(lines)
    try:
        return Located(_process(row, known, path, branch, suffix), place, known.keys)
    except (CchcError, ValidationError) as error:
        return rejected(place, name + suffix, error)


def _process(row: Row, lines: Lines, path: str, branch: Row, suffix: str) -> Process:
    own = branch if branch.table else row
    for model, key in _PLACES.items():
        lines.put(model, key)
    lines.put("steps", f"{path}nodes")
    lines.put("declared", f"{path}total.declared" if f"{path}total.declared" in lines.given else f"{path}total")
    lines.put("case", f"{path}case")
    lines.put("national.0", f"{path}total.published_field")
    notes: list[str] = []
    whole = Row.of(own.take("total"))
    declared, codes, published = _declared(whole, notes), row.texts("tthc_codes"), whole.texts("published_field")
    flow_id, name = row.text("id"), row.text("name")
    steps = tuple(_steps(own.rows("nodes"), f"{path}nodes", lines, interlinked=flow_id.startswith("lt-") or "liên thông" in name.lower()))
    given = row.take("source")
    source = Row.of(given, "ref")
    legal = row.texts("legal")
    notes += [f"legal: {text}" for text in legal if _NUMBER.fullmatch(text) is None]
    for place, text in enumerate(row.texts("notes")):
        lines.put(f"notes.{len(notes)}", f"notes.{place}")
        notes.append(text)
    told = [text for text in (source.text("ref"), source.text("date"), *source.rest()) if text]
    sure = row.text("confidence")
    return Process(
        id=f"{flow_id}{suffix}" if flow_id else "",
        name=name,
        codes=codes,
        case=own.text("case") or row.text("case"),
        channels=row.texts("channel"),
        national=tuple(PublishedTime(code=code, published=published) for code in codes[:1] if published),
        declared=declared,
        steps=steps,
        basis=tuple(LegalBasis(text) for text in legal if _NUMBER.fullmatch(text)),
        source="; ".join(told),
        confidence="high" if sure == "high" else "low" if sure == "low" else "medium",
        notes=(*notes, *whole.rest("total."), *(branch.rest() if branch is own else ()), *row.rest()),
    )


def _declared(whole: Row, notes: list[str]) -> Budget | None:
    value, unit = whole.take("declared"), whole.text("unit")
    budget = budget_of(value, unit) if value is not None else None
    if budget is None and value is not None:
        notes.append(f"total.declared: {as_text(value)} {unit or '(không đơn vị)'}")
    return budget


def _steps(nodes: Iterable[object], path: str, lines: Lines, *, interlinked: bool) -> Iterator[Step]:
    rows = [Row.of(node) for node in nodes]
    ids = step_ids(as_text(row.table.get("id")) for row in rows)
    waited = {name for row in rows for name in _after(row.table.get("after"))}
    for place, (row, key) in enumerate(zip(rows, ids, strict=True)):
        lines.put(f"steps.{place}", f"{path}.{place}", _NAMES)
        yield _step(row, key, waited, interlinked=interlinked)


def _step(row: Row, key: str, waited: set[str], *, interlinked: bool) -> Step:
    row.take("id")
    actor, what, unit = row.text("actor"), row.text("what"), row.text("unit")
    amount, bound, parallel, end = row.take("time"), row.take("deadline_from_start"), row.take("parallel"), row.text("on_timeout")
    counted, optional = row.take("counted"), row.take("optional")
    budget = budget_of(amount, unit) if amount is not None else None
    odd = [f"time: {as_text(amount)} {unit}".strip()] if budget is None and amount is not None else []
    odd += [f"on_timeout: {end}"] if end and end not in TIMEOUTS else []
    after = _after(row.take("after"))
    return Step(
        id=key,
        activity=what,
        role=actor,
        agency=actor if interlinked else "",
        kind=_kind(actor, what, asked=key in waited and (parallel is not None or "ý kiến" in what), counted=counted is not False),
        budget=budget,
        counted=counted is not False,
        after=after,
        condition=row.text("conditional") or row.text("condition"),
        optional=optional is True,
        parallel=None if parallel is None else as_count(parallel) or 0,
        deadline_from_start=budget_of(bound, unit) if bound is not None else None,
        starts_with=row.text("start"),
        on_timeout=TIMEOUTS.get(end),
        note="; ".join(filter(None, (row.text("note"), *odd, *row.rest()))),
    )


def _after(value: object) -> tuple[str, ...]:
    values: list[object] = value if isinstance(value, list) else [] if value is None else [value]  # pyright: ignore[reportUnknownVariableType]
    return tuple(as_text(one) for one in values)


def _kind(actor: str, what: str, *, asked: bool, counted: bool) -> StepKind:
    low = what.lower()
    if not counted and _APPLICANT.search(actor):
        return StepKind.PAYMENT if "nghĩa vụ tài chính" in low or "nộp tiền" in low else StepKind.WAIT_APPLICANT
    if asked:
        return StepKind.CONSULT
    return StepKind.PUBLISH if "niêm yết" in low or "đăng tin" in low else StepKind.TASK
