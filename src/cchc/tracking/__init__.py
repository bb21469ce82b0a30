"""A dossier's history with a calendar: what runs, what is due, what is late, what may happen now (theo dõi hồ sơ).

Where ``workflow`` and ``deadlines`` meet. :func:`decide` is the public door for commands: it computes from clock and
calendar the facts that the guards ask for.
"""

from cchc.tracking.alerts import Alert as Alert
from cchc.tracking.alerts import AlertKind as AlertKind
from cchc.tracking.alerts import alerts as alerts
from cchc.tracking.facts import decide as decide
from cchc.tracking.facts import facts_at as facts_at
from cchc.tracking.migration import Move as Move
from cchc.tracking.migration import migrate as migrate
from cchc.tracking.migration import plan_migration as plan_migration
from cchc.tracking.status import ApologyWindow as ApologyWindow
from cchc.tracking.status import Timeliness as Timeliness
from cchc.tracking.status import Tracking as Tracking
from cchc.tracking.status import track as track
from cchc.tracking.terms import Setting as Setting
from cchc.tracking.terms import Terms as Terms
