"""A proof holds when it comes out again, and only then: whatever row is altered, it does not verify (law 6)."""

from __future__ import annotations

from datetime import timedelta

from drawn_questions import Question, questions
from hypothesis import assume, given, note
from hypothesis import strategies as st

from cchc.deadlines.calendar_day import DayKind
from cchc.deadlines.proof import Proof, ProofRow, Reason
from cchc.deadlines.verification import verify
from cchc.testing import strategies as cs

ASKED = questions(cs.limits(20, 12), cs.ledgers, cs.policies(), st.none() | cs.shift_cutoffs(), span=20)


@given(ASKED)
def test_a_proof_verifies_where_it_was_made_and_after_a_journey_as_json(question: Question) -> None:
    note(question.summary())
    proof = question.ask().proof
    assert verify(proof).faults == ()
    read = Proof.model_validate_json(proof.model_dump_json())
    assert read == proof
    assert verify(read, question.calendar).faults == ()


@st.composite
def alterations(draw: st.DrawFn, row: ProofRow) -> ProofRow:
    """The row with one field changed; a change of nothing is not drawn."""
    changes: dict[str, st.SearchStrategy[object]] = {
        "day": st.integers(-9, 9).filter(bool).map(lambda days: row.day + timedelta(days=days)),
        "counted": st.just(not row.counted),
        "kind": st.sampled_from(DayKind).filter(lambda kind: kind is not row.kind),
        "reason": st.sampled_from(Reason).filter(lambda reason: reason is not row.reason),
        "name_vi": st.just(f"{row.name_vi}."),
        "name_en": st.just(f"{row.name_en}."),
        "act": st.text(max_size=5).filter(lambda act: act != row.act),
        "number": st.sampled_from([None, 1, 2, 99]).filter(lambda number: number != row.number),
        "since": st.just(row.since + timedelta(microseconds=1) if row.since else None),
        "until": st.just(row.until - timedelta(microseconds=1) if row.until else None),
        "minutes": st.sampled_from([None, "1", "240"]).filter(lambda minutes: minutes != row.minutes),
    }
    field = draw(st.sampled_from(sorted(changes)))
    altered = row.model_copy(update={field: draw(changes[field])})
    assume(altered != row)
    return altered


@st.composite
def tampered(draw: st.DrawFn, rows: tuple[ProofRow, ...]) -> tuple[ProofRow, ...]:
    """The rows with one altered, left out, told twice, or two exchanged."""
    place = draw(st.integers(0, len(rows) - 1))
    how = draw(st.sampled_from(["altered", "altered", "altered", "left out", "twice", "exchanged"]))
    if how == "left out":
        return rows[:place] + rows[place + 1 :]
    if how == "twice":
        return rows[: place + 1] + rows[place:]
    if how == "exchanged" and place:
        return (*rows[: place - 1], rows[place], rows[place - 1], *rows[place + 1 :])
    return (*rows[:place], draw(alterations(rows[place])), *rows[place + 1 :])


@given(ASKED, st.data())
def test_a_proof_with_any_one_row_altered_does_not_verify(question: Question, data: st.DataObject) -> None:
    proof = question.ask().proof
    assume(proof.rows)
    false = proof.model_copy(update={"rows": data.draw(tampered(proof.rows))})
    assert verify(false, question.calendar).faults
    read = Proof.model_validate_json(false.model_dump_json())
    assert verify(read, question.calendar).faults


@given(ASKED, st.data())
def test_a_proof_with_another_answer_or_other_rules_does_not_verify(question: Question, data: st.DataObject) -> None:
    proof = question.ask().proof
    later = data.draw(st.integers(-3, 3).filter(bool))
    changes: dict[str, object] = {"calendar": f"{proof.calendar}0", "rules": proof.rules[:-1]}
    if proof.due is not None and proof.due_at is not None:
        changes["due"] = proof.due + timedelta(days=later)
        changes["due_at"] = proof.due_at + timedelta(seconds=later)
    if proof.started_at is not None:
        changes["started_at"] = proof.started_at + timedelta(microseconds=later)
    field = data.draw(st.sampled_from(sorted(changes)))
    assert verify(proof.model_copy(update={field: changes[field]}), question.calendar).faults


@given(ASKED)
def test_the_rows_add_up_to_the_answer(question: Question) -> None:
    """Each day stands once and in order, the numbers run from 1, and nothing is counted in an excluded stretch."""
    deadline = question.ask()
    rows = deadline.proof.rows
    counted = [row.number for row in rows if row.counted]
    assert counted == list(range(1, len(counted) + 1))
    assert [row.number for row in rows if not row.counted] == [None] * (len(rows) - len(counted))
    days = [row.day for row in rows]
    assert days == sorted(days)
    if all(row.since is None for row in rows):
        assert len(set(days)) == len(days)
    if rows and deadline.due is not None:
        assert days[-1] == deadline.due
