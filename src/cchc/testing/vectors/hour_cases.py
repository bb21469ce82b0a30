"""Questions about time: limits in hours, fractions of a working day, working time between instants, the desk."""

from __future__ import annotations

from datetime import date, timedelta

from cchc.deadlines.calendar_day import DayKind
from cchc.testing.vectors.drawing import ONE_DAY, Case, Cases, Drawn, said
from cchc.testing.vectors.form import Plain
from cchc.testing.vectors.ground import Ground

_OFFICES = ("standard", "standard", "later", "saturday-works", "closed")
_FRACTIONS = ("1/8", "1/4", "1/2", "3/4", "5/4", "3/2", "5/2")


def hour_cases(ground: Ground) -> Cases:
    """Time added and taken back, in office hours and elapsed."""
    drawn = Drawn("hours", ground, last=date(2027, 11, 30))
    near = Drawn("hours near closures", ground, first=date(2026, 2, 1), last=date(2026, 7, 31))
    for _ in range(1_100):
        yield Case("hours.working", _add(near if drawn.draw.once_in(4) else drawn, {"working_hour": _amount(drawn)}))
    for _ in range(250):
        yield Case("hours.elapsed", _add(drawn, {"hour": drawn.draw.between(1, 72)}))
    for _ in range(400):
        ask = _add(drawn, {"working_day": drawn.draw.pick(_FRACTIONS)}, offices=_OFFICES[:4])
        yield Case("hours.fraction", {**ask, "policy": {"day_fraction": drawn.draw.pick(("eight_hours", "office_day"))}})
    for _ in range(450):
        ask = _add(drawn, {"working_hour": _amount(drawn)} if drawn.draw.below(4) else {"hour": drawn.draw.between(1, 48)})
        yield Case("hours.before", {**ask, "op": "before_time"})
    late = Drawn("hours beyond", ground, first=date(2027, 12, 30))
    for _ in range(60):
        yield Case("hours.beyond", _add(late, {"working_hour": _amount(late)}))


def _add(drawn: Drawn, limit: Plain, *, offices: tuple[str, ...] = _OFFICES) -> Plain:
    return {"op": "add_time", "office": drawn.draw.pick(offices), "at": said(drawn.instant()), "limit": limit}


def _amount(drawn: Drawn) -> int | str:
    whole = drawn.draw.between(1, 20)
    return whole if drawn.draw.below(3) else drawn.draw.pick((f"{2 * whole + 1}/2", f"{4 * whole + 1}/4", f"{60 * whole + 7}/60"))


def between_cases(ground: Ground) -> Cases:
    """Working time between two instants; whether the desk is open."""
    drawn = Drawn("time between", ground)
    for _ in range(800):
        a = drawn.instant()
        day = min(max(a.date() + drawn.draw.between(-1, 4) * ONE_DAY, drawn.first), drawn.last)
        ask = {"op": "time_between", "office": drawn.draw.pick(_OFFICES), "a": said(a), "b": said(drawn.instant(day))}
        yield Case("hours.between", ask)
    desk = Drawn("desk", ground)
    made_up = [one.day for one in desk.table.special_days() if one.kind is DayKind.MADE_UP]
    for _ in range(500):
        at = desk.instant(desk.draw.pick(made_up) if desk.draw.once_in(5) else None)
        if desk.draw.once_in(4):
            at += ((5 - at.weekday()) % 7) * timedelta(days=1)
        if at.date() <= desk.last:
            office = desk.draw.pick(("standard", "saturday-desk", "saturday-works", "later"))
            yield Case("desk.open", {"op": "desk", "office": office, "at": said(at)})
