"""How the time limits of two versions differ: by case and channel, statutory and committed, in comparable units only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial

from cchc.model.limit_phrases import format_limit
from cchc.model.procedure import Procedure, ProcedureLimit
from cchc.model.procedure_change import ChangedPart, DaysSaved, Effect, ProcedureChange, Saved, Words
from cchc.model.receipt import Channel, StartEvent
from cchc.model.time_limit import CompoundLimit, Immediate, SameDay, TimeLimit

_LIMIT = Words("thời hạn giải quyết", "time limit")
_COMMITTED = Words("thời hạn cam kết", "committed limit")
_START = Words("mốc bắt đầu", "start of the limit")
_ON_THE_DAY = (SameDay, Immediate)
_LATER = (StartEvent.RECEIVED, StartEvent.COMPLETE, StartEvent.COMPLETE_VALID)
"""Starts of which each comes no earlier than the one before it."""


def saved_by(old: TimeLimit, new: TimeLimit, days_saved: DaysSaved | None = None) -> Saved | None:
    """Return how much shorter ``new`` is than ``old``: in their own unit when they share it, else on the caller's calendar.

    Sums of units are compared where one unit differs. Nothing is converted: without ``days_saved`` other units give ``None``.

    >>> from cchc.model.limit_phrases import parse_limit
    >>> saved_by(parse_limit("15 ngày làm việc"), parse_limit("10 ngày làm việc"))
    Saved(unit='working_day', least=5, most=5)
    >>> saved_by(parse_limit("20 ngày"), parse_limit("10 ngày làm việc")) is None
    True
    """
    before, after = _amounts(old), _amounts(new)
    differing = {unit: before.get(unit, 0) - after.get(unit, 0) for unit in before.keys() | after.keys()}
    differing = {unit: amount for unit, amount in differing.items() if amount}
    if old == new:
        return Saved(next(iter(before)), 0, 0)
    if before.keys() == after.keys() and len(differing) == 1:
        unit, amount = next(iter(differing.items()))
        return Saved(unit, amount, amount)
    return days_saved(old, new) if days_saved is not None else None


def _amounts(limit: TimeLimit) -> dict[str, int | Fraction]:
    if isinstance(limit, CompoundLimit):
        return {part.unit: part.count for part in limit.parts}
    return {limit.unit: 0 if isinstance(limit, _ON_THE_DAY) else limit.count}


def limit_changes(old: Procedure, new: Procedure, days_saved: DaysSaved | None) -> Iterator[ProcedureChange]:
    """Yield the differences of the limits, case by case; a version with a single case has it for all cases of the other."""
    for case in dict.fromkeys(one.case for one in (*old.limits, *new.limits)):
        pairs: dict[tuple[ProcedureLimit, ProcedureLimit], list[Channel]] = {}
        for channel in _channels(old, new, case):
            before, after = _limits_of(old, case, channel), _limits_of(new, case, channel)
            if len(before) == len(after) == 1:
                pairs.setdefault((before[0], after[0]), []).extend([channel] if channel else [])
            elif before and after and set(before) != set(after):
                yield _several(case, channel, before, after)
        for (one, other), channels in pairs.items():
            yield from _compared(case, tuple(channels), one, other, days_saved)


def _channels(old: Procedure, new: Procedure, case: str) -> Sequence[Channel | None]:
    """Each channel where one of the limits names channels; else one entry for all of them."""
    named = any(one.channels for procedure in (old, new) for one in _limits_of(procedure, case, None))
    return tuple(Channel) if named else (None,)


def _limits_of(procedure: Procedure, case: str, channel: Channel | None) -> list[ProcedureLimit]:
    cases = {one.case for one in procedure.limits}
    if case not in cases and len(cases) > 1:
        return []
    return [one for one in procedure.limits if (one.case == case or case not in cases) and one.serves(channel)]


def _several(case: str, channel: Channel | None, old: Sequence[ProcedureLimit], new: Sequence[ProcedureLimit]) -> ProcedureChange:
    before, after = (Words(*(" / ".join(_told(one).of(lang) for one in limits) for lang in ("vi", "en"))) for limits in (old, new))
    message = Words(
        f"{_LIMIT.vi}: nhiều thời hạn cho một trường hợp, chưa so sánh được ({before.vi} → {after.vi})",
        f"{_LIMIT.en}: several limits for one case, they cannot be compared ({before.en} → {after.en})",
    )
    return ProcedureChange(ChangedPart.LIMIT, Effect.OPEN, _LIMIT, message, before, after, case, (channel,) if channel is not None else ())


def _told(one: ProcedureLimit) -> Words:
    if one.limit is not None:
        return _phrase(one.limit)
    assert one.unconfirmed is not None
    amount = f"{one.unconfirmed.amount} {one.unconfirmed.unit}".strip()
    return Words(f"{amount} (chưa xác nhận đơn vị)", f"{amount} (unit not confirmed)")


def _phrase(limit: TimeLimit) -> Words:
    return Words(format_limit(limit), format_limit(limit, "en"))


def _compared(
    case: str, channels: tuple[Channel, ...], old: ProcedureLimit, new: ProcedureLimit, days_saved: DaysSaved | None
) -> Iterator[ProcedureChange]:
    change = partial(ProcedureChange, case=case, channels=channels)
    if (old.limit, old.unconfirmed) != (new.limit, new.unconfirmed):
        saved = saved_by(old.limit, new.limit, days_saved) if old.limit is not None and new.limit is not None else None
        yield change(ChangedPart.LIMIT, *_judged(_LIMIT, _told(old), _told(new), saved), saved=saved)
    if old.committed != new.committed:
        yield from _committed(old.committed, new.committed, days_saved, change)
    if old.start is not new.start:
        before, after = (Words(one.start.label_vi, one.start.label_en) for one in (old, new))
        message = Words(f"{_START.vi}: {before.vi} → {after.vi}", f"{_START.en}: {before.en} → {after.en}")
        yield change(ChangedPart.LIMIT, _start_effect(old.start, new.start), _START, message, before, after)


def _start_effect(old: StartEvent, new: StartEvent) -> Effect:
    if old not in _LATER or new not in _LATER:
        return Effect.OPEN
    return Effect.GAIN if _LATER.index(new) < _LATER.index(old) else Effect.LOSS


def _committed(
    old: TimeLimit | None, new: TimeLimit | None, days_saved: DaysSaved | None, change: Callable[..., ProcedureChange]
) -> Iterator[ProcedureChange]:
    before, after = (_phrase(one) if one is not None else None for one in (old, new))
    if old is not None and new is not None and before is not None and after is not None:
        saved = saved_by(old, new, days_saved)
        yield change(ChangedPart.COMMITTED, *_judged(_COMMITTED, before, after, saved), saved=saved)
    elif after is not None:
        message = Words(f"{_COMMITTED.vi} mới: {after.vi}", f"new {_COMMITTED.en}: {after.en}")
        yield change(ChangedPart.COMMITTED, Effect.GAIN, _COMMITTED, message, None, after)
    else:
        assert before is not None
        message = Words(f"không còn {_COMMITTED.vi} {before.vi}", f"no {_COMMITTED.en} any more: {before.en}")
        yield change(ChangedPart.COMMITTED, Effect.LOSS, _COMMITTED, message, before, None)


def _judged(subject: Words, before: Words, after: Words, saved: Saved | None) -> tuple[Effect, Words, Words, Words, Words]:
    """The effect and the words of a limit that became another, with what is saved where it can be told."""
    told = Words("không cùng đơn vị, chưa so sánh được", "not in one unit, they cannot be compared") if saved is None else saved.words
    message = Words(*(f"{subject.of(lang)}: {before.of(lang)} → {after.of(lang)} ({told.of(lang)})" for lang in ("vi", "en")))
    return (Effect.OPEN if saved is None else saved.effect), subject, message, before, after
