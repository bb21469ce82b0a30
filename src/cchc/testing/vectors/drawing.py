"""Days, instants, limits, receipts as questions draw them: thick where the calendar is strange, thin elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cchc.deadlines.working_calendar import DayTable
from cchc.model.instant import VIETNAM_TIME
from cchc.testing.vectors.draw import Draw
from cchc.testing.vectors.form import Plain
from cchc.testing.vectors.ground import Ground

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Case:
    """A question under the rule it asks about; the answer is not known yet."""

    rule: str
    ask: Plain


Cases = Iterator[Case]

_EDGES = tuple(
    time(hour, minute) for hour, minute in ((7, 29), (7, 30), (9, 0), (11, 30), (12, 15), (13, 0), (14, 59), (15, 0), (16, 59), (17, 0))
)
_UNITS_OF_DAYS = (("working_day", 30), ("day", 45), ("week", 6), ("month", 4))


def special_days(table: DayTable, first: date, last: date) -> Sequence[date]:
    """Return the days from ``first`` to ``last`` that are not ordinary."""
    return [one.day for one in table.special_days() if first <= one.day <= last]


class Drawn:
    """What one group of questions draws from: its own stream, and a stretch of a calendar."""

    def __init__(
        self, name: str, ground: Ground, *, calendar: str = "official", first: date | None = None, last: date | None = None
    ) -> None:
        self.draw = Draw(name)
        self.table = ground.calendars[calendar]
        self.first = first or self.table.first
        self.last = last or self.table.last
        self.special = special_days(self.table, self.first, self.last)

    def day(self) -> date:
        """Return a day of the stretch: two of three lie within twelve days of one that is not ordinary."""
        draw = self.draw
        if not draw.once_in(3) and self.special:
            day = draw.pick(self.special) + draw.between(-12, 4) * ONE_DAY
            return min(max(day, self.first), self.last)
        return self.first + draw.below((self.last - self.first).days + 1) * ONE_DAY

    def instant(self, day: date | None = None) -> datetime:
        """Return an instant of ``day`` (else of any): at the edges of sessions, beside them, in office hours, at any second."""
        draw = self.draw
        on = datetime.combine(day or self.day(), time(), VIETNAM_TIME)
        kind = draw.below(10)
        if kind < 3:
            return datetime.combine(on, draw.pick(_EDGES), VIETNAM_TIME)
        if kind == 3:
            return datetime.combine(on, draw.pick(_EDGES), VIETNAM_TIME) + timedelta(seconds=draw.pick((-1, 1)))
        if kind < 9:
            return on + timedelta(minutes=draw.between(420, 1_080))
        return on + timedelta(seconds=draw.below(86_400))

    def later(self, at: datetime, most: int) -> datetime:
        """Return an instant from ``at`` to ``most`` days after it."""
        return max(at, self.instant(at.date() + self.draw.between(0, most) * ONE_DAY))

    def day_limit(self, *, sums: bool = True) -> Plain:
        """Return a limit in days: each unit, or a sum of two."""
        draw = self.draw
        if sums and draw.once_in(6):
            unit, most = draw.pick(_UNITS_OF_DAYS[1:])
            return {unit: draw.between(1, min(most, 12)), "working_day": draw.between(1, 15)}
        unit, most = draw.pick((*_UNITS_OF_DAYS[:1] * 3, *_UNITS_OF_DAYS))
        return {unit: draw.between(1, most)}

    def hour_limit(self, most: int = 16) -> Plain:
        """Return a limit in hours, or in a fraction of a working day."""
        draw = self.draw
        kind = draw.below(4)
        if kind == 0:
            return {"hour": draw.between(1, 3 * most)}
        if kind == 1:
            return {"working_day": draw.pick(("1/4", "1/2", "3/4", "5/4", "3/2"))}
        quarters = draw.between(1, 4 * most)
        whole, rest = divmod(quarters, 4)
        return {"working_hour": whole if not rest else f"{quarters // 2}/2" if rest == 2 else f"{quarters}/4"}

    def choices(self, *among: tuple[str, Sequence[str | bool | int]]) -> Plain:
        """Return one choice for each key."""
        return {key: self.draw.pick(values) for key, values in among}


def said(at: date) -> str:
    """Return a day or an instant as questions write it."""
    return at.isoformat()
