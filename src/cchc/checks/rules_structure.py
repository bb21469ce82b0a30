"""Rules about the graph of a process: numbers, hand-offs, steps that cannot be reached or left, loops and pauses without an end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cchc.checks.finding import Context, Found, Severity
from cchc.checks.paths import graph_of
from cchc.checks.rules_roles import is_heading
from cchc.checks.texts import folded, shown, spoken
from cchc.model.process import Process, Step, StepKind

_NUMBER = re.compile(r"(?:bước|b)?\s*([0-9]{1,3})(?![0-9.,])", re.IGNORECASE)
_ROMAN = re.compile(r"(?:phần |mục )?(x{0,3}(?:ix|iv|v?i{0,3}))\s*[.):\-/ ]", re.IGNORECASE)
_ROMAN_NOTED = re.compile(r"phần ([ivx]{1,6}) rồi (?:đến )?([ivx]{1,6})\b")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_OUTCOME = ("kết quả", "cấp ", "quyết định", "phê duyệt", "thông báo", "từ chối", "chi trả")
_ASKING = (StepKind.CONSULT, StepKind.COUNCIL, StepKind.WAIT_APPLICANT, StepKind.PAYMENT)


def step_number(step: Step) -> int | None:
    """Return the number printed for a step; ``None`` where it is none, or one with a part ("3.1")."""
    found = _NUMBER.fullmatch(step.no.strip())
    return int(found[1]) if found else None


def _runs(process: Process) -> Iterator[list[tuple[int, int]]]:
    """Runs of (position, number): a new one begins where the numbers begin anew at 1."""
    run: list[tuple[int, int]] = []
    for place, step in enumerate(process.steps):
        value = step_number(step)
        if value is None:
            continue
        if run and value == 1 and run[-1][1] > 1:
            yield run
            run = []
        run.append((place, value))
    yield run


def step_number_dup(process: Process, _context: Context) -> Iterator[Found]:
    """A step number stands twice in one run of numbers.

    Where the first row of that number only names a unit, and the others what is done there, they are rows of one step; that is an
    information.
    """
    for run in _runs(process):
        rows: dict[int, list[int]] = {}
        for place, value in run:
            rows.setdefault(value, []).append(place)
        twice = {value: places for value, places in rows.items() if len(places) > 1}
        slips = {value: places for value, places in twice.items() if not _is_one_step([process.steps[place] for place in places])}
        told = slips or twice
        if told:
            names = ", ".join(map(str, told))
            yield Found(
                f"Số bước bị trùng: {names}",
                f"step numbers that stand more than once: {names}",
                f"steps.{next(iter(told.values()))[1]}.no",
                severity=None if slips else Severity.INFO,
            )


def _is_one_step(rows: list[Step]) -> bool:
    return is_heading(rows[0]) and not any(is_heading(step) for step in rows[1:])


def step_number_gap(process: Process, _context: Context) -> Iterator[Found]:
    """A step number is left out."""
    for run in _runs(process):
        for (_, earlier), (place, value) in pairwise(run):
            if value > earlier + 1:
                yield Found(
                    f"Từ bước {earlier} sang bước {value}: thiếu số ở giữa",
                    f"step {earlier} is followed by step {value}: a number is missing",
                    f"steps.{place}.no",
                    str(earlier + 1),
                    str(value),
                )


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in text.lower()]
    return sum(-one if later > one else one for one, later in zip(values, [*values[1:], 0], strict=True))


def section_number_gap(process: Process, _context: Context) -> Iterator[Found]:
    """A section number in Roman figures is left out, in the labels of the stages or as a note of the record says."""
    numbered = [
        (place, _roman(found[1]))
        for place, stage in enumerate(process.stages)
        if (found := _ROMAN.match(folded(stage.label) + " ")) is not None and found[1]
    ]
    for (_, earlier), (place, value) in pairwise(numbered):
        if value > earlier + 1:
            yield _section_gap(f"stages.{place}.label", earlier, value)
    for place, note in enumerate(process.notes):
        told = _ROMAN_NOTED.search(folded(note))
        if told is not None and _roman(told[2]) > _roman(told[1]) + 1:
            yield _section_gap(f"notes.{place}", _roman(told[1]), _roman(told[2]))


def _section_gap(path: str, earlier: int, value: int) -> Found:
    return Found(
        f"Từ phần {earlier} sang phần {value}: thiếu số ở giữa", f"part {earlier} is followed by part {value}: one is missing", path
    )


def unknown_step(process: Process, _context: Context) -> Iterator[Found]:
    """A step, a loop or a stage refers to a step that is not there."""
    known = {step.id for step in process.steps}
    refers = [(f"steps.{place}.after", name) for place, name in graph_of(process).unknown]
    refers += [(f"steps.{place}.loop_to", step.loop_to) for place, step in enumerate(process.steps) if step.loop_to]
    refers += [(f"stages.{place}.steps", name) for place, stage in enumerate(process.stages) for name in stage.steps]
    for path, name in refers:
        if name not in known:
            yield Found(f"Không có bước “{shown(name, 40)}”", f"there is no step “{shown(name, 40)}”", path)


def cycle(process: Process, _context: Context) -> Iterator[Found]:
    """Steps wait for each other in a circle."""
    names = [process.steps[place].no or process.steps[place].id for place in _circle(process)]
    if names:
        way = " → ".join([*names, names[0]])
        yield Found(f"Các bước chờ nhau thành vòng: {way}", f"these steps wait for each other: {way}", f"steps.{_circle(process)[0]}.after")


def _circle(process: Process) -> list[int]:
    """One circle of steps that wait for each other, in order; empty where there is none."""
    graph = graph_of(process)
    stuck = set(graph.stuck)
    if not stuck:
        return []
    place, seen = min(stuck), list[int]()
    while place not in seen:
        seen.append(place)
        place = next(one for one in graph.before[place] if one in stuck)
    circle = seen[seen.index(place) :]
    return [circle[0], *circle[:0:-1]]


def unreachable_step(process: Process, _context: Context) -> Iterator[Found]:
    """A step can never begin: it waits for a circle, or only for steps that are not there."""
    graph = graph_of(process)
    around = set(_circle(process))
    unknown = {place for place, _name in graph.unknown}
    lost = {place for place in unknown if not graph.before[place]} | (set(graph.stuck) - around)
    for place in graph.order:
        if graph.before[place] and all(one in lost for one in graph.before[place]):
            lost.add(place)
    for place in sorted(lost):
        step = process.steps[place]
        yield Found(
            f"Bước {step.no or step.id} không bao giờ bắt đầu được", f"step {step.no or step.id} can never begin", f"steps.{place}.after"
        )


def dead_end(process: Process, _context: Context) -> Iterator[Found]:
    """A step that gives no result is waited for by none."""
    graph = graph_of(process)
    for place in graph.last:
        step = process.steps[place]
        text = folded(f"{step.activity} {step.label}")
        asks = step.kind in _ASKING and not step.loop_to and not any(word in text for word in _OUTCOME)
        if asks and len(process.steps) > 1 and place not in graph.stuck:
            yield Found(
                f"Sau bước {step.no or step.id} ({step.kind.label_vi}) không còn bước nào và cũng chưa có kết quả",
                f"after step {step.no or step.id} ({step.kind.label_en}) there is no other, and no result",
                f"steps.{place}",
            )


def loop_without_exit(process: Process, _context: Context) -> Iterator[Found]:
    """A step sends back to an earlier one, and nothing says how often or until when."""
    for place, step in enumerate(process.steps):
        if step.loop_to and not step.loop_exit:
            yield Found(
                f"Bước {step.no or step.id} quay lại “{step.loop_to}” mà không có điều kiện thoát",
                f"step {step.no or step.id} goes back to “{step.loop_to}” without a way out",
                f"steps.{place}.loop_to",
            )


def pause_without_end(process: Process, _context: Context) -> Iterator[Found]:
    """The work waits for the applicant or a payment, and nothing says for how long or what follows."""
    for place, step in enumerate(process.steps):
        waits = step.kind in (StepKind.WAIT_APPLICANT, StepKind.PAYMENT) and not step.counted
        told = any(spoken(folded(text)) for text in (step.activity, step.wording, step.condition, step.note))
        if waits and not told and step.budget is None and step.on_timeout is None and step.deadline_from_start is None:
            yield Found(
                f"Bước {step.no or step.id} dừng đồng hồ mà không có mức tối đa, cũng không có hệ quả khi quá hạn",
                f"step {step.no or step.id} stops the clock with no longest time and nothing that follows when it runs out",
                f"steps.{place}",
            )


def missing_process(process: Process, _context: Context) -> Iterator[Found]:
    """A process names its procedures and has no step."""
    if not process.steps:
        names = ", ".join(process.codes[:5]) or process.name
        yield Found(f"Chưa có quy trình cho {names}: không có bước nào", f"there is no process for {names}: it has no step", "steps")


def ambiguous_branches(process: Process, _context: Context) -> Iterator[Found]:
    """A process of several branches is printed as one list without a whole: from where each branch's time runs is not said."""
    branches = "nhánh" in folded(process.case)
    plain = all(step.after is None and not step.condition for step in process.steps)
    if process.declared is None and branches and plain and any(step.budget for step in process.steps):
        yield Found(
            f"Nhiều nhánh ({shown(process.case)}) in thành một danh sách, không có tổng riêng: không rõ mỗi nhánh tính từ bước nào",
            f"several branches ({shown(process.case)}) in one list without a whole for each: from which step their time runs is not said",
            "steps",
        )
