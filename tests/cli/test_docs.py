"""Every console example of docs/cli.md runs and prints what the page shows."""

from __future__ import annotations

import re
import shlex
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

import pytest

from cchc.cli.answers import DueAnswer
from cchc.cli.app import app

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"
TEXT = PAGE.read_text("utf-8")


def examples() -> list[tuple[str, str]]:
    """Each command line with the output that follows it."""
    found: list[tuple[str, str]] = []
    for block in re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL):
        for part in block.split("$ ")[1:]:
            command, _, shown = part.replace("\\\n", "").partition("\n")
            found.append((command, shown))
    return found


def test_the_examples_run(cchc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in re.findall(r"```(?:toml|json) title=\"(.+?)\"\n(.*?)```", TEXT, re.DOTALL):
        Path(name).write_text(content, "utf-8")
    for command, shown in examples():
        words = shlex.split(command)
        stdin = ""
        if words[0] == "printf":
            at = words.index("|")
            assert words[1] == "%s\\n"
            stdin, words = "".join(f"{word}\n" for word in words[2:at]), words[at + 1 :]
        assert words[0] == "cchc"
        ran = cchc(*words[1:], stdin=stdin)
        told = ran.out + ran.err
        assert OutputChecker().check_output(shown, told, ELLIPSIS), f"{command}\n{told}"


@pytest.mark.parametrize("name", DueAnswer.model_fields)
def test_every_key_of_the_main_answer_is_explained(name: str) -> None:
    assert f"`{name}`" in TEXT


def test_every_option_of_every_command_is_named(cchc) -> None:
    assert app.registered_commands
    for command in ("due", "add", "between", "impact", "verify", "procedures", "calendar year", "calendar diff"):
        text = cchc(*command.split(), "--help").out
        for option in set(re.findall(r"--[a-z-]+", text)) - {"--help", "--no-not-at-once", "--no-no-forecast", "--no-json"}:
            assert f"`{option}" in TEXT, f"{command} {option}"
