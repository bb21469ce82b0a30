"""What a request for a supplement (yêu cầu bổ sung) does to the clock, where the text of the procedure is silent.

The policy decides; these functions write its choice as entries of the ledger.
"""

from __future__ import annotations

from datetime import date, datetime

from cchc.deadlines.counting import add
from cchc.deadlines.policy import AfterSupplement, Policy
from cchc.deadlines.working_calendar import DayTable
from cchc.errors import LimitError
from cchc.legal import LegalBasis
from cchc.model.clock_entry import Restart, Resume, Suspend
from cchc.model.time_limit import Hours, TimeLimit, WorkingHours, runs_on_hours


def returned_for_supplement(
    requested_at: datetime, completed_at: datetime, policy: Policy, *, sequence: int = 1, basis: tuple[LegalBasis, ...] = ()
) -> tuple[Suspend, Restart | Resume]:
    """Return the two entries for a dossier returned at appraisal and completed: the limit restarts, or its rest runs on.

    The one-stop decrees restart it (NĐ 61/2018 Điều 19 khoản 4); only a sector text that says so suspends it. The
    entries are numbered from ``sequence``.

    >>> from cchc import VIETNAM_TIME, Policy
    >>> asked, done = (datetime(2024, 3, day, 9, tzinfo=VIETNAM_TIME) for day in (7, 20))
    >>> [entry.kind for entry in returned_for_supplement(asked, done, Policy())]
    ['suspend', 'restart']
    """
    stop = Suspend(id=f"supplement-{sequence}", sequence=sequence, occurred_at=requested_at, basis=basis)
    kind = Restart if policy.after_supplement is AfterSupplement.RESTART else Resume
    return stop, kind(id=f"supplement-{sequence + 1}", sequence=sequence + 1, occurred_at=completed_at, basis=basis)


def applicants_time(
    requested_at: datetime, answered_at: datetime, policy: Policy, *, sequence: int = 1, basis: tuple[LegalBasis, ...] = ()
) -> tuple[Suspend, Resume] | tuple[()]:
    """Return the entries for an answer awaited from the applicant: none when that time counts, as it does by default.

    >>> from cchc import VIETNAM_TIME, Policy
    >>> asked, done = (datetime(2026, 7, day, 9, tzinfo=VIETNAM_TIME) for day in (8, 10))
    >>> applicants_time(asked, done, Policy())
    ()
    """
    if policy.applicants_time_counts:
        return ()
    stop = Suspend(id=f"applicant-{sequence}", sequence=sequence, occurred_at=requested_at, basis=basis)
    return stop, Resume(id=f"applicant-{sequence + 1}", sequence=sequence + 1, occurred_at=answered_at, basis=basis)


def last_day_to_complete(notified_on: date, calendar: DayTable, policy: Policy, sector: TimeLimit | None = None) -> date:
    """Return the last day on which a supplement may come; after it the office may close the dossier.

    The limit of the sector's text comes first, else ``policy.inactive_close``: 15 working days by the decree's wording
    (NĐ 297/2025 Điều 6 khoản 4), 15 days by another.

    >>> from cchc import Policy, load_calendar
    >>> last_day_to_complete(date(2026, 8, 20), load_calendar(), Policy()).isoformat()
    '2026-09-14'
    """
    limit = sector if sector is not None else policy.inactive_close
    if isinstance(limit, WorkingHours | Hours) or runs_on_hours(limit):
        raise LimitError("a limit for completing a dossier is in days")
    return add(notified_on, limit, calendar, policy=policy)
