"""A column on its way through the kernels: taken from the caller's library as NumPy, carried home as what it was.

Instants without a zone are Vietnam's wall time, as everywhere in columns. Those with one are moments: Vietnam's zone and UTC
(the form in which files store them) are taken; another zone is refused, since converting is the caller's decision.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from cchc.bulk.needs_numpy import NDArray, np
from cchc.errors import UsageError

Empty: TypeAlias = NDArray[np.bool_]
Carry: TypeAlias = Callable[[NDArray[Any], Empty], Any]
"""Makes the caller's kind of column from an array and the rows of it that are empty."""

VIETNAM_ZONES = frozenset({"Asia/Ho_Chi_Minh", "Asia/Saigon", "+07:00", "+0700", "UTC+07:00"})
_UTC = frozenset({"UTC", "Etc/UTC", "+00:00", "Z", "GMT"})
_HOURS_AHEAD = np.timedelta64(7, "h")


class ColumnError(UsageError):
    """A column that is missing or of a wrong type; the message says what is wanted and how to mend it."""

    code = "column"


@dataclass(frozen=True, slots=True)
class Column:
    """A column as NumPy (masked where values are missing), the rows that are unreadable, and the way home."""

    values: Any
    carry: Carry
    unreadable: Empty | None = None


def masked(values: NDArray[Any], missing: Empty) -> Any:
    """Return ``values``, masked where they are missing; the plain array where none is."""
    return np.ma.MaskedArray(values, missing) if missing.any() else values


def midnights(instants: NDArray[np.datetime64]) -> tuple[NDArray[np.datetime64], Empty | None]:
    """Return the days of a column of instants that stands for days, and the rows that have an hour and so are no days."""
    days = instants.astype("M8[D]")
    odd = days != instants
    odd &= ~np.isnat(instants)
    return days, odd if odd.any() else None


def wall_time(moments: NDArray[np.datetime64], zone: str | None, what: str) -> NDArray[np.datetime64]:
    """Return moments stored in UTC under the label ``zone`` as Vietnam's wall time; without a label they are that already.

    Raises:
        ColumnError: another zone.
    """
    if zone is None:
        return moments
    _known_zone(zone, what)
    # Beyond the last instant NumPy 2.5 raises and earlier ones came out before the first.
    last = np.array(np.iinfo(np.int64).max).view(moments.dtype)
    held: NDArray[np.datetime64] = np.minimum(moments, last - _HOURS_AHEAD)
    return held + _HOURS_AHEAD


def moments(wall: NDArray[np.datetime64], zone: str | None) -> NDArray[np.datetime64]:
    """Return Vietnam's wall time as stored under the label ``zone``: what :func:`wall_time` undoes."""
    return wall if zone is None else wall - _HOURS_AHEAD


def _known_zone(zone: str, what: str) -> None:
    if zone not in VIETNAM_ZONES and zone not in _UTC:
        raise ColumnError(
            f"{what} is in the zone {zone[:40]!r}; deadlines are counted in Asia/Ho_Chi_Minh: convert the column to it first "
            "(pandas: .dt.tz_convert, Polars: .dt.convert_time_zone, Arrow: a cast), or leave the zone out for wall time"
        )
