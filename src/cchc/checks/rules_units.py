"""Rules about units and numbers: one against another, text against field, figure against words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from cchc.checks.finding import Context, Found, Severity
from cchc.checks.paths import counted_budget
from cchc.checks.texts import (
    Spoken,
    amount_of,
    folded,
    noted_texts,
    published_cells,
    running_texts,
    said,
    said_budget,
    shown,
    spoken,
    step_texts,
    time_of,
    unit_of,
    unit_vi,
)
from cchc.model.limit_text import parse_time_limit
from cchc.model.number_words import read_number_words
from cchc.model.procedure import Procedure, ProcedureLimit
from cchc.model.process import Process
from cchc.model.time_limit import CompoundLimit

_DAYS = ("working_day", "day")
_HOURS = ("working_hour", "hour")
_HEADING = re.compile(r"tiêu đề cột (?:thời gian )?(?:ghi )?[\"“]\((ngày làm việc|ngày|giờ làm việc|giờ)\)")
_CELL_NOTED = re.compile(r"ô [\"“](?P<cell>[0-9]{1,4} ngày(?: làm việc)?)[\"”] ↔ (?:lời văn )?(?P<text>[^;]{0,60})")


def unit_conflict(procedure: Procedure, _context: Context) -> Iterator[Found]:
    """A published cell and the limit or the text have the same number in another unit of days."""
    cells = [(amount_of(cell.amount), unit_of(cell.unit), cell) for cell in published_cells(procedure)]
    printed = {(amount, unit) for amount, unit, _cell in cells if amount is not None and unit in _DAYS}
    meant = {time for limit in procedure.limits if (time := time_of(limit.limit)) is not None}
    texts = [(path, folded(text)) for path, text in running_texts(procedure)]
    worded = {one.key for _path, text in texts for one in spoken(text) if _is_whole(text, one)}
    told: set[Fraction] = set()
    for amount, unit, cell in cells:
        if amount is None or unit not in _DAYS or amount in told:
            continue
        other = (amount, "day" if unit == "working_day" else "working_day")
        mine = (amount, unit)
        where = (
            ("một ô khác", "another cell")
            if other in printed
            else ("thời hạn", "the limit")
            if other in meant and mine not in meant
            else ("lời văn", "the text")
            if other in worded and mine not in worded
            else None
        )
        if where is not None:
            told.add(amount)
            yield Found(
                f"Ô công bố “{cell}” ↔ {where[0]}: {said(*other)}",
                f"the published cell is “{cell}”, {where[1]} has {said(*other, 'en')}",
                cell.path,
                said(*other),
                str(cell),
            )


def _is_whole(text: str, one: Spoken) -> bool:
    """Whether an amount in a text is that of the whole: it runs from the receipt of the dossier."""
    return (
        re.match(
            r"[^.;]{0,20}(?:kể từ|tính từ|từ) (?:khi|ngày|thời điểm|lúc)[^.;]{0,20} nhận[^.;]{0,30} hồ sơ\b", text[one.end : one.end + 110]
        )
        is not None
    )


def limit_unit_conflict(procedure: Procedure, _context: Context) -> Iterator[Found]:
    """The wording of a limit has its number in another unit, or a note says that it is of working days."""
    for place, limit in enumerate(procedure.limits):
        time = time_of(limit.limit)
        if time is None or time[1] not in _DAYS:
            continue
        other = "day" if time[1] == "working_day" else "working_day"
        for key, text in (("wording", limit.wording), ("note", limit.note)):
            found = _units_of(folded(text))
            loose = key == "note" and other == "day"
            if found.get(other) == time[0] and time[1] not in found and not loose:
                yield Found(
                    f"Thời hạn {said(*time)} ↔ “{shown(text)}”",
                    f"the limit is {said(*time, 'en')}, beside it stands “{shown(text)}”",
                    f"limits.{place}.{key}",
                    said(time[0], other),
                    said(*time),
                )


_SUM = re.compile(r"((?:[0-9]{1,3} ?\+ ?){1,6}[0-9]{1,3}) (ngày làm việc|ngày)")


def _units_of(text: str) -> dict[str, Fraction]:
    """The amounts of a text by unit of days, those that a text adds ("5 + 3 ngày làm việc") as their sum."""
    found: dict[str, Fraction] = {}
    for one in spoken(text):
        found.setdefault(one.unit, one.amount)
    for added in _SUM.finditer(text):
        found[unit_of(added[2])] = sum((Fraction(one) for one in added[1].split("+")), Fraction(0))
    return found


def process_unit_conflict(process: Process, _context: Context) -> Iterator[Found]:
    """The whole is in calendar days and the steps in working days, or the catalogue publishes another unit for the same number."""
    whole = process.declared
    if whole is None:
        return
    units = {one.unit for step in process.steps if (one := counted_budget(process, step)) and one.unit not in ("same_day", "immediate")}
    if whole.unit == "day" and units == {"working_day"}:
        yield Found(
            f"Tổng khai {said_budget(whole)}, các bước tính bằng ngày làm việc: gặp ngày nghỉ thì các bước dài hơn tổng",
            f"the whole is {said_budget(whole, 'en')}, the steps are in working days: over a rest day they exceed the whole",
            "declared",
            "ngày làm việc",
            said_budget(whole),
        )
    other = {"day": "working_day", "working_day": "day"}.get(whole.unit)
    for place, beside in enumerate(process.national):
        cells = [key for text in beside.published for key in (found.key for found in spoken(folded(text)))]
        if other and (Fraction(whole.count), other) in cells and (Fraction(whole.count), whole.unit) not in cells:
            yield Found(
                f"Tổng khai {said_budget(whole)} ↔ công bố {said(Fraction(whole.count), other)}",
                f"the whole is {said_budget(whole, 'en')}, published is {said(Fraction(whole.count), other, 'en')}",
                f"national.{place}",
                said(Fraction(whole.count), other),
                said_budget(whole),
                severity=Severity.WARNING,
            )


def unit_mixed_sum(process: Process, _context: Context) -> Iterator[Found]:
    """Steps of one process are in working days and in days, or in days and in hours: adding them is adding unlike things."""
    units: dict[str, int] = {}
    for place, step in enumerate(process.steps):
        budget = counted_budget(process, step)
        if budget is not None and budget.count:
            units.setdefault(budget.unit, place)
    if all(unit in units for unit in _DAYS):
        yield Found(
            "Các bước trộn ngày và ngày làm việc: cộng số lại không thành một thời hạn",
            "the steps mix days and working days: their numbers add up to no time limit",
            f"steps.{max(units['day'], units['working_day'])}.budget",
        )
    elif any(unit in units for unit in _DAYS) and any(unit in units for unit in _HOURS):
        yield Found(
            f"Các bước trộn giờ và ngày (đọc theo 1 ngày = {process.hours_per_day} giờ)",
            f"the steps mix hours and days (read with {process.hours_per_day} hours a day)",
            f"steps.{max(units.values())}.budget",
            severity=Severity.INFO,
        )


def unit_missing(procedure: Procedure, _context: Context) -> Iterator[Found]:
    """A published number has no unit, so it is no time limit."""
    cells = [cell for cell in published_cells(procedure) if amount_of(cell.amount) is not None and not unit_of(cell.unit)]
    if cells:
        yield Found(
            f"Ô thời hạn “{cells[0].amount}” không có đơn vị ({len(cells)} ô)",
            f"the published time “{cells[0].amount}” has no unit ({len(cells)} cells)",
            cells[0].path,
            "ngày làm việc | ngày | giờ | tháng",
            str(cells[0]),
        )


def unit_header_vs_cell(process: Process, _context: Context) -> Iterator[Found]:
    """The cells of the steps say "ngày" where the heading, the whole or the published limit says "ngày làm việc", or the reverse."""
    cells = {one.unit for step in process.steps if (one := counted_budget(process, step)) and one.unit in _DAYS}
    if len(cells) != 1:
        return
    unit = cells.pop()
    other = "day" if unit == "working_day" else "working_day"
    above: list[tuple[str, str | None, str, str]] = [("heading_unit", process.heading_unit, "tiêu đề cột", "the heading")]
    above += [
        (path, unit_of(found[1]), "tiêu đề cột", "the heading")
        for path, text in noted_texts(process)
        if (found := _HEADING.search(folded(text)))
    ]
    above += [("declared", process.declared.unit if process.declared else None, "tổng", "the whole")] if unit == "day" else []
    published = {one.unit for national in process.national for text in national.published for one in spoken(folded(text))}
    above += [("national.0", other, "thời hạn công bố", "the published limit")] if published == {other} else []
    for path, named, vi, en in above:
        if named == other:
            yield Found(
                f"Ô thời gian của các bước ghi “{unit_vi(unit)}”, {vi} ghi “{unit_vi(other)}”",
                f"the steps are timed in “{unit_vi(unit)}”, {en} says “{unit_vi(other)}”",
                path,
                unit_vi(other),
                unit_vi(unit),
            )
            return


def text_ne_field(procedure: Procedure, _context: Context) -> Iterator[Found]:
    """The wording beside a limit states one time of the same unit, and another number."""
    for place, limit in enumerate(procedure.limits):
        stated = _field_of(limit)
        longer = any(word in folded(limit.wording) for word in _LONGER)
        read = parse_time_limit(limit.wording).limits if stated and limit.wording and not longer else ()
        told = [(Fraction(one.amount), one.unit) for one in read if one.amount is not None and one.unit in stated]
        if len(told) == 1 and told[0][0] != stated[told[0][1]]:
            field = stated[told[0][1]], told[0][1]
            yield Found(
                f"Lời văn ghi {said(*told[0])}, ô thời hạn ghi {said(*field)}",
                f"the wording says {said(*told[0], 'en')}, the field {said(*field, 'en')}",
                f"limits.{place}.wording",
                said(*told[0]),
                said(*field),
            )


def _field_of(limit: ProcedureLimit) -> dict[str, Fraction]:
    """What a limit states, by unit; its published number where nobody confirmed the unit."""
    if limit.unconfirmed is not None:
        amount, unit = amount_of(limit.unconfirmed.amount), unit_of(limit.unconfirmed.unit)
        return {unit: amount} if amount is not None and unit else {}
    parts = limit.limit.parts if isinstance(limit.limit, CompoundLimit) else (limit.limit,)
    return {time[1]: time[0] for part in parts if (time := time_of(part)) is not None}


_LONGER = ("thêm", "kéo dài", "gia hạn")
"""Words by which a wording states what is added, not the whole."""
_DONE = re.compile(r"\b(?:cấp|quyết định|phê duyệt|trả kết quả|ban hành|công nhận|giải quyết)\b")
_NOT_DONE = re.compile(
    r"thông báo|ý kiến|xác nhận|hoàn trả|yêu cầu|bổ sung|chưa|không hợp lệ|kiểm tra|thẩm định|lấy ý kiến|trình |gửi|chuyển|xem xét|báo cáo"
)


def steps_ne_field(procedure: Procedure, _context: Context) -> Iterator[Found]:
    """The steps speak of one time only, from receipt to result, and it is not the published one."""
    amounts = [
        (place, text, one)
        for place, step in enumerate(procedure.steps)
        for text in (folded(step),)
        for one in spoken(text)
        if one.unit in _DAYS
    ]
    cells = {cell.key: cell for cell in published_cells(procedure)}
    if len({one.key for _place, _text, one in amounts}) != 1 or len(cells) != 1:
        return
    (place, text, one), ((amount, unit), cell) = amounts[0], next(iter(cells.items()))
    then = text[one.end : one.end + 220]
    done = _is_whole(text, one) and _DONE.search(then) is not None and _NOT_DONE.search(then) is None
    if unit == one.unit and amount != one.amount and done:
        yield Found(
            f"Trình tự ghi {one} từ khi nhận hồ sơ, ô thời hạn ghi “{cell}”",
            f"the steps say {said(one.amount, one.unit, 'en')} from receipt, the field “{cell}”",
            f"steps.{place}",
            str(one),
            str(cell),
            severity=Severity.WARNING,
        )


def number_words_mismatch(procedure: Procedure, _context: Context) -> Iterator[Found]:
    """A figure and the words in brackets behind it differ: "05 (bảy) ngày"."""
    texts = [*running_texts(procedure), *((f"conditions.{place}", text) for place, text in enumerate(procedure.conditions))]
    yield from _mismatches(texts)


def process_number_words_mismatch(process: Process, _context: Context) -> Iterator[Found]:
    """A figure and the words in brackets behind it differ in the text of a step."""
    yield from _mismatches([*step_texts(process)])


def _mismatches(texts: list[tuple[str, str]]) -> Iterator[Found]:
    for path, text in texts:
        for one in spoken(folded(text)):
            words = one.words.split()
            read = read_number_words(words, lenient=True)
            if read is not None and read[1] == len(words) and read[0] != one.amount:
                yield Found(
                    f"Số ghi {one}, chữ ghi “{one.words}”",
                    f"the figure is {said(one.amount, one.unit, 'en')}, the words say “{one.words}”",
                    path,
                    said(read[0], one.unit),
                    str(one),
                )
