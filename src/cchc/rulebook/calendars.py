"""The official calendar from its acts: one file a year, and what an office drops in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from cchc.deadlines.calendar_facts import ActDay, CalendarAct, CalendarFacts, NoSwap, Statute, StatutoryDay, Swap
from cchc.deadlines.working_calendar import WorkingCalendar
from cchc.errors import RulebookError
from cchc.legal import LegalBasis, Validity
from cchc.rulebook.reading import HERE, as_record, read_toml
from cchc.rulebook.schema import ActRecord, StatuteRecord, StatutesFile, YearFile

_FOLDER = HERE / "holidays"


def load_calendar(extra: Iterable[str | Path] = ()) -> WorkingCalendar:
    """Return the official public-sector calendar, 2010-2027, with the notices of ``extra`` files added.

    A notice may come eight days before it applies, sooner than a release: write it as a file in the form of
    ``rulebook/holidays/<year>.toml`` and pass its path. Without ``extra`` the calendar is built once and shared.

    Raises:
        RulebookError: a file is malformed; the message names the file, the key and what was expected.
        CalendarConflictError: two acts claim one day in one layer.

    >>> load_calendar().day(date(2026, 1, 2)).act
    '12729/VPCP-KGVX'
    """
    paths = tuple(Path(path) for path in extra)
    return WorkingCalendar(_facts(paths)) if paths else _bundled()


@lru_cache(maxsize=1)
def _bundled() -> WorkingCalendar:
    return WorkingCalendar(_facts(()))


def _facts(extra: tuple[Path, ...]) -> CalendarFacts:
    statutes = as_record(StatutesFile, read_toml(_FOLDER / "statutes.toml"), "statutes.toml")
    years = sorted(path for path in _FOLDER.glob("*.toml") if path.stem.isdigit())
    acts: list[CalendarAct] = []
    hung_kings: dict[int, date] = {}
    seen: dict[date, tuple[str, ...]] = {}
    reviewed: date | None = None
    for path in (*years, *extra):
        file = as_record(YearFile, read_toml(path), path.name)
        if file.lunar is not None:
            hung_kings[file.year] = file.lunar.hung_kings
        elif file.year not in hung_kings:
            raise RulebookError(
                path.name, f"lunar: the dates of Tết and of 10/3 of {file.year} are missing; write lunar = {{ tet = …, hung_kings = … }}"
            )
        reviewed = max(reviewed or date.min, file.last_review or date.min)
        acts += (_act(record, file.year) for record in file.act)
        for one in file.seen:
            seen |= dict.fromkeys(one.days, one.sources)
    return CalendarFacts(tuple(_statute(one) for one in statutes.statute), tuple(acts), hung_kings, seen, reviewed)


def _statute(record: StatuteRecord) -> Statute:
    unverified = record.confidence != "source"
    return Statute(
        LegalBasis(record.number, record.article, record.clause, unverified=unverified),
        record.issued,
        Validity(record.since, record.until),
        tuple(
            StatutoryDay(one.name_vi, one.name_en, one.month, one.day, lunar=bool(one.lunar), in_lieu_vi=one.in_lieu_vi)
            for one in record.days
        ),
        LegalBasis(record.number, record.make_up.article, record.make_up.clause, unverified=unverified) if record.make_up else None,
    )


def _act(record: ActRecord, year: int) -> CalendarAct:
    low, high = record.issued_between or (None, record.issued_by)
    return CalendarAct(
        title=record.number or record.label,
        issued=record.issued,
        issued_from=low,
        issued_by=high,
        annual=year if record.annual else None,
        days=tuple(ActDay(one.day, one.name_vi, one.name_en, one.in_lieu_vi) for one in record.days),
        swaps=tuple(
            Swap(
                one.off,
                one.worked,
                one.name_vi,
                one.name_en or one.name_vi,
                one.worked_vi or f"Làm bù ({one.name_vi})",
                one.worked_en or f"Make-up for {one.off}",
            )
            for one in record.swaps
        ),
        no_swaps=tuple(NoSwap(one.since, one.until, one.note) for one in record.no_swap),
        replaces=record.replaces,
        confidence=record.confidence,
        sources=record.sources,
    )
