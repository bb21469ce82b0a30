"""``cchc workflow show``: the steps of a decree for people and machines, as diagram and as picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cchc.errors import UsageError
from cchc.model.dossier_state import State
from cchc.reports.life_cycle_look import FRAMED, PLACES, ROUTES
from cchc.reports.life_cycle_svg import life_cycle_svg
from cchc.workflow import editions
from cchc.workflow.definition import Row, Table
from cchc.workflow.render import mermaid

FIRST = """\
Vòng đời hồ sơ tiếp nhận từ 21/06/2018

Bắt đầu
  Nộp hồ sơ → Đã nộp, chờ tiếp nhận
    Người nộp hồ sơ, Cán bộ một cửa; Điều 21, 63/2010/NĐ-CP

Đã nộp, chờ tiếp nhận  1 · Mới đăng ký
  Hướng dẫn bổ sung khi tiếp nhận → Được hướng dẫn bổ sung khi tiếp nhận
    Cán bộ một cửa; no_reasons; mẫu: Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ;
    ngay khi tiếp nhận; điểm a khoản 1 Điều 17, 61/2018/NĐ-CP; khoản 3 Điều 15,
    61/2018/NĐ-CP
"""


@pytest.mark.parametrize("regime", ["61/2018", "2018-06-21", "30/06/2025"])
def test_the_table_of_a_day_or_of_a_regime(cchc, regime: str) -> None:
    ran = cchc("workflow", "show", "--regime", regime)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(FIRST)
    assert "Đã trả kết quả  10 · Đã trả kết quả, kết thúc" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def test_the_newest_table_in_english(cchc) -> None:
    ran = cchc("workflow", "show", "--lang", "en")
    assert ran.out.startswith("The life of a dossier received from 05/08/2026\n\nBeginning\n  Hand in → Handed in, not yet received\n")
    assert "Withdrawal asked for  7 · Withdrawal asked for" in ran.out


def test_as_json(cchc, fits: Callable) -> None:
    ran = cchc("workflow", "show", "--regime", "118/2025", "--json")
    fits("workflow-show", ran.json)
    assert (ran.json["edition"], len(ran.json["editions"])) == ("2025-07-01", 4)
    steps = {(step["source"], step["command"]): step for step in ran.json["steps"]}
    lapse = steps["supplementing", "lapse_supplement"]
    assert (lapse["target"], lapse["guards"][0]["code"], lapse["unverified"]) == ("closed_inactive", "supplement_still_open", True)
    assert steps["received", "transfer"]["office_limit"] == "01 ngày làm việc"
    assert "form" not in steps["processing", "sign_result"]


def test_as_mermaid(cchc) -> None:
    assert cchc("workflow", "show", "--mermaid", "--lang", "en").out == mermaid(editions()[-1], "en")


def test_as_a_picture(cchc, tmp_path: Path) -> None:
    file = tmp_path / "life.svg"
    ran = cchc("workflow", "show", "--svg", file)
    assert ran.out == f"Đã ghi {file}\n"
    assert file.read_text("utf-8") == cchc("workflow", "show", "--svg", "-").out == life_cycle_svg(editions()[-1])


@pytest.mark.parametrize(
    ("given", "code", "says"),
    [
        (("--svg", "-", "--json"), 2, "one form at a time"),
        (("--mermaid", "--json"), 2, "one form at a time"),
        (("--regime", "2017-01-01"), 4, "the tables begin with 61/2018/NĐ-CP on 2018-06-21"),
        (("--regime", "62/2018"), 2, "is not a day"),
        (("--lang", "fr"), 2, "lang"),
    ],
)
def test_what_is_refused(cchc, given: tuple[str, ...], code: int, says: str) -> None:
    ran = cchc("workflow", "show", *given)
    assert ran.code == code
    assert says in ran.error


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("table", editions(), ids=lambda table: table.regime)
def test_the_picture_shows_every_state_and_step(table: Table, lang: str) -> None:
    root = ET.fromstring(life_cycle_svg(table, lang))
    shown = " ".join(" ".join(root.itertext()).split())
    for state in table.states:
        assert all(word in shown for word in state.label(lang).split())
    for row in table.rows:
        assert all(word in shown for word in row.command.label(lang).split())
    arrows = [one for one in root.iter() if one.get("marker-end")]
    ends = {(row.source, row.target) for row in table.rows if row.source is not row.target and row.command.value != "ask_withdrawal"}
    assert len(arrows) == len(ends) + any(row.command.value == "ask_withdrawal" for row in table.rows)


def test_every_state_has_a_place_and_every_step_of_today_a_drawn_way() -> None:
    assert set(PLACES) == set(State)
    assert len(set(PLACES.values())) == len(State)
    ends = {(row.source, row.target) for row in editions()[-1].rows if row.source is not row.target and row.target is not State.WITHDRAWING}
    assert ends == set(ROUTES)


def inside(place: tuple[float, float]) -> bool:
    left, top, right, bottom = FRAMED
    return left < place[0] < right and top < place[1] < bottom


def test_when_withdrawal_leaves_other_states_each_gets_its_arrow() -> None:
    """The frame would lie: so it is not drawn, and steps that nobody drew are straight lines."""
    table = editions()[-1]
    kept: list[Row] = [row for row in table.rows if (row.source, row.command.value) != (State.GUIDED, "ask_withdrawal")]
    picture = life_cycle_svg(Table("other", kept))
    assert "stroke-dasharray" not in picture
    assert picture.count("marker-end") == 38
    assert sum(map(inside, PLACES.values())) == 9


def test_a_language_nobody_knows_is_refused() -> None:
    with pytest.raises(UsageError, match="no language 'fr'"):
        life_cycle_svg(editions()[0], "fr")
