"""What systems usually get wrong, put into the runner in JavaScript: each defect is told under the rules that it breaks."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from cchc.testing.vectors.form import Plain
from cchc.testing.vectors.scoring import score
from cchc.testing.vectors.writing import blind, text_of

RUNNER = (Path(__file__).parents[3] / "examples" / "javascript" / "runner.mjs").read_text("utf-8")
pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="no Node.js on this machine")

DEFECTS = {
    "make-up days have no hours of a weekday": (
        'return known?.kind === "made_up" && known.replaces !== null ? known.replaces : day;',
        "return day;",
        {"hours.working", "hours.between", "desk.open"},
    ),
    "Saturdays are never worked": (
        "return this.known(day)?.working ?? weekdayOf(day) < 5;",
        "return weekdayOf(day) < 5 && (this.known(day)?.working ?? true);",
        {"calendar.made_up"},
    ),
    "a last day of rest stays": (
        'return inWorkingDays || this.policy.roll === "none" ? day',
        "return true ? day",
        {"regime.61/2018", "regime.118/2025", "clock.pause", "clock.mixed"},
    ),
    "the end of the month overflows": (
        "Math.min(anchor.getUTCDate(), longest)",
        "anchor.getUTCDate()",
        {"add.month", "add.sum"},
    ),
    "the end of eight hours is the next opening": (
        "if (amount <= left) return at + amount;\n      amount -= left;",
        "if (amount < left) return at + amount;\n      amount -= left;",
        {"hours.working", "clock_hours.pause"},
    ),
    "the first day of a pause is taken out as well": (
        "? notice : notice + 1;",
        "? notice : notice;",
        {"clock.pause", "clock.mixed"},
    ),
    "minutes alone are compared with the cut-off": (
        "return timeIn(at) > moment ||",
        "return Math.floor(timeIn(at) / MINUTE) > Math.floor(moment / MINUTE) ||",
        {"cutoff.shift", "cutoff.transfer", "cutoff.reply"},
    ),
    "a restart keeps the days that were used": (
        "start: at, extensions: 0, reappointed: null });",
        "extensions: 0, reappointed: null });",
        {"clock.restart", "clock.fixed", "clock.mixed"},
    ),
    "the desk's receipt starts the clock everywhere": (
        "ask.competent_received && regime.competent_starts ? ask.competent_received : ask.received",
        "ask.received",
        {"start.competent"},
    ),
    "a new date may be given again and again": (
        "this.reappointments >= policy.max_reappointments",
        "false",
        {"clock.reappoint", "clock_hours.reappoint"},
    ),
    "every role may do everything": (
        'row.who.includes(step.role) ? [] : ["wrong_role"]',
        "[]",
        {"story.2018-06-21", "story.2025-07-01", "story.2026-07-01", "story.2026-08-05"},
    ),
    "no figure is held against its word": (
        "number === word ? null : [number, word]",
        "null",
        {"text.figure_and_word"},
    ),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_told_under_its_rules(lines: Sequence[Plain], tmp_path: Path, defect: str) -> None:
    right, wrong, rules = DEFECTS[defect]
    assert RUNNER.count(right) == 1
    runner, questions = tmp_path / "runner.mjs", tmp_path / "questions.jsonl"
    runner.write_text(RUNNER.replace(right, wrong), "utf-8")
    asked = [line for line in lines if line["type"] != "case"]
    for rule in (*sorted(rules), "text.phrase"):
        cases = [line for line in lines if line.get("rule") == rule]
        asked += cases[:: 1 + len(cases) // 150]
    questions.write_text("".join(f"{text_of(blind(line))}\n" for line in asked), "utf-8")
    done = subprocess.run(["node", str(runner), str(questions)], capture_output=True, check=True, timeout=120)
    found = score(asked, done.stdout.splitlines())
    assert {one.rule for one in found.scores if one.misses} == rules
