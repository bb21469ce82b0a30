"""Rules about hours: sessions, agencies' own hours and days, exact amounts, elapsed time."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction

from cchc.deadlines.calendar_day import DayKind
from cchc.deadlines.civil_code import ELAPSED_HOURS_DO_NOT_ROLL, RUNS_FROM_THE_MOMENT
from cchc.deadlines.office_hours import Closure, OfficeHours
from cchc.legal import LegalBasis
from cchc.model.time_limit import CalendarDays, Hours, WorkingDays, WorkingHours
from cchc.testing.contract.asking import AT_ANY_TIME, IN_OFFICE, MINUTES, Asking, counted
from cchc.testing.contract.feature import Feature
from cchc.testing.contract.ruling import Draw, rule
from cchc.testing.needs_hypothesis import st

_hours = (Feature.WORKING_HOURS,)
RECEPTION = LegalBasis("14/2010/QĐ-TTg")
whole_hours = counted(WorkingHours, 1, 24)

_USUAL = ((time(7, 30), time(11, 30)), (time(13), time(17)))
_SEVEN = ((time(7, 30), time(11)), (time(13, 30), time(17)))
_LONG = ((time(7, 30), time(12)), (time(13), time(17)))
_QUARTERS = ((time(7, 30), time(11, 15)), (time(13), time(16, 30)))
_MORNING = ((time(7, 30), time(11, 30)),)
_SATURDAY = ((time(8), time(11)), (time(13, 30), time(16, 30)))


def _office(name: str, usual: object = _USUAL, **days: object) -> OfficeHours:
    """An office of the same hours from Monday to Friday but for ``days``; a Saturday given counts."""
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    sessions = {weekday: days.get(names[weekday], usual if weekday < 5 else ()) for weekday in range(7)}
    week = frozenset(range(5)) | ({5} if sessions[5] else frozenset[int]())
    return OfficeHours(name, sessions, week=week)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


OFFICES = st.sampled_from(
    [_office("7 giờ", _SEVEN), _office("8 giờ 30", _LONG), _office("7 giờ 15", _QUARTERS), _office("sáng thứ Tư", wed=_MORNING)]
)
"""Offices with other hours: seven a day, eight and a half, quarters, a half day."""
SATURDAY_OFFICES = st.sampled_from([_office("sáng thứ Bảy", sat=_MORNING), _office("cả thứ Bảy", sat=_SATURDAY)])
"""Offices that work on Saturday, with hours of their own."""
NEW_HOURS = OFFICES | SATURDAY_OFFICES


@st.composite
def closed_offices(draw: st.DrawFn, first: date = date(2026, 3, 2), last: date = date(2026, 8, 31)) -> OfficeHours:
    """Return a usual office that is shut for some days, which count all the same or do not."""
    since = draw(st.dates(first, last))
    until = min(last, since.fromordinal(since.toordinal() + draw(st.integers(0, 10))))
    return OfficeHours("Đóng cửa", dict.fromkeys(range(5), _USUAL), closures=[Closure(since, until, "Đóng cửa", draw(st.booleans()))])


_DAYS = counted(WorkingDays, 1, 12) | counted(CalendarDays, 1, 30)
_OFFICES_WITH_DAYS_OF_THEIR_OWN = SATURDAY_OFFICES | closed_offices()
_EDGES = st.sampled_from([time(7, 30), time(13), time(11, 30), time(17)])
_HALF_DAYS = st.sampled_from([WorkingHours(count=count) for count in (4, 8, 12, 16)])
_HALF, _QUARTER, _THIRD, _MINUTE = Fraction(1, 2), Fraction(1, 4), Fraction(1, 3), Fraction(1, 60)
_ODD = st.sampled_from(
    [
        *(WorkingHours(count=count) for count in (_HALF, 1 + _HALF, _QUARTER, _THIRD, 2 + _THIRD, _MINUTE)),
        *(WorkingDays(count=count) for count in (_HALF, _QUARTER, 1 + _HALF)),
    ]
)
_SECONDS = st.tuples(MINUTES, st.sampled_from([0, 1, 59])).map(lambda drawn: drawn[0].replace(second=drawn[1]))


class HourRules(Asking):
    """Limits that end at an instant, and agencies that keep other hours and days than most."""

    @rule("Giờ làm việc chỉ tính trong buổi làm việc", RUNS_FROM_THE_MOMENT, pitfalls="T42 T51", needs=_hours)
    def test_working_hours_run_inside_the_sessions(self, draw: Draw) -> None:
        """Working hours run inside the sessions only."""
        self.same_due(self.question(draw, counted(WorkingHours, 1, 8), on_a_working_day=True))

    @rule("Hết giờ vào lúc đóng cửa, không phải lúc mở cửa lần sau", RUNS_FROM_THE_MOMENT, pitfalls="T49 T52", needs=_hours)
    def test_a_limit_used_up_at_closing_ends_then(self, draw: Draw) -> None:
        """A limit that is used up at closing ends then, not at the next opening."""
        self.same_due(self.question(draw, _HALF_DAYS, times=_EDGES, on_a_working_day=True))

    @rule("Nhận ngoài giờ: tính từ buổi làm việc kế tiếp", RUNS_FROM_THE_MOMENT, pitfalls="T49 T50 T52 T60", needs=_hours)
    def test_hours_received_outside_the_sessions_run_from_the_next(self, draw: Draw) -> None:
        """Received outside the sessions: it runs from the next session."""
        self.same_due(self.question(draw, whole_hours, times=AT_ANY_TIME))

    @rule("Giờ không chạy vào ngày nghỉ", RUNS_FROM_THE_MOMENT, pitfalls="T24 T25", needs=_hours)
    def test_hours_do_not_run_on_days_of_rest(self, draw: Draw) -> None:
        """Hours do not run on days of rest."""
        self.same_due(self.question(draw, whole_hours, DayKind.STATUTORY, DayKind.SWAPPED_OFF, times=AT_ANY_TIME, before=2))

    @rule("Ngày làm bù có giờ của ngày được thay", RUNS_FROM_THE_MOMENT, pitfalls="T22", needs=_hours)
    def test_a_make_up_day_has_the_hours_of_the_day_it_replaces(self, draw: Draw) -> None:
        """A make-up day has the hours of the day it replaces."""
        self.same_due(self.question(draw, whole_hours, DayKind.MADE_UP, before=2))

    @rule(
        "Mỗi cơ quan có giờ riêng của từng thứ trong tuần",
        RUNS_FROM_THE_MOMENT,
        pitfalls="T29 T30 T31 T39",
        needs=(*_hours, Feature.OTHER_OFFICES),
    )
    def test_each_agency_has_its_own_hours(self, draw: Draw) -> None:
        """Each agency has its own hours on each weekday."""
        self.same_due(self.question(draw, whole_hours, offices=NEW_HOURS, on_a_working_day=True))

    @rule(
        "Một ngày làm việc là một ngày, không phải 8 giờ",
        RUNS_FROM_THE_MOMENT,
        pitfalls="T37 T38 T43",
        needs=(Feature.WORKING_DAYS, Feature.OTHER_OFFICES),
    )
    def test_a_working_day_is_not_eight_hours(self, draw: Draw) -> None:
        """A working day is a day, not eight hours."""
        self.same_due(self.question(draw, counted(WorkingDays, 1, 30), offices=OFFICES, on_a_working_day=True))

    @rule(
        "Cơ quan làm việc thứ Bảy thì tính thứ Bảy; cơ quan đóng cửa thì theo quyết định đóng cửa",
        RECEPTION,
        pitfalls="T30 T74",
        needs=(Feature.WORKING_DAYS, Feature.OTHER_OFFICES, Feature.AGENCY_DAYS),
    )
    def test_an_agency_counts_its_own_days(self, draw: Draw) -> None:
        """An agency that works on Saturday counts it; its closures count or not as decided."""
        self.same_due(self.question(draw, _DAYS, offices=_OFFICES_WITH_DAYS_OF_THEIR_OWN))

    @rule("Số giờ lẻ được tính đúng, không làm tròn", RUNS_FROM_THE_MOMENT, pitfalls="T10 T41 T42", needs=(*_hours, Feature.FRACTIONS))
    def test_amounts_are_exact(self, draw: Draw) -> None:
        """Odd amounts of hours are exact, never rounded."""
        self.same_due(self.question(draw, _ODD, on_a_working_day=True))

    @rule("Phút và giây của thời điểm nhận không bị bỏ", RUNS_FROM_THE_MOMENT, pitfalls="T10 T85", needs=_hours)
    def test_minutes_and_seconds_are_kept(self, draw: Draw) -> None:
        """Minutes and seconds of the receipt are kept."""
        self.same_due(self.question(draw, whole_hours, times=_SECONDS, on_a_working_day=True))

    @rule(
        "Giờ liên tục chạy cả đêm và ngày nghỉ, không dời",
        RUNS_FROM_THE_MOMENT,
        ELAPSED_HOURS_DO_NOT_ROLL,
        pitfalls="T43",
        needs=(Feature.ELAPSED_HOURS,),
    )
    def test_elapsed_hours_run_through_nights(self, draw: Draw) -> None:
        """Elapsed hours run through nights and days of rest and do not move."""
        self.same_due(self.question(draw, counted(Hours, 1, 96), times=IN_OFFICE))
