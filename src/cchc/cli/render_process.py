"""A process for people: its steps and sums, its critical path with dates."""

from __future__ import annotations

from fractions import Fraction

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cchc.checks.texts import said, said_budget
from cchc.cli.process_forms import BoundAnswer, PlannedStepAnswer, ProcessAnswer, ScheduleAnswer, TotalAnswer
from cchc.model.process import Process, Step
from cchc.reports.process_words import amount_of, moment, special_words, step_name, time_words, who, words_of

_HEAD, _SOFT, _LOUD, _BAD = "bold", "dim", "bold yellow", "bold red"

WORDS = {
    "vi": {
        "step": "Bước",
        "who": "Ai",
        "time": "Thời gian",
        "after": "Sau bước",
        "declared": "Tổng khai",
        "committed_time": "Tổng cam kết",
        "chain": "Đường găng",
        "stage": "Giai đoạn",
        "declares": "khai {0}",
        "mixed": "khác đơn vị, không cộng được",
        "needs_calendar": "phải có lịch mới biết nhánh nào dài hơn",
        "problem": "Không xếp lịch được",
        "serves": "Mã thủ tục",
        "earliest": "Sớm nhất",
        "latest": "Muộn nhất",
        "slack": "Dự trữ",
        "open_until": "giờ làm việc cuối cùng: {0}",
        "too_late": "quá hạn tính từ đầu hồ sơ ({0})",
        "parts": " và ",
    },
    "en": {
        "step": "Step",
        "who": "Who",
        "time": "Time",
        "after": "After",
        "declared": "Declared",
        "committed_time": "Committed",
        "chain": "Critical path",
        "stage": "Stage",
        "declares": "declares {0}",
        "mixed": "different units, not added",
        "needs_calendar": "only a calendar tells which branch is longer",
        "problem": "It cannot be scheduled",
        "serves": "Codes",
        "earliest": "Earliest",
        "latest": "Latest",
        "slack": "Slack",
        "open_until": "last working moment: {0}",
        "too_late": "after its time from the start of the whole ({0})",
        "parts": " and ",
    },
}


def show_process(answer: ProcessAnswer, lang: str) -> RenderableType:
    """Return a process: head, steps, sums."""
    process, words = answer.process, WORDS[lang]
    marked = set(answer.chain.steps) if answer.chain else set[str]()
    table = _table(words["step"], words["who"], words["time"], words["after"])
    for step, before in process.predecessors():
        style = _HEAD if step.id in marked else ""
        after = ", ".join(before) if step.after is not None else ""
        table.add_row(
            _named(step, lang, style), Text(who(step, lang), _SOFT), Text(time_words(step, process, lang), style), Text(after, _SOFT)
        )
    facts = Table.grid(padding=(0, 2))
    for name, value in _facts(answer, lang):
        facts.add_row(Text(name, _SOFT), value)
    return Group(_head(process), "", facts, "", table)


def _named(step: Step, lang: str, style: str) -> Text:
    told = Text(step_name(step, lang), style)
    special = " · ".join(special_words(step, lang))
    return told.append(f"\n{special}", "not bold dim") if special else told


def _head(process: Process) -> Text:
    about = " · ".join(one for one in (process.id, process.case, process.agency or process.issuer, process.decision) if one)
    return Text.assemble((process.name, _HEAD), "\n", (about, _SOFT))


def _facts(answer: ProcessAnswer, lang: str) -> list[tuple[str, RenderableType]]:
    process, words = answer.process, WORDS[lang]
    facts: list[tuple[str, RenderableType]] = []
    if process.codes:
        facts.append((words["serves"], Text(", ".join(process.codes), "cyan")))
    for name, budget in ((words["declared"], process.declared), (words["committed_time"], process.committed)):
        if budget is not None:
            facts.append((name, Text(said_budget(budget, lang))))
    if answer.problem is not None:
        facts.append((words["problem"], Text(answer.problem, _BAD)))
    if answer.chain is not None:
        told = Text(_totals(answer.chain.totals, lang, process.hours_per_day), _HEAD)
        if answer.chain.mixed_units:
            told.append(f" ({words['mixed']})", _LOUD)
        path = " → ".join(answer.chain.steps) or words["needs_calendar"]
        facts.append((words["chain"], told.append(f"\n{path}", "not bold dim")))
    for stage in answer.stages:
        told = Text(f"{stage.label}: {_totals(stage.totals, lang, process.hours_per_day)}")
        declared = next(one.declared for one in process.stages if one.label == stage.label)
        if declared is not None:
            told.append(f" ({words['declares'].format(said_budget(declared, lang))})", _SOFT)
        facts.append((words["stage"], told))
    return facts


def _totals(totals: tuple[TotalAnswer, ...], lang: str, hours_per_day: int | Fraction) -> str:
    told = [
        amount_of(Fraction(one.count), lang, hours_per_day) if one.unit == "working_hour" else said(Fraction(one.count), one.unit, lang)
        for one in totals
    ]
    return WORDS[lang]["parts"].join(told) or "0"


def show_schedule(answer: ScheduleAnswer, lang: str) -> RenderableType:
    """Return a process on a calendar: when it starts and ends, its bounds, each step with its times."""
    words = WORDS[lang]
    table = _table(words["step"], words["time"], words["earliest"], words["latest"], words["slack"])
    for one in answer.steps:
        table.add_row(*_row(one, lang))
    return Group(schedule_head(answer, lang), "", table, "", *(Text(note, _SOFT) for note in answer.notes))


def schedule_head(answer: ScheduleAnswer, lang: str) -> RenderableType:
    """Return the name, the start and the end, the bounds, the critical path."""
    words, common = WORDS[lang], words_of(lang)
    facts = Table.grid(padding=(0, 2))
    start = Text(moment(answer.start, lang, year=True), _HEAD)
    if answer.last_working_moment is not None and answer.last_working_moment != answer.start:
        start.append(f"  ({words['open_until'].format(moment(answer.last_working_moment, lang, year=True))})", "not bold dim")
    wanted = any(one.bound == "wanted" for one in answer.bounds)
    facts.add_row(Text(common["start_by" if wanted else "start"], _SOFT), start)
    facts.add_row(Text(common["end"], _SOFT), Text(moment(answer.finish, lang, year=True), _HEAD))
    for one in (bound for bound in answer.bounds if bound.bound != "own"):
        facts.add_row(Text(common[one.bound], _SOFT), _bound(one, lang))
    facts.add_row(Text(common["critical"], _SOFT), Text(" → ".join(answer.critical_path), "red"))
    certainty = () if answer.certainty is None else (Text(common["provisional"], _LOUD),)
    return Group(Text.assemble((answer.name, _HEAD), "  ", (answer.id, _SOFT)), *certainty, "", facts)


def _bound(one: BoundAnswer, lang: str) -> Text:
    common = words_of(lang)
    spare = Fraction(one.spare_minutes)
    left = amount_of(abs(spare) / 60, lang)
    told = common["just"] if not spare else common["spare" if one.kept else "late"].format(left)
    return Text.assemble(moment(one.due, lang, year=True), "  ", (told, "green" if one.kept else _BAD))


def _row(one: PlannedStepAnswer, lang: str) -> tuple[RenderableType, ...]:
    words, common = WORDS[lang], words_of(lang)
    name = Text.assemble((f"{'●' if one.critical else '○'} ", "red" if one.critical else _SOFT), (one.name, _HEAD if one.critical else ""))
    if one.agency or one.role:
        name.append(f"\n  {one.role or one.agency}", "not bold dim")
    if one.too_late and one.must_end_by is not None:
        name.append(f"\n  {words['too_late'].format(moment(one.must_end_by, lang))}", _BAD)
    if one.left_out or not one.counted:
        return name, Text(common["left_out" if one.left_out else "not_counted"], _SOFT), "", "", ""
    latest, slack = Text(), Text()
    for number, bound in enumerate(one.latest):
        late = Fraction(bound.slack_minutes) < 0
        amount = amount_of(abs(Fraction(bound.slack_minutes)) / 60, lang)
        latest.append(("\n" if number else "") + moment(bound.finish, lang), _BAD if late else "")
        slack.append(("\n" if number else "") + (f"-{amount}" if late else amount), _BAD if late else "")
    earliest = Text(f"{moment(one.start, lang)}\n→ {moment(one.finish, lang)}")
    return name, Text(one.limit or ""), earliest, latest, slack


def _table(*names: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=_SOFT, pad_edge=False)
    for number, name in enumerate(names):
        table.add_column(name, ratio=None if number else 2)
    return table
