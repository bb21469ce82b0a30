"""Time limits in running text, as the law and the portal write them: every one with its place, none with a guessed unit.

Where :mod:`cchc.model.limit_phrases` takes one phrase and refuses anything else, here any text is read and the limits in
it are found: "Không quá 03 (ba) ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ". "ngày" is a calendar day as written, and a
fraction of a day working time. What is no limit is left out or set aside with the reason: dates, times of day, ages,
validity. Reading takes time in proportion to the length of the text, whatever it holds.
"""

from __future__ import annotations

from cchc.errors import LimitError
from cchc.model.found_limit import FoundLimit, LimitBound, LimitText
from cchc.model.limit_phrases import format_limit, format_unit
from cchc.model.limit_reading.walking import read_limits
from cchc.model.number_words import number_in_words
from cchc.model.receipt import StartEvent
from cchc.model.time_limit import CompoundLimit, Immediate, SameDay, TimeLimit

LONGEST_TEXT = 4_000_000
"""The most characters of one text."""

_BEFORE = {
    LimitBound.AT_MOST: "không quá ",
    LimitBound.EXACTLY: "",
    LimitBound.AT_LEAST: "ít nhất ",
    LimitBound.BEFORE: "chậm nhất ",
    LimitBound.AFTER: "sau thời hạn ",
}


def parse_time_limit(text: str) -> LimitText:
    """Return every time limit in ``text`` with its span, case, start event, bound and confidence.

    An amount is a whole number or an exact fraction of its unit. A number without a unit is reported where only a limit
    can be meant, with a unit of ``None``. A figure and a word that differ are reported, and their limit is unconfirmed.
    Minutes are read as a part of an hour. "ngày làm việc tiếp theo" is one working day, but after a cut-off it is the
    consequence of that and no limit of its own.

    Raises:
        LimitError: the text is longer than 4,000,000 characters.

    >>> found = parse_time_limit("Không quá 03 (ba) ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ").limits[0]
    >>> found.limit, found.bound.value, found.start.value, found.span
    (WorkingDays(count=3, unit='working_day'), 'at_most', 'complete_valid', (10, 31))
    >>> [(one.amount, one.case) for one in parse_time_limit("30 ngày, trường hợp phức tạp không quá 45 ngày").limits]
    [(30, None), (45, 'trường hợp phức tạp')]
    """
    if len(text) > LONGEST_TEXT:
        raise LimitError(f"the text has {len(text)} characters; at most {LONGEST_TEXT} are read at once, split it at its lines")
    return read_limits(text)


def format_time_limit(limit: FoundLimit | TimeLimit, *, words: bool = False) -> str:
    """Return ``limit`` in Vietnamese, as an act writes it; :func:`parse_time_limit` reads the same limit back.

    Of a :class:`FoundLimit` the bound and the start are written as well; the case stands before or after in a text, and is not.

    Args:
        limit: a limit, or what was found in a text.
        words: write the number in words beside the figure: "03 (ba) ngày làm việc".

    Raises:
        LimitError: nothing was found that can be counted with, or the number has no words here.

    >>> format_time_limit(parse_time_limit("tối đa 3 ngày làm việc kể từ ngày nhận đủ hồ sơ").limits[0], words=True)
    'không quá 03 (ba) ngày làm việc kể từ ngày nhận đủ hồ sơ'
    """
    if not isinstance(limit, FoundLimit):
        return _amount(limit, words=words)
    if limit.limit is None:
        raise LimitError("this limit is unconfirmed, so there is nothing to write; confirm amount and unit, and format that limit")
    if isinstance(limit.limit, SameDay | Immediate):
        return _amount(limit.limit, words=words) + ("" if limit.start is None else _start(limit.start, " sau"))
    told = _BEFORE[limit.bound] + _amount(limit.limit, words=words)
    if limit.bound is LimitBound.BEFORE:
        start = limit.start or StartEvent.EVENT
        return f"{told} trước {'thời điểm có ' if start.needs_event else ''}{start.label_vi}"
    return told + _start(limit.start, " kể từ")


def _amount(limit: TimeLimit, *, words: bool) -> str:
    if isinstance(limit, CompoundLimit):
        return " và ".join(_amount(part, words=words) for part in limit.parts)
    if isinstance(limit, SameDay | Immediate) or not words or not limit.count or not isinstance(limit.count, int):
        return format_limit(limit)
    figure, _, unit = format_unit(limit.count, limit.unit).partition(" ")
    return f"{figure} ({number_in_words(limit.count)}) {unit}"


def _start(start: StartEvent | None, joined: str) -> str:
    if start is None:
        return ""
    label = start.label_vi
    return f"{joined} {label.replace('ngày', 'khi', 1) if joined == ' sau' and label.startswith('ngày') else label}"
