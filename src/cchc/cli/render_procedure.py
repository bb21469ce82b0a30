"""``cchc procedure show`` and ``diff`` for people: a procedure whole, and what a citizen gains or loses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cchc.cli.procedure_forms import ProcedureChangeAnswer, ProcedureDiffAnswer, ProcedureDiffsAnswer, ShownAnswer, VersionAnswer
from cchc.model.limit_phrases import format_limit
from cchc.model.procedure import Component, Fee, Procedure, ProcedureLimit
from cchc.model.procedure_change import ChangedPart, Effect
from cchc.model.receipt import Channel

_HEAD, _SOFT = "bold", "dim"
_MARKS = {Effect.GAIN: ("+", "green"), Effect.LOSS: ("-", "bold red"), Effect.NEUTRAL: ("·", _SOFT), Effect.OPEN: ("?", "yellow")}
_WORDS = {
    "vi": {
        "limits": "Thời hạn",
        "committed": "cam kết {0}",
        "unconfirmed": "{0} (chưa xác nhận đơn vị)",
        "from": "tính từ {0}",
        "submission": "Cách thức nộp",
        "components": "Thành phần hồ sơ",
        "sets": "{0} bộ",
        "unlisted": "công bố {0}, đã nhập {1}",
        "original": "{0} bản chính",
        "copies": "{0} bản sao",
        "shown": "chỉ xuất trình",
        "optional": "không bắt buộc",
        "one_of": "một trong nhóm {0}",
        "replaced": "thay bằng dữ liệu: {0}",
        "form": "mẫu {0}",
        "days": "dùng được {0} ngày",
        "fees": "Phí, lệ phí",
        "free": "miễn",
        "results": "Kết quả",
        "agencies": "Cơ quan",
        "conditions": "Yêu cầu, điều kiện",
        "sub_deadlines": "Thời hạn thành phần",
        "pauses": "Thời gian không tính",
        "basis": "Căn cứ",
        "source": "Nguồn",
        "none": "Không có thủ tục nào.",
        "same": "Không có gì thay đổi.",
        "only_old": "Chỉ có ở bản cũ",
        "only_new": "Chỉ có ở bản mới",
        "counted": "Đếm trên lịch {0}, hồ sơ nộp từ {1:%d/%m/%Y} đến {2:%d/%m/%Y}",
        "case": "trường hợp {0}",
        "span": "{0} đến {1}",
    },
    "en": {
        "limits": "Time limits",
        "committed": "committed {0}",
        "unconfirmed": "{0} (unit not confirmed)",
        "from": "from {0}",
        "submission": "Channels",
        "components": "Components of the dossier",
        "sets": "sets: {0}",
        "unlisted": "{0} published, {1} entered",
        "original": "originals: {0}",
        "copies": "copies: {0}",
        "shown": "shown only",
        "optional": "optional",
        "one_of": "one of group {0}",
        "replaced": "replaced by data: {0}",
        "form": "form {0}",
        "days": "good for {0} days",
        "fees": "Fees and charges",
        "free": "free",
        "results": "Results",
        "agencies": "Agencies",
        "conditions": "Conditions",
        "sub_deadlines": "Inner deadlines",
        "pauses": "Time that does not count",
        "basis": "Legal basis",
        "source": "Source",
        "none": "There is no procedure.",
        "same": "Nothing changes.",
        "only_old": "Only in the old",
        "only_new": "Only in the new",
        "counted": "Counted on calendar {0}, for receipts from {1:%d/%m/%Y} to {2:%d/%m/%Y}",
        "case": "case {0}",
        "span": "{0} to {1}",
    },
}


def show_procedure(answer: ShownAnswer, lang: str) -> RenderableType:
    """Return procedures whole, one after the other."""
    if not answer.procedures:
        return Text(_WORDS[lang]["none"])
    parts: list[RenderableType] = []
    for one in answer.procedures:
        parts += ["", *_whole(one, lang)] if parts else _whole(one, lang)
    return Group(*parts)


def _whole(one: Procedure, lang: str) -> Iterator[RenderableType]:
    words = _WORDS[lang]
    span = _span(one.since, one.until, lang)
    yield Text.assemble((one.name, _HEAD), "  ", (one.code, _SOFT))
    facts = " · ".join(filter(None, (one.field, ", ".join(one.levels), one.decision, span)))
    if facts:
        yield Text(facts, _SOFT)
    head = words["components"] + (f", {words['sets'].format(one.dossier_sets)}" if one.dossier_sets else "")
    if (one.components_listed or 0) > len(one.components):
        head += f" ({words['unlisted'].format(one.components_listed, len(one.components))})"
    agencies = one.agencies
    named = dict.fromkeys((*agencies.receive, *agencies.execute, *agencies.decide, *agencies.delegated, *agencies.coordinate))
    yield from _section(words["limits"], (_limit(each, lang) for each in one.limits))
    online = (f"{each.channel.label(lang)}{f': {each.online.label(lang)}' if each.online else ''}" for each in one.submission)
    yield from _section(words["submission"], online)
    yield from _section(head, (_component(each, lang) for each in one.components))
    yield from _section(words["fees"], (_fee(each, lang) for each in one.fees))
    yield from _section(words["results"], (f"{each.name} ({each.code})" if each.code else each.name for each in one.results))
    yield from _section(words["agencies"], named)
    yield from _section(words["conditions"], one.conditions)
    inner = (" · ".join(filter(None, (each.actor, each.what or each.wording, _phrase(each.limit, lang)))) for each in one.sub_deadlines)
    yield from _section(words["sub_deadlines"], inner)
    yield from _section(words["pauses"], (each.wording or each.reason for each in one.pauses))
    yield from _section(words["basis"], [*map(str, one.basis), *one.instruments])
    yield from _section(words["source"], [" · ".join(filter(None, (one.source, one.read)))] if one.source else [])


def _section(head: str, lines: Iterable[str]) -> Iterator[RenderableType]:
    shown = list(lines)
    if shown:
        yield from ("", Text(head, _HEAD), Padding(Group(*map(_line, shown)), (0, 0, 0, 2)))


def _line(text: str) -> Table:
    table = Table.grid()
    table.add_row(Text("· ", _SOFT), Text(text))
    return table


def _phrase(limit: object, lang: str) -> str:
    return format_limit(limit, lang) if limit is not None else ""  # type: ignore[arg-type]


def _limit(one: ProcedureLimit, lang: str) -> str:
    words = _WORDS[lang]
    unconfirmed = one.unconfirmed
    amount = words["unconfirmed"].format(f"{unconfirmed.amount} {unconfirmed.unit}".strip()) if unconfirmed else _phrase(one.limit, lang)
    told = f"{one.label_vi or one.case}{_channels(one.channels)}: {amount}, {words['from'].format(one.start.label(lang))}"
    if one.committed is not None:
        told += f"; {words['committed'].format(_phrase(one.committed, lang))}" + (f" ({one.committed_by})" if one.committed_by else "")
    return told


def _channels(channels: Iterable[Channel]) -> str:
    named = ", ".join(channel.value for channel in channels)
    return f" [{named}]" if named else ""


def _component(one: Component, lang: str) -> str:
    words = _WORDS[lang]
    facts = (
        words["original"].format(one.original) if one.original else "",
        words["copies"].format(one.copies) if one.copies else "",
        words["shown"] if one.present_only else "",
        "" if one.required else words["optional"],
        words["one_of"].format(one.one_of) if one.one_of else "",
        words["replaced"].format(one.replaced_by) if one.replaced_by else "",
        words["form"].format(one.form) if one.form else "",
        words["days"].format(one.valid_days) if one.valid_days else "",
        words["case"].format(", ".join(one.cases)) if one.cases else "",
    )
    return " · ".join((one.name + _channels(one.channels), *filter(None, facts)))


def _fee(one: Fee, lang: str) -> str:
    if one.amount is None:
        price = one.published
    else:
        amount = f"{one.amount:,f}".replace(",", "." if lang == "vi" else ",")
        price = f"{amount} {one.currency}{f'/{one.per}' if one.per else ''}" if one.amount else _WORDS[lang]["free"]
    return ": ".join(filter(None, (one.name, price))) + _channels(one.channels)


def _span(since: date | None, until: date | None, lang: str) -> str:
    return "" if since is None and until is None else _WORDS[lang]["span"].format(since or "…", until or "…")


def show_procedure_diffs(answer: ProcedureDiffsAnswer, lang: str) -> RenderableType:
    """Return what changes, code by code: a mark for each change, then what only one side has."""
    words = _WORDS[lang]
    parts: list[RenderableType] = []
    for one in answer.diffs:
        parts += ["", *_diff(one, lang)] if parts else _diff(one, lang)
    for name, codes in (("only_old", answer.only_old), ("only_new", answer.only_new)):
        if codes:
            parts += ["", Text(f"{words[name]}: {', '.join(codes)}")]
    if answer.calendar is not None:
        parts += ["", Text(words["counted"].format(answer.calendar.version, answer.calendar.first, answer.calendar.last), _SOFT)]
    return Group(*parts) if parts else Text(words["none"])


def _diff(one: ProcedureDiffAnswer, lang: str) -> Iterator[RenderableType]:
    yield Text.assemble((one.new.name, _HEAD), "  ", (one.code, _SOFT))
    yield Text(f"{_version(one.old, lang)} → {_version(one.new, lang)}", _SOFT)
    if not one.changes:
        yield Text(f"  {_WORDS[lang]['same']}")
    for effect in Effect:
        found = [change for change in one.changes if change.effect is effect]
        if found:
            yield ""
            yield Text(effect.label(lang), _MARKS[effect][1])
            yield from (_change(change, lang) for change in found)


def _version(one: VersionAnswer, lang: str) -> str:
    return " ".join(filter(None, (one.decision, f"({_span(one.since, one.until, lang) or '…'})")))


def _change(one: ProcedureChangeAnswer, lang: str) -> Table:
    mark, style = _MARKS[one.effect]
    case = f" · {_WORDS[lang]['case'].format(one.case)}" if one.case not in (None, "chung") and one.part is not ChangedPart.CASE else ""
    channels = _channels(one.channels) if one.part is not ChangedPart.CHANNEL else ""
    table = Table.grid()
    table.add_row("  ", Text(f"{mark} ", style), Text.assemble(one.text, (case + channels, _SOFT)))
    return table
