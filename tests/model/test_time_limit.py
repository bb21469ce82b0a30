"""Time limits and the phrases for them: exact amounts, bounds, sums, round trips."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError
from decimal import Decimal
from fractions import Fraction

import jsonschema
import pytest
from pydantic import TypeAdapter

from cchc.errors import LimitError
from cchc.model.fields import AnyLimit, SpokenLimit
from cchc.model.limit_phrases import format_limit, format_unit, parse_limit
from cchc.model.time_limit import (
    CalendarDays,
    CompoundLimit,
    Hours,
    Immediate,
    Months,
    SameDay,
    Weeks,
    WorkingDays,
    WorkingHours,
    Years,
    runs_on_hours,
)

LIMITS = [
    WorkingDays(count=15),
    WorkingDays(count=Fraction(1, 4)),
    CalendarDays(count=30),
    WorkingHours(count=8),
    WorkingHours(count=Fraction(47, 2)),
    Hours(count=24),
    Weeks(count=2),
    Months(count=3),
    Years(count=1),
    SameDay(),
    Immediate(),
    CompoundLimit(parts=(Months(count=2), WorkingDays(count=15))),
    CompoundLimit(parts=(WorkingDays(count=1), Years(count=1), CalendarDays(count=2))),
]


class TestAmounts:
    @pytest.mark.parametrize(
        ("given", "exact"),
        [
            (15, 15),
            ("08", 8),
            ("0,25", Fraction(1, 4)),
            ("1.5", Fraction(3, 2)),
            ("3/4", Fraction(3, 4)),
            ("4/2", 2),
            (Decimal("0.5"), Fraction(1, 2)),
            (Fraction(4, 2), 2),
        ],
    )
    def test_exact_amounts_are_taken(self, given: object, exact: object) -> None:
        assert WorkingDays(count=given).count == exact

    @pytest.mark.parametrize(
        "given",
        [
            0.5,
            True,
            -1,
            "-1",
            "",
            "x",
            "1/0",
            "1e9",
            "1_000",
            "١٥",
            "9" * 40,
            None,
            [],
            Decimal("NaN"),
            Decimal("1e400"),
            10_000,
            "0/0",
            " ",
        ],
    )
    def test_anything_else_is_refused(self, given: object) -> None:
        with pytest.raises(LimitError):
            WorkingDays(count=given)

    @pytest.mark.parametrize("kind", [CalendarDays, Weeks, Months, Years])
    def test_calendar_units_are_whole(self, kind: type[CalendarDays]) -> None:
        with pytest.raises(LimitError, match="whole units"):
            kind(count=Fraction(1, 2))

    @pytest.mark.parametrize("kind", [WorkingDays, CalendarDays, WorkingHours, Hours, Weeks, Months, Years])
    def test_ten_years_are_the_most(self, kind: type[CalendarDays]) -> None:
        assert kind(count=kind.greatest).count == kind.greatest
        with pytest.raises(LimitError, match="beyond any time limit"):
            kind(count=kind.greatest + 1)

    def test_limits_cannot_be_changed(self) -> None:
        with pytest.raises(FrozenInstanceError):
            WorkingDays(count=1).count = 2  # type: ignore[misc]


class TestSums:
    def test_are_counted_in_one_order_however_written(self) -> None:
        assert parse_limit("15 ngày làm việc và 02 tháng") == parse_limit("02 tháng + 15 ngày làm việc")

    @pytest.mark.parametrize(
        "parts", [(), (WorkingDays(count=1),), (WorkingDays(count=1), WorkingDays(count=2)), (WorkingDays(count="1/2"), Months(count=1))]
    )
    def test_other_sums_are_refused(self, parts: tuple[WorkingDays, ...]) -> None:
        with pytest.raises(LimitError):
            CompoundLimit(parts=parts)


class TestPhrases:
    @pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: format_limit(limit, "en"))
    @pytest.mark.parametrize("lang", ["vi", "en"])
    def test_what_is_written_is_read_back(self, limit: AnyLimit, lang: str) -> None:
        assert parse_limit(format_limit(limit, lang)) == limit

    @pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: format_limit(limit, "en"))
    def test_json_round_trips(self, limit: AnyLimit) -> None:
        adapter = TypeAdapter[AnyLimit](AnyLimit)
        written = adapter.dump_json(limit)
        assert adapter.validate_json(written) == limit
        jsonschema.Draft202012Validator(adapter.json_schema(mode="serialization")).validate(json.loads(written))

    @pytest.mark.parametrize("count", [0.25, -1, "1/4/2", None])
    def test_the_schema_refuses_what_is_no_exact_amount(self, count: object) -> None:
        schema = jsonschema.Draft202012Validator(TypeAdapter[AnyLimit](AnyLimit).json_schema(mode="serialization"))
        assert schema.is_valid({"unit": "working_hour", "count": 8})
        assert not schema.is_valid({"unit": "working_hour", "count": count})

    @pytest.mark.parametrize(
        ("text", "limit"),
        [
            ("15 ngày làm việc", WorkingDays(count=15)),
            ("  KHÔNG QUÁ 03  ngày làm việc ", WorkingDays(count=3)),
            ("1/2 ngày", WorkingDays(count=Fraction(1, 2))),
            ("0,25 ngày làm việc", WorkingDays(count=Fraction(1, 4))),
            ("08 giờ làm việc", WorkingHours(count=8)),
            ("24 giờ", Hours(count=24)),
            ("ngay trong ngày", SameDay()),
            ("1 working day", WorkingDays(count=1)),
            ("within 30 days", CalendarDays(count=30)),
            ("ngày làm việc".join(["2 ", ""]), WorkingDays(count=2)),
        ],
    )
    def test_phrases(self, text: str, limit: AnyLimit) -> None:
        assert parse_limit(text) == limit

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "ngày",
            "15",
            "15 phút",
            "15 ngày 3",
            "-3 ngày",
            "03 (ba) ngày",
            "2 ngày và 3 giờ làm việc",
            "x" * 201,
            "x" * 70,
            "1 ngày và 2 ngày",
        ],
    )
    def test_anything_else_is_refused(self, text: str) -> None:
        with pytest.raises(LimitError):
            parse_limit(text)

    def test_a_field_takes_a_phrase(self) -> None:
        adapter = TypeAdapter[AnyLimit](SpokenLimit)
        assert adapter.validate_python("02 tháng") == Months(count=2)
        assert adapter.validate_python({"unit": "month", "count": 2}) == Months(count=2)

    def test_amounts_in_words(self) -> None:
        assert format_unit(Fraction(3, 2), "working_hour") == "3/2 giờ làm việc"
        assert format_unit(1, "day", "en") == "1 day"


def test_which_limits_run_on_hours() -> None:
    assert [runs_on_hours(limit) for limit in LIMITS] == [False, True, False, True, True, True, *[False] * 7]
