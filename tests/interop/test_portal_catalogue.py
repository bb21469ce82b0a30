"""Published records of the portal: what is read, what stays unconfirmed, and that no line can do harm."""

from __future__ import annotations

import gzip
import json
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from fractions import Fraction
from itertools import islice, repeat
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.deadlines.deadline import due
from cchc.errors import ChoiceError, UnconfirmedLimitError, UnknownCodeError, UsageError
from cchc.interop import portal_catalogue
from cchc.interop.portal_catalogue import PortalFinding, PortalImport, PortalProcedure, RejectedLine, import_portal, read_portal
from cchc.model.instant import VIETNAM_TIME
from cchc.model.procedure import Procedure, PublishedLimit, UnconfirmedLimit
from cchc.model.receipt import Channel
from cchc.model.time_limit import Months, WorkingDays, runs_on_hours
from cchc.rulebook.calendars import load_calendar
from cchc.rulebook.regimes import load_regimes

ROOT = Path(__file__).parents[2]
RECORDS = ROOT / "tests/data/portal/records.jsonl"
SAMPLE = Path(os.environ.get("CCHC_PORTAL_SAMPLE") or ROOT.parent / "shared/data/portal/procedures.jsonl.gz")
RECEIVED = datetime(2026, 2, 12, 10, tzinfo=VIETNAM_TIME)
DAYS = "Ngày làm việc"


def record(*rows: tuple[str, str, str], **changes: object) -> bytes:
    """One line of the published form, with rows of (channel, amount, unit)."""
    channels = [{"channel": channel, "amount": amount, "unit": unit, "text": ""} for channel, amount, unit in rows]
    base = {"code": "1.004222", "name": "Đăng ký thường trú", "decision": "1523/QĐ-BCA", "levels": ["Cấp xã"], "fields": ["Cư trú"]}
    whole = {**base, "channels": channels, **changes}
    return json.dumps({key: value for key, value in whole.items() if value is not ...}, ensure_ascii=False).encode()


def one(line: bytes | str) -> PortalProcedure:
    (answer,) = read_portal([line])
    assert isinstance(answer, PortalProcedure), answer
    return answer


def rejected(line: bytes | str) -> RejectedLine:
    (answer,) = read_portal([line])
    assert isinstance(answer, RejectedLine), answer
    return answer


def codes(answer: PortalProcedure) -> list[str]:
    return [finding.code for finding in answer.findings]


# --- what is read ---------------------------------------------------------------------------------------------------


def test_a_file_is_read_in_order_and_blank_lines_are_counted() -> None:
    answers = list(read_portal(RECORDS))
    assert [(answer.line, answer.procedure.code) for answer in answers if isinstance(answer, PortalProcedure)] == [
        (1, "1.004222"), (2, "1.011413"), (4, "1.000355"), (5, "1.000014"),
    ]  # fmt: skip


def test_a_path_may_be_text_and_a_gzip_file_says_the_same(tmp_path: Path) -> None:
    packed = tmp_path / "records.jsonl.GZ"
    packed.write_bytes(gzip.compress(RECORDS.read_bytes()))
    assert list(read_portal(packed)) == list(read_portal(str(RECORDS)))


def test_one_limit_for_all_channels_is_one_limit() -> None:
    first = next(read_portal(RECORDS))
    assert isinstance(first, PortalProcedure)
    assert first.findings == ()
    found = first.procedure
    assert (found.name, found.field, found.levels, found.decision) == (
        "Đăng ký thường trú", "Đăng ký, quản lý cư trú", ("commune",), "1523/QĐ-BCA-C06",
    )  # fmt: skip
    (limit,) = found.limits
    assert limit.limit == WorkingDays(count=7)
    assert (limit.case, limit.channels) == ("chung", (Channel.COUNTER, Channel.ONLINE))
    assert limit.published == (
        PublishedLimit(channel=Channel.ONLINE, amount="7", unit=DAYS),
        PublishedLimit(channel=Channel.COUNTER, amount="7", unit=DAYS),
    )
    assert found.choose() is limit
    with pytest.raises(ChoiceError, match="no limit fits"):
        found.choose(Channel.POST)


def test_several_limits_in_one_channel_are_cases_and_the_call_must_choose() -> None:
    second = list(read_portal(RECORDS))[1]
    assert isinstance(second, PortalProcedure)
    assert codes(second) == ["several_limits"]
    assert [(limit.case, limit.label_vi) for limit in second.procedure.limits] == [("1", "7 Ngày làm việc"), ("2", "30 Ngày")]
    for channel in (None, Channel.COUNTER, Channel.POST, Channel.ONLINE):
        with pytest.raises(ChoiceError) as refusal:
            second.procedure.choose(channel)
        assert refusal.value.options == ("case '1' (counter, post, online)", "case '2' (counter, post, online)")
    assert second.procedure.choose(case="1").limit == WorkingDays(count=7)
    assert second.procedure.choose(case="2").unconfirmed == UnconfirmedLimit(amount="30", unit="Ngày")


def test_a_channel_with_one_limit_needs_no_case_where_another_has_several() -> None:
    found = one(record(("Trực tiếp", "5", DAYS), ("Trực tiếp", "30", DAYS), ("Trực tuyến", "5", DAYS)))
    assert found.procedure.choose(Channel.ONLINE).case == "1"
    with pytest.raises(ChoiceError, match="2 limits fit"):
        found.procedure.choose(Channel.COUNTER)


def test_limits_that_differ_by_channel_are_named_by_their_channels() -> None:
    found = one(record(("Trực tuyến", "3", DAYS), ("Dịch vụ bưu chính", "5", DAYS), ("Trực tiếp", "5", DAYS)))
    assert codes(found) == ["differs_by_channel"]
    assert [(limit.case, limit.label_vi) for limit in found.procedure.limits] == [
        ("online", "Trực tuyến"), ("counter+post", "Trực tiếp, Dịch vụ bưu chính"),
    ]  # fmt: skip
    assert found.procedure.choose(Channel.POST).limit == WorkingDays(count=5)
    assert found.procedure.choose(Channel.ONLINE).limit == WorkingDays(count=3)
    with pytest.raises(ChoiceError):
        found.procedure.choose()


def test_the_same_amount_in_two_spellings_is_one_limit_and_every_cell_is_kept() -> None:
    found = one(record(("Trực tiếp", "5", "Ngày"), ("Trực tiếp", "05", " NGÀY "), ("Trực tiếp", "5.0", "Ngày")))
    (limit,) = found.procedure.limits
    assert limit.unconfirmed == UnconfirmedLimit(amount="5", unit="Ngày")
    assert [cell.amount for cell in limit.published] == ["5", "05", "5.0"]


@pytest.mark.parametrize(
    "amount, unit, limit",
    [
        ("15", DAYS, WorkingDays(count=15)),
        ("1.5", DAYS, WorkingDays(count=Fraction(3, 2))),
        ("0,25", DAYS, WorkingDays(count=Fraction(1, 4))),
        ("08", "  ngày\tlàm   việc ", WorkingDays(count=8)),
        ("3", "Tháng", Months(count=3)),
        ("3", "Tha\u0301ng", Months(count=3)),
    ],
)
def test_plain_cells_are_confirmed(amount: str, unit: str, limit: object) -> None:
    found = one(record(("Trực tiếp", amount, unit)))
    assert found.procedure.choose(Channel.COUNTER).confirmed("1.004222") == limit
    assert found.findings == ()


@pytest.mark.parametrize("unit", ["Ngày", "Giờ"])
def test_a_bare_unit_stays_unconfirmed_without_a_finding(unit: str) -> None:
    found = one(record(("Trực tiếp", "20", unit)))
    assert found.findings == ()
    with pytest.raises(UnconfirmedLimitError, match=f"'20' with '{unit}'"):
        found.procedure.choose().confirmed("1.004222")


@pytest.mark.parametrize(
    "amount, unit, code",
    [
        ("20", "Khác", "unknown_unit"),
        ("20", "", "unknown_unit"),
        ("", DAYS, "bad_amount"),
        ("0", DAYS, "bad_amount"),
        ("0.00", "Ngày", "bad_amount"),
        ("-5", DAYS, "bad_amount"),
        ("abc", DAYS, "bad_amount"),
        ("1.500", DAYS, "bad_amount"),
        ("1/0", DAYS, "bad_amount"),
        ("1e9", DAYS, "bad_amount"),
        ("1e999999999", DAYS, "bad_amount"),
        ("NaN", DAYS, "bad_amount"),
        ("Infinity", "Tháng", "bad_amount"),
        ("1_000", DAYS, "bad_amount"),
        ("١٥", DAYS, "bad_amount"),
        ("99999", DAYS, "bad_amount"),
        ("1.5", "Tháng", "bad_amount"),
        ("9" * 100, "Tháng", "bad_amount"),
    ],
)
def test_what_is_no_plain_cell_is_a_finding_and_never_a_guess(amount: str, unit: str, code: str) -> None:
    found = one(record(("Trực tiếp", amount, unit), ("Trực tuyến", "5", DAYS)))
    assert codes(found) == [code, "differs_by_channel"]
    assert found.findings[0].message.startswith("row 1: ")
    limit = found.procedure.choose(Channel.COUNTER)
    assert limit.unconfirmed == UnconfirmedLimit(amount=amount, unit=unit)
    with pytest.raises(UnconfirmedLimitError):
        limit.confirmed("1.004222")
    assert found.procedure.choose(Channel.ONLINE).limit == WorkingDays(count=5)


def test_unknown_labels_are_reported_and_the_rest_is_kept() -> None:
    found = one(record(("Qua đường\x1b[31m khác", "5", DAYS), ("Ki-ốt thông minh", "5", DAYS), levels=["Cấp huyện", "Cấp sao Hoả"]))
    assert found.procedure.levels == ("district",)
    assert [limit.channels for limit in found.procedure.limits] == [(Channel.KIOSK,)]
    assert found.findings == (
        PortalFinding("unknown_level", "the level 'Cấp sao Hoả' is not known and left out", 1, "1.004222"),
        PortalFinding("unknown_channel", "row 1: the channel 'Qua đường [31m khác' is not known, the row is left out", 1, "1.004222"),
    )


def test_a_record_without_rows_or_with_none_that_can_be_placed_has_no_limit() -> None:
    none, unplaced = one(record()), one(record(("?", "5", DAYS)))
    assert none.procedure.limits == unplaced.procedure.limits == ()
    assert codes(none) == ["no_limit"]
    assert codes(unplaced) == ["unknown_channel", "no_limit"]
    with pytest.raises(ChoiceError, match="nothing is published"):
        none.procedure.choose()


def test_messages_quote_at_most_80_characters() -> None:
    found = one(record(("x" * 100, "5", DAYS), ("Trực tiếp", "y" * 100, DAYS), ("Trực tuyến", "5", "z" * 100), levels=["w" * 100]))
    assert all(f"{letter * 79}…" in finding.message for letter, finding in zip("wxyz", found.findings, strict=False))
    assert all(letter * 80 not in finding.message for letter in "wxyz" for finding in found.findings)


def test_text_of_several_lines_becomes_one_printable_line() -> None:
    found = one(record(name="Cấp\n giấy\u00a0phép\x1b[2J \u202etừ xa", decision=" 1/QĐ\r\n"))
    assert found.procedure.name == "Cấp giấy phép [2J từ xa"
    assert found.procedure.decision == "1/QĐ"


def test_other_keys_are_not_looked_at() -> None:
    assert one(record(kind=7, channels_note=[{"deep": [None]}])).procedure.code == "1.004222"


def test_lines_may_be_text_and_a_file_may_begin_with_a_byte_order_mark() -> None:
    assert one(record().decode()) == one(b"\xef\xbb\xbf" + record() + b"\r\n")
    assert [answer.line for answer in read_portal(["\ufeff", record()])] == [2]


def test_it_reads_only_as_far_as_asked() -> None:
    answers: Iterator[PortalProcedure | RejectedLine] = islice(read_portal(repeat(record())), 3)
    assert [answer.line for answer in answers] == [1, 2, 3]


# --- hostile lines --------------------------------------------------------------------------------------------------

HOSTILE = {
    "cut off": (record()[:60], "json"),
    "two objects": (record() + record(), "json"),
    "trailing comma": (record()[:-1] + b",}", "json"),
    "half a surrogate pair": (record().replace(b'"1523', b'"\\ud800'), "json"),
    "raw control character": (record().replace(b"1523", b"\x00"), "json"),
    "number without end": (record()[:-1] + b', "x": ' + b"9" * 5_000 + b"}", "json"),
    "nested arrays": (record()[:-1] + b', "x": ' + b"[" * 5_000 + b"]" * 5_000 + b"}", "too_deep"),
    "nested objects": (b'{"a":' * 100_000, "too_deep"),
    "not UTF-8": (record().replace(b"1523", b"\xff\xfe"), "encoding"),
    "UTF-16": (record().decode().encode("utf-16"), "encoding"),
    "surrogate in text": (record().decode().replace("1523", "\udc80"), "encoding"),
    "null": (b"null", "not_object"),
    "number": (b"17", "not_object"),
    "array of records": (b"[" + record() + b"]", "not_object"),
    "string": (b'"1.004222"', "not_object"),
    "too long": (record(steps_text="x" * 1_000_000), "too_long"),
    "missing key": (record(decision=...), "wrong_type"),
    "number for the code": (record(code=1.004222), "wrong_type"),
    "code of another form": (record(code="1.00422"), "wrong_type"),
    "code in other digits": (record(code="١.٠٠٤٢٢٢"), "wrong_type"),
    "code with a newline": (record(code="1.004222\n"), "wrong_type"),
    "empty name": (record(name=""), "wrong_type"),
    "name without end": (record(name="x" * 5_001), "wrong_type"),
    "null name": (record(name=None), "wrong_type"),
    "text for levels": (record(levels="Cấp xã"), "wrong_type"),
    "object for channels": (record(channels={}), "wrong_type"),
    "rows that are text": (record(channels=["Trực tiếp"]), "wrong_type"),
    "number for an amount": (record(channels=[{"channel": "Trực tiếp", "amount": 5, "unit": DAYS}]), "wrong_type"),
    "cell without end": (record(("Trực tiếp", "5", "x" * 101)), "wrong_type"),
    "thousands of rows": (record(*[("Trực tiếp", str(number), DAYS) for number in range(5_000)]), "wrong_type"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_line_is_rejected_and_the_rest_goes_on(name: str, tmp_path: Path) -> None:
    line, code = HOSTILE[name]
    first, bad, last = read_portal([record(), line, record(code="1.000355")])
    assert isinstance(first, PortalProcedure)
    assert isinstance(last, PortalProcedure)
    assert isinstance(bad, RejectedLine)
    assert (bad.line, bad.code, last.line) == (2, code, 3)
    assert len(bad.message) < 500
    if isinstance(line, bytes) and b"\n" not in line:
        path = tmp_path / "records.jsonl"
        path.write_bytes(b"\n".join([record(), line, record(code="1.000355")]))
        assert list(read_portal(path)) == [first, bad, last]


def test_a_rejection_says_what_is_wrong_where_but_not_the_text() -> None:
    assert rejected(record(code="secret", levels=1, name=2, fields=3)).message == (
        "is not a portal record: code: String should match pattern '^[0-9]\\.[0-9]{6}$'; name: Input should be a valid string; "
        "levels: Input should be a valid array; and 1 more"
    )
    assert rejected(b'{"code": "1.0').message.startswith("is not whole JSON (EOF while parsing a string at column 13)")


def test_a_line_with_a_hundred_thousand_faults_is_left_at_the_first() -> None:
    faulty = rejected(record(channels=[{}] * 200_000, levels=[1] * 10_000))
    assert faulty.message.startswith("is not a portal record: levels.0: Input should be a valid string; channels.0.channel: Field required")
    assert len(faulty.message) < 300


def test_a_line_may_be_exactly_as_long_as_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portal_catalogue, "LONGEST_LINE", len(record()))
    path = tmp_path / "records.jsonl"
    path.write_bytes(record() + b"\r\n" + record() + b"x" * 10_000 + b"\n" + record() + b" " * 10_000 + b"\n" + record())
    answers = list(read_portal(path))
    assert [(answer.line, type(answer).__name__) for answer in answers] == [
        (1, "PortalProcedure"), (2, "RejectedLine"), (3, "PortalProcedure"), (4, "PortalProcedure"),
    ]  # fmt: skip
    assert answers[1] == RejectedLine(2, "too_long", f"has more than {len(record())} bytes; one record a line is expected")


# --- hostile files --------------------------------------------------------------------------------------------------


def noisy(lines: int) -> bytes:
    """Records that gzip cannot press into one block."""
    draw = random.Random(2)
    return b"".join(record(steps_text=draw.randbytes(3_000).hex()) + b"\n" for _ in range(lines))


@pytest.mark.parametrize("harm", ["cut off", "wrong checksum", "broken inside", "not gzip", "rubbish behind"])
def test_damaged_gzip_ends_with_a_rejection(harm: str, tmp_path: Path) -> None:
    whole = gzip.compress(noisy(50))
    middle = len(whole) // 2
    data, fewest = {
        "cut off": (whole[:middle], 10),
        "wrong checksum": (whole[:-8] + bytes(4) + whole[-4:], 50),
        "broken inside": (whole[:middle] + b"\xff" * 200 + whole[middle + 200 :], 0),
        "not gzip": (b'{"code": "1.004222"}\n', 0),
        "rubbish behind": (whole + b"rubbish", 50),
    }[harm]
    path = tmp_path / "records.jsonl.gz"
    path.write_bytes(data)
    *before, last = read_portal(path)
    assert isinstance(last, RejectedLine)
    assert last.code == "gzip"
    assert last.line == len(before) + 1
    assert "damaged" in last.message
    assert len(before) >= fewest


@pytest.mark.parametrize("filling", [b" " * 99_999 + b"\n", b"x"], ids=["blank lines", "one long line"])
def test_a_file_that_unpacks_without_end_is_left(filling: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portal_catalogue, "LARGEST_FILE", 5_000_000)
    path = tmp_path / "records.jsonl.gz"
    path.write_bytes(gzip.compress(record() + b"\n" + filling * (20_000_000 // len(filling)), compresslevel=1))
    first, *_, last = read_portal(path)
    assert isinstance(first, PortalProcedure)
    assert isinstance(last, RejectedLine)
    assert last.code == "too_large"


def test_lines_without_end_are_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portal_catalogue, "MOST_LINES", 20_000)
    path = tmp_path / "records.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n" * 2_000_000))
    for source in (path, repeat(b"")):
        (last,) = read_portal(source)
        assert last == RejectedLine(20_001, "too_large", "there are more than 20000 lines; what follows is not read, split it")


def test_lines_that_fail_while_they_are_read_end_with_a_rejection(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(record() + b"\n" + b"\xff" * 10_000)
    with path.open(encoding="utf-8", buffering=1) as text:
        *_, last = read_portal(text)
    assert isinstance(last, RejectedLine)
    assert last.code == "unreadable"
    assert "UnicodeDecodeError" in last.message


@pytest.mark.parametrize("path, why", [("nowhere.jsonl", "No such file"), (".", ""), ("a\0b", "not a path"), ("x" * 5_000 + ".gz", "")])
def test_a_path_that_cannot_be_opened_is_the_callers_mistake(path: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=f"cannot be read.*{why}") as error:
        next(read_portal(path if "\0" in path else tmp_path / path))
    assert len(str(error.value)) < 400


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
cells = st.sampled_from(["Trực tiếp", "Trực tuyến", "5", "1.5", "0", DAYS, "Ngày", "Tháng"]) | st.text(max_size=12)
rows = st.tuples(cells, cells, cells)
changed = st.builds(
    lambda rows, changes: record(*rows, **changes),
    st.lists(rows, max_size=6),
    st.dictionaries(st.sampled_from(["code", "name", "levels", "channels", "kind"]), json_values, max_size=2),
)
spoilt = st.builds(lambda line, at, byte: line[:at] + byte + line[at + 1 :], changed, st.integers(0, 300), st.binary(max_size=2))


@settings(deadline=None)
@given(st.lists(st.binary() | changed | spoilt | json_values.map(lambda value: json.dumps(value).encode()), max_size=8))
def test_whatever_the_bytes_every_line_is_answered_and_nothing_is_raised(lines: list[bytes]) -> None:
    answers = list(read_portal(lines))
    blank = b"\xef\xbb\xbf"
    expected = [number for number, line in enumerate(lines, 1) if line.removeprefix(blank if number == 1 else b"").strip()]
    assert [answer.line for answer in answers] == expected
    for answer in answers:
        if isinstance(answer, PortalProcedure):
            assert answer.procedure == Procedure.model_validate(answer.procedure.model_dump())
            for limit in answer.procedure.limits:
                assert limit.channels
                assert limit.published
            assert len({limit.case for limit in answer.procedure.limits}) == len(answer.procedure.limits)


packed = gzip.compress(record() + b"\n" + record(code="1.000355"))
damaged = st.builds(
    lambda at, byte, end: (packed[:at] + byte + packed[at + 1 :])[:end],
    st.integers(0, len(packed)),
    st.binary(min_size=1, max_size=2),
    st.integers(0, len(packed)),
)


@settings(deadline=None)
@given(data=st.binary(min_size=1, max_size=100) | damaged)
def test_whatever_is_behind_the_name_gz_it_is_answered(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.jsonl.gz"
    path.write_bytes(data)
    answers = list(read_portal(path))
    assert [answer.line for answer in answers] == list(range(1, len(answers) + 1))
    assert bool(answers) is bool(data)


# --- a whole catalogue ----------------------------------------------------------------------------------------------


def test_an_import_is_a_catalogue_with_what_was_rejected_and_noticed() -> None:
    found = import_portal(RECORDS)
    assert (found.procedures, found.confirmed, found.unconfirmed) == (4, 2, 2)
    assert found.rejected == ()
    assert [(finding.code, finding.procedure, finding.line) for finding in found.findings] == [
        ("several_limits", "1.011413", 2),
        ("no_limit", "1.000014", 5),
    ]
    limit = found.catalogue.find("1.004222", RECEIVED.date()).choose().confirmed("1.004222")
    assert due(limit, RECEIVED, load_calendar(), load_regimes()).due == date(2026, 3, 2)
    with pytest.raises(UnknownCodeError, match=r"near matches: .*1\.004222"):
        found.catalogue.find("1.004223", RECEIVED.date())


def test_confirmations_are_applied_to_unconfirmed_limits_only() -> None:
    known = {"1.000355": WorkingDays(count=1), "1.011413/2": WorkingDays(count=30)}
    found = import_portal(RECORDS, known)
    assert (found.confirmed, found.unconfirmed) == (4, 0)
    version = found.catalogue.versions("1.011413")[0]
    assert version.choose(case="2").limit == WorkingDays(count=30)
    assert version.choose(case="2").published[0].unit == "Ngày"
    assert found.catalogue.versions("1.004222")[0].choose().limit == WorkingDays(count=7)
    for code in ("1.999999", "1.004222"):
        with pytest.raises(UnknownCodeError):
            import_portal(RECORDS, {code: WorkingDays(count=1)})


def test_a_code_that_comes_twice_is_taken_once_and_reported() -> None:
    found = import_portal([record(("Trực tiếp", "5", DAYS)), b"{", record(("Trực tiếp", "9", DAYS))])
    assert found.catalogue.versions("1.004222")[0].choose().limit == WorkingDays(count=5)
    assert [(line.line, line.code) for line in found.rejected] == [(2, "json"), (3, "duplicate_code")]
    assert found.rejected[1].message == "1.004222 is on line 1 already, which was taken; keep the record that holds"


# --- the published sample -------------------------------------------------------------------------------------------

needs_sample = pytest.mark.skipif(
    not SAMPLE.exists(), reason="the published portal sample is not here; set CCHC_PORTAL_SAMPLE to its procedures.jsonl.gz"
)


@pytest.fixture(scope="module")
def sample() -> PortalImport:
    return import_portal(SAMPLE)


@needs_sample
def test_every_published_record_is_read(sample: PortalImport) -> None:
    assert len(list(read_portal(SAMPLE))) == sample.procedures == 1_342
    assert sample.rejected == ()
    units = Counter(
        cell.unit for code in sample.catalogue.codes for limit in sample.catalogue.versions(code)[0].limits for cell in limit.published
    )
    assert units == {DAYS: 2_115, "Ngày": 797, "Giờ": 73, "Tháng": 5}
    assert Counter(finding.code for finding in sample.findings) == {"no_limit": 248, "differs_by_channel": 59, "several_limits": 38}


@needs_sample
def test_every_bare_unit_of_the_sample_is_refused(sample: PortalImport) -> None:
    bare = 0
    for code in sample.catalogue.codes:
        for limit in sample.catalogue.versions(code)[0].limits:
            if {cell.unit for cell in limit.published} & {"Ngày", "Giờ"}:
                bare += 1
                assert limit.unconfirmed is not None
                with pytest.raises(UnconfirmedLimitError, match=code):
                    limit.confirmed(code)
    assert bare == sample.unconfirmed > 0


@needs_sample
def test_every_confirmed_limit_of_the_sample_has_a_deadline(sample: PortalImport) -> None:
    calendar, rules = load_calendar(), load_regimes()
    counted = 0
    for code in sample.catalogue.codes:
        procedure = sample.catalogue.find(code, RECEIVED.date())
        for limit in procedure.limits:
            if limit.limit is not None:
                answer = due(limit.limit, RECEIVED, calendar, rules, start=limit.start)
                assert answer.due is not None
                assert calendar.is_working_day(answer.due)
                assert (answer.due_at == answer.promised) is runs_on_hours(limit.limit)
                assert answer.due > RECEIVED.date()
                counted += 1
    assert counted == sample.confirmed > 800


@needs_sample
def test_several_limits_of_the_sample_are_never_chosen_silently(sample: PortalImport) -> None:
    for finding in sample.findings:
        if finding.code in ("several_limits", "differs_by_channel"):
            with pytest.raises(ChoiceError):
                sample.catalogue.versions(finding.procedure)[0].choose()


@needs_sample
def test_the_sample_costs_a_bounded_multiple_of_parsing_its_json() -> None:
    """Ten times the bare parsing on a free machine, twice that under coverage; two seconds on the machine of the reference run."""

    def plain() -> None:
        with gzip.open(SAMPLE) as lines:
            for line in lines:
                json.loads(line)

    def least(work: Callable[[], object]) -> float:
        taken: list[float] = []
        for _ in range(3):
            begun = process_time()
            work()
            taken.append(process_time() - begun)
        return min(taken)

    assert least(lambda: import_portal(SAMPLE)) < 60 * least(plain)
