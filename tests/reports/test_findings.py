"""Findings for people and for jobs: text, page, workflow commands; nothing of a catalogue is obeyed by what shows it."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy_checks import CONTEXT, REJECTED, RULES, findings, procedure, process, rejections

from cchc.checks.engine import Tally, check
from cchc.checks.finding import Finding
from cchc.checks.summary import Summary
from cchc.model.place import Place, Rejected
from cchc.reports.findings_github import findings_github
from cchc.reports.findings_html import findings_html
from cchc.reports.findings_text import findings_text
from cchc.reports.findings_words import one_line

RECORDS = [procedure(name="", line=7), process("p-1", "a", "b", line=2), REJECTED]
TALLY = Tally(suppressed=2, known=5)
FULL = replace(
    Summary.of(check(RECORDS, RULES, context=CONTEXT, tally=TALLY), TALLY, as_of=CONTEXT.as_of, rules=RULES),
    lines={("a.yaml", 8): "    name: ''", ("b.yaml", 3): "    - id: a"},
)

TEXT_VI = """\
a.yaml (2)
  1.000001
    ✗ Lỗi NAME_MISSING: Thủ tục không có tên
          8 | name: ''
      cần: một tên
      sửa: Ghi tên
      căn cứ: Điều 19, 61/2018/NĐ-CP
    · Thông tin STEP_ALONE: Chưa có quy trình
          7 |

b.yaml (2)
  p-1
    ! Cảnh báo STEP_IDLE: Bước a không có thời gian
          3 | - id: a
      có: a
    ! Cảnh báo STEP_IDLE: Bước b không có thời gian
          4 |
      có: b

Bản ghi không đọc được (1)
  ✗ a.yaml:9: wrong_type: is not a procedure

Theo quy tắc
      2  STEP_IDLE     Bước không có thời gian
      1  NAME_MISSING  Thiếu tên
      1  STEP_ALONE    Thiếu quy trình

1 lỗi, 2 cảnh báo, 1 thông tin · đã kiểm tra 2 bản ghi · 2 bỏ qua có lý do · 5 đã có trong tệp nền · \
không đọc được 1 · xét tại ngày 22/11/2026
"""


def test_text_shows_file_record_line_and_counts() -> None:
    assert findings_text(FULL) == TEXT_VI


def test_text_in_english() -> None:
    shown = findings_text(FULL, "en")
    assert (
        "    ✗ Error NAME_MISSING: the procedure has no name\n          8 | name: ''\n      expected: một tên\n      mend: write its name"
        in shown
    )
    assert shown.endswith(
        "1 error, 2 warnings, 1 note · 2 records checked · 2 suppressed with a reason · 5 known from the baseline"
        " · 1 could not be read · judged as of 2026-11-22\n"
    )


def test_nothing_to_say_is_said() -> None:
    clean = Summary(CONTEXT.as_of, (), (), 3)
    assert findings_text(clean).startswith("Không có phát hiện nào\n")
    assert "✓ Không có phát hiện nào" in findings_html(clean)
    assert "Không có phát hiện nào" not in findings_text(Summary(CONTEXT.as_of, (), (REJECTED,), 0))


GITHUB = """\
::error file=a.yaml,line=8,title=NAME_MISSING::1.000001: Thủ tục không có tên. Ghi tên
::notice file=a.yaml,line=7,title=STEP_ALONE::1.000001: Chưa có quy trình
::warning file=b.yaml,line=3,title=STEP_IDLE::p-1: Bước a không có thời gian
::warning file=b.yaml,line=4,title=STEP_IDLE::p-1: Bước b không có thời gian
::error file=a.yaml,line=9,title=wrong_type::is not a procedure
"""


def test_workflow_commands() -> None:
    assert findings_github(FULL).startswith(GITHUB)


@pytest.mark.parametrize(
    ("message", "file", "shown"),
    [
        ("50% hồ sơ", "a,b:c.yaml", "::error file=a%2Cb%3Ac.yaml,title=X::p: 50%25 hồ sơ"),
        ("hai\ndòng\r::error::giả", "a.yaml", "::error file=a.yaml,title=X::p: hai dòng ::error::giả"),
    ],
)
def test_text_cannot_become_a_command(message: str, file: str, shown: str) -> None:
    one = replace(FULL.findings[0], code="X", subject="p", message_vi=message, fix_vi="", place=Place(file))
    assert findings_github(Summary(CONTEXT.as_of, (one,), (), 1)).splitlines()[0] == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("một\u2028\x1b[2J", "một [2J"),
        ("a\u202eb", "a b"),
        ("x" * 20, "x" * 9 + "…"),
        ("x" * 10, "x" * 10),
        ("\n" * 60 + "y", "…"),
    ],
)
def test_a_text_from_outside_is_one_line(text: str, shown: str) -> None:
    assert one_line(text, 10) == shown


some_summaries = st.builds(
    Summary,
    st.just(CONTEXT.as_of),
    st.lists(findings, max_size=4).map(tuple),
    st.lists(rejections, max_size=2).map(tuple),
    st.integers(0, 9),
    rules=st.just(RULES),
)


@given(some_summaries, st.sampled_from(["vi", "en"]))
def test_every_finding_is_a_line_of_text_and_a_command(summary: Summary, lang: str) -> None:
    text, commands = findings_text(summary, lang), findings_github(summary, lang).splitlines()
    assert all(letter.isprintable() for line in text.split("\n") for letter in line)
    assert len(re.findall(r"^    [✗!·] ", text, re.MULTILINE)) == len(summary.findings)
    assert len(commands) == len(summary.findings) + len(summary.rejected) + 1
    assert all(re.match(r"::(error|warning|notice) [^\n]*?title=[^,:]+::", line) for line in commands[: len(summary.findings)])


class _Page(HTMLParser):
    """The elements of a page, checked to be closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


TAGS = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "ul", "li", "b", "span", "p", "br", "table", "tr", "td"}
TAGS |= {"code", "details", "summary", "article", "pre", "dl", "dt", "dd"}


@given(some_summaries)
def test_a_page_holds_nothing_but_its_own_elements(summary: Summary) -> None:
    page = _Page(findings_html(summary))
    assert {tag for tag, _ in page.seen} <= TAGS
    names = {name for _, given in page.seen for name in given}
    assert names <= {"lang", "charset", "http-equiv", "content", "name", "class", "open"}
    assert sum(tag == "article" for tag, _ in page.seen) == len(summary.findings) + len(summary.rejected)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "<img src=x onerror=1>", '"><b>', "</style>", "&lt;", "' onload='"])
def test_every_text_is_escaped(text: str) -> None:
    place = Place(text, 3)
    one = Finding(text, FULL.findings[0].severity, text, place, text, text, text, text, text, text)
    summary = Summary(CONTEXT.as_of, (one,), (Rejected(place, text, text),), 1, lines={(text, 3): text})
    page = _Page(findings_html(summary))
    assert {tag for tag, _ in page.seen} <= TAGS - {"script", "img"}
    assert page.text.count(text) >= 10


def test_the_page_asks_for_nothing() -> None:
    page = findings_html(FULL)
    assert "default-src 'none'" in page
    assert not re.search(r"https?:|url\(|@import|<link|src=|href=", page)
    assert re.search(r'<html lang="vi">', page)


def test_the_page_shows_what_the_text_shows() -> None:
    text = _Page(findings_html(FULL)).text
    for part in (
        "Thủ tục không có tên",
        "the procedure has no name",
        "name: ''",
        "Điều 19, 61/2018/NĐ-CP",
        "a.yaml:9",
        "STEP_IDLE",
        "2 bỏ qua có lý do",
    ):
        assert part in text
