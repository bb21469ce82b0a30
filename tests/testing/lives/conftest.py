"""The folder is on the path for its hosts; what they compare is not our run's to tell."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc.testing.tally import TALLIES

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def _no_tallies_of_ours() -> Iterator[None]:
    yield
    TALLIES.clear()
