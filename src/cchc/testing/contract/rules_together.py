"""Everything at once: any limit, near any special day, with anything happening to the clock; what no single rule thinks of."""

from __future__ import annotations

from datetime import datetime

from cchc.deadlines.civil_code import ENDS_WITH_ITS_LAST_DAY, RUNS_FROM_THE_MOMENT
from cchc.model.clock_entry import ClockEntry
from cchc.model.time_limit import WorkingDays, WorkingHours
from cchc.testing.contract.asking import ANY_KIND, AT_ANY_TIME, ONE_DAY, Asking, counted
from cchc.testing.contract.feature import Feature
from cchc.testing.contract.rules_hours import NEW_HOURS
from cchc.testing.contract.ruling import Draw, rule
from cchc.testing.ledger_strategies import ledgers
from cchc.testing.time_strategies import day_limits, hour_limits

_DAYS, _HOURS = day_limits(40), hour_limits(12)
_happens = (Feature.PAUSES, Feature.EXCLUSIONS, Feature.RESTARTS, Feature.NEW_LIMITS, Feature.EXTENSIONS, Feature.REFUSALS)


def _anything(draw: Draw, received: datetime) -> tuple[ClockEntry, ...]:
    entries: tuple[ClockEntry, ...] = draw(ledgers(WorkingDays(count=1), received, received.date() + 20 * ONE_DAY))
    return entries


def _anything_in_hours(draw: Draw, received: datetime) -> tuple[ClockEntry, ...]:
    entries: tuple[ClockEntry, ...] = draw(ledgers(WorkingHours(count=1), received, received.date() + 8 * ONE_DAY))
    return entries


class TogetherRules(Asking):
    """The widest net, cast last."""

    @rule(
        "Mọi thời hạn theo ngày, gần ngày nghỉ, làm bù",
        ENDS_WITH_ITS_LAST_DAY,
        pitfalls="T26 T48 T61",
        needs=(Feature.WORKING_DAYS, Feature.CALENDAR_DAYS, Feature.MONTHS, Feature.SUMS, Feature.SAME_DAY),
    )
    def test_any_limit_in_days_near_special_days(self, draw: Draw) -> None:
        """Any limit in days, received near holidays and make-up days."""
        self.same_due(self.question(draw, _DAYS, *ANY_KIND, times=AT_ANY_TIME))

    @rule(
        "Mọi thời hạn theo giờ, gần ngày nghỉ, làm bù, giờ của cơ quan",
        RUNS_FROM_THE_MOMENT,
        pitfalls="T22 T24 T29 T31",
        needs=(Feature.WORKING_HOURS, Feature.ELAPSED_HOURS, Feature.FRACTIONS, Feature.OTHER_OFFICES, Feature.AGENCY_DAYS),
    )
    def test_any_limit_in_hours_near_special_days(self, draw: Draw) -> None:
        """Any limit in hours, near holidays and make-up days, at an agency with hours of its own."""
        self.same_due(self.question(draw, _HOURS, *ANY_KIND, times=AT_ANY_TIME, offices=NEW_HOURS))

    @rule(
        "Mọi việc xảy ra với thời hạn theo ngày",
        ENDS_WITH_ITS_LAST_DAY,
        pitfalls="T16 T18 T61 T62",
        needs=(Feature.WORKING_DAYS, *_happens),
    )
    def test_anything_happens_to_a_limit_in_days(self, draw: Draw) -> None:
        """Anything that may happen to a limit in working days, near special days."""
        limits = counted(WorkingDays, 1, 15)
        self.same_due(self.question(draw, limits, *ANY_KIND, times=AT_ANY_TIME, ledger=_anything))

    @rule("Mọi việc xảy ra với thời hạn theo giờ", RUNS_FROM_THE_MOMENT, pitfalls="T09 T16 T17", needs=(Feature.WORKING_HOURS, *_happens))
    def test_anything_happens_to_a_limit_in_hours(self, draw: Draw) -> None:
        """Anything that may happen to a limit in working hours, near special days."""
        limits = counted(WorkingHours, 1, 24)
        self.same_due(self.question(draw, limits, *ANY_KIND, times=AT_ANY_TIME, ledger=_anything_in_hours))
