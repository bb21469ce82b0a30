"""Every input that the fuzzer kept is read again: those that once broke a promise, and those that reach far into a parser."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).parents[2] / "fuzz"
sys.path.insert(0, str(FUZZ))

from targets import TARGETS  # noqa: E402  # the folder stands beside the package


@pytest.mark.parametrize("name", TARGETS)
def test_the_promises_hold_on_the_kept_inputs(name: str) -> None:
    kept = sorted((FUZZ / "corpus" / name).iterdir())
    assert kept, f"keep at least one input for {name}"
    for path in kept:
        data = path.read_bytes()
        try:
            TARGETS[name](data)
        except Exception as error:
            error.add_note(f"input: {path.name}")
            raise


def test_no_corpus_is_left_without_its_target() -> None:
    assert {path.name for path in (FUZZ / "corpus").iterdir() if path.is_dir()} == set(TARGETS)
