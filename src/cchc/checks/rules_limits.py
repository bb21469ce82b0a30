"""Rules about the limits of a procedure: cases under channels, part of the whole, start, extension, pause, cut-off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time
from fractions import Fraction

from cchc.checks.finding import Context, Found, Severity
from cchc.checks.texts import (
    Cell,
    Spoken,
    Time,
    amount_of,
    folded,
    noted_texts,
    published_cells,
    running_texts,
    said,
    shown,
    spoken,
    step_texts,
    time_of,
)
from cchc.legal import LegalBasis
from cchc.model.procedure import AllowedPause, Extension, Procedure
from cchc.model.process import Process

_FROM = r"[^.;]{0,12}(?:kể từ|tính từ|từ) (?:khi|ngày|thời điểm) "
_RECEIPT = re.compile(_FROM + r"(?:[^.;,]{0,30}? )??(?P<how>tiếp nhận|nhận đủ|nhận được đủ|nhận được|nhận)(?P<rest>[^.;]{0,60})")
_HANDED_UP = re.compile(_FROM + r"(?:[^.;]{0,60} )?(?:trình\b|tờ trình|hồ sơ do [^.;]{2,60} trình)")
_HIGHER = re.compile(r"(?:chủ tịch )?(?:ủy ban nhân dân|ubnd)|hội đồng nhân dân|bộ trưởng|thủ tướng|chủ tịch nước|chính phủ")
_CASE_WORDS = ("trường hợp", "đối với", "nhóm ", "vùng ", "khu vực", "địa bàn", "loại ")
_CHANNEL_WORDS = ("kênh", "trực tuyến", "trực tiếp", "bưu chính", "online", "counter", "post", "kiosk")
_NEXT_DAY = r"(?:ngày làm việc (?:kế tiếp|tiếp theo|hôm sau)|ngày tiếp theo|hôm sau|đầu giờ)"
_CUTOFF = re.compile(r"(?:sau|trước) (?P<hour>[0-9]{1,2}) ?(?:giờ|h)(?: ?(?P<minute>[0-9]{2}))?(?: phút)?[^.;]{0,60}" + _NEXT_DAY)


def channel_as_case(procedure: Procedure, _context: Context) -> Iterator[Found]:
    """Ways to hand in have different times: cases were entered as channels.

    An error where the record itself speaks of cases, a question otherwise.
    """
    by_channel: dict[str, dict[tuple[Fraction | str, str], Cell]] = {}
    for cell in published_cells(procedure):
        by_channel.setdefault(cell.channel, {})[cell.key] = cell
    times = {frozenset(amount for amount, _unit in cells) for cells in by_channel.values()}
    if len(times) < 2:
        return
    told = "; ".join(f"{channel} {', '.join(str(cell) for cell in cells.values())}" for channel, cells in by_channel.items())
    first = next(iter(next(iter(by_channel.values())).values()))
    speaks = _speaks_of_cases(procedure)
    yield Found(
        f"Các kênh nộp có thời hạn khác nhau ({told})" + (": trường hợp bị nhập thành kênh" if speaks else ""),
        f"the channels have different times ({told})" + (": cases were entered as channels" if speaks else ""),
        first.path,
        severity=None if speaks else Severity.WARNING,
    )


def _speaks_of_cases(procedure: Procedure) -> bool:
    labels = {folded(limit.label_vi or limit.case) for limit in procedure.limits}
    named = [label for label in labels if label != "chung" and not any(word in label for word in _CHANNEL_WORDS)]
    texts = [folded(text) for _path, text in (*running_texts(procedure), *noted_texts(procedure))]
    noted = any("kênh" in text or "channel_as_case" in text for text in texts)
    return bool(named or procedure.cases or noted) or any(word in text for text in texts for word in _CASE_WORDS)


def _receipts(procedure: Procedure) -> list[tuple[str, Spoken, str, str]]:
    """The amounts that run from the receipt of the dossier: path, amount, how the receipt is worded, what is done in it."""
    found: list[tuple[str, Spoken, str, str]] = []
    for path, text in running_texts(procedure):
        text = folded(text)
        for one in spoken(text):
            start = _RECEIPT.match(text[one.end : one.end + 140])
            if start is not None and _is_dossier(start["rest"].partition(",")[0]):
                found.append((path, one, start["how"], text[one.end + start.start("rest") : one.end + 260]))
    return found


def _is_dossier(what: str) -> bool:
    """Whether what was received is the applicant's dossier, and not what another authority put up."""
    return "hồ sơ" in what and not any(word in what for word in ("trình", "của sở", "do sở", "của cơ quan", "của ủy ban"))


def partial_total(procedure: Procedure, _context: Context) -> Iterator[Found]:
    """The published time is only that of the first authority: another has further time, from when the dossier is put before it."""
    cells = {cell.key: cell for cell in published_cells(procedure)}
    for place, limit in enumerate(procedure.limits):
        further = time_of(limit.limit)
        if further is None or not limit.start.needs_event or re.search(r"\btrình\b", folded(limit.wording)) is None:
            continue
        for other in procedure.limits:
            first = None if other.start.needs_event else time_of(other.limit)
            cell = cells.get(first) if first is not None and first[1] == further[1] else None
            if first is not None and cell is not None and (first[0] + further[0], first[1]) not in cells:
                yield _partial(cell, said(*first), said(*further), f"limits.{place}")
                return
    yield from _partial_in_text(procedure, cells)


def _partial_in_text(procedure: Procedure, cells: dict[tuple[Fraction | str, str], Cell]) -> Iterator[Found]:
    if len(cells) != 1:
        return
    firsts = [one for _path, one, _how, _done in _receipts(procedure)]
    for path, text in running_texts(procedure):
        text = folded(text)
        for one in spoken(text):
            after = text[one.end : one.end + 220]
            if _HANDED_UP.match(after) is None or _HIGHER.search(after) is None:
                continue
            for first in firsts:
                cell = cells.get(first.key)
                sums = {first.amount + one.amount, one.amount}
                if cell is not None and first.unit == one.unit and not any((total, one.unit) in cells for total in sums):
                    yield _partial(cell, str(first), str(one), path)
                    return


def _partial(cell: Cell, first: str, further: str, path: str) -> Found:
    return Found(
        f"Ô thời hạn “{cell}” chỉ là {first} của cơ quan đầu; lời văn còn thêm {further} của cơ quan khác",
        f"the published “{cell}” is only the first authority's {first}; the text adds {further} of another",
        path,
        f"{first} + {further}",
        str(cell),
    )


def ambiguous_start(procedure: Procedure, _context: Context) -> Iterator[Found]:
    """Two times both run from the receipt, worded differently, and only their sum is the published one; or they are equal."""
    receipts = [one for one in _receipts(procedure) if one[0].startswith("steps")]
    cells = {cell.key: cell for cell in published_cells(procedure)}
    for place, (_path, one, how, done) in enumerate(receipts):
        for path, other, other_how, other_done in receipts[place + 1 :]:
            full = {"nhận đủ", "nhận được đủ"}
            if one.unit != other.unit or (how in full) == (other_how in full):
                continue
            total = (one.amount + other.amount, one.unit)
            handed_on = " trình " in done and "quyết định" in other_done[:160]
            if (total in cells and one.key not in cells and other.key not in cells) or (one.key == other.key and handed_on):
                yield Found(
                    f"Hai thời hạn {one} (từ ngày {how}) và {other} (từ ngày {other_how}): không rõ cộng hay trùng nhau",
                    f"two times, {one} and {other}, both run from the receipt in different words: added or the same is not said",
                    path,
                )
                return


def extension_beyond_law(procedure: Procedure, context: Context) -> Iterator[Found]:
    """An extension goes further, or is granted more often, than the law or the national version in force allows."""
    ceiling = context.facts.most_extensions(context.as_of)
    for place, limit in enumerate(procedure.limits):
        for row, one in enumerate(limit.extensions):
            path, time, (most, basis) = f"limits.{place}.extensions.{row}", time_of(one.limit), _allowed(procedure, one, context)
            if most is not None and time is not None and time > most:
                yield Found(
                    f"Gia hạn {said(*time)}, chỉ được {said(*most)}",
                    f"it is extended by {said(*time, 'en')}, allowed are {said(*most, 'en')}",
                    path,
                    said(*most),
                    said(*time),
                    basis=basis or one.basis,
                )
            if ceiling is not None and one.agreed_by == "authority" and one.most is not None and one.most > ceiling.most:
                yield Found(
                    f"Được gia hạn {one.most} lần; hẹn lại ngày trả kết quả không quá {ceiling.most} lần",
                    f"it may be extended {one.most} times; the result may be re-appointed at most {ceiling.most} time(s)",
                    path,
                    str(ceiling.most),
                    str(one.most),
                    basis=ceiling.basis,
                )


def _allowed(procedure: Procedure, one: Extension, context: Context) -> tuple[Time | None, tuple[LegalBasis, ...]]:
    """How far an extension may go, in its unit: by the law where it is entered, else as another version in force has it."""
    mine = time_of(one.limit)
    law = context.facts.allowed_extension(procedure.code, context.as_of)
    if law is not None and one.how == "by" and one.agreed_by != "agreement":
        most = time_of(law.limit)
        if most is not None and mine is not None and most[1] == mine[1]:
            return most, law.basis
    others = [
        time
        for version in context.national(procedure.code)
        if version != procedure and version.validity.covers(context.as_of)
        for limit in version.limits
        for other in limit.extensions
        if other.how == one.how and (time := time_of(other.limit)) is not None and mine is not None and time[1] == mine[1]
    ]
    return max(others, default=None), ()


def pause_without_end(procedure: Procedure, _context: Context) -> Iterator[Found]:
    """A time that does not count has no longest length, no number of times, and nothing that follows when it runs out."""
    for place, pause in enumerate(procedure.pauses):
        if pause.most is None and pause.times is None and pause.on_timeout is None and not _bounded(pause):
            yield Found(
                f"Thời gian không tính “{shown(pause.wording or pause.reason)}” không có mức tối đa, cũng không có hệ quả khi quá hạn",
                f"the pause “{shown(pause.wording or pause.reason)}” has no longest time and nothing that follows when it runs out",
                f"pauses.{place}",
            )


def _bounded(pause: AllowedPause) -> bool:
    return bool(spoken(folded(pause.wording))) or "lần" in folded(pause.wording)


def cutoff_diff(procedure: Procedure, context: Context) -> Iterator[Found]:
    """The hour after which the next working day begins is not the usual one."""
    cutoffs = ((f"limits.{place}.cutoff", limit.cutoff.at) for place, limit in enumerate(procedure.limits) if limit.cutoff is not None)
    stated = [(path, at) for path, at in cutoffs if at is not None]
    stated += _cutoffs([*running_texts(procedure), *noted_texts(procedure)])
    yield from _unusual(stated, context)


def process_cutoff_diff(process: Process, context: Context) -> Iterator[Found]:
    """The hour after which the next working day begins, as a step words it, is not the usual one."""
    yield from _unusual(_cutoffs([*step_texts(process)]), context)


def _cutoffs(texts: list[tuple[str, str]]) -> list[tuple[str, time]]:
    found: list[tuple[str, time]] = []
    for path, text in texts:
        for one in _CUTOFF.finditer(folded(text)):
            hour, minute = int(one["hour"]), int(one["minute"] or 0)
            if 12 <= hour < 18 and minute < 60:
                found.append((path, time(hour, minute)))
    return found


def _unusual(stated: list[tuple[str, time]], context: Context) -> Iterator[Found]:
    usual = {one.at for one in context.facts.cutoffs}
    told: set[time] = set()
    for path, at in stated:
        if usual and at not in usual and at not in told:
            told.add(at)
            expected = ", ".join(sorted(f"{one:%H:%M}" for one in usual))
            yield Found(
                f"Giờ chốt nhận hồ sơ là {at:%H:%M}, thường là {expected}",
                f"the cut-off is {at:%H:%M}, usually it is {expected}",
                path,
                expected,
                f"{at:%H:%M}",
                basis=tuple(basis for one in context.facts.cutoffs for basis in one.basis),
            )


def no_deadline(procedure: Procedure, _context: Context) -> Iterator[Found]:
    """A procedure has no time limit that can be counted, and publishes no number; a number without a unit is another finding."""
    if any(limit.limit is not None for limit in procedure.limits):
        return
    if not any(amount_of(cell.amount) is not None for cell in published_cells(procedure)):
        yield Found("Không có thời hạn giải quyết tính được", "there is no time limit that can be counted", "limits")
