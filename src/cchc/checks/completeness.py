"""Is this dossier complete: what is missing or unfit, all at once, each with reason and basis; and what is not asked for.

Only what the procedure publishes is asked for, in its case, its channel and on its day. What a database replaces is never asked
for, unless the caller says that its data could not be had.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cchc.errors import ChoiceError, MissingFactError
from cchc.legal import LegalBasis
from cchc.model.document import Completeness, Lack, LackReason, SubmittedDocument, Unused, UnusedReason
from cchc.model.procedure import Component, Procedure
from cchc.model.receipt import Channel

COMPONENTS_ARE_PUBLISHED = LegalBasis("63/2010/NĐ-CP", 8, 2)
NOTHING_BEYOND_THEM = LegalBasis("63/2010/NĐ-CP", 18, 6)
DATA_STANDS_FOR_PAPER = LegalBasis("118/2025/NĐ-CP", 4)
DATA_SINCE = date(2026, 8, 5)
"""From when no component may be asked for whose data a connected database holds (309/2026/NĐ-CP); before, as the procedure says."""

_LACKS = {
    LackReason.NOT_HANDED_IN: ("chưa nộp {0}", "{0} was not handed in"),
    LackReason.NOT_SHOWN: ("chưa xuất trình {0}", "{0} was not shown"),
    LackReason.NONE_OF_GROUP: ("chưa có giấy tờ nào trong số: {0}", "none of these was handed in: {0}"),
    LackReason.TOO_FEW_ORIGINALS: ("{0}: cần {1} bản chính, có {2}", "{0}: originals needed {1}, there {2}"),
    LackReason.TOO_FEW_COPIES: ("{0}: cần {1} bản sao, có {2}", "{0}: copies needed {1}, there {2}"),
    LackReason.OTHER_FORM: ("{0}: phải theo {1}, bản nộp theo: {2}", "{0}: {1} is prescribed, the one handed in is on: {2}"),
    LackReason.EXPIRED: ("{0}: hết hạn ngày {1:%d/%m/%Y}", "{0}: expired on {1:%d/%m/%Y}"),
    LackReason.TOO_OLD: (
        "{0}: cấp ngày {1:%d/%m/%Y}, chỉ dùng được đến {2:%d/%m/%Y}",
        "{0}: issued on {1:%d/%m/%Y}, good until {2:%d/%m/%Y} only",
    ),
    LackReason.AGE_UNKNOWN: ("{0}: cần ngày cấp để xét còn dùng được", "{0}: the day of issue is needed to judge whether it is still good"),
    LackReason.NOT_YET_ISSUED: ("{0}: ngày cấp {1:%d/%m/%Y} ở sau ngày xét", "{0}: issued on {1:%d/%m/%Y}, after the day of judgement"),
}
_UNUSED = {
    UnusedReason.NOT_ASKED: (
        "giấy tờ thứ {0} không có trong thành phần hồ sơ; không được yêu cầu",
        "document {0} is no component of this dossier; nobody may ask for it",
    ),
    UnusedReason.OTHER_CASE: (
        "giấy tờ thứ {0} thuộc trường hợp hoặc cách nộp khác: {1}",
        "document {0} belongs to another case or channel: {1}",
    ),
    UnusedReason.NOT_IN_FORCE: (
        "giấy tờ thứ {0} không được yêu cầu vào ngày xét: {1}",
        "document {0} is not asked for on the day of judgement: {1}",
    ),
    UnusedReason.REPLACED: (
        "giấy tờ thứ {0} không cần nộp: cơ quan khai thác dữ liệu thay cho {1}",
        "document {0} need not be handed in: the office takes the data in place of {1}",
    ),
}


@dataclass(frozen=True, slots=True)
class _Handed:
    position: int
    document: SubmittedDocument


def completeness(
    documents: Sequence[SubmittedDocument],
    procedure: Procedure,
    *,
    case: str | None = None,
    channel: Channel | None = None,
    on: date,
    unavailable: Iterable[str] = (),
) -> Completeness:
    """Return everything that is missing or unfit in a dossier of ``procedure``, and every paper that is not asked for.

    A component is missing when nothing was handed in for it, unfit when what was handed in is too few, expired, too old, or not
    on its form. Papers that are unfit do not count where fit ones are enough. Of alternatives one is enough. Originals and
    copies are those of one set times the published number of sets; online, one file of each is enough.

    Args:
        documents: what was handed in or shown; answers name them by position, from 1.
        procedure: the version in force for this dossier.
        case: which case, needed where components name cases.
        channel: how it comes in, needed where components name channels.
        on: the day of judgement; documents must be good on it.
        unavailable: databases whose data could not be had: what they replace is asked for after all.

    Raises:
        MissingFactError: the components of the procedure are not entered, so nobody can judge.
        ChoiceError: the case or the channel is left open, or there is no such case; the options are listed.

    >>> photo = Component(name="Ảnh 4x6", id="photo", original=2)
    >>> permit = Procedure(code="9.000001", name="…", components=(photo,))
    >>> answer = completeness([], permit, on=date(2026, 11, 24))
    >>> answer.complete, [one.message_vi for one in answer.missing]
    (False, ['chưa nộp Ảnh 4x6'])
    """
    asked = _asked(procedure, case, channel, on)
    without = {_plain(one) for one in unavailable}
    from_data = tuple(one for one in asked if one.replaced_by and _plain(one.replaced_by) not in without)
    replaced = frozenset(from_data)
    handed: dict[str, list[_Handed]] = {}
    for position, paper in enumerate(documents, 1):
        handed.setdefault(_plain(paper.what), []).append(_Handed(position, paper))
    sets = 1 if channel is Channel.ONLINE else procedure.dossier_sets or 1
    missing: list[Lack] = []
    unfit: list[Lack] = []
    for group in _groups(asked):
        if not replaced.isdisjoint(group):
            continue
        verdicts = [(one, _Judge(one, procedure, channel, on, sets, group)) for one in group]
        tried = [(judge, found) for one, judge in verdicts if (found := _meant_for(one, handed))]
        if not tried:
            missing += [_none(group, procedure)] if any(one.required for one in group) else []
            continue
        faults = [judge.faults(found) for judge, found in tried]
        unfit += [fault for several in faults for fault in several] if all(faults) else []
    unused = tuple(sorted(_unused(handed, procedure, frozenset(asked), replaced, on), key=lambda one: one.document))
    unlisted = max(0, (procedure.components_listed or 0) - len(procedure.components))
    return Completeness(procedure.code, case, channel, on, tuple(missing), tuple(unfit), unused, from_data, unlisted)


def _asked(procedure: Procedure, case: str | None, channel: Channel | None, on: date) -> tuple[Component, ...]:
    """The components of the case and the channel that are asked for on the day."""
    if not procedure.components:
        raise MissingFactError(
            f"{procedure.code}: its components are not entered, so nobody can say what is missing; add [[procedure.component]] records"
        )
    in_force = tuple(one for one in procedure.components if one.validity.covers(on))
    named = tuple(dict.fromkeys(name for one in in_force for name in one.cases))
    known = {*named, *(one.id for one in procedure.cases), *(one.case for one in procedure.limits)}
    if case is None and named:
        raise ChoiceError(f"{procedure.code}: its components depend on the case; choose case among: {'; '.join(named)}", named)
    if case is not None and case not in known:
        options = tuple(sorted(known))
        raise ChoiceError(f"{procedure.code}: there is no such case; choose among: {'; '.join(options) or 'none is published'}", options)
    if channel is None and any(one.channels for one in in_force):
        options = tuple(one.value for one in Channel)
        raise ChoiceError(f"{procedure.code}: its components depend on the channel; choose channel among: {', '.join(options)}", options)
    return tuple(one for one in in_force if one.serves(case, channel))


def _groups(asked: Sequence[Component]) -> list[tuple[Component, ...]]:
    """Components that are alternatives, together; every other one alone; in the published order."""
    found: dict[str | int, list[Component]] = {}
    for position, one in enumerate(asked):
        found.setdefault(one.one_of or position, []).append(one)
    return [tuple(group) for group in found.values()]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _names(component: Component) -> set[str]:
    return {_plain(one) for one in (component.id, component.name) if one}


def _meant_for(component: Component, handed: Mapping[str, list[_Handed]]) -> list[_Handed]:
    """The papers for a component, in the order they were handed in; ``handed`` holds them by what they are said to be."""
    found = [one for name in _names(component) for one in handed.get(name, ())]
    return sorted(found, key=lambda one: one.position)


def _basis(component: Component, procedure: Procedure) -> tuple[LegalBasis, ...]:
    """What says that the component is asked for: its own basis, the procedure's, the decision that published it, or the rule."""
    published = (LegalBasis(procedure.decision),) if procedure.decision else (COMPONENTS_ARE_PUBLISHED,)
    return component.basis or procedure.basis or published


def _none(group: tuple[Component, ...], procedure: Procedure) -> Lack:
    """The lack of a component for which nothing was handed in, or of a whole group of alternatives."""
    first, names = group[0], tuple(one.name for one in group)
    if len(group) > 1:
        reason, told = LackReason.NONE_OF_GROUP, "; ".join(names)
    else:
        reason, told = (LackReason.NOT_SHOWN if first.present_only else LackReason.NOT_HANDED_IN), first.name
    vi, en = _LACKS[reason]
    basis = tuple(dict.fromkeys(basis for one in group for basis in _basis(one, procedure)))
    return Lack(first.name, reason, vi.format(told), en.format(told), basis, alternatives=names if len(group) > 1 else ())


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judges the papers that are meant for one component."""

    component: Component
    procedure: Procedure
    channel: Channel | None
    on: date
    sets: int
    group: tuple[Component, ...]

    def faults(self, found: Sequence[_Handed]) -> tuple[Lack, ...]:
        """Return what keeps the papers from being enough; nothing when those that are fit are."""
        faults = {one.position: tuple(self._faults_of(one)) for one in found}
        fit = [one for one in found if not faults[one.position]]
        if fit and not list(self._too_few(fit)):
            return ()
        return (*(fault for several in faults.values() for fault in several), *self._too_few(found))

    def _lack(self, reason: LackReason, papers: Sequence[_Handed], *facts: object) -> Lack:
        vi, en = (words.format(self.component.name, *facts) for words in _LACKS[reason])
        others = tuple(one.name for one in self.group) if len(self.group) > 1 else ()
        required = any(one.required for one in self.group)
        positions = tuple(one.position for one in papers)
        return Lack(self.component.name, reason, vi, en, _basis(self.component, self.procedure), required, positions, others)

    def _faults_of(self, one: _Handed) -> Iterator[Lack]:
        paper, asked = one.document, self.component
        if asked.form and _plain(paper.form) != _plain(asked.form):
            yield self._lack(LackReason.OTHER_FORM, [one], asked.form, paper.form[:60] or "–")
        if paper.issued_on is not None and paper.issued_on > self.on:
            yield self._lack(LackReason.NOT_YET_ISSUED, [one], paper.issued_on)
        if paper.valid_until is not None and paper.valid_until < self.on:
            yield self._lack(LackReason.EXPIRED, [one], paper.valid_until)
        if asked.valid_days is None:
            return
        if paper.issued_on is None:
            yield self._lack(LackReason.AGE_UNKNOWN, [one])
        elif (last := paper.issued_on + timedelta(days=asked.valid_days)) < self.on:
            yield self._lack(LackReason.TOO_OLD, [one], paper.issued_on, last)

    def _too_few(self, found: Sequence[_Handed]) -> Iterator[Lack]:
        """Yield what the number of pieces leaves open; a paper that is only to be shown is there when it is there."""
        if self.component.present_only:
            return
        originals = sum(one.document.original for one in found)
        copies = sum(one.document.copies for one in found)
        needed, needed_copies = self.component.original * self.sets, self.component.copies * self.sets
        if self.channel is Channel.ONLINE:
            needed, needed_copies = min(needed, 1), min(needed_copies, 1)
            copies += originals
        if originals < needed:
            yield self._lack(LackReason.TOO_FEW_ORIGINALS, found, needed, originals)
        if copies < needed_copies:
            yield self._lack(LackReason.TOO_FEW_COPIES, found, needed_copies, copies)
        if not (needed or needed_copies or originals or copies):
            yield self._lack(LackReason.NOT_HANDED_IN, found)


def _unused(
    handed: Mapping[str, list[_Handed]], procedure: Procedure, asked: frozenset[Component], replaced: frozenset[Component], on: date
) -> Iterator[Unused]:
    named: dict[str, list[Component]] = {}
    for component in procedure.components:
        for name in _names(component):
            named.setdefault(name, []).append(component)
    for what, papers in handed.items():
        meant = named.get(what, [])
        if not any(component in asked and component not in replaced for component in meant):
            yield from (_told_unused(one, meant, procedure, replaced, on) for one in papers)


def _told_unused(one: _Handed, meant: Sequence[Component], procedure: Procedure, replaced: frozenset[Component], on: date) -> Unused:
    basis: tuple[LegalBasis, ...] = (NOTHING_BEYOND_THEM,)
    if not meant:
        reason, name = UnusedReason.NOT_ASKED, ""
    elif any(component in replaced for component in meant):
        reason, name = UnusedReason.REPLACED, meant[0].name
        basis = (DATA_STANDS_FOR_PAPER,) if on >= DATA_SINCE else _basis(meant[0], procedure)
    else:
        current = any(component.validity.covers(on) for component in meant)
        reason, name = (UnusedReason.OTHER_CASE if current else UnusedReason.NOT_IN_FORCE), meant[0].name
    vi, en = (words.format(one.position, name) for words in _UNUSED[reason])
    return Unused(one.position, reason, vi, en, basis)
