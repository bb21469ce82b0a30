"""What a run over a file has done so far: the chunks that are complete, kept beside the output that is under way.

Chunks are appended to one file, each with a footer of its own; the last footer names the row groups of all and makes the
file whole. A chunk counts as complete when its record stands, and the record is written after the chunk is on the disk.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from cchc import __version__
from cchc.bulk.arrow_clocks import Frames
from cchc.bulk.schema import BulkOptions
from cchc.deadlines.bulk.frames import BulkFrame
from cchc.errors import UsageError


@dataclass(frozen=True, slots=True)
class Chunk:
    """A complete chunk: where it ends in the output, its rows, and how many of them have each reason."""

    end: int
    rows: int
    counts: dict[str, int]


class Journal:
    """The folder ``target.part``: the question that is being answered, the output so far, a record for each chunk."""

    def __init__(self, folder: Path, chunks: list[Chunk], stream: BinaryIO) -> None:
        self.folder = folder
        self.chunks = chunks
        self.stream = stream

    @classmethod
    @contextmanager
    def of(cls, target: Path, question: str) -> Generator[Journal, None, None]:
        """Open the journal of ``target``: with the chunks of an earlier run that had the same question, else empty.

        Raises:
            UsageError: the folder is another's, or another run is writing there.
        """
        folder = target.with_name(target.name + ".part")
        asked = folder / "question"
        if folder.exists() and not asked.is_file():
            raise UsageError(f"{folder} is in the way and no earlier run of this; move it, or give another file for the answers")
        folder.mkdir(exist_ok=True)
        asked.touch()
        with asked.open("r+b") as held:
            _hold(held, folder)
            if held.read().decode("utf-8", "replace") != question:
                for path in folder.iterdir():
                    if path != asked:
                        path.unlink()
                held.seek(0)
                held.truncate()
                held.write(question.encode())
                _on_disk(held)
            chunks = list(_records(folder))
            with (folder / "data").open("ab") as stream:
                stream.truncate(chunks[-1].end if chunks else 0)
            with (folder / "data").open("r+b") as stream:
                stream.seek(0, os.SEEK_END)
                yield cls(folder, chunks, stream)

    def complete(self, rows: int, counts: Mapping[str, int], metadata: Any) -> None:
        """Record that the chunk just written is complete; ``metadata`` names its row groups."""
        _on_disk(self.stream)
        chunk = Chunk(self.stream.tell(), rows, dict(counts))
        name = f"{len(self.chunks):06}"
        metadata.write_metadata_file(str(self.folder / f"{name}.footer"))
        fresh = self.folder / f"{name}.fresh"
        with fresh.open("wb") as record:
            record.write(json.dumps(asdict(chunk)).encode())
            _on_disk(record)
        fresh.replace(self.folder / f"{name}.json")
        self.chunks.append(chunk)

    def footers(self) -> Iterator[tuple[int, bytes]]:
        """Yield where each chunk begins in the output, and its footer."""
        begin = 0
        for number, chunk in enumerate(self.chunks):
            yield begin, (self.folder / f"{number:06}.footer").read_bytes()
            begin = chunk.end

    def finish(self, target: Path) -> None:
        """Give the output its name and clear the folder away."""
        _on_disk(self.stream)
        (self.folder / "data").replace(target)
        shutil.rmtree(self.folder)


def _records(folder: Path) -> Iterator[Chunk]:
    """Yield the records that follow on each other, as far as the output holds what they say."""
    data = folder / "data"
    size = data.stat().st_size if data.exists() else 0
    for number in range(1_000_000):
        path = folder / f"{number:06}.json"
        if not path.exists() or not path.with_suffix(".footer").exists():
            return
        with suppress(ValueError, TypeError):
            chunk = Chunk(**json.loads(path.read_bytes()))
            if chunk.end <= size:
                yield chunk
                continue
        return


def _hold(held: BinaryIO, folder: Path) -> None:
    """Keep other runs out of the folder until this one ends, however it ends; where the system has such locks."""
    try:
        import fcntl
    except ModuleNotFoundError:  # pragma: no cover - Windows
        return
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise UsageError(f"another run is writing {folder}; wait for it, or give another file for the answers") from error


def _on_disk(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest_of_question(source: str, frames: Frames, options: BulkOptions, *how: object) -> str:
    """Return the SHA-256 of all that decides the answers: input, calendars, hours, choices, options, release of this library."""
    found = hashlib.sha256(json.dumps([__version__, source, described(options), [str(one) for one in how]]).encode())
    named = {"": frames} if isinstance(frames, BulkFrame) else frames
    for key, frame in sorted(named.items()):
        found.update(f"\0{key}\0".encode())
        for name, array in sorted(frame.to_arrays().items()):
            found.update(f"\0{name}\0{array.dtype}\0{array.shape}\0".encode())
            found.update(array.tobytes())
    return found.hexdigest()


def described(options: BulkOptions) -> dict[str, Any]:
    """Return the options as plain values."""
    return {
        "amount": options.amount,
        "unit": options.unit,
        "now": options.now and options.now.isoformat(),
        "names": dict(sorted(options.names.items())),
        "prefix": options.prefix,
        "forecast_since": options.forecast_since and options.forecast_since.isoformat(),
    }
