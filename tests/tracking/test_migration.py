"""Versions: the law of the receipt, transitional provisions, a dry run, and the event that moves a dossier."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from lives import HEAD, NEW_LAW, TO_PROCESSING, play

from cchc.errors import HistoryError
from cchc.legal import LegalBasis
from cchc.model.dossier_state import State
from cchc.model.instant import VIETNAM_TIME
from cchc.model.time_limit import CalendarDays, WorkingDays
from cchc.model.transition import Transition, version_day
from cchc.rulebook import load_calendar, load_regimes
from cchc.rulebook.transitions import load_transitions
from cchc.tracking import Setting, Terms, migrate, plan_migration, track
from cchc.workflow.folding import replay

SETTING = Setting(calendar=load_calendar(), regimes=load_regimes())
OLD, NEW = Terms(limit=CalendarDays(count=20)), Terms(limit=WorkingDays(count=7), committed=WorkingDays(count=5))
LAW = (LegalBasis("217/2026/NĐ-CP", 76, 19),)


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=VIETNAM_TIME)


def test_the_dry_run_lists_state_due_day_and_terms_that_differ_and_changes_nothing() -> None:
    events = play(TO_PROCESSING)
    (move,) = plan_migration([events], OLD, NEW, date(2026, 12, 1), SETTING, states={State.PROCESSING: State.TRANSFERRED})
    assert (move.new_state, move.due_before, move.due_after) == (State.TRANSFERRED, date(2026, 12, 7), date(2026, 11, 26))
    assert move.changed == ("limit", "committed")
    assert replay(events).procedure_since is None


def test_moving_is_an_event_and_the_clock_goes_on_from_the_same_receipt() -> None:
    events = play(TO_PROCESSING)
    (move,) = plan_migration([events], OLD, NEW, date(2026, 12, 1), SETTING)
    moved = (*events, migrate(events, move, HEAD, at(11, 17), LAW))
    assert replay(moved).procedure_since == date(2026, 12, 1)
    seen = track(moved, NEW, SETTING, at(11, 18))
    assert seen.statutory is not None
    assert seen.statutory.due == date(2026, 11, 26)


@pytest.mark.parametrize(
    "life", [("refuse_reception",), (*TO_PROCESSING, "sign_result"), (*TO_PROCESSING, "ask_withdrawal", "confirm_withdrawal")]
)
def test_what_has_ended_is_not_moved(life: tuple[str, ...]) -> None:
    events = play(life)
    (move,) = plan_migration([events], OLD, NEW, date(2026, 12, 1), SETTING)
    assert [reason.code for reason in move.reasons] == ["ended"]
    with pytest.raises(HistoryError, match="cannot be moved"):
        migrate(events, move, HEAD, at(11, 17), LAW)


def test_a_dossier_is_not_moved_twice_nor_by_an_old_plan() -> None:
    events = play(TO_PROCESSING)
    (move,) = plan_migration([events], OLD, NEW, date(2026, 12, 1), SETTING)
    moved = (*events, migrate(events, move, HEAD, at(11, 17), LAW))
    (again,) = plan_migration([moved], OLD, NEW, date(2026, 12, 1), SETTING)
    assert [reason.code for reason in again.reasons] == ["same_version"]
    with pytest.raises(HistoryError, match="plan again"):
        migrate(moved, move, HEAD, at(11, 18), LAW)


def test_a_dossier_not_received_has_no_due_day_to_move() -> None:
    (move,) = plan_migration([play(())], OLD, NEW, date(2026, 12, 1), SETTING)
    assert (move.possible, move.due_before, move.due_after) == (True, None, None)


PROVISION = Transition(procedures=("1.013225",), new_since=date(2026, 7, 1), decided_by="submitted", basis=LAW)


@pytest.mark.parametrize(
    ("submitted", "received", "procedure", "day"),
    [
        (at(6, 30), at(7, 2), "1.013225", date(2026, 6, 30)),
        (at(7, 1), at(7, 2), "1.013225", date(2026, 7, 2)),
        (at(6, 29), at(6, 30), "1.013225", date(2026, 6, 30)),
        (at(6, 30), at(7, 2), "1.004222", date(2026, 7, 2)),
        (at(6, 30), None, "1.004222", date(2026, 8, 1)),
        (None, at(7, 2), "1.013225", date(2026, 7, 2)),
    ],
)
def test_a_transitional_provision_keeps_the_old_law_for_what_was_handed_in_before(
    submitted: datetime | None, received: datetime | None, procedure: str, day: date
) -> None:
    found, provision = version_day(procedure, submitted, received, [PROVISION], at(8, 1))
    assert found == day
    assert (provision is PROVISION) is (day == date(2026, 6, 30) and received == at(7, 2))


def test_where_the_receipt_decides_the_day_of_handing_in_does_not() -> None:
    by_receipt = PROVISION.model_copy(update={"decided_by": "received"})
    assert version_day("1.013225", at(6, 30), at(7, 2), [by_receipt], at(8, 1)) == (date(2026, 7, 2), None)


def test_the_bundled_provisions_keep_building_permits_handed_in_before_july_under_the_old_decree() -> None:
    day, provision = version_day("1.013225", at(6, 30), at(7, 2), load_transitions(), at(8, 1))
    assert provision is not None
    assert (day, str(provision.basis[0])) == (date(2026, 6, 30), "khoản 19 Điều 76, 217/2026/NĐ-CP")
    assert replay(play(())).submitted_at == NEW_LAW
