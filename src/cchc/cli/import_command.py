"""The commands ``cchc import`` and ``cchc template`` as typer sees them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli import declared as d
from cchc.cli.exits import Exit

if TYPE_CHECKING:
    from cchc.cli.import_forms import ImportAnswer

_WORDS = {
    "vi": {
        "read": "Đã đọc {0} bản ghi từ {1} tệp: {2} thủ tục, {3} quy trình, {4} bị từ chối",
        "limits": "{0} thời hạn, trong đó {1} chưa xác nhận đơn vị",
        "rejected": "Bị từ chối",
        "notices": "Điều cần xem",
        "written": "Đã ghi {0}",
    },
    "en": {
        "read": "Read {0} records from {1} files: {2} procedures, {3} processes, {4} rejected",
        "limits": "{0} time limits, {1} of them with a unit nobody has confirmed",
        "rejected": "Rejected",
        "notices": "To look at",
        "written": "Wrote {0}",
    },
}


def import_(
    *,
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Catalogues, or folders that hold them.")],
    to: Annotated[
        str | None, typer.Option("--to", metavar="toml|yaml|json|jsonl|xlsx", help="The form to write; else that of the file's ending.")
    ] = None,
    out: Annotated[str | None, typer.Option("--out", metavar="FILE", help="Write the records that were read.")] = None,
    report: Annotated[
        str | None, typer.Option("--report", metavar="FILE", help="Write every rejected record and every notice, and the counts (JSON).")
    ] = None,
    as_json: d.Json = False,
    lang: d.Language = "vi",
) -> None:
    """Read catalogues in any known form: what was read, what was rejected and why; and write them in one form."""
    from cchc.cli.importing import run_import
    from cchc.cli.options import Options

    Options.of({"lang": lang})
    answer, rejected = run_import(paths, to, out, report)
    _tell(answer, rejected, as_json=as_json, lang=lang)


def template(
    *,
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="The Excel file to write (.xlsx).")],
    source: Annotated[
        list[str] | None, typer.Option("--from", metavar="PATH", help="Fill it with this catalogue; may be repeated.")
    ] = None,
    lang: d.Language = "vi",
) -> None:
    """Write an Excel file to fill in: sheets with drop-downs, notes and an example; or one that holds a catalogue."""
    from cchc.cli.importing import run_template
    from cchc.cli.options import Options

    Options.of({"lang": lang})
    answer, rejected = run_template(out, source or ())
    if answer is None:
        sys.stdout.write(_WORDS[lang]["written"].format(out) + "\n")
    else:
        _tell(answer, rejected, as_json=False, lang=lang)


def _tell(answer: ImportAnswer, rejected: list[str], *, as_json: bool, lang: str) -> None:
    from cchc.cli.showing import emit, note

    if as_json:
        emit(answer, as_json=True, lang=lang)
    else:
        sys.stdout.write("".join(f"{line}\n" for line in _lines(answer, _WORDS[lang])))
        note(rejected)
    raise typer.Exit(Exit.BAD_ROWS if answer.rejected else Exit.OK)


def _lines(answer: ImportAnswer, words: dict[str, str]) -> list[str]:
    found = [words["read"].format(answer.read, answer.files, answer.procedures, answer.processes, answer.rejected)]
    if answer.limits:
        found.append(words["limits"].format(answer.limits, answer.unconfirmed))
    for name, counts in (("rejected", answer.rejected_by_code), ("notices", answer.notices_by_code)):
        if counts:
            found.append(f"{words[name]}: {', '.join(f'{code} {count}' for code, count in counts.items())}")
    if answer.written:
        found.append(words["written"].format(answer.written))
    return found
