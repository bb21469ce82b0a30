"""The page of the architecture names every file of the house, or the folder of files of one shape, and none that is not there."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "src" / "cchc"
NAMED = {
    name
    for line in (ROOT / "docs" / "architecture.md").read_text("utf-8").splitlines()
    if line.startswith("| `")
    for name in re.findall(r"`([^`]+)`", line.split("|")[1])
}


def test_every_file_is_named_in_one_line() -> None:
    files = {str(path.relative_to(HOUSE)) for path in HOUSE.rglob("*.py") if path.name not in ("__init__.py", "__main__.py")}
    named = [f"{one}*" if one.endswith("/") else one for one in NAMED]
    assert sorted(name for name in files if not any(fnmatch(name, one) for one in named)) == []


def test_no_file_is_named_that_is_not_there() -> None:
    assert [name for name in sorted(NAMED) if not list(HOUSE.glob(name))] == []
