"""Rules about the start: cut-offs that shift it, and starts other than the receipt."""

from __future__ import annotations

from datetime import time, timedelta

from cchc.deadlines.civil_code import EVENT_DAY_NOT_COUNTED
from cchc.legal import LegalBasis
from cchc.model.cutoff import ShiftCutoff
from cchc.model.receipt import Receipt, StartEvent
from cchc.testing.contract.asking import AT_ANY_TIME, IN_OFFICE, ONE_DAY, Asking, at
from cchc.testing.contract.feature import Feature
from cchc.testing.contract.rules_days import few_working
from cchc.testing.contract.ruling import Draw, rule
from cchc.testing.needs_hypothesis import st

SHIFTED = LegalBasis("63/2024/NĐ-CP", 7)
SHIFTED_ON_REST_DAYS = LegalBasis("297/2025/NĐ-CP", 3, 5)
_needs = (Feature.WORKING_DAYS, Feature.CUTOFFS)
_AROUND_THREE = st.sampled_from([timedelta(), timedelta(minutes=-1), timedelta(seconds=1), timedelta(minutes=1), timedelta(microseconds=1)])


class StartRules(Asking):
    """From which day a limit runs."""

    @rule("Nhận sau giờ chốt: tính như nhận vào ngày làm việc tiếp theo; đúng giờ chốt là kịp", SHIFTED, pitfalls="T59", needs=_needs)
    def test_after_the_cut_off_the_next_day_is_the_day_of_receipt(self, draw: Draw) -> None:
        """Received after the cut-off: as if received on the next working day; exactly at it is in time."""
        question = self.question(draw, few_working, on_a_working_day=True)
        received = at(question.received.date(), time(15)) + draw(_AROUND_THREE)
        self.same_due(question.but(receipt=Receipt(received_at=received), cutoff=ShiftCutoff(at=time(15))))

    @rule("Giờ chốt của ngày nghỉ theo quy định riêng", SHIFTED, SHIFTED_ON_REST_DAYS, pitfalls="T59 T60", needs=_needs)
    def test_a_cut_off_on_a_day_of_rest(self, draw: Draw) -> None:
        """On a day of rest the cut-off shifts only where its text says so."""
        question = self.question(draw, few_working, times=AT_ANY_TIME)
        cutoff = ShiftCutoff(at=draw(st.sampled_from([time(15), time(16, 30)])), rest_days=draw(st.booleans()))
        self.same_due(question.but(cutoff=cutoff))

    @rule(
        "Thời hạn tính từ mốc thủ tục quy định: đủ hồ sơ, nộp phí, sự kiện",
        EVENT_DAY_NOT_COUNTED,
        needs=(Feature.WORKING_DAYS, Feature.START_EVENTS),
    )
    def test_a_limit_runs_from_the_event_that_starts_it(self, draw: Draw) -> None:
        """A limit runs from the event the procedure names: complete dossier, fee paid, an event."""
        question = self.question(draw, few_working)
        received = question.received

        def later() -> object:
            return at(received.date() + draw(st.integers(1, 10)) * ONE_DAY, draw(IN_OFFICE))

        start = draw(st.sampled_from([StartEvent.COMPLETE, StartEvent.COMPLETE_AND_FEE, StartEvent.EVENT]))
        given: dict[str, object] = {"complete_at": later()}
        if start is StartEvent.COMPLETE_AND_FEE:
            given["fee_paid_at"] = later()
        elif start is StartEvent.EVENT:
            given = {"event_at": later()}
        receipt = Receipt(received_at=received, **given)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        self.same_due(question.but(receipt=receipt, start=start))
