"""Frames of pandas and Polars as tables of clocks: the same frame comes back, with the answers beside its columns."""

from __future__ import annotations

from typing import Any

from cchc.bulk.arrow import answers_of
from cchc.bulk.arrow_clocks import Frames
from cchc.bulk.arrow_columns import pa
from cchc.bulk.column import ColumnError
from cchc.bulk.schema import BulkOptions, check_names


def answer_frame(frame: Any, frames: Frames, options: BulkOptions | None = None) -> Any:
    """Return a frame of pandas or Polars with the answers beside its columns, as :func:`~cchc.bulk.arrow.answer_batch` gives them.

    Only the columns that are read pass through Arrow; the others, and the index of pandas, stay as they are. Numbers that
    may be missing are ``Int64`` and ``boolean`` in pandas, words are categories.

    Raises:
        ColumnError: a column is missing or of a wrong type, or this is no frame.

    >>> import pandas as pd
    >>> from cchc.deadlines.bulk.frames import bulk_frame
    >>> from cchc.rulebook import load_calendar
    >>> frame = pd.DataFrame({"code": ["H1"], "start": pd.to_datetime(["2026-02-12 15:40"]), "amount": [15]})
    >>> answered = answer_frame(frame, bulk_frame(load_calendar()), BulkOptions(unit="working_day"))
    >>> answered["due"][0].date().isoformat(), answered["reason"][0]
    ('2026-03-12', 'answered')
    """
    options = options or BulkOptions()
    library = type(frame).__module__.partition(".")[0]
    if library not in ("pandas", "polars") or not hasattr(frame, "columns"):
        raise ColumnError(f"a {type(frame).__name__} is no frame of pandas or Polars; give one, or ask answer_batch() for a table of Arrow")
    read = [options.name_of(name) for name in check_names(list(frame.columns), options)]
    if library == "polars":
        answers = frame.__class__(answers_of(frame.select(read).to_arrow(), frames, options))
        return frame.hstack(answers)
    try:
        table = pa.Table.from_pandas(frame[read], preserve_index=False)
    except pa.ArrowException as error:
        raise ColumnError(f"a column holds values of several types ({str(error).splitlines()[0][:200]}); give each one type") from error
    return frame.assign(**dict(_columns_of(answers_of(table, frames, options), frame.index)))


def _columns_of(answers: Any, index: Any) -> Any:
    """Yield the answers as series beside ``index``."""
    import pandas  # noqa: ICN001 - known as pd below, without types

    pd: Any = pandas
    kinds = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    found = answers.to_pandas(date_as_object=False, types_mapper=kinds.get)
    for name in answers.schema.names:
        yield name, found[name].set_axis(index)
