"""Catalogues as TOML, YAML, JSON and JSON Lines: what is written is read back as the same values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.interop.catalogue.located_json import parse_json
from cchc.interop.catalogue.plain import Record
from cchc.interop.catalogue.records import Answer
from cchc.interop.catalogue.toml_form import read_toml_text, write_toml
from cchc.interop.catalogue.yaml_form import read_lists, write_json, write_yaml
from cchc.interop.located_yaml import parse_yaml
from cchc.model.place import Rejected
from cchc.testing.strategies import procedures, processes

_FORMS: dict[str, tuple[Callable[[Iterable[Record]], Iterator[str]], Callable[[str], Iterator[Answer]]]] = {
    "toml": (write_toml, read_toml_text),
    "yaml": (write_yaml, lambda text: read_lists(*parse_yaml(text))),
    "json": (write_json, lambda text: read_lists(*parse_json(text))),
}
RECORDS = st.tuples(st.lists(procedures(), max_size=2), st.lists(processes(), max_size=2)).map(lambda both: [*both[0], *both[1]])


def _read(form: str, text: str) -> list[Record]:
    found: list[Record] = []
    for one in _FORMS[form][1](text):
        assert not isinstance(one, Rejected), one
        found.append(one.record)
    return found


@given(records=RECORDS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_is_written_is_read_back(records: list[Record]) -> None:
    assert {form: _read(form, "".join(write(records))) for form, (write, _) in _FORMS.items()} == dict.fromkeys(_FORMS, records)
