"""Questions about the days themselves, and about limits in days: added, taken back, counted."""

from __future__ import annotations

from datetime import date

from cchc.testing.vectors.drawing import ONE_DAY, Case, Cases, Drawn, said, special_days
from cchc.testing.vectors.form import Plain
from cchc.testing.vectors.ground import Ground

_FIRST, _LAST = date(2026, 2, 1), date(2026, 8, 31)
"""Where the offices of their own are closed."""
_MONTH_EDGES = (
    "2023-01-29", "2023-01-30", "2023-01-31", "2024-01-30", "2024-01-31", "2024-02-01", "2024-02-29",
    "2026-02-28", "2026-03-01", "2026-03-31", "2026-04-30",
)  # fmt: skip
"""Where months begin and end, of several lengths."""
_ZERO = ("day_itself", "that_or_next_working_day", "refused")


def calendar_cases(ground: Ground) -> Cases:
    """Every special day of each calendar, the ordinary days around them, days beyond; days off in lieu."""
    official = ground.calendars["official"]
    for name, table in ground.calendars.items():
        since = official.last + ONE_DAY if name == "forecast" else date(2026, 1, 1) if name != "official" else table.first
        special = special_days(table, since, table.last)
        around = {day + step * ONE_DAY for day in special for step in (-1, 0, 1)}
        for day in sorted(one for one in around if table.first <= one <= table.last):
            yield Case(f"calendar.{table.day(day).kind.value}", {"op": "day", "calendar": name, "day": said(day)})
        for step in range(1, 11):
            yield Case("calendar.beyond", {"op": "day", "calendar": name, "day": said(table.last + step * ONE_DAY)})
            yield Case("calendar.beyond", {"op": "day", "calendar": name, "day": said(table.first - step * ONE_DAY)})
    drawn = Drawn("lieu", ground)
    for _ in range(400):
        draw = drawn.draw
        begin = date(draw.between(2010, 2040), draw.between(2, 11), draw.between(1, 28))
        run = [begin + step * ONE_DAY for step in range(draw.between(1, 9))]
        alone = {begin + draw.between(-25, 25) * ONE_DAY for _ in range(draw.between(0, 3))}
        others = {day for day in (begin + draw.between(-12, 16) * ONE_DAY for _ in range(draw.between(0, 3))) if day.year == begin.year}
        held = sorted({day for day in (*run, *alone) if day.year == begin.year} - others) or [begin]
        yield Case("calendar.lieu_rule", {"op": "lieu", "holidays": list(map(said, held)), "others": sorted(map(said, others - set(held)))})


def adding_cases(ground: Ground) -> Cases:
    """Limits in days from a day: each unit, sums, the choices of a policy, offices of their own, the ends of calendars."""
    drawn = Drawn("adding", ground, first=date(2010, 1, 2), last=date(2027, 9, 30))
    for unit, often, most in (("working_day", 1_700, 30), ("day", 800, 60), ("week", 300, 12), ("month", 500, 12), ("year", 120, 3)):
        for _ in range(often):
            count = drawn.draw.between(1, 240 if unit == "working_day" and drawn.draw.once_in(12) else most)
            yield Case(f"add.{unit}", _add(drawn, {unit: count}))
    for _ in range(500):
        yield Case("add.sum", _add(drawn, _sum(drawn)))
    for unit in ("same_day", "immediate"):
        for _ in range(60):
            yield Case(f"add.{unit}", _add(drawn, {unit: 1}))
    for _ in range(150):
        unit = drawn.draw.pick(("working_day", "day", "month"))
        yield Case("policy.zero_days", {**_add(drawn, {unit: 0}), "policy": {"zero_days": drawn.draw.pick(_ZERO)}})
    yield from _choosing(drawn)
    yield from _elsewhere(ground)


def _add(drawn: Drawn, limit: Plain) -> Plain:
    return {"op": "add_days", "start": said(drawn.day()), "limit": limit}


def _sum(drawn: Drawn) -> Plain:
    draw = drawn.draw
    limit: Plain = {draw.pick(("month", "week", "day")): draw.between(1, 10), "working_day": draw.between(1, 20)}
    return {"year": 1, **limit} if draw.once_in(5) else limit


def _choosing(drawn: Drawn) -> Cases:
    for _ in range(300):
        unit, most = drawn.draw.pick((("working_day", 40), ("day", 40), ("week", 40), ("month", 12), ("year", 1)))
        yield Case("policy.first_day", {**_add(drawn, {unit: drawn.draw.between(1, most)}), "policy": {"first_day": "counted"}})
    for start in _MONTH_EDGES:
        for limit in ({"month": 1}, {"month": 3, "day": 5}, {"year": 1}, {"year": 1, "month": 1}, {"month": 1, "working_day": 3}):
            yield Case("policy.first_day", {"op": "add_days", "start": start, "limit": limit, "policy": {"first_day": "counted"}})
    for _ in range(300):
        yield Case("policy.roll", {**_add(drawn, drawn.day_limit()), "policy": {"roll": "none"}})
    for leap in (2012, 2016, 2020, 2024):
        for choice in ("feb_28", "mar_1"):
            for limit in ({"year": 1}, {"year": 2}, {"year": 3}, {"year": 1, "day": 5}, {"year": 1, "month": 1}, {"month": 12}):
                ask = {"op": "add_days", "start": f"{leap}-02-29", "limit": limit, "policy": {"leap_day": choice, "roll": "none"}}
                yield Case("policy.leap_day", ask)


def _elsewhere(ground: Ground) -> Cases:
    """Other calendars, other offices, and questions that a calendar does not reach."""
    late = Drawn("adding beyond", ground, first=date(2027, 11, 1))
    for _ in range(150):
        yield Case("add.beyond", _add(late, late.day_limit()))
    known = Drawn("adding known", ground, calendar="known-2025-12-24", first=date(2025, 11, 15), last=date(2026, 2, 28))
    for _ in range(250):
        yield Case("calendar.known_on", {**_add(known, known.day_limit()), "calendar": "known-2025-12-24"})
    ahead = Drawn("adding ahead", ground, calendar="forecast", first=date(2027, 12, 1), last=date(2036, 12, 31))
    for _ in range(350):
        yield Case("calendar.forecast", {**_add(ahead, ahead.day_limit()), "calendar": "forecast"})
    for office in ("saturday-works", "closed"):
        own = Drawn(f"adding {office}", ground, first=_FIRST, last=_LAST)
        for _ in range(300):
            yield Case(f"agency.{office}", {**_add(own, own.day_limit()), "office": office})


def counting_cases(ground: Ground) -> Cases:
    """Working days between two days, and the last day before an event."""
    drawn = Drawn("counting", ground)
    for _ in range(1_200):
        a = drawn.day()
        reach = 400 if drawn.draw.once_in(6) else 30
        b = min(max(a + drawn.draw.between(-reach // 3, reach) * ONE_DAY, drawn.first), drawn.last)
        yield Case("count.working_day", {"op": "count_days", "a": said(a), "b": said(b)})
    own = Drawn("counting own", ground, first=_FIRST, last=_LAST)
    for office in ("saturday-works", "closed"):
        for _ in range(100):
            yield Case(f"agency.{office}", {"op": "count_days", "office": office, "a": said(own.day()), "b": said(own.day())})
    back = Drawn("before", ground, first=date(2011, 6, 1))
    for unit, often, most in (("working_day", 500, 30), ("day", 250, 60), ("week", 100, 10), ("month", 250, 12), ("year", 60, 1)):
        for _ in range(often):
            limit = {unit: back.draw.between(1, most)}
            yield Case(f"before.{unit}", {"op": "before_days", "end": said(back.day()), "limit": limit})
    early = Drawn("before all", ground, last=date(2010, 2, 10))
    for _ in range(60):
        yield Case("before.beyond", {"op": "before_days", "end": said(early.day()), "limit": early.day_limit(sums=False)})
