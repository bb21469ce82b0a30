"""The official calendar from its acts: one file a year, and what an office drops in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from cchc.deadlines.calendar_facts import ActDay, CalendarAct, CalendarFacts, NoSwap, Statute, StatutoryDay, Swap
from cchc.deadlines.working_calendar import WorkingCalendar
from cchc.errors import RulebookError
from cchc.legal import LegalBasis, Validity
from cchc.rulebook.reading import HERE, as_record, read_toml

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


Table = dict[str, Any]
"""A TOML table that has passed its schema: the bundled files pass it in the tests, an office's files when they are read."""


def checked_files(paths: Iterable[Path]) -> Iterator[Table]:
    """Yield the tables of year files after holding each against :class:`~cchc.rulebook.schema.YearFile`.

    Raises:
        RulebookError: a file is malformed.
    """
    from cchc.rulebook.schema import YearFile  # the schema costs a third of a first deadline, and the bundled files passed it

    for path in paths:
        table = read_toml(path)
        as_record(YearFile, table, path.name)
        yield table


def bundled_files() -> tuple[Path, ...]:
    """Return the paths of the bundled years, in order."""
    return tuple(sorted(path for path in _FOLDER.glob("*.toml") if path.stem.isdigit()))


def _facts(extra: tuple[Path, ...]) -> CalendarFacts:
    statutes: list[Table] = read_toml(_FOLDER / "statutes.toml")["statute"]
    acts: list[CalendarAct] = []
    hung_kings: dict[int, date] = {}
    seen: dict[date, tuple[str, ...]] = {}
    reviewed = date.min
    for file in (*map(read_toml, bundled_files()), *(checked_files(extra) if extra else ())):
        year: int = file["year"]
        if "lunar" in file:
            hung_kings[year] = file["lunar"]["hung_kings"]
        elif year not in hung_kings:
            raise RulebookError(
                f"the file for {year}", "lunar: the dates of Tết and of 10/3 are missing; write lunar = { tet = …, hung_kings = … }"
            )
        reviewed = max(reviewed, file.get("last_review", date.min))
        acts += (_act(table, year) for table in file.get("act", ()))
        for table in file.get("seen", ()):
            seen |= dict.fromkeys(table["days"], tuple(table["sources"]))
    return CalendarFacts(tuple(_statute(table) for table in statutes), tuple(acts), hung_kings, seen, reviewed)


def _statute(table: Table) -> Statute:
    number, unverified = table["number"], table["confidence"] != "source"
    make_up = table.get("make_up")
    return Statute(
        LegalBasis(number, table["article"], table.get("clause"), unverified=unverified),
        table["issued"],
        Validity(table["since"], table.get("until")),
        tuple(
            StatutoryDay(one["name_vi"], one["name_en"], one.get("month", 0), one.get("day", 0), "lunar" in one, one.get("in_lieu_vi", ""))
            for one in table["days"]
        ),
        LegalBasis(number, make_up["article"], make_up.get("clause"), unverified=unverified) if make_up else None,
    )


def _act(table: Table, year: int) -> CalendarAct:
    low, high = table.get("issued_between", (None, table.get("issued_by")))
    return CalendarAct(
        title=table.get("number") or table["label"],
        issued=table.get("issued"),
        issued_from=low,
        issued_by=high,
        annual=year if table.get("annual") else None,
        days=tuple(ActDay(one["day"], one["name_vi"], one["name_en"], one.get("in_lieu_vi", "")) for one in table.get("days", ())),
        swaps=tuple(_swap(one) for one in table.get("swaps", ())),
        no_swaps=tuple(NoSwap(one["from"], one["to"], one.get("note", "")) for one in table.get("no_swap", ())),
        replaces=tuple(table.get("replaces", ())),
        confidence=table["confidence"],
        sources=tuple(table.get("sources", ())),
    )


def _swap(table: Table) -> Swap:
    name: str = table["name_vi"]
    worked_vi = table.get("worked_vi", f"Làm bù ({name})")
    worked_en = table.get("worked_en", f"Make-up for {table['off']}")
    return Swap(table["off"], table["worked"], name, table.get("name_en", name), worked_vi, worked_en)
