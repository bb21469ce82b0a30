"""The steps of a process in an order that respects them; what has no such order is refused.

Steps that share one time run as one block. A way back (``loop_to``) is drawn but never scheduled: how often it is taken,
nobody knows beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass

from cchc.errors import ProcessError
from cchc.model.process import Budget, Process, Step


@dataclass(frozen=True, slots=True)
class Block:
    """A step, or the steps of a group that share one time (nhóm bước chung một hạn); ``budget`` is the time they have together."""

    steps: tuple[Step, ...]
    budget: Budget | None

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.steps[0].group or self.steps[0].id

    def needed(self, before: int) -> int:
        """Return how many of the ``before`` blocks in front of it must be done for it to begin: all, unless it says fewer."""
        return min(self.steps[0].join or before, before)


@dataclass(frozen=True, slots=True)
class Graph:
    """Blocks in printed order; by position which come before and after each; an order in which none comes before its turn."""

    blocks: tuple[Block, ...]
    before: tuple[tuple[int, ...], ...]
    after: tuple[tuple[int, ...], ...]
    order: tuple[int, ...]


def graph_of(process: Process) -> Graph:
    """Return the graph of ``process``.

    Raises:
        ProcessError: no steps, two of one name, a step that waits for an unknown one or for itself, a group without its
            time or with other steps inside it.

    >>> fork = Process(id="p", name="…", steps=(Step(id="a"), Step(id="b", after=("a",)), Step(id="c", after=("a",))))
    >>> graph_of(fork).after
    ((1, 2), (), ())
    """
    if not process.steps:
        raise ProcessError(f"process {_shown(process.id)} has no steps; give its `steps`")
    blocks, place_of = _blocks(process)
    before: list[dict[int, None]] = [{} for _ in blocks]
    for step, waits_for in process.predecessors():
        place = place_of[step.id]
        for name in waits_for:
            if name not in place_of:
                raise ProcessError(
                    f"step {_shown(step.id)} of {_shown(process.id)} comes after {_shown(name)}, which is not there; mend its `after`"
                )
            if place_of[name] != place or name == step.id:
                before[place][place_of[name]] = None
    after: list[list[int]] = [[] for _ in blocks]
    for place, those in enumerate(before):
        for one in those:
            after[one].append(place)
    earlier = tuple(map(tuple, before))
    later = tuple(map(tuple, after))
    return Graph(tuple(blocks), earlier, later, _order(process, blocks, earlier, later))


def _blocks(process: Process) -> tuple[list[Block], dict[str, int]]:
    budgets = {group.id: group.budget for group in process.groups}
    place_of: dict[str, int] = {}
    of_group: dict[str, int] = {}
    blocks: list[Block] = []
    for step in process.steps:
        if step.id in place_of:
            raise ProcessError(f"process {_shown(process.id)} has two steps {_shown(step.id)}; give each its own `id`")
        if step.group in of_group:
            place = of_group[step.group]
            blocks[place] = Block((*blocks[place].steps, step), blocks[place].budget)
        elif step.group:
            if step.group not in budgets:
                raise ProcessError(
                    f"step {_shown(step.id)} of {_shown(process.id)} shares the time of group {_shown(step.group)}, "
                    f"which is not there; give it in `groups`"
                )
            place = of_group[step.group] = len(blocks)
            blocks.append(Block((step,), budgets[step.group]))
        else:
            place = len(blocks)
            blocks.append(Block((step,), step.budget))
        place_of[step.id] = place
    return blocks, place_of


def _order(
    process: Process, blocks: list[Block], before: tuple[tuple[int, ...], ...], after: tuple[tuple[int, ...], ...]
) -> tuple[int, ...]:
    waiting = [len(those) for those in before]
    order = [place for place, count in enumerate(waiting) if not count]
    for place in order:  # grows while it is walked
        for one in after[place]:
            waiting[one] -= 1
            if not waiting[one]:
                order.append(one)
    if len(order) < len(blocks):
        names = " → ".join(_shown(blocks[place].name) for place in _circle(waiting, before))
        raise ProcessError(
            f"process {_shown(process.id)} runs in a circle: {names}; write a way back as `loop_to`, and keep the steps of a group together"
        )
    return tuple(order)


def _circle(waiting: list[int], before: tuple[tuple[int, ...], ...]) -> list[int]:
    """One circle among the blocks that still wait, in the order of the work."""
    place = next(place for place, count in enumerate(waiting) if count)
    walked: dict[int, None] = {}
    while place not in walked:
        walked[place] = None
        place = next(one for one in before[place] if waiting[one])
    circle = list(walked)[list(walked).index(place) :]
    return [place, *reversed(circle)]


def _shown(text: str) -> str:
    return repr(text[:40])
