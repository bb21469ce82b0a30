"""The glossary holds: every identifier exists, none stands twice, and no term of the field is missing."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

import cchc
from cchc.model.labels import LabelledEnum
from cchc.rulebook import load_instruments

_PAGE = Path(__file__).parents[2] / "docs" / "glossary.md"
_ROW = re.compile(r"\| (?P<term>[^|]+?) \| `(?P<identifier>[^`|]+)` \| (?P<english>[^|]+?) \| (?P<source>[^|]+?) \|")
_ROWS = [found.groupdict() for line in _PAGE.read_text("utf-8").splitlines() if (found := _ROW.fullmatch(line))]
_BY_IDENTIFIER = {row["identifier"]: row for row in _ROWS}
_NOT_TERMS = {"CchcError", "load_calendar", "load_office", "load_procedures", "load_regimes"}
"""Public names that are tools, not words of the field."""
_NOT_OF_THE_FIELD = {"LabelledEnum"}
"""Public classes of the model that no official has a word for."""


def _modules(*rooms: str) -> list[ModuleType]:
    found = [importlib.import_module(room) for room in rooms]
    names = (one.name for room in found for one in pkgutil.iter_modules(getattr(room, "__path__", ()), f"{room.__name__}."))
    return [*found, *map(importlib.import_module, names)]


_HOUSE = _modules("cchc.legal", "cchc.model", "cchc.deadlines", "cchc.rulebook", "cchc.simulation", "cchc.workflow.definition")


def _resolve(identifier: str) -> object:
    """The one thing that ``Name`` or ``Class.attribute`` names anywhere in the library; ``module.Name`` where two share a name."""
    name, _, attribute = identifier.partition(".")
    within = [module for module in _HOUSE if module.__name__.endswith(f".{name}")]
    if attribute and within:
        return vars(within[0])[attribute]
    named = [vars(module)[name] for module in _HOUSE if name in vars(module)]
    found = {id(thing): thing for thing in named if not inspect.ismodule(thing)}
    assert len(found) == 1, f"{name} names {len(found)} things"
    (thing,) = found.values()
    if not attribute:
        return thing
    fields: dict[str, object] = getattr(thing, "model_fields", {})
    assert attribute in fields or hasattr(thing, attribute), f"{name} has no {attribute}"
    return fields.get(attribute) or getattr(thing, attribute)


def test_every_row_is_read() -> None:
    lines = [line for line in _PAGE.read_text("utf-8").splitlines() if line.startswith("| ") and not line.startswith("| Tiếng Việt")]
    assert len(lines) == len(_ROWS)
    assert len(_ROWS) > 100


@pytest.mark.parametrize("identifier", _BY_IDENTIFIER)
def test_an_identifier_exists(identifier: str) -> None:
    assert _resolve(identifier) is not None


@pytest.mark.parametrize("column", ["identifier", "term"])
def test_one_term_has_one_meaning(column: str) -> None:
    told = Counter(row[column].casefold() if column == "term" else row[column] for row in _ROWS)
    assert [one for one, times in told.items() if times > 1] == []


def test_the_term_of_a_member_is_its_label() -> None:
    members = {identifier: one for identifier in _BY_IDENTIFIER if isinstance(one := _resolve(identifier), LabelledEnum)}
    assert len(members) > 20
    assert {identifier: _BY_IDENTIFIER[identifier]["term"] for identifier in members} == {
        identifier: member.label_vi for identifier, member in members.items()
    }


def test_every_public_class_of_the_model_is_explained() -> None:
    classes = {
        name
        for module in _modules("cchc.model")
        for name, thing in vars(module).items()
        if inspect.isclass(thing) and thing.__module__ == module.__name__ and not name.startswith("_")
    }
    explained = {name for identifier in _BY_IDENTIFIER for name in (identifier, identifier.rpartition(".")[2])}
    assert classes - explained - _NOT_OF_THE_FIELD == set()


def test_every_term_among_the_public_names_is_explained() -> None:
    assert set(cchc.__all__) - _BY_IDENTIFIER.keys() - _NOT_TERMS == set()


def test_every_instrument_named_as_source_is_registered() -> None:
    named = {number for row in _ROWS for number in re.findall(r"[0-9]+/[0-9]{4}/[\w-]+", row["source"])}
    assert named
    assert named - load_instruments().keys() == set()


def test_terms_are_written_with_their_accents() -> None:
    plain = [row["term"] for row in _ROWS if row["term"].isascii()]
    assert plain == ["ngay"]
