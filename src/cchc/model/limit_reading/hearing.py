"""The words that say something about what follows them: bounds, starts, cases, dates, times of day.

A step takes the word it begins at and returns the word to go on with.
"""

from __future__ import annotations

from dataclasses import replace

from cchc.model.found_limit import ClockTime, LimitBound
from cchc.model.limit_reading.amounts import clock_at, glued
from cchc.model.limit_reading.context import aside_before
from cchc.model.limit_reading.keeping import Keeper
from cchc.model.limit_reading.tokens import NUMBER, syllables

FILLERS = syllables("là thời hạn gian vòng phạm vi nhất không hết hơn mức cộng (")
"""Words that may stand between a bound and its amount."""
_BOUNDS = {
    ("không", "quá"): LimitBound.AT_MOST,
    ("không", "vượt"): LimitBound.AT_MOST,
    ("không", "chậm"): LimitBound.AT_MOST,
    ("không", "muộn"): LimitBound.AT_MOST,
    ("không", "dưới"): LimitBound.AT_LEAST,
    ("không", "ít"): LimitBound.AT_LEAST,
    ("tối", "đa"): LimitBound.AT_MOST,
    ("tối", "thiểu"): LimitBound.AT_LEAST,
    ("chậm", "nhất"): LimitBound.AT_MOST,
    ("muộn", "nhất"): LimitBound.AT_MOST,
    ("nhiều", "nhất"): LimitBound.AT_MOST,
    ("ít", "nhất"): LimitBound.AT_LEAST,
}
_SINGLE = {"quá": LimitBound.AFTER, "hết": LimitBound.AFTER, "sau": LimitBound.AFTER, "trước": LimitBound.BEFORE, "đến": LimitBound.AT_MOST}

BOUND_WORDS = frozenset(first for first, _ in _BOUNDS) | _SINGLE.keys()


class Listener(Keeper):
    """A keeper that hears bounds, cases and dates."""

    def stop(self, at: int) -> int:
        """End the clause."""
        self.new_clause(at + 1)
        return at + 1

    def comma(self, at: int) -> int:
        """Hear a comma: a bound before it waits no longer."""
        self.pending, self.aside, self.backwards = None, None, None
        return at + 1

    def bound(self, at: int) -> int:
        """Hear a bound, in two words or one, and let it wait for its amount."""
        words = self.words
        pair = _BOUNDS.get((words[at], words[at + 1]))
        if pair is not None:
            self.wait(pair, at)
            return at + (3 if words[at + 1] == "vượt" and words[at + 2] == "quá" else 2)
        single = _SINGLE.get(words[at])
        if single is None:
            if words[at] not in FILLERS:
                self.pending = None
        elif words[at + 1] in ("khi", "đó"):
            self.pending = None
        else:
            if single is LimitBound.BEFORE and words[at + 1] in ("ngày", "thời") and words[at + 2] != NUMBER:
                self.backwards = at
            self.wait(single, at)
        return at + 1

    def since(self, at: int) -> int:
        """Hear "kể từ", "tính từ" or "từ": a start that opens a clause, or the lower end of a range."""
        words = self.words
        self.pending = None
        if words[at] != "từ":
            if words[at + 1] != "từ":
                return at + 1
            if at == self.clause:
                self.opening = at + 2
            return at + 2
        if words[at + 1] == NUMBER:
            self.wait(LimitBound.AT_LEAST, at)
        return at + 1

    def case_begins(self, at: int) -> int:
        """Hear "trường hợp" or "đối với"."""
        words = self.words
        if self.case is None and (words[at], words[at + 1]) in (("trường", "hợp"), ("đối", "với")):
            self.case = at
        self.pending = None
        return at + 1

    def announcing(self, at: int) -> int:
        """A word that may announce a validity, an experience, a rate; "hạn" fills a bound as well."""
        reason = aside_before(self.words, at)
        if reason is not None:
            self.aside = reason, at
        if self.words[at] not in FILLERS:
            self.pending = None
        return at + 1

    def after_date(self, at: int) -> int:
        """The word after a date whose first figure is at ``at``."""
        words = self.words
        end = at + 1
        for name in ("tháng", "năm"):
            if words[end] == name and words[end + 1] == NUMBER:
                end += 2
        while words[end] in ("/", "-", ".") and words[end + 1] == NUMBER and glued(self.tokens, end):
            end += 2
        return end

    def clock(self, at: int) -> int | None:
        """A time of day at ``at``: a cut-off after "sau", else nothing of ours."""
        before = self.words[at - 1]
        bound = self.pending[0] if self.pending is not None else None
        if bound is LimitBound.AT_MOST and before != "đến":
            return None
        told = clock_at(self.tokens, at, before)
        if told is None:
            return None
        self.pending = None
        if before == "sau":
            self.cutoff = at
            self.cutoffs.append(ClockTime(told[0], self.span(at - 1, told[1])))
            if self.limits and self.limits[-1].unit in ("same_day", "immediate"):
                self.limits[-1] = replace(self.limits[-1], cutoff=told[0])
        return told[1]

    def is_date(self, unit: str, at: int) -> bool:
        """Whether the figure at ``at`` makes a date of the unit before it, as in "91 ngày 26/6"."""
        words, (_, pieces, _) = self.words, self.tokens
        if unit == "day":
            return (words[at + 1] in ("/", "-") and glued(self.tokens, at + 1)) or (words[at + 1] == "tháng" and words[at + 2] == NUMBER)
        if unit == "month":
            return words[at + 1] == "năm" and words[at + 2] == NUMBER
        return unit == "year" and len(pieces[at].strip()) == 4
