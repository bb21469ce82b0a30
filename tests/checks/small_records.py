"""Small records in few words, and what the rules of one code find in them."""

from __future__ import annotations

from datetime import date
from typing import Any

from cchc.checks.catalogue import RULES
from cchc.checks.finding import Context, Finding
from cchc.model.place import Located
from cchc.model.procedure import Procedure
from cchc.model.process import Budget, Process
from cchc.rulebook import load_check_facts

DAY = date(2026, 11, 22)
CODE = "1.000001"
Keys = dict[str, Any]


def time(text: str) -> Budget:
    """ "5 working_day" as a budget."""
    count, _, unit = text.partition(" ")
    return Budget.model_validate({"count": count, "unit": unit})


def step(name: str, budget: str = "", **keys: Any) -> Keys:
    """A step with its time in words; without one it has none."""
    return {"id": name, **({"budget": time(budget)} if budget else {}), **keys}


def process(*steps: Keys, declared: str = "", **keys: Any) -> Process:
    """A process of these steps; ``declared`` in words."""
    whole = {"declared": time(declared)} if declared else {}
    return Process.model_validate({"id": "p", "name": "Thủ tục thử", "steps": steps, **whole, **keys})


def days(*counts: str, declared: str = "", **keys: Any) -> Process:
    """A plain list of steps in working days."""
    rows = [step(f"s{place}", f"{count} working_day", no=str(place)) for place, count in enumerate(counts, 1)]
    return process(*rows, declared=declared, **keys)


def procedure(**keys: Any) -> Procedure:
    """A procedure with these keys."""
    return Procedure.model_validate({"code": CODE, "name": "Thủ tục thử", **keys})


def rows(**times: str) -> list[Keys]:
    """Ways to hand in, each with its published time: ``rows(counter="5 Ngày")``."""
    cells = {channel: text.partition(" ") for channel, text in times.items()}
    return [{"channel": channel, "published_time": cell[0], "published_unit": cell[2]} for channel, cell in cells.items()]


def found(code: str, record: Procedure | Process, *, as_of: date = DAY, others: tuple[Procedure | Process, ...] = ()) -> list[Finding]:
    """What every rule of ``code`` finds in ``record``, among ``others`` of its code."""
    national = tuple(one for one in others if isinstance(one, Procedure))
    processes = tuple(one for one in (record, *others) if isinstance(one, Process))
    context = Context(as_of, lambda _code: national, lambda _code: processes, facts=load_check_facts())
    target = "procedure" if isinstance(record, Procedure) else "process"
    chosen = [rule for rule in RULES if rule.code == code and rule.target == target]
    assert chosen, f"no rule {code} about a {target}"
    if isinstance(record, Procedure):
        return [one for rule in chosen for one in rule.judge(Located(record), context)]
    return [one for rule in chosen for one in rule.judge(Located(record), context)]
