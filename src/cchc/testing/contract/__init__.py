"""The contract of due dates: subclass it with an adapter to your own system, and your tests compare it with the law.

A host's test file, whole::

    from cchc import load_regimes
    from cchc.testing.contract import DeadlineContract, Refused

    class TestOurDesk(DeadlineContract):
        rules = load_regimes()
        cannot = {"working_hours": "our desk counts days only"}

        def due(self, question):
            desk = our_desk.Desk(holidays=question.setting.days_off, worked=question.setting.made_up)
            return desk.due(question.received, question.count, question.unit)

Each rule of counting is a test of its own. A failing one tells the rule, the shortest question found on which the system
differs, both answers, and the law of each step.
"""

from __future__ import annotations

from cchc.testing.contract.adapter import Adapter as Adapter
from cchc.testing.contract.answer import Due as Due
from cchc.testing.contract.answer import Refused as Refused
from cchc.testing.contract.feature import Feature as Feature
from cchc.testing.contract.outcome import Difference as Difference
from cchc.testing.contract.outcome import DifferenceError as DifferenceError
from cchc.testing.contract.outcome import Outcome as Outcome
from cchc.testing.contract.question import Question as Question
from cchc.testing.contract.question import Setting as Setting
from cchc.testing.contract.report import Examination as Examination
from cchc.testing.contract.rules_arithmetic import ArithmeticRules
from cchc.testing.contract.rules_days import DayRules
from cchc.testing.contract.rules_hours import HourRules
from cchc.testing.contract.rules_laws import LawRules
from cchc.testing.contract.rules_pauses import ChangeRules, PauseRules
from cchc.testing.contract.rules_starts import StartRules
from cchc.testing.contract.rules_together import TogetherRules
from cchc.testing.contract.ruling import examine as examine
from cchc.testing.contract.ruling import rule as rule


class DeadlineContract(TogetherRules, ArithmeticRules, LawRules, ChangeRules, PauseRules, HourRules, StartRules, DayRules):
    """Every rule of due dates as a test of a host's own system; the host writes ``rules`` and ``due``.

    See :class:`~cchc.testing.contract.adapter.Adapter` for all that may be told about a system. In a test file the
    subclass is named ``Test…``, and pytest finds its methods, those of the last base first. :func:`examine` does the same
    without pytest.

    >>> from cchc import load_regimes
    >>> class OurDesk(DeadlineContract):
    ...     rules, lang = load_regimes(), "en"
    ...     def due(self, question):
    ...         return question.received.date()  # a desk that forgets the limit
    >>> found = examine(OurDesk(), examples=20, rules=["the_day_of_receipt_is_not_counted"])
    >>> print(found.sums("en"))
    0 rules kept, 1 broken, 0 not tested
    """
