"""Interlinked dossiers (hồ sơ liên thông): one request of a citizen, several agencies, each with its own clock.

The parent waits for its branches, ends with them, or carries on, as the group's own rule says. There is one deadline for
the citizen and one for each agency; none is the sum of the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cchc.model.dossier_state import END_STATES, State
from cchc.model.labels import LabelledEnum
from cchc.tracking.status import Timeliness, Tracking
from cchc.workflow.refusals import Reason

_FAILED = frozenset({State.NOT_RECEIVED, State.REFUSED, State.WITHDRAWN, State.CLOSED_INACTIVE, State.TERMINATED})


class OnBranchFailure(LabelledEnum):
    """What becomes of the group when a branch ends without its result (khi một nhánh không có kết quả)."""

    WAIT = "wait", "Chờ, người nộp làm lại nhánh đó", "It waits: the applicant does that branch again"
    CLOSE = "close", "Kết thúc cả nhóm", "The whole group ends"
    CARRY_ON = "carry_on", "Các nhánh khác vẫn tiếp tục", "The other branches go on"


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch: where its dossier stands, which branches must have their result before it, whether it was chosen at all."""

    seen: Tracking | None
    after: tuple[str, ...] = ()
    chosen: bool = True
    on_failure: OnBranchFailure = OnBranchFailure.CARRY_ON

    @property
    def has_result(self) -> bool:
        """Whether its result is signed."""
        return self.seen is not None and self.seen.dossier.settled_at is not None and self.seen.state is not State.REFUSED

    @property
    def has_failed(self) -> bool:
        """Whether it ended without its result: refused, withdrawn, closed."""
        return self.seen is not None and self.seen.state in _FAILED


@dataclass(frozen=True, slots=True)
class Together:
    """A group at a moment: the citizen's deadline, each agency's, what may begin, whether the parent may end.

    ``dues`` are the moments by branch, ``None`` while a branch is paused or has not begun; ``late`` names the branches that
    are. ``results`` are handed over as each is done. ``reasons`` say why the parent may not end yet.
    """

    due: datetime | None
    dues: Mapping[str, datetime | None]
    late: tuple[str, ...]
    results: tuple[str, ...]
    may_begin: tuple[str, ...]
    ended: bool
    reasons: tuple[Reason, ...]

    @property
    def may_end(self) -> bool:
        """Whether the parent may be settled."""
        return not self.reasons


def together(parent: Tracking, branches: Mapping[str, Branch]) -> Together:
    """Return where a group of interlinked dossiers stands at the moment of ``parent``.

    The citizen's due moment is the parent's own by law; each branch is held against its own clock and calendar. A branch
    may begin when those before it have their results.
    """
    chosen = {name: branch for name, branch in branches.items() if branch.chosen}
    failed = [name for name, branch in chosen.items() if branch.has_failed]
    closing = [name for name in failed if chosen[name].on_failure is OnBranchFailure.CLOSE]
    results = tuple(name for name, branch in chosen.items() if branch.has_result)
    may_begin = tuple(
        name
        for name, branch in chosen.items()
        if branch.seen is None and not closing and all(one in results or one not in chosen for one in branch.after)
    )
    reasons = [] if closing else [_waits(name) for name, branch in chosen.items() if _is_open(branch)]
    return Together(
        _due(parent),
        {name: _due(branch.seen) for name, branch in chosen.items()},
        tuple(name for name, branch in chosen.items() if branch.seen is not None and _late(branch.seen)),
        results,
        may_begin,
        bool(closing) or parent.state in END_STATES,
        tuple(reasons),
    )


def _is_open(branch: Branch) -> bool:
    if branch.has_failed:
        return branch.on_failure is OnBranchFailure.WAIT
    return not branch.has_result


def _due(seen: Tracking | None) -> datetime | None:
    clock = seen.statutory if seen is not None else None
    return clock.deadline.due_at if clock is not None else None


def _late(seen: Tracking) -> bool:
    return seen.timeliness in (Timeliness.OVERDUE, Timeliness.LATE)


def _waits(name: str) -> Reason:
    return Reason("branch_open", f"Nhánh “{name[:80]}” chưa có kết quả", f'Branch "{name[:80]}" has no result yet')
