"""The picture of a process on its calendar, and its Mermaid text: everything is there, nothing can break out of it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from cchc.deadlines.calendar_day import DayKind
from cchc.deadlines.office_hours import STANDARD_OFFICE, Closure, OfficeHours
from cchc.errors import ProcessError, UsageError
from cchc.model.instant import VIETNAM_TIME
from cchc.model.process import Process
from cchc.reports.gantt_look import MOST_STEPS
from cchc.reports.gantt_svg import gantt_svg
from cchc.reports.process_mermaid import gantt_mermaid, process_flowchart
from cchc.reports.process_svg import process_svg
from cchc.reports.process_words import amount_of, moment
from cchc.rulebook import forecast, load_calendar
from cchc.rulebook.processes import load_processes
from cchc.simulation.planned import Schedule
from cchc.simulation.schedule import schedule, start_by

SVG = "{http://www.w3.org/2000/svg}"
CALENDAR = load_calendar()
FLOWS = load_processes()
START = datetime(2026, 2, 12, 9, tzinfo=VIETNAM_TIME)
HOSTILE = 'x</text><script>alert("1")</script> & \'y\' ]]> \x00\x1b --> end %%{init}%% "];' + " rất dài" * 400
SHUT = OfficeHours(
    HOSTILE,
    dict(enumerate(STANDARD_OFFICE.sessions)),
    closures=[Closure(date(2026, 2, 23), date(2026, 2, 24), HOSTILE, suspends_count=True)],
)


def step(name: str, count: int = 1, **more: object) -> dict[str, Any]:
    return {"id": name, "budget": {"count": count, "unit": "working_day"}, **more}


def process(*steps: dict[str, Any], **more: object) -> Process:
    return Process.model_validate({"id": "p", "name": "…", "steps": steps, **more})


EVERYTHING = process(
    step("a", no="1", label=HOSTILE, role=HOSTILE, agency="BHXH"),
    step("b", 2, after=["a"], kind="consult", parallel=0, on_timeout="deemed_consent", condition=HOSTILE, lead=False, role="sở"),
    step("c", 1, after=["a"], optional=True, loop_to="a", loop_exit=HOSTILE, kind="council", parallel=3),
    step("d", 1, after=["b", "c"], counted=False, kind="wait_applicant"),
    {"id": "e", "deadline_from_start": {"count": 9, "unit": "working_day"}, "kind": "publish", "procedure": "1.004222"},
    {"id": "f", "group": "g", "kind": "payment"},
    {"id": "h", "group": "g", "kind": "interlinked"},
    {"id": "i", "loop_to": "a"},
    name=HOSTILE,
    codes=["1.004222"],
    groups=[{"id": "g", "budget": {"count": 2, "unit": "day"}}],
    stages=[{"label": HOSTILE, "steps": ["a", "b", "a"]}, {"label": "II", "steps": ["c"]}],
    declared={"count": 20, "unit": "working_day"},
    committed={"count": 5, "unit": "working_day"},
)
PLANS = {
    "everything, hostile": schedule(EVERYTHING, START, CALENDAR, {"BHXH": SHUT}, without=["c"]),
    "three years": schedule(process(step("a", 750)), datetime(2024, 1, 2, 9, tzinfo=VIETNAM_TIME), CALENDAR),
    "an hour": schedule(process({"id": "a", "budget": {"count": 1, "unit": "working_hour"}}), START, CALENDAR),
    "the latest start": start_by(FLOWS.get("ld-1.009645"), START, CALENDAR),
    "many steps": schedule(process(*(step(f"s{number}", 1) for number in range(80))), START, CALENDAR),
}


def drawn(plan: Schedule, lang: str = "vi") -> ET.Element:
    return ET.fromstring(gantt_svg(plan, CALENDAR, {"BHXH": SHUT}, lang=lang))


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
class TestEveryPicture:
    def test_it_shows_every_step_once_and_marks_the_critical_path(self, plan: Schedule, lang: str) -> None:
        rows = {one.get("data-step"): one.get("data-critical") for one in drawn(plan, lang).iter(f"{SVG}g") if one.get("data-step")}
        assert rows == {one.step.id: str(one.critical).lower() for one in plan.steps}

    def test_it_has_a_line_for_the_start_and_each_bound(self, plan: Schedule, lang: str) -> None:
        lines = [one.get("data-line") for one in drawn(plan, lang).iter(f"{SVG}path") if one.get("data-line")]
        assert sorted(filter(None, lines)) == sorted(["start", *(bound.kind for bound in plan.bounds if bound.kind != "own")])

    def test_it_stands_alone(self, plan: Schedule, lang: str) -> None:
        text = gantt_svg(plan, CALENDAR, {"BHXH": SHUT}, lang=lang)
        tags = {one.tag.removeprefix(SVG) for one in ET.fromstring(text).iter()}
        assert tags <= {"svg", "title", "g", "rect", "path", "text"}
        assert not re.search(r"(?:href|src|url\(|@import|onload)", re.sub(r">[^<]*<", "><", text))
        assert text == gantt_svg(plan, CALENDAR, {"BHXH": SHUT}, lang=lang)

    def test_its_words_stay_inside(self, plan: Schedule, lang: str) -> None:
        root = drawn(plan, lang)
        width, height = float(root.get("width", 0)), float(root.get("height", 0))
        for one in root.iter(f"{SVG}text"):
            assert 0 <= float(one.get("x", 0)) <= width
            assert 0 <= float(one.get("y", 0)) <= height
            assert len(one.text or "") <= 210

    def test_the_bars_lie_where_the_days_are(self, plan: Schedule, lang: str) -> None:
        root = drawn(plan, lang)
        offs = {one.get("data-off"): float(one.get("x", 0)) for one in root.iter(f"{SVG}rect") if one.get("data-off")}
        assert list(offs.values()) == sorted(offs.values())
        days = [CALENDAR.day(date.fromisoformat(day or "")) for day in offs]
        assert all(not one.working or one.kind is DayKind.MADE_UP for one in days)

    def test_mermaid_has_every_step(self, plan: Schedule, lang: str) -> None:
        chart = gantt_mermaid(plan, lang=lang)
        assert chart.count(", 20") >= len(plan.steps)
        assert all(f"s{place}, " in chart for place in range(len(plan.steps)))


def test_closed_days_of_an_agency_are_shaded_in_its_rows_only() -> None:
    cells = [one.get("data-closed") for one in drawn(PLANS["everything, hostile"]).iter(f"{SVG}rect") if one.get("data-closed")]
    assert cells == ["2026-02-23", "2026-02-24"]


def test_an_agency_whose_week_is_shorter_is_shaded_too() -> None:
    half = OfficeHours("nửa tuần", dict.fromkeys(range(3), STANDARD_OFFICE.sessions[0]), week=frozenset(range(3)))
    plan = schedule(process(step("a", 3, agency="x")), START, CALENDAR, {"x": half})
    root = ET.fromstring(gantt_svg(plan, CALENDAR, {"x": half}))
    closed = [one.get("data-closed") for one in root.iter(f"{SVG}rect") if one.get("data-closed")]
    assert closed[:2] == ["2026-02-12", "2026-02-13"]


def test_days_off_carry_their_names() -> None:
    text = gantt_svg(PLANS["the latest start"], CALENDAR)
    assert "Làm bù" in text or "Nghỉ hằng tuần" in text
    holidays = gantt_svg(schedule(FLOWS.get("ld-1.009645"), START, CALENDAR), CALENDAR)
    assert "Tết Nguyên đán" in holidays


def test_a_forecast_says_so() -> None:
    further = forecast(CALENDAR)
    plan = schedule(process(step("a", 10)), datetime(2027, 12, 27, 9, tzinfo=VIETNAM_TIME), further)
    assert gantt_svg(plan, further).count("TẠM TÍNH") == 2
    assert "PROVISIONAL" in gantt_mermaid(plan, lang="en")
    assert "TẠM TÍNH" not in gantt_svg(PLANS["an hour"], CALENDAR)


def test_an_end_that_is_late_is_said_in_words() -> None:
    late = schedule(process(step("a", 3), declared={"count": 2, "unit": "working_day"}), START, CALENDAR)
    assert "QUÁ HẠN 1 ngày làm việc" in gantt_svg(late, CALENDAR)
    assert "LATE by 1 working day" in gantt_svg(late, CALENDAR, lang="en")


@pytest.mark.parametrize("draw", [lambda plan: gantt_svg(plan, CALENDAR, lang="fr"), lambda plan: gantt_mermaid(plan, lang="fr")])
def test_another_language_is_refused(draw: Any) -> None:
    with pytest.raises(UsageError, match="no picture in 'fr'"):
        draw(PLANS["an hour"])


def test_what_nobody_could_read_is_refused() -> None:
    many = schedule(process(*(step(str(number), 0) for number in range(MOST_STEPS)), step("a", 1)), START, CALENDAR)
    with pytest.raises(UsageError, match="501 steps are more"):
        gantt_svg(many, CALENDAR)
    years = process(*(step(str(number), 2_000) for number in range(2)))
    with pytest.raises(UsageError, match="days are more"):
        gantt_svg(schedule(years, datetime(2010, 1, 4, 9, tzinfo=VIETNAM_TIME), CALENDAR), CALENDAR)


class TestFlowchart:
    def test_every_line_is_a_node_a_link_or_a_frame(self) -> None:
        for line in process_flowchart(EVERYTHING, critical=["a"]).splitlines():
            assert re.fullmatch(
                r"flowchart TD|"
                r' +subgraph g\d+\["[^"]*"\]|  end|'
                r' +s\d+(?:\[|\(\[|\{\{|\[\[|>|\[/|\[\()"[^"]*"(?:\]|\]\)|\}\}|\]\]|/\]|\)\])|'
                r'  s\d+ (?:-->|-\.->|-\. "[^"]*" \.->) s\d+|'
                r"  classDef .*|  class s\d+ critical",
                line,
            ), line

    def test_no_text_of_a_record_keeps_a_sign_with_a_meaning(self) -> None:
        inside = re.findall(r'"([^"]*)"', process_flowchart(EVERYTHING).replace("<br/>", ""))
        assert inside
        assert all(re.fullmatch(r"(?:[\w \-.,/+–]|#\d+;)*", text) for text in inside)

    def test_a_process_with_faults_is_drawn_as_it_stands(self) -> None:
        chart = process_flowchart(process(step("a", after=["b", "x"]), step("b", loop_to="y"), step("a")))
        assert "  s1 --> s0" in chart
        assert '  x0["x<br/>không có bước này"]:::missing' in chart
        assert "  x0 --> s0" in chart
        assert '  s1 -. "quay lại" .-> x1' in chart

    @pytest.mark.parametrize("name", FLOWS.ids)
    def test_every_bundled_process_is_drawn(self, name: str) -> None:
        one = FLOWS.get(name)
        nodes = re.findall(r"^ +s\d+[\[({>]", process_flowchart(one, lang="en"), re.MULTILINE)
        assert len(nodes) == len(one.steps)


@pytest.mark.parametrize(
    ("minutes", "vi", "en"),
    [
        (480, "1 ngày làm việc", "1 working day"),
        (720, "1,5 ngày làm việc", "1.5 working days"),
        (390, "6,5 giờ làm việc", "6.5 working hours"),
        (70, "1:10 giờ làm việc", "1:10 working hours"),
        (45, "0,75 giờ làm việc", "0.75 working hours"),
    ],
)
def test_amounts_of_working_time(minutes: int, vi: str, en: str) -> None:
    assert (amount_of(Fraction(minutes, 60), "vi"), amount_of(Fraction(minutes, 60), "en")) == (vi, en)


def test_moments_name_the_end_of_a_day() -> None:
    assert moment(START, "en", year=True) == "09:00 Th 12/02/2026"
    assert moment(START.replace(hour=0) + timedelta(hours=23, minutes=59, seconds=59), "en") == "end of Th 12/02"


class TestGraph:
    def test_it_shows_every_step_below_those_it_waits_for(self) -> None:
        root = ET.fromstring(process_svg(EVERYTHING, critical=["a"]))
        tops = {one.get("data-step"): float(box.get("y", 0)) for one in root.iter(f"{SVG}g") if (box := one.find(f"{SVG}rect")) is not None}
        assert set(tops) == {step.id for step in EVERYTHING.steps}
        for one, before in EVERYTHING.predecessors():
            assert all(tops[name] < tops[one.id] for name in before)
        assert {one.tag.removeprefix(SVG) for one in root.iter()} == {"svg", "title", "g", "rect", "path", "text"}

    def test_ways_back_are_drawn_where_they_lead_somewhere(self) -> None:
        root = ET.fromstring(process_svg(process(step("a"), step("b", loop_to="a"), step("c", loop_to="x"))))
        assert [one.get("data-loop") for one in root.iter(f"{SVG}path") if one.get("data-loop")] == ["b"]

    def test_a_circle_inside_a_group_is_drawn_side_by_side(self) -> None:
        group = [{"id": "g", "budget": {"count": 2, "unit": "day"}}]
        ring = process({"id": "a", "group": "g", "after": ["b"]}, {"id": "b", "group": "g", "after": ["a"]}, groups=group)
        assert process_svg(ring).count("data-step") == 2

    def test_what_has_no_order_or_is_too_much_is_refused(self) -> None:
        with pytest.raises(ProcessError, match="circle"):
            process_svg(process(step("a", after=["a"])))
        with pytest.raises(UsageError, match="501 steps"):
            process_svg(process(*(step(str(number)) for number in range(501))))
        with pytest.raises(UsageError, match="no picture in 'fr'"):
            process_svg(EVERYTHING, lang="fr")
