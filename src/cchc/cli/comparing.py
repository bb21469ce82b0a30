"""``cchc impact``: which deadlines move when the calendar changes, from when to when, because of which acts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO, cast

from cchc.cli.answers import ImpactAnswer, MovedAnswer
from cchc.cli.batch import Row, foreseen, lines_of, read_row, row_id
from cchc.cli.building import calendar_name, change_answer
from cchc.cli.exits import RowError, code_of, one_line
from cchc.cli.files import opened
from cchc.cli.options import DueOptions, Options
from cchc.cli.output import ErrorAnswer, ErrorFacts
from cchc.cli.questions import Question, deadline_on, frame
from cchc.cli.sources import Sources
from cchc.cli.texts import read_day
from cchc.deadlines.deadline import Deadline, ForecastDeadline
from cchc.deadlines.impact import Impact, impact
from cchc.deadlines.working_calendar import ForecastCalendar, WorkingCalendar
from cchc.errors import CalendarCoverageError, CchcError, UsageError
from cchc.model.limit_phrases import format_limit
from cchc.rulebook.forecasting import FURTHEST

COLUMNS = ("code", "received")
_PART = 10_000
"""Rows whose deadlines are held at one time."""


@dataclass(frozen=True, slots=True)
class Change:
    """Two calendars, each with the day whose knowledge it holds."""

    old: WorkingCalendar
    new: WorkingCalendar
    old_known: date | None
    new_known: date | None

    @classmethod
    def between(cls, sources: Sources, from_known_on: str, to_known_on: str, extra: tuple[str, ...]) -> Change:
        """Return the bundled calendar as known on one day, against that of another day with the ``extra`` notices."""
        if not (from_known_on or to_known_on or extra):
            raise UsageError("say what changed: --from-known-on or --to-known-on a day, or --extra with a notice that came")
        old = sources.official(Options(as_known_on=from_known_on))
        new = sources.official(Options(as_known_on=to_known_on, extra=extra))
        days = [read_day(text, "known_on") if text else None for text in (from_known_on, to_known_on)]
        return cls(old, new, days[0], days[1])


@dataclass(slots=True)
class _Row:
    line: int
    id: str | int | None
    question: Question


@dataclass(slots=True)
class Comparison:
    """The rows read so far, and what moved."""

    base: DueOptions
    sources: Sources
    change: Change
    asked: int = 0
    moved: list[MovedAnswer] = field(default_factory=list[MovedAnswer])
    errors: list[ErrorAnswer] = field(default_factory=list[ErrorAnswer])

    def read(self, stream: BinaryIO) -> ImpactAnswer:
        """Return what the change moves of the deadlines that the lines of ``stream`` ask for."""
        rows: list[_Row] = []
        for row in self._rows(stream):
            rows.append(row)
            if len(rows) == _PART:
                self._judge(rows)
                rows = []
        self._judge(rows)
        change = self.change
        return ImpactAnswer(
            old=calendar_name(change.old, change.old_known),
            new=calendar_name(change.new, change.new_known),
            asked=self.asked,
            moved=tuple(sorted(self.moved, key=lambda one: one.line)),
            errors=tuple(sorted(self.errors, key=lambda one: one.line or 0)),
        )

    def _rows(self, stream: BinaryIO) -> Iterator[_Row]:
        for lines in lines_of(stream):
            for line in lines:
                self.asked += 1
                try:
                    row = read_row(line, COLUMNS)
                    yield _Row(self.asked, row_id(row), self._question(row))
                except Exception as error:  # as in every batch, a row must never end it
                    self._fail(self.asked, foreseen(error))

    def _question(self, row: Row) -> Question:
        options = self.base.with_row(row)
        if options.extra or options.as_known_on:
            raise RowError("extra, as_known_on: the two calendars are those of the command; leave these keys out of the row")
        return frame(options, self.sources)

    def _fail(self, line: int, error: CchcError) -> None:
        self.errors.append(ErrorAnswer(error=ErrorFacts(code=code_of(error), message=one_line(error)), line=line))

    def _judge(self, rows: list[_Row]) -> None:
        """Compare the deadlines of ``rows``; those that either calendar does not reach are compared on forecasts."""
        known: dict[str, Deadline | ForecastDeadline] = {}
        beyond: list[_Row] = []
        by_line = {str(row.line): row for row in rows}
        for line, row in by_line.items():
            try:
                known[line] = deadline_on(row.question, self.change.old, self.sources)
            except CalendarCoverageError as error:
                self._beyond(row, error, beyond)
            except CchcError as error:
                self._fail(row.line, error)
        for one in impact(known, self.change.old, self.change.new):
            row = by_line[cast("str", one.key)]
            if one.after is None and not row.question.options.no_forecast:
                beyond.append(row)
            else:
                self._note(row, one, forecast=False)
        self._judge_on_forecasts(beyond)

    def _beyond(self, row: _Row, error: CalendarCoverageError, beyond: list[_Row]) -> None:
        day = row.question.receipt.received_at.date()
        if row.question.options.no_forecast or not self.change.old.first <= day <= date(FURTHEST, 12, 31):
            self._fail(row.line, error)
        else:
            beyond.append(row)

    def _judge_on_forecasts(self, rows: list[_Row]) -> None:
        by_line = {str(row.line): row for row in rows}
        groups: dict[tuple[ForecastCalendar, ...], dict[str, Deadline | ForecastDeadline]] = {}
        for line, row in by_line.items():
            year = max(row.question.receipt.received_at.year, self.change.old.last.year, self.change.new.last.year)
            pair = tuple(self.sources.further(one, year) for one in (self.change.old, self.change.new))
            try:
                groups.setdefault(pair, {})[line] = deadline_on(row.question, pair[0], self.sources)
            except CchcError as error:
                self._fail(row.line, error)
        for (old, new), known in groups.items():
            for one in impact(known, old, new):
                self._note(by_line[cast("str", one.key)], one, forecast=True)

    def _note(self, row: _Row, one: Impact, *, forecast: bool) -> None:
        question = row.question
        self.moved.append(
            MovedAnswer(
                line=row.line,
                id=row.id,
                code=question.procedure.code if question.procedure else None,
                limit=format_limit(question.limit, question.options.lang),
                received=question.receipt.received_at,
                before=one.before,
                after=one.after,
                before_at=one.before_at,
                after_at=one.after_at,
                certainty="provisional" if forecast else None,
                acts=one.acts,
                because=tuple(change_answer(change) for change in one.because),
            )
        )


def compare(path: str, base: DueOptions, from_known_on: str, to_known_on: str, extra: tuple[str, ...]) -> ImpactAnswer:
    """Return what moves of the dossiers in the file ``path`` (``-`` is standard input)."""
    sources = Sources()
    change = Change.between(sources, from_known_on, to_known_on, extra)
    comparison = Comparison(base, sources, change)
    if path == "-":
        return comparison.read(opened(path))
    with opened(path) as stream:
        return comparison.read(stream)
