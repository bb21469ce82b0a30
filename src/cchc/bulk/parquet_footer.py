"""Move the places that a Parquet footer names: a file written from its beginning is then right where it stands in another.

A footer is Thrift in its compact form. All of it is copied as it is; only the numbers that say where in the file a page, a
chunk or an index begins are moved. Their fields are those of ``parquet.thrift`` (apache/parquet-format) and never change.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_MAGIC: Final = b"PAR1"
_PLACES: Final = frozenset(
    {
        (4, 5),  # FileMetaData.row_groups, RowGroup.file_offset
        (4, 1, 2),  # RowGroup.columns, ColumnChunk.file_offset
        (4, 1, 4),  # ColumnChunk.offset_index_offset
        (4, 1, 6),  # ColumnChunk.column_index_offset
        (4, 1, 3, 9),  # ColumnChunk.meta_data, ColumnMetaData.data_page_offset
        (4, 1, 3, 10),  # ColumnMetaData.index_page_offset
        (4, 1, 3, 11),  # ColumnMetaData.dictionary_page_offset
        (4, 1, 3, 14),  # ColumnMetaData.bloom_filter_offset
    }
)
_I64, _LIST, _SET, _STRUCT = 6, 9, 10, 12


def moved(footer: bytes, by: int) -> bytes:
    """Return a footer file (what ``write_metadata_file`` of Arrow writes) with every place moved by so many bytes.

    Raises:
        ValueError: the bytes are no footer file, or end within a field.
    """
    if len(footer) < 12 or footer[:4] != _MAGIC or footer[-4:] != _MAGIC:
        raise ValueError("these bytes are no footer of a Parquet file")
    found = _Mover(footer[4:-8], by).moved()
    return _MAGIC + found + len(found).to_bytes(4, "little") + _MAGIC


class _Mover:
    """Walks over a structure of Thrift and copies it."""

    def __init__(self, data: bytes, by: int) -> None:
        self._data = data
        self._at = 0
        self._by = by
        self._out = bytearray()

    def moved(self) -> bytes:
        self._struct(())
        if self._at != len(self._data):
            raise ValueError("the footer goes on after its end")
        return bytes(self._out)

    def _struct(self, path: tuple[int, ...]) -> None:
        field = 0
        while header := self._byte():
            kind, step = header & 15, header >> 4
            field = field + step if step else _unzigzag(self._varint())
            self._value(kind, (*path, field))

    def _value(self, kind: int, path: tuple[int, ...]) -> None:
        copies: dict[int, Callable[[], object]] = {
            3: self._byte,
            4: self._varint,
            5: self._varint,
            7: lambda: self._copy(8),
            8: lambda: self._copy(self._varint()),
            _LIST: lambda: self._list(path),
            _SET: lambda: self._list(path),
            _STRUCT: lambda: self._struct(path),
        }
        if kind == _I64:
            self._i64(path)
        elif kind not in (1, 2):  # true and false are in the header
            if kind not in copies:
                raise ValueError(f"the footer has a field of the unknown kind {kind}")
            copies[kind]()

    def _list(self, path: tuple[int, ...]) -> None:
        header = self._byte()
        size = header >> 4 if header < 0xF0 else self._varint()
        for _ in range(size):
            if header & 15 in (1, 2):
                self._byte()
            else:
                self._value(header & 15, path)

    def _i64(self, path: tuple[int, ...]) -> None:
        if path not in _PLACES:
            self._varint()
            return
        before = len(self._out)
        value = _unzigzag(self._varint())
        del self._out[before:]
        number = _zigzag(value + self._by if value else 0)  # nothing begins where the file does
        while number > 0x7F:
            self._out.append(number & 0x7F | 0x80)
            number >>= 7
        self._out.append(number)

    def _varint(self) -> int:
        number = shift = 0
        while True:
            byte = self._byte()
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                return number
            shift += 7

    def _byte(self) -> int:
        self._copy(1)
        return self._out[-1]

    def _copy(self, size: int) -> None:
        if self._at + size > len(self._data):
            raise ValueError("the footer ends within a field")
        self._out += self._data[self._at : self._at + size]
        self._at += size


def _zigzag(number: int) -> int:
    return number << 1 if number >= 0 else (-number << 1) - 1


def _unzigzag(number: int) -> int:
    return (number >> 1) ^ -(number & 1)
