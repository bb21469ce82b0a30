"""Legal values, receipts, cut-offs, clock entries, procedures: what they refuse, and what they keep to themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter

from cchc.errors import ChoiceError, LedgerError, LimitError, NaiveDatetimeError, OtherZoneError, UnconfirmedLimitError
from cchc.legal import LegalBasis, Validity
from cchc.model.clock_entry import ClockEntry, Exclude, Suspend
from cchc.model.cutoff import ResultCutoff, ShiftCutoff
from cchc.model.fields import AnyCutoff
from cchc.model.instant import VIETNAM_TIME, vietnam_instant
from cchc.model.procedure import Procedure, ProcedureLimit, UnconfirmedLimit
from cchc.model.receipt import Channel, Receipt, StartEvent, receipt_of
from cchc.model.time_limit import SameDay, WorkingDays

AT = datetime(2026, 2, 12, 15, 40, tzinfo=VIETNAM_TIME)


class TestLegal:
    def test_a_citation_reads_as_lawyers_write_it(self) -> None:
        assert str(LegalBasis("61/2018/NĐ-CP", 19, 9)) == "khoản 9 Điều 19, 61/2018/NĐ-CP"
        assert str(LegalBasis("118/2025/NĐ-CP", unverified=True)) == "118/2025/NĐ-CP (chưa kiểm chứng)"

    @pytest.mark.parametrize("fields", [{"clause": 1}, {"article": 1, "point": "a"}, {"point": "a"}])
    def test_a_place_needs_what_it_stands_in(self, fields: dict[str, object]) -> None:
        with pytest.raises(ValueError, match="without"):
            LegalBasis("61/2018/NĐ-CP", **fields)  # type: ignore[arg-type]

    def test_validity(self) -> None:
        span = Validity(date(2018, 6, 21), date(2025, 6, 30))
        assert [span.covers(date(2018, 6, day)) for day in (20, 21)] == [False, True]
        assert [span.covers(date(2025, 7, 1)), Validity().covers(date(1, 1, 1))] == [False, True]
        assert span.within(Validity())
        assert not Validity().within(span)
        assert not Validity(date(2018, 6, 21)).within(span)
        assert Validity(date(2020, 1, 1), date(2020, 2, 1)).within(span)
        with pytest.raises(ValueError, match="before it begins"):
            Validity(date(2025, 6, 30), date(2018, 6, 21))


class TestInstants:
    def test_vietnams_time_is_kept_to_the_microsecond(self) -> None:
        exact = AT.replace(microsecond=1)
        assert vietnam_instant(exact) is exact
        assert vietnam_instant(AT.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))) == AT

    def test_a_naive_instant_is_refused_with_what_to_write(self) -> None:
        with pytest.raises(NaiveDatetimeError, match="VIETNAM_TIME"):
            vietnam_instant(datetime(2026, 2, 12))

    @pytest.mark.parametrize("zone", [UTC, ZoneInfo("America/New_York"), timezone(timedelta(hours=8)), timezone(timedelta(seconds=25201))])
    def test_another_zone_is_refused_with_how_to_convert(self, zone: timezone) -> None:
        with pytest.raises(OtherZoneError, match="astimezone"):
            Receipt(received_at=AT.astimezone(zone))

    def test_a_receipt_is_made_of_an_instant(self) -> None:
        assert receipt_of(AT) == Receipt(received_at=AT) == receipt_of(Receipt(received_at=AT))


class TestCutoffs:
    def test_a_cutoff_falls_at_one_moment(self) -> None:
        for fields in ({}, {"at": time(15), "before_closing_minutes": 60}, {"at": time(15, tzinfo=UTC)}, {"before_closing_minutes": 0}):
            with pytest.raises(LimitError):
                ShiftCutoff(**fields)

    def test_the_kind_tells_the_type(self) -> None:
        adapter = TypeAdapter[AnyCutoff](AnyCutoff)
        assert isinstance(adapter.validate_python({"kind": "result", "at": "15:00"}), ResultCutoff)


class TestClockEntries:
    def test_an_entry_shows_no_ground(self) -> None:
        entry = Suspend(id="1", sequence=1, occurred_at=AT, ground="Nguyễn Văn A thiếu giấy tờ")
        assert "Nguyễn" not in repr(entry)

    def test_an_interval_runs_forwards(self) -> None:
        with pytest.raises(LedgerError, match="before it begins"):
            Exclude(id="1", sequence=1, occurred_at=AT, since=AT, until=AT - timedelta(hours=1))

    def test_json_round_trips(self) -> None:
        adapter = TypeAdapter[ClockEntry](ClockEntry)
        text = '{"kind": "fixed", "id": "1", "sequence": 1, "occurred_at": "2026-02-12T15:40:00+07:00", "limit": "18 ngày làm việc"}'
        entry = adapter.validate_json(text)
        assert adapter.validate_json(adapter.dump_json(entry)) == entry


class TestProcedures:
    LIMITS = (
        ProcedureLimit(case="online", channels=(Channel.ONLINE,), limit=WorkingDays(count=1)),
        ProcedureLimit(case="counter", channels=(Channel.COUNTER,), limit=WorkingDays(count=2)),
        ProcedureLimit(case="verified", label_vi="cần xác minh", limit=WorkingDays(count=3)),
    )
    PROCEDURE = Procedure(code="1.000001", name="thử", limits=LIMITS)

    def test_a_choice_that_leaves_one_limit(self) -> None:
        assert self.PROCEDURE.choose(case="verified").limit == WorkingDays(count=3)
        assert self.PROCEDURE.choose(Channel.ONLINE, "online").limit == WorkingDays(count=1)

    def test_equal_answers_need_no_choice(self) -> None:
        same = Procedure(
            code="1.000001", name="thử", limits=(ProcedureLimit(case="a", limit=SameDay()), ProcedureLimit(case="b", limit=SameDay()))
        )
        assert same.choose().limit == SameDay()

    @pytest.mark.parametrize(("channel", "case"), [(None, None), (Channel.ONLINE, None), (Channel.POST, "online"), (None, "no such")])
    def test_otherwise_the_options_are_listed(self, channel: Channel | None, case: str | None) -> None:
        with pytest.raises(ChoiceError) as refused:
            self.PROCEDURE.choose(channel, case)
        assert any("verified" in option for option in refused.value.options)

    def test_a_procedure_without_limits(self) -> None:
        with pytest.raises(ChoiceError, match="nothing is published"):
            Procedure(code="1.000001", name="thử").choose()

    def test_an_unconfirmed_limit_is_never_counted(self) -> None:
        limit = ProcedureLimit(unconfirmed=UnconfirmedLimit(amount="20", unit="Ngày"))
        with pytest.raises(UnconfirmedLimitError, match="working or calendar"):
            limit.confirmed("1.000001")

    def test_a_limit_is_confirmed_or_not(self) -> None:
        for fields in ({}, {"limit": SameDay(), "unconfirmed": UnconfirmedLimit(amount="1", unit="")}):
            with pytest.raises(LimitError):
                ProcedureLimit(**fields)

    def test_start_events_know_what_they_need(self) -> None:
        assert [one for one in StartEvent if one.needs_event] == [StartEvent.EVENT, StartEvent.EVENT_AND_FEE]
        assert [one for one in StartEvent if one.needs_fee] == [StartEvent.COMPLETE_AND_FEE, StartEvent.EVENT_AND_FEE]

    def test_validity_of_a_version(self) -> None:
        assert Procedure(code="1.000001", name="thử", since=date(2026, 7, 1)).validity == Validity(date(2026, 7, 1))

    def test_labels(self) -> None:
        assert (Channel.KIOSK.label("vi"), Channel.KIOSK.label("en")) == ("Ki-ốt thông minh", "At a kiosk")
