"""What the databases answer is what the engine answers, and NULL where it refuses."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import date, timedelta
from typing import Any

import pytest

from cchc.bulk.sql import Dialect, calendar_sql
from cchc.deadlines.counting import add, count
from cchc.deadlines.office_hours import STANDARD_OFFICE, Closure, OfficeHours
from cchc.deadlines.working_calendar import AnyCalendar
from cchc.errors import CalendarCoverageError, LimitError, UsageError
from cchc.model.time_limit import CalendarDays, Months, Weeks, WorkingDays, Years
from cchc.rulebook import forecast, load_calendar

LIMITS = {"working_day": WorkingDays, "day": CalendarDays, "week": Weeks, "month": Months, "year": Years}
MOST = {"working_day": 300, "day": 400, "week": 60, "month": 30, "year": 11}
OFFICIAL = load_calendar()
AGENCY = OfficeHours(
    "Một cửa",
    dict.fromkeys(range(6), STANDARD_OFFICE.sessions[0]),
    week=frozenset(range(6)),
    closures=[Closure(date(2026, 3, 2), date(2026, 3, 13), "chuyển trụ sở", suspends_count=True)],
).over(OFFICIAL)
CALENDARS = {"official": OFFICIAL, "agency": AGENCY, "forecast": forecast(OFFICIAL, 2033)}

Question = tuple[date | None, int | None, str | None]
Span = tuple[date | None, date | None]
Ask = Callable[[list[Question], list[Span]], tuple[list[Any], list[Any]]]


OPENED = ExitStack()


@pytest.fixture(scope="module", autouse=True)
def _closed_in_the_end() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction]
    with OPENED:
        yield


def sqlite(*calendars: AnyCalendar) -> Ask:
    database = OPENED.enter_context(closing(sqlite3.connect(":memory:")))
    for calendar in calendars:
        database.executescript(calendar_sql(calendar, Dialect.SQLITE))

    def ask(questions: list[Question], spans: list[Span]) -> tuple[list[Any], list[Any]]:
        rows = [(at, start and str(start), amount, unit) for at, (start, amount, unit) in enumerate(questions)]
        database.executemany("INSERT INTO cchc_question VALUES (?, ?, ?, ?)", rows)
        database.executemany(
            "INSERT INTO cchc_span VALUES (?, ?, ?)", [(at, a and str(a), b and str(b)) for at, (a, b) in enumerate(spans)]
        )
        days = [text and date.fromisoformat(text) for (text,) in database.execute("SELECT due FROM cchc_due ORDER BY id")]
        return days, [days for (days,) in database.execute("SELECT working_days FROM cchc_working_days ORDER BY id")]

    return ask


def duckdb(*calendars: AnyCalendar) -> Ask:
    database = pytest.importorskip("duckdb").connect()
    for calendar in calendars:
        database.execute(calendar_sql(calendar, Dialect.DUCKDB))

    def ask(questions: list[Question], spans: list[Span]) -> tuple[list[Any], list[Any]]:
        database.execute("CREATE TABLE question (id integer, start date, amount bigint, unit text)")
        database.execute("CREATE TABLE span (id integer, a date, b date)")
        _insert(database, "question", questions)
        _insert(database, "span", spans)
        due = database.execute("SELECT cchc_due(start, amount, unit) FROM question ORDER BY id").fetchall()
        counts = database.execute("SELECT cchc_count_working_days(a, b) FROM span ORDER BY id").fetchall()
        return [day for (day,) in due], [days for (days,) in counts]

    return ask


def _insert(database: Any, table: str, rows: list[Any]) -> None:
    columns = [list(range(len(rows))), *([one if one is None else str(one) for one in column] for column in zip(*rows, strict=True))]
    lists = ", ".join("unnest(?)" for _ in columns)
    database.execute(f"INSERT INTO {table} SELECT {lists}", columns)


@pytest.fixture(params=["sqlite", "duckdb", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Callable[..., Ask]]:
    """Return a function that puts calendars into a database, one after the other, and gives back what asks it."""
    if request.param != "postgresql":
        yield {"sqlite": sqlite, "duckdb": duckdb}[request.param]
        return
    with request.getfixturevalue("postgresql")() as connection:

        def load(*calendars: AnyCalendar) -> Ask:
            for calendar in calendars:
                connection.execute(calendar_sql(calendar, Dialect.POSTGRESQL))

            def ask(questions: list[Question], spans: list[Span]) -> tuple[list[Any], list[Any]]:
                columns = [list(column) for column in zip(*questions, strict=True)]
                due = connection.execute(
                    "SELECT cchc_due(start, amount, unit) FROM unnest(%s::date[], %s::integer[], %s::text[]) "
                    "WITH ORDINALITY AS q(start, amount, unit, id) ORDER BY id",
                    columns,
                ).fetchall()
                counts = connection.execute(
                    "SELECT cchc_count_working_days(a, b) FROM unnest(%s::date[], %s::date[]) WITH ORDINALITY AS s(a, b, id) ORDER BY id",
                    [list(column) for column in zip(*spans, strict=True)],
                ).fetchall()
                return [day for (day,) in due], [days for (days,) in counts]

            return ask

        yield load


def engine_due(start: date, amount: int, unit: str, calendar: AnyCalendar) -> date | None:
    try:
        return add(start, LIMITS[unit](count=amount), calendar)
    except (CalendarCoverageError, LimitError):
        return None


def engine_count(a: date, b: date, calendar: AnyCalendar) -> int | None:
    try:
        return count(a, b, calendar)
    except CalendarCoverageError:
        return None


@pytest.mark.parametrize("name", CALENDARS)
def test_a_database_answers_as_the_engine(database: Callable[..., Ask], name: str) -> None:
    calendar, draw = CALENDARS[name], random.Random(5)
    first, span = calendar.first - timedelta(days=40), (calendar.last - calendar.first).days + 80
    days = [first + timedelta(days=draw.randrange(span)) for _ in range(1_000)]
    days += [date(2024, 1, 31), date(2024, 2, 29), date(2026, 2, 14), date(2026, 2, 27), calendar.first, calendar.last]
    questions = [(day, draw.randint(-1, MOST[unit]), unit) for day in days for unit in LIMITS]
    spans = [(draw.choice(days), draw.choice(days)) for _ in range(1_000)]
    due, counts = database(calendar)(questions, spans)
    assert due == [engine_due(*question, calendar) for question in questions]
    assert counts == [engine_count(a, b, calendar) for a, b in spans]
    assert sum(day is None for day in due) < len(due) // 3


CASES: list[tuple[str, date | None, int | None, str | None, date | None]] = [
    ("three working days received before Tết end on the Tuesday after it", date(2026, 2, 12), 3, "working_day", date(2026, 2, 24)),
    ("a month from 31 January ends on the last day of February, a Saturday, and rolls", date(2026, 1, 31), 1, "month", date(2026, 3, 2)),
    ("a make-up Saturday is a day of work", date(2025, 12, 31), 7, "working_day", date(2026, 1, 12)),
    ("a year from 29 February ends on the 28th", date(2024, 2, 29), 1, "year", date(2025, 2, 28)),
    ("zero days are the day itself, a day of rest too", date(2026, 2, 17), 0, "day", date(2026, 2, 17)),
    ("the calendar ends before the limit does", date(2027, 12, 31), 1, "working_day", None),
    ("the calendar begins after the start", date(2009, 12, 31), 5, "day", None),
    ("an amount beyond any limit", date(2011, 1, 3), 2_601, "working_day", None),
    ("a negative amount", date(2026, 2, 12), -3, "working_day", None),
    ("a unit that nobody knows", date(2026, 2, 12), 3, "Ngày", None),
    ("no start", None, 3, "day", None),
    ("no amount", date(2026, 2, 12), None, "day", None),
    ("no unit", date(2026, 2, 12), 3, None, None),
]


def test_cases(database: Callable[..., Ask]) -> None:
    ask = database(CALENDARS["agency"], OFFICIAL)  # the second takes the place of the first
    due, counts = ask([case[1:4] for case in CASES], [(date(2026, 1, 12), date(2025, 12, 31)), (None, date(2026, 1, 1))])
    assert dict(zip((case[0] for case in CASES), due, strict=True)) == {case[0]: case[4] for case in CASES}
    assert counts == [-7, None]


def test_duckdb_rounds_nothing() -> None:
    database = pytest.importorskip("duckdb").connect()
    database.execute(calendar_sql(OFFICIAL, "duckdb"))
    for asked in (
        "cchc_due(DATE '2026-02-12', 1.5, 'day')",
        "cchc_due(DATE '2026-02-12', 2.5, 'working_day')",
        "cchc_due(DATE '2026-02-12', 10000000000, 'day')",
        "cchc_due(TIMESTAMP '2026-02-12 10:00', 1, 'day')",
        "cchc_add_working_days(DATE '2026-02-12', 2.5)",
        "cchc_rolled(DATE '2028-01-01')",
    ):
        assert database.execute(f"SELECT {asked}").fetchall() == [(None,)], asked
    shown = database.execute("SELECT cchc_add_working_days(DATE '2026-02-12', 3), cchc_rolled(DATE '2026-02-14')").fetchall()
    assert shown == [(date(2026, 2, 24), date(2026, 2, 23))]


def test_postgresql_takes_days_and_whole_numbers_only(postgresql: Callable[[], Any]) -> None:
    import psycopg

    with postgresql() as connection:
        connection.execute(calendar_sql(OFFICIAL, "postgresql"))
        for asked in ("cchc_due(date '2026-02-12', 1.5, 'day')", "cchc_due(timestamp '2026-02-12 10:00', 1, 'day')"):
            with pytest.raises(psycopg.errors.UndefinedFunction):
                connection.execute(f"SELECT {asked}")
        shown = connection.execute("SELECT cchc_add_working_days('2026-02-12', 3), cchc_rolled('2026-02-14'), cchc_rolled('infinity')")
        assert shown.fetchone() == (date(2026, 2, 24), date(2026, 2, 23), None)


def test_sqlite_takes_days_and_whole_numbers_only() -> None:
    database = OPENED.enter_context(closing(sqlite3.connect(":memory:")))
    database.executescript(calendar_sql(OFFICIAL, "sqlite"))
    odd = [("2026-02-12", 1.5), ("2026-02-12", "x"), ("2026-02-12 10:00", 1), (20260212, 1), ("12/02/2026", 1)]
    database.executemany("INSERT INTO cchc_question (start, amount, unit) VALUES (?, ?, 'month')", odd)
    assert database.execute("SELECT DISTINCT due FROM cchc_due").fetchall() == [(None,)]


def test_a_view_of_the_host_takes_the_place_of_the_questions() -> None:
    database = OPENED.enter_context(closing(sqlite3.connect(":memory:")))
    database.executescript(calendar_sql(OFFICIAL, "sqlite"))
    database.executescript("""
        CREATE TABLE dossier (code text, received text, working_days integer);
        INSERT INTO dossier VALUES ('H1', '2026-02-12', 15);
        DROP TABLE cchc_question;
        CREATE VIEW cchc_question AS SELECT code AS id, received AS start, working_days AS amount, 'working_day' AS unit FROM dossier;
    """)
    assert database.execute("SELECT id, due FROM cchc_due").fetchall() == [("H1", "2026-03-12")]
    database.executescript(calendar_sql(OFFICIAL.as_known_on(date(2025, 12, 24)), "sqlite"))
    assert database.execute("SELECT id, due FROM cchc_due").fetchall() == [("H1", "2026-03-12")]
    assert database.execute("SELECT version FROM cchc_calendar_version").fetchall() == [(OFFICIAL.as_known_on(date(2025, 12, 24)).version,)]


def test_the_script_says_what_it_holds() -> None:
    script = calendar_sql(CALENDARS["forecast"], "postgresql")
    assert "-- From 2028-01-01 on a forecast, not an official calendar." in script
    assert f"('{CALENDARS['forecast'].version}','2010-01-01','2033-12-31','{OFFICIAL.data_date}','2028-01-01','sha256:" in script
    digests = {re.search("sha256:[0-9a-f]{64}", calendar_sql(one, "sqlite")).group() for one in CALENDARS.values()}  # type: ignore[union-attr]
    assert len(digests) == 3


def test_the_name_of_an_act_is_text_and_no_command() -> None:
    database = OPENED.enter_context(closing(sqlite3.connect(":memory:")))
    act = "1/TB'); DROP TABLE cchc_calendar; --"
    database.executescript(calendar_sql(OFFICIAL.with_days(off=[date(2026, 11, 25)], reason=act), "sqlite"))
    assert database.execute("SELECT act, working FROM cchc_calendar WHERE day = '2026-11-25'").fetchall() == [(act, 0)]


def test_another_dialect_is_refused() -> None:
    with pytest.raises(UsageError, match="'oracle'; choose one of postgresql, sqlite, duckdb"):
        calendar_sql(OFFICIAL, "oracle")
