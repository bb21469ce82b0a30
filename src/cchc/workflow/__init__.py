"""The dossier's life as a table: which step may follow, who may take it, what it does to the clock, and by which law.

The names below are what a host needs; docs/life-cycle.md shows them at work. Guards ask for facts about time and papers:
``cchc.tracking.decide`` computes them from a calendar, :func:`decide` takes them as they are.
"""

from cchc.workflow.definition import ClockEffect as ClockEffect
from cchc.workflow.definition import OfficeTime as OfficeTime
from cchc.workflow.definition import Row as Row
from cchc.workflow.definition import Table as Table
from cchc.workflow.folding import evolve as evolve
from cchc.workflow.folding import replay as replay
from cchc.workflow.history import StoredEvent as StoredEvent
from cchc.workflow.history import load as load
from cchc.workflow.history import store as store
from cchc.workflow.history import store_all as store_all
from cchc.workflow.history import verify_history as verify_history
from cchc.workflow.lifecycle import Accepted as Accepted
from cchc.workflow.lifecycle import Opening as Opening
from cchc.workflow.lifecycle import Option as Option
from cchc.workflow.lifecycle import Refused as Refused
from cchc.workflow.lifecycle import allowed as allowed
from cchc.workflow.lifecycle import decide as decide
from cchc.workflow.lifecycle import open_dossier as open_dossier
from cchc.workflow.one_stop_shop import editions as editions
from cchc.workflow.one_stop_shop import table_on as table_on
