"""Days, instants and intervals as people type them; text without an offset is Vietnam's time."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from cchc.errors import UsageError
from cchc.model.instant import VIETNAM_TIME, vietnam_instant

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_HOUR = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?(Z|z|[+-][0-9]{2}:?[0-9]{2})?")
_WRITE_DAY = "write it as 2026-02-12 or 12/02/2026"
_WRITE_INSTANT = 'write it as "2026-02-12 15:40" or "12/02/2026 15:40"'
LAST_MOMENT = timedelta(hours=23, minutes=59, seconds=59)
"""A day written where an instant is wanted stands for its end, so that A..B takes out the days (A, B]."""


class DateTextError(UsageError):
    """Text that is no day or no instant."""

    code = "date"


@lru_cache(maxsize=4096)
def read_day(text: str, what: str) -> date:
    """Return the day that ``text`` says; ``what`` names it in the error.

    Raises:
        DateTextError: it says none, or one that does not exist.

    >>> read_day("12/02/2026", "date").isoformat()
    '2026-02-12'
    """
    found = _DAY.fullmatch(text.strip())
    if found is None:
        hint = f"is an instant; {_WRITE_DAY}, without the hour" if _parts(text) else f"is not a day; {_WRITE_DAY}"
        raise DateTextError(f"{what}: {_shown(text)} {hint}")
    return _day(found, text, what)


@lru_cache(maxsize=4096)
def read_instant(text: str, what: str) -> datetime:
    """Return the instant that ``text`` says, in Vietnam's time when it states no offset.

    Raises:
        DateTextError: it says none, or a day without an hour.
        OtherZoneError: it states another offset than +07:00.

    >>> read_instant("2026-02-12 15:40", "received").isoformat()
    '2026-02-12T15:40:00+07:00'
    """
    parts = _parts(text)
    if parts is None:
        if _DAY.fullmatch(text.strip()):
            raise DateTextError(f"{what}: {_shown(text)} has no hour, which cut-offs and hours depend on; {_WRITE_INSTANT}")
        raise DateTextError(f"{what}: {_shown(text)} is not an instant; {_WRITE_INSTANT}")
    day, clock = parts
    hour, minute, second, fraction, offset = clock.groups()
    try:
        at = datetime.combine(_day(day, text, what), datetime.min.time(), _zone(offset))
        at = at.replace(hour=int(hour), minute=int(minute), second=int(second or 0), microsecond=int((fraction or "0").ljust(6, "0")))
    except ValueError as error:
        raise DateTextError(f"{what}: {_shown(text)} is no moment of any day ({error}); {_WRITE_INSTANT}") from None
    return vietnam_instant(at, what)


def read_day_or_instant(text: str, what: str) -> date | datetime:
    """Return an instant when ``text`` has an hour, else a day."""
    return read_instant(text, what) if _parts(text) else read_day(text, what)


def read_interval(text: str, what: str) -> tuple[datetime, datetime | None]:
    """Return both ends of ``A..B``; a day stands for its end. ``A..`` is open: it has not ended yet.

    >>> [end.isoformat() for end in read_interval("2026-02-24..2026-03-02", "pause")]
    ['2026-02-24T23:59:59+07:00', '2026-03-02T23:59:59+07:00']
    """
    first, dots, last = text.partition("..")
    if not dots:
        raise DateTextError(f"{what}: {_shown(text)} is not an interval; write 2026-02-24..2026-03-02, the first day still counts")
    since = _end_of(first, what)
    until = _end_of(last, what) if last.strip() else None
    if until is not None and until < since:
        raise DateTextError(f"{what}: {_shown(text)} ends before it begins; write the earlier day first")
    return since, until


def _end_of(text: str, what: str) -> datetime:
    at = read_day_or_instant(text, what)
    return at if isinstance(at, datetime) else datetime(at.year, at.month, at.day, tzinfo=VIETNAM_TIME) + LAST_MOMENT


def _parts(text: str) -> tuple[re.Match[str], re.Match[str]] | None:
    """The day and the hour of ``text``, when it has the form of both."""
    pieces = re.split(r"[Tt]|\s+", text.strip(), maxsplit=1)
    if len(pieces) != 2:
        return None
    day, hour = _DAY.fullmatch(pieces[0]), _HOUR.fullmatch(pieces[1])
    return (day, hour) if day and hour else None


def _day(found: re.Match[str], text: str, what: str) -> date:
    year, month, day, other_day, other_month, other_year = found.groups()
    try:
        return date(int(year), int(month), int(day)) if year else date(int(other_year), int(other_month), int(other_day))
    except ValueError:
        raise DateTextError(
            f"{what}: {_shown(text)} is not in the calendar; {_WRITE_DAY}, with the day first when written with /"
        ) from None


def _zone(offset: str | None) -> timezone:
    if offset is None:
        return VIETNAM_TIME
    if offset in ("Z", "z"):
        return timezone(timedelta(0))
    digits = offset[1:].replace(":", "")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return VIETNAM_TIME if offset[0] == "+" and size == timedelta(hours=7) else timezone(size if offset[0] == "+" else -size)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:39]}…")
