"""Records and rules small enough to see through, for the tests of the engine and of its reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hypothesis import strategies as st

from cchc.checks.finding import Context, Finding, Found, Rule, Severity
from cchc.checks.index import Input
from cchc.legal import LegalBasis
from cchc.model.place import Located, Place, Rejected
from cchc.model.procedure import Procedure
from cchc.model.process import Process, Step

CONTEXT = Context(date(2026, 11, 22))
BASIS = LegalBasis("61/2018/NĐ-CP", 19)


def unnamed(one: Procedure, _context: Context) -> Iterator[Found]:
    if not one.name:
        yield Found("Thủ tục không có tên", "the procedure has no name", "name", "một tên", "", "Ghi tên", "write its name")


def idle(one: Process, _context: Context) -> Iterator[Found]:
    for number, step in enumerate(one.steps):
        if step.budget is None:
            yield Found(f"Bước {step.id} không có thời gian", f"step {step.id} has no time", f"steps.{number}.budget", actual=step.id)


def alone(one: Procedure, context: Context) -> Iterator[Found]:
    if not context.processes(one.code):
        yield Found("Chưa có quy trình", "no process serves it")


def breaks(one: Process, _context: Context) -> Iterator[Found]:
    yield Found("Trước khi lỗi", "before it broke")
    raise KeyError(one.name)


UNNAMED = Rule("NAME_MISSING", Severity.ERROR, "Thiếu tên", "No name", "procedure", unnamed, (BASIS,))
IDLE = Rule("STEP_IDLE", Severity.WARNING, "Bước không có thời gian", "A step without time", "process", idle)
ALONE = Rule("STEP_ALONE", Severity.INFO, "Thiếu quy trình", "No process", "procedure", alone)
BREAKS = Rule("BREAKS", Severity.INFO, "Hỏng", "Broken", "process", breaks)
RULES = (UNNAMED, IDLE, ALONE)


def procedure(code: str = "1.000001", name: str = "Khai sinh", line: int = 1, file: str = "a.yaml") -> Located[Procedure]:
    return Located(Procedure(code=code, name=name), Place(file, line), {"name": line + 1})


def process(name: str = "p-1", *steps: str, codes: tuple[str, ...] = (), line: int = 1, file: str = "b.yaml") -> Located[Process]:
    keys = {f"steps.{number}": line + 1 + number for number in range(len(steps))}
    return Located(Process(id=name, name=name, codes=codes, steps=tuple(Step(id=one) for one in steps)), Place(file, line), keys)


REJECTED = Rejected(Place("a.yaml", 9), "wrong_type", "is not a procedure")

texts = st.text(max_size=12)
places = st.builds(Place, texts, st.integers(0, 10**6), st.integers(0, 200))
findings = st.builds(
    Finding,
    code=st.sampled_from(["NAME_MISSING", "STEP_IDLE", "STEP_ALONE"]),
    severity=st.sampled_from(Severity),
    subject=texts,
    place=places,
    message_vi=texts,
    message_en=texts,
    expected=texts,
    actual=texts,
    fix_vi=texts,
    fix_en=texts,
    path=texts,
    basis=st.sampled_from([(), (BASIS,)]),
)
codes = st.sampled_from([f"1.00000{number}" for number in range(5)])
ids = st.sampled_from([f"p-{number}" for number in range(5)])
rejections = st.builds(Rejected, places, st.sampled_from(["json", "yaml"]), texts)


def _process(name: str, steps: list[str], served: list[str], line: int) -> Located[Process]:
    return process(name, *steps, codes=tuple(served), line=line)


inputs: st.SearchStrategy[list[Input]] = st.lists(
    st.builds(procedure, codes, st.sampled_from(["", "Khai sinh"]), st.integers(1, 99))
    | st.builds(_process, ids, st.lists(st.sampled_from("abc"), max_size=3), st.lists(codes, max_size=2), st.integers(1, 99))
    | rejections,
    max_size=8,
)
"""A catalogue of a few records, some of them faulty, some unreadable."""
