"""``cchc check``: from the files to the report."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Literal, Self, cast

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from cchc.checks.baseline import Baseline
from cchc.checks.engine import Tally, check
from cchc.checks.finding import Context, Rule, Severity
from cchc.checks.index import Index
from cchc.checks.selection import Selection
from cchc.checks.summary import Summary
from cchc.cli.check_files import Records, catalogue_files, read_baseline, read_configuration, read_suppression
from cchc.cli.excerpts import excerpts
from cchc.cli.exits import faults_of
from cchc.cli.files import write_text
from cchc.cli.options import Lang, Text, Texts
from cchc.cli.texts import read_day
from cchc.errors import UsageError
from cchc.model.process import Process

if TYPE_CHECKING:
    from rich.console import RenderableType

Form = Literal["text", "json", "sarif", "html", "github"]
_LEVELS = {one.value: one for one in Severity}


def _split(value: object) -> object:
    return tuple(part for one in cast("list[str]", value) for part in one.replace(" ", "").split(",")) if isinstance(value, list) else value


Codes = Annotated[tuple[Text, ...], BeforeValidator(_split), Field(max_length=1_000)]
"""Codes as they are given: repeated, or with commas."""


class CheckOptions(BaseModel, frozen=True, extra="forbid"):
    """What ``cchc check`` was given."""

    paths: tuple[Text, ...]
    form: Form = "text"
    select: Codes = ()
    ignore: Codes = ()
    severity: Codes = ()
    suppress: Texts = ()
    config: Text = ""
    baseline: Text = ""
    write_baseline: Text = ""
    fail_on: Literal["error", "warning", "info", "never"] = "error"
    as_of: Text = ""
    output: Text = "-"
    lang: Lang = "vi"

    @classmethod
    def of(cls, given: Mapping[str, object]) -> Self:
        """Return the options that the command was given; absent ones keep their defaults.

        Raises:
            UsageError: one is not what it must be.
        """
        try:
            return cls.model_validate({key: value for key, value in given.items() if value is not None})
        except ValidationError as error:
            raise UsageError(faults_of(error)) from None

    @property
    def least(self) -> Severity | None:
        """The severity that fails the run; ``None`` where none does."""
        return _LEVELS.get(self.fail_on)


@dataclass(frozen=True, slots=True)
class Sources:
    """What records are judged by: the rules, and the bundled law and catalogue."""

    rules: tuple[Rule, ...]
    context: Context

    @classmethod
    def bundled(cls, as_of: date | None) -> Self:
        """Return the rules of the library with its rulebook, as of a day or else the day of the calendar's data."""
        from cchc.checks.catalogue import RULES
        from cchc.rulebook.calendars import load_calendar
        from cchc.rulebook.check_facts import load_check_facts
        from cchc.rulebook.procedures import load_procedures

        catalogue = load_procedures()
        known = frozenset(catalogue.codes)
        return cls(
            RULES,
            Context(
                as_of or load_calendar().data_date,
                national=lambda code: catalogue.versions(code) if code in known else (),
                processes=lambda code: _bundled_processes().get(code, ()),
                facts=load_check_facts(),
            ),
        )


@lru_cache(maxsize=1)
def _bundled_processes() -> dict[str, tuple[Process, ...]]:
    from cchc.rulebook.processes import load_processes

    found: dict[str, tuple[Process, ...]] = {}
    for one in load_processes().all:
        for code in dict.fromkeys(one.codes):
            found[code] = (*found.get(code, ()), one)
    return found


def run(options: CheckOptions, sources: Sources | None = None) -> bool:
    """Check, write the report (and the baseline where one is asked for), and return whether the exit code is 0.

    A run that writes a baseline reports everything and fails only where a record was not read or a rule broke.
    """
    as_of = read_day(options.as_of, "as_of") if options.as_of else None
    summary = summarize(options, sources or Sources.bundled(as_of))
    if options.write_baseline:
        codes = {rule.code for rule in summary.rules}
        old = Baseline.of(one for one in summary.findings if one.code in codes)
        write_text(options.write_baseline, old.model_dump_json(indent=2) + "\n")
    _write(options, summary)
    return not summary.fails(None if options.write_baseline else options.least)


def summarize(options: CheckOptions, sources: Sources) -> Summary:
    """Read the files of ``options``, judge their records and return what that came to."""
    configuration, suppressions = read_configuration(options.config)
    files = catalogue_files(options.paths, (options.config, options.baseline, options.write_baseline, options.output))
    selection = Selection(
        options.select or configuration.select,
        (*configuration.ignore, *options.ignore),
        {**configuration.severity, **_severities(options.severity)},
    )
    records = Records(files)
    index = Index(lambda: records, national=sources.context.national, processes=sources.context.processes)
    tally = Tally()
    found = check(
        records,
        sources.rules,
        context=replace(sources.context, national=index.national, processes=index.processes, options=configuration.options),
        selection=selection,
        suppressions=(*suppressions, *map(read_suppression, options.suppress)),
        baseline=read_baseline(options.baseline) if options.baseline and not options.write_baseline else None,
        tally=tally,
    )
    summary = Summary.of(found, tally, as_of=sources.context.as_of, rules=selection.of(sources.rules))
    return replace(summary, lines=excerpts(one.place for one in summary.findings)).writable()


def _severities(given: Sequence[str]) -> dict[str, Severity]:
    found: dict[str, Severity] = {}
    for text in given:
        code, _, level = text.partition("=")
        if level not in _LEVELS:
            raise UsageError(f"--severity {text[:80]!r} is not CODE=error, CODE=warning or CODE=info")
        found[code] = _LEVELS[level]
    return found


def _write(options: CheckOptions, summary: Summary) -> None:
    if options.form == "text" and options.output == "-" and sys.stdout.isatty():
        from cchc.cli.showing import show_text

        show_text(_coloured(written("text", summary, options.lang)))
    else:
        write_text(options.output, written(options.form, summary, options.lang))


def written(form: Form, summary: Summary, lang: Lang) -> str:
    """Return ``summary`` in one of its forms."""
    match form:
        case "json":
            from cchc.cli.check_forms import check_answer

            return check_answer(summary).model_dump_json(indent=2) + "\n"
        case "sarif":
            from cchc import __version__
            from cchc.reports.findings_sarif import findings_sarif

            return findings_sarif(summary, __version__, lang)
        case "html":
            from cchc.reports.findings_html import findings_html

            return findings_html(summary)
        case "github":
            from cchc.reports.findings_github import findings_github

            return findings_github(summary, lang)
        case "text":
            from cchc.reports.findings_text import findings_text

            return findings_text(summary, lang)


_COLOURS = {r"(?m)^ +✗ .*$": "bold red", r"(?m)^ +! .*$": "yellow", r"(?m)^ +· .*$": "cyan", r"(?m)^ +[0-9]+ \|.*$": "dim"}
"""How the lines of a text report look on a terminal."""


def _coloured(text: str) -> RenderableType:
    from rich.text import Text as Shown

    shown = Shown(text.removesuffix("\n"))
    for pattern, style in _COLOURS.items():
        shown.highlight_regex(pattern, style)
    return shown
