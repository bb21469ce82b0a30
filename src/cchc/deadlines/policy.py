"""Choices where the law leaves one, each a named value; a regime is a dated bundle of them with its legal basis.

No other module decides an ambiguity. The default of each choice is the reading stated beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from cchc.errors import NotInForceError, UsageError
from cchc.legal import LegalBasis, Validity
from cchc.model.cutoff import TransferCutoff
from cchc.model.labels import LabelledEnum
from cchc.model.limit_phrases import parse_limit
from cchc.model.time_limit import CalendarDays, TimeLimit, WorkingDays


class RestDayReceipt(LabelledEnum):
    """A dossier received on a day of rest."""

    STATUTORY_DAY = "statutory_day", "Giữ ngày nhận; ngày 1 là ngày làm việc kế tiếp", "The day stands; day 1 is the next working day"
    NEXT_WORKING_DAY = "next_working_day", "Coi như nhận vào ngày làm việc kế tiếp", "Deemed received on the next working day"


class OffHoursReceipt(LabelledEnum):
    """A dossier received on a working day after the office has closed."""

    SAME_DAY = "same_day", "Giữ ngày nhận", "The day stands"
    NEXT_WORKING_DAY = "next_working_day", "Coi như nhận vào ngày làm việc kế tiếp", "Deemed received on the next working day"


class FirstDay(LabelledEnum):
    """The day of the event that starts a limit in days."""

    NOT_COUNTED = "not_counted", "Không tính ngày đầu tiên", "The first day is not counted"
    COUNTED = "counted", "Tính cả ngày đầu tiên", "The first day is counted"


class Roll(LabelledEnum):
    """A last day that is a day of rest."""

    CIVIL_CODE = "civil_code", "Chuyển sang ngày làm việc tiếp theo", "Moves to the next working day"
    NONE = "none", "Giữ nguyên", "Stays"


class CutoffBoundary(LabelledEnum):
    """A receipt exactly at the cut-off ("sau 15 giờ" and 15:00:00)."""

    IN_TIME = "in_time", "Đúng giờ chốt là kịp", "Exactly at the cut-off is in time"
    AFTER = "after", "Đúng giờ chốt là sau giờ chốt", "Exactly at the cut-off is after it"


class ShiftReading(LabelledEnum):
    """What "counting starts from the next working day" means (NĐ 63/2024 Điều 7)."""

    DEEMED_RECEIVED = "deemed_received", "Coi như nhận vào ngày làm việc tiếp theo", "Deemed received on the next working day"
    LITERAL = "literal", "Ngày làm việc tiếp theo là ngày thứ nhất", "The next working day is day 1"


class LeapDay(LabelledEnum):
    """A limit in years from 29 February: the Code has no rule, the one on months is used by analogy."""

    FEB_28 = "feb_28", "Ngày 28 tháng 02", "28 February"
    MAR_1 = "mar_1", "Ngày 01 tháng 3", "1 March"


class DayFraction(LabelledEnum):
    """How many working hours a fraction of a working day is taken from."""

    EIGHT_HOURS = "eight_hours", "Một ngày là 8 giờ làm việc", "A day is eight working hours"
    OFFICE_DAY = (
        "office_day",
        "Một ngày là số giờ làm việc của cơ quan trong ngày nhận",
        "A day is the office's hours on the day of receipt",
    )


class PauseDays(LabelledEnum):
    """Which days a pause takes out of a limit in days, between its notice and its completion."""

    AFTER_NOTICE_THROUGH_COMPLETION = (
        "after_notice_through_completion",
        "Sau ngày thông báo đến hết ngày hoàn thiện",
        "After the day of the notice through the day of completion",
    )
    BOTH_DAYS = "both_days", "Cả ngày thông báo và ngày hoàn thiện", "Both the day of the notice and the day of completion"
    NEITHER_DAY = "neither_day", "Không gồm hai ngày đầu, cuối", "Neither of the two days"
    NOTICE_DAY_ONLY = (
        "notice_day_only",
        "Từ ngày thông báo đến trước ngày hoàn thiện",
        "From the day of the notice to the day before completion",
    )


class ZeroDays(LabelledEnum):
    """A limit of zero days."""

    DAY_ITSELF = "day_itself", "Chính ngày đó", "The day itself"
    THAT_OR_NEXT_WORKING_DAY = "that_or_next_working_day", "Ngày đó hoặc ngày làm việc kế tiếp", "That day or the next working day"
    REFUSED = "refused", "Không chấp nhận", "Refused"


class Apology(LabelledEnum):
    """When an apology with a new date may go out."""

    BEFORE_DUE = "before_due", "Chậm nhất 01 ngày trước ngày hết hạn", "At least a day before the due date"
    AFTER_EXPIRY = "after_expiry", "Khi đã hết thời hạn", "After the limit has expired"


class AfterSupplement(LabelledEnum):
    """What a completed dossier does to the clock, where the text of the procedure is silent."""

    RESTART = "restart", "Tính lại từ đầu", "The limit restarts"
    SUSPEND = "suspend", "Tính tiếp thời gian còn lại", "The rest of the limit runs on"


_ONE_DAY = CalendarDays(count=1)
_FIFTEEN_WORKING_DAYS = WorkingDays(count=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """All the choices for one question; a choice may be given by its code, an unknown one is refused.

    Raises:
        UsageError: a value is not one of the choices; the message lists them.

    >>> Policy(roll="none").roll.label_en
    'Stays'
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    rest_day_receipt: RestDayReceipt = RestDayReceipt.STATUTORY_DAY
    off_hours_receipt: OffHoursReceipt = OffHoursReceipt.SAME_DAY
    first_day: FirstDay = FirstDay.NOT_COUNTED
    roll: Roll = Roll.CIVIL_CODE
    cutoff_boundary: CutoffBoundary = CutoffBoundary.IN_TIME
    shift_reading: ShiftReading = ShiftReading.DEEMED_RECEIVED
    leap_day: LeapDay = LeapDay.FEB_28
    day_fraction: DayFraction = DayFraction.EIGHT_HOURS
    pause_days: PauseDays = PauseDays.AFTER_NOTICE_THROUGH_COMPLETION
    zero_days: ZeroDays = ZeroDays.DAY_ITSELF
    max_extensions: int | None = None
    extension_longer_than_term_refused: bool = False
    extension_after_breach_refused: bool = True
    max_reappointments: int = 1
    apology: Apology = Apology.BEFORE_DUE
    apology_lead: CalendarDays = _ONE_DAY
    after_supplement: AfterSupplement = AfterSupplement.RESTART
    inactive_close: TimeLimit = _FIFTEEN_WORKING_DAYS
    applicants_time_counts: bool = True

    def __post_init__(self) -> None:
        for name, kind in _CHOICES.items():
            value = getattr(self, name)
            if not isinstance(value, kind):
                if value not in list(kind):
                    raise UsageError(f"policy {name}: {value!r} is not a choice; write one of {', '.join(kind)}")
                object.__setattr__(self, name, next(one for one in kind if one == value))
        if isinstance(self.inactive_close, str):
            object.__setattr__(self, "inactive_close", parse_limit(self.inactive_close))
        if self.max_reappointments < 0 or (self.max_extensions is not None and self.max_extensions < 0):
            raise UsageError("policy: a number of extensions or apologies cannot be negative")


_CHOICES: dict[str, type[LabelledEnum]] = {
    "rest_day_receipt": RestDayReceipt,
    "off_hours_receipt": OffHoursReceipt,
    "first_day": FirstDay,
    "roll": Roll,
    "cutoff_boundary": CutoffBoundary,
    "shift_reading": ShiftReading,
    "leap_day": LeapDay,
    "day_fraction": DayFraction,
    "pause_days": PauseDays,
    "zero_days": ZeroDays,
    "apology": Apology,
    "after_supplement": AfterSupplement,
}

DEFAULT_POLICY = Policy()


@dataclass(frozen=True, slots=True)
class Duty:
    """What a regime obliges an office to do within a limit (transfer, return, reply), with its basis."""

    limit: TimeLimit
    basis: LegalBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """One dated version of a one-stop decree: its policy, who starts the clock, its duties, each with its basis.

    ``competent_starts``: a dossier filed at another place's desk runs from the moment the settling body receives it.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    id: str
    title_vi: str
    instrument: str
    since: date
    until: date | None = None
    policy: Policy = DEFAULT_POLICY
    start_basis: LegalBasis
    competent_starts: bool = False
    competent_basis: LegalBasis | None = None
    reappoint_basis: LegalBasis
    supplement_basis: LegalBasis
    transfer: TransferCutoff
    duties: dict[str, Duty] = field(default_factory=dict[str, Duty])
    note: str = ""

    @property
    def validity(self) -> Validity:
        """From when to when it governs receipts; both days included."""
        return Validity(self.since, self.until)


class Regimes:
    """The dated versions of the one-stop decrees; the one in force on the day of receipt applies.

    >>> from cchc.rulebook import load_regimes
    >>> load_regimes().on(date(2025, 6, 30)).instrument
    '61/2018/NĐ-CP'
    """

    __slots__ = ("_by_start", "all")

    def __init__(self, regimes: Iterable[Regime]) -> None:
        self.all = tuple(sorted(regimes, key=lambda one: one.since))
        self._by_start = tuple((one.since.toordinal(), (one.until or date.max).toordinal(), one) for one in reversed(self.all))

    def on(self, day: date) -> Regime:
        """Return the regime in force on ``day``.

        Raises:
            NotInForceError: none is entered for that day; nothing is guessed.
        """
        ordinal = day.toordinal()
        for since, until, regime in self._by_start:
            if since <= ordinal <= until:
                return regime
        raise NotInForceError(
            f"no one-stop regime is entered for {day} (entered: from {self.all[0].since}); "
            f"add() and count() work on any covered day, due() needs a regime: add one to rulebook/regimes.toml"
        )

    def named(self, name: str) -> Regime:
        """Return the regime with that id, or the last version of that decree.

        Raises:
            NotInForceError: no such regime is entered; the message lists those that are.
        """
        exact = [one for one in self.all if one.id == name]
        if exact:
            return exact[0]
        found = [one for one in self.all if name in (one.instrument, one.instrument.removesuffix("/NĐ-CP"))]
        if not found:
            raise NotInForceError(f"no one-stop regime {name!r}; entered: {', '.join(one.id for one in self.all)}")
        return found[-1]
