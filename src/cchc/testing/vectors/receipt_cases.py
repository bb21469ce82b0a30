"""Questions about receipts: which instant starts the clock under which decree, cut-offs, the slip, open questions."""

from __future__ import annotations

from datetime import date, timedelta

from cchc.testing.vectors.drawing import ONE_DAY, Case, Cases, Drawn, said
from cchc.testing.vectors.form import Plain
from cchc.testing.vectors.ground import Ground

_DECREES = date(2018, 6, 21)
_CUTOFFS = ("11:00:00", "15:00:00", "15:00:00", "15:00:00", "16:30:00")
_OFFICES = ("standard", "standard", "standard", "later", "saturday-works")


def receipt_cases(ground: Ground) -> Cases:
    """Receipts under each decree: their start events, days of rest, out of hours, no decree at all."""
    drawn = Drawn("receipts", ground, first=_DECREES, last=date(2027, 8, 31))
    for regime in ground.regimes.all:
        within = Drawn(f"regime {regime.id}", ground, first=regime.since, last=min(regime.until or drawn.last, drawn.last))
        for _ in range(220):
            yield Case(f"regime.{regime.id}", _asked(within, within.day_limit()))
        for _ in range(90):
            ask = _asked(within, within.day_limit() if within.draw.below(3) else within.hour_limit())
            later = said(within.later(within.instant(date.fromisoformat(ask["received"][:10])), 8))
            yield Case("start.competent", {**ask, "competent_received": max(later, ask["received"])})
    for _ in range(300):
        yield Case("start.hours", _asked(drawn, drawn.hour_limit()))
    for event in ("complete", "complete_valid", "complete_and_fee", "event", "event_and_fee"):
        for _ in range(90):
            yield Case(f"start.{event}", _with_facts(drawn, event))
    yield from _out_of_hours(drawn)
    early = Drawn("before the decrees", ground, first=date(2010, 1, 1), last=_DECREES - ONE_DAY)
    for _ in range(60):
        yield Case("regime.none", _asked(early, early.day_limit()))


def _asked(drawn: Drawn, limit: Plain, op: str = "due") -> Plain:
    return {"op": op, "office": drawn.draw.pick(_OFFICES), "limit": limit, "received": said(drawn.instant())}


def _with_facts(drawn: Drawn, event: str) -> Plain:
    ask = {**_asked(drawn, drawn.day_limit() if drawn.draw.below(4) else drawn.hour_limit()), "start": event}
    received = date.fromisoformat(ask["received"][:10])
    for fact, wanted in (("complete", "complete" in event), ("fee_paid", "fee" in event), ("event", "event" in event)):
        if wanted and not drawn.draw.once_in(6):
            ask[fact] = max(ask["received"], said(drawn.later(drawn.instant(received), 20)))
    return ask


def _out_of_hours(drawn: Drawn) -> Cases:
    for _ in range(200):
        choice = drawn.draw.pick(("statutory_day", "next_working_day"))
        ask = _asked(drawn, drawn.day_limit() if drawn.draw.below(3) else drawn.hour_limit())
        yield Case("start.rest_day", {**ask, "policy": {"rest_day_receipt": choice}})
    for _ in range(200):
        choice = drawn.draw.pick(("same_day", "next_working_day"))
        ask = _asked(drawn, drawn.day_limit() if drawn.draw.below(3) else drawn.hour_limit())
        yield Case("start.off_hours", {**ask, "policy": {"off_hours_receipt": choice}})


def cutoff_cases(ground: Ground) -> Cases:
    """The four cut-offs, on the minute, a second and a microsecond beside it, by the clock and before closing."""
    drawn = Drawn("cutoffs", ground, first=_DECREES, last=date(2027, 8, 31))
    draw = drawn.draw
    for _ in range(450):
        cutoff = _cutoff(drawn, "shift") | ({"rest_days": True} if draw.once_in(3) else {})
        policy = drawn.choices(("cutoff_boundary", ("in_time", "after")), ("shift_reading", ("deemed_received", "literal")))
        ask = _asked(drawn, drawn.day_limit() if draw.below(3) else drawn.hour_limit())
        yield Case("cutoff.shift", _at_cutoff(drawn, {**ask, "cutoff": cutoff, "policy": policy}))
    for _ in range(350):
        cutoff = _cutoff(drawn, "result") | ({"only_unless_settled": True} if draw.once_in(2) else {})
        ask = {**_asked(drawn, {draw.pick(("same_day", "immediate")): 1}), "cutoff": cutoff, "not_at_once": draw.once_in(2)}
        yield Case("cutoff.result", _at_cutoff(drawn, ask))
    for _ in range(60):
        ask = {**_asked(drawn, drawn.day_limit()), "cutoff": _cutoff(drawn, draw.pick(("transfer", "reply", "result")))}
        yield Case("cutoff.moves_no_clock", _at_cutoff(drawn, ask))
    for _ in range(350):
        ask = {"op": "forward", "office": draw.pick(_OFFICES), "received": said(drawn.instant())}
        yield Case("cutoff.transfer", _at_cutoff(drawn, {**ask, "cutoff": {"kind": "transfer", "at": "15:00:00"}}, keep=False))
    for _ in range(250):
        ask = {"op": "reply", "office": draw.pick(_OFFICES), "received": said(drawn.instant())}
        yield Case("cutoff.reply", _at_cutoff(drawn, {**ask, "cutoff": _cutoff(drawn, "reply")}))


def _cutoff(drawn: Drawn, kind: str) -> Plain:
    if drawn.draw.once_in(6):
        return {"kind": kind, "before_closing_minutes": drawn.draw.pick((30, 60, 90))}
    return {"kind": kind, "at": drawn.draw.pick(_CUTOFFS)}


def _at_cutoff(drawn: Drawn, ask: Plain, *, keep: bool = True) -> Plain:
    """Half of the receipts fall on the cut-off itself, or just beside it."""
    draw, at = drawn.draw, ask["cutoff"].get("at")
    if at is not None and draw.once_in(2):
        edge = drawn.instant().replace(hour=int(at[:2]), minute=int(at[3:5]), second=0, microsecond=0)
        beside = draw.pick((0, 0, 1, -1, 1_000_000, -1_000_000))
        ask = {**ask, "received": said(edge + timedelta(microseconds=beside))}
    return ask if keep else {key: value for key, value in ask.items() if key != "cutoff"}


def span_cases(ground: Ground) -> Cases:
    """How far a due date may still move: announced, open and provisional ones, and some that are past."""
    stretches = (
        ("official", "span.settled", 150, date(2025, 7, 1), date(2027, 9, 30)),
        ("known-2025-12-24", "span.open", 350, date(2025, 11, 20), date(2026, 2, 28)),
        ("forecast", "span.provisional", 600, date(2027, 11, 15), date(2036, 10, 31)),
    )
    for calendar, rule, often, first, last in stretches:
        drawn = Drawn(rule, ground, calendar=calendar, first=first, last=last)
        draw = drawn.draw
        open_days = [day for one in drawn.table.uncertainties for option in one.options for day, _ in option if first <= day <= last]
        for _ in range(often):
            limit = {draw.pick(("working_day", "working_day", "day")): draw.between(1, 30)}
            ask = _asked(drawn, limit if draw.below(5) else drawn.hour_limit(), "span")
            if open_days and draw.below(4):
                ask["received"] = said(drawn.instant(draw.pick(open_days) - draw.between(0, 30) * ONE_DAY))
            yield Case(rule, {**ask, "office": "standard", "calendar": calendar})
