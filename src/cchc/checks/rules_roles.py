"""Rules about who does a step: the columns of work and of person, and the hand-off from one unit to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cchc.checks.finding import Context, Found
from cchc.checks.texts import folded, shown
from cchc.model.process import Process, Step

_PEOPLE = re.compile(
    r"^(?:lãnh đạo|chuyên viên|phòng|văn thư|ubnd|ủy ban|bộ phận|cán bộ|công chức|sở|giám đốc|chủ tịch|văn phòng|cơ quan|hội đồng)\b"
)
_LONGEST_NAME = 9
"""The most words that the name of a unit has here."""
_DOINGS = re.compile(
    r"\b(?:tiếp nhận|xem xét|thẩm định|thẩm tra|kiểm tra|phê duyệt|dự thảo|phân công|chuyển hồ sơ|xác minh|vào sổ|đóng dấu|đánh giá|lập)\b"
)
_UNIT = r"(?:lãnh đạo|phòng|sở|ubnd|ủy ban|văn phòng|công an|chi cục|chi nhánh|trung tâm|ttpvhcc|bộ phận|cơ quan|bảo hiểm)"
_HANDS = r"(?:chuyển|bàn giao|gửi)(?: toàn bộ)?(?: hồ sơ| kết quả| văn bản)? (?:đến|cho|tới|về|sang|lên) "
_GIVER = re.compile(rf"^(?P<unit>{_UNIT}\b[^,;.]{{0,60}}?) {_HANDS}")
_TAKER = re.compile(rf"\b{_HANDS}(?P<unit>{_UNIT}\b[^,;.:()]{{0,60}})")
_PLAIN_WORDS = (
    "lãnh đạo chuyên viên phòng văn thư bộ phận cán công chức sở tỉnh xã cấp và các để của hồ sơ môn liên quan cơ thẩm quyền"
    " xử lý giải quyết phụ trách được giao có thụ"
)
_PLAIN = frozenset(_PLAIN_WORDS.split())
"""Words that many names of units have."""


def columns_swapped(process: Process, _context: Context) -> Iterator[Found]:
    """What is done stands under who does it, and the other way round."""
    swapped = [place for place, step in enumerate(process.steps) if _swapped(step)]
    if swapped:
        names = ", ".join(process.steps[place].no or process.steps[place].id for place in swapped[:8])
        yield Found(
            f"Cột nội dung và cột trách nhiệm có vẻ bị đổi chỗ ở bước {names}",
            f"what is done and who does it seem swapped in step {names}",
            f"steps.{swapped[0]}.role",
        )


def _swapped(step: Step) -> bool:
    return is_heading(step) and bool(_DOINGS.search(folded(step.role)))


def is_heading(step: Step) -> bool:
    """Return whether what is done only names a unit."""
    what = folded(step.activity)
    return bool(_PEOPLE.match(what)) and not _DOINGS.search(what) and len(what.split()) <= _LONGEST_NAME


def broken_handoff(process: Process, _context: Context) -> Iterator[Found]:
    """The unit that hands the dossier on is not the one that had it, or the next step is not of the unit that it was handed to."""
    for place, (before, step) in enumerate(pairwise(process.steps), 1):
        if step.after is not None:
            continue
        name = step.no or step.id
        giver, takers = _GIVER.match(folded(step.activity)), [*_TAKER.finditer(folded(before.activity))]
        if giver is not None and not any(_shares(giver["unit"], f"{one.role} {one.agency}") for one in (before, step)):
            given, had = shown(giver["unit"], 50), shown(before.role, 50)
            yield Found(
                f"Bước {name}: “{given}” chuyển hồ sơ, nhưng hồ sơ đang ở “{had}”",
                f"step {name}: “{given}” hands on a dossier that “{had}” has",
                f"steps.{place}",
            )
        elif takers and not _shares(takers[-1]["unit"], f"{step.role} {step.agency} {step.activity}"):
            given, has = shown(takers[-1]["unit"], 50), shown(step.role or step.activity, 50)
            yield Found(
                f"Hồ sơ chuyển cho “{given}”, nhưng bước {name} do “{has}” làm",
                f"the dossier goes to “{given}”, but step {name} is of “{has}”",
                f"steps.{place}",
            )


def _shares(unit: str, holder: str) -> bool:
    """Whether two names of a unit share a word that tells units apart; a name without one, or no holder, tells nothing."""
    words = [word for word in unit.split() if word not in _PLAIN]
    held = folded(holder).split()
    return not words or not held or any(word.strip("-()") in held for word in words)
