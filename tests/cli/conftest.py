"""The command line as a process sees it, without the process: arguments and bytes in, exit code and text out."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cchc.cli import main

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"


@dataclass(frozen=True)
class Ran:
    """What a call came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def words(self) -> str:
        """The text without its line breaks."""
        return " ".join(self.out.split())

    @property
    def error(self) -> str:
        """The one line on standard error."""
        assert self.err.startswith("cchc: ")
        assert self.err.count("\n") == 1
        return self.err.removeprefix("cchc: ").removesuffix("\n")


Run = Callable[..., Ran]


@pytest.fixture
def cchc(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs ``cchc`` on its arguments."""

    def run(*args: object, stdin: bytes | str = b"") -> Ran:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = io.TextIOWrapper(io.BytesIO(), "ascii"), io.TextIOWrapper(io.BytesIO(), "ascii")
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            for name, value in {"COLUMNS": "80", "TERM": "dumb", "NO_COLOR": "1"}.items():
                patch.setenv(name, value)
            for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
                patch.delenv(name, raising=False)
            code = main([str(one) for one in args])
            for stream in (out, err):
                stream.flush()
        return Ran(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))  # type: ignore[attr-defined]

    return run


@pytest.fixture
def fits() -> Callable[[str, Any], None]:
    """Return a function that checks a JSON value against the committed schema of that name."""

    def check(name: str, value: Any) -> None:
        schema = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
        jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(value)

    return check
