"""Time limits in running text: each form of the law and of the portal, what is none, and that no text can do harm."""

from __future__ import annotations

import random
import unicodedata
from datetime import time
from fractions import Fraction
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.errors import LimitError
from cchc.model import limit_text
from cchc.model.found_limit import FoundLimit, LimitBound, ReadingConfidence
from cchc.model.limit_phrases import format_limit, limit_of, parse_limit
from cchc.model.limit_text import format_time_limit, parse_time_limit
from cchc.model.number_words import number_in_words, read_number_words
from cchc.model.receipt import StartEvent
from cchc.model.time_limit import CalendarDays, CompoundLimit, Immediate, Months, SameDay, Weeks, WorkingDays, WorkingHours, Years


def read(text: str) -> list[tuple[object, ...]]:
    """Amount, unit, bound and start of each limit; of a sum its parts."""
    found = parse_time_limit(text).limits
    return [(_amount(one), one.unit, one.bound.value, one.start.value if one.start else None) for one in found]


def _amount(found: FoundLimit) -> str | None:
    if isinstance(found.limit, CompoundLimit):
        return " + ".join(f"{part.count} {part.unit}" for part in found.limit.parts)
    return None if found.amount is None else str(found.amount)


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("Không quá 03 (ba) ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ", [("3", "working_day", "at_most", "complete_valid")]),
        ("1/2 ngày", [("1/2", "working_day", "exactly", None)]),
        ("0,25 ngày làm việc", [("1/4", "working_day", "exactly", None)]),
        ("½ ngày", [("1/2", "working_day", "exactly", None)]),
        ("1½ ngày", [("3/2", "working_day", "exactly", None)]),
        ("nửa ngày", [("1/2", "working_day", "exactly", None)]),
        ("một ngày rưỡi", [("3/2", "working_day", "exactly", None)]),
        ("02 tháng 15 ngày làm việc", [("2 month + 15 working_day", "compound", "exactly", None)]),
        ("02 tháng và 15 ngày làm việc", [("2 month + 15 working_day", "compound", "exactly", None)]),
        ("02 tháng + 15 ngày làm việc", [("2 month + 15 working_day", "compound", "exactly", None)]),
        ("7 + 10 ngày", [("17", "day", "exactly", None)]),
        ("7 ngày + 10 ngày", [("17", "day", "exactly", None)]),
        ("30 ngày, trường hợp phức tạp không quá 45 ngày", [("30", "day", "exactly", None), ("45", "day", "at_most", None)]),
        ("08 giờ làm việc", [("8", "working_hour", "exactly", None)]),
        ("03 ngày (làm việc)", [("3", "working_day", "exactly", None)]),
        ("ngay sau khi nhận đủ hồ sơ", [(None, "immediate", "exactly", "complete")]),
        ("ngay khi nhận hồ sơ", [(None, "immediate", "exactly", "received")]),
        ("ngay", [(None, "immediate", "exactly", None)]),
        ("trả lời ngay tính đầy đủ", [(None, "immediate", "exactly", None)]),
        ("trả kết quả ngay trong ngày làm việc", [(None, "same_day", "exactly", None)]),
        ("trong ngày làm việc nhận được hồ sơ hợp lệ", [(None, "same_day", "exactly", "complete_valid")]),
        ("trả kết quả trong ngày làm việc tiếp theo", [("1", "working_day", "exactly", None)]),
        ("từ 03 đến 05 ngày", [("3", "day", "at_least", None), ("5", "day", "at_most", None)]),
        ("từ 03 ngày đến 05 ngày", [("3", "day", "at_least", None), ("5", "day", "at_most", None)]),
        ("3 - 5 ngày làm việc", [("3", "working_day", "at_least", None), ("5", "working_day", "at_most", None)]),
        ("03 hoặc 05 ngày", [("3", "day", "exactly", None), ("5", "day", "exactly", None)]),
        ("5 - 3 ngày", [("3", "day", "exactly", None)]),
        ("không quá 5 ngày hoặc 7 ngày", [("5", "day", "at_most", None), ("7", "day", "at_most", None)]),
        ("mười lăm ngày, hai mươi mốt (21) ngày", [("15", "day", "exactly", None), ("21", "day", "exactly", None)]),
        ("15 (mười năm) ngày", [("15", "day", "exactly", None)]),
        ("năm ngày; hai năm", [("5", "day", "exactly", None), ("2", "year", "exactly", None)]),
        ("trong thời hạn (05) ngày làm việc", [("5", "working_day", "at_most", None)]),
        ("chậm nhất là ngày thứ 10 kể từ ngày ký", [("10", "day", "at_most", "event")]),
        ("tối đa 60 phút kể từ khi nhận hồ sơ", [("1", "hour", "at_most", "received")]),
        ("tối thiểu 45 ngày làm việc trước ngày dự kiến", [("45", "working_day", "before", "event")]),
        ("trước thời điểm đóng cảng ít nhất 60 ngày", [("60", "day", "before", "event")]),
        ("chậm nhất trước 20 ngày", [("20", "day", "before", "event")]),
        ("sau 03 ngày làm việc kể từ ngày công bố", [("3", "working_day", "after", "event")]),
        ("quá 30 ngày mà không trả lời", [("30", "day", "after", None)]),
        ("không vượt quá 30 ngày, không dưới 5 ngày", [("30", "day", "at_most", None), ("5", "day", "at_least", None)]),
        ("không muộn hơn 08 giờ làm việc", [("8", "working_hour", "at_most", None)]),
        ("trong vòng 24h", [("24", "hour", "at_most", None)]),
        ("12 giờ liên tục", [("12", "hour", "exactly", None)]),
        ("2 tuần; 48 tiếng", [("2", "week", "exactly", None), ("48", "hour", "exactly", None)]),
        ("kể từ ngày nhận hồ sơ, Sở kiểm tra trong 02 ngày làm việc", [("2", "working_day", "at_most", "received")]),
        ("105", [("105", None, "exactly", None)]),
        ("thời hạn giải quyết: 15", [("15", None, "exactly", None)]),
        ("không quá 15, kể từ", [("15", None, "at_most", "event")]),
        ("Trực tuyến1Miễn phíTrực tiếp20Không", [("1", None, "exactly", None), ("20", None, "exactly", None)]),
        ("một tháng rưỡi", [("3/2", "month", "exactly", None)]),
        ("99999 ngày", [("99999", "day", "exactly", None)]),
        ("02 ngày 04 giờ làm việc", [(None, "compound", "exactly", None)]),
        ("1 năm 2 tháng 3 tuần 4 ngày", [(None, "compound", "exactly", None)]),
        ("02 tháng 91 ngày 26/6/2018", [("2", "month", "exactly", None)]),
        ("1 ngày 2 ngày", [("1", "day", "exactly", None), ("2", "day", "exactly", None)]),
        ("2 tuần 3 ngày + 1 tuần", [(None, "compound", "exactly", None)]),
    ],
)
def test_limits_are_read(text: str, limits: list[tuple[object, ...]]) -> None:
    assert read(text) == limits


@pytest.mark.parametrize(
    "text",
    [
        "7 Ngày làm việcPhí",
        "07 ngàylàm việc",
        "Không có thông tin07 ngày làm việc",
        "07 NGÀY LÀM VIỆC",
        "07\u00a0ngày\tlàm\nviệc",
        unicodedata.normalize("NFD", "07 ngày làm việc"),
        unicodedata.normalize("NFD", "07 ngàylàm việc"),
        "07 ng\u00adày làm vi\u00adệc",
        "07 \u200bngày làm việc",
        "07 ngay lam viec",
        "bảy ngày làm việc",
    ],
)
def test_other_spellings_of_seven_working_days(text: str) -> None:
    assert [one.limit for one in parse_time_limit(text).limits] == [WorkingDays(count=7)]


def test_a_text_without_accents_is_read_and_marked() -> None:
    text = "khong qua hai muoi ngay ke tu ngay nhan du ho so hop le; tra ket qua ngay khi nhan ho so; so 5 ngay"
    days, once = parse_time_limit(text).limits
    assert (days.amount, days.start, days.confidence) == (20, StartEvent.COMPLETE_VALID, ReadingConfidence.INFERRED)
    assert (once.unit, once.start) == ("immediate", StartEvent.RECEIVED)
    assert parse_time_limit("5 nam").limits == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ngày 15/3/2025",
        "trước ngày 31 tháng 3 năm 2025",
        "Điều 5, khoản 3, điểm a",
        "Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018",
        "Thông tư 91 ngày 26/6/2018, Thông tư 92 ngày 26 tháng 6 năm 2018",
        "ký 01 tháng 7 năm 2025",
        "tháng 7/2025, tháng 7 năm 2025, tháng ba năm 2025, tháng 9",
        "ngày 20 năm 2025; 02 năm 2025",
        "năm 2025 và năm sau",
        "24/24 giờ",
        "lúc 15 giờ 30 phút, 15h00, 8h, 16 giờ chiều, sau 15 giờ",
        "trẻ em dưới 06 tuổi, 14 ngày tuổi",
        "ngày thứ 20 của tháng",
        "trong ngày 15/3, trong ngày cuối tháng",
        "các ngày làm việc trong tuần, trong giờ làm việc",
        "chưa xác định ngay được cơ quan, không cấp ngay",
        "200.000 đồng, không quá 200.000 đồng/bản, tối đa 5%",
        "Đối với các trường hợp từ (1) đến (7): nộp 03 bộ hồ sơ",
        "1234567 ngày, 1.500 ngày, 07/12 ngày, 3,5,7 ngày",
        "Trực tuyến120 VNĐ",
        "từ thứ 2 đến thứ 6",
        "mười con, ba bộ, năm điểm, kể cả, tính năng",
        "12 34 56",
        "tối mịt, chậm trễ, tinhoc, " + "x" * 30,
    ],
)
def test_what_is_no_limit_is_not_read_as_one(text: str) -> None:
    assert parse_time_limit(text).limits == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("có giá trị 06 tháng", "validity"),
        ("giá trị sử dụng 5 năm", "validity"),
        ("thời hạn hiệu lực 5 năm", "validity"),
        ("Thẻ tạm trú có thời hạn không quá 02 năm", "validity"),
        ("thời hạn của giấy phép là 10 năm", "validity"),
        ("còn hạn dưới 03 tháng", "validity"),
        ("14 ngày tuổi", "age"),
        ("05 năm kinh nghiệm", "experience"),
        ("kinh nghiệm 05 năm", "experience"),
        ("trong 03 năm gần nhất", "period"),
        ("02 năm liên tục", "period"),
        ("từ 05 năm trở lên", "period"),
        ("tạm ngừng từ 05 ngày làm việc", "period"),
        ("định kỳ 06 tháng", "rate"),
        ("06 tháng một lần", "rate"),
        ("06 tháng/lần", "rate"),
        ("06 tháng/01 lần", "rate"),
        ("10.000 đồng/1 tháng", "rate"),
        ("24 giờ/7 ngày", "rate"),
        ("07/12 ngày", "unreadable"),
    ],
)
def test_other_lengths_of_time_are_set_aside(text: str, reason: str) -> None:
    found = parse_time_limit(text)
    assert found.limits == ()
    assert found.set_aside[0].reason.value == reason


@pytest.mark.parametrize("text", ["07 ngày làm việc/tờ, 62 ngày/1 bộ hồ sơ", "07 ngày (quỹ)/30 ngày (công ty)"])
def test_a_limit_for_a_thing_is_a_limit(text: str) -> None:
    assert len(read(text)) == 2


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("kể từ ngày nhận hồ sơ", "received"),
        ("kể từ ngày tiếp nhận", "received"),
        ("(kể từ ngày nhận được hồ sơ)", "received"),
        ("từ ngày nhận đầy đủ hồ sơ", "complete"),
        ("kể từ ngày nhận được hồ sơ đầy đủ", "complete"),
        ("tính từ ngày Sở Xây dựng nhận được hồ sơ đầy đủ, hợp lệ", "complete_valid"),
        ("kể từ ngày hồ sơ hợp lệ", "complete_valid"),
        ("kể từ ngày có đủ hồ sơ hợp lệ", "event"),
        ("kể từ ngày nhận hồ sơ đáp ứng quy định", "complete_valid"),
        ("kể từ ngày nhận đủ hồ sơ và lệ phí", "complete_and_fee"),
        ("kể từ khi nhận hồ sơ và đã thực hiện nghĩa vụ tài chính", "complete_and_fee"),
        ("kể từ ngày tiếp nhận chính thức hồ sơ", "accepted"),
        ("kể từ ngày chấp nhận hồ sơ", "accepted"),
        ("kể từ ngày thụ lý hồ sơ", "accepted"),
        ("kể từ ngày vụ việc được thụ lý", "event"),
        ("kể từ ngày nhận hồ sơ bổ sung", "event"),
        ("kể từ ngày nhận hồ sơ của Sở Tư pháp", "event"),
        ("kể từ ngày nhận hồ sơ của cơ quan thuế", "event"),
        ("kể từ ngày nhận hồ sơ của công dân", "received"),
        ("kể từ ngày nhận được hồ sơ đề nghị từ Bộ", "event"),
        ("kể từ ngày được cấp giấy chứng nhận", "event"),
        ("kể từ ngày nhận được văn bản", "event"),
        ("kể từ ngày nhận được thông tin và phí", "event_and_fee"),
        ("kể từ ngày có kết quả, Sở nhận hồ sơ", "event"),
        ("kể từ ngày ký; nhận hồ sơ", "event"),
        ("kể từ ngày ký, Sở nhận hồ sơ", "event"),
        ("sau khi nhận đủ hồ sơ", "complete"),
        ("đối với nhóm khác kể từ khi tiếp nhận hồ sơ", "received"),
        ("cho đối tượng, nhóm kể từ ngày ký", None),
        ("x sau" + " x" * 30, None),
        ("kể từ ngày xác nhận" + " x" * 30, "event"),
        ("kể từ ngày nhận được đủ các đầy lại hồ sơ", "event"),
        ("kể từ ngày nhận hồ sơ" + " x" * 30, "received"),
        ("để kiểm tra và thẩm định xong toàn bộ hồ sơ từ ngày nhận", None),
    ],
)
def test_start_events(words: str, start: str | None) -> None:
    assert read(f"10 ngày {words}")[0][3] == start


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("35 ngày đối với thành lập chi nhánh; 28 ngày nếu chuyển đổi", ["đối với thành lập chi nhánh", "nếu chuyển đổi"]),
        ("10 ngày với trường hợp cấp mới kể từ ngày nhận hồ sơ", ["với trường hợp cấp mới"]),
        ("Đối với trường hợp cấp mới: Trong thời hạn 04 ngày", ["Đối với trường hợp cấp mới"]),
        ("Trường hợp phức tạp thì trong 04 ngày", ["Trường hợp phức tạp"]),
        ("Cấp tỉnh: 5 ngày; - cấp xã: không quá 3 ngày", ["Cấp tỉnh", "cấp xã"]),
        ("Thời hạn giải quyết: 5 ngày", [None]),
        ("5 ngày để xem xét " + "x " * 60 + "đối với A", [None]),
        ("5 ngày đối với " + "x " * 60, ["đối với " + ("x " * 60)[:70].strip()]),
        ("5 ngày, 3 ngày cho xe đối với A", [None, "đối với A"]),
        ("; : 5 ngày", [None]),
    ],
)
def test_cases(text: str, cases: list[str | None]) -> None:
    told = [one.case for one in parse_time_limit(text).limits]
    assert [one and one[:20] for one in told] == [one and one[:20] for one in cases]


def test_a_cut_off_belongs_to_the_limit_before_it() -> None:
    found = parse_time_limit("trong ngày; sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo")
    assert [(one.limit, one.cutoff) for one in found.limits] == [(SameDay(), time(15))]
    assert [(one.at, one.span) for one in found.cutoffs] == [(time(15), (12, 22))]
    assert [one.at for one in parse_time_limit("sau 16 giờ 30 và sau 15h30, sau 17 giờ 75").cutoffs] == [
        time(16, 30),
        time(15, 30),
        time(17),
    ]
    assert parse_time_limit("Hồ sơ nhận sau 15h30 thì trả trong ngày làm việc tiếp theo").limits == ()


def test_a_figure_and_a_word_that_differ_are_told() -> None:
    for text, pair in (("30 (bốn mươi) ngày", (30, 40)), ("ba mươi (40) ngày", (40, 30)), ("30 (bốn mươi)", (30, 40))):
        found = parse_time_limit(text)
        assert [(one.figure, one.word) for one in found.disagreements] == [pair]
        assert [(one.limit, one.confidence) for one in found.limits] == [(None, ReadingConfidence.UNCONFIRMED)]
    for text in ("30 (chưa kể) ngày", "30 (ba mươi ngày", "1/2 (một) ngày"):
        assert parse_time_limit(text).disagreements == ()


def test_the_span_is_the_amount_and_its_unit() -> None:
    text = "Tối đa  03 (ba) ngày làm việcPhí; trong ngày"
    assert [text[slice(*one.span)] for one in parse_time_limit(text).limits] == ["03 (ba) ngày làm việc", "trong ngày"]


def test_a_text_beyond_reason_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limit_text, "LONGEST_TEXT", 3)
    with pytest.raises(LimitError, match="split"):
        parse_time_limit("1 ngày")


_COUNTED = st.builds(
    limit_of, st.integers(0, 120), st.sampled_from(["working_day", "day", "working_hour", "hour", "week", "month"])
) | st.builds(Years, st.integers(0, 10))
_FRACTIONS = st.builds(lambda n, d: Fraction(n, d), st.integers(1, 60), st.sampled_from([2, 4, 8]))
_LIMITS = (
    _COUNTED
    | st.builds(WorkingDays, _FRACTIONS)
    | st.builds(WorkingHours, _FRACTIONS)
    | st.sampled_from([SameDay(), Immediate()])
    | st.builds(
        lambda a, b, c: CompoundLimit(parts=(WorkingDays(count=a), Months(count=b), *((Weeks(count=c),) if c else ()))),
        st.integers(1, 99),
        st.integers(1, 24),
        st.integers(0, 9),
    )
)


@given(_LIMITS, st.booleans())
def test_what_is_written_is_read_back(limit: object, words: bool) -> None:
    written = format_time_limit(limit, words=words)  # type: ignore[arg-type]
    assert [one.limit for one in parse_time_limit(written).limits] == [limit]
    assert parse_limit(format_limit(limit)) == limit  # type: ignore[arg-type]


@given(_COUNTED, st.sampled_from(LimitBound), st.sampled_from(StartEvent) | st.none())
def test_bound_and_start_are_read_back(limit: object, bound: LimitBound, start: StartEvent | None) -> None:
    found = FoundLimit(limit, None, None, bound, start, None, (0, 0), ReadingConfidence.CLEAR)  # type: ignore[arg-type]
    (again,) = parse_time_limit(format_time_limit(found)).limits
    assert (again.limit, again.bound) == (limit, bound)
    if start is not StartEvent.EVENT_AND_FEE and (start or bound is not LimitBound.BEFORE):
        assert again.start == start


def test_at_once_is_written_with_its_start() -> None:
    found = parse_time_limit("trả ngay sau khi nhận đủ hồ sơ").limits[0]
    assert format_time_limit(found) == "ngay sau khi nhận đủ hồ sơ"
    assert format_time_limit(parse_time_limit("trong ngày").limits[0]) == "trong ngày"


def test_an_unconfirmed_limit_is_not_written() -> None:
    with pytest.raises(LimitError, match="unconfirmed"):
        format_time_limit(parse_time_limit("105").limits[0])


def test_an_unknown_unit_is_refused_with_those_there_are() -> None:
    with pytest.raises(LimitError, match="working_day"):
        limit_of(3, "fortnight")


class TestNumberWords:
    @pytest.mark.parametrize("number", [*range(1, 130), 200, 205, 999, 1000, 1005, 1010, 1100, 2021, 9999])
    def test_round_trip(self, number: int) -> None:
        words = number_in_words(number).split()
        assert read_number_words(words) == (number, len(words))
        assert read_number_words([*words, "ngày"]) == (number, len(words))

    @pytest.mark.parametrize(
        ("words", "number"),
        [("hai mươi tư", 24), ("ba nhăm", 3), ("một trăm lẻ năm", 105), ("hai ngàn", 2000), ("bẩy", 7), ("một trăm linh ngày", 100)],
    )
    def test_other_spellings(self, words: str, number: int) -> None:
        found = read_number_words(words.split())
        assert found is not None
        assert found[0] == number

    @pytest.mark.parametrize("words", ["", "ngày", "mươi", "linh năm", "trăm", "không"])
    def test_what_is_no_number(self, words: str) -> None:
        assert read_number_words(words.split()) is None

    def test_zero_and_beyond(self) -> None:
        assert number_in_words(0) == "không"
        for number in (-1, 10_000):
            with pytest.raises(LimitError, match="from 0 to 9999"):
                number_in_words(number)


# fmt: off
_PIECES = [
    "1 ngày ", "( ", ") ", "03", "ba ", "mười ", "năm ", "không quá ", "trong ", "trong ngày ", "ngay ", "ngay khi ",
    "sau 15 giờ ", "kể từ ", "kể từ ngày nhận ", "đối với ", "trường hợp ", "1/2", "30 (bốn mươi) ngày ", "ngày ",
    "tháng ", "1 - 2 ngày ", "1+", "có giá trị ", "1 tháng ", "9", "½", "A\u0300", "\u0300", "\u00ad", "aB", "\n", ".",
    ": ", "ngày 1/", "ngàylàm", "hai mươi ", "thứ ", "đến ", "hoặc ", "giờ ", "làm việc ", "tiếp theo ", "hồ sơ ",
    "hợp lệ ", "phí ", "và ", "rưỡi ", "h", "phút ", "x", "từ ", "trước ", "/", ",",
]
# fmt: on


@settings(max_examples=300)
@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join) | st.text(max_size=200))
def test_any_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    found = parse_time_limit(text)
    for one in (*found.limits, *found.disagreements, *found.set_aside, *found.cutoffs):
        assert 0 <= one.span[0] < one.span[1] <= len(text)
        assert not text[one.span[0]].isspace()
    for one in found.limits:
        if one.limit is None:
            assert one.confidence is ReadingConfidence.UNCONFIRMED
        if one.unit is None:
            assert one.limit is None
    assert parse_time_limit(text) == found


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join), st.integers(2, 60))
def test_no_unit_is_read_that_the_text_does_not_say(text: str, number: int) -> None:
    without = f"{text} {number} ".replace("ngày", "x").replace("tháng", "x").replace("giờ", "x").replace("năm", "x")
    without = without.replace("phút", "x").replace("h", "x")
    assert {one.unit for one in parse_time_limit(without).limits} <= {None, "immediate"}


def _seconds(text: str) -> float:
    """The best of three readings, in time of the processor."""

    def once() -> float:
        start = process_time()
        parse_time_limit(text)
        return process_time() - start

    return min(once() for _ in range(3))


@pytest.mark.parametrize("piece", [*_PIECES, "".join(random.Random(5).choices(_PIECES, k=400))])
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Four times the text takes at most eight times the time; how long a megabyte takes is held under ``benchmarks/``."""
    times = 10_000 // len(piece.encode())
    for _ in range(3):
        one, four = _seconds(piece * times), _seconds(piece * times * 4)
        if four < 0.02 or four <= 8 * one:
            return
    pytest.fail(f"{one:.3f} s, and {four:.3f} s for four times as much")


def test_weeks_and_days_agree_with_the_phrases() -> None:
    for text in ("02 tháng và 15 ngày làm việc", "24 giờ", "02 tuần", "1/2 ngày", "trong ngày", "ngay", "không quá 30 ngày"):
        assert [one.limit for one in parse_time_limit(text).limits] == [parse_limit(text)]
    assert parse_limit("30 ngày") == CalendarDays(count=30)
