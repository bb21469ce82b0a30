"""Lives of dossiers: what may happen, who may do it, why not, and what each step leaves behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from lives import (
    APPLICANT,
    BODY,
    CASE,
    CONSULTED,
    DESK,
    HEAD,
    NEW_LAW,
    OFFICER,
    OLD_LAW,
    OPEN,
    TO_PROCESSING,
    codes,
    command,
    dossier_after,
    opened,
    play,
)

from cchc.errors import HistoryError
from cchc.model.actor import Actor, Role
from cchc.model.clock_entry import Exclude
from cchc.model.dossier_state import State
from cchc.model.events import ClockNoted, Migrated, StepTaken
from cchc.model.facts import Facts
from cchc.model.form import FormKey
from cchc.model.time_limit import WorkingDays
from cchc.workflow.folding import evolve, replay
from cchc.workflow.guards import Guard
from cchc.workflow.lifecycle import Accepted, Opening, Refused, allowed, decide, open_dossier

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("life", "state", "status"),
    [
        ((), "submitted", "1"),
        (("guide",), "guided", "5"),
        (("guide", "resubmit", "receive"), "received", "2"),
        (("refuse_reception", "complain"), "not_received", "3"),
        (("settle_at_once", "hand_over"), "handed_over", "10"),
        ((*TO_PROCESSING, "consult", "record_opinion", "sign_result"), "settled", "9"),
        ((*TO_PROCESSING, "consult", "lapse_consultation", "verify", "end_verification", "sign_result", "hand_over"), "handed_over", "10"),
        ((*TO_PROCESSING, "request_supplement"), "supplementing", "5"),
        ((*TO_PROCESSING, "request_supplement", "supplement", "request_payment"), "awaiting_payment", "6"),
        ((*TO_PROCESSING, "request_payment", "pay", "refuse_settlement", "hand_over"), "handed_over", "10"),
        ((*TO_PROCESSING, "ask_withdrawal"), "withdrawing", "7"),
        ((*TO_PROCESSING, "ask_withdrawal", "confirm_withdrawal"), "withdrawn", "8"),
        ((*TO_PROCESSING, "ask_withdrawal", "decline_withdrawal", "sign_result"), "settled", "9"),
        ((*TO_PROCESSING, "request_supplement", "terminate"), "terminated", "8"),
        ((*TO_PROCESSING, "assign", "apologise", "sign_result", "report_error", "correct", "hand_over"), "handed_over", "10"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else one,
)
def test_a_life_under_the_present_decree(life: tuple[str, ...], state: str, status: str) -> None:
    dossier = dossier_after(life)
    assert (dossier.state.value, dossier.national_status.value) == (state, status)
    assert dossier.sequence == len(life) + 1


def test_the_same_story_under_both_decrees_differs_as_data() -> None:
    """Withdrawal and closing for inactivity came with 118/2025; 61/2018 knows neither."""
    old = dossier_after((*TO_PROCESSING, "request_supplement"), OLD_LAW)
    later = OLD_LAW + timedelta(days=40)
    lapsed = replace(OPEN, supplement_lapsed=True)
    assert codes(decide(old, command("lapse_supplement", later), lapsed)) == ["not_foreseen"]
    assert codes(decide(old, command("ask_withdrawal", later), lapsed)) == ["not_foreseen"]
    new = dossier_after((*TO_PROCESSING, "request_supplement"))
    assert isinstance(decide(new, command("lapse_supplement", NEW_LAW + timedelta(days=40)), lapsed), Accepted)
    assert codes(decide(new, command("lapse_supplement", NEW_LAW + timedelta(days=4)), OPEN)) == ["supplement_still_open"]


def test_a_dossier_keeps_the_decree_of_its_receipt() -> None:
    """Received under 61/2018, the life goes on under it in 2026."""
    old = dossier_after(TO_PROCESSING, OLD_LAW)
    assert codes(decide(old, command("ask_withdrawal", NEW_LAW), OPEN)) == ["not_foreseen"]


def test_the_return_within_three_days_binds_under_61_and_not_under_118() -> None:
    closed = replace(OPEN, return_open=False)
    assert codes(decide(dossier_after(TO_PROCESSING, OLD_LAW), command("request_supplement", OLD_LAW + 9 * HOUR), closed)) == [
        "return_too_late"
    ]
    assert isinstance(decide(dossier_after(TO_PROCESSING), command("request_supplement", NEW_LAW + 9 * HOUR), closed), Accepted)


def test_all_reasons_come_at_once_with_law_and_both_languages() -> None:
    answer = decide(dossier_after(()), command("receive", NEW_LAW + HOUR, by=CASE, dossier_code=" "), Facts(complete=False, fee_paid=None))
    assert codes(answer) == ["wrong_role", "incomplete", "missing_fact", "no_code"]
    assert isinstance(answer, Refused)
    assert all(reason.message_vi and reason.message_en for reason in answer.reasons)
    assert str(answer.reasons[1].basis[0]) == "khoản 3 Điều 17, 118/2025/NĐ-CP"


def test_supplements_once_twice_with_a_reason_and_never_a_third_time() -> None:
    once = (*TO_PROCESSING, "request_supplement", "supplement")
    events = play(once)
    at = events[-1].occurred_at + HOUR
    assert codes(decide(replay(events), command("request_supplement", at), OPEN)) == ["supplement_again"]
    second = decide(replay(events), command("request_supplement", at, override="không làm đúng hướng dẫn"), OPEN)
    assert isinstance(second, Accepted)
    events += second.events
    third = decide(replay(events), command("supplement", at + HOUR), OPEN)
    assert isinstance(third, Accepted)
    events += third.events
    assert codes(decide(replay(events), command("request_supplement", at + 2 * HOUR, override="không làm đúng"), OPEN)) == [
        "supplement_again"
    ]


def test_one_apology_and_only_while_it_is_open() -> None:
    dossier = dossier_after(TO_PROCESSING)
    assert codes(decide(dossier, command("apologise", NEW_LAW + 9 * HOUR), replace(OPEN, apology_open=False))) == ["apology_not_open"]
    sorry = dossier_after((*TO_PROCESSING, "apologise"))
    assert sorry.state is State.PROCESSING
    assert codes(decide(sorry, command("apologise", NEW_LAW + 9 * HOUR), OPEN)) == ["apology_again"]


@pytest.mark.parametrize(
    ("kind", "facts", "entries"),
    [
        ("supplement", OPEN, ["restart"]),
        ("supplement", replace(OPEN, after_supplement="resume"), ["resume"]),
        ("supplement", replace(OPEN, fixed_after_supplement=WorkingDays(count=18)), ["fixed"]),
        ("refuse_settlement", OPEN, ["settle"]),
        ("terminate", OPEN, ["terminate"]),
        ("lapse_supplement", replace(OPEN, supplement_lapsed=True), ["close"]),
        ("ask_withdrawal", OPEN, []),
    ],
)
def test_t64_what_ends_a_pause_tells_the_clock_as_the_procedure_says(kind: str, facts: Facts, entries: list[str]) -> None:
    waiting = dossier_after((*TO_PROCESSING, "request_supplement"))
    assert waiting.suspended
    answer = decide(waiting, command(kind, NEW_LAW + 30 * HOUR), facts)
    assert isinstance(answer, Accepted)
    assert [entry.kind for entry in answer.clock] == entries
    assert [entry.sequence for entry in answer.clock] == [2] * len(entries)


@pytest.mark.parametrize(
    ("facts", "paused"), [(replace(OPEN, payment_suspends=True), ["suspend", "resume"]), (replace(OPEN, payment_suspends=False), [])]
)
def test_a_payment_stops_the_clock_where_the_law_says_so(facts: Facts, paused: list[str]) -> None:
    events = play((*TO_PROCESSING, "request_payment", "pay"), facts=facts)
    assert [entry.kind for event in events for entry in getattr(event, "clock", ())] == paused


def test_a_verification_stops_the_clock_only_where_a_text_excludes_it() -> None:
    assert not dossier_after((*TO_PROCESSING, "verify")).suspended
    assert dossier_after((*TO_PROCESSING, "verify"), facts=replace(OPEN, verification_excluded=True)).suspended


def test_forms_are_issued_by_the_steps_that_the_decree_says() -> None:
    answer = decide(dossier_after(()), command("receive", NEW_LAW + HOUR), OPEN)
    assert isinstance(answer, Accepted)
    assert answer.forms == (FormKey.RECEIPT,)


def test_filed_at_another_places_desk_the_competent_body_receives_with_the_transfer() -> None:
    answer = open_dossier(Opening(id="d-1", procedure="1.004222", receiving=DESK, elsewhere=True), command("submit", NEW_LAW))
    assert isinstance(answer, Accepted)
    events = answer.events
    for hours, kind in ((1, "receive"), (2, "transfer")):
        taken = decide(replay(events), command(kind, NEW_LAW + hours * HOUR), OPEN)
        assert isinstance(taken, Accepted)
        events += taken.events
    dossier = replay(events)
    assert (dossier.received_at, dossier.competent_received_at) == (NEW_LAW + HOUR, NEW_LAW + 2 * HOUR)
    assert dossier_after(("receive", "transfer")).competent_received_at is None


def test_only_the_agencies_of_the_dossier_act() -> None:
    consulting = dossier_after((*TO_PROCESSING, "consult"))
    stranger = Actor("k-2", Role.CONSULTED_OFFICER, "H01.01")
    assert codes(decide(consulting, command("record_opinion", NEW_LAW + 9 * HOUR, by=stranger), OPEN)) == ["wrong_agency"]
    assert isinstance(decide(consulting, command("record_opinion", NEW_LAW + 9 * HOUR, by=CONSULTED), OPEN), Accepted)


def test_t72_of_two_officers_the_slower_one_gets_a_conflict() -> None:
    dossier = dossier_after(TO_PROCESSING)
    first = decide(dossier, command("consult", NEW_LAW + 9 * HOUR, expected_sequence=4), OPEN)
    assert isinstance(first, Accepted)
    after = evolve(dossier, first.events[0])
    assert "conflict" in codes(decide(after, command("record_opinion", NEW_LAW + 10 * HOUR, expected_sequence=4), OPEN))


def test_a_step_dated_before_the_last_event_is_refused() -> None:
    assert codes(decide(dossier_after(TO_PROCESSING), command("consult", NEW_LAW), OPEN)) == ["before_last_event"]


def test_t69_a_raising_guard_leaves_the_dossier_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(_guard: Guard) -> None:
        raise ConnectionError("the register cannot be reached")

    dossier = dossier_after(())
    with monkeypatch.context() as patch:
        patch.setattr(Guard, "test", property(raising))
        with pytest.raises(ConnectionError):
            decide(dossier, command("receive", NEW_LAW + HOUR), OPEN)
    assert dossier == dossier_after(())
    assert isinstance(decide(dossier, command("receive", NEW_LAW + HOUR), OPEN), Accepted)


def test_what_is_allowed_lists_every_step_of_the_state_with_its_reasons() -> None:
    options = {one.command.value: one for one in allowed(dossier_after(TO_PROCESSING), CASE, NEW_LAW + 9 * HOUR, OPEN)}
    assert options["consult"].open
    assert [reason.code for reason in options["sign_result"].reasons] == ["wrong_role"]
    assert [reason.code for reason in options["ask_withdrawal"].reasons] == ["wrong_role"]
    assert "hand_over" not in options
    head = {one.command.value: one.open for one in allowed(dossier_after(TO_PROCESSING), HEAD, NEW_LAW + 9 * HOUR, OPEN)}
    assert head["assign"]
    assert head["refuse_settlement"]


def test_a_dossier_is_opened_by_the_applicant_or_the_desk_with_a_channel() -> None:
    opening = Opening(id="d-2", procedure="1.004222")
    assert codes(open_dossier(opening, command("submit", NEW_LAW, channel=None))) == ["no_channel"]
    assert codes(open_dossier(opening, command("submit", NEW_LAW, by=CASE))) == ["wrong_role"]
    assert codes(open_dossier(opening, command("receive", NEW_LAW))) == ["not_foreseen", "no_channel"]


def test_facts_of_the_clock_may_come_late_and_change_no_state() -> None:
    dossier = dossier_after(TO_PROCESSING)
    gap = Exclude(id="x", sequence=1, occurred_at=NEW_LAW, since=NEW_LAW, until=NEW_LAW + HOUR)
    noted = ClockNoted(id="e9", dossier="d-1", sequence=5, occurred_at=NEW_LAW, recorded_at=NEW_LAW + 50 * HOUR, by=OFFICER, clock=(gap,))
    after = evolve(dossier, noted)
    assert (after.state, after.clock_entries, after.last_at) == (dossier.state, 1, dossier.last_at)


def test_a_migration_moves_the_version_and_is_an_event() -> None:
    moved = Migrated(
        id="m", dossier="d-1", sequence=5, occurred_at=NEW_LAW + 9 * HOUR, recorded_at=NEW_LAW + 9 * HOUR, by=OFFICER,
        procedure_since=date(2026, 11, 1), target=State.PROCESSING,
    )  # fmt: skip
    assert evolve(dossier_after(TO_PROCESSING), moved).procedure_since == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda events: [], "there are no events"),
        (lambda events: events[1:], "event 1 is missing"),
        (lambda events: [events[0], events[2]], "event 2 is missing"),
        (lambda events: [*events, events[1].model_copy(update={"dossier": "d-9"})], "twice with different contents"),
        (lambda events: [*events, events[2].model_copy(update={"id": "z"})], "missing or stands twice"),
        (lambda events: [events[0], events[1].model_copy(update={"source": State.SETTLED})], "it starts in settled"),
        (lambda events: [events[0], events[1].model_copy(update={"dossier": "d-9"})], "must come next"),
        (lambda events: [events[1].model_copy(update={"sequence": 1})], "begins with event 1"),
        (lambda events: [*events, events[0].model_copy(update={"sequence": 4, "id": "again"})], "is opened once"),
    ],
)
def test_a_history_that_cannot_be_folded_is_refused(spoil, says: str) -> None:
    with pytest.raises(HistoryError, match=says):
        replay(spoil(list(play(("receive", "transfer")))))


def test_persons_and_their_words_stay_out_of_repr() -> None:
    events = play((*TO_PROCESSING, "request_supplement"))
    shown = repr(events) + repr(command("apologise", NEW_LAW)) + repr(replay(events)) + repr(APPLICANT)
    for secret in ("p-1", "o-1", "c-1", "thiếu bản vẽ", "chờ xác minh"):
        assert secret not in shown


def test_the_body_of_another_place_is_named_by_the_transfer() -> None:
    assert dossier_after(("receive", "transfer")).settling == BODY
    assert opened()[0].dossier == "d-1"


@pytest.mark.parametrize(
    ("life", "declined"),
    [(("receive",), False), ((*TO_PROCESSING, "request_supplement"), False), (TO_PROCESSING, True), ((*TO_PROCESSING, "consult"), True)],
)
def test_a_withdrawal_is_declined_only_where_a_decision_can_be_there(life: tuple[str, ...], declined: bool) -> None:
    asked = dossier_after((*life, "ask_withdrawal"))
    answer = decide(asked, command("decline_withdrawal", NEW_LAW + 30 * HOUR), OPEN)
    assert isinstance(answer, Accepted) if declined else codes(answer) == ["not_in_settlement"]


@pytest.mark.parametrize(("consents", "worth"), [(True, "deemed_consent"), (False, "no_answer")])
def test_silence_is_consent_only_where_the_procedures_law_says_so(consents: bool, worth: str) -> None:
    asked = dossier_after((*TO_PROCESSING, "consult"))
    answer = decide(asked, command("lapse_consultation", NEW_LAW + 30 * HOUR), replace(OPEN, silence_consents=consents))
    assert isinstance(answer, Accepted)
    (event,) = answer.events
    assert isinstance(event, StepTaken)
    assert event.result == worth
