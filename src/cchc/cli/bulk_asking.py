"""``cchc bulk``: what the options say, as frames and options of the room that counts whole columns."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace

from cchc.bulk.moved_parquet import moved_parquet
from cchc.bulk.parquet import BulkSummary, Progress, answer_parquet
from cchc.bulk.schema import BulkOptions
from cchc.bulk.sql import forecast_since
from cchc.cli.bulk_forms import BulkAnswer, BulkImpactAnswer
from cchc.cli.comparing import Change
from cchc.cli.exits import FileError
from cchc.cli.files import readable
from cchc.cli.options import Options, Pairs, Text, Texts
from cchc.cli.questions import chosen_policy
from cchc.cli.sources import Sources
from cchc.cli.texts import read_instant
from cchc.deadlines.bulk.frames import BulkFrame, bulk_frame
from cchc.deadlines.policy import DEFAULT_POLICY
from cchc.deadlines.working_calendar import AnyCalendar, WorkingCalendar
from cchc.errors import UsageError


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
    calendar = _further(sources.official(options), options, sources)
    frames = _frames(options, sources, calendar)
    with _progress("cchc bulk due") as shown, _files(source, target):
        found = answer_parquet(readable(source), target, frames, options.bulk(calendar), progress=shown)
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


def compare_file(
    source: str, target: str, options: BulkDueOptions, changed: tuple[str, str, tuple[str, ...]], keep: list[str] | None
) -> BulkImpactAnswer:
    """Write the rows of a Parquet file that a change of the calendar moves.

    Raises:
        UsageError: nothing is said to have changed.
        ColumnError: a column is missing or of a wrong type.
        FileError: a file cannot be read or written.
    """
    sources = Sources()
    change = Change.between(sources, *changed)
    both = [_further(one, options, sources) for one in (change.old, change.new)]
    old, new = (_frames(options, sources, one) for one in both)
    first = min((day for day in map(forecast_since, both) if day is not None), default=None)
    with _progress("cchc bulk impact") as shown, _files(source, target):
        how = replace(options.bulk(both[0]), forecast_since=first)
        found = moved_parquet(readable(source), target, old, new, how, keep=keep, progress=shown)
    return BulkImpactAnswer(
        rows=found.rows,
        moved=found.moved,
        written=target,
        old=change.old.version,
        new=change.new.version,
    )


@contextmanager
def _files(source: str, target: str) -> Generator[None, None, None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileError(f"cannot read {source[:200]} or write {target[:200]} ({reason}); give paths of files") from error


def _further(official: WorkingCalendar, options: Options, sources: Sources) -> AnyCalendar:
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
