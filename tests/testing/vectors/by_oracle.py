"""The vectors answered by the brute-force oracle, from the lines of the file alone: it shares no code with the engine.

What it cannot express (gates, stages, apologies, texts, stories, open questions but for days) it answers with ``None``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from cchc.testing import oracle

Plain = dict[str, Any]
KNOWN = {"suspend", "resume", "exclude", "restart", "fixed", "extend_by", "extend_to", "shift_start", "settle", "close", "terminate"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def limit_of(plain: Plain) -> list[tuple[str, int | Fraction]]:
    return [] if {"same_day", "immediate"} & plain.keys() else [(unit, Fraction(amount)) for unit, amount in plain.items()]


@dataclass(frozen=True)
class Place:
    """An agency on a calendar, as the oracle's rules."""

    rests: oracle.Rests
    national: oracle.Rests
    opens: oracle.Opens


class Oracle:
    """Answers questions from the lines of data."""

    def __init__(self, lines: Sequence[Plain]) -> None:
        self.data = {(line["type"], line["id"]): line for line in lines if line["type"] not in ("header", "case")}
        self.regimes = [line for line in lines if line["type"] == "regime"]
        self.places: dict[tuple[str, str], Place] = {}

    def place(self, ask: Plain) -> Place:
        key = ask.get("calendar", "official"), ask.get("office", "standard")
        if key not in self.places:
            self.places[key] = self._place(self.data["calendar", key[0]], self.data["office", key[1]])
        return self.places[key]

    @staticmethod
    def _place(calendar: Plain, office: Plain) -> Place:
        off = {date.fromisoformat(one["day"]) for one in calendar["days"] if not one["working"]}
        made_up = {date.fromisoformat(one["day"]): date.fromisoformat(one["for"]) for one in calendar["days"] if one["working"]}
        first, last = (date.fromisoformat(calendar[key]) for key in ("first", "last"))

        def shut(*, suspending: bool) -> set[date]:
            spans = [one for one in office["closures"] if one["suspends_count"] is suspending]
            return {day for one in spans for day in oracle.days_from(date.fromisoformat(one["since"]), date.fromisoformat(one["until"]))}

        own = shut(suspending=True)
        week = {day - 1 for day in office["week"]}
        rests = oracle.rests_from(off | own, set(made_up) - own, week=week, first=first, last=last)
        sessions = {weekday: [tuple(one) for one in periods] for weekday, periods in enumerate(office["sessions"])}
        opens = oracle.opens_from(sessions, rests, works_as=made_up, closed=shut(suspending=False))
        return Place(rests, oracle.rests_from(off, made_up, first=first, last=last), opens)

    def answer(self, ask: Plain) -> Plain | None:
        answerer: Callable[[Plain], Plain | None] | None = getattr(self, ask["op"], None)
        if answerer is None:
            return None
        try:
            return answerer(ask)
        except oracle.BeyondCalendarError:
            return {"refused": "calendar_coverage"}

    # Days and hours

    def day(self, ask: Plain) -> Plain:
        return {"answer": {"working": not self.place(ask).rests(date.fromisoformat(ask["day"]))}}

    def lieu(self, ask: Plain) -> Plain:
        taken = oracle.days_off_in_lieu(*([date.fromisoformat(day) for day in ask[key]] for key in ("holidays", "others")))
        return {"answer": {"days": [[str(day), str(taken[day])] for day in sorted(taken)]}}

    def add_days(self, ask: Plain) -> Plain:
        place, start, limit, policy = self.place(ask), date.fromisoformat(ask["start"]), limit_of(ask["limit"]), ask.get("policy", {})
        place.rests(start)
        if limit and not any(count for _, count in limit):
            if policy["zero_days"] == "refused":
                return {"refused": "limit"}
            return {"answer": {"due": str(start if policy["zero_days"] == "day_itself" else oracle.working_day_from(start, place.rests))}}
        choices = {key: value for key, value in policy.items() if key != "zero_days"}
        due = oracle.due_day(limit, start, place.rests, national=place.national, **choices)
        place.rests(due)
        return {"answer": {"due": str(due)}}

    def before_days(self, ask: Plain) -> Plain:
        place = self.place(ask)
        last = oracle.days_before(limit_of(ask["limit"]), date.fromisoformat(ask["end"]), place.rests)
        place.rests(last)
        return {"answer": {"last": str(last)}}

    def count_days(self, ask: Plain) -> Plain:
        a, b = (date.fromisoformat(ask[key]) for key in ("a", "b"))
        return {"answer": {"working_days": oracle.count_working_days(a, b, self.place(ask).rests)}}

    def _timed(self, ask: Plain, start: datetime) -> tuple[timedelta, oracle.Opens]:
        limit, place = limit_of(ask["limit"]), self.place(ask)
        a_day = Fraction(8)
        if ask.get("policy", {}).get("day_fraction") == "office_day":
            sessions = place.opens(oracle.working_day_from(start.date(), place.rests))
            a_day = Fraction(sum(end - begin for begin, end in sessions), 60)
        return oracle.amount_of(limit, hours_a_day=a_day), oracle.always_open if limit[0][0] == "hour" else place.opens

    def add_time(self, ask: Plain) -> Plain:
        start = at(ask["at"])
        return {"answer": {"due": oracle.due_instant(start, *self._timed(ask, start)).isoformat()}}

    def before_time(self, ask: Plain) -> Plain:
        end = at(ask["at"])
        return {"answer": {"last": oracle.latest_start(end, *self._timed(ask, end)).isoformat()}}

    def time_between(self, ask: Plain) -> Plain:
        return {"answer": {"seconds": oracle.time_between(at(ask["a"]), at(ask["b"]), self.place(ask).opens) // timedelta(seconds=1)}}

    # Dossiers

    def regime(self, received: datetime) -> Plain | None:
        day = str(received.date())
        return next((one for one in self.regimes if one["since"] <= day and (one["until"] is None or day <= one["until"])), None)

    def due(self, ask: Plain) -> Plain | None:
        received = at(ask["received"])
        regime = self.regime(received)
        if regime is None:
            return {"refused": "not_in_force"}
        entries = ask.get("entries", [])
        if any(one["kind"] not in KNOWN for one in entries):
            return None
        start = self._set_off(ask, regime, received)
        if start is None:
            return None
        walk = _Walk(self.place(ask), regime["policy"] | ask.get("policy", {}), ask)
        recorded = [(one["id"], oracle.Entry(one["kind"], at(one["at"]), *_facts(one))) for one in entries]
        recorded.sort(key=lambda one: one[1].at)
        clock = walk.clock(limit_of(ask["limit"]), start, received, [entry for _, entry in recorded])
        due = clock.due
        in_time = isinstance(due, datetime)
        told = {
            "clock": clock.state,
            "started_at": walk.begin(clock.start).isoformat(),
            "due": str(due.date() if in_time else due) if due else None,
            "due_at": due.isoformat() if in_time else None,
            "refusals": [[recorded[place][0], None] for place in clock.refused],
        }
        return {"answer": told}

    @staticmethod
    def _set_off(ask: Plain, regime: Plain, received: datetime) -> datetime | None:
        start = ask.get("start", "received")
        first = at(ask["competent_received"]) if "competent_received" in ask and regime["competent_starts"] else received
        needed = ["event"] if start.startswith("event") else ["complete"] if start != "received" and "complete" in ask else []
        needed += ["fee_paid"] if start.endswith("and_fee") else []
        if any(key not in ask for key in needed):
            return None
        moments = [at(ask[key]) for key in needed]
        return max(moments) if needed and needed[0] == "event" else max([first, *moments])

    def forward(self, ask: Plain) -> Plain:
        place, received = self.place(ask), at(ask["received"])
        day, regime = received.date(), self.regime(received)
        assert regime is not None
        if place.rests(day) or received.time() > time.fromisoformat(regime["transfer_at"]):
            return {"answer": {"by": oracle.next_opening(day, place.rests, place.opens, received).isoformat()}}
        closing = timedelta(minutes=place.opens(day)[-1][1])
        return {"answer": {"by": (datetime.combine(day, time(), received.tzinfo) + closing).isoformat()}}

    def reply(self, ask: Plain) -> Plain:
        place, received = self.place(ask), at(ask["received"])
        cutoff = _Walk(place, {}, ask).moment(received.date())
        late = not place.rests(received.date()) and cutoff is not None and received.time() > cutoff
        find = oracle.next_working_day if late else oracle.working_day_from
        return {"answer": {"by": str(find(received.date(), place.rests))}}

    def span(self, ask: Plain) -> Plain | None:
        """The due day, and over every bundle of answers to questions near it the extremes: for limits in days alone."""
        limit = limit_of(ask["limit"])
        if not oracle.is_in_days(limit):
            return None
        calendar = self.data["calendar", ask["calendar"]]
        received = at(ask["received"])
        regime = self.regime(received)
        assert regime is not None
        due = _Walk(self.place(ask), regime["policy"], ask).due_of(limit, received, [])
        if str(due) <= calendar["settled_through"]:
            return {"answer": {"due": str(due), "earliest": str(due), "latest": str(due)}}
        near = [
            one
            for one in calendar["questions"]
            if any(abs((date.fromisoformat(day) - due).days) < 60 for o in one["options"] for day, _ in o)
        ]
        dues = [due]
        for changes in _bundles(near):
            days = [one for one in calendar["days"] if date.fromisoformat(one["day"]) not in changes]
            days += [{"day": str(day), "working": change > 0, "for": str(day)} for day, change in changes.items()]
            place = self._place({**calendar, "days": days}, self.data["office", "standard"])
            dues.append(_Walk(place, regime["policy"], ask).due_of(limit, received, []))
        return {"answer": {"due": str(due), "earliest": str(min(dues)), "latest": str(max(dues))}}


def _bundles(questions: Sequence[Plain]) -> list[dict[date, int]]:
    found: list[dict[date, int]] = [{}]
    for question in questions:
        options = [{date.fromisoformat(day): change for day, change in option} for option in question["options"]]
        found = [{**one, **option} for one in found for option in options if not one.keys() & option.keys()]
    return found


def _facts(entry: Plain) -> tuple[Any, Any, Any]:
    interval = (at(entry["since"]), at(entry["until"])) if entry["kind"] == "exclude" else None
    return limit_of(entry.get("limit", {"same_day": 1})), interval, at(entry["to"]) if entry["kind"] == "shift_start" else None


class _Walk:
    """A dossier's limit walked at a place, by the words of a policy."""

    def __init__(self, place: Place, policy: Plain, ask: Plain) -> None:
        self.place, self.policy, self.ask = place, policy, ask
        self.cutoff = ask.get("cutoff", {})

    def moment(self, day: date) -> time | None:
        """When the cut-off of a day falls."""
        if "at" in self.cutoff:
            return time.fromisoformat(self.cutoff["at"])
        sessions = self.place.opens(day)
        if not sessions:
            return None
        return time(*divmod(sessions[-1][1] - self.cutoff["before_closing_minutes"], 60))

    def begin(self, moment: datetime) -> datetime:
        shift = self.cutoff.get("kind") == "shift"
        return oracle.starting_instant(
            moment,
            self.place.rests,
            self.place.opens,
            shift_after=(self.moment(moment.date()) or time.max) if shift else None,
            shift_rest_days=shift and self.cutoff.get("rest_days", False),
            boundary=self.policy["cutoff_boundary"],
            **{key: self.policy[key] for key in ("rest_day_receipt", "off_hours_receipt", "shift_reading")},
        )

    def due_of(self, limit: oracle.Limit, moment: datetime, pauses: Sequence[oracle.Pause]) -> date:
        start, place = self.begin(moment), self.place
        if oracle.is_in_days(limit):
            if not limit and self.result_moves(start):
                limit = [("working_day", 1)]
            words = {key: self.policy[key] for key in ("roll", "first_day", "pause_days", "leap_day")}
            due = oracle.due_day(limit, start.date(), place.rests, pauses=pauses, national=place.national, **words)
            place.rests(due)
            return due
        opens = oracle.always_open if limit[0][0] == "hour" else place.opens
        return oracle.due_instant(start, oracle.amount_of(limit), opens, oracle.chained(pauses))

    def result_moves(self, start: datetime) -> bool:
        if self.cutoff.get("kind") != "result" or self.place.rests(start.date()):
            return False
        late = start.time() > (self.moment(start.date()) or time.max)
        return late and (self.ask["not_at_once"] or not self.cutoff.get("only_unless_settled", False))

    def clock(self, limit: oracle.Limit, start: datetime, received: datetime, entries: Sequence[oracle.Entry]) -> oracle.Clock:
        return oracle.run_ledger(
            limit,
            start,
            received,
            entries,
            self.due_of,
            max_extensions=self.policy["max_extensions"],
            extension_after_breach_refused=self.policy["extension_after_breach_refused"],
            extension_longer_than_term_refused=self.policy["extension_longer_than_term_refused"],
        )
