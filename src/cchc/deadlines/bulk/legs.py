"""From limits to legs: which measure a unit runs on, from which day or instant, and where it ends before any pause.

The scalar counterpart is :func:`~cchc.deadlines.course.run`. Weeks, months and years turn into plain days from the start;
zero days of any kind are plain days.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cchc.deadlines.bulk.columns import Int64s
from cchc.deadlines.bulk.courses import Leg, leg_of
from cchc.deadlines.bulk.frames import BulkFrame
from cchc.deadlines.bulk.measures import ElapsedTime, WorkingTime, plain_days, working_days, working_time
from cchc.deadlines.bulk.rules import Rule, rule
from cchc.deadlines.bulk.tables import DAY, NAT
from cchc.deadlines.bulk.units import GREATEST
from cchc.deadlines.policy import FirstDay, Roll, ZeroDays

USUAL, NOTHING, A_DAY_MORE, BAD = range(4)
"""How a limit is counted: by its unit; as zero days; as the next working day, by a result cut-off; not at all."""

_ON_HOURS: Final = ("working_hour", "hour")


def kinds_of(frame: BulkFrame, unit: str, begun: Int64s, amounts: NDArray[np.integer[Any]], per: int) -> NDArray[np.int8] | None:
    """Return how each limit is counted; ``None`` where all are by their unit. ``per`` is how many amounts make one unit."""
    if unit not in GREATEST:
        more = frame.a_day_more(begun)
        return None if more is None or not more.any() else np.where(more, np.int8(A_DAY_MORE), np.int8(USUAL))
    least, most = int(unit not in _ON_HOURS), GREATEST[unit] * per
    if int(amounts.min()) >= least and int(amounts.max()) <= most:
        return None
    kinds = np.full(len(amounts), USUAL, np.int8)
    kinds[(amounts < 0) | (amounts > most)] = BAD
    if least:
        kinds[amounts == 0] = BAD if frame.policy.zero_days is ZeroDays.REFUSED else NOTHING
    return kinds


def granted_in(unit: str, amounts: NDArray[np.integer[Any]], per: int) -> Int64s:
    """Return the amounts as numbers of their unit, hours in microseconds; nothing where the unit has no amount."""
    if unit not in GREATEST:
        return np.zeros(len(amounts), np.int64)
    return amounts.astype(np.int64, copy=False) * (DAY // 24 // per) if unit in _ON_HOURS else amounts.astype(np.int64, copy=False)


def leg_in(frame: BulkFrame, unit: str, begun: Int64s, amounts: Int64s, kind: int = USUAL) -> Leg:
    """Return the legs of limits of ``amounts`` that start at ``begun``, all of one kind; hours come in microseconds."""
    if unit in _ON_HOURS:
        return _hours(ElapsedTime() if unit == "hour" else working_time(frame.table), begun, amounts)
    day = begun // DAY
    if kind == A_DAY_MORE:
        return leg_of(working_days(frame.table), day, np.ones(len(day), np.int64))
    measure = plain_days(frame.table, frame.policy.roll)
    if kind == NOTHING:
        counting = _counting(frame, unit)
        assert counting.zero is not None
        day = counting.zero.take(day, mode="clip")
        return Leg(measure, day, amounts, day, day)
    start = day - 1 if unit in GREATEST and frame.policy.first_day is FirstDay.COUNTED else day
    if unit == "working_day":
        return leg_of(working_days(frame.table), start, amounts)
    end = np.empty(len(day), np.int64)
    _counting(frame, unit).step(day, amounts, end, np.empty(len(day), np.int64))
    return Leg(measure, start, end - start, end, end)


@lru_cache(maxsize=4096)
def _counting(frame: BulkFrame, unit: str) -> Rule:
    """Return how the unit is counted before it rolls, which comes last."""
    return rule(frame.table, unit, replace(frame.policy, roll=Roll.NONE))


def _hours(measure: ElapsedTime | WorkingTime, begun: Int64s, amounts: Int64s) -> Leg:
    """Return limits on hours; none at all ends where it starts, if the calendar reaches that."""
    leg = leg_of(measure, begun, amounts)
    nothing = amounts == 0
    if nothing.any():
        leg.end = np.where(nothing, np.where(leg.base < 0, NAT, begun), leg.end)
    return leg
