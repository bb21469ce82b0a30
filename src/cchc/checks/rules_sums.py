"""Rules about sums: the steps against the whole, the inner against the outer, times that are missing or filled in alike."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cchc.checks.finding import Context, Found, Severity
from cchc.checks.paths import Length, common_unit, counted_budget, graph_of, length_of, measure, without_time
from cchc.checks.texts import number, said, said_budget, time_of
from cchc.model.procedure import Procedure
from cchc.model.process import Budget, Process

_FEWEST_ALIKE = 4
"""With fewer steps, equal times are no sign of anything."""


def sum_ne_declared(process: Process, _context: Context) -> Iterator[Found]:
    """The longest chain of counted steps takes another time than the whole declares; and each stage likewise."""
    whole, length = process.declared, length_of(process)
    if whole is not None and length is not None:
        declared = measure(whole, length.unit, process.hours_per_day)
        other = length_of(process, elapsed=True) if whole.unit in ("working_day", "day") else None
        if not any(_fits(one, declared, short=_is_short(process)) for one in (length, other) if one is not None):
            yield _differs(process, whole, length, declared)
    yield from _stage_sums(process)


def _fits(length: Length, declared: Fraction, *, short: bool) -> bool:
    return length.least <= declared and (short or declared <= length.chain + length.spread)


def _is_short(process: Process) -> bool:
    """Whether less than the whole is no mistake: a step has no time, or the graph leaves slack."""
    return bool(without_time(process)) or any(step.after is not None for step in process.steps)


def _differs(process: Process, whole: Budget, length: Length, declared: Fraction) -> Found:
    computed = _in_unit_of(whole, length.chain, process)
    gap = _in_unit_of(whole, length.chain - declared, process)
    sign = "+" if length.chain > declared else ""
    return Found(
        f"Các bước cộng lại {computed[0]}, tổng khai {said_budget(whole)} (lệch {sign}{gap[0]})",
        f"the steps take {computed[1]}, the whole declares {said_budget(whole, 'en')} (off by {sign}{gap[1]})",
        "declared",
        said_budget(whole),
        computed[0],
    )


def _in_unit_of(whole: Budget, amount: Fraction, process: Process) -> tuple[str, str]:
    """The amount, which is in hours where the whole is in days, as the whole would say it."""
    if whole.unit in ("working_day", "day"):
        amount /= Fraction(process.hours_per_day)
    unit = "working_day" if whole.unit in ("same_day", "immediate") else whole.unit
    sign, amount = ("-", -amount) if amount < 0 else ("", amount)
    return sign + said(amount, unit), sign + said(amount, unit, "en")


def _stage_sums(process: Process) -> Iterator[Found]:
    for place, stage in enumerate(process.stages):
        if stage.declared is None:
            continue
        inside = process.model_copy(update={"steps": tuple(one for one in process.steps if one.id in stage.steps), "stages": ()})
        if any(step.after is not None for step in inside.steps) or without_time(inside):
            continue
        budgets = [counted_budget(process, step) for step in inside.steps]
        unit = common_unit([*budgets, stage.declared])
        if unit is None or not any(budgets):
            continue
        total = sum((measure(one, unit, process.hours_per_day) for one in budgets if one is not None), Fraction(0))
        if total != measure(stage.declared, unit, process.hours_per_day):
            computed = _in_unit_of(stage.declared, total, process)
            yield Found(
                f"Các bước của “{stage.label}” cộng lại {computed[0]}, tổng phụ khai {said_budget(stage.declared)}",
                f"the steps of “{stage.label}” take {computed[1]}, its sub-total declares {said_budget(stage.declared, 'en')}",
                f"stages.{place}.declared",
                said_budget(stage.declared),
                computed[0],
            )


def unallocated_time(process: Process, _context: Context) -> Iterator[Found]:
    """The whole is longer than its steps, and not by a mistake of adding: some of it is granted to no step."""
    whole, length = process.declared, length_of(process)
    if whole is None or length is None or not _is_short(process):
        return
    left = measure(whole, length.unit, process.hours_per_day) - length.chain - length.spread
    if left > 0:
        vi, en = _in_unit_of(whole, left, process)
        yield Found(
            f"Còn {vi} trong tổng {said_budget(whole)} chưa phân bổ cho bước nào",
            f"{en} of the whole {said_budget(whole, 'en')} are granted to no step",
            "declared",
            said_budget(whole),
            _in_unit_of(whole, length.chain, process)[0],
        )


def no_step_time(process: Process, _context: Context) -> Iterator[Found]:
    """The whole has a time, and no step has one; or some steps that count have none."""
    if process.declared is None or not process.steps:
        return
    if length_of(process) is None and not any(counted_budget(process, step) for step in process.steps):
        yield Found(
            f"Tổng khai {said_budget(process.declared)} nhưng không bước nào có thời gian",
            f"the whole declares {said_budget(process.declared, 'en')}, but no step has a time",
            "steps",
        )
        return
    for place in without_time(process):
        step = process.steps[place]
        yield Found(
            f"Bước {step.no or step.id} được tính nhưng không có thời gian",
            f"step {step.no or step.id} counts but has no time",
            f"steps.{place}",
            severity=Severity.INFO,
        )


def no_deadline(process: Process, _context: Context) -> Iterator[Found]:
    """Neither the whole nor any step has a time: there is nothing to be late against."""
    timed = any(step.budget is not None or step.deadline_from_start is not None for step in process.steps) or bool(process.groups)
    if process.declared is None and process.committed is None and process.steps and not timed:
        yield Found("Cả tổng và các bước đều không có thời hạn", "neither the whole nor a step has a time limit", "steps")


def default_fill(process: Process, _context: Context) -> Iterator[Found]:
    """Every step has the very same time: a form filled in with one value. An information where it adds up all the same."""
    budgets = [step.budget for step in process.steps if step.counted and step.budget is not None and step.budget.count]
    if len(budgets) >= _FEWEST_ALIKE and len(set(budgets)) == 1:
        yield Found(
            f"Cả {len(budgets)} bước cùng một thời gian {said_budget(budgets[0])}: có vẻ là giá trị điền sẵn",
            f"all {len(budgets)} steps have the same time, {said_budget(budgets[0], 'en')}: it seems filled in by default",
            "steps",
            severity=Severity.INFO if _adds_up(process) else None,
        )


def _adds_up(process: Process) -> bool:
    length = length_of(process)
    whole = process.declared
    return length is not None and whole is not None and measure(whole, length.unit, process.hours_per_day) == length.chain


def seq_exceeds_total(process: Process, _context: Context) -> Iterator[Found]:
    """One after the other the steps exceed the whole; side by side they fit."""
    whole, length = process.declared, length_of(process)
    if whole is None or length is None:
        return
    declared = measure(whole, length.unit, process.hours_per_day)
    if length.chain <= declared < length.row and not any(step.deadline_from_start or step.condition for step in process.steps):
        vi, en = _in_unit_of(whole, length.row, process)
        yield Found(
            f"Nếu làm tuần tự hết {vi}, vượt tổng {said_budget(whole)}; chỉ đủ khi các nhánh chạy song song",
            f"in sequence the steps take {en}, more than the whole {said_budget(whole, 'en')}; it holds only side by side",
            "declared",
            said_budget(whole),
            vi,
        )


def inner_gt_outer(process: Process, _context: Context) -> Iterator[Found]:
    """A step or a stage has more time than the whole."""
    whole = process.declared
    if whole is None:
        return
    inner: list[tuple[str, str, Budget | None]] = [
        (f"steps.{place}.budget", step.no or step.id, counted_budget(process, step)) for place, step in enumerate(process.steps)
    ]
    inner += [(f"stages.{place}.declared", stage.label, stage.declared) for place, stage in enumerate(process.stages)]
    for path, name, budget in inner:
        unit = common_unit([budget, whole])
        if budget is None or unit is None:
            continue
        if measure(budget, unit, process.hours_per_day) > measure(whole, unit, process.hours_per_day) > 0:
            yield Found(
                f"“{name}” có {said_budget(budget)}, dài hơn cả tổng {said_budget(whole)}",
                f"“{name}” has {said_budget(budget, 'en')}, more than the whole {said_budget(whole, 'en')}",
                path,
                said_budget(whole),
                said_budget(budget),
            )


def sub_deadline_cannot_fit(process: Process, _context: Context) -> Iterator[Found]:
    """A time counted from the start of the whole ends before the steps in front of it can, or after the whole."""
    graph = graph_of(process)
    bare = process.model_copy(update={"steps": tuple(one.model_copy(update={"deadline_from_start": None}) for one in process.steps)})
    for place, step in enumerate(process.steps):
        bound = step.deadline_from_start
        if bound is None:
            continue
        length = length_of(bare, graph)
        unit = length.unit if length else common_unit([bound, process.declared])
        limit = None if unit is None or common_unit([bound]) != unit else measure(bound, unit, process.hours_per_day)
        if limit is None or unit is None:
            continue
        needs = length.finish[place] if length else Fraction(0)
        whole = process.declared
        outside = whole is not None and common_unit([whole]) == unit and limit > measure(whole, unit, process.hours_per_day)
        if needs > limit or outside:
            yield Found(
                f"Bước {step.no or step.id} phải xong trong {said_budget(bound)} từ đầu, nhưng "
                + (f"các bước tới đó cần {number(needs)} ({unit})" if needs > limit else "hạn ấy vượt tổng"),
                f"step {step.no or step.id} must end within {said_budget(bound, 'en')} of the start, but "
                + (f"the steps up to it need {number(needs, '.')} ({unit})" if needs > limit else "that is beyond the whole"),
                f"steps.{place}.deadline_from_start",
                said_budget(bound),
                number(needs),
            )


def procedure_inner_gt_outer(procedure: Procedure, _context: Context) -> Iterator[Found]:
    """An inner time of a procedure is longer than its longest limit, in the same unit."""
    outer = [time for limit in procedure.limits if (time := time_of(limit.limit)) is not None]
    for place, sub in enumerate(procedure.sub_deadlines):
        inner = time_of(sub.limit)
        if inner is None or not outer or any(unit != inner[1] for _amount, unit in outer):
            continue
        if inner > max(outer):
            yield Found(
                f"Thời hạn thành phần {said(*inner)} dài hơn thời hạn giải quyết {said(*max(outer))}",
                f"an inner time of {said(*inner, 'en')} is longer than the limit of {said(*max(outer), 'en')}",
                f"sub_deadlines.{place}",
                said(*max(outer)),
                said(*inner),
            )
