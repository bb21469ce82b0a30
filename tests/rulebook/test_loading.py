"""What an office may drop in, and how a wrong record is refused: which file, which key, what was expected."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from cchc.deadlines.policy import Regime
from cchc.errors import CalendarConflictError, LimitError, NotInForceError, OfficeHoursError, RulebookError, UnknownCodeError
from cchc.model.instant import VIETNAM_TIME
from cchc.model.limit_phrases import parse_limit
from cchc.rulebook import load_calendar, load_instruments, load_office, load_procedures, load_regimes, read_confirmations, read_procedures
from cchc.rulebook.calendars import bundled_files, checked_files
from cchc.rulebook.reading import HERE, LARGEST, as_record, read_toml, tables_of
from cchc.rulebook.schema import StatutesFile

NOTICE = """
year = 2027
last_review = 2027-01-15
[[act]]
number = "1/VPCP-KGVX"
issued = 2027-01-15
confidence = "source"
swaps = [{ off = 2027-02-11, worked = 2027-02-20, name_vi = "Nghỉ hoán đổi Tết 2027" }]
"""


def file(tmp_path: Path, text: str, name: str = "notice.toml") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


class TestBundledFiles:
    def test_every_year_passes_its_schema(self) -> None:
        files = list(checked_files(bundled_files()))
        assert [file["year"] for file in files] == list(range(2010, 2028))

    def test_the_regimes_are_of_their_types(self) -> None:
        adapter = TypeAdapter(Regime)
        assert [adapter.validate_json(adapter.dump_json(one)) for one in load_regimes().all] == list(load_regimes().all)
        assert all(
            isinstance(value, str | date | bool | dict) for table in tables_of(HERE / "regimes.toml", "regime") for value in table.values()
        )

    def test_the_statutes_pass_theirs(self) -> None:
        found = as_record(StatutesFile, read_toml(HERE / "holidays" / "statutes.toml"), "statutes.toml")
        assert len(found.statute) == 5


class TestNotices:
    def test_a_notice_dropped_in_moves_days_and_is_cited(self, tmp_path: Path) -> None:
        calendar = load_calendar([file(tmp_path, NOTICE)])
        off, worked = calendar.day(date(2027, 2, 11)), calendar.day(date(2027, 2, 20))
        assert (off.working, off.act, off.issued) == (False, "1/VPCP-KGVX", date(2027, 1, 15))
        assert (worked.working, worked.name_vi, worked.pair) == (True, "Làm bù (Nghỉ hoán đổi Tết 2027)", date(2027, 2, 11))
        assert calendar.version != load_calendar().version

    def test_a_new_year(self, tmp_path: Path) -> None:
        text = """
        year = 2028
        lunar = { tet = 2028-01-26, hung_kings = 2028-04-04 }
        [[act]]
        label = "thử"
        issued = 2027-11-20
        annual = true
        confidence = "secondary"
        days = [{ day = 2028-01-24, name_vi = "Tết", name_en = "Tết" }]
        """
        calendar = load_calendar([file(tmp_path, text)])
        assert calendar.last == date(2028, 12, 31)
        assert not calendar.is_working_day(date(2028, 4, 4))

    def test_an_act_may_replace_another(self, tmp_path: Path) -> None:
        text = NOTICE.replace('confidence = "source"', 'confidence = "source"\nreplaces = ["12729/VPCP-KGVX"]')
        calendar = load_calendar([file(tmp_path, text)])
        assert calendar.is_working_day(date(2026, 1, 2))

    @pytest.mark.parametrize(
        ("old", "new", "says"),
        [
            ("year = 2027", "year = 2030", "lunar"),
            ("year = 2027", "yeer = 2027", "yeer"),
            ("2027-01-15\n[[act]]", "2027-01-15\n[[acts]]", "acts"),
            ('number = "1/VPCP-KGVX"', "", "number"),
            ("issued = 2027-01-15\nconf", "conf", "issued"),
            ("off = 2027-02-11", "off = 2027-13-11", "TOML"),
            ("off = 2027-02-11", 'off = "soon"', "off"),
            ("off = 2027-02-11", 'off = "2027-02-11"', "off"),
            ("year = 2027", 'year = "2027"', "year"),
            ('confidence = "source"', 'confidence = "rumour"', "confidence"),
        ],
    )
    def test_a_malformed_notice_names_file_and_key(self, tmp_path: Path, old: str, new: str, says: str) -> None:
        assert old in NOTICE
        with pytest.raises(RulebookError, match=says) as refused:
            load_calendar([file(tmp_path, NOTICE.replace(old, new, 1))])
        assert refused.value.where in ("notice.toml", "the file for 2030")

    @pytest.mark.parametrize(
        ("swap", "says"),
        [
            ("off = 2027-02-11, worked = 2027-02-06", "public holiday"),
            ("off = 2027-02-11, worked = 2027-02-12", "Saturday or Sunday"),
            ("off = 2027-02-13, worked = 2027-02-20", "Saturday or Sunday"),
            ("off = 2027-02-10, worked = 2027-02-20", "already off"),
            ('off = 2027-03-01, worked = 2027-02-20, name_vi = "a" }, { off = 2027-03-02, worked = 2027-02-20', "one date has one entry"),
        ],
    )
    def test_contradictory_acts_are_refused(self, tmp_path: Path, swap: str, says: str) -> None:
        with pytest.raises(CalendarConflictError, match=says):
            load_calendar([file(tmp_path, NOTICE.replace("off = 2027-02-11, worked = 2027-02-20", swap))])

    def test_a_statutory_day_needs_one_way_to_find_it(self) -> None:
        from cchc.rulebook.schema import StatutoryDayRecord

        with pytest.raises(ValueError, match="hung_kings"):
            StatutoryDayRecord(name_vi="a", name_en="a")


class TestFiles:
    def test_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(RulebookError, match="cannot be read"):
            read_toml(tmp_path / "none.toml")

    def test_a_file_too_large(self, tmp_path: Path) -> None:
        with pytest.raises(RulebookError, match="at most"):
            read_toml(file(tmp_path, "#" * (LARGEST + 1)))

    def test_a_file_that_is_not_utf8(self, tmp_path: Path) -> None:
        path = tmp_path / "notice.toml"
        path.write_bytes(b"\xff\xfe")
        with pytest.raises(RulebookError, match="not TOML"):
            read_toml(path)

    def test_deep_nesting_is_no_crash(self, tmp_path: Path) -> None:
        with pytest.raises(RulebookError, match="not TOML"):
            read_toml(file(tmp_path, "a = " + "[" * 5_000 + "]" * 5_000))


class TestOffices:
    TEXT = """
    name = "Một cửa"
    week = ["mon", "tue", "wed", "thu", "fri"]
    [[session]]
    days = ["mon", "tue", "wed", "thu", "fri"]
    from = 13:00:00
    to = 17:00:00
    [[session]]
    days = ["mon", "tue", "wed", "thu", "fri"]
    from = 07:30:00
    to = 11:30:00
    [[reception]]
    days = ["mon", "sat"]
    from = 08:00:00
    to = 11:00:00
    [[closure]]
    from = 2026-11-30
    to = 2026-11-30
    reason = "Mất điện"
    """

    def test_a_profile(self, tmp_path: Path) -> None:
        office = load_office(file(tmp_path, self.TEXT))
        calendar = load_calendar()
        saturday = datetime(2026, 11, 21, 9, tzinfo=VIETNAM_TIME)
        assert office.accepts_dossiers(saturday, calendar)
        assert not calendar.is_working_day(saturday.date())
        assert not office.accepts_dossiers(datetime(2026, 11, 20, 9, tzinfo=VIETNAM_TIME), calendar)
        assert office.closing(date(2026, 11, 30)) is None

    @pytest.mark.parametrize(
        ("old", "new", "error"),
        [
            ('"mon", "sat"', '"monday"', RulebookError),
            ("from = 13:00:00", "from = 11:00:00", OfficeHoursError),
            ("to = 17:00:00", "to = 12:00:00", OfficeHoursError),
            ('week = ["mon", "tue", "wed", "thu", "fri"]', 'week = ["sun"]', OfficeHoursError),
            ('name = "Một cửa"', "", RulebookError),
        ],
    )
    def test_a_wrong_profile_is_refused(self, tmp_path: Path, old: str, new: str, error: type[Exception]) -> None:
        with pytest.raises(error):
            load_office(file(tmp_path, self.TEXT.replace(old, new, 1)))

    def test_the_week_is_monday_to_friday_unless_said(self, tmp_path: Path) -> None:
        text = self.TEXT.replace('week = ["mon", "tue", "wed", "thu", "fri"]', "")
        assert load_office(file(tmp_path, text)).week == frozenset(range(5))


class TestCatalogue:
    def test_at_least_thirty_real_procedures_are_bundled(self) -> None:
        catalogue = load_procedures()
        assert len(catalogue.codes) >= 30
        assert all(one.source and one.read for code in catalogue.codes for one in catalogue.versions(code))

    def test_an_unknown_code_gets_near_matches(self) -> None:
        with pytest.raises(UnknownCodeError) as refused:
            load_procedures().find("1.004223x", date(2026, 1, 1))
        assert "1.004223" in refused.value.near
        with pytest.raises(UnknownCodeError, match="list what is there"):
            load_procedures().find("?", date(2026, 1, 1))

    def test_the_version_of_the_day_is_found(self) -> None:
        catalogue = load_procedures()
        old, new = (catalogue.find("1.013225", date(2026, *day)) for day in ((6, 30), (7, 1)))
        assert (old.until, new.since) == (date(2026, 6, 30), date(2026, 7, 1))

    def test_a_day_without_a_version_is_refused(self, tmp_path: Path) -> None:
        text = '[[procedure]]\ncode = "1.000001"\nname = "thử"\nsince = 2026-07-01\n'
        from cchc.rulebook import Catalogue

        with pytest.raises(NotInForceError, match="no version in force"):
            Catalogue(read_procedures(file(tmp_path, text))).find("1.000001", date(2026, 6, 30))

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("a = 1", "procedure"),
            ("procedure = 1", "procedure"),
            ('[[procedure]]\ncode = "1"\nname = "a"', "code"),
            ('[[procedure]]\ncode = "1.000001"\nname = "a"\n[[procedure.limit]]\nlimit = "mười"', "not a time limit"),
        ],
    )
    def test_a_malformed_record_is_refused(self, tmp_path: Path, text: str, says: str) -> None:
        with pytest.raises(RulebookError, match=says):
            read_procedures(file(tmp_path, text))


class TestConfirmations:
    def test_a_confirmation_says_the_unit(self) -> None:
        confirmed = load_procedures().confirmed({"1.014159": parse_limit("10 ngày")})
        assert confirmed.find("1.014159", date(2026, 8, 1)).choose().confirmed("1.014159") == parse_limit("10 ngày")

    def test_it_cannot_change_the_number(self) -> None:
        with pytest.raises(LimitError, match="published number"):
            load_procedures().confirmed({"1.014159": parse_limit("11 ngày")})

    @pytest.mark.parametrize("key", ["9.999999", "1.014159/no such case", "1.004222"])
    def test_it_names_what_waits_for_one(self, key: str) -> None:
        with pytest.raises(UnknownCodeError):
            load_procedures().confirmed({key: parse_limit("10 ngày")})

    def test_a_file_of_them(self, tmp_path: Path) -> None:
        path = file(tmp_path, '"1.014159" = "10 ngày làm việc"')
        assert read_confirmations(path) == {"1.014159": parse_limit("10 ngày làm việc")}

    @pytest.mark.parametrize("text", ['"1.014159" = 10', '"1.014159" = "mười ngày"'])
    def test_a_wrong_file_of_them(self, tmp_path: Path, text: str) -> None:
        with pytest.raises(RulebookError, match=r"1\.014159"):
            read_confirmations(file(tmp_path, text))


class TestRegimes:
    @pytest.mark.parametrize(
        ("day", "name"),
        [
            ("2018-06-21", "61/2018"),
            ("2025-06-30", "61/2018"),
            ("2025-07-01", "118/2025"),
            ("2026-08-04", "118/2025+367/2025"),
            ("2026-08-05", "118/2025+309/2026"),
        ],
    )
    def test_the_one_in_force_on_the_day(self, day: str, name: str) -> None:
        assert load_regimes().on(date.fromisoformat(day)).id == name

    def test_before_the_first_one_it_refuses(self) -> None:
        with pytest.raises(NotInForceError, match="needs a regime"):
            load_regimes().on(date(2018, 6, 20))

    def test_their_validity(self) -> None:
        assert load_regimes().all[0].validity.covers(date(2020, 1, 1))

    def test_by_name(self) -> None:
        assert load_regimes().named("118/2025/NĐ-CP").id == "118/2025+309/2026"
        with pytest.raises(NotInForceError, match="entered"):
            load_regimes().named("1/1999")

    def test_they_follow_one_another_without_a_gap(self) -> None:
        regimes = load_regimes().all
        assert all((after.since - before.until).days == 1 for before, after in pairwise(regimes) if before.until)


def test_instruments_are_registered_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import cchc.rulebook.regimes as module

    assert len(load_instruments()) > 60
    monkeypatch.setattr(module, "HERE", tmp_path)
    one = '[[instrument]]\nnumber = "1"\ntitle_vi = "a"\nkind = "law"\nconfidence = "read"\n'
    file(tmp_path, one + one, "instruments.toml")
    with pytest.raises(RulebookError, match="entered twice"):
        load_instruments.__wrapped__()
