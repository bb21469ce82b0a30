"""A help desk's service levels turned into a one-stop shop, with the defects such desks have. An example; do not use it.

Local time without a zone. An office has one opening and one closing hour a day; the lunch break cannot be said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

ONE_DAY = timedelta(days=1)
FARTHEST = 10_000


@dataclass
class SlaDesk:
    """Hours by weekday (0 is Monday), one row each, and a list of holidays, which are days off and nothing else."""

    hours: dict[int, tuple[time, time]]
    holidays: set[date]

    def due(self, start: datetime, goal: timedelta) -> datetime:
        """Return when ``goal`` of opening time has passed since ``start``."""
        day = start.date()
        for _ in range(FARTHEST):
            if day.weekday() in self.hours and day not in self.holidays:
                opens, closes = (datetime.combine(day, hour) for hour in self.hours[day.weekday()])
                begins = max(opens, start)
                if begins + goal < closes:
                    return begins + goal
                goal -= max(closes - begins, timedelta())
            day += ONE_DAY
        raise RecursionError("no opening hours were found")


@dataclass
class Ticket:
    """A ticket: the goal's date is stored, and leaving "on hold" puts it off by the time that the clock on the wall shows."""

    desk: SlaDesk
    opened: datetime
    goal: timedelta
    due: datetime = field(init=False)
    on_hold_since: datetime | None = None
    total_hold: timedelta = timedelta()

    def __post_init__(self) -> None:
        self.due = self.desk.due(self.opened, self.goal)

    def hold(self, at: datetime) -> None:
        """Put the ticket on hold; a second time overwrites the first."""
        self.on_hold_since = at

    def go_on(self, at: datetime) -> None:
        """Leave "on hold"; a ticket that was not on hold has waited since it was opened."""
        self.total_hold += at - (self.on_hold_since or self.opened)
        self.due = self.desk.due(self.opened, self.goal) + self.total_hold
        self.on_hold_since = None

    def reopen(self, at: datetime) -> None:
        """Start again; the time on hold stays added."""
        self.due = self.desk.due(at, self.goal) + self.total_hold

    def failed(self, at: datetime) -> bool:
        """Whether the goal is missed at ``at``, on hold or not."""
        return at > self.due
