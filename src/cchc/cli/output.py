"""What every JSON form shares, and the form of an error."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

Count = int | Annotated[str, Field(pattern=r"^-?[0-9]+/[0-9]+$")]


class Output(BaseModel):
    """A JSON form; the keys named in ``absent`` are left out when they have no value, every other key is always there."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True, validate_by_alias=True, defer_build=True
    )
    absent: ClassVar[tuple[str, ...]] = ()

    @model_serializer(mode="wrap")
    def _leave_out(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = serialize(self)
        for key in self.absent:
            if data.get(key, "") is None:
                del data[key]
        return data


class ErrorFacts(Output):
    """A stable word, and a sentence."""

    code: str
    message: str


class ErrorAnswer(Output):
    """What stands in place of an answer that cannot be given; in a batch with its line, from 1."""

    absent = ("line",)

    error: ErrorFacts
    line: int | None = None


def exact(count: int | Fraction) -> int | str:
    """Return a whole number as such, any other as its exact fraction in text."""
    return count.numerator if count.denominator == 1 else str(count)


def tidy(schema: dict[str, Any]) -> None:
    """Simplify ``schema`` in place: a key that may be absent is never null, and no key needs a title."""
    required = schema.get("required", ())
    for key, one in schema.get("properties", {}).items():
        one.pop("title", None)
        if key not in required:
            one.pop("default", None)
            kept = [kind for kind in one.pop("anyOf", ()) if kind != {"type": "null"}]
            one.update(kept[0] if len(kept) == 1 else {"anyOf": kept} if kept else {})
