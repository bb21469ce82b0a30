"""The second pass of reading time limits: one walk over the words, left to right, each step a fixed number of words.

A word that begins something has a step of its own in a table; what the steps share is a bound that waits for its
amount ("không quá" …), the case of the clause, and whether the clause speaks of validity or another length of time.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import ClassVar

from cchc.errors import LimitError
from cchc.model.found_limit import AsideReason, LimitBound, LimitText, ReadingConfidence, SetAside
from cchc.model.limit_reading.amounts import GOES_ON, Amount, amount_at, glued, unit_at
from cchc.model.limit_reading.context import MAY_SET_ASIDE, STOPS, aside_after, start_event
from cchc.model.limit_reading.hearing import BOUND_WORDS, FILLERS, Listener
from cchc.model.limit_reading.keeping import NEAR_CUTOFF
from cchc.model.limit_reading.tokens import END, NUMBER, syllables
from cchc.model.number_words import FIRST_WORDS, NUMBER_WORDS
from cchc.model.time_limit import CompoundLimit, DayPart, Immediate, SameDay

_REFERENCES = syllables("số điều khoản điểm mẫu thứ bước trang lục mục chương quý")
_FAR = 10
"""How many words after "có giá trị" a length of time still belongs to it."""
_AFTER_NUMBER = NUMBER_WORDS | syllables("ngày giờ h tiếng phút tuần tháng năm ( ) / . , ; + - đến tới hoặc kể miễn ½ ¼ ¾") | {"\n", END}
"""Words before which a number may matter; before any other it is passed over."""
_MAY_ADD = FIRST_WORDS | {NUMBER, "+", "và", "cộng", "nửa"}
_VERBS = syllables("trả lời quyết đổi cấp báo dẫn hiện chuyển gửi lý quả nhận có")
Step = Callable[["_Reader", int], int]


def read_limits(text: str) -> LimitText:
    """Return all that ``text`` says about time limits; see :func:`cchc.model.limit_text.parse_time_limit`."""
    return _Reader(text).read()


class _Reader(Listener):
    """One text on its way; every step takes the word it begins at and returns the word to go on with."""

    steps: ClassVar[dict[str, Step]] = {}

    def read(self) -> LimitText:
        at, count, words, steps = 0, len(self.tokens[1]), self.words, self.steps
        while at < count:
            word = words[at]
            step = steps.get(word)
            if step is not None:
                at = step(self, at)
            else:
                if self.pending is not None and word not in FILLERS:
                    self.pending = None
                at += 1
        return self.result

    # -- dates and times of day

    def day(self, at: int) -> int:
        """Read "ngày" without an amount before it: a date, or an ordinal day that is a limit."""
        words, after = self.words, at + 1
        unit = unit_at(words, at)
        if unit is not None and words[unit[1]] == "thứ":
            amount = amount_at(self.tokens, unit[1] + 1)
            if amount is not None and amount[0] is not None and words[amount[1]] in ("kể", "tính", "sau"):
                self.found(amount, unit[0], at, amount[1], ReadingConfidence.CLEAR)
                return amount[1]
        self.pending = None
        if words[after] == NUMBER and unit_at(words, after + 1) is None:
            return self.after_date(after)
        if words[after] == NUMBER and words[after + 1] in ("tháng", "năm"):
            return self.after_date(after)
        return after

    def month(self, at: int) -> int:
        """Read "tháng" or "năm" without an amount before it: part of a date, or the number five."""
        words = self.words
        if words[at] == "năm" and amount_at(self.tokens, at) is not None:
            return self.number(at)
        self.pending = None
        if words[at + 1] == NUMBER and unit_at(words, at + 2) is None:
            return self.after_date(at + 1)
        if words[at + 1] == NUMBER and words[at + 2] == "năm":
            return self.after_date(at + 1)
        return at + 2 if words[at] == "tháng" and words[at + 1] in FIRST_WORDS else at + 1

    # -- limits

    def inside(self, at: int) -> int:
        """Read "trong": within the day, on the next day, or a bound."""
        words = self.words
        at_day = at + 2 if words[at + 1] == "cùng" else at + 1
        if words[at_day] != "ngày":
            self.wait(LimitBound.AT_MOST, at)
            return at + 1
        unit, end = unit_at(words, at_day) or ("day", at_day + 1)
        self.pending = None
        if words[end] in ("tiếp", "kế", "liền", "sau"):
            if at - self.cutoff >= NEAR_CUTOFF:
                self.found(
                    (1, end, None),
                    unit,
                    at,
                    end + 2 if words[end + 1] in ("theo", "tiếp", "kề", "đó", "·") else end + 1,
                    ReadingConfidence.INFERRED,
                )
            return end + 1
        if words[end] in (NUMBER, "thứ", "tháng", "cuối", "đầu"):
            return at_day
        start = start_event(words, end) if words[end] in ("nhận", "tiếp", "nộp") else None
        self.keep(SameDay(), None, "same_day", at, end, ReadingConfidence.CLEAR, start)
        return end

    def at_once(self, at: int) -> int:
        words = self.words
        after, before = words[at + 1], words[max(0, at - 4) : at]
        self.pending = None
        if after in ("trong", "được") or "không" in before or "chưa" in before:
            return at + 1
        if after in ("sau", "khi", "lập"):
            start = start_event(words, at + 2) if after == "khi" else None
            self.keep(Immediate(), None, "immediate", at, at + 1, ReadingConfidence.CLEAR, start)
        elif (words[at - 1] in _VERBS and words[at - 2] != "thụ") or (at == 0 and after in STOPS):
            self.keep(Immediate(), None, "immediate", at, at + 1, ReadingConfidence.CLEAR, None)
        return at + 1

    def number(self, at: int) -> int:
        """An amount: with its unit a limit, a part of a sum or a range; else a bare number, or none of ours."""
        words = self.words
        if words[at + 1] not in _AFTER_NUMBER:
            self.pending = None
            return at + 1
        if words[at] == NUMBER and words[at + 1] in ("giờ", "h"):
            end = self.clock(at)
            if end is not None:
                return end
        amount = amount_at(self.tokens, at)
        assert amount is not None, "every word of this step begins an amount"
        end = amount[1]
        if words[at - 1] in _REFERENCES:
            self.pending = None
            return end
        unit = unit_at(words, end)
        if unit is None and words[end] == ")" and words[at - 1] == "(":
            unit = unit_at(words, end + 1)
        if unit is not None:
            return self.with_unit(amount, unit, at)
        return self.shared(amount, at) or self.alone(amount, at)

    def with_unit(self, amount: Amount, unit: tuple[str, int], at: int) -> int:
        words, (name, end) = self.words, unit
        if words[end] == NUMBER and self.is_date(name, end):
            self.pending = None
            return self.after_date(end)
        if words[end] == "rưỡi" and amount[0] is not None:
            amount, end = (amount[0] + Fraction(1, 2), end, amount[2]), end + 1
        reason = self.reason(name, at, end, amount)
        if reason is None and words[at - 1] == "từ" and words[end] not in ("đến", "tới", "-"):
            reason = AsideReason.PERIOD
        if reason is not None:
            self.pending = None
            self.set_aside.append(SetAside(reason, self.span(at, end)))
            return end
        total = self.sum(amount, name, at, end)
        if total is not None:
            return total
        self.found(amount, name, at, end, ReadingConfidence.CLEAR)
        return end

    def reason(self, unit: str, at: int, end: int, amount: Amount) -> AsideReason | None:
        """Why the length of time from ``at`` to ``end`` is no limit."""
        if amount[0] is None:
            return AsideReason.UNREADABLE
        words = self.words
        if (words[end] in MAY_SET_ASIDE or words[end + 1] == "lần") and (after := aside_after(words, end, unit)) is not None:
            return after
        if words[at - 1] == "/" and words[at - 2] != ")":
            return AsideReason.RATE
        return self.aside[0] if self.aside is not None and at - self.aside[1] <= _FAR else None

    def sum(self, amount: Amount, unit: str, at: int, end: int) -> int | None:
        """A sum of units, as in "02 tháng (và) 15 ngày làm việc"; the word after it, where it is one."""
        words = self.words
        same = words[end] == NUMBER and words[end + 1] == words[end - 1] and words[end + 2] not in ("làm", "(")
        if same or words[end] not in _MAY_ADD:
            return None
        parts: list[tuple[int | Fraction, str]] = [(amount[0] or 0, unit)]
        last = end
        while len(parts) <= 3:
            joined = words[last] in ("+", "và", "cộng")
            more = amount_at(self.tokens, last + 1 if joined else last)
            other = None if more is None else unit_at(words, more[1])
            if more is None or more[0] is None or other is None or (other[0] == unit and words[last] != "+"):
                break
            if words[other[1]] == NUMBER and self.is_date(other[0], other[1]):
                break
            parts.append((more[0], other[0]))
            last = other[1]
        if len(parts) == 1:
            return None
        if all(name == unit for _, name in parts):
            self.found((sum(one for one, _ in parts), last, None), unit, at, last, ReadingConfidence.INFERRED)
            return last
        days = [made for part in parts if isinstance(made := self.limit(*part), DayPart)]
        try:
            limit = CompoundLimit(parts=tuple(days)) if len(days) == len(parts) else None
        except LimitError:
            limit = None
        self.keep(limit, None, "compound", at, last, ReadingConfidence.CLEAR if limit else ReadingConfidence.UNCONFIRMED, None)
        return last

    def shared(self, amount: Amount, at: int) -> int | None:
        """Two amounts that share one unit: a range, a choice, a sum; the word after them, where it is one."""
        words, (value, end, _) = self.words, amount
        joint = words[end]
        if joint not in ("-", "đến", "tới", "hoặc", "+") or value is None:
            return None
        if words[end + 1] == NUMBER and words[end + 2] not in GOES_ON and unit_at(words, end + 2) is None:
            return None
        second = amount_at(self.tokens, end + 1)
        unit = None if second is None else unit_at(words, second[1])
        if second is None or second[0] is None or unit is None or self.reason(unit[0], at, unit[1], amount) is not None:
            return None
        if joint == "+":
            self.found((value + second[0], unit[1], None), unit[0], at, unit[1], ReadingConfidence.INFERRED)
            return unit[1]
        if joint != "hoặc" and value >= second[0]:
            return None
        ranged = joint != "hoặc"
        self.pending = (LimitBound.AT_LEAST, at) if ranged else self.pending
        kept = None if ranged else self.pending
        self.found(amount, unit[0], at, end, ReadingConfidence.INFERRED, after=unit[1])
        self.pending = (LimitBound.AT_MOST, end) if ranged else kept
        self.found(second, unit[0], end + 1, unit[1], ReadingConfidence.CLEAR)
        return unit[1]

    def alone(self, amount: Amount, at: int) -> int:
        """A number without a unit: reported where only a limit can be meant, and its unit never guessed."""
        words, end = self.words, amount[1]
        after, count = words[end], len(self.tokens[1])
        closed = after in STOPS or after in (",", "kể") or (after == ")" and words[at - 1] != "(")
        bounded = self.pending is not None and self.pending[0] is LimitBound.AT_MOST and words[at - 1] != "đến"
        told = words[at - 1] in (":", "là") and words[at - 2] in ("quyết", "hạn")
        cell = (
            words[at - 2] in ("trực", "bưu")
            and words[at - 1] in ("tiếp", "tuyến", "chính")
            and after in ("miễn", "không")
            and glued(self.tokens, at)
            and glued(self.tokens, end)
        )
        whole = at == 0 and end == count
        if amount[0] is not None and (whole or cell or (closed and (bounded or told))):
            self.found(amount, None, at, end, ReadingConfidence.UNCONFIRMED)
        self.pending = None
        return end


def _table() -> dict[str, Step]:
    table: dict[str, Step] = dict.fromkeys((*FIRST_WORDS, NUMBER, "nửa", "½", "¼", "¾"), _Reader.number)
    table |= dict.fromkeys((".", ";", "\n"), _Reader.stop)
    table |= dict.fromkeys(BOUND_WORDS, _Reader.bound)
    table |= dict.fromkeys(("kể", "tính", "từ"), _Reader.since)
    table |= dict.fromkeys(("trường", "đối"), _Reader.case_begins)
    table |= dict.fromkeys(("có", "còn", "hiệu", "sử", "hạn", "kinh", "mỗi", "cứ", "định"), _Reader.announcing)
    table |= dict.fromkeys(("tháng", "năm"), _Reader.month)
    return table | {",": _Reader.comma, "ngày": _Reader.day, "trong": _Reader.inside, "ngay": _Reader.at_once}


_Reader.steps = _table()
