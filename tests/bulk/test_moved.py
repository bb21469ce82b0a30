"""A change of the calendar over a table: the rows that move are those whose two answers differ, and no others."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.bulk.arrow import answer_batch
from cchc.bulk.arrow_clocks import Frames
from cchc.bulk.column import ColumnError
from cchc.bulk.moved import moved_batch
from cchc.bulk.schema import BulkOptions
from cchc.deadlines.bulk.frames import bulk_frame
from cchc.deadlines.bulk.units import UNITS
from cchc.errors import UsageError
from cchc.rulebook import load_calendar

KNOWN = load_calendar()
BEFORE = bulk_frame(KNOWN.as_known_on(date(2025, 12, 24)))
AFTER = bulk_frame(KNOWN.as_known_on(date(2025, 12, 25)))  # 12729/VPCP-KGVX: Friday 2 January for Saturday 10 January 2026
LATER = bulk_frame(KNOWN.with_days(off=[date(2026, 1, 5)]))
WORKING = BulkOptions(unit="working_day")
INSTANT, PAUSES = pa.timestamp("us"), pa.list_(pa.timestamp("us"))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def table(**columns: list[object]) -> pa.Table:
    kinds = {"start": INSTANT, "amount": pa.int64(), "unit": pa.string(), "pause_since": PAUSES, "pause_until": PAUSES}
    return pa.table({name: pa.array(values, kinds.get(name)) for name, values in columns.items()})


@pytest.mark.parametrize(
    ("received", "amount", "before", "after"),
    [
        ("2025-12-31T09:00", 1, date(2026, 1, 2), date(2026, 1, 5)),  # the swapped Friday was its last day
        ("2025-12-26T09:00", 10, date(2026, 1, 12), date(2026, 1, 12)),  # both days of the swap within: nothing moves
        ("2025-12-30T09:00", 5, date(2026, 1, 7), date(2026, 1, 8)),
        ("2026-01-05T09:00", 5, date(2026, 1, 12), date(2026, 1, 10)),  # the worked Saturday comes earlier
        ("2025-12-22T09:00", 3, date(2025, 12, 25), date(2025, 12, 25)),
    ],
)
def test_what_the_swap_of_new_year_2026_moves(received: str, amount: int, before: date, after: date) -> None:
    asked = table(code=["A"], start=[at(received)], amount=[amount])
    moved = moved_batch(asked, BEFORE, AFTER, WORKING)
    assert answer_batch(asked, BEFORE, WORKING)["due"].to_pylist() == [before]
    assert moved.select(["code", "due_before", "due_after"]).to_pylist() == (
        [] if before == after else [{"code": "A", "due_before": before, "due_after": after}]
    )


instants = st.integers(0, 90 * 24 * 60).map(lambda minutes: at("2025-11-01T00:00") + timedelta(minutes=minutes))
lengths = st.integers(1, 12 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


@st.composite
def rows(draw: st.DrawFn) -> dict[str, object]:
    start, pauses, at_moment = draw(instants), [], None
    for gap, length in draw(st.lists(st.tuples(lengths, lengths), max_size=3)):
        since = (at_moment or start) + gap
        at_moment = since + length
        pauses.append((since, at_moment))
    still = draw(st.booleans()) and draw(st.booleans())
    until: list[datetime | None] = [end for _, end in pauses]
    if still and until:
        until[-1] = None
    return {
        "calendar": draw(st.sampled_from(["H01", "H29", "H30", "H99"])),
        "start": draw(st.just(start) | st.none()) if draw(st.booleans()) else start,
        "amount": draw(st.integers(-1, 60)),
        "unit": draw(st.sampled_from([*UNITS, "fortnight"])),
        "pause_since": [since for since, _ in pauses],
        "pause_until": until,
    }


@settings(deadline=None)  # the first example builds the tables
@given(st.lists(rows(), min_size=1, max_size=16))
def test_the_rows_that_move_are_those_whose_answers_differ(drawn: list[dict[str, object]]) -> None:
    asked = table(**{name: [row[name] for row in drawn] for name in drawn[0]}).append_column("row", pa.array(range(len(drawn))))
    old = {"H01": BEFORE, "H29": BEFORE, "H30": BEFORE}
    new = {"H01": AFTER, "H29": LATER, "H30": BEFORE}  # two agencies of one calendar part; the third stays
    was, now = (answer_batch(asked, frames).select(["due", "due_at"]).to_pylist() for frames in (old, new))
    expected = [
        {"row": row, "due_before": a["due"], "due_after": b["due"], "due_before_at": a["due_at"], "due_after_at": b["due_at"]}
        for row, (a, b) in enumerate(zip(was, now, strict=True))
        if a != b and a["due"] is not None  # what had no due day before does not move
    ]
    assert moved_batch(asked, old, new).select(["row", "due_before", "due_after", "due_before_at", "due_after_at"]).to_pylist() == expected


def test_where_the_new_calendar_no_longer_reaches_the_due_day_is_null() -> None:
    until_2026 = bulk_frame(KNOWN.as_known_on(date(2025, 12, 25)))
    asked = table(start=[at("2026-12-30T09:00")], amount=[5])
    moved = moved_batch(asked, bulk_frame(KNOWN), until_2026, WORKING)
    assert moved.select(["due_before", "due_after"]).to_pylist() == [{"due_before": date(2027, 1, 7), "due_after": None}]


def test_hours_asked_of_a_day_move_nowhere() -> None:
    asked = pa.table({"start": pa.array([date(2025, 12, 31)] * 2), "amount": [8, 1], "unit": ["working_hour", "working_day"]})
    assert moved_batch(asked, BEFORE, AFTER)["unit"].to_pylist() == ["working_day"]


def test_a_prefix_keeps_two_changes_apart() -> None:
    asked = table(start=[at("2025-12-31T09:00")], amount=[1])
    once = moved_batch(asked, BEFORE, AFTER, WORKING)
    twice = moved_batch(once, AFTER, LATER, BulkOptions(unit="working_day", prefix="then_"))
    assert twice.select(["due_before", "due_after", "then_due_after"]).to_pylist() == [
        {"due_before": date(2026, 1, 2), "due_after": date(2026, 1, 5), "then_due_after": date(2026, 1, 6)}
    ]
    with pytest.raises(ColumnError, match=r"'due_before' already.*prefix"):
        moved_batch(once, AFTER, LATER, WORKING)


@pytest.mark.parametrize(
    ("old", "new"),
    [({"H01": BEFORE}, {"H02": AFTER}), (BEFORE, {"": AFTER}), ({"": BEFORE}, AFTER)],
    ids=["other keys", "one, then each", "each, then one"],
)
def test_frames_that_do_not_face_each_other_are_refused(old: Frames, new: Frames) -> None:
    with pytest.raises(UsageError, match="before and after"):
        moved_batch(table(start=[at("2025-12-31T09:00")], amount=[1]), old, new, WORKING)
