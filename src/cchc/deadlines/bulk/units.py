"""The units of time limits as codes of one byte, so that a column can hold one for each row."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from cchc.model.time_limit import CalendarDays, Hours, Months, Weeks, WorkingDays, WorkingHours, Years

UNITS: Final = ("working_day", "day", "week", "month", "year", "same_day", "immediate", "working_hour", "hour")
"""The units of :mod:`cchc.model.time_limit`; the code of each is its place here and never changes."""

UNKNOWN_UNIT: Final = 255
"""The code of a unit that is none of them."""

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


def unit_codes(names: NDArray[np.str_]) -> NDArray[np.uint8]:
    """Return the code of each unit of a column of names; :data:`UNKNOWN_UNIT` where it is none.

    >>> unit_codes(np.array(["day", "working_day", "fortnight"])).tolist()
    [1, 0, 255]
    """
    distinct, place = np.unique(names, return_inverse=True)
    codes = [UNITS.index(str(name)) if str(name) in UNITS else UNKNOWN_UNIT for name in distinct]
    return np.array(codes, np.uint8)[place]
