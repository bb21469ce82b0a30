"""Which rules run, and how grave their findings are taken to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from cchc.checks.finding import Finding, Rule, Severity
from cchc.errors import UnknownCodeError


@dataclass(frozen=True, slots=True)
class Selection:
    """Rules by code or by the beginning of a code: ``select`` (none: all) without ``ignore``; ``severities`` over the usual ones.

    Where several beginnings in ``severities`` fit a code, the longest counts.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict[str, Severity])

    def of(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """Return the rules that run, in their order.

        Raises:
            UnknownCodeError: a beginning fits no rule at all; a misspelt code must not look like a clean catalogue.
        """
        known = tuple(rules)
        for wanted in (*self.select, *self.ignore, *self.severities):
            if not wanted or not any(rule.code.startswith(wanted) for rule in known):
                codes = [rule.code for rule in known]
                raise UnknownCodeError("rule", wanted[:60], tuple(get_close_matches(wanted, codes, n=3, cutoff=0.5)))
        return tuple(rule for rule in known if self.takes(rule.code))

    def takes(self, code: str) -> bool:
        """Return whether the rule of that code runs.

        >>> taken = Selection(select=("SUM", "UNIT"), ignore=("UNIT_MIXED",))
        >>> [taken.takes(code) for code in ("SUM_NE_DECLARED", "UNIT_MIXED_SUM", "FEE_SCALE")]
        [True, False, False]
        """
        return (not self.select or code.startswith(self.select)) and not code.startswith(self.ignore)

    def graded(self, finding: Finding) -> Finding:
        """Return ``finding`` with the severity that this selection gives its code."""
        fits = [one for one in self.severities if finding.code.startswith(one)]
        return replace(finding, severity=self.severities[max(fits, key=len)]) if fits else finding
