"""Internal processes, drawn by Hypothesis: every field, and the faults that real ones have."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, get_args

from cchc.model.procedure import OnTimeout
from cchc.model.process import AgencyLevel, BudgetUnit, Process, PublishedTime, Stage, Step, StepGroup, StepKind
from cchc.testing.catalogue_strategies import CONFIDENCE, DAYS, bases, budgets, codes, few, texts, versions
from cchc.testing.needs_hypothesis import st


@st.composite
def steps(draw: st.DrawFn) -> Step:
    """Return steps of processes; what they wait for need not be there."""
    named: dict[str, Any] = {name: draw(texts()) for name, field in Step.model_fields.items() if field.annotation is str}
    return Step(
        **named,
        level=draw(st.sampled_from(get_args(AgencyLevel))),
        lead=draw(st.booleans()),
        kind=draw(st.sampled_from(StepKind)),
        budget=draw(st.none() | budgets()),
        counted=draw(st.booleans()),
        after=draw(st.none() | few(texts())),
        optional=draw(st.booleans()),
        parallel=draw(st.none() | st.integers(0, 5)),
        join=draw(st.none() | st.integers(1, 3)),
        deadline_from_start=draw(st.none() | budgets()),
        on_timeout=draw(st.none() | st.sampled_from(OnTimeout)),
    )


@st.composite
def processes(draw: st.DrawFn) -> Process:
    """Return processes with every field, faults of real ones included: numbers that repeat, steps that are not there."""
    stage = st.builds(
        Stage,
        label=texts(),
        steps=few(texts()),
        agency=texts(),
        level=st.sampled_from(get_args(AgencyLevel)),
        declared=st.none() | budgets(),
    )
    named: dict[str, Any] = {name: draw(texts()) for name, field in Process.model_fields.items() if field.annotation is str}
    return Process(
        **named,
        **draw(versions()),
        codes=draw(few(codes())),
        channels=draw(few(texts())),
        issued=draw(DAYS),
        declared=draw(st.none() | budgets()),
        committed=draw(st.none() | budgets()),
        hours_per_day=draw(st.sampled_from([8, 7, Fraction(15, 2)])),
        heading_unit=draw(st.none() | st.sampled_from(get_args(BudgetUnit))),
        steps=draw(few(steps(), 3)),
        groups=draw(few(st.builds(StepGroup, id=texts(), budget=budgets()))),
        stages=draw(few(stage)),
        national=draw(few(st.builds(PublishedTime, code=codes(), published=few(texts()), read=texts()))),
        basis=draw(few(bases())),
        notes=draw(few(texts())),
        confidence=draw(CONFIDENCE),
    )
