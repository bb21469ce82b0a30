"""Days, instants, receipts, time limits, cut-offs and policies, drawn by Hypothesis."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from fractions import Fraction

from cchc.deadlines.policy import (
    CutoffBoundary,
    DayFraction,
    FirstDay,
    LeapDay,
    OffHoursReceipt,
    PauseDays,
    Policy,
    RestDayReceipt,
    Roll,
    ShiftReading,
)
from cchc.deadlines.working_calendar import WorkingCalendar
from cchc.model.cutoff import ShiftCutoff
from cchc.model.instant import VIETNAM_TIME
from cchc.model.receipt import Receipt
from cchc.model.time_limit import (
    CalendarDays,
    CompoundLimit,
    DayPart,
    Hours,
    Immediate,
    Months,
    SameDay,
    TimeLimit,
    Weeks,
    WorkingDays,
    WorkingHours,
    Years,
)
from cchc.testing.needs_hypothesis import st

_ONE_DAY = timedelta(days=1)
_DAY = timedelta(hours=24)
_TELLING_TIMES = tuple(
    timedelta(hours=hour, minutes=minute) for hour, minute in ((0, 0), (7, 30), (9, 0), (11, 30), (13, 0), (15, 0), (17, 0), (23, 59))
)


def days(calendar: WorkingCalendar, *, first: date | None = None, last: date | None = None) -> st.SearchStrategy[date]:
    """Return dates that ``calendar`` covers, between ``first`` and ``last`` when given."""
    return st.dates(max(calendar.first, first or date.min), min(calendar.last, last or date.max))


def times_of_day() -> st.SearchStrategy[timedelta]:
    """Return times since midnight: on the hour, at the edges of sessions, a microsecond beside them, anywhere."""
    tick = timedelta(microseconds=1)
    telling = st.sampled_from(_TELLING_TIMES)
    beside = st.tuples(telling, st.sampled_from([-1, 1, 1_000_000])).map(lambda drawn: (drawn[0] + drawn[1] * tick) % _DAY)
    minutes = st.integers(0, 1_439).map(lambda minute: timedelta(minutes=minute))
    return st.one_of(telling, minutes, beside, st.timedeltas(timedelta(), _DAY - tick))


def instants(first: date, last: date) -> st.SearchStrategy[datetime]:
    """Return instants of Vietnam's time from ``first`` through ``last``, to the microsecond.

    >>> from hypothesis import find
    >>> find(instants(date(2026, 3, 2), date(2026, 3, 6)), lambda at: True).isoformat()
    '2026-03-02T00:00:00+07:00'
    """
    return st.tuples(st.dates(first, last), times_of_day()).map(lambda drawn: datetime.combine(drawn[0], time(), VIETNAM_TIME) + drawn[1])


@st.composite
def receipts(draw: st.DrawFn, first: date, last: date) -> Receipt:
    """Return receipts between ``first`` and ``last``; the other instants are absent or follow within a month."""
    received = draw(instants(first, last))
    later = st.none() | instants(received.date(), min(received.date() + 30 * _ONE_DAY, last)).map(lambda at: max(at, received))
    return Receipt(
        received_at=received, competent_received_at=draw(later), complete_at=draw(later), fee_paid_at=draw(later), event_at=draw(later)
    )


def working_days(most: int = 60) -> st.SearchStrategy[WorkingDays]:
    """Return limits of whole working days, at least one."""
    return st.integers(1, most).map(lambda count: WorkingDays(count=count))


def _single_day_limits(most: int) -> st.SearchStrategy[DayPart]:
    return st.one_of(
        st.integers(0, most).map(lambda count: WorkingDays(count=count)),
        st.integers(0, most).map(lambda count: CalendarDays(count=count)),
        st.integers(0, max(1, most // 7)).map(lambda count: Weeks(count=count)),
        st.integers(0, max(1, most // 28)).map(lambda count: Months(count=count)),
    )


@st.composite
def sums(draw: st.DrawFn, most: int = 60) -> CompoundLimit:
    """Return sums of two or three units of days, none of them zero."""
    parts = draw(
        st.lists(_single_day_limits(most).filter(lambda part: part.count != 0), min_size=2, max_size=3, unique_by=lambda part: part.unit)
    )
    return CompoundLimit(parts=tuple(parts))


def day_limits(most: int = 60) -> st.SearchStrategy[TimeLimit]:
    """Return limits that end with a day: every unit of days up to about ``most`` days, sums, same day, at once."""
    return st.one_of(_single_day_limits(most), sums(most), st.sampled_from([SameDay(), Immediate()]))


def hour_limits(most: int = 24) -> st.SearchStrategy[TimeLimit]:
    """Return limits that end at an instant: working hours, hours, fractions of a working day; more than zero."""
    quarters = st.integers(1, 4 * most).map(lambda count: Fraction(count, 4))
    return st.one_of(
        quarters.map(lambda count: WorkingHours(count=count)),
        quarters.map(lambda count: Hours(count=count)),
        st.integers(1, 2 * most).filter(lambda count: count % 4 != 0).map(lambda count: WorkingDays(count=Fraction(count, 4))),
    )


def limits(most_days: int = 60, most_hours: int = 24) -> st.SearchStrategy[TimeLimit]:
    """Return every kind of limit but years."""
    return day_limits(most_days) | hour_limits(most_hours)


def years() -> st.SearchStrategy[Years]:
    """Return limits of one to ten years, which few calendars reach."""
    return st.integers(1, 10).map(lambda count: Years(count=count))


def policies() -> st.SearchStrategy[Policy]:
    """Return every combination of the choices that move a due date."""
    return st.builds(
        Policy,
        rest_day_receipt=st.sampled_from(RestDayReceipt),
        off_hours_receipt=st.sampled_from(OffHoursReceipt),
        first_day=st.sampled_from(FirstDay),
        roll=st.sampled_from(Roll),
        cutoff_boundary=st.sampled_from(CutoffBoundary),
        shift_reading=st.sampled_from(ShiftReading),
        leap_day=st.sampled_from(LeapDay),
        day_fraction=st.sampled_from(DayFraction),
        pause_days=st.sampled_from(PauseDays),
        max_extensions=st.sampled_from([None, 0, 1]),
        extension_after_breach_refused=st.booleans(),
        extension_longer_than_term_refused=st.booleans(),
    )


def shift_cutoffs() -> st.SearchStrategy[ShiftCutoff]:
    """Return cut-offs at a time of day that shift the start of the clock, some of them on days of rest too."""
    hours = st.sampled_from([time(11), time(15), time(16, 30), time(17)])
    return st.builds(ShiftCutoff, at=hours, rest_days=st.booleans())
