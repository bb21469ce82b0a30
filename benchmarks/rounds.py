"""Timing in interleaved rounds: every contender once a round, in a fresh random order, so that noise hits all alike."""

from __future__ import annotations

import gc
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

ATTEMPTS = 3
"""A gate fails when it is missed this many times in a row: a neighbour on the machine is no regression."""


@dataclass(frozen=True)
class Samples:
    """Nanoseconds for one operation of a contender, one sample a round."""

    of: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.of)

    @property
    def least(self) -> float:
        return min(self.of)


Race = Mapping[str, Samples]


@dataclass(frozen=True)
class Contender:
    """A loop to be timed, and how many operations one call of it is."""

    run: Callable[[], object]
    operations: int = 1


@dataclass(frozen=True)
class Line:
    """One line of the table at the end of a run."""

    says: str
    bound: str
    shown: str


MEASURED: list[Line] = []


def interleaved(contenders: Mapping[str, Contender], rounds: int = 25, least_ms: float = 0.5) -> Race:
    """Time every contender in this process; each sample lasts at least ``least_ms``.

    Samples are short, so that most of them are not cut by the scheduler and the median is of whole ones.
    """
    order = list(contenders)
    repeats = {}
    for name, one in contenders.items():
        began = time.perf_counter()
        one.run()
        repeats[name] = max(1, int(least_ms / 1e3 / max(time.perf_counter() - began, 1e-9)))
    samples: dict[str, list[float]] = {name: [] for name in order}
    shuffled = random.Random(2)
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            shuffled.shuffle(order)
            for name in order:
                run, times = contenders[name].run, range(repeats[name])
                run()  # the caches are warm for what is timed next
                began = time.perf_counter_ns()
                for _ in times:
                    run()
                passed = time.perf_counter_ns() - began
                samples[name].append(passed / (len(times) * contenders[name].operations))
    finally:
        gc.enable()
    return {name: Samples(tuple(taken)) for name, taken in samples.items()}


def processes(programs: Mapping[str, str], rounds: int = 11) -> Race:
    """Time whole fresh processes, from start to exit; bytecode is compiled and files are read once before."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

    def timed(program: str) -> float:
        began = time.perf_counter_ns()
        subprocess.run([sys.executable, "-c", program], env=environment, check=True, capture_output=True)
        return float(time.perf_counter_ns() - began)

    order = list(programs)
    samples: dict[str, list[float]] = {name: [] for name in order}
    for program in programs.values():
        timed(program)
    shuffled = random.Random(3)
    for _ in range(rounds):
        shuffled.shuffle(order)
        for name in order:
            samples[name].append(timed(programs[name]))
    return {name: Samples(tuple(taken)) for name, taken in samples.items()}


def gate(
    says: str, measure: Callable[[], Race], ratio: Callable[[Race], float], *, least: float = float("-inf"), most: float = float("inf")
) -> None:
    """Measure until ``ratio`` lies within the bounds, at most :data:`ATTEMPTS` times; note it, or fail with what it was."""
    seen: list[float] = []
    bound = f">= {least:g}" if most == float("inf") else f"<= {most:g}"
    for _ in range(ATTEMPTS):
        race = measure()
        seen.append(ratio(race))
        if least <= seen[-1] <= most:
            break
    figures = ", ".join(f"{name} {spoken(one.median)} (least {spoken(one.least)})" for name, one in race.items())
    MEASURED.append(Line(says, bound, f"{seen[-1]:.4g}   ({figures})"))
    assert least <= seen[-1] <= most, f"{says}: {bound} wanted, {', '.join(f'{one:.4g}' for one in seen)} measured ({figures})"


def spoken(nanoseconds: float) -> str:
    """Return a time as a person writes it."""
    for unit, size in (("ms", 1e6), ("µs", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds:.0f} ns"
