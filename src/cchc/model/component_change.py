"""How the dossiers of two versions differ: components asked for and no longer asked for, and what changed in those that stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cchc.model.paired import paired, plain
from cchc.model.procedure import Component, Procedure
from cchc.model.procedure_change import ChangedPart, Effect, ProcedureChange, Words, weighed

_ANY = Words("–", "–")
_SETS = Words("số bộ hồ sơ", "number of sets")


class _Facet(NamedTuple):
    """One thing about a component: its words, how much of a burden it is (``None``: more and less say nothing), and its value."""

    words: Words
    burden: int | None
    value: Words


def component_changes(old: Procedure, new: Procedure) -> Iterator[ProcedureChange]:
    """Yield what is asked for newly, no longer, or otherwise; components are the same by id, or by name where they have none."""
    if not old.components or not new.components:
        return
    if old.dossier_sets is not None and new.dossier_sets is not None and old.dossier_sets != new.dossier_sets:
        yield _changed(
            _SETS,
            _SETS,
            old.dossier_sets,
            new.dossier_sets,
            Words(str(old.dossier_sets), str(old.dossier_sets)),
            Words(str(new.dossier_sets), str(new.dossier_sets)),
        )
    groups, whole = _groups(old) & _groups(new), _whole(old) and _whole(new)
    for before, after in paired(old.components, new.components, _key):
        name = (before or after)[0].name
        if not before or not after:
            yield from (_came_or_went(one, gone=bool(before), whole=whole, stays=one.one_of in groups) for one in before or after)
        elif len(before) == len(after) == 1:
            yield from _between(Words(name, name), before[0], after[0])
        else:
            message = Words(
                f"{name}: nhiều thành phần cùng tên, chưa so sánh được", f"{name}: several of one name, they cannot be compared"
            )
            yield ProcedureChange(ChangedPart.COMPONENT, Effect.OPEN, Words(name, name), message)


def _groups(procedure: Procedure) -> set[str]:
    return {one.one_of for one in procedure.components if one.one_of}


def _whole(procedure: Procedure) -> bool:
    """Whether every published component was entered; else nobody knows what is not among them."""
    return (procedure.components_listed or 0) <= len(procedure.components)


def _key(component: Component) -> str:
    return plain(component.id or component.name)


def _came_or_went(one: Component, *, gone: bool, whole: bool, stays: bool) -> ProcedureChange:
    """A component that only one version has: a burden less or more; where its group ``stays``, one alternative less or more."""
    effect = Effect.GAIN if gone else Effect.LOSS
    if not whole:
        effect = Effect.OPEN
    elif not one.required or one.replaced_by:
        effect = Effect.NEUTRAL
    elif stays:
        effect = effect.mirrored
    told = Words("không còn trong thành phần hồ sơ", "no longer a component") if gone else Words("thành phần mới", "a new component")
    subject = Words(one.name, one.name)
    message = Words(f"{told.vi}: {one.name}", f"{told.en}: {one.name}")
    return ProcedureChange(ChangedPart.COMPONENT, effect, subject, message, subject if gone else None, None if gone else subject)


def _between(subject: Words, old: Component, new: Component) -> Iterator[ProcedureChange]:
    for before, after in zip(_facets(old), _facets(new), strict=True):
        if before.value != after.value:
            yield _changed(subject, before.words, before.burden, after.burden, before.value, after.value)


def _changed(subject: Words, what: Words, old: int | None, new: int | None, before: Words, after: Words) -> ProcedureChange:
    effect = Effect.OPEN if old is None or new is None else weighed(old, new)
    head = what if subject == what else Words(f"{subject.vi}: {what.vi}", f"{subject.en}: {what.en}")
    message = Words(f"{head.vi}: {before.vi} → {after.vi}", f"{head.en}: {before.en} → {after.en}")
    return ProcedureChange(ChangedPart.COMPONENT, effect, subject, message, before, after)


def _facets(one: Component) -> tuple[_Facet, ...]:
    """What about a component can change, each with its burden: less of it is a gain."""
    days = one.valid_days
    return (
        _Facet(Words("bản chính", "originals"), one.original, _same(str(one.original))),
        _Facet(Words("bản sao", "copies"), one.copies, _same(str(one.copies))),
        _Facet(
            Words("cách nộp", "how it is given"),
            0 if one.present_only else 1,
            Words("chỉ xuất trình", "shown only") if one.present_only else Words("nộp", "handed in"),
        ),
        _Facet(
            Words("mức bắt buộc", "obligation"),
            int(one.required),
            Words("bắt buộc", "required") if one.required else Words("không bắt buộc", "optional"),
        ),
        _Facet(
            Words("giấy tờ thay thế", "alternatives"),
            0 if one.one_of else 1,
            Words("một trong các giấy tờ", "one of several") if one.one_of else Words("không có", "none"),
        ),
        _Facet(Words("dữ liệu thay thế", "replaced by data"), 0 if one.replaced_by else 1, _same(one.replaced_by)),
        _Facet(
            Words("giá trị sử dụng", "good for"),
            -days if days is not None else -(10**9),
            _ANY if days is None else Words(f"{days} ngày", f"{days} days"),
        ),
        _Facet(Words("mẫu", "form"), 0, _same(one.form)),
        _Facet(Words("trường hợp", "cases"), None, _same(", ".join(one.cases))),
        _Facet(
            Words("cách thức nộp", "channels"),
            None,
            Words(", ".join(each.label_vi for each in one.channels) or "–", ", ".join(each.label_en for each in one.channels) or "–"),
        ),
    )


def _same(text: str) -> Words:
    return Words(text or "–", text or "–")
