"""The tables hold together; what a broken one says; the engine against a plain reading of the rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from lives import APPLICANT, NEW_LAW, OPEN, command, dossier_after

from cchc.errors import NotInForceError, TableError
from cchc.legal import Validity
from cchc.model.actor import Relation, Role
from cchc.model.command import CommandKind
from cchc.model.dossier_state import END_STATES, NATIONAL_STATUS, NationalStatus, State
from cchc.model.facts import Facts
from cchc.model.form import EDITIONS, FormKey, edition_of
from cchc.workflow import definition, guards
from cchc.workflow.definition import ClockEffect, Row, Table, rows_on
from cchc.workflow.guards import Situation
from cchc.workflow.machine import SharedMachine
from cchc.workflow.one_stop_shop import ROWS, editions, table_on
from cchc.workflow.render import differences, forms, markdown, mermaid, permissions, statuses


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (date(2018, 6, 21), "2018-06-21"),
        (date(2025, 6, 30), "2018-06-21"),
        (date(2025, 7, 1), "2025-07-01"),
        (date(2026, 6, 30), "2025-07-01"),
        (date(2026, 7, 1), "2026-07-01"),
        (date(2026, 8, 4), "2026-07-01"),
        (date(2026, 8, 5), "2026-08-05"),
    ],
)
def test_the_table_of_the_day_of_receipt_rules(day: date, edition: str) -> None:
    assert table_on(day).regime == edition


def test_before_the_first_decree_nothing_is_guessed() -> None:
    with pytest.raises(NotInForceError, match="2018-06-21"):
        table_on(date(2018, 6, 20))


def test_a_table_holds_whole_until_the_next_one() -> None:
    for table, following in zip(editions(), [*editions()[1:], None], strict=True):
        first = date.fromisoformat(table.regime)
        last = date.fromisoformat(following.regime) - timedelta(days=1) if following else date(2099, 12, 31)
        assert all(row.validity.covers(first) and row.validity.covers(last) for row in table.rows)
        assert table_on(last) is table


def test_every_state_has_one_of_the_ten_statuses_and_every_status_a_state() -> None:
    assert set(NATIONAL_STATUS) == set(State)
    assert set(NATIONAL_STATUS.values()) == set(NationalStatus)
    assert [status.value for status in NationalStatus] == [str(number) for number in range(1, 11)]


SUBMIT, RECEIVE, GUIDE = (
    next(row for row in ROWS if row.command.value == kind and row.validity.until) for kind in ("submit", "receive", "guide")
)
REFUSE = next(row for row in ROWS if row.command is CommandKind.REFUSE_RECEPTION and row.validity.until)


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([replace(SUBMIT, basis=()), REFUSE], "has no legal basis"),
        ([replace(SUBMIT, who=()), REFUSE], "may be taken by nobody"),
        ([SUBMIT, replace(REFUSE, form=FormKey.STOP)], "no edition is entered"),
        ([SUBMIT, REFUSE, replace(REFUSE, target=State.WITHDRAWN)], "2 rows start alike"),
        (
            [SUBMIT, REFUSE, Row(State.RECEIVED, CommandKind.HAND_OVER, State.HANDED_OVER, SUBMIT.who, SUBMIT.basis, SUBMIT.validity)],
            "received is never reached",
        ),
        ([SUBMIT, RECEIVE, REFUSE], "received is no end"),
        ([SUBMIT, replace(REFUSE, clock=ClockEffect.SUSPEND)], "pauses the clock, and nothing"),
        (
            [
                SUBMIT,
                REFUSE,
                RECEIVE,
                replace(RECEIVE, source=State.RECEIVED, target=State.GUIDED),
                replace(GUIDE, source=State.GUIDED, target=State.RECEIVED),
            ],
            "guided is no end",
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_t71_a_broken_table_is_refused_with_what_is_wrong(rows: list[Row], fault: str) -> None:
    with pytest.raises(TableError, match=fault):
        Table("broken", rows)


def test_a_table_says_everything_that_is_wrong_at_once() -> None:
    with pytest.raises(TableError) as raised:
        Table("broken", [replace(SUBMIT, basis=(), who=()), REFUSE])
    assert raised.value.regime == "broken"
    assert raised.value.faults == ("- --submit--> submitted has no legal basis", "- --submit--> submitted may be taken by nobody")


def test_rows_that_start_alike_are_both_named() -> None:
    with pytest.raises(TableError) as raised:
        Table("broken", [SUBMIT, REFUSE, replace(REFUSE, target=State.WITHDRAWN)])
    assert raised.value.faults == (
        "2 rows start alike: submitted --refuse_reception--> not_received and submitted --refuse_reception--> withdrawn",
    )


def test_a_form_needs_an_edition_on_one_day_of_its_row_at_least() -> None:
    first = min(one.validity.since for one in EDITIONS if one.key is FormKey.STOP and one.validity.since)
    stopped = replace(REFUSE, form=FormKey.STOP, validity=Validity(date(2020, 1, 1), first))
    assert Table("whole", [SUBMIT, stopped]).states
    with pytest.raises(TableError, match="no edition is entered"):
        Table("broken", [SUBMIT, replace(stopped, validity=Validity(date(2020, 1, 1), first - timedelta(days=1)))])
    assert Table("open", [SUBMIT, replace(stopped, validity=Validity())]).states


def test_a_pause_must_be_ended_from_where_it_stands() -> None:
    """What goes on elsewhere, or leaves the state without touching the clock, does not count."""
    paused = [SUBMIT, RECEIVE, replace(REFUSE, source=State.RECEIVED), replace(GUIDE, source=State.RECEIVED, clock=ClockEffect.SUSPEND)]
    away = replace(REFUSE, source=State.GUIDED, target=State.RECEIVED)
    with pytest.raises(TableError) as raised:
        Table("broken", [*paused, away, replace(RECEIVE, source=State.SUBMITTED, command=CommandKind.COMPLAIN, clock=ClockEffect.RESUME)])
    assert raised.value.faults == ("received --guide--> guided pauses the clock, and nothing that leaves guided sets it going or ends it",)
    assert Table("whole", [*paused, replace(away, clock=ClockEffect.RESUME)]).states


@pytest.mark.parametrize("table", editions(), ids=lambda table: table.regime)
def test_the_engine_is_the_rows_read_plainly(table: Table) -> None:
    """Every state with every command, every guard open: the machine goes where the row says, or nowhere."""
    now, machine = Situation(None, command("complain", NEW_LAW), OPEN), SharedMachine(table)
    for source, kind in product((None, *table.states), CommandKind):
        row = next((row for row in table.rows if row.source is source and row.command is kind), None)
        holds = row is not None and all(guard.test(now) is True for guard in row.guards)
        assert machine.run(source, kind, now) is (row.target if row is not None and holds else None)


@pytest.mark.parametrize("table", editions(), ids=lambda table: table.regime)
def test_a_guard_that_fails_or_cannot_be_told_holds_the_engine_back(table: Table) -> None:
    nothing = Situation(None, command("complain", NEW_LAW), Facts())
    machine = SharedMachine(table)
    guarded = [row for row in table.rows if any(guard.test(nothing) is not True for guard in row.guards)]
    assert guarded
    assert [machine.run(row.source, row.command, nothing) for row in guarded] == [None] * len(guarded)


@pytest.mark.parametrize("table", editions(), ids=lambda table: table.regime)
def test_a_table_built_anew_is_the_one_that_is_kept(table: Table) -> None:
    anew = Table(table.regime, rows_on(ROWS, date.fromisoformat(table.regime)))
    assert (anew.regime, anew.rows, anew.states) == (table.regime, table.rows, table.states)
    assert {state for row in table.rows for state in (row.source, row.target)} == {None, *anew.states}
    assert all(anew.find(row.source, row.command) is row for row in table.rows)


@pytest.mark.parametrize("table", editions(), ids=lambda table: table.regime)
def test_every_life_of_bounded_length_ends_or_can_end(table: Table) -> None:
    """All paths of up to eight steps, loops included; only complaints, which change nothing, are left out."""
    lives = Counter({row.target: 1 for row in table.leaving(None)})
    walked = 0
    for _ in range(8):
        longer: Counter[State] = Counter()
        for state, ways in lives.items():
            steps = [row.target for row in table.leaving(state) if row.target is not state]
            assert steps or state in END_STATES
            walked += ways
            for target in steps:
                longer[target] += ways
        lives = longer
    assert walked > 100


def test_a_state_without_a_national_status_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(definition, "NATIONAL_STATUS", {})
    with pytest.raises(TableError, match="submitted has no national status"):
        Table("broken", [SUBMIT, REFUSE])


def test_nobody_but_the_signatory_signs_and_only_the_applicant_withdraws_or_the_desk_for_them() -> None:
    for table in editions():
        for row in table.rows:
            if row.command in (CommandKind.SIGN_RESULT, CommandKind.CORRECT):
                assert row.who == (Role.SIGNATORY,)
            if row.command is CommandKind.ASK_WITHDRAWAL:
                assert set(row.who) == {Role.APPLICANT, Role.DESK_OFFICER}


def test_rows_known_at_second_hand_say_so() -> None:
    assert {row.unverified for row in ROWS if row.validity.until == date(2025, 6, 30)} == {False}
    shares = [row.unverified for row in table_on(date(2026, 11, 24)).rows]
    assert any(shares)
    assert not all(shares)


def test_every_role_has_a_relation_and_every_guard_words_in_both_languages() -> None:
    assert {role.relation for role in Role} == set(Relation)
    for guard in guards.ALL:
        assert guard.code
        assert guard.message_vi != guard.message_en
    assert len({guard.code for guard in guards.ALL}) == len(guards.ALL)


def test_the_difference_between_the_decrees_is_what_the_new_one_brought() -> None:
    lines = differences(table_on(date(2024, 1, 2)), table_on(date(2025, 7, 1)))
    assert "+ supplementing --lapse_supplement--> closed_inactive" in lines
    assert "+ processing --ask_withdrawal--> withdrawing" in lines
    assert not [line for line in lines if line.startswith("-")]
    assert "~ processing --request_supplement--> supplementing: guards, office_time" in lines


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_pictures_name_every_state_and_step(lang: str) -> None:
    for table in editions():
        drawn, listed, matrix = mermaid(table, lang), markdown(table, lang), permissions(table, lang)
        assert all(state.label(lang) in drawn for state in table.states)
        assert listed.count("\n") == len(table.rows) + 2
        assert all(row.command.label(lang) in matrix for row in table.rows)
        arrows = [line.partition(": ")[2] for line in drawn.splitlines() if " --> " in line and ": " in line]
        assert len(arrows) == sum(row.target is not row.source for row in table.rows)
        assert not [words for words in arrows if ":" in words or ";" in words]


def test_the_pages_in_english_have_english_heads() -> None:
    table = table_on(date(2024, 1, 2))
    head = "| From | Step | To | Who | Guards | Form | Clock | The office's own time | Basis | Note |"
    assert markdown(table, "en").splitlines()[0] == head
    assert statuses(table, "en").splitlines()[0] == "| State | Code | National status |"
    assert forms("en").splitlines()[0].startswith("| Form |")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_statuses_and_forms_are_listed_with_their_codes_and_numbers(lang: str) -> None:
    listed = statuses(table_on(date(2024, 1, 2)), lang)
    assert f"| {State.PROCESSING.label(lang)} | 4 | {NationalStatus.PROCESSING.label(lang)} |" in listed
    assert State.WITHDRAWN.label(lang) not in listed
    assert f"| {FormKey.STOP.label(lang)} | – | 05: Thông báo dừng giải quyết hồ sơ |" in forms(lang)


def test_forms_changed_their_numbers_and_keep_their_keys() -> None:
    assert [edition_of(FormKey.REGISTER, day).number for day in (date(2020, 1, 1), date(2026, 1, 1))] == ["06", "07"]
    assert {one.key for one in EDITIONS} == set(FormKey)
    with pytest.raises(NotInForceError):
        edition_of(FormKey.STOP, date(2024, 1, 1))


def test_a_table_finds_its_rows() -> None:
    table = table_on(date(2026, 11, 24))
    assert table.find(State.PROCESSING, CommandKind.HAND_OVER) is None
    assert Validity().covers(date(2026, 1, 1))
    assert dossier_after([]).relation_fits(APPLICANT.role, "")
