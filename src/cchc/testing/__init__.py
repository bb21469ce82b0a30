"""The kit for tests of counting: a brute-force oracle, its plain inputs, and Hypothesis strategies.

* :mod:`cchc.testing.oracle` walks day by day and minute by minute; it needs the standard library only and shares no
  code with the engine. A host in another language can be checked against it.
* :mod:`cchc.testing.plain` writes the library's values as the oracle's plain facts.
* :mod:`cchc.testing.strategies` draws calendars, offices, limits, receipts, ledgers and policies; it needs Hypothesis
  (``pip install cchc[testing]``).

Nothing is imported until a module is named:

>>> from datetime import date
>>> from cchc.testing import oracle
>>> oracle.add_working_days(date(2026, 2, 12), 3, oracle.rests_from(off=[date(2026, 2, 16 + n) for n in range(5)])).isoformat()
'2026-02-24'
"""
