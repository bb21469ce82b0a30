"""Try the mutants that mutmut made: each in a fork, with the tests that reach it, quickest first, to the first failure.

Run in the folder ``mutants`` that ``mutmut run`` leaves (``make mutants``). mutmut itself collects the tests anew for each mutant,
which takes eight seconds where a thousand tests reach it; here they are collected once. The verdicts are kept in
``../verdicts.ROOM.json``, so that a run goes on where it was stopped.

    python ../tools/mutants.py deadlines --children 2 tests/deadlines tests/law/test_cases.py

A mutant is tried for ten seconds and four times what its tests take. What is called while a module is imported has run before the
fork: such mutants survive here, and ``--fresh`` tries the survivors again, each in a process of its own (slow).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path.cwd()
NUMBER = re.compile(r"__mutmut_\d+$")


def mutants(room: str) -> Iterator[str]:
    """Every mutant of the room, by mutmut's name."""
    for meta in sorted(ROOT.glob(f"src/cchc/{room}/**/*.meta")):
        yield from json.loads(meta.read_text("utf-8"))["exit_code_by_key"]


class Verdicts:
    """What became of each mutant, on disk after every twenty-five."""

    def __init__(self, room: str) -> None:
        self.path = ROOT.parent / f"verdicts.{room.replace('/', '.')}.json"
        self.all: dict[str, str] = json.loads(self.path.read_text("utf-8")) if self.path.exists() else {}

    def note(self, name: str, verdict: str) -> None:
        """Keep what became of one mutant."""
        self.all[name] = verdict
        if len(self.all) % 25 == 0:
            self.write()

    def write(self) -> None:
        """Write them all down, and how many there are of each."""
        self.path.write_text(json.dumps(self.all, indent=0), "utf-8")
        print(len(self.all), dict(Counter(self.all.values())), file=sys.stderr)


class Runner:
    """Takes the place of pytest's loop over the tests."""

    def __init__(self, room: str, children: int, most: int | None, *, again: bool) -> None:
        stats = json.loads((ROOT / "mutmut-stats.json").read_text("utf-8"))
        self.seconds: dict[str, float] = stats["duration_by_test"]
        self.reach = {function: set(tests) for function, tests in stats["tests_by_mangled_function_name"].items()}
        self.children, self.verdicts = children, Verdicts(room)
        survivors = [name for name, verdict in self.verdicts.all.items() if again and verdict != "killed"]
        self.todo = [name for name in mutants(room) if name not in self.verdicts.all]
        random.Random(7).shuffle(self.todo)  # whenever it is stopped, what was tried is a fair sample
        self.todo = survivors or self.todo[:most]
        self.killers: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try each mutant that has no verdict yet."""
        items = sorted(session.items, key=lambda item: self.seconds.get(item.nodeid, 0.0))
        running: dict[int, tuple[str, float]] = {}
        while self.todo or running:
            while self.todo and len(running) < self.children:
                name = self.todo.pop()
                function = NUMBER.sub("", name)
                reached = self.reach.get(function, set())
                chosen = [item for item in items if item.nodeid in reached or item.nodeid not in self.seconds]
                chosen.sort(key=lambda item: -self.killers[function][item.nodeid])
                if not chosen:
                    self.verdicts.note(name, "no tests")
                    continue
                pid = os.fork()
                if not pid:
                    _child(name, chosen)
                limit = 10 + 4 * sum(self.seconds.get(one, 0.0) for one in reached)
                running[pid] = name, time.monotonic() + limit
            for pid, (name, until) in list(running.items()):
                ended, status = os.waitpid(pid, os.WNOHANG)
                if not ended and time.monotonic() > until:
                    os.kill(pid, signal.SIGKILL)
                    os.waitpid(pid, 0)
                    self.verdicts.note(name, "timeout")
                elif ended:
                    self.verdicts.note(name, "killed" if os.waitstatus_to_exitcode(status) else "survived")
                    killer = _note_of(pid)
                    if killer.exists():
                        self.killers[NUMBER.sub("", name)][killer.read_text("utf-8")] += 1
                        killer.unlink()
                else:
                    continue
                del running[pid]
            time.sleep(0.02)
        self.verdicts.write()
        return True


def _note_of(pid: int) -> Path:
    return ROOT / f".killer.{pid}"


def _child(name: str, chosen: list[pytest.Item]) -> None:
    """Run the tests with the mutant in place; ends the process: 1 at the first failure, 0 if there is none."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    os.environ["MUTANT_UNDER_TEST"] = name
    code = 0
    try:
        for item, following in zip(chosen, [*chosen[1:], None], strict=True):
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                _note_of(os.getpid()).write_text(item.nodeid, "utf-8")
                code = 1
                break
    except BaseException:  # a mutant may raise anything, an exit too
        code = 1
    os._exit(code)


def try_again(room: str, tests: list[str]) -> None:
    """Try the survivors of the room, the mutant in place from the first import on."""
    verdicts = Verdicts(room)
    for name in [name for name, verdict in verdicts.all.items() if verdict in ("survived", "no tests")]:
        at = os.environ | {"MUTANT_UNDER_TEST": name, "PYTHONPATH": str(ROOT / "src")}
        ran = subprocess.run([sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests], env=at, capture_output=True)
        verdicts.note(name, "killed" if ran.returncode else "survived")
    verdicts.write()


def main() -> None:
    """Read the arguments and go."""
    parser = argparse.ArgumentParser(description="try the mutants of a room under src/cchc")
    parser.add_argument("room")
    parser.add_argument("tests", nargs="+")
    parser.add_argument("--children", type=int, default=2)
    parser.add_argument("--most", type=int, help="try at most so many, drawn at random")
    parser.add_argument("--again", action="store_true", help="try only what was not killed, with the tests there are now")
    parser.add_argument("--fresh", action="store_true", help="try the survivors again in processes of their own")
    told = parser.parse_args()
    os.environ.setdefault("HYPOTHESIS_PROFILE", "brief")
    os.environ["MUTANT_UNDER_TEST"] = ""
    sys.path.insert(0, str(ROOT / "src"))
    if told.fresh:
        try_again(told.room, told.tests)
        return
    runner = Runner(told.room, told.children, told.most, again=told.again)
    pytest.main(["-q", "-s", "-p", "no:cacheprovider", "--rootdir", str(ROOT), *told.tests], plugins=[runner])


if __name__ == "__main__":
    main()
