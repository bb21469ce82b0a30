"""Many questions on standard input: one answer a line, in order, whatever the lines hold."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.cli import batch
from cchc.cli.arithmetic import add_rows
from cchc.cli.batch import LONGEST_LINE, lines_of, run
from cchc.cli.options import AddOptions
from cchc.cli.sources import Sources

ADD = '{"date": "2026-02-12", "limit": "15 ngày làm việc"}'


def test_answers_come_in_order_and_bad_rows_by_line(cchc, fits: Callable) -> None:
    rows = [
        ADD,
        "",
        "2026-02-12\t3 ngày làm việc",
        "{broken",
        '{"date": "2026-02-12 15:40", "limit": "08 giờ làm việc", "id": "hồ sơ 5"}',
        '{"date": "2027-12-25", "limit": "15 ngày làm việc", "id": 6}',
        '{"date": "2026-02-12", "limit": "sớm"}',
        '{"date": "2009-02-12", "limit": "3 ngày"}',
        '{"date": "31/12/2025", "limit": "1 ngày làm việc", "as-known-on": "2025-12-24"}',
    ]
    ran = cchc("add", "-", stdin="\n".join(rows) + "\n")
    assert (ran.code, ran.err) == (1, "")
    assert len(ran.lines) == len(rows)
    for answer in ran.lines:
        fits("error" if "error" in answer else "add", answer)
    assert [answer.get("due") for answer in ran.lines] == [
        "2026-03-12",
        None,
        "2026-02-24",
        None,
        None,
        "2028-01-17",
        None,
        None,
        "2026-01-02",
    ]
    assert {answer["line"]: answer["error"]["code"] for answer in ran.lines if "error" in answer} == {
        2: "row",
        4: "row",
        7: "limit",
        8: "calendar_coverage",
    }
    assert list(ran.lines[4]) == ["id", "due_at", "calendar"]
    assert ran.lines[4]["id"] == "hồ sơ 5"
    assert (ran.lines[5]["id"], ran.lines[5]["certainty"]) == (6, "provisional")


def test_good_rows_alone_end_with_zero(cchc) -> None:
    ran = cchc("add", "-", stdin=f"{ADD}\n{ADD}")
    assert (ran.code, len(ran.lines)) == (0, 2)
    assert cchc("add", "-").code == 0
    assert cchc("add", "-", "--json", stdin=ADD).lines == ran.lines[:1]


def test_windows_line_ends_and_a_byte_order_mark(cchc) -> None:
    ran = cchc("add", "-", stdin=f"\ufeff{ADD}\r\n2026-02-12\t15 ngày làm việc\r\n")
    assert [one["due"] for one in ran.lines] == ["2026-03-12"] * 2
    assert cchc("add", "-", stdin="\ufeff" + ADD).lines[0]["due"] == "2026-03-12"


def test_a_row_may_leave_out_what_the_command_says(cchc) -> None:
    ran = cchc(
        "add", "-", "15 ngày làm việc", "--lang", "en", stdin='2026-02-12\n{"date": "2026-02-12"}\n{"date": "2026-02-12", "limit": null}\n'
    )
    assert [one["due"] for one in ran.lines] == ["2026-03-12"] * 3
    assert cchc("add", "-", stdin="2026-02-12\n").lines[0]["error"]["code"] == "missing_fact"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"\xff\xfe", "UTF-8"),
        (b"[" * 60_000, "nested"),
        (b'{"a":' * 10_000, "nested"),
        (b"[1, 2]", "not an object"),
        (b'{"date": NaN, "limit": "3 ng\xc3\xa0y"}', "NaN"),
        (b'{"date": Infinity}', "Infinity"),
        (b'{"date": ' + b"9" * 5_000 + b"}", "not JSON"),
        (b'{"date": 20260212, "limit": "3 ng\xc3\xa0y"}', "date"),
        (b'{"date": "2026-02-12", "limit": ["3"]}', "limit"),
        (b'{"date": "2026-02-12", "limit": "3 ng\xc3\xa0y", "no_forecast": "yes"}', "no_forecast"),
        (b'{"date": "2026-02-12", "limit": "3 ng\xc3\xa0y", "unknown": 1}', "unknown key 'unknown'"),
        (b'{"date": "2026-02-12", "limit": "3 ng\xc3\xa0y", "id": [1]}', "id"),
        (b'{"date": "2026-02-12", "limit": "3 ng\xc3\xa0y", "id": true}', "id"),
        (b'{"date": "2026-02-12", "limit": "3 ng\xc3\xa0y", "agency": "/dev/zero"}', "not a regular file"),
        (b'{"date": "2026-02-12", "limit": "3 ng\xc3\xa0y", "extra": ["/dev/zero"]}', "not a regular file"),
        (b'{"date": "2026-02-12", "limit": "3 ng\xc3\xa0y", "agency": "no.toml"}', "no.toml"),
        (b'{"date": "2026-02-12", "limit": "3 ng\xc3\xa0y", "agency": "\\u0000"}', "cannot read"),
        (b'{"date": "\\ud800", "limit": "3 ng\xc3\xa0y"}', ""),
        (b"2026-02-12\t3 ng\xc3\xa0y\tx", "3 columns"),
        (b"\t", "empty"),
        (b" ", "empty"),
        (b"x" * (LONGEST_LINE + 1), "65536"),
        (b"x" * 1_000_000, "65536"),
    ],
    ids=lambda value: value if isinstance(value, str) else "line",
)
def test_lines_that_are_no_rows(cchc, fits: Callable, line: bytes, told: str) -> None:
    good = ADD.encode()
    ran = cchc("add", "-", stdin=b"\n".join([good, line, good]) + b"\n")
    assert ran.code == 1
    first, bad, last = ran.lines
    assert first == last
    assert bad["line"] == 2
    assert told in bad["error"]["message"]
    fits("error", bad)
    for alone in (line, line + b"\n"):
        assert [one["line"] for one in cchc("add", "-", stdin=alone).lines] == [1]


class Slow(io.BytesIO):
    """Bytes that come in pieces."""

    def __init__(self, data: bytes, size: int) -> None:
        super().__init__(data)
        self.size = size

    def read1(self, size: int | None = -1, /) -> bytes:
        return self.read(self.size)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(st.binary(max_size=40).filter(lambda line: b"\n" not in line), st.just(b"y" * (LONGEST_LINE + 5)))),
    st.integers(1, 70_000),
)
def test_every_line_is_one_line_however_it_comes(lines: list[bytes], size: int) -> None:
    size = size if sum(map(len, lines)) < 10_000 else max(size, 5_000)
    data = b"".join(line + b"\n" for line in lines)
    found = [line for block in lines_of(Slow(data, size)) for line in block]
    wanted = [None if len(line) > LONGEST_LINE + 1 else line.removesuffix(b"\r") for line in lines]
    if wanted and wanted[0] is not None:
        wanted[0] = wanted[0].removeprefix(b"\xef\xbb\xbf")
    assert found == wanted


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            st.binary(max_size=60),
            st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
                lambda inner: (
                    st.lists(inner, max_size=3)
                    | st.dictionaries(st.sampled_from(["date", "limit", "id", "lang", "agency"]), inner, max_size=4)
                ),
            ).map(lambda value: json.dumps(value).encode()),
        ).filter(lambda line: b"\n" not in line),
        max_size=6,
    )
)
def test_no_line_ends_a_batch_or_goes_unanswered(lines: list[bytes]) -> None:
    out = io.StringIO()
    answer = add_rows(AddOptions(), Sources())
    run(io.BytesIO(b"".join(line + b"\n" for line in lines)), out, ("date", "limit"), answer)
    answers = [json.loads(line) for line in out.getvalue().split("\n")[:-1]]
    assert len(answers) == len(lines)
    for number, one in enumerate(answers, 1):
        assert "due" in one or "due_at" in one or one["line"] == number
        assert one.get("error", {}).get("code") != "internal"


def test_a_fault_of_the_program_costs_one_row() -> None:
    def answer(row: batch.Row) -> str:
        if row["date"] == "x":
            raise ZeroDivisionError("secret")
        return "{}"

    out = io.StringIO()
    assert not run(io.BytesIO(b"x\ny\n"), out, ("date",), answer)
    first, second = out.getvalue().splitlines()
    assert json.loads(first)["error"]["code"] == "internal"
    assert "secret" not in first
    assert second == "{}"


def test_each_read_is_answered_before_the_next_one() -> None:
    out = io.StringIO()
    seen: list[int] = []

    class Asking(io.BytesIO):
        def read1(self, size: int | None = -1, /) -> bytes:
            seen.append(len(out.getvalue().splitlines()))
            return self.readline()

    run(Asking(f"{ADD}\n{ADD}\n".encode()), out, ("date", "limit"), add_rows(AddOptions(), Sources()))
    assert seen == [0, 1, 2]


def test_plain_rows_and_questions_of_their_own_agree(cchc) -> None:
    limits = ("3 ngày làm việc", "30 ngày", "02 tháng", "trong ngày", "0 ngày", "1/2 ngày", "2 tuần")
    rows = [{"date": f"2026-{month:02}-{day:02}", "limit": limit} for month in (1, 2, 8) for day in (1, 12, 28) for limit in limits]
    plain = cchc("add", "-", stdin="\n".join(json.dumps(row) for row in rows)).lines
    each = cchc("add", "-", stdin="\n".join(json.dumps({**row, "id": 1, "lang": "vi"}) for row in rows)).lines
    for one in each:
        one.pop("id", None)
    assert plain == each


def test_the_answers_that_are_kept_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc.cli.arithmetic._MOST_KNOWN", 2)
    answer = add_rows(AddOptions(), Sources())
    days = [f"2026-03-0{day}" for day in (2, 3, 4, 5, 2)]
    told = [json.loads(answer({"date": day, "limit": "1 ngày làm việc"}))["due"] for day in days]
    assert told == ["2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06", "2026-03-03"]


def test_between_rows(cchc, fits: Callable) -> None:
    ran = cchc("between", "-", stdin='{"a": "2025-12-31", "b": "2026-01-12"}\n2025-12-31\t2026-01-12\n{"a": "2025-12-31", "id": "x"}\n')
    assert ran.code == 1
    assert [one.get("working_days") for one in ran.lines] == [7, 7, None]
    fits("between", ran.lines[0])


def due_rows() -> Iterator[dict[str, object]]:
    received = "2026-02-12 15:40"
    yield {"code": "1.004222", "received": received}
    yield {"code": "1.004222", "received": received, "pause": "2026-02-24..2026-03-02", "id": "A1"}
    yield {"code": "1.004222", "received": received, "pause": ["2026-02-24..2026-03-02"], "lang": "en"}
    yield {"code": "1.000894", "received": received}
    yield {
        "limit": "3 ngày làm việc",
        "received": "2026-11-07 09:00",
        "policy": {"rest_day_receipt": "next_working_day", "max_extensions": 1},
    }
    yield {"code": "1.004222", "received": received, "entries": [{"kind": "suspend", "occurred_at": "2026-02-24 09:00"}]}
    yield {"code": "1.004222", "received": received, "entries": [{"kind": "suspend"}]}
    yield {"code": "1.001193", "received": "2026-03-03 15:30", "not_at_once": True, "channel": "counter"}
    yield {"code": "1.004222", "received": received, "entries": "/dev/zero"}
    yield {"code": "1.004222", "received": received, "policy": {"extension_after_breach_refused": False}}


def test_due_rows(cchc, fits: Callable) -> None:
    ran = cchc("due", "-", stdin="\n".join(json.dumps(row) for row in due_rows()) + "\n1.004222\t2026-02-12 15:40\n")
    assert ran.code == 1
    dues = [
        "2026-03-02",
        "2026-03-06",
        "2026-03-06",
        "choice",
        "2026-11-12",
        None,
        "ledger",
        "2026-03-04",
        "row",
        "2026-03-02",
        "2026-03-02",
    ]
    assert [one["error"]["code"] if "error" in one else one["due"] for one in ran.lines] == dues
    for one in ran.lines:
        fits("error" if "error" in one else "due", one)
    assert ran.lines[1]["id"] == "A1"


def test_due_rows_over_a_catalogue(cchc, tmp_path: Path) -> None:
    file = tmp_path / "portal.jsonl"
    rows = [{"channel": "Trực tiếp", "amount": "7", "unit": "Ngày làm việc"}]
    file.write_text(
        json.dumps({"code": "9.000002", "name": "x", "decision": "", "levels": [], "fields": [], "channels": rows}) + "\n{\n", "utf-8"
    )
    ran = cchc("due", "-", "--portal", file, stdin="9.000002\t2026-02-12 15:40\n" * 2)
    assert [one["due"] for one in ran.lines] == ["2026-03-02"] * 2
    assert "line 2" in ran.error
    assert cchc("due", "-", "--proof", "x.json").code == 2
    assert cchc("due", "-", "--portal", "no.jsonl").code == 5


def test_what_is_kept_for_the_rows_is_bounded(cchc) -> None:
    rows = [{"date": "2026-01-01", "limit": "1 ngày làm việc", "as_known_on": f"2026-03-{1 + number % 31:02}"} for number in range(31)]
    rows += [{**row, "as_known_on": row["as_known_on"].replace("-03-", "-05-")} for row in rows[:3]]
    ran = cchc("add", "-", stdin="\n".join(json.dumps(row) for row in rows * 2))
    assert {one["due"] for one in ran.lines} == {"2026-01-05"}


def test_a_path_that_no_file_can_have(cchc) -> None:
    ran = cchc("add", "-", stdin=json.dumps({"date": "2026-01-01", "limit": "1 ngày", "agency": "x" * 3_000}))
    assert ran.lines[0]["error"]["code"] == "file"
    assert len(ran.lines[0]["error"]["message"]) < 400
