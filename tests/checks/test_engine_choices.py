"""What a run leaves out: rules not selected, findings let stand with a reason, findings known before."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from toy_checks import CONTEXT, RULES, findings, inputs, procedure, process

from cchc.checks.baseline import Baseline, Known, fingerprint
from cchc.checks.configuration import CheckConfiguration
from cchc.checks.engine import Tally, check
from cchc.checks.finding import Finding, Severity
from cchc.checks.index import Input
from cchc.checks.selection import Selection
from cchc.checks.suppression import EXPIRED, UNUSED, Suppression
from cchc.errors import UnknownCodeError
from cchc.model.place import Located, Place, Rejected


def found(records: list[Input], **more: object) -> list[Finding]:
    return [one for one in check(records, RULES, context=CONTEXT, **more) if isinstance(one, Finding)]  # type: ignore[arg-type]


def entry(code: str, subject: str, until: date | None = None) -> Located[Suppression]:
    return Located(Suppression(code=code, subject=subject, reason="chờ quyết định mới", until=until), Place("cchc-check.toml", 4))


BAD = procedure(name="")

beginnings = st.lists(st.sampled_from(["NAME", "NAME_MISSING", "STEP", "STEP_IDLE", "STEP_ALONE", "S"]), max_size=3).map(tuple)


@pytest.mark.parametrize(
    ("select", "ignore", "left"),
    [
        ((), (), ["NAME_MISSING", "STEP_ALONE"]),
        (("STEP",), (), ["STEP_ALONE"]),
        (("STEP_IDLE",), (), []),
        ((), ("STEP",), ["NAME_MISSING"]),
        (("NAME", "STEP"), ("STEP_ALONE",), ["NAME_MISSING"]),
    ],
)
def test_rules_are_chosen_by_the_beginning_of_their_code(select: tuple[str, ...], ignore: tuple[str, ...], left: list[str]) -> None:
    assert [one.code for one in found([BAD], selection=Selection(select, ignore))] == left


@pytest.mark.parametrize("selection", [Selection(("NOME",)), Selection(ignore=("",)), Selection(severities={"X": Severity.INFO})])
def test_a_beginning_that_fits_no_rule_is_refused(selection: Selection) -> None:
    with pytest.raises(UnknownCodeError, match="no rule"):
        selection.of(RULES)


def test_the_longest_beginning_gives_the_severity() -> None:
    graded = Selection(severities={"S": Severity.ERROR, "STEP_ALONE": Severity.WARNING})
    shown = found([BAD, process("p-1", "a")], selection=graded)
    assert [(one.code, one.severity.value) for one in shown] == [
        ("NAME_MISSING", "error"),
        ("STEP_ALONE", "warning"),
        ("STEP_IDLE", "error"),
    ]


@given(inputs, beginnings, beginnings)
def test_a_selection_invents_nothing_and_loses_nothing_else(records: list[Input], select: tuple[str, ...], ignore: tuple[str, ...]) -> None:
    selection = Selection(select, ignore)
    assert found(records, selection=selection) == [one for one in found(records) if selection.takes(one.code)]


@given(inputs, beginnings, st.sampled_from(Severity))
def test_a_severity_changes_nothing_else(records: list[Input], some: tuple[str, ...], severity: Severity) -> None:
    graded = found(records, selection=Selection(severities=dict.fromkeys(some, severity)))
    assert [replace(one, severity=Severity.INFO) for one in graded] == [replace(one, severity=Severity.INFO) for one in found(records)]


def test_a_finding_is_let_stand_for_a_reason() -> None:
    tally = Tally()
    assert [one.code for one in found([BAD], suppressions=[entry("NAME_MISSING", "1.000001")], tally=tally)] == ["STEP_ALONE"]
    assert tally.suppressed == 1


@pytest.mark.parametrize(("until", "codes"), [(date(2026, 11, 22), []), (date(2026, 11, 21), ["NAME_MISSING", EXPIRED])])
def test_a_suppression_holds_through_its_last_day(until: date, codes: list[str]) -> None:
    shown = found([BAD], selection=Selection(("NAME",)), suppressions=[entry("NAME_MISSING", "1.000001", until)])
    assert [one.code for one in shown] == codes


@pytest.mark.parametrize("reason", ["", "  ", "\n\t"])
def test_a_suppression_needs_a_written_reason(reason: str) -> None:
    with pytest.raises(ValidationError, match="reason"):
        Suppression(code="NAME_MISSING", subject="1.000001", reason=reason)


def test_a_suppression_that_nothing_needs_is_reported_at_its_place() -> None:
    (one,) = found([procedure()], selection=Selection(("NAME",)), suppressions=[entry("NAME_MISSING", "1.000001")])
    assert (one.code, one.severity, one.subject, str(one.place)) == (UNUSED, Severity.WARNING, "1.000001", "cchc-check.toml:4")


def test_a_suppression_of_a_misspelt_rule_is_reported() -> None:
    shown = found([BAD], selection=Selection(("NAME",)), suppressions=[entry("NAME_MISING", "1.000001")])
    assert [one.code for one in shown] == ["NAME_MISSING", UNUSED]


def test_a_suppression_of_a_rule_that_does_not_run_says_nothing() -> None:
    assert found([BAD], selection=Selection(("STEP_IDLE",)), suppressions=[entry("NAME_MISSING", "1.000001")]) == []


@given(inputs, st.lists(st.builds(entry, st.sampled_from(["NAME_MISSING", "STEP_IDLE"]), st.sampled_from(["1.000001", "p-1"])), max_size=4))
def test_suppressions_take_out_what_they_name_and_nothing_else(records: list[Input], entries: list[Located[Suppression]]) -> None:
    named = {(one.record.code, one.record.subject) for one in entries}
    tally = Tally()
    shown = [one for one in found(records, suppressions=entries, tally=tally) if one.code != UNUSED]
    assert shown == [one for one in found(records) if (one.code, one.subject) not in named]
    assert tally.suppressed == len(found(records)) - len(shown)


def test_a_fingerprint_does_not_know_lines_files_and_words() -> None:
    one = found([BAD])[0]
    moved = replace(one, place=Place("khác.yaml", 99), message_vi="…", message_en="…", severity=Severity.INFO, fix_vi="", basis=())
    assert fingerprint(moved) == fingerprint(one)
    assert len({fingerprint(replace(one, **{name: "khác"})) for name in ("code", "subject", "path", "expected", "actual")}) == 5


def test_only_what_is_new_is_reported() -> None:
    old = Baseline.of(found([process("p-1", "a")]))
    tally = Tally()
    shown = found([process("p-1", "a", "b", line=40)], baseline=old, tally=tally)
    assert [one.message_en for one in shown] == ["step b has no time"]
    assert tally.known == 1


@given(st.lists(findings, max_size=8))
def test_a_baseline_knows_what_it_was_made_of_and_as_often(some: list[Finding]) -> None:
    known = Known(Baseline.model_validate_json(Baseline.of(some).model_dump_json()))
    assert all(known.holds(one) for one in some)
    assert not any(known.holds(one) for one in some)


@given(st.lists(findings, max_size=8), st.randoms(use_true_random=False))
def test_a_baseline_does_not_depend_on_the_order_of_findings(some: list[Finding], random: object) -> None:
    mixed = list(some)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert Baseline.of(mixed) == Baseline.of(some)


@given(inputs, inputs)
def test_a_baseline_hides_no_more_than_it_holds(old: list[Input], new: list[Input]) -> None:
    before, after = found(old), found(new)
    shown = found(new, baseline=Baseline.of(before))
    expected = Counter(map(fingerprint, after)) - Counter(map(fingerprint, before))
    assert Counter(map(fingerprint, shown)) == expected
    assert found(old, baseline=Baseline.of(before)) == []


def test_a_configuration_is_a_selection() -> None:
    written = CheckConfiguration.model_validate({"select": ["STEP"], "ignore": ["STEP_IDLE"], "severity": {"STEP": "error"}})
    assert [(one.code, one.severity.value) for one in found([BAD], selection=written.selection)] == [("STEP_ALONE", "error")]


@pytest.mark.parametrize(
    "wrong", [{"selct": []}, {"severity": {"STEP": "fatal"}}, {"suppress": [{"code": "STEP", "subject": "p-1"}]}, {"options": {"a": 1}}]
)
def test_a_configuration_with_a_fault_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        CheckConfiguration.model_validate(wrong)


def test_an_unreadable_record_is_not_for_a_baseline() -> None:
    one = Rejected(Place("a.yaml"), "yaml", "is not YAML")
    assert list(check([one], RULES, context=CONTEXT, baseline=Baseline())) == [one]
