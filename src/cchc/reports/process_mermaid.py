"""A process as Mermaid text: its graph as a flowchart, faults included, and its schedule as a Gantt chart.

Text is escaped letter by letter, so that no label can end a node, begin a link or become HTML.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from cchc.model.process import Process, Step, StepKind
from cchc.reports.gantt_look import broken
from cchc.reports.process_words import special_words, step_name, time_words, who, words_of
from cchc.simulation.planned import PlannedStep, Schedule

_PLAIN = re.compile(r"[^\w \-.,/+–]")
_SHAPES = {
    StepKind.TASK: ("[", "]"),
    StepKind.WAIT_APPLICANT: ("([", "])"),
    StepKind.CONSULT: ("{{", "}}"),
    StepKind.COUNCIL: ("[[", "]]"),
    StepKind.PUBLISH: (">", "]"),
    StepKind.PAYMENT: ("[/", "/]"),
    StepKind.INTERLINKED: ("[(", ")]"),
}


def process_flowchart(process: Process, *, critical: Collection[str] = (), lang: str = "vi") -> str:
    """Return the graph of ``process`` as a Mermaid flowchart; a process that cannot be scheduled is drawn as it stands.

    A step is shaped by its kind and says who, in which time, on what condition. Conditional steps and ways back have dotted links; a
    reference to a step that is not there is a node of its own. ``critical`` names steps to be marked.

    Raises:
        UsageError: another language.

    >>> two = Process(id="p", name="…", steps=(Step(id="a", label="Tiếp nhận"), Step(id="b", label='Ký "duyệt"')))
    >>> print(process_flowchart(two))
    flowchart TD
      s0["Tiếp nhận<br/>chưa có thời gian"]
      s1["Ký #34;duyệt#34;<br/>chưa có thời gian"]
      s0 --> s1
    """
    words_of(lang)
    return "\n".join(_flowchart(process, critical, lang))


def _flowchart(process: Process, critical: Collection[str], lang: str) -> Iterator[str]:
    yield "flowchart TD"
    place_of: dict[str, str] = {}
    for place, step in enumerate(process.steps):
        place_of.setdefault(step.id, f"s{place}")
    yield from _nodes(process, lang)
    missing: dict[str, str] = {}

    def node(name: str) -> str:
        return place_of.get(name) or missing.setdefault(name, f"x{len(missing)}")

    links: list[str] = []
    for place, (step, before) in enumerate(process.predecessors()):
        arrow = "-.->" if step.condition or step.optional else "-->"
        links += [f"  {node(one)} {arrow} s{place}" for one in before]
    for place, step in enumerate(process.steps):
        if step.loop_to:
            links.append(
                f'  s{place} -. "{_escaped(step.loop_exit or words_of(lang)["back_to"].format("").strip())}" .-> {node(step.loop_to)}'
            )
    for name, key in missing.items():
        yield f'  {key}["{_escaped(name)}<br/>{words_of(lang)["missing"]}"]:::missing'
    yield from links
    marked = [f"s{place}" for place, step in enumerate(process.steps) if step.id in critical]
    if marked:
        yield "  classDef critical fill:#fdeceb,stroke:#b3261e,stroke-width:3px"
        yield f"  class {','.join(marked)} critical"
    if missing:
        yield "  classDef missing stroke-dasharray:4 3,stroke:#b3261e"


def _nodes(process: Process, lang: str) -> Iterator[str]:
    """The steps; those of a stage inside its frame."""
    stage_of: dict[str, int] = {}
    for number, stage in enumerate(process.stages):
        for name in stage.steps:
            stage_of.setdefault(name, number)
    for number, stage in enumerate(process.stages):
        yield f'  subgraph g{number}["{_escaped(stage.label)}"]'
        yield from (f"  {_node(place, one, process, lang)}" for place, one in enumerate(process.steps) if stage_of.get(one.id) == number)
        yield "  end"
    yield from (_node(place, one, process, lang) for place, one in enumerate(process.steps) if one.id not in stage_of)


def _node(place: int, step: Step, process: Process, lang: str) -> str:
    told = [step_name(step, lang), who(step, lang), time_words(step, process, lang), " · ".join(special_words(step, lang))]
    opens, closes = _SHAPES[step.kind]
    return f'  s{place}{opens}"{"<br/>".join(_escaped(line) for line in told if line)}"{closes}'


def gantt_mermaid(schedule: Schedule, *, lang: str = "vi") -> str:
    """Return ``schedule`` as a Mermaid Gantt chart: steps by stage, the critical path marked, due lines as milestones.

    Days off are inside the bars, for Mermaid knows no working calendar: the dates are those of the schedule.

    Raises:
        UsageError: another language.
    """
    words = words_of(lang)
    title = _label(schedule.process.name) + (f" – {_label(words['provisional'])}" if schedule.provisional else "")
    lines = ["gantt", f"  title {title}", "  dateFormat YYYY-MM-DDTHH:mm:ss", "  axisFormat %d/%m"]
    stage_of = {name: stage.label for stage in schedule.process.stages for name in stage.steps}
    section = None
    for place, one in enumerate(schedule.steps):
        stage = stage_of.get(one.step.id, words["no_stage"])
        if stage != section:
            lines.append(f"  section {_label(stage)}")
            section = stage
        lines.append(
            f"  {_label(step_name(one.step, lang))} :{_task(one)}s{place}, {one.start:%Y-%m-%dT%H:%M:%S}, {one.finish:%Y-%m-%dT%H:%M:%S}"
        )
    bounds = [one for one in schedule.bounds if one.kind != "own"]
    if bounds:
        lines.append(f"  section {_label(words['end'])}")
    lines += [f"  {_label(words[one.kind])} :milestone, {one.kind}, {one.due:%Y-%m-%dT%H:%M:%S}, 0d" for one in bounds]
    return "\n".join(lines) + "\n"


def _task(one: PlannedStep) -> str:
    if one.start == one.finish:
        return "milestone, "
    return "crit, " if one.critical else ""


def _escaped(text: str) -> str:
    """Text inside the quotes of a node: all but letters, digits and plain signs as Mermaid's entity codes."""
    line = broken(text, 60, 3)
    return " ".join(_PLAIN.sub(lambda found: f"#{ord(found[0])};", part) for part in line)


def _label(text: str) -> str:
    """Text of a Gantt line, which knows no codes: signs with a meaning there become spaces."""
    return " ".join(re.sub(r"[^\w \-.,/+–]", " ", broken(text, 80, 1)[0]).split()) or "–"
