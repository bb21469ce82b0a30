"""Catalogues as TOML, YAML, JSON and JSON Lines: what is written is read back as the same values."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.errors import CatalogueFileError
from cchc.interop.catalogue.located_json import parse_json
from cchc.interop.catalogue.plain import Record
from cchc.interop.catalogue.records import Answer
from cchc.interop.catalogue.toml_form import read_toml_text, write_toml
from cchc.interop.catalogue.yaml_form import read_lists, write_json, write_yaml
from cchc.interop.located_yaml import parse_yaml
from cchc.model.place import Rejected
from cchc.model.procedure import Procedure
from cchc.model.process import Process
from cchc.testing.strategies import procedures, processes

pytest.importorskip("ruamel.yaml")

_FORMS: dict[str, tuple[Callable[[Iterable[Record]], Iterator[str]], Callable[[str], Iterator[Answer]]]] = {
    "toml": (write_toml, read_toml_text),
    "yaml": (write_yaml, lambda text: read_lists(*parse_yaml(text))),
    "json": (write_json, lambda text: read_lists(*parse_json(text))),
}
GOOD = '[[procedure]]\ncode = "1.004222"\nname = "a"\n'
GOOD_TOO = '[[process]]\nid = "p"\nname = "a"\n'
RECORDS = st.tuples(st.lists(procedures(), max_size=2), st.lists(processes(), max_size=2)).map(lambda both: [*both[0], *both[1]])


def _read(form: str, text: str) -> list[Record]:
    found: list[Record] = []
    for one in _FORMS[form][1](text):
        assert not isinstance(one, Rejected), one
        found.append(one.record)
    return found


@given(records=RECORDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_is_written_is_read_back(records: list[Record]) -> None:
    assert {form: _read(form, "".join(write(records))) for form, (write, _) in _FORMS.items()} == dict.fromkeys(_FORMS, records)


BAD_TOML = {
    "a record that is not TOML is rejected alone": (
        f"{GOOD}[[procedure]]\ncode = \n{GOOD_TOO}",
        [("taken", 0), ("toml", 5), ("taken", 0)],
    ),
    "a key that is not known": (f"{GOOD}sice = 2026-07-01\n", [("invalid", 4)]),
    "a phrase that is no limit": (f'{GOOD}[[procedure.limit]]\ncase = "a"\nlimit = "7 hôm"\n', [("invalid", 6)]),
    "a table of another kind": ('[office]\nname = "x"\n', [("unknown_table", 1)]),
    "a header inside text is none": (f'{GOOD}field = """\n[[procedure]]\n"""\n', [("taken", 0)]),
    "a key twice": (f'{GOOD}name = "b"\n', [("toml", 4)]),
    "tables without end": (f"{GOOD}field = {'[' * 5_000}\n", [("too_deep", 1)]),
    "names without end": (f"{GOOD}a{'.a' * 5_000} = 1\n", [("too_deep", 1)]),
    "a line without end": (f'{GOOD}field = "{"x" * 100_001}"\n', [("toml", 1)]),
    "a limit and an amount nobody confirmed": (
        f'{GOOD}[[procedure.limit]]\nlimit = "7 ngày"\nunconfirmed = {{ amount = "7", unit = "Ngày" }}\n',
        [("invalid", 4)],
    ),
    "a key without a name": ('"" = 3\n', [("unknown_table", 1)]),
    "singular and plural": (f'{GOOD}cases = []\n[[procedure.case]]\nid = "a"\n', [("invalid", 1)]),
}


@pytest.mark.parametrize("name", BAD_TOML)
def test_what_is_wrong_in_toml_is_told_at_its_line(name: str) -> None:
    text, expected = BAD_TOML[name]
    found = [(one.code, one.place.line) if isinstance(one, Rejected) else ("taken", 0) for one in read_toml_text(text, "a.toml")]
    assert found == expected


BAD_JSON = {
    "a key twice": ('{"a": 1,\n "a": 2}', 2, 2),
    "an open table": ('{"a": 1', 1, 8),
    "a comma too many": ("[1,]", 1, 4),
    "no colon": ('{"a" 1}', 1, 6),
    "a word in no quotes": ("{a: 1}", 1, 2),
    "a number of no end": ("1" * 400, 1, 1),
    "a leading zero": ("01", 1, 1),
    "not a number": ("NaN", 1, 1),
    "text that is not closed": ('"a', 1, 1),
    "a control character in text": ('"a\n"', 1, 3),
    "two values": ("{}\n{}", 2, 1),
    "nothing": ("", 1, 1),
    "nesting": ("[" * 100, 1, 65),
}


@pytest.mark.parametrize("name", BAD_JSON)
def test_what_is_wrong_in_json_is_told_at_its_line_and_column(name: str) -> None:
    text, line, column = BAD_JSON[name]
    with pytest.raises(CatalogueFileError) as caught:
        parse_json(text, "a.json")
    assert (caught.value.line, caught.value.column) == (line, column)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    )
)
def test_json_is_read_as_the_standard_library_reads_it(value: object) -> None:
    assert parse_json(json.dumps(value, indent=1))[0] == value


def test_every_fault_of_a_record_is_told_with_its_line() -> None:
    text = "processes:\n- id: p\n  name: 3\n  steps:\n  - id: a\n    parallel: -1\n  - id: b\n    kind: dance\n"
    (found,) = read_lists(*parse_yaml(text, "a.yaml"), "a.yaml")
    assert isinstance(found, Rejected)
    assert str(found.place) == "a.yaml:3"
    assert [part.partition(": ")[0] for part in found.message.split("; ")][1:] == ["line 6", "line 8"]


@pytest.mark.parametrize("data", [None, [], 3, "x", {"other": []}, {"procedures": 3}, {"processes": [None, []]}])
def test_what_is_no_catalogue_is_rejected(data: object) -> None:
    found = list(read_lists(data, {}, "a.yaml"))
    assert found
    assert all(isinstance(one, Rejected) for one in found)


LONG = "x " * 30_000


@pytest.mark.parametrize("form", _FORMS)
def test_text_longer_than_a_line_is_broken_and_joined(form: str) -> None:
    record = Procedure(code="1.004222", name=LONG, steps=(" " + LONG, '"""' * 9_000))
    text = "".join(_FORMS[form][0]([record]))
    assert _read(form, text) == [record]
    assert form == "json" or max(map(len, text.splitlines())) < 50_000


def test_accents_are_composed_on_the_way_in() -> None:
    (found,) = read_toml_text('[[process]]\nid = "p"\nname = "Tie\u0302\u0301ng Vi\\u1ec7t"\n')
    assert not isinstance(found, Rejected)
    assert isinstance(found.record, Process)
    assert found.record.name == "Tiếng Việt"


@given(records=RECORDS)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_is_written_fits_the_published_schema(records: list[Record]) -> None:
    schema = json.loads((Path(__file__).parents[2] / "docs" / "schema" / "catalogue.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads("".join(write_json(records))))
