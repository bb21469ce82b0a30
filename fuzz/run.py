"""Run one target under coverage guidance: ``python fuzz/run.py TARGET [SECONDS] [libFuzzer options]``.

The corpus of the target is read from ``fuzz/corpus/TARGET`` and grows there; what breaks a promise is written beside it as
``fuzz/found-TARGET-…`` and goes into the corpus with its mend.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import atheris

HERE = Path(__file__).parent
ROOM = 64_000
"""The most bytes of an input: a small workbook, and more than a parser of text needs to show what it does."""

ROOMS = ("cchc.model", "cchc.interop", "cchc.rulebook", "cchc.workflow")
"""Where the parsers are."""


def main() -> None:
    """Instrument the library, then let the fuzzer run."""
    name, seconds, *options = [*sys.argv[1:], "60"] if len(sys.argv) == 2 else sys.argv[1:]
    with atheris.instrument_imports(include=["cchc", "ruamel"]):
        import cchc

        sys.path.insert(0, str(HERE))
        from targets import TARGETS

        for module in walk_packages(cchc.__path__, "cchc.", onerror=lambda _: None):
            if module.name.startswith(ROOMS):  # a room that is imported later would not be watched
                import_module(module.name)
    corpus = HERE / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    flags = [f"-max_total_time={seconds}", f"-max_len={ROOM}", "-timeout=20", "-rss_limit_mb=3000"]
    flags.append(f"-artifact_prefix={HERE}/found-{name}-")
    atheris.Setup([sys.argv[0], *flags, *options, str(corpus)], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
