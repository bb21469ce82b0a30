"""Law as data: calendars, regimes, instruments, procedures and offices, each record with its date and source.

Each reader is loaded when first used: a deadline needs the calendar and the regimes, not the catalogue.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cchc.rulebook.calendars import load_calendar as load_calendar
    from cchc.rulebook.check_facts import load_check_facts as load_check_facts
    from cchc.rulebook.check_facts import read_check_facts as read_check_facts
    from cchc.rulebook.forecasting import CultureDayMakeUp as CultureDayMakeUp
    from cchc.rulebook.forecasting import forecast as forecast
    from cchc.rulebook.offices import load_office as load_office
    from cchc.rulebook.procedures import Catalogue as Catalogue
    from cchc.rulebook.procedures import load_procedures as load_procedures
    from cchc.rulebook.procedures import read_confirmations as read_confirmations
    from cchc.rulebook.procedures import read_procedures as read_procedures
    from cchc.rulebook.processes import load_processes as load_processes
    from cchc.rulebook.processes import read_processes as read_processes
    from cchc.rulebook.regimes import load_instruments as load_instruments
    from cchc.rulebook.regimes import load_regimes as load_regimes

_MODULE_OF = {
    "Catalogue": "procedures",
    "CultureDayMakeUp": "forecasting",
    "forecast": "forecasting",
    "load_calendar": "calendars",
    "load_check_facts": "check_facts",
    "load_instruments": "regimes",
    "load_office": "offices",
    "load_procedures": "procedures",
    "load_processes": "processes",
    "load_regimes": "regimes",
    "read_check_facts": "check_facts",
    "read_confirmations": "procedures",
    "read_procedures": "procedures",
    "read_processes": "processes",
}


def __getattr__(name: str) -> object:
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module 'cchc.rulebook' has no attribute {name!r}; it has {', '.join(_MODULE_OF)}")
    from importlib import import_module

    value = getattr(import_module(f"cchc.rulebook.{module}"), name)
    globals()[name] = value
    return value
