"""Every console example of docs/cli.md and of the pages named here runs and prints what the page shows."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

import pytest

from cchc.cli.answers import DueAnswer
from cchc.cli.app import app

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"
TEXT = PAGE.read_text("utf-8")
FOLDERS = ("how-to", "tutorials", "explanation", "vi", "vi/how-to", "vi/tutorials", "vi/explanation")
WRITTEN = [path for folder in FOLDERS for path in sorted((PAGE.parent / folder).glob("*.md")) if "```console" in path.read_text("utf-8")]
PAGES = {"cli": PAGE, **{str(path.relative_to(PAGE.parent).with_suffix("")): path for path in WRITTEN}}


def examples(text: str) -> Iterator[tuple[str, str]]:
    """Each file that a page shows, with its content; each command line, with the output that follows it; in the page's order."""
    for name, content, console in re.findall(r"```(?:(?:toml|json) title=\"(.+?)\"\n(.*?)|console\n(.*?))```", text, re.DOTALL):
        if name:
            yield name, content
        for part in console.split("$ ")[1:]:
            command, _, shown = part.replace("\\\n", "").partition("\n")
            yield command, shown


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_examples_run(cchc, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = list(examples(page.read_text("utf-8")))
    assert found
    for command, shown in found:
        words = shlex.split(command)
        stdin = ""
        if len(words) == 1 and words[0].endswith((".toml", ".json")):
            Path(command).parent.mkdir(exist_ok=True)
            Path(command).write_text(shown, "utf-8")
            continue
        if words[0] == "printf":
            at = words.index("|")
            assert words[1] == "%s\\n"
            stdin, words = "".join(f"{word}\n" for word in words[2:at]), words[at + 1 :]
        if words[0] == "pip":
            continue  # how to install what the page needs
        assert words[0] == "cchc"
        ran = cchc(*words[1:], stdin=stdin)
        told = ran.out + ran.err
        assert OutputChecker().check_output(shown, told, ELLIPSIS), f"{command}\n{told}"


@pytest.mark.parametrize("name", DueAnswer.model_fields)
def test_every_key_of_the_main_answer_is_explained(name: str) -> None:
    assert f"`{name}`" in TEXT


def test_every_option_of_every_command_is_named(cchc) -> None:
    assert app.registered_commands
    for command in (
        "due",
        "add",
        "between",
        "impact",
        "verify",
        "procedures",
        "check",
        "import",
        "template",
        "calendar year",
        "calendar diff",
        "workflow show",
        "bulk due",
        "bulk impact",
        "bulk sql",
    ):
        text = cchc(*command.split(), "--help").out
        for option in set(re.findall(r"--[a-z-]+", text)) - {"--help", "--no-not-at-once", "--no-no-forecast", "--no-json"}:
            assert f"`{option}" in TEXT, f"{command} {option}"
