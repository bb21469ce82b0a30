"""Every rule of the checker, in the order in which it is asked and documented."""

from __future__ import annotations

from cchc.checks.catalogue_comparing import COMPARING_RULES
from cchc.checks.catalogue_limits import LIMIT_RULES
from cchc.checks.catalogue_processes import PROCESS_RULES
from cchc.checks.catalogue_records import RECORD_RULES
from cchc.checks.finding import Rule

RULES: tuple[Rule, ...] = (*PROCESS_RULES, *COMPARING_RULES, *LIMIT_RULES, *RECORD_RULES)
"""All rules. A code may stand for several functions that find one kind of fault in different places."""
