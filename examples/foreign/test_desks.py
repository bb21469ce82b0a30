"""The adapters of the two desks: what a vendor writes to hold his own system to the law."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from fractions import Fraction

from one_stop_desk import ADD_WAITING, PAUSE, RESTART, Dossier, Holiday, OneStopDesk
from sla_desk import SlaDesk, Ticket

from cchc import VIETNAM_TIME, load_regimes
from cchc.testing.contract import DeadlineContract, Question, Setting

ONLY_DAYS_AND_HOURS = "a duration is a number of days or of hours"


def local(at: datetime) -> datetime:
    """The desks know no time zone."""
    return at.replace(tzinfo=None)


class TestOneStopDesk(DeadlineContract):
    """A typical one-stop system."""

    rules = load_regimes()
    lang = "en"
    cannot = {
        "months": ONLY_DAYS_AND_HOURS,
        "sums": ONLY_DAYS_AND_HOURS,
        "same_day": ONLY_DAYS_AND_HOURS,
        "elapsed_hours": ONLY_DAYS_AND_HOURS,
        "agency_days": "closures are entered as holidays",
        "cutoffs": "it has none",
        "start_events": "every limit runs from the receipt",
        "exclusions": "only actions change a date",
        "new_limits": "a new date is typed by hand",
        "extensions": "a new date is typed by hand",
        "apologies": "a new date is typed by hand",
        "refusals": "every action is taken",
    }

    def due(self, question: Question) -> datetime:
        desk = self.desk(question.setting)
        if question.unit == "day":
            return self.zoned(desk.due_in_all_days(local(question.received), int(question.count)))
        unit = "hour" if question.unit == "working_hour" else "day"
        dossier = Dossier(desk, local(question.received), float(question.count), unit)
        codes = {"suspend": PAUSE, "resume": ADD_WAITING, "restart": RESTART}
        for entry in question.entries:
            dossier.act(local(entry.occurred_at), codes[entry.kind])
        return self.zoned(dossier.due)

    def elapsed(self, start: datetime, end: datetime, setting: Setting) -> timedelta:
        return timedelta(minutes=round(60 * self.desk(setting).waited(local(start), local(end))))

    def is_late(self, question: Question, at: datetime) -> bool:
        return at > self.due(question)

    def desk(self, setting: Setting) -> OneStopDesk:
        """The setting in the desk's own tables."""
        rows = [Holiday(datetime.combine(day, time()), 0) for day in setting.days_off]
        rows += [Holiday(datetime.combine(day, time()), 1) for day in setting.made_up]
        hours = {
            (weekday + 1) % 7 + 1: ",".join(f"{begin:%H:%M}-{end:%H:%M}" for begin, end in sessions)
            for weekday, sessions in enumerate(setting.sessions)
            if sessions
        }
        return OneStopDesk(hours, rows)

    def zoned(self, at: datetime) -> datetime:
        """The desk's local time is Vietnam's."""
        return at.replace(tzinfo=VIETNAM_TIME)


class TestSlaDesk(DeadlineContract):
    """A help desk turned into a one-stop shop."""

    rules = load_regimes()
    lang = "en"
    cannot = dict(TestOneStopDesk.cannot) | {"calendar_days": "goals are opening time", "fractions": "goals are whole minutes"}

    def due(self, question: Question) -> datetime:
        return self.ticket(question).due.replace(tzinfo=VIETNAM_TIME)

    def is_late(self, question: Question, at: datetime) -> bool:
        return self.ticket(question).failed(local(at))

    def add(self, day: date, count: int, setting: Setting) -> date:
        return self.desk(setting).due(datetime.combine(day, time(8)), timedelta(hours=8 * count)).date()

    def ticket(self, question: Question) -> Ticket:
        """The question as a ticket; a day is entered as eight hours."""
        hours = Fraction(question.count) * (1 if question.unit == "working_hour" else 8)
        ticket = Ticket(self.desk(question.setting), local(question.received), timedelta(hours=float(hours)))
        steps = {"suspend": ticket.hold, "resume": ticket.go_on, "restart": ticket.reopen}
        for entry in question.entries:
            steps[entry.kind](local(entry.occurred_at))
        return ticket

    def desk(self, setting: Setting) -> SlaDesk:
        """The setting in the desk's own tables: it has nowhere to write a make-up day."""
        hours = {weekday: (sessions[0][0], sessions[-1][1]) for weekday, sessions in enumerate(setting.sessions) if sessions}
        return SlaDesk(hours, set(setting.days_off))
