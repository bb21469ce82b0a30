"""The vectors, made once for all tests of this folder: as plain values, as a file, and as a file of questions alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cchc.cli.vectors import bundled
from cchc.testing.vectors.form import Plain
from cchc.testing.vectors.writing import blind, text_of, vectors

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def lines() -> tuple[Plain, ...]:
    return vectors(bundled())


@pytest.fixture(scope="session")
def cases(lines: tuple[Plain, ...]) -> tuple[Plain, ...]:
    return tuple(line for line in lines if line["type"] == "case")


@pytest.fixture(scope="session")
def questions(lines: tuple[Plain, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file without any answer in it."""
    path = tmp_path_factory.mktemp("vectors") / "questions.jsonl"
    path.write_text("".join(f"{text_of(blind(line))}\n" for line in lines), "utf-8")
    return path
