"""How the rules of the contract draw their questions and compare the answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from cchc.deadlines.calendar_day import DayKind
from cchc.deadlines.explanation import day_words, explain
from cchc.deadlines.office_hours import STANDARD_OFFICE, OfficeHours
from cchc.deadlines.policy import Regimes
from cchc.errors import CchcError
from cchc.model.clock_entry import ClockEntry
from cchc.model.instant import VIETNAM_TIME
from cchc.model.receipt import Receipt
from cchc.model.time_limit import TimeLimit
from cchc.testing.contract.adapter import Adapter, law_of
from cchc.testing.contract.answer import Refused, answer_words, asked, ours, theirs
from cchc.testing.contract.days import first_monday, plain_calendar, small_calendars
from cchc.testing.contract.outcome import Difference, DifferenceError
from cchc.testing.contract.question import Question, Setting
from cchc.testing.contract.ruling import Draw
from cchc.testing.needs_hypothesis import st

from hypothesis import assume, reject  # isort: skip - after the message of a missing Hypothesis

ONE_DAY = timedelta(days=1)
_MOST_STEPS = 40
ANY_KIND = (DayKind.STATUTORY, DayKind.IN_LIEU, DayKind.SWAPPED_OFF, DayKind.MADE_UP)
Ledger = Callable[[Draw, datetime], tuple[ClockEntry, ...]]
"""How a ledger is drawn for a dossier received at an instant."""

IN_OFFICE = st.sampled_from([time(9), time(8), time(10, 30), time(14), time(16, 30)])
"""Times of day at which every usual desk is open."""
AT_ANY_TIME = IN_OFFICE | st.sampled_from(
    [time(), time(6), time(7, 30), time(11, 30), time(12), time(13), time(17), time(18), time(23, 59)]
)
"""Those, the edges of the sessions, and the night."""
MINUTES = AT_ANY_TIME | st.integers(0, 1_439).map(lambda minute: time(minute // 60, minute % 60))
"""Any minute of the day, the telling ones first."""


@cache
def counted(unit: Callable[..., TimeLimit], least: int, most: int) -> st.SearchStrategy[TimeLimit]:
    """Return limits of ``least`` to ``most`` of a unit; the same strategy each time, which costs less to draw from.

    >>> from hypothesis import find
    >>> from cchc import WorkingDays
    >>> find(counted(WorkingDays, 3, 5), lambda limit: True)
    WorkingDays(count=3, unit='working_day')
    """
    return st.integers(least, most).map(lambda count: unit(count=count))


def at(day: date, moment: time) -> datetime:
    """Return the instant of Vietnam's time."""
    return datetime.combine(day, moment, VIETNAM_TIME)


class Asking(Adapter):
    """What the rules share: settings and questions near the days that tell, and the comparison."""

    def setting(self, draw: Draw, *kinds: DayKind, year: int = 2026, offices: st.SearchStrategy[OfficeHours] | None = None) -> Setting:
        """Draw a setting: the host's own calendar and hours where it has them, else small ones with days of ``kinds``.

        Without ``kinds`` no day is special, so that a rule shows by itself.
        """
        calendar = self.calendar or (draw(small_calendars(year, frozenset(kinds))) if kinds else plain_calendar(year))
        office = self.office or (draw(offices) if offices is not None else STANDARD_OFFICE)
        return Setting(calendar, office, law_of(self), self.policy)

    def day_near(self, draw: Draw, setting: Setting, *kinds: DayKind, before: int = 10) -> date:
        """Draw a day: any one, or one at most ``before`` days ahead of a special day of ``kinds``."""
        rules = setting.rules
        governed = (rules.all[0] if isinstance(rules, Regimes) else rules).since
        first, last = max(setting.first, governed), setting.last - (400 if self.calendar else 0) * ONE_DAY
        if not kinds:
            begin, most = (first_monday(setting.first.year), 120) if self.calendar is None else (first, (last - first).days)
            number: int = draw(st.integers(0, most))
            return begin + number * ONE_DAY
        special = [one.day for one in setting.calendar.special_days() if one.kind in kinds and first <= one.day - before * ONE_DAY <= last]
        assume(special)
        ahead: int = draw(st.integers(0, before))
        day: date = draw(st.sampled_from(special))
        return day - ahead * ONE_DAY

    def question(
        self,
        draw: Draw,
        limits: st.SearchStrategy[Any],
        *kinds: DayKind,
        times: st.SearchStrategy[time] = IN_OFFICE,
        ledger: Ledger | None = None,
        offices: st.SearchStrategy[OfficeHours] | None = None,
        before: int = 10,
        on_a_working_day: bool = False,
    ) -> Question:
        """Draw a question about one of ``limits``, received near special days of ``kinds`` when given."""
        setting = self.setting(draw, *kinds, offices=offices)
        day = self.day_near(draw, setting, *kinds, before=before)
        if on_a_working_day:
            day = setting.office.over(setting.calendar).first_working_day_from(day)
        received = at(day, draw(times))
        entries = ledger(draw, received) if ledger else ()
        limit: TimeLimit = draw(limits)
        return Question(limit, Receipt(received_at=received), setting, entries)

    def same_due(self, question: Question, *, may_refuse: bool = False) -> None:
        """Ask both sides; a question that the law does not answer is passed over unless it ``may_refuse``."""
        right = ours(question)
        if isinstance(right, Refused) and not may_refuse:
            reject()
        told = theirs(question, self.due)
        if told != right:
            raise DifferenceError(lambda: self.difference(question, told, right))

    def difference(self, question: Question, told: object, right: object) -> Difference:
        """Return the difference on one question in words, with the law of each step."""
        lang = self.lang
        try:
            deadline = question.deadline()
        except CchcError:
            return Difference(answer_words(told, lang), answer_words(right, lang), tuple(question.lines(lang)))
        law = _steps(explain(deadline, lang).splitlines())
        return Difference(answer_words(told, lang), answer_words(right, lang), tuple(question.lines(lang, deadline.due)), law)

    def same(self, told: Callable[[], object], right: object, story: Sequence[str], setting: Setting, *days: date) -> None:
        """Compare one answer of arithmetic; ``story`` says what was asked and the special days between ``days`` are told."""
        answer = asked(told)
        if answer != right:
            special = tuple(setting.lines(self.lang, min(days) - ONE_DAY, max(days) + ONE_DAY)) if days else ()
            raise DifferenceError(Difference(answer_words(answer, self.lang), answer_words(right, self.lang), (*story, *special)))

    def told_due(self, question: Question) -> Any:
        """Return the system's own day or instant; a question it does not answer is passed over."""
        told = theirs(question, self.due)
        if not isinstance(told, date):
            reject()
        return told

    def never_earlier(self, first: Question, second: Question, why_vi: str, why_en: str) -> None:
        """Hold the system to a law of its own answers: ``second`` is never due before ``first``."""
        before, after = self.told_due(first), self.told_due(second)
        if after < before:
            words = ("không sớm hơn", "lần hai") if self.lang == "vi" else ("not before", "the second time")
            right = f"{words[0]} {answer_words(before, self.lang)} ({why_vi if self.lang == 'vi' else why_en})"
            story = (*first.lines(self.lang, before), f"--- {words[1]}:", *second.lines(self.lang, before))
            raise DifferenceError(Difference(answer_words(after, self.lang), right, story))

    def words(self, vi: str, en: str, *values: object) -> str:
        """Return the sentence of the report's language with ``values`` in it; days are written with their weekday."""
        shown = [day_words(one, self.lang) if isinstance(one, date) and not isinstance(one, datetime) else one for one in values]
        return (vi if self.lang == "vi" else en).format(*shown)


def _steps(law: Sequence[str]) -> tuple[str, ...]:
    """The rules and the days of an explanation; what precedes them stands in the question, and of many days the ends do."""
    head = next((place for place, line in enumerate(law) if line.startswith(("Căn cứ:", "Rules:"))), 0)
    steps = tuple(law[head:])
    return steps if len(steps) <= _MOST_STEPS else (*steps[: _MOST_STEPS // 2], "  …", *steps[-_MOST_STEPS // 2 :])
