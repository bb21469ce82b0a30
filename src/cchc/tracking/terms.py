"""What a dossier is tracked by: the terms of its procedure, and the calendars, offices and decrees it runs under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cchc.deadlines.counting import add_any
from cchc.deadlines.deadline import Deadline, ForecastDeadline, due
from cchc.deadlines.office_hours import STANDARD_OFFICE, OfficeHours
from cchc.deadlines.policy import Policy, Regime, Regimes
from cchc.deadlines.working_calendar import ForecastCalendar, WorkingCalendar
from cchc.model.clock_entry import ClockEntry
from cchc.model.cutoff import Cutoff
from cchc.model.dossier import Dossier
from cchc.model.events import Event, Opened
from cchc.model.receipt import Receipt, StartEvent
from cchc.model.time_limit import CalendarDays, TimeLimit, runs_on_hours

_LEAD = CalendarDays(count=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the procedure's law says for one dossier; what is silent follows the decree and the policy.

    ``limit`` is statutory, ``committed`` the shorter one the agency took upon itself. ``supplement_within`` is the sector's
    time to complete a dossier, ``fixed_after_supplement`` a limit of its own afterwards. ``due_soon`` is how long before
    the due day a dossier counts as due soon.
    """

    limit: TimeLimit
    committed: TimeLimit | None = None
    start: StartEvent = StartEvent.RECEIVED
    cutoff: Cutoff | None = None
    fee_is_condition: bool = False
    instant: bool = False
    supplement_within: TimeLimit | None = None
    fixed_after_supplement: TimeLimit | None = None
    payment_suspends: bool = True
    verification_excluded: bool = False
    silence_consents: bool = False
    terminates: bool = False
    policy: Policy | None = None
    due_soon: CalendarDays = _LEAD


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The calendar, the decrees, and the hours of each agency (``office`` for those not named)."""

    calendar: WorkingCalendar | ForecastCalendar
    regimes: Regimes
    office: OfficeHours = STANDARD_OFFICE
    offices: Mapping[str, OfficeHours] = field(default_factory=dict[str, OfficeHours])

    def office_of(self, agency: str) -> OfficeHours:
        """Return the hours of ``agency``, or the common ones."""
        return self.offices.get(agency, self.office)

    def regime_of(self, dossier: Dossier, at: datetime) -> Regime:
        """Return the decree that rules ``dossier``: of its receipt, or of ``at`` while it has not been received."""
        return self.regimes.on((dossier.received_at or at).date())

    def policy_of(self, dossier: Dossier, terms: Terms, at: datetime) -> Policy:
        """Return the choices that hold for ``dossier``."""
        return terms.policy or self.regime_of(dossier, at).policy

    def end_of(self, limit: TimeLimit, since: datetime, agency: str) -> datetime:
        """Return the last moment of ``limit`` from ``since``, in the agency's hours: the end of the day for days.

        >>> from cchc import VIETNAM_TIME, WorkingDays, load_calendar, load_regimes
        >>> setting = Setting(calendar=load_calendar(), regimes=load_regimes())
        >>> setting.end_of(WorkingDays(count=3), datetime(2026, 11, 20, 9, tzinfo=VIETNAM_TIME), "").isoformat()
        '2026-11-26T23:59:59.999999+07:00'
        """
        office = self.office_of(agency)
        calendar = office.over(self.calendar)
        last = add_any(since if runs_on_hours(limit) else since.date(), limit, calendar, office)
        if isinstance(last, datetime):
            return last
        return datetime(last.year, last.month, last.day, tzinfo=since.tzinfo) + timedelta(days=1, microseconds=-1)


def ledger(events: Iterable[Event]) -> tuple[ClockEntry, ...]:
    """Return what the history told the clock, each entry with when it was recorded."""
    return tuple(
        entry if entry.recorded_at is not None else entry.model_copy(update={"recorded_at": event.recorded_at})
        for event in events
        if not isinstance(event, Opened)
        for entry in getattr(event, "clock", ())
    )


def deadline_of(
    dossier: Dossier, events: Iterable[Event], terms: Terms, setting: Setting, *, committed: bool = False
) -> Deadline | ForecastDeadline | None:
    """Return the dossier's statutory deadline, or the committed one; ``None`` before receipt or where nothing is committed.

    Raises:
        CalendarCoverageError: the calendar does not reach the due date.
    """
    limit = terms.committed if committed else terms.limit
    if dossier.received_at is None or limit is None:
        return None
    receipt = Receipt(received_at=dossier.received_at, competent_received_at=dossier.competent_received_at)
    return due(
        limit,
        receipt,
        setting.calendar,
        setting.regimes,
        start=terms.start,
        cutoff=terms.cutoff,
        entries=ledger(events),
        office=setting.office_of(dossier.settling or dossier.receiving),
        policy=terms.policy,
    )
