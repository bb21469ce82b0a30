"""How certain a due date is: the earliest and the latest it can become while swaps and decisions may still come.

Each open question about days has a few answers. The due date falls as working days are added before it, so the extremes
come from the answers that add the most, or the fewest, up to some day; each such bundle is tried by running the limit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from cchc.deadlines.calendar_day import CalendarDay, DayConfidence, DayKind, Layer, Uncertainty
from cchc.deadlines.working_calendar import DayTable
from cchc.errors import CalendarCoverageError

_ONE_DAY = timedelta(days=1)
_SLACK = timedelta(days=75)
"""Further than the open questions of a due date push it: one working day each, and a Tết between."""

_MOST_QUESTIONS = 60

Option = tuple[tuple[date, int], ...]


def bounds(calendar: DayTable, since: date, after: date, due: date, run: Callable[[DayTable], date]) -> tuple[date, date | None]:
    """Return the earliest and the latest due day over all answers to the calendar's open questions.

    ``run`` gives the due day on a calendar; ``since`` is the first day it looks at, ``after`` the last day before the
    stretch whose working days decide. ``None`` for the latest means that it lies beyond the calendar. Exact while no
    two swaps claim one make-up day. Costs one run for each distinct bundle of answers near the due date.
    """
    until = due + _SLACK
    questions = [one for one in calendar.uncertainties if any(after < day <= until for option in one.options for day, _ in option)]
    window = (min(since, after) - 10 * _ONE_DAY, until + _SLACK)
    tried: dict[tuple[Option, ...], date | None] = {}

    def due_with(answers: tuple[Option, ...]) -> date | None:
        if answers not in tried:
            changes = {day: _assumed(day, change, answer) for answer in answers for day, change in answer}
            try:
                tried[answers] = run(calendar.window(*window, changes))
            except CalendarCoverageError:
                tried[answers] = None
        return tried[answers]

    reach = _ONE_DAY * (3 * min(len(questions), _MOST_QUESTIONS) + 21)
    earliest, day = due, due
    while day > max(after, due - reach):
        found = due_with(_answers(questions, after, day, +1))
        earliest = min(earliest, found or due)
        day -= _ONE_DAY
    latest, day = due, max(after, due - _ONE_DAY)
    while day <= latest:
        found = due_with(_answers(questions, after, day, -1))
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
