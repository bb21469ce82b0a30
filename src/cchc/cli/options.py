"""What a question may say: the same names as options of a command and as keys of a batch row.

Values stay text here, as typed; the modules that ask the library read them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self, TypeVar, cast

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from cchc.cli.exits import RowError, faults_of
from cchc.errors import UsageError

Text = Annotated[str, Field(max_length=4_096)]


def _many(value: object) -> object:
    if isinstance(value, str):
        return (value,)
    return tuple(cast("list[object]", value)) if isinstance(value, list) else value


def _pairs(value: object) -> object:
    if isinstance(value, Mapping):
        return tuple(
            f"{key}={str(one).lower() if isinstance(one, bool) else one}" for key, one in cast("Mapping[str, object]", value).items()
        )
    return _many(value)


Texts = Annotated[tuple[Text, ...], BeforeValidator(_many), Field(max_length=100)]
Pairs = Annotated[tuple[Text, ...], BeforeValidator(_pairs), Field(max_length=100)]
Lang = Literal["vi", "en"]


class Options(BaseModel, frozen=True, extra="forbid", strict=True, defer_build=True):
    """What every question may say: whose days, which notices, as known when, in which language."""

    files: ClassVar[tuple[str, ...]] = ("agency", "extra")

    agency: Text = ""
    extra: Texts = ()
    as_known_on: Text = ""
    no_forecast: bool = False
    lang: Lang = "vi"

    @classmethod
    def of(cls, given: Mapping[str, object]) -> Self:
        """Return the options that a command was given; absent ones keep their defaults.

        Raises:
            UsageError: one is not what it must be.
        """
        return _validated(cls, {key: value for key, value in given.items() if value is not None and key in cls.model_fields}, UsageError)

    def with_row(self, row: Mapping[str, object]) -> Self:
        """Return the options with those of a batch row over them.

        Raises:
            RowError: an unknown key, a wrong type, or a path that is not a regular file (a pipe would hold up the batch).
        """
        kind = type(self)
        given = {key.replace("-", "_"): value for key, value in row.items() if value is not None and key != "id"}
        unknown = given.keys() - kind.model_fields.keys()
        if unknown:
            raise RowError(f"unknown key {min(unknown)[:40]!r}; known keys: {', '.join(kind.model_fields)}, id")
        changed = _validated(kind, {**{key: getattr(self, key) for key in self.model_fields_set}, **given}, RowError)
        for name in given.keys() & set(kind.files):
            value = getattr(changed, name)
            for path in (value,) if isinstance(value, str) else value:
                if isinstance(path, str) and path and not _is_regular(path):
                    raise RowError(f"{name}: {path[:80]!r} is not a regular file; name one, or give --{name} to the whole batch")
        return changed


class AddOptions(Options, frozen=True):
    """``cchc add``: a start and a limit."""

    date: Text = ""
    limit: Text = ""


class BetweenOptions(Options, frozen=True):
    """``cchc between``: two days or instants."""

    a: Text = ""
    b: Text = ""


class DueOptions(Options, frozen=True):
    """``cchc due``: a procedure or a limit, a receipt, and what happened since."""

    files: ClassVar[tuple[str, ...]] = ("agency", "extra", "entries", "confirmations", "catalogue", "portal")

    code: Text = ""
    received: Text = ""
    channel: Text = ""
    case: Text = ""
    limit: Text = ""
    committed: Text = ""
    pause: Texts = ()
    exclude: Texts = ()
    entries: Text | tuple[dict[str, object], ...] = ""
    as_of: Text = ""
    confirmations: Text = ""
    catalogue: Texts = ()
    portal: Text = ""
    complete: Text = ""
    fee_paid: Text = ""
    event: Text = ""
    competent_received: Text = ""
    not_at_once: bool = False
    regime: Text = ""
    policy: Pairs = ()
    now: Text = ""

    @classmethod
    def of(cls, given: Mapping[str, object]) -> Self:
        """Return the options that a command was given."""
        options = super().of(given)
        if options.portal and options.catalogue:
            raise UsageError("give either --catalogue or --portal: each takes the place of the bundled catalogue")
        return options


Kind = TypeVar("Kind", bound=BaseModel)


def _validated(kind: type[Kind], values: Mapping[str, object], error_kind: type[UsageError]) -> Kind:
    values = {
        key: tuple(cast("list[object]", value)) if key == "entries" and isinstance(value, list) else value for key, value in values.items()
    }
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        raise error_kind(faults_of(error)) from None


def _is_regular(path: str) -> bool:
    try:
        found = Path(path)
        return found.is_file() or not found.exists()
    except (OSError, ValueError):
        return True
