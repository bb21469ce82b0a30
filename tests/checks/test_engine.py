"""The engine: what streams in, what comes out, in which order, and what a broken rule does to a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy_checks import ALONE, BREAKS, CONTEXT, IDLE, REJECTED, RULES, UNNAMED, inputs, procedure, process

from cchc.checks.baseline import Baseline, fingerprint
from cchc.checks.engine import RULE_FAILED, Tally, check
from cchc.checks.finding import Context, Finding, Found, Rule, Severity
from cchc.checks.index import Index, Input
from cchc.checks.selection import Selection
from cchc.checks.summary import Summary
from cchc.errors import UnknownCodeError
from cchc.model.place import Located, Place, Rejected
from cchc.model.procedure import Procedure


def found(records: list[Input], *rules: Rule, **more: object) -> list[Finding | Rejected]:
    return list(check(records, rules or RULES, context=CONTEXT, **more))  # type: ignore[arg-type]


def test_a_finding_says_which_record_where_and_on_what_ground() -> None:
    (one,) = found([procedure(name="", line=7)], UNNAMED)
    assert isinstance(one, Finding)
    assert (one.code, one.severity, one.subject, one.path) == ("NAME_MISSING", Severity.ERROR, "1.000001", "name")
    assert one.place == Place("a.yaml", 8)
    assert (one.expected, one.actual, one.fix_vi, one.fix_en) == ("một tên", "", "Ghi tên", "write its name")
    assert [str(basis) for basis in one.basis] == ["Điều 19, 61/2018/NĐ-CP"]


def test_records_come_in_order_and_rules_in_theirs() -> None:
    records = [process("p-1", "a", "b"), REJECTED, procedure(name=""), process("p-2", "a")]
    shown = [(one.code, one.place.line) for one in found(records)]
    assert shown == [("STEP_IDLE", 2), ("STEP_IDLE", 3), ("wrong_type", 9), ("NAME_MISSING", 2), ("STEP_ALONE", 1), ("STEP_IDLE", 2)]


def test_a_record_that_could_not_be_read_comes_through() -> None:
    tally = Tally()
    assert found([REJECTED, procedure()], UNNAMED, tally=tally) == [REJECTED]
    assert (tally.read, tally.rejected) == (1, 1)


def test_a_rule_that_breaks_is_a_finding_and_loses_nothing_else() -> None:
    records = [process("Nguyễn Văn A", "a"), process("p-2", "a")]
    first, failed, idle, *second = found(records, BREAKS, IDLE)
    assert isinstance(failed, Finding)
    assert isinstance(first, Finding)
    assert first.message_en == "before it broke"
    assert (failed.code, failed.severity, failed.actual) == (RULE_FAILED, Severity.ERROR, "BREAKS: KeyError")
    assert isinstance(idle, Finding)
    assert idle.code == "STEP_IDLE"
    assert [one.code for one in second] == ["BREAKS", RULE_FAILED, "STEP_IDLE"]


def test_what_a_broken_rule_had_in_hand_is_not_told() -> None:
    def leaks(one: object, _context: object) -> Iterator[Found]:
        raise ValueError("0912345678")
        yield

    (failed,) = found([procedure()], Rule("LEAKS", Severity.INFO, "Rò", "Leaks", "procedure", leaks))
    assert "0912345678" not in repr(failed)


def test_nothing_hides_a_broken_rule() -> None:
    first = found([process("p-1")], BREAKS)
    baseline = Baseline.of(one for one in first if isinstance(one, Finding))
    again = found([process("p-1")], BREAKS, baseline=baseline, selection=Selection(severities={"BREAKS": Severity.INFO}))
    assert [one.code for one in again] == [RULE_FAILED]


def test_an_interrupt_is_no_broken_rule() -> None:
    def interrupted(one: object, _context: object) -> Iterator[Found]:
        raise KeyboardInterrupt
        yield

    with pytest.raises(KeyboardInterrupt):
        found([procedure()], Rule("STOP", Severity.INFO, "Dừng", "Stop", "procedure", interrupted))


def test_a_misspelt_rule_is_refused_before_anything_is_read() -> None:
    def untouched() -> Iterator[Input]:
        raise AssertionError("read too early")
        yield

    with pytest.raises(UnknownCodeError, match="NAME_MISSING"):
        check(untouched(), RULES, context=CONTEXT, selection=Selection(select=("NAME_MISING",)))


def test_a_record_that_has_passed_is_not_kept() -> None:
    import gc
    import weakref

    alive: list[weakref.ref[object]] = []
    most = 0

    def many() -> Iterator[Input]:
        nonlocal most
        for number in range(200):
            one = procedure(f"1.{number:06}", name="")
            alive.append(weakref.ref(one.record))
            yield one
            del one
            most = max(most, sum(ref() is not None for ref in alive))

    gc.disable()
    try:
        assert sum(1 for _ in check(many(), (UNNAMED,), context=CONTEXT)) == 200
    finally:
        gc.enable()
    assert most <= 2


def test_the_first_finding_does_not_wait_for_the_last_record() -> None:
    def endless() -> Iterator[Input]:
        while True:
            yield procedure(name="")

    first = next(check(endless(), RULES, context=CONTEXT))
    assert first.code == "NAME_MISSING"


def test_another_record_is_asked_through_the_index() -> None:
    records = [procedure(), procedure("1.000002"), process("p-1", codes=("1.000002", "1.000002"))]
    index = Index(lambda: iter([*records, REJECTED]))
    context = replace(CONTEXT, national=index.national, processes=index.processes)
    assert [one.subject for one in check(records, (ALONE,), context=context) if isinstance(one, Finding)] == ["1.000001"]
    assert [one.id for one in index.processes("1.000002")] == ["p-1"]


def test_the_input_is_read_again_only_when_a_rule_asks() -> None:
    times = 0

    def read() -> list[Input]:
        nonlocal times
        times += 1
        return [procedure(), procedure(name="Kết hôn")]

    index = Index(read)
    context = replace(CONTEXT, national=index.national, processes=index.processes)
    list(check(read(), (UNNAMED,), context=context))
    assert times == 1
    list(check(read(), (ALONE,), context=context))
    assert times == 3
    assert [one.name for one in index.national("1.000001")] == ["Khai sinh", "Kết hôn"]
    assert times == 3


def test_a_record_is_not_compared_with_itself() -> None:
    def beside(one: Procedure, context: Context) -> Iterator[Found]:
        yield Found("", "", actual=", ".join(version.name for version in context.national(one.code)))

    old, new = (procedure(name=name).record.model_copy(update={"notes": ("…",)}) for name in ("cũ", "mới"))
    records: list[Input] = [Located(old), Located(new), process("p-1", codes=("1.000001",))]
    context = replace(CONTEXT, national=Index(lambda: records).national)
    rules = [Rule("BESIDE", Severity.INFO, "…", "…", "procedure", beside)]
    run = check(records, rules, context=context)
    assert [one.actual for one in run if isinstance(one, Finding)] == ["mới", "cũ"]


def test_the_input_stands_over_what_is_bundled() -> None:
    bundled = procedure(name="cũ").record
    old = process("p-1", codes=("1.000001",)).record
    other = process("p-2", codes=("1.000001",)).record
    new = process("p-1", "a", codes=("1.000001",))
    index = Index(lambda: [procedure(name="mới"), new], national=lambda _code: (bundled,), processes=lambda _code: (old, other))
    assert [one.name for one in index.national("1.000001")] == ["mới"]
    assert [one.name for one in index.national("1.000009")] == ["cũ"]
    assert [(one.id, one.steps) for one in index.processes("1.000001")] == [("p-1", ()), ("p-2", ())]


def test_a_local_version_is_not_the_national_one() -> None:
    local = procedure()
    local = replace(local, record=local.record.model_copy(update={"local_codes": ("1.000001.H42",)}))
    assert Index(lambda: [local]).national("1.000001") == ()


@given(inputs)
def test_the_same_catalogue_gives_the_same_findings(records: list[Input]) -> None:
    assert found(records) == found(records)


@given(inputs, inputs)
def test_a_catalogue_is_the_sum_of_its_parts(first: list[Input], second: list[Input]) -> None:
    assert found(first + second) == found(first) + found(second)


@given(inputs, st.permutations(RULES))
def test_the_order_of_rules_changes_the_order_only(records: list[Input], rules: list[Rule]) -> None:
    def key(one: Finding | Rejected) -> str:
        return repr(one)

    assert sorted(found(records, *rules), key=key) == sorted(found(records), key=key)


@given(inputs)
def test_a_summary_holds_everything(records: list[Input]) -> None:
    tally = Tally()
    run = found(records)
    summary = Summary.of(iter(run), Tally(read=2), as_of=CONTEXT.as_of)
    assert [*summary.findings, *summary.rejected] == [
        *(one for one in run if isinstance(one, Finding)),
        *(one for one in run if isinstance(one, Rejected)),
    ]
    assert sum(summary.by_severity.values()) == sum(summary.by_code.values()) == len(summary.findings)
    found(records, tally=tally)
    assert tally.read + tally.rejected == len(records)


def test_half_a_character_is_written_as_an_escape() -> None:
    half, whole = "a\ud800", "a\\ud800"
    (one,) = found([procedure(name="", file=half)], UNNAMED)
    assert isinstance(one, Finding)
    rejected = Rejected(Place(half, 3), "json", half)
    raw = Summary(CONTEXT.as_of, (replace(one, subject=half),), (rejected,), 1, lines={(half, 2): "name:"})
    summary = raw.writable()
    assert (summary.findings[0].subject, summary.rejected[0].message, summary.rejected[0].place.file) == (whole, whole, whole)
    assert summary.line(summary.findings[0].place) == "name:"
    assert fingerprint(summary.findings[0]) == fingerprint(raw.findings[0])


@pytest.mark.parametrize(
    ("severity", "fail_on", "fails"),
    [
        ("error", "error", True),
        ("warning", "error", False),
        ("warning", "warning", True),
        ("error", "info", True),
        ("info", "info", True),
        ("info", "warning", False),
        ("error", None, False),
    ],
)
def test_when_a_build_stops(severity: str, fail_on: str | None, fails: bool) -> None:
    graded = found([procedure(name="")], UNNAMED, selection=Selection(severities={"NAME": Severity(severity)}))
    summary = Summary.of(graded, Tally(), as_of=CONTEXT.as_of)
    assert summary.fails(Severity(fail_on) if fail_on else None) is fails


def test_an_unread_record_and_a_broken_rule_always_stop_a_build() -> None:
    for records, rule in (([REJECTED], UNNAMED), ([process("p-1")], BREAKS)):
        assert Summary.of(found(records, rule), Tally(), as_of=CONTEXT.as_of).fails(None)
