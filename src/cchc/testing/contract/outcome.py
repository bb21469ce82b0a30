"""What the contract finds: its rules, a difference, what came of one rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cchc.legal import LegalBasis
from cchc.testing.contract.feature import Feature


@dataclass(frozen=True)
class ContractRule:
    """One rule of the contract: its test's name, its words, the law behind it, the pitfalls of peers it catches.

    ``needs`` are the features and ``asks`` the hooks without which it is not tested.
    """

    name: str
    text_vi: str
    text_en: str
    basis: tuple[LegalBasis, ...]
    pitfalls: tuple[str, ...]
    needs: tuple[Feature, ...]
    asks: tuple[str, ...]

    def text(self, lang: str) -> str:
        """Return the rule in ``lang``: ``"vi"`` or ``"en"``."""
        return self.text_vi if lang == "vi" else self.text_en


@dataclass(frozen=True)
class Difference:
    """Where a system answers otherwise: the question, its answer, the right one, the law of each step.

    ``found_after`` is how many questions it took to find one; ``unsteady`` says that the system, asked again, answered
    otherwise.
    """

    theirs: str
    right: str
    story: tuple[str, ...]
    law: tuple[str, ...] = ()
    found_after: int = 0
    unsteady: bool = False


class DifferenceError(AssertionError):
    """A system differs from the law on a question; :attr:`difference` has it in words, made when it is asked for."""

    def __init__(self, told: Difference | Callable[[], Difference], message: str = "") -> None:
        self._told = told
        super().__init__(message or "the system differs from the law; its difference says on what")

    @property
    def difference(self) -> Difference:
        """The question, both answers, and the law of each step."""
        if not isinstance(self._told, Difference):
            self._told = self._told()
        return self._told


@dataclass
class Outcome:
    """What came of one rule: how many questions were asked, the difference found if any, or why it was not tested."""

    rule: ContractRule
    asked: int = 0
    difference: Difference | None = None
    not_tested: str = ""
