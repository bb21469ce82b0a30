"""Completeness of a dossier: a table a lawyer can read, real procedures, and laws that hold for every dossier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.checks.completeness import DATA_STANDS_FOR_PAPER, NOTHING_BEYOND_THEM, completeness
from cchc.errors import ChoiceError, MissingFactError
from cchc.legal import LegalBasis
from cchc.model.document import Completeness, SubmittedDocument
from cchc.model.procedure import Case, Component, Procedure, ProcedureLimit
from cchc.model.receipt import Channel

DAY = date(2026, 11, 24)
HO_TICH = LegalBasis("60/2014/QH13", 16, 1)
POPULATION = "Cơ sở dữ liệu quốc gia về dân cư"
ID_CARD = "Thẻ căn cước hoặc hộ chiếu"

BIRTH = Procedure(
    code="1.001193",
    name="Đăng ký khai sinh",
    basis=(HO_TICH,),
    cases=(Case(id="chung"), Case(id="bỏ rơi"), Case(id="mang thai hộ")),
    components=(
        Component(id="paper-form", name="Tờ khai đăng ký khai sinh", original=1, one_of="declaration", form="Tờ khai đăng ký khai sinh"),
        Component(id="e-form", name="Mẫu hộ tịch điện tử tương tác", original=1, one_of="declaration", channels=(Channel.ONLINE,)),
        Component(id="hospital", name="Giấy chứng sinh", original=1, one_of="birth", cases=("chung", "mang thai hộ")),
        Component(id="witness", name="Văn bản của người làm chứng", original=1, one_of="birth", cases=("chung", "mang thai hộ")),
        Component(id="found", name="Biên bản về việc trẻ bị bỏ rơi", original=1, cases=("bỏ rơi",)),
        Component(id="surrogacy", name="Văn bản xác nhận mang thai hộ", original=1, cases=("mang thai hộ",)),
        Component(id="proxy", name="Văn bản ủy quyền", original=1, required=False),
        Component(id="id", name=ID_CARD, present_only=True),
        Component(id="residence", name="Giấy tờ chứng minh cư trú", present_only=True, replaced_by=POPULATION),
    ),
)


def paper(what: str, **keys: Any) -> SubmittedDocument:
    return SubmittedDocument(what=what, **(keys or {"original": 1}))


DECLARATION = paper("paper-form", original=1, form="Tờ khai đăng ký khai sinh")
HOSPITAL, SHOWN = paper("hospital"), paper(ID_CARD, shown=True)


def told(answer: Completeness) -> dict[str, list[Any]]:
    return {
        "missing": [(one.component, one.reason.value) for one in answer.missing],
        "unfit": [(one.component, one.reason.value) for one in answer.unfit],
        "unused": [(one.document, one.reason.value) for one in answer.unused],
    }


BIRTHS = [
    ("chung", "counter", [DECLARATION, HOSPITAL, SHOWN], {}),
    ("chung", "counter", [DECLARATION, paper("Văn bản của  NGƯỜI làm chứng"), SHOWN], {}),
    (
        "chung",
        "counter",
        [],
        {
            "missing": [
                ("Tờ khai đăng ký khai sinh", "not_handed_in"),
                ("Giấy chứng sinh", "none_of_group"),
                (ID_CARD, "not_shown"),
            ]
        },
    ),
    ("chung", "online", [paper("e-form"), HOSPITAL, SHOWN], {}),
    ("chung", "online", [HOSPITAL, SHOWN], {"missing": [("Tờ khai đăng ký khai sinh", "none_of_group")]}),
    (
        "chung",
        "counter",
        [paper("e-form"), HOSPITAL, SHOWN],
        {"missing": [("Tờ khai đăng ký khai sinh", "not_handed_in")], "unused": [(1, "other_case")]},
    ),
    ("bỏ rơi", "counter", [DECLARATION, SHOWN], {"missing": [("Biên bản về việc trẻ bị bỏ rơi", "not_handed_in")]}),
    ("bỏ rơi", "counter", [DECLARATION, SHOWN, paper("found"), HOSPITAL], {"unused": [(4, "other_case")]}),
    ("mang thai hộ", "counter", [DECLARATION, HOSPITAL, SHOWN], {"missing": [("Văn bản xác nhận mang thai hộ", "not_handed_in")]}),
    ("chung", "counter", [DECLARATION, HOSPITAL, paper("id", copies=1)], {}),
    (
        "chung",
        "counter",
        [DECLARATION, HOSPITAL, SHOWN, paper("residence", shown=True), paper("Sổ hộ khẩu", copies=1)],
        {"unused": [(4, "replaced"), (5, "not_asked")]},
    ),
    ("chung", "counter", [paper("paper-form"), HOSPITAL, SHOWN], {"unfit": [("Tờ khai đăng ký khai sinh", "other_form")]}),
    ("chung", "counter", [paper("hospital", shown=True), DECLARATION, SHOWN], {"unfit": [("Giấy chứng sinh", "too_few_originals")]}),
]


@pytest.mark.parametrize(("case", "channel", "papers", "expected"), BIRTHS)
def test_registering_a_birth(case: str, channel: str, papers: list[SubmittedDocument], expected: dict[str, list[Any]]) -> None:
    answer = completeness(papers, BIRTH, case=case, channel=Channel(channel), on=DAY)
    assert told(answer) == {"missing": [], "unfit": [], "unused": []} | expected
    assert answer.complete is not bool(expected.get("missing") or expected.get("unfit"))
    assert [one.id for one in answer.from_data] == ["residence"]
    assert {one.basis for one in (*answer.missing, *answer.unfit)} <= {(HO_TICH,)}


def test_every_answer_says_why_in_both_languages() -> None:
    answer = completeness([paper("x"), paper("residence", shown=True)], BIRTH, case="chung", channel=Channel.ONLINE, on=DAY)
    assert [(one.message_vi, one.message_en) for one in answer.missing] == [
        (
            "chưa có giấy tờ nào trong số: Tờ khai đăng ký khai sinh; Mẫu hộ tịch điện tử tương tác",
            "none of these was handed in: Tờ khai đăng ký khai sinh; Mẫu hộ tịch điện tử tương tác",
        ),
        (
            "chưa có giấy tờ nào trong số: Giấy chứng sinh; Văn bản của người làm chứng",
            "none of these was handed in: Giấy chứng sinh; Văn bản của người làm chứng",
        ),
        (f"chưa xuất trình {ID_CARD}", f"{ID_CARD} was not shown"),
    ]
    assert answer.missing[0].alternatives == ("Tờ khai đăng ký khai sinh", "Mẫu hộ tịch điện tử tương tác")
    assert [(one.message_en, one.basis) for one in answer.unused] == [
        ("document 1 is no component of this dossier; nobody may ask for it", (NOTHING_BEYOND_THEM,)),
        (
            "document 2 need not be handed in: the office takes the data in place of Giấy tờ chứng minh cư trú",
            (DATA_STANDS_FOR_PAPER,),
        ),
    ]


def test_data_that_could_not_be_had_is_asked_for_on_paper() -> None:
    papers = [DECLARATION, HOSPITAL, SHOWN]
    answer = completeness(papers, BIRTH, case="chung", channel=Channel.COUNTER, on=DAY, unavailable=[POPULATION.upper()])
    assert told(answer)["missing"] == [("Giấy tờ chứng minh cư trú", "not_shown")]
    shown = [*papers, paper("residence", shown=True)]
    assert completeness(shown, BIRTH, case="chung", channel=Channel.COUNTER, on=DAY, unavailable=[POPULATION]).complete


def test_the_provisions_are_those_of_the_decrees() -> None:
    assert [str(one) for one in (DATA_STANDS_FOR_PAPER, NOTHING_BEYOND_THEM)] == [
        "Điều 4, 118/2025/NĐ-CP",
        "khoản 6 Điều 18, 63/2010/NĐ-CP",
    ]


def test_before_the_rule_on_data_the_procedure_itself_is_cited() -> None:
    answer = completeness([paper("residence", shown=True)], BIRTH, case="chung", channel=Channel.COUNTER, on=date(2026, 8, 4))
    assert answer.unused[0].basis == (HO_TICH,)


def test_a_group_of_which_a_database_replaces_one_is_not_asked_for() -> None:
    group = tuple(Component(name=name, original=1, one_of="home", replaced_by=POPULATION if name == "B" else "") for name in "AB")
    answer = completeness([paper("A")], Procedure(code="9.000001", name="…", components=group), on=DAY)
    assert answer.complete
    assert told(answer)["unused"] == []


def only(*components: Component, **keys: Any) -> Procedure:
    return Procedure(code="9.000001", name="Thủ tục ví dụ", components=components, **keys)


AGED = Component(name="Phiếu lý lịch tư pháp", original=1, valid_days=180)
TWO = Component(name="Bản vẽ thiết kế", original=1, copies=1)
PAPERS = [
    ("good on its last day", AGED, [{"original": 1, "issued_on": date(2026, 5, 28)}], []),
    ("a day too old", AGED, [{"original": 1, "issued_on": date(2026, 5, 27)}], ["too_old"]),
    ("issued tomorrow", AGED, [{"original": 1, "issued_on": date(2026, 11, 25)}], ["not_yet_issued"]),
    ("issued today", AGED, [{"original": 1, "issued_on": DAY}], []),
    ("day of issue not told", AGED, [{"original": 1}], ["age_unknown"]),
    ("valid through today", TWO, [{"original": 1, "copies": 1, "valid_until": DAY}], []),
    ("expired yesterday", TWO, [{"original": 1, "copies": 1, "valid_until": date(2026, 11, 23)}], ["expired"]),
    ("expired, and a fit one", TWO, [{"original": 1, "valid_until": date(2026, 11, 23)}, {"original": 1, "copies": 1}], []),
    ("expired and too few", TWO, [{"original": 1, "valid_until": date(2026, 11, 23)}], ["expired", "too_few_copies"]),
    ("the fit one is too few", TWO, [{"original": 1, "valid_until": date(2026, 11, 23)}, {"copies": 1}], ["expired"]),
    ("in two pieces", TWO, [{"original": 1}, {"copies": 1}], []),
    ("no copy", TWO, [{"original": 2}], ["too_few_copies"]),
    ("copies only", TWO, [{"copies": 2}], ["too_few_originals"]),
    ("no number published", Component(name="Ghi chú"), [{"copies": 1}], []),
    ("no number published, only shown", Component(name="Ghi chú"), [{"shown": True}], ["not_handed_in"]),
]


@pytest.mark.parametrize(("component", "papers", "reasons"), [one[1:] for one in PAPERS], ids=[one[0] for one in PAPERS])
def test_a_paper_must_be_fit_on_the_day(component: Component, papers: list[dict[str, Any]], reasons: list[str]) -> None:
    answer = completeness([paper(component.name, **keys) for keys in papers], only(component), on=DAY)
    assert [one.reason.value for one in answer.unfit] == reasons
    assert answer.missing == ()
    assert answer.complete is not bool(reasons)


def test_the_words_of_what_is_unfit() -> None:
    papers = [
        paper("bản vẽ thiết kế", original=1, valid_until=date(2026, 11, 23)),
        paper("Phiếu lý lịch tư pháp", original=1, issued_on=date(2026, 5, 27)),
    ]
    answer = completeness(papers, only(TWO, AGED), on=DAY)
    assert [one.message_vi for one in answer.unfit] == [
        "Bản vẽ thiết kế: hết hạn ngày 23/11/2026",
        "Bản vẽ thiết kế: cần 1 bản sao, có 0",
        "Phiếu lý lịch tư pháp: cấp ngày 27/05/2026, chỉ dùng được đến 23/11/2026",
    ]
    assert [one.documents for one in answer.unfit] == [(1,), (1,), (2,)]


def test_each_set_has_its_papers_but_a_file_is_handed_in_once() -> None:
    permit = only(TWO, dossier_sets=2)
    answer = completeness([paper("Bản vẽ thiết kế", original=1, copies=1)], permit, on=DAY, channel=Channel.COUNTER)
    assert [one.message_en for one in answer.unfit] == [
        "Bản vẽ thiết kế: originals needed 2, there 1",
        "Bản vẽ thiết kế: copies needed 2, there 1",
    ]
    assert completeness([paper("Bản vẽ thiết kế", original=2, copies=2)], permit, on=DAY, channel=Channel.COUNTER).complete
    assert completeness([paper("Bản vẽ thiết kế")], permit, on=DAY, channel=Channel.ONLINE).complete


def test_an_optional_paper_never_keeps_a_dossier_back() -> None:
    optional = Component(name="Tài liệu khác", original=1, required=False)
    assert completeness([], only(optional), on=DAY).complete
    answer = completeness([paper("Tài liệu khác", original=1, valid_until=date(2026, 1, 1))], only(optional), on=DAY)
    assert answer.complete
    assert [(one.reason.value, one.required) for one in answer.unfit] == [("expired", False)]


def test_alternatives_that_were_tried_are_told_with_the_others() -> None:
    group = tuple(Component(name=name, original=1, one_of="g") for name in "ABC")
    answer = completeness([paper("A", copies=1), paper("B", copies=1)], only(*group), on=DAY)
    assert [(one.component, one.reason.value, one.alternatives) for one in answer.unfit] == [
        ("A", "too_few_originals", ("A", "B", "C")),
        ("B", "too_few_originals", ("A", "B", "C")),
    ]
    assert completeness([paper("A", copies=1), paper("C")], only(*group), on=DAY).complete


def test_components_have_their_own_time() -> None:
    old = Component(name="Sổ hộ khẩu", copies=1, until=date(2022, 12, 31))
    procedure = only(old, Component(name="Đơn", original=1))
    assert told(completeness([paper("Đơn"), paper("Sổ hộ khẩu")], procedure, on=date(2023, 1, 1)))["unused"] == [(2, "not_in_force")]
    assert told(completeness([paper("Đơn")], procedure, on=date(2022, 12, 31)))["missing"] == [("Sổ hộ khẩu", "not_handed_in")]


@pytest.mark.parametrize(
    ("keys", "basis"),
    [
        ({}, LegalBasis("63/2010/NĐ-CP", 8, 2)),
        ({"decision": "163/QĐ-BTP"}, LegalBasis("163/QĐ-BTP")),
        ({"decision": "163/QĐ-BTP", "basis": (HO_TICH,)}, HO_TICH),
    ],
)
def test_the_nearest_basis_is_cited(keys: dict[str, Any], basis: LegalBasis) -> None:
    assert completeness([], only(Component(name="Đơn"), **keys), on=DAY).missing[0].basis == (basis,)
    own = LegalBasis("123/2015/NĐ-CP", 2)
    assert completeness([], only(Component(name="Đơn", basis=(own,)), **keys), on=DAY).missing[0].basis == (own,)


def test_what_was_never_entered_cannot_be_judged() -> None:
    with pytest.raises(MissingFactError, match=r"procedure\.component"):
        completeness([], only(), on=DAY)
    answer = completeness([paper("Đơn")], only(Component(name="Đơn", original=1), components_listed=3), on=DAY)
    assert (answer.unlisted, answer.missing, answer.complete) == (2, (), False)


GROUPS = Procedure(
    code="1.013239",
    name="Thẩm định báo cáo nghiên cứu khả thi",
    limits=tuple(ProcedureLimit(case=f"nhóm {name}", limit=f"{days} ngày") for name, days in (("A", 35), ("B", 25), ("C", 15))),
    components=(
        Component(name="Tờ trình", original=1),
        Component(name="Quyết định chủ trương đầu tư", copies=1, cases=("nhóm A", "nhóm B")),
    ),
)


def test_the_case_decides_what_is_asked_for() -> None:
    found = {case: told(completeness([paper("Tờ trình")], GROUPS, case=f"nhóm {case}", on=DAY))["missing"] for case in "ABC"}
    assert found == {
        "A": [("Quyết định chủ trương đầu tư", "not_handed_in")],
        "B": [("Quyết định chủ trương đầu tư", "not_handed_in")],
        "C": [],
    }


def test_an_open_choice_is_refused_with_the_options() -> None:
    with pytest.raises(ChoiceError, match="depend on the case") as refused:
        completeness([], GROUPS, on=DAY)
    assert refused.value.options == ("nhóm A", "nhóm B")
    with pytest.raises(ChoiceError, match="no such case") as refused:
        completeness([], GROUPS, case="nhóm D", on=DAY)
    assert refused.value.options == ("nhóm A", "nhóm B", "nhóm C")
    with pytest.raises(ChoiceError, match="none is published"):
        completeness([], only(Component(name="Đơn")), case="x", on=DAY)
    with pytest.raises(ChoiceError, match="depend on the channel") as refused:
        completeness([], BIRTH, case="chung", on=DAY)
    assert refused.value.options == ("counter", "post", "online", "kiosk")


NAMES = st.sampled_from("ABCD")
COUNTS = st.integers(0, 2)
DATES = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))
COMPONENTS = st.builds(
    Component,
    name=NAMES,
    original=COUNTS,
    copies=COUNTS,
    present_only=st.booleans(),
    required=st.booleans(),
    one_of=st.sampled_from(["", "", "g", "h"]),
    replaced_by=st.sampled_from(["", "", "", POPULATION]),
    form=st.sampled_from(["", "Mẫu 1"]),
    valid_days=st.none() | st.integers(1, 200),
)
PROCEDURES = st.builds(
    lambda components, sets: only(*components, dossier_sets=sets),
    st.lists(COMPONENTS, min_size=1, max_size=5, unique_by=lambda one: one.name),
    st.none() | st.integers(1, 3),
)
DOCUMENTS = st.builds(
    lambda what, original, copies, shown, form, issued, left: SubmittedDocument(
        what=what,
        original=original,
        copies=copies,
        shown=shown or not (original or copies),
        form=form,
        issued_on=issued,
        valid_until=left if left is None or issued is None or issued <= left else None,
    ),
    st.sampled_from("ABCDE"),
    COUNTS,
    COUNTS,
    st.booleans(),
    st.sampled_from(["", "Mẫu 1"]),
    DATES,
    DATES,
)
HANDED = st.lists(DOCUMENTS, max_size=5)
CHANNELS = st.none() | st.sampled_from(Channel)


def missing(papers: Sequence[SubmittedDocument], procedure: Procedure, channel: Channel | None) -> set[tuple[str, ...]]:
    return {(one.component, *one.alternatives) for one in completeness(papers, procedure, channel=channel, on=DAY).missing}


@given(HANDED, DOCUMENTS, PROCEDURES, CHANNELS)
def test_a_paper_more_never_makes_anything_missing(
    papers: list[SubmittedDocument], more: SubmittedDocument, procedure: Procedure, channel: Channel | None
) -> None:
    assert missing([*papers, more], procedure, channel) <= missing(papers, procedure, channel)


def fit(component: Component, procedure: Procedure) -> SubmittedDocument:
    """A paper that is enough for ``component`` alone."""
    sets = procedure.dossier_sets or 1
    original, copies = component.original * sets, component.copies * sets
    return SubmittedDocument(
        what=component.name, original=original, copies=copies + 1, shown=True, form=component.form, issued_on=date(2026, 11, 23)
    )


@given(HANDED, PROCEDURES, CHANNELS)
def test_a_complete_dossier_stays_complete_and_what_is_fit_is_enough(
    papers: list[SubmittedDocument], procedure: Procedure, channel: Channel | None
) -> None:
    everything = [*papers, *(fit(one, procedure) for one in procedure.components)]
    assert completeness(everything, procedure, channel=channel, on=DAY).complete
    for one in procedure.components:
        before, after = (completeness(found, procedure, channel=channel, on=DAY) for found in (papers, [*papers, fit(one, procedure)]))
        assert after.complete or not before.complete
        assert all(one.name not in (lack.component, *lack.alternatives) for lack in (*after.missing, *after.unfit))


@given(HANDED, PROCEDURES, CHANNELS)
def test_every_paper_is_asked_for_or_told_unused(papers: list[SubmittedDocument], procedure: Procedure, channel: Channel | None) -> None:
    answer = completeness(papers, procedure, channel=channel, on=DAY)
    asked = {one.name for one in procedure.components} - {one.name for one in answer.from_data}
    assert {one.document for one in answer.unused} == {place for place, one in enumerate(papers, 1) if one.what not in asked}
    assert all(one.basis and one.message_vi and one.message_en for one in (*answer.missing, *answer.unfit, *answer.unused))


@given(HANDED, PROCEDURES, CHANNELS)
def test_the_order_in_which_papers_are_handed_in_changes_nothing(
    papers: list[SubmittedDocument], procedure: Procedure, channel: Channel | None
) -> None:
    assert missing(papers, procedure, channel) == missing(papers[::-1], procedure, channel)
    one, other = (completeness(found, procedure, channel=channel, on=DAY) for found in (papers, papers[::-1]))
    assert one.complete is other.complete
    assert sorted(lack.message_vi for lack in one.unfit) == sorted(lack.message_vi for lack in other.unfit)
