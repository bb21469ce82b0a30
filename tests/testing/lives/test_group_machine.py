"""Interlinked dossiers: a right group passes; four faults of peers are found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from own_host import OwnHost

from cchc.deadlines.office_hours import OfficeHours
from cchc.runs.interlinked import Branch, OnBranchFailure, Together, together
from cchc.testing.dossier_machine import usual_setting
from cchc.testing.group_machine import PARENT, GroupHost, GroupMachine
from cchc.testing.story import DifferenceError
from cchc.tracking import Setting, Tracking

QUICK = settings(
    max_examples=1_000,
    stateful_step_count=20,
    deadline=None,
    database=None,
    derandomize=True,
    print_blob=False,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
MORNING = [(time(7, 30), time(11, 30))]
SETTING = replace(
    usual_setting(),
    offices={
        "H01.02": OfficeHours("Một cửa", {**dict.fromkeys(range(6), MORNING)}, week=frozenset(range(6))),
        "H01.07": OfficeHours("Một cửa", {**dict.fromkeys(range(6), MORNING)}, week=frozenset(range(6))),
    },
)
"""The agencies of branch "a" work on Saturdays too."""


class Groups(GroupMachine):
    def setting(self) -> Setting:
        return SETTING


class OwnDossier(OwnHost):
    setting = SETTING


class OwnGroup(GroupHost):
    def __init__(self, plan: Mapping[str, Branch]) -> None:
        super().__init__(plan)
        self.dossiers: dict[str, OwnHost] = {}

    def dossier(self, name: str) -> OwnHost:
        self.dossiers[name] = OwnDossier()
        return self.dossiers[name]

    def seen(self, name: str, now: datetime) -> Tracking | None:
        return self.dossiers[name].seen(now) if name in self.dossiers else None

    def together(self, now: datetime) -> Together:
        parent = self.seen(PARENT, now)
        assert parent is not None
        return together(parent, {name: replace(branch, seen=self.seen(name, now)) for name, branch in self.plan.items()})

    def may_begin(self, now: datetime) -> Iterable[str]:
        return self.together(now).may_begin

    def may_end(self, now: datetime) -> bool:
        return self.together(now).may_end


class ClosesWithOpenBranch(OwnGroup):
    """T73: the parent ends while a branch is open."""

    def may_end(self, now: datetime) -> bool:
        return True


class BeginsAtOnce(OwnGroup):
    """A branch begins before the one whose result it needs."""

    def may_begin(self, now: datetime) -> Iterable[str]:
        return [name for name in self.plan if name not in self.dossiers]


class WaitsForEver(OwnGroup):
    """T73: a branch that was refused holds up the group, whatever its rule says."""

    def may_end(self, now: datetime) -> bool:
        self.plan = {name: replace(branch, on_failure=OnBranchFailure.WAIT) for name, branch in self.plan.items()}
        return super().may_end(now)


class OneCalendarForAll(OwnGroup):
    """T74: a branch is counted by the days of the parent's agency."""

    def dossier(self, name: str) -> OwnHost:
        self.dossiers[name] = OwnHost()
        return self.dossiers[name]


class Own(Groups):
    host = OwnGroup


TestOwn = Own.TestCase
TestOwn.settings = settings(QUICK, max_examples=15)


@pytest.mark.parametrize(
    ("host", "aspect"),
    [
        (ClosesWithOpenBranch, "whether the parent may end"),
        (BeginsAtOnce, "which branches may begin"),
        (WaitsForEver, "whether the parent may end"),
        (OneCalendarForAll, "due"),
    ],
    ids=lambda one: getattr(one, "__name__", one),
)
def test_a_fault_of_a_group_is_found(host: type[GroupHost], aspect: str) -> None:
    with pytest.raises(DifferenceError) as found:
        run_state_machine_as_test(type(host.__name__, (Groups,), {"host": host}), settings=QUICK)
    assert found.value.aspect == aspect


def test_a_group_without_an_adapter_says_what_to_write() -> None:
    with pytest.raises(NotImplementedError, match=r"GroupHost must say dossier\(name\)"):
        run_state_machine_as_test(type("Nothing", (GroupMachine,), {}), settings=QUICK)
