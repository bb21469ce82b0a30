"""NumPy, or what to write to have it; the calendar as SQL does without."""

from __future__ import annotations

from cchc.errors import MissingExtraError

try:
    import numpy as np
    from numpy.typing import NDArray
except ModuleNotFoundError as error:
    raise MissingExtraError("counting whole columns", "bulk") from error

__all__ = ["NDArray", "np"]
