"""To the letter: explanations as whole texts, the words of each refusal, the entries that a supplement writes.

``tests/data/explanations/`` holds each text as an officer would read it; a change of words is read there, in the difference.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from fractions import Fraction
from pathlib import Path

import pytest

from cchc.deadlines.answer import Answer
from cchc.deadlines.counting import add, add_any, months_later, subtract
from cchc.deadlines.deadline import due
from cchc.deadlines.explanation import explain
from cchc.deadlines.limit_comparison import days_saved
from cchc.deadlines.office_hours import STANDARD_OFFICE, OfficeHours
from cchc.deadlines.policy import Policy, Regimes
from cchc.deadlines.reception import forward_by, reply_by, result_day
from cchc.deadlines.rules import Rule
from cchc.deadlines.supplements import applicants_time, last_day_to_complete, returned_for_supplement
from cchc.errors import CchcError
from cchc.legal import LegalBasis
from cchc.model.clock_entry import ClockEntry, Gate, Reappoint, Restart, Resume, Suspend
from cchc.model.cutoff import ReplyCutoff, ResultCutoff, ShiftCutoff, TransferCutoff
from cchc.model.instant import VIETNAM_TIME
from cchc.model.limit_phrases import parse_limit
from cchc.model.time_limit import CalendarDays, Hours, Months, WorkingDays, WorkingHours
from cchc.rulebook import forecast, load_calendar, load_regimes

TEXTS = Path(__file__).parents[1] / "data" / "explanations"
CALENDAR, RULES = load_calendar(), load_regimes()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM_TIME)


def ask(limit: str, received: str, *entries: ClockEntry, calendar=CALENDAR, **more) -> Answer:
    return due(parse_limit(limit), at(received), calendar, RULES, entries=entries, **more)


def entry(kind, number: int, when: str, **fields) -> ClockEntry:
    return kind(id=f"e{number}", sequence=number, occurred_at=at(when), **fields)


QUESTIONS: dict[str, Callable[[], Answer]] = {
    "tet": lambda: ask("3 ngày làm việc", "2026-02-12 15:40"),
    "made-up-saturday": lambda: ask("5 ngày làm việc", "2026-08-20 08:00"),
    "hours": lambda: ask("8 giờ làm việc", "2026-11-20 16:00:30"),
    "days-that-roll": lambda: ask("10 ngày", "2026-11-19 09:00"),
    "paused-and-refused": lambda: ask(
        "5 ngày làm việc", "2026-11-16 09:00",
        entry(Suspend, 1, "2026-11-17 10:00"), entry(Resume, 2, "2026-11-19 10:00"), entry(Resume, 3, "2026-11-20 10:00"),
    ),
    "suspended": lambda: ask("5 ngày làm việc", "2026-11-16 09:00", entry(Suspend, 1, "2026-11-17 10:15")),
    "waiting": lambda: ask(
        "5 ngày làm việc", "2026-11-16 09:00", entry(Gate, 1, "2026-11-16 09:00", condition="fee"),
        entry(Gate, 2, "2026-11-16 09:00", condition="site"),
    ),
    "re-appointed": lambda: ask("3 ngày làm việc", "2026-11-17 10:00", entry(Reappoint, 1, "2026-11-18 09:00", to=date(2026, 11, 30))),
    "open-bridge": lambda: ask("5 ngày làm việc", "2025-12-29 10:00", calendar=CALENDAR.as_known_on(date(2025, 12, 1))),
    "forecast": lambda: ask("15 ngày làm việc", "2028-01-14 10:00", calendar=forecast(CALENDAR, 2028)),
    "old-code": lambda: due(
        parse_limit("10 ngày"), at("2016-03-01 09:00"), CALENDAR, next(iter(RULES.all)),
    ),
    "shifted": lambda: ask("3 ngày làm việc", "2026-11-17 16:00", cutoff=ShiftCutoff(at=time(15))),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_an_explanation_reads_so(name: str, lang: str) -> None:
    assert told(name, lang) == (TEXTS / f"{name}.{lang}.txt").read_text("utf-8")


def told(name: str, lang: str) -> str:
    """The text, without the digest of a calendar that grows with each act."""
    deadline = QUESTIONS[name]()
    return explain(deadline, lang).replace(deadline.calendar.version, "(version)") + "\n"


def test_every_text_kept_is_read() -> None:
    assert {path.name for path in TEXTS.iterdir()} == {f"{name}.{lang}.txt" for name in QUESTIONS for lang in ("vi", "en")}


DAY, MOMENT, ABROAD = date(2026, 11, 16), at("2026-11-16 09:00"), datetime(2026, 11, 16, 9, tzinfo=UTC)
ELSEWHERE = "is at offset +0000, deadlines are counted in Asia/Ho_Chi_Minh (+07:00); convert it first: value.astimezone(VIETNAM_TIME)"
IN_DAYS, IN_HOURS = WorkingDays(count=5), WorkingHours(count=8)


def ruled() -> Regimes:
    """The regimes, put in order anew."""
    return Regimes(reversed(RULES.all))


REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "a day for hours": (
        lambda: add_any(DAY, IN_HOURS, CALENDAR, STANDARD_OFFICE),
        "8 working hours runs from an instant; give a datetime, not the day 2026-11-16",
    ),
    "an instant for days": (
        lambda: add_any(MOMENT, IN_DAYS, CALENDAR, STANDARD_OFFICE),
        "5 working days is counted in days from a day; write value.date(), or use due() for a receipt",
    ),
    "back from a day in hours": (
        lambda: subtract(DAY, IN_HOURS, CALENDAR),  # type: ignore[arg-type]
        "8 working hours runs back from an instant; give a datetime, not the day 2026-11-16",
    ),
    "back from an instant in days": (
        lambda: subtract(MOMENT, Months(count=1), CALENDAR),
        "1 month is counted back in days from a day; write value.date()",
    ),
    "no amount": (
        lambda: add(DAY, CalendarDays(count=0), CALENDAR, policy=Policy(zero_days="refused")),
        "0 days says nothing; for a result on the day itself write SameDay()",
    ),
    "months beyond all dates": (lambda: months_later(DAY, 99_999), "99999 months from 2026-11-16 is no date"),
    "a seventh of a day": (
        lambda: add(MOMENT, WorkingDays(count=Fraction(1, 7)), CALENDAR),
        "1/7 working days is no whole number of microseconds; write an amount the clock can show",
    ),
    "a moment of another zone": (lambda: ask("3 ngày làm việc", "2026-11-17 10:00").at(ABROAD), f"now {ELSEWHERE}"),
    "a start of another zone": (lambda: add_any(ABROAD, IN_HOURS, CALENDAR, STANDARD_OFFICE), f"the start {ELSEWHERE}"),
    "an end of another zone": (lambda: subtract(ABROAD, IN_HOURS, CALENDAR), f"the end {ELSEWHERE}"),
    "a receipt of another zone to forward": (
        lambda: forward_by(ABROAD, RULES.all[-1].transfer, CALENDAR, STANDARD_OFFICE, Policy()), f"the receipt {ELSEWHERE}",
    ),
    "a receipt of another zone to reply": (
        lambda: reply_by(ABROAD, ReplyCutoff(at=time(15)), CALENDAR, STANDARD_OFFICE, Policy()), f"the receipt {ELSEWHERE}",
    ),
    "a supplement in hours": (
        lambda: last_day_to_complete(DAY, CALENDAR, Policy(), Hours(count=7)),
        "a limit for completing a dossier is in days",
    ),
    "a supplement in a fraction of a day": (
        lambda: last_day_to_complete(DAY, CALENDAR, Policy(), WorkingDays(count=Fraction(1, 2))),
        "a limit for completing a dossier is in days",
    ),
    "a span without a working day": (
        lambda: days_saved(CALENDAR, date(2026, 11, 21), date(2026, 11, 22)),
        "there is no working day from 2026-11-21 to 2026-11-22; give a longer span",
    ),
    "an unknown regime": (
        lambda: ruled().named("62/2018"),
        f"no one-stop regime '62/2018'; entered: {', '.join(one.id for one in RULES.all)}",
    ),
    "a receipt before every regime": (
        lambda: ruled().on(date(2018, 6, 20)),
        ("no one-stop regime is entered for 2018-06-20 (entered: from 2018-06-21); add() and count() work on any covered day, due() "
        "needs a regime: add one to rulebook/regimes.toml"),
    ),
    "a choice that is none": (
        lambda: Policy(roll="sideways"),
        "policy roll: 'sideways' is not a choice; write one of civil_code, none",
    ),
    "fewer than no apologies": (
        lambda: Policy(max_reappointments=-1), "policy: a number of extensions or apologies cannot be negative",
    ),
    "fewer than no extensions": (
        lambda: Policy(max_extensions=-1), "policy: a number of extensions or apologies cannot be negative",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_is_told_in_these_words(name: str) -> None:
    ask_it, words = REFUSED[name]
    with pytest.raises(CchcError) as caught:
        ask_it()
    assert str(caught.value) == words


class TestRegimes:
    def test_they_are_kept_in_the_order_of_their_first_days(self) -> None:
        assert [one.since for one in ruled().all] == sorted(one.since for one in RULES.all)
        assert [ruled().on(one.since) for one in RULES.all] == list(RULES.all)
        assert [ruled().on(one.until) for one in RULES.all if one.until] == [one for one in RULES.all if one.until]

    def test_a_decree_is_named_by_its_id_or_its_number_with_or_without_its_kind(self) -> None:
        assert [ruled().named(one.id) for one in RULES.all] == list(RULES.all)
        last = [one for one in RULES.all if one.instrument == "118/2025/NĐ-CP"][-1]
        assert ruled().named("118/2025/NĐ-CP") is last
        assert ruled().named("61/2018/NĐ-CP") is ruled().named("61/2018") is RULES.all[0]
        renamed = Regimes([replace(RULES.all[0], id="cũ")])
        assert renamed.named("61/2018") is renamed.named("61/2018/NĐ-CP") is renamed.all[0]
        assert ruled().named("118/2025") is next(one for one in RULES.all if one.id == "118/2025")


class TestSupplements:
    BASIS = (LegalBasis("61/2018/NĐ-CP", 19, 4),)
    ASKED, DONE = at("2024-03-07 09:00"), at("2024-03-20 09:00")

    def test_the_entries_of_a_return_are_numbered_on_and_carry_their_basis(self) -> None:
        assert returned_for_supplement(self.ASKED, self.DONE, Policy(), sequence=3, basis=self.BASIS) == (
            Suspend(id="supplement-3", sequence=3, occurred_at=self.ASKED, basis=self.BASIS),
            Restart(id="supplement-4", sequence=4, occurred_at=self.DONE, basis=self.BASIS),
        )
        first, then = returned_for_supplement(self.ASKED, self.DONE, Policy(after_supplement="suspend"))
        assert (first.sequence, then.kind, then.sequence, then.basis) == (1, "resume", 2, ())

    def test_the_entries_of_a_wait_are_numbered_on_and_carry_their_basis(self) -> None:
        counts = Policy(applicants_time_counts=False)
        assert applicants_time(self.ASKED, self.DONE, counts, sequence=3, basis=self.BASIS) == (
            Suspend(id="applicant-3", sequence=3, occurred_at=self.ASKED, basis=self.BASIS),
            Resume(id="applicant-4", sequence=4, occurred_at=self.DONE, basis=self.BASIS),
        )
        assert [one.sequence for one in applicants_time(self.ASKED, self.DONE, counts)] == [1, 2]

    def test_the_last_day_to_complete_is_counted_under_the_policy(self) -> None:
        days = Policy(inactive_close="15 ngày")
        assert last_day_to_complete(date(2026, 11, 13), CALENDAR, days) == date(2026, 11, 30)
        assert last_day_to_complete(date(2026, 11, 13), CALENDAR, Policy(inactive_close="15 ngày", roll="none")) == date(2026, 11, 28)


class TestResultDay:
    """The words about a same-day result after the cut-off; the rule is a reading, so it is flagged."""

    @pytest.mark.parametrize(
        ("only_unless_settled", "at_once", "words"),
        [
            (
                False, False,
                ("Tiếp nhận sau giờ chốt: trả kết quả trong ngày làm việc tiếp theo",
                 "Received after the cut-off: the result is due on the next working day"),
            ),
            (
                True, True,
                ("Tiếp nhận sau giờ chốt nhưng giải quyết được ngay: trả kết quả trong ngày",
                 "Received after the cut-off but settled at once: the result is due the same day"),
            ),
        ],
    )  # fmt: skip
    def test_words(self, only_unless_settled: bool, at_once: bool, words: tuple[str, str]) -> None:
        cutoff = ResultCutoff(at=time(15), only_unless_settled=only_unless_settled, basis=LegalBasis("118/2025/NĐ-CP", 17))
        moved, rule = result_day(at("2026-11-16 15:30"), cutoff, Policy(), CALENDAR, STANDARD_OFFICE, not_at_once=not at_once)
        assert moved is not at_once
        assert rule == Rule("result_cutoff", *words, (LegalBasis("118/2025/NĐ-CP", 17),), flag=True)

    def test_a_cut_off_before_closing_is_that_offices(self) -> None:
        early = OfficeHours("sáng", {day: ((time(7, 30), time(11, 30)),) for day in range(5)})
        cutoff = ReplyCutoff(before_closing_minutes=60)
        asked = [at("2026-11-16 10:29"), at("2026-11-16 10:31"), at("2026-11-16 15:59"), at("2026-11-16 16:01")]
        assert [reply_by(one, cutoff, CALENDAR, early, Policy()).day for one in asked] == [16, 17, 17, 17]
        assert [reply_by(one, cutoff, CALENDAR, STANDARD_OFFICE, Policy()).day for one in asked] == [16, 16, 16, 17]
        result, transfer = ResultCutoff(before_closing_minutes=60), TransferCutoff(before_closing_minutes=60)
        moved = [result_day(one, result, Policy(), CALENDAR, early, not_at_once=True)[0] for one in asked[:2]]
        assert moved == [False, True]
        assert [forward_by(one, transfer, CALENDAR, early, Policy()) for one in asked[:2]] == [
            at("2026-11-16 11:30"),
            at("2026-11-17 07:30"),
        ]

    def test_the_boundary_of_a_cut_off_is_the_policys(self) -> None:
        exactly, after = at("2026-11-16 15:00"), Policy(cutoff_boundary="after")
        reply, transfer = ReplyCutoff(at=time(15)), TransferCutoff(at=time(15))
        assert reply_by(exactly, reply, CALENDAR, STANDARD_OFFICE, Policy()) == date(2026, 11, 16)
        assert reply_by(exactly, reply, CALENDAR, STANDARD_OFFICE, after) == date(2026, 11, 17)
        assert forward_by(exactly, transfer, CALENDAR, STANDARD_OFFICE, Policy()) == at("2026-11-16 17:00")
        assert forward_by(exactly, transfer, CALENDAR, STANDARD_OFFICE, after) == at("2026-11-17 07:30")
