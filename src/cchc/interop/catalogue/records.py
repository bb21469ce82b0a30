"""Plain data on its way to a record: every fault is told with its key and its line, none ends the reading."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, TypeAlias, cast, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from cchc.errors import CatalogueFileError, CchcError
from cchc.interop.catalogue.plain import PLURALS
from cchc.interop.located_yaml import DEEPEST
from cchc.model.place import Located, Place, Rejected
from cchc.model.procedure import Procedure
from cchc.model.process import Process

Answer: TypeAlias = Located[Procedure] | Located[Process] | Rejected
"""What one record of a file came to."""

KINDS: Mapping[str, type[Procedure | Process]] = {
    "procedure": Procedure,
    "procedures": Procedure,
    "process": Process,
    "processes": Process,
}
"""The keys under which a file holds its records."""


MOST_FAULTS = 50
"""How many faults of one record are told one by one."""


def as_record(
    kind: type[Procedure | Process],
    data: object,
    place: Place,
    keys: Mapping[str, int] | None = None,
    cells: Mapping[str, str] | None = None,
) -> Answer:
    """Return plain data as a record of ``kind`` with its place, or why it is none: every fault, each with its key and line.

    ``keys`` says on which line a key stands; ``cells``, for a spreadsheet, in which cell.

    >>> data = {"code": "1.004222", "name": "…", "limit": [{"limit": "7 hôm"}]}
    >>> bad = as_record(Procedure, data, Place("a.toml", 3), {"limits.0": 5})
    >>> str(bad.place), bad.code
    ('a.toml:5', 'invalid')
    """
    if not isinstance(data, dict):
        return Rejected(place, "not_table", f"a table of keys is expected here, not {_kind_of(data)}")
    try:
        table, doubled = _with_plurals(kind, composed(data))
    except CatalogueFileError as error:
        return Rejected(place, "too_deep", error.problem)
    if doubled:
        return Rejected(place, "invalid", f"{', '.join(doubled)}: the key is there in the singular and in the plural; keep one")
    located: Located[Any] = Located(None, place, keys or {})
    try:
        return Located(kind.model_validate(table), place, keys or {})  # type: ignore[return-value]  # pyright: ignore[reportReturnType]
    except ValidationError as error:
        faults = [(".".join(map(str, one["loc"])), one["msg"]) for one in error.errors(include_url=False, include_input=False)]
    except CchcError as error:
        faults = list(_faults(kind, table, "")) or [("", str(error))]
    return _rejected(str(table.get("code") or table.get("id") or ""), faults, located, cells or {})


def _rejected(name: str, faults: list[tuple[str, str]], located: Located[Any], cells: Mapping[str, str]) -> Rejected:
    told = [f"{_where(path, located, cells)}{f'{path}: ' if path else ''}{message}" for path, message in faults[:MOST_FAULTS]]
    if len(faults) > MOST_FAULTS:
        told.append(f"and {len(faults) - MOST_FAULTS} more")
    subject = f"{name[:60]!r} is" if name else "this is"
    return Rejected(located.at(faults[0][0]), "invalid", f"{subject} not a record of the catalogue: {'; '.join(told)}")


def _where(path: str, located: Located[Any], cells: Mapping[str, str]) -> str:
    around = path
    while around and around not in cells:
        around = around.rpartition(".")[0]
    if around:
        return f"{cells[around]}: "
    line = located.at(path).line
    return f"line {line}: " if line else ""


def _with_plurals(kind: type[BaseModel], table: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    names = PLURALS[kind]
    doubled = [one for one, many in names.items() if one in table and many in table]
    return {names.get(key, key): value for key, value in table.items()}, doubled


def plural_path(kind: type[BaseModel], path: str) -> str:
    """Return a dotted path with the model's name for its first key.

    >>> plural_path(Procedure, "limit.2.start")
    'limits.2.start'
    """
    first, dot, rest = path.partition(".")
    return f"{PLURALS[kind].get(first, first)}{dot}{rest}"


def composed(value: Any, room: int = DEEPEST) -> Any:
    """Return plain data with the accents of all text composed (NFC).

    Raises:
        CatalogueFileError: tables lie deeper in each other than any record's.
    """
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if isinstance(value, list | dict) and not room:
        raise CatalogueFileError("", f"lists and tables lie more than {DEEPEST} deep in each other")
    if isinstance(value, list):
        return [composed(one, room - 1) for one in value]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, dict):
        return {composed(key): composed(one, room - 1) for key, one in cast("dict[str, Any]", value).items()}
    return value


def _kind_of(data: object) -> str:
    names = {"list": "a list", "str": "text", "NoneType": "nothing", "bool": "true or false"}
    return names.get(type(data).__name__, "a number or a day")


def _faults(kind: type[BaseModel], table: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """Look for the keys of which the model itself complains: its own errors pass pydantic by, without a place."""
    start = f"{path}." if path else ""
    found = [(start + name, "this key is not known here") for name in table if name not in kind.model_fields]
    for name, field in kind.model_fields.items():
        if name in table:
            found += _field_faults(kind, name, table[name], start + name)
        elif field.is_required():
            found.append((start + name, "this key is missing"))
    yield from found
    if not found:
        try:
            kind.model_validate(table)
        except CchcError as error:
            yield path, str(error)
        except ValidationError as error:
            yield from ((".".join(filter(None, [path, *map(str, one["loc"])])), one["msg"]) for one in error.errors(include_url=False))


def _field_faults(kind: type[BaseModel], name: str, value: Any, path: str) -> Iterator[tuple[str, str]]:
    inner = model_in(kind.model_fields[name].annotation)
    if inner and isinstance(value, list):
        for number, one in enumerate(value):  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
            if isinstance(one, dict):
                yield from _faults(inner, one, f"{path}.{number}")  # pyright: ignore[reportUnknownArgumentType]
        return
    if inner and isinstance(value, dict):
        yield from _faults(inner, value, path)  # pyright: ignore[reportUnknownArgumentType]
        return
    try:
        _adapter(kind, name).validate_python(value)
    except ValidationError as error:
        yield from ((".".join([path, *map(str, one["loc"])]), one["msg"]) for one in error.errors(include_url=False))
    except CchcError as error:
        yield path, str(error)


@lru_cache(maxsize=512)
def _adapter(kind: type[BaseModel], name: str) -> TypeAdapter[Any]:
    field = kind.model_fields[name]
    return TypeAdapter(Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation)  # type: ignore[arg-type]


def model_in(annotation: object) -> type[BaseModel] | None:
    """Return the one model of a field such as ``tuple[Step, ...]`` or ``Budget | None``; ``None`` where there is none."""
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return annotation if issubclass(annotation, BaseModel) else None
    return next((found for one in get_args(annotation) if (found := model_in(one))), None)
