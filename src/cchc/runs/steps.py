"""What may happen to a step of a running process, and why it may not: finished, returned, skipped, lapsed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from cchc.model.actor import Actor
from cchc.model.instant import vietnam_instant
from cchc.model.labels import LabelledEnum
from cchc.workflow.refusals import Reason

if TYPE_CHECKING:
    from cchc.runs.run import Run


class StepAction(LabelledEnum):
    """What happens to a step."""

    FINISH = "finish", "Hoàn thành bước", "The step is done"
    RETURN = "return", "Trả lại bước trước", "It goes back to an earlier step"
    SKIP = "skip", "Bỏ qua bước tùy chọn", "An optional step is not taken"
    LAPSE = "lapse", "Hết hạn, hệ quả theo quy định", "Its time has run out, with what the law attaches to that"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEvent:
    """One thing that happened to a step: what, when, by whom; ``to`` is the step it went back to."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    action: StepAction
    step: str
    at: datetime
    by: Actor
    to: str = ""
    outcome: str = ""
    reason: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        vietnam_instant(self.at, "the event")


def act(run: Run, event: StepEvent) -> tuple[Reason, ...]:
    """Return every reason against ``event``; nothing when it may happen. Append it to the events, then, and ask for the run anew.

    A lapse may be recorded only after the step's own due moment, and only where the law attaches a consequence to it.
    """
    return tuple(_reasons(run, event))


def _reasons(run: Run, event: StepEvent) -> Iterator[Reason]:
    found = run.steps.get(event.step)
    if found is None:
        yield Reason("no_step", "Quy trình không có bước này", "The process has no such step")
        return
    if not run.is_running:
        yield Reason("run_ended", "Quy trình đã kết thúc", "The process has ended")
    elif not found.is_open:
        yield Reason("not_open", "Bước này chưa đến lượt hoặc đã xong", "The step is not open: it waits for others, or is done")
    if run.last_at is not None and event.at < run.last_at:
        yield Reason("before_last_event", "Thời điểm trước sự kiện gần nhất", "It is dated before the last event")
    if found.step.agency and event.by.agency and event.by.agency != found.step.agency:
        yield Reason("wrong_agency", "Bước này thuộc cơ quan khác", "The step is another agency's")
    if event.action is StepAction.SKIP and not (found.step.optional or found.step.condition):
        yield Reason("not_optional", "Bước này bắt buộc", "The step is neither optional nor conditional")
    if event.action is StepAction.RETURN and event.to not in run.earlier_than(event.step):
        yield Reason("no_way_back", "Không có đường trả lại bước đó", "No way leads back from here to that step")
    if event.action is StepAction.LAPSE:
        if found.step.on_timeout is None:
            yield Reason("no_consequence", "Quy định không gắn hệ quả với việc quá hạn", "The law attaches nothing to its time running out")
        if found.due is None or event.at <= found.due:
            yield Reason("still_in_time", "Bước này chưa hết hạn", "The time of the step has not run out")
