"""Which procedures ``cchc procedure`` is asked about, and what it answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from cchc.cli.options import DueOptions
from cchc.cli.procedure_forms import CountedDays, ProcedureDiffsAnswer, ShownAnswer, diff_of
from cchc.cli.sources import Sources
from cchc.cli.texts import read_day
from cchc.deadlines.limit_comparison import days_saved
from cchc.deadlines.working_calendar import AnyCalendar
from cchc.errors import MissingFactError, UsageError
from cchc.model.procedure import Procedure
from cchc.model.procedure_diff import difference
from cchc.rulebook.procedures import Catalogue

_YEAR = timedelta(days=364)


@dataclass(frozen=True, slots=True)
class Pair:
    """What is compared: two versions of one code or file, or two of codes and files; the days choose the versions."""

    target: str
    other: str | None
    from_day: str
    to_day: str


def shown(target: str, options: DueOptions, sources: Sources) -> ShownAnswer:
    """Return the procedures that ``target`` names, every version or those in force ``as_of`` a day.

    Raises:
        UnknownCodeError, NotInForceError: no such code, or none for that day.
        FileError, CatalogueFileError: the file cannot be read.
    """
    day = read_day(options.as_of, "as_of") if options.as_of else None
    if _is_file(target):
        found = tuple(one for one in sources.file(target) if day is None or one.validity.covers(day))
    else:
        catalogue = sources.catalogue(options)
        found = catalogue.versions(target) if day is None else (catalogue.find(target, day),)
    return ShownAnswer(procedures=found)


def compared(pair: Pair, options: DueOptions, sources: Sources, *, on_calendar: bool) -> ProcedureDiffsAnswer:
    """Return what changes between the two versions that ``pair`` names, code by code.

    Raises:
        UsageError: a code of one version without days that choose another.
    """
    if pair.other is None:
        catalogue = Catalogue(sources.file(pair.target)) if _is_file(pair.target) else sources.catalogue(options)
        codes = catalogue.codes if _is_file(pair.target) else (pair.target,)
        pairs = [_versions(catalogue.versions(code), pair) for code in codes]
        only_old: tuple[str, ...] = ()
        only_new: tuple[str, ...] = ()
    else:
        old, new = (_side(name, day, options, sources) for name, day in ((pair.target, pair.from_day), (pair.other, pair.to_day)))
        pairs, only_old, only_new = _matched(old, new, alone=[not _is_file(name) for name in (pair.target, pair.other)])
    if not on_calendar:
        diffs = tuple(diff_of(difference(*one), options.lang) for one in pairs)
        return ProcedureDiffsAnswer(diffs=diffs, only_old=only_old, only_new=only_new)
    first = _first_day(pairs, pair)

    def counted_on(calendar: AnyCalendar) -> ProcedureDiffsAnswer:
        days = sources.office(options).over(calendar)
        measure = days_saved(days, first, first + _YEAR)
        diffs = tuple(diff_of(difference(*one, days_saved=measure), options.lang) for one in pairs)
        counted = CountedDays(version=calendar.version, first=first, last=first + _YEAR)
        return ProcedureDiffsAnswer(diffs=diffs, only_old=only_old, only_new=only_new, calendar=counted)

    return sources.counted(options, first, counted_on)


def _is_file(target: str) -> bool:
    """Whether ``target`` names a file: one is there, or its name ends as a catalogue's does."""
    from cchc.interop.catalogue_files import ENDINGS

    return target.lower().endswith(ENDINGS) or Path(target).is_dir()


def _versions(versions: tuple[Procedure, ...], pair: Pair) -> tuple[Procedure, Procedure]:
    """The version of each day; without days the last two."""
    chosen = [_on(versions, day) if day else None for day in (pair.from_day, pair.to_day)]
    old, new = chosen[0], chosen[1] or versions[-1]
    if old is None:
        before = [one for one in versions if one is not new and (one.since or date.min) <= (new.since or date.min)]
        if not before:
            raise UsageError(
                f"{new.code} has no version before that of {new.since or 'an unknown first day'}; give two files, or --from and --to "
                f"as days of two versions"
            )
        old = before[-1]
    return old, new


def _on(versions: Iterable[Procedure], text: str) -> Procedure:
    day = read_day(text, "day")
    return Catalogue(versions).find(next(iter(versions)).code, day)


def _side(name: str, text: str, options: DueOptions, sources: Sources) -> dict[str, Procedure]:
    """One side by code: the version in force on the day, without a day the last one; of a file each code, else the one named."""
    if not _is_file(name):
        versions = sources.catalogue(options).versions(name)
        return {name: _on(versions, text) if text else versions[-1]}
    day = read_day(text, "day") if text else None
    catalogue = Catalogue(one for one in sources.file(name) if day is None or one.validity.covers(day))
    return {code: catalogue.versions(code)[-1] for code in catalogue.codes}


def _matched(
    old: dict[str, Procedure], new: dict[str, Procedure], alone: list[bool]
) -> tuple[list[tuple[Procedure, Procedure]], tuple[str, ...], tuple[str, ...]]:
    """The pairs of one code, and the codes without a pair; two codes are compared with each other, a code with its own in a file."""
    if all(alone):
        return [(next(iter(old.values())), next(iter(new.values())))], (), ()
    pairs = [(old[code], new[code]) for code in old if code in new]
    only_old, only_new = (tuple(sorted(one.keys() - other.keys())) for one, other in ((old, new), (new, old)))
    return pairs, () if alone[1] else only_old, () if alone[0] else only_new


def _first_day(pairs: list[tuple[Procedure, Procedure]], pair: Pair) -> date:
    """From when dossiers are taken to come in: the day given for the new version, else its first day."""
    if pair.to_day:
        return read_day(pair.to_day, "to")
    known = [new.since for _, new in pairs if new.since is not None]
    if not known:
        raise MissingFactError("to: the first day of the new version is not known; give it as --to 2026-07-01")
    return max(known)
