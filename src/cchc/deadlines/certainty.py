"""How certain a due date is: the earliest and the latest it can become while swaps and decisions may still come.

Each open question about days has a few answers. Where few questions are near, every way to answer them is tried. Where
many are, the due date is taken to fall as working days are added before it, so that the extremes come from the answers
that add the most, or the fewest, up to some day; each such bundle is tried by running the limit.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from cchc.deadlines.calendar_day import CalendarDay, DayConfidence, DayKind, Layer, Uncertainty
from cchc.deadlines.working_calendar import DayTable
from cchc.errors import CalendarCoverageError

if TYPE_CHECKING:
    from cchc.deadlines.clock import Fold

_ONE_DAY = timedelta(days=1)
_SLACK = timedelta(days=75)
"""Further than the open questions of a due date push it: one working day each, and a Tết between."""

_MOST_QUESTIONS = 60
_MOST_WAYS = 256

Option = tuple[tuple[date, int], ...]


class _Tries:
    """The due days of the bundles of answers tried so far; a bundle is run once."""

    def __init__(self, calendar: DayTable, since: date, until: date, run: Callable[[DayTable], date]) -> None:
        self._calendar, self._window, self._run = calendar, (since - 10 * _ONE_DAY, until), run
        self._tried: dict[tuple[Option, ...], date | None] = {}

    def due_with(self, answers: tuple[Option, ...]) -> date | None:
        """Return the due day on the calendar with those answers; ``None`` when it lies beyond the calendar."""
        if answers not in self._tried:
            changes = {day: _assumed(day, change, answer) for answer in answers for day, change in answer}
            try:
                self._tried[answers] = self._run(self._calendar.window(*self._window, changes))
            except CalendarCoverageError:
                self._tried[answers] = None
        return self._tried[answers]


def gap_days(fold: Fold | None) -> list[tuple[date, date]]:
    """Return the first and the last day of each interval that does not count; none without a ledger."""
    return [(gap.since.date(), gap.until.date()) for gap in fold.gaps] if fold is not None else []


def deciding(due: date, gaps: Sequence[tuple[date, date]]) -> date:
    """Return the last day whose working can move a due day: ``due``, or the end of a gap that was noted by then.

    What passes in a gap comes after it, so a day made up inside a gap makes the due day later.
    """
    return max([due, *(until for since, until in gaps if since <= due)])


def bounds(
    calendar: DayTable, since: date, starts: Collection[date], due: date, gaps: Sequence[tuple[date, date]], run: Callable[[DayTable], date]
) -> tuple[date, date | None]:
    """Return the earliest and the latest due day over all answers to the calendar's open questions.

    ``run`` gives the due day on a calendar; ``since`` is the first day that can matter to it, ``starts`` are the last days
    before the stretches whose working days decide, ``gaps`` the intervals that do not count. ``None`` for the latest
    means that it lies beyond the calendar.

    Exact up to 256 ways to answer the questions near; beyond, exact for a limit that runs from its receipt without a
    ledger while no two swaps claim one make-up day. Costs one run for each way, or each distinct bundle of answers.
    """
    until = max([due, *(end for _, end in gaps)]) + _SLACK
    first = min(since, *starts)
    tries = _Tries(calendar, first, until + _SLACK, run)
    questions = _near(calendar.uncertainties, first, until)
    latest = due
    while _ways(near := _near(questions, first, deciding(latest, gaps))) <= _MOST_WAYS:
        dues = [tries.due_with(answers) for answers in product(*(one.options for one in near)) if _agree(answers)]
        known = [one for one in dues if one is not None]
        if len(known) < len(dues):
            return min(known, default=due), None
        if max(known) <= latest:
            return min(known), max(known)
        latest = max(known)
    earliest = due
    for after in starts:
        early, late = _stretch(tries, questions, after, due)
        earliest = min(earliest, early)
        if late is None:
            return earliest, None
        latest = max(latest, late)
    return earliest, latest


def _near(questions: Sequence[Uncertainty], first: date, last: date) -> list[Uncertainty]:
    """The questions with an answer that changes a day from ``first`` through ``last``."""
    return [one for one in questions if any(first <= day <= last for option in one.options for day, _ in option)]


def _ways(questions: Sequence[Uncertainty]) -> int:
    """In how many ways the questions can be answered."""
    return prod(len(one.options) for one in questions)


def _agree(answers: Sequence[Option]) -> bool:
    """Whether no two answers change one day."""
    changed = [day for answer in answers for day, _ in answer]
    return len(set(changed)) == len(changed)


def _stretch(tries: _Tries, questions: Sequence[Uncertainty], after: date, due: date) -> tuple[date, date | None]:
    """Return the extremes that the most and the fewest working days after ``after`` bring about."""
    reach = _ONE_DAY * (3 * min(len(questions), _MOST_QUESTIONS) + 21)
    earliest, day = due, due
    while day > max(after, due - reach):
        found = tries.due_with(_answers(questions, after, day, +1))
        earliest = min(earliest, found or due)
        day -= _ONE_DAY
    latest, day = due, max(after, due - _ONE_DAY)
    while day <= latest:
        found = tries.due_with(_answers(questions, after, day, -1))
        if found is None:
            return earliest, None
        latest = max(latest, found)
        day += _ONE_DAY
    return earliest, latest


def _answers(questions: Sequence[Uncertainty], after: date, until: date, sign: int) -> tuple[Option, ...]:
    """For each question the answer that adds most (or, with -1, fewest) working days in (after, until]."""

    def added(option: Option) -> int:
        return sign * sum(change for day, change in option if after < day <= until)

    return tuple(max(question.options, key=added) for question in questions)


def _assumed(day: date, change: int, answer: Option) -> CalendarDay:
    """The day as that answer would have it; a make-up day takes the sessions of the day it replaces."""
    kind = DayKind.MADE_UP if change > 0 else DayKind.SWAPPED_OFF
    pair = next((other for other, its in answer if its != change), None)
    names = kind.label_vi, kind.label_en, "giả định"
    return CalendarDay(day, change > 0, kind, *names, None, DayConfidence.ASSUMED, (), Layer.SWAP, None, pair)
