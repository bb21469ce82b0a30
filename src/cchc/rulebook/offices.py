"""An agency's profile from TOML: sessions, reception, the days that count, closures."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from pydantic import BaseModel, Field

from cchc.deadlines.calendar_day import STANDARD_WEEK
from cchc.deadlines.office_hours import WEEKDAYS, Closure, OfficeHours, Session
from cchc.errors import RulebookError
from cchc.rulebook.reading import as_record, read_toml


class SessionRecord(BaseModel, frozen=True, extra="forbid"):
    """Days and one period of those days."""

    days: tuple[str, ...] = Field(min_length=1)
    start: time = Field(alias="from")
    end: time = Field(alias="to")


class ClosureRecord(BaseModel, frozen=True, extra="forbid"):
    """Days on which the agency is shut; ``suspends_count`` when they do not count either (off unless said)."""

    since: date = Field(alias="from")
    until: date = Field(alias="to")
    reason: str
    suspends_count: bool = False


class OfficeFile(BaseModel, frozen=True, extra="forbid"):
    """``profile.toml`` of an agency."""

    name: str
    week: tuple[str, ...] = ()
    session: tuple[SessionRecord, ...] = Field(min_length=1)
    reception: tuple[SessionRecord, ...] | None = None
    closure: tuple[ClosureRecord, ...] = ()


def load_office(path: str | Path) -> OfficeHours:
    """Return the agency's profile that ``path`` describes.

    ``[[session]]`` are working hours, ``[[reception]]`` the hours of the desk where they differ, ``week`` the days that
    count (Monday to Friday unless said), ``[[closure]]`` days on which it is shut.

    Raises:
        RulebookError: the file is malformed.
        OfficeHoursError: the office never opens, or its sessions overlap.
    """
    path = Path(path)
    file = as_record(OfficeFile, read_toml(path), path.name)
    week = frozenset(_weekday(name, path) for name in file.week) if file.week else STANDARD_WEEK
    return OfficeHours(
        file.name,
        _periods(file.session, path),
        reception=None if file.reception is None else _periods(file.reception, path),
        week=week,
        closures=[Closure(one.since, one.until, one.reason, one.suspends_count) for one in file.closure],
    )


def _periods(records: tuple[SessionRecord, ...], path: Path) -> dict[int, list[Session]]:
    periods: dict[int, list[Session]] = {}
    for one in records:
        for name in one.days:
            periods.setdefault(_weekday(name, path), []).append((one.start, one.end))
    return {day: sorted(sessions) for day, sessions in periods.items()}


def _weekday(name: str, path: Path) -> int:
    if name not in WEEKDAYS:
        raise RulebookError(path.name, f"{name!r} is not a day of the week; write one of {', '.join(WEEKDAYS)}")
    return WEEKDAYS.index(name)
