"""``cchc due --proof``, ``verify``, ``procedures``, ``schema``, ``--version``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc import __version__
from cchc.cli.answers import schemas

DUE = ("due", "1.004222", "--received", "2026-02-12 15:40")
SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"


def test_a_proof_is_written_and_holds(cchc, fits: Callable, tmp_path: Path) -> None:
    file = tmp_path / "proof.json"
    ran = cchc(*DUE, "--pause", "2026-02-24..2026-03-02", "--proof", file)
    assert (ran.code, ran.err) == (0, "")
    assert "06/03/2026" in ran.out
    found = cchc("verify", file, "--json")
    assert found.code == 0
    fits("verify", found.json)
    assert found.json == {"holds": True, "faults": [], "calendar": found.json["calendar"]}
    assert cchc("verify", file).out.startswith("Bằng chứng đúng")


def test_a_proof_may_take_the_place_of_the_answer(cchc) -> None:
    ran = cchc(*DUE, "--proof", "-")
    assert ran.json["due"] == "2026-03-02"
    assert cchc("verify", "-", stdin=ran.out).code == 0


def test_an_altered_proof_does_not_hold(cchc, fits: Callable) -> None:
    proof = cchc(*DUE, "--proof", "-").json
    proof["due"] = "2026-03-03"
    ran = cchc("verify", "-", "--json", stdin=json.dumps(proof))
    assert ran.code == 1
    fits("verify", ran.json)
    assert ran.json["faults"] == ["due: 2026-03-03 in the proof, 2026-03-02 recomputed"]
    assert "KHÔNG đúng" in cchc("verify", "-", stdin=json.dumps(proof)).out


def test_a_proof_on_another_calendar(cchc) -> None:
    proof = cchc("due", "--limit", "1 ngày làm việc", "--received", "2025-12-31 09:00", "--as-known-on", "2025-12-24", "--proof", "-").out
    ran = cchc("verify", "-", stdin=proof)
    assert ran.code == 1
    assert "calendar:" in ran.out
    assert cchc("verify", "-", "--as-known-on", "2025-12-24", stdin=proof).code == 0


def test_a_proof_of_a_forecast(cchc, tmp_path: Path) -> None:
    profile = tmp_path / "profile.toml"
    profile.write_text('name = "Sở"\nweek = ["mon", "tue"]\n[[session]]\ndays = ["mon", "tue"]\nfrom = 08:00:00\nto = 17:00:00\n', "utf-8")
    for more in ((), ("--agency", profile)):
        proof = cchc("due", "1.004222", "--received", "2027-12-29 15:40", *more, "--proof", "-").out
        ran = cchc("verify", "-", "--json", stdin=proof)
        assert ran.json["holds"], ran.json
        assert ran.json["calendar"].startswith("2010-20")


def test_a_proof_with_an_office_that_never_opens(cchc) -> None:
    proof = cchc("due", "1.004222", "--received", "2027-12-29 15:40", "--proof", "-").json
    proof["office"]["sessions"] = [[] for _ in range(7)]
    assert cchc("verify", "-", stdin=json.dumps(proof)).code == 1


@pytest.mark.parametrize(
    "data", ["", "{}", "[]", "null", "{" * 100_000, "[" * 100_000, b"\x80", '{"limit": 1}'], ids=lambda data: repr(data)[:12]
)
def test_what_is_no_proof(cchc, data: str | bytes) -> None:
    ran = cchc("verify", "-", stdin=data)
    assert (ran.code, ran.out) == (2, "")
    assert "no proof" in ran.error


def test_a_proof_that_is_too_large(cchc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc.cli.files.LARGEST", 10)
    ran = cchc("verify", "-", stdin="x" * 11)
    assert ran.code == 5
    assert "more than 10 bytes" in ran.error


def test_a_proof_that_cannot_be_read(cchc) -> None:
    assert cchc("verify", "no.json").code == 5
    assert cchc("verify", ".").code == 5
    memory = Path("/proc/self/mem")
    if memory.exists():
        assert cchc("verify", memory).code == 5


def test_procedures_are_listed_and_searched(cchc, fits: Callable) -> None:
    answer = cchc("procedures", "--json").json
    fits("procedures", answer)
    assert len({one["code"] for one in answer["procedures"]}) >= 30
    found = cchc("procedures", "DANG", "ky", "thuong tru", "--json").json["procedures"]
    assert {"1.004222", "1.003197"} <= {one["code"] for one in found}
    assert "1.004222" in cchc("procedures", "Đăng ký thường trú").out
    assert "chưa xác nhận: 45 Ngày" in cchc("procedures", "1.002759").words
    assert cchc("procedures", "không có gì như thế").out == "Không tìm thấy thủ tục nào.\n"


def test_procedures_on_a_day(cchc) -> None:
    both = cchc("procedures", "1.013225", "--json").json["procedures"]
    one = cchc("procedures", "1.013225", "--as-of", "2026-07-01", "--json", "--lang", "en").json["procedures"]
    assert (len(both), len(one)) == (2, 1)
    assert "working days" in one[0]["cases"][0]["limit"]
    assert "2026-07-01" in cchc("procedures", "1.013225").words


def test_the_committed_schemas_are_those_of_the_models(cchc) -> None:
    made = schemas()
    assert {path.stem: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")} == made
    assert cchc("schema").json == made
    assert cchc("schema", "due").json == made["due"]
    ran = cchc("schema", "nothing")
    assert ran.code == 2
    assert "impact" in ran.error


def test_the_version_names_the_calendar(cchc) -> None:
    ran = cchc("--version")
    assert ran.code == 0
    assert ran.out.startswith(f"cchc {__version__} (calendar 2010-2027/")


def test_help_and_wrong_commands(cchc) -> None:
    assert "Commands:" in cchc("--help").out
    assert cchc().out == cchc("--help").out
    for name in ("due", "add", "between", "impact", "verify", "procedures", "schema", "calendar"):
        assert "Usage: cchc" in cchc(name, "--help").out
    ran = cchc("bogus")
    assert (ran.code, ran.out) == (2, "")
    assert ran.error == "no such command 'bogus'; see: cchc --help"
