"""Hypothesis strategies: calendars, offices, limits, receipts, ledgers, policies; procedures, processes; lives of dossiers.

Everything drawn is valid for the library unless the name says otherwise, lies within the calendar drawn, and shrinks to
something a person can read: a plain week, one standard office, a small limit, an empty ledger.

>>> from hypothesis import find
>>> find(limits(), lambda limit: limit.unit == "working_day")
WorkingDays(count=0, unit='working_day')
"""

from __future__ import annotations

from cchc.testing.calendar_strategies import calendar_facts as calendar_facts
from cchc.testing.calendar_strategies import calendars as calendars
from cchc.testing.calendar_strategies import offices as offices
from cchc.testing.catalogue_strategies import bases as bases
from cchc.testing.catalogue_strategies import budgets as budgets
from cchc.testing.catalogue_strategies import codes as codes
from cchc.testing.catalogue_strategies import cutoffs as cutoffs
from cchc.testing.catalogue_strategies import fees as fees
from cchc.testing.catalogue_strategies import procedure_limits as procedure_limits
from cchc.testing.catalogue_strategies import procedures as procedures
from cchc.testing.catalogue_strategies import texts as texts
from cchc.testing.history_strategies import broken_histories as broken_histories
from cchc.testing.history_strategies import deliveries_of as deliveries_of
from cchc.testing.history_strategies import dossiers as dossiers
from cchc.testing.history_strategies import histories as histories
from cchc.testing.law_strategies import clock_entries as clock_entries
from cchc.testing.law_strategies import forecast_calendars as forecast_calendars
from cchc.testing.law_strategies import regimes as regimes
from cchc.testing.law_strategies import settings_of as settings_of
from cchc.testing.law_strategies import validities as validities
from cchc.testing.ledger_strategies import Facts as Facts
from cchc.testing.ledger_strategies import Ledger as Ledger
from cchc.testing.ledger_strategies import deliveries as deliveries
from cchc.testing.ledger_strategies import ledgers as ledgers
from cchc.testing.ledger_strategies import loose_ledgers as loose_ledgers
from cchc.testing.ledger_strategies import numbered as numbered
from cchc.testing.ledger_strategies import paused_ledger as paused_ledger
from cchc.testing.ledger_strategies import pauses as pauses
from cchc.testing.life_strategies import actors as actors
from cchc.testing.life_strategies import careful_commands as careful_commands
from cchc.testing.life_strategies import casts as casts
from cchc.testing.life_strategies import commands as commands
from cchc.testing.life_strategies import facts as facts
from cchc.testing.life_strategies import openings as openings
from cchc.testing.life_strategies import terms as terms
from cchc.testing.process_strategies import processes as processes
from cchc.testing.process_strategies import steps as steps
from cchc.testing.time_strategies import day_limits as day_limits
from cchc.testing.time_strategies import days as days
from cchc.testing.time_strategies import hour_limits as hour_limits
from cchc.testing.time_strategies import instants as instants
from cchc.testing.time_strategies import limits as limits
from cchc.testing.time_strategies import policies as policies
from cchc.testing.time_strategies import receipts as receipts
from cchc.testing.time_strategies import shift_cutoffs as shift_cutoffs
from cchc.testing.time_strategies import sums as sums
from cchc.testing.time_strategies import times_of_day as times_of_day
from cchc.testing.time_strategies import working_days as working_days
from cchc.testing.time_strategies import years as years
