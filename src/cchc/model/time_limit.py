"""Time limits (thời hạn) as the law writes them: each unit is a type of its own, each amount is exact.

A working hour is time inside office sessions, an hour is elapsed time, a day is a calendar day, a working day is a day
on which the office works. They never mix silently: only a :class:`CompoundLimit` adds two units of days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from cchc.errors import LimitError


class _ExactInJson:
    """How pydantic reads and writes an exact amount: a whole number, or text such as "1/4"; never a float."""

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> Any:
        from pydantic_core import core_schema

        written = core_schema.plain_serializer_function_ser_schema(lambda value: value if isinstance(value, int) else str(value))
        return core_schema.no_info_plain_validator_function(exact_amount, serialization=written)

    def __get_pydantic_json_schema__(self, _schema: object, _handler: object) -> dict[str, Any]:
        return {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": r"^\d+(/\d+)?$"}]}


Exact: TypeAlias = Annotated[int | Fraction, _ExactInJson()]
"""A whole number, or an exact fraction."""

_MOST_DIGITS = 9
MOST_PARTS = 3
"""The most units in one sum."""
_AMOUNT = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9}|/[1-9][0-9]{0,8})?")


def exact_amount(value: object) -> int | Fraction:
    """Return ``value`` as an ``int`` when it is whole, else as an exact ``Fraction``.

    Whole numbers, ``Fraction``, ``Decimal`` and text such as "15", "0,25", "1.5", "1/4" are taken; a float is refused,
    since 0.1 is not a tenth.

    >>> exact_amount("0,25"), exact_amount("08")
    (Fraction(1, 4), 8)
    """
    if isinstance(value, bool | float):
        raise LimitError(f"an amount of time must be exact, {value!r} is a {type(value).__name__}; write Fraction(1, 4) or '0,25'")
    if isinstance(value, str):
        if _AMOUNT.fullmatch(value.strip()) is None:
            raise LimitError(f"{value[:32]!r} is not an amount of time; write a number such as 15, '0,25' or '1/4'")
        value = Fraction(value.strip().replace(",", "."))
    if not isinstance(value, int | Decimal | Fraction):
        raise LimitError(f"an amount of time is a number, not a {type(value).__name__}")
    if isinstance(value, Decimal) and not (value.is_finite() and abs(value.adjusted()) <= _MOST_DIGITS):
        raise LimitError(f"{value} is not an amount of time; write a number such as 15 or Decimal('0.25')")
    exact = Fraction(value)
    return exact.numerator if exact.denominator == 1 else exact


_FORBID = {"extra": "forbid"}
"""What pydantic is told of each value: no other key than its own."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """An amount of one unit; zero is allowed, negative and absurd amounts are refused."""

    __pydantic_config__: ClassVar = _FORBID
    greatest: ClassVar[int]
    divisible: ClassVar[bool] = False
    count: Exact

    def __post_init__(self) -> None:
        name = type(self).__name__
        amount = exact_amount(self.count)
        if amount < 0:
            raise LimitError(f"{name} cannot be negative ({amount}); to count backwards use subtract()")
        if amount > self.greatest:
            raise LimitError(f"{name} of {amount} is beyond any time limit of the law (at most {self.greatest}, ten years)")
        if not self.divisible and not isinstance(amount, int):
            raise LimitError(f"{name} is counted in whole units, not {amount}; fractions are of working days and hours")
        object.__setattr__(self, "count", amount)


@dataclass(frozen=True, slots=True)
class WorkingDays(_Counted):
    """Days on which the office works (ngày làm việc); a fraction runs wholly on the office's hours.

    >>> WorkingDays(count=15).count, WorkingDays(count="0,25").count
    (15, Fraction(1, 4))
    """

    greatest: ClassVar[int] = 2_600
    divisible: ClassVar[bool] = True
    unit: Literal["working_day"] = "working_day"


@dataclass(frozen=True, slots=True)
class CalendarDays(_Counted):
    """Days of the calendar (ngày): rest days inside the period count, only a last day of rest moves."""

    greatest: ClassVar[int] = 3_660
    unit: Literal["day"] = "day"


@dataclass(frozen=True, slots=True)
class WorkingHours(_Counted):
    """Hours inside the office's sessions (giờ làm việc); eight of them are not "one working day"."""

    greatest: ClassVar[int] = 20_800
    divisible: ClassVar[bool] = True
    unit: Literal["working_hour"] = "working_hour"


@dataclass(frozen=True, slots=True)
class Hours(_Counted):
    """Elapsed hours (giờ), through nights and rest days; they never roll."""

    greatest: ClassVar[int] = 87_840
    divisible: ClassVar[bool] = True
    unit: Literal["hour"] = "hour"


@dataclass(frozen=True, slots=True)
class Weeks(_Counted):
    """Weeks (tuần), ending on the same day of the week."""

    greatest: ClassVar[int] = 522
    unit: Literal["week"] = "week"


@dataclass(frozen=True, slots=True)
class Months(_Counted):
    """Months (tháng), ending on the same day of the month, or on its last day where there is none."""

    greatest: ClassVar[int] = 120
    unit: Literal["month"] = "month"


@dataclass(frozen=True, slots=True)
class Years(_Counted):
    """Years (năm), ending on the same day and month."""

    greatest: ClassVar[int] = 10
    unit: Literal["year"] = "year"


@dataclass(frozen=True, slots=True)
class SameDay:
    """Within the day of receipt (trong ngày)."""

    __pydantic_config__: ClassVar = _FORBID

    unit: Literal["same_day"] = "same_day"


@dataclass(frozen=True, slots=True)
class Immediate:
    """At once (ngay): the law gives no amount; the last moment is the end of the day of receipt."""

    __pydantic_config__: ClassVar = _FORBID

    unit: Literal["immediate"] = "immediate"


DayPart: TypeAlias = WorkingDays | CalendarDays | Weeks | Months | Years
"""The units of which a sum may be made."""

_ORDER = ("year", "month", "week", "day", "working_day")


@dataclass(frozen=True, slots=True)
class CompoundLimit:
    """A sum of two units of days, as in "02 tháng và 15 ngày làm việc".

    However it is written, it is counted in one order: years and months, weeks and days, then working days.

    >>> [part.unit for part in CompoundLimit(parts=(WorkingDays(count=15), Months(count=2))).parts]
    ['month', 'working_day']
    """

    __pydantic_config__: ClassVar = _FORBID
    parts: tuple[DayPart, ...]
    unit: Literal["compound"] = "compound"

    def __post_init__(self) -> None:
        units = [part.unit for part in self.parts]
        if not 2 <= len(units) <= MOST_PARTS or len(set(units)) != len(units):
            raise LimitError(f"a sum has two or three different units, not {', '.join(units) or 'none'}")
        if any(not isinstance(part.count, int) for part in self.parts):
            raise LimitError("a sum of units is of whole days; a fraction of a day stands alone")
        object.__setattr__(self, "parts", tuple(sorted(self.parts, key=lambda part: _ORDER.index(part.unit))))


DayLimit: TypeAlias = WorkingDays | CalendarDays | Weeks | Months | Years | SameDay | Immediate | CompoundLimit
"""Limits that end with a day."""

HourLimit: TypeAlias = WorkingHours | Hours
"""Limits that end at an instant; a fraction of a :class:`WorkingDays` is counted like them."""

TimeLimit: TypeAlias = DayLimit | HourLimit
"""Any time limit (thời hạn)."""

_HOUR_UNITS = (WorkingHours, Hours)


def runs_on_hours(limit: TimeLimit) -> bool:
    """Return whether ``limit`` ends at an instant: hours, and fractions of a working day.

    >>> runs_on_hours(WorkingDays(count="1/2")), runs_on_hours(WorkingDays(count=2))
    (True, False)
    """
    return type(limit.count) is not int if isinstance(limit, WorkingDays) else isinstance(limit, _HOUR_UNITS)
