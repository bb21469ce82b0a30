"""Rules that hold a record against others of the same code: local against national, level against level, name against name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from cchc.checks.finding import Context, Found
from cchc.checks.rules_publication import name_in_notes, names_differ, nearly
from cchc.checks.texts import Time, folded, said, said_budget, shown, spoken, time_of
from cchc.model.procedure import Procedure
from cchc.model.process import Budget, Process

_DAYS_A_WEEK = Fraction(7, 5)
_LOCAL_CASE = re.compile(r"(?<![0-9/])(?:1[0-2]|0?[1-9])/20[0-9]{2}")
_LEVEL_IN_CASE = re.compile(r"cấp (bộ|tỉnh|huyện|xã)")
_LOCAL_ISSUER = re.compile(r"\b(?:ubnd|ủy ban nhân dân|ttpvhcc|trung tâm phục vụ)\b|[-/]ubnd\b")


def is_local(process: Process) -> bool:
    """Return whether a process is that of a province: its decision is, or its agency."""
    return bool(process.province) or _LOCAL_ISSUER.search(folded(f"{process.issuer} {process.decision}")) is not None


def _national_times(process: Process, context: Context) -> tuple[list[Time], date | None]:
    """Every national time of the codes of a process, whichever case, and since when it is known to hold.

    A version that is not in force on the day of judgement does not count, nor a case that is itself a province's.
    """
    found: list[Time] = []
    since: date | None = None
    for code in process.codes:
        for version in context.national(code):
            if not version.validity.covers(context.as_of):
                continue
            times = _times_of(version)
            since = version.since if times and version.since is not None else since
            found += times
        for other in context.processes(code):
            if other.declared is not None and not is_local(other) and other.validity.covers(context.as_of):
                found.append((Fraction(other.declared.count), other.declared.unit))
    found += [one.key for national in process.national for text in national.published for one in spoken(folded(text))]
    return found, since


def _times_of(procedure: Procedure) -> list[Time]:
    limits = [limit for limit in procedure.limits if not _LOCAL_CASE.search(limit.case) or "quốc gia" in folded(limit.case)]
    return [time for limit in limits if (time := time_of(limit.limit)) is not None]


def _span(time: Time, hours_per_day: int | Fraction) -> tuple[Fraction, Fraction] | None:
    """A time in calendar days, from its shortest to its longest reading; ``None`` for months and what is no amount."""
    amount, unit = time
    if unit in ("hour", "working_hour"):
        amount, unit = amount / Fraction(hours_per_day), "working_day"
    if unit == "working_day":
        return amount, amount * _DAYS_A_WEEK
    return (amount, amount) if unit == "day" else None


def _compare(local: Budget, national: Time, hours_per_day: int | Fraction) -> int | None:
    """Whether ``local`` is surely longer (1), surely not longer and of another number (-1), the same (0), or not comparable."""
    mine: Time = (Fraction(local.count), local.unit)
    one, other = _span(mine, hours_per_day), _span(national, hours_per_day)
    if one is None or other is None:
        return (mine[0] > national[0]) - (mine[0] < national[0]) if mine[1] == national[1] else None
    if _family(mine[1]) == _family(national[1]):
        return (one[0] > other[0]) - (one[0] < other[0])
    if one[0] == other[0]:
        return 0
    if one[0] > other[1]:
        return 1
    return -1 if one[1] <= other[0] or (one[0] < other[0] and one[1] <= other[1]) else None


def _family(unit: str) -> str:
    return "calendar" if unit == "day" else "working"


def local_gt_national(process: Process, context: Context) -> Iterator[Found]:
    """A province takes longer than any national case allows."""
    yield from _against_national(process, context, 1)


def local_lt_national(process: Process, context: Context) -> Iterator[Found]:
    """A province takes less time than any national case allows: a shortening, which is lawful."""
    yield from _against_national(process, context, -1)


def _against_national(process: Process, context: Context, sign: int) -> Iterator[Found]:
    local = process.committed or process.declared
    if local is None or not is_local(process) or not process.validity.covers(context.as_of):
        return
    times, since = _national_times(process, context)
    signs = [_compare(local, time, process.hours_per_day) for time in times]
    if not times or any(one != sign for one in signs):
        return
    nearest = max(times) if sign > 0 else min(times)
    later = since is not None and process.issued is not None and since > process.issued
    vi = f"; bản quốc gia có hiệu lực từ {since:%d/%m/%Y}, sau quyết định của tỉnh" if later else ""
    en = f"; the national version holds since {since}, later than the province's decision" if later else ""
    yield Found(
        f"Địa phương {said_budget(local)}, quốc gia {said(*nearest)}{vi}",
        f"the province has {said_budget(local, 'en')}, the national limit is {said(*nearest, 'en')}{en}",
        "committed" if process.committed else "declared",
        said(*nearest),
        said_budget(local),
    )


def procedure_local_gt_national(procedure: Procedure, context: Context) -> Iterator[Found]:
    """A case that is a province's, as its label dates it, has a longer time than the national one beside it."""
    national = _times_of(procedure)
    for version in context.national(procedure.code):
        if version != procedure and procedure.local_codes and version.validity.covers(context.as_of):
            national += _times_of(version)
    for place, limit in enumerate(procedure.limits):
        mine = time_of(limit.limit)
        if mine is None or not national or _LOCAL_CASE.search(limit.case) is None or "quốc gia" in folded(limit.case):
            continue
        if all(unit == mine[1] for _amount, unit in national) and mine > max(national):
            yield Found(
                f"“{shown(limit.case)}” {said(*mine)}, quốc gia {said(*max(national))}",
                f"“{shown(limit.case)}” has {said(*mine, 'en')}, the national limit is {said(*max(national), 'en')}",
                f"limits.{place}",
                said(*max(national)),
                said(*mine),
            )


def _place_of(process: Process) -> str:
    """Whose process it is: the province, or its issuer."""
    return folded(process.province or process.issuer)


def cross_level_diff(process: Process, context: Context) -> Iterator[Found]:
    """One province grants one procedure different times at different levels."""
    mine = _LEVEL_IN_CASE.search(folded(process.case))
    if process.declared is None or mine is None or not is_local(process):
        return
    for code in process.codes:
        for other in context.processes(code):
            theirs = _LEVEL_IN_CASE.search(folded(other.case))
            if other.id == process.id or other.declared is None or theirs is None or theirs[1] == mine[1]:
                continue
            if _place_of(other) == _place_of(process) and _compare(process.declared, _time(other.declared), process.hours_per_day) != 0:
                yield _other(process, other, code, f"cấp {mine[1]}", f"cấp {theirs[1]}")
                return


def cross_province_diff(process: Process, context: Context) -> Iterator[Found]:
    """Another province grants the same procedure, in the same case, another time."""
    if process.declared is None or not is_local(process):
        return
    for code in process.codes:
        for other in context.processes(code):
            alike = other.declared is not None and is_local(other) and folded(other.case) == folded(process.case)
            if not alike or other.declared is None or _place_of(other) == _place_of(process):
                continue
            if _compare(process.declared, _time(other.declared), process.hours_per_day) not in (0, None):
                yield _other(process, other, code, process.issuer, other.issuer)
                return


def _time(budget: Budget) -> Time:
    return Fraction(budget.count), budget.unit


def _other(process: Process, other: Process, code: str, here: str, there: str) -> Found:
    assert process.declared is not None
    assert other.declared is not None
    return Found(
        f"{code}: {here} {said_budget(process.declared)}, {there} {said_budget(other.declared)} ({other.id})",
        f"{code}: {here} {said_budget(process.declared, 'en')}, {there} {said_budget(other.declared, 'en')} ({other.id})",
        "declared",
        said_budget(other.declared),
        said_budget(process.declared),
    )


def name_mismatch(process: Process, context: Context) -> Iterator[Found]:
    """The name of a process and that of its procedure differ by a slip of the pen."""
    if len(process.codes) == 1:
        for version in context.national(process.codes[0]):
            if nearly(process.name, version.name):
                yield names_differ("name", version.name, process.name)
                return
    yield from name_in_notes(process, context)


def dup_code_diff_subject(process: Process, context: Context) -> Iterator[Found]:
    """One code stands for processes of different names: it was used for two things."""
    for code in process.codes if len(process.codes) == 1 else ():
        for other in context.processes(code):
            if other.codes == process.codes and other.id != process.id and _unlike(process.name, other.name):
                yield Found(
                    f"Mã {code} dùng cho “{shown(process.name, 60)}” và “{shown(other.name, 60)}”",
                    f"the code {code} stands for “{shown(process.name, 60)}” and “{shown(other.name, 60)}”",
                    "codes",
                )
                return


def _unlike(one: str, other: str) -> bool:
    """Whether two names share less than half of their words."""
    mine, theirs = set(folded(one).split()), set(folded(other).split())
    return len(mine & theirs) * 2 < min(len(mine), len(theirs))


_ALTERNATIVE = re.compile(r"[^/()]{3,80}\([^()]{2,40}\)\s*/\s*[^/()]{3,80}\([^()]{2,40}\)")


def procedure_dup_code(procedure: Procedure, context: Context) -> Iterator[Found]:
    """One code is settled by different bodies for different subjects, or two versions in force have unlike names."""
    for place, text in enumerate(procedure.agencies.execute):
        if _ALTERNATIVE.search(text):
            yield Found(
                f"Một mã cho hai đối tượng: “{shown(text)}”",
                f"one code for two subjects: “{shown(text)}”",
                f"agencies.execute.{place}",
            )
    for version in context.national(procedure.code):
        if version.validity.covers(context.as_of) and _unlike(version.name, procedure.name):
            yield Found(
                f"Mã {procedure.code} còn dùng cho “{shown(version.name)}”",
                f"the code {procedure.code} also stands for “{shown(version.name)}”",
                "code",
            )
