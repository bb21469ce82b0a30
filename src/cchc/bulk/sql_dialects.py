"""What each database is told besides the rows: its tables, and the functions or views that count on them."""

from __future__ import annotations

from typing import NamedTuple


class Script(NamedTuple):
    """The text before the rows, and the text after them, in which the greatest amount of each unit is filled in."""

    tables: str
    functions: str


_COLUMNS = """\
  day {date} PRIMARY KEY,
  working {boolean} NOT NULL,
  through integer NOT NULL,
  nth integer UNIQUE,
  rolls_to {date},
  kind text NOT NULL,
  act text"""
_FACTS = """\
  version text NOT NULL,
  first_day {date} NOT NULL,
  last_day {date} NOT NULL,
  data_date {date} NOT NULL,
  forecast_since {date},
  digest text NOT NULL"""


def _tables(create: str, *, date: str, boolean: str, empty: str) -> str:
    types = {"date": date, "boolean": boolean}
    return (
        f"BEGIN;\n{create} cchc_calendar (\n{_COLUMNS.format(**types)}\n);\n"
        f"{create} cchc_calendar_version (\n{_FACTS.format(**types)}\n);\n{empty}"
    )


_EMPTIED = "DELETE FROM cchc_calendar;\nDELETE FROM cchc_calendar_version;\n"

_DUE = """\
SELECT CASE
    WHEN amount = 0 AND unit IN ('working_day', 'day', 'week', 'month', 'year') THEN s.day
    WHEN unit = 'working_day' AND amount BETWEEN 1 AND {{most_working_day}}
      THEN (SELECT e.day FROM cchc_calendar e WHERE e.nth = s.through + amount)
    ELSE (SELECT e.rolls_to FROM cchc_calendar e WHERE e.day = CASE
      WHEN unit = 'day' AND amount BETWEEN 1 AND {{most_day}} THEN {days}
      WHEN unit = 'week' AND amount BETWEEN 1 AND {{most_week}} THEN {weeks}
      WHEN unit = 'month' AND amount BETWEEN 1 AND {{most_month}} THEN {months}
      WHEN unit = 'year' AND amount BETWEEN 1 AND {{most_year}} THEN {years}
    END)
  END"""
"""A day limit on the row ``s`` of its start: the greatest amounts are those of the engine's limits, years go from the anchor."""

_POSTGRESQL_DUE = _DUE.format(
    days="s.day + amount",
    weeks="s.day + 7 * amount",
    months="(s.day + make_interval(months => amount))::date",
    years="(s.day + make_interval(years => amount))::date",
)
_WHOLE = "TRY_CAST(amount AS INTEGER)"
"""Macros have no types: what is no whole number is told apart, not rounded."""
_DUCKDB_DUE = _DUE.format(
    days=f"s.day + {_WHOLE}",
    weeks=f"s.day + 7 * {_WHOLE}",
    months=f"CAST(s.day + to_months({_WHOLE}) AS DATE)",
    years=f"CAST(s.day + to_years({_WHOLE}) AS DATE)",
)


def _months(count: str) -> str:
    """Months in SQLite: the day of the month, or the last one of a month that lacks it."""
    first = f"date(s.day, 'start of month', '+' || {count} || ' months')"
    return f"min(date({first}, '+' || (CAST(strftime('%d', s.day) AS integer) - 1) || ' days'), date({first}, '+1 month', '-1 day'))"


_SQLITE_DUE = _DUE.format(
    days="date(s.day, '+' || amount || ' days')",
    weeks="date(s.day, '+' || (7 * amount) || ' days')",
    months=_months("amount"),
    years=_months("(12 * amount)"),
)

POSTGRESQL = Script(
    _tables("CREATE TABLE IF NOT EXISTS", date="date", boolean="boolean", empty=_EMPTIED),
    f"""\
CREATE OR REPLACE FUNCTION cchc_add_working_days(start date, amount integer) RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT CASE WHEN amount = 0 THEN s.day ELSE (SELECT e.day FROM cchc_calendar e WHERE e.nth = s.through + amount) END
  FROM cchc_calendar s WHERE s.day = start AND amount BETWEEN 0 AND {{most_working_day}});

CREATE OR REPLACE FUNCTION cchc_count_working_days(a date, b date) RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT e.through - s.through FROM cchc_calendar s, cchc_calendar e WHERE s.day = a AND e.day = b);

CREATE OR REPLACE FUNCTION cchc_rolled(day date) RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT s.rolls_to FROM cchc_calendar s WHERE s.day = cchc_rolled.day);

CREATE OR REPLACE FUNCTION cchc_due(start date, amount integer, unit text) RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
RETURN ({_POSTGRESQL_DUE}
  FROM cchc_calendar s WHERE s.day = start);
COMMIT;
ANALYZE cchc_calendar;
""",
)

DUCKDB = Script(
    _tables("CREATE OR REPLACE TABLE", date="date", boolean="boolean", empty=""),
    f"""\
CREATE OR REPLACE MACRO cchc_add_working_days(start, amount) AS (
  SELECT CASE WHEN amount = 0 THEN s.day ELSE (SELECT e.day FROM cchc_calendar e WHERE e.nth = s.through + amount) END
  FROM cchc_calendar s WHERE s.day = start AND amount BETWEEN 0 AND {{most_working_day}});

CREATE OR REPLACE MACRO cchc_count_working_days(a, b) AS (
  (SELECT e.through FROM cchc_calendar e WHERE e.day = b) - (SELECT s.through FROM cchc_calendar s WHERE s.day = a));

CREATE OR REPLACE MACRO cchc_rolled(the_day) AS (
  SELECT s.rolls_to FROM cchc_calendar s WHERE s.day = the_day);

CREATE OR REPLACE MACRO cchc_due(start, amount, unit) AS ({_DUCKDB_DUE}
  FROM cchc_calendar s WHERE s.day = start AND amount = {_WHOLE});
COMMIT;
""",
)

SQLITE = Script(
    _tables("CREATE TABLE IF NOT EXISTS", date="text", boolean="integer", empty=_EMPTIED),
    f"""\
CREATE TABLE IF NOT EXISTS cchc_question (id, start text, amount integer, unit text);
CREATE TABLE IF NOT EXISTS cchc_span (id, a text, b text);

DROP VIEW IF EXISTS cchc_due;
CREATE VIEW cchc_due AS SELECT id, start, amount, unit, (
  {_SQLITE_DUE}
  FROM cchc_calendar s WHERE s.day = start AND typeof(amount) = 'integer') AS due
FROM cchc_question;

DROP VIEW IF EXISTS cchc_working_days;
CREATE VIEW cchc_working_days AS SELECT id, a, b, (
  SELECT e.through - s.through FROM cchc_calendar s, cchc_calendar e WHERE s.day = a AND e.day = b) AS working_days
FROM cchc_span;
COMMIT;
""",
)
