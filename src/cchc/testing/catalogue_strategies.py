"""Procedures, drawn by Hypothesis: every field, every closed set, texts as hostile as a file may hold."""

from __future__ import annotations

import unicodedata
from datetime import date, time
from decimal import Decimal
from typing import Any, get_args

from cchc.legal import LegalBasis
from cchc.model.cutoff import Cutoff, ReplyCutoff, ResultCutoff, ShiftCutoff, TransferCutoff
from cchc.model.procedure import (
    Agencies,
    AllowedPause,
    Case,
    Component,
    Extension,
    Fee,
    FeeTier,
    Level,
    OnlineLevel,
    OnTimeout,
    Procedure,
    ProcedureLimit,
    PublishedLimit,
    Result,
    SubDeadline,
    Submission,
    UnconfirmedLimit,
)
from cchc.model.process import Budget, BudgetUnit
from cchc.model.receipt import Channel, StartEvent
from cchc.testing.needs_hypothesis import st
from cchc.testing.time_strategies import limits

DAYS = st.none() | st.dates(date(1990, 1, 1), date(2099, 12, 31))
CONFIDENCE: st.SearchStrategy[Any] = st.sampled_from(["high", "medium", "low"])
_TELLING = (
    "",
    "=1+1",
    "+84",
    "-",
    "@x",
    "1.10",
    "no",
    "null",
    "2026-07-01",
    "08",
    " a ",
    "a\nb",
    "a: b # c",
    '"""',
    "\\",
    "[1]",
    "{}",
    "🇻🇳",
)


def texts(most: int = 12) -> st.SearchStrategy[str]:
    """Return texts with composed accents (NFC): Vietnamese words, whatever Unicode has, and what files stumble over."""
    anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=most)
    words = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ABCĐ,.;:-/0123456789", max_size=most)
    return st.one_of(words, st.sampled_from(_TELLING), anything).map(lambda text: unicodedata.normalize("NFC", text))


def few(one: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    """Return tuples of at most ``most`` of them."""
    return st.lists(one, max_size=most).map(tuple)


def codes() -> st.SearchStrategy[str]:
    """Return national codes of procedures, such as "1.004222"."""
    return st.from_regex(r"[0-9]\.[0-9]{6}", fullmatch=True, alphabet="0123456789.")


@st.composite
def bases(draw: st.DrawFn) -> LegalBasis:
    """Return citations, from a whole instrument to a point."""
    depth = draw(st.integers(0, 3))
    return LegalBasis(
        draw(texts()),
        article=draw(st.integers(1, 200)) if depth > 0 else None,
        clause=draw(st.integers(1, 9)) if depth > 1 else None,
        point=draw(st.sampled_from(["a", "đ"])) if depth > 2 else None,
        unverified=draw(st.booleans()),
    )


def budgets() -> st.SearchStrategy[Budget]:
    """Return times of steps: exact amounts in every unit."""
    amounts = st.integers(0, 400) | st.fractions(0, 90, max_denominator=60)
    return st.builds(Budget, count=amounts, unit=st.sampled_from(get_args(BudgetUnit)))


@st.composite
def cutoffs(draw: st.DrawFn) -> Cutoff:
    """Return cut-offs of the four kinds."""
    at = draw(st.none() | st.times(time(7), time(17)))
    minutes = draw(st.integers(1, 480)) if at is None else None
    basis, said = draw(st.none() | bases()), draw(st.booleans())
    kinds: tuple[Cutoff, ...] = (
        TransferCutoff(at, minutes, basis),
        ResultCutoff(at, minutes, basis, only_unless_settled=said),
        ShiftCutoff(at, minutes, basis, rest_days=said),
        ReplyCutoff(at, minutes, basis),
    )
    return draw(st.sampled_from(kinds))


def _extensions() -> st.SearchStrategy[Extension]:
    return st.builds(
        Extension,
        how=st.sampled_from(["by", "to"]),
        limit=limits(),
        condition=texts(),
        agreed_by=st.sampled_from(["authority", "agreement", "law"]),
        most=st.none() | st.integers(1, 3),
        wording=texts(),
        basis=few(bases(), 1),
    )


@st.composite
def procedure_limits(draw: st.DrawFn) -> ProcedureLimit:
    """Return time limits of procedures, confirmed or not."""
    confirmed = draw(st.booleans())
    return ProcedureLimit(
        case=draw(texts()),
        label_vi=draw(texts()),
        channels=draw(_channels()),
        limit=draw(limits()) if confirmed else None,
        unconfirmed=None if confirmed else draw(st.builds(UnconfirmedLimit, amount=texts(), unit=texts())),
        start=draw(st.sampled_from(StartEvent)),
        published=draw(few(st.builds(PublishedLimit, channel=st.sampled_from(Channel), amount=texts(), unit=texts(), text=texts()))),
        wording=draw(texts()),
        cutoff=draw(st.none() | cutoffs()),
        committed=draw(st.none() | limits()),
        committed_by=draw(texts()),
        extensions=draw(few(_extensions())),
        note=draw(texts()),
    )


def _channels() -> st.SearchStrategy[tuple[Channel, ...]]:
    return st.lists(st.sampled_from(Channel), max_size=3).map(tuple)


def _components() -> st.SearchStrategy[Component]:
    return st.builds(
        Component,
        name=texts(),
        id=texts(),
        cases=few(texts()),
        channels=_channels(),
        original=st.integers(0, 3),
        copies=st.integers(0, 3),
        present_only=st.booleans(),
        required=st.booleans(),
        one_of=texts(),
        replaced_by=texts(),
        form=texts(),
        valid_days=st.none() | st.integers(1, 365),
        since=DAYS,
        until=DAYS,
        note=texts(),
        basis=few(bases(), 1),
    )


def _money() -> st.SearchStrategy[Decimal]:
    return st.decimals(0, 10**9, places=2) | st.integers(0, 10**9).map(Decimal)


@st.composite
def fees(draw: st.DrawFn) -> Fee:
    """Return fees: fixed, by steps, or with nothing but their wording."""
    shape = draw(st.sampled_from(["fixed", "steps", "wording"]))
    ends: list[int | None] = sorted(draw(st.sets(st.integers(1, 1_000), min_size=1, max_size=3)))  # type: ignore[assignment]
    ends += draw(st.sampled_from([[], [None]]))
    tiers = tuple(FeeTier(up_to=end, each=draw(_money())) for end in ends) if shape == "steps" else ()
    return Fee(
        kind=draw(st.sampled_from(["fee", "charge"])),
        name=draw(texts()),
        amount=draw(_money()) if shape == "fixed" else None,
        tiers=tiers,
        per=draw(texts()),
        cap=draw(st.none() | _money()),
        currency=draw(st.sampled_from(["VND", "USD"])),
        channels=draw(_channels()),
        cases=draw(few(texts())),
        region=draw(texts()),
        set_by=draw(st.sampled_from(["central", "province"])),
        since=draw(DAYS),
        until=draw(DAYS),
        exemptions=draw(few(texts())),
        refundable=draw(st.sampled_from([None, True, False])),
        published=draw(texts()),
        basis=draw(few(bases(), 1)),
    )


def _inner_times() -> st.SearchStrategy[SubDeadline]:
    return st.builds(
        SubDeadline,
        actor=texts(),
        what=texts(),
        limit=st.none() | limits(),
        start=texts(),
        on_timeout=st.none() | st.sampled_from(OnTimeout),
        cases=few(texts()),
        wording=texts(),
        basis=few(bases(), 1),
    )


def _pauses() -> st.SearchStrategy[AllowedPause]:
    return st.builds(
        AllowedPause,
        reason=st.sampled_from(["applicant", "payment", "third_party", "verification", "council", "publication", "other"]),
        most=st.none() | limits(),
        times=st.none() | st.integers(1, 3),
        on_timeout=st.none() | st.sampled_from(OnTimeout),
        cases=few(texts()),
        wording=texts(),
        basis=few(bases(), 1),
    )


@st.composite
def versions(draw: st.DrawFn) -> dict[str, Any]:
    """Return a ``since`` and an ``until`` that follow each other, or only one, or none."""
    since, until = draw(DAYS), draw(DAYS)
    return {"since": min(since, until), "until": max(since, until)} if since and until else {"since": since, "until": until}


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    """Return procedures with every field; texts have composed accents.

    >>> from hypothesis import find
    >>> find(procedures(), lambda one: True).code
    '0.000000'
    """
    submission = st.builds(
        Submission,
        channel=st.sampled_from(Channel),
        online=st.none() | st.sampled_from(OnlineLevel),
        published_time=texts(),
        published_unit=texts(),
        published_fee=texts(),
        wording=texts(),
    )
    named: dict[str, Any] = {name: draw(texts()) for name in ("name", "field", "decision", "source", "read", "kind")}
    several = ("local_codes", "subjects", "conditions", "steps", "instruments", "notes")
    return Procedure(
        code=draw(codes()),
        **named,
        **{name: draw(few(texts())) for name in several},
        **draw(versions()),
        levels=draw(few(st.sampled_from(get_args(Level)))),
        basis=draw(few(bases())),
        confidence=draw(CONFIDENCE),
        limits=draw(few(procedure_limits())),
        agencies=Agencies(**{name: draw(few(texts())) for name in Agencies.model_fields}),
        submission=draw(few(submission)),
        cases=draw(few(st.builds(Case, id=texts(), label_vi=texts(), when=texts()))),
        dossier_sets=draw(st.none() | st.integers(1, 3)),
        components=draw(few(_components())),
        components_listed=draw(st.none() | st.integers(0, 40)),
        fees=draw(few(fees())),
        results=draw(few(_results())),
        sub_deadlines=draw(few(_inner_times())),
        pauses=draw(few(_pauses())),
    )


def _results() -> st.SearchStrategy[Result]:
    return st.builds(Result, name=texts(), code=texts(), form=st.sampled_from(["paper", "electronic", "both", ""]))
