"""Questions about what happens to a clock under way: one kind of entry after another, and all of them mixed."""

from __future__ import annotations

from datetime import date, datetime

from cchc.testing.vectors.drawing import ONE_DAY, Case, Cases, Drawn, said
from cchc.testing.vectors.form import Plain
from cchc.testing.vectors.ground import Ground

_FIRST, _LAST = date(2018, 7, 1), date(2027, 5, 31)
_OFFICES = ("standard", "standard", "later", "saturday-works")
_PAUSE_DAYS = ("after_notice_through_completion", "both_days", "neither_day", "notice_day_only")
_MIXED = ("suspend", "resume", "exclude", "restart", "fixed", "extend_by", "extend_to", "settle")
_ENDS = ("settle", "close", "terminate")


class _Dossier:
    """One dossier while its ledger is drawn: a limit, a receipt, entries in the order in which they were written down."""

    def __init__(self, drawn: Drawn, *, hours: bool, span: int) -> None:
        self.drawn, self.draw, self.hours, self.span = drawn, drawn.draw, hours, span
        self.limit = drawn.hour_limit(12) if hours else drawn.day_limit()
        self.received = drawn.instant()
        self.entries: list[Plain] = []
        self.at = self.received

    def later(self) -> datetime:
        """Return a moment after the last one."""
        self.at = self.drawn.later(self.at, self.span)
        return self.at

    def put(self, kind: str, at: datetime | None = None, **facts: object) -> None:
        """Write an entry down."""
        when = self.later() if at is None else at
        self.entries.append({"id": f"e{len(self.entries) + 1}", "kind": kind, "at": said(when), **facts})

    def limit_more(self) -> Plain:
        """Return a limit that can be added to the one that runs, but once in eight."""
        if self.draw.once_in(8):
            return {"working_day": 2} if self.hours else {"working_hour": 4}
        unit = next(iter(self.limit))
        if self.hours:
            return {unit: "1/2"} if unit == "working_day" else {unit: self.draw.between(1, 30 if self.draw.once_in(4) else 8)}
        return {self.draw.pick((unit, "working_day", "day")): self.draw.between(1, 30 if unit in ("working_day", "day") else 6)}

    def some(self, kind: str) -> None:
        """Write down an entry of ``kind`` with what the kind needs."""
        if kind == "exclude":
            since = self.later()
            until = self.later()
            self.put(kind, self.drawn.later(since, 2 * self.span) if self.draw.once_in(2) else since, since=said(since), until=said(until))
        elif kind in ("fixed", "extend_by", "extend_to"):
            self.put(kind, limit=self.limit_more())
        else:
            self.put(kind)

    def ask(self, **more: object) -> Plain:
        """Return the question."""
        office = self.draw.pick(_OFFICES)
        return {"op": "due", "office": office, "limit": self.limit, "received": said(self.received), "entries": self.entries, **more}


def ledger_cases(ground: Ground) -> Cases:
    """Ledgers on the clock of days, then on that of hours."""
    for hours, span, share in ((False, 9, 3), (True, 2, 1)):
        name = "clock_hours" if hours else "clock"
        drawn = Drawn(name, ground, first=_FIRST, last=_LAST)
        for kind in ("restart", "fixed", "extend_by", "extend_to", "exclude", "shift_start", "gate", "reappoint", "stage", "end"):
            for _ in range(70 * share):
                one = _Dossier(drawn, hours=hours, span=span)
                _ONE_OF[kind](one) if kind in _ONE_OF else one.some(kind)
                if drawn.draw.once_in(3) and kind not in ("gate", "end"):
                    _pause(one)
                yield Case(f"{name}.{kind}", one.ask(**_choices_of(drawn, kind)))
        for _ in range(300 * share):
            one = _Dossier(drawn, hours=hours, span=span)
            for _ in range(drawn.draw.between(1, 3)):
                _pause(one)
            if drawn.draw.once_in(4):
                one.entries = one.entries[:-1]
            policy = {"pause_days": drawn.draw.pick((*_PAUSE_DAYS[:1] * 3, *_PAUSE_DAYS))}
            yield Case(f"{name}.pause", one.ask(policy=policy))
        yield from _mixed(drawn, name, hours=hours, span=span, often=260 * share)


def _pause(one: _Dossier) -> None:
    one.put("suspend")
    one.put("resume")


def _choices_of(drawn: Drawn, kind: str) -> Plain:
    if kind == "reappoint" and drawn.draw.once_in(3):
        return {"policy": {"apology": "after_expiry", "max_reappointments": drawn.draw.pick((1, 2))}}
    if not kind.startswith("extend") or drawn.draw.once_in(2):
        return {}
    return {"policy": {"max_extensions": drawn.draw.pick((0, 1)), "extension_longer_than_term_refused": drawn.draw.once_in(2)}}


def _mixed(drawn: Drawn, name: str, *, hours: bool, span: int, often: int) -> Cases:
    """Any entries, written down in any order, some before the receipt, some at one instant."""
    for _ in range(often):
        one = _Dossier(drawn, hours=hours, span=span)
        for _ in range(drawn.draw.between(2, 6)):
            if drawn.draw.once_in(8):
                one.at = one.received - drawn.draw.between(0, 2) * ONE_DAY
            one.some(drawn.draw.pick(_MIXED))
        if drawn.draw.once_in(3):
            one.entries.reverse()
        policy = {"extension_after_breach_refused": drawn.draw.once_in(2), "pause_days": drawn.draw.pick(_PAUSE_DAYS)}
        yield Case(f"{name}.mixed", one.ask(policy=policy))


def _shift_start(one: _Dossier) -> None:
    at = one.later()
    one.put("shift_start", at, to=said(one.drawn.later(at, 5)))


def _gate(one: _Dossier) -> None:
    one.put("gate", one.received, condition="fee")
    if one.draw.once_in(3):
        one.put("gate", one.received, condition="map")
    if one.draw.once_in(4):
        one.put("suspend")
    for condition in ("fee", *(("map",) if one.draw.once_in(2) else ())):
        if not one.draw.once_in(6):
            one.put("gate_met", condition=condition)
    if one.draw.once_in(5):
        one.put("gate", condition="late")


def _reappoint(one: _Dossier) -> None:
    for _ in range(one.draw.between(1, 2)):
        at = one.later()
        one.put("reappoint", at, to=said(at.date() + one.draw.between(1, 60) * ONE_DAY))


def _stage(one: _Dossier) -> None:
    for number in range(one.draw.between(1, 2)):
        facts: Plain = {"limit": one.drawn.hour_limit(8) if one.hours else one.drawn.day_limit(sums=False), "name": f"stage {number + 1}"}
        if one.draw.once_in(3):
            facts["starts_at"] = said(one.drawn.later(one.at, 20))
        one.put("stage", **facts)


def _end(one: _Dossier) -> None:
    if one.draw.once_in(2):
        one.put("suspend")
    one.put(one.draw.pick(_ENDS))
    if one.draw.once_in(3):
        one.put("resume")


_ONE_OF = {"shift_start": _shift_start, "gate": _gate, "reappoint": _reappoint, "stage": _stage, "end": _end}
