"""Read one TOML file into a typed record; every fault names the file, the key and what was expected."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from cchc.errors import CchcError, RulebookError

if TYPE_CHECKING:
    from pydantic import BaseModel

HERE = Path(__file__).parent
LARGEST = 2_000_000
"""The most bytes one file of law may have."""

Record = TypeVar("Record", bound="BaseModel")


def read_toml(path: Path) -> dict[str, Any]:
    """Return the tables of ``path``.

    Raises:
        RulebookError: the file is missing, too large, not UTF-8, or not TOML; the message says where.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RulebookError(str(path), f"cannot be read ({error.strerror}); give the path of a TOML file") from error
    if len(data) > LARGEST:
        raise RulebookError(str(path), f"has {len(data)} bytes; a file of law has at most {LARGEST}")
    try:
        return tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RulebookError(path.name, f"is not TOML: {error}") from error


def tables_of(path: Path, name: str) -> list[dict[str, object]]:
    """Return the ``[[name]]`` tables of ``path``.

    Raises:
        RulebookError: there is none, or one is not a table.
    """
    tables = read_toml(path).get(name)
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in cast("list[object]", tables)):
        raise RulebookError(path.name, f"{name}: at least one [[{name}]] is expected")
    return cast("list[dict[str, object]]", tables)


def as_record(kind: type[Record], data: object, where: str) -> Record:
    """Return ``data`` as ``kind``.

    Raises:
        RulebookError: a key is unknown, missing or wrong; the message lists every one.
    """
    from pydantic import ValidationError  # the calendar and the regimes are read without it

    try:
        return kind.model_validate(data)
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, one['loc'])) or 'the record'}: {one['msg']}" for one in error.errors(include_url=False)[:10]
        )
        raise RulebookError(where, faults) from error
    except CchcError as error:
        raise RulebookError(where, str(error)) from error
