"""``cchc check`` as a vendor meets it: files in, a report out, an exit code for the build."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest
from toy_checks import BREAKS, CONTEXT, IDLE

from cchc.checks.catalogue import RULES
from cchc.cli.check_forms import check_answer
from cchc.cli.checking import CheckOptions, Sources, run, summarize
from cchc.cli.excerpts import excerpts
from cchc.errors import UsageError
from cchc.model.place import Place

PORTAL = Path(os.environ.get("CCHC_PORTAL_SAMPLE", Path(__file__).parents[3] / "shared" / "data" / "portal" / "procedures.jsonl.gz"))


def process(name: str, last: int, no: str = "3") -> str:
    """A process of seven declared days whose last step has ``last`` of them and the number ``no``."""
    return f"""
[[process]]
id = "{name}"
name = "Đăng ký thường trú"
codes = ["1.004222"]
agency = "UBND xã"
decision = "12/QĐ-UBND"
declared = {{ count = 7, unit = "working_day" }}

[[process.step]]
id = "1"
no = "1"
label = "Tiếp nhận"
role = "Công chức một cửa"
budget = {{ count = 1, unit = "working_day" }}

[[process.step]]
id = "2"
no = "2"
label = "Thẩm định"
role = "Công chức tư pháp"
budget = {{ count = 5, unit = "working_day" }}

[[process.step]]
id = "3"
no = "{no}"
label = "Ký duyệt"
role = "Lãnh đạo UBND xã"
budget = {{ count = {last}, unit = "working_day" }}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a good and a broken process."""
    monkeypatch.chdir(tmp_path)
    Path("quy-trinh").mkdir()
    Path("quy-trinh/hong.toml").write_text(process("hong", 3, "4"), "utf-8")
    Path("quy-trinh/tot.toml").write_text(process("tot", 1), "utf-8")
    return tmp_path


def codes(ran: Any) -> list[tuple[str, str]]:
    return [(one["subject"], one["code"]) for one in ran.json["findings"]]


BOTH = [("hong", "SUM_NE_DECLARED"), ("hong", "STEP_NUMBER_GAP")]


def test_a_good_and_a_broken_process(cchc) -> None:
    ran = cchc("check", "quy-trinh")
    assert ran.code == 1
    assert ran.err == ""
    head, record, sum_line, excerpt, *_ = ran.out.splitlines()
    assert head == f"{Path('quy-trinh/hong.toml')} (2)"
    assert record == "  hong"
    assert sum_line.startswith("    ✗ Lỗi SUM_NE_DECLARED: ")
    assert excerpt == '          8 | declared = { count = 7, unit = "working_day" }'
    assert ran.out.splitlines()[-1].startswith("1 lỗi, 1 cảnh báo, 0 thông tin · đã kiểm tra 2 bản ghi · xét tại ngày ")
    assert "tot" not in ran.out.replace("tốt", "")


def test_the_good_one_alone(cchc) -> None:
    ran = cchc("check", "quy-trinh/tot.toml", "--lang", "en")
    assert ran.code == 0
    assert ran.out.startswith("No findings\n0 errors, 0 warnings, 0 notes · 1 record checked")


def test_json_is_an_interface(cchc, fits) -> None:
    ran = cchc("check", "quy-trinh", "--format", "json", "--as-of", "2026-11-22")
    fits("check", ran.json)
    assert ran.code == 1
    assert codes(ran) == BOTH
    first = ran.json["findings"][0]
    assert (first["file"], first["line"], first["severity"]) == (str(Path("quy-trinh/hong.toml")), 8, "error")
    assert (first["expected"], first["actual"]) == ("7 ngày làm việc", "9 ngày làm việc")
    assert ran.json["read"] == 2
    assert ran.json["rejected"] == []
    assert ran.json["as_of"] == "2026-11-22"
    counts = {"error": 1, "warning": 1, "info": 0, "by_code": {"STEP_NUMBER_GAP": 1, "SUM_NE_DECLARED": 1}, "suppressed": 0, "known": 0}
    assert ran.json["counts"] == counts


def test_the_day_of_judgement_is_that_of_the_data(cchc) -> None:
    from cchc import load_calendar

    assert cchc("check", "quy-trinh", "--format", "json").json["as_of"] == load_calendar().data_date.isoformat()


@pytest.mark.parametrize(
    ("form", "begins"), [("sarif", "{"), ("html", "<!DOCTYPE html>"), ("github", "::error file="), ("text", "quy-trinh"), ("json", "{")]
)
def test_a_report_goes_into_a_file(cchc, form: str, begins: str) -> None:
    ran = cchc("check", "quy-trinh", "--format", form, "--output", "report")
    assert (ran.code, ran.out) == (1, "")
    assert Path("report").read_text("utf-8").startswith(begins)
    assert cchc("check", "quy-trinh", "--format", form).out == Path("report").read_text("utf-8")


def test_sarif_names_the_version_and_every_rule(cchc) -> None:
    from cchc import __version__

    driver = cchc("check", "quy-trinh", "--format", "sarif").json["runs"][0]["tool"]["driver"]
    assert driver["version"] == __version__
    assert {one["id"] for one in driver["rules"]} == {one.code for one in RULES}


@pytest.mark.parametrize(
    ("options", "left"),
    [
        (["--select", "SUM"], BOTH[:1]),
        (["--select", "SUM_NE_DECLARED,STEP"], BOTH),
        (["--select", "SUM", "--select", "STEP"], BOTH),
        (["--ignore", "SUM_NE_DECLARED"], BOTH[1:]),
        (["--select", "S", "--ignore", "STEP, SUM"], []),
        (["--suppress", "SUM_NE_DECLARED:hong=chờ quyết định sửa"], BOTH[1:]),
    ],
)
def test_rules_are_chosen_on_the_command_line(cchc, options: list[str], left: list[tuple[str, str]]) -> None:
    assert codes(cchc("check", "quy-trinh", "--format", "json", *options)) == left


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 1),
        (["--fail-on", "never"], 0),
        (["--select", "STEP"], 0),
        (["--select", "STEP", "--fail-on", "warning"], 1),
        (["--select", "STEP", "--severity", "STEP=info", "--fail-on", "warning"], 0),
        (["--select", "STEP", "--severity", "STEP=info", "--fail-on", "info"], 1),
        (["--select", "STEP", "--severity", "STEP_NUMBER_GAP=error"], 1),
        (["--severity", "SUM_NE_DECLARED=warning"], 0),
    ],
)
def test_the_exit_code_is_for_the_build(cchc, options: list[str], code: int) -> None:
    assert cchc("check", "quy-trinh", *options).code == code


CONFIGURATION = """\
ignore = ["STEP_NUMBER_GAP"]
severity = { SUM_NE_DECLARED = "warning" }

[[suppress]]
code = "SUM_NE_DECLARED"
subject = "hong"
reason = "chờ quyết định sửa"
until = 2026-12-31

[[suppress]]
code = "SUM_NE_DECLARED"
subject = "khac"
reason = "đã sửa"
"""


def test_the_configuration_of_the_working_folder(cchc) -> None:
    Path("cchc-check.toml").write_text(CONFIGURATION, "utf-8")
    ran = cchc("check", "quy-trinh", "--format", "json", "--as-of", "2026-11-22")
    (unused,) = ran.json["findings"]
    assert ran.code == 0
    assert (unused["code"], unused["subject"], unused["file"], unused["line"]) == ("SUPPRESSION_UNUSED", "khac", "cchc-check.toml", 10)
    assert ran.json["counts"]["suppressed"] == 1
    later = cchc("check", "quy-trinh", "--format", "json", "--as-of", "2027-01-01").json["findings"]
    assert [(one["code"], one["severity"]) for one in later[:2]] == [("SUM_NE_DECLARED", "warning"), ("SUPPRESSION_EXPIRED", "warning")]


def test_a_configuration_by_name(cchc) -> None:
    Path("other.toml").write_text('select = ["STEP"]\nsuppress = []\n', "utf-8")
    assert codes(cchc("check", "quy-trinh", "--format", "json", "--config", "other.toml")) == BOTH[1:]
    assert codes(cchc("check", "quy-trinh", "--format", "json", "--config", "other.toml", "--select", "SUM")) == BOTH[:1]


def test_suppressions_in_one_line_have_no_line(cchc) -> None:
    Path("one.toml").write_text('suppress = [{ code = "SUM_NE_DECLARED", subject = "khac", reason = "…" }]\n', "utf-8")
    told = cchc("check", "quy-trinh", "--format", "json", "--config", "one.toml").json["findings"][-1]
    assert (told["code"], told["line"]) == ("SUPPRESSION_UNUSED", None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("selct = []", "selct: Extra inputs"),
        ("[[suppress]]\ncode = 'X'\nsubject = 'p'\nreason = ' '", "suppress.0.reason"),
        ("[[suppress]]\ncode = 'X'\nsubject = 'p'", "suppress.0.reason"),
        ("severity = { X = 'fatal' }", "severity.X"),
        ("select = ", "is not TOML"),
        ("select = ['NO_SUCH']", "no rule 'NO_SUCH'"),
    ],
)
def test_a_configuration_with_a_fault(cchc, text: str, told: str) -> None:
    Path("cchc-check.toml").write_text(text, "utf-8")
    ran = cchc("check", "quy-trinh")
    assert ran.code == 2
    assert told in ran.error


def test_a_baseline_lets_old_findings_rest(cchc) -> None:
    written = cchc("check", "quy-trinh", "--write-baseline", "quy-trinh/old.json")
    assert written.code == 0
    assert "SUM_NE_DECLARED" in written.out
    kept = json.loads(Path("quy-trinh/old.json").read_text("utf-8"))
    assert [(one["code"], one["subject"], one["count"]) for one in kept["findings"]] == sorted((code, one, 1) for one, code in BOTH)
    rest = cchc("check", "quy-trinh", "--baseline", "quy-trinh/old.json", "--format", "json")
    assert (rest.code, rest.json["findings"], rest.json["counts"]["known"]) == (0, [], 2)
    Path("quy-trinh/hong.toml").write_text("\n\n# moved\n" + process("hong", 4, "4"), "utf-8")
    new = cchc("check", "quy-trinh", "--baseline", "quy-trinh/old.json", "--format", "json")
    assert (new.code, codes(new)) == (1, BOTH[:1])
    again = cchc("check", "quy-trinh", "--baseline", "quy-trinh/old.json", "--write-baseline", "quy-trinh/old.json")
    assert again.code == 0
    assert cchc("check", "quy-trinh", "--baseline", "quy-trinh/old.json").code == 0


def test_one_bad_record_loses_nothing_else(cchc, fits) -> None:
    Path("quy-trinh/hong.toml").write_text(process("hong", 3, "4") + '\n[[process]]\nname = "không có mã"\n' + process("sau", 4), "utf-8")
    ran = cchc("check", "quy-trinh", "--format", "json", "--fail-on", "never")
    fits("check", ran.json)
    assert ran.code == 1
    assert codes(ran) == [*BOTH, ("sau", "SUM_NE_DECLARED")]
    assert ran.json["read"] == 3
    (rejected,) = ran.json["rejected"]
    assert rejected["file"] == str(Path("quy-trinh/hong.toml"))
    assert rejected["line"] >= 30
    assert "id" in rejected["message"]


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["nowhere"], 5, "cannot read nowhere"),
        (["empty"], 5, "empty holds no catalogue"),
        (["quy-trinh", "--select", "SUM_NE_DECLRED"], 2, "near matches: SUM_NE_DECLARED"),
        (["quy-trinh", "--format", "xml"], 2, "form"),
        (["quy-trinh", "--fail-on", "fatal"], 2, "fail_on"),
        (["quy-trinh", "--as-of", "soon"], 2, "as_of: 'soon' is not a day"),
        (["quy-trinh", "--severity", "SUM"], 2, "CODE=error"),
        (["quy-trinh", "--suppress", "SUM_NE_DECLARED:hong"], 2, "the reason must be written"),
        (["quy-trinh", "--baseline", "quy-trinh/tot.toml"], 2, "is no baseline"),
        (["quy-trinh", "--baseline", "nowhere"], 5, "cannot read nowhere"),
        (["quy-trinh", "--config", "nowhere"], 5, "cannot read nowhere"),
        (["quy-trinh", "--output", "no/such/folder"], 5, "cannot write"),
    ],
)
def test_a_call_that_cannot_be_answered(cchc, options: list[str], code: int, told: str) -> None:
    Path("empty").mkdir()
    ran = cchc("check", *options)
    assert ran.code == code
    assert told in ran.error


@pytest.mark.parametrize("form", [["--format", "json"], ["--format=json"]])
def test_an_error_is_json_where_json_was_asked_for(cchc, form: list[str]) -> None:
    assert cchc("check", "nowhere", *form).json["error"]["code"] == "file"


def test_a_folder_is_walked_by_name_without_what_is_hidden_or_ours(cchc) -> None:
    for name in ("b/z.toml", "a.toml", ".git/x.toml", "notes.txt", "cchc-check.toml"):
        path = Path("quy-trinh", name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(process(name, 3) if name.endswith("z.toml") or name == "a.toml" else "ignore = []\n", "utf-8")
    ran = cchc("check", "quy-trinh", "quy-trinh/a.toml", "--select", "SUM", "--format", "json", "--output", "quy-trinh/out.json")
    assert ran.code == 1
    ran = cchc("check", "quy-trinh", "--select", "SUM", "--format", "json", "--output", "quy-trinh/out.json")
    told = json.loads(Path("quy-trinh/out.json").read_text("utf-8"))
    assert [one["subject"] for one in told["findings"]] == ["a.toml", "b/z.toml", "hong"]
    assert told["rejected"] == []


def test_a_broken_rule_is_never_success(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    options = CheckOptions(paths=("quy-trinh",), fail_on="never", lang="en")
    assert not run(options, Sources((BREAKS, IDLE), CONTEXT))
    out = capsysbinary.readouterr().out.decode()
    assert "✗ Error RULE_FAILED: rule BREAKS broke with KeyError" in out
    assert not run(CheckOptions(paths=("quy-trinh",), write_baseline="old.json", output="x"), Sources((BREAKS,), CONTEXT))
    assert "RULE_FAILED" not in Path("old.json").read_text("utf-8")


@pytest.mark.parametrize("form", ["text", "json", "sarif", "html", "github"])
def test_half_a_character_is_written_as_an_escape(cchc, form: str) -> None:
    Path("la.yaml").write_text('process:\n  - id: "nửa\\ud800"\n    name: "x"\n    steps:\n      - id: "1"\n', "utf-8")
    ran = cchc("check", "la.yaml", "--format", form, "--fail-on", "never", "--write-baseline", "old.json")
    assert ran.code in {0, 1}
    assert "la.yaml" in ran.out
    assert "Traceback" not in ran.err


def test_a_file_that_is_read_as_a_whole_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from cchc.cli import check_files
    from cchc.interop import catalogue_files

    read: list[str] = []
    usual = catalogue_files.read_catalogue
    monkeypatch.setattr(catalogue_files, "read_catalogue", lambda path: read.append(path.name) or usual(path))
    Path("quy-trinh/a.jsonl").write_text('{"process": "…"}\n', "utf-8")
    summarize(CheckOptions(paths=("quy-trinh",)), Sources.bundled(CONTEXT.as_of))
    assert sorted(read) == ["a.jsonl", "a.jsonl", "hong.toml", "tot.toml"]
    monkeypatch.setattr(check_files, "_MOST_KEPT", 1)
    read.clear()
    records = check_files.Records(Path("quy-trinh").glob("*.toml"))
    assert [len(list(records)) for _ in range(2)] == [2, 2]
    assert len(read) == 3


def test_a_process_is_compared_with_the_bundled_ones(cchc) -> None:
    """Cao Bằng's process of another name for the same code is known to the library."""
    theirs = process("ha-giang", 1).replace("1.004222", "2.000286").replace("Đăng ký thường trú", "Cấp giấy phép xây dựng")
    Path("quy-trinh/khac.toml").write_text(theirs, "utf-8")
    assert ("ha-giang", "DUP_CODE_DIFF_SUBJECT") in codes(cchc("check", "quy-trinh/khac.toml", "--format", "json", "--as-of", "2026-11-22"))


def test_options_are_given_to_the_rules() -> None:
    Path("cchc-check.toml").write_text('options = { step = "2" }\n', "utf-8")
    seen: list[str] = []

    def notes(_one: object, context: Any) -> tuple[()]:
        seen.append(context.options["step"])
        return ()

    from dataclasses import replace

    summarize(CheckOptions(paths=("quy-trinh",)), Sources((replace(IDLE, check=notes),), CONTEXT))
    assert seen == ["2", "2"]


def test_options_of_the_wrong_kind_are_refused() -> None:
    with pytest.raises(UsageError, match="lang"):
        CheckOptions.of({"paths": ["a"], "lang": "fr"})


def test_lines_are_read_as_far_as_they_are_needed() -> None:
    Path("a.yaml").write_bytes("\ufeffmột\r\nhai\n".encode() + b"x" * 200_000 + b"\n" + b"\xff bon\n" + b"nam")
    found = excerpts(Place("a.yaml", line) for line in (1, 2, 3, 4, 5, 6))
    assert found["a.yaml", 1] == "một"
    assert found["a.yaml", 2] == "hai"
    assert found["a.yaml", 3] == "x" * 1_000
    assert found["a.yaml", 4] == "\ufffd bon"
    assert found["a.yaml", 5] == "nam"
    assert ("a.yaml", 6) not in found


def test_lines_of_packed_and_of_unreadable_files() -> None:
    Path("a.jsonl.gz").write_bytes(gzip.compress(b"{}\n[]\n"))
    Path("b.jsonl.gz").write_bytes(gzip.compress(b"{}\n[]\n" * 99)[:12])
    Path("c.jsonl.gz").write_bytes(b"not packed")
    places = [
        Place("a.jsonl.gz", 2),
        Place("b.jsonl.gz", 2),
        Place("c.jsonl.gz", 2),
        Place("d.yaml", 2),
        Place("e.xlsx", 2),
        Place("a.yaml"),
    ]
    assert excerpts(places) == {("a.jsonl.gz", 2): "[]"}


def test_a_terminal_gets_the_same_words_in_colour(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    assert not run(CheckOptions(paths=("quy-trinh",)))
    assert "✗ Lỗi SUM_NE_DECLARED" in capsys.readouterr().out


@pytest.mark.skipif(not PORTAL.exists(), reason=f"the portal's records are not at {PORTAL}")
def test_every_portal_record_is_judged_or_rejected() -> None:
    summary = summarize(CheckOptions(paths=(str(PORTAL),)), Sources.bundled(CONTEXT.as_of))
    assert summary.read + len(summary.rejected) == 1_342
    assert "RULE_FAILED" not in summary.by_code
    assert check_answer(summary).counts.by_code == summary.by_code
