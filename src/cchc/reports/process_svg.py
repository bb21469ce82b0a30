"""The graph of a process as a picture: a row for each rank of steps, what waits for what, ways back, the longest chain.

One standalone SVG like the Gantt chart's, of the process alone: no calendar, no dates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cchc.model.process import Process, Step
from cchc.reports.calendar_look import FONTS, INK, SOFT, escaped
from cchc.reports.gantt_look import CRITICAL, MARGIN, OTHER, broken, refuse_too_many, text_at
from cchc.reports.process_words import special_words, step_name, time_words, who, words_of
from cchc.simulation.graph import graph_of

_WIDTH, _HEIGHT = 330, 92
_ACROSS, _DOWN = 34, 46
_LETTERS = 46


def process_svg(process: Process, *, critical: Collection[str] = (), lang: str = "vi") -> str:
    """Return the graph of ``process`` as one standalone SVG in ``lang``; ``critical`` names steps to be marked.

    Each step is a box that says what is done, by whom, in which time and on what condition; it stands one row below the last of those
    it waits for. Steps that do not count are dashed, ways back are dashed lines at the right.

    Raises:
        ProcessError: the steps have no order.
        UsageError: another language, or more steps than a picture can show.

    >>> two = Process(id="p", name="…", steps=(Step(id="a"), Step(id="b")))
    >>> process_svg(two, critical=["b"]).count("data-step")
    2
    """
    words_of(lang)
    refuse_too_many(process)
    return "\n".join((*_Drawing(process, critical, lang).parts(), ""))


class _Drawing:
    """The picture in the making: where each step stands."""

    def __init__(self, process: Process, critical: Collection[str], lang: str) -> None:
        self.process = process
        self.critical = critical
        self.lang = lang
        graph_of(process)  # refuses what has no order
        self.before = {step.id: before for step, before in process.predecessors()}
        self.rank = self.ranks()
        self.places: dict[str, tuple[int, int]] = {}
        rows: dict[int, int] = {}
        for step in process.steps:
            row = self.rank[step.id]
            self.places[step.id] = (rows.get(row, 0), row)
            rows[row] = rows.get(row, 0) + 1
        self.name = broken(process.name, 60, 2)
        self.top = 60 + 27 * len(self.name)
        loops = sum(step.loop_to in self.places for step in process.steps)
        self.right = MARGIN + max(rows.values()) * (_WIDTH + _ACROSS)
        self.width = max(self.right + 16 * loops + MARGIN, 760)
        self.height = self.top + len(rows) * (_HEIGHT + _DOWN) + MARGIN

    def ranks(self) -> dict[str, int]:
        """How many steps stand above each, at most."""
        rank: dict[str, int] = {}
        waiting = [step.id for step in self.process.steps]
        while waiting:
            ready = [name for name in waiting if all(one in rank for one in self.before[name])]
            for name in ready or waiting:  # a circle inside a group has no order of its own
                rank[name] = max((rank[one] + 1 for one in self.before[name] if one in rank), default=0)
            waiting = [name for name in waiting if name not in rank]
        return rank

    def corner(self, name: str) -> tuple[int, int]:
        column, row = self.places[name]
        return MARGIN + column * (_WIDTH + _ACROSS), self.top + row * (_HEIGHT + _DOWN)

    def parts(self) -> Iterator[str]:
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}" '
            f'viewBox="0 0 {self.width} {self.height}" lang="{self.lang}" role="img" aria-labelledby="cchc-process-title" '
            f'font-family="{FONTS}" font-size="13" fill="{INK}">'
        )
        yield f'<title id="cchc-process-title">{escaped(self.process.name[:300])}</title>'
        yield f'<rect width="{self.width}" height="{self.height}" fill="#ffffff"/>'
        for number, line in enumerate(self.name):
            yield text_at(MARGIN, 44 + 27 * number, line, 'font-size="21" font-weight="700"')
        about = " · ".join(one for one in (", ".join(self.process.codes), self.process.case, self.process.decision) if one)
        yield text_at(MARGIN, 42 + 27 * len(self.name), broken(about, 100, 1)[0], f'fill="{SOFT}"')
        yield from self.links()
        yield from self.loops()
        for step in self.process.steps:
            yield from self.box(step)
        yield "</svg>"

    def links(self) -> Iterator[str]:
        """From the bottom of each step to the top of those that wait for it, with a head."""
        for name, before in self.before.items():
            x, y = self.corner(name)
            for one in before:
                left, top = self.corner(one)
                x1, y1, x2 = left + _WIDTH // 2, top + _HEIGHT, x + _WIDTH // 2
                strong = name in self.critical and one in self.critical
                look = f'stroke="{CRITICAL}" stroke-width="2.2"' if strong else f'stroke="{SOFT}" stroke-width="1.3"'
                yield f'<path d="M{x1} {y1}C{x1} {y1 + 28} {x2} {y - 30} {x2} {y - 8}" fill="none" {look}/>'
                yield f'<path d="M{x2 - 5} {y - 9}h10l-5 9z" fill="{CRITICAL if strong else SOFT}"/>'

    def loops(self) -> Iterator[str]:
        """Ways back, each on a lane of its own."""
        lane = self.right
        for step in self.process.steps:
            if step.loop_to in self.places:
                (x1, y1), (x2, y2) = self.corner(step.id), self.corner(step.loop_to)
                start, end = y1 + _HEIGHT // 2 + 8, y2 + _HEIGHT // 2 - 8
                look = f'fill="none" stroke="{OTHER}" stroke-width="1.4" stroke-dasharray="5 4"'
                yield f'<path d="M{x1 + _WIDTH} {start}H{lane}V{end}H{x2 + _WIDTH + 8}" {look} data-loop="{escaped(step.id[:80])}"/>'
                yield f'<path d="M{x2 + _WIDTH + 9} {end - 5}v10l-9-5z" fill="{OTHER}"/>'
                lane += 16

    def box(self, step: Step) -> Iterator[str]:
        x, y = self.corner(step.id)
        marked = step.id in self.critical
        look = f'fill="#fdf3f2" stroke="{CRITICAL}" stroke-width="2.6"' if marked else f'fill="#f6faff" stroke="{OTHER}" stroke-width="1.3"'
        dashes = "" if step.counted else ' stroke-dasharray="6 4"'
        yield f'<g data-step="{escaped(step.id[:80])}">'
        yield f'<rect x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="7" {look}{dashes}/>'
        told = [(line, 'font-weight="700"') for line in broken(step_name(step, self.lang), _LETTERS - 6, 2)]
        told += [(line, f'font-size="12" fill="{SOFT}"') for line in broken(who(step, self.lang), _LETTERS, 1) if line]
        told.append((broken(time_words(step, self.process, self.lang), _LETTERS, 1)[0], 'font-size="12"'))
        told += [(line, f'font-size="11.5" fill="{SOFT}"') for line in broken(" · ".join(special_words(step, self.lang)), 50, 1) if line]
        for number, (line, how) in enumerate(told):
            yield text_at(x + 12, y + 19 + 16 * number, line, how)
        yield "</g>"
