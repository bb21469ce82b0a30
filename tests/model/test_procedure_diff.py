"""Two versions of a procedure: what a citizen gains and loses; silence and other units are never judged."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.deadlines.limit_comparison import days_saved
from cchc.errors import UsageError
from cchc.model.limit_change import saved_by
from cchc.model.limit_phrases import parse_limit
from cchc.model.paired import paired
from cchc.model.procedure import Case, Component, Fee, OnlineLevel, Procedure, ProcedureLimit, Result, Submission
from cchc.model.procedure_change import ChangedPart, Effect, ProcedureChange, Saved, Words
from cchc.model.procedure_diff import difference
from cchc.model.receipt import Channel, StartEvent
from cchc.rulebook import load_calendar, load_procedures


def version(**keys: Any) -> Procedure:
    return Procedure.model_validate({"code": "9.000001", "name": "Thủ tục ví dụ"} | keys)


def limit(phrase: str, **keys: Any) -> ProcedureLimit:
    return ProcedureLimit.model_validate({"limit": phrase} | keys)


def told(old: Procedure, new: Procedure, **keys: Any) -> list[tuple[str, str, str]]:
    return [(one.part.value, one.effect.value, one.message.en) for one in difference(old, new, **keys).changes]


def one_limit(old: str, new: str, **keys: Any) -> ProcedureChange:
    (change,) = difference(version(limits=(limit(old),)), version(limits=(limit(new),)), **keys).changes
    return change


LIMITS = [
    ("15 ngày làm việc", "10 ngày làm việc", "gain", "5 working days shorter"),
    ("10 ngày làm việc", "15 ngày làm việc", "loss", "5 working days longer"),
    ("1 ngày làm việc", "1/2 ngày làm việc", "gain", "1/2 working days shorter"),
    ("08 giờ làm việc", "04 giờ làm việc", "gain", "4 working hours shorter"),
    ("02 tháng", "01 tháng", "gain", "1 month shorter"),
    ("02 tháng và 15 ngày làm việc", "02 tháng và 10 ngày làm việc", "gain", "5 working days shorter"),
    ("02 tháng và 15 ngày làm việc", "01 tháng và 20 ngày làm việc", "open", "not in one unit, they cannot be compared"),
    ("02 tháng và 15 ngày làm việc", "02 tháng", "open", "not in one unit, they cannot be compared"),
    ("20 ngày", "10 ngày làm việc", "open", "not in one unit, they cannot be compared"),
    ("30 ngày", "01 tháng", "open", "not in one unit, they cannot be compared"),
    ("01 ngày làm việc", "08 giờ làm việc", "open", "not in one unit, they cannot be compared"),
    ("01 ngày làm việc", "trong ngày", "open", "not in one unit, they cannot be compared"),
    ("ngay", "trong ngày", "open", "not in one unit, they cannot be compared"),
]


@pytest.mark.parametrize(("old", "new", "effect", "saved"), LIMITS)
def test_limits_are_compared_in_one_unit_only(old: str, new: str, effect: str, saved: str) -> None:
    change = one_limit(old, new)
    assert (change.part, change.effect.value) == (ChangedPart.LIMIT, effect)
    assert change.message.en.endswith(f"({saved})")


def test_one_limit_is_nothing_less_than_itself() -> None:
    assert saved_by(parse_limit("15 ngày"), parse_limit("15 ngày")) == Saved("day", 0, 0)
    assert saved_by(parse_limit("trong ngày"), parse_limit("trong ngày")) == Saved("same_day", 0, 0)
    assert Saved("day", 0, 0).effect is Effect.NEUTRAL


def test_what_is_never_longer_and_once_shorter_is_a_gain() -> None:
    assert [(Saved("day", *span).effect.value, Saved("day", *span).words.en) for span in ((0, 5), (-5, 0), (-1, 1), (0, 0))] == [
        ("gain", "from the same to 5 days shorter, by the day of receipt"),
        ("loss", "from 5 days longer to the same, by the day of receipt"),
        ("open", "from 1 day longer to 1 day shorter, by the day of receipt"),
        ("neutral", "the same"),
    ]
    assert Saved("day", 0, 5).words.vi == "từ như cũ đến ngắn hơn 05 ngày, tùy ngày nộp"


def test_other_units_are_counted_on_a_calendar_that_is_given() -> None:
    in_2026 = days_saved(load_calendar(), date(2026, 7, 1), date(2026, 12, 31))
    change = one_limit("20 ngày", "10 ngày làm việc", days_saved=in_2026)
    assert (change.effect, change.saved) == (Effect.GAIN, Saved("day", 1, 12))
    assert change.message == Words(
        "thời hạn giải quyết: 20 ngày → 10 ngày làm việc (từ ngắn hơn 01 ngày đến ngắn hơn 12 ngày, tùy ngày nộp)",
        "time limit: 20 days → 10 working days (from 1 day shorter to 12 days shorter, by the day of receipt)",
    )
    assert one_limit("10 ngày làm việc", "20 ngày", days_saved=in_2026).effect is Effect.LOSS
    assert one_limit("15 ngày", "10 ngày làm việc", days_saved=in_2026).effect is Effect.OPEN
    assert one_limit("01 ngày làm việc", "08 giờ làm việc", days_saved=in_2026).saved is None
    assert one_limit("08 giờ làm việc", "01 ngày làm việc", days_saved=in_2026).saved is None
    on_one_day = days_saved(load_calendar(), date(2026, 11, 27), date(2026, 11, 27))  # both ends are included
    assert one_limit("20 ngày", "10 ngày làm việc", days_saved=on_one_day).saved == Saved("day", 6, 6)
    to_monday = days_saved(load_calendar(), date(2026, 11, 28), date(2026, 11, 30))
    assert one_limit("5 ngày", "1 ngày làm việc", days_saved=to_monday).saved == Saved("day", 6, 6)
    with pytest.raises(UsageError, match="no working day"):
        days_saved(load_calendar(), date(2026, 11, 28), date(2026, 11, 29))


def test_the_building_permit_of_1_july_2026() -> None:
    catalogue = load_procedures()
    old, new = (catalogue.find("1.013225", day) for day in (date(2026, 6, 30), date(2026, 7, 1)))
    before = {"công trình": Words("20 ngày", "20 days"), "nhà ở riêng lẻ": Words("15 ngày", "15 days")}
    after = {"công trình": Words("10 ngày làm việc", "10 working days"), "nhà ở riêng lẻ": Words("07 ngày làm việc", "7 working days")}

    def limits(*span: date) -> dict[str | None, ProcedureChange]:
        changes = difference(old, new, days_saved=days_saved(load_calendar(), *span) if span else None).changes
        return {one.case: one for one in changes if one.part is ChangedPart.LIMIT}

    assert {case: (one.before, one.after, one.saved) for case, one in limits().items()} == {
        case: (before[case], after[case], None) for case in before
    }
    autumn = limits(date(2026, 7, 1), date(2026, 12, 31))
    assert {case: (one.effect, one.saved) for case, one in autumn.items()} == {
        "công trình": (Effect.GAIN, Saved("day", 1, 12)),
        "nhà ở riêng lẻ": (Effect.GAIN, Saved("day", 1, 10)),
    }
    with_tet = limits(date(2027, 1, 4), date(2027, 2, 26))
    assert {one.effect for one in with_tet.values()} == {Effect.OPEN}  # a week of Tết makes ten working days longer than twenty days


def test_cases_and_channels_are_compared_each_with_its_own() -> None:
    old = version(limits=(limit("10 ngày", case="A"), limit("20 ngày", case="B")))
    new = version(
        limits=(
            limit("8 ngày", case="A", channels=["online"]),
            limit("12 ngày", case="A", channels=["counter"]),
            limit("20 ngày", case="C"),
        )
    )
    assert [
        (one.part.value, one.effect.value, one.case, [each.value for each in one.channels]) for one in difference(old, new).changes
    ] == [
        ("case", "neutral", "B", []),
        ("case", "neutral", "C", []),
        ("limit", "loss", "A", ["counter"]),
        ("limit", "gain", "A", ["online"]),
    ]


def test_a_single_case_is_compared_with_each_that_it_became() -> None:
    old = version(limits=(limit("20 ngày"),))
    new = version(limits=(limit("10 ngày", case="nhà ở"), limit("25 ngày", case="công trình", label_vi="Công trình khác")))
    assert told(old, new) == [
        ("case", "neutral", "a case less: chung"),
        ("case", "neutral", "a new case: nhà ở"),
        ("case", "neutral", "a new case: Công trình khác"),
        ("limit", "gain", "time limit: 20 days → 10 days (10 days shorter)"),
        ("limit", "loss", "time limit: 20 days → 25 days (5 days longer)"),
    ]


def test_a_case_that_only_one_version_names_is_told_by_its_label() -> None:
    old, new = version(cases=(Case(id="a", label_vi="Nhóm A"),)), version(cases=(Case(id="b"),))
    assert told(old, new) == [("case", "neutral", "a case less: Nhóm A"), ("case", "neutral", "a new case: b")]
    assert [(one.before, one.after) for one in difference(old, new).changes] == [(Words("Nhóm A", "Nhóm A"), None), (None, Words("b", "b"))]


def test_cases_are_compared_where_both_versions_tell_them() -> None:
    limits = version(limits=(limit("20 ngày", case="A"), limit("10 ngày", case="B")))
    declared = version(cases=(Case(id="A"), Case(id="C")))
    both = version(limits=limits.limits, cases=(Case(id="A"), Case(id="D")))
    assert [one[2] for one in told(limits, declared)] == ["Statutory limit: not entered for the new version, not compared"]
    assert told(limits, both) == []
    assert [one[2] for one in told(both, declared) if one[0] == "case"] == ["a case less: D", "a new case: C"]


def test_several_limits_of_one_case_are_not_guessed_between() -> None:
    old = version(limits=(limit("10 ngày"), limit("20 ngày", channels=["online"])))
    new = version(limits=(limit("10 ngày"),))
    (change,) = difference(old, new).changes
    assert (change.effect, change.channels) == (Effect.OPEN, (Channel.ONLINE,))
    assert change.message.en == "time limit: several limits for one case, they cannot be compared (10 days / 20 days → 10 days)"
    same = version(limits=(limit("10 ngày"), limit("20 ngày"), limit("30 ngày", case="B")))
    assert difference(same, version(limits=tuple(reversed(same.limits)))).changes == ()
    (change,) = difference(same, version(limits=same.limits[1:])).changes
    assert (change.effect, change.channels, change.case) == (Effect.OPEN, (), "chung")


def test_an_unconfirmed_number_is_not_compared() -> None:
    bare = ProcedureLimit.model_validate({"unconfirmed": {"amount": "45", "unit": "Ngày"}})
    assert told(version(limits=(bare,)), version(limits=(limit("30 ngày"),))) == [
        ("limit", "open", "time limit: 45 Ngày (unit not confirmed) → 30 days (not in one unit, they cannot be compared)")
    ]


STARTS = [
    ("received", "complete", "loss"),
    ("complete_valid", "complete", "gain"),
    ("received", "event", "open"),
    ("event", "complete", "open"),
]


@pytest.mark.parametrize(("old", "new", "effect"), STARTS)
def test_a_later_start_is_a_loss(old: str, new: str, effect: str) -> None:
    found = told(*(version(limits=(limit("10 ngày", start=start),)) for start in (old, new)))
    message = f"start of the limit: {StartEvent(old).label_en} → {StartEvent(new).label_en}"
    assert found == [("limit", effect, message)]


def test_what_an_agency_commits_itself_to_stands_apart() -> None:
    plain, ten, five, hours = (
        version(limits=(limit("15 ngày làm việc", committed=committed),))
        for committed in (None, "10 ngày làm việc", "5 ngày làm việc", "08 giờ làm việc")
    )
    assert told(plain, ten) == [("committed", "gain", "new committed limit: 10 working days")]
    assert told(ten, plain) == [("committed", "loss", "no committed limit any more: 10 working days")]
    assert told(ten, five) == [("committed", "gain", "committed limit: 10 working days → 5 working days (5 working days shorter)")]
    assert told(five, hours)[0][1] == "open"


def fee(amount: int | None = None, **keys: Any) -> Fee:
    return Fee.model_validate({"amount": amount} | keys)


FEES = [
    ([fee(50000)], [fee(30000)], [("gain", "charge: 50,000 VND → 30,000 VND")]),
    ([fee(50000, kind="fee")], [fee(75000, kind="fee")], [("loss", "fee: 50,000 VND → 75,000 VND")]),
    ([fee(50000, name="Lệ phí cấp")], [fee(0, name="lệ phí  cấp")], [("gain", "Lệ phí cấp: 50,000 VND → free")]),
    ([fee(10, currency="USD")], [fee(30000)], [("open", "charge: 10 USD → 30,000 VND")]),
    ([fee(3000, per="trang")], [fee(2500, per="bản")], [("open", "charge: 3,000 VND/trang → 2,500 VND/bản")]),
    ([fee(3000, per="trang", cap=200000)], [fee(3000, per="trang")], [("open", "charge: 3,000 VND/trang → 3,000 VND/trang")]),
    ([fee(published="Theo HĐND tỉnh")], [fee(30000)], [("open", "charge: Theo HĐND tỉnh → 30,000 VND")]),
    ([fee(tiers=[{"each": 2000}])], [fee()], [("open", "charge: by steps: – → –")]),
    ([fee(5, name="A")], [fee(5, name="A"), fee(7, name="B")], [("loss", "B: – → 7 VND")]),
    ([fee(5, name="A"), fee(0, name="B")], [fee(5, name="A")], [("neutral", "B: free → –")]),
    ([fee(5, name="A"), fee(name="B")], [fee(5, name="A")], [("open", "B: – → –")]),
    ([fee("1.5", currency="USD")], [fee(1, currency="USD")], [("gain", "charge: 1.5 USD → 1 USD")]),
    ([fee(20000, channels=["counter"]), fee(10000, channels=["online"])], [fee(20000, channels=["counter"]), fee(0, channels=["online"])],
     [("gain", "charge: 10,000 VND → free")]),
    ([fee(5), fee(6)], [fee(7)], [("open", "charge: 5 VND / 6 VND → 7 VND")]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), FEES)
def test_fees(old: list[Fee], new: list[Fee], expected: list[tuple[str, str]]) -> None:
    assert told(version(fees=old), version(fees=new)) == [("fee", effect, message) for effect, message in expected]


def test_a_fee_without_a_name_is_told_by_its_kind() -> None:
    (change,) = difference(version(fees=[fee(5)]), version(fees=[fee(6)])).changes
    assert (change.subject, change.message.vi) == (Words("lệ phí", "charge"), "lệ phí: 5 VND → 6 VND")
    (change,) = difference(version(fees=[fee(5, name="Phí in")]), version(fees=[fee(6, name="Phí in")])).changes
    assert change.message == Words("Phí in: 5 VND → 6 VND", "Phí in: 5 VND → 6 VND")


def part(name: str = "Đơn", **keys: Any) -> Component:
    return Component.model_validate({"name": name} | keys)


OTHER = part("Khác")
COMPONENTS = [
    ([part()], [OTHER, part()], [("loss", "a new component: Khác")]),
    ([OTHER, part()], [part()], [("gain", "no longer a component: Khác")]),
    ([part("Khác", required=False), part()], [part()], [("neutral", "no longer a component: Khác")]),
    ([part()], [part("Khác", replaced_by="CSDL"), part()], [("neutral", "a new component: Khác")]),
    ([part("A", one_of="g")], [part("A", one_of="g"), part("B", one_of="g")], [("gain", "a new component: B")]),
    ([part("A", one_of="g"), part("B", one_of="g")], [part("A", one_of="g")], [("loss", "no longer a component: B")]),
    ([part(), part("B", one_of="g")], [part()], [("gain", "no longer a component: B")]),
    ([part(original=2)], [part(original=1)], [("gain", "Đơn: originals: 2 → 1")]),
    ([part(copies=1)], [part(copies=2)], [("loss", "Đơn: copies: 1 → 2")]),
    ([part()], [part(present_only=True)], [("gain", "Đơn: how it is given: handed in → shown only")]),
    ([part(required=False)], [part()], [("loss", "Đơn: obligation: optional → required")]),
    ([part()], [part(one_of="g")], [("gain", "Đơn: alternatives: none → one of several")]),
    ([part()], [part(replaced_by="CSDL dân cư")], [("gain", "Đơn: replaced by data: – → CSDL dân cư")]),
    ([part(replaced_by="A")], [part(replaced_by="B")], [("neutral", "Đơn: replaced by data: A → B")]),
    ([part()], [part(valid_days=180)], [("loss", "Đơn: good for: – → 180 days")]),
    ([part(valid_days=90)], [part(valid_days=180)], [("gain", "Đơn: good for: 90 days → 180 days")]),
    ([part(form="Mẫu 1")], [part(form="Mẫu 2")], [("neutral", "Đơn: form: Mẫu 1 → Mẫu 2")]),
    ([part(cases=["A"])], [part()], [("open", "Đơn: cases: A → –")]),
    ([part(channels=["online"])], [part()], [("open", "Đơn: channels: Online → –")]),
    ([part("Đơn", id="form")], [part("Đơn đề nghị", id="form")], []),
    ([part(), part(copies=1)], [part(copies=2)], [("open", "Đơn: several of one name, they cannot be compared")]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), COMPONENTS)
def test_components(old: list[Component], new: list[Component], expected: list[tuple[str, str]]) -> None:
    assert told(version(components=old), version(components=new)) == [("component", effect, message) for effect, message in expected]


def test_what_may_only_not_have_been_entered_is_no_gain() -> None:
    old, new = version(components=[part(), OTHER]), version(components=[part()], components_listed=5)
    assert told(old, new) == [("component", "open", "no longer a component: Khác")]
    assert told(new, old) == [("component", "open", "a new component: Khác")]
    whole = version(components=[part()], components_listed=1)
    assert told(old, whole) == [("component", "gain", "no longer a component: Khác")]


def test_fewer_sets_are_a_gain() -> None:
    one, two, unsaid = (version(components=[part()], dossier_sets=sets) for sets in (1, 2, None))
    assert told(two, one) == [("component", "gain", "number of sets: 2 → 1")]
    assert told(two, unsaid) == []


def online(level: str | None, *others: str) -> Procedure:
    return version(
        submission=[Submission(channel=Channel.ONLINE, online=OnlineLevel(level) if level else None), *({"channel": one} for one in others)]
    )


def test_channels_and_their_online_level() -> None:
    assert told(online("partial", "post"), online("full", "kiosk")) == [
        ("channel", "loss", "no longer possible: By post"),
        ("channel", "gain", "Online: Partial → Full"),
        ("channel", "gain", "now possible: At a kiosk"),
    ]
    assert told(online("full"), online("partial"))[0][1] == "loss"
    assert told(online(None), online("partial")) == [("channel", "open", "Online: level not stated → Partial")]


def result(name: str = "Giấy phép", **keys: Any) -> Result:
    return Result.model_validate({"name": name} | keys)


RESULTS = [
    ([result(form="paper")], [result(form="both")], [("gain", "Giấy phép: on paper → on paper and electronic")]),
    ([result(form="both")], [result(form="electronic")], [("loss", "Giấy phép: on paper and electronic → electronic")]),
    ([result(form="paper")], [result(form="electronic")], [("neutral", "Giấy phép: on paper → electronic")]),
    ([result()], [result(form="both")], [("neutral", "Giấy phép: not stated → on paper and electronic")]),
    ([result()], [result(), result("Quyết định")], [("neutral", "a new result: Quyết định")]),
    ([result(), result("Quyết định")], [result()], [("neutral", "a result less: Quyết định")]),
    ([result(code="KQ.G15.000031")], [result("Giấy khai sinh", code="KQ.G15.000031")], [("neutral", "Giấy phép: not stated → not stated")]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), RESULTS)
def test_results(old: list[Result], new: list[Result], expected: list[tuple[str, str]]) -> None:
    assert told(version(results=old), version(results=new)) == [("result", effect, message) for effect, message in expected]


def test_silence_is_not_nothing() -> None:
    whole = version(
        limits=[limit("10 ngày")], fees=[fee(5)], components=[part()], submission=[{"channel": "online"}], results=[{"name": "Giấy phép"}]
    )
    parts = [one.value for one in (ChangedPart.LIMIT, ChangedPart.FEE, ChangedPart.COMPONENT, ChangedPart.CHANNEL, ChangedPart.RESULT)]
    assert [one[:2] for one in told(whole, version())] == [(one, "open") for one in parts]
    assert told(version(), whole)[0] == ("limit", "open", "Statutory limit: not entered for the old version, not compared")
    assert difference(whole, version()).of(Effect.OPEN) == difference(whole, version()).changes


def test_a_change_says_which_words() -> None:
    assert Words("a", "b").of("vi") == "a"
    assert list(paired([1, 1], [1], key=lambda _: 0)) == [([1], [])]


NAMES = st.sampled_from("AB")
CHANNELS = st.lists(st.sampled_from(Channel), max_size=2, unique=True).map(tuple)
PHRASES = st.sampled_from(
    ["5 ngày", "7 ngày", "5 ngày làm việc", "02 tháng và 15 ngày", "02 tháng và 5 ngày", "trong ngày", "4 giờ làm việc"]
)
VERSIONS = st.builds(
    version,
    limits=st.lists(
        st.builds(
            limit,
            PHRASES,
            case=NAMES,
            channels=CHANNELS,
            start=st.sampled_from(StartEvent),
            committed=st.none() | PHRASES,
        ),
        max_size=3,
    ),
    fees=st.lists(st.builds(fee, st.none() | st.integers(0, 2), name=NAMES, per=st.sampled_from(["", "trang"])), max_size=3),
    components=st.lists(
        st.builds(
            part,
            NAMES,
            original=st.integers(0, 1),
            required=st.booleans(),
            one_of=st.sampled_from(["", "g"]),
            valid_days=st.none() | st.integers(1, 2),
        ),
        max_size=3,
    ),
    components_listed=st.none() | st.integers(0, 3),
    dossier_sets=st.none() | st.integers(1, 2),
    submission=st.lists(
        st.builds(Submission, channel=st.sampled_from(Channel), online=st.none() | st.sampled_from(OnlineLevel)),
        max_size=3,
        unique_by=lambda one: one.channel,
    ),
    results=st.lists(st.builds(result, NAMES, form=st.sampled_from(["", "paper", "both"])), max_size=2),
)


@given(VERSIONS)
def test_nothing_changes_from_a_version_to_itself(one: Procedure) -> None:
    assert difference(one, one).changes == ()


def mirrored(change: ProcedureChange) -> tuple[object, ...]:
    saved = change.saved and Saved(change.saved.unit, -change.saved.most, -change.saved.least)
    return change.part, change.effect.mirrored, change.case, change.channels, change.after, change.before, saved


def seen(change: ProcedureChange) -> tuple[object, ...]:
    return change.part, change.effect, change.case, change.channels, change.before, change.after, change.saved


@given(VERSIONS, VERSIONS)
def test_the_other_way_round_gains_are_losses(old: Procedure, new: Procedure) -> None:
    there, back = difference(old, new).changes, difference(new, old).changes
    assert sorted(map(repr, map(seen, there))) == sorted(map(repr, map(mirrored, back)))


@given(VERSIONS, VERSIONS)
def test_every_change_speaks_both_languages_and_comes_in_the_order_of_the_parts(old: Procedure, new: Procedure) -> None:
    changes = difference(old, new).changes
    order = [list(ChangedPart).index(one.part) for one in changes]
    assert order == sorted(order)
    assert all(one.message.vi and one.message.en and one.subject.vi and one.subject.en for one in changes)
