"""Every citation in code and data resolves, and its instrument was in force for as long as the citing place uses it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


def _generator() -> ModuleType:
    path = Path(__file__).parents[2] / "tools" / "generate.py"
    spec = importlib.util.spec_from_file_location("generate", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["generate"] = module
    spec.loader.exec_module(module)
    return module


GENERATE = _generator()
CITATIONS = GENERATE.citations()
REGISTER = GENERATE.register()


@pytest.mark.parametrize("citation", CITATIONS, ids=lambda one: f"{one.basis} in {one.where} {one.used.since}")
def test_a_citation_resolves_and_was_in_force(citation) -> None:
    instrument = REGISTER.get(citation.basis.instrument)
    assert instrument is not None, f"{citation.basis.instrument} is not in instruments.toml"
    if instrument.articles is not None and citation.basis.article is not None:
        assert citation.basis.article <= instrument.articles
    assert citation.used.within(instrument.validity), f"{instrument.number} is in force {instrument.validity}"
    if instrument.confidence == "memory":
        assert citation.basis.unverified, f"{instrument.number} is known from memory only"


def test_there_are_citations_of_every_kind() -> None:
    places = {one.where.split(" ")[0].split(":")[0].split(".")[0] for one in CITATIONS}
    assert {"cchc", "regimes", "procedure", "holidays/statutes", "calendar", "life", "forms"} <= places


@pytest.fixture(scope="module")
def pages() -> dict[Path, str]:
    """Every generated page, made once."""
    return GENERATE.pages()


@pytest.mark.parametrize("path", GENERATE.pages(), ids=lambda path: path.name)
def test_generated_pages_are_up_to_date(path: Path, pages: dict[Path, str]) -> None:
    assert path.read_text("utf-8") == pages[path], "run `make docs` and read the difference"
