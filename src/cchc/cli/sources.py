"""Calendars, offices and catalogues, each read once in a run and kept for the rows that follow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from cchc.cli.files import readable
from cchc.cli.options import DueOptions, Options
from cchc.cli.texts import read_day
from cchc.deadlines.office_hours import STANDARD_OFFICE, OfficeHours
from cchc.deadlines.working_calendar import AnyCalendar, ForecastCalendar, WorkingCalendar
from cchc.errors import CalendarCoverageError
from cchc.rulebook.calendars import load_calendar
from cchc.rulebook.forecasting import FURTHEST, forecast
from cchc.rulebook.procedures import Catalogue

if TYPE_CHECKING:
    from cchc.model.procedure import Procedure

Key = TypeVar("Key")
Value = TypeVar("Value")
Answer = TypeVar("Answer")

_FURTHER = 10
"""Years beyond the announced ones that are forecast; the longest limit has as many."""


class Kept(Generic[Key, Value]):
    """The last values made, by key: as many as a batch needs, never as many as a hostile one asks for."""

    def __init__(self, most: int = 32) -> None:
        self._most = most
        self._values: dict[Key, Value] = {}

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the value of ``key``, made when it is not at hand."""
        if key not in self._values:
            value = make()
            if len(self._values) >= self._most:
                del self._values[next(iter(self._values))]
            self._values[key] = value
        return self._values[key]


class Sources:
    """What the questions of one run are answered from.

    ``notes`` collects what the caller should hear about a source that was read, ``rejected`` counts the records left out.
    """

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.rejected = 0
        self._official: Kept[tuple[tuple[str, ...], str], WorkingCalendar] = Kept()
        self._further: Kept[tuple[WorkingCalendar, int], ForecastCalendar] = Kept()
        self._offices: Kept[str, OfficeHours] = Kept()
        self._catalogues: Kept[tuple[tuple[str, ...], str, str], Catalogue] = Kept(4)

    def official(self, options: Options) -> WorkingCalendar:
        """Return the official calendar with the caller's notices, as known on the day asked for."""
        return self._official.get((options.extra, options.as_known_on), lambda: self._load(options))

    def _load(self, options: Options) -> WorkingCalendar:
        calendar = load_calendar([readable(path) for path in options.extra])
        return calendar.as_known_on(read_day(options.as_known_on, "as_known_on")) if options.as_known_on else calendar

    def further(self, official: WorkingCalendar, year: int) -> ForecastCalendar:
        """Return the calendar that goes on beyond ``official``, so far that a limit starting in ``year`` ends on it.

        It ends with a decade, so that the rows of a batch share a few.
        """
        needed = max(official.last.year, year + 1) + _FURTHER
        return self.until(official, min(-(-needed // 10) * 10, FURTHEST))

    def until(self, official: WorkingCalendar, last: int) -> ForecastCalendar:
        """Return the calendar that goes on beyond ``official`` to the end of the year ``last``."""
        return self._further.get((official, last), lambda: forecast(official, last))

    def of_year(self, options: Options, year: int) -> AnyCalendar:
        """Return the agency's calendar, or the forecast, that reaches ``year``.

        Raises:
            CalendarCoverageError: neither reaches, or forecasts are not wanted.
        """
        official, office = self.official(options), self.office(options)
        if official.first.year <= year <= official.last.year:
            return office.over(official)
        if options.no_forecast or not official.last.year < year <= FURTHEST:
            raise CalendarCoverageError(str(year), official.first, official.last)
        return office.over(self.further(official, year))

    def office(self, options: Options) -> OfficeHours:
        """Return the agency's profile, or the standard hours."""
        if not options.agency:
            return STANDARD_OFFICE
        return self._offices.get(options.agency, lambda: self._office(options.agency))

    def _office(self, path: str) -> OfficeHours:
        from cchc.rulebook.offices import load_office

        return load_office(readable(path))

    def counted(self, options: Options, start: date, ask: Callable[[AnyCalendar], Answer]) -> Answer:
        """Return what ``ask`` gives on the official calendar, or on a forecast where that does not reach.

        Raises:
            CalendarCoverageError: neither reaches, or forecasts are not wanted.
        """
        official = self.official(options)
        try:
            return ask(official)
        except CalendarCoverageError:
            if options.no_forecast or not official.first <= start <= date(FURTHEST, 12, 31):
                raise
        return ask(self.further(official, start.year))

    def catalogue(self, options: DueOptions) -> Catalogue:
        """Return the procedures: bundled, or those of the caller's files in their place, with the confirmations applied."""
        key = (options.catalogue, options.portal, options.confirmations)
        return self._catalogues.get(key, lambda: self._catalogue(options))

    def _catalogue(self, options: DueOptions) -> Catalogue:
        from cchc.rulebook.procedures import load_procedures, read_confirmations, read_procedures

        if options.portal:
            catalogue = self._portal(options.portal)
        elif options.catalogue:
            catalogue = Catalogue(one for path in options.catalogue for one in read_procedures(readable(path)))
        else:
            catalogue = load_procedures()
        if not options.confirmations:
            return catalogue
        return catalogue.confirmed(read_confirmations(readable(options.confirmations)))

    def file(self, path: str) -> tuple[Procedure, ...]:
        """Return the procedures of a file of any known form; records that are none are noted and counted."""
        from cchc.interop.catalogue_files import read_catalogue
        from cchc.model.place import Rejected
        from cchc.model.procedure import Procedure

        found: list[Procedure] = []
        for one in read_catalogue(path if Path(path).is_dir() else readable(path)):
            if isinstance(one, Rejected):
                self.rejected += 1
                self.notes.append(f"{one.place}: {one.message}")
            elif isinstance(one.record, Procedure):
                found.append(one.record)
        return tuple(found)

    def _portal(self, path: str) -> Catalogue:
        from cchc.interop.portal_catalogue import import_portal

        found = import_portal(readable(path))
        if found.rejected:
            first = found.rejected[0]
            self.notes.append(f"{path}: {len(found.rejected)} lines are left out; the first is line {first.line}, which {first.message}")
        return found.catalogue
