"""The look and the words of the calendar picture: colours and marks of the kinds of day, labels in two languages.

Text stands out from its ground by at least 4.5 to 1 (WCAG 2.2 AA), hatched or not; each kind has its own mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from cchc.deadlines.calendar_day import CalendarDay, DayConfidence, DayKind

FONTS = "'Noto Sans', 'DejaVu Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
INK, SOFT, RULE, ACCENT = "#1d2530", "#55606d", "#d9dee4", "#b3261e"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of day is drawn: ground, ink and edge; its mark; and the two colours of its hatching.

    ``path`` is the mark around (0, 0), filled when ``solid``, else drawn as a line.
    """

    fill: str
    ink: str
    edge: str
    path: str = ""
    solid: bool = False
    pale: str = "#ffffff"
    line: str = "#e6e9ed"


_STAR = "M0-5.2 1.5-1.7 5.1-1.5 2.3.8 3.2 4.3 0 2.3-3.2 4.3-2.3.8-5.1-1.5-1.5-1.7z"
_RING = "M-3.6 0a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0-7.2 0z"
_ARROWS = "M-4.8-2H4M1.6-4.2 4.2-2 1.6.2M4.8 2.4H-4M-1.6.2-4.2 2.4-1.6 4.6"
LOOKS = {
    DayKind.WORKING: Look("#ffffff", "#27303b", "#d9dee4"),
    DayKind.WEEKEND: Look("#eceff2", "#55606d", "#eceff2", "M-2.6 0H2.6"),
    DayKind.STATUTORY: Look("#b3261e", "#ffffff", "#b3261e", _STAR, True, "#fdeceb", "#f3bfb9"),
    DayKind.IN_LIEU: Look("#f8cfc9", "#7d1712", "#e79b92", _RING, False, "#fef3f1", "#f6cdc7"),
    DayKind.SWAPPED_OFF: Look("#f7d67f", "#5c3d00", "#d9a92f", _ARROWS, False, "#fdf5dd", "#f5dfa5"),
    DayKind.MADE_UP: Look("#dcebfa", "#123f6e", "#2b6cb0", "M-4.2 0H4.2M0-4.2V4.2", False, "#f1f7fd", "#cfe2f5"),
    DayKind.AGENCY_CLOSURE: Look("#ddd4ee", "#40286b", "#a38fcb", "M-3.4-3.4 3.4 3.4M3.4-3.4-3.4 3.4", False, "#f4f0fa", "#ddd2ef"),
    DayKind.AGENCY_OPEN: Look("#d5ecdb", "#14532d", "#3b8f5a", "M-4.2.2-1.2 3.2 4.4-3.4", False, "#f0f9f3", "#cbe8d4"),
}
INK_ON_PALE = {DayKind.STATUTORY: "#8f1a14"}

SURE_MARKS = {
    DayConfidence.SOURCE: '<circle r="3.6" fill="#39434f"/>',
    DayConfidence.DERIVED: '<circle r="3" fill="none" stroke="#39434f" stroke-width="1.3"/>',
    DayConfidence.UNVERIFIED: '<circle r="3" fill="none" stroke="#39434f" stroke-width="1.3"/>'
    '<path d="M0-3A3 3 0 0 1 0 3z" fill="#39434f"/>',
    DayConfidence.ASSUMED: '<path d="M-4.2 1.2C-2.6-2.2-1.2-1.8 0 0S2.6 2.2 4.2-1.2" fill="none" stroke="#39434f" stroke-width="1.5"/>',
    DayConfidence.GIVEN: '<path d="M0-4 4 0 0 4-4 0z" fill="none" stroke="#39434f" stroke-width="1.3"/>',
}
WORDS = {
    "vi": {
        "title": "Lịch làm việc {0}",
        "national": "Khu vực công",
        "own": "Khu vực công, có thêm ngày riêng",
        "months": "Tháng 1,Tháng 2,Tháng 3,Tháng 4,Tháng 5,Tháng 6,Tháng 7,Tháng 8,Tháng 9,Tháng 10,Tháng 11,Tháng 12",
        "short_months": "01,02,03,04,05,06,07,08,09,10,11,12",
        "weekdays": "T2,T3,T4,T5,T6,T7,CN",
        "day_month": "{0} {1:02}/{2}",
        "full_date": "{0:02}/{1}/{2}",
        "worked": "{0} ngày làm việc",
        "known": "Số liệu đến {0}",
        "unit": "{0} ngày",
        "one": "1 ngày",
        "hatched": "Gạch chéo: dự kiến",
        "acts": "Các ngày đặc biệt theo văn bản",
        "issued": "ban hành {0}",
        "not_issued": "chưa rõ ngày ban hành",
        "no_act": "chưa có văn bản",
        "lasting": "nếu luật không đổi",
        "sure": "Mức chắc chắn",
        "assumed": "giả định",
        "assumption": "Giả định",
        "forecast": "Các ô gạch chéo là dự kiến theo giả định, chưa có văn bản nào công bố.",
        "desc": "Lịch {0} ngày của năm {1}: {2}. {3} ngày làm việc.",
        "version": "cchc, lịch {0}",
    },
    "en": {
        "title": "Working calendar {0}",
        "national": "Public sector of Viet Nam",
        "own": "Public sector of Viet Nam, with added days",
        "months": "January,February,March,April,May,June,July,August,September,October,November,December",
        "short_months": "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec",
        "weekdays": "Mon,Tue,Wed,Thu,Fri,Sat,Sun",
        "day_month": "{0} {1} {2}",
        "full_date": "{0} {1} {2}",
        "worked": "{0} working days",
        "known": "As known on {0}",
        "unit": "{0} days",
        "one": "1 day",
        "hatched": "Hatched: expected",
        "acts": "Special days by act",
        "issued": "issued {0}",
        "not_issued": "issue date not known",
        "no_act": "no act yet",
        "lasting": "if the statute stays as it is",
        "sure": "How certain",
        "assumed": "assumed",
        "assumption": "Assumption",
        "forecast": "Hatched days are expected by a stated assumption; no act has announced them.",
        "desc": "Calendar of the {0} days of {1}: {2}. {3} working days.",
        "version": "cchc, calendar {0}",
    },
}


def ink_of(kind: DayKind, *, assumed: bool) -> str:
    """Return the colour of the number and the mark on a cell of that kind."""
    ink = LOOKS[kind].ink
    return INK_ON_PALE.get(kind, ink) if assumed else ink


def kind_box(kind: DayKind, size: int, radius: int, *, assumed: bool) -> str:
    """Draw the ground of a cell; hatched when the day is only assumed (the picture must hold the pattern)."""
    look = LOOKS[kind]
    fill = f"url(#cchc-hatch-{kind.value})" if assumed else look.fill
    dashes = ' stroke-dasharray="4 2.5"' if assumed else ""
    width = 1.8 if kind in (DayKind.MADE_UP, DayKind.AGENCY_OPEN) else 1
    return f'<rect width="{size}" height="{size}" rx="{radius}" fill="{fill}" stroke="{look.edge}" stroke-width="{width}"{dashes}/>'


def kind_mark(kind: DayKind, x: float, y: float, ink: str, scale: float = 1) -> str:
    """Draw the mark of a kind around (x, y); an ordinary working day has none."""
    look = LOOKS[kind]
    if not look.path:
        return ""
    place = f"translate({x:g} {y:g})" + (f" scale({scale:g})" if scale != 1 else "")
    drawn = f'fill="{ink}"' if look.solid else f'fill="none" stroke="{ink}" stroke-width="1.6"'
    return f'<path d="{look.path}" transform="{place}" {drawn}/>'


def escaped(value: str) -> str:
    """Escape text for XML, as content or attribute; what XML cannot hold at all becomes U+FFFD."""
    return escape(_NOT_XML.sub("\ufffd", value))


def is_assumed(one: CalendarDay) -> bool:
    """Return whether the day is a forecast's."""
    return one.confidence is DayConfidence.ASSUMED
