"""The tables as people read them: Markdown, Mermaid, who may do what, and what changed between two decrees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from cchc.model.actor import Role
from cchc.model.command import CommandKind
from cchc.model.dossier_state import END_STATES, NATIONAL_STATUS, State
from cchc.model.form import EDITIONS, FormKey
from cchc.workflow.definition import ClockEffect, Row, Table

_PLAIN = str.maketrans(":;", ",,")
"""A colon or a semicolon would end the words of an arrow in Mermaid."""


def markdown(table: Table, lang: str = "vi") -> str:
    """Return the table as a Markdown table, one row a step, in the order of the decree's life cycle."""
    head = {
        "vi": ("Từ", "Bước", "Đến", "Ai", "Điều kiện", "Biểu mẫu", "Thời hạn giải quyết", "Thời hạn của cơ quan", "Căn cứ", "Ghi chú"),
        "en": ("From", "Step", "To", "Who", "Guards", "Form", "Clock", "The office's own time", "Basis", "Note"),
    }[lang]
    lines = [_line(head), _line("---" for _ in head)]
    lines += [_line(_cells(row, lang)) for row in table.rows]
    return "\n".join(lines) + "\n"


def mermaid(table: Table, lang: str = "vi") -> str:
    """Return the table as a Mermaid state diagram; complaints, which change no state, are left out."""
    lines = ["stateDiagram-v2"]
    lines += [f'  state "{state.label(lang)} ({NATIONAL_STATUS[state].value})" as {state.value}' for state in table.states]
    for row in table.rows:
        if row.target is not row.source:
            source, words = row.source.value if row.source else "[*]", row.command.label(lang).translate(_PLAIN)
            lines.append(f"  {source} --> {row.target.value}: {words}")
    lines += [f"  {state.value} --> [*]" for state in table.states if state in END_STATES]
    return "\n".join(lines) + "\n"


def permissions(table: Table, lang: str = "vi") -> str:
    """Return who may take which step, as a Markdown matrix: a dot where the role may, in some state."""
    roles = [role for role in Role if any(role in row.who for row in table.rows)]
    commands = [command for command in CommandKind if any(row.command is command for row in table.rows)]
    lines = [_line(["", *(role.label(lang) for role in roles)]), _line("---" for _ in range(len(roles) + 1))]
    for command in commands:
        who = {role for row in table.rows if row.command is command for role in row.who}
        lines.append(_line([command.label(lang), *("●" if role in who else "" for role in roles)]))
    return "\n".join(lines) + "\n"


def statuses(table: Table, lang: str = "vi") -> str:
    """Return the national status of every state of the table, as a Markdown table."""
    head = {"vi": ("Trạng thái", "Mã", "Trạng thái trên Cổng Dịch vụ công quốc gia"), "en": ("State", "Code", "National status")}[lang]
    lines = [_line(head), _line("---" for _ in head)]
    lines += [_line((state.label(lang), (status := NATIONAL_STATUS[state]).value, status.label(lang))) for state in table.states]
    return "\n".join(lines) + "\n"


def forms(lang: str = "vi") -> str:
    """Return the forms with number and title under each circular, as a Markdown table."""
    circulars = dict.fromkeys((one.basis.instrument, one.validity) for one in EDITIONS)
    head = [{"vi": "Biểu mẫu", "en": "Form"}[lang]]
    head += [f"{number} ({validity.since} → {validity.until or ''})" for number, validity in circulars]
    lines = [_line(head), _line("---" for _ in head)]
    for key in FormKey:
        named = {one.basis.instrument: f"{one.number}: {one.title_vi}" for one in EDITIONS if one.key is key}
        lines.append(_line([key.label(lang), *(named.get(number, "–") for number, _ in circulars)]))
    return "\n".join(lines) + "\n"


def differences(old: Table, new: Table) -> tuple[str, ...]:
    """Return what the newer table does otherwise, a line a step, citations left aside.

    >>> from datetime import date
    >>> from cchc.workflow.one_stop_shop import table_on
    >>> [line for line in differences(table_on(date(2024, 1, 2)), table_on(date(2026, 1, 5))) if "lapse_supplement" in line]
    ['+ supplementing --lapse_supplement--> closed_inactive']
    """
    before, after = ({(row.source, row.command): row for row in table.rows} for table in (old, new))
    gone = [f"- {row.name}" for start, row in before.items() if start not in after]
    come = [f"+ {row.name}" for start, row in after.items() if start not in before]
    changed = [
        f"~ {row.name}: {', '.join(names)}"
        for start, row in after.items()
        if start in before and (names := [*_changed(before[start], row)])
    ]
    return (*gone, *come, *changed)


def _changed(old: Row, new: Row) -> Iterator[str]:
    for one in fields(Row):
        if one.name in ("validity", "basis", "office_time"):
            continue
        if getattr(old, one.name) != getattr(new, one.name):
            yield one.name
    if (old.office_time and old.office_time.limit) != (new.office_time and new.office_time.limit):
        yield "office_time"


def _cells(row: Row, lang: str) -> list[str]:
    guards = "; ".join(f"`{guard.code}`" for guard in row.guards)
    time = row.office_time.wording if row.office_time else ""
    return [
        _state(row.source, lang),
        row.command.label(lang),
        _state(row.target, lang),
        ", ".join(role.label(lang) for role in row.who),
        guards,
        row.form.label(lang) if row.form else "",
        row.clock.label(lang) if row.clock is not ClockEffect.NONE else "",
        time,
        "; ".join(map(str, row.basis)),
        row.note,
    ]


def _state(state: State | None, lang: str) -> str:
    return state.label(lang) if state else "–"


def _line(cells: Iterator[str] | list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
