"""Which process ``cchc process`` is asked about, on whose calendars, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

from cchc.cli.files import readable
from cchc.cli.options import Options, Text, Texts
from cchc.cli.process_forms import ProcessAnswer, ScheduleAnswer, process_answer, schedule_answer
from cchc.cli.sources import Sources
from cchc.cli.texts import read_day_or_instant, read_instant
from cchc.deadlines.office_hours import OfficeHours
from cchc.deadlines.working_calendar import AnyCalendar
from cchc.errors import ChoiceError, MissingFactError, ProcessError, UnknownCodeError, UsageError
from cchc.model.limit_phrases import parse_limit
from cchc.model.process import Process
from cchc.simulation.critical_path import longest_chain
from cchc.simulation.desk import Desks, end_of
from cchc.simulation.planned import Schedule
from cchc.simulation.schedule import schedule, start_by

_MOST_NAMED = 12


class ProcessOptions(Options, frozen=True):
    """``cchc process``: which process, when it starts or must be done, what is left out, whose hours."""

    files: ClassVar[tuple[str, ...]] = ("agency", "extra")

    target: Text = ""
    id: Text = ""
    received: Text = ""
    finish: Text = ""
    limit: Text = ""
    without: Texts = ()
    office: Texts = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """A schedule with the calendar and the offices it was made with."""

    plan: Schedule
    calendar: AnyCalendar
    offices: Mapping[str, OfficeHours]

    def answer(self, lang: str) -> ScheduleAnswer:
        """Return it as JSON has it."""
        main = Desks(self.calendar, self.offices).of("")
        last = main.last_moment(self.plan.received) if self.plan.bound("wanted") else None
        return schedule_answer(self.plan, main.calendar.version, last, lang)


def find_process(options: ProcessOptions, sources: Sources) -> Process:
    """Return the process that the options name: of the bundled ones by id or by the one code it serves, or of a file.

    Raises:
        UnknownCodeError: there is none.
        ChoiceError: there are several; the message lists their ids.
        FileError, CatalogueFileError: the file cannot be read.
    """
    wanted = options.target
    if _is_file(wanted):
        found = [one for one in _of_file(wanted, sources) if options.id in ("", one.id)]
        return _only(found, options.id or wanted, "--id")
    from cchc.rulebook.processes import load_processes

    known = load_processes()
    serving = () if wanted in known.ids else known.serving(wanted)
    return _only(serving, wanted, "one of the ids") if serving else known.get(wanted)


def _only(found: Sequence[Process], wanted: str, how: str) -> Process:
    if not found:
        raise UnknownCodeError("process", wanted[:80])
    if len(found) > 1:
        ids = tuple(one.id for one in found)
        more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
        raise ChoiceError(f"{wanted[:80]} has {len(ids)} processes; choose with {how}: {', '.join(ids[:_MOST_NAMED])}{more}", ids)
    return found[0]


def _is_file(target: str) -> bool:
    from cchc.interop.catalogue_files import ENDINGS

    return target.lower().endswith(ENDINGS) or Path(target).is_dir()


def _of_file(path: str, sources: Sources) -> list[Process]:
    from cchc.interop.catalogue_files import read_catalogue
    from cchc.model.place import Rejected

    found: list[Process] = []
    for one in read_catalogue(path if Path(path).is_dir() else readable(path)):
        if isinstance(one, Rejected):
            sources.rejected += 1
            sources.notes.append(f"{one.place}: {one.message}")
        elif isinstance(one.record, Process):
            found.append(one.record)
    return found


def shown(options: ProcessOptions, sources: Sources) -> ProcessAnswer:
    """Return the process whole with its longest chain; what keeps its steps from having an order is part of the answer."""
    process = find_process(options, sources)
    try:
        return process_answer(process, longest_chain(process), None)
    except ProcessError as problem:
        return process_answer(process, None, problem)


def planned(options: ProcessOptions, sources: Sources) -> Planned:
    """Return the schedule that the options ask for, on the official calendar or a forecast where that does not reach.

    Raises:
        MissingFactError: neither a receipt nor a finish is given.
        UsageError: both are, or a limit with a finish.
    """
    process = find_process(options, sources)
    if not options.received and not options.finish:
        raise MissingFactError('a schedule runs from a moment: give --received "2026-02-12 15:40", or --finish for the latest start')
    if options.finish and (options.received or options.limit):
        raise UsageError("--finish asks for the latest start; leave out --received and --limit")
    offices = _offices(options, sources)
    if options.finish:
        told = read_day_or_instant(options.finish, "finish")
        finish = told if isinstance(told, datetime) else end_of(told)
        return _counted(
            options, sources, finish.date(), offices, lambda calendar: start_by(process, finish, calendar, offices, without=options.without)
        )
    received = read_instant(options.received, "received")
    limit = parse_limit(options.limit) if options.limit else None
    return _counted(
        options,
        sources,
        received.date(),
        offices,
        lambda calendar: schedule(process, received, calendar, offices, limit=limit, without=options.without),
    )


def _counted(
    options: ProcessOptions, sources: Sources, day: date, offices: Mapping[str, OfficeHours], ask: Callable[[AnyCalendar], Schedule]
) -> Planned:
    return sources.counted(options, day, lambda calendar: Planned(ask(calendar), calendar, offices))


def _offices(options: ProcessOptions, sources: Sources) -> dict[str, OfficeHours]:
    from cchc.rulebook.offices import load_office

    offices = {"": sources.office(options)}
    for one in options.office:
        name, equals, path = one.rpartition("=")
        if not equals or not name.strip():
            raise UsageError(f'--office {one[:80]!r} is not NAME=FILE; write "Công an cấp xã=cong-an.toml", with the name the steps give')
        offices[name.strip()] = load_office(readable(path))
    return offices
