"""What a project writes down about its checks: the file ``cchc-check.toml``."""

from __future__ import annotations

from pydantic import BaseModel, Field

from cchc.checks.finding import Severity
from cchc.checks.selection import Selection
from cchc.checks.suppression import Suppression


class CheckConfiguration(BaseModel, frozen=True, extra="forbid"):
    """The settings of a project's checks: which rules, how grave, what is let stand; ``options`` are read by single rules.

    >>> CheckConfiguration(severity={"FEE": "info"}).selection.severities["FEE"].value
    'info'
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = Field(default_factory=dict[str, Severity])
    suppress: tuple[Suppression, ...] = ()
    options: dict[str, str] = Field(default_factory=dict[str, str])

    @property
    def selection(self) -> Selection:
        """Which rules run, and how grave their findings are."""
        return Selection(self.select, self.ignore, self.severity)
