"""Rules about the papers of a dossier: abolished, no papers at all, asked for in no case, impossible to obtain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc.checks.finding import Context, Found
from cchc.checks.texts import folded, shown
from cchc.model.procedure import Procedure

_NOTE_WORDS = (
    "lưu ý",
    "ghi chú",
    "trường hợp ",
    "đối với trường hợp",
    "nếu ",
    "hồ sơ gồm",
    "thành phần hồ sơ",
    "số lượng hồ sơ",
    "hình thức nộp",
    "giấy tờ phải nộp",
    "giấy tờ phải xuất trình",
)
_ISSUED = r"(?:xác nhận|chứng nhận|phê duyệt|quyết định|ý kiến|cấp) (?:của|bởi)|\bdo\b"
_BEFORE_THE_END = re.compile(r"[^.;]{0,20}trước (?:ngày|thời điểm)")


def abolished_doc(procedure: Procedure, context: Context) -> Iterator[Found]:
    """A paper is asked for that is no longer issued or no longer has any worth."""
    ended = context.facts.papers_ended(context.as_of)
    for place, component in enumerate(procedure.components):
        text = folded(component.name)
        for paper in ended:
            if component.validity.covers(context.as_of) and any(word in text for word in paper.words):
                yield Found(
                    f"Còn đòi {paper.name_vi}, không còn giá trị từ {paper.since:%d/%m/%Y}: “{shown(component.name)}”",
                    f"{paper.name_en} is still asked for, without worth since {paper.since}: “{shown(component.name)}”",
                    f"components.{place}",
                    paper.instead_vi,
                    paper.name_vi,
                    fix_vi=f"Bỏ giấy này; dùng {paper.instead_vi}" if paper.instead_vi else "",
                    fix_en=f"drop it; use {paper.instead_en}" if paper.instead_en else "",
                    basis=paper.basis,
                )


def component_is_note(procedure: Procedure, _context: Context) -> Iterator[Found]:
    """A row of the papers asks for no original and no copy: it is a heading or a note."""
    empty = [
        (place, one)
        for place, one in enumerate(procedure.components)
        if not (one.original or one.copies or one.present_only or one.form or one.replaced_by)
    ]
    if (empty and len(empty) < len(procedure.components)) or any(folded(one.name).startswith(_NOTE_WORDS) for _place, one in empty):
        place, component = empty[0]
        yield Found(
            f"{len(empty)} dòng 0 bản chính, 0 bản sao: ghi chú bị lưu như thành phần hồ sơ, ví dụ “{shown(component.name)}”",
            f"{len(empty)} row(s) ask for no original and no copy: a note stored as a paper, such as “{shown(component.name)}”",
            f"components.{place}",
        )


def unused_component(procedure: Procedure, context: Context) -> Iterator[Found]:
    """A paper belongs to cases that the procedure does not have, or the time in which it was asked for is over."""
    known = {case.id for case in procedure.cases} | {limit.case for limit in procedure.limits}
    for place, component in enumerate(procedure.components):
        strange = [case for case in component.cases if case not in known]
        if component.until is not None and component.until < context.as_of and not (procedure.until and procedure.until < context.as_of):
            yield Found(
                f"“{shown(component.name)}” chỉ dùng đến {component.until:%d/%m/%Y}",
                f"“{shown(component.name)}” was asked for until {component.until} only",
                f"components.{place}.until",
            )
        elif procedure.cases and component.cases and len(strange) == len(component.cases):
            yield Found(
                f"“{shown(component.name)}” thuộc trường hợp “{shown(strange[0])}” không có trong thủ tục",
                f"“{shown(component.name)}” belongs to the case “{shown(strange[0])}”, which the procedure does not have",
                f"components.{place}.cases",
            )


def unobtainable_component(procedure: Procedure, context: Context) -> Iterator[Found]:
    """A paper must come from an authority of a level that is no more; one given before that level ended is no fault."""
    for level in context.facts.levels_ended(context.as_of):
        issuer = re.compile(rf"(?:{_ISSUED})[^.;]{{0,40}}?(?:{'|'.join(map(re.escape, level.words))})")
        for place, component in enumerate(procedure.components):
            text = folded(component.name)
            named = issuer.search(text)
            if named is None or _BEFORE_THE_END.match(text[named.end() :]) or not component.validity.covers(context.as_of):
                continue
            yield Found(
                f"Giấy tờ phải do {level.name_vi} cấp hoặc xác nhận, không còn từ {level.since:%d/%m/%Y}: “{shown(component.name)}”",
                f"the paper must come from the {level.name_en}, which is no more since {level.since}: “{shown(component.name)}”",
                f"components.{place}",
                level.instead_vi,
                level.name_vi,
                basis=level.basis,
            )
