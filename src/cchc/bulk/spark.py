"""The same answers on a cluster of Spark: every worker runs the kernel of this machine over Arrow batches.

The calendars go out once, as a broadcast of plain bytes (:mod:`cchc.bulk.shipping`). What a row is answered does not depend
on the rows beside it, so the answers of a cluster are those of one machine, row for row. It needs the extra ``[spark]``,
Java, and the same release of ``cchc`` on every worker. Its examples are those of docs/how-to/spark.md, run on a cluster by the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from functools import partial
from typing import Any, TypeAlias

from cchc.bulk.arrow import answer_batch, answered_schema, answers_of
from cchc.bulk.arrow_columns import pa
from cchc.bulk.moved import moved_batch, moved_schema
from cchc.bulk.schema import BulkOptions
from cchc.bulk.shipping import frames_from_bytes, frames_to_bytes
from cchc.deadlines.bulk.frames import BulkFrame
from cchc.errors import MissingExtraError

try:
    import pyspark.sql.functions
    import pyspark.sql.pandas.types
    from pyspark import Broadcast
    from pyspark.sql import Column, DataFrame, SparkSession
except ModuleNotFoundError as error:
    raise MissingExtraError("asking on a cluster", "spark") from error

functions: Any = pyspark.sql.functions
arrow_types: Any = pyspark.sql.pandas.types

Shipment: TypeAlias = Broadcast[bytes]
"""The frames of every key, where each worker has them; make it with :func:`broadcast_frames`."""

_ASKED = pa.schema({"start": pa.timestamp("us"), "amount": pa.int64(), "unit": pa.string()})


def broadcast_frames(session: SparkSession, frames: Mapping[str, BulkFrame]) -> Shipment:
    """Send what clocks run on to every worker: for each key of the column ``calendar`` its frame, ``""`` for no key.

    A broadcast never changes. After a new act make another one and ask with that; then let the old one go
    (``shipment.unpersist()``).
    """
    return session.sparkContext.broadcast(frames_to_bytes(frames))


def answer_table(table: DataFrame, frames: Shipment, options: BulkOptions | None = None) -> DataFrame:
    """Return ``table`` with the answers beside its columns, as :func:`~cchc.bulk.arrow.answer_batch` gives them.

    Words (``state``, ``reason``) are strings, since Spark has no dictionaries. Nothing runs before rows are asked for.

    Raises:
        ColumnError: a column is missing or of a wrong type, told at once; the message says how to mend it.
    """
    options = options or BulkOptions()
    asked = arrow_types.to_arrow_schema(table.schema, timezone="UTC")
    answer_batch(asked.empty_table(), frames_from_bytes(frames.value), options)
    return _mapped(table, partial(_answer_batches, frames, _plain(options)), answered_schema(asked, options))


def moved_table(table: DataFrame, old: Shipment, new: Shipment, options: BulkOptions | None = None) -> DataFrame:
    """Return the rows that are due at another time when ``old`` becomes ``new``: :func:`~cchc.bulk.moved.moved_batch`.

    Raises:
        ColumnError: a column is missing or of a wrong type.
        UsageError: the two have not the same keys.
    """
    options = options or BulkOptions()
    asked = arrow_types.to_arrow_schema(table.schema, timezone="UTC")
    moved_batch(asked.empty_table(), frames_from_bytes(old.value), frames_from_bytes(new.value), options)
    return _mapped(table, partial(_move_batches, old, new, _plain(options)), moved_schema(asked, options))


def answer_column(frames: Shipment, options: BulkOptions | None = None) -> Callable[..., Column]:
    """Return a function of one struct column, with the fields that are asked for, to a struct of the answers.

    ``table.withColumn("answer", answer(struct("start", "amount", "unit")))``, and the same in SQL once it is registered:
    ``session.udf.register("answer", answer)``. Only the fields travel to Python, so the table may have columns of any type.
    A field that is missing or of a wrong type fails the job, with the message of the ``ColumnError``.
    """
    options = options or BulkOptions()
    answers = list(answered_schema(_ASKED, replace(options, names={})))[len(_ASKED) :]
    plain = _plain(options)

    def answer(rows: Any) -> Any:
        return _answer_structs(frames, plain, rows)

    answer.__annotations__ = {"rows": pa.Array, "return": pa.Array}  # what Spark reads to learn its kind
    column: Callable[..., Column] = functions.arrow_udf(answer, arrow_types.from_arrow_schema(_for_spark(pa.schema(answers))))
    return column


def _mapped(table: DataFrame, work: Callable[[Iterator[Any]], Iterator[Any]], schema: Any) -> DataFrame:
    rows: Any = table
    mapped: DataFrame = rows.mapInArrow(work, arrow_types.from_arrow_schema(_for_spark(schema)))
    return mapped


def _answer_batches(frames: Shipment, options: Mapping[str, Any], batches: Iterator[Any]) -> Iterator[Any]:
    """What runs on a worker: the frames are made once in its process."""
    known, how = frames_from_bytes(frames.value), BulkOptions(**options)
    for batch in batches:
        answered = answer_batch(_cast(batch, _in_utc(batch.schema)), known, how)
        yield _cast(answered, _for_spark(answered.schema))


def _move_batches(old: Shipment, new: Shipment, options: Mapping[str, Any], batches: Iterator[Any]) -> Iterator[Any]:
    was, now, how = frames_from_bytes(old.value), frames_from_bytes(new.value), BulkOptions(**options)
    for batch in batches:
        moved = moved_batch(_cast(batch, _in_utc(batch.schema)), was, now, how)
        yield _cast(moved, _for_spark(moved.schema))


def _answer_structs(frames: Shipment, options: Mapping[str, Any], rows: Any) -> Any:
    batch = pa.RecordBatch.from_struct_array(rows)
    answers = answers_of(_cast(batch, _in_utc(batch.schema)), frames_from_bytes(frames.value), BulkOptions(**options))
    return _cast(answers, _for_spark(answers.schema)).to_struct_array()


def _plain(options: BulkOptions) -> dict[str, Any]:
    """The options as plain values: what Spark pickles holds nothing of ours but the name of a function."""
    return {**{one.name: getattr(options, one.name) for one in fields(options)}, "names": dict(options.names)}


def _cast(batch: Any, schema: Any) -> Any:
    return batch if batch.schema.equals(schema) else batch.cast(schema)


def _in_utc(schema: Any) -> Any:
    """Moments are labelled by Spark with its session's zone, whichever that is; the label is changed, never the moment."""
    return pa.schema([field.with_type(_moments_in_utc(field.type)) for field in schema])


def _moments_in_utc(kind: Any) -> Any:
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        return pa.timestamp(kind.unit, "UTC")
    if pa.types.is_list(kind):
        return pa.list_(kind.value_field.with_type(_moments_in_utc(kind.value_type)))
    if pa.types.is_struct(kind):
        return pa.struct([field.with_type(_moments_in_utc(field.type)) for field in kind])
    return kind


def _for_spark(schema: Any) -> Any:
    """Spark knows no dictionaries."""
    words = [field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field for field in schema]
    return _in_utc(pa.schema(words))
