"""The units of time limits as codes of one byte, so that a column can hold one for each row."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cchc.deadlines.bulk.columns import MISSING, UNKNOWN, codes_of
from cchc.errors import UsageError
from cchc.model.time_limit import CalendarDays, Hours, Months, Weeks, WorkingDays, WorkingHours, Years

UNITS: Final = ("working_day", "day", "week", "month", "year", "same_day", "immediate", "working_hour", "hour")
"""The units of :mod:`cchc.model.time_limit`; the code of each is its place here and never changes."""
DAY_UNITS: Final = UNITS[:7]
"""The units whose limits end with a day."""

UNKNOWN_UNIT: Final = UNKNOWN % 256
"""The code of a unit that is none of them: 255."""
MISSING_UNIT: Final = MISSING % 256
"""The code of a row that has no unit: 254."""

GREATEST: Final = {
    "working_day": WorkingDays.greatest,
    "day": CalendarDays.greatest,
    "week": Weeks.greatest,
    "month": Months.greatest,
    "year": Years.greatest,
    "working_hour": WorkingHours.greatest,
    "hour": Hours.greatest,
}
"""The greatest amount of each unit, as the limits themselves take it."""


def day_unit(name: str) -> str:
    """Return ``name`` when it is a unit whose limits end with a day.

    Raises:
        UsageError: it is not.
    """
    if name not in DAY_UNITS:
        raise UsageError(f"{name!r} is no unit of days; write one of {', '.join(DAY_UNITS)}")
    return name


def unit_codes(names: NDArray[Any]) -> NDArray[np.uint8]:
    """Return the code of each unit of a column of names; :data:`UNKNOWN_UNIT` where it is none, :data:`MISSING_UNIT` without one.

    >>> unit_codes(np.array(["day", "working_day", "fortnight", None])).tolist()
    [1, 0, 255, 254]
    """
    return codes_of(names, {name: code for code, name in enumerate(UNITS)}).astype(np.uint8)
