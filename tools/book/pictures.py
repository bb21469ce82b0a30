"""Pictures for the pages on counting: the days of one proof, week by week, each with what it was and why.

Everything drawn is read from the proof, so a picture cannot say another thing than the engine. Seven columns, so that a
phone shows it whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from cchc import VIETNAM_TIME, due, load_calendar, load_regimes, parse_limit
from cchc.deadlines.deadline import Deadline
from cchc.deadlines.proof import ProofRow, Reason
from cchc.model.clock_entry import ClockEntry, Resume, Suspend
from cchc.reports.calendar_look import ACCENT, FONTS, INK, RULE, SOFT, escaped
from cchc.reports.calendar_svg import calendar_svg
from cchc.reports.life_cycle_svg import life_cycle_svg
from cchc.workflow import editions

CELL, PITCH, LEFT, TOP, WIDTH = 50, 54, 70, 92, 470
LOOKS = {
    Reason.START: ("#ffffff", "#27303b"),
    Reason.COUNTED: ("#dcebfa", "#123f6e"),
    Reason.REST: ("#eceff2", "#55606d"),
    Reason.EXCLUDED: ("#f7d67f", "#5c3d00"),
    Reason.ROLLED: ("#f8cfc9", "#7d1712"),
    Reason.MOVED_TO: ("#d5ecdb", "#14532d"),
}
WEEKDAYS = {"vi": ("T2", "T3", "T4", "T5", "T6", "T7", "CN"), "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
DUE = {"vi": "hết hạn", "en": "the limit ends"}
YEARS = (2026,)


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """Return an instant of Vietnam's time."""
    return datetime(year, month, day, hour, minute, tzinfo=VIETNAM_TIME)


def pause(since: datetime, until: datetime) -> list[ClockEntry]:
    """Return the two entries of a pause."""
    return [Suspend(id="s", sequence=1, occurred_at=since), Resume(id="r", sequence=2, occurred_at=until)]


SCENES: dict[str, tuple[str, datetime, list[ClockEntry], tuple[str, str]]] = {
    "made-up-saturday": (
        "3 ngày làm việc",
        at(2025, 4, 25),
        [],
        ("03 ngày làm việc, nhận thứ Sáu 25/04/2025", "3 working days, received on Friday 25 April 2025"),
    ),
    "tet": (
        "15 ngày làm việc",
        at(2026, 2, 12, 15, 40),
        [],
        ("15 ngày làm việc, nhận thứ Năm 12/02/2026", "15 working days, received on Thursday 12 February 2026"),
    ),
    "roll": (
        "20 ngày",
        at(2026, 2, 1),
        [],
        ("20 ngày, nhận Chủ nhật 01/02/2026", "20 calendar days, received on Sunday 1 February 2026"),
    ),
    "pause": (
        "15 ngày làm việc",
        at(2026, 2, 12, 15, 40),
        pause(at(2026, 2, 24), at(2026, 3, 2, 10)),
        ("15 ngày làm việc, tạm dừng từ 24/02 đến 02/03/2026", "15 working days, paused from 24 February to 2 March 2026"),
    ),
    "last-day-pause": (
        "3 ngày làm việc",
        at(2026, 2, 12),
        pause(at(2026, 2, 24, 16), at(2026, 3, 2, 10)),
        ("03 ngày làm việc, thông báo bổ sung vào ngày cuối", "3 working days, the notice sent on the last day"),
    ),
}


def pictures() -> dict[str, str]:
    """Return every picture of the book by its file name."""
    calendar, regimes = load_calendar(), load_regimes()
    found: dict[str, str] = {}
    for name, (limit, received, entries, titles) in SCENES.items():
        answer = due(parse_limit(limit), received, calendar, regimes, entries=entries)
        for lang, title in zip(("vi", "en"), titles, strict=True):
            found[f"count-{name}-{lang}.svg"] = days_svg(answer, title, lang)
    for lang in ("vi", "en"):
        found |= {f"calendar-{year}-{lang}.svg": calendar_svg(calendar, year, lang=lang) for year in YEARS}
        found |= {f"life-cycle-{table.regime}-{lang}.svg": life_cycle_svg(table, lang) for table in editions()}
    return {name: text if text.endswith("\n") else f"{text}\n" for name, text in found.items()}


def days_svg(answer: Deadline, title: str, lang: str) -> str:
    """Return the days of ``answer``'s proof as one standalone SVG."""
    rows = {row.day: row for row in answer.proof.rows}
    first, last = min(rows), max(rows)
    monday = first - timedelta(days=first.weekday())
    weeks = (last - monday).days // 7 + 1
    reasons = [one for one in LOOKS if any(row.reason is one for row in rows.values())]
    legend_top = TOP + weeks * PITCH + 20
    height = legend_top + 28 * (len(reasons) + 1) + 12
    said = "; ".join(f"{row.day:%d/%m/%Y}: {row.reason.label(lang)}" for row in answer.proof.rows)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" role="img" lang="{lang}"',
            f' font-family="{FONTS}"><title>{escaped(title)}</title><desc>{escaped(said)}</desc>',
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
            *_title(title),
            *(_text(LEFT + n * PITCH + CELL // 2, TOP - 10, name, 13, SOFT, "middle") for n, name in enumerate(WEEKDAYS[lang])),
            *(_text(16, TOP + n * PITCH + 30, f"{monday + timedelta(days=7 * n):%d/%m}", 13, SOFT) for n in range(weeks)),
            *(part for day, row in sorted(rows.items()) for part in _cell(day, row, monday, answer.due)),
            *_legend(reasons, legend_top, lang),
            "</svg>",
            "",
        ]
    )


def _title(title: str) -> Iterator[str]:
    head, _, rest = title.partition(", ")
    yield _text(16, 32, escaped(head), 20, INK, weight=700)
    yield _text(16, 56, escaped(rest), 15, SOFT)


def _cell(day: date, row: ProofRow, monday: date, due_day: date | None) -> Iterator[str]:
    week, column = divmod((day - monday).days, 7)
    x, y = LEFT + column * PITCH, TOP + week * PITCH
    fill, ink = LOOKS[row.reason]
    edge, width = (ACCENT, 3) if day == due_day else (RULE, 1)
    yield f'<rect x="{x}" y="{y}" width="{CELL}" height="{CELL}" rx="6" fill="{fill}" stroke="{edge}" stroke-width="{width}"/>'
    yield _text(x + 7, y + 18, f"{day:%d}", 12, ink)
    if row.number is not None:
        yield _text(x + CELL - 8, y + CELL - 10, str(row.number), 20, ink, "end", 700)


def _legend(reasons: list[Reason], top: int, lang: str) -> Iterator[str]:
    for place, reason in enumerate(reasons):
        fill, _ = LOOKS[reason]
        yield f'<rect x="16" y="{top + 28 * place}" width="20" height="20" rx="4" fill="{fill}" stroke="{RULE}"/>'
        yield _text(46, top + 28 * place + 15, escaped(reason.label(lang)), 14, INK)
    y = top + 28 * len(reasons)
    yield f'<rect x="17.5" y="{y + 1.5}" width="17" height="17" rx="4" fill="#ffffff" stroke="{ACCENT}" stroke-width="3"/>'
    yield _text(46, y + 15, DUE[lang], 14, INK)


def _text(x: int, y: int, words: str, size: int, ink: str, anchor: str = "start", weight: int = 400) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{ink}" text-anchor="{anchor}" font-weight="{weight}">{words}</text>'
