"""``cchc bulk``: what the options say, as frames and options of the room that counts whole columns."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date

from cchc.bulk.parquet import BulkSummary, Progress, answer_parquet
from cchc.bulk.schema import BulkOptions
from cchc.bulk.sql import calendar_sql, forecast_since
from cchc.cli.bulk_forms import BulkAnswer
from cchc.cli.exits import FileError
from cchc.cli.files import readable
from cchc.cli.options import Options, Pairs, Text, Texts
from cchc.cli.questions import chosen_policy
from cchc.cli.sources import Sources
from cchc.cli.texts import read_instant
from cchc.deadlines.bulk.frames import BulkFrame, bulk_frame
from cchc.deadlines.policy import DEFAULT_POLICY
from cchc.deadlines.working_calendar import AnyCalendar
from cchc.errors import CalendarCoverageError, UsageError
from cchc.rulebook.forecasting import FURTHEST


class BulkDueOptions(Options, frozen=True):
    """``cchc bulk due``: which columns, on whose calendars, read when."""

    amount: int | None = None
    unit: Text = ""
    column: Texts = ()
    prefix: Text = ""
    office: Texts = ()
    policy: Pairs = ()
    now: Text = ""

    def bulk(self, calendar: AnyCalendar) -> BulkOptions:
        """Return them as options of a table."""
        pairs = (_pair(one, "--column", "start=ngay_nhan") for one in self.column)
        return BulkOptions(
            amount=self.amount,
            unit=self.unit or None,
            now=read_instant(self.now, "now") if self.now else None,
            names=dict(pairs),
            prefix=self.prefix,
            forecast_since=forecast_since(calendar),
        )


def answer_file(source: str, target: str, options: BulkDueOptions) -> tuple[BulkAnswer, BulkSummary]:
    """Answer the rows of a Parquet file into another one.

    Raises:
        ColumnError: a column is missing or of a wrong type.
        FileError: a file cannot be read or written.
    """
    sources = Sources()
    calendar = _calendar(options, sources)
    frames = _frames(options, sources, calendar)
    with _progress("cchc bulk due") as shown:
        try:
            found = answer_parquet(readable(source), target, frames, options.bulk(calendar), progress=shown)
        except OSError as error:
            raise FileError(
                f"cannot read {source[:200]} or write {target[:200]} ({error.strerror or error}); give paths of files"
            ) from error
    tables = [frames.table] if isinstance(frames, BulkFrame) else [frame.table for frame in frames.values()]
    answer = BulkAnswer(
        rows=found.rows,
        answered=found.answered,
        by_reason={reason.name.lower(): count for reason, count in found.counts.items()},
        resumed=found.resumed,
        written=target,
        calendars=tuple(sorted({table.version for table in tables})),
    )
    return answer, found


def _calendar(options: Options, sources: Sources) -> AnyCalendar:
    official = sources.official(options)
    return official if options.no_forecast else sources.further(official, official.last.year)


def _frames(options: BulkDueOptions, sources: Sources, calendar: AnyCalendar) -> BulkFrame | dict[str, BulkFrame]:
    """Return what all rows run on, or, with offices of their own, what each key does."""
    policy = chosen_policy(options.policy, DEFAULT_POLICY) if options.policy else DEFAULT_POLICY
    own = bulk_frame(calendar, sources.office(options), policy)
    if not options.office:
        return own
    frames = {"": own}
    by_file: dict[str, BulkFrame] = {}
    for key, path in (_pair(one, "--office", "H01.02=cong-an.toml") for one in options.office):
        if path not in by_file:
            by_file[path] = bulk_frame(calendar, sources.office(options.model_copy(update={"agency": path})), policy)
        frames[key] = by_file[path]
    return frames


def _pair(text: str, option: str, example: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise UsageError(f"{option} {text[:80]!r} is not NAME=VALUE; write {example}")
    return name.strip(), value.strip()


def calendar_script(dialect: str, options: Options, until: int | None) -> str:
    """Return the calendar as a script of SQL: the official years, or on to the end of the year ``until`` as a forecast.

    Raises:
        CalendarCoverageError: no calendar goes that far, or forecasts are not wanted.
        UsageError: another dialect.
    """
    sources = Sources()
    official = sources.official(options)
    calendar: AnyCalendar = official
    if until is not None and until > official.last.year:
        if options.no_forecast or until > FURTHEST:
            raise CalendarCoverageError(date(until, 12, 31).isoformat(), official.first, official.last)
        calendar = sources.until(official, until)
    return calendar_sql(sources.office(options).over(calendar), dialect)


@contextmanager
def _progress(what: str) -> Generator[Progress | None]:
    """A bar on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
