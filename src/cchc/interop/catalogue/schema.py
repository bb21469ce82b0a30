"""The JSON Schemas of the forms that catalogues are read in."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from cchc.interop.catalogue.plain import PLURALS, rows_of, table_of
from cchc.interop.portal_records import PortalRecord
from cchc.model.procedure import Procedure
from cchc.model.process import Process

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def catalogue_schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas: of one procedure, of one process, of a whole file (TOML, YAML, JSON), of a line of the portal.

    A time limit is a phrase, or a table with its ``unit``. Lists stand under the key of the model, or, as TOML writes them,
    under its singular.

    >>> sorted(catalogue_schemas())
    ['catalogue', 'portal-record', 'procedure', 'process']
    """
    portal = PortalRecord.model_json_schema()
    return {
        "procedure": _of_record(Procedure),
        "process": _of_record(Process),
        "catalogue": _of_file(),
        "portal-record": {"$schema": _DIALECT, **portal},
    }


def _of_record(kind: type[BaseModel]) -> dict[str, Any]:
    schema = kind.model_json_schema()
    _spoken(schema)
    _both_names(schema, kind)
    return {"$schema": _DIALECT, **schema}


def _of_file() -> dict[str, Any]:
    _, schema = models_json_schema([(Procedure, "validation"), (Process, "validation")])
    definitions: dict[str, Any] = schema["$defs"]
    _spoken(definitions)
    properties: dict[str, Any] = {"$schema": {"type": "string"}}
    for kind, many in ((Procedure, "procedures"), (Process, "processes")):
        _both_names(definitions[kind.__name__], kind)
        rows = {"type": "array", "items": {"$ref": f"#/$defs/{kind.__name__}"}}
        properties |= {many: rows, kind.__name__.lower(): {"anyOf": [rows, rows["items"]]}}
    head = {"$schema": _DIALECT, "title": "Catalogue", "description": "A file of procedures and processes."}
    return {**head, "type": "object", "additionalProperties": False, "properties": properties, "$defs": definitions}


def _both_names(schema: dict[str, Any], kind: type[BaseModel]) -> None:
    properties = schema["properties"]
    properties |= {one: properties[many] for one, many in PLURALS[kind].items()}


def _spoken(schema: object) -> None:
    """Let every time limit be a phrase as well."""
    if isinstance(schema, list):
        for one in rows_of(schema):  # pyright: ignore[reportUnknownArgumentType]
            _spoken(one)
        return
    table = table_of(schema)
    if table.get("discriminator", {}).get("propertyName") == "unit":
        table["anyOf"] = [{"type": "string", "examples": ["15 ngày làm việc"]}, *table.pop("oneOf")]
        del table["discriminator"]
    for one in table.values():
        _spoken(one)
