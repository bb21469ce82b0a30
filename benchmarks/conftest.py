"""The modules beside this file are imported by name; a table of the ratios ends the run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from rounds import MEASURED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print every ratio that was gated, with the medians it comes from."""
    if not MEASURED:
        return
    terminalreporter.section("speed: ratios in this run")
    width = max(len(line.says) for line in MEASURED)
    for line in MEASURED:
        terminalreporter.write_line(f"{line.says:<{width}}  {line.bound:<10} {line.shown}")
