"""The door for catalogues: each form is recognised, each record answered, nothing raises but a path that is none."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.errors import CatalogueFileError
from cchc.interop.catalogue.lines import LONGEST_LINE, Noted
from cchc.interop.catalogue.portal_service import read_service
from cchc.interop.catalogue.records import Answer
from cchc.interop.catalogue_files import read_catalogue, without_duplicates
from cchc.interop.portal_catalogue import PortalProcedure
from cchc.model.place import Located, Place, Rejected
from cchc.model.procedure import Procedure
from cchc.model.process import Process
from cchc.model.receipt import Channel
from cchc.model.time_limit import CalendarDays, WorkingDays

pytest.importorskip("ruamel.yaml")

SAMPLE = Path(os.environ.get("CCHC_PORTAL_SAMPLE", "../shared/data/portal/procedures.jsonl.gz"))

OWN = '{"procedure": {"code": "1.004222", "name": "a"}}'
PORTAL = (
    '{"code": "1.004222", "name": "a", "decision": "", "levels": [], "fields": [], '
    '"channels": [{"channel": "Trực tiếp", "amount": "7", "unit": "Ngày làm việc"}]}'
)
SERVICE = '{"MATTHC": "1.004222", "TENTTHC": "a"}'
STUDY = """procedures:
- code: '1.004222'
  name: a
  time:
  - {value: 7, unit: working_day}
"""
STUDY_PROCESS = """processes:
- id: p
  tthc_codes: ['1.004222']
  name: a
  declared_total: {value: 10, unit: working_day}
  steps:
  - {'no': '1', what: nhận, role: r, time: 0.5, unit: working_day}
"""

FORMS = {
    "own TOML": ("a.toml", '[[procedure]]\ncode = "1.004222"\nname = "a"\n'),
    "own YAML": ("a.yaml", "procedures:\n- code: '1.004222'\n  name: a\n"),
    "own YAML of one": ("a.yml", "procedure:\n  code: '1.004222'\n  name: a\n"),
    "own JSON": ("a.json", '{"procedures": [{"code": "1.004222", "name": "a"}]}'),
    "own JSON of one": ("a.JSON", '{"$schema": "x", "procedure": {"code": "1.004222", "name": "a"}}'),
    "own JSON Lines": ("a.jsonl", f"\n{OWN}\n"),
    "own JSON Lines, packed": ("a.jsonl.gz", f"{OWN}\n"),
    "records of the portal": ("a.jsonl", PORTAL),
    "records of the portal, packed": ("a.jsonl.gz", f"\ufeff{PORTAL}"),
    "records of the portal as a list": ("a.json", f"[{PORTAL}]"),
    "an answer of the service": ("a.json", SERVICE),
    "answers of the service in lines": ("a.jsonl", SERVICE),
    "answers of the service under data": ("a.json", f'{{"data": [{SERVICE}]}}'),
    "the study's procedures": ("a.yaml", STUDY),
    "the study's processes": ("a.yaml", STUDY_PROCESS),
}


def _write(path: Path, content: str | bytes) -> Path:
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(data) if path.name.endswith(".gz") else data)
    return path


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_recognised(form: str, tmp_path: Path) -> None:
    name, content = FORMS[form]
    (found,) = read_catalogue(_write(tmp_path / name, content))
    assert not isinstance(found, Rejected), found
    record = found.record
    assert isinstance(record, Process) if "processes" in form else isinstance(record, Procedure)
    assert record.codes == ("1.004222",) if isinstance(record, Process) else record.code == "1.004222"
    assert found.place.file == str(tmp_path / name)
    assert found.place.line >= 1


BAD = {
    "no UTF-8 in TOML": ("a.toml", b'[[process]]\nid = "\xff"\n', "catalogue_file", 2),
    "no UTF-8 in a line": ("a.jsonl", OWN.encode() + b'\n{"procedure": "\xff"}\n', "encoding", 2),
    "no JSON in a line": ("a.jsonl", OWN + '\n{"procedure": {', "json", 2),
    "another object in a line": ("a.jsonl", OWN + '\n{"office": {}}\n', "unknown_form", 2),
    "two records in a line": ("a.jsonl", OWN + '\n{"procedure": {}, "process": {}}\n', "unknown_form", 2),
    "a line of no end": ("a.jsonl", OWN + "\n" + " " * LONGEST_LINE + "x\n", "too_long", 2),
    "a wrong record in a line": ("a.jsonl", OWN + '\n{"process": {"id": 3}}\n', "invalid", 2),
    "a broken JSON file": ("a.json", '{"procedures":\n [', "catalogue_file", 2),
    "an aliased bomb": ("a.yaml", "a: &a [x, x]\nb: &b [*a, *a]\n", "catalogue_file", 1),
    "a tag that names code": ("a.yaml", "procedures: !!python/object/new:os.system [ls]\n", "catalogue_file", 1),
    "another JSON list": ("a.json", "[\n3]", "not_object", 2),
    "another YAML": ("a.yaml", "findings: []\n", "unknown_table", 1),
    "an empty YAML": ("a.yaml", "", "unknown_form", 0),
    "no Excel": ("a.xlsx", b"PK\x03\x04 not really", "catalogue_file", 0),
    "a code of the service that is none": ("a.json", '{"MATTHC": "x", "TENTTHC": "a"}', "wrong_type", 1),
    "a service answer without a name": ("a.jsonl", '{"MATTHC": "1.004222"}', "wrong_type", 1),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_record_is_rejected_with_its_place(name: str, tmp_path: Path) -> None:
    if name == "no Excel":
        pytest.importorskip("python_calamine")
    file, content, code, line = BAD[name]
    found = list(read_catalogue(_write(tmp_path / file, content)))
    assert [(one.code, one.place) for one in found if isinstance(one, Rejected)] == [(code, Place(str(tmp_path / file), line, ANY))]
    assert len(found) == 1 + (OWN.encode() in (content if isinstance(content, bytes) else content.encode()))


class _Any(int):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = int.__hash__


ANY = _Any()


def test_a_packed_file_that_is_cut_off_keeps_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress((OWN + "\n").encode() + os.urandom(50_000).hex().encode())[:-20_000])
    found = list(read_catalogue(path))
    assert not isinstance(found[0], Rejected)
    assert isinstance(found[-1], Rejected)


@pytest.mark.parametrize("name", ["none.toml", "none.jsonl", "none.json", "none.yaml", "a.txt", "empty"])
def test_a_path_that_is_none_raises(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(CatalogueFileError, match=r"give the path|ends in"):
        list(read_catalogue(tmp_path / name))


def test_a_folder_is_read_by_name_with_its_folders(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.toml", "a.toml", "b/a.toml", ".hidden.toml", "note.txt"):
        _write(tmp_path / name, f'[[process]]\nid = "{name}"\nname = "…"\n')
    (tmp_path / "d").symlink_to(tmp_path / "b", target_is_directory=True)
    found = [one.record.id for one in read_catalogue(tmp_path) if isinstance(one, Located) and isinstance(one.record, Process)]
    assert found == ["a.toml", "b/a.toml", "c.toml"]


def test_lines_are_read_only_as_far_as_asked(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.jsonl", f"{OWN}\n" * 3 + "\x00")
    assert isinstance(next(read_catalogue(path)), Located)


VERSIONS: dict[str, tuple[list[tuple[str, date | None, date | None]], list[str]]] = {
    "the same code twice": ([("1.000001", None, None)] * 2, ["taken", "duplicate_code"]),
    "two codes": ([("1.000001", None, None), ("1.000002", None, None)], ["taken", "taken"]),
    "one version after another": (
        [("1.000001", None, date(2025, 6, 30)), ("1.000001", date(2025, 7, 1), None)],
        ["taken", "taken"],
    ),
    "a day that both hold": (
        [("1.000001", None, date(2025, 7, 1)), ("1.000001", date(2025, 7, 1), None)],
        ["taken", "contradictory_versions"],
    ),
    "the same version twice": (
        [("1.000001", date(2025, 7, 1), None)] * 2,
        ["taken", "duplicate_code"],
    ),
    "what was rejected takes no place": (
        [("1.000001", None, None), ("1.000001", date(2025, 7, 1), None), ("1.000001", date(2026, 7, 1), None)],
        ["taken", "contradictory_versions", "contradictory_versions"],
    ),
}


@pytest.mark.parametrize("name", VERSIONS)
def test_one_code_has_one_version_a_day(name: str) -> None:
    rows, expected = VERSIONS[name]
    found = _judged(
        Located(Procedure(code=code, name="…", since=since, until=until), Place("a.toml", line))
        for line, (code, since, until) in enumerate(rows, 1)
    )
    assert [getattr(one, "code", "taken") for one in found] == expected
    assert all("a.toml:1" in one.message for one in found if isinstance(one, Rejected))


def _judged(rows: Iterator[Answer]) -> list[Answer]:
    return list(without_duplicates(rows))


def test_a_process_and_a_procedure_may_share_a_name() -> None:
    rows: list[Answer] = [
        Located(Procedure(code="1.000001", name="…")),
        Located(Process(id="1.000001", name="…")),
        Rejected(Place(), "x", ""),
    ]
    assert list(without_duplicates(rows)) == rows


def test_an_answer_of_the_service_keeps_every_field() -> None:
    data = {
        "MATTHC": "1.004222.H56",
        "TENTTHC": "Đăng ký thường trú",
        "MACOQUANCONGBO": "G01",
        "LINHVUCTHUCHIEN": [{"MALINHVUC": "G01-01", "TENLINHVUC": "Cư trú"}],
        "TRINHTUTHUCHIEN": [{"TRUONGHOP": "Chung", "TRINHTU": [{"TENTRINHTU": "Nộp"}, {"TENTRINHTU": "Nhận"}]}],
        "CACHTHUCTHUCHIEN": [
            {
                "KENH": "Trực tuyến",
                "THOIGIAN": [
                    {
                        "THOIGIANGIAIQUYET": "7",
                        "DONVITINH": "Ngày làm việc",
                        "MOTA": "m",
                        "PHILEPHI": [
                            {"MAPHILEPHI": "P1", "SOTIEN": "10.000", "DONVI": "Đồng", "MOTA": "lệ phí"},
                            {"MAPHILEPHI": "P2", "SOTIEN": "2%", "DONVI": "Đồng"},
                        ],
                    }
                ],
            },
            {"KENH": "Fax", "THOIGIAN": [{"THOIGIANGIAIQUYET": "8", "DONVITINH": "Ngày", "MOTA": "xưa"}]},
        ],
        "THANHPHANHOSO": [{"TRUONGHOP": "Nộp", "GIAYTO": [{"MAGIAYTO": "T1", "TENGIAYTO": "Tờ khai", "TENMAUDON": "CT01", "URL": "u"}]}],
        "YEUCAU": "Không",
        "MOTADOITUONGTHUCHIEN": "Công dân",
        "KETQUATHUCHIEN": [{"MAKETQUA": "KQ.G01.000001", "TENKETQUA": "Thông báo"}],
        "CANCUPHAPLY": [{"SOVANBAN": "68/2020/QH14", "TENVANBAN": "Luật Cư trú"}],
        "COQUANTHUCHIEN": [{"MADONVI": "G01.1", "TENDONVI": "Công an cấp xã"}],
        "KHAC": {"x": 1},
    }
    (found,) = read_service(data)
    assert isinstance(found, PortalProcedure)
    one = found.procedure
    assert (one.code, one.local_codes, one.field) == ("1.004222", ("1.004222.H56",), "Cư trú")
    assert one.limits[0].limit == WorkingDays(count=7)
    assert one.steps == ("Chung: Nộp", "Chung: Nhận")
    assert [(row.channel, row.published_time, row.wording) for row in one.submission] == [(Channel.ONLINE, "7", "m")]
    assert [(fee.amount, fee.published, fee.channels) for fee in one.fees] == [
        (Decimal(10_000), "10.000 Đồng lệ phí", (Channel.ONLINE,)),
        (None, "2% Đồng", (Channel.ONLINE,)),
    ]
    assert [(part.id, part.form, part.cases, part.note) for part in one.components] == [("T1", "CT01", ("Nộp",), "URL: u")]
    assert (one.results[0].code, one.instruments, one.agencies.execute) == ("KQ.G01.000001", ("68/2020/QH14",), ("Công an cấp xã",))
    assert (one.conditions, one.subjects) == (("Không",), ("Công dân",))
    assert set(one.notes) == {
        "LINHVUCTHUCHIEN.MALINHVUC: G01-01",
        "CACHTHUCTHUCHIEN (Fax): xưa",
        "CANCUPHAPLY.TENVANBAN: Luật Cư trú",
        "COQUANTHUCHIEN.MADONVI: G01.1",
        "MACOQUANCONGBO: G01",
        'KHAC: {"x": 1}',
    }


def test_notices_of_the_portal_come_with_the_record(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.jsonl", PORTAL.replace('"unit": "Ngày làm việc"', '"unit": "Tuần trăng"'))
    (found,) = read_catalogue(path)
    assert isinstance(found, Noted)
    assert [one.code for one in found.findings] == ["unknown_unit"]


def test_a_phrase_of_a_limit_is_read_in_every_form(tmp_path: Path) -> None:
    for name, content in (
        ("a.toml", '[[procedure]]\ncode = "1.004222"\nname = "a"\n[[procedure.limit]]\nlimit = "30 ngày"\n'),
        ("a.yaml", "procedures:\n- {code: '1.004222', name: a, limits: [{limit: 30 ngày}]}\n"),
        ("a.jsonl", json.dumps({"procedure": {"code": "1.004222", "name": "a", "limit": [{"limit": "30 ngày"}]}})),
    ):
        (found,) = read_catalogue(_write(tmp_path / name, content))
        assert isinstance(found, Located)
        assert isinstance(found.record, Procedure)
        assert found.record.limits[0].limit == CalendarDays(count=30)


@pytest.mark.skipif(not SAMPLE.exists(), reason=f"the published records are not at {SAMPLE}: set CCHC_PORTAL_SAMPLE")
def test_every_published_record_is_a_procedure_or_rejected_with_a_reason() -> None:
    found = list(read_catalogue(SAMPLE))
    assert len(found) == 1_342
    assert [one.place.line for one in found] == list(range(1, 1_343))
    assert all(one.message if isinstance(one, Rejected) else isinstance(one.record, Procedure) for one in found)


_BASES = {
    "toml": FORMS["own TOML"][1],
    "yaml": STUDY,
    "yml": STUDY_PROCESS,
    "json": FORMS["own JSON"][1],
    "jsonl": PORTAL,
    "jsonl.gz": OWN,
    "xlsx": "PK",
}
_PIECES = [
    "null",
    "[]",
    "{}",
    "3",
    '"',
    "'",
    ":",
    "\n- ",
    "\x00",
    "\\",
    "1e400",
    "=1",
    "9" * 30,
    "2026-13-45",
    "{{",
    "MATTHC",
    "&a",
    "*a",
    "!!x",
]


@given(
    ending=st.sampled_from(sorted(_BASES)),
    cuts=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 30), st.sampled_from(_PIECES) | st.text(max_size=3)), max_size=4),
    tail=st.binary(max_size=8),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_content_raises(ending: str, cuts: list[tuple[int, int, str]], tail: bytes, tmp_path: Path) -> None:
    text = _BASES[ending]
    for start, length, piece in cuts:
        text = text[:start] + piece + text[start + length :]
    path = _write(tmp_path / f"a.{ending}", text.encode("utf-8", "surrogatepass") + tail)
    assert all(isinstance(one, Located | Rejected) for one in without_duplicates(read_catalogue(path)))
