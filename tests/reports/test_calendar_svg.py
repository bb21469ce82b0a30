"""The picture of a year: what it shows must be the calendar's days, all of them, and readable."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from functools import cache
from xml.etree import ElementTree as ET

import pytest

from cchc.deadlines.calendar_day import CalendarDay, DayConfidence, DayKind, Layer, YearStatus
from cchc.deadlines.working_calendar import AnyCalendar, WorkingCalendar
from cchc.errors import CalendarCoverageError, UsageError
from cchc.reports.calendar_svg import calendar_svg
from cchc.rulebook import forecast, load_calendar

SVG = "{http://www.w3.org/2000/svg}"
OFFICIAL = load_calendar()
FORECAST = forecast(OFFICIAL)
ACT = "Số 1<script>alert(\"x\")</script> & 'y' ]]> \x00\x1b " + "rất dài " * 20
NAME = f"<tspan>\ud800&lt;{ACT}"


def own_day(day: date, kind: DayKind, name: str, act: str = ACT) -> CalendarDay:
    return CalendarDay(day, kind is DayKind.AGENCY_OPEN, kind, name, name, act, None, DayConfidence.GIVEN, (), Layer.AGENCY)


def agency() -> WorkingCalendar:
    """Saturdays count, two days are shut, one Sunday is opened; names as people write them, or worse."""
    return OFFICIAL.overlay(
        [
            own_day(date(2015, 6, 3), DayKind.AGENCY_CLOSURE, "ĐÓNG CỬA DO BÃO SỐ 3, LŨ LỤT VÀ MẤT ĐIỆN TRÊN TOÀN ĐỊA BÀN PHƯỜNG"),
            own_day(date(2015, 6, 4), DayKind.AGENCY_CLOSURE, NAME),
            own_day(date(2015, 6, 7), DayKind.AGENCY_OPEN, ""),
        ],
        frozenset(range(6)),
    )


AGENCY = agency()
PICTURES = [
    pytest.param(OFFICIAL, 2010, id="the first year, with an act of unknown date"),
    pytest.param(OFFICIAL, 2024, id="a leap year"),
    pytest.param(OFFICIAL, 2026, id="a year with two swaps"),
    pytest.param(OFFICIAL, 2027, id="a year announced by a text seen at second hand"),
    pytest.param(FORECAST, 2029, id="a forecast year"),
    pytest.param(AGENCY, 2015, id="an agency with days of its own"),
]


@cache
def picture(calendar: AnyCalendar, year: int, lang: str = "vi") -> ET.Element:
    return ET.fromstring(calendar_svg(calendar, year, lang=lang))


def cells(root: ET.Element) -> list[ET.Element]:
    return [one for one in root.iter(f"{SVG}g") if "data-date" in one.attrib]


def words(root: ET.Element) -> list[str]:
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]


def whole_year(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days)]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("calendar, year", PICTURES)
class TestEveryPicture:
    def test_each_day_of_the_year_is_drawn_once_in_order(self, calendar: AnyCalendar, year: int, lang: str) -> None:
        drawn = [date.fromisoformat(one.attrib["data-date"]) for one in cells(picture(calendar, year, lang))]
        assert drawn == whole_year(year)

    def test_kinds_and_working_days_are_those_of_the_calendar(self, calendar: AnyCalendar, year: int, lang: str) -> None:
        drawn = cells(picture(calendar, year, lang))
        days = [calendar.day(day) for day in whole_year(year)]
        assert Counter(one.attrib["data-kind"] for one in drawn) == Counter(one.kind.value for one in days)
        assert [one.attrib["data-working"] == "true" for one in drawn] == [calendar.is_working_day(one.day) for one in days]

    def test_a_day_stands_under_its_weekday(self, calendar: AnyCalendar, year: int, lang: str) -> None:
        columns: dict[int, set[str]] = {}
        for one in cells(picture(calendar, year, lang)):
            left = one.attrib["transform"].removeprefix("translate(").split()[0]
            columns.setdefault(date.fromisoformat(one.attrib["data-date"]).weekday(), set()).add(left)
        assert [len(columns[weekday]) for weekday in range(7)] == [1] * 7
        assert sorted(columns, key=lambda weekday: int(min(columns[weekday]))) == list(range(7))

    def test_each_cell_says_its_date_and_kind_aloud_and_its_act_in_the_tooltip(self, calendar: AnyCalendar, year: int, lang: str) -> None:
        for one in cells(picture(calendar, year, lang)):
            day = calendar.day(date.fromisoformat(one.attrib["data-date"]))
            tooltip = one.findtext(f"{SVG}title") or ""
            assert one.attrib["role"] == "img"
            for told in (one.attrib["aria-label"], tooltip):
                assert f"{day.day:%d/%m/%Y}" in told
                assert day.kind.label(lang) in told
            if day.confidence not in ("assumed", DayConfidence.GIVEN):
                assert day.name(lang) in tooltip
                assert day.act in tooltip

    def test_every_special_day_is_listed_once(self, calendar: AnyCalendar, year: int, lang: str) -> None:
        listed = [one.attrib["data-listed"] for one in picture(calendar, year, lang).iter(f"{SVG}g") if "data-listed" in one.attrib]
        assert sorted(listed) == [str(one.day) for one in calendar.special_days(year)]

    def test_the_year_and_its_status_are_named(self, calendar: AnyCalendar, year: int, lang: str) -> None:
        root = picture(calendar, year, lang)
        assert str(year) in words(root)
        assert calendar.status(year).label(lang) in words(root)
        assert calendar.status(year).label(lang) in (root.findtext(f"{SVG}desc") or "")

    def test_the_legend_names_the_kinds_of_the_year(self, calendar: AnyCalendar, year: int, lang: str) -> None:
        shown = words(picture(calendar, year, lang))
        present = {calendar.day(day).kind for day in whole_year(year)}
        assert all((kind.label(lang) in shown) == (kind in present) for kind in DayKind)

    def test_nothing_leaves_the_page(self, calendar: AnyCalendar, year: int, lang: str) -> None:
        root = picture(calendar, year, lang)
        width, height = (int(root.attrib[name]) for name in ("width", "height"))
        assert root.attrib["viewBox"] == f"0 0 {width} {height}"
        parents = {child: parent for parent in root.iter() for child in parent}
        for one in root.iter(f"{SVG}text"):
            left, top = float(one.attrib.get("x", 0)), float(one.attrib.get("y", 0))
            above = one
            while above is not root:
                above = parents[above]
                moved = re.fullmatch(r"translate\((\S+) (\S+)\)", above.attrib.get("transform", "translate(0 0)"))
                assert moved is not None
                left, top = left + float(moved[1]), top + float(moved[2])
            assert 0 < left < width
            assert 0 < top < height - 8

    def test_it_stands_alone_and_is_the_same_each_time(self, calendar: AnyCalendar, year: int, lang: str) -> None:
        content = calendar_svg(calendar, year, lang=lang)
        assert content == calendar_svg(calendar, year, lang=lang)
        assert "\r" not in content
        assert re.findall(r"\b(?:href|src|style|on\w+)=|<(?:script|style|image|foreignObject)", content) == []
        assert re.findall(r"https?://[^\"]+", content) == ["http://www.w3.org/2000/svg"]


@pytest.mark.parametrize("calendar, year", PICTURES)
def test_numbers_stand_out_from_their_ground_by_4_5_to_1(calendar: AnyCalendar, year: int) -> None:
    root = picture(calendar, year)
    hatches = {one.attrib["id"]: [part.attrib["fill"] for part in one] for one in root.iter(f"{SVG}pattern")}
    for one in cells(root):
        box, number = one.find(f"{SVG}rect"), one.find(f"{SVG}text")
        assert box is not None
        assert number is not None
        fill = box.attrib["fill"]
        grounds = hatches[fill[5:-1]] if fill.startswith("url(#") else [fill]
        assert min(contrast(number.attrib["fill"], ground) for ground in grounds) >= 4.5, one.attrib


def test_each_kind_has_a_mark_of_its_own_besides_its_colour() -> None:
    marks: dict[str, set[str]] = {}
    for root in (picture(OFFICIAL, 2026), picture(AGENCY, 2015)):
        for one in cells(root):
            path = one.find(f"{SVG}path")
            marks.setdefault(one.attrib["data-kind"], set()).add("" if path is None else path.attrib["d"])
    assert set(marks) == {kind.value for kind in DayKind}
    assert sorted(len(one) for one in marks.values()) == [1] * len(DayKind)
    assert len(set.union(*marks.values())) == len(DayKind)


def test_only_assumed_days_are_hatched() -> None:
    for calendar, year, expected in ((OFFICIAL, 2027, 0), (FORECAST, 2027, 0), (FORECAST, 2029, len(FORECAST.special_days(2029)))):
        hatched = [one for one in cells(picture(calendar, year)) if "url(#cchc-hatch-" in ET.tostring(one, "unicode")]
        assert len(hatched) == expected
        assert all(one.attrib["data-sure"] == "assumed" for one in hatched)


def test_a_forecast_says_so_and_calls_no_act_an_announcement() -> None:
    shown = words(picture(FORECAST, 2029, "en"))
    assert YearStatus.PROVISIONAL.label_en in shown
    assert {"Assumption, no act yet", "45/2019/QH14 (assumed), if the statute stays as it is"} <= set(shown)
    assert "Hatched days are expected by a stated assumption; no act has announced them." in shown


def test_the_list_gives_act_issue_date_and_names() -> None:
    shown = words(picture(OFFICIAL, 2026))
    assert "12729/VPCP-KGVX, ban hành 25/12/2025" in shown
    at = shown.index("12729/VPCP-KGVX, ban hành 25/12/2025")
    assert shown[at + 1 : at + 5] == [
        "T6 02/01",
        "Nghỉ hoán đổi dịp Tết Dương lịch 2026",
        "T7 10/01",
        "Làm bù (hoán đổi Tết Dương lịch 2026)",
    ]
    assert "12729/VPCP-KGVX, issued 25 Dec 2025" in words(picture(OFFICIAL, 2026, "en"))


def test_an_unknown_issue_date_is_called_unknown() -> None:
    assert any("chưa rõ ngày ban hành" in one for one in words(picture(OFFICIAL, 2010)))


def test_a_text_seen_only_at_second_hand_is_marked_unverified() -> None:
    sure = {one.attrib["data-date"]: one.attrib["data-sure"] for one in cells(picture(OFFICIAL, 2026))}
    assert (sure["2026-11-24"], sure["2026-01-01"], sure["2026-04-26"]) == ("unverified", "source", "derived")
    assert "chưa kiểm chứng" in words(picture(OFFICIAL, 2026))


def test_a_year_that_may_still_change_is_called_open() -> None:
    known = OFFICIAL.as_known_on(date(2025, 10, 20))
    assert known.status(2026) is YearStatus.OPEN
    assert YearStatus.OPEN.label_vi in words(picture(known, 2026))


def test_working_days_are_counted_by_month_and_by_year() -> None:
    shown = words(picture(OFFICIAL, 2026, "en"))
    months = [int(one.split()[0]) for one in shown if re.fullmatch(r"\d+ working days", one)]
    assert len(months) == 12
    assert f"{sum(months)} working days · As known on 22 Nov 2026" in shown
    assert sum(months) == sum(OFFICIAL.is_working_day(day) for day in whole_year(2026))


def test_a_hostile_name_stays_text() -> None:
    content = calendar_svg(AGENCY, 2015)
    root = ET.fromstring(content)
    assert "<script" not in content
    assert content.encode().decode() == content
    act, name = (re.sub("[\x00\x1b\ud800]", "�", one) for one in (ACT, NAME))
    tooltip = next(one.findtext(f"{SVG}title") for one in cells(root) if one.attrib["data-date"] == "2015-06-04")
    assert tooltip is not None
    assert tooltip.splitlines()[2:] == [name, f"{act} (do cơ quan hoặc người dùng đặt)"]
    shown = words(root)
    assert any(one.startswith("Số 1<script>alert(\"x\")</script> & 'y' ]]> �� rất") for one in shown)
    assert any(one.startswith("<tspan>�&lt;Số 1<script>") for one in shown)


def test_long_names_are_broken_into_lines_of_their_column() -> None:
    assert max(len(one) for one in words(picture(AGENCY, 2015)) if one.isupper()) <= 44
    assert max(len(one) for one in words(picture(AGENCY, 2015)) if "ban hành" not in one) <= 90


def test_days_of_an_agency_are_announced_in_the_title() -> None:
    assert "Khu vực công" in words(picture(OFFICIAL, 2015))
    assert "Khu vực công, có thêm ngày riêng" in words(picture(AGENCY, 2015))
    assert "Khu vực công, có thêm ngày riêng" in words(picture(OFFICIAL.with_days(off=[date(2026, 11, 23)]), 2026))
    assert "Khu vực công, có thêm ngày riêng" in words(picture(OFFICIAL.overlay([], frozenset(range(6))), 2026))


@pytest.mark.parametrize("year", [-1, 2009, 2028, 10_000])
def test_a_year_the_calendar_does_not_reach_is_refused(year: int) -> None:
    with pytest.raises(CalendarCoverageError, match=f"does not reach {year} "):
        calendar_svg(OFFICIAL, year)


def test_another_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="'vi', 'en'"):
        calendar_svg(OFFICIAL, 2026, lang="fr")
