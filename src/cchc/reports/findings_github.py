"""Findings as workflow commands: lines on standard output that a GitHub job shows beside the changed lines."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.checks.finding import Severity
from cchc.checks.summary import Summary
from cchc.model.place import Place
from cchc.reports.findings_words import circumstances, counted, one_line

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def findings_github(summary: Summary, lang: str = "vi") -> str:
    """Return a command for each finding and each rejected record, then one notice with the counts.

    >>> from datetime import date
    >>> print(findings_github(Summary(date(2026, 11, 22), (), (), read=2), "en"), end="")
    ::notice title=cchc check::0 errors, 0 warnings, 0 notes · 2 records checked · judged as of 2026-11-22
    """
    return "".join(f"{line}\n" for line in _lines(summary, lang))


def _lines(summary: Summary, lang: str) -> Iterator[str]:
    for one in summary.findings:
        fix = one.fix_vi if lang == "vi" else one.fix_en
        told = ". ".join(part for part in (f"{one.subject}: {one.message_vi if lang == 'vi' else one.message_en}", fix) if part)
        yield _command(_COMMANDS[one.severity], one.place, one.code, told)
    for record in summary.rejected:
        yield _command("error", record.place, record.code, record.message)
    yield _command("notice", Place(), "cchc check", " · ".join((counted(summary, lang), *circumstances(summary, lang))))


def _command(name: str, place: Place, title: str, message: str) -> str:
    told = {"file": place.file, "line": place.line or "", "col": place.column or "", "title": title}
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in told.items() if value)
    return f"::{name} {properties}::{_data(one_line(message, 2_000))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(one_line(text)).replace(":", "%3A").replace(",", "%2C")
