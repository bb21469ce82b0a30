"""The official calendar against the table it was checked with, its invariants, its history, and its forecast."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest

from cchc.deadlines.calendar_day import DayConfidence, DayKind, Layer, YearStatus
from cchc.deadlines.civil_code import FIRST_DAY_NOT_COUNTED
from cchc.deadlines.counting import add
from cchc.deadlines.office_hours import STANDARD_OFFICE, Closure, OfficeHours, working_time
from cchc.deadlines.working_calendar import WorkingCalendar, diff
from cchc.errors import (
    CalendarConflictError,
    CalendarCoverageError,
    NaiveDatetimeError,
    OtherZoneError,
    RulebookError,
    UnknownIssueDateError,
    UsageError,
)
from cchc.model.instant import VIETNAM_TIME
from cchc.model.time_limit import WorkingDays, WorkingHours
from cchc.rulebook import CultureDayMakeUp, forecast, load_calendar

DATA = Path(__file__).parents[1] / "data" / "calendar" / "nonworking_2010_2027.csv"
ROWS = {date.fromisoformat(row["date"]): row for row in csv.DictReader(DATA.read_text("utf-8").splitlines())}
CALENDAR = load_calendar()
DAYS = [CALENDAR.first + timedelta(days=n) for n in range((CALENDAR.last - CALENDAR.first).days + 1)]
KINDS = {("weekday_off", "statutory"): "statutory", ("weekday_off", "compensatory"): "in_lieu"}
KINDS |= {("weekday_off", "swap"): "swapped_off", ("weekend_worked", "swap"): "made_up"}


def test_it_covers_2010_to_2027() -> None:
    assert (CALENDAR.first, CALENDAR.last, len(ROWS)) == (date(2010, 1, 1), date(2027, 12, 31), 227)


@pytest.mark.parametrize("day", ROWS, ids=str)
def test_a_listed_day_is_what_the_table_says(day: date) -> None:
    found, row = CALENDAR.day(day), ROWS[day]
    assert found.kind.value == KINDS[row["type"], row["kind"]]
    assert found.working == (row["type"] == "weekend_worked") == CALENDAR.is_working_day(day)
    assert (found.name_vi, found.confidence) == (row["name_vi"], row["confidence"])
    assert (str(found.pair) if found.pair else "") == row["pair_or_compensates"]


def test_every_other_day_is_an_ordinary_weekday_or_weekend() -> None:
    assert [day for day in DAYS if CALENDAR.is_working_day(day) != (day.weekday() < 5) and day not in ROWS] == []


def test_every_special_day_names_its_act_and_english_name() -> None:
    for one in CALENDAR.special_days():
        assert one.act
        assert one.name_en
        assert one.basis is not None
        assert one.sources or one.confidence == "derived"


@pytest.mark.parametrize("year", range(2010, 2028))
def test_weekdays_off_without_swaps_are_what_the_statute_grants(year: int) -> None:
    granted = 9 if year < 2014 else 10 if year < 2021 else 11 if year < 2026 else 12
    off = [one for one in CALENDAR.special_days(year) if not one.working and one.day.weekday() < 5]
    assert len([one for one in off if one.kind is not DayKind.SWAPPED_OFF]) == granted


def test_swaps_pair_a_weekday_off_with_a_weekend_day_worked_within_ten_days() -> None:
    worked = [one for one in CALENDAR.special_days() if one.kind is DayKind.MADE_UP]
    assert len(worked) == 21
    for one in worked:
        assert one.pair is not None
        other = CALENDAR.day(one.pair)
        assert (other.kind, other.pair, one.day.weekday() > 4, one.pair.weekday() < 5) == (DayKind.SWAPPED_OFF, one.day, True, True)
        assert -9 <= (one.day - one.pair).days <= 10


def test_each_weekend_holiday_but_the_culture_day_has_one_day_in_lieu() -> None:
    holidays = [one.day for one in CALENDAR.special_days() if one.kind is DayKind.STATUTORY and one.day.weekday() > 4]
    made_up_for = sorted(one.pair for one in CALENDAR.special_days() if one.kind is DayKind.IN_LIEU and one.pair)
    assert made_up_for == sorted(holidays)
    assert all(one.day.weekday() < 5 for one in CALENDAR.special_days() if one.kind is DayKind.IN_LIEU)


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        ("2026-01-05", 30, "2026-02-13"),
        ("2011-01-28", 1, "2011-01-29"),
        ("2011-01-28", 2, "2011-01-30"),
        ("2018-12-28", 1, "2019-01-02"),
        ("2026-08-21", 1, "2026-08-22"),
    ],
)
def test_golden_cases(start: str, count: int, due: str) -> None:
    assert add(date.fromisoformat(start), WorkingDays(count=count), CALENDAR) == date.fromisoformat(due)


def test_holidays_differs_on_exactly_the_known_dates() -> None:
    from holidays.countries.vietnam import VN

    peer = VN(years=range(2010, 2028), language="vi")
    differing = [day for day in DAYS if peer.is_working_day(day) != CALENDAR.is_working_day(day)]
    known = ["2011-01-29", "2011-01-30", "2011-01-31", "2011-02-01", "2011-04-09", "2011-04-11", "2012-12-31", "2013-01-05"]
    known += ["2013-02-23", "2014-01-25", "2014-01-28", "2014-02-05", "2014-02-08", "2026-01-02", "2026-01-10"]
    assert [str(day) for day in differing] == known


class TestAsKnownOn:
    def test_the_swap_of_new_year_2026_was_known_from_25_december(self) -> None:
        assert CALENDAR.as_known_on(date(2025, 12, 24)).is_working_day(date(2026, 1, 2))
        assert not CALENDAR.as_known_on(date(2025, 12, 25)).is_working_day(date(2026, 1, 2))

    def test_a_law_not_yet_passed_moves_no_day(self) -> None:
        assert CALENDAR.as_known_on(date(2026, 4, 23)).is_working_day(date(2026, 11, 24))
        assert not CALENDAR.as_known_on(date(2026, 4, 24)).is_working_day(date(2026, 11, 24))

    def test_a_year_not_yet_announced_is_not_covered(self) -> None:
        then = CALENDAR.as_known_on(date(2025, 10, 12))
        assert then.last == date(2025, 12, 31)
        with pytest.raises(CalendarCoverageError):
            then.day(date(2026, 1, 5))

    @pytest.mark.parametrize("day", ["2010-02-01", "2011-01-27", "2014-12-01", "2020-11-27"])
    def test_an_approximate_issue_date_is_refused_by_name(self, day: str) -> None:
        with pytest.raises(UnknownIssueDateError) as refused:
            CALENDAR.as_known_on(date.fromisoformat(day))
        assert refused.value.acts

    def test_known_today_is_the_calendar_itself(self) -> None:
        again = CALENDAR.as_known_on(CALENDAR.data_date)
        assert again.version == CALENDAR.version
        assert diff(again, CALENDAR) == ()

    def test_a_calendar_without_an_annual_decision_is_refused(self) -> None:
        with pytest.raises(RulebookError, match="no act settles a year"):
            WorkingCalendar(CALENDAR.facts.with_acts(()))


class TestStatus:
    def test_years(self) -> None:
        assert [CALENDAR.status(year) for year in (2025, 2026, 2027)] == [YearStatus.FINAL, YearStatus.ANNOUNCED, YearStatus.ANNOUNCED]

    def test_a_year_with_an_open_bridge(self) -> None:
        then = CALENDAR.as_known_on(date(2025, 12, 1))
        assert then.status(2026) is YearStatus.OPEN
        assert [one.name for one in then.uncertainties] == ["swap of 2026-01-02"]

    def test_the_eleventh_of_february_2027_is_no_bridge(self) -> None:
        assert CALENDAR.uncertainties == ()


class TestDiff:
    def test_names_the_act_of_each_change(self) -> None:
        changes = diff(CALENDAR.as_known_on(date(2025, 12, 24)), CALENDAR.as_known_on(date(2025, 12, 25)))
        assert [(str(change.day), change.act) for change in changes] == [
            ("2026-01-02", "12729/VPCP-KGVX"),
            ("2026-01-10", "12729/VPCP-KGVX"),
        ]

    def test_a_day_only_one_of_them_reaches(self) -> None:
        before = CALENDAR.as_known_on(date(2025, 10, 12))
        changes = diff(before, CALENDAR)
        assert all(change.before is None for change in changes if change.day.year > 2025)
        assert diff(CALENDAR, before)[-1].after is None

    def test_the_act_of_a_day_that_became_ordinary_is_the_old_one(self) -> None:
        changes = diff(CALENDAR.as_known_on(date(2025, 12, 25)), CALENDAR.as_known_on(date(2025, 12, 24)))
        assert {change.act for change in changes} == {"12729/VPCP-KGVX"}


class TestLayers:
    def test_a_callers_day_overrides_and_says_so(self) -> None:
        day = date(2026, 11, 23)
        found = CALENDAR.with_days(off=[day], reason="thử").day(day)
        assert (found.working, found.layer, found.act, found.confidence) == (False, Layer.CALLER, "thử", "given")

    def test_two_holidays_on_one_date_are_one_day_off_with_both_names(self) -> None:
        facts = CALENDAR.facts._replace(hung_kings={**CALENDAR.facts.hung_kings, 2026: date(2026, 4, 30)})
        found = WorkingCalendar(facts).day(date(2026, 4, 30))
        assert found.name_vi == "Giỗ Tổ Hùng Vương; Ngày Chiến thắng 30/4"
        assert WorkingCalendar(facts).is_working_day(date(2026, 4, 27))

    def test_a_day_has_two_names_and_is_as_sure_as_its_text(self) -> None:
        day = CALENDAR.day(date(2026, 11, 24))
        assert [FIRST_DAY_NOT_COUNTED.text(lang)[:9] for lang in ("vi", "en")] == ["Ngày đầu ", "The first"]
        assert (day.name("vi"), day.name("en")) == (day.name_vi, day.name_en)
        assert (day.confidence, day.sureness) == (DayConfidence.SOURCE, DayConfidence.UNVERIFIED)
        assert CALENDAR.day(date(2026, 9, 1)).sureness is DayConfidence.SOURCE

    def test_days_given_twice_keep_both(self) -> None:
        both = CALENDAR.with_days(off=[date(2026, 11, 23)]).with_days(worked=[date(2026, 11, 28)])
        assert not both.is_working_day(date(2026, 11, 23))
        assert both.is_working_day(date(2026, 11, 28))

    def test_one_date_twice_in_a_layer_is_refused(self) -> None:
        with pytest.raises(CalendarConflictError, match="two entries"):
            CALENDAR.with_days(off=[date(2026, 11, 28)], worked=[date(2026, 11, 28)])

    def test_making_up_on_a_holiday_is_refused(self) -> None:
        with pytest.raises(CalendarConflictError, match="public holiday"):
            CALENDAR.with_days(worked=[date(2026, 9, 2)])

    def test_an_agency_closure_counts_only_when_it_says_so(self) -> None:
        office = OfficeHours("APEC", _week(), closures=[Closure(date(2017, 11, 9), date(2017, 11, 10), "APEC", suspends_count=True)])
        closed = office.over(CALENDAR)
        assert closed.day(date(2017, 11, 9)).kind is DayKind.AGENCY_CLOSURE
        assert add(date(2017, 11, 8), WorkingDays(count=1), closed) == date(2017, 11, 13)
        assert closed.national.is_working_day(date(2017, 11, 9))
        kept = OfficeHours("APEC", _week(), closures=[Closure(date(2017, 11, 9), date(2017, 11, 10), "APEC")])
        assert kept.over(CALENDAR) is CALENDAR

    def test_a_closure_on_a_saturday_that_the_agency_counts(self) -> None:
        saturday = date(2026, 11, 21)
        office = OfficeHours(
            "thử",
            {day: [(time(8), time(12))] for day in range(6)},
            week=frozenset(range(6)),
            closures=[Closure(saturday, saturday, "lễ hội", suspends_count=True)],
        )
        counted = office.over(CALENDAR)
        assert add(date(2026, 11, 20), WorkingDays(count=1), counted) == date(2026, 11, 23)
        assert counted.is_working_day(date(2026, 11, 28))

    def test_an_instant_is_not_a_day(self) -> None:
        with pytest.raises(UsageError, match="instant"):
            CALENDAR.is_working_day(datetime(2026, 1, 5, 8))

    def test_the_version_tells_calendars_apart(self) -> None:
        assert CALENDAR.with_days(off=[date(2026, 11, 23)]).version != CALENDAR.version
        assert WorkingCalendar(CALENDAR.facts).version == CALENDAR.version


class TestForecast:
    FORECAST = forecast(CALENDAR, 2099)

    def test_tet_and_hung_kings_are_those_of_an_independent_computation(self) -> None:
        from lunar_vn import LunarDate, lunar_to_solar

        for year in range(2028, 2100):
            for name, day, month in (("Tết", 1, 1), ("Giỗ Tổ", 10, 3)):
                solar = lunar_to_solar(LunarDate(day, month, year))
                assert name in self.FORECAST.day(solar).name_vi, (year, name, solar)

    def test_up_to_the_last_announced_year_it_answers_as_the_official_calendar(self) -> None:
        assert all(self.FORECAST.day(day) == CALENDAR.day(day) for day in DAYS)

    def test_beyond_it_every_special_day_is_assumed(self) -> None:
        assert {one.confidence for one in self.FORECAST.special_days() if one.day > CALENDAR.last} == {"assumed"}

    def test_the_culture_day_on_a_weekend_is_a_named_choice(self) -> None:
        assert self.FORECAST.is_working_day(date(2029, 11, 26))
        other = forecast(CALENDAR, 2030, culture_day=CultureDayMakeUp.NEXT_WORKING_DAY)
        assert not other.is_working_day(date(2029, 11, 26))
        assert not other.is_working_day(date(2030, 11, 25))

    def test_bridges_ahead_are_open_questions(self) -> None:
        names = {one.name for one in self.FORECAST.uncertainties}
        bridges = ["2028-04-03", "2029-12-31", "2030-04-29", "2031-01-20", "2031-03-31", "2031-05-02", "2032-01-02", "2033-11-25"]
        assert {f"swap of {day}" for day in bridges} <= names

    def test_a_callers_day_on_a_forecast_is_about_the_nation(self) -> None:
        day = CALENDAR.day(date(2026, 11, 24))
        given = replace(day, day=date(2028, 6, 6), layer=Layer.CALLER)
        found = forecast(CALENDAR).overlay([given])
        assert not found.is_working_day(date(2028, 6, 6))
        assert found.national is found

    def test_status(self) -> None:
        assert self.FORECAST.status(2027) is YearStatus.ANNOUNCED
        assert self.FORECAST.status(2028) is YearStatus.PROVISIONAL

    @pytest.mark.parametrize("until", [2027, 2100])
    def test_outside_its_range_it_refuses(self, until: int) -> None:
        with pytest.raises(CalendarCoverageError):
            forecast(CALENDAR, until)


def _week():
    return {day: [(time(7, 30), time(11, 30)), (time(13), time(17))] for day in range(5)}


def test_working_time_is_added_to_instants_of_vietnam_whatever_names_their_zone() -> None:
    clock = working_time(load_calendar(), STANDARD_OFFICE)
    same = datetime(2026, 3, 2, 8, tzinfo=timezone(timedelta(hours=7)))
    assert clock.add(same, timedelta(hours=2)) == datetime(2026, 3, 2, 10, tzinfo=VIETNAM_TIME)
    with pytest.raises(OtherZoneError):
        clock.add(datetime(2026, 3, 2, 8, tzinfo=UTC), timedelta(hours=2))
    with pytest.raises(NaiveDatetimeError):
        clock.add(datetime(2026, 3, 2, 8), timedelta(hours=2))


def test_many_hours_are_added_like_few() -> None:
    start = datetime(2026, 3, 2, 8, tzinfo=VIETNAM_TIME)
    half, whole = WorkingHours(count=300), WorkingHours(count=600)
    assert add(start, whole, load_calendar()) == add(add(start, half, load_calendar()), half, load_calendar())
