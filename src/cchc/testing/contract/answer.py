"""What a system answers, brought to one form: a day or an instant, nothing due, refused, or a crash."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias, cast

from cchc.deadlines.explanation import day_words, instant_words
from cchc.errors import CchcError
from cchc.model.instant import VIETNAM_TIME
from cchc.testing.contract.question import Question


@dataclass(frozen=True)
class Refused:
    """The system does not answer: the law, the data or the question does not allow it. The reason is for people."""

    reason: str = ""

    def __eq__(self, other: object) -> bool:
        """Whether both refuse; the reasons are not compared."""
        return isinstance(other, Refused)

    def __hash__(self) -> int:
        """One refusal is like another."""
        return 0


@dataclass(frozen=True)
class Unusable:
    """What is no answer: the system raised, or what came back cannot be read."""

    problem: str


Due: TypeAlias = date | datetime | Refused | None
"""What ``due`` may return: a day, an instant, a refusal, or ``None`` for "nothing is due now"."""


def ours(question: Question) -> Due:
    """Return the library's answer to ``question``: an instant for a limit in hours, else a day."""
    try:
        deadline = question.deadline()
    except CchcError as error:
        return Refused(str(error))
    return deadline.due_at if question.in_hours else deadline.due


def theirs(question: Question, ask: Callable[[Question], object]) -> object:
    """Return the system's answer in the same form, or what is wrong with it.

    A limit in days is due on a day: an instant on that day says the same. An instant needs a zone.
    """
    told = asked(lambda: ask(question))
    if isinstance(told, datetime):
        if told.tzinfo is None:
            return Unusable(f"{told} has no time zone: return it with .replace(tzinfo=cchc.VIETNAM_TIME) if it is Vietnam's time")
        told = told.astimezone(VIETNAM_TIME)
        return told if question.in_hours else told.date()
    if told is None or isinstance(told, Refused | Unusable):
        return told
    if isinstance(told, date):
        return Unusable(f"{told}, a day, for a limit in hours: an instant is wanted") if question.in_hours else told
    return Unusable(f"{told!r} ({type(told).__name__}): a date, a datetime, None or Refused is wanted")


def asked(ask: Callable[[], object]) -> object:
    """Return what ``ask`` returns, or the exception it raised as an :class:`Unusable`."""
    try:
        return ask()
    except Exception as error:
        return Unusable(f"{type(error).__name__}: {error}")


def answer_words(answer: object, lang: str) -> str:
    """Return an answer of either side for people.

    >>> answer_words(date(2026, 3, 9), "en"), answer_words(None, "en"), answer_words(Refused("no such year"), "en")
    ('Monday 09/03/2026', 'nothing is due now', 'refused: no such year')
    """
    if isinstance(answer, datetime):
        return instant_words(answer.astimezone(VIETNAM_TIME), lang) if answer.tzinfo else f"{answer}"
    if isinstance(answer, date):
        return day_words(answer, lang)
    if answer is None:
        return "hiện không có hạn" if lang == "vi" else "nothing is due now"
    if isinstance(answer, Refused):
        word = "từ chối" if lang == "vi" else "refused"
        return f"{word}: {answer.reason}" if answer.reason else word
    if isinstance(answer, Unusable):
        return f"{'không dùng được' if lang == 'vi' else 'no answer'}: {answer.problem}"
    if isinstance(answer, timedelta):
        return _time_words(answer, lang)
    if isinstance(answer, list):
        return ", ".join(map(str, cast("list[object]", answer))) or ("không có" if lang == "vi" else "none")
    return str(answer)


def _time_words(amount: timedelta, lang: str) -> str:
    """Working time as hours and minutes, exact."""
    seconds = abs(amount) / timedelta(seconds=1)
    shown = f"{int(seconds // 3_600)} {'giờ' if lang == 'vi' else 'h'} {seconds % 3_600 / 60:g} {'phút' if lang == 'vi' else 'min'}"
    return f"-{shown}" if amount < timedelta() else shown
