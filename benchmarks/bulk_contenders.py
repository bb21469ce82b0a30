"""Columns of days and instants, and who answers them: our kernels, NumPy's business days, pandas' hours, the bound.

``CCHC_BULK_ROWS`` says how many rows; 10000000 is the run whose figures stand in the README, three hundred thousand the gate's.
"""

from __future__ import annotations

import os
from datetime import date

import contenders as c
import numpy as np
from rounds import Contender

from cchc.deadlines.bulk.days import due_dates, working_days_after, working_days_between
from cchc.deadlines.bulk.minutes import add_working_time, working_time_between
from cchc.deadlines.bulk.reasons import Answers
from cchc.deadlines.bulk.tables import EPOCH, NAT, TableByRow, bulk_table
from cchc.deadlines.bulk.units import DAY_UNITS

ROWS = int(os.environ.get("CCHC_BULK_ROWS", "300000"))
FULL = ROWS >= 10_000_000
PEER_ROWS, SLOW_ROWS = min(ROWS, 1_000_000 if FULL else 20_000), min(ROWS, 100_000 if FULL else 5_000)
"""The peers' share of the rows: their cost for each does not depend on how many there are."""

TABLE = bulk_table(c.CALENDAR)
_RANDOM = np.random.default_rng(1)
_FIRST, _LAST = (date(*day).toordinal() - EPOCH for day in ((2015, 1, 1), (2026, 12, 31)))

DAYS = _RANDOM.integers(_FIRST, _LAST, ROWS)
AMOUNTS = _RANDOM.integers(1, 31, ROWS)
STARTS = DAYS.view("M8[D]")
"""As the reference's runs: uniform over twelve years, one to thirty working days."""

_HOLED = DAYS.copy()
_HOLED[_RANDOM.random(ROWS) < 0.01] = NAT
_HOLED[_RANDOM.random(ROWS) < 0.001] = 5
HOLED_STARTS = _HOLED.view("M8[D]")
HOLED_AMOUNTS = np.where(_RANDOM.random(ROWS) < 0.001, -3, AMOUNTS)
"""One row in a hundred lacks its day, one in a thousand lies beyond the calendar, one in a thousand has a bad amount."""

ENDS = (DAYS + _RANDOM.integers(0, 61, ROWS)).view("M8[D]")
INSTANTS = (DAYS * 1_440 + _RANDOM.integers(0, 1_440, ROWS)).view("M8[m]")
LATER = INSTANTS + _RANDOM.integers(0, 86_400, ROWS)
TWO_CALENDARS = TableByRow((TABLE, bulk_table(c.CALENDAR.with_days(off=[date(2026, 11, 23)]))), _RANDOM.integers(0, 2, ROWS))
UNITS = _RANDOM.integers(0, len(DAY_UNITS), ROWS, dtype=np.uint8)

EVERY_REST_DAY = np.busdaycalendar(weekmask="1111111", holidays=(np.flatnonzero(~TABLE.working) + TABLE.first).astype("M8[D]"))
"""NumPy made right: a week of seven working days, and every day of rest a holiday."""

_OUT = np.empty(ROWS, np.int64)
_IN_ORDER = np.arange(ROWS) % 3_584
_TABLE = np.arange(3_584)


def busday(rows: int, calendar: np.busdaycalendar) -> np.ndarray:
    return np.busday_offset(STARTS[:rows], AMOUNTS[:rows], roll="backward", busdaycal=calendar)


_ANSWERS = Answers.of(ROWS, "M8[D]")

DUE = {
    "working_days_after, into a column": Contender(lambda: working_days_after(DAYS, AMOUNTS, TABLE, _OUT), ROWS),
    "working_days_after": Contender(lambda: working_days_after(DAYS, AMOUNTS, TABLE), ROWS),
    "due_dates": Contender(lambda: due_dates(STARTS, AMOUNTS, TABLE), ROWS),
    "due_dates, into a column": Contender(lambda: due_dates(STARTS, AMOUNTS, TABLE, into=_ANSWERS), ROWS),
    "due_dates, nulls and reasons, into a column": Contender(lambda: due_dates(HOLED_STARTS, HOLED_AMOUNTS, TABLE, into=_ANSWERS), ROWS),
    "due_dates, one amount, into a column": Contender(lambda: due_dates(STARTS, 15, TABLE, into=_ANSWERS), ROWS),
    "due_dates, nulls and reasons": Contender(lambda: due_dates(HOLED_STARTS, HOLED_AMOUNTS, TABLE), ROWS),
    "busday_offset": Contender(lambda: busday(PEER_ROWS, c.BUSDAYS), PEER_ROWS),
    "busday_offset made right": Contender(lambda: busday(SLOW_ROWS, EVERY_REST_DAY), SLOW_ROWS),
    "take in order": Contender(lambda: np.take(_TABLE, _IN_ORDER, out=_OUT, mode="clip"), ROWS),
}
COUNT = {
    "working_days_between": Contender(lambda: working_days_between(STARTS, ENDS, TABLE), ROWS),
    "busday_count": Contender(lambda: np.busday_count(STARTS[:PEER_ROWS], ENDS[:PEER_ROWS], busdaycal=c.BUSDAYS), PEER_ROWS),
}
HOURS = {
    "add_working_time": Contender(lambda: add_working_time(INSTANTS, 2_400, TABLE), ROWS),
    "working_time_between": Contender(lambda: working_time_between(INSTANTS, LATER, TABLE), ROWS),
    "CustomBusinessHour": Contender(c.pandas_hours, c.FEW),
}
MIXED = {
    "busday_offset": DUE["busday_offset"],
    "due_dates, two calendars": Contender(lambda: due_dates(STARTS, AMOUNTS, TWO_CALENDARS), ROWS),
    "due_dates, seven units": Contender(lambda: due_dates(STARTS, AMOUNTS, TABLE, unit=UNITS), ROWS),
    "due_dates, months": Contender(lambda: due_dates(STARTS, AMOUNTS, TABLE, unit="month"), ROWS),
}
