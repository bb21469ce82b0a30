"""A process on a real calendar as a picture: who works when, which days are off, what the end hangs on, when it is due.

One standalone SVG, written by hand: no dependency, no script, no outside font. Colour never stands alone: steps on the
critical path are filled and marked, others are outlined. The same schedule gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from cchc.deadlines.office_hours import STANDARD_OFFICE, OfficeHours
from cchc.deadlines.working_calendar import AnyCalendar
from cchc.errors import UsageError
from cchc.reports.calendar_look import FONTS, INK, RULE, SOFT, escaped
from cchc.reports.gantt_ground import Ground
from cchc.reports.gantt_look import (
    BESIDE,
    BOUND_LOOKS,
    CLOSED,
    CRITICAL,
    HOLIDAY,
    LEFT,
    MARGIN,
    OTHER,
    PROVISIONAL,
    ROW,
    SLACK,
    WAITS,
    WEEKEND,
    Scale,
    broken,
    refuse_too_many,
    text_at,
    width_of,
)
from cchc.reports.process_words import moment, reading_notes, short_name, spare_words, special_words, step_name, time_words, who, words_of
from cchc.simulation.desk import Desks
from cchc.simulation.planned import PlannedStep, Schedule

MOST_DAYS = 4_000
"""What still makes a picture that a person can read."""
_BAR = 20
_ARROWS = 60
"""With more steps than this the lines between them would hide the rest."""
_LETTERS = 62


def gantt_svg(schedule: Schedule, calendar: AnyCalendar, offices: Mapping[str, OfficeHours] | None = None, *, lang: str = "vi") -> str:
    """Return ``schedule`` as one standalone SVG in ``lang`` (``"vi"`` or ``"en"``).

    ``calendar`` and ``offices`` are those it was made with. Each step is a row: a bar from its earliest start to its earliest end,
    a thin line for its slack, a diamond where it takes no time; behind it the days off, in front the due lines.

    Raises:
        UsageError: another language, or more steps or days than a picture can show.

    >>> from cchc.model.instant import VIETNAM_TIME
    >>> from cchc.model.process import Process
    >>> from cchc.rulebook import load_calendar
    >>> from cchc.simulation.schedule import schedule
    >>> one = Process.model_validate({"id": "p", "name": "…", "steps": [{"id": "a", "budget": {"count": 5, "unit": "working_day"}}]})
    >>> plan = schedule(one, datetime(2026, 2, 12, 9, tzinfo=VIETNAM_TIME), load_calendar())
    >>> gantt_svg(plan, load_calendar()).count('data-step="a"')
    1
    """
    words_of(lang)
    refuse_too_many(schedule.process)
    return "\n".join((*_Gantt(schedule, calendar, offices or {}, lang).parts(), ""))


class _Gantt:
    """The picture in the making."""

    def __init__(self, schedule: Schedule, calendar: AnyCalendar, offices: Mapping[str, OfficeHours], lang: str) -> None:
        self.schedule = schedule
        self.process = schedule.process
        self.bounds = [one for one in schedule.bounds if one.kind != "own"]
        self.lang = lang
        self.words = words_of(lang)
        self.desks = Desks(calendar, offices)
        self.calendar = self.desks.of("").calendar
        inner = [one.must_end_by for one in schedule.steps if one.must_end_by is not None]
        end = max(schedule.finish, *(one.due for one in schedule.bounds), *inner, schedule.received)
        if (end - schedule.received).days > MOST_DAYS:
            raise UsageError(f"{(end - schedule.received).days} days are more than a picture shows ({MOST_DAYS}); draw a stage at a time")
        self.scale = Scale.of(schedule.received, end, [offices.get("", STANDARD_OFFICE), *offices.values()])
        self.name = broken(self.process.name, 84, 2)
        self.path = broken(" → ".join(self.called(one) for one in schedule.critical_path), 150, 3)
        self.top = 164 + 26 * len(self.name) + 20 * len(self.path) + 24 * (max(1, len(self.bounds)) + schedule.provisional)
        self.bottom = self.top + ROW * len(schedule.steps)
        self.width = round(LEFT + max(self.scale.chart, 560) + BESIDE)
        self.ground = Ground(self.scale, self.desks, self.top, self.bottom, lang)
        self.row_of = {one.step.id: number for number, one in enumerate(schedule.steps)}

    def called(self, name: str) -> str:
        step = next(one.step for one in self.schedule.steps if one.step.id == name)
        return broken(short_name(step), 40, 1)[0]

    def parts(self) -> Iterator[str]:
        notes = [line for note in reading_notes(self.schedule, self.lang) for line in broken(note, 150, 3)]
        height = self.bottom + 84 + 16 * len(self.bounds) + 18 * max(1, len(notes))
        summary = f"{self.process.name}: {self.words['end'].lower()} {moment(self.schedule.finish, self.lang, year=True)}"
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{height}" viewBox="0 0 {self.width} {height}" '
            f'lang="{self.lang}" role="img" aria-labelledby="cchc-gantt-title" font-family="{FONTS}" font-size="13" fill="{INK}">'
        )
        yield f'<title id="cchc-gantt-title">{escaped(summary[:300])}</title>'
        yield f'<rect width="{self.width}" height="{height}" fill="#ffffff"/>'
        yield from self.head()
        yield from self.ground.columns()
        for number, one in enumerate(self.schedule.steps):
            yield from self.ground.cells(one, self.top + number * ROW)
        yield from self.ground.axis()
        if len(self.schedule.steps) <= _ARROWS:
            yield from self.arrows()
        for number, one in enumerate(self.schedule.steps):
            yield from self.row(one, self.top + number * ROW)
        yield from self.lines()
        for number, one in enumerate(self.schedule.steps):
            yield self.beside(one, self.top + number * ROW + ROW // 2)
        yield from self.foot(notes)
        yield "</svg>"

    def head(self) -> Iterator[str]:
        process, plan = self.process, self.schedule
        y = 46
        for line in self.name:
            yield text_at(MARGIN, y, line, 'font-size="22" font-weight="700"')
            y += 27
        about = " · ".join(one for one in (", ".join(process.codes), process.case, process.agency, process.decision) if one)
        yield text_at(MARGIN, y - 2, broken(about, 140, 1)[0], f'font-size="14" fill="{SOFT}"')
        y += 26
        start = self.words["start_by" if plan.bound("wanted") else "start"]
        facts = (
            f"{start}: {moment(plan.received, self.lang, year=True)}   →   {self.words['end']}: {moment(plan.finish, self.lang, year=True)}"
        )
        yield text_at(MARGIN, y, facts, 'font-size="16" font-weight="600"')
        if plan.provisional:
            y += 24
            yield text_at(MARGIN, y, self.words["provisional"], f'font-size="15" font-weight="700" fill="{PROVISIONAL}"')
        for bound in self.bounds:
            y += 24
            colour = BOUND_LOOKS[bound.kind][0]
            spare = spare_words(bound, self.lang, process.hours_per_day)
            told = f"{self.words[bound.kind]}: {moment(bound.due, self.lang, year=True)} – {spare}"
            weight = "" if bound.kept else ' font-weight="700"'
            yield text_at(MARGIN, y, told, f'font-size="15" fill="{colour}"{weight}')
        for number, line in enumerate(self.path):
            y += 20 if number else 24
            shown = f"{self.words['critical']}: {line}" if not number else line
            yield text_at(MARGIN, y, shown, f'font-size="14" fill="{CRITICAL}"')

    def arrows(self) -> Iterator[str]:
        """A thin line from the end of each step to the beginning of those that wait for it."""
        drawn: list[str] = []
        plans = self.schedule.steps
        for one, (_, before) in zip(plans, self.process.predecessors(), strict=True):
            for name in before:
                earlier = plans[self.row_of[name]]
                if one.step.group and one.step.group == earlier.step.group:
                    continue
                x1, x2 = LEFT + self.scale.at(earlier.finish), LEFT + self.scale.at(one.start)
                y1, y2 = self.middle(name), self.middle(one.step.id)
                drawn.append(f"M{x1:.1f} {y1}V{y2}H{max(x2, x1):.1f}" if y2 > y1 else f"M{x1:.1f} {y1}h6V{y2}")
        if drawn:
            yield f'<path d="{"".join(drawn)}" fill="none" stroke="#98a2ae" stroke-width="1.1" stroke-linejoin="round"/>'

    def middle(self, name: str) -> int:
        return self.top + self.row_of[name] * ROW + ROW // 2

    def row(self, one: PlannedStep, y: int) -> Iterator[str]:
        step = one.step
        told = [
            step_name(step, self.lang),
            who(step, self.lang),
            time_words(step, self.process, self.lang),
            *special_words(step, self.lang),
        ]
        span = f"{moment(one.start, self.lang, year=True)} → {moment(one.finish, self.lang, year=True)}"
        yield f'<g data-step="{escaped(step.id[:80])}" data-critical="{str(one.critical).lower()}">'
        yield f"<title>{escaped(chr(10).join([*(line for line in told if line), span])[:1000])}</title>"
        name = broken(step_name(step, self.lang), _LETTERS - 6, 2)
        weight = 'font-weight="700" ' if one.critical else ""
        strike = ' text-decoration="line-through"' if one.left_out else ""
        for number, line in enumerate(name):
            yield text_at(MARGIN, y + 17 + 15 * number, line, f'{weight}font-size="13"{strike}')
        second = " · ".join(one for one in (who(step, self.lang), *special_words(step, self.lang)) if one)
        for number, line in enumerate(broken(second, _LETTERS + 4, 3 - len(name))):
            yield text_at(MARGIN, y + 17 + 15 * (len(name) + number), line, f'font-size="11.5" fill="{SOFT}"')
        yield from self.bar(one, y)
        yield "</g>"
        yield f'<path d="M{MARGIN} {y + ROW}H{LEFT + self.scale.chart:.1f}" stroke="{RULE}" stroke-width=".6"/>'

    def bar(self, one: PlannedStep, y: int) -> Iterator[str]:
        start, end = LEFT + self.scale.at(one.start), LEFT + self.scale.at(one.finish)
        top, middle = y + (ROW - _BAR) // 2, y + ROW // 2
        if right := self.slack_end(one):
            yield f'<path d="M{end:.1f} {middle}H{right:.1f}M{right:.1f} {middle - 4}v8" stroke="{SLACK}" stroke-width="2" data-slack="1"/>'
        if end - start < 1 or one.finish == one.start:
            look = f'fill="{CRITICAL}" stroke="{CRITICAL}"' if one.critical else f'fill="#ffffff" stroke="{WAITS}"'
            yield f'<path d="M{end:.1f} {middle - 7}l7 7-7 7-7-7z" {look} stroke-width="1.6"/>'
        else:
            look = f'fill="{CRITICAL}" stroke="{CRITICAL}"' if one.critical else f'fill="#dcebfa" stroke="{OTHER}"'
            yield f'<rect x="{start:.1f}" y="{top}" width="{end - start:.1f}" height="{_BAR}" rx="3" {look} stroke-width="1.4"/>'
        if one.must_end_by is not None:
            x = LEFT + self.scale.at(one.must_end_by)
            yield f'<path d="M{x:.1f} {top - 1}l-6-8h12z" fill="{INK}" data-must-end-by="{one.must_end_by:%Y-%m-%d}"/>'

    def beside(self, one: PlannedStep, middle: int) -> str:
        """The time of a step and its end, to the right of its bar."""
        told = self.words["left_out"] if one.left_out else time_words(one.step, self.process, self.lang)
        if one.step.counted and not one.left_out:
            told += f" · {moment(one.finish, self.lang)}"
        ink = CRITICAL if one.critical else INK
        look = f'font-size="12" paint-order="stroke" stroke="#ffffff" stroke-width="3.4" stroke-linejoin="round" fill="{ink}"'
        right = max(LEFT + self.scale.at(one.finish) + (7 if one.finish == one.start else 0), self.slack_end(one))
        return text_at(right + 9, middle + 4, broken(told, 60, 1)[0], look)

    def slack_end(self, one: PlannedStep) -> float:
        """Where its latest end lies under the first bound; 0 when it has no slack."""
        latest = next((bound.steps[one.step.id].finish for bound in self.schedule.bounds), one.finish)
        return LEFT + self.scale.at(latest) if latest > one.finish and not one.left_out else 0

    def lines(self) -> Iterator[str]:
        """The moment of the start, and each due line with its name under the chart."""
        marks: list[tuple[datetime, str, str, str]] = [(self.schedule.received, "#39434f", "", "start")]
        marks += [(bound.due, *BOUND_LOOKS[bound.kind], bound.kind) for bound in self.bounds]
        for number, (at, colour, dashes, name) in enumerate(sorted(marks, reverse=True)):
            x = LEFT + self.scale.at(at)
            look = f'stroke="{colour}" stroke-width="2"' + (f' stroke-dasharray="{dashes}"' if dashes else "")
            yield f'<path d="M{x:.1f} {self.top - 8}V{self.bottom + 20 + 16 * number}" {look} data-line="{name}"/>'
            told = f"{self.words[name]}: {moment(at, self.lang)}"
            yield text_at(x + 5, self.bottom + 19 + 16 * number, told, f'font-size="12" font-weight="600" fill="{colour}"')

    def foot(self, notes: list[str]) -> Iterator[str]:
        y = self.bottom + 46 + 16 * len(self.bounds)
        x: float = MARGIN
        for drawn, name in self.legend():
            yield f'<g transform="translate({x:.0f} {y})">{drawn}{text_at(30, 11, name, f"""font-size="12" fill="{SOFT}" """)}</g>'
            x += 46 + width_of(name, 12)
        for number, note in enumerate(notes):
            yield text_at(MARGIN, y + 38 + 18 * number, note, f'font-size="12" fill="{SOFT}"')
        version = self.words["version"].format(self.calendar.version)
        yield text_at(self.width - MARGIN, y + 38, version, f'font-size="11" fill="{SOFT}" text-anchor="end"')

    def legend(self) -> Iterator[tuple[str, str]]:
        def box(fill: str, edge: str) -> str:
            return f'<rect width="24" height="14" rx="3" fill="{fill}" stroke="{edge}"/>'

        yield box(CRITICAL, CRITICAL), self.words["step"]
        yield box("#dcebfa", OTHER), self.words["other"]
        yield f'<path d="M0 7h24M24 3v8" stroke="{SLACK}" stroke-width="2"/>', self.words["slack"]
        yield f'<path d="M12 0l7 7-7 7-7-7z" fill="#ffffff" stroke="{WAITS}" stroke-width="1.6"/>', self.words["no_time"]
        if any(one.must_end_by for one in self.schedule.steps):
            yield f'<path d="M12 12l-6-8h12z" fill="{INK}"/>', self.words["inner"]
        for fill, name in ((WEEKEND, "weekend"), (HOLIDAY, "holiday"), (CLOSED, "closed")):
            if name != "closed" or any(self.desks.of(one.step.agency).office.closures for one in self.schedule.steps):
                yield box(fill, RULE), self.words[name]
