"""The kit for tests of counting: a brute-force oracle, its plain inputs, and Hypothesis strategies.

* :mod:`cchc.testing.oracle` walks day by day and minute by minute; it needs the standard library only and shares no
  code with the engine. A host in another language can be checked against it.
* :mod:`cchc.testing.plain` writes the library's values as the oracle's plain facts.
* :mod:`cchc.testing.strategies` draws calendars, offices, limits, receipts, ledgers and policies; it needs Hypothesis
  (``pip install cchc[testing]``).
* :mod:`cchc.testing.dossier_machine` drives a host's system through random lives of dossiers: subclass
  :class:`DossierMachine` and name the adapter, a :class:`DossierHost`.
* :mod:`cchc.testing.pytest_plugin` has fixtures: a calendar frozen as known on a day, catalogue, decrees, a clock that stands.
* :mod:`cchc.testing.contract` holds a host's own system to the law: subclass :class:`DeadlineContract` with an adapter.
* :mod:`cchc.testing.vectors` asks the same questions of a host in any language: plain JSON, with answers and law.

Nothing is imported until a module is named:

>>> from datetime import date
>>> from cchc.testing import oracle
>>> oracle.add_working_days(date(2026, 2, 12), 3, oracle.rests_from(off=[date(2026, 2, 16 + n) for n in range(5)])).isoformat()
'2026-02-24'
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cchc.testing.contract import DeadlineContract as DeadlineContract
    from cchc.testing.dossier_host import DossierHost as DossierHost
    from cchc.testing.dossier_machine import DossierMachine as DossierMachine

_WHERE = {
    "DeadlineContract": "cchc.testing.contract",
    "DossierHost": "cchc.testing.dossier_host",
    "DossierMachine": "cchc.testing.dossier_machine",
}


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; there are {', '.join(_WHERE)}, and its modules")
    from importlib import import_module

    return getattr(import_module(_WHERE[name]), name)
