"""The columns of clocks out of a record batch: starts, amounts, units, pauses, ends, and whose calendar each row has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from cchc.bulk.arrow_columns import days, instants, integers, pa, pc, whole
from cchc.bulk.column import ColumnError, Empty, masked
from cchc.bulk.needs_numpy import NDArray, np
from cchc.bulk.schema import BulkOptions, check_names
from cchc.deadlines.bulk.clocks import ClockColumns
from cchc.deadlines.bulk.frames import BulkFrame, FrameByRow
from cchc.deadlines.bulk.pauses import PauseColumn
from cchc.deadlines.bulk.units import UNITS, UNKNOWN_UNIT

Frames: TypeAlias = BulkFrame | Mapping[str, BulkFrame]
"""The calendar, hours and choices that all rows run on; or those of each key of the column ``calendar``, ``""`` for null."""

_INSTANT = pa.timestamp("us")
_LIST = pa.list_(_INSTANT)
_TYPES = {
    "start": _INSTANT,
    "amount": pa.int64(),
    "unit": pa.string(),
    "calendar": pa.string(),
    "pauses": pa.list_(pa.struct({"since": _INSTANT, "until": _INSTANT})),
    "ended": _INSTANT,
}
_FAR = 10_000_000
_END_OF_DAY = np.timedelta64(86_399, "s")
_IN_HOURS = np.array(["hour" in unit for unit in UNITS] + [False] * (256 - len(UNITS)))


@dataclass(frozen=True, slots=True)
class Clocks:
    """A batch as the kernel takes it; ``unreadable`` rows ask for hours from a day, which has none."""

    columns: ClockColumns
    frames: BulkFrame | FrameByRow
    unreadable: Empty | None


def clocks_of(batch: Any, frames: Frames, options: BulkOptions) -> Clocks:
    """Return the clocks of a record batch or a table.

    Raises:
        ColumnError: a column is missing or of a wrong type.
    """
    read = check_names(batch.schema.names, options)
    found = {name: _of_nulls(whole(batch.column(options.name_of(name))), name) for name in read}
    start, is_day = _moments(found["start"], options.name_of("start"), of_day=np.timedelta64(0, "s"))
    units, no_unit = _units(found.get("unit"), options)
    on, no_calendar = _frames(found.get("calendar"), frames, options)
    if is_day:
        _refuse_days_with_cutoffs(on)
    nulls = no_unit if no_calendar is None else no_calendar if no_unit is None else no_unit | no_calendar
    if nulls is not None:
        start = np.ma.MaskedArray(start, np.ma.getmaskarray(start) | nulls)
    amounts = integers(found["amount"], options.name_of("amount")).values if "amount" in found else np.int64(options.amount or 0)
    ended = _moments(found["ended"], options.name_of("ended"), of_day=_END_OF_DAY)[0] if "ended" in found else None
    unreadable = None
    if is_day:
        unreadable = _IN_HOURS[units] if isinstance(units, np.ndarray) else np.full(batch.num_rows, "hour" in units)
    return Clocks(ClockColumns(start, amounts, units, _pauses(found, options), ended), on, unreadable)


def _of_nulls(array: Any, name: str) -> Any:
    """Return a column that holds nothing, and so has no type, in a type that is wanted."""
    return array.cast(_TYPES.get(name, _LIST)) if pa.types.is_null(array.type) else array


def _moments(array: Any, what: str, *, of_day: np.timedelta64) -> tuple[Any, bool]:
    """Return a column of instants as wall time, and whether it is one of days, which then stand for their beginning or end."""
    if not pa.types.is_date(array.type):
        return instants(array, what).values, False
    values = days(array, what).values
    near = np.clip(np.ma.getdata(values).view(np.int64), -_FAR, _FAR).view("M8[D]")  # microseconds of any day that a column can hold
    return masked(near.astype("M8[us]") + of_day, np.ma.getmaskarray(values)), True


def _refuse_days_with_cutoffs(on: BulkFrame | FrameByRow) -> None:
    for frame in (on,) if isinstance(on, BulkFrame) else on.frames:
        if frame.moved_from is not None or frame.late_from is not None:
            raise ColumnError(
                "the starts are days without an hour, on which the cut-offs and the choices about receipts depend; "
                "give a column of instants (timestamp), or leave the cut-off out"
            )


def _units(array: Any, options: BulkOptions) -> tuple[str | NDArray[np.uint8], Empty | None]:
    if array is None:
        assert options.unit is not None
        return options.unit, None
    words, places, empty = _words(array, options.name_of("unit"))
    codes = np.array([UNITS.index(word) if word in UNITS else UNKNOWN_UNIT for word in words] or [UNKNOWN_UNIT], np.uint8)
    return codes[places], empty


def _frames(array: Any, frames: Frames, options: BulkOptions) -> tuple[BulkFrame | FrameByRow, Empty | None]:
    if isinstance(frames, BulkFrame):
        return frames, None
    if array is None:
        if "" not in frames:
            raise ColumnError(
                f"the table has no column {options.name_of('calendar')!r} and no calendar stands for all rows; "
                "name the column, or give the calendar of rows without a key under the key ''"
            )
        return frames[""], None
    words, places, empty = _words(array, options.name_of("calendar"))
    distinct = list(dict.fromkeys(frames.values()))
    place = {key: distinct.index(frame) for key, frame in frames.items()}
    codes = np.array([place.get(word, -1) for word in words] or [-1], np.int64)[places]
    if empty is not None and "" in place:
        codes[empty], empty = place[""], None
    return FrameByRow(tuple(distinct), codes), empty


def _words(array: Any, what: str) -> tuple[list[str], NDArray[np.int64], Empty | None]:
    """Return the distinct words of a column, which of them each row has, and which rows have none."""
    if not pa.types.is_dictionary(array.type):
        if not (pa.types.is_string(array.type) or pa.types.is_large_string(array.type) or pa.types.is_string_view(array.type)):
            raise ColumnError(f"{what} is of {array.type}, text is wanted: string, or a dictionary of strings; cast the column to it")
        array = array.dictionary_encode()
    words = array.dictionary.to_pylist()
    if any(not isinstance(word, str | None) for word in words):
        raise ColumnError(f"{what} is of {array.type}, a dictionary of strings is wanted; cast the column to it")
    empty = array.is_null(nan_is_null=False).to_numpy(zero_copy_only=False) if array.null_count or None in words else None
    indices = array.indices.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    return words, indices, empty


def _pauses(found: Mapping[str, Any], options: BulkOptions) -> PauseColumn | None:
    if "pauses" in found:
        what = options.name_of("pauses")
        offsets, values = _ragged(found["pauses"], what)
        names = [one.name for one in values.type] if pa.types.is_struct(values.type) else []
        if sorted(names) != ["since", "until"]:
            raise ColumnError(f"{what} is of {found['pauses'].type}, a list of structs with since and until is wanted")
        since, until = (_ends(pc.struct_field(values, name), f"{what}.{name}") for name in ("since", "until"))
        return PauseColumn(offsets, since, until)
    if "pause_since" not in found:
        return None
    columns = [(_ragged(found[name], options.name_of(name)), options.name_of(name)) for name in ("pause_since", "pause_until")]
    (since_offsets, since_values), (until_offsets, until_values) = (one for one, _ in columns)
    return PauseColumn(since_offsets, _ends(since_values, columns[0][1]), _ends(until_values, columns[1][1]), until_offsets)


def _ends(values: Any, what: str) -> Any:
    if pa.types.is_null(values.type):
        return np.full(len(values), "NaT", "M8[us]")
    return _moments(values, what, of_day=_END_OF_DAY)[0]


def _ragged(array: Any, what: str) -> tuple[NDArray[np.int64], Any]:
    """Return where each row's list begins, and what the lists hold; a null list is an empty one."""
    if not (pa.types.is_list(array.type) or pa.types.is_large_list(array.type)):
        raise ColumnError(f"{what} is of {array.type}, a list is wanted: list<…>; cast the column to it")
    lengths = pc.list_value_length(array).fill_null(0).to_numpy(zero_copy_only=False)
    return np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))), array.flatten()
