"""The rules that cases are grouped by: what each is called, and which provisions it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from cchc.deadlines import civil_code as code
from cchc.deadlines.calendar_day import WEEK
from cchc.deadlines.civil_code import Rule
from cchc.deadlines.policy import Regime
from cchc.legal import LegalBasis
from cchc.testing.vectors.form import Plain
from cchc.testing.vectors.ground import Ground
from cchc.workflow.one_stop_shop import table_on

_DAYS = (code.FIRST_DAY_NOT_COUNTED, code.ENDS_WITH_ITS_LAST_DAY)
_ROLLED = (*_DAYS, code.ENDS_ON_NEXT_WORKING_DAY)
_HOURS = (code.RUNS_FROM_THE_MOMENT,)
_LABOUR = LegalBasis("45/2019/QH14", 111, 3)
_OFFICE = LegalBasis("14/2010/QĐ-TTg")
_UNITS = code.UNITS_OF_A_PERIOD

Cited = Rule | LegalBasis | Callable[[Regime], LegalBasis]


def _start(regime: Regime) -> LegalBasis:
    return regime.start_basis


def _supplement(regime: Regime) -> LegalBasis:
    return regime.supplement_basis


def _reappoint(regime: Regime) -> LegalBasis:
    return regime.reappoint_basis


def _transfer(regime: Regime) -> LegalBasis:
    return regime.transfer.basis or regime.start_basis


def _competent(regime: Regime) -> LegalBasis:
    return regime.competent_basis or regime.start_basis


@dataclass(frozen=True)
class RuleGroup:
    """A rule: its title in both languages, and what it rests on.

    A title ends in "…" where the name of the rule goes on (a unit, a decree). Where nothing is cited the act of the day
    or the rows of the table stand behind it, and the case itself names them.
    """

    prefix: str
    title_vi: str
    title_en: str
    cited: tuple[Cited, ...] = ()


GROUPS = (
    RuleGroup(
        "calendar.lieu_rule", "Nghỉ bù khi ngày lễ trùng ngày nghỉ hằng tuần", "Days off in lieu of holidays on a weekend", (_LABOUR,)
    ),
    RuleGroup("calendar.known_on", "Lịch như đã biết vào một ngày", "The calendar as known on a day", _ROLLED),
    RuleGroup("calendar.forecast", "Lịch dự kiến", "The calendar that is expected", _ROLLED),
    RuleGroup("calendar.beyond", "Ngoài các năm đã công bố", "Beyond the announced years", (WEEK,)),
    RuleGroup("calendar", "Ngày làm việc, ngày nghỉ", "Days worked, days off"),
    RuleGroup("add.working_day", "Cộng ngày làm việc", "Working days added", _DAYS),
    RuleGroup("add.day", "Cộng ngày", "Days added", _ROLLED),
    RuleGroup("add.week", "Cộng tuần", "Weeks added", (*_ROLLED, code.ENDS_ON_SAME_WEEKDAY)),
    RuleGroup("add.month", "Cộng tháng", "Months added", (*_ROLLED, code.ENDS_ON_SAME_DAY_OF_MONTH, code.ENDS_ON_LAST_DAY_OF_MONTH)),
    RuleGroup("add.year", "Cộng năm", "Years added", (*_ROLLED, code.ENDS_ON_SAME_DAY_OF_YEAR)),
    RuleGroup("add", "Cộng thời hạn", "Limits added", _ROLLED),
    RuleGroup("policy.first_day", "Tính cả ngày đầu tiên", "The first day counted", (code.FIRST_DAY_NOT_COUNTED,)),
    RuleGroup("policy.roll", "Ngày cuối là ngày nghỉ, giữ nguyên", "A last day of rest that stays", (code.ENDS_ON_NEXT_WORKING_DAY,)),
    RuleGroup("policy.leap_day", "Năm từ ngày 29 tháng 02", "Years from 29 February", (code.LEAP_DAY_BY_ANALOGY,)),
    RuleGroup("policy.zero_days", "Thời hạn không ngày", "A limit of zero days", _DAYS),
    RuleGroup("agency", "Ngày làm việc riêng của cơ quan", "An agency's own days", (*_ROLLED, _OFFICE)),
    RuleGroup("count", "Đếm ngày làm việc", "Working days counted", _DAYS),
    RuleGroup("before", "Lùi từ một sự kiện", "Counted back from an event", (code.EVENT_DAY_NOT_COUNTED,)),
    RuleGroup("hours.elapsed", "Giờ liên tục", "Elapsed hours", (*_HOURS, code.ELAPSED_HOURS_DO_NOT_ROLL)),
    RuleGroup("hours", "Giờ làm việc", "Working hours", _HOURS),
    RuleGroup("desk", "Giờ tiếp nhận hồ sơ", "When the desk is open", (_OFFICE,)),
    RuleGroup("regime.none", "Trước các nghị định một cửa", "Before the one-stop decrees", (LegalBasis("61/2018/NĐ-CP"),)),
    RuleGroup("regime", "Theo nghị định", "By decree", (_start, *_ROLLED)),
    RuleGroup("start.competent", "Cơ quan giải quyết nhận hồ sơ", "The settling body receives it", (_competent, *_DAYS)),
    RuleGroup("start.off_hours", "Nhận ngoài giờ", "Received out of hours", (LegalBasis("87/2021/TT-BTC", 10), _start)),
    RuleGroup("start", "Thời điểm bắt đầu", "What starts the clock", (_start, *_DAYS)),
    RuleGroup("cutoff.transfer", "Giờ chốt chuyển hồ sơ", "Forwarding after the cut-off", (_transfer,)),
    RuleGroup("cutoff.shift", "Giờ chốt dời thời điểm bắt đầu", "A cut-off that shifts the start", (LegalBasis("63/2024/NĐ-CP", 7),)),
    RuleGroup("cutoff", "Giờ chốt", "Cut-offs", (_start,)),
    RuleGroup("span", "Hạn sớm nhất, muộn nhất", "How far a due date may move", (_start, *_ROLLED)),
    RuleGroup("clock.restart", "Tính lại từ đầu", "The limit restarts", (_supplement, *_ROLLED)),
    RuleGroup("clock.reappoint", "Xin lỗi, hẹn lại", "An apology with a new date", (_reappoint,)),
    RuleGroup("clock", "Sự kiện của thời hạn theo ngày", "What happens to a clock of days", (_supplement, *_ROLLED)),
    RuleGroup("clock_hours.reappoint", "Xin lỗi, hẹn lại (giờ)", "An apology with a new date (hours)", (_reappoint,)),
    RuleGroup("clock_hours", "Sự kiện của thời hạn theo giờ", "What happens to a clock of hours", (_supplement, *_HOURS)),
    RuleGroup("text", "Thời hạn bằng chữ", "Limits in words", (_UNITS,)),
    RuleGroup("story", "Hồ sơ từ khi nộp", "The life of a dossier"),
)
"""Every rule, the longer names before the shorter ones that they begin with."""


def group_of(rule: str) -> RuleGroup:
    """Return the group of a rule by its name.

    >>> group_of("add.working_day").title_en, group_of("add.sum").title_en
    ('Working days added', 'Limits added')
    """
    return next(one for one in GROUPS if rule == one.prefix or rule.startswith(f"{one.prefix}."))


def basis_of(rule: str, ask: Plain, ground: Ground) -> list[str]:
    """Return the provisions behind a case, as the law stood on its day."""
    return list(dict.fromkeys(map(str, _cited(rule, ask, ground))))


def _cited(rule: str, ask: Plain, ground: Ground) -> Iterator[LegalBasis]:
    day = _day_of(ask)
    for one in group_of(rule).cited:
        if isinstance(one, Rule):
            yield from one.basis_on(day)
        elif isinstance(one, LegalBasis):
            yield one
        else:
            yield one(ground.regimes.on(day))
    if ask["op"] == "day" and rule != "calendar.beyond":
        known = ground.calendars[ask["calendar"]].day(day)
        yield known.basis or LegalBasis(known.act)
    elif ask["op"] == "story":
        yield from _of_steps(ask, day)


def _of_steps(ask: Plain, day: date) -> Iterator[LegalBasis]:
    """The law of every step that the table knows under a command of the story."""
    asked = {step["command"] for step in ask["steps"]} | {"submit"}
    for row in table_on(day).rows:
        if row.command.value in asked:
            yield from row.basis


_DATED = ("day", "start", "end", "at", "a", "received", "submitted")


def _day_of(ask: Plain) -> date:
    """The day of a question: that of its start, or of its receipt."""
    told = next((ask[key] for key in _DATED[2:] if key in ask), None) or ask.get("day") or ask.get("start")
    return date.fromisoformat(told[:10]) if told else date(2026, 1, 1)
