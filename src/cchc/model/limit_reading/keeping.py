"""What a walk over a text keeps: the limits found, and what the clause has said so far."""

from __future__ import annotations

from fractions import Fraction

from cchc.errors import LimitError
from cchc.model.found_limit import (
    AsideReason,
    ClockTime,
    Disagreement,
    FoundLimit,
    LimitBound,
    LimitText,
    ReadingConfidence,
    SetAside,
    Span,
)
from cchc.model.limit_phrases import limit_of
from cchc.model.limit_reading.amounts import Amount
from cchc.model.limit_reading.context import STOPS, case_words, start_event, start_words
from cchc.model.limit_reading.tokens import NUMBER, tokens_of
from cchc.model.receipt import StartEvent
from cchc.model.time_limit import TimeLimit

NEAR_CUTOFF = 60
"""How many words after a cut-off "the next working day" still belongs to it."""
_NEAR_EVENT = 12
_LONGEST_CASE = 160


class Keeper:
    """The words of one text, and what has been read from them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens, self.bare = tokens_of(text)
        self.words = self.tokens[0]
        self.limits: list[FoundLimit] = []
        self.disagreements: list[Disagreement] = []
        self.set_aside: list[SetAside] = []
        self.cutoffs: list[ClockTime] = []
        self.known: dict[tuple[int | Fraction, str], TimeLimit | None] = {}
        self.cutoff = -NEAR_CUTOFF
        self.new_clause(0)

    def new_clause(self, at: int) -> None:
        """Forget what the clause before said; the next begins at ``at``."""
        self.clause = at
        self.pending: tuple[LimitBound, int] | None = None
        self.aside: tuple[AsideReason, int] | None = None
        self.case: int | None = None
        self.opening: int | None = None
        self.backwards: int | None = None

    @property
    def result(self) -> LimitText:
        """What was read, in the order of the text."""
        return LimitText(tuple(self.limits), tuple(self.disagreements), tuple(self.set_aside), tuple(self.cutoffs))

    def span(self, first: int, end: int) -> Span:
        """Return where the words from ``first`` to before ``end`` stand in the text."""
        _, pieces, ends = self.tokens
        return ends[first] - len(pieces[first].lstrip()), ends[end - 1]

    def wait(self, bound: LimitBound, at: int) -> None:
        """Let ``bound`` wait for its amount; of two in a row "trước" stands, else the later."""
        first = at if self.pending is None else self.pending[1]
        if self.pending is not None and LimitBound.BEFORE in (self.pending[0], bound):
            bound = LimitBound.BEFORE
        self.pending = bound, first

    def limit(self, amount: int | Fraction, unit: str) -> TimeLimit | None:
        """Return the limit of an amount, ``None`` for one that cannot be counted with; each is made once."""
        key = amount, unit
        if key not in self.known:
            try:
                self.known[key] = limit_of(amount, unit)
            except LimitError:
                self.known[key] = None
        return self.known[key]

    def found(
        self, amount: Amount, unit: str | None, at: int, end: int, confidence: ReadingConfidence, *, after: int | None = None
    ) -> None:
        """Keep an amount of one unit; ``after``: where to look for its start, when not at ``end``."""
        value, _, pair = amount
        if pair is not None:
            self.disagreements.append(Disagreement(pair[0], pair[1], self.span(at, amount[1])))
        if unit == "minute" and value is not None:
            value, unit, confidence = Fraction(value, 60), "hour", ReadingConfidence.INFERRED
            value = value.numerator if value.denominator == 1 else value
        limit = self.limit(value, unit) if value is not None and unit is not None and pair is None else None
        if limit is not None and limit.unit == "working_day":
            unit = limit.unit
        self.keep(limit, value, unit, at, end, confidence if limit is not None else ReadingConfidence.UNCONFIRMED, None, after)

    def keep(
        self,
        limit: TimeLimit | None,
        amount: int | Fraction | None,
        unit: str | None,
        at: int,
        end: int,
        confidence: ReadingConfidence,
        start: StartEvent | None,
        after: int | None = None,
    ) -> None:
        """Keep a limit with the bound, the start and the case around it; ``after``: where to look for them, when not at ``end``."""
        words, look = self.words, end if after is None else after
        shared = self.limits[-1].bound if self.limits and words[at - 1] == "hoặc" else LimitBound.EXACTLY
        bound, first = self.pending or (shared, at)
        follows = words[look] != NUMBER and words[look] not in STOPS
        place = start_words(words, look) if follows and start is None else None
        if place is not None:
            start = start_event(words, place)
            if words[place - 1] == "trước":
                bound = LimitBound.BEFORE
        elif self.backwards is not None and at - self.backwards <= _NEAR_EVENT and bound in (LimitBound.AT_LEAST, LimitBound.EXACTLY):
            bound = LimitBound.BEFORE
        elif start is None and self.opening is not None:
            start = start_event(words, self.opening)
        if bound is LimitBound.BEFORE and start is None:
            start = StartEvent.EVENT
        if self.bare and confidence is ReadingConfidence.CLEAR:
            confidence = ReadingConfidence.INFERRED
        self.limits.append(FoundLimit(limit, amount, unit, bound, start, self.case_of(first, look), self.span(at, end), confidence))
        self.pending = None

    def case_of(self, first: int, end: int) -> str | None:
        """The words of the case: those after the limit, else those before it in its clause, else the label of the line."""
        found = case_words(self.words, end) if self.words[end] != NUMBER else None
        if found is None:
            if self.case is not None:
                found = self.case, first
            elif first > self.clause and self.words[first - 1] == ":" and self.words[self.clause] not in ("thời", "hạn", "bước", "cách"):
                found = self.clause, first - 1
        if found is None or found[1] <= found[0]:
            return None
        begin, close = self.span(*found)
        told = self.text[begin : min(close, begin + _LONGEST_CASE)].strip(" \t\r\n,:;.-–+*()")
        return " ".join(told.removesuffix(" thì").split()) or None
