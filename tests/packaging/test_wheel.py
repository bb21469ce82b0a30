"""The wheel that a user gets: the same bytes each time, whole, and at work with nothing but what it asks for."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from smoke import SMOKE

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def build(folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env={**os.environ, "SOURCE_DATE_EPOCH": "1764000000"})
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def test_two_builds_are_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    assert build(tmp_path).read_bytes() == wheel.read_bytes()


def test_the_wheel_holds_the_package_whole_and_nothing_else(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    ask = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "src/cchc"]
    tracked = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert held == {name.removeprefix("src/") for name in tracked if (ROOT / name).exists()}
    assert "cchc/py.typed" in held


def test_every_extra_has_its_lines() -> None:
    assert {extra for extra in SMOKE if extra} == set(PROJECT["optional-dependencies"])


def needs(requirement: str, extra: str, seen: set[str]) -> set[str]:
    """The distributions that come with ``requirement``, by name."""
    wanted = Requirement(requirement)
    name = canonicalize_name(wanted.name)
    if wanted.marker is not None and not wanted.marker.evaluate({"extra": extra}):
        return seen
    key = f"{name}[{','.join(sorted(wanted.extras))}]"
    if key in seen:
        return seen
    seen |= {key, name}
    for one in requires(name) or ():
        for inner in ("", *wanted.extras):
            needs(one, inner, seen)
    return seen


@pytest.mark.parametrize("extra", SMOKE, ids=lambda extra: extra or "none")
def test_the_wheel_works_with_this_extra_alone(extra: str | None, unpacked: Path) -> None:
    """In a process that can import the core's packages, this extra's and what they need, and no others."""
    asked = [*PROJECT["dependencies"], *(PROJECT["optional-dependencies"][extra] if extra else ())]
    allowed: set[str] = set()
    for requirement in asked:
        needs(requirement, "", allowed)
    others = {
        module
        for module, owners in packages_distributions().items()
        if module != "cchc" and not set(map(canonicalize_name, owners)) & allowed
    }
    guard = f"""
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {sorted(others)!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Absent())
sys.path.insert(0, {str(unpacked)!r})
import cchc
assert cchc.__file__.startswith({str(unpacked)!r})
"""
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "PYTHONUTF8": "1"}
    run = subprocess.run([sys.executable, "-c", guard + SMOKE[extra]], capture_output=True, text=True, env=environment, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
