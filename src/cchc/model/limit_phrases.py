"""Time limits as a person types them: "15 ngày làm việc", "02 tháng", "1/2 ngày", "08 giờ làm việc".

A phrase is one limit and nothing else; words around it are refused, not skipped. In a phrase "ngày" is a calendar day
and "giờ" elapsed time, as written; a fraction of a day is working time, since no law divides a night.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from cchc.errors import LimitError
from cchc.model.time_limit import (
    CalendarDays,
    CompoundLimit,
    DayPart,
    Hours,
    Immediate,
    Months,
    SameDay,
    TimeLimit,
    Weeks,
    WorkingDays,
    WorkingHours,
    Years,
    exact_amount,
)

_MAKE: dict[str, Callable[[int | Fraction], TimeLimit]] = {
    "working_day": lambda n: WorkingDays(count=n),
    "day": lambda n: CalendarDays(count=n) if isinstance(n, int) else WorkingDays(count=n),
    "working_hour": lambda n: WorkingHours(count=n),
    "hour": lambda n: Hours(count=n),
    "week": lambda n: Weeks(count=n),
    "month": lambda n: Months(count=n),
    "year": lambda n: Years(count=n),
}
_WHOLE: dict[str, TimeLimit] = {
    "trong ngày": SameDay(),
    "ngay trong ngày": SameDay(),
    "trong ngày làm việc": SameDay(),
    "same day": SameDay(),
    "ngay": Immediate(),
    "at once": Immediate(),
}
_VI = {
    "working_day": "ngày làm việc",
    "day": "ngày",
    "working_hour": "giờ làm việc",
    "hour": "giờ",
    "week": "tuần",
    "month": "tháng",
    "year": "năm",
    "same_day": "trong ngày",
    "immediate": "ngay",
}
_EN = {
    "working_day": "working day",
    "day": "day",
    "working_hour": "working hour",
    "hour": "hour",
    "week": "week",
    "month": "month",
    "year": "year",
    "same_day": "same day",
    "immediate": "at once",
}
_UNITS = {words: unit for names in (_VI, _EN) for unit, words in names.items() if unit in _MAKE}
_PART = re.compile(r"([0-9]{1,6}(?:[.,/][0-9]{1,6})?)\s?([^\W\d_]+(?:\s[^\W\d_]+){0,2})")
_BOUND = ("không quá ", "tối đa ", "trong thời hạn ", "at most ", "within ")
_LONGEST = 200
_EXAMPLES = '"15 ngày làm việc", "02 tháng", "1/2 ngày", "08 giờ làm việc", "trong ngày"'


@lru_cache(maxsize=1024)
def parse_limit(text: str) -> TimeLimit:
    """Return the one limit that ``text`` says, in Vietnamese or English.

    Figures may have a leading zero; a fraction is written "1/4" or "0,25". Two units are joined by "và", "+" or "and".

    Raises:
        LimitError: the text is empty, longer than 200 characters, or says anything besides one limit.

    >>> parse_limit("02 tháng và 15 ngày làm việc") == CompoundLimit(parts=(Months(count=2), WorkingDays(count=15)))
    True
    >>> parse_limit("1/2 ngày")
    WorkingDays(count=Fraction(1, 2), unit='working_day')
    """
    if len(text) > _LONGEST:
        raise LimitError(f"a time limit is a phrase of at most {_LONGEST} characters; write one such as {_EXAMPLES}")
    phrase = " ".join(unicodedata.normalize("NFC", text).lower().split())
    phrase = next((phrase.removeprefix(word) for word in _BOUND if phrase.startswith(word)), phrase)
    if phrase in _WHOLE:
        return _WHOLE[phrase]
    parts = [_part(piece, text) for piece in re.split(r" (?:và|and) | ?\+ ?", phrase)]
    if len(parts) == 1:
        return parts[0]
    days: list[DayPart] = []
    for part in parts:
        if not isinstance(part, DayPart):
            raise LimitError(f"{text!r} adds hours to days; a sum is of days, weeks, months, years and working days")
        days.append(part)
    return CompoundLimit(parts=tuple(days))


def _part(piece: str, text: str) -> TimeLimit:
    found = _PART.fullmatch(piece)
    words = "" if found is None else found[2]
    unit = _UNITS.get(words) or _UNITS.get(words.removesuffix("s"))
    if found is None or unit is None:
        shown = text if len(text) <= 60 else text[:57] + "..."
        raise LimitError(f"{shown!r} is not a time limit; write one such as {_EXAMPLES}")
    return limit_of(exact_amount(found[1]), unit)


def limit_of(amount: int | Fraction, unit: str) -> TimeLimit:
    """Return the limit of ``amount`` in ``unit``, a code such as "working_day"; a fraction of a day is working time.

    Raises:
        LimitError: no such unit is counted, or the unit does not take this amount.

    >>> limit_of(15, "working_day"), limit_of(Fraction(1, 2), "day")
    (WorkingDays(count=15, unit='working_day'), WorkingDays(count=Fraction(1, 2), unit='working_day'))
    """
    make = _MAKE.get(unit)
    if make is None:
        raise LimitError(f"{unit!r} is not a unit of a time limit; the units are {', '.join(_MAKE)}")
    return make(amount)


def format_limit(limit: TimeLimit, lang: str = "vi") -> str:
    """Return ``limit`` as a phrase that :func:`parse_limit` reads back; two digits as the acts write them.

    >>> format_limit(WorkingDays(count=5)), format_limit(Months(count=2), "en")
    ('05 ngày làm việc', '2 months')
    """
    if isinstance(limit, CompoundLimit):
        return (" và " if lang == "vi" else " and ").join(format_limit(part, lang) for part in limit.parts)
    if isinstance(limit, SameDay | Immediate):
        return (_VI if lang == "vi" else _EN)[limit.unit]
    return format_unit(limit.count, limit.unit, lang)


def format_unit(count: int | Fraction, unit: str, lang: str = "vi") -> str:
    """Return an amount of one unit as a phrase.

    >>> format_unit(Fraction(47, 2), "working_hour", "en")
    '47/2 working hours'
    """
    if lang == "vi":
        return f"{count:02d} {_VI[unit]}" if isinstance(count, int) else f"{count} {_VI[unit]}"
    return f"{count} {_EN[unit]}{'' if count == 1 else 's'}"
