"""``cchc dossier``: lives played from scripts, refused steps with all reasons, histories that are checked and drawn."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples" / "lives"


def test_a_birth_is_registered_on_the_day(cchc) -> None:
    ran = cchc("dossier", "simulate", EXAMPLES / "birth.yaml", "--json")
    assert ran.code == 0
    steps = ran.json["steps"]
    assert [(step["command"], step["state"], step["national_status"]) for step in steps] == [
        ("submit", "submitted", "1"),
        ("receive", "received", "2"),
        ("transfer", "transferred", "4"),
        ("assign", "processing", "4"),
        ("sign_result", "settled", "9"),
        ("hand_over", "handed_over", "10"),
    ]
    assert (steps[-1]["due"], steps[-1]["timeliness"]) == ("2026-11-20", "on_time")
    assert steps[1]["form"] == "receipt"
    assert steps[1]["basis"] == ["khoản 3 Điều 17, 118/2025/NĐ-CP", "khoản 3 Điều 8, 309/2026/NĐ-CP"]


def test_a_land_registration_with_supplement_payment_tet_and_a_late_consultation(cchc) -> None:
    steps = cchc("dossier", "simulate", EXAMPLES / "land.yaml", "--json").json["steps"]
    assert [step["due"] for step in steps if step["command"] in ("receive", "supplement", "pay", "sign_result")] == [
        "2027-02-22",
        "2027-03-04",
        "2027-03-11",
        "2027-03-11",
    ]
    refused = [step for step in steps if not step["accepted"]]
    assert [(step["command"], [reason["code"] for reason in step["reasons"]]) for step in refused] == [
        ("lapse_consultation", ["reply_still_open"])
    ]
    assert steps[-1]["timeliness"] == "late"
    assert [step["clock"] for step in steps if step["clock"]] == [
        ["suspend"],
        ["restart"],
        ["suspend"],
        ["resume"],
        ["reappoint"],
        ["settle"],
    ]


@pytest.mark.parametrize(("lang", "words"), [("vi", "Thời hạn trả lời ý kiến chưa hết"), ("en", "The time for the answer has not run out")])
def test_people_read_each_step_with_its_law_and_why_not(cchc, lang: str, words: str) -> None:
    ran = cchc("dossier", "simulate", EXAMPLES / "land.yaml", "--lang", lang)
    assert words in ran.words
    assert "khoản 2 Điều 18, 118/2025/NĐ-CP" in ran.words
    assert ran.out.count("✗") == 1


def test_the_history_is_written_checked_and_drawn(cchc, tmp_path: Path) -> None:
    history, picture = tmp_path / "h.jsonl", tmp_path / "t.svg"
    assert cchc("dossier", "simulate", EXAMPLES / "land.yaml", "--history", history, "--svg", picture).code == 0
    drawn = picture.read_text("utf-8")
    assert drawn.count('data-kind="paused"') == 15
    assert drawn.count('data-kind="again"') == 2
    assert "Tết" in drawn
    later = cchc("dossier", "timeline", history, "--limit", "20 ngày làm việc")
    assert later.code == 0
    assert later.out == cchc("dossier", "simulate", EXAMPLES / "land.yaml", "--svg", "-").out
    paused = cchc("dossier", "timeline", history, "--limit", "20 ngày làm việc", "--now", "2027-01-25 09:00", "--lang", "en")
    assert "Nothing is due at present" in paused.out
    lines = history.read_text("utf-8").splitlines()
    forged = json.loads(lines[3])
    forged["data"] = forged["data"].replace("2027-01-19", "2027-01-11")
    history.write_text("\n".join([*lines[:3], json.dumps(forged), *lines[4:]]), "utf-8")
    ran = cchc("dossier", "timeline", history)
    assert (ran.code, "event 4 or one before it was changed" in ran.error) == (5, True)


def test_the_limit_comes_from_the_catalogue_unless_said(cchc, tmp_path: Path) -> None:
    history = tmp_path / "h.jsonl"
    assert cchc("dossier", "simulate", EXAMPLES / "birth.yaml", "--history", history).code == 0
    assert "Hạn giải quyết: 20/11/2026" in cchc("dossier", "timeline", history).out
    early = cchc("dossier", "timeline", history, "--channel", "counter", "--now", "2026-11-20 14:15")
    assert "Chưa có hạn đang chạy" in early.out


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("steps: []", 5, "procedure"),
        ("procedure: '1.001193'\nsteps: [{at: '2026-11-20 14:10', do: dance}]", 5, "steps.0.do"),
        ("procedure: '1.001193'\nsteps: [{at: soon, do: submit}]", 2, "not an instant"),
        ("procedure: '9.999999'\nsteps: [{at: '2026-11-20 14:10', do: submit}]", 2, "no procedure"),
        ("procedure: [", 2, "s.yaml:1:13"),
    ],
)
def test_a_script_that_is_none_says_what_is_wrong(cchc, tmp_path: Path, text: str, code: int, says: str) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(text, "utf-8")
    ran = cchc("dossier", "simulate", path)
    assert ran.code == code, ran.err
    assert says in ran.error


@pytest.mark.parametrize("text", ["", "{}", "[1]", "nonsense", '{"data": 1}'])
def test_what_is_no_history_is_refused(cchc, tmp_path: Path, text: str) -> None:
    path = tmp_path / "h.jsonl"
    path.write_text(text, "utf-8")
    assert cchc("dossier", "timeline", path).code == 5


def test_standard_output_takes_one_thing(cchc) -> None:
    assert cchc("dossier", "simulate", EXAMPLES / "birth.yaml", "--svg", "-", "--json").code == 2
    assert cchc("dossier", "simulate", EXAMPLES / "birth.yaml", "--svg", "-", "--history", "-").code == 2


def test_a_first_step_that_is_refused_leaves_nothing(cchc, tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("procedure: '1.001193'\nlimit: 3 ngày làm việc\nsteps: [{at: '2026-11-20 14:10', do: receive}]", "utf-8")
    ran = cchc("dossier", "simulate", path, "--json")
    assert [(step["accepted"], step["state"]) for step in ran.json["steps"]] == [(False, None)]
    assert "✗" in cchc("dossier", "simulate", path).out


@pytest.mark.parametrize("seed", [3, 5, 11])
def test_a_random_life_is_legal_and_the_same_for_one_seed(cchc, seed: int) -> None:
    asked = ("dossier", "simulate", "--random", seed, "--procedure", "1.004222", "--from", "2026-11-16 09:00", "--json")
    steps = cchc(*asked).json["steps"]
    assert all(step["accepted"] for step in steps)
    assert len(steps) > 1
    assert cchc(*asked).json["steps"] == steps


def test_a_random_life_needs_a_procedure_and_a_moment(cchc) -> None:
    assert cchc("dossier", "simulate", "--random", 1).code == 2
    assert cchc("dossier", "simulate", "--random", 1, "--procedure", "x", "--from", "2026-11-16 09:00", "--limit", "5 ngày").code == 0
