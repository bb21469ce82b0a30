"""The main job on bundled real procedures: when is each dossier due, what is on the slip, how certain is that, and why."""

from __future__ import annotations

from datetime import date, datetime

from cchc import VIETNAM_TIME, explain, forecast, impact, load_calendar, load_procedures, load_regimes, verify
from cchc.deadlines.deadline import Deadline, ForecastDeadline, due
from cchc.errors import CalendarCoverageError, CchcError
from cchc.model.clock_entry import Resume, Suspend
from cchc.model.limit_phrases import format_limit
from cchc.model.receipt import Channel

CALENDAR, RULES, PROCEDURES = load_calendar(), load_regimes(), load_procedures()
DOSSIERS = (
    ("1.004222", "2027-01-28 15:40", Channel.ONLINE, None, False),
    ("1.001193", "2026-11-10 15:01", Channel.COUNTER, None, True),
    ("2.000815", "2026-11-23 16:10", Channel.COUNTER, None, False),
    ("1.012784", "2026-02-12 15:40", Channel.ONLINE, "chung", False),
    ("1.013225", "2026-06-30 09:00", None, "nhà ở riêng lẻ", False),
    ("1.013225", "2026-07-02 09:00", None, "nhà ở riêng lẻ", False),
    ("1.000288", "2026-11-24 09:00", None, None, False),
    ("1.014159", "2026-11-24 09:00", None, None, False),
)


def at(text: str) -> datetime:
    """Return ``text`` as an instant of Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM_TIME)


def ask(
    code: str, received: str, channel: Channel | None, case: str | None, *, not_at_once: bool
) -> tuple[str, Deadline | ForecastDeadline]:
    """Return the procedure's name and its deadline, on a forecast where the official calendar ends."""
    instant = at(received)
    procedure = PROCEDURES.find(code, instant.date())
    chosen = procedure.choose(channel, case)
    limit = chosen.confirmed(code)
    options = {"start": chosen.start, "cutoff": chosen.cutoff, "not_at_once": not_at_once}
    try:
        return procedure.name, due(limit, instant, CALENDAR, RULES, **options)
    except CalendarCoverageError:
        return procedure.name, due(limit, instant, forecast(CALENDAR), RULES, **options)


def show_each() -> None:
    """Print one line a dossier; a refusal is a line too."""
    for code, received, channel, case, not_at_once in DOSSIERS:
        print(f"\n{code}, tiếp nhận {received}")
        try:
            name, deadline = ask(code, received, channel, case, not_at_once=not_at_once)
        except CchcError as error:
            print(f"  từ chối tính: {error}")
            continue
        assert deadline.due is not None
        assert deadline.promised is not None
        assert deadline.certainty is not None
        print(f"  {name[:90]}")
        certainty = deadline.certainty.label_vi.lower()
        print(f"  {format_limit(deadline.limit)}: hạn {deadline.due:%d/%m/%Y}, hẹn trả {deadline.promised:%H:%M %d/%m/%Y}, {certainty}")


def show_one_with_its_reasons() -> None:
    """Print a dossier suspended over Tết with every day of its proof."""
    pause = (
        Suspend(id="1", sequence=1, occurred_at=at("2027-02-03 10:00")),
        Resume(id="2", sequence=2, occurred_at=at("2027-02-16 14:00")),
    )
    chosen = PROCEDURES.find("1.004222", date(2027, 1, 28)).choose(Channel.ONLINE)
    deadline = due(chosen.confirmed("1.004222"), at("2027-01-28 15:40"), CALENDAR, RULES, start=chosen.start, entries=pause)
    print("\nCùng hồ sơ 1.004222, tạm dừng từ 03/02 đến 16/02/2027:\n")
    print(explain(deadline))
    print(f"\nBằng chứng tính lại: {'đúng' if verify(deadline.proof) else 'sai'}")


def show_what_a_late_notice_moved() -> None:
    """Print what the notice of 25/12/2025 moved among dossiers received before it."""
    before = CALENDAR.as_known_on(date(2025, 12, 24))
    chosen = PROCEDURES.find("1.004222", date(2025, 12, 29)).choose(Channel.ONLINE)
    received = {f"hồ sơ nhận {day:02d}/12/2025": at(f"2025-12-{day} 09:00") for day in (15, 22, 24)}
    deadlines = {key: due(chosen.confirmed("1.004222"), instant, before, RULES) for key, instant in received.items()}
    print("\nThông báo hoán đổi ngày 02/01/2026 (ban hành trước 8 ngày) dời hạn của:")
    for one in impact(deadlines, before, CALENDAR):
        assert one.after is not None
        print(f"  {one.key}: {one.before:%d/%m/%Y} -> {one.after:%d/%m/%Y}, theo {', '.join(one.acts)}")


if __name__ == "__main__":
    show_each()
    show_one_with_its_reasons()
    show_what_a_late_notice_moved()
