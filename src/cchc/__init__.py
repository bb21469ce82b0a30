"""Statutory deadlines of Vietnamese administrative procedures, in working days, with the reasons.

The names below are loaded when first used: ``import cchc`` alone costs next to nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing would cost more than the rest of this file
if TYPE_CHECKING:
    from cchc.deadlines.clock_state import ClockState as ClockState
    from cchc.deadlines.counting import add as add
    from cchc.deadlines.counting import count as count
    from cchc.deadlines.counting import elapsed as elapsed
    from cchc.deadlines.counting import subtract as subtract
    from cchc.deadlines.deadline import Deadline as Deadline
    from cchc.deadlines.deadline import ForecastDeadline as ForecastDeadline
    from cchc.deadlines.deadline import due as due
    from cchc.deadlines.explanation import explain as explain
    from cchc.deadlines.impact import impact as impact
    from cchc.deadlines.office_hours import OfficeHours as OfficeHours
    from cchc.deadlines.policy import Policy as Policy
    from cchc.deadlines.policy import Regime as Regime
    from cchc.deadlines.proof import Proof as Proof
    from cchc.deadlines.verification import verify as verify
    from cchc.deadlines.working_calendar import ForecastCalendar as ForecastCalendar
    from cchc.deadlines.working_calendar import WorkingCalendar as WorkingCalendar
    from cchc.deadlines.working_calendar import diff as diff
    from cchc.errors import CchcError as CchcError
    from cchc.legal import LegalBasis as LegalBasis
    from cchc.model.clock_entry import ClockEntry as ClockEntry
    from cchc.model.instant import VIETNAM_TIME as VIETNAM_TIME
    from cchc.model.limit_phrases import format_limit as format_limit
    from cchc.model.limit_phrases import parse_limit as parse_limit
    from cchc.model.limit_text import format_time_limit as format_time_limit
    from cchc.model.limit_text import parse_time_limit as parse_time_limit
    from cchc.model.receipt import Receipt as Receipt
    from cchc.model.time_limit import CalendarDays as CalendarDays
    from cchc.model.time_limit import CompoundLimit as CompoundLimit
    from cchc.model.time_limit import Hours as Hours
    from cchc.model.time_limit import Months as Months
    from cchc.model.time_limit import SameDay as SameDay
    from cchc.model.time_limit import TimeLimit as TimeLimit
    from cchc.model.time_limit import WorkingDays as WorkingDays
    from cchc.model.time_limit import WorkingHours as WorkingHours
    from cchc.rulebook.calendars import load_calendar as load_calendar
    from cchc.rulebook.forecasting import forecast as forecast
    from cchc.rulebook.offices import load_office as load_office
    from cchc.rulebook.procedures import load_procedures as load_procedures
    from cchc.rulebook.regimes import load_regimes as load_regimes

__version__ = "0.1.0"

_WHERE = {
    "deadlines.clock_state": ("ClockState",),
    "deadlines.counting": ("add", "count", "elapsed", "subtract"),
    "deadlines.deadline": ("Deadline", "ForecastDeadline", "due"),
    "deadlines.explanation": ("explain",),
    "deadlines.impact": ("impact",),
    "deadlines.office_hours": ("OfficeHours",),
    "deadlines.policy": ("Policy", "Regime"),
    "deadlines.proof": ("Proof",),
    "deadlines.verification": ("verify",),
    "deadlines.working_calendar": ("ForecastCalendar", "WorkingCalendar", "diff"),
    "errors": ("CchcError",),
    "legal": ("LegalBasis",),
    "model.clock_entry": ("ClockEntry",),
    "model.instant": ("VIETNAM_TIME",),
    "model.limit_phrases": ("format_limit", "parse_limit"),
    "model.limit_text": ("format_time_limit", "parse_time_limit"),
    "model.receipt": ("Receipt",),
    "model.time_limit": (
        "CalendarDays",
        "CompoundLimit",
        "Hours",
        "Months",
        "SameDay",
        "TimeLimit",
        "WorkingDays",
        "WorkingHours",
    ),
    "rulebook.calendars": ("load_calendar",),
    "rulebook.forecasting": ("forecast",),
    "rulebook.offices": ("load_office",),
    "rulebook.procedures": ("load_procedures",),
    "rulebook.regimes": ("load_regimes",),
}
_MODULE_OF = {name: module for module, names in _WHERE.items() for name in names}
__all__ = list(_MODULE_OF)  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> object:
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module 'cchc' has no attribute {name!r}; public names: {', '.join(sorted(_MODULE_OF))}")
    from importlib import import_module

    value = getattr(import_module(f"cchc.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_MODULE_OF])
