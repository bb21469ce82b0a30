"""The machine finds every seeded fault and nothing in a right system; what it finds it tells as a story with its law."""

from __future__ import annotations

import re

import pytest
from broken_hosts import FAULTS, AsksAgain, WrongStatus
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from own_host import OwnHost

from cchc.model.command import Command, CommandKind
from cchc.model.dossier_state import State
from cchc.testing.dossier_host import DossierHost, NotCompared, Papers
from cchc.testing.dossier_machine import DossierMachine
from cchc.testing.story import DifferenceError
from cchc.testing.tally import TALLIES
from cchc.tracking import Terms
from cchc.workflow import Opening

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


def difference(host: type[DossierHost], **run: object) -> DifferenceError:
    narrowed = {name: getattr(host, name) for name in ("terms", "first_days") if hasattr(host, name)}
    machine = type(host.__name__, (DossierMachine,), {"host": host, **narrowed})
    with pytest.raises(DifferenceError) as found:
        run_state_machine_as_test(machine, settings=settings(QUICK, **run))  # type: ignore[arg-type]
    return found.value


class Own(DossierMachine):
    host = OwnHost


TestOwnHost = Own.TestCase
TestOwnHost.settings = settings(QUICK, max_examples=25)


@pytest.mark.parametrize("host", FAULTS, ids=lambda host: host.__name__)
def test_each_fault_is_found_within_a_thousand_lives(host: type[OwnHost]) -> None:
    assert difference(host).aspect in (FAULTS[host], "what may happen", "the reasons of a refusal")


def test_the_shortest_story_is_told_with_the_law_of_each_step() -> None:
    found = difference(WrongStatus, phases=[Phase.generate, Phase.shrink])
    assert (found.aspect, found.expected, found.found) == ("national_status", "6", "4")
    story = str(found)
    assert re.findall(r"^ *\d+\. \w{3} [\d/]+ [\d:]+  (.*)$", story, re.MULTILINE) == [
        "Nộp hồ sơ | Hand in",
        "Tiếp nhận, hẹn trả | Receive and appoint",
        "Chuyển cơ quan giải quyết | Transfer to the settling body",
        "Phân công thụ lý | Assign",
        "Yêu cầu nghĩa vụ tài chính | Ask for payment",
    ]
    assert "khoản 2 Điều 18, 61/2018/NĐ-CP" in story
    assert "not compared: nothing" not in story


def test_a_refusal_is_told_with_its_reasons_in_both_languages() -> None:
    story = str(difference(AsksAgain))
    assert "× supplement_again: Chỉ được yêu cầu bổ sung một lần" in story
    assert "| A supplement may be asked for once" in story
    assert "khoản 4 Điều 20, 63/2010/NĐ-CP" in story
    assert "not compared: the commands guide, " in story


class Bare(DossierHost):
    """A system with three steps that says yes or no."""

    commands = frozenset({CommandKind.RECEIVE, CommandKind.TRANSFER, CommandKind.ASSIGN})
    reasons = "none"
    sees_conflicts = False

    def __init__(self) -> None:
        self.right = OwnHost()

    def hand_in(self, opening: Opening, command: Command, terms: Terms) -> list[str]:
        return self.right.hand_in(opening, command, terms)

    def do(self, command: Command, papers: Papers) -> list[str]:
        return ["no"] if self.right.do(command, papers) else []

    def state(self) -> State | str:
        return self.right.state()


def test_what_a_host_leaves_out_is_not_compared_and_said() -> None:
    machine = type("Small", (DossierMachine,), {"host": Bare})
    run_state_machine_as_test(machine, settings=settings(QUICK, max_examples=10))
    tally = TALLIES["Small"]
    assert set(tally.answers) == {"state"}
    assert tally.refusals
    assert [line for line in tally.not_compared if line.startswith(("the due moment", "the reasons", "commands of", "the commands"))] == [
        "the due moment (due)",
        "the due moment as it was, as known then (due_then)",
        "the reasons of a refusal",
        "commands of somebody who saw an older event (sees_conflicts)",
        next(line for line in tally.not_compared if line.startswith("the commands guide, resubmit")),
    ]


def test_reasons_that_are_only_some_must_be_right() -> None:
    class Some(OwnHost):
        reasons = "some"

        def do(self, command: Command, papers: Papers) -> list[str]:
            return super().do(command, papers)[:1]

    machine = type("Some", (DossierMachine,), {"host": Some})
    run_state_machine_as_test(machine, settings=settings(QUICK, max_examples=5))

    class Wrong(Some):
        def do(self, command: Command, papers: Papers) -> list[str]:
            return ["closed_today" for _ in super().do(command, papers)]

    assert difference(Wrong).aspect == "the reasons of a refusal"


def test_an_exception_of_the_host_is_a_difference_and_is_kept() -> None:
    class Raises(OwnHost):
        def due(self, now: object) -> NotCompared:
            raise ConnectionError("the register cannot be reached")

    found = difference(Raises)
    assert found.aspect == "due(): the host raised ConnectionError"
    assert isinstance(found.__cause__, ConnectionError)


def test_a_machine_without_an_adapter_says_what_to_write() -> None:
    class Nothing(DossierHost):
        pass

    machine = type("Nothing", (DossierMachine,), {"host": Nothing})
    with pytest.raises(NotImplementedError, match=r"Nothing must say hand_in\(opening, command, terms\)"):
        run_state_machine_as_test(machine, settings=QUICK)
