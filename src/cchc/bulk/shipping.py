"""Frames of clocks as bytes, to be sent once to every worker or kept in a file: arrays of plain numbers, never a pickle.

The bytes are NumPy's own archive (``.npz``). Agencies that share a frame share its arrays, so a thousand offices of the
standard hours cost what one costs, and their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from types import MappingProxyType
from typing import Any, Final
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from cchc.deadlines.bulk.frames import BulkFrame
from cchc.errors import UsageError

_KEYS: Final = "keys"
_PLACES: Final = "places"
_KEPT: Final = 8
"""How many shipments a process remembers as frames: a worker meets the same bytes with every batch."""


def frames_to_bytes(frames: Mapping[str, BulkFrame]) -> bytes:
    """Return the frames with their keys as bytes, the same for the same frames: some 90 kB for a calendar of 18 years.

    >>> from cchc import load_calendar
    >>> from cchc.deadlines.bulk.frames import bulk_frame
    >>> frame = bulk_frame(load_calendar())
    >>> shipment = frames_to_bytes({"H01": frame, "H02": frame})
    >>> list(frames_from_bytes(shipment)), len(shipment) < 150_000
    (['H01', 'H02'], True)
    """
    distinct = list(dict.fromkeys(frames.values()))
    place = {frame: number for number, frame in enumerate(distinct)}
    arrays: dict[str, NDArray[Any]] = {
        _KEYS: np.array(list(frames), np.str_),
        _PLACES: np.array([place[frame] for frame in frames.values()], np.int64),
    }
    for number, frame in enumerate(distinct):
        arrays |= {f"{number}/{name}": array for name, array in frame.to_arrays().items()}
    file = BytesIO()
    np.savez_compressed(file, **arrays)  # type: ignore[arg-type]  # the stub takes a name for its own parameter
    return file.getvalue()


@lru_cache(maxsize=_KEPT)
def frames_from_bytes(shipment: bytes) -> Mapping[str, BulkFrame]:
    """Return the frames of :func:`frames_to_bytes`, made once in a process and kept.

    Raises:
        UsageError: the bytes are no such shipment.
    """
    try:
        with np.load(BytesIO(shipment), allow_pickle=False) as archive:
            arrays: dict[str, NDArray[Any]] = dict(archive.items())
        keys, places = arrays.pop(_KEYS).tolist(), arrays.pop(_PLACES).tolist()
        parts: dict[str, dict[str, NDArray[Any]]] = {}
        for name, array in arrays.items():
            number, _, part = name.partition("/")
            parts.setdefault(number, {})[part] = array
        frames = {number: BulkFrame.from_arrays(part) for number, part in parts.items()}
        return MappingProxyType({key: frames[str(place)] for key, place in zip(keys, places, strict=True)})
    except (AttributeError, BadZipFile, EOFError, KeyError, OSError, TypeError, ValueError) as error:
        raise UsageError("these bytes hold no calendars; write what frames_to_bytes() returns") from error
