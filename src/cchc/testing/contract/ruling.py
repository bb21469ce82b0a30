"""A rule of the contract as a test: drawn questions until one differs, then the shortest such story."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from unittest import SkipTest

from cchc.deadlines.civil_code import Rule
from cchc.legal import LegalBasis
from cchc.testing.contract.adapter import Adapter, not_tested
from cchc.testing.contract.feature import Feature
from cchc.testing.contract.outcome import ContractRule, DifferenceError, Outcome
from cchc.testing.contract.report import Examination, difference_text
from cchc.testing.needs_hypothesis import st

from hypothesis import HealthCheck, Phase, given, settings  # isort: skip - after the message of a missing Hypothesis
from hypothesis.errors import Flaky  # isort: skip

Draw = Callable[[st.SearchStrategy[Any]], Any]
Story = Callable[[str], Sequence[str]]
Host = TypeVar("Host", bound=Adapter)


@dataclass(frozen=True)
class RuleTest:
    """What :func:`rule` leaves on a test method: the rule and how it is asked."""

    rule: ContractRule
    body: Callable[[Any, Draw], None] = field(repr=False)


def rule(
    text_vi: str,
    *law: Rule | LegalBasis,
    pitfalls: str = "",
    needs: Sequence[Feature] = (),
    asks: Sequence[str] = ("due",),
) -> Callable[[Callable[[Host, Draw], None]], Callable[[Host], None]]:
    """Return a decorator that makes a test method of ``body(self, draw)``: it draws, asks, and compares.

    The name of the method is the name of the rule: a host reads in its test report which one its system breaks. Its
    docstring is the rule in English.
    """

    def decorate(body: Callable[[Host, Draw], None]) -> Callable[[Host], None]:
        basis = tuple(one for part in law for one in (part.basis if isinstance(part, Rule) else (part,)))
        name, text_en = body.__name__, (body.__doc__ or "").strip().removesuffix(".")
        told = ContractRule(name.removeprefix("test_"), text_vi, text_en, basis, tuple(pitfalls.split()), tuple(needs), tuple(asks))
        one = RuleTest(told, body)

        def test(self: Host) -> None:
            __tracebackhide__ = True
            hold(self, one)

        test.__name__, test.__qualname__, test.__doc__, test.__module__ = name, body.__qualname__, body.__doc__, body.__module__
        vars(test)["rule_test"] = one
        return test

    return decorate


def rule_tests(adapter: type[Adapter]) -> Iterator[RuleTest]:
    """Yield the rules of a contract in the order in which pytest runs them: the last base first, each as it is written."""
    seen: set[str] = set()
    for base in reversed(adapter.__mro__):
        for name, member in vars(base).items():
            found = getattr(member, "rule_test", None)
            if isinstance(found, RuleTest) and name not in seen:
                seen.add(name)
                yield getattr(adapter, name).rule_test


def examine_rule(adapter: Adapter, test: RuleTest, *, examples: int | None = None, shrink: bool = True, steady: bool = False) -> Outcome:
    """Ask ``adapter`` about one rule and return what came of it: the shortest difference, or the first where not to ``shrink``.

    ``steady`` asks the same questions on every run, else the Hypothesis profile decides. Costs as many questions as
    ``examples`` (else the adapter's number, else the profile's), and some more to shrink a difference.
    """
    outcome = Outcome(test.rule, not_tested=not_tested(adapter, test.rule.needs, test.rule.asks))
    if outcome.not_tested:
        return outcome
    most = examples or adapter.examples or settings().max_examples
    found_after = 0
    last: DifferenceError | None = None

    @settings(
        settings(derandomize=True, database=None) if steady else settings(),
        max_examples=most,
        deadline=None,
        phases=[Phase.reuse, Phase.generate, *([Phase.shrink] if shrink else [])],
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.filter_too_much,
            HealthCheck.data_too_large,
            HealthCheck.large_base_example,
        ],
        report_multiple_bugs=False,
        print_blob=False,
    )
    @given(st.data())
    def ask(data: st.DataObject) -> None:
        nonlocal found_after, last
        outcome.asked += 1
        try:
            test.body(adapter, data.draw)
        except DifferenceError as error:
            found_after = found_after or outcome.asked
            last = error
            raise

    try:
        ask()
    except DifferenceError as error:
        outcome.difference = replace(error.difference, found_after=found_after)
    except Flaky:
        assert last is not None
        outcome.difference = replace(last.difference, found_after=found_after, unsteady=True)
    return outcome


def hold(adapter: Adapter, test: RuleTest) -> None:
    """Hold ``adapter`` to one rule.

    Raises:
        SkipTest: it cannot be tested; the reason says what is missing.
        DifferenceError: the system differs; the message is for the person who has to mend it.
    """
    __tracebackhide__ = True  # for pytest: the message is what matters
    outcome = examine_rule(adapter, test)
    if outcome.not_tested:
        raise SkipTest(f"{'không kiểm thử' if adapter.lang == 'vi' else 'not tested'}: {outcome.not_tested}")
    if outcome.difference is not None:
        raise DifferenceError(outcome.difference, difference_text(outcome, adapter.lang)) from None


def examine(adapter: Adapter, *, examples: int | None = None, rules: Collection[str] = (), shrink: bool = True) -> Examination:
    """Ask ``adapter`` about every rule of its contract, or those named, and return what came of each: the same on every run.

    Args:
        adapter: an instance of a host's :class:`~cchc.testing.contract.DeadlineContract`.
        examples: how many questions for each rule; else the adapter's number, else the Hypothesis profile's.
        rules: names of rules, such as ``"make_up_days_count"``; all of them when empty.
        shrink: whether to look for the shortest question on which it differs; the first one found costs less.
    """
    chosen = [one for one in rule_tests(type(adapter)) if not rules or one.rule.name in rules]
    return Examination(tuple(examine_rule(adapter, one, examples=examples, shrink=shrink, steady=True) for one in chosen))
