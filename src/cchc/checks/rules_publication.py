"""Rules about what is published: the parts a procedure must have, its decision, its codes and numbers, its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from itertools import pairwise

from cchc.checks.finding import Context, Found, Severity
from cchc.checks.texts import agency_texts, folded, is_blank, noted_texts, published_cells, shown
from cchc.model.identifiers import result_code
from cchc.model.procedure import Procedure
from cchc.model.process import Process

_CODE_IN_NAME = re.compile(r"mã(?: kết quả)?: ?(\S{1,40})$", re.IGNORECASE)
_BLANK_NUMBER = re.compile(r"^(?:số:? ?)?(?:[.…_ ]*/ ?(?:qđ|tb|kh|nq)\b|[.…_]{2,}|qđ-ubnd|/)|số:? ?[.…_]{2,} ?/|/qđ-ubnd ngày [.…_]{2,}")
_DATE = re.compile(r"(?<![0-9/])([0-9]{1,2})[/.-]([0-9]{1,2})[/.-](20[0-9]{2})")
_FEWEST_WORDS = 4
"""Shorter names differ by a word and mean another thing."""
_MOST_WORDS = 300
"""No name is longer; comparing takes time."""
_QUOTED = re.compile(r"[\"“]([^\"“”]{4,200})[\"”]")


def missing_part(procedure: Procedure, _context: Context) -> Iterator[Found]:
    """A part is missing without which a procedure is not complete."""
    timed = procedure.limits or published_cells(procedure)
    listed = procedure.components or procedure.components_listed
    parts: list[tuple[str, str, str, object]] = [
        ("name", "tên", "name", procedure.name.strip()),
        ("steps", "trình tự thực hiện", "order of steps", [one for one in procedure.steps if not is_blank(one)]),
        ("submission", "cách thức thực hiện", "manner", procedure.submission or any(limit.published for limit in procedure.limits)),
        ("components", "thành phần, số lượng hồ sơ", "papers and number of dossiers", listed),
        ("limits", "thời hạn giải quyết", "time limit", timed),
        ("subjects", "đối tượng thực hiện", "who it is for", [one for one in procedure.subjects if not is_blank(one)]),
        ("agencies", "cơ quan giải quyết", "resolving body", [text for _path, text in agency_texts(procedure) if not is_blank(text)]),
        ("results", "kết quả thực hiện", "result", procedure.results),
    ]
    missing = [(path, vi, en) for path, vi, en, there in parts if not there]
    if missing:
        names_vi, names_en = ", ".join(vi for _path, vi, _en in missing), ", ".join(en for _path, _vi, en in missing)
        yield Found(f"Thiếu bộ phận tạo thành: {names_vi}", f"parts are missing: {names_en}", missing[0][0])


def not_published(procedure: Procedure, _context: Context) -> Iterator[Found]:
    """A procedure names no decision that publishes it."""
    if is_blank(procedure.decision):
        yield Found("Không nêu quyết định công bố", "no decision that publishes it is named", "decision")


def publication_incomplete(procedure: Procedure, _context: Context) -> Iterator[Found]:
    """A field of the published record is left blank or says that nothing is known."""
    blank: dict[str, str] = {}
    for place, way in enumerate(procedure.submission):
        if is_blank(way.published_time):
            blank.setdefault("thời hạn", f"submission.{place}.published_time")
        if is_blank(way.published_fee) and not procedure.fees:
            blank.setdefault("phí, lệ phí", f"submission.{place}.published_fee")
    for place, result in enumerate(procedure.results):
        if not result.code:
            blank.setdefault("mã kết quả", f"results.{place}.code")
    listed = procedure.components_listed
    if listed is not None and not procedure.components:
        blank["thành phần hồ sơ"] = "components"
    if blank:
        names = ", ".join(blank)
        yield Found(f"Công khai chưa đủ, để trống: {names}", f"not wholly public, left blank: {names}", next(iter(blank.values())))


def result_code_invalid(procedure: Procedure, _context: Context) -> Iterator[Found]:
    """The code of a result is not one of the catalogue's form, or stands in the name instead of its own field."""
    for place, result in enumerate(procedure.results):
        in_name = _CODE_IN_NAME.search(" ".join(result.name.split()))
        code = result.code or (in_name[1] if in_name else "")
        broken = result_code.check(code) if code else ()
        if broken:
            yield Found(
                f"Mã kết quả “{shown(code, 40)}”: {broken[0].text_vi}",
                f"the result code “{shown(code, 40)}”: {broken[0].text_en}",
                f"results.{place}.{'code' if result.code else 'name'}",
                "KQ.G01.000001",
                shown(code, 40),
                severity=Severity.INFO if broken == (result_code.RESULT_SHAPE,) else None,
            )


def abolished_procedure(procedure: Procedure, context: Context) -> Iterator[Found]:
    """A procedure was abolished."""
    yield from _abolished((procedure.code,), context, "code", procedure.until)


def process_of_abolished(process: Process, context: Context) -> Iterator[Found]:
    """A process serves a procedure that was abolished."""
    yield from _abolished(process.codes, context, "codes", process.until)


def _abolished(codes: tuple[str, ...], context: Context, path: str, until: date | None) -> Iterator[Found]:
    for code in codes:
        end = context.facts.procedure_ended(code, context.as_of)
        if end is not None and (until is None or until >= end.since):
            yield Found(
                f"{code} ({end.name_vi}) đã bị bãi bỏ từ {end.since:%d/%m/%Y}",
                f"{code} ({end.name_en}) is abolished since {end.since}",
                path,
                actual=code,
                basis=end.basis,
            )


def blank_doc_number(procedure: Procedure, _context: Context) -> Iterator[Found]:
    """The decision that publishes a procedure has no number."""
    yield from _blank_number(procedure.decision)


def process_blank_doc_number(process: Process, _context: Context) -> Iterator[Found]:
    """The decision that approves a process has no number."""
    yield from _blank_number(process.decision)


def _blank_number(decision: str) -> Iterator[Found]:
    if decision and _BLANK_NUMBER.search(folded(decision)) is not None:
        yield Found(
            f"Quyết định để trống số: “{shown(decision)}”",
            f"the decision has no number: “{shown(decision)}”",
            "decision",
            actual=shown(decision),
        )


def doc_date_mismatch(process: Process, _context: Context) -> Iterator[Found]:
    """The decision and its annex, or the decision and the day it is said to be issued, bear different dates."""
    printed = [_day(found) for found in _DATE.finditer(process.decision)]
    if process.issued is not None and printed and printed[0] is not None and printed[0] != process.issued:
        yield _dates("decision", process.issued, printed[0])
    if process.issued is not None and process.since is not None and process.since < process.issued:
        yield Found(
            f"Có hiệu lực {process.since:%d/%m/%Y} trước ngày ban hành {process.issued:%d/%m/%Y}",
            f"in force on {process.since}, before it was issued on {process.issued}",
            "since",
            severity=Severity.WARNING,
        )
    for path, note in noted_texts(process):
        text = folded(note)
        days = [day for found in _DATE.finditer(text) if (day := _day(found)) is not None]
        if "phụ lục" in text and "quyết định" in text and len(set(days)) == 2:
            yield _dates(path, min(days), max(days))


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def _dates(path: str, one: date, other: date) -> Found:
    return Found(
        f"Quyết định và phụ lục lệch ngày: {one:%d/%m/%Y} ↔ {other:%d/%m/%Y}",
        f"the decision and its annex differ in date: {one} and {other}",
        path,
        one.isoformat(),
        other.isoformat(),
    )


def nearly(one: str, other: str) -> bool:
    """Return whether two names are the same but for a slip of the pen: not equal when folded, and hardly different.

    >>> nearly("Tác động vào thời tiết", "Tác động và thời tiết"), nearly("Cấp mới", "Cấp lại")
    (True, False)
    """
    mine, theirs = (re.sub(r"[^\w ]", "", folded(text)).split() for text in (one, other))
    if mine == theirs or min(len(mine), len(theirs)) < _FEWEST_WORDS or max(len(mine), len(theirs)) > _MOST_WORDS:
        return False
    changes = [one for one in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes() if one[0] != "equal"]
    return len(changes) <= 2 and all(_is_slip(mine[i:j], theirs[k:m]) for _tag, i, j, k, m in changes)


def _is_slip(mine: list[str], theirs: list[str]) -> bool:
    """Whether these words stand for each other by a slip: one short word left out, or words that hardly differ."""
    if len(mine) != len(theirs):
        return len(left := mine or theirs) == 1 and not (mine and theirs) and len(left[0]) <= 3
    return all(SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.6 for one, other in zip(mine, theirs, strict=True))


def name_in_notes(process: Process, _context: Context) -> Iterator[Found]:
    """A note of the record quotes two forms of the name that differ by a slip of the pen."""
    for path, note in noted_texts(process):
        quoted = [found[1] for found in _QUOTED.finditer(note)]
        for one, other in pairwise(quoted):
            if nearly(one, other):
                yield names_differ(path, other, one)


def names_differ(path: str, expected: str, actual: str) -> Found:
    """Return the finding that a name is printed in two forms."""
    return Found(
        f"Tên lệch nhau: “{shown(actual)}” ↔ “{shown(expected)}”",
        f"the name has two forms: “{shown(actual)}” and “{shown(expected)}”",
        path,
        shown(expected),
        shown(actual),
    )
