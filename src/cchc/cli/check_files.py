"""The files of ``cchc check``: catalogues in folders, the configuration, the baseline."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from cchc.checks.baseline import Baseline
from cchc.checks.configuration import CheckConfiguration
from cchc.checks.index import Input
from cchc.checks.suppression import Suppression
from cchc.cli.exits import FileError, faults_of
from cchc.cli.files import read_bytes, readable
from cchc.errors import UsageError
from cchc.model.place import Located, Place

CONFIGURATION = "cchc-check.toml"
"""The configuration that is read from the working folder when no other is named."""


_MOST_KEPT = 2_000
_BY_LINE = (".jsonl", ".jsonl.gz")


class ConfigurationError(UsageError):
    """A configuration or baseline that cannot be used as it is."""

    code = "configuration"


class Records:
    """The records of some files, as often as they are asked for: JSON Lines by the line, other files one at a time.

    What is read as a whole is kept for the next time, up to 2,000 records in all, since YAML takes long to read.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        self._files = tuple(files)
        self._kept: dict[Path, tuple[Input, ...]] = {}

    def __iter__(self) -> Iterator[Input]:
        from cchc.interop.catalogue_files import read_catalogue

        for file in self._files:
            if file.name.lower().endswith(_BY_LINE):
                yield from read_catalogue(file)
                continue
            found = self._kept.get(file) or tuple(read_catalogue(file))
            if sum(map(len, self._kept.values())) + len(found) <= _MOST_KEPT:
                self._kept[file] = found
            yield from found


def catalogue_files(paths: Sequence[str], leave_out: Sequence[str] = ()) -> tuple[Path, ...]:
    """Return the files to read: those named, and in each folder named, by name, those whose ending is that of a catalogue.

    Hidden files and folders, configurations and the files in ``leave_out`` are passed over in folders.

    Raises:
        FileError: one cannot be read, or a folder holds no catalogue.
    """
    from cchc.interop.catalogue_files import ENDINGS, files_of

    passed = {Path(one).resolve() for one in leave_out if one}
    found: dict[Path, None] = {}
    for text in paths:
        path = Path(text)
        if not path.is_dir():
            found[readable(text)] = None
            continue
        inside = [one for one in files_of(path) if one.name != CONFIGURATION and one.resolve() not in passed]
        if not inside:
            raise FileError(f"{text[:200]} holds no catalogue; a file ends in {', '.join(ENDINGS)}")
        found |= dict.fromkeys(inside)
    return tuple(found)


def read_configuration(path: str) -> tuple[CheckConfiguration, tuple[Located[Suppression], ...]]:
    """Return the configuration at ``path`` (for an empty one that of the working folder, if any) and its suppressions with their lines.

    Raises:
        ConfigurationError: a key is unknown or wrong, a suppression has no reason.
        FileError: it cannot be read.
    """
    if not path and not Path(CONFIGURATION).is_file():
        return CheckConfiguration(), ()
    file = path or CONFIGURATION
    data = read_bytes(file)
    try:
        configuration = CheckConfiguration.model_validate(tomllib.loads(data.decode()))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigurationError(f"{file[:200]} is not TOML: {error}") from None
    except ValidationError as error:
        raise ConfigurationError(f"{file[:200]}: {faults_of(error)}; each [[suppress]] has code, subject and a written reason") from None
    lines = [number for number, line in enumerate(data.splitlines(), 1) if line.replace(b" ", b"").startswith(b"[[suppress]]")]
    lines = lines if len(lines) == len(configuration.suppress) else [0] * len(configuration.suppress)
    return configuration, tuple(Located(one, Place(file, line)) for one, line in zip(configuration.suppress, lines, strict=True))


def read_suppression(text: str) -> Located[Suppression]:
    """Return the suppression that ``--suppress CODE:SUBJECT=REASON`` says.

    Raises:
        ConfigurationError: a part is missing.
    """
    code, _, rest = text.partition(":")
    subject, _, reason = rest.partition("=")
    try:
        return Located(Suppression(code=code.strip(), subject=subject.strip(), reason=reason.strip()), Place("--suppress"))
    except ValidationError:
        raise ConfigurationError(f"--suppress {text[:80]!r} is not CODE:SUBJECT=REASON; the reason must be written") from None


def read_baseline(path: str) -> Baseline:
    """Return the baseline at ``path``.

    Raises:
        ConfigurationError: it is not one.
        FileError: it cannot be read.
    """
    try:
        return Baseline.model_validate_json(read_bytes(path))
    except ValidationError as error:
        raise ConfigurationError(f"{path[:200]} is no baseline: {faults_of(error)}; write one with --write-baseline") from None
