"""A table of the life cycle as one picture: states as boxes with their national status, steps as labelled arrows.

One standalone SVG, written by hand: no dependency, no script, no outside font. Places are fixed, so that two editions can
be laid side by side; what is drawn is read from the rows. The same table gives the same bytes.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator

from cchc.errors import UsageError
from cchc.model.command import CommandKind
from cchc.model.dossier_state import END_STATES, NATIONAL_STATUS, NationalStatus, State
from cchc.reports.calendar_look import FONTS, INK, RULE, SOFT, escaped
from cchc.reports.life_cycle_look import FILLS, FRAME, FRAMED, PLACES, ROUTES, START, WORDS, Box, Route, box_of
from cchc.workflow.definition import Row, Table

_WIDTH, _HEIGHT = 2400, 1060
_LINE, _SMALL = 18, 16
_WRAP = 16
_TIP = (
    '<defs><marker id="cchc-tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" orient="auto"'
    f' markerUnits="userSpaceOnUse"><path d="M0 0 10 5 0 10z" fill="{SOFT}"/></marker></defs>'
)
_HALO = 'stroke="#ffffff" stroke-width="4" paint-order="stroke" stroke-linejoin="round"'


def life_cycle_svg(table: Table, lang: str = "vi") -> str:
    """Return ``table`` as one standalone SVG in ``lang`` (``"vi"`` or ``"en"``).

    A step that leaves a state where it is stands inside its box. Withdrawal, which may be asked for in every state before
    a decision, is one arrow from the frame around them. An end has a double edge.

    Raises:
        UsageError: ``lang`` is another language.

    >>> from cchc.workflow import editions
    >>> picture = life_cycle_svg(editions()[0], "en")
    >>> picture.startswith("<svg "), "Waiting for payment" in picture
    (True, True)
    """
    if lang not in WORDS:
        raise UsageError(f"no language {lang!r}; known: {', '.join(WORDS)}")
    words = WORDS[lang]
    title = words["title"].format(table.regime)
    steps = words["desc"].format(len(table.states), len(table.rows))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" lang="{lang}"',
        f' font-family="{FONTS}" fill="{INK}">',
        f"<title>{escaped(title)}</title><desc>{escaped(steps)}</desc>",
        _TIP,
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        f'<text x="40" y="52" font-size="28" font-weight="700">{escaped(title)}</text>',
        f'<text x="40" y="80" font-size="16" fill="{SOFT}">{escaped(steps)}</text>',
        *_arrows(table, lang),
        *(part for state in table.states for part in _box(state, table, lang)),
        *_legend(table, lang),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _arrows(table: Table, lang: str) -> Iterator[str]:
    """Frame, lines and then words: no line crosses a word."""
    by_ends: defaultdict[tuple[State | None, State], list[CommandKind]] = defaultdict(list)
    framed = _framed(table.rows)
    for row in table.rows:
        if row.target is not row.source and row not in framed:
            by_ends[row.source, row.target].append(row.command)
    drawn = [(ROUTES.get(ends) or _straight(*ends), commands) for ends, commands in by_ends.items()]
    if framed:
        left, top, right, bottom = FRAMED
        yield (
            f'<rect x="{left}" y="{top}" width="{right - left}" height="{bottom - top}" rx="18" fill="none" stroke="{SOFT}" '
            'stroke-width="1.4" stroke-dasharray="8 6"/>'
        )
        drawn.append((FRAME, [framed[0].command]))
    if table.leaving(None):
        yield f'<circle cx="{START[0]}" cy="{START[1]}" r="9" fill="{INK}"/>'
    for route, _ in drawn:
        points = " ".join(f"{x} {y}" for x, y in route.points)
        yield f'<path d="M{points}" fill="none" stroke="{SOFT}" stroke-width="1.8" stroke-linejoin="round" marker-end="url(#cchc-tip)"/>'
    for route, commands in drawn:
        mark = "• " if len(commands) > 1 else ""
        lines = [line for command in commands for line in _wrapped(mark + command.label(lang), route.wrap or _WRAP)]
        first = route.at[1] - (len(lines) - 1) * _SMALL * route.rises
        yield (
            f'<text font-size="14" text-anchor="{route.anchor}" {_HALO}>'
            + "".join(
                f'<tspan x="{route.at[0]}" y="{first + number * _SMALL:g}">{escaped(line)}</tspan>' for number, line in enumerate(lines)
            )
            + "</text>"
        )


def _framed(rows: Iterable[Row]) -> list[Row]:
    """The rows that ask for withdrawal, if they leave every state inside the frame and no other."""
    found = [row for row in rows if row.command is CommandKind.ASK_WITHDRAWAL]
    left, top, right, bottom = FRAMED
    inside = {state for state, (x, y) in PLACES.items() if left < x < right and top < y < bottom}
    return found if {row.source for row in found} == inside else []


def _straight(source: State | None, target: State) -> Route:
    """A step that no route is drawn for: a line between the middles of the boxes, its words half-way."""
    (x, y), (to_x, to_y) = PLACES[source] if source else START, PLACES[target]
    sign = 0 if abs(to_x - x) < abs(to_y - y) else 1 if to_x > x else -1
    end = box_of(target)
    tip = (to_x - sign * end.width / 2, to_y) if sign else (to_x, to_y - (1 if to_y > y else -1) * end.height / 2)
    return Route(((x, y), tip), ((x + to_x) / 2, (y + to_y) / 2), "middle")


def _box(state: State, table: Table, lang: str) -> Iterator[str]:
    status, box = NATIONAL_STATUS[state], box_of(state)
    x, y = PLACES[state]
    stays = [row.command.label(lang) for row in table.leaving(state) if row.target is state]
    wrap = int(box.width / 9.5)
    lines = _wrapped(state.label(lang), wrap)
    notes = [
        line
        for note in (f"{status.value} · {status.label(lang)}", *(f"↻ {step}" for step in stays))
        for line in _wrapped(note, int(wrap * 1.4))
    ]
    yield _frame_of(x, y, box, FILLS[status], 2)
    if state in END_STATES:
        yield _frame_of(x, y, Box(box.width - 10, box.height - 10), "none", 1.2)
    top = y - (len(lines) * _LINE + _SMALL * len(notes)) / 2 + 14
    for line in lines:
        yield f'<text x="{x}" y="{top:g}" font-size="16" font-weight="700" text-anchor="middle">{escaped(line)}</text>'
        top += _LINE
    for line in notes:
        yield f'<text x="{x}" y="{top:g}" font-size="12.5" text-anchor="middle">{escaped(line)}</text>'
        top += _SMALL


def _wrapped(words: str, width: int) -> list[str]:
    """Words in as few lines as ``width`` needs, all about as long."""
    lines = textwrap.wrap(words, width, break_long_words=False)
    return min(
        (textwrap.wrap(words, one, break_long_words=False) for one in range(width, 5, -1)),
        key=lambda some: (len(some) > len(lines), max(map(len, some))),
    )


def _frame_of(x: float, y: float, box: Box, fill: str, width: float) -> str:
    place = f'x="{x - box.width / 2:g}" y="{y - box.height / 2:g}" width="{box.width:g}" height="{box.height:g}"'
    return f'<rect {place} rx="10" fill="{fill}" stroke="{INK}" stroke-width="{width:g}"/>'


def _legend(table: Table, lang: str) -> Iterator[str]:
    yield f'<path d="M40 990H{_WIDTH - 40}" stroke="{RULE}"/>'
    x, used = 40.0, {NATIONAL_STATUS[state] for state in table.states}
    for status in NationalStatus:
        if status in used:
            words = f"{status.value} · {status.label(lang)}"
            yield f'<rect x="{x:g}" y="1008" width="18" height="18" rx="4" fill="{FILLS[status]}" stroke="{INK}"/>'
            yield f'<text x="{x + 26:g}" y="1022" font-size="14">{escaped(words)}</text>'
            x += 52 + 7.6 * len(words)
    told = WORDS[lang]["legend"] + (WORDS[lang]["frame"] if _framed(table.rows) else "")
    yield f'<text x="40" y="1048" font-size="14" fill="{SOFT}">{escaped(told)}</text>'
