"""Internal processes (quy trình nội bộ): the graph of steps by which an office settles a procedure, with its times.

A process is held as its decision prints it, faults included: finding them is the work of ``checks``. So numbers may
repeat, a step may wait for one that is not there, and sums may not hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Literal

from pydantic import BaseModel, Field

from cchc.legal import LegalBasis, Validity
from cchc.model.labels import LabelledEnum
from cchc.model.procedure_limit import OnTimeout
from cchc.model.time_limit import Exact

BudgetUnit = Literal["working_day", "day", "working_hour", "hour", "week", "month", "same_day", "immediate"]

AGENCY_LEVELS = ("ministry", "province", "district", "commune", "other")
AgencyLevel = Literal["ministry", "province", "district", "commune", "other", ""]


class Budget(BaseModel, frozen=True, extra="forbid"):
    """A time granted to a step or a whole (thời gian giải quyết), exact, in the unit printed.

    Not yet a time limit: half a "ngày" under the heading "ngày làm việc" is kept as it stands.

    >>> str(Budget(count="0,25", unit="working_day"))
    '1/4 working_day'
    """

    count: Exact
    unit: BudgetUnit

    def __str__(self) -> str:
        return f"{self.count} {self.unit}"

    def in_working_hours(self, hours_per_day: int | Fraction = 8) -> Fraction | None:
        """Return it in working hours, a day being ``hours_per_day``; ``None`` for weeks and months, which have no such length.

        Days and hours are taken as those of work: inside one process offices write "ngày" and "giờ" for both.
        """
        factor = {"working_day": hours_per_day, "day": hours_per_day, "working_hour": 1, "hour": 1, "same_day": 0, "immediate": 0}
        return Fraction(self.count) * factor[self.unit] if self.unit in factor else None


class StepKind(LabelledEnum):
    """What kind of step it is (loại bước)."""

    TASK = "task", "Xử lý", "Work"
    WAIT_APPLICANT = "wait_applicant", "Chờ người nộp", "Waits for the applicant"
    CONSULT = "consult", "Lấy ý kiến", "Consultation"
    COUNCIL = "council", "Hội đồng", "Council"
    PUBLISH = "publish", "Niêm yết, đăng tin", "Publication"
    PAYMENT = "payment", "Nghĩa vụ tài chính", "Payment"
    INTERLINKED = "interlinked", "Thủ tục liên thông", "Interlinked procedure"


class Step(BaseModel, frozen=True, extra="forbid"):
    """A step (bước): who does what in which time, after which others.

    ``after`` is ``None`` where the decision prints a plain list: then the step follows the one before it. ``parallel`` is
    how many agencies are asked at once (``None``: one; 0: a number that is not fixed), ``join`` how many of the steps before
    it must be done for it to begin (``None``: all of them). ``group`` shares one time with the
    other steps of that name. ``deadline_from_start`` is a time counted from the start of the whole, not of the step.
    ``procedure`` is the code of an interlinked procedure that the step stands for, ``agency`` whose calendar and hours it
    runs on. A step that is not ``counted`` takes no time of the limit.
    """

    id: str
    no: str = ""
    label: str = ""
    activity: str = ""
    role: str = ""
    role_kind: str = ""
    agency: str = ""
    level: AgencyLevel = ""
    lead: bool = True
    kind: StepKind = StepKind.TASK
    budget: Budget | None = None
    counted: bool = True
    after: tuple[str, ...] | None = None
    condition: str = ""
    optional: bool = False
    parallel: int | None = Field(default=None, ge=0)
    join: int | None = Field(default=None, ge=1)
    loop_to: str = ""
    loop_exit: str = ""
    group: str = ""
    deadline_from_start: Budget | None = None
    starts_with: str = ""
    on_timeout: OnTimeout | None = None
    procedure: str = ""
    wording: str = ""
    note: str = ""


class StepGroup(BaseModel, frozen=True, extra="forbid"):
    """Steps that share one time (nhóm bước chung một hạn)."""

    id: str
    budget: Budget


class Stage(BaseModel, frozen=True, extra="forbid"):
    """The steps of one agency or level (giai đoạn), with the sub-total the decision declares for them."""

    label: str
    steps: tuple[str, ...] = ()
    agency: str = ""
    level: AgencyLevel = ""
    declared: Budget | None = None


class PublishedTime(BaseModel, frozen=True, extra="forbid"):
    """What the national catalogue publishes for a code that the process serves, as noted beside it."""

    code: str
    published: tuple[str, ...] = ()
    read: str = ""


class Process(BaseModel, frozen=True, extra="forbid"):
    """An internal process: which codes and which case it serves, whose it is, its whole time, its steps.

    ``declared`` is the whole time the decision prints (the statutory one, where ``committed`` is beside it);
    ``hours_per_day`` says how many working hours its days have.
    """

    id: str
    name: str
    codes: tuple[str, ...] = ()
    case: str = ""
    channels: tuple[str, ...] = ()
    agency: str = ""
    province: str = ""
    decision: str = ""
    issuer: str = ""
    issued: date | None = None
    since: date | None = None
    until: date | None = None
    declared: Budget | None = None
    committed: Budget | None = None
    hours_per_day: Exact = 8
    heading_unit: BudgetUnit | None = None
    steps: tuple[Step, ...] = ()
    groups: tuple[StepGroup, ...] = ()
    stages: tuple[Stage, ...] = ()
    national: tuple[PublishedTime, ...] = ()
    basis: tuple[LegalBasis, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    confidence: Literal["high", "medium", "low"] = "medium"

    @property
    def validity(self) -> Validity:
        """From when to when it holds; both days included."""
        return Validity(self.since, self.until)

    def predecessors(self) -> Iterator[tuple[Step, tuple[str, ...]]]:
        """Yield each step with the ids of the steps that must be finished before it, in printed order.

        >>> two = Process(id="p", name="…", steps=(Step(id="a"), Step(id="b")))
        >>> [(step.id, before) for step, before in two.predecessors()]
        [('a', ()), ('b', ('a',))]
        """
        before: tuple[str, ...] = ()
        for step in self.steps:
            yield step, before if step.after is None else step.after
            before = (step.id,)
