"""The time limits of the study's procedures: one entry a case, with number, unit, start, cut-off, extension, wording and note."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import time
from decimal import Decimal
from typing import Final

from cchc.interop.study_phrases import channels_in, extension_of, limit_in
from cchc.interop.study_rows import Lines, Row, as_amount, as_text
from cchc.model.cutoff import ResultCutoff, ShiftCutoff
from cchc.model.procedure import Case, Extension, ProcedureLimit, UnconfirmedLimit
from cchc.model.receipt import StartEvent
from cchc.model.time_limit import (
    CalendarDays,
    Hours,
    Immediate,
    Months,
    SameDay,
    TimeLimit,
    Weeks,
    WorkingDays,
    WorkingHours,
    Years,
    exact_amount,
)

UNITS: Final[Mapping[str, Callable[[int | Decimal | str], TimeLimit]]] = {
    "working_day": lambda amount: WorkingDays(count=exact_amount(amount)),
    "day": lambda amount: CalendarDays(count=exact_amount(amount)),
    "working_hour": lambda amount: WorkingHours(count=exact_amount(amount)),
    "hour": lambda amount: Hours(count=exact_amount(amount)),
    "week": lambda amount: Weeks(count=exact_amount(amount)),
    "month": lambda amount: Months(count=exact_amount(amount)),
    "year": lambda amount: Years(count=exact_amount(amount)),
    "same_day": lambda _amount: SameDay(),
    "same_working_day": lambda _amount: SameDay(),
    "immediate": lambda _amount: Immediate(),
}
"""Time limits by the word of their unit in the files."""

_SHIFTS = ("63/2024/NĐ-CP", "297/2025/NĐ-CP")
"""Decrees under which a dossier after the hour counts as received on the next working day."""

_STARTS: Final[Mapping[str, StartEvent]] = {event.value: event for event in StartEvent}
_NAMES: Final = {"value": "limit", "extension": "extensions"}


def limits_and_cases(
    entries: Iterable[object], lines: Lines, instruments: tuple[str, ...], extensions: tuple[Extension, ...]
) -> tuple[tuple[ProcedureLimit, ...], tuple[Case, ...]]:
    """Return the entries that state a time as limits, each with the ``extensions`` of the whole, and the others as cases.

    >>> two = [{"value": 5, "unit": "working_day"}, {"case": "phải xác minh", "value": None, "note": "có kéo dài"}]
    >>> limits, cases = limits_and_cases(two, Lines({}), (), ())
    >>> limits[0].limit.count, cases[0].id, cases[0].when
    (5, 'phải xác minh', 'note: có kéo dài')
    """
    limits: list[ProcedureLimit] = []
    cases: list[Case] = []
    for place, given in enumerate(entries):
        row = Row.of(given)
        case, wording = row.text("case") or "chung", row.text("wording")
        limit, unconfirmed = _amount(row.take("value"), row.text("unit"), wording)
        if limit is None and unconfirmed is None:
            cases.append(Case(id=case, when="; ".join(filter(None, (wording, *row.rest())))))
            lines.put(f"cases.{len(cases) - 1}", f"time.{place}", {"case": "id"})
        else:
            lines.put(f"limits.{len(limits)}", f"time.{place}", _NAMES)
            limits.append(_limit(row, case, wording, limit, unconfirmed, instruments, extensions))
    return tuple(limits), tuple(cases)


def _limit(
    row: Row,
    case: str,
    wording: str,
    limit: TimeLimit | None,
    unconfirmed: UnconfirmedLimit | None,
    instruments: tuple[str, ...],
    extensions: tuple[Extension, ...],
) -> ProcedureLimit:
    own, start = row.text("extension"), row.text("start")
    longer = extension_of(own)
    cutoff, told = _cutoff(row.text("cutoff"), row.text("after_cutoff"), limit, instruments)
    event = _STARTS.get(start)
    unread = [f"extension: {own}"] if own and longer is None else []
    unread += [f"start: {start}"] if start and event is None else []
    return ProcedureLimit(
        case=case,
        channels=channels_in(case),
        limit=limit,
        unconfirmed=unconfirmed,
        start=event or StartEvent.RECEIVED,
        wording=wording,
        cutoff=cutoff,
        extensions=extensions if longer is None else (longer, *extensions),
        note="; ".join(filter(None, (row.text("note"), told, *unread, *row.rest()))),
    )


def _amount(value: object, unit: str, wording: str) -> tuple[TimeLimit | None, UnconfirmedLimit | None]:
    """A limit, or a number whose unit is not known; neither where nothing is stated. A limit may stand in the wording alone."""
    if value is None and unit not in ("same_day", "same_working_day", "immediate"):
        return limit_in(wording), None
    amount, make = as_amount(value), UNITS.get(unit)
    if make is None or (amount is None and value is not None):
        return None, UnconfirmedLimit(amount=as_text(value), unit=unit)
    return make(0 if amount is None else amount), None


def _cutoff(at: str, after: str, limit: TimeLimit | None, instruments: tuple[str, ...]) -> tuple[ResultCutoff | ShiftCutoff | None, str]:
    """The cut-off, where its kind is plain: a same-day result, or a decree that shifts the receipt; else what was said of it."""
    if not at:
        return None, ""
    try:
        hour = time.fromisoformat(at)
    except ValueError:
        return None, f"cutoff: {at}"
    if any(number in instruments for number in _SHIFTS):
        return ShiftCutoff(at=hour), ""
    if isinstance(limit, SameDay):
        return ResultCutoff(at=hour), ""
    return None, f"cutoff: {at}{f' ({after})' if after else ''}"
