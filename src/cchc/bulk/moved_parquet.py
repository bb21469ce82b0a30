"""What a change of the calendar moves in a Parquet file of clocks: a file of those rows, read and written with flat memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc.bulk.arrow_clocks import Frames
from cchc.bulk.arrow_columns import pa, pc
from cchc.bulk.moved import moved_batch, moved_schema
from cchc.bulk.parquet import ROWS_AT_A_TIME, Progress, opened, pq
from cchc.bulk.schema import BulkOptions, check_names
from cchc.errors import UsageError


@dataclass(frozen=True, slots=True)
class MovedSummary:
    """What a comparison came to: the rows that were read, and how many of them move."""

    rows: int
    moved: int


def moved_parquet(
    source: str | Path,
    target: str | Path,
    old: Frames,
    new: Frames,
    options: BulkOptions | None = None,
    *,
    keep: Iterable[str] | None = None,
    progress: Progress | None = None,
    compression: str = "zstd",
) -> MovedSummary:
    """Write the rows of ``source`` that are due at another time when ``old`` becomes ``new``, as :func:`moved_batch` finds them.

    Args:
        source: a Parquet file as :func:`~cchc.bulk.parquet.answer_parquet` takes it.
        target: the file to write; it is there when it is complete.
        old: what the rows ran on.
        new: what they run on now.
        options: how it is asked; with ``forecast_since`` a column ``provisional`` says which moves rest on a forecast.
        keep: the columns to keep of each row, all unless given; others are not read, beside those that are asked.
        progress: told after each batch.
        compression: how pages are compressed, in the words of Arrow.

    Raises:
        ColumnError: a column is missing or of a wrong type.
        UsageError: the file is no Parquet file, or ``old`` and ``new`` have not the same keys.
    """
    source, target, options = Path(source), Path(target), options or BulkOptions()
    part = target.with_name(target.name + ".part")
    done = moved = 0
    with opened(source, target) as file:
        names = file.schema_arrow.names
        read = [options.name_of(one) for one in check_names(names, options, answers=())]
        kept = names if keep is None else list(keep)
        unknown = [name for name in kept if name not in names]
        if unknown:
            raise UsageError(f"the table has no column {unknown[0][:40]!r} to keep; it has {', '.join(names[:30])}")
        columns = [name for name in names if name in {*read, *kept}]
        left_out = [name for name in columns if name not in kept]
        asked = pa.schema([file.schema_arrow.field(name) for name in columns])
        schema = _without(_marked(moved_schema(asked, options).empty_table(), options), left_out).schema
        moved_batch(asked.empty_table(), old, new, options)
        try:
            with pq.ParquetWriter(part, schema, compression=compression) as writer:
                for batch in file.iter_batches(ROWS_AT_A_TIME, columns=columns):
                    found = _without(_marked(moved_batch(batch, old, new, options), options), left_out)
                    writer.write_batch(found)
                    done, moved = done + batch.num_rows, moved + found.num_rows
                    if progress is not None:
                        progress(done, file.metadata.num_rows)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    return MovedSummary(done, moved)


def _marked(found: Any, options: BulkOptions) -> Any:
    """Add which moves rest on a forecast: the due day before or after lies on it."""
    if options.forecast_since is None:
        return found
    since = pa.scalar(options.forecast_since, pa.date32())
    late = [pc.fill_null(pc.greater_equal(found[options.prefix + name], since), True) for name in ("due_before", "due_after")]
    return found.append_column(options.prefix + "provisional", pc.or_(*late))


def _without(found: Any, names: list[str]) -> Any:
    return found.drop_columns(names) if names else found
