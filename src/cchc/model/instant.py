"""Instants of the law's one zone, Asia/Ho_Chi_Minh: +07:00 without change since 1975-06-13."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from cchc.errors import NaiveDatetimeError, OtherZoneError

_OFFSET = timedelta(hours=7)

VIETNAM_TIME = timezone(_OFFSET, "+07")
"""The zone of every instant here; equal to ``ZoneInfo("Asia/Ho_Chi_Minh")`` on every date the calendar covers."""


def vietnam_instant(value: datetime, what: str = "the instant") -> datetime:
    """Return ``value`` unchanged when it is an instant of Vietnam's time, to the microsecond.

    Raises:
        NaiveDatetimeError: ``value`` has no zone.
        OtherZoneError: ``value`` is at another offset than +07:00.

    >>> vietnam_instant(datetime(2026, 2, 12, 15, 40, tzinfo=VIETNAM_TIME)).isoformat()
    '2026-02-12T15:40:00+07:00'
    """
    if value.tzinfo is VIETNAM_TIME:
        return value
    offset = value.utcoffset()
    if offset is None:
        raise NaiveDatetimeError(what)
    if offset != _OFFSET:
        raise OtherZoneError(what, f"{value:%z}" or str(offset))
    return value
