"""YAML in: plain data with lines; whatever could run, expand or hide something is refused with its place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from cchc.errors import CatalogueFileError
from cchc.interop.located_yaml import DEEPEST, LARGEST_YAML, LONGEST_LINE, load_yaml, parse_yaml

pytest.importorskip("ruamel.yaml")

PLAIN = {
    "a: 12": 12,
    "a: -3": -3,
    "a: 0.25": Decimal("0.25"),
    "a: 1.10": Decimal("1.10"),
    "a: true": True,
    "a: null": None,
    "a: ~": None,
    "a:": None,
    "a: no": "no",
    "a: 08": "08",
    "a: 0x1f": "0x1f",
    "a: 1_000": "1_000",
    "a: 1e3": "1e3",
    "a: .inf": ".inf",
    "a: 2026-07-01": "2026-07-01",
    "a: 15:00": "15:00",
    'a: "12"': "12",
    "a: '0.5'": "0.5",
    "a: |\n  x\n  y\n": "x\ny\n",
    "a: [1, {b: c}]": [1, {"b": "c"}],
    "a: {}": {},
}


@pytest.mark.parametrize("text", PLAIN)
def test_scalars_are_read_with_nothing_lost(text: str) -> None:
    found = parse_yaml(text)[0]["a"]
    assert (found, type(found), str(found)) == (PLAIN[text], type(PLAIN[text]), str(PLAIN[text]))


REFUSED = {
    "an anchor": ("a: &x 1\nb: 2", 1, 4, "anchor"),
    "an alias bomb": ("a: [1]\nb: [*a, *a]", 2, 5, "alias"),
    "a tag that names code": ("a: 1\nb: !!python/object/apply:os.system [x]", 2, 4, "tag"),
    "a tag of its own": ("a: ! 1", 1, 4, "tag"),
    "a key twice": ("a: 1\nb: 2\na: 3", 3, 1, "twice"),
    "a key twice in a flow table": ("x: {a: 1, a: 2}", 1, 11, "twice"),
    "a second document": ("a: 1\n---\nb: 2", 2, 1, "document"),
    "a list as key": ("? [a]\n: b", 1, 3, "key"),
    "a table as key": ("{{a: 1}: 2}", 1, 2, "key"),
    "a tab as margin": ("a:\n\tb: c", 2, 1, "not YAML"),
    "a list that is not closed": ("a: [1,", 1, 7, "not YAML"),
    "a control character": ("a: 1\nb: \x01", 2, 4, "control"),
    "nesting": ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), 1, DEEPEST + 1, "deep"),
    "a line without end": ("a: 1\nb: " + "x" * LONGEST_LINE, 2, 0, "characters"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_line_and_column(name: str) -> None:
    text, line, column, word = REFUSED[name]
    with pytest.raises(CatalogueFileError, match=word) as caught:
        parse_yaml(text, "a.yaml")
    assert (caught.value.file, caught.value.line, caught.value.column) == ("a.yaml", line, column)


def test_lines_are_those_of_keys_and_items() -> None:
    _, lines = parse_yaml("# head\nrows:\n- id: a\n  steps: [\n    {x: 1},\n    2]\n- b\n")
    assert lines == {
        "rows": 2,
        "rows.0": 3,
        "rows.0.id": 3,
        "rows.0.steps": 4,
        "rows.0.steps.0": 5,
        "rows.0.steps.0.x": 5,
        "rows.0.steps.1": 6,
        "rows.1": 7,
    }


def test_accents_are_composed_and_a_byte_order_mark_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("\ufeffa: Ti\u1ebfng Vi\u1ec7t".encode() + "\nb: Tie\u0302\u0301ng".encode())
    assert load_yaml(path)[0] == {"a": "Tiếng Việt", "b": "Tiếng"}


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    latin, large = tmp_path / "latin.yaml", tmp_path / "large.yaml"
    latin.write_bytes("a: 1\nb: \xe9".encode("latin-1"))
    with large.open("wb") as stream:
        stream.truncate(LARGEST_YAML + 1)
    for path, line, word in (
        (latin, 2, "UTF-8"),
        (large, 0, "larger"),
        (tmp_path / "none.yaml", 0, "cannot be read"),
        (tmp_path, 0, "read"),
    ):
        with pytest.raises(CatalogueFileError, match=word) as caught:
            load_yaml(path)
        assert (caught.value.line, caught.value.file) == (line, str(path))
