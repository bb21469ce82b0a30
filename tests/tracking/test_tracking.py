"""A dossier's history read with a calendar: due, paused, late, early; the guards of time; what becomes due when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from lives import APPLICANT, BODY, CASE, DESK, OFFICER, OTHER, codes, command

from cchc.deadlines.office_hours import Closure, OfficeHours
from cchc.deadlines.policy import Policy
from cchc.errors import HistoryError
from cchc.model.clock_entry import Exclude, ExtendBy
from cchc.model.events import ClockNoted, Event
from cchc.model.instant import VIETNAM_TIME
from cchc.model.receipt import Channel
from cchc.model.time_limit import CalendarDays, WorkingDays, WorkingHours
from cchc.rulebook import load_calendar, load_regimes
from cchc.tracking import ApologyWindow, Setting, Terms, Timeliness, alerts, decide, facts_at, track
from cchc.workflow.folding import replay
from cchc.workflow.lifecycle import Accepted, Opening, open_dossier

SETTING = Setting(calendar=load_calendar(), regimes=load_regimes())
TERMS = Terms(limit=WorkingDays(count=5), committed=WorkingDays(count=3))


def on(day: str, clock: str = "09:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}:00+07:00").astimezone(VIETNAM_TIME)


def life(
    *steps: tuple[object, ...], terms: Terms = TERMS, channel: Channel = Channel.COUNTER, elsewhere: bool = False
) -> tuple[Event, ...]:
    """Play (kind, moment, content) through the public door; the first moment is also that of handing in."""
    first = steps[0][1]
    assert isinstance(first, datetime)
    answer = open_dossier(
        Opening(id="d-1", procedure="1.004222", receiving=DESK, elsewhere=elsewhere), command("submit", first, channel=channel)
    )
    assert isinstance(answer, Accepted)
    events = answer.events
    for kind, at, *content in steps:
        if kind == "submit":
            continue
        taken = decide(events, command(str(kind), at, **(content[0] if content else {})), terms, SETTING, complete=True, fee_paid=True)  # pyright: ignore[reportArgumentType]
        assert isinstance(taken, Accepted), f"{kind}: {taken}"
        events += taken.events
    return events


# Monday 16 November 2026; Tuesday the 24th is a public holiday.
RECEIVED = (("receive", on("2026-11-16")), ("transfer", on("2026-11-16", "10:00")), ("assign", on("2026-11-16", "11:00")))


def test_it_is_due_by_law_promised_earlier_and_both_stand_side_by_side() -> None:
    seen = track(life(*RECEIVED), TERMS, SETTING, on("2026-11-18"))
    assert seen.statutory is not None
    assert seen.committed is not None
    assert (seen.statutory.due, seen.committed.due) == (date(2026, 11, 23), date(2026, 11, 19))
    assert seen.statutory.promised == on("2026-11-23", "17:00")
    assert (seen.timeliness, seen.committed.timeliness) == (Timeliness.IN_TIME, Timeliness.IN_TIME)
    assert (seen.holder.value if seen.holder else "", seen.holder_agency) == ("settling", BODY)
    assert (seen.state.value, seen.national_status.value, seen.due_soon) == ("processing", "4", False)
    late_for_one = track(life(*RECEIVED), TERMS, SETTING, on("2026-11-20"))
    assert late_for_one.committed is not None
    assert (late_for_one.timeliness, late_for_one.committed.timeliness) == (Timeliness.IN_TIME, Timeliness.OVERDUE)


@pytest.mark.parametrize(
    ("signed", "expected"),
    [("2026-11-20", Timeliness.EARLY), ("2026-11-23", Timeliness.ON_TIME), ("2026-11-25", Timeliness.LATE)],
)
def test_at_the_end_it_was_early_on_time_or_late(signed: str, expected: Timeliness) -> None:
    events = life(*RECEIVED, ("sign_result", on(signed, "16:59")))
    seen = track(events, TERMS, SETTING, on("2026-12-10"))
    assert seen.timeliness is expected
    assert seen.apology is ApologyWindow.NOTHING_DUE


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (on("2026-11-23", "23:59"), Timeliness.IN_TIME),
        (on("2026-11-24", "00:00"), Timeliness.OVERDUE),  # a public holiday: no working day of lateness yet, and late all the same
        (on("2026-11-25"), Timeliness.OVERDUE),
    ],
)
def test_it_is_overdue_from_the_first_instant_after_the_due_day(now: datetime, expected: Timeliness) -> None:
    assert track(life(*RECEIVED), TERMS, SETTING, now).timeliness is expected


def test_a_limit_in_hours_is_early_before_its_very_minute() -> None:
    terms = Terms(limit=WorkingHours(count=8))
    events = life(*RECEIVED, ("sign_result", on("2026-11-17", "08:59")), terms=terms)
    assert track(events, terms, SETTING, on("2026-11-18")).timeliness is Timeliness.EARLY
    exactly = life(*RECEIVED, ("sign_result", on("2026-11-17", "09:00")), terms=terms)
    assert track(exactly, terms, SETTING, on("2026-11-18")).timeliness is Timeliness.ON_TIME


def test_t14_while_it_waits_for_a_supplement_nothing_is_due_and_nothing_late() -> None:
    events = life(*RECEIVED, ("request_supplement", on("2026-11-18")))
    seen = track(events, TERMS, SETTING, on("2026-12-05"))
    assert seen.statutory is not None
    assert (seen.timeliness, seen.statutory.due, seen.paused_since) == (Timeliness.PAUSED, None, on("2026-11-18"))
    assert seen.holder is not None
    assert (seen.holder.value, seen.holder_agency, seen.apology) == ("applicant", "", ApologyWindow.NOTHING_DUE)


def test_t64_restart_or_resume_as_the_policy_says() -> None:
    steps = (*RECEIVED, ("request_supplement", on("2026-11-18")), ("supplement", on("2026-11-26")))
    restarted = track(life(*steps), TERMS, SETTING, on("2026-11-27"))
    resuming = replace(TERMS, policy=Policy(after_supplement="suspend"))
    resumed = track(life(*steps, terms=resuming), resuming, SETTING, on("2026-11-27"))
    fixed = replace(TERMS, fixed_after_supplement=WorkingDays(count=2))
    given = track(life(*steps, terms=fixed), fixed, SETTING, on("2026-11-27"))
    dues = [seen.statutory.due for seen in (restarted, resumed, given) if seen.statutory]
    assert dues == [date(2026, 12, 3), date(2026, 12, 1), date(2026, 11, 30)]


def test_t11_an_end_of_pause_without_a_pause_is_no_command() -> None:
    assert codes(decide(life(*RECEIVED), command("supplement", on("2026-11-17")), TERMS, SETTING)) == ["not_foreseen"]


def test_t12_t15_a_verification_that_a_text_excludes_moves_the_due_day_by_its_days() -> None:
    terms = replace(TERMS, verification_excluded=True)
    events = life(*RECEIVED, ("verify", on("2026-11-16", "16:00")), ("end_verification", on("2026-11-17")), terms=terms)
    seen = track(events, terms, SETTING, on("2026-11-18"))
    assert seen.statutory is not None
    assert seen.statutory.due == date(2026, 11, 25)


def test_t17_a_pause_outside_working_time_takes_nothing() -> None:
    gap = Exclude(
        id="x", sequence=1, occurred_at=on("2026-11-22", "20:00"), since=on("2026-11-21", "08:00"), until=on("2026-11-22", "20:00")
    )
    events = life(*RECEIVED)
    noted = ClockNoted(
        id="n", dossier="d-1", sequence=5, occurred_at=gap.occurred_at, recorded_at=gap.occurred_at, by=OFFICER, clock=(gap,)
    )
    seen = track([*events, noted], TERMS, SETTING, on("2026-11-23"))
    assert seen.statutory is not None
    assert seen.statutory.due == date(2026, 11, 23)


def test_t68_a_fact_recorded_late_counts_from_when_it_happened_and_as_known_before_it_does_not() -> None:
    events = life(*RECEIVED)
    outage = Exclude(id="x", sequence=1, occurred_at=on("2026-11-17"), since=on("2026-11-17", "07:30"), until=on("2026-11-18", "17:00"))
    noted = ClockNoted(
        id="n", dossier="d-1", sequence=5, occurred_at=on("2026-11-17"), recorded_at=on("2026-11-20"), by=OFFICER, clock=(outage,)
    )
    now = on("2026-11-24")
    after = track([*events, noted], TERMS, SETTING, now)
    before = track([*events, noted], TERMS, SETTING, now, known_at=on("2026-11-19"))
    dues = [seen.statutory.due for seen in (before, after) if seen.statutory]
    assert dues == [date(2026, 11, 23), date(2026, 11, 25)]


def test_t62_extension_and_pause_in_either_order_come_to_one_due_day() -> None:
    more = ExtendBy(id="e", sequence=1, occurred_at=on("2026-11-17"), limit=WorkingDays(count=2))
    gap = Exclude(id="g", sequence=2, occurred_at=on("2026-11-18"), since=on("2026-11-17", "07:30"), until=on("2026-11-18", "17:00"))
    dues = []
    for first, second in ((more, gap), (gap, more)):
        entries = (first.model_copy(update={"sequence": 1}), second.model_copy(update={"sequence": 2}))
        at = on("2026-11-18")
        noted = ClockNoted(id="n", dossier="d-1", sequence=5, occurred_at=at, recorded_at=at, by=OFFICER, clock=entries)
        seen = track([*life(*RECEIVED), noted], TERMS, SETTING, on("2026-11-19"))
        assert seen.statutory is not None
        dues.append(seen.statutory.due)
    assert dues[0] == dues[1] == date(2026, 11, 27)


def test_t65_the_decree_of_the_receipt_rules_on_both_sides_of_its_first_day() -> None:
    old, new = (life(("receive", on(day)), ("transfer", on(day, "10:00")), elsewhere=True) for day in ("2026-08-04", "2026-08-05"))
    starts = [
        seen.statutory.deadline.started_at for events in (old, new) if (seen := track(events, TERMS, SETTING, on("2026-08-06"))).statutory
    ]
    assert starts == [on("2026-08-04"), on("2026-08-05", "10:00")]


def test_the_apology_is_open_until_the_day_before_and_spent_after_one() -> None:
    events = life(*RECEIVED)
    windows = [track(events, TERMS, SETTING, on(day)).apology.value for day in ("2026-11-22", "2026-11-23", "2026-11-25")]
    assert windows == ["open", "too_late", "too_late"]
    sorry = command("apologise", on("2026-11-20"), new_date=date(2026, 11, 30))
    taken = decide(events, sorry, TERMS, SETTING)
    assert isinstance(taken, Accepted)
    seen = track([*events, *taken.events], TERMS, SETTING, on("2026-11-22"))
    assert seen.statutory is not None
    assert (seen.apology, seen.statutory.due, seen.statutory.deadline.reappointed) == (
        ApologyWindow.SPENT,
        date(2026, 11, 23),
        date(2026, 11, 30),
    )
    assert codes(decide(events, command("apologise", on("2026-11-23")), TERMS, SETTING)) == ["apology_not_open"]


def test_where_the_apology_comes_after_the_limit_it_opens_then() -> None:
    terms = replace(TERMS, policy=Policy(apology="after_expiry"))
    events = life(*RECEIVED, terms=terms)
    assert [track(events, terms, SETTING, on(day)).apology.value for day in ("2026-11-20", "2026-11-25")] == ["not_yet", "open"]
    assert codes(decide(events, command("apologise", on("2026-11-20")), terms, SETTING)) == ["apology_not_open"]


def test_a_dossier_not_received_is_not_counted() -> None:
    events = life(("submit", on("2026-11-16")))
    seen = track(events, TERMS, SETTING, on("2026-11-17"))
    assert (seen.timeliness, seen.statutory, seen.committed) == (Timeliness.NOT_COUNTED, None, None)
    assert seen.paused_since is None
    assert facts_at(seen.dossier, events, on("2026-11-17"), TERMS, SETTING).apology_open is None


def test_withdrawn_it_ended_without_a_result() -> None:
    events = life(*RECEIVED, ("ask_withdrawal", on("2026-11-17")), ("confirm_withdrawal", on("2026-11-17", "10:00")))
    seen = track(events, TERMS, SETTING, on("2026-11-18"))
    assert (seen.timeliness, seen.holder, seen.holder_agency) == (Timeliness.NO_RESULT, None, "")


def test_the_supplement_lapses_after_fifteen_working_days_or_the_sectors_own_time() -> None:
    events = life(*RECEIVED, ("request_supplement", on("2026-11-17")))
    assert codes(decide(events, command("lapse_supplement", on("2026-12-09")), TERMS, SETTING)) == ["supplement_still_open"]
    assert isinstance(decide(events, command("lapse_supplement", on("2026-12-10")), TERMS, SETTING), Accepted)
    assert codes(decide(events, command("supplement", on("2026-12-10")), TERMS, SETTING)) == ["supplement_lapsed"]
    sector = replace(TERMS, supplement_within=WorkingDays(count=7))
    assert isinstance(decide(events, command("lapse_supplement", on("2026-11-28")), sector, SETTING), Accepted)


def test_under_61_the_policy_says_how_long_a_supplement_may_take() -> None:
    events = life(("receive", on("2024-03-04")), ("transfer", on("2024-03-04", "10:00")), ("assign", on("2024-03-04", "11:00")))
    assert codes(decide(events, command("request_supplement", on("2024-03-08")), TERMS, SETTING)) == ["return_too_late"]
    asked = decide(events, command("request_supplement", on("2024-03-07", "17:00")), TERMS, SETTING)
    assert isinstance(asked, Accepted)
    waiting = (*events, *asked.events)
    facts = facts_at(replay(waiting), waiting, on("2024-03-29"), TERMS, SETTING)
    assert facts.supplement_lapsed


def test_a_consultation_lapses_when_its_time_is_over_by_the_calendar_of_the_body_that_was_asked() -> None:
    """T74: two agencies, two calendars: the asked one is shut on the 18th and 19th, and those days do not count there."""
    shut = Closure(date(2026, 11, 18), date(2026, 11, 19), "Đóng cửa", suspends_count=True)
    office = SETTING.office
    theirs = OfficeHours("B", dict(enumerate(office.sessions)), closures=[shut])
    setting = replace(SETTING, offices={OTHER: theirs})
    events = life(*RECEIVED, ("consult", on("2026-11-17"), {"within": WorkingDays(count=2)}))
    assert isinstance(decide(events, command("lapse_consultation", on("2026-11-20")), TERMS, SETTING), Accepted)
    assert codes(decide(events, command("lapse_consultation", on("2026-11-20")), TERMS, setting)) == ["reply_still_open"]
    seen = track(events, TERMS, setting, on("2026-11-18"))
    assert seen.holder_agency == OTHER


def test_what_becomes_due_when() -> None:
    online = life(("submit", on("2026-11-16")), channel=Channel.ONLINE)
    assert [(one.kind.value, one.at) for one in alerts(online, TERMS, SETTING, on("2026-11-16", "10:00"))] == [
        ("reception", on("2026-11-17"))
    ]
    received = life(RECEIVED[0])
    assert [(one.kind.value, one.at.date()) for one in alerts(received, TERMS, SETTING, on("2026-11-16", "10:00"))] == [
        ("transfer", date(2026, 11, 16)),
        ("committed", date(2026, 11, 19)),
        ("apology", date(2026, 11, 22)),
        ("due", date(2026, 11, 23)),
    ]
    waiting = life(*RECEIVED, ("request_supplement", on("2026-11-17")))
    assert [(one.kind.value, one.at.date()) for one in alerts(waiting, TERMS, SETTING, on("2026-11-18"))] == [
        ("supplement", date(2026, 12, 9))
    ]
    asked = life(*RECEIVED, ("consult", on("2026-11-17")))
    kinds = [one.kind.value for one in alerts(asked, replace(TERMS, committed=None), SETTING, on("2026-11-18"))]
    assert kinds == ["apology", "due", "reply"]
    old = life(("receive", on("2024-03-04")), ("transfer", on("2024-03-04", "10:00")), ("assign", on("2024-03-04", "11:00")))
    assert [one.kind.value for one in alerts(old, TERMS, SETTING, on("2024-03-05"))][:2] == ["committed", "return"]
    sorry = life(*RECEIVED, ("apologise", on("2026-11-17")))
    assert [one.kind.value for one in alerts(sorry, TERMS, SETTING, on("2026-11-18"))] == ["committed", "due"]
    done = life(*RECEIVED, ("sign_result", on("2026-11-17")))
    assert alerts(done, TERMS, SETTING, on("2026-11-18")) == ()


def test_due_soon_is_two_days_before_unless_said_otherwise() -> None:
    events = life(*RECEIVED)
    assert [track(events, TERMS, SETTING, on(day)).due_soon for day in ("2026-11-20", "2026-11-21", "2026-11-25")] == [False, True, False]
    assert track(events, replace(TERMS, due_soon=CalendarDays(count=7)), SETTING, on("2026-11-17")).due_soon


def test_before_anything_happened_there_is_nothing_to_see() -> None:
    with pytest.raises(HistoryError, match="nothing had happened"):
        track(life(*RECEIVED), TERMS, SETTING, on("2026-11-15"))
    with pytest.raises(HistoryError, match="nothing had happened"):
        track([], TERMS, SETTING, on("2026-11-15"))


def test_at_every_moment_a_dossier_has_one_class_and_one_status() -> None:
    events = life(*RECEIVED, ("request_supplement", on("2026-11-18")), ("supplement", on("2026-11-26")), ("sign_result", on("2026-11-30")))
    now = on("2026-11-16")
    while now < on("2026-12-05"):
        seen = track(events, TERMS, SETTING, now)
        assert isinstance(seen.timeliness, Timeliness)
        assert seen.national_status
        now += timedelta(hours=7)


def test_the_fee_is_asked_for_only_where_it_is_a_condition() -> None:
    events = life(("submit", on("2026-11-16")))
    free = decide(events, command("receive", on("2026-11-16", "10:00")), TERMS, SETTING, complete=True)
    assert isinstance(free, Accepted)
    gated = replace(TERMS, fee_is_condition=True)
    assert codes(decide(events, command("receive", on("2026-11-16", "10:00")), gated, SETTING, complete=True, fee_paid=False)) == [
        "fee_unpaid"
    ]
    assert codes(decide(events, command("receive", on("2026-11-16", "10:00"), by=APPLICANT), TERMS, SETTING)) == [
        "wrong_role",
        "missing_fact",
    ]
    assert CASE.agency == BODY


@pytest.mark.parametrize(
    ("paused", "signed", "expected"),
    [("2026-11-20", "2026-11-28", Timeliness.EARLY), ("2026-11-25", "2026-11-28", Timeliness.LATE)],
)
def test_settled_while_it_stands_it_is_as_late_as_when_it_was_paused(paused: str, signed: str, expected: Timeliness) -> None:
    """What the clock shows and the class of the dossier say one thing, at the end as on the way."""
    terms = replace(TERMS, policy=Policy(after_supplement="suspend"))
    events = life(*RECEIVED, ("request_supplement", on(paused)), ("supplement", on(signed)), ("sign_result", on(signed)), terms=terms)
    seen = track(events, terms, SETTING, on("2026-12-10"))
    assert seen.statutory is not None
    assert (seen.timeliness, seen.statutory.late_by is not None) == (expected, expected is Timeliness.LATE)
