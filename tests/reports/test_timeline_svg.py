"""The picture of a dossier's life: days of each kind, both languages, hostile codes."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from cchc.errors import UsageError
from cchc.model.time_limit import CalendarDays
from cchc.reports.timeline_svg import TimelinePicture, timeline_svg
from cchc.tracking import Terms, track

sys.path[:0] = [str(Path(__file__).parents[1] / room) for room in ("workflow", "tracking")]

from test_tracking import RECEIVED, SETTING, TERMS, life, on  # noqa: E402


def kinds(drawn: str) -> dict[str, int]:
    root = ET.fromstring(drawn)
    found = [group.get("data-kind", "") for group in root.iter("{http://www.w3.org/2000/svg}g")]
    return {kind: found.count(kind) for kind in sorted(set(found))}


def test_days_that_count_rest_and_are_late_are_told_apart() -> None:
    events = life(*RECEIVED, ("sign_result", on("2026-11-26")))
    drawn = timeline_svg(track(events, TERMS, SETTING, on("2026-11-27")), events, SETTING.calendar)
    assert kinds(drawn) == {"counted": 5, "first": 1, "late": 2, "rest": 3}
    assert "Hạn giải quyết: 23/11/2026" in drawn


def test_calendar_days_count_over_the_weekend() -> None:
    terms = Terms(limit=CalendarDays(count=10))
    events = life(*RECEIVED, terms=terms)
    drawn = timeline_svg(track(events, terms, SETTING, on("2026-11-17")), events, SETTING.calendar, lang="en")
    assert kinds(drawn) == {"counted": 10, "first": 1}


def test_settled_early_the_days_after_it_do_not_shout() -> None:
    events = life(*RECEIVED, ("sign_result", on("2026-11-17")))
    assert "late" not in kinds(timeline_svg(track(events, TERMS, SETTING, on("2026-12-27")), events, SETTING.calendar))


def test_before_receipt_there_is_one_day_and_no_due() -> None:
    events = life(("submit", on("2026-11-16")))
    drawn = timeline_svg(track(events, TERMS, SETTING, on("2026-11-16", "10:00")), events, SETTING.calendar)
    assert kinds(drawn) == {"first": 1}
    assert "Chưa có hạn đang chạy" in drawn


def test_a_hostile_code_stays_text() -> None:
    events = life((*RECEIVED[0], {"dossier_code": "<script>alert(1)</script>"}))
    drawn = timeline_svg(track(events, TERMS, SETTING, on("2026-11-16", "12:00")), events, SETTING.calendar)
    assert "<script" not in drawn
    assert ET.fromstring(drawn) is not None


def test_another_language_is_refused() -> None:
    events = life(RECEIVED[0])
    with pytest.raises(UsageError, match="'fr'"):
        timeline_svg(track(events, TERMS, SETTING, on("2026-11-17")), events, SETTING.calendar, lang="fr")


def test_a_notebook_shows_the_same_picture() -> None:
    events = life(RECEIVED[0])
    seen = track(events, TERMS, SETTING, on("2026-11-17"))
    assert TimelinePicture(seen, events, SETTING.calendar)._repr_svg_() == timeline_svg(seen, events, SETTING.calendar)
