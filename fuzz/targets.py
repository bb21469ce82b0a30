"""What is fuzzed: one function a parser. It takes any bytes, lets the library's own refusals pass, and states what must hold.

A target returns when its input was read or refused, and raises when the library broke a promise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pydantic import ValidationError

from cchc import format_limit, load_calendar, parse_limit, parse_time_limit, verify
from cchc.checks.baseline import Baseline
from cchc.cli.batch import LONGEST_LINE, lines_of, read_row
from cchc.cli.check_files import read_configuration
from cchc.cli.dossier_scripts import read_script
from cchc.cli.ledger import read_ledger
from cchc.deadlines.proof import Proof
from cchc.errors import CchcError
from cchc.interop.catalogue_files import read_catalogue
from cchc.interop.located_yaml import parse_yaml
from cchc.interop.portal_catalogue import read_portal
from cchc.model.place import Rejected
from cchc.rulebook.offices import load_office
from cchc.rulebook.procedures import read_confirmations
from cchc.workflow.history import StoredEvent, load, store

IDENTIFIERS: Final = ("agency_code", "dossier_code", "identity_card_number", "personal_number", "procedure_code", "result_code", "tax_code")
TARGETS: Final[dict[str, Callable[[bytes], None]]] = {}
_FOLDER = TemporaryDirectory(prefix="cchc-fuzz-")


def target(function: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """Enter a target under its own name."""
    TARGETS[function.__name__] = function
    return function


@contextmanager
def refusals() -> Iterator[None]:
    """Let pass what the library raises on purpose; each one must have something to say."""
    try:
        yield
    except CchcError as error:
        if not str(error).strip():
            raise TypeError(f"{type(error).__name__} says nothing") from error


def _file(data: bytes, ending: str) -> Path:
    path = Path(_FOLDER.name, f"input{ending}")
    path.write_bytes(data)
    return path


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


@target
def limit_text(data: bytes) -> None:
    """Every limit found stands where it says it stands, in order."""
    text = _text(data)
    end = 0
    for found in parse_time_limit(text).limits:
        since, until = found.span
        assert 0 <= since < until <= len(text)
        assert since >= end, "two limits share a stretch of the text"
        end = until


@target
def limit_phrase(data: bytes) -> None:
    """What is read can be written, and read again as the same."""
    with refusals():
        limit = parse_limit(_text(data))
        assert parse_limit(format_limit(limit)) == limit


@target
def identifiers(data: bytes) -> None:
    """A value that parses is valid, is written as it was read, and reads again as the same."""
    text = _text(data)
    for name in IDENTIFIERS:
        module = import_module(f"cchc.model.identifiers.{name}")
        with refusals():
            module.parse_lenient(text)
        valid = module.is_valid(text)
        with refusals():
            value = module.parse(text)
            assert valid, f"{name} parsed what it calls invalid"
            assert module.parse(module.format(value)) == value


def _catalogue(data: bytes, ending: str) -> None:
    with refusals():
        for answer in read_catalogue(_file(data, ending)):
            assert not isinstance(answer, Rejected) or answer.message


@target
def catalogue_toml(data: bytes) -> None:
    """No content raises: a bad record is a rejected line with its reason."""
    _catalogue(data, ".toml")


@target
def catalogue_yaml(data: bytes) -> None:
    """The same for YAML."""
    _catalogue(data, ".yaml")


@target
def catalogue_json(data: bytes) -> None:
    """The same for JSON, the portal's and its service's own forms included."""
    _catalogue(data, ".json")


@target
def catalogue_lines(data: bytes) -> None:
    """The same for JSON Lines."""
    _catalogue(data, ".jsonl")


@target
def catalogue_gzip(data: bytes) -> None:
    """The same for packed lines, damaged ones included."""
    _catalogue(data, ".jsonl.gz")


@target
def catalogue_excel(data: bytes) -> None:
    """The same for workbooks."""
    _catalogue(data, ".xlsx")


@target
def yaml(data: bytes) -> None:
    """A file is read with its lines, or refused."""
    with refusals():
        _, lines = parse_yaml(_text(data))
        assert all(line >= 1 for line in lines.values())


@target
def portal(data: bytes) -> None:
    """Each line that is not blank has one answer."""
    lines = data.split(b"\n")
    answers = sum(1 for _ in read_portal(lines))
    assert answers == sum(bool(line.strip()) for line in lines)


@target
def calendar_act(data: bytes) -> None:
    """A notice that an office drops in is taken whole, or refused."""
    with refusals():
        calendar = load_calendar([_file(data, ".toml")])
        calendar.is_working_day(date(2026, 3, 2))


@target
def office(data: bytes) -> None:
    """A profile is taken whole, or refused."""
    with refusals():
        load_office(_file(data, ".toml"))


@target
def settings(data: bytes) -> None:
    """The files that the checker is set with: configuration, confirmations, a baseline."""
    path = _file(data, ".toml")
    with refusals():
        read_configuration(str(path))
    with refusals():
        read_confirmations(path)
    try:
        Baseline.model_validate_json(data)
    except ValidationError:
        return


@target
def proof(data: bytes) -> None:
    """A proof that is read is judged; a stranger's proof never breaks the judge."""
    with refusals():
        try:
            read = Proof.model_validate_json(data)
        except ValidationError:
            return
        verify(read, load_calendar())


@target
def event(data: bytes) -> None:
    """An event that is read is written as one that reads as the same."""
    with refusals():
        read = load(StoredEvent(data, b""))
        assert load(store(read)) == read


@target
def ledger(data: bytes) -> None:
    """The entries of a clock, as the command line takes them."""
    with refusals():
        read_ledger(str(_file(data, ".jsonl")))


@target
def script(data: bytes) -> None:
    """The life of a dossier, as the command line takes it."""
    with refusals():
        read_script(str(_file(data, ".yaml")))


@target
def batch_row(data: bytes) -> None:
    """Standard input: one row a line, none longer than the limit."""
    from io import BytesIO

    for block in lines_of(BytesIO(data)):
        for line in block:
            assert line is None or len(line) <= LONGEST_LINE
            with refusals():
                read_row(line, ("date", "limit"))


if __name__ == "__main__":
    print("\n".join(TARGETS))
