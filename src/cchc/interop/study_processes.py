"""The study's internal processes (``processes:`` in YAML) as they stand, and its statutory flows (``flows:``).

A process is a list of rows, one after another, as its decision prints it: numbers repeat, so the ids of steps are made
from them. Amounts and units are those of the cells; a cell without a unit is no budget, it stays a wording. What the
study's writer computed (``computed_total``, ``check``, ``delta``) is left out: it is for the checker to compute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal

from pydantic import ValidationError

from cchc.errors import CchcError
from cchc.interop.study_flows import read_flow
from cchc.interop.study_rows import Lines, Row, Source, as_day, as_text, read_file, rejected, sources
from cchc.interop.study_steps import budget_of, label_of, step_ids, unit_named
from cchc.model.place import Located, Rejected
from cchc.model.process import Budget, BudgetUnit, Process, PublishedTime, Stage, Step, StepKind

_NAMES: Final = {"time": "budget", "what": "activity", "activity": "label", "time_wording": "wording"}
_COMPUTED = ("computed_total", "check", "delta")
_KINDS: Final[Mapping[str, StepKind]] = {
    "hop_hoi_dong": StepKind.COUNCIL,
    "lay_y_kien": StepKind.CONSULT,
    "cong_khai": StepKind.PUBLISH,
    "niem_yet": StepKind.PUBLISH,
    "cho_nguoi_nop": StepKind.WAIT_APPLICANT,
    "nop_nghia_vu_tai_chinh": StepKind.PAYMENT,
}
_RANGE = re.compile(r"\s*([0-9]{1,3})(?:\s*[-–]\s*([0-9]{1,3}))?\s*")
_SAID = re.compile(r"(?:^|[\s(:])0*([0-9]{1,4}(?:[.,/][0-9]{1,3})?) (ngày làm việc|ngày|giờ làm việc|giờ)")
_PROVINCE = re.compile(r"(?:tỉnh|thành phố|TP\.?) (?P<name>[^,;()]{2,40})$", re.IGNORECASE)
CONFIDENCE: Final[Mapping[str, Literal["high", "medium", "low"]]] = {"high": "high", "medium": "medium", "low": "low"}


def read_study_processes(path: str | Path) -> Iterator[Located[Process] | Rejected]:
    """Yield every process and every flow of a file of the study with its place, or why it is none.

    A flow of several branches is one process for each branch.

    Raises:
        MissingExtraError: the extra ``yaml`` is not installed.
    """
    data = read_file(path)
    if isinstance(data, Rejected):
        yield data
        return
    yield from study_processes(*data, str(path))


def study_processes(data: object, lines: Mapping[str, int], file: str = "") -> Iterator[Located[Process] | Rejected]:
    """Yield the processes of a file that is parsed already: plain data, and the line of every dotted path.

    >>> rows = [{"no": "2", "what": "a", "time": 1, "unit": "day"}, {"no": "2", "what": "b", "time": "1/4", "unit": "day"}]
    >>> (found,) = study_processes({"processes": [{"id": "p", "name": "…", "steps": rows}]}, {"processes.0.steps.1.time": 7}, "a.yaml")
    >>> [(step.id, step.no, str(step.budget)) for step in found.record.steps], str(found.at("steps.1.budget"))
    ([('2', '2', '1 day'), ('2-2', '2', '1/4 day')], 'a.yaml:7')
    """
    for found in sources(data, lines, file, ("processes", "flows")):
        if isinstance(found, Rejected):
            yield found
        elif not isinstance(found[1].table, dict):
            yield Rejected(found[1].place, "not_table", "a table of keys is expected here, with `id`, `name` and `steps` or `nodes`")
        elif found[0] == "flows":
            yield from read_flow(found[1])
        else:
            yield _read(found[1])


def _read(source: Source) -> Located[Process] | Rejected:
    row = Row.of(source.table)
    lines = Lines(source.lines)
    name = as_text(row.table.get("id"))
    try:
        return Located(_process(row, lines), source.place, lines.keys)
    except (CchcError, ValidationError) as error:
        return rejected(source.place, name, error)


def _process(row: Row, lines: Lines) -> Process:
    for model, path in _PLACES.items():
        lines.put(model, path)
    for key in _COMPUTED:
        row.take(key)
    notes: list[str] = []
    steps = _steps(row, lines)
    declared = _total(row, "declared_total", notes)
    committed = _total(row, "committed_total", notes)
    heading = _heading(row, notes)
    given = row.take("source")
    source = Row.of(given, "ref")
    issuer, issued = source.text("issuer"), source.text("date")
    if issued and as_day(issued) is None:
        notes.append(f"source.date: {issued}")
    place = _PROVINCE.search(issuer)
    stages = (*_stages(row, steps, declared, lines, notes), *_subtotals(row, lines, notes))
    told = [text for one in ("notes", "unit_note") for text in _noted(row, one, lines, len(notes))]
    sure = row.text("confidence")
    return Process(
        id=row.text("id"),
        name=row.text("name"),
        codes=row.texts("tthc_codes"),
        case=row.text("case"),
        channels=row.texts("channel"),
        agency=row.text("agency"),
        province=row.text("province") or (place["name"].strip() if place else ""),
        decision=source.text("decision"),
        issuer=issuer,
        issued=as_day(issued),
        declared=declared,
        committed=committed,
        heading_unit=heading,
        steps=steps,
        stages=stages,
        national=tuple(_national(row, lines)),
        source="; ".join([text for text in (source.text("ref"), *source.rest()) if text]),
        confidence=CONFIDENCE.get(sure, "medium"),
        notes=(*notes, *told, *row.rest()),
    )


_PLACES: Final[Mapping[str, str]] = {
    **{key: key for key in ("id", "name", "case", "steps", "stages", "source", "confidence", "heading_unit")},
    "codes": "tthc_codes",
    "declared": "declared_total",
    "committed": "committed_total",
    "national": "national_time",
    "decision": "source.decision",
    "issuer": "source.issuer",
    "issued": "source.date",
}


def _noted(row: Row, key: str, lines: Lines, before: int) -> Iterator[str]:
    prefix = "" if key == "notes" else f"{key}: "
    for place, text in enumerate(row.texts(key)):
        if key == "notes":
            lines.put(f"notes.{before + place}", f"notes.{place}")
        yield f"{prefix}{text}"


def _steps(row: Row, lines: Lines) -> tuple[Step, ...]:
    given = [Row.of(one, "what") for one in row.rows("steps")]
    numbers = [one.text("no") for one in given]
    steps: list[Step] = []
    for place, (one, no, key) in enumerate(zip(given, numbers, step_ids(numbers), strict=True)):
        lines.put(f"steps.{place}", f"steps.{place}", _NAMES)
        kind, counted, amount, unit = one.text("activity"), one.take("counted"), one.take("time"), one.text("unit")
        budget = budget_of(amount, unit)
        printed = f"{as_text(amount)} {unit}".strip() if budget is None and amount is not None else ""
        steps.append(
            Step(
                id=key,
                no=no,
                label=label_of(kind),
                activity=one.text("what"),
                role=one.text("role"),
                role_kind=one.text("role_kind"),
                agency=one.text("agency"),
                kind=_KINDS.get(kind, StepKind.TASK),
                budget=budget,
                counted=counted is not False,
                wording="; ".join(filter(None, (one.text("time_wording"), printed))),
                note="; ".join(filter(None, (one.text("note"), *one.rest()))),
            )
        )
    return tuple(steps)


def _total(row: Row, key: str, notes: list[str]) -> Budget | None:
    given = row.take(key)
    if given is None:
        return None
    inner = Row.of(given, "value")
    value, unit = inner.take("value"), inner.text("unit")
    budget = budget_of(value, unit)
    if budget is None and (value is not None or unit):
        notes.append(f"{key}: {as_text(value)} {unit or '(không đơn vị)'}")
    notes.extend(inner.rest(f"{key}."))
    return budget


def _heading(row: Row, notes: list[str]) -> BudgetUnit | None:
    heading = row.text("heading_unit")
    unit = unit_named(heading)
    if heading and unit is None:
        notes.append(f"heading_unit: {heading}")
    return unit


def _stages(row: Row, steps: tuple[Step, ...], declared: Budget | None, lines: Lines, notes: list[str]) -> Iterator[Stage]:
    """Stages: ``steps: 1-7`` are rows from 1 in printed order, since numbers repeat; the sub-total is that of the label, else ``sum``."""
    for place, given in enumerate(row.rows("stages")):
        one = Row.of(given)
        label, rows, total = one.text("label"), one.text("steps"), one.take("sum")
        inside: list[str] = []
        for part in rows.split(",") if rows else ():
            found = _RANGE.fullmatch(part)
            first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
            if found is None or not 1 <= first <= last <= len(steps):
                notes.append(f"stages.{label or place}.steps: {rows}")
                continue
            inside += [step.id for step in steps[first - 1 : last]]
        budgets = {step.budget.unit for step in steps if step.id in inside and step.budget is not None}
        unit = budgets.pop() if len(budgets) == 1 else declared.unit if declared else ""
        said = _SAID.search(label)
        lines.put(f"stages.{place}", f"stages.{place}", {"sum": "declared"})
        notes.extend(one.rest(f"stages.{label or place}."))
        yield Stage(label=label, steps=tuple(inside), declared=budget_of(said[1], said[2]) if said else budget_of(total, unit))


def _subtotals(row: Row, lines: Lines, notes: list[str]) -> Iterator[Stage]:
    """Sub-totals the decision declares in words, without saying which steps they cover."""
    for place, text in enumerate(row.texts("subtotals_declared")):
        said = _SAID.search(text)
        budget = budget_of(said[1], said[2]) if said else None
        if said is None or budget is None:
            notes.append(f"subtotals_declared: {text}")
            continue
        lines.put(f"stages.{place}", f"subtotals_declared.{place}")
        yield Stage(label=text[: said.start()].removesuffix(":").removesuffix(" là").strip() or text, declared=budget)


def _national(row: Row, lines: Lines) -> Iterator[PublishedTime]:
    for place, given in enumerate(row.rows("national_time")):
        one = Row.of(given)
        lines.put(f"national.{place}", f"national_time.{place}", {"date": "read"})
        yield PublishedTime(code=one.text("code"), published=one.texts("published"), read=one.text("date"))
