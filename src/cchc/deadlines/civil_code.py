"""The Civil Code on periods (thời hạn), Điều 144-148, rule by rule: each a constant with its words and its basis.

Sources (read 2026-11-22): Bộ luật Dân sự 91/2015/QH13, Điều 144-148, the general rule unless a special law says
otherwise (Điều 145); before 2017 the code of 2005, 33/2005/QH11, Điều 149-153, of the same content (not verified).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum

from cchc.legal import LegalBasis

_CODE = "91/2015/QH13"
_CODE_2005 = "33/2005/QH11"
CIVIL_CODE_2015_SINCE = date(2017, 1, 1)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that was applied: what it says in both languages, its basis, and ``flag`` where a reader should look.

    ``before_2017`` is the provision of the code of 2005 with the same content.
    """

    code: str
    text_vi: str
    text_en: str
    basis: tuple[LegalBasis, ...]
    flag: bool = False
    before_2017: LegalBasis | None = None

    def basis_on(self, day: date) -> tuple[LegalBasis, ...]:
        """Return the provisions that say so on ``day``."""
        return self.basis if self.before_2017 is None or day >= CIVIL_CODE_2015_SINCE else (self.before_2017,)

    def text(self, lang: str) -> str:
        """Return the rule in ``lang``: ``"vi"`` or ``"en"``."""
        return self.text_vi if lang == "vi" else self.text_en


_START_2005 = LegalBasis(_CODE_2005, 152, unverified=True)
_END_2005 = LegalBasis(_CODE_2005, 153, unverified=True)

_APPLIES_2005 = LegalBasis(_CODE_2005, 150, unverified=True)
_DEFINES_2005 = LegalBasis(_CODE_2005, 151, unverified=True)

UNITS_OF_A_PERIOD = Rule(
    "units_of_a_period",
    "Thời hạn xác định bằng phút, giờ, ngày, tuần, tháng, năm hoặc bằng một sự kiện",
    "A period is given in minutes, hours, days, weeks, months, years or by an event",
    (LegalBasis(_CODE, 144, 2),),
    before_2017=LegalBasis(_CODE_2005, 149, unverified=True),
)
SPECIAL_LAW_PREVAILS = Rule(
    "special_law_prevails",
    "Cách tính của Bộ luật Dân sự áp dụng trừ khi pháp luật có quy định khác; tính theo dương lịch",
    "The Code's way of counting applies unless another law says otherwise; by the Gregorian calendar",
    (LegalBasis(_CODE, 145, 1), LegalBasis(_CODE, 145, 2)),
    before_2017=_APPLIES_2005,
)
NOMINAL_LENGTHS = Rule(
    "nominal_lengths",
    "Độ dài quy ước (năm 365 ngày, tháng 30 ngày, tuần 7 ngày, ngày 24 giờ) chỉ dùng khi các bên thỏa thuận khoảng "
    "thời gian không liền nhau; không dùng cho thời hạn luật định",
    "Nominal lengths (year 365 days, month 30 days, week 7 days, day 24 hours) serve only where parties agree on "
    "stretches that are not adjacent; never for a statutory limit",
    (LegalBasis(_CODE, 146, 1),),
    before_2017=_DEFINES_2005,
)
POINTS_OF_A_MONTH = Rule(
    "points_of_a_month",
    "Đầu tháng là ngày đầu tiên, giữa tháng là ngày thứ mười lăm, cuối tháng là ngày cuối cùng của tháng",
    "The beginning, middle and end of a month are its first, fifteenth and last day",
    (LegalBasis(_CODE, 146, 2),),
    before_2017=_DEFINES_2005,
)
POINTS_OF_A_YEAR = Rule(
    "points_of_a_year",
    "Đầu năm là ngày đầu tiên của tháng một, giữa năm là ngày cuối cùng của tháng sáu, cuối năm là ngày cuối cùng của tháng mười hai",
    "The beginning, middle and end of a year are 1 January, 30 June and 31 December",
    (LegalBasis(_CODE, 146, 3),),
    before_2017=_DEFINES_2005,
)
RUNS_FROM_THE_MOMENT = Rule(
    "runs_from_the_moment",
    "Thời hạn tính bằng phút, giờ bắt đầu từ thời điểm đã xác định",
    "A period in minutes or hours runs from the very moment",
    (LegalBasis(_CODE, 147, 1),),
    before_2017=_START_2005,
)
FIRST_DAY_NOT_COUNTED = Rule(
    "first_day_not_counted",
    "Ngày đầu tiên không được tính, tính từ ngày tiếp theo liền kề",
    "The first day is not counted; day 1 is the next one",
    (LegalBasis(_CODE, 147, 2),),
    before_2017=_START_2005,
)
EVENT_DAY_NOT_COUNTED = Rule(
    "event_day_not_counted",
    "Ngày xảy ra sự kiện không được tính, tính từ ngày tiếp theo liền kề",
    "The day of the event is not counted; day 1 is the next one",
    (LegalBasis(_CODE, 147, 3),),
    before_2017=_START_2005,
)
ENDS_WITH_ITS_LAST_DAY = Rule(
    "ends_with_its_last_day",
    "Thời hạn kết thúc tại thời điểm kết thúc ngày cuối cùng, lúc 24 giờ",
    "The period ends with its last day, at 24:00",
    (LegalBasis(_CODE, 148, 1), LegalBasis(_CODE, 148, 6)),
    before_2017=_END_2005,
)
ENDS_ON_SAME_WEEKDAY = Rule(
    "ends_on_same_weekday",
    "Thời hạn tính bằng tuần kết thúc vào ngày tương ứng của tuần cuối cùng",
    "A period in weeks ends on the same day of its last week",
    (LegalBasis(_CODE, 148, 2),),
    before_2017=_END_2005,
)
ENDS_ON_SAME_DAY_OF_MONTH = Rule(
    "ends_on_same_day_of_month",
    "Thời hạn tính bằng tháng kết thúc vào ngày tương ứng của tháng cuối cùng",
    "A period in months ends on the same day of its last month",
    (LegalBasis(_CODE, 148, 3),),
    before_2017=_END_2005,
)
ENDS_ON_LAST_DAY_OF_MONTH = Rule(
    "ends_on_last_day_of_month",
    "Tháng cuối không có ngày tương ứng: thời hạn kết thúc vào ngày cuối cùng của tháng đó",
    "The last month lacks that day: the period ends on its last day",
    (LegalBasis(_CODE, 148, 3),),
    flag=True,
    before_2017=_END_2005,
)
ENDS_ON_SAME_DAY_OF_YEAR = Rule(
    "ends_on_same_day_of_year",
    "Thời hạn tính bằng năm kết thúc vào ngày, tháng tương ứng của năm cuối cùng",
    "A period in years ends on the same day and month of its last year",
    (LegalBasis(_CODE, 148, 4),),
    before_2017=_END_2005,
)
LEAP_DAY_BY_ANALOGY = Rule(
    "leap_day_by_analogy",
    "Ngày 29 tháng 02 không có trong năm cuối: luật không quy định, áp dụng tương tự quy tắc tháng",
    "29 February is missing in the last year: the Code is silent, the rule on months is used by analogy",
    (LegalBasis(_CODE, 148, 3), LegalBasis(_CODE, 148, 4)),
    flag=True,
    before_2017=_END_2005,
)
ENDS_ON_NEXT_WORKING_DAY = Rule(
    "ends_on_next_working_day",
    "Ngày cuối cùng là ngày nghỉ: thời hạn kết thúc khi kết thúc ngày làm việc tiếp theo",
    "The last day is a day of rest: the period ends with the next working day",
    (LegalBasis(_CODE, 148, 5),),
    before_2017=_END_2005,
)
ELAPSED_HOURS_DO_NOT_ROLL = Rule(
    "elapsed_hours_do_not_roll",
    "Thời hạn tính bằng giờ kết thúc ngoài giờ làm việc: giữ nguyên vì luật chỉ nói về ngày",
    "The period in hours ends outside office hours: it stays, the rule on rest days speaks of days",
    (LegalBasis(_CODE, 147, 1),),
    flag=True,
    before_2017=_START_2005,
)

CIVIL_CODE_RULES = (
    UNITS_OF_A_PERIOD,
    SPECIAL_LAW_PREVAILS,
    NOMINAL_LENGTHS,
    POINTS_OF_A_MONTH,
    POINTS_OF_A_YEAR,
    RUNS_FROM_THE_MOMENT,
    FIRST_DAY_NOT_COUNTED,
    EVENT_DAY_NOT_COUNTED,
    ENDS_WITH_ITS_LAST_DAY,
    ENDS_ON_SAME_WEEKDAY,
    ENDS_ON_SAME_DAY_OF_MONTH,
    ENDS_ON_LAST_DAY_OF_MONTH,
    ENDS_ON_SAME_DAY_OF_YEAR,
    LEAP_DAY_BY_ANALOGY,
    ENDS_ON_NEXT_WORKING_DAY,
    ELAPSED_HOURS_DO_NOT_ROLL,
)
"""Every rule of Điều 144-148, in the order of the Code."""


class PartOf(Enum):
    """A point the Code names within a month or a year."""

    BEGINNING = "beginning"
    MIDDLE = "middle"
    END = "end"


def point_of_month(part: PartOf, year: int, month: int) -> date:
    """Return the day that "đầu tháng", "giữa tháng" or "cuối tháng" names (:data:`POINTS_OF_A_MONTH`).

    >>> point_of_month(PartOf.END, 2028, 2).isoformat()
    '2028-02-29'
    """
    day = {PartOf.BEGINNING: 1, PartOf.MIDDLE: 15, PartOf.END: monthrange(year, month)[1]}[part]
    return date(year, month, day)


def point_of_year(part: PartOf, year: int) -> date:
    """Return the day that "đầu năm", "giữa năm" or "cuối năm" names (:data:`POINTS_OF_A_YEAR`).

    >>> point_of_year(PartOf.MIDDLE, 2026).isoformat()
    '2026-06-30'
    """
    return {PartOf.BEGINNING: date(year, 1, 1), PartOf.MIDDLE: date(year, 6, 30), PartOf.END: date(year, 12, 31)}[part]
