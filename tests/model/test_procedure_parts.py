"""Fees that are computed, fees that cannot be, and the older scale of online levels."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cchc.errors import ChoiceError, FeeError
from cchc.model.procedure_parts import Fee, FeeTier, OnlineLevel


@pytest.mark.parametrize(
    ("fee", "units", "due"),
    [
        (Fee(amount=Decimal(20_000)), 3, 20_000),
        (Fee(amount=Decimal(1_000_000), per="phòng", cap=Decimal(6_000_000)), 4, 4_000_000),
        (Fee(amount=Decimal(1_000_000), per="phòng", cap=Decimal(6_000_000)), 9, 6_000_000),
        (Fee(tiers=(FeeTier(up_to=2, each=Decimal(2_000)), FeeTier(each=Decimal(1_000))), per="trang"), 1, 2_000),
        (Fee(tiers=(FeeTier(up_to=2, each=Decimal(2_000)), FeeTier(each=Decimal(1_000))), per="trang"), 5, 7_000),
        (Fee(amount=Decimal(0)), 1, 0),
    ],
)
def test_what_a_fee_comes_to(fee: Fee, units: int, due: int) -> None:
    assert fee.of(units) == due


@pytest.mark.parametrize(
    ("fee", "units", "says"),
    [
        (Fee(amount=Decimal(1)), 0, "at least one unit"),
        (Fee(published="theo Nghị quyết HĐND tỉnh"), 1, "wording only"),
        (Fee(tiers=(FeeTier(up_to=2, each=Decimal(1)),)), 3, "ends at 2 units"),
    ],
)
def test_a_fee_that_cannot_be_computed_is_refused(fee: Fee, units: int, says: str) -> None:
    with pytest.raises(FeeError, match=says):
        fee.of(units)


@pytest.mark.parametrize(
    "fee",
    [
        {"tiers": ({"up_to": 5, "each": 1}, {"up_to": 5, "each": 1})},
        {"tiers": ({"each": 1}, {"up_to": 5, "each": 1})},
        {"tiers": ({"up_to": 5, "each": 1}, {"up_to": 3, "each": 1})},
        {"amount": 1, "tiers": ({"each": 1},)},
    ],
    ids=["the same end twice", "an open step first", "falling", "two prices"],
)
def test_a_scale_that_does_not_rise_is_refused(fee: dict[str, object]) -> None:
    with pytest.raises(FeeError):
        Fee.model_validate(fee)


def test_a_fee_is_levied_on_the_first_and_the_last_day_of_its_time() -> None:
    validity = Fee(amount=Decimal(1), since=date(2026, 1, 1), until=date(2026, 12, 31)).validity
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [validity.covers(day) for day in days] == [False, True, True, False]


def test_the_older_levels_are_those_of_today() -> None:
    assert [OnlineLevel.of_old_level(level).value for level in (1, 2, 3, 4)] == ["information", "information", "partial", "full"]
    for level in (0, 5):
        with pytest.raises(ChoiceError, match="levels 1 to 4"):
            OnlineLevel.of_old_level(level)
