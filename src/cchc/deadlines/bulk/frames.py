"""What a column of clocks runs on: a calendar, an office, the choices made and a cut-off, compiled once into tables by day.

The scalar counterpart is :class:`~cchc.deadlines.course.Frame`. Whether a receipt moves to the next working day (a
day of rest, after closing, after a cut-off) is a question of its day and its time of day: each day has the time from
which a receipt moves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cchc.deadlines.bulk.columns import Int64s, codes_of
from cchc.deadlines.bulk.tables import DAY, EPOCH, NAT, BulkTable, bulk_table, by_day
from cchc.deadlines.office_hours import STANDARD_OFFICE, OfficeHours, microseconds
from cchc.deadlines.policy import DEFAULT_POLICY, CutoffBoundary, OffHoursReceipt, Policy, RestDayReceipt, ShiftReading
from cchc.deadlines.working_calendar import AnyCalendar
from cchc.errors import OfficeHoursError, UsageError
from cchc.model.cutoff import Cutoff, ResultCutoff, ShiftCutoff

_MINUTE = 60_000_000
_CHOICES: Final = ("first_day", "roll", "leap_day", "pause_days", "zero_days")
"""The choices that are asked for each row; those about the receipt are in the tables."""
_OPTIONAL: Final = ("moved_from", "moved_before", "opening", "late_from")


@dataclass(frozen=True, slots=True, eq=False)
class BulkFrame:
    """A compiled frame; make it with :func:`bulk_frame`.

    A receipt on ``day`` from ``moved_from[day]`` on, and before ``moved_before[day]``, counts as one at
    ``opening[day]``, the next opening; absent where nothing moves. A same-day limit that starts from ``late_from[day]``
    on has one working day more; absent without a result cut-off.
    """

    table: BulkTable
    policy: Policy
    moved_from: Int64s | None = None
    moved_before: Int64s | None = None
    opening: Int64s | None = None
    late_from: Int64s | None = None

    def begin(self, instants: Int64s) -> Int64s:
        """Return where clocks that are set off at ``instants`` start: there, or at a next opening."""
        if self.moved_from is None or self.moved_before is None or self.opening is None:
            return instants
        day, time = np.divmod(instants, DAY)
        moved = time >= self.moved_from.take(day, mode="clip")
        moved &= time < self.moved_before.take(day, mode="clip")
        return np.where(moved, self.opening.take(day, mode="clip"), instants)

    def a_day_more(self, instants: Int64s) -> NDArray[np.bool_] | None:
        """Return which same-day limits that start at ``instants`` have a working day more; ``None`` where none can."""
        if self.late_from is None:
            return None
        day, time = np.divmod(instants, DAY)
        return time >= self.late_from.take(day, mode="clip")

    def tables(self) -> dict[str, Int64s]:
        """Return everything by day since 1970 that an answer is looked up in, but the sessions."""
        receipt = {name: getattr(self, name) for name in _OPTIONAL}
        table = self.table
        days = {
            name: by_day(one.astype(np.int64), table.first, NAT) for name, one in (("working", table.working), ("national", table.national))
        }
        return {**days, **{name: one for name, one in receipt.items() if one is not None}}

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what the frame is made of, as plain arrays: for a broadcast, a file, another process."""
        choices = np.array([str(getattr(self.policy, name)) for name in _CHOICES])
        return {**self.table.to_arrays(), "choices": choices, **{name: one for name, one in self.tables().items() if name in _OPTIONAL}}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> BulkFrame:
        """Return the frame of :meth:`to_arrays`; no code is read, only numbers and the names of choices.

        Raises:
            UsageError: an array is missing, or they do not fit one another.
        """
        table = BulkTable.from_arrays(arrays)
        choices = arrays.get("choices")
        tables = {name: np.asarray(arrays[name], np.int64) for name in _OPTIONAL if name in arrays}
        days = len(table.covered)
        if choices is None or len(choices) != len(_CHOICES) or any(one.shape != (days,) for one in tables.values()):
            raise UsageError("a frame in arrays lacks its choices, or has tables of another calendar; write what to_arrays() returns")
        policy = Policy(**{name: str(choice) for name, choice in zip(_CHOICES, choices, strict=True)})  # type: ignore[arg-type]
        return cls(table, policy, **tables)


@lru_cache(maxsize=1024)
def bulk_frame(
    calendar: AnyCalendar,
    office: OfficeHours = STANDARD_OFFICE,
    policy: Policy = DEFAULT_POLICY,
    cutoff: Cutoff | None = None,
    *,
    not_at_once: bool = False,
) -> BulkFrame:
    """Return what ``due`` counts on with these arguments, compiled for columns; made once and kept.

    Args:
        calendar: official, or a forecast: then every answer is one.
        office: the agency's profile; its week and closures are laid over the calendar.
        policy: the choices that the law leaves.
        cutoff: the procedure's cut-off; a transfer or a reply cut-off moves no clock.
        not_at_once: the dossiers cannot be settled at once (asked by some result cut-offs).

    Raises:
        UsageError: the calendar begins before 1970.
        OfficeHoursError: a cut-off before closing, and a working day without a session to close.

    >>> from cchc import load_calendar
    >>> frame = bulk_frame(load_calendar(), policy=Policy(off_hours_receipt="next_working_day"))
    >>> frame.begin(np.array(["2026-11-20T17:00"], "M8[us]").view("i8")).view("M8[us]").tolist()[0].isoformat()
    '2026-11-23T07:30:00'
    """
    table = bulk_table(calendar, office)
    moved_from, moved_before = _moves(table, office, policy, cutoff)
    late_from = None
    if isinstance(cutoff, ResultCutoff) and (not_at_once or not cutoff.only_unless_settled):
        late_from = by_day(np.where(table.working, _after(table, policy, cutoff), DAY), table.first, DAY)
    if (moved_from >= moved_before).all():
        return BulkFrame(table, policy, late_from=late_from)
    since, before = by_day(moved_from, table.first, 0), by_day(moved_before, table.first, DAY)
    return BulkFrame(table, policy, since, before, _openings(table), late_from)


def _moves(table: BulkTable, office: OfficeHours, policy: Policy, cutoff: Cutoff | None) -> tuple[Int64s, Int64s]:
    """Return from when on, and until when, a receipt moves on each day of the calendar."""
    working = table.working
    since, before = np.full(len(working), DAY), np.full(len(working), DAY)
    if policy.off_hours_receipt is OffHoursReceipt.NEXT_WORKING_DAY:
        since[working] = _closings(table, office)[working]
    if policy.rest_day_receipt is RestDayReceipt.NEXT_WORKING_DAY:
        since[~working] = 0
    if isinstance(cutoff, ShiftCutoff):
        after = _after(table, policy, cutoff)
        if policy.shift_reading is ShiftReading.LITERAL:
            before[working] = after[working]
            if cutoff.rest_days:
                before[~working] = 0
        else:
            since[working] = np.minimum(since, after)[working]
            if cutoff.rest_days:
                since[~working] = 0
    return since, before


def _closings(table: BulkTable, office: OfficeHours) -> Int64s:
    """Return when each day's weekday closes; a whole day where it has no session or the office is shut."""
    days = np.arange(table.first, table.last + 1)
    by_weekday = np.array([microseconds(one[-1][1]) if one else DAY for one in office.sessions])
    closings: Int64s = by_weekday[(days + 3) % 7]
    for closure in office.closures:
        since, until = (day.toordinal() - EPOCH - table.first for day in (closure.since, closure.until))
        closings[max(since, 0) : max(until + 1, 0)] = DAY
    return closings


def _after(table: BulkTable, policy: Policy, cutoff: Cutoff) -> Int64s:
    """Return the first time of each day that lies after the cut-off."""
    in_time = int(policy.cutoff_boundary is CutoffBoundary.IN_TIME)
    days = np.arange(table.first, table.last + 1)
    if cutoff.before_closing_minutes is None:
        assert cutoff.at is not None
        return np.full(len(days), microseconds(cutoff.at) + in_time)
    last = np.searchsorted(table.closes, (days + 1) * DAY, side="right") - 1
    closes = np.append(table.closes, NAT)[last]
    shut = table.working & (closes <= days * DAY)
    if shut.any():
        day = (days[shut][0]).astype("M8[D]")
        raise OfficeHoursError(f"the office has no session on {day}, so there is no last hour before closing; ask due() for each dossier")
    return (closes - cutoff.before_closing_minutes * _MINUTE) % DAY + in_time


def _openings(table: BulkTable) -> Int64s:
    """Return for each day the opening of the next working day; its midnight where the office has no session on it."""
    following = table.nth.take(table.through + 1, mode="clip")
    if not table.opens.size:
        raise OfficeHoursError(f"the office has no session on any working day of the calendar ({table.version})")
    midnight = following * DAY
    opening = table.opens.take(np.searchsorted(table.opens, midnight), mode="clip")
    opening = np.where(opening // DAY == following, opening, midnight)
    return np.where(following == NAT, NAT, opening)


@dataclass(frozen=True, slots=True, eq=False)
class FrameByRow:
    """A frame for each row: the frames, and for each row the place of its own.

    :data:`~cchc.deadlines.bulk.columns.MISSING` (-2) is a row without one, any other number beyond the frames unknown.

    Raises:
        UsageError: the places are not whole numbers.
    """

    frames: Sequence[BulkFrame]
    codes: NDArray[np.integer[Any]]

    def __post_init__(self) -> None:
        if self.codes.dtype.kind not in "iu":
            raise UsageError(f"the column of frames is of {self.codes.dtype}, places are wanted; write FrameByRow.of(frames, keys)")

    @classmethod
    def of(cls, frames: Mapping[str, BulkFrame], keys: NDArray[Any]) -> FrameByRow:
        """Return the column for ``keys``: agencies, or any names of ``frames``; agencies may share one.

        >>> from cchc import load_calendar
        >>> FrameByRow.of({"H01": bulk_frame(load_calendar())}, np.array(["H01", "H99", None])).codes.tolist()
        [0, -1, -2]
        """
        distinct = {id(frame): frame for frame in frames.values()}
        place = {key: number for number, key in enumerate(distinct)}
        return cls(tuple(distinct.values()), codes_of(keys, {key: place[id(frame)] for key, frame in frames.items()}))
