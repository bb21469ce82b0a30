"""``cchc due``: one dossier, or a row of dossiers."""

from __future__ import annotations

from cchc.cli.batch import Row, row_id, with_id
from cchc.cli.building import due_answer
from cchc.cli.files import write_text
from cchc.cli.options import DueOptions
from cchc.cli.questions import ask_due
from cchc.cli.showing import answer_lines, emit, note
from cchc.cli.sources import Sources
from cchc.errors import UsageError


def one_dossier(options: DueOptions, proof: str | None, *, as_json: bool) -> None:
    """Answer one question; write its proof where it is wanted."""
    sources = Sources()
    asked = ask_due(options, sources)
    if proof is not None:
        write_text(proof, asked.deadline.proof.model_dump_json(indent=2) + "\n")
    if proof != "-":
        emit(due_answer(asked), as_json=as_json, lang=options.lang)
    note(sources.notes)


def many_dossiers(base: DueOptions, proof: str | None) -> bool:
    """Answer the rows of standard input; return whether all were good."""
    if proof is not None:
        raise UsageError("--proof is for one dossier; leave it out of a batch")
    sources = Sources()
    if base.portal or base.catalogue:
        sources.catalogue(base)
        note(sources.notes)

    def answer(row: Row) -> str:
        identity = row_id(row)
        return with_id(due_answer(ask_due(base.with_row(row), sources)).model_dump_json(), identity)

    return answer_lines(("code", "received"), answer)
