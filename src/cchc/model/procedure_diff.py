"""What a citizen gains or loses from one version of a procedure to another; what cannot be compared says so."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cchc.model.component_change import component_changes
from cchc.model.limit_change import limit_changes
from cchc.model.paired import paired, plain
from cchc.model.procedure import Fee, OnlineLevel, Procedure, Result
from cchc.model.procedure_change import ChangedPart, DaysSaved, Effect, ProcedureChange, ProcedureDiff, Words, weighed
from cchc.model.receipt import Channel

_LEVELS = tuple(OnlineLevel)
_FORMS = {"": Words("không nêu", "not stated"), "paper": Words("bản giấy", "on paper"), "electronic": Words("bản điện tử", "electronic")}
_FORMS["both"] = Words("bản giấy và bản điện tử", "on paper and electronic")


def difference(old: Procedure, new: Procedure, *, days_saved: DaysSaved | None = None) -> ProcedureDiff:
    """Return what changes from ``old`` to ``new``, each change judged for the citizen: a gain, a loss, neither, or open.

    Compared are cases, limits (statutory and committed, for each case and channel), fees, components, channels with their online
    level, and results. Limits are compared in one unit only; with ``days_saved`` (see
    :func:`cchc.deadlines.limit_comparison.days_saved`) days of different kinds are counted on a calendar. A part that only one
    version has entered is not compared: one open change says which. The other way round, gains are losses.

    >>> from cchc.model.procedure import ProcedureLimit
    >>> limits = (ProcedureLimit(limit="15 ngày làm việc"), ProcedureLimit(limit="10 ngày làm việc"))
    >>> old, new = (Procedure(code="9.000001", name="…", limits=(one,)) for one in limits)
    >>> [(one.effect.value, one.message.en) for one in difference(old, new).changes]
    [('gain', 'time limit: 15 working days → 10 working days (5 working days shorter)')]
    """
    changes = (
        *_not_entered(old, new),
        *_cases(old, new),
        *limit_changes(old, new, days_saved),
        *_fees(old, new),
        *component_changes(old, new),
        *_channels(old, new),
        *_results(old, new),
    )
    order = list(ChangedPart)
    return ProcedureDiff(old, new, tuple(sorted(changes, key=lambda one: order.index(one.part))))


def _not_entered(old: Procedure, new: Procedure) -> Iterator[ProcedureChange]:
    """One open change for each part that one version holds and the other says nothing about: silence is not "nothing"."""
    sides = {
        ChangedPart.LIMIT: (old.limits, new.limits),
        ChangedPart.FEE: (old.fees, new.fees),
        ChangedPart.COMPONENT: (old.components, new.components),
        ChangedPart.CHANNEL: (old.submission, new.submission),
        ChangedPart.RESULT: (old.results, new.results),
    }
    for part, (before, after) in sides.items():
        if bool(before) != bool(after):
            which = Words("phiên bản mới", "the new version") if before else Words("phiên bản cũ", "the old version")
            subject = Words(part.label_vi, part.label_en)
            message = Words(
                f"{subject.vi}: chưa nhập cho {which.vi}, chưa so sánh được", f"{subject.en}: not entered for {which.en}, not compared"
            )
            yield ProcedureChange(part, Effect.OPEN, subject, message)


def _cases(old: Procedure, new: Procedure) -> Iterator[ProcedureChange]:
    """Cases of the limits where both have limits, declared cases where both declare some; the other's may be of either kind."""
    before, after = _case_names(old, new), _case_names(new, old)
    for case, name in {**before, **after}.items():
        if case in _all_cases(old) and case in _all_cases(new):
            continue
        subject, gone = Words(name, name), case in before
        told = Words("không còn trường hợp", "a case less") if gone else Words("trường hợp mới", "a new case")
        message = Words(f"{told.vi}: {name}", f"{told.en}: {name}")
        was, now = (subject, None) if gone else (None, subject)
        yield ProcedureChange(ChangedPart.CASE, Effect.NEUTRAL, subject, message, was, now, case)


def _case_names(one: Procedure, other: Procedure) -> dict[str, str]:
    limits = {limit.case: limit.label_vi or limit.case for limit in one.limits if other.limits}
    return limits | {case.id: case.label_vi or case.id for case in one.cases if other.cases}


def _all_cases(one: Procedure) -> set[str]:
    return {*(limit.case for limit in one.limits), *(case.id for case in one.cases)}


def _fees(old: Procedure, new: Procedure) -> Iterator[ProcedureChange]:
    if not old.fees or not new.fees:
        return
    for before, after in paired(old.fees, new.fees, _fee_key):
        first = (before or after)[0]
        subject = Words(first.name or _fee_kind(first).vi, first.name or _fee_kind(first).en)
        one, other = (before[0] if len(before) == 1 else None), (after[0] if len(after) == 1 else None)
        effect = Effect.OPEN if max(len(before), len(after)) > 1 else _fee_effect(one, other)
        ends = [Words(*(" / ".join(_price(each).of(lang) for each in fees) or "–" for lang in ("vi", "en"))) for fees in (before, after)]
        message = Words(*(f"{subject.of(lang)}: {ends[0].of(lang)} → {ends[1].of(lang)}" for lang in ("vi", "en")))
        case = ", ".join(first.cases) or None
        yield ProcedureChange(
            ChangedPart.FEE, effect, subject, message, ends[0] if before else None, ends[1] if after else None, case, first.channels
        )


def _fee_key(fee: Fee) -> tuple[object, ...]:
    return fee.kind, plain(fee.name), fee.channels, fee.cases, plain(fee.region)


def _fee_kind(fee: Fee) -> Words:
    return Words("phí", "fee") if fee.kind == "fee" else Words("lệ phí", "charge")


def _fee_effect(old: Fee | None, new: Fee | None) -> Effect:
    """Compare fixed amounts of one currency, unit and cap; a fee that came or went weighs its amount."""
    known = [one for one in (old, new) if one is not None]
    if any(one.amount is None for one in known) or len({(one.currency, plain(one.per), one.cap) for one in known}) > 1:
        return Effect.OPEN
    before, after = (one.amount if one is not None and one.amount is not None else Decimal(0) for one in (old, new))
    return weighed(before, after)


def _price(fee: Fee) -> Words:
    if fee.amount is None:
        text = fee.published or "–"
        return Words(f"theo bậc: {text}", f"by steps: {text}") if fee.tiers else Words(text, text)
    if not fee.amount:
        return Words("miễn", "free")
    amount = f"{fee.amount:,f}".rstrip("0").rstrip(".") if fee.amount % 1 else f"{fee.amount:,.0f}"
    per = f"/{fee.per}" if fee.per else ""
    return Words(f"{amount.replace(',', '.')} {fee.currency}{per}", f"{amount} {fee.currency}{per}")


def _channels(old: Procedure, new: Procedure) -> Iterator[ProcedureChange]:
    before, after = _online(old), _online(new)
    if not before or not after:
        return
    for channel in Channel:
        if channel not in before and channel not in after:
            continue
        subject, level, other = Words(channel.label_vi, channel.label_en), before.get(channel), after.get(channel)
        if channel not in after:
            message = Words(f"không còn nộp được: {subject.vi}", f"no longer possible: {subject.en}")
            yield ProcedureChange(ChangedPart.CHANNEL, Effect.LOSS, subject, message, subject, None, channels=(channel,))
        elif channel not in before:
            message = Words(f"nộp được thêm: {subject.vi}", f"now possible: {subject.en}")
            yield ProcedureChange(ChangedPart.CHANNEL, Effect.GAIN, subject, message, None, subject, channels=(channel,))
        elif level is not other:
            was, now = _level(level), _level(other)
            effect = Effect.OPEN if level is None or other is None else weighed(_LEVELS.index(other), _LEVELS.index(level))
            message = Words(f"{subject.vi}: {was.vi} → {now.vi}", f"{subject.en}: {was.en} → {now.en}")
            yield ProcedureChange(ChangedPart.CHANNEL, effect, subject, message, was, now, channels=(channel,))


def _online(procedure: Procedure) -> dict[Channel, OnlineLevel | None]:
    return {one.channel: one.online for one in procedure.submission}


def _level(level: OnlineLevel | None) -> Words:
    return Words("không nêu mức độ", "level not stated") if level is None else Words(level.label_vi, level.label_en)


def _results(old: Procedure, new: Procedure) -> Iterator[ProcedureChange]:
    if not old.results or not new.results:
        return
    for before, after in paired(old.results, new.results, _result_key):
        first = (before or after)[0]
        subject = Words(first.name, first.name)
        was, now = (_FORMS[several[0].form] if several else None for several in (before, after))
        if was is None or now is None:
            told = Words("kết quả mới", "a new result") if was is None else Words("không còn kết quả", "a result less")
            message = Words(f"{told.vi}: {first.name}", f"{told.en}: {first.name}")
        else:
            message = Words(f"{subject.vi}: {was.vi} → {now.vi}", f"{subject.en}: {was.en} → {now.en}")
        yield ProcedureChange(ChangedPart.RESULT, _result_effect(before, after), subject, message, was, now)


def _result_key(result: Result) -> str:
    return plain(result.code or result.name)


def _result_effect(old: list[Result], new: list[Result]) -> Effect:
    """A result in both forms is more than in one; everything else is neither better nor worse."""
    if not old or not new:
        return Effect.NEUTRAL
    return weighed(int(new[0].form == "both"), int(old[0].form == "both")) if old[0].form and new[0].form else Effect.NEUTRAL
