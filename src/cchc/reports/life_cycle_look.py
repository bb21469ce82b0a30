"""Where the states of the life cycle stand in the picture, how its arrows run, and the colours of the national statuses.

Text stands out from its ground by at least 4.5 to 1; the status is written in each box, so that it reads without colour.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from cchc.model.dossier_state import NationalStatus, State

Point = tuple[float, float]


class Box(NamedTuple):
    """The size of a box."""

    width: float
    height: float


class Route(NamedTuple):
    """How an arrow runs, and where its words stand: ``rises`` is the share of the lines that go above the point."""

    points: tuple[Point, ...]
    at: Point
    anchor: Literal["start", "middle", "end"]
    rises: float = 0.5
    wrap: int = 0


_A, _B, _C, _P, _S, _H = 230, 520, 850, 1330, 1930, 2260
_V, _K = _P - 160, _P + 145
_R0, _R1, _R2, _R3 = 215, 450, 690, 910
_SMALL, _HUB = Box(204, 92), Box(560, 150)
_X, _Y = 102, 46
_TOP, _BOTTOM = _R1 - 75, _R1 + 75
_LEFT, _RIGHT = _P - 280, _P + 280

START: Point = (50, _R1)
PLACES: dict[State, Point] = {
    State.SUBMITTED: (_A, _R1),
    State.GUIDED: (_A, _R0),
    State.NOT_RECEIVED: (_A, _R3),
    State.RECEIVED: (_B, _R1),
    State.TRANSFERRED: (_C, _R1),
    State.PROCESSING: (_P, _R1),
    State.VERIFYING: (_V, _R0),
    State.CONSULTING: (_K, _R0),
    State.AWAITING_PAYMENT: (_V, _R2),
    State.SUPPLEMENTING: (_K, _R2),
    State.WITHDRAWING: (_B, _R3),
    State.WITHDRAWN: (_C, _R3),
    State.CLOSED_INACTIVE: (_K - 60, _R3),
    State.TERMINATED: (_S, _R3),
    State.SETTLED: (_S, _R1),
    State.REFUSED: (_S, _R2),
    State.CORRECTING: (_S, _R0),
    State.HANDED_OVER: (_H, _R1),
}
FRAMED = (104, _R0 - 72, _RIGHT + 26, _R2 + 72)
"""Left, top, right and bottom of the frame around the states before a decision."""

FRAME = Route(((_B - 30, _R2 + 72), (_B - 30, _R3 - _Y)), (_B - 38, _R2 + 126), "end", 0.5, 12)
ROUTES: dict[tuple[State | None, State], Route] = {
    (None, State.SUBMITTED): Route(((59, _R1), (_A - _X, _R1)), (28, _R1 - 20), "start", 1),
    (State.SUBMITTED, State.GUIDED): Route(((_A - 18, _R1 - _Y), (_A - 18, _R0 + _Y)), (_A - 26, 338), "end", 0.5, 12),
    (State.GUIDED, State.SUBMITTED): Route(((_A + 30, _R0 + _Y), (_A + 30, _R1 - _Y)), (_A + 38, 338), "start", 0.5, 12),
    (State.SUBMITTED, State.RECEIVED): Route(((_A + _X, _R1 + 12), (_B - _X, _R1 + 12)), ((_A + _B) / 2, _R1 + 30), "middle", 0, 11),
    (State.SUBMITTED, State.NOT_RECEIVED): Route(((_A, _R1 + _Y), (_A, _R3 - _Y)), (_A + 8, 680), "start"),
    (State.GUIDED, State.NOT_RECEIVED): Route(((_A - _X, _R0), (16, _R0), (16, _R3), (_A - _X, _R3)), (26, 680), "start", 0.5, 9),
    (State.SUBMITTED, State.SETTLED): Route(
        ((_A + _X, _R1 - 24), (376, _R1 - 24), (376, 116), (1770, 116), (1770, _R1 - 24), (_S - _X, _R1 - 24)), (_P, 108), "middle", 1, 60
    ),
    (State.RECEIVED, State.TRANSFERRED): Route(((_B + _X, _R1), (_C - _X, _R1)), ((_B + _C) / 2, _R1 - 10), "middle", 1, 15),
    (State.TRANSFERRED, State.PROCESSING): Route(((_C + _X, _R1), (_LEFT, _R1)), ((_C + _X + _LEFT) / 2, _R1 - 10), "middle", 1, 12),
    (State.PROCESSING, State.VERIFYING): Route(((_V - 40, _TOP), (_V - 40, _R0 + _Y)), (_V - 48, 324), "end", 0.5, 12),
    (State.VERIFYING, State.PROCESSING): Route(((_V + 40, _R0 + _Y), (_V + 40, _TOP)), (_V + 48, 324), "start", 0.5, 12),
    (State.PROCESSING, State.CONSULTING): Route(((_K - 40, _TOP), (_K - 40, _R0 + _Y)), (_K - 48, 324), "end", 0.5, 12),
    (State.CONSULTING, State.PROCESSING): Route(((_K + 40, _R0 + _Y), (_K + 40, _TOP)), (_K + 48, 324), "start", 0.5, 14),
    (State.PROCESSING, State.AWAITING_PAYMENT): Route(((_V - 40, _BOTTOM), (_V - 40, _R2 - _Y)), (_V - 48, 592), "end", 0.5, 15),
    (State.AWAITING_PAYMENT, State.PROCESSING): Route(((_V + 40, _R2 - _Y), (_V + 40, _BOTTOM)), (_V + 48, 592), "start", 0.5, 13),
    (State.PROCESSING, State.SUPPLEMENTING): Route(((_K - 40, _BOTTOM), (_K - 40, _R2 - _Y)), (_K - 48, 592), "end", 0.5, 11),
    (State.SUPPLEMENTING, State.PROCESSING): Route(((_K + 40, _R2 - _Y), (_K + 40, _BOTTOM)), (_K + 48, 592), "start", 0.5, 16),
    (State.SUPPLEMENTING, State.CLOSED_INACTIVE): Route(((_K - 60, _R2 + _Y), (_K - 60, _R3 - _Y)), (_K - 68, 806), "end"),
    (State.SUPPLEMENTING, State.TERMINATED): Route(
        ((_K + 60, _R2 + _Y), (_K + 60, _R3 - 72), (_S, _R3 - 72), (_S, _R3 - _Y)), (1790, _R3 - 80), "middle", 1, 40
    ),
    (State.PROCESSING, State.TERMINATED): Route(
        ((_RIGHT, _R1 + 62), (1660, _R1 + 62), (1660, _R3 + 8), (_S - _X, _R3 + 8)), (1738, _R3 + 26), "middle", 0
    ),
    (State.PROCESSING, State.SETTLED): Route(((_RIGHT, _R1), (_S - _X, _R1)), (1690, _R1 - 10), "middle", 1),
    (State.PROCESSING, State.REFUSED): Route(
        ((_RIGHT, _R1 + 32), (1700, _R1 + 32), (1700, _R2 - 18), (_S - _X, _R2 - 18)), (1710, 580), "start", 0.5, 12
    ),
    (State.SUPPLEMENTING, State.REFUSED): Route(((_K + _X, _R2 + 18), (_S - _X, _R2 + 18)), (1740, _R2 + 36), "middle", 0, 40),
    (State.SETTLED, State.HANDED_OVER): Route(((_S + _X, _R1), (_H - _X, _R1)), ((_S + _H) / 2, _R1 - 10), "middle", 1),
    (State.REFUSED, State.HANDED_OVER): Route(((_S + _X, _R2), (_H, _R2), (_H, _R1 + _Y)), ((_S + _H) / 2, _R2 - 10), "middle", 1),
    (State.SETTLED, State.CORRECTING): Route(((_S - 40, _R1 - _Y), (_S - 40, _R0 + _Y)), (_S - 48, 336), "end", 0.5, 12),
    (State.CORRECTING, State.SETTLED): Route(((_S + 40, _R0 + _Y), (_S + 40, _R1 - _Y)), (_S + 48, 336), "start", 0.5, 14),
    (State.HANDED_OVER, State.CORRECTING): Route(((_H, _R1 - _Y), (_H, _R0), (_S + _X, _R0)), (2130, _R0 - 10), "middle", 1, 40),
    (State.WITHDRAWING, State.WITHDRAWN): Route(((_B + _X, _R3), (_C - _X, _R3)), ((_B + _C) / 2, _R3 - 10), "middle", 1, 14),
    (State.WITHDRAWING, State.PROCESSING): Route(
        ((_B + 40, _R3 - _Y), (_B + 40, _R1 + 62), (_LEFT, _R1 + 62)), (_C, _R1 + 82), "middle", 0, 40
    ),
}
"""Arrows by their ends; a step between other ends is a straight line."""

FILLS = {
    NationalStatus.REGISTERED: "#f1f4f7",
    NationalStatus.RECEIVED: "#dcebfa",
    NationalStatus.NOT_RECEIVED: "#f8cfc9",
    NationalStatus.PROCESSING: "#eaf3ff",
    NationalStatus.SUPPLEMENT: "#fdebc0",
    NationalStatus.PAYMENT: "#fbe3d2",
    NationalStatus.WITHDRAWAL: "#eee6f7",
    NationalStatus.STOPPED: "#ddd4ee",
    NationalStatus.DONE: "#d5ecdb",
    NationalStatus.RETURNED: "#b9dfc4",
}
WORDS = {
    "vi": {
        "title": "Vòng đời hồ sơ, tiếp nhận từ {0}",
        "desc": "{0} trạng thái, {1} bước; số trong ô là mã trạng thái trên Cổng Dịch vụ công quốc gia",
        "legend": "Viền kép: kết thúc. ↻: bước không đổi trạng thái.",
        "frame": " Khung nét đứt: các trạng thái mà từ đó có thể yêu cầu rút hồ sơ.",
    },
    "en": {
        "title": "The life of a dossier received from {0}",
        "desc": "{0} states, {1} steps; the number in a box is the status on the national portal",
        "legend": "Double edge: an end. ↻: a step that changes no state.",
        "frame": " Dashed frame: the states in which withdrawal may be asked for.",
    },
}


def box_of(state: State) -> Box:
    """Return the size of the box of ``state``; the one around which all turns is the largest."""
    return _HUB if state is State.PROCESSING else _SMALL
