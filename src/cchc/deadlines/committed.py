"""The limit an agency took upon itself (thời hạn cam kết), beside the statutory one: two answers to one question."""

from __future__ import annotations

from cchc.deadlines.answer import Deadline, ForecastDeadline
from cchc.deadlines.deadline import ask_again
from cchc.model.time_limit import TimeLimit


def committed_due(statutory: Deadline | ForecastDeadline, committed: TimeLimit) -> Deadline | ForecastDeadline:
    """Return when the same dossier is due by the ``committed`` limit: same receipt, start, cut-off, ledger, calendar.

    The statutory answer stands as it is: a dossier may be late by the commitment and in time by law, and each answer tells
    its own lateness (``at(moment).late_by``), so that each has its own on-time figure.

    >>> from datetime import datetime
    >>> from cchc import VIETNAM_TIME, WorkingDays, due, load_calendar, load_regimes
    >>> received = datetime(2026, 2, 12, 15, 40, tzinfo=VIETNAM_TIME)
    >>> statutory = due(WorkingDays(count=15), received, load_calendar(), load_regimes())
    >>> committed = committed_due(statutory, WorkingDays(count=10))
    >>> committed.due.isoformat(), statutory.due.isoformat()
    ('2026-03-05', '2026-03-12')
    >>> returned = datetime(2026, 3, 9, 9, tzinfo=VIETNAM_TIME)
    >>> committed.at(returned).late_by is None, statutory.at(returned).late_by is None
    (False, True)
    """
    return ask_again(statutory, statutory.calendar, committed)
