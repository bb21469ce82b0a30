"""Write what is generated under docs/: the citations, the years as text, the JSON Schemas. Tests compare them."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import cchc
from cchc.checks.catalogue import RULES
from cchc.checks.facts import AllowedExtension, Ceiling, Ended
from cchc.checks.finding import Rule as CheckRule
from cchc.deadlines.calendar_day import WEEK
from cchc.deadlines.civil_code import CIVIL_CODE_2015_SINCE, Rule
from cchc.legal import LegalBasis, LegalInstrument, Validity
from cchc.model.form import EDITIONS
from cchc.rulebook import load_calendar, load_check_facts, load_instruments, load_procedures, load_processes, load_regimes
from cchc.workflow import render
from cchc.workflow.one_stop_shop import ROWS, editions

sys.path.insert(0, str(Path(__file__).parent))
from book.pages import pages as book_pages
from book.pictures import pictures

ROOT = Path(__file__).parent.parent
GENERATED = ROOT / "docs" / "generated"
ALWAYS = Validity()


@dataclass(frozen=True)
class Citation:
    """A provision, where it is cited, and from when to when that place uses it."""

    basis: LegalBasis
    where: str
    used: Validity


def citations() -> list[Citation]:
    """Return every citation in code and data."""
    found = [*_in_code(), *_in_regimes(), *_in_tables(), *_in_procedures(), *_in_processes(), *_in_calendar(), *_in_checks()]
    return sorted(set(found), key=_place)


def _place(one: Citation) -> tuple[object, ...]:
    basis = one.basis
    return basis.instrument, basis.article or 0, basis.clause or 0, basis.point or "", basis.unverified, one.where, str(one.used)


def _in_code() -> Iterator[Citation]:
    for module in pkgutil.walk_packages(cchc.__path__, "cchc."):
        if module.name.startswith(("cchc.cli", "cchc.testing")):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            where = f"{module.name}.{name}"
            if isinstance(value, LegalBasis) and value != WEEK:
                yield Citation(value, where, _validity(value))
            elif isinstance(value, Rule) and module.name.endswith("civil_code"):
                yield from (Citation(basis, where, Validity(CIVIL_CODE_2015_SINCE)) for basis in value.basis)
                if value.before_2017:
                    yield Citation(value.before_2017, where, Validity(date(2010, 1, 1), date(2016, 12, 31)))


def _validity(basis: LegalBasis) -> Validity:
    """A constant beside a rule of one instrument is used for as long as that instrument is in force."""
    known = load_instruments().get(basis.instrument)
    return known.validity if known else ALWAYS


def _in_regimes() -> Iterator[Citation]:
    for regime in load_regimes().all:
        named = {"start": regime.start_basis, "competent": regime.competent_basis, "reappoint": regime.reappoint_basis}
        named |= {"supplement": regime.supplement_basis, "transfer": regime.transfer.basis}
        named |= {name: duty.basis for name, duty in regime.duties.items()}
        yield from (Citation(basis, f"regimes.toml {regime.id}: {name}", regime.validity) for name, basis in named.items() if basis)


def _in_tables() -> Iterator[Citation]:
    """The rows of the life cycle, their guards and the office's own time, each for as long as its row holds; the forms."""
    for row in ROWS:
        named = {"row": row.basis, "time": row.office_time.basis if row.office_time else ()}
        named |= {f"guard {guard.code}": guard.basis for guard in row.guards}
        for what, cited in named.items():
            yield from (Citation(basis, f"life cycle {row.command.value}: {what}", row.validity) for basis in cited)
    yield from (Citation(one.basis, f"forms: {one.key.value}", one.validity) for one in EDITIONS)


def _in_procedures() -> Iterator[Citation]:
    catalogue = load_procedures()
    for code in catalogue.codes:
        for one in catalogue.versions(code):
            used = Validity(one.since or one.until or _read_on(one.read), one.until)
            yield from (Citation(basis, f"procedure {code}", used) for basis in one.basis)
            yield from (
                Citation(limit.cutoff.basis, f"procedure {code}", used) for limit in one.limits if limit.cutoff and limit.cutoff.basis
            )


def _in_processes() -> Iterator[Citation]:
    for one in load_processes().all:
        used = Validity(one.since or one.issued or one.until or date(2026, 7, 1), one.until)
        yield from (Citation(basis, f"process {one.id}", used) for basis in one.basis)


def _read_on(read: str) -> date:
    """The latest day a record can have been read: the end of the year or month it names last."""
    year, _, month = read.rsplit("/", 1)[-1].partition("-")
    return date(int(year), int(month[:2]) if month else 12, 28)


def _in_calendar() -> Iterator[Citation]:
    calendar = load_calendar()
    yield Citation(WEEK, "calendar: the week", Validity(calendar.first, calendar.last))
    for statute in calendar.facts.statutes:
        yield Citation(statute.basis, "holidays/statutes.toml", statute.validity)
        if statute.make_up:
            yield Citation(statute.make_up, "holidays/statutes.toml: make-up", statute.validity)
    for act in calendar.facts.acts:
        yield Citation(LegalBasis(act.title, unverified=act.confidence != "source"), "holidays: act", ALWAYS)


def _in_checks() -> Iterator[Citation]:
    """The rules of the checker, each as long as its instrument holds, and the dated facts they ask for."""
    yield from (Citation(basis, f"check {rule.code}", _validity(basis)) for rule in RULES for basis in rule.basis)
    facts = load_check_facts()
    dated: list[Ended | Ceiling | AllowedExtension] = [*facts.levels, *facts.papers, *facts.procedures]
    dated += [*facts.extensions, *facts.allowed]
    for one in dated:
        used = Validity(one.since, None if isinstance(one, Ended) else one.until)
        yield from (Citation(basis, "checks.toml", used) for basis in one.basis)
    yield from (Citation(basis, "checks.toml: cut-off", _validity(basis)) for one in facts.cutoffs for basis in one.basis)


def register() -> dict[str, LegalInstrument]:
    """Return the register of instruments, with the notices that the calendar's own files enter."""
    acts = {act.title: LegalInstrument(act.title, act.title, "notice", "", ALWAYS, act.issued) for act in load_calendar().facts.acts}
    return {**acts, **load_instruments()}


def citations_page() -> str:
    """Return docs/generated/citations.md: each provision, and where it is used."""
    known = register()
    lines = [
        "# Citations",
        "",
        "Every provision that code or data cites, and where it is used. Written by `make docs`; when a law is replaced,",
        "this page is the list of what to change. *chưa kiểm chứng*: known from a secondary source or from memory.",
    ]
    by_instrument: dict[str, dict[str, list[str]]] = {}
    for one in citations():
        by_instrument.setdefault(one.basis.instrument, {}).setdefault(str(one.basis), []).append(one.where)
    for number in sorted(by_instrument):
        title = known[number].title_vi if number in known else "?"
        lines += ["", f"## {number}" + (f": {title}" if title != number else ""), ""]
        for basis, places in by_instrument[number].items():
            lines.append(f"- {basis}: {', '.join(f'`{place}`' for place in dict.fromkeys(places))}")
    return "\n".join(lines) + "\n"


def calendars_page() -> str:
    """Return docs/generated/calendars.md: every special day of every year, with its act."""
    calendar = load_calendar()
    lines = ["# The official calendar, day by day", "", f"Version `{calendar.version}`. Written by `make docs`."]
    for year in range(calendar.first.year, calendar.last.year + 1):
        lines += [
            "",
            f"## {year} ({calendar.status(year).value})",
            "",
            "| day | worked | kind | name | act | issued | confidence |",
            "|---|---|---|---|---|---|---|",
        ]
        for one in calendar.special_days(year):
            worked = "yes" if one.working else "no"
            cells = (one.day, worked, one.kind.value, one.name_vi, one.act, one.issued or "?", one.confidence.value)
            lines.append(f"| {' | '.join(str(cell) for cell in cells)} |")
    return "\n".join(lines) + "\n"


def life_cycle_page() -> str:
    """Return docs/generated/life-cycle.md: each edition of the table, and what changed from one to the next."""
    lines = [
        "# The life of a dossier, by decree",
        "",
        "Every step of each dated table, as `cchc.workflow` runs it. Written by `make docs`; a row changed by law shows here.",
        "How to use the tables: [life-cycle.md](../life-cycle.md).",
        "",
        "## Forms",
        "",
        render.forms(),
        "The first day of 03/2025/TT-VPCP was not seen: the day of its issue stands for it.",
    ]
    before = None
    for table in editions():
        lines += ["", f"## Received from {table.regime}", ""]
        if before is not None:
            changes = (f"* `{line}`" for line in render.differences(before, table))
            lines += [f"Against the edition of {before.regime} (`+` added, `-` gone, `~` changed, citations aside):", "", *changes, ""]
        lines += ["### Steps", "", render.markdown(table), "### Who may", "", render.permissions(table)]
        lines += ["### National statuses", "", render.statuses(table), "### Diagram", "", "```mermaid", render.mermaid(table) + "```"]
        before = table
    return "\n".join(lines) + "\n"


def findings_page() -> str:
    """Return docs/findings.md: every code of the checker with its cause, severity, example and mend."""
    by_code: dict[str, list[CheckRule]] = {}
    for rule in RULES:
        by_code.setdefault(rule.code, []).append(rule)
    lines = [
        "# Findings of the checker",
        "",
        "Every code, in order, with what it means, how grave it usually is, a fault as one meets it, and how it is mended. Written by",
        "`make docs` from `cchc.checks.catalogue`. A finding may be graver or milder than usual where its rule says so. Sums are taken",
        "along the longest chain: steps side by side are not added up, and steps that do not count are not counted.",
        "",
        f"{len(by_code)} codes, {len(RULES)} rules.",
    ]
    for code in sorted(by_code):
        lines += ["", f"## {code}"]
        for rule in by_code[code]:
            lines += ["", f"**{rule.title_vi}** ({rule.title_en}); {rule.severity.value}, about a {rule.target}.", ""]
            lines.append(f"- Cause: {' '.join((inspect.getdoc(rule.check) or '').split())}")
            lines.append(f"- Example: {rule.example}")
            lines.append(f"- Mend: {rule.fix_vi}. In English: {rule.fix_en}.")
            if rule.basis:
                lines.append(f"- Basis: {'; '.join(str(one) for one in rule.basis)}")
    return "\n".join(lines) + "\n"


AS_OF = date(2026, 11, 22)
"""The day on which the bundled catalogue is judged for its page: that of its data."""


def bundled_findings_page() -> str:
    """Return docs/generated/bundled-findings.md: what the checker says of the bundled procedures and processes."""
    from cchc.cli.checking import CheckOptions, Sources, summarize

    folder = Path(cchc.__file__).parent / "rulebook"
    paths = (str(folder / "procedures"), str(folder / "processes"))
    summary = summarize(CheckOptions(paths=paths), Sources.bundled(AS_OF))
    lines = [
        "# Findings about the bundled catalogue",
        "",
        f"What `cchc check` says on {AS_OF} of the real procedures and processes in `rulebook/`. They are carried as they were",
        "published or decided, faults included: each finding is one of the source, or of what was not read of it. Generated.",
        "",
        f"{summary.read} records, {len(summary.findings)} findings, {len(summary.rejected)} not read.",
        "",
        "| code | severity | subject | what |",
        "|---|---|---|---|",
    ]
    rows = sorted((one.code, one.severity.value, one.subject, one.message_vi.replace("|", "/")) for one in summary.findings)
    return "\n".join([*lines, *(f"| {code} | {severity} | {subject} | {words} |" for code, severity, subject, words in rows)]) + "\n"


def vectors_page() -> str:
    """Return docs/generated/vectors.md: the rules of the test vectors, how many cases each has, the digest of them all."""
    from cchc.cli.vectors import bundled
    from cchc.testing.vectors.rules import group_of
    from cchc.testing.vectors.writing import vectors

    header = vectors(bundled())[0]
    lines = [
        "# The test vectors, rule by rule",
        "",
        "What `cchc vectors` writes, counted. Generated; [how to use them](../how-to/vectors.md). The digest is that of all lines",
        "after the first: where it changes, an answer has changed, or a question.",
        "",
        f"Format {header['version']}, {header['cases']} cases, calendar `{header['calendar']}`, `{header['digest']}`.",
        "",
        "| rule | cases | what |",
        "|---|---|---|",
    ]
    lines += [
        f"| `{rule}` | {number} | {group_of(rule).title_vi} · {group_of(rule).title_en} |" for rule, number in header["rules"].items()
    ]
    return "\n".join(lines) + "\n"


def pages() -> dict[Path, str]:
    """Return every generated file with its content."""
    from cchc.cli.answers import schemas

    found = {GENERATED / "citations.md": citations_page(), GENERATED / "calendars.md": calendars_page()}
    found[GENERATED / "life-cycle.md"] = life_cycle_page()
    found[ROOT / "docs" / "findings.md"] = findings_page()
    found[GENERATED / "bundled-findings.md"] = bundled_findings_page()
    found[GENERATED / "vectors.md"] = vectors_page()
    found |= {ROOT / "docs" / name: text for name, text in book_pages().items()}
    found |= {GENERATED / "pictures" / name: text for name, text in pictures().items()}
    for name, schema in schemas().items():
        found[ROOT / "docs" / "schema" / f"{name}.json"] = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    return found


def main() -> None:
    """Write the files that differ."""
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
