"""To the letter: what an event says, the bytes that are stored, the words of each refusal."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from lives import BODY, CASE, DESK, HEAD, NEW_LAW, OFFICER, OLD_LAW, OPEN, command, opened, play

from cchc.errors import HistoryError
from cchc.legal import LegalBasis
from cchc.model.clock_entry import Exclude
from cchc.model.command import CommandKind
from cchc.model.dossier_state import State
from cchc.model.events import ClockNoted, Migrated, Opened, StepTaken
from cchc.model.time_limit import WorkingDays
from cchc.workflow import Accepted, Refused, StoredEvent, allowed, decide, evolve, load, replay, store
from cchc.workflow.history import verify_history
from cchc.workflow.lifecycle import Opening, open_dossier
from cchc.workflow.one_stop_shop import table_on
from cchc.workflow.refusals import Reason

HOUR = NEW_LAW - NEW_LAW.replace(hour=8)
BASIS = (LegalBasis("118/2025/NĐ-CP", 16, 2),)
SAMPLES = Path(__file__).parents[1] / "data" / "events" / "version-1.jsonl"
RECEIVED = replay(play(("receive",)))
WORKING = replay(play(("receive", "transfer", "assign")))


def taken(answer: Accepted | Refused) -> StepTaken:
    assert isinstance(answer, Accepted), answer
    (event,) = answer.events
    assert isinstance(event, StepTaken)
    return event


class TestEvents:
    def test_all_that_a_command_says_is_in_its_event(self) -> None:
        """An apology with everything that a command can carry."""
        at = NEW_LAW + 9 * HOUR
        asked = replace(
            command("apologise", at, HEAD, reasons=("chờ xác minh",), new_date=date(2026, 12, 10)),
            id="e-9", ground="khối lượng lớn", basis=BASIS, override="đã báo cáo", agency=BODY, assignee="c-7",
            within=WorkingDays(count=3), dossier_code="H26.40-261116-0001", result="r-1",
        )  # fmt: skip
        event = taken(decide(WORKING, asked, OPEN, recorded_at=at + HOUR))
        assert (event.id, event.dossier, event.sequence) == ("e-9", "d-1", 5)
        assert (event.occurred_at, event.recorded_at) == (at, at + HOUR)
        assert (event.by, event.ground, event.basis, event.reasons) == (HEAD, "khối lượng lớn", BASIS, ("chờ xác minh",))
        assert (event.command, event.source, event.target) == (CommandKind.APOLOGISE, State.PROCESSING, State.PROCESSING)
        assert (event.agency, event.assignee, event.within, event.new_date) == (BODY, "c-7", WorkingDays(count=3), date(2026, 12, 10))
        assert (event.override, event.dossier_code, event.result) == ("đã báo cáo", "H26.40-261116-0001", "r-1")
        (entry,) = event.clock
        assert (entry.kind, entry.id, entry.sequence, entry.occurred_at) == ("reappoint", "d-1:5", 1, at)
        assert (entry.ground, entry.basis) == ("khối lượng lớn", BASIS)

    def test_what_a_command_leaves_out_is_the_rows(self) -> None:
        event = taken(decide(WORKING, command("apologise", NEW_LAW + 9 * HOUR, HEAD), OPEN))
        row = table_on(NEW_LAW.date()).find(State.PROCESSING, CommandKind.APOLOGISE)
        assert row is not None
        assert (event.id, event.recorded_at, event.basis, event.form) == ("d-1:5", event.occurred_at, row.basis, row.form)
        assert event.form is not None
        assert event.result == ""

    def test_entries_of_the_clock_are_added_up_and_numbered(self) -> None:
        gaps = tuple(Exclude(id=f"x{k}", sequence=k, occurred_at=NEW_LAW, since=NEW_LAW, until=NEW_LAW + HOUR) for k in (1, 2))
        dossier = WORKING
        for number, gap in enumerate(gaps, 5):
            noted = ClockNoted(
                id=f"n{number}", dossier="d-1", sequence=number, occurred_at=NEW_LAW, recorded_at=NEW_LAW, by=OFFICER, clock=(gap,)
            )
            dossier = evolve(dossier, noted)
        assert dossier.clock_entries == 2

    def test_a_migration_says_its_state_and_moment(self) -> None:
        at = NEW_LAW + 9 * HOUR
        moved = Migrated(
            id="m", dossier="d-1", sequence=2, occurred_at=at, recorded_at=at, by=OFFICER,
            procedure_since=date(2026, 11, 1), target=State.SUPPLEMENTING,
        )  # fmt: skip
        after = evolve(replay(opened()), moved)
        assert (after.state, after.last_at, after.procedure_since) == (State.SUPPLEMENTING, at, date(2026, 11, 1))

    def test_all_that_an_opening_says_is_in_its_event(self) -> None:
        asked = replace(command("submit", NEW_LAW), id="e-1", ground="nộp trực tiếp", basis=BASIS)
        about = Opening(
            id="d-9", procedure="1.004222", procedure_since=date(2026, 7, 1), case="cấp lại", elsewhere=True, receiving=DESK, settling=BODY
        )
        answer = open_dossier(about, asked)
        assert isinstance(answer, Accepted)
        assert answer.events == (
            Opened(
                id="e-1", dossier="d-9", sequence=1, occurred_at=NEW_LAW, recorded_at=NEW_LAW, by=asked.by,
                ground="nộp trực tiếp", basis=BASIS, procedure="1.004222", procedure_since=date(2026, 7, 1), case="cấp lại",
                channel=asked.channel, elsewhere=True, receiving=DESK, settling=BODY,
            ),
        )  # fmt: skip
        assert (answer.forms, answer.clock) == ((), ())
        assert answer.row is table_on(NEW_LAW.date()).find(None, CommandKind.SUBMIT)

    def test_what_an_opening_leaves_out_is_the_rows(self) -> None:
        (event,) = opened()
        row = table_on(NEW_LAW.date()).find(None, CommandKind.SUBMIT)
        assert row is not None
        assert (event.id, event.basis) == ("d-1:1", row.basis)

    def test_an_event_delivered_again_as_a_copy_changes_nothing(self) -> None:
        history = play(("receive", "transfer"))
        assert replay([*history, history[1].model_copy()]) == replay(history)
        with pytest.raises(HistoryError) as caught:
            replay([*history, history[1].model_copy(update={"ground": "khác"})])
        assert (caught.value.sequence, caught.value.problem) == (2, "an event is there twice with different contents")

    @pytest.mark.parametrize("at", [OLD_LAW, NEW_LAW], ids=["61/2018", "118/2025"])
    def test_what_is_allowed_before_receipt_is_of_the_day_asked(self, at: datetime) -> None:
        options = allowed(replay(opened(at)), OFFICER, at + HOUR, OPEN)
        assert [one.row for one in options] == list(table_on(at.date()).leaving(State.SUBMITTED))
        assert [one.command for one in options if one.open and one.command is CommandKind.RECEIVE] == [CommandKind.RECEIVE]

    def test_what_is_allowed_is_held_against_another_agency(self) -> None:
        stranger = replace(CASE, agency="H99")
        found = {reason.code for one in allowed(WORKING, stranger, NEW_LAW + 9 * HOUR, OPEN) for reason in one.reasons}
        assert "wrong_agency" in found

    def test_what_is_allowed_names_its_row_and_holds_the_role_against_a_stranger(self) -> None:
        table = table_on(NEW_LAW.date())
        for option in allowed(WORKING, CASE, NEW_LAW + 9 * HOUR, OPEN):
            assert option.row is table.find(State.PROCESSING, option.command)
        refused = {one.command for one in allowed(WORKING, OFFICER, NEW_LAW + 9 * HOUR, OPEN) if one.reasons}
        assert CommandKind.SIGN_RESULT in refused


class TestStored:
    def test_the_bytes_of_the_samples_come_out_again(self) -> None:
        """The same event gives the same bytes for ever, or digests would not hold."""
        previous = b""
        for line in SAMPLES.read_text("utf-8").splitlines():
            kept = json.loads(line)
            again = store(load(StoredEvent(kept["data"].encode(), b"")), previous)
            assert (again.data.decode(), again.digest.hex()) == (kept["data"], kept["digest"])
            previous = again.digest

    def test_the_first_digest_is_of_the_bytes_alone(self) -> None:
        from hashlib import sha256

        kept = store(opened()[0])
        assert kept.digest == sha256(kept.data).digest()

    def test_a_broken_link_is_told_with_its_place(self) -> None:
        first = store(opened()[0])
        verdict = verify_history([replace(first, digest=bytes(32))])
        assert (verdict.broken_at, verdict.problem) == (1, "event 1 or one before it was changed, removed or put in after it was stored")
        verdict = verify_history([first], head=bytes(32))
        assert (verdict.broken_at, verdict.problem) == (
            1,
            "the chain ends after event 1 with another digest than was noted: it was cut off or written anew",
        )


KEYS = (
    "it does not fit the schema in: step.by, step.clock.0, step.command, step.ground, step.nonsense, "
    "step.occurred_at, step.recorded_at, step.source, step.target"
)
KEYS_OF_NOTHING = (
    "it does not fit the schema in: step.by, step.command, step.dossier, step.id, step.occurred_at, step.recorded_at, "
    "step.sequence, step.source, step.target"
)
STEP = {"dossier": "d-7", "id": "x", "schema_version": 1, "sequence": 4, "type": "step"}


@pytest.mark.parametrize(
    ("data", "dossier", "sequence", "problem"),
    [
        (b"\xff", "", 0, "the bytes are not JSON; take the history from its store again"),
        (b"[1]", "", 0, "the bytes are no event; take the history from its store again"),
        (b" " * 100_001, "", 0, "an event of 100001 bytes is not read; the most is 100000"),
        (
            json.dumps({**STEP, "schema_version": 9}).encode(),
            "d-7", 4, "schema version 9 is not known here (this is 1); use a newer library, or register an upcaster",
        ),
        (
            json.dumps({**STEP, "clock": [{"kind": "gossip"}], "nonsense": 1, "ground": []}).encode(),
            "d-7", 4, KEYS,
        ),
        (
            json.dumps({**STEP, **{f"k{k}": 1 for k in range(8)}}).encode(),
            "d-7", 4,
            f"it does not fit the schema in: step.by, step.command, {', '.join(f'step.k{k}' for k in range(8))}",
        ),
        (b'{"type": "step", "schema_version": 1}', "", 0, KEYS_OF_NOTHING),
        (b'{"type": "step", "schema_version": 9}', "", 0,
            "schema version 9 is not known here (this is 1); use a newer library, or register an upcaster"),
    ],
    ids=["no JSON", "no event", "too large", "unknown version", "keys", "many keys", "no dossier", "no dossier, unknown version"],
)  # fmt: skip
def test_what_is_no_event_is_refused_in_these_words(data: bytes, dossier: str, sequence: int, problem: str) -> None:
    with pytest.raises(HistoryError) as caught:
        load(StoredEvent(data, b""))
    assert (caught.value.dossier, caught.value.sequence, caught.value.problem) == (dossier, sequence, problem)


EVENTS = play(("receive", "transfer"))


@pytest.mark.parametrize(
    ("events", "sequence", "problem"),
    [
        ([EVENTS[1].model_copy(update={"sequence": 1})], 1, "a history begins with event 1, the opening"),
        ([EVENTS[0], EVENTS[1].model_copy(update={"dossier": "d-1 "})], 2, "event 2 of d-1 must come next; load the events in between"),
        (
            [*EVENTS, EVENTS[0].model_copy(update={"sequence": 4, "id": "again"})],
            4,
            "a dossier is opened once; this one was opened by event 1",
        ),
        ([EVENTS[0], EVENTS[1].model_copy(update={"source": State.SETTLED})], 2, "it starts in settled, the dossier is in submitted"),
        ([EVENTS[0], EVENTS[2]], 3, "event 2 is missing or stands twice; the numbers must be 1, 2, 3, …"),
        ([], 0, "there are no events; a dossier begins with its opening"),
    ],
    ids=["no opening", "another dossier", "opened twice", "another state", "a gap", "nothing"],
)
def test_what_does_not_follow_is_refused_in_these_words(events, sequence: int, problem: str) -> None:
    with pytest.raises(HistoryError) as caught:
        replay(events)
    assert (caught.value.sequence, caught.value.problem) == (sequence, problem)
    assert caught.value.dossier == (events[-1].dossier if events else "")


def test_conflicts_are_told_in_these_words() -> None:
    stale = replace(command("transfer", NEW_LAW - HOUR), expected_sequence=1)
    answer = decide(RECEIVED, stale, OPEN)
    assert isinstance(answer, Refused)
    assert [(one.code, one.message_vi, one.message_en) for one in answer.reasons] == [
        (
            "conflict",
            "Hồ sơ đã có sự kiện mới hơn (2, người yêu cầu thấy 1); tải lại rồi thực hiện",
            "The dossier has moved on (event 2, the asker saw 1); load it again first",
        ),
        (
            "before_last_event",
            "Thời điểm thực hiện trước sự kiện gần nhất của hồ sơ",
            "The command is dated before the dossier's last event; a fact about the clock may be recorded late, a step may not",
        ),
    ]


def said(answer: object) -> list[Reason]:
    assert isinstance(answer, Refused), answer
    return list(answer.reasons)


class TestReasons:
    """The words of each reason, and the law behind it."""

    def test_no_such_step(self) -> None:
        assert said(decide(RECEIVED, command("hand_over", NEW_LAW + HOUR), OPEN)) == [
            Reason(
                "not_foreseen",
                "Quy định không có bước “Trả kết quả” khi hồ sơ ở trạng thái “Đã tiếp nhận”",
                'The decree knows no step "Hand over the result" for a dossier that is "Received"',
            )
        ]

    def test_no_such_step_before_there_is_a_dossier(self) -> None:
        told = said(open_dossier(Opening(id="d-1", procedure="1.004222"), command("transfer", NEW_LAW)))
        assert told[0] == Reason(
            "not_foreseen",
            "Quy định không có bước “Chuyển cơ quan giải quyết” khi hồ sơ ở trạng thái “chưa nộp”",
            'The decree knows no step "Transfer to the settling body" for a dossier that is "not handed in"',
        )

    def test_the_wrong_role_and_the_wrong_agency(self) -> None:
        row = table_on(NEW_LAW.date()).find(State.RECEIVED, CommandKind.TRANSFER)
        assert row is not None
        told = said(decide(RECEIVED, command("transfer", NEW_LAW + HOUR, replace(CASE, agency="H99")), OPEN))
        assert told[:1] == [
            Reason(
                "wrong_role",
                f"Bước này do {', '.join(role.label_vi for role in row.who)} thực hiện",
                f"This step is taken by: {', '.join(role.label_en for role in row.who)}",
                row.basis,
            )
        ]
        row = table_on(NEW_LAW.date()).find(State.PROCESSING, CommandKind.SIGN_RESULT)
        assert row is not None
        signatory = replace(command("sign_result", NEW_LAW).by, agency="H99")
        assert said(decide(WORKING, command("sign_result", NEW_LAW + 9 * HOUR, signatory), OPEN)) == [
            Reason(
                "wrong_agency",
                "Cơ quan của người thực hiện không phải là cơ quan giải quyết của hồ sơ này",
                "The actor's agency is not what this dossier calls: the settling body",
                row.basis,
            )
        ]

    def test_several_roles_are_joined(self) -> None:
        row = next(row for row in table_on(NEW_LAW.date()).leaving(State.RECEIVED) if len(row.who) > 1)
        (told, *_) = said(decide(RECEIVED, command(row.command.value, NEW_LAW + HOUR, command("consult", NEW_LAW).by), OPEN))
        assert told.message_vi == f"Bước này do {row.who[0].label_vi}, {row.who[1].label_vi} thực hiện"
        assert told.message_en == f"This step is taken by: {row.who[0].label_en}, {row.who[1].label_en}"

    def test_a_fact_that_is_missing(self) -> None:
        row = table_on(NEW_LAW.date()).find(State.SUBMITTED, CommandKind.RECEIVE)
        assert row is not None
        guard = next(one for one in row.guards if one.code == "incomplete")
        assert said(decide(replay(opened()), command("receive", NEW_LAW + HOUR), replace(OPEN, complete=None))) == [
            Reason(
                "missing_fact",
                "Chưa đủ dữ kiện để xét điều kiện: Hồ sơ chưa đủ thành phần theo quy định",
                "A fact is missing to tell whether this holds: The dossier lacks components it must have",
                guard.basis or row.basis,
            )
        ]
