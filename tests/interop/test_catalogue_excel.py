"""Catalogues as Excel: lossless both ways, nothing that a spreadsheet would run, every fault at its cell."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")


from cchc.interop.catalogue.excel_out import write_excel
from cchc.interop.catalogue.plain import Record
from cchc.interop.catalogue_files import read_catalogue
from cchc.model.place import Rejected
from cchc.testing.strategies import procedures, processes

RECORDS = st.tuples(st.lists(procedures(), max_size=2), st.lists(processes(), max_size=2)).map(lambda both: [*both[0], *both[1]])


def _back(path: Path) -> list[Record]:
    found: list[Record] = []
    for one in read_catalogue(path):
        assert not isinstance(one, Rejected), one
        found.append(one.record)
    return found


@given(records=RECORDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_is_written_is_read_back(records: list[Record]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.xlsx")
        write_excel(path, records)
        assert _back(path) == records
