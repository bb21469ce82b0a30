"""Rules about a clock that pauses: what does not count, what is refused, in which order things are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from functools import cache

from cchc.deadlines.civil_code import ENDS_ON_NEXT_WORKING_DAY
from cchc.legal import LegalBasis
from cchc.model.clock_entry import ClockEntry
from cchc.model.time_limit import CalendarDays, WorkingDays, WorkingHours
from cchc.testing.contract.answer import answer_words, asked
from cchc.testing.contract.asking import IN_OFFICE, ONE_DAY, Asking, Ledger, at, counted
from cchc.testing.contract.feature import Feature
from cchc.testing.contract.outcome import Difference, DifferenceError
from cchc.testing.contract.question import Question
from cchc.testing.contract.ruling import Draw, rule
from cchc.testing.ledger_strategies import Facts, numbered, paused_ledger
from cchc.testing.needs_hypothesis import st

from hypothesis import assume  # isort: skip - after the message of a missing Hypothesis

SUPPLEMENT = LegalBasis("118/2025/NĐ-CP", 19, unverified=True)
APOLOGY = SUPPLEMENT
_pauses = (Feature.WORKING_DAYS, Feature.PAUSES)
_AT_THE_EDGES = IN_OFFICE | st.sampled_from([time(17), time(18), time(11, 30), time(7)])
_term = counted(WorkingDays, 5, 15)


@cache
def _offsets(times: st.SearchStrategy[time], span: int, least: int, most: int) -> st.SearchStrategy[list[tuple[int, time]]]:
    return st.lists(st.tuples(st.integers(0, span), times), min_size=least, max_size=most, unique=True)


def moments(
    draw: Draw, received: datetime, count: int, *, more: int = 0, times: st.SearchStrategy[time] = IN_OFFICE, span: int = 8
) -> list[datetime]:
    """Draw ``count`` instants or up to ``more`` more, in order, from ``received`` to some ``span`` days after it."""
    drawn = [at(received.date() + number * ONE_DAY, clock) for number, clock in draw(_offsets(times, span, count, count + more))]
    found = sorted({moment if moment >= received else moment + ONE_DAY for moment in drawn})
    assume(len(found) == len(drawn))
    return found


def pausing(times: st.SearchStrategy[time] = IN_OFFICE, *, least: int = 1, most: int = 1, span: int = 8) -> Ledger:
    """Return how to draw a ledger of ``least`` to ``most`` pauses in order, none touching another."""

    def drawn(draw: Draw, received: datetime) -> tuple[ClockEntry, ...]:
        edges = moments(draw, received, 2 * least, more=2 * (most - least), times=times, span=span)
        return paused_ledger(list(zip(edges[::2], edges[1::2], strict=False)))

    return drawn


def happened(draw: Draw, received: datetime, kinds: Sequence[str], **facts: object) -> tuple[ClockEntry, ...]:
    """Draw a ledger of these kinds of entries, one after the other."""
    times = moments(draw, received, len(kinds))
    told: list[Facts] = [{"kind": kind, "occurred_at": moment, **facts} for kind, moment in zip(kinds, times, strict=True)]
    return numbered(told)


class PauseRules(Asking):
    """A clock that is suspended and goes on."""

    @rule("Ngày tạm dừng không tính: sau ngày thông báo đến hết ngày hoàn thiện", SUPPLEMENT, pitfalls="T12 T13", needs=_pauses)
    def test_days_of_a_pause_do_not_count(self, draw: Draw) -> None:
        """Days of a pause do not count: after the day of the notice through that of completion."""
        self.same_due(self.question(draw, _term, ledger=pausing(), on_a_working_day=True))

    @rule(
        "Giờ tạm dừng chỉ là giờ làm việc trong lúc dừng", SUPPLEMENT, pitfalls="T09 T10 T12", needs=(Feature.WORKING_HOURS, Feature.PAUSES)
    )
    def test_a_pause_takes_out_its_working_time(self, draw: Draw) -> None:
        """A pause takes out the working time in it, no more."""
        hours = counted(WorkingHours, 24, 60)
        self.same_due(self.question(draw, hours, ledger=pausing(_AT_THE_EDGES, span=3), on_a_working_day=True))

    @rule("Tạm dừng ngoài giờ làm việc không đổi hạn", SUPPLEMENT, pitfalls="T17", needs=(Feature.WORKING_HOURS, Feature.PAUSES))
    def test_a_pause_outside_working_time_changes_nothing(self, draw: Draw) -> None:
        """A pause outside working time changes nothing."""
        hours = counted(WorkingHours, 24, 60)
        question = self.question(draw, hours, on_a_working_day=True)
        night = question.received.date() + draw(st.integers(0, 2)) * ONE_DAY
        self.same_due(question.but(entries=paused_ledger([(at(night, time(18)), at(night + ONE_DAY, time(7)))])))

    @rule(
        "Tạm dừng theo ngày lịch, dời ngày nghỉ một lần ở cuối",
        SUPPLEMENT,
        ENDS_ON_NEXT_WORKING_DAY,
        pitfalls="T61",
        needs=(Feature.CALENDAR_DAYS, Feature.PAUSES),
    )
    def test_the_end_rolls_once_after_all_pauses(self, draw: Draw) -> None:
        """Pauses of a limit in calendar days: the end moves off a day of rest once, last."""
        days = counted(CalendarDays, 10, 30)
        self.same_due(self.question(draw, days, ledger=pausing(least=2, most=2)))

    @rule("Nhiều lần tạm dừng đều được trừ", SUPPLEMENT, pitfalls="T15", needs=_pauses)
    def test_every_pause_is_taken_out(self, draw: Draw) -> None:
        """Every pause is taken out, not the last one only."""
        self.same_due(self.question(draw, _term, ledger=pausing(least=2, most=3, span=12), on_a_working_day=True))

    @rule("Tạm dừng sau khi đã quá hạn không cứu được hạn", SUPPLEMENT, pitfalls="T11b", needs=_pauses)
    def test_a_pause_after_the_breach_moves_nothing(self, draw: Draw) -> None:
        """A pause after the limit has passed moves nothing."""
        question = self.question(draw, counted(WorkingDays, 1, 3), on_a_working_day=True)
        due = question.deadline().due
        assert due is not None
        since = at(due + draw(st.integers(1, 5)) * ONE_DAY, draw(IN_OFFICE))
        until = at(since.date() + draw(st.integers(1, 5)) * ONE_DAY, draw(IN_OFFICE))
        self.same_due(question.but(entries=paused_ledger([(since, until)])))

    @rule("Đang tạm dừng thì chưa có hạn", SUPPLEMENT, pitfalls="T14", needs=_pauses)
    def test_nothing_is_due_while_paused(self, draw: Draw) -> None:
        """While the clock is paused nothing is due."""
        question = self.question(draw, _term, on_a_working_day=True)
        self.same_due(question.but(entries=happened(draw, question.received, ["suspend"])))

    @rule("Tiếp tục khi không tạm dừng thì không đổi hạn", SUPPLEMENT, pitfalls="T11 T16", needs=_pauses)
    def test_going_on_without_a_pause_changes_nothing(self, draw: Draw) -> None:
        """Going on without a pause changes nothing."""
        question = self.question(draw, _term, on_a_working_day=True)
        self.same_due(question.but(entries=happened(draw, question.received, ["resume"])))

    @rule("Việc khác giữa lúc tạm dừng và tiếp tục không làm mất phần đã dừng", SUPPLEMENT, pitfalls="T15 T16", needs=_pauses)
    def test_what_happens_during_a_pause_loses_none_of_it(self, draw: Draw) -> None:
        """What happens between pause and resumption loses no part of the pause."""
        question = self.question(draw, _term, on_a_working_day=True)
        self.same_due(question.but(entries=happened(draw, question.received, ["suspend", "suspend", "resume"])))

    @rule("Khoảng không tính chồng nhau chỉ trừ một lần", SUPPLEMENT, pitfalls="T16", needs=(Feature.WORKING_DAYS, Feature.EXCLUSIONS))
    def test_overlapping_intervals_are_taken_out_once(self, draw: Draw) -> None:
        """Intervals that overlap are taken out once."""
        question = self.question(draw, _term, on_a_working_day=True)
        a, b, c, d = moments(draw, question.received, 4, span=10)
        stands: Facts = {"kind": "exclude", "occurred_at": question.received}
        pairs = draw(st.sampled_from([((a, c), (b, d)), ((a, d), (b, c)), ((a, b), (c, d))]))
        self.same_due(question.but(entries=numbered([{**stands, "since": since, "until": until} for since, until in pairs])))

    @rule("Sự việc báo sai thứ tự hoặc báo lại không đổi hạn", SUPPLEMENT, pitfalls="T18", needs=_pauses)
    def test_order_of_delivery_changes_nothing(self, draw: Draw) -> None:
        """Things told out of order, or told twice, change nothing."""
        question = self.question(draw, _term, ledger=pausing(least=1, most=2), on_a_working_day=True)
        again = draw(st.lists(st.sampled_from(question.entries), max_size=2))
        self.same_due(question.but(entries=tuple(draw(st.permutations([*question.entries, *again])))))

    @rule(
        "Việc không được phép bị từ chối, phần còn lại giữ nguyên",
        SUPPLEMENT,
        pitfalls="T11 T16 T63",
        needs=(*_pauses, Feature.REFUSALS),
        asks=("refused",),
    )
    def test_what_is_not_allowed_is_refused(self, draw: Draw) -> None:
        """What is not allowed is refused, the rest stands."""
        question = self.question(draw, _term, on_a_working_day=True)
        kinds = draw(st.lists(st.sampled_from(["resume", "suspend"]), min_size=1, max_size=4))
        question = question.but(entries=happened(draw, question.received, kinds))
        right = sorted(one.entry_id for one in question.deadline().refusals)
        told = asked(lambda: sorted(self.refused(question)))
        if told != right:
            raise DifferenceError(
                Difference(answer_words(told, self.lang), answer_words(right, self.lang), tuple(question.lines(self.lang)))
            )

    @rule(
        "Kết quả trong suốt ngày cuối cùng là đúng hạn",
        ENDS_ON_NEXT_WORKING_DAY,
        pitfalls="T57 T58",
        needs=(Feature.WORKING_DAYS,),
        asks=("is_late",),
    )
    def test_the_whole_last_day_is_in_time(self, draw: Draw) -> None:
        """A result on any part of the last day is in time."""
        question = self.question(draw, _term, on_a_working_day=True)
        due = question.deadline().due
        assert due is not None
        after = question.setting.office.over(question.setting.calendar).next_working_day_after(due)
        edges = [(due, time(16, 59, 59)), (due, time(17)), (due, time(23, 59, 59)), (after, time()), (after, time(8)), (due, time())]
        self._lateness(question, at(*draw(st.sampled_from(edges))))

    @rule("Đang tạm dừng thì không quá hạn", SUPPLEMENT, pitfalls="T14", needs=_pauses, asks=("is_late",))
    def test_a_paused_dossier_is_not_late(self, draw: Draw) -> None:
        """A paused dossier is not late."""
        question = self.question(draw, _term, on_a_working_day=True)
        question = question.but(entries=happened(draw, question.received, ["suspend"]))
        since = question.entries[0].occurred_at
        plain = question.but(entries=()).deadline().due
        assert plain is not None
        assume(since.date() < plain)
        self._lateness(question, at(plain + draw(st.integers(1, 30)) * ONE_DAY, draw(IN_OFFICE)))

    def _lateness(self, question: Question, now: datetime) -> None:
        deadline = question.deadline()
        right = deadline.at(now).late_by is not None
        told = asked(lambda: self.is_late(question, now))
        if told is not right:
            state = {True: self.words("quá hạn", "late"), False: self.words("đúng hạn", "in time")}
            said = state[told] if isinstance(told, bool) else answer_words(told, self.lang)
            moment = self.words("vào lúc {0}", "at {0}", f"{now:%H:%M:%S %d/%m/%Y}")
            raise DifferenceError(
                Difference(said, state[right], (*question.lines(self.lang, deadline.due), moment), self.difference(question, "", "").law)
            )


class ChangeRules(Asking):
    """Restarts, new limits, extensions, apologies."""

    @rule("Tính lại từ đầu: cả thời hạn chạy lại từ ngày đó", SUPPLEMENT, pitfalls="T64", needs=(Feature.WORKING_DAYS, Feature.RESTARTS))
    def test_a_restart_runs_the_whole_limit_again(self, draw: Draw) -> None:
        """A restart runs the whole limit again from that day."""
        question = self.question(draw, _term, on_a_working_day=True)
        kinds = draw(st.sampled_from([["restart"], ["suspend", "restart"]]))
        self.same_due(question.but(entries=happened(draw, question.received, kinds)))

    @rule("Thời hạn mới chạy từ ngày được ấn định", SUPPLEMENT, needs=(Feature.WORKING_DAYS, Feature.NEW_LIMITS))
    def test_a_new_limit_runs_from_its_day(self, draw: Draw) -> None:
        """A new limit runs from the day on which it is set."""
        question = self.question(draw, _term, on_a_working_day=True)
        self.same_due(question.but(entries=happened(draw, question.received, ["fixed"], limit=WorkingDays(count=draw(st.integers(1, 9))))))

    @rule(
        "Kéo dài cộng vào thời hạn, không phải vào ngày hẹn hay từ hôm nay",
        SUPPLEMENT,
        pitfalls="T62",
        needs=(Feature.WORKING_DAYS, Feature.EXTENSIONS),
    )
    def test_an_extension_is_added_to_the_limit(self, draw: Draw) -> None:
        """An extension is added to the limit, not to the printed day nor from today."""
        question = self.question(draw, counted(WorkingDays, 10, 15), on_a_working_day=True)
        kind = draw(st.sampled_from(["extend_by", "extend_to"]))
        limit = WorkingDays(count=draw(st.integers(16, 25) if kind == "extend_to" else st.integers(1, 10)))
        self.same_due(question.but(entries=happened(draw, question.received, [kind], limit=limit)))

    @rule("Kéo dài rồi tạm dừng bằng tạm dừng rồi kéo dài", SUPPLEMENT, pitfalls="T62", needs=(*_pauses, Feature.EXTENSIONS))
    def test_extension_and_pause_in_either_order(self, draw: Draw) -> None:
        """Extending and pausing come to the same in either order."""
        question = self.question(draw, counted(WorkingDays, 10, 15), on_a_working_day=True)
        more: Facts = {"kind": "extend_by", "limit": WorkingDays(count=draw(st.integers(1, 5)))}
        one, two, three = moments(draw, question.received, 3)
        extended_at, (since, until) = draw(st.sampled_from([(one, (two, three)), (three, (one, two))]))
        told: list[Facts] = [
            {**more, "occurred_at": extended_at},
            {"kind": "suspend", "occurred_at": since},
            {"kind": "resume", "occurred_at": until},
        ]
        self.same_due(question.but(entries=numbered(sorted(told, key=lambda entry: str(entry["occurred_at"])))))

    @rule("Kéo dài khi đã hết hạn thì không được", SUPPLEMENT, pitfalls="T63", needs=(Feature.WORKING_DAYS, Feature.EXTENSIONS))
    def test_an_extension_after_the_breach_is_refused(self, draw: Draw) -> None:
        """An extension after the limit has passed is refused."""
        question = self.question(draw, counted(WorkingDays, 1, 3), on_a_working_day=True)
        due = question.deadline().due
        assert due is not None
        late = at(due + draw(st.integers(1, 9)) * ONE_DAY, draw(IN_OFFICE))
        entry: Facts = {"kind": "extend_by", "occurred_at": late, "limit": WorkingDays(count=draw(st.integers(1, 9)))}
        self.same_due(question.but(entries=numbered([entry])))

    @rule("Xin lỗi, hẹn lại không đổi hạn theo luật", APOLOGY, needs=(Feature.WORKING_DAYS, Feature.APOLOGIES))
    def test_an_apology_moves_no_limit(self, draw: Draw) -> None:
        """An apology with a new date does not move the limit of the law."""
        question = self.question(draw, _term, on_a_working_day=True)
        due = question.deadline().due
        assert due is not None
        to = due + draw(st.integers(1, 10)) * ONE_DAY
        self.same_due(question.but(entries=happened(draw, question.received, ["reappoint"], to=to)))
