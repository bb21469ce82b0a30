"""Law as data: calendars, regimes, instruments, procedures and offices, each record with its date and source."""

from cchc.rulebook.calendars import load_calendar
from cchc.rulebook.forecast import CultureDayMakeUp, forecast
from cchc.rulebook.offices import load_office
from cchc.rulebook.procedures import Catalogue, load_procedures, read_confirmations, read_procedures
from cchc.rulebook.regimes import load_instruments, load_regimes

__all__ = [
    "Catalogue",
    "CultureDayMakeUp",
    "forecast",
    "load_calendar",
    "load_instruments",
    "load_office",
    "load_procedures",
    "load_regimes",
    "read_confirmations",
    "read_procedures",
]
