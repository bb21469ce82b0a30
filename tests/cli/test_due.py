"""``cchc due``, one dossier at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

RECEIVED = ("--received", "2026-02-12 15:40")
KEYS = [
    "code",
    "name",
    "case",
    "channel",
    "limit",
    "limit_from",
    "start",
    "received",
    "due",
    "due_at",
    "promised",
    "certainty",
    "due_earliest",
    "due_latest",
    "clock",
    "since",
    "waits_for",
    "at",
    "remaining",
    "elapsed",
    "late_by",
    "first_breach",
    "stages",
    "calendar",
    "regime",
    "rules",
    "refusals",
    "days",
]
TEXT = """\
Đăng ký thường trú  1.004222

Hạn giải quyết   thứ Sáu, 06/03/2026, đến hết ngày
Hẹn trả kết quả  17:00 thứ Sáu, 06/03/2026
Mức chắc chắn    Đã qua, không thay đổi

Thời hạn   07 ngày làm việc, tính từ ngày nhận đủ hồ sơ hợp lệ
Tiếp nhận  15:40 thứ Năm, 12/02/2026 · Trực tuyến
Đồng hồ    đang chạy, từ 15:40 thứ Năm, 12/02/2026
Lúc        hết thứ Hai, 02/03/2026: còn 04 ngày làm việc, đã qua 03 ngày làm
           việc
Quy định   Nghị định 118/2025/NĐ-CP, sửa đổi bởi 367/2025/NĐ-CP
"""
DAYS = """\
Các ngày
    ·  T5 12/02             ngày bắt đầu, không tính
    1  T6 13/02             được tính
    ·  T7 14/02 – CN 15/02  Ngày nghỉ hằng tuần
    ·  T2 16/02 – T6 20/02  Tết Nguyên đán                     9859/VPCP-KGVX
    ·  T7 21/02 – CN 22/02  Ngày nghỉ hằng tuần
  2–3  T2 23/02 – T3 24/02  được tính
    ·  T4 25/02 – T2 02/03  thời gian không tính vào thời hạn
  4–7  T3 03/03 – T6 06/03  được tính
"""
HOURS = """\
Due by law   16:00 Friday 13/02/2026
On the slip  16:00 Friday 13/02/2026
Certainty    Past, settled

Limit     8 working hours, from complete dossier and fee paid
Received  15:40 Thursday 12/02/2026 · Online
"""
SESSIONS = """\
Days
    Th 12/02 16:00 – 17:00  counted  60 minutes
    Fr 13/02 07:30 – 11:30  counted  240 minutes
    Fr 13/02 13:00 – 16:00  counted  180 minutes
"""


def test_the_whole_answer(cchc, fits: Callable) -> None:
    ran = cchc("due", "1.004222", *RECEIVED, "--channel", "online", "--json")
    assert (ran.code, ran.err) == (0, "")
    answer = ran.json
    fits("due", answer)
    assert list(answer) == KEYS
    assert answer["due"] == "2026-03-02"
    assert answer["due_at"] == "2026-03-02T23:59:59+07:00"
    assert answer["promised"] == "2026-03-02T17:00:00+07:00"
    assert answer["received"] == answer["at"] == "2026-02-12T15:40:00+07:00"
    assert answer["remaining"] == [{"unit": "working_day", "count": 7}]
    assert answer["channel"] == "online"
    assert answer["limit_from"] == "catalogue"
    assert answer["regime"] == "118/2025+367/2025"
    assert all(rule["basis"] for rule in answer["rules"])
    assert list(answer["days"][0]) == ["date", "counted", "kind", "reason", "act", "name"]
    assert sum(day["counted"] for day in answer["days"]) == 7
    assert {day["act"] for day in answer["days"] if day["kind"] == "statutory"} == {"9859/VPCP-KGVX"}


def test_the_text_for_people(cchc) -> None:
    ran = cchc("due", "1.004222", *RECEIVED, "--channel", "online", "--pause", "2026-02-24..2026-03-02")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(TEXT)
    assert ran.out.endswith(DAYS)
    assert "\x1b" not in ran.out


def test_the_text_of_a_limit_in_hours(cchc) -> None:
    ran = cchc("due", "1.013083", *RECEIVED, "--channel", "online", "--fee-paid", "2026-02-12 16:00", "--lang", "en")
    assert HOURS in ran.out
    assert ran.out.endswith(SESSIONS)


def test_sessions_carry_their_hours(cchc, fits: Callable) -> None:
    answer = cchc("due", "1.013083", *RECEIVED, "--channel", "online", "--fee-paid", "2026-02-12 16:00:30", "--json").json
    fits("due", answer)
    assert answer["due_at"] == answer["promised"] == "2026-02-13T16:00:30+07:00"
    first = answer["days"][0]
    assert (first["from"], first["to"], first["minutes"]) == ("2026-02-12T16:00:30+07:00", "2026-02-12T17:00:00+07:00", "119/2")
    assert answer["days"][1]["minutes"] == 240


def test_a_pause_leaves_out_the_days_after_it_began(cchc) -> None:
    answer = cchc("due", "1.004222", *RECEIVED, "--pause", "2026-02-24..2026-03-02", "--json").json
    assert answer["due"] == "2026-03-06"
    assert answer["at"] == "2026-03-02T23:59:59+07:00"
    assert [day["date"] for day in answer["days"] if day["reason"] == "excluded"][::5] == ["2026-02-25", "2026-03-02"]


@pytest.mark.parametrize(
    "pauses",
    [
        ("2026-02-24..2026-02-26", "2026-02-25..2026-03-02"),
        ("2026-02-26..2026-03-02", "2026-02-24..2026-02-26"),
        ("2026-02-24 09:00..2026-03-02 16:00",),
    ],
)
def test_pauses_that_overlap_or_touch_count_once(cchc, pauses: tuple[str, ...]) -> None:
    args = [word for text in pauses for word in ("--pause", text)]
    assert cchc("due", "1.004222", *RECEIVED, *args, "--json").json["due"] == "2026-03-06"


def test_two_pauses_apart(cchc) -> None:
    answer = cchc("due", "1.004222", *RECEIVED, "--pause", "2026-02-23..2026-02-24", "--pause", "2026-02-26..2026-02-27", "--json").json
    assert answer["due"] == "2026-03-04"


def test_a_pause_that_has_not_ended(cchc, fits: Callable) -> None:
    args = ("due", "1.004222", *RECEIVED, "--pause", "2026-02-24..", "--pause", "2026-02-26..2026-02-27")
    answer = cchc(*args, "--json").json
    fits("due", answer)
    assert (answer["due"], answer["due_at"], answer["certainty"]) == (None, None, None)
    assert (answer["clock"], answer["since"]) == ("suspended", "2026-02-24T23:59:59+07:00")
    assert answer["remaining"] == [{"unit": "working_day", "count": 4}]
    assert "chưa có hạn" in cchc(*args).out


def test_an_excluded_interval(cchc) -> None:
    answer = cchc("due", "1.004222", *RECEIVED, "--exclude", "2026-02-10..2026-02-23", "--json").json
    assert answer["due"] == "2026-03-04"
    assert cchc("due", "1.004222", *RECEIVED, "--exclude", "2026-02-24..").code == 2


def test_now_reads_the_clock_and_leaves_out_what_comes_later(cchc) -> None:
    args = ("due", "1.004222", *RECEIVED, "--pause", "2026-02-24..2026-03-02", "--json", "--now")
    inside = cchc(*args, "2026-02-26 09:00").json
    assert (inside["clock"], inside["due"]) == ("suspended", None)
    before = cchc(*args, "2026-02-24 09:00").json
    assert (before["clock"], before["due"], before["remaining"]) == ("running", "2026-03-02", [{"unit": "working_day", "count": 4}])
    late = cchc(*args, "2026-03-10 09:00").json
    assert late["late_by"] == {"unit": "working_day", "count": 2}
    assert late["first_breach"] == "2026-03-07T00:00:00+07:00"
    assert "QUÁ HẠN 02 ngày làm việc" in cchc(*[one for one in args if one != "--json"], "2026-03-10 09:00").words


def test_a_limit_without_a_procedure(cchc, fits: Callable) -> None:
    answer = cchc("due", "--limit", "02 tháng và 15 ngày làm việc", *RECEIVED, "--json").json
    fits("due", answer)
    assert (answer["code"], answer["name"], answer["case"]) == (None, None, None)
    assert (answer["due"], answer["limit_from"], answer["start"]) == ("2026-05-06", "argument", "received")
    assert "tính từ ngày nhận được hồ sơ" in cchc("due", "--limit", "3 ngày", *RECEIVED).out


@pytest.mark.parametrize(
    ("facts", "start", "due"),
    [
        ({"complete": "2026-02-24 09:00"}, "complete", "2026-02-27"),
        ({"fee-paid": "2026-02-25 09:00"}, "complete_and_fee", "2026-03-02"),
        ({"event": "2026-03-02 09:00"}, "event", "2026-03-05"),
        ({"event": "2026-03-02 09:00", "fee-paid": "2026-03-03 09:00"}, "event_and_fee", "2026-03-06"),
    ],
)
def test_the_facts_given_say_what_a_bare_limit_runs_from(cchc, facts: dict[str, str], start: str, due: str) -> None:
    args = [word for name, at in facts.items() for word in (f"--{name}", at)]
    answer = cchc("due", "--limit", "3 ngày làm việc", *RECEIVED, *args, "--json").json
    assert (answer["start"], answer["due"], answer["at"]) == (start, due, answer["since"])


def test_the_settling_body_starts_the_clock_where_the_regime_says_so(cchc) -> None:
    args = ("due", "1.004222", "--received", "2026-09-08 15:40", "--competent-received", "2026-09-10 08:00", "--json")
    assert cchc(*args).json["due"] == "2026-09-21"
    assert cchc(*args, "--regime", "118/2025+367/2025").json["due"] == "2026-09-17"
    assert cchc(*args, "--regime", "118/2025").json["regime"] == "118/2025"
    assert cchc(*args, "--regime", "61/2018/NĐ-CP").json["regime"] == "61/2018"
    assert cchc(*args, "--regime", "9/1999").code == 4


def test_a_fact_that_is_missing_is_what_the_clock_waits_for(cchc, fits: Callable) -> None:
    answer = cchc("due", "1.013083", *RECEIVED, "--channel", "online", "--json").json
    fits("due", answer)
    assert (answer["clock"], answer["due"], answer["days"]) == ("not_started", None, [])
    assert answer["waits_for"]
    assert "đang chờ: nộp phí, lệ phí" in cchc("due", "1.013083", *RECEIVED, "--channel", "online").out
    assert "waiting for: payment" in cchc("due", "1.013083", *RECEIVED, "--channel", "online", "--lang", "en").out


def test_several_cases_must_be_chosen(cchc) -> None:
    ran = cchc("due", "1.000894", *RECEIVED, "--json")
    assert (ran.code, ran.json["error"]["code"]) == (2, "choice")
    assert "phải xác minh" in ran.error
    answer = cchc("due", "1.000894", *RECEIVED, "--case", "PHẢI xác minh", "--json").json
    assert (answer["case"], answer["due"]) == ("phải xác minh", "2026-02-26")
    assert "trường hợp: phải xác minh" in cchc("due", "1.000894", *RECEIVED, "--case", "phải xác minh").words
    assert cchc("due", "1.000894", *RECEIVED, "--case", "không có").code == 2
    assert cchc("due", "1.004222", *RECEIVED, "--channel", "kiosk").code == 2
    assert "counter, post, online, kiosk" in cchc("due", "1.004222", *RECEIVED, "--channel", "fax").error


def test_the_version_in_force_on_the_day_of_receipt(cchc) -> None:
    args = ("due", "1.013225", "--case", "công trình", "--received", "2026-06-30 10:00", "--json")
    assert cchc(*args).json["remaining"][0]["unit"] == "day"
    assert cchc(*args, "--as-of", "2026-07-01").json["remaining"][0]["unit"] == "working_day"
    assert cchc("due", "1.013227", "--received", "2024-12-01 10:00").code == 4


def test_a_same_day_result_and_its_cutoff(cchc) -> None:
    args = ("due", "1.001193", "--received", "2026-03-03 15:30", "--json")
    assert cchc(*args).json["due"] == "2026-03-03"
    assert cchc(*args, "--not-at-once").json["due"] == "2026-03-04"
    assert cchc(*args, "--not-at-once").json["rules"][1]["code"] == "result_cutoff"


def test_an_unconfirmed_limit_is_confirmed_by_argument_or_file(cchc, tmp_path: Path) -> None:
    ran = cchc("due", "1.002759", *RECEIVED)
    assert ran.code == 2
    assert "--limit" in ran.error
    given = cchc("due", "1.002759", *RECEIVED, "--limit", "45 ngày", "--json").json
    assert (given["due"], given["limit_from"], given["start"]) == ("2026-03-30", "argument", "complete")
    file = tmp_path / "confirmed.toml"
    file.write_text('"1.002759" = "45 ngày"\n', "utf-8")
    confirmed = cchc("due", "1.002759", *RECEIVED, "--confirmations", file, "--json").json
    assert (confirmed["due"], confirmed["limit_from"]) == ("2026-03-30", "catalogue")
    file.write_text('"1.002759" = "sớm"\n', "utf-8")
    assert cchc("due", "1.002759", *RECEIVED, "--confirmations", file).code == 4


def test_a_limit_given_stands_over_the_published_one(cchc) -> None:
    args = ("due", "1.000894", *RECEIVED, "--case", "phải xác minh", "--limit", "3 ngày làm việc")
    assert cchc(*args, "--json").json["due"] == "2026-02-24"
    assert "theo người hỏi" in cchc(*args).out
    assert cchc("due", "1.013239", "--received", "2026-03-03 09:00", "--limit", "9 ngày", "--json").json["due"] == "2026-03-12"


def test_choices_over_those_of_the_regime(cchc) -> None:
    args = ("due", "--limit", "3 ngày làm việc", "--received", "2026-11-07 09:00", "--json")
    assert cchc(*args).json["due"] == "2026-11-11"
    assert cchc(*args, "--policy", "rest_day_receipt=next_working_day").json["due"] == "2026-11-12"
    assert cchc(*args, "--policy", "max-extensions=2", "--policy", "apology_lead=2 ngày").code == 0
    for wrong in ("roll=sideways", "roll", "no_such=1", "max_extensions=-1", "apology_lead=x"):
        ran = cchc("due", "--limit", "3 ngày", *RECEIVED, "--policy", wrong)
        assert ran.code == 2, wrong
        assert ran.error


def test_a_ledger_from_a_file(cchc, fits: Callable, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    entries = [
        {"kind": "extend_by", "occurred_at": "2026-02-24 09:00", "limit": "2 ngày làm việc", "basis": []},
        {"kind": "resume", "occurred_at": "2026-02-25T09:00:00+07:00"},
        {"kind": "reappoint", "occurred_at": "2026-02-26 09:00", "to": "2026-03-10"},
        {"kind": "stage", "occurred_at": "2026-02-26 09:00", "name": "trả kết quả", "limit": "1 ngày làm việc"},
    ]
    ledger.write_text("\ufeff" + "\r\n".join(json.dumps(one, ensure_ascii=False) for one in entries) + "\n\n", "utf-8")
    ran = cchc("due", "1.004222", *RECEIVED, "--entries", ledger, "--json")
    answer = ran.json
    fits("due", answer)
    assert answer["reappointed"] == "2026-03-10"
    assert [one["entry"] for one in answer["refusals"]] == ["entry-2"]
    assert answer["refusals"][0]["reason"] == "nothing_to_resume"
    assert [one["due"] for one in answer["stages"]] == ["2026-03-04", "2026-03-05"]
    text = cchc("due", "1.004222", *RECEIVED, "--entries", ledger).out
    assert "Không ghi nhận entry-2" in text
    assert "Hẹn lại          thứ Ba, 10/03/2026" in text
    assert "trả kết quả: 01 ngày làm việc" in text
    more = cchc(
        "due", "1.004222", *RECEIVED, "--entries", ledger, "--pause", "2026-03-02..2026-03-03", "--now", "2026-02-24 10:00", "--json"
    )
    assert (more.json["due"], more.json["refusals"]) == ("2026-03-04", [])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 1: not JSON"),
        ("[1]", "line 1: an entry is a JSON object"),
        ("[" * 60_000, "line 1: not JSON"),
        ('{"kind": "suspend"}', "occurred_at"),
        ('{"kind": "sleep", "occurred_at": "2026-02-24 09:00"}', "line 1"),
        ('{"kind": "suspend", "occurred_at": "2026-02-24T09:00:00Z"}', "offset"),
        ('{"kind": "suspend", "occurred_at": "24/02"}', "line 1"),
        ('{"kind": "suspend", "occurred_at": 1e400}', "line 1"),
        ('{"kind": "suspend", "occurred_at": "2026-02-24 09:00", "sequence": 3}', "gap"),
        ('{"kind": "exclude", "occurred_at": "2026-02-24 09:00", "since": "2026-02-26 09:00", "until": "2026-02-24 09:00"}', "cannot end"),
    ],
)
def test_a_ledger_that_is_none(cchc, tmp_path: Path, line: str, told: str) -> None:
    ledger = tmp_path / "ledger.jsonl"
    ledger.write_text(line + "\n", "utf-8")
    ran = cchc("due", "1.004222", *RECEIVED, "--entries", ledger)
    assert ran.code == 2
    assert told in ran.error


def test_a_ledger_that_is_too_long(cchc, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    ledger.write_text('{"kind": "suspend", "occurred_at": "2026-02-24 09:00"}\n' * 10_001, "utf-8")
    assert "10000 entries" in cchc("due", "1.004222", *RECEIVED, "--entries", ledger).error


def test_a_forecast_is_marked(cchc, fits: Callable) -> None:
    args = ("due", "1.004222", "--received", "2027-12-29 15:40")
    answer = cchc(*args, "--json").json
    fits("due", answer)
    assert (answer["due"], answer["certainty"]) == ("2028-01-10", "provisional")
    assert "Tết" in answer["forecast_assumption"]
    assert "TẠM TÍNH" in cchc(*args).out
    ran = cchc(*args, "--no-forecast")
    assert (ran.code, ran.out) == (4, "")


def test_an_open_year_shows_the_span(cchc) -> None:
    answer = cchc("due", "--limit", "1 ngày làm việc", "--received", "2025-12-31 09:00", "--as-known-on", "2025-12-24", "--json").json
    assert answer["certainty"] == "open"
    assert answer["due_earliest"] < answer["due_latest"]
    assert "có thể từ" in cchc("due", "--limit", "1 ngày làm việc", "--received", "2025-12-31 09:00", "--as-known-on", "2025-12-24").out


def test_the_made_up_day_is_told_apart(cchc) -> None:
    text = cchc("due", "--limit", "8 ngày làm việc", "--received", "2025-12-30 09:00", "--lang", "en").out
    assert "    7  Sa 10/01" in text
    assert "12729/VPCP-KGVX" in text


def test_a_long_count_is_shortened_on_the_terminal_only(cchc) -> None:
    args = ("due", "--limit", "400 ngày làm việc", "--received", "2025-01-02 09:00")
    assert "dòng; xem đủ với --json" in cchc(*args).words
    assert sum(day["counted"] for day in cchc(*args, "--json").json["days"]) == 400
    text = cchc("due", "--limit", "200 giờ làm việc", "--received", "2026-03-02 08:00").out
    assert "đến hết ngày" not in text


def test_hours_across_a_rest_day_name_it(cchc) -> None:
    text = cchc("due", "--limit", "8 giờ làm việc", "--received", "2025-12-31 16:00").out
    assert "Tết Dương lịch" in text


def test_a_last_day_of_rest_moves(cchc) -> None:
    text = cchc("due", "--limit", "4 ngày", "--received", "2026-02-12 09:00").words
    assert "chuyển sang ngày làm việc tiếp theo" in text
    assert text.endswith("T2 23/02 ngày làm việc tiếp theo, hết hạn")


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (("1.004222",), 2, "--received"),
        ((*RECEIVED,), 2, "say what is due"),
        (("1.004222", "--received", "2026-02-12"), 2, "has no hour"),
        (("1.004222", "--received", "2026-02-12T15:40Z"), 2, "+07:00"),
        (("1.00422", *RECEIVED), 2, "near matches: 1.004223, 1.004222"),
        (("1.004222", "--received", "2017-02-12 15:40"), 4, "no one-stop regime"),
        (("1.004222", "--received", "2009-02-12 15:40", "--regime", "61/2018"), 4, "does not reach"),
        (("1.004222", "--received", "9999-12-31 15:40"), 4, "does not reach"),
        (("1.004222", *RECEIVED, "--agency", "no.toml"), 5, "no.toml"),
        (("1.004222", *RECEIVED, "--extra", "no.toml"), 5, "no.toml"),
        (("1.004222", *RECEIVED, "--catalogue", "no.toml"), 5, "no.toml"),
        (("1.004222", *RECEIVED, "--portal", "no.jsonl"), 5, "no.jsonl"),
        (("1.004222", *RECEIVED, "--entries", "no.jsonl"), 5, "no.jsonl"),
        (("1.004222", *RECEIVED, "--entries", "."), 5, "cannot read"),
        (("1.004222", *RECEIVED, "--confirmations", "no.toml"), 5, "no.toml"),
        (("1.004222", *RECEIVED, "--proof", "no/such/folder.json"), 5, "cannot write"),
        (("1.004222", *RECEIVED, "--catalogue", "a.toml", "--portal", "b.jsonl"), 2, "either"),
        (("1.004222", *RECEIVED, "--bogus"), 2, "see: cchc due --help"),
        (("1.004222", *RECEIVED, "--extra", "\0"), 5, "cannot read"),
    ],
)
def test_every_refusal_is_one_line_with_a_code(cchc, args: tuple[str, ...], code: int, told: str) -> None:
    ran = cchc("due", *args)
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.error
    assert "error" in cchc("due", *args, "--json").json


def test_terminal_codes_in_input_do_not_reach_the_terminal(cchc) -> None:
    ran = cchc("due", "1.00\x1b[31m", *RECEIVED)
    assert ran.code == 2
    assert "\x1b" not in ran.err


def test_another_catalogue(cchc, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('[[procedure]]\ncode = "9.000001"\nname = "Thủ tục [riêng]"\n[[procedure.limit]]\nlimit = "2 ngày làm việc"\n', "utf-8")
    assert cchc("due", "9.000001", *RECEIVED, "--catalogue", file, "--json").json["due"] == "2026-02-23"
    assert "Thủ tục [riêng]" in cchc("due", "9.000001", *RECEIVED, "--catalogue", file).out
    assert cchc("due", "1.004222", *RECEIVED, "--catalogue", file).code == 2
    file.write_text("[[procedure", "utf-8")
    assert cchc("due", "9.000001", *RECEIVED, "--catalogue", file).code == 4


def test_records_of_the_portal(cchc, tmp_path: Path) -> None:
    rows = [{"channel": "Trực tiếp", "amount": "7", "unit": "Ngày làm việc"}]
    record = {"code": "9.000002", "name": "Thủ tục", "decision": "", "levels": [], "fields": [], "channels": rows}
    silent = {**record, "code": "9.000003", "channels": []}
    file = tmp_path / "portal.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in (record, silent)) + "\n{broken\n", "utf-8")
    ran = cchc("due", "9.000002", *RECEIVED, "--portal", file, "--json")
    assert ran.json["due"] == "2026-03-02"
    assert "line 3" in ran.error
    assert cchc("due", "9.000003", *RECEIVED, "--portal", file).code == 2
    assert cchc("due", "9.000003", *RECEIVED, "--portal", file, "--limit", "7 ngày làm việc", "--json").json["due"] == "2026-03-02"
    file.write_text(json.dumps(record), "utf-8")
    assert cchc("due", "9.000002", *RECEIVED, "--portal", file, "--json").err == ""
