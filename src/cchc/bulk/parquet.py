"""A Parquet file of clocks in, the same file with the answers beside its columns out: in chunks, with flat memory, resumable.

Row groups of the input make up chunks. Their rows are answered and appended to the output under way, whose footer is written
last; so an interrupted run goes on after its last complete chunk. The output gets its name when it is complete.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc import __version__
from cchc.bulk.arrow import REASON_WORDS, answer_batch, answered_schema
from cchc.bulk.arrow_clocks import Frames
from cchc.bulk.arrow_columns import pa
from cchc.bulk.journal import Journal, described, digest_of_file, digest_of_question
from cchc.bulk.needs_numpy import np
from cchc.bulk.parquet_footer import moved
from cchc.bulk.schema import BulkOptions
from cchc.deadlines.bulk.frames import BulkFrame
from cchc.deadlines.bulk.reasons import Reason
from cchc.errors import MissingExtraError, UsageError

try:
    import pyarrow.parquet
except ModuleNotFoundError as error:  # pragma: no cover - a pyarrow built without Parquet
    raise MissingExtraError("Parquet files", "arrow") from error

pq: Any = pyarrow.parquet

ROWS_AT_A_TIME = 1 << 17
"""The most rows that are in memory at once, and the most of a row group of the output."""
ROWS_A_CHUNK = 1 << 20
"""The rows of a chunk, at least: row groups are taken together until they have as many."""

Progress = Callable[[int, int], None]
"""Told after each batch: the rows that are done, and all rows."""


@dataclass(frozen=True, slots=True)
class BulkSummary:
    """What a run came to: ``rows``, how many have each reason, and how many an earlier run had answered already."""

    rows: int
    counts: dict[Reason, int]
    resumed: int

    @property
    def answered(self) -> int:
        """How many rows have an answer."""
        return self.counts.get(Reason.ANSWERED, 0)


def answer_parquet(
    source: str | Path,
    target: str | Path,
    frames: Frames,
    options: BulkOptions | None = None,
    *,
    progress: Progress | None = None,
    compression: str = "zstd",
) -> BulkSummary:
    """Answer every row of the Parquet file ``source`` and write ``target``: its columns, and the answers beside them.

    Memory does not grow with the file. While it runs, ``target`` with ``.part`` behind its name is a folder with what is
    done; a run that finds one of the same input, calendars and options goes on with it, any other begins anew.

    Args:
        source: the file; its columns are those of :data:`~cchc.bulk.schema.COLUMNS` and any others.
        target: the file to write; one that is there is replaced when the new one is complete.
        frames: what all rows run on, or what each key of the column ``calendar`` does.
        options: how it is asked.
        progress: told after each batch.
        compression: how pages are compressed, in the words of Arrow.

    Raises:
        ColumnError: a column is missing or of a wrong type; nothing is written.
        UsageError: the file is no Parquet file, or would be written over while it is read.
        OSError: a file cannot be read or written.
    """
    source, target, options = Path(source), Path(target), options or BulkOptions()
    with opened(source, target) as file:
        answer_batch(file.schema_arrow.empty_table(), frames, options)
        digest = digest_of_file(source)
        schema = answered_schema(file.schema_arrow, options)
        schema = schema.with_metadata({**(schema.metadata or {}), **_provenance(digest, frames, options)})
        question = digest_of_question(digest, frames, options, compression, schema.to_string())
        with Journal.of(target, question) as journal:
            resumed = sum(chunk.rows for chunk in journal.chunks)
            run = _Run(file, frames, options, progress, resumed)
            for groups in _chunks(file.metadata)[len(journal.chunks) :]:
                _write_chunk(journal, run, groups, schema, compression)
            counts = sum((Counter(chunk.counts) for chunk in journal.chunks), Counter[str]())
            _write_footer(journal, schema)
            journal.finish(target)
    reasons = {reason: counts[reason.name.lower()] for reason in Reason if counts[reason.name.lower()]}
    return BulkSummary(file.metadata.num_rows, reasons, resumed)


@dataclass(slots=True)
class _Run:
    """A file being answered; ``done`` rows so far."""

    file: Any
    frames: Frames
    options: BulkOptions
    progress: Progress | None
    done: int

    def answered(self, groups: list[int]) -> Iterator[Any]:
        """Yield the batches of some row groups with their answers."""
        for batch in self.file.iter_batches(ROWS_AT_A_TIME, row_groups=groups):
            yield answer_batch(batch, self.frames, self.options)
            self.done += batch.num_rows
            if self.progress is not None:
                self.progress(self.done, self.file.metadata.num_rows)


@contextmanager
def opened(source: Path, target: Path) -> Generator[Any, None, None]:
    """Open a Parquet file; what is wrong with it, now or on a later page, is told with its name.

    Raises:
        UsageError: it cannot be read, or ``target`` is the same file.
    """
    if target.exists() and source.samefile(target):
        raise UsageError(f"{target} would be written over while it is read; give another file for the answers")
    try:
        with pq.ParquetFile(source) as file:
            yield file
    except (pa.ArrowException, OSError) as error:
        if getattr(error, "errno", None) is not None:  # what the system says of a file; Arrow says what is wrong inside one
            raise
        raise UsageError(f"{source} cannot be read as Parquet ({str(error).splitlines()[0][:200]}); write it anew") from error


def _chunks(metadata: Any) -> list[list[int]]:
    """Return the row groups of each chunk: as many as make up its rows."""
    chunks: list[list[int]] = []
    rows = ROWS_A_CHUNK
    for group in range(metadata.num_row_groups):
        if rows >= ROWS_A_CHUNK:
            chunks.append([])
            rows = 0
        chunks[-1].append(group)
        rows += metadata.row_group(group).num_rows
    return chunks


def _write_chunk(journal: Journal, run: _Run, groups: list[int], schema: Any, compression: str) -> None:
    """Append a chunk to the output, a file in the file; its footer is kept apart."""
    footers: list[Any] = []
    counts: Counter[str] = Counter()
    before = run.done
    with pq.ParquetWriter(journal.stream, schema, compression=compression, metadata_collector=footers) as writer:
        for batch in run.answered(groups):
            writer.write_batch(batch)
            codes = batch.column(run.options.answers[-1]).indices.to_numpy()
            counts.update({REASON_WORDS[code]: int(many) for code, many in enumerate(np.bincount(codes)) if many})
    journal.complete(run.done - before, counts, footers[0])


def _write_footer(journal: Journal, schema: Any) -> None:
    """Write the footer that names the row groups of all chunks, and so makes the output one Parquet file."""
    footers = [pq.read_metadata(pa.BufferReader(moved(footer, begin))) for begin, footer in journal.footers()]
    if not footers:
        pq.ParquetWriter(journal.stream, schema).close()
        return
    for other in footers[1:]:
        footers[0].append_row_groups(other)
    footers[0].write_metadata_file(journal.stream)


def _provenance(digest: str, frames: Frames, options: BulkOptions) -> dict[bytes, bytes]:
    """Return what the output says of itself: no due date is true without the calendar it was counted on."""
    tables = [frames.table] if isinstance(frames, BulkFrame) else [frame.table for frame in frames.values()]
    told = {"cchc": __version__, "calendars": sorted({table.version for table in tables}), "input_sha256": digest, **described(options)}
    return {b"cchc": json.dumps(told, ensure_ascii=False).encode()}
