"""What a change of the calendar moves: which deadlines, from when to when, because of which acts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from cchc.deadlines.answer import Answer, Deadline, ForecastDeadline
from cchc.deadlines.calendar_day import DayChange
from cchc.deadlines.certainty import deciding, gap_days
from cchc.deadlines.deadline import ask_again
from cchc.deadlines.working_calendar import ForecastCalendar, WorkingCalendar, diff
from cchc.errors import CalendarCoverageError


@dataclass(frozen=True, slots=True)
class Impact:
    """One deadline that moves: its key (the mapping's, or its place), its old and new due, the changed days between.

    ``after`` is ``None`` when the new calendar no longer reaches the due date.
    """

    key: object
    before: date
    after: date | None
    before_at: datetime | None
    after_at: datetime | None
    because: tuple[DayChange, ...]

    @property
    def acts(self) -> tuple[str, ...]:
        """The acts behind the move, once each, in order of their days."""
        return tuple(dict.fromkeys(change.act for change in self.because))


def impact(
    deadlines: Mapping[str, Deadline | ForecastDeadline] | Iterable[Deadline | ForecastDeadline],
    old: WorkingCalendar | ForecastCalendar,
    new: WorkingCalendar | ForecastCalendar,
) -> tuple[Impact, ...]:
    """Return the deadlines that move when ``old`` becomes ``new``, in the order given; nothing is changed by it.

    A deadline counted on another calendar than ``old`` is first counted on it. Only deadlines with a changed day
    between receipt and due, or the end of a pause noted by then, are counted anew: the cost grows with those, plus one
    binary search for each other one.

    >>> from cchc import VIETNAM_TIME, WorkingDays, due, load_calendar, load_regimes
    >>> now = load_calendar()
    >>> before = now.as_known_on(date(2025, 12, 24))
    >>> received = datetime(2025, 12, 31, 9, tzinfo=VIETNAM_TIME)
    >>> deadline = due(WorkingDays(count=1), received, before, load_regimes())
    >>> [(one.before.isoformat(), one.after.isoformat(), one.acts) for one in impact([deadline], before, now)]
    [('2026-01-02', '2026-01-05', ('12729/VPCP-KGVX',))]
    """
    changes = diff(old, new)
    ordinals = [change.day.toordinal() for change in changes]
    pairs = _keyed(deadlines)
    moved: list[Impact] = []
    for key, asked in pairs:
        deadline = asked if asked.calendar is old else ask_again(asked, old)
        if deadline.course is None or not _touched(deadline, ordinals, old, new):
            continue
        course = deadline.course
        try:
            after = ask_again(deadline, new).course
        except CalendarCoverageError:
            after = None
        if after is None or (after.due, after.due_at) != (course.due, course.due_at):
            latest = max(course.due, after.due) if after is not None else course.due
            because = tuple(change for change in changes if deadline.received_at.date() < change.day <= latest)
            moved.append(Impact(key, course.due, after.due if after else None, course.due_at, after.due_at if after else None, because))
    return tuple(moved)


def _keyed(
    deadlines: Mapping[str, Deadline | ForecastDeadline] | Iterable[Deadline | ForecastDeadline],
) -> Iterable[tuple[object, Deadline | ForecastDeadline]]:
    if isinstance(deadlines, Mapping):
        return cast("Mapping[str, Deadline | ForecastDeadline]", deadlines).items()
    return enumerate(deadlines)


def _touched(
    deadline: Answer, ordinals: list[int], old: WorkingCalendar | ForecastCalendar, new: WorkingCalendar | ForecastCalendar
) -> bool:
    assert deadline.due is not None
    if not (new.first <= deadline.received_at.date() and deadline.due <= new.last):
        return True
    place = bisect_right(ordinals, deadline.received_at.date().toordinal() - 1)
    return place < len(ordinals) and ordinals[place] <= deciding(deadline.due, gap_days(deadline.fold)).toordinal()
