"""Hypothesis, or what to write to have it; it is no dependency of the library itself."""

from __future__ import annotations

try:
    from hypothesis import strategies as st
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "cchc.testing.strategies needs Hypothesis, which is not installed; write: pip install cchc[testing]", name=error.name
    ) from error

__all__ = ["st"]
