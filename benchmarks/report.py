"""Measure everything once and write the report: ``python benchmarks/report.py`` (``make peers``).

Writes ``docs/generated/benchmarks.md`` and its pictures. Figures are those of the run that the page names; only ratios mean
anything elsewhere, and they are what the tests gate.
"""

from __future__ import annotations

import platform
import random
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import altair as alt
import contenders as c
import growth
import life_contenders as lives
import numpy as np
import pandas as pd
import peers
import polars as pl
from rounds import Contender, interleaved, processes, spoken
from transitions import Machine

from cchc.deadlines.bulk.days import due_dates
from cchc.deadlines.bulk.tables import bulk_table

OUT = Path(__file__).parents[1] / "docs" / "generated"
RANDOM = random.Random(4)
Question = tuple[Any, ...]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a Markdown table; every column but the first and the last is a number."""
    yield "| " + " | ".join(head) + " |"
    yield "|---" + "|---:" * (len(head) - 2) + "|---|"
    yield from ("| " + " | ".join(row) + " |" for row in rows)
    yield ""


def days_asked() -> list[Question]:
    """Every fifth day from 2010, for limits of 3 to 30 working days, as far as the calendar reaches."""
    first, last = peers.FIRST + timedelta(days=40), date(2027, 11, 1)
    starts = [first + timedelta(days=number) for number in range(0, (last - first).days, 5)]
    return [(day, n) for day in starts for n in (3, 5, 15, 30)]


def spans_asked() -> list[Question]:
    """Every seventh day, with an end up to 60 days later."""
    return [(day, day + timedelta(days=RANDOM.randint(0, 60))) for day, n in days_asked() if n == 3]


def family(
    members: Sequence[peers.Peer], asked: Sequence[Question], timed: Sequence[Question], same: Callable[[Any, Any], bool]
) -> Iterator[str]:
    """Yield the table of one kind of question: who is right how often, and in what time."""

    def loop(peer: peers.Peer) -> Contender:
        return Contender(lambda: [peer.ask(*question) for question in timed], len(timed))

    race = interleaved({one.name: loop(one) for one in members}, rounds=9)
    base = race[members[0].name].median
    rows = [
        (
            f"{one.name} {version(one.package)}",
            f"{peers.share_right(one, members[0], asked, same):.2%}",
            spoken(race[one.name].median),
            f"{race[one.name].median / base:.3g}×",
            "; ".join(filter(None, (one.note, "" if one.makeup_days else "cannot say that a Saturday is worked"))),
        )
        for one in members
    ]
    yield from table(("who", "right answers", "median", "against ours", "to know"), rows)


def bulk() -> Iterator[str]:
    """Yield the table of a million rows in one go."""
    rows = 1_000_000
    rng = np.random.default_rng(1)
    starts = (np.datetime64("2019-01-01") + rng.integers(0, 2700, rows)).astype("M8[D]")
    amounts = rng.integers(1, 31, rows)
    column = pl.DataFrame({"start": starts, "n": amounts})
    few = pd.DatetimeIndex(starts[:2_000])
    known = bulk_table(c.CALENDAR)
    right = due_dates(starts, amounts, known).values
    expression = pl.col("start").dt.add_business_days(pl.col("n"), holidays=peers.OFF, roll="backward")
    asked: dict[str, tuple[Callable[[], Any], int, Callable[[Any], Any]]] = {
        "cchc.deadlines.bulk": (lambda: due_dates(starts, amounts, known), rows, lambda got: got.values),
        "numpy.busday_offset": (lambda: np.busday_offset(starts, amounts, roll="backward", busdaycal=c.BUSDAYS), rows, lambda got: got),
        "numpy, seven-day mask": (
            lambda: np.busday_offset(starts, amounts, roll="backward", busdaycal=peers.SEVEN_DAYS),
            rows,
            lambda got: got,
        ),
        "polars add_business_days": (lambda: column.select(expression), rows, lambda got: got.to_series().to_numpy().astype("M8[D]")),
        "pandas CustomBusinessDay(15), 2,000 rows": (lambda: few + 15 * peers.BUSINESS_DAY, len(few), lambda _: None),
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pandas says itself that this is slow
        race = interleaved({name: Contender(run, count) for name, (run, count, _) in asked.items()}, rounds=3)
        base = race["cchc.deadlines.bulk"].median
        lines: list[tuple[str, ...]] = []
        for name, (run, _, plain) in asked.items():
            got = plain(run())
            share = "" if got is None else f"{np.mean(got == right):.2%}"
            per_row = race[name].median
            lines.append((name, share, f"{1e3 / per_row:.3g} M rows/s", f"{per_row / base:.3g}×", ""))
    yield from table(("who", "right answers", "speed", "against ours", ""), lines)


def machines() -> Iterator[str]:
    """Yield the table of one step of a life."""
    bare = Machine(states=["a", "b"], transitions=[["go", "a", "b"], ["go", "b", "a"]], initial="a", auto_transitions=False)
    race = interleaved(
        {
            "cchc: command decided, with guards, form, clock, event and hash": Contender(lives.command),
            f"transitions {version('transitions')}: bare step": Contender(lambda: bare.trigger("go")),
            f"python-statemachine {version('python-statemachine')}: bare step": Contender(lives.bare_transition),
        },
        rounds=15,
    )
    base = next(iter(race.values())).median
    yield from table(("who", "median", "against ours", ""), [(n, spoken(s.median), f"{s.median / base:.2g}×", "") for n, s in race.items()])


def imports() -> Iterator[str]:
    """Yield the table of what an import costs, in time and in memory."""
    names = ("cchc", "holidays", "transitions", "statemachine", "numpy", "pandas", "polars", "bizdays", "workalendar", "businesstimedelta")
    first = """
from datetime import date
from cchc import WorkingDays, add, load_calendar
add(date(2026, 2, 12), WorkingDays(count=3), load_calendar())
"""
    race = processes({"pass": "pass", "first": first, **{name: f"import {name}" for name in names}}, rounds=5)

    def memory(program: str) -> float:
        tell = f"{program}\nfor line in open('/proc/self/status'):\n    if line.startswith('VmHWM'): print(line.split()[1])"
        return int(subprocess.run([sys.executable, "-c", tell], check=True, capture_output=True, text=True).stdout) / 1024

    idle = memory("pass")
    lines = [
        (f"`import {name}`", spoken(max(0, race[name].median - race["pass"].median)), f"{memory(f'import {name}') - idle:.0f} MB", "")
        for name in names
    ]
    lines.insert(
        1, ("cchc, import to first due day", spoken(race["first"].median - race["pass"].median), f"{memory(first) - idle:.0f} MB", "")
    )
    yield from table(("what", "over bare Python", "memory more", ""), lines)


def pictures() -> Iterator[str]:
    """Draw each curve; yield its place in the page."""
    for curve in growth.CURVES:
        points = list(curve.points())
        frame = pl.DataFrame(
            {
                curve.grows: [one.size or 0.5 for one in points],
                "who": [one.who for one in points],
                "ns": [one.nanoseconds for one in points],
            }
        )
        alt.Chart(frame, title=f"{curve.timed}, by {curve.grows}", width=560, height=260).mark_line(point=True).encode(
            x=alt.X(f"{curve.grows}:Q").scale(type="log"),
            y=alt.Y("ns:Q", title=f"ns for {curve.timed}").scale(type="log"),
            color=alt.Color("who:N", title=None),
        ).configure(font="sans-serif").save(OUT / f"growth-{curve.name}.svg")
        ends = {who: [one for one in points if one.who == who] for who in dict.fromkeys(one.who for one in points)}
        told = "; ".join(
            f"{who}: {spoken(of[0].nanoseconds)} at {of[0].size:,}, {spoken(of[-1].nanoseconds)} at {of[-1].size:,}"
            for who, of in ends.items()
        )
        yield f"**{curve.grows[0].upper()}{curve.grows[1:]}.** {told}.\n\n![{curve.timed}, by {curve.grows}](growth-{curve.name}.svg)\n"


def page() -> Iterator[str]:
    """Yield the lines of the report."""
    yield "# Measured against the peers\n"
    machine = f"CPython {platform.python_version()}, {platform.system()} {platform.machine()}, one thread"
    yield f"Made by `make peers`: {machine}. How it is timed: `benchmarks/README.md`.\n"
    yield "**Use the ratios**; the times are of that run. *Right answers* are those equal to the official calendar of 2010 to 2027.\n"
    yield "Peers are given the official days off, and make-up days where they have a word for them; `holidays` has a list of its own.\n"
    yield "## Adding working days\n"
    yield from family(peers.ADDING, days_asked(), [(day, 15) for day in c.DAYS[:25]], peers.equal)
    yield "## Counting working days\n"
    yield from family(peers.COUNTING, spans_asked(), c.PAIRS[:25], peers.equal)
    yield "## Adding 40 working hours\n"
    yield from family(peers.HOURS, [(at, 40) for at in c.INSTANTS[:500]], [(at, 40) for at in c.INSTANTS[:10]], peers.same_working_time)
    yield "## Working time between two instants\n"
    spans = [(at, at + timedelta(minutes=RANDOM.randint(0, 40_000))) for at in c.INSTANTS[:300]]
    yield from family(peers.BETWEEN, spans, spans[:10], peers.equal)
    yield "## A million rows\n"
    yield from bulk()
    yield "## A step in a dossier's life\n"
    yield from machines()
    yield "## Import\n"
    yield from imports()
    yield "## Growth\n"
    yield from pictures()


def main() -> None:
    """Measure and write."""
    (OUT / "benchmarks.md").write_text("\n".join(page()).rstrip() + "\n", "utf-8")


if __name__ == "__main__":
    main()
